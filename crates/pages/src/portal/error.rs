//! When something cannot be shown: what happened, what was kept, what to do next. No blame, no inner words.

use askama::Template;

use crate::layout::{Nav, Page, PageFrame};
use crate::text::Text;

/// A page for each status that is not a success.
#[derive(Debug, Clone, Template)]
#[template(path = "portal/error.html")]
pub struct ErrorPage {
    /// Frame.
    pub frame: PageFrame,
    /// HTTP status.
    pub status: u16,
    /// One plain sentence, the page's h1.
    pub headline: String,
    /// What to do next.
    pub sentences: Vec<String>,
    /// Number to tell on the telephone, for faults of ours.
    pub number: Option<String>,
    /// What the person wrote and would not like to lose: label and text.
    pub kept: Vec<(String, String)>,
    /// Ways on: address and words; the first is the main one.
    pub links: Vec<(String, String)>,
}

impl ErrorPage {
    fn new(mut frame: PageFrame, status: u16, headline: &str, sentences: &[&str]) -> Self {
        let headline = frame.t(headline).to_owned();
        headline.clone_into(&mut frame.title);
        let sentences = sentences.iter().map(|s| frame.t(s).to_owned()).collect();
        let (home, words) =
            if frame.path.starts_with("/desk") { ("/desk", "回工作台") } else { ("/", "回首页") };
        let links = vec![(home.to_owned(), frame.t(words).to_owned())];
        Self { frame, status, headline, sentences, number: None, kept: Vec::new(), links }
    }

    /// With a way on before the others.
    #[must_use]
    pub fn link(mut self, href: &str, words: &str) -> Self {
        self.links.insert(0, (href.to_owned(), self.frame.t(words).to_owned()));
        self
    }

    /// 400: the form did not arrive whole.
    pub fn bad_request(frame: PageFrame) -> Self {
        Self::new(frame, 400, "这一页没有收全", &["请退回上一页，再交一次。您写的还在上一页里。"])
    }

    /// 401 is answered with the sign-in page; 403: signed in, but not for this person.
    pub fn forbidden(frame: PageFrame) -> Self {
        let why = "您现在的岗位看不到这一页，或这一件不归您办。";
        let then = "要办这件事，请找窗口负责人，或换有这个岗位的账号登录。";
        Self::new(frame, 403, "这一页不对您开放", &[why, then])
    }

    /// 403 after a post: the session is new and the form old.
    pub fn form_expired(frame: PageFrame) -> Self {
        let then = "请退回上一页刷新后再交一次。您写的还在上一页里，还没有记下任何东西。";
        Self::new(frame, 403, "这一页放得太久了", &[then])
    }

    /// 404.
    pub fn not_found(frame: PageFrame) -> Self {
        let then = "地址可能抄错了，或这一页已经换了地方。可以从首页搜要办的事，也可以打电话问。";
        Self::new(frame, 404, "没有这一页", &[then]).link("/items", "看全部事项")
    }

    /// 409: somebody else has acted (tone 18). `who` is an officer's name, seen by officers only.
    pub fn stale(frame: PageFrame, who: &str, case_href: &str, kept: Vec<(String, String)>) -> Self {
        let sentence = "{who}刚刚处理过这一件，您看到的是旧页面。您写的还在，请看过最新情况再交。";
        let sentence = frame.text.f(sentence, [("who", &who)]);
        let mut page = Self::new(frame, 409, "这一件刚有变动", &[]).link(case_href, "看最新情况");
        page.sentences.push(sentence);
        page.kept = kept;
        page
    }

    /// 413.
    pub fn too_large(frame: PageFrame, kilobytes: u32) -> Self {
        let sentence = frame.text.f("一次最多 {n} KB。请退回上一页，写短一些再交。", [("n", &kilobytes)]);
        let mut page = Self::new(frame, 413, "内容太多了，没有收下", &[]);
        page.sentences.push(sentence);
        page
    }

    /// 429.
    pub fn too_many(frame: PageFrame, minutes: u32) -> Self {
        let sentence = frame.text.f("请过 {n} 分钟再试。着急的话，打电话或到窗口都行。", [("n", &minutes)]);
        let mut page = Self::new(frame, 429, "试的次数多了", &[]);
        page.sentences.push(sentence);
        page
    }

    /// 500, with the number under which the detail stands in the log.
    pub fn fault(frame: PageFrame, number: &str) -> Self {
        let sentence = "这是系统的问题，不是您的操作问题，已经记下来去查。请过几分钟再试；还不行，打电话时报下面的号码。";
        let mut page = Self::new(frame, 500, "系统出了点问题", &[sentence]);
        page.number = Some(number.to_owned());
        page
    }

    /// 422: a character that no font has; the paper is not printed with an empty box in its place.
    pub fn missing_glyph(frame: PageFrame, character: char) -> Self {
        let code = format!("U+{:04X}", u32::from(character));
        let sentence = "“{character}”（{code}）这个字，打印用的字库里没有，所以没有打印，免得印成空框。请告诉管理员装上带这个字的字库再打印；等不及的，先用网页打印，这个字手写后盖章。";
        let sentence = frame.text.f(sentence, [("character", &character), ("code", &code)]);
        let mut page = Self::new(frame, 422, "这份文书里有一个字，字库里没有", &[]);
        page.sentences.push(sentence);
        page
    }

    /// 503: no Chinese font is installed.
    pub fn no_font(frame: PageFrame) -> Self {
        let then = "请管理员装上 Noto Sans CJK 字库（Debian 的软件包叫 fonts-noto-cjk）。装好以前，可以先用网页打印。";
        Self::new(frame, 503, "这台机器没有中文字库，打不了文书", &[then])
    }

    /// 422: longer than a paper may be.
    pub fn paper_too_long(frame: PageFrame) -> Self {
        Self::new(frame, 422, "这份文书太长，打不了", &["请先用网页打印，并告诉管理员。"])
    }

    /// 503: the database is away; says what was kept.
    pub fn unavailable(frame: PageFrame) -> Self {
        let sentence = "系统暂时用不了，正在恢复。您刚才交的没有丢：请不要关这一页，过一会儿按刷新再交一次，不会重复收件。";
        let then = "等不及的，窗口可以先手写收件，恢复以后补录，收件日期按今天算。";
        Self::new(frame, 503, "系统暂时停一下", &[sentence, then])
    }
}

impl Page for ErrorPage {
    const NAME: &'static str = "portal/error";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        let frame = || PageFrame::sample(text, "没有这一页", Nav::Nowhere);
        let who = text.pick("王承办", Some("Wang")).to_owned();
        let kept = vec![(
            text.t("意见").to_owned(),
            text.pick(
                "现场已看，布局与图一致，建议准予。",
                Some("Visited; the layout agrees with the drawing."),
            )
            .to_owned(),
        )];
        let desk = || PageFrame::sample(text, "办件", Nav::Cases);
        vec![
            ("400 incomplete", Self::bad_request(frame())),
            ("403 forbidden", Self::forbidden(desk())),
            ("403 form expired", Self::form_expired(desk())),
            ("404 not found", Self::not_found(frame())),
            ("409 stale page", Self::stale(desk(), &who, "/desk/cases/1", kept)),
            ("413 too large", Self::too_large(frame(), 256)),
            ("422 missing glyph", Self::missing_glyph(desk(), '\u{31300}')),
            ("422 paper too long", Self::paper_too_long(desk())),
            ("503 no font", Self::no_font(desk())),
            ("429 too many", Self::too_many(frame(), 15)),
            ("500 fault", Self::fault(frame(), "7K3F-0Q2M")),
            ("503 database away", Self::unavailable(frame())),
        ]
    }
}
