//! 延期告知书 (N14, C7, F8): the limit is lengthened once; why, until when, and by whom.

use askama::Template;

use super::{PaperCase, PaperHead, Seal, qr_svg};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/extension`
#[derive(Debug, Clone, Template)]
#[template(path = "print/extension.html")]
pub struct ExtensionNotice {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// The new last day, and that it is not lengthened again.
    pub next: String,
    /// The reason, as the handler gave it and the wording introduces it.
    pub reason: String,
    /// Each limit: its name, the day before, the day now.
    pub limits: Vec<[String; 3]>,
    /// Who approved it, with post.
    pub approved_by: String,
    /// The article, quoted in full; may be empty.
    pub article: String,
    /// What an applicant who disagrees can do.
    pub paragraphs: Vec<String>,
    /// QR of the tracking address; trusted markup.
    pub qr: String,
    /// Seal of the authority.
    pub seal: Seal,
}

impl Page for ExtensionNotice {
    const NAME: &'static str = "print/extension";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let day = |day| text.date_with_year((2026, 12, day));
        let flood = text.pick("暴雨冲断道路，现场去不了。", Some("The road is flooded."));
        let once = Self {
            frame: super::sample_frame(text, "延期告知书"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "延期告知书", "澄市监许延〔2026〕3 号"),
            case: super::sample_case(),
            next: super::built_in(text, "extension", "lead", &[("due", &day(15))]),
            reason: super::built_in(text, "extension", "reason", &[("reason", &flood)]),
            limits: vec![
                [text.t("我们承诺").to_owned(), day(1), day(15)],
                [text.t("法律规定最迟").to_owned(), day(18), day(31)],
            ],
            approved_by: "赵局长（单位负责人）".to_owned(),
            article: "《行政许可法》第四十二条第一款".to_owned(),
            paragraphs: super::built_in_body(text, "extension", &[]),
            qr: qr_svg("http://127.0.0.1:8080/track?no=SC2026000123K", text.t("查进度的二维码")),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        vec![("once", once)]
    }
}
