//! Who does not visit after all: the forms of whoever steps back, asks and decides, and what everybody reads of it (F26).

use catalogue::item::Post;
use catalogue::{Organisation, PersonId};
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::draw::{DrawAct, DrawView};
use oversight::draw::{Cause, Held, List, Pick, Recusal};

use super::draw_words::object;
use super::record_forms::{Fields, SentForm, Typed};
use super::{record_list, words};
use pages::desk::RecordForm;
use pages::text::Text;

/// A ground, as everybody reads it.
pub fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Kin => "有亲属关系",
        Cause::Interest => "有利害关系",
        Cause::TookPart => "参与办过这一件",
        Cause::Ill => "因病、因公不能到场",
    }
}

/// The heads of the table of recusals.
pub fn heads(text: Text) -> Vec<String> {
    record_list::heads(text, &["抽查对象", "不去检查的（工号）", "理由", "谁提出", "日期"])
}

/// The recusals that count, the oldest first: object, staff number, ground, who brought it up, day.
pub fn rows(text: Text, organisation: &Organisation, held: &Held, list: &List) -> Vec<Vec<String>> {
    let row = |it: &Recusal| {
        let of = list.objects.get(usize::from(it.object))?;
        let inspector = list.inspectors.get(usize::from(it.inspector))?;
        let from = match it.agreed_by {
            _ if it.by == inspector.id => "检查人员本人",
            Some(_) => "单位领导提出，督查同意",
            None => "单位领导",
        };
        Some(vec![
            object(organisation, of.id.as_str()),
            inspector.staff_no.clone(),
            text.t(it.cause.map_or("当时没有登记", cause)).to_owned(),
            text.t(from).to_owned(),
            text.date(it.at.day()),
        ])
    };
    held.recused.iter().filter_map(row).collect()
}

/// The choice of a ground.
fn causes(text: Text) -> Vec<(&'static str, String)> {
    Cause::ALL.iter().map(|it| (it.key(), text.t(cause(*it)).to_owned())).collect()
}

/// The forms open to this person.
pub fn forms(
    text: Text,
    view: &DrawView,
    picks: &[Pick],
    me: PersonId,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let mut forms = Vec::new();
    let leads = oversight::leads(&view.organisation, me, view.held.unit, view.now.day());
    let who = may_step_back(text, view, picks, me, leads);
    if !who.is_empty() {
        let of = Fields { text, slug: "recuse", sent };
        let all = vec![
            of.choose("who", "谁回避哪一个", &who),
            of.radios("cause", "属于哪一种", &causes(text), ""),
            of.area("words", "理由").help(text.t("只供内部看；属于哪一种和工号要公示。")),
        ];
        let help = match leads {
            true => "本人回避的，马上由抽取顺序里的下一位接替；单位领导提出的，督查同意以后才接替。",
            false => "由抽取顺序里的下一位接替。",
        };
        forms.push(of.form(csrf, view.version, "回避", help, "回避", all));
    }
    let asked = asked_for(text, view, me);
    if !asked.is_empty() {
        let of = Fields { text, slug: "answer-recusal", sent };
        let answers = [("yes", "同意，由下一位接替"), ("no", "不同意，还由原来的人检查")];
        let answers = answers.map(|(key, word)| (key, text.t(word).to_owned()));
        let all = vec![
            of.choose("who", "谁回避哪一个", &asked),
            of.radios("agreed", "同意不同意", &answers, ""),
            of.area("words", "理由"),
        ];
        let help = "单位领导提出的回避，由督查决定；提出的理由在下面的经过里。";
        forms.push(of.form(csrf, view.version, "同意、不同意回避", help, "决定", all));
    }
    forms
}

/// Who may step back from which object: the own places, for a leader of the unit all, as long as nothing was entered.
fn may_step_back(
    text: Text,
    view: &DrawView,
    picks: &[Pick],
    me: PersonId,
    leads: bool,
) -> Vec<(String, String)> {
    let mut who = Vec::new();
    for (place, pick) in (0..).zip(picks).filter(|(place, _)| view.held.visit(*place).is_none()) {
        for n in &pick.inspectors {
            let person = view.list.inspectors[usize::from(*n)].id;
            let asked = view.held.asked_of(pick.object, *n).is_some();
            if person == me || (leads && !asked) {
                who.push(named(text, view, place, pick.object, person));
            }
        }
    }
    who
}

/// What leaders asked for and this supervisor may decide.
fn asked_for(text: Text, view: &DrawView, me: PersonId) -> Vec<(String, String)> {
    if !view.organisation.holds_anywhere(me, Post::Supervisor, view.now.day()) {
        return Vec::new();
    }
    let person = |n: u16| view.list.inspectors[usize::from(n)].id;
    let open = view.held.asked.iter().filter(|it| it.by != me && person(it.inspector) != me);
    open.map(|it| {
        let (value, name) = named(text, view, it.place, it.object, person(it.inspector));
        (value, format!("{name}{}", text.aside(text.t(cause(it.cause)))))
    })
    .collect()
}

/// A choice that names both: the place of the object among the picks, and who was picked for it.
fn named(text: Text, view: &DrawView, place: u8, of: u16, person: PersonId) -> (String, String) {
    let of = object(&view.organisation, view.list.objects[usize::from(of)].id.as_str());
    (format!("{place}:{person}"), format!("{of} {}", words::person(text, &view.organisation, person)))
}

/// What a form of recusal says.
pub fn parse(typed: &Typed<'_>) -> Result<DrawAct, Vec<FieldProblem>> {
    let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    let (chosen, words) = (typed.text("who"), typed.text("words"));
    let who = chosen
        .split_once(':')
        .and_then(|(place, person)| Some((place.parse().ok()?, PersonId::parse(person).ok()?)))
        .ok_or_else(|| wrong("who"));
    if typed.slug == "recuse" {
        let cause = Cause::parse(&typed.text("cause")).ok_or_else(|| wrong("cause"));
        return match (who, cause) {
            (Ok((place, inspector)), Ok(cause)) => {
                Ok(DrawAct::Recuse { place, inspector, cause, reason: words })
            }
            (who, cause) => Err([who.err(), cause.err()].into_iter().flatten().collect()),
        };
    }
    let agreed = match typed.text("agreed").as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(wrong("agreed")),
    };
    match (who, agreed) {
        (Ok((place, inspector)), Ok(agreed)) => {
            Ok(DrawAct::AnswerRecusal { place, inspector, agreed, words })
        }
        (who, agreed) => Err([who.err(), agreed.err()].into_iter().flatten().collect()),
    }
}
