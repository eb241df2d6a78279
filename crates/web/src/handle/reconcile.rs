//! Reconciliation at the desk: a supervisor pastes a list of certificates, seals or fees of a unit; what was never compared, what was
//! with what came of it, and one with its numbers (F5, F22, A31).

use std::fmt::Display;

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, ReconciliationId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::oversight::reconcile::{FOUND_MAX, LINES_MAX, ListForm, ListKind, Orphan};
use centre::oversight::reconcile_list::{Due, ReconciliationBrief, ReconciliationView};

use super::oversight_words as said;
use super::posted::Posted;
use super::reconcile_due::due_table;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{PAGE, heads};
use super::{finding_new, reconcile_parse, words};
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm, RecordMoment};
use pages::layout::{Field, Nav, StateWord, Tone};
use pages::text::Text;

/// Where they stand.
pub const PATH: &str = "/desk/reconcile";
/// Characters of a pasted list.
const LIST_MAX: u16 = 40_000;
/// Longest stretch that is offered by itself.
const OFFERED_DAYS: i32 = 365;

/// What the form holds before anything was typed.
struct Begun {
    kind: String,
    unit: String,
    days: (Day, Day),
}

impl Begun {
    /// The list that the address names: the first days between two lists that were not compared; where there are none, from where it was
    /// compared last until yesterday, for what is made later today stands in no list of now. Without one the month before.
    fn of(query: &Form, due: &[Due], today: Day) -> Begun {
        let (kind, unit) = (query.get("kind"), query.get("unit"));
        let mut all = due.iter().map(|it| &it.standing);
        let named = all.find(|it| it.of.kind.key() == kind && it.of.unit.as_str() == unit);
        let month = |day: Day| day.plus_days(1 - i32::try_from(day.ymd().2).unwrap_or(1));
        let last = month(today).plus_days(-1);
        let days = match named {
            Some(it) => it.gaps.first().copied().unwrap_or_else(|| {
                let from = it.until.map_or(it.first, |until| until.plus_days(1));
                let until = today.plus_days(-1);
                (from.clamp(today.plus_days(-OFFERED_DAYS), until), until)
            }),
            None => (month(last), last),
        };
        Begun { kind: kind.to_owned(), unit: unit.to_owned(), days }
    }
}

/// `GET /desk/reconcile?kind=&unit=&after=`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match list_page(&at, session, &opened.query, &SentForm::default()).await {
        Ok(drawn) => page(&drawn),
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/reconcile/compare`
pub async fn send(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let Ok(Some(organisation)) = centre.organisation().await else {
        return at.error(ErrorKind::Unavailable).await;
    };
    let asked = parse(&organisation, &Typed { slug: "compare", form: &posted.form });
    let carry = async |form: ListForm| centre.reconcile(session, command_id, &form).await;
    let again = async |problem| {
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "compare", form, problems, refused: kept.refused };
        match list_page(&at, session, &Form::default(), &sent).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(problem) => at.shut(problem).await,
        }
    };
    posted.carry_out(Some(asked), carry, |it| format!("{PATH}/{}?done=compare", it.id), again).await
}

fn parse(organisation: &Organisation, typed: &Typed<'_>) -> Result<ListForm, Vec<FieldProblem>> {
    let wrong = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    let day = |field: &str| Day::parse(&typed.text(field)).ok_or_else(|| wrong(field, FieldWhy::NotADay));
    let kind = ListKind::parse(&typed.text("kind")).ok_or_else(|| wrong("kind", FieldWhy::NotAChoice));
    let unit = UnitCode::parse(&typed.text("unit")).map_err(|_| wrong("unit", FieldWhy::NotAChoice));
    match (kind, unit, day("from"), day("until")) {
        (Ok(kind), Ok(unit), Ok(from), Ok(until)) => {
            let days = (from, until);
            let lines = reconcile_parse::lines(organisation, kind, days, &typed.text("numbers"));
            let nothing = typed.yes("nothing");
            Ok(ListForm { kind, unit, days, lines: lines.map_err(|it| vec![it])?, nothing })
        }
        (kind, unit, from, until) => {
            let problems = [kind.err(), unit.err(), from.err(), until.err()];
            Err(problems.into_iter().flatten().collect())
        }
    }
}

/// What a list is of, in the form.
fn long_word(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Certificates => "证照：发出的证照编号",
        ListKind::Seals => "用印：盖了章的文书编号",
        ListKind::Fees => "收费：票据上的收件编号或者办件编号",
    }
}

/// The same in tables.
pub(super) fn word(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Certificates => "证照",
        ListKind::Seals => "用印",
        ListKind::Fees => "收费",
    }
}

/// A stretch of days.
pub(super) fn stretch(text: Text, (from, until): (Day, Day)) -> String {
    let (from, until) = (text.date_of_seal(from), text.date_of_seal(until));
    text.f("{from}至 {until}", [("from", &from), ("until", &until)])
}

/// The form, open.
fn form(
    text: Text,
    organisation: &Organisation,
    csrf: &str,
    sent: &SentForm<'_>,
    begun: &Begun,
) -> RecordForm {
    let of = Fields { text, slug: "compare", sent };
    let kinds = ListKind::ALL.map(|it| (it.key(), text.t(long_word(it)).to_owned()));
    let day = |field: &str, label: &str, day: Day| {
        let made = of.day(field, label);
        let begins = made.value.is_empty() && sent.slug != of.slug;
        Field { value: if begins { day.to_string() } else { made.value.clone() }, ..made }
    };
    let all = vec![
        of.radios("kind", "对什么", &kinds, &begun.kind),
        of.select("unit", "单位", &finding_new::units(text, organisation), &begun.unit),
        day("from", "从哪天", begun.days.0),
        day("until", "到哪天", begun.days.1),
        Field { length_max: LIST_MAX, ..of.area("numbers", "编号，一行一个") },
        of.checks(
            "nothing",
            "没有可列的",
            &[("yes".to_owned(), text.t("这段时间一份也没有").to_owned())],
            &[],
        ),
    ];
    let help = "把单位在这段时间的台账、用印登记、收费记录全部导出，贴在这里。第一列是编号；收费的第二列是金额（元）、第三列是日期，证照、用印的第二列是日期，空着也行；再后面的列不看。没有对应办件的，收费没有依据、超过标准的，这段时间发了证而清单里没有的，都记为监察发现；该收的费缴得有早有晚，从收件到发证以后 31 天的清单都对过、哪一份里都没有的，才记。同一个编号不会重复记。";
    let drawn = of.form(csrf, 0, "比对一份清单", help, "比对", all);
    RecordForm { open: true, ..drawn }
}

async fn list_page(
    at: &At<'_>,
    session: &Session,
    query: &Form,
    sent: &SentForm<'_>,
) -> Result<AssessPage, Problem> {
    let centre = &at.app.centre;
    let (after, today) = (query.get("after"), centre.today());
    let mut briefs = centre.reconciliation_list(session, None, after, PAGE + 1).await?;
    let due = centre.reconciliation_due(session).await?;
    let organisation = centre.organisation().await?.ok_or(Problem::NotFound)?;
    let frame = at.titled(Nav::Oversight, session, "对账").await;
    let text = frame.text;
    let compares = organisation.holds_anywhere(session.person, Post::Supervisor, today);
    let begun = Begun::of(query, &due, today);
    let acts = compares.then(|| form(text, &organisation, &frame.csrf, sent, &begun));
    let more = briefs.len() > PAGE;
    briefs.truncate(PAGE);
    let older = briefs.last().filter(|_| more).map(|it| format!("{PATH}?after={}", it.cursor()));
    let late = due.iter().filter(|it| it.is_late).count();
    let (word, tone) = match late {
        0 => (text.t("没有过期的").to_owned(), Tone::Good),
        n => (text.f("过期没对的 {n} 份", [("n", &n)]), Tone::Late),
    };
    let tables =
        vec![due_table(text, &organisation, &due, compares), made_table(text, &organisation, &briefs)];
    Ok(AssessPage {
        text,
        back: ("/desk/oversight".to_owned(), text.t("监察").to_owned()),
        title: text.t("对账").to_owned(),
        subtitle: text.f("单位的清单和系统里的办件逐行比对，一次最多 {n} 行。", [("n", &LINES_MAX)]),
        state: StateWord { word, tone },
        stale: String::new(),
        facts: Vec::new(),
        acts: acts.into_iter().collect(),
        nobody: None,
        tables,
        links: older.map(|href| LinkCell::link(href, text.t("更早的"))).into_iter().collect(),
        moments: Vec::new(),
        path: PATH.to_owned(),
        frame,
    })
}

fn made_table(text: Text, organisation: &Organisation, briefs: &[ReconciliationBrief]) -> LinkTable {
    let row = |it: &ReconciliationBrief| {
        let by = it.by.map_or_else(|| "—".to_owned(), |by| words::person(text, organisation, by));
        vec![
            LinkCell::link(format!("{PATH}/{}", it.id), words::moment(text, it.made_at)),
            LinkCell::plain(words::unit(text, organisation, it.unit)),
            LinkCell::plain(text.t(word(it.kind))),
            LinkCell::plain(stretch(text, it.days)),
            LinkCell::plain(it.matched.to_string()),
            LinkCell::plain(it.orphans.to_string()),
            LinkCell::plain(it.missing.to_string()),
            LinkCell::plain(by),
        ]
    };
    LinkTable {
        title: text.t("对过的").to_owned(),
        id: "reconcile-made",
        note: if briefs.is_empty() { text.t("还没有对过账。").to_owned() } else { String::new() },
        first: false,
        head: heads(
            text,
            &["什么时候", "单位", "清单", "哪段时间", "对上", "没有办件或者依据", "清单里没有", "谁对的"],
        ),
        rows: briefs.iter().map(row).collect(),
    }
}

/// `GET /desk/reconcile/{reconciliation}`
pub async fn one(opened: Opened, Path(reconciliation): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = ReconciliationId::parse(&reconciliation) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.reconciliation_fetch(session, id).await {
        Ok(view) => {
            let drawn = one_page(&at, session, &view).await;
            page(&drawn.after(opened.query.has("done"), "对账已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

async fn one_page(at: &At<'_>, session: &Session, view: &ReconciliationView) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (record, organisation) = (&view.record, &view.organisation);
    let unit = words::unit(text, organisation, record.unit);
    let title = [text.t("对账"), text.t(word(record.kind))].join(text.colon());
    frame.title = title.clone();
    let fact = |label: &str, value: String| (text.t(label).to_owned(), value);
    let found = record.orphans + record.missing;
    let (word, tone) = match (found, record.is_clean()) {
        (_, true) => (text.t("全部对上").to_owned(), Tone::Good),
        (0, false) => (text.t("对上，有重复的").to_owned(), Tone::Waiting),
        (n, false) => (text.f("查出 {n} 处", [("n", &n)]), Tone::Late),
    };
    let mut facts = vec![
        fact("哪段时间", stretch(text, (record.from, record.until))),
        fact("对上", record.matched.to_string()),
        fact("没有办件或者依据", record.orphans.to_string()),
    ];
    if record.kind.reverse().is_some() {
        facts.push(fact("清单里没有", record.missing.to_string()));
    }
    facts.push(fact("重复列出", record.twice.to_string()));
    facts.push(fact("清单摘要（SHA-256）", record.digest.to_string()));
    let said = text.f(
        "{unit}，{days}",
        [("unit", &unit as &dyn Display), ("days", &stretch(text, (record.from, record.until)))],
    );
    let moment = RecordMoment {
        when: words::moment(text, view.at),
        what: title.clone(),
        who: words::person(text, organisation, view.by),
        words: said,
        photographs: Vec::new(),
    };
    AssessPage {
        text,
        back: (PATH.to_owned(), text.t("对账").to_owned()),
        title,
        subtitle: unit,
        state: StateWord { word, tone },
        stale: String::new(),
        facts,
        acts: Vec::new(),
        nobody: None,
        tables: tables(text, view),
        links: vec![LinkCell::link(super::findings::PATH, text.t("监察发现"))],
        moments: vec![moment],
        path: format!("{PATH}/{}", view.id),
        frame,
    }
}

/// What was found, each number with its finding.
fn tables(text: Text, view: &ReconciliationView) -> Vec<LinkTable> {
    let (record, outcome) = (&view.record, &view.outcome);
    let mut tables = Vec::new();
    if record.orphans > 0 {
        let heading = "清单里有，没有对应办件或者没有依据的";
        tables.push(found_table(text, heading, "reconcile-orphans", &outcome.orphans, record.orphans));
    }
    if record.missing > 0 {
        let heading = "这里办了，清单里没有的";
        tables.push(found_table(text, heading, "reconcile-missing", &outcome.missing, record.missing));
    }
    if record.twice > 0 {
        tables.push(LinkTable {
            title: text.t("重复列出的").to_owned(),
            id: "reconcile-twice",
            note: text.t("请查一查是不是办了、收了两次。").to_owned(),
            first: false,
            head: heads(text, &["编号"]),
            rows: outcome.twice.iter().map(|it| vec![LinkCell::plain(it.as_str())]).collect(),
        });
    }
    tables
}

fn found_table(text: Text, title: &str, id: &'static str, found: &[Orphan], all: u32) -> LinkTable {
    let row = |it: &Orphan| {
        let rule = text.t(said::rule(it.rule));
        let finding = match it.finding {
            Some(finding) => LinkCell::link(said::finding_href(finding), rule),
            None => LinkCell::plain(text.f("{rule}，还没有记", [("rule", &rule)])),
        };
        vec![LinkCell::plain(it.written.as_str()), finding]
    };
    let mut notes = Vec::new();
    let shown = u32::try_from(found.len()).unwrap_or(u32::MAX);
    if shown < all {
        notes.push(text.f("一共 {n} 个，这里是前 {m} 个。", [("n", &all as &dyn Display), ("m", &shown)]));
    }
    if found.iter().any(|it| it.finding.is_none()) {
        notes.push(text.f("一次最多记 {n} 条监察发现，没有记的请再比对一次。", [("n", &FOUND_MAX)]));
    }
    LinkTable {
        title: text.t(title).to_owned(),
        id,
        note: notes.join(text.gap()),
        first: false,
        head: heads(text, &["编号", "监察发现"]),
        rows: found.iter().map(row).collect(),
    }
}

#[cfg(test)]
mod tests {
    use oversight::reconciliation::{OfList, Standing};

    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    // A31: the form begins where a list was compared last; a list that nobody named begins with the month before.
    #[test]
    fn the_form_begins_where_the_list_was_compared_last() {
        let today = day("2026-11-28");
        let due = |kind, until: Option<&str>| {
            let (of, first) =
                (OfList { unit: UnitCode::parse("sc").expect("a code"), kind }, day("2014-03-02"));
            let standing = Standing { of, since: first, first, until: until.map(day), gaps: Vec::new() };
            Due { by: standing.due(122), is_late: standing.is_late(122, today), standing }
        };
        let mut all = [
            due(ListKind::Certificates, Some("2026-09-30")),
            due(ListKind::Fees, None),
            due(ListKind::Seals, Some("2026-11-28")),
        ];
        let begun_of = |query: &str, all: &[Due]| {
            let begun = Begun::of(&Form::parse(query.as_bytes()).expect("a form"), all, today);
            [begun.days.0.to_string(), begun.days.1.to_string()]
        };
        let begun = |query: &str| begun_of(query, &all);
        assert_eq!(begun("kind=certificates&unit=sc"), ["2026-10-01", "2026-11-27"]);
        assert_eq!(begun("kind=fees&unit=sc"), ["2025-11-28", "2026-11-27"], "a year at most");
        assert_eq!(begun("kind=seals&unit=sc"), ["2026-11-27", "2026-11-27"], "compared up to today");
        for other in ["", "kind=seals&unit=wj", "kind=fees&unit=wj", "kind=x"] {
            assert_eq!(begun(other), ["2026-10-01", "2026-10-31"], "{other}");
        }
        all[0].standing.gaps = vec![(day("2026-08-03"), day("2026-08-09"))];
        assert_eq!(begun_of("kind=certificates&unit=sc", &all), ["2026-08-03", "2026-08-09"], "a gap first");
    }
}
