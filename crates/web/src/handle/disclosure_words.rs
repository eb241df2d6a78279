//! What a disclosure and its history say, in the page's language (E30).

use std::fmt::Display;

use casework::disclosure::{
    AskerKind, Disclosure, DisclosureRefusal, Event, Form, Handing, Pages, Telling, Way,
};
use catalogue::PersonId;
use centre::disclosure::{DisclosureLine, DisclosureView, ToldDisclosure, Visitor};

use super::words;
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// The word for a kind of authority.
pub fn kind(kind: AskerKind) -> &'static str {
    match kind {
        AskerKind::Police => "公安机关",
        AskerKind::Procuratorate => "检察机关",
        AskerKind::Court => "人民法院",
        AskerKind::Supervision => "监察机关",
        AskerKind::Audit => "审计机关",
        AskerKind::Other => "其他依法有权查阅的机关",
    }
}

/// The word for what is done with a dossier.
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Read => "查阅案卷",
        Form::Excerpt => "摘抄内容",
        Form::Copy => "复印页面",
        Form::Original => "调取原件",
    }
}

/// Which pages: 全卷, 第 3—5 页.
pub fn pages(text: Text, pages: Pages) -> String {
    match pages {
        Pages::Whole => text.t("全卷").to_owned(),
        Pages::Range { first, last } if first == last => text.f("第 {n} 页", [("n", &first)]),
        Pages::Range { first, last } => text.f("第 {first}—{last} 页", [("first", &first), ("last", &last)]),
    }
}

/// How far a request is; `key` is that of its row.
pub fn state(text: Text, key: &str, overdue: bool) -> StateWord {
    let (word, tone) = match key {
        _ if overdue => ("原件过了归还日", Tone::Late),
        "registered" => ("等审批", Tone::Waiting),
        "approved" => ("已同意，等提供", Tone::Active),
        "declined" => ("不予提供", Tone::Ended),
        "out" => ("原件在外", Tone::Waiting),
        _ => ("已提供", Tone::Good),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// What the applicant reads of one.
pub fn told(text: Text, it: &ToldDisclosure) -> String {
    let verb = text.t(match it.form {
        Form::Read => "查阅",
        Form::Excerpt => "摘抄",
        Form::Copy => "复印",
        Form::Original => "调取",
    });
    let places: [(&str, &dyn Display); 5] = [
        ("asker", &it.asker),
        ("day", &text.date_with_year(it.on)),
        ("verb", &verb),
        ("pages", &pages(text, it.pages)),
        ("basis", &it.basis.trim_end_matches('。')),
    ];
    text.f("{asker}于 {day}依法{verb}了您的案卷（{pages}），依据：{basis}。", places)
}

/// Who came: names with the numbers of their certificates.
pub fn visitors(text: Text, view: &DisclosureView, one: &Disclosure) -> String {
    let came: Vec<Visitor> = view.texts.record(one.asked.visitors.0).unwrap_or_default();
    let line = |it: &Visitor| text.bracketed(&it.name, &it.certificate);
    came.iter().map(line).collect::<Vec<_>>().join(text.comma())
}

/// When the applicant is told, or was.
fn telling(text: Text, view: &DisclosureView, one: &Disclosure) -> String {
    match (one.told, one.telling) {
        (Some(at), _) => {
            text.f("{day}起，申请人在查进度的页面上看得到", [("day", &text.date_with_year(at.day()))])
        }
        (None, Telling::Now) => text.t("提供以后，申请人在查进度的页面上看得到").to_owned(),
        (None, Telling::From { day, basis }) => text.f(
            "{day}以前不告知申请人，依据：{basis}",
            [("day", &text.date_with_year(day)), ("basis", &view.texts.text(basis.0))],
        ),
    }
}

/// Label and value of what is so.
pub fn facts(text: Text, view: &DisclosureView, one: &Disclosure) -> Vec<(String, String)> {
    let t = |word: &str| text.t(word).to_owned();
    let open = |sealed: casework::Sealed| view.texts.text(sealed.0);
    let name = |id| words::person_of_unit(text, &view.organisation, id);
    let asked = &one.asked;
    let mut facts = vec![
        (t("来调阅的机关"), text.bracketed(&open(asked.asker), text.t(kind(asked.kind)))),
        (t("文书名称和文号"), open(asked.document)),
        (t("依据"), open(asked.basis)),
        (t("来人和证件号"), visitors(text, view, one)),
        (t("哪些页"), pages(text, asked.pages)),
        (t("怎么看"), t(form(asked.form))),
        (t("登记人"), name(one.by)),
    ];
    match one.way {
        Way::Registered => {}
        Way::Approved { by } => facts.push((t("同意人"), name(by))),
        Way::Declined { by, .. } => facts.push((t("审批人"), name(by))),
        Way::HandedOut(Handing { by, approved_by, at, due_on, back, .. }) => {
            facts.push((t("同意人"), name(approved_by)));
            facts.push((t("经手人"), name(by)));
            facts.push((t("提供时间"), words::moment(text, at)));
            facts.extend(due_on.map(|day| (t("原件归还日"), text.date_with_year(day))));
            facts.extend(back.map(|at| (t("原件归还"), words::moment(text, at))));
        }
    }
    if !matches!(one.way, Way::Declined { .. }) {
        facts.push((t("告知申请人"), telling(text, view, one)));
    }
    facts
}

/// What a line of the history says, and the words that were said.
pub fn said(text: Text, view: &DisclosureView, line: &DisclosureLine) -> (String, String) {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let open = |sealed: casework::Sealed| view.texts.text(sealed.0);
    match &line.event {
        Event::Registered(it) => (
            text.f(
                "登记调阅，{no}",
                [("no", &words::document_no(&view.organisation, view.item.kind, it.number))],
            ),
            String::new(),
        ),
        Event::Approved(_) => (t("同意提供"), String::new()),
        Event::Declined(it) => (t("不予提供"), open(it.reason)),
        Event::HandedOut(it) => match it.due_on {
            Some(day) => (text.f("提供原件，{day}前归还", [("day", &text.date(day))]), String::new()),
            None => (t("已提供"), String::new()),
        },
        Event::TakenBack(it) => (text.f("原件归还，点清 {n} 页", [("n", &it.sheets)]), String::new()),
        Event::Withheld(it) => {
            (text.f("延后告知申请人，到 {day}", [("day", &text.date_with_year(it.until))]), open(it.basis))
        }
        Event::Told(_) => (t("不告知的期限到了，申请人看得到"), String::new()),
    }
}

/// The sentence of a refusal that is of disclosures alone.
pub fn refusal(text: Text, refusal: DisclosureRefusal, name: impl Fn(PersonId) -> String) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    use DisclosureRefusal::*;
    match refusal {
        NoSuchDisclosure => t("没有这一次调阅登记，请核对编号。"),
        TooMany => t("这一卷的调阅登记已经太多，不能再加。请告诉系统管理员。"),
        PeopleWrong { least, most } => text.f(
            "依法至少要来 {least} 人，最多登记 {most} 人。人不够的，请对方人齐了再来。",
            [("least", &least), ("most", &most)],
        ),
        PagesWrong { sheets } => text.f("这一卷一共 {n} 页，请填卷里有的页码，从前到后。", [("n", &sheets)]),
        NotCounted => {
            t("这一卷没有点过页数，说不出第几页，也不能调原件。请先立卷、点清页数，或者选“全卷”查阅。")
        }
        OriginalsAway => t("案卷现在借出去了，或者正在移交。先收回来，再调原件。"),
        OriginalsOut { due_on } => {
            text.f("案卷原件已经调出，{day}前归还。还回来以后再调。", [("day", &text.date(due_on))])
        }
        AnsweredBefore => t("这一次调阅已经审批过了。"),
        NotApproved => t("还没有人同意，不能提供。请窗口负责人或者单位负责人先审批。"),
        HandedOutBefore => t("这一次已经提供过了。还要看的，请对方另出文书，另登记一次。"),
        SamePerson { person } => text.f(
            "登记、提供的人和同意的人不能是同一个人。{name}已经办过其中一步，请另一位来办。",
            [("name", &name(person))],
        ),
        ReturnDayMissing => t("调原件要写明哪天归还。"),
        ReturnTooFar { days_max } => {
            text.f("原件一次最多调出 {n} 天，到期还要用的，收回以后再登记。", [("n", &days_max)])
        }
        NothingOut => t("没有原件调出在外，不用收回。"),
        WithheldDayWrong { days_max } => text.f(
            "暂不告知要填到哪天为止：最早明天，最多 {n} 天。期满还不能告知的，凭对方新的文书再延后。",
            [("n", &days_max)],
        ),
        ToldAlready => t("申请人已经看得到了，不能再改成不告知。"),
    }
}
