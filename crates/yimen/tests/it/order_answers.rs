//! Answers to orders over HTTP: photographs with them, what is refused at the field, the step of the case by name, and who is shown
//! what (R102, R104, R143).

use axum::http::StatusCode;
use casework::picture::PICTURE_BYTES_MAX;
use catalogue::{OrderId, PersonId, UnitCode};
use centre::account::Session;
use centre::oversight::order::OrderForm;
use oversight::order::{ANSWER_PICTURES_MAX, Kind};

use crate::api_rig::{Api, Fetched};
use crate::papers::County;
use crate::photographs::{Person, picture, says};

const PASSWORD: &str = "correct horse battery";
const WORDS: &str = "轮值表已经上墙。\n照片附后。";

fn acting(id: &str) -> Session {
    Session::acting(PersonId::parse(id).expect("a plain code"))
}

async fn county() -> County {
    let county = County(Api::new().await);
    let people = ["super", "lead.sc", "do.sc", "do.mz"];
    county.0.centre.accounts_set(people.iter().map(|it| (*it, *it)), PASSWORD).await.expect("accounts");
    county
}

/// An order of a supervisor: about a case where its number is given, to the unit of `lead.sc` otherwise.
async fn issued(county: &County, kind: Kind, case: &str) -> OrderId {
    let form = OrderForm {
        kind,
        unit: case.is_empty().then(|| UnitCode::parse("sc").expect("a code")),
        case: case.to_owned(),
        finding: None,
        to: None,
        words: "请写明改正情况。".into(),
    };
    let issued = county.0.centre.order_issue(&acting("super"), county.0.id(), &form).await;
    issued.expect("a supervisor issues it").0
}

/// Somebody in front of an order.
async fn facing<'a>(county: &'a County, login: &str, order: OrderId) -> Person<'a> {
    Person::at(county, login, format!("/desk/orders/{order}"), ("answer", "answer-photographs")).await
}

impl Person<'_> {
    async fn answers(&self, words: &str, files: &[&[u8]]) -> Fetched {
        let token = self.sees("/desk").await.hidden("csrf");
        let id = format!("{:032x}", u128::from_be_bytes(centre::seal::random()));
        self.sends(&[("csrf", &token), ("command_id", &id), ("answer-words", words)], files).await
    }
}

#[tokio::test]
async fn an_answer_with_photographs_is_shown_to_whoever_sees_the_order_alone() {
    let county = county().await;
    let order = issued(&county, Kind::Rectification, "").await;
    let leader = facing(&county, "lead.sc", order).await;
    let page = leader.sees(&leader.page).await.text();
    assert!(
        page.contains("enctype=\"multipart/form-data\"") && page.contains("answer-photographs"),
        "{page}"
    );
    let (one, largest) = (picture(500), picture(PICTURE_BYTES_MAX));
    let done = leader.answers(WORDS, &[&one, &largest]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let supervisor = facing(&county, "super", order).await;
    let pictures = supervisor.pictures().await;
    assert_eq!((pictures.len(), leader.pictures().await), (2, pictures.clone()));
    for (path, bytes) in pictures.iter().zip([&one, &largest]) {
        let shown = supervisor.sees(path).await;
        assert_eq!((shown.status, &shown.body), (StatusCode::OK, bytes));
        let header = |name: &str| shown.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default();
        assert_eq!((header("content-type"), header("cache-control")), ("image/png", "private, no-store"));
        assert_eq!(header("x-content-type-options"), "nosniff");
    }
    // Of the unit, but nobody the order went to; of another unit; signed in as nobody.
    for login in ["do.sc", "do.mz"] {
        let outside = facing(&county, login, order).await;
        assert_eq!(outside.sees(&pictures[0]).await.status, StatusCode::NOT_FOUND, "{login}");
        assert_eq!(outside.sees(&outside.page).await.status, StatusCode::FORBIDDEN, "{login}");
        let refused = outside.answers(WORDS, &[&one]).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{login}: {}", refused.text());
    }
    let nobody = Person { cookie: String::new(), page: leader.page.clone(), ..leader };
    for answer in [nobody.sees(&pictures[0]).await, nobody.sends(&[], &[&one]).await] {
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(answer.headers["location"].to_str().is_ok_and(|to| to.starts_with("/sign-in")));
    }
    for missing in [format!("{}/photographs/{}", leader.page, "0".repeat(64)), format!("{}0", pictures[0])] {
        assert_eq!(leader.sees(&missing).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    // It is answered: whoever looks at it sends it back, and a second answer brings a third picture.
    says(&leader.answers(WORDS, &[&one]).await, StatusCode::UNPROCESSABLE_ENTITY, "等发单的人看");
    assert_eq!(leader.pictures().await.len(), 2);
}

#[tokio::test]
async fn what_is_wrong_with_an_answer_is_said_at_its_field_and_the_words_stay() {
    let county = county().await;
    let order = issued(&county, Kind::Supervision, "").await;
    let leader = facing(&county, "lead.sc", order).await;
    let fine = picture(500);
    let broken = &fine[..fine.len() - 1];
    let wrong: [(&[&[u8]], &str); 4] = [
        (&[&fine, b"GIF89a"], "第 2 个不是照片"),
        (&[broken], "第 1 张打不开"),
        (&[&picture(PICTURE_BYTES_MAX + 1)], "第 1 张超过 3 MB"),
        (&[fine.as_slice(); ANSWER_PICTURES_MAX as usize + 1], "这里最多留 3 张照片"),
    ];
    for (files, sentence) in wrong {
        let refused = leader.answers(WORDS, files).await;
        says(&refused, StatusCode::UNPROCESSABLE_ENTITY, sentence);
        let text = refused.text();
        assert!(text.contains("id=\"answer-photographs-error\""), "at the field: {sentence}");
        assert!(text.contains("轮值表已经上墙。\n照片附后。</textarea>"), "what was typed stays: {text}");
    }
    says(&leader.answers("", &[&fine]).await, StatusCode::UNPROCESSABLE_ENTITY, "answer-words-error");
    let endless = vec![7; web::app::body_bytes_max(&format!("{}/answer", leader.page)).expect("its own")];
    says(&leader.answers(WORDS, &[&endless]).await, StatusCode::PAYLOAD_TOO_LARGE, "这些照片加起来太大");
    // A token of another session, or none: nothing is read, nothing is kept.
    let outside = facing(&county, "do.mz", order).await;
    let token = outside.sees("/desk").await.hidden("csrf");
    for fields in [vec![], vec![("csrf", token.as_str()), ("command_id", "00112233445566778899aabbccddeeff")]]
    {
        let refused = leader.sends(&fields, &[&fine]).await;
        assert!(refused.status.is_client_error(), "{}", refused.text());
    }
    // The bound is of this form alone.
    let long = format!("csrf={}", "x".repeat(300 * 1024));
    let other = county.0.fetch("POST", &format!("{}/return", leader.page), &leader.cookie, &long).await;
    assert_eq!(other.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(leader.pictures().await.is_empty(), "nothing of all that was kept");
    // None are needed, and three are taken.
    let three = leader.answers(WORDS, &[fine.as_slice(); 3]).await;
    assert_eq!(three.status, StatusCode::SEE_OTHER, "{}", three.text());
    assert_eq!(leader.pictures().await.len(), 3);
}

// R143: what shows it is chosen by what it was, and whoever looks at the answer reads that and no number.
#[tokio::test]
async fn a_step_of_the_case_is_chosen_by_what_it_was() {
    let county = county().await;
    let case = county.in_hand(1).await;
    let file = county.0.centre.case_fetch_for(&acting("do.sc"), case).await.expect("the handler sees it");
    let receipt = web::handle::words::receipt_no(file.filed().expect("it was received").facts.receipt);
    let order = issued(&county, Kind::Urging, &receipt).await;
    let handler = facing(&county, "do.sc", order).await;
    let page = handler.sees(&handler.page).await.text();
    let accepted = file.lines.iter().find(|it| it.event.kind() == "case.accepted").expect("it was accepted");
    let option = format!("<option value=\"{}\">", accepted.seq);
    let chosen = page.split_once(&option).expect("a choice").1.split_once('<').expect("its words").0;
    assert!(chosen.contains(" 日 受理") && page.contains("用哪一步作证据"), "{chosen}");
    let token = handler.sees("/desk").await.hidden("csrf");
    let entry = accepted.seq.to_string();
    let send = async |entry: &str, id: &str| {
        let fields =
            [("csrf", token.as_str()), ("command_id", id), ("answer-words", WORDS), ("answer-entry", entry)];
        handler.sends(&fields, &[]).await
    };
    let refused = send("9999999", "000000000000000000000000000000a1").await;
    says(&refused, StatusCode::UNPROCESSABLE_ENTITY, "id=\"answer-entry-error\"");
    let done = send(&entry, "000000000000000000000000000000a2").await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    let supervisor = facing(&county, "super", order).await;
    says(&supervisor.sees(&supervisor.page).await, StatusCode::OK, &format!("答复，证据是 {chosen}"));
}
