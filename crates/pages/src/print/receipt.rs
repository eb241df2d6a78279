//! 收件回执 (R93): what was handed over, row by row; what is missing; the number, the code, what happens next.

use std::fmt::Display;

use askama::Template;

use super::{PaperCase, PaperHead, Seal, qr_svg};
use crate::layout::{Page, PageFrame};
use crate::text::Text;

/// A row that was handed over: how, how many copies stay, and its marks (E6).
#[derive(Debug, Clone)]
pub struct ReceiptRow {
    /// Row number.
    pub row: u8,
    /// Name.
    pub name: String,
    /// 收取方式: “原件”, “复印件，11 月 25 日补收”.
    pub way: String,
    /// Copies that stay; 0 where nothing does.
    pub copies: u8,
    /// Original seen and returned on the spot (E8).
    pub seen: bool,
    /// Looked up by sharing; nothing was handed over.
    pub looked_up: bool,
}

/// `GET /desk/cases/{id}/print/receipt`
#[derive(Debug, Clone, Template)]
#[template(path = "print/receipt.html")]
pub struct Receipt {
    /// Frame.
    pub frame: PageFrame,
    /// Head; the number is the receipt number (收件编号, C15).
    pub head: PaperHead,
    /// Applicant and item.
    pub case: PaperCase,
    /// What was handed over.
    pub rows: Vec<ReceiptRow>,
    /// What the list names and was not handed over; empty when all is in.
    pub missing: Vec<String>,
    /// What happens next, by the item's rule (C2): tone 3, whose third sentence stands here only where the law
    /// gives that effect.
    pub next: String,
    /// The article behind it, quoted in full; may be empty.
    pub article: String,
    /// Query code, in groups of four.
    pub query_code: String,
    /// QR of the tracking address with the number, not the code ([`qr_svg`]); trusted markup.
    pub qr: String,
    /// How progress is seen, what the code is for, and what else the office says.
    pub paragraphs: Vec<String>,
    /// Day and time of receipt.
    pub received: String,
    /// Window.
    pub window: String,
    /// Officer.
    pub officer: String,
    /// Seal of the centre (收件专用章).
    pub seal: Seal,
}

impl Page for Receipt {
    const NAME: &'static str = "print/receipt";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let row = |row, name: &str, way: &str, copies, seen, looked_up| ReceiptRow {
            row,
            name: name.to_owned(),
            way: text.t(way).to_owned(),
            copies,
            seen,
            looked_up,
        };
        let day = text.date((2026, 11, 27));
        let promise = super::built_in(text, "receipt", "lead", &[("due", &day)]);
        let article = "《中华人民共和国行政许可法》第三十二条第一款第四项：申请材料不齐全或者不符合法定形式的，应当当场或者在五日内一次告知申请人需要补正的全部内容，逾期不告知的，自收到申请材料之日起即为受理。";
        let later = [("way", &text.t("复印件") as &dyn Display), ("day", &text.date((2026, 11, 25)))];
        let later = text.f("{way}，{day}补收", later);
        let address = "http://127.0.0.1:8080/track?number=990121-20261120-00042";
        let licence = Self {
            frame: super::sample_frame(text, "收件回执"),
            head: super::sample_head(text, super::SAMPLE_CENTRE, "收件回执", "990121-20261120-00042"),
            case: super::sample_case(),
            rows: vec![
                row(1, "食品经营许可申请书", "原件", 1, false, false),
                row(2, "营业执照", "原件看过就还您", 0, true, true),
                ReceiptRow {
                    way: later, ..row(3, "设备设施布局和操作流程图", "复印件", 3, false, false)
                },
            ],
            missing: vec!["食品安全管理人员和规章制度".to_owned()],
            next: promise + text.gap() + &super::built_in(text, "receipt", "silence", &[]),
            article: article.to_owned(),
            query_code: "K7M2 94TX".to_owned(),
            qr: qr_svg(address, text.t("查进度的二维码")),
            paragraphs: super::built_in_body(text, "receipt", &[("address", &"127.0.0.1:8080/track")]),
            received: format!("{} 10:12", text.date_with_year((2026, 11, 20))),
            window: text.pick("2 号企业综合窗口", Some("window 2, business")).to_owned(),
            officer: "张受理".to_owned(),
            seal: Seal {
                words: text.t("（收件专用章）").to_owned(),
                ..super::sample_seal(text, super::SAMPLE_CENTRE)
            },
        };
        let mut benefit = licence.clone();
        benefit.case.item = "高龄津贴".to_owned();
        benefit.case.applicant = "田奶奶".to_owned();
        benefit.case.representative = "苇代办（苇塘村代办员，免费代办）".to_owned();
        benefit.missing.clear();
        benefit.rows.truncate(2);
        benefit.next = super::built_in(text, "receipt", "lead-promise", &[("due", &day)]);
        benefit.article.clear();
        let mut long = licence.clone();
        long.rows = (1..=14)
            .map(|n| {
                row(
                    n,
                    "生产、经营、销售烟花爆竹的单位委托运输的购销合同及产品种类、规格、数量说明",
                    "原件",
                    if n % 3 == 0 { 0 } else { 99 },
                    n % 3 == 0,
                    false,
                )
            })
            .collect();
        vec![("licence, one paper missing", licence), ("benefit, all in", benefit), ("many rows", long)]
    }
}
