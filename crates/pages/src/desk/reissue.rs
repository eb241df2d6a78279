//! `GET /desk/reissue`: a lost receipt printed again at whatever window somebody comes to (E15).

use super::parts::{Answer, Pick, Refused, Typed, long_name};
use crate::layout::{ErrorSummary, FormKeys, Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// A case that the document found.
#[derive(Clone, Debug)]
pub struct FoundReceipt {
    /// The case; posted as `case`.
    pub case: String,
    /// What was applied for.
    pub item: String,
    /// When it was received.
    pub on: String,
}

/// Number and document; fields `number`, `document_type`, `document_number`, and `case` where the document found some.
#[derive(Clone, Debug, Template)]
#[template(path = "desk/reissue.html")]
pub struct Reissue {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Hidden fields.
    pub keys: FormKeys,
    /// The number, as far as the applicant knows it.
    pub number: Typed,
    /// Type of the document shown.
    pub document_type: Pick,
    /// Its number.
    pub document_number: Typed,
    /// What it found, where no number was known; empty otherwise.
    pub found: Vec<FoundReceipt>,
    /// Errors of the fields.
    pub errors: ErrorSummary,
    /// Why not.
    pub refused: Option<Refused>,
}

impl Page for Reissue {
    const NAME: &'static str = "desk/reissue";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new = || Reissue {
            frame: PageFrame::sample(text, "补打回执", Nav::Cases),
            text,
            keys: FormKeys::sample(None),
            number: Typed::default(),
            document_type: Pick::of(vec![Answer::of("111", "居民身份证").chosen()]),
            document_number: Typed::default(),
            found: Vec::new(),
            errors: ErrorSummary::none(text),
            refused: None,
        };
        let mut refused = new();
        refused.number.value = "SC 2026 000123 K".into();
        refused.refused = Some(Refused {
            sentence: text.t("编号和证件对不上。请对照证件和申请人说的编号再填一次。").into(),
            code: "not-found".into(),
            ..Refused::default()
        });
        let mut found = new();
        found.document_number.value = "99012119900101001X".into();
        let line = |case: &str, item: String| FoundReceipt {
            case: case.into(),
            item,
            on: "11 月 12 日 09:40".into(),
        };
        found.found = vec![line("c-1", "食品经营许可（餐饮）".into()), line("c-2", long_name())];
        let mut none = new();
        none.refused = Some(Refused {
            sentence: text
                .t("这个证件号码名下没有收件。请对照证件再看一遍；收件时用的是别的证件的，请按那一个查。")
                .into(),
            code: "not-found".into(),
            ..Refused::default()
        });
        vec![
            ("empty", new()),
            ("refused", refused),
            ("found by the document", found),
            ("nothing found", none),
        ]
    }
}
