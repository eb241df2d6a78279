//! `GET /desk/tablets`: today's codes with which the tablets of the windows are set up.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// The codes of a day.
#[derive(Debug, Template)]
#[template(path = "desk/tablets.html")]
pub struct TabletCodes {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// What is opened on the tablet.
    pub address: String,
    /// Window and code.
    pub codes: Vec<(String, String)>,
}

impl Page for TabletCodes {
    const NAME: &'static str = "desk/tablets";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |codes: Vec<(String, String)>| TabletCodes {
            frame: PageFrame::sample(text, "窗口平板的码", Nav::Day),
            text,
            address: "127.0.0.1:8080/rate/tablet".to_owned(),
            codes,
        };
        let long = (super::parts::long_name(), "0000 0000".to_owned());
        vec![("normal", page(vec![("2 号企业综合窗口".to_owned(), "5521 1387".to_owned()), long]))]
    }
}
