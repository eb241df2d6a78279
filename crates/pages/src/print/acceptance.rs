//! 受理通知书 (R94, N6): the case is accepted; the days it will be done by; the one person for every question.

use askama::Template;

use super::{PaperCase, PaperHead, Seal, qr_svg};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// `GET /desk/cases/{id}/print/acceptance`
#[derive(Debug, Clone, Template)]
#[template(path = "print/acceptance.html")]
pub struct AcceptanceNotice {
    /// Frame.
    pub frame: PageFrame,
    /// Head; the number is the acceptance number (C15).
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// “经审查，申请材料齐全、符合法定形式，决定受理。” or the sentence of deemed acceptance.
    pub sentence: String,
    /// The day of acceptance, with year.
    pub accepted_on: String,
    /// Tone 5: promise, law.
    pub next: String,
    /// Each limit: name, length, day with year, article.
    pub limits: Vec<(String, String, String, String)>,
    /// What may follow and by which day, as the applicant signs (N56); empty where nothing follows.
    pub deferred: Vec<String>,
    /// The year's holidays are not published yet: the days are provisional.
    pub is_provisional: bool,
    /// What is said where the days are provisional; empty where they are not.
    pub provisional: String,
    /// How limits run, whom to ask, and the fee.
    pub paragraphs: Vec<String>,
    /// QR of the tracking address; trusted markup.
    pub qr: String,
    /// Seal of the authority.
    pub seal: Seal,
}

impl Page for AcceptanceNotice {
    const NAME: &'static str = "print/acceptance";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let (promised, statutory) = (text.date((2026, 12, 1)), text.date((2026, 12, 18)));
        let limit = |name: &str, n, day, article: &str| {
            (text.t(name).to_owned(), text.working_days(n), text.date_with_year(day), article.to_owned())
        };
        let accepted = Self {
            frame: super::sample_frame(text, "受理通知书"),
            head: super::sample_head(text, super::SAMPLE_AUTHORITY, "受理通知书", "澄市监受〔2026〕318 号"),
            case: super::sample_case(),
            sentence: super::built_in(text, "acceptance", "accepted", &[]),
            accepted_on: text.date_with_year((2026, 11, 20)),
            next: super::built_in(
                text,
                "acceptance",
                "lead",
                &[("promised", &promised), ("statutory", &statutory)],
            ),
            limits: vec![
                limit("我们承诺", 7, (2026, 12, 1), ""),
                limit("法律规定最迟", 20, (2026, 12, 18), "《中华人民共和国行政许可法》第四十二条"),
            ],
            deferred: Vec::new(),
            is_provisional: false,
            provisional: String::new(),
            paragraphs: super::built_in_body(
                text,
                "acceptance",
                &[("agent", &"李代理"), ("telephone", &"0000-0000101"), ("fee", &text.t("不收费。"))],
            ),
            qr: qr_svg("http://127.0.0.1:8080/track?number=990121-20261120-00042", text.t("查进度的二维码")),
            seal: super::sample_seal(text, super::SAMPLE_AUTHORITY),
        };
        let mut deemed = accepted.clone();
        let law = "《中华人民共和国行政许可法》第三十二条第一款第四项";
        let day = text.date_with_year((2026, 11, 20));
        deemed.sentence = super::built_in(text, "acceptance", "deemed", &[("law", &law), ("day", &day)]);
        deemed.is_provisional = true;
        deemed.provisional = super::built_in(text, "acceptance", "provisional", &[]);
        let mut deferred = accepted.clone();
        deferred.sentence = super::built_in(text, "acceptance", "accepted-deferred", &[]);
        deferred.deferred = vec![
            text.f("容缺受理：先受理，还要补来：{rows}。", [("rows", &"食品安全管理人员和规章制度")]),
            text.f(
                "申请人承诺最迟 {day}补来。补来之前不作决定，期限照常往下算；到期没有补来，可能不予批准。",
                [("day", &text.date_with_year((2026, 11, 27)))],
            ),
        ];
        vec![("accepted", accepted), ("papers to follow", deferred), ("deemed accepted, provisional", deemed)]
    }
}
