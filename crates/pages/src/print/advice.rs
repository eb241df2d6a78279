//! 办事清单 given with an advice (E26): what the item asks for, by which revision, who said so, until when it holds.

use askama::Template;

use super::PaperHead;
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/contacts/{contact}/list`
#[derive(Debug, Clone, Template)]
#[template(path = "print/advice.html")]
pub struct AdviceList {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Name of the item.
    pub item: String,
    /// What comes next, and until when the list holds.
    pub next: String,
    /// Material, where it comes from, form, basis.
    pub rows: Vec<[String; 4]>,
    /// Windows, hours.
    pub place: String,
    /// Who said so, at which window, when.
    pub officer: String,
    /// Digest of the revision.
    pub revision: String,
}

impl Page for AdviceList {
    const NAME: &'static str = "print/advice";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = ["食品经营许可申请书", "申请人自备", "原件 1 份", "食品经营许可和备案管理办法第十四条"];
        vec![(
            "normal",
            Self {
                frame: super::sample_frame(text, "办事清单"),
                head: super::sample_head(text, super::SAMPLE_CENTRE, "办事清单", "7F3A-22C1"),
                item: "食品经营许可".to_owned(),
                next: "这张清单 2027 年 2 月 26 日以前算数：清单以外的，窗口不能要。".to_owned(),
                rows: vec![row.map(str::to_owned), row.map(str::to_owned)],
                place: "2、3、4 号企业综合窗口，周一至周五 9:00—17:00".to_owned(),
                officer: "周引导，1 号引导台，2026 年 11 月 28 日 09:12".to_owned(),
                revision: "第 1 版 · 8f03c2d1a4b59e67".to_owned(),
            },
        )]
    }
}
