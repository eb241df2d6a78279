//! 特别程序告知书 (N17): the clock stands still from, until, for what, by which article. Without it no clock stops.

use askama::Template;

use super::{PaperCase, PaperHead, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/special`
#[derive(Debug, Clone, Template)]
#[template(path = "print/special.html")]
pub struct SpecialNotice {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// Tone 7.
    pub next: String,
    /// What is done: “水质检测”.
    pub what: String,
    /// First day and last planned day, with year; how long.
    pub from: String,
    /// Last planned day.
    pub until: String,
    /// “10 个工作日”.
    pub length: String,
    /// The day the case was due, and is due now.
    pub due_before: String,
    /// Due day if it lasts as planned.
    pub due_after: String,
    /// The article, quoted in full.
    pub article: String,
    /// The document it rests on, or the last day to show it (F7); empty for a stop of old.
    pub order: String,
    /// Who approved it, with post.
    pub approved_by: String,
    /// What happens if the result comes earlier, and how to object.
    pub paragraphs: Vec<String>,
    /// Seal of the authority.
    pub seal: Seal,
}

impl Page for SpecialNotice {
    const NAME: &'static str = "print/special";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let mut case = super::sample_case();
        case.item = "公共场所卫生许可".to_owned();
        let authority = "澄禾县卫生健康局";
        let testing = Self {
            frame: super::sample_frame(text, "特别程序告知书"),
            head: super::sample_head(text, authority, "特别程序告知书", "澄卫特告〔2026〕12 号"),
            case,
            next: super::built_in(
                text,
                "special",
                "lead",
                &[
                    ("from", &text.date((2026, 11, 9))),
                    ("what", &text.pick("水质检测", Some("water testing"))),
                    ("until", &text.date((2026, 11, 20))),
                ],
            ),
            what: text.pick("水质检测", Some("water testing")).to_owned(),
            from: text.date_with_year((2026, 11, 9)),
            until: text.date_with_year((2026, 11, 20)),
            length: text.working_days(10),
            due_before: text.date_with_year((2026, 11, 12)),
            due_after: text.date_with_year((2026, 11, 26)),
            article: "《中华人民共和国行政许可法》第四十五条：行政机关作出行政许可决定，依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在本节规定的期限内。行政机关应当将所需时间书面告知申请人。".to_owned(),
            order: "水质检测委托书〔2026〕118 号".to_owned(),
            approved_by: "赵局长（主要负责人）".to_owned(),
            paragraphs: super::built_in_body(text, "special", &[]),
            seal: super::sample_seal(text, authority),
        };
        let later = Self {
            order: text.f("最迟 {day}补登", [("day", &text.date_with_year((2026, 11, 12)))]),
            ..testing.clone()
        };
        let of_old = Self { order: String::new(), ..testing.clone() };
        vec![("testing", testing), ("its document to come", later), ("of old", of_old)]
    }
}
