//! Findings: what the monitoring points found, with the explanation of whom it concerns and the supervisor's judgement.

use axum::extract::Path;
use axum::response::Response;
use catalogue::item::Post;
use catalogue::{FindingId, Organisation, PersonId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::finding::{FindingAct, FindingBrief, FindingView, FindingWhich};
use oversight::finding::{Event, Verdict, concerns};
use oversight::report::Period;
use oversight::{Grounds, Rule};

use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::words;
use super::{appeal_words, evidence_words, legal};
use crate::app::form::Form;
use crate::app::frame::leads;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordForm, RecordList, RecordMoment, RecordPage, RecordRow};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where findings are listed.
pub const PATH: &str = "/desk/findings";

/// `GET /desk/findings?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let frame = at.titled(Nav::Oversight, session, "监察发现").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let which = FindingWhich::of(asked.which);
    let mut briefs = at.app.centre.finding_list(session, which, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 条");
    let organisation = at.app.centre.organisation().await?;
    let today = at.app.centre.today();
    let supervises =
        organisation.as_ref().is_some_and(|it| it.holds_anywhere(session.person, Post::Supervisor, today));
    let rows = briefs.iter().map(|brief| row(text, organisation.as_deref(), brief)).collect();
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("监察发现").to_owned(),
        lead: text.t("系统自己发现，谁也不能删。当事人可以说明，督查作结论，不同意可以申诉。").to_owned(),
        which: asked.choices(text, &FindingWhich::ALL, which_word),
        head: heads(text, &["发现", "监察点", "单位", "涉及", "发现时间", "状态"]),
        pages,
        rows,
        empty: text.t("现在没有要您看的监察发现。").to_owned(),
        tool: supervises.then(|| ("/desk/findings/new".to_owned(), text.t("记下现场察看").to_owned())),
        frame,
    };
    Ok(page(&list))
}

fn which_word(which: FindingWhich) -> &'static str {
    match which {
        FindingWhich::Open => "没有了结的",
        FindingWhich::Serious => "没有了结的，严重",
        FindingWhich::ToState => "等您说明的",
        FindingWhich::ToAppeal => "您可以申诉的",
        FindingWhich::Standing => "认定属实的",
        FindingWhich::All => "全部",
    }
}

fn row(text: Text, organisation: Option<&Organisation>, brief: &FindingBrief) -> RecordRow {
    let unit = organisation.map_or_else(|| brief.unit.to_string(), |of| words::unit(text, of, brief.unit));
    let person = match (organisation, brief.person) {
        (Some(of), Some(person)) => words::person(text, of, person),
        _ => "—".to_owned(),
    };
    let named = [
        ("监察点", text.t(said::point(brief.rule.point())).to_owned()),
        ("单位", unit),
        ("涉及", person),
        ("发现时间", found_at(text, brief)),
    ];
    RecordRow {
        href: said::finding_href(brief.id),
        name: text.t(said::rule(brief.rule)).to_owned(),
        cells: cells(text, named),
        state: state(text, brief),
    }
}

/// When it was found, by which the list goes; and of which day it is, where that is another.
fn found_at(text: Text, brief: &FindingBrief) -> String {
    let (found, raised) = (words::moment(text, brief.raised_at), brief.raised_at.day());
    let day = brief.happened_at.day();
    if day == raised {
        return found;
    }
    let day = if day.ymd().0 == raised.ymd().0 { text.date_short(day) } else { text.date_of_seal(day) };
    text.bracketed(&found, &text.f("{day}的事", [("day", &day)]))
}

fn state(text: Text, brief: &FindingBrief) -> StateWord {
    let word = |word: &str, tone| StateWord { word: text.t(word).to_owned(), tone };
    match (brief.verdict, brief.decide_by, brief.stated) {
        (_, Some(_), _) => word("已申诉，等答复", Tone::Waiting),
        (Some(Verdict::Founded), None, _) => word("属实", Tone::Late),
        (Some(Verdict::Excused), None, _) => word("有正当理由", Tone::Ended),
        (Some(Verdict::Mistaken), None, _) => word("误报", Tone::Ended),
        (None, None, true) => word("已说明，等结论", Tone::Waiting),
        (None, None, false) => said::severity(text, brief.rule.severity()),
    }
}

/// How one finding stands now, with what became of an appeal.
fn stands(text: Text, view: &FindingView) -> StateWord {
    let word = |word: &str, tone| StateWord { word: text.t(word).to_owned(), tone };
    let found = &view.found;
    match (found.appeal.map(|it| it.decided), found.judged.map(|it| it.verdict)) {
        (Some(None), _) => word("已申诉，等答复", Tone::Waiting),
        (Some(Some((true, _))), _) => word("申诉成立", Tone::Ended),
        (_, Some(Verdict::Founded)) => word("属实", Tone::Late),
        (_, Some(verdict)) => word(said::verdict(verdict), Tone::Ended),
        (None, None) if found.stated.is_some() => word("已说明，等结论", Tone::Waiting),
        _ => said::severity(text, found.about.rule.severity()),
    }
}

/// `GET /desk/findings/{finding}`
pub async fn show(opened: Opened, Path(finding): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = FindingId::parse(&finding) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.finding_fetch(session, id).await {
        Ok(view) => match draw(&at, session, &view, &SentForm::default(), String::new()).await {
            Ok(drawn) => page(&drawn.after(opened.query.has("done"), "已经记下。")),
            Err(fault) => at.answer(Err(fault)).await,
        },
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/findings/{finding}/{act}`
pub async fn send(Path((finding, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = FindingId::parse(&finding) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form }).map(|it| it.map_err(|it| vec![it]));
    let carry = async |act| centre.finding_act(session, id, command_id, posted.version(), &act).await;
    let again = async |problem| {
        let view = match centre.finding_fetch(session, id).await {
            Ok(view) => view,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        match draw(&at, session, &view, &sent, kept.stale).await {
            Ok(drawn) => page_with(kept.status, &drawn),
            Err(fault) => at.answer(Err(fault)).await,
        }
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", at.path), again).await
}

fn parse(typed: &Typed<'_>) -> Option<Result<FindingAct, FieldProblem>> {
    let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    let words = typed.text("words");
    Some(match typed.slug {
        "state" => Ok(FindingAct::State(words)),
        "judge" => {
            let key = typed.text("verdict");
            let verdict = Verdict::ALL.into_iter().find(|it| it.key() == key);
            verdict
                .map(|verdict| FindingAct::Judge { verdict, reason: words })
                .ok_or_else(|| wrong("verdict"))
        }
        "appeal" => Ok(FindingAct::Appeal(words)),
        "decide-appeal" => {
            appeal_words::read(typed).map(|ground| FindingAct::DecideAppeal { ground, reason: words })
        }
        _ => return None,
    })
}

/// The forms open to this person.
fn forms(
    text: Text,
    view: &FindingView,
    session: &Session,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let (found, organisation, today) = (&view.found, &view.organisation, view.now.day());
    let me = session.person;
    let concerned = concerns(organisation, &found.about, me, today);
    let supervises = organisation.holds_anywhere(me, Post::Supervisor, today);
    let fields = |slug| Fields { text, slug, sent };
    let mut forms = Vec::new();
    let version = view.version;
    if concerned && found.judged.is_none() && found.stated.is_none() {
        let of = fields("state");
        let area = of.area("words", "说明");
        forms.push(of.form(
            csrf,
            version,
            "说明情况",
            "写清楚是怎么回事、有什么根据。督查作结论时会看。",
            "交说明",
            vec![area],
        ));
    }
    if supervises && found.judgement_is_for(me) {
        let of = fields("judge");
        let waits = found.explained_by(today);
        let open = Verdict::ALL.iter().filter(|it| waits.is_none() || **it != Verdict::Founded);
        let choices: Vec<(&str, String)> =
            open.map(|it| (it.key(), text.t(said::verdict(*it)).to_owned())).collect();
        let lead = match waits {
            None => text.t("结论会告诉当事人；认定属实的，可以申诉。").to_owned(),
            Some(day) => text.f(
                "当事人还没有说明，可以说明到 {day}为止；说明了，或者过了这一天，才能认定属实。",
                [("day", &text.date(day))],
            ),
        };
        let all = vec![of.radios("verdict", "结论", &choices, ""), of.area("words", "理由")];
        forms.push(of.form(csrf, version, "作出结论", &lead, "作出结论", all));
    }
    let in_time = found.judged.and_then(|it| it.appeal_by).is_some_and(|until| today <= until);
    if concerned && in_time && found.appeal.is_none() {
        let of = fields("appeal");
        let area = of.area("words", "理由");
        forms.push(of.form(
            csrf,
            version,
            "申诉",
            "由另一位督查人员答复。原来的记录都留着。",
            "交申诉",
            vec![area],
        ));
    }
    if supervises && found.appeal_is_for(me) {
        let of = fields("decide-appeal");
        let all = appeal_words::fields(text, &of);
        forms.push(of.form(csrf, version, "答复申诉", "答复只作说明，不删原来的记录。", "答复", all));
    }
    forms
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &FindingView,
    sent: &SentForm<'_>,
    stale: String,
) -> Result<RecordPage, centre::Fault> {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (found, organisation) = (&view.found, &view.organisation);
    let about = &found.about;
    let title = text.t(said::rule(about.rule)).to_owned();
    frame.title = title.clone();
    let path = said::finding_href(view.id);
    let acts = forms(text, view, session, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let mut links = Vec::new();
    let link = |href: String, name: String| PaperLink { href, name, issued: String::new() };
    let cases = about.case.iter().map(|case| (case, &view.receipt));
    for (case, number) in cases.chain(view.beside.iter().map(|(case, number)| (case, number))) {
        links.push(link(format!("/desk/cases/{case}"), text.f("看办件 {number}", [("number", number)])));
    }
    let today = view.now.day();
    let reads_habits = organisation.posts_of(session.person, today).any(|it| leads(it.post));
    if let Some(href) = habits_href(view).filter(|_| reads_habits) {
        links.push(link(href, text.t("看这个月的办件习惯").to_owned()));
    }
    let supervises = organisation.holds_anywhere(session.person, Post::Supervisor, today);
    if about.rule == Rule::LaterCasesHarder && supervises {
        links.push(link(super::later::PATH.to_owned(), text.t("看差评、投诉以后的件").to_owned()));
    }
    let issues = |kind| oversight::order::may_issue(organisation, kind, session.person, today);
    if issues(oversight::order::Kind::Rectification) {
        let href = format!("/desk/orders/from/{}", view.id);
        links.push(link(href, text.t("据此发催办单、督办单").to_owned()));
    }
    for matter in at.app.centre.accountability_of(session, view.id).await? {
        let whose = super::accountability::whose(text, organisation, &matter);
        let href = format!("{}/{}", super::accountability::PATH, matter.matter);
        links.push(link(href, text.f("看问责：{name}", [("name", &whose)])));
    }
    if found.stands() && supervises {
        let href = format!("{}/from/{}", super::accountability::PATH, view.id);
        links.push(link(href, text.t("提出问责").to_owned()));
    }
    Ok(RecordPage {
        text,
        back: (PATH.to_owned(), text.t("监察发现").to_owned()),
        subtitle: text.t(said::point(about.rule.point())).to_owned(),
        title,
        state: stands(text, view),
        stale,
        facts: facts(text, view, session.person),
        acts,
        nobody,
        tables: Vec::new(),
        papers: links,
        moments: view.lines.iter().rev().map(|line| moment(text, view, line)).collect(),
        path,
        frame,
    })
}

/// What it rests on: the rule's basis, or the articles of the item where the rule's are for licences alone.
pub fn rests_on(text: Text, view: &FindingView) -> String {
    match view.found.about.rule.grounds(view.item.as_deref()) {
        Grounds::Sentence(sentence) => text.t(sentence).to_owned(),
        Grounds::Articles(articles) => {
            articles.into_iter().map(|it| legal::short(text, it)).collect::<Vec<_>>().join(text.semicolon())
        }
    }
}

fn facts(text: Text, view: &FindingView, me: PersonId) -> Vec<(String, String)> {
    let (about, organisation) = (&view.found.about, &view.organisation);
    let mut facts = vec![(text.t("单位").to_owned(), words::unit(text, organisation, about.unit))];
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push((text.t(name).to_owned(), value));
        }
    };
    fact("办件", view.receipt.clone());
    fact("涉及", about.person.map_or_else(String::new, |it| words::person(text, organisation, it)));
    fact("窗口", about.window.map_or_else(String::new, |it| words::window(text, organisation, it)));
    fact("发生在", words::moment(text, about.happened_at));
    fact("发现时间", words::moment(text, view.found.raised_at));
    fact("实际情况", said::measured(text, about));
    fact("依据", rests_on(text, view));
    if let Some(evidence) = &view.found.evidence {
        fact("统计期间", evidence_words::days(text, evidence));
        let counts = evidence_words::counts(text, &view.organisation, about.rule, &evidence.counted);
        fact("数出来的", counts.join(text.semicolon()));
        if names_entries(view, me) {
            fact("账本里的例证", evidence_words::entries(text, evidence));
        }
    }
    if about.entry > 0 {
        let entry = match about.earlier {
            Some(earlier) => text.f("第 {a} 条、第 {b} 条", [("a", &earlier), ("b", &about.entry)]),
            None => text.f("第 {n} 条", [("n", &about.entry)]),
        };
        fact("账本里的证据", entry);
    }
    let explain = view.found.explained_by(view.now.day());
    fact("说明到", explain.map_or_else(String::new, |day| text.date(day)));
    let appeal = view.found.judged.and_then(|it| it.appeal_by).filter(|_| view.found.appeal.is_none());
    fact("申诉到", appeal.map_or_else(String::new, |day| text.date(day)));
    let waits = view.found.appeal.filter(|it| it.decided.is_none());
    let due = waits.map(|it| appeal_words::due(text, it.decide_by, it.late));
    fact("申诉最迟答复", due.unwrap_or_default());
    if view.found.is_written_by(me) && view.found.is_open() {
        fact("由谁来办", text.t("这一条是您自己记的，由另一位督查人员作结论、答复申诉。").to_owned());
    }
    facts
}

/// Whether the entries that show it are named to a person: not those of ratings to whom was rated, who would learn which rating it
/// is by its place (F17).
pub fn names_entries(view: &FindingView, person: PersonId) -> bool {
    view.found.about.rule != Rule::RatingsNotReliable
        || view.organisation.holds_anywhere(person, Post::Supervisor, view.now.day())
}

/// The month of the habits in which the counts of a finding stand, with the part of the page; none of what is not counted there,
/// or is not kept any more.
fn habits_href(view: &FindingView) -> Option<String> {
    let part = evidence_words::habit_part(view.found.about.rule)?;
    // Found on the day after the last that was counted.
    let found_on = view.found.about.happened_at.day();
    let until = view.found.evidence.map_or(found_on.plus_days(-1), |it| it.until);
    let month = Period::month_of(until);
    centre::oversight::habit::habits_until(month, view.now.day())?;
    Some(format!("{}?month={}#{part}", super::habits::PATH, month.key()))
}

/// A line of its history.
pub fn moment(
    text: Text,
    view: &FindingView,
    line: &centre::oversight::finding::Line<Event>,
) -> RecordMoment {
    let name = |id: PersonId| words::person(text, &view.organisation, id);
    let texts = &view.texts;
    let (what, who, said_words) = match line.event {
        Event::Raised(fact) => {
            let words = fact.about.words.map_or_else(String::new, |it| texts.text(it.0));
            (text.t("发现").to_owned(), fact.by.map_or_else(|| text.t("系统").to_owned(), name), words)
        }
        Event::Stated(fact) => (text.t("说明情况").to_owned(), name(fact.by), texts.text(fact.words.0)),
        Event::Concluded(fact) => {
            let what = text.f("结论：{verdict}", [("verdict", &text.t(said::verdict(fact.verdict)))]);
            (what, name(fact.by), texts.text(fact.reason.0))
        }
        Event::AppealMade(fact) => (text.t("申诉").to_owned(), name(fact.by), texts.text(fact.reason.0)),
        Event::AppealLate(fact) => {
            (appeal_words::late(text, fact.decide_by), text.t("系统").to_owned(), String::new())
        }
        Event::AppealDecided(fact) => {
            let before = if fact.right { "申诉成立" } else { "申诉不成立" };
            let what = appeal_words::decided(text, fact.ground, before);
            (what, name(fact.by), texts.text(fact.reason.0))
        }
    };
    RecordMoment {
        when: words::moment(text, line.recorded_at),
        what,
        who,
        words: said_words,
        photographs: Vec::new(),
    }
}
