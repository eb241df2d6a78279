//! `GET /desk/older`, `GET POST /desk/older/{short}`: open cases on an older revision, and which of them go over (C19, E36).

use super::parts::{Answer, Pick, Refused, Typed};
use crate::layout::{ErrorSummary, FormKeys, Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// A case, or an item with its cases.
#[derive(Clone, Debug)]
pub struct OlderLine {
    /// Value of the box, or address of the item.
    pub id: String,
    /// Number, or name of the item.
    pub name: String,
    /// State and revision, or how many cases.
    pub about: String,
    /// Ticked.
    pub chosen: bool,
    /// What came of it; empty before.
    pub done: String,
}

/// The page of all items, or of one.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/older.html")]
pub struct Older {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Short code of the item; empty on the page of all items.
    pub short: String,
    /// Name of the item and its revision in force.
    pub item: String,
    /// Hidden fields.
    pub keys: FormKeys,
    /// Items, or cases.
    pub lines: Vec<OlderLine>,
    /// On which ground; field `ground`.
    pub ground: Pick,
    /// Field `article`.
    pub article: Typed,
    /// Field `changes`.
    pub changes: Typed,
    /// That no case was ticked; field `case`.
    pub cases_error: String,
    /// Errors of the fields.
    pub errors: ErrorSummary,
    /// Why not.
    pub refused: Option<Refused>,
}

impl Page for Older {
    const NAME: &'static str = "desk/older";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let line = |id: &str, name: &str, about: &str, done: &str| OlderLine {
            id: id.into(),
            name: name.into(),
            about: about.into(),
            chosen: true,
            done: done.into(),
        };
        let of = |short: &str, lines| Older {
            frame: PageFrame::sample(text, "换用新的一版", Nav::Nowhere),
            text,
            short: short.into(),
            item: "食品经营许可，现行第 4 版".into(),
            keys: FormKeys::sample(None),
            lines,
            ground: Pick::of(vec![Answer::of("law_requires", "法律规定适用新的一版")]),
            article: Typed::default(),
            changes: Typed::default(),
            cases_error: String::new(),
            errors: ErrorSummary::none(text),
            refused: None,
        };
        let items = vec![line("/desk/older/food-business", "食品经营许可", "3 件还按旧的一版", "")];
        let cases = vec![line("c-398", "SC 2026 000398 K", "办理中，第 3 版", "")];
        let done =
            vec![line("c-398", "SC 2026 000398 K", "办理中，第 3 版", "已改按新的一版，申请人会收到通知。")];
        let mut wrong = of("food-business", cases.clone());
        wrong.cases_error = "请至少选一件。".into();
        wrong.article.error = "这一项要填。".into();
        vec![
            ("items", of("", items)),
            ("none", of("", Vec::new())),
            ("cases", of("food-business", cases)),
            ("wrong", wrong),
            ("done", of("food-business", done)),
        ]
    }
}
