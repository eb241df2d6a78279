//! 不受理告知书 / 不予受理决定书 (N1, N2, N6, C4): the ground, the article, the way on.

use askama::Template;

use super::{PaperCase, PaperHead, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/refusal`
#[derive(Debug, Clone, Template)]
#[template(path = "print/refusal.html")]
pub struct AcceptanceRefusal {
    /// Frame.
    pub frame: PageFrame,
    /// Head; title 不受理告知书 (not required) or 不予受理决定书.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// First what the person can do: “这件事归县卫生健康局办，请到 5 号窗口，电话……”.
    pub next: String,
    /// The ground, as the wording introduces it.
    pub ground: String,
    /// The article, quoted in full.
    pub article: String,
    /// Remedies of a decision; empty for a mere notice (C16).
    pub remedies: String,
    /// The papers were given back.
    pub returned: String,
    /// Seal.
    pub seal: Seal,
}

impl Page for AcceptanceRefusal {
    const NAME: &'static str = "print/refusal";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let ground = |reason: &str| super::built_in(text, "refusal", "ground", &[("reason", &reason)]);
        let not_competent = Self {
            frame: super::sample_frame(text, "不予受理决定书"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "不予受理决定书", "澄市监不受〔2026〕5 号"),
            case: super::sample_case(),
            next: super::built_in(
                text,
                "refusal",
                "not-competent-telephone",
                &[("office", &"县卫生健康局"), ("telephone", &"0000-0000105")],
            ),
            ground: ground("申请办理的是公共场所卫生许可，不属于本机关职权范围。"),
            article: "《中华人民共和国行政许可法》第三十二条第一款第二项：申请事项依法不属于本行政机关职权范围的，应当即时作出不予受理的决定，并告知申请人向有关行政机关申请。".to_owned(),
            remedies: super::built_in(
                text,
                "refusal",
                "remedies",
                &[("days", &60), ("body", &"澄禾县人民政府"), ("months", &6)],
            ),
            returned: super::built_in(text, "refusal", "returned", &[]),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let mut not_required = not_competent.clone();
        not_required.head =
            super::sample_head(text, super::SAMPLE_AUTHORITY, "不受理告知书", "澄市监告〔2026〕9 号");
        not_required.next = super::built_in(text, "refusal", "not-required", &[]);
        not_required.ground = ground("总质量 4500 千克及以下的普通货运车辆，不需要办理道路运输经营许可。");
        not_required.article = "《中华人民共和国行政许可法》第三十二条第一款第一项：申请事项依法不需要取得行政许可的，应当即时告知申请人不受理。".to_owned();
        not_required.remedies.clear();
        vec![("not competent", not_competent), ("not required", not_required)]
    }
}
