//! The typefaces papers are set in: found on the machine when the first paper is made, never part of the binary.

use std::fs;
use std::path::{Path, PathBuf};

use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

use crate::PaperError;

/// Where systems keep their fonts.
const PLACES: [&str; 3] = ["/usr/share/fonts", "/usr/local/share/fonts", "/opt/yimen/fonts"];
/// Names under which the whole Chinese typeface is known, the best first.
const NAMES: [&str; 4] = ["NotoSansCJKsc-", "NotoSansCJK-", "SourceHanSansSC-", "NotoSansSC-"];
/// Weights a paper uses; the others would only take memory.
const WEIGHTS: [&str; 2] = ["Regular", "Bold"];
/// Folders below a place that are looked into.
const DEPTH: u8 = 4;
/// Files of one place that are looked at.
const FILES_MAX: usize = 4_000;
/// A font file has at most this many bytes.
const BYTES_MAX: u64 = 64 * 1024 * 1024;

/// The fonts, the first preferred.
pub struct Fonts {
    fonts: Vec<Font>,
    families: Vec<String>,
    book: LazyHash<FontBook>,
}

impl Fonts {
    /// Loads the Chinese typeface and, behind it, every font of the named folder: an office puts there what holds the
    /// rare characters of its people's names.
    ///
    /// # Errors
    /// [`PaperError::NoFont`] if no Chinese typeface is there.
    pub fn load(folder: Option<&Path>) -> Result<Fonts, PaperError> {
        let own = folder.map(font_files).unwrap_or_default();
        let mut system: Vec<PathBuf> = Vec::new();
        for place in PLACES {
            system.extend(font_files(Path::new(place)));
        }
        let mut chosen = Vec::new();
        let all: Vec<&PathBuf> = own.iter().chain(&system).collect();
        if let Some(name) = NAMES.iter().find(|name| all.iter().any(|path| is_face(path, name, WEIGHTS[0]))) {
            for weight in WEIGHTS {
                chosen.extend(all.iter().find(|path| is_face(path, name, weight)).copied().cloned());
            }
        }
        chosen.extend(own.iter().filter(|path| !chosen.contains(path)).cloned().collect::<Vec<_>>());
        let fonts: Vec<Font> = chosen.iter().filter_map(|path| read(path)).collect();
        if !fonts.iter().any(|font| covers(font, '一') && covers(font, '门')) {
            return Err(PaperError::NoFont);
        }
        let mut families: Vec<String> = Vec::new();
        for font in &fonts {
            if !families.contains(&font.info().family.to_string()) {
                families.push(font.info().family.to_string());
            }
        }
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Ok(Fonts { fonts, families, book })
    }

    /// Names of the families, in the order in which they are asked.
    pub fn families(&self) -> &[String] {
        &self.families
    }

    /// Whether some font has a glyph for the character.
    pub fn has(&self, character: char) -> bool {
        self.fonts.iter().any(|font| covers(font, character))
    }

    pub(crate) fn book(&self) -> &LazyHash<FontBook> {
        &self.book
    }

    pub(crate) fn font(&self, index: usize) -> Option<Font> {
        self.fonts.get(index).cloned()
    }
}

fn covers(font: &Font, character: char) -> bool {
    font.info().coverage.contains(u32::from(character))
}

fn is_face(path: &Path, name: &str, weight: &str) -> bool {
    let stem = path.file_stem().and_then(|it| it.to_str()).unwrap_or_default();
    stem.strip_prefix(name) == Some(weight)
}

/// One face of the file: of a collection the one for simplified Chinese.
fn read(path: &Path) -> Option<Font> {
    if fs::metadata(path).ok()?.len() > BYTES_MAX {
        return None;
    }
    let bytes = Bytes::new(fs::read(path).ok()?);
    let faces: Vec<Font> = Font::iter(bytes).collect();
    let simplified = faces.iter().find(|face| {
        let family = face.info().family.to_string();
        family.ends_with(" SC") && !family.contains("Mono")
    });
    simplified.or(faces.first()).cloned()
}

/// The font files under a folder, in the order of their paths.
fn font_files(place: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(place, DEPTH, &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, depth: u8, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| Some(entry.ok()?.path())) {
        if files.len() >= FILES_MAX {
            return;
        }
        let ending = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
        if matches!(ending.as_str(), "ttf" | "otf" | "ttc" | "otc") {
            files.push(path);
        } else if depth > 0 && path.is_dir() {
            collect(&path, depth - 1, files);
        }
    }
}
