//! Sets papers: the compiler's world is made once, and each paper is one file of data in it.

use std::path::Path;

use serde::Serialize;
use typst::comemo;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::ecow::EcoVec;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::layout::{Frame, FrameItem};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandards};

use crate::PaperError;
use crate::fonts::Fonts;
use crate::qr::{Code, code};
use crate::sheet::Paper;
use crate::words;

const TEMPLATE: &str = include_str!("paper.typ");
/// What the compiler remembers of papers that many papers ago is forgotten.
const REMEMBERED: usize = 8;

/// Where papers are made. It is shared by all who print: setting a paper changes nothing in it.
pub struct Press {
    library: LazyHash<Library>,
    fonts: Fonts,
    template: Source,
    data: FileId,
    options: PdfOptions,
}

/// What the template reads.
#[derive(Serialize)]
struct Data<'a> {
    #[serde(flatten)]
    paper: &'a Paper,
    fonts: &'a [String],
    code: Option<Code>,
}

impl Press {
    /// Finds the fonts and reads the template: some tens of milliseconds, once.
    ///
    /// # Errors
    /// [`PaperError::NoFont`] if the machine has no Chinese typeface.
    pub fn open(font_folder: Option<&Path>) -> Result<Press, PaperError> {
        let fonts = Fonts::load(font_folder)?;
        Ok(Press {
            library: LazyHash::new(Library::default()),
            fonts,
            template: Source::new(file("paper.typ")?, TEMPLATE.to_owned()),
            data: file("paper.json")?,
            options: PdfOptions {
                creator: typst::foundations::Smart::Custom(Some("Yimen".to_owned())),
                standards: PdfStandards::default(),
                tagged: true,
                ..PdfOptions::default()
            },
        })
    }

    /// The fonts.
    pub fn fonts(&self) -> &Fonts {
        &self.fonts
    }

    /// The paper as PDF.
    ///
    /// # Errors
    /// [`PaperError::MissingGlyph`] names the first character that no font has; nothing is ever printed as an empty
    /// box. [`PaperError::TooLong`] if the texts together exceed [`crate::TEXT_MAX`] characters.
    pub fn pdf(&self, paper: &Paper) -> Result<Vec<u8>, PaperError> {
        let paper = words::prepared(paper)?;
        if let Some(missing) =
            words::characters(&paper).find(|it| !words::is_unseen(*it) && !self.fonts.has(*it))
        {
            return Err(PaperError::MissingGlyph(missing));
        }
        let code = paper.check.as_ref().map(|check| code(&check.address)).transpose()?;
        let data = Data { paper: &paper, fonts: self.fonts.families(), code };
        let json = serde_json::to_vec(&data).map_err(|error| PaperError::Inside(error.to_string()))?;
        let world = Desk { press: self, data: Bytes::new(json) };
        let document = typst::compile::<PagedDocument>(&world).output.map_err(inside)?;
        // A character may have a glyph and still be set without one (a mark that does not join): looked at again.
        for page in document.pages() {
            if let Some(missing) = boxed(&page.frame) {
                return Err(PaperError::MissingGlyph(missing));
            }
        }
        let pdf = typst_pdf::pdf(&document, &self.options).map_err(inside);
        comemo::evict(REMEMBERED);
        pdf
    }
}

fn file(name: &str) -> Result<FileId, PaperError> {
    let path = VirtualPath::new(name).map_err(|error| PaperError::Inside(format!("{error:?}")))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

/// The compiler's words, without a word of the paper's.
fn inside(errors: EcoVec<SourceDiagnostic>) -> PaperError {
    PaperError::Inside(errors.first().map_or_else(String::new, |error| error.message.to_string()))
}

/// The first character that was set as an empty box.
fn boxed(frame: &Frame) -> Option<char> {
    frame.items().find_map(|(_, item)| match item {
        FrameItem::Group(group) => boxed(&group.frame),
        FrameItem::Text(text) => {
            let glyph = text.glyphs.iter().find(|glyph| glyph.id == 0)?;
            text.text.get(glyph.range())?.chars().find(|it| !words::is_unseen(*it))
        }
        _ => None,
    })
}

/// The world of one paper: the template and its data, no other file, no clock.
struct Desk<'a> {
    press: &'a Press,
    data: Bytes,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &self.press.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.press.fonts.book()
    }

    fn main(&self) -> FileId {
        self.press.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        match id == self.press.template.id() {
            true => Ok(self.press.template.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        match id == self.press.data {
            true => Ok(self.data.clone()),
            false => Err(FileError::AccessDenied),
        }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.press.fonts.font(index)
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
