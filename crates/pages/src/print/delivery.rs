//! 送达回证 (N16, E16): who received which papers, how, when, and who gave them.

use askama::Template;

use super::{PaperCase, PaperHead, Seal};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/delivery`
#[derive(Debug, Clone, Template)]
#[template(path = "print/delivery.html")]
pub struct DeliveryProof {
    /// Frame.
    pub frame: PageFrame,
    /// Head.
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// Papers delivered: name and number.
    pub papers: Vec<(String, String)>,
    /// “窗口领取”, “邮寄，单号……”, “留置送达”.
    pub manner: String,
    /// Where.
    pub place: String,
    /// The latest day for it, with year, and the article.
    pub due: String,
    /// Who received: name, document masked, relation to the applicant.
    pub receiver: String,
    /// When; empty before.
    pub delivered_at: String,
    /// Who delivered, with post.
    pub officer: String,
    /// Who signs, and how; nobody where it was delivered electronically.
    pub signs: Vec<(String, String)>,
    /// Who may sign and what to write if nobody does.
    pub paragraphs: Vec<String>,
    /// Seal of the centre.
    pub seal: Seal,
}

impl Page for DeliveryProof {
    const NAME: &'static str = "print/delivery";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let sign = |signs: &[(&str, &str)]| -> Vec<(String, String)> {
            signs.iter().map(|(who, how)| (text.t(who).to_owned(), text.t(how).to_owned())).collect()
        };
        let head = super::sample_head(text, super::SAMPLE_AUTHORITY, "送达回证", "澄市监送〔2026〕288 号");
        let own = Self {
            frame: super::sample_frame(text, "送达回证"),
            head: PaperHead { copy: text.t("送达机关存").to_owned(), ..head },
            case: super::sample_case(),
            papers: vec![
                ("准予行政许可决定书".to_owned(), "澄市监许准〔2026〕301 号".to_owned()),
                ("食品经营许可证".to_owned(), "JY29901210000301".to_owned()),
            ],
            manner: text.pick("窗口领取", Some("collected at the window")).to_owned(),
            place: "15 号出件窗口".to_owned(),
            due: text.date_with_year((2026, 12, 11)),
            receiver: "许小店（本人），居民身份证 990121********0016".to_owned(),
            delivered_at: format!("{} 10:05", text.date_with_year((2026, 11, 30))),
            officer: "唐出件（出件窗口）".to_owned(),
            signs: sign(&[("收件人", "签名或捺印"), ("送达人", "签名")]),
            paragraphs: super::built_in_body(text, "delivery", &[]),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let mut proxy = own.clone();
        proxy.receiver = "方新（申请人的配偶，持授权委托书），居民身份证 990121********0032".to_owned();
        proxy.delivered_at.clear();
        let mut left = own.clone();
        left.manner = text.t("留置送达").to_owned();
        left.receiver = text.t("拒收，文书留在送达地点").to_owned();
        left.signs = sign(&[("送达人", "签名"), ("见证人", "签名"), ("见证人", "签名")]);
        let mut electronic = own.clone();
        electronic.manner = text.t("电子送达").to_owned();
        electronic.signs.clear();
        vec![
            ("collected in person", own),
            ("by proxy, not yet", proxy),
            ("left there", left),
            ("electronically", electronic),
        ]
    }
}
