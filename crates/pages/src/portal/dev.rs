//! Pages of the demonstration: every page with every sample, the clock that moves the day, and the messages that went out.

use askama::Template;

use crate::layout::{Control, ErrorSummary, Field, Nav, Page, PageFrame};
use crate::text::Text;

/// One sample of a page.
#[derive(Debug, Clone)]
pub struct SampleLink {
    /// Name of the sample.
    pub name: String,
    /// Address in Chinese.
    pub zh: String,
    /// Address in English.
    pub en: String,
}

/// `GET /dev/pages`
#[derive(Debug, Clone, Template)]
#[template(path = "portal/dev_pages.html")]
pub struct DevPages {
    /// Frame.
    pub frame: PageFrame,
    /// Page and its samples.
    pub pages: Vec<(String, Vec<SampleLink>)>,
    /// How many samples in all.
    pub count: usize,
}

impl DevPages {
    /// The index of these samples (page, sample): address `/dev/pages/{page}?sample=..&lang=..`.
    pub fn new<'a>(frame: PageFrame, samples: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut pages: Vec<(String, Vec<SampleLink>)> = Vec::new();
        let mut count = 0;
        for (page, sample) in samples {
            count += 1;
            let href = |lang| format!("/dev/pages/{page}?sample={}&lang={lang}", sample.replace(' ', "+"));
            let link = SampleLink { name: sample.to_owned(), zh: href("zh"), en: href("en") };
            match pages.last_mut() {
                Some((last, links)) if last == page => links.push(link),
                _ => pages.push((page.to_owned(), vec![link])),
            }
        }
        Self { frame, pages, count }
    }
}

impl Page for DevPages {
    const NAME: &'static str = "portal/dev_pages";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = PageFrame::sample(text, "全部页面", Nav::Dev);
        let samples = [("portal/home", "normal"), ("portal/home", "elder"), ("portal/case", "late")];
        vec![("normal", Self::new(frame, samples))]
    }
}

/// `GET /dev/clock`: moves the demonstration's day, only forward. `POST` with `to` = `+1`, `+5` or `date` and the
/// field `date`.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/dev_clock.html")]
pub struct DevClock {
    /// Frame; its `today` is the demonstration's day.
    pub frame: PageFrame,
    /// “今天是周五，工作日”, “国庆节放假”.
    pub today_is: String,
    /// The date to go to.
    pub date: Field,
    /// What was wrong.
    pub errors: ErrorSummary,
    /// What the last move brought about, one sentence each.
    pub happened: Vec<String>,
}

impl DevClock {
    /// The page; `date` is what was typed (`2026-12-01`).
    pub fn new(frame: PageFrame, today_is: &str, date: &str) -> Self {
        let text = frame.text;
        let field = Field::line(text, "date", text.t("到哪一天"))
            .help(text.t("只能往后，不能往回。"))
            .control(Control::Line("date"))
            .value(date);
        let errors = ErrorSummary::none(text);
        Self { frame, today_is: today_is.to_owned(), date: field, errors, happened: Vec::new() }
    }

    /// The day lies in the past.
    #[must_use]
    pub fn backwards(mut self) -> Self {
        self.date = self.date.error(self.frame.text.t("这一天已经过了，只能往后走。"));
        self.errors = ErrorSummary::of(self.frame.text, [&self.date]);
        self
    }
}

impl Page for DevClock {
    const NAME: &'static str = "portal/dev_clock";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let new =
            |date| Self::new(PageFrame::sample(text, "演示日期", Nav::Dev), text.t("工作日，大厅开门"), date);
        let mut moved = new("");
        moved.happened = vec![
            text.f("{n} 件变成临期", [("n", &2)]),
            text.f("{n} 件到期未答复，依法视为受理", [("n", &1)]),
        ];
        vec![("normal", new("")), ("moved", moved), ("backwards", new("2026-11-01").backwards())]
    }
}

/// One message to an applicant or an officer, as the telephone would show it.
#[derive(Debug, Clone)]
pub struct SentMessage {
    /// When it went out.
    pub at: String,
    /// The telephone or mailbox; empty where the applicant left none.
    pub to: String,
    /// The words; always Chinese, as they are sent.
    pub words: String,
}

/// `GET /dev/notices`: what the centre told its applicants and officers, so that whoever tries a course finds the pickup code.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/dev_notices.html")]
pub struct DevNotices {
    /// Frame.
    pub frame: PageFrame,
    /// The newest first.
    pub messages: Vec<SentMessage>,
}

impl Page for DevNotices {
    const NAME: &'static str = "portal/dev_notices";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let page = |messages| Self { frame: PageFrame::sample(text, "发出的消息", Nav::Dev), messages };
        let ready = SentMessage {
            at: format!("{} 15:20", text.date_short((2026, 11, 20))),
            to: "0000-0001123".to_owned(),
            words: "【澄禾县政务服务中心】您办的“食品经营许可（餐饮）”（收件编号 SC 2026 000123 K）已批准，食品经营许可证做好了。\
                    取件码 482913，请到 15 号出件窗口领取（工作日 8:30—12:00，13:30—17:30），带上身份证；请别人代领，再带上\
                    委托书和代领人的身份证。取件码只给去领证的人看。（示例，仅供演示）"
                .to_owned(),
        };
        let paper = SentMessage {
            at: format!("{} 09:05", text.date_short((2026, 11, 20))),
            to: String::new(),
            words: "【澄禾县政务服务中心】您办的“高龄津贴”（收件编号 MZ 2026 000041 7）已受理。我们承诺 12 月 4 日（周五）前办好。\
                    （示例，仅供演示）"
                .to_owned(),
        };
        let officer = SentMessage {
            at: format!("{} 07:00", text.date_short((2026, 11, 20))),
            to: "do.sc@mail.example".to_owned(),
            words: "【澄禾县政务服务中心】您有 2 件快到期：收件编号 SC 2026 000123 K，最后一天 11 月 23 日（周一）；\
                    收件编号 SC 2026 000131 4，最后一天 11 月 23 日（周一）。（示例，仅供演示）"
                .to_owned(),
        };
        vec![("normal", page(vec![ready, paper, officer])), ("none", page(Vec::new()))]
    }
}
