//! Pages of the demonstration: every page with every sample, and the clock that moves the day.

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
