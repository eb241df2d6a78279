//! A paper laid out otherwise: its sheet, its copies with their feet and pages, and nothing of what it says is lost.

use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use paper::{CodePlace, Layout, Margins, Paper, Part, SealSide, SheetSize};

use crate::samples::{paper, press, small};

/// What a command of poppler says of the paper.
fn said_of(paper: &Paper, command: &str, options: &[&str]) -> String {
    static FILES: AtomicUsize = AtomicUsize::new(0);
    let n = FILES.fetch_add(1, Ordering::Relaxed);
    let file = std::env::temp_dir().join(format!("laid-{}-{n}.pdf", std::process::id()));
    std::fs::write(&file, press().pdf(paper).expect("it can be set")).expect("it is written");
    let mut run = Command::new(command);
    run.args(options).arg(&file);
    if command == "pdftotext" {
        run.arg("-");
    }
    let out = run.output().expect("poppler is installed: `scripts/setup test`, on Debian poppler-utils");
    let _ = std::fs::remove_file(file);
    String::from_utf8_lossy(&out.stdout).into_owned()
}

/// What stands on each page, without blanks.
fn pages(paper: &Paper) -> Vec<String> {
    let said = said_of(paper, "pdftotext", &["-layout"]);
    let pages = said.split('\u{c}').map(|page| page.split_whitespace().collect::<String>());
    pages.filter(|page| !page.is_empty()).collect()
}

fn short() -> Paper {
    paper("收件回执", vec![Part::Remedies { heading: "办法".into(), text: "六十日内申请复议。".into() }])
}

#[test]
fn a_paper_that_nobody_laid_out_is_one_copy_on_a4_with_its_own_foot() {
    let pages = pages(&short());
    assert_eq!(pages.len(), 1, "{pages:?}");
    for says in ["收件回执", "办法", "六十日内申请复议。", "扫码核对真伪", "（盖章）", "申请人留存", "1/1"]
    {
        assert!(pages[0].contains(says), "{says}: {}", pages[0]);
    }
    assert!(said_of(&short(), "pdfinfo", &[]).contains("(A4)"));
}

#[test]
fn each_copy_has_its_own_foot_and_counts_its_own_pages() {
    let long = Part::Text { text: "很长的一段话。".repeat(400) };
    for (parts, each) in [(Vec::new(), 1), (vec![long], 3)] {
        let mut laid = short();
        laid.parts.extend(parts);
        laid.layout = small();
        let pages = pages(&laid);
        assert!(pages.len() >= 3 * each && pages.len().is_multiple_of(3), "{} pages", pages.len());
        let of_one = pages.len() / 3;
        for (n, page) in pages.iter().enumerate() {
            let who = ["申请人留存", "窗口留存", "随卷"][n / of_one];
            let count = format!("{}/{of_one}", n % of_one + 1);
            assert!(page.contains(who) && page.contains(&count), "page {n}: {who} {count}: {page}");
            assert!(page.contains("周日休息"), "the line below stands on every page: {page}");
        }
        // The whole paper is in every copy, with what the law demands of it.
        for copy in pages.chunks(of_one) {
            let copy = copy.concat();
            for says in
                ["澄禾县人民政府政务服务", "2026〕318号", "六十日内申请复议。", "扫码核对真伪", "（盖章）"]
            {
                assert!(copy.contains(says), "{says}: {copy}");
            }
        }
    }
    let mut laid = short();
    laid.layout = small();
    assert!(said_of(&laid, "pdfinfo", &[]).contains("419.528 x 595.276"), "it is an A5 sheet");
}

#[test]
fn every_place_of_seal_and_code_on_every_sheet_says_the_same() {
    let wide = Margins { top: 40, bottom: 40, left: 40, right: 40 };
    let narrow = Margins { top: 12, bottom: 20, left: 20, right: 20 };
    for seal in [SealSide::Right, SealSide::Left] {
        for code in [CodePlace::Foot, CodePlace::Head] {
            for (sheet, margins) in [(SheetSize::A4, wide), (SheetSize::A5, narrow)] {
                for letters in [90, 120] {
                    let mut laid = short();
                    laid.layout = Layout { sheet, margins, letters, seal, code, ..Layout::default() };
                    let said = pages(&laid).concat();
                    for says in
                        ["收件回执", "318号", "扫码核对真伪", "7K2M9QXT", "（盖章）", "2026年11月20日"]
                    {
                        assert!(said.contains(says), "{:?} lacks {says}: {said}", laid.layout);
                    }
                    // What stays in the file has no seal; what is no paper of the office neither.
                    laid.seal = None;
                    assert!(pages(&laid).concat().contains("扫码核对真伪"));
                    laid.check = None;
                    assert!(!pages(&laid).concat().contains("扫码核对真伪"));
                }
            }
        }
    }
}
