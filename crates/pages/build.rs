//! Embeds every file under `assets/` in the binary: its bytes, its gzip and a hash for its address.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

/// What `scripts/frontend` fetches and the pages cannot do without.
const FETCHED: [&str; 3] = ["vendor/tabler.min.css", "vendor/htmx.min.js", "vendor/echarts.simple.min.js"];

fn main() {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("assets");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", root.display());
    if let Some(missing) = FETCHED.into_iter().find(|path| !root.join(path).exists()) {
        // A path that does not exist is asked about again at the next build.
        println!("cargo::rerun-if-changed={}", root.join(missing).display());
        println!("cargo::error=crates/pages/assets/{missing} is missing: run `make frontend`");
        return;
    }
    if let Err(error) = embed(&root, &PathBuf::from(variable("OUT_DIR"))) {
        println!("cargo::error=cannot embed crates/pages/assets: {error}");
    }
}

fn variable(name: &str) -> String {
    env::var(name).expect("cargo sets its variables for every build script")
}

fn embed(root: &Path, out: &Path) -> io::Result<()> {
    let mut files = BTreeMap::new();
    collect(root, "", &mut files)?;
    let mut code = String::from("/// Every embedded file, by path.\npub static ASSETS: &[Asset] = &[\n");
    for (index, (path, file)) in files.iter().enumerate() {
        let content_type = content_type(path)?;
        let bytes = fs::read(file)?;
        let hash = &hex(&Sha256::digest(&bytes))[..16];
        let packed = out.join(format!("asset-{index}.gz"));
        fs::write(&packed, gzip(&bytes)?)?;
        let _ = writeln!(
            code,
            "    Asset {{ path: {path:?}, content_type: {content_type:?}, hash: {hash:?}, \
             bytes: include_bytes!({file:?}), gzip: include_bytes!({packed:?}) }},"
        );
    }
    code.push_str("];\n");
    fs::write(out.join("assets.rs"), code)
}

/// Paths are relative to `assets/`, with `/` on every system; hidden files are an editor's, not ours.
fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{prefix}{name}/"), files)?;
        } else {
            files.insert(format!("{prefix}{name}"), entry.path());
        }
    }
    Ok(())
}

/// Only listed kinds are served, so that no file gets out by lying in the folder.
fn content_type(path: &str) -> io::Result<&'static str> {
    Ok(match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webmanifest") => "application/manifest+json",
        _ => return Err(io::Error::other(format!("{path}: no content type is listed in build.rs"))),
    })
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
