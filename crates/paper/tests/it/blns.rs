//! The list of naughty strings, each as a paper: a PDF, or the name of the character that cannot be set; none takes long,
//! and what was set can be read out of the PDF again.

use std::process::Command;
use std::time::{Duration, Instant};

use paper::{PaperError, Part};

use crate::naughty::everywhere;
use crate::samples::{paper, press};

/// What a paper may take once the press is warm.
const MOST: Duration = Duration::from_millis(50);
/// How often a slow one is tried: other tests run beside this one.
const TRIES: usize = 6;

/// minimaxir/big-list-of-naughty-strings, where the shared data is at hand.
fn naughty() -> Option<Vec<String>> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/security/blns.json");
    let text = std::fs::read_to_string(path).ok()?;
    Some(serde_json::from_str(&text).expect("the list is JSON"))
}

/// A name or a reason as people type them: in the pairs of a case, in a paragraph and in a table.
fn typed(text: &str) -> paper::Paper {
    let it = || text.to_owned();
    paper(
        "受理通知书",
        vec![
            Part::Pairs { rows: vec![["申请人".to_owned(), it()]] },
            Part::Text { text: it() },
            Part::table(&[1, 2], &["材料", "说明"], vec![vec![it(), it()]]),
        ],
    )
}

#[test]
fn every_naughty_string_gives_a_paper_or_the_name_of_its_missing_character_in_time() {
    let Some(strings) = naughty() else {
        println!("skipped: no ../shared/data/security/blns.json beside the workspace");
        return;
    };
    assert!(strings.len() > 400, "{}", strings.len());
    press().pdf(&typed("许小店")).expect("the press is warm");
    let (mut took, mut missing, mut slow, mut printed) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for text in &strings {
        let mut quickest = Duration::MAX;
        let mut set = None;
        for _ in 0..TRIES {
            let started = Instant::now();
            set = Some(press().pdf(&typed(text)));
            quickest = quickest.min(started.elapsed());
            if quickest <= MOST {
                break;
            }
        }
        match set.expect("it was tried") {
            Ok(pdf) => {
                assert!(pdf.starts_with(b"%PDF-"), "{text:?}");
                printed += 1;
            }
            Err(PaperError::MissingGlyph(character)) => {
                assert!(text.contains(character), "{text:?} has no {character:?}");
                missing.push(character);
            }
            Err(other) => panic!("{text:?}: {other}"),
        }
        if quickest > MOST {
            slow.push(format!("{quickest:.1?} {text:?}"));
        }
        took.push(quickest);
    }
    took.sort();
    let (middle, worst) = (took[took.len() / 2], took[took.len() - 1]);
    missing.sort_unstable();
    missing.dedup();
    println!(
        "{} strings: middle {middle:.1?}, worst {worst:.1?}; without a glyph: {}",
        strings.len(),
        missing.iter().map(|it| format!("U+{:04X} ", u32::from(*it))).collect::<String>()
    );
    assert!(slow.is_empty(), "{slow:#?}");
    assert!(printed * 10 > strings.len() * 8, "nearly all of it can be printed, not {printed}");
}

#[test]
fn what_was_set_can_be_read_out_of_the_pdf_again() {
    let folder = std::env::temp_dir().join(format!("papers-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("the temporary directory takes a folder");
    for (n, text) in
        ["王𬭼、李䶮、𠮷田、刘堃", "Ω≈ç√ ½ #read(\"x\")", "您不同意，可以申请行政复议。"].iter().enumerate()
    {
        let file = folder.join(format!("{n}.pdf"));
        std::fs::write(&file, press().pdf(&everywhere(text)).expect("it can be set")).expect("it is written");
        let out = Command::new("pdftotext").arg("-layout").arg(&file).arg("-").output();
        let out = out.expect("pdftotext is installed: `scripts/setup test`, on Debian poppler-utils");
        let read: String = String::from_utf8_lossy(&out.stdout).split_whitespace().collect();
        let wanted: String = text.split_whitespace().collect();
        assert!(read.contains(&wanted), "{text}: {read}");
    }
    let _ = std::fs::remove_dir_all(folder);
}
