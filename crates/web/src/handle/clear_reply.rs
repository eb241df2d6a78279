//! 明确答复 (R61, R115): the questions of an item are asked before its form, and a yes is answered at once.

use axum::response::Response;
use catalogue::item::ClearReply;
use catalogue::{GroundCode, Item};
use centre::account::Session;

use super::words;
use crate::app::form::Form;
use crate::app::respond::{At, page, see_other};
use pages::desk::{ClearAnswer, ClearQuestion, ClearReplyPage};
use pages::layout::Nav;
use pages::text::Text;

/// The answer a form of an intake bears: `none`, or the ground that bars it.
pub fn answer(text: &str) -> casework::ClearAnswer {
    match (text, GroundCode::parse(text)) {
        ("", _) => casework::ClearAnswer::NotAsked,
        ("none", _) => casework::ClearAnswer::Nothing,
        (_, Ok(ground)) => casework::ClearAnswer::Barred { ground },
        // What is no code is no answer, and the question stays open.
        (_, Err(_)) => casework::ClearAnswer::NotAsked,
    }
}

/// The page that stands before the form, while its questions are open or one of them was answered with yes.
pub async fn before(at: &At<'_>, session: &Session, item: &Item, query: &Form) -> Option<Response> {
    if item.clear_replies.is_empty()
        || !query.trimmed("clear").is_empty()
        || !query.trimmed("draft").is_empty()
    {
        return None;
    }
    let path = format!("/desk/intake/{}", item.short);
    let sent = item.clear_replies.iter().enumerate().any(|(n, _)| query.has(&name(n)));
    let given = |n: usize| match query.trimmed(&name(n)) {
        "yes" => "yes",
        "no" => "no",
        _ => "",
    };
    let asked = || item.clear_replies.iter().enumerate();
    if asked().all(|(n, _)| given(n) == "no") {
        return Some(see_other(&format!("{path}?clear=none")));
    }
    let mut frame = at.frame(Nav::Intake, Some(session)).await;
    let text = frame.text;
    frame.title = text.f("收件：{item}", [("item", &words::item(text, item))]);
    let questions = asked().map(|(n, it)| ClearQuestion {
        name: name(n),
        ask: text.pick(&it.ask, it.ask_en.as_deref()).to_owned(),
        open: sent && given(n).is_empty(),
        answer: given(n).to_owned(),
    });
    let answers = asked().filter(|(n, _)| given(*n) == "yes");
    let answers = answers.filter_map(|(_, it)| reply(text, item, it, &path));
    Some(page(&ClearReplyPage {
        text,
        item: words::item(text, item),
        questions: questions.collect(),
        answers: answers.collect(),
        path,
        frame,
    }))
}

fn name(n: usize) -> String {
    format!("q{n}")
}

fn reply(text: Text, item: &Item, asked: &ClearReply, path: &str) -> Option<ClearAnswer> {
    let ground = item.refusal_ground(asked.ground)?;
    let why = text.pick(&ground.name, ground.name_en.as_deref()).to_owned();
    Some(ClearAnswer {
        reply: text
            .f("今天就能答复：不予受理。{why}（{law}）。", [("why", &why), ("law", &ground.basis.short())]),
        instead: text.pick(&asked.instead, asked.instead_en.as_deref()).to_owned(),
        apply: format!("{path}?clear={}", asked.ground),
    })
}

/// The sentence over the form of an application that is refused today.
pub fn due_today(text: Text, item: &Item, clear: &str) -> String {
    let casework::ClearAnswer::Barred { ground } = answer(clear) else { return String::new() };
    let Some(ground) = item.refusal_ground(ground) else { return String::new() };
    let why = text.pick(&ground.name, ground.name_en.as_deref()).to_owned();
    text.f(
        "{why}（{law}）。收件以后，今天就要书面答复不予受理。",
        [("why", &why), ("law", &ground.basis.short())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_answer_leaves_the_question_open() {
        assert_eq!(answer(""), casework::ClearAnswer::NotAsked);
        assert_eq!(answer("none"), casework::ClearAnswer::Nothing);
        assert_eq!(answer("not a code at all!"), casework::ClearAnswer::NotAsked);
        let ground = GroundCode::parse("banned-zone").expect("a code");
        assert_eq!(answer("banned-zone"), casework::ClearAnswer::Barred { ground });
    }
}
