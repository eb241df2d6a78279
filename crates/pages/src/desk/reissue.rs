//! `GET /desk/reissue`: a lost receipt printed again at whatever window somebody comes to (E15).

use super::parts::{Answer, Pick, Refused, Typed};
use crate::layout::{ErrorSummary, FormKeys, Nav, Page, PageFrame};
use crate::text::Text;
use askama::Template;

/// Number and document; fields `number`, `document_type`, `document_number`.
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
        vec![("empty", new()), ("refused", refused)]
    }
}
