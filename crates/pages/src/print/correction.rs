//! 一次性告知书 (R99, N4): everything still missing, at once, with reason, day and place. It has no remedies (C16).

use askama::Template;

use super::{PaperCase, PaperHead, Seal, qr_svg};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// A paper that is missing or not right.
#[derive(Debug, Clone)]
pub struct CorrectionRow {
    /// Row number of the list.
    pub row: u8,
    /// Name.
    pub name: String,
    /// What is wrong and how it becomes right.
    pub reason: String,
    /// Law and article.
    pub basis: String,
}

/// `GET /desk/cases/{id}/print/correction`
#[derive(Debug, Clone, Template)]
#[template(path = "print/correction.html")]
pub struct CorrectionNotice {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// That it is a further notice, and honestly why; empty for the first.
    pub again: Vec<String>,
    /// The whole list.
    pub rows: Vec<CorrectionRow>,
    /// How many are missing, that this is the whole list, and until when.
    pub next: String,
    /// Where to bring them and what happens otherwise.
    pub paragraphs: Vec<String>,
    /// The article, quoted in full.
    pub article: String,
    /// QR of the tracking address; trusted markup.
    pub qr: String,
    /// Officer who noticed it.
    pub officer: String,
    /// Seal.
    pub seal: Seal,
}

impl Page for CorrectionNotice {
    const NAME: &'static str = "print/correction";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = |row, name: &str, reason: &str| CorrectionRow {
            row,
            name: name.to_owned(),
            reason: reason.to_owned(),
            basis: "食品安全法第三十三条、第三十五条".to_owned(),
        };
        let due = text.date_with_year((2026, 12, 21));
        let place = text.pick("任何一个综合窗口（2、3、4、5、6、9、10、13 号）", Some("any general window"));
        let two = Self {
            frame: super::sample_frame(text, "一次性告知书"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "一次性告知书", "澄市监补〔2026〕77 号"),
            case: super::sample_case(),
            again: Vec::new(),
            rows: vec![
                row(3, "设备设施布局和操作流程图", "图上没有标洗消间的位置，请补画后重新交一份。"),
                row(4, "食品安全管理人员和规章制度", "没有收到。窗口有样本，可以照着写。"),
            ],
            next: super::built_in(text, "correction", "lead", &[("n", &2), ("due", &due)]),
            paragraphs: super::built_in_body(text, "correction", &[("place", &place)]),
            article: "《中华人民共和国行政许可法》第三十二条第一款第四项：申请材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知申请人需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理。".to_owned(),
            qr: qr_svg("http://127.0.0.1:8080/track?number=990121-20261120-00042", text.t("查进度的二维码")),
            officer: "张受理".to_owned(),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let mut again = two.clone();
        again.frame = super::sample_frame(text, "再次补正告知书");
        again.again = vec![
            text.f("这是第 {n} 次告知：还差 {m} 样，补齐就受理。", [("n", &2), ("m", &2)]),
            text.f("您有意见，请打 {telephone}。", [("telephone", &"0000-0000112")]),
        ];
        vec![("two papers", two), ("a second notice", again)]
    }
}
