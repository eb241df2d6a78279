//! Return calls, open and secret visits: the list, and writing one down (R150, R155).

use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, UnitCode, WindowId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::rating::{FollowUpBrief, FollowUpForm};
use oversight::follow_up::{Kind, may_record};
use oversight::rating::Grade;

use super::finding_new::units;
use super::oversight_words;
use super::posted::Posted;
use super::rating_words as said;
use super::record_forms::{Fields, SentForm, Typed};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordForm, RecordMoment, RecordPage};
use pages::layout::{Field, Nav, Notice, NoticeKind, StateWord, Tone};
use pages::portal::GRADES;
use pages::text::Text;

const PATH: &str = "/desk/follow-ups";
/// Records shown.
const SHOWN: usize = 40;

/// `GET /desk/follow-ups`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let drawn = drawn(&at, session, &SentForm::default(), opened.query.get("after")).await;
    match drawn {
        Ok(drawn) => page(&drawn.after(opened.query.has("done"), "已经记下。")),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/follow-ups/write`
pub async fn write(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "write", form: &posted.form };
    let asked = parse(&typed);
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: FollowUpForm| centre.follow_up_write(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept =
            oversight_words::kept(posted.text(), &organisation, problem).with_day(&posted.form, "write");
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "write", form, problems, refused: kept.refused };
        match drawn(&at, session, &sent, "").await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(Some(asked), carry, |_| format!("{PATH}?done=write"), again).await
}

fn parse(typed: &Typed<'_>) -> Result<FollowUpForm, Vec<FieldProblem>> {
    let mut wrong = Vec::new();
    let mut need = |field: &str| {
        wrong.push(FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice });
    };
    let key = typed.text("kind");
    let kind = Kind::ALL.into_iter().find(|it| it.key() == key);
    let unit = UnitCode::parse(&typed.text("unit")).ok();
    let on = Day::parse(&typed.text("on"));
    for (field, known) in [("kind", kind.is_some()), ("unit", unit.is_some()), ("on", on.is_some())] {
        if !known {
            need(field);
        }
    }
    let marks = marks_of(typed).map_err(|problems| wrong.extend(problems));
    let (Some(kind), Some(unit), Some(on), Ok(marks)) = (kind, unit, on, marks) else {
        return Err(wrong);
    };
    Ok(FollowUpForm {
        kind,
        unit,
        window: WindowId::parse(&typed.text("window")).ok(),
        case: typed.text("case"),
        on,
        marks,
        paid_elsewhere: paid_of(typed),
        words: typed.text("words"),
    })
}

/// 态度、质量、效率 as they were chosen; each that was not is named.
pub(super) fn marks_of(typed: &Typed<'_>) -> Result<[Grade; 3], Vec<FieldProblem>> {
    let fields = ["attitude", "quality", "efficiency"];
    let chosen = fields.map(|field| typed.text(field).parse().ok().and_then(Grade::of));
    if let [Some(attitude), Some(quality), Some(efficiency)] = chosen {
        return Ok([attitude, quality, efficiency]);
    }
    let missing = fields.iter().zip(chosen).filter(|(_, chosen)| chosen.is_none());
    let problem = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    Err(missing.map(|(field, _)| problem(field)).collect())
}

/// Whether money was paid elsewhere, as it was chosen; none: not asked.
pub(super) fn paid_of(typed: &Typed<'_>) -> Option<bool> {
    match typed.text("paid").as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

/// What every call and visit asks: the three marks, money paid elsewhere, and what was said.
pub(super) fn asked(text: Text, of: &Fields<'_>) -> Vec<Field> {
    let grades: Vec<(String, String)> = std::iter::once((String::new(), text.t("请选择").to_owned()))
        .chain(GRADES.iter().map(|(value, word)| ((*value).to_owned(), text.t(word).to_owned())))
        .collect();
    let paid = [
        ("no", text.t("没有").to_owned()),
        ("yes", text.t("付过").to_owned()),
        ("", text.t("没有问").to_owned()),
    ];
    vec![
        of.select("attitude", "态度", &grades, ""),
        of.select("quality", "质量", &grades, ""),
        of.select("efficiency", "效率", &grades, ""),
        of.radios("paid", "除了银行窗口，有没有付过别的钱", &paid, "").optional(),
        of.area("words", "听到、看到了什么"),
    ]
}

fn form(text: Text, organisation: &Organisation, today: Day, csrf: &str, sent: &SentForm<'_>) -> RecordForm {
    let of = Fields { text, slug: "write", sent };
    let kinds: Vec<(&str, String)> =
        Kind::ALL.iter().map(|it| (it.key(), text.t(said::follow_up(*it)).to_owned())).collect();
    let none = (String::new(), text.t("不指定").to_owned());
    let windows: Vec<(String, String)> = std::iter::once(none)
        .chain(
            organisation
                .windows
                .iter()
                .map(|it| (it.id.to_string(), words::window(text, organisation, it.id))),
        )
        .collect();
    let mut on = of.day("on", "哪一天");
    if on.value.is_empty() {
        on.value = today.to_string();
    }
    let mut all = vec![
        of.radios("kind", "做的是", &kinds, ""),
        on,
        of.select("unit", "单位", &units(text, organisation), ""),
        of.select("window", "窗口（明察暗访要填）", &windows, "").optional(),
        of.line("case", "收件编号", "").optional(),
    ];
    all.extend(asked(text, &of));
    let help = "只由中心、督查和投诉受理来做，没有参与过这件事的人来问。近 30 天以内的可以补记。";
    of.form(csrf, 0, "记下一次回访或明察暗访", help, "记下", all)
}

async fn drawn(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    after: &str,
) -> Result<RecordPage, Problem> {
    let centre = &at.app.centre;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    if !may_record(&organisation, session.person, centre.today()) {
        return Err(Problem::OutOfScope);
    }
    let mut list = centre.follow_up_list(session, after, SHOWN + 1).await?;
    let more = list.len() > SHOWN;
    list.truncate(SHOWN);
    let mut frame = at.frame(Nav::Ratings, Some(session)).await;
    let text = frame.text;
    let title = text.t("回访和明察暗访").to_owned();
    frame.title = title.clone();
    if more {
        let kept = text.f("这里是最近的 {n} 次。", [("n", &SHOWN)]);
        frame.notice = Some(Notice { kind: NoticeKind::Hint, text: kept });
    }
    let acts = vec![form(text, &organisation, centre.today(), &frame.csrf, sent)];
    let count = text.f("{n} 次", [("n", &list.len())]);
    Ok(RecordPage {
        text,
        back: ("/desk/ratings".to_owned(), text.t("评价").to_owned()),
        subtitle: text.t("单独列在评价里，不算进满意率。").to_owned(),
        title,
        state: StateWord { word: count, tone: Tone::Ended },
        stale: String::new(),
        facts: Vec::new(),
        acts,
        nobody: None,
        tables: Vec::new(),
        papers: to_write_down(text, &organisation, session, centre.today(), &list),
        moments: list.iter().map(|brief| moment(text, &organisation, brief)).collect(),
        path: PATH.to_owned(),
        frame,
    })
}

/// The way from what is bad to a finding, for supervisors (R151).
fn to_write_down(
    text: Text,
    organisation: &Organisation,
    session: &Session,
    today: Day,
    list: &[FollowUpBrief],
) -> Vec<PaperLink> {
    if !organisation.holds_anywhere(session.person, Post::Supervisor, today) {
        return Vec::new();
    }
    let bad = list.iter().filter(|it| it.bad);
    bad.map(|it| {
        let named =
            [("of", &of(text, organisation, it) as &dyn std::fmt::Display), ("day", &text.date_short(it.on))];
        PaperLink {
            href: format!("/desk/findings/new?follow-up={}", it.id),
            name: text.f("{day}，{of}：记为监察发现", named),
            issued: String::new(),
        }
    })
    .collect()
}

/// Where it was, or of whom.
fn of(text: Text, organisation: &Organisation, brief: &FollowUpBrief) -> String {
    match brief.window {
        Some(window) => words::window(text, organisation, window),
        None => words::unit(text, organisation, brief.unit),
    }
}

fn moment(text: Text, organisation: &Organisation, brief: &FollowUpBrief) -> RecordMoment {
    let of = of(text, organisation, brief);
    let marks = match brief.marks.map(|marks| marks.map(|mark| text.t(said::grade(mark)))) {
        Some([attitude, quality, efficiency]) => text.f(
            "态度{attitude}，质量{quality}，效率{efficiency}。",
            [("attitude", &attitude), ("quality", &quality), ("efficiency", &efficiency)],
        ),
        None if brief.tries > 1 => text.f("电话打了 {n} 次，没有接通。", [("n", &brief.tries)]),
        None => text.t("电话没有接通。").to_owned(),
    };
    RecordMoment {
        when: text.date_short(brief.on),
        what: text.f("{of}，{kind}", [("of", &of), ("kind", &text.t(said::follow_up(brief.kind)))]),
        who: brief.by.map_or_else(String::new, |by| words::person(text, organisation, by)),
        words: format!("{marks}{}{}", text.gap(), brief.words),
        photographs: Vec::new(),
    }
}
