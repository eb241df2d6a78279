//! The front-end files embedded in the binary: style sheets, scripts, pictures, licences.

/// One embedded file. Its address holds its hash, so a browser may keep it for good.
#[derive(Debug)]
pub struct Asset {
    /// Path under `assets/`, for example `vendor/tabler.min.css`.
    pub path: &'static str,
    /// Value of the `content-type` header.
    pub content_type: &'static str,
    /// First 16 hexadecimal digits of the SHA-256 of [`Asset::bytes`]; serves as `etag` too.
    pub hash: &'static str,
    /// The file as it is.
    pub bytes: &'static [u8],
    /// The file compressed with gzip, for those who accept it.
    pub gzip: &'static [u8],
}

impl Asset {
    /// Address of the file: `/assets/<hash>/<path>`.
    pub fn url(&self) -> String {
        format!("/assets/{}/{}", self.hash, self.path)
    }
}

include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The file with this path, or nothing: only what was embedded can be had.
pub fn find(path: &str) -> Option<&'static Asset> {
    let index = ASSETS.binary_search_by(|asset| asset.path.cmp(path)).ok()?;
    ASSETS.get(index)
}

/// Address of the file with this path. A file that is not embedded gets an address that answers 404:
/// a page without its style sheet can still be read, and the browser tests see the failed request.
pub fn url(path: &str) -> String {
    find(path).map_or_else(|| format!("/assets/missing/{path}"), Asset::url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts() -> impl Iterator<Item = (&'static str, &'static str)> {
        let text = |asset: &'static Asset| std::str::from_utf8(asset.bytes).ok();
        ASSETS.iter().filter_map(move |asset| Some((asset.path, text(asset)?)))
    }

    #[test]
    fn every_file_is_found_by_its_path_and_has_its_hash_in_its_address() {
        for asset in ASSETS {
            let found = find(asset.path).expect("an embedded file is found");
            assert_eq!(url(asset.path), format!("/assets/{}/{}", found.hash, found.path));
            assert_eq!(found.hash.len(), 16, "{}", asset.path);
        }
        assert!(
            find("vendor/tabler.min.css").is_some_and(|asset| asset.content_type.starts_with("text/css"))
        );
        assert!(find("../Cargo.toml").is_none());
        assert_eq!(url("no-such.css"), "/assets/missing/no-such.css");
    }

    /// The last four bytes of a gzip stream are the length of what was packed (RFC 1952).
    #[test]
    fn the_compressed_form_is_of_the_same_file() {
        for asset in ASSETS {
            let (length, start) = (asset.gzip.last_chunk::<4>(), asset.gzip.first_chunk::<2>());
            assert_eq!(start, Some(&[0x1f, 0x8b]), "{}", asset.path);
            assert_eq!(
                length.map(|l| u32::from_le_bytes(*l) as usize),
                Some(asset.bytes.len()),
                "{}",
                asset.path
            );
        }
    }

    /// No file is loaded from another host, nor from a file that we do not have.
    #[test]
    fn a_style_sheet_loads_nothing_but_what_it_carries() {
        let mut seen = 0;
        for (path, text) in texts().filter(|(path, _)| path.ends_with(".css")) {
            seen += 1;
            assert!(!text.contains("@import") && !text.contains("@font-face"), "{path} loads another file");
            for (at, _) in text.match_indices("url(") {
                let target = text[at + 4..].trim_start_matches(['"', '\'']);
                assert!(
                    target.starts_with("data:"),
                    "{path}: {}",
                    target.chars().take(60).collect::<String>()
                );
            }
        }
        assert!(seen > 0, "no style sheet is embedded");
    }
}
