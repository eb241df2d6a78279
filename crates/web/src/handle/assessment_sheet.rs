//! The sheet of one that is assessed: points, counts with what stands behind them, and what its people and supervision do there.

use axum::extract::Path;
use axum::response::Response;
use centre::Centre;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::assessment::{AssessmentAct, AssessmentView};
use centre::oversight::survey::SurveyBrief;
use oversight::assessment::{Count, Grade, LISTED, Scale, Score, Subject, Term, marks_staff, score};
use oversight::survey;

use super::assessment;
use super::assessment::{edition_line, moments, sheet_path, term_path};
use super::assessment_words as words_of;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::heads;
use super::surveys;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{AssessPage, LinkCell, LinkTable, RecordForm};
use pages::layout::{Field, Nav, StateWord, Tone};
use pages::text::Text;

/// `GET /desk/assessment/{term}/{subject}`
pub async fn show(opened: Opened, Path((term, subject)): Path<(String, String)>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let (Some(term), Some(subject)) = (Term::parse(&term), Subject::parse(&subject)) else {
        return at.error(ErrorKind::NotFound).await;
    };
    match at.app.centre.assessment_fetch(session, term, None).await {
        Ok(view) if view.sees(subject) && view.table.get(&subject.key(), LISTED) > 0 => {
            let drawn = draw(&at, session, &view, subject, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Ok(view) if view.sees(subject) => at.error(ErrorKind::NotFound).await,
        Ok(_) => at.error(ErrorKind::Forbidden).await,
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/assessment/{term}/{subject}/{act}`
pub async fn send(Path((term, subject, slug)): Path<(String, String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let (Some(term), Some(subject)) = (Term::parse(&term), Subject::parse(&subject)) else {
        return at.error(ErrorKind::BadRequest).await;
    };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form }, subject);
    let carry = async |act| centre.assessment_act(session, term, command_id, None, &act).await;
    let again = async |problem| {
        let view = match centre.assessment_fetch(session, term, None).await {
            Ok(view) if view.sees(subject) => view,
            Ok(_) => return at.error(ErrorKind::Forbidden).await,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = said::kept(posted.text(), &view.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: &slug, form, problems, refused: kept.refused };
        page_with(kept.status, &draw(&at, session, &view, subject, &sent, kept.stale).await)
    };
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", sheet_path(term, subject)), again).await
}

fn parse(typed: &Typed<'_>, subject: Subject) -> Option<Result<AssessmentAct, Vec<FieldProblem>>> {
    use AssessmentAct as It;
    let wrong = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    let words = typed.text("words");
    let mark = || typed.number("mark", 0..=100u32).ok_or_else(|| vec![wrong("mark", FieldWhy::NotANumber)]);
    let yes = |field: &str| match typed.text(field).as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(vec![wrong(field, FieldWhy::NotAChoice)]),
    };
    Some(match (typed.slug, subject) {
        ("check", Subject::Unit(unit)) => Ok(It::Check { unit, words }),
        ("evaluate", Subject::Unit(unit)) => evaluation(typed).and_then(|numbers| {
            yes("symposium").map(|symposium| It::Evaluate { unit, symposium, numbers, words })
        }),
        ("inspect", Subject::Unit(unit)) => mark().map(|mark| It::Inspect { unit, mark, words }),
        ("mark", Subject::Person(person)) => mark().map(|mark| It::Mark { person, mark, words }),
        ("object", _) => Ok(It::Object { subject, words }),
        ("decide", _) => yes("right").map(|right| It::DecideObjection { subject, right, words }),
        ("correct", Subject::Unit(unit) | Subject::Town(unit)) => Ok(It::Correct { unit, words }),
        ("judge", Subject::Unit(unit) | Subject::Town(unit)) => {
            yes("accepted").map(|accepted| It::JudgeCorrection { unit, accepted, words })
        }
        ("award", _) => Ok(It::Award { subject, words }),
        _ => return None,
    })
}

fn evaluation(typed: &Typed<'_>) -> Result<[u32; 3], Vec<FieldProblem>> {
    let mut numbers = [0; 3];
    let mut problems = Vec::new();
    for (place, field) in ["asked", "answered", "satisfied"].into_iter().enumerate() {
        match typed.number(field, 0..=999_999u32) {
            Some(n) => numbers[place] = n,
            None => problems.push(FieldProblem { field: field.to_owned(), why: FieldWhy::NotANumber }),
        }
    }
    if problems.is_empty() { Ok(numbers) } else { Err(problems) }
}

/// What the questionnaires and symposia of the term add up to, as an offer for the form of the social evaluation (A44).
#[derive(Default)]
struct Offer {
    /// How many were asked, answered, are satisfied; empty where none were recorded.
    numbers: [String; 3],
    /// Whether all of them were symposia.
    symposium: bool,
    /// From which records.
    words: String,
}

/// The offer for a unit that was not evaluated yet. A second one would count the same people twice.
async fn offer(at: &At<'_>, session: &Session, view: &AssessmentView, subject: Subject, text: Text) -> Offer {
    let (Subject::Unit(unit), Some((first, last))) = (subject, view.term.days()) else {
        return Offer::default();
    };
    if !(view.eyes.supervises || view.eyes.runs) || view.state.evaluated.contains_key(&unit) {
        return Offer::default();
    }
    let all = at.app.centre.surveys_of(session, unit, first, last).await.unwrap_or_default();
    if all.is_empty() {
        return Offer::default();
    }
    let sum = |pick: fn(&SurveyBrief) -> u64| all.iter().map(pick).sum::<u64>().to_string();
    let one = |it: &SurveyBrief| {
        text.f("{day}的{kind}", [("day", &text.date_short(it.on)), ("kind", &text.t(surveys::kind(it.kind)))])
    };
    let from: Vec<String> = all.iter().map(one).collect();
    Offer {
        numbers: [sum(|it| it.asked), sum(|it| it.answered), sum(|it| it.satisfied)],
        symposium: all.iter().all(|it| it.kind == survey::Kind::Symposium),
        words: text.f(
            "按登记的 {n} 次合计：{from}。",
            [("n", &all.len() as &dyn std::fmt::Display), ("from", &from.join(text.comma()))],
        ),
    }
}

/// The forms open to this person.
fn forms(
    text: Text,
    view: &AssessmentView,
    score: &Score<'_>,
    offer: &Offer,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let (eyes, state, today) = (&view.eyes, &view.state, view.read_at.day());
    let (organisation, me, subject) = (&view.organisation, eyes.me, score.subject);
    let open = state.editions.is_empty();
    let leads_unit = match subject {
        Subject::Unit(unit) | Subject::Town(unit) => oversight::leads(organisation, me, unit, today),
        Subject::Person(person) => {
            let own = organisation.person(person).map(|it| it.unit);
            person != me && own.is_some_and(|unit| marks_staff(organisation, me, unit, today))
        }
        Subject::Window(_) => false,
    };
    let mut forms = Vec::new();
    let mut one = |slug,
                   title: &str,
                   help: &str,
                   button: &str,
                   more: &dyn Fn(&Fields<'_>) -> Vec<Field>,
                   label: &str| {
        let of = Fields { text, slug, sent };
        let mut fields = more(&of);
        fields.push(of.area("words", label));
        forms.push(of.form(csrf, view.version, title, help, button, fields));
    };
    let yes_no = |yes: &str, no: &str| [("yes", text.t(yes).to_owned()), ("no", text.t(no).to_owned())];
    let mark = |of: &Fields<'_>| vec![of.number("mark", "分数（0 到 100）", "")];
    let is_unit = subject.scale() == Scale::Unit;
    if is_unit && open && leads_unit {
        let help = "下面的数已经替您数好，请写做得怎么样、差在哪里、怎么改。过了限期也收，但不算按期。";
        one("check", "自查", help, "交自查", &|_| Vec::new(), "自查情况");
    }
    if is_unit && open && (eyes.supervises || eyes.runs) {
        let numbers = |of: &Fields<'_>| {
            let ways = yes_no("座谈会", "问卷");
            let way = match (offer.words.is_empty(), offer.symposium) {
                (true, _) => "",
                (false, true) => "yes",
                (false, false) => "no",
            };
            let [asked, answered, satisfied] = &offer.numbers;
            vec![
                of.radios("symposium", "怎么问的", &ways, way),
                of.number("asked", "问了多少人", asked),
                of.number("answered", "多少人答复", answered),
                of.number("satisfied", "多少人满意", satisfied),
            ]
        };
        let help = match offer.words.is_empty() {
            true => "一次问卷、一次座谈会记一条。",
            false => "数已经照这一期登记过的问卷和座谈会加好，请核对以后登记。",
        };
        one("evaluate", "登记社会评议", help, "登记", &numbers, "问了谁，说了什么");
    }
    if is_unit && open && eyes.supervises {
        one(
            "inspect",
            "登记重点检查",
            "再登记一次，以后一次为准，前一次也留着。",
            "登记",
            &mark,
            "看到的情况",
        );
    }
    if subject.scale() == Scale::Person && open && leads_unit {
        one("mark", "单位评分", "这是单位的一半，中心的一半由考勤和办件的数算出来。", "评分", &mark, "评语");
    }
    let published = state.published;
    let concerned = match subject {
        Subject::Unit(_) | Subject::Town(_) => leads_unit,
        Subject::Window(window) => oversight::attendance::heads(organisation, me, window, today),
        Subject::Person(person) => person == me,
    };
    let objection = state.objections.get(&subject);
    if concerned && objection.is_none() && published.is_some_and(|it| today <= it.object_by) {
        let help = "一期可以申诉一次，由没有总评过的督查答复。原来的记录都留着。";
        one("object", "申诉", help, "交申诉", &|_| Vec::new(), "理由");
    }
    if eyes.supervises && state.objection_is_for(subject, me) {
        let right = |of: &Fields<'_>| vec![of.radios("right", "答复", &yes_no("申诉成立", "申诉不成立"), "")];
        one("decide", "答复申诉", "答复只作说明；数错了的，改正以后另出一稿。", "答复", &right, "理由");
    }
    if let Some(unit) = subject.unit() {
        let correction = state.corrections.get(&unit).copied().unwrap_or_default();
        let due = published.is_some() && matches!(score.grade, Some(Grade::Fair | Grade::Poor));
        if leads_unit && due && !correction.accepted && correction.answered.is_none() {
            one(
                "correct",
                "报整改情况",
                "写改了什么、哪天改好的。",
                "报整改情况",
                &|_| Vec::new(),
                "整改情况",
            );
        }
        if eyes.supervises && correction.answered.is_some_and(|it| it != me) && !correction.accepted {
            let accepted =
                |of: &Fields<'_>| vec![of.radios("accepted", "结论", &yes_no("通过", "退回再改"), "")];
            one("judge", "看整改情况", "退回的，从今天起再给一次期限。", "记下结论", &accepted, "理由");
        }
    } else if eyes.supervises
        && published.is_some_and(|it| today > it.object_by)
        && score.grade == Some(Grade::Good)
        && !state.prizes.contains_key(&subject)
        && subject != Subject::Person(me)
    {
        let title = match subject {
            Subject::Person(_) => "授予示范岗",
            Subject::Unit(_) | Subject::Town(_) | Subject::Window(_) => "授予红旗窗口",
        };
        one("award", title, "只给样本够、评为好、没有问责处理的。", "授予", &|_| Vec::new(), "理由");
    }
    let offered = forms.iter_mut().find(|it| it.slug == "evaluate" && sent.slug != "evaluate");
    if let Some(words) = offered.and_then(|it| it.fields.last_mut()) {
        offer.words.clone_into(&mut words.value);
    }
    forms
}

fn tables(text: Text, view: &AssessmentView, score: &Score<'_>) -> Vec<LinkTable> {
    let path = sheet_path(view.term, score.subject);
    let rows = score.points.iter().map(|it| {
        vec![
            LinkCell::plain(text.t(&it.indicator.name)),
            LinkCell::plain(words_of::formula(text, &it.indicator.formula)),
            match it.points {
                Some(points) => LinkCell::plain(words_of::points(points)),
                None => LinkCell::plain(text.f(
                    "样本不足：{n}，至少要 {min}",
                    [("n", &it.sample as &dyn std::fmt::Display), ("min", &it.indicator.sample_min)],
                )),
            },
            LinkCell::plain(it.indicator.full.to_string()),
            LinkCell::plain(format!("{}%", it.indicator.weight)),
            LinkCell::plain(text.t(&it.indicator.basis)),
        ]
    });
    let points = LinkTable {
        title: text.t("得分").to_owned(),
        id: "sheet-points",
        note: text.t("样本不足的不评，也不算零分；总分按评了的权重折算。").to_owned(),
        first: true,
        head: heads(text, &["指标", "怎么算", "得分", "满分", "权重", "依据"]),
        rows: rows.collect(),
    };
    let mut counts: Vec<Count> = score.points.iter().flat_map(|it| it.indicator.counts()).collect();
    counts.sort();
    counts.dedup();
    let key = score.subject.key();
    let rows = counts.into_iter().map(|count| {
        let (name, how) = words_of::count(count);
        let n = view.table.get(&key, count.key());
        let says = n.to_string();
        let figure = match Centre::assessment_opens(score.subject, count) && n > 0 {
            true => LinkCell::link(format!("{path}/{}", count.key()), says),
            false => LinkCell::plain(says),
        };
        vec![LinkCell::plain(text.t(name)), figure, LinkCell::plain(text.t(how))]
    });
    let counts = LinkTable {
        title: text.t("用到的数").to_owned(),
        id: "sheet-counts",
        note: text.t("带下划线的数可以点开，看是哪些件。评价不点开，不让人看出是谁评的。").to_owned(),
        first: false,
        head: heads(text, &["哪个数", "多少", "怎么数"]),
        rows: rows.collect(),
    };
    vec![points, counts]
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &AssessmentView,
    subject: Subject,
    sent: &SentForm<'_>,
    stale: String,
) -> AssessPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let name = words_of::subject(text, &view.organisation, subject);
    frame.title = [text.t("考核"), &name].join(text.colon());
    let term = words_of::term(text, view.term);
    let scored = view.plan.as_deref().map(|plan| score(plan, &view.table, subject));
    let acts = match &scored {
        Some(score) => {
            let offer = offer(at, session, view, subject, text).await;
            forms(text, view, score, &offer, &frame.csrf, sent)
        }
        None => Vec::new(),
    };
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| facts.push((text.t(name).to_owned(), value));
    let mut state = words_of::state(text, view.state.key());
    let points = |it: Option<u32>| it.map_or_else(|| "—".to_owned(), words_of::points);
    if let Some(score) = &scored {
        if subject.scale() == Scale::Person {
            let plan = view.plan.as_deref();
            let centre = plan.map_or(0, |it| it.centre_percent);
            fact("中心评", format!("{} × {centre}%", points(score.own)));
            fact("单位评", format!("{} × {}%", points(score.department), 100 - centre.min(100)));
        }
        fact("总分", points(score.total));
        fact("档次", text.t(words_of::grade(score.grade)).to_owned());
        if let Some(grade) = score.grade.filter(|_| view.state.published.is_some()) {
            let tone = if grade == Grade::Good { Tone::Good } else { Tone::Late };
            state = StateWord { word: text.t(words_of::grade(Some(grade))).to_owned(), tone };
        }
        if let (Some(unit), Some(Grade::Fair | Grade::Poor)) = (subject.unit(), score.grade)
            && let Some(due) = view.state.correct_by(unit)
        {
            fact("整改到", text.date(due));
            let correction = view.state.corrections.get(&unit).copied().unwrap_or_default();
            let word = match (correction.accepted, correction.answered) {
                (true, _) => "整改通过",
                (false, Some(_)) => "已报，等督查看",
                (false, None) if view.read_at.day() > due => "逾期没有报",
                (false, None) => "等单位报整改情况",
            };
            fact("整改", text.t(word).to_owned());
        }
    }
    if let Some(published) = view.state.published {
        fact("申诉到", text.date(published.object_by));
    }
    if let Some(objection) = view.state.objections.get(&subject).filter(|it| it.right.is_none()) {
        fact("申诉最迟答复", text.date(objection.decide_by));
    }
    if view.state.prizes.contains_key(&subject) {
        fact("授予", text.t(words_of::award(subject)).to_owned());
    }
    let back = match view.eyes.ranks(true) {
        true => (term_path(view.term), term.clone()),
        false => (assessment::PATH.to_owned(), text.t("考核").to_owned()),
    };
    AssessPage {
        text,
        back,
        title: name,
        subtitle: [term, edition_line(text, view)].join(text.apart()),
        state,
        stale,
        facts,
        acts,
        nobody,
        tables: scored.as_ref().map_or_else(Vec::new, |score| tables(text, view, score)),
        links: vec![LinkCell::link(
            format!("{}/plan", term_path(view.term)),
            text.t("考核方案和每个数怎么数"),
        )],
        moments: moments(text, view, Some(subject)),
        path: sheet_path(view.term, subject),
        frame,
    }
}
