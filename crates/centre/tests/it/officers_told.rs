//! Officers told by their own telephone or mailbox: each thing once, yellow lights together, so many a day at most, and nobody who
//! did not ask for it (R49, R144).

use std::sync::Arc;

use calendar::Instant;
use catalogue::{CaseId, OrderId};
use centre::act::FieldWhy;
use centre::case::Problem;
use centre::oversight::order::{OrderAct, OrderForm};
use centre::reach::{Reach, Way};
use oversight::order::{Kind, Rung};

use crate::rig::{DAY, DIVISION, MINUTE, Rig, citizen, person, session};
use crate::walk::in_hand;

async fn reached(rig: &Rig, who: &str, way: Way) {
    let reach = Reach { way, telephone: "13787654321".into(), mailbox: format!("{who}@mail.example") };
    rig.centre.reach_set(&session(who), &reach).await.expect("it is set");
}

/// What this person was sent: the topic and the words, the oldest first.
async fn sent(rig: &Rig, who: &str) -> Vec<(String, String)> {
    let rows = rig
        .rows(
            "select topic, words from officer_message where division = $1 and person = $2 and sent_at is not null \
             order by day, n limit 100",
            vec![DIVISION.into(), who.into()],
        )
        .await;
    let text = |row: &store::Row, column| row.text(column).expect("a text").to_owned();
    rows.iter().map(|row| (text(row, 0), text(row, 1))).collect()
}

fn topics(sent: &[(String, String)]) -> Vec<&str> {
    sent.iter().map(|(topic, _)| topic.as_str()).collect()
}

/// The days on which the light of a case turns yellow and red.
async fn turns(rig: &Rig, case: CaseId) -> (String, String) {
    let sql = "select yellow_at, red_at from case_row where division = $1 and case_id = $2 limit 1";
    let rows = rig.rows(sql, vec![DIVISION.into(), case.as_str().into()]).await;
    let on = |column| Instant(rows[0].int(column).expect("its clock runs")).day().to_string();
    (on(0), on(1))
}

async fn urged(rig: &Rig, case: CaseId) -> OrderId {
    let (receipt, _) = rig.receipt(case).await;
    let form = OrderForm {
        kind: Kind::Urging,
        unit: None,
        case: receipt,
        finding: None,
        to: None,
        words: "请写明办到哪一步。".into(),
    };
    rig.centre.order_issue(&session("super"), rig.command_id(), &form).await.expect("issued").0
}

// R144: not in the night; yellow, red and the urging once each; a second turn sends nothing.
pub async fn each_light_of_a_case_is_told_once_and_not_in_the_night(rig: Arc<Rig>) {
    reached(&rig, "do.sc", Way::Sms).await;
    let case = in_hand(&rig, 71).await;
    let (yellow, red) = turns(&rig, case).await;
    rig.until(&yellow, 6, 59).await;
    assert_eq!(sent(&rig, "do.sc").await, [], "nobody is woken");
    rig.until(&yellow, 7, 0).await;
    let told = sent(&rig, "do.sc").await;
    assert_eq!(topics(&told), ["yellow"]);
    assert!(told[0].1.contains("您有 1 件快到期：收件编号 SC 2026 "), "{}", told[0].1);
    rig.advance(MINUTE).await;
    rig.until(&yellow, 18, 0).await;
    assert_eq!(sent(&rig, "do.sc").await, told, "a second turn tells nothing again");
    rig.until(&red, 0, 5).await;
    assert_eq!(sent(&rig, "do.sc").await, told);
    rig.until(&red, 7, 0).await;
    // The urging went out by itself in the night (R122), and is told as it goes.
    for _ in 0..3 {
        rig.advance(MINUTE).await;
    }
    let all = sent(&rig, "do.sc").await;
    let mut kinds = topics(&all);
    kinds.sort_unstable();
    assert_eq!(kinds, ["order-sent", "red", "yellow"]);
    let of_red = all.iter().find(|(topic, _)| topic == "red").map(|(_, words)| words.as_str());
    assert!(of_red.is_some_and(|it| it.contains("已经超期，最后一天是 ")), "{of_red:?}");
    // Numbers and days, nobody's name or telephone.
    let applicant = citizen(71);
    for (_, words) in &all {
        assert!(!words.contains(&applicant.name) && !words.contains(&applicant.telephone), "{words}");
        assert!(words.contains("收件编号"), "{words}");
    }
    // Nobody else was told, for nobody else asked for it.
    let others =
        rig.rows("select person from officer_message where person <> $1", vec!["do.sc".into()]).await;
    assert!(others.is_empty());
    // What the person sees of it, the newest first.
    let own = rig.centre.officer_messages(&session("do.sc")).await.expect("read");
    assert_eq!(own.len(), 3);
    assert!(own.iter().all(|it| it.way == Way::Sms && it.person == person("do.sc")));
    assert!(own.windows(2).all(|two| two[0].sent_at >= two[1].sent_at));
    let shown = rig.centre.notices_latest(60).await.expect("the page of messages");
    let told: Vec<_> = shown.iter().filter(|it| it.kind.starts_with("officer-")).collect();
    assert_eq!(told.len(), 3);
    assert!(told.iter().all(|it| it.to == "13787654321"));
}

// R144: one message a day about what is nearly due.
pub async fn cases_that_turn_yellow_on_a_day_go_together(rig: Arc<Rig>) {
    reached(&rig, "do.sc", Way::Mail).await;
    let mut last = None;
    for n in [72, 73, 74] {
        last = Some(in_hand(&rig, n).await);
    }
    let (yellow, _) = turns(&rig, last.expect("three cases")).await;
    rig.until(&yellow, 8, 30).await;
    let told = sent(&rig, "do.sc").await;
    assert_eq!(topics(&told), ["yellow"]);
    assert!(told[0].1.contains("您有 3 件快到期："), "{}", told[0].1);
    assert_eq!(told[0].1.matches("收件编号").count(), 3);
}

// R144: two turns at once, of two instances or of a clock that is moved by hand, send each message once, and neither is a fault.
pub async fn turns_at_the_same_moment_tell_once(rig: Arc<Rig>) {
    for who in ["do.sc", "agent.sc"] {
        reached(&rig, who, Way::Sms).await;
    }
    let case = in_hand(&rig, 78).await;
    let (yellow, _) = turns(&rig, case).await;
    rig.until(&yellow, 6, 30).await;
    assert_eq!(sent(&rig, "do.sc").await, [], "it is night");
    rig.clock.fetch_add(2 * 60 * MINUTE, std::sync::atomic::Ordering::AcqRel);
    let centre = &rig.centre;
    for _ in 0..3 {
        let all = tokio::join!(centre.tick(), centre.tick(), centre.tick(), centre.tick());
        for done in [all.0, all.1, all.2, all.3] {
            done.expect("no turn is a fault");
        }
    }
    assert_eq!(topics(&sent(&rig, "do.sc").await), ["yellow"]);
}

// R144: who set nothing is told at the desk alone, and what came before is not sent afterwards.
pub async fn who_left_no_address_is_sent_nothing_and_nothing_fails(rig: Arc<Rig>) {
    let case = in_hand(&rig, 75).await;
    let (yellow, red) = turns(&rig, case).await;
    rig.until(&yellow, 9, 0).await;
    let none = || async { rig.rows("select person from officer_notice", vec![]).await.len() };
    assert_eq!(none().await, 0);
    let desk = "select kind from notice where recipient = $1 and kind = $2";
    let desk = rig.rows(desk, vec!["person/do.sc".into(), "light-turned".into()]).await;
    assert!(!desk.is_empty(), "the desk knows it");
    // Looking at the desk alone is a choice too.
    reached(&rig, "do.sc", Way::Desk).await;
    rig.until(&red, 9, 0).await;
    rig.advance(MINUTE).await;
    assert_eq!(none().await, 0);
    reached(&rig, "do.sc", Way::Sms).await;
    rig.advance(MINUTE).await;
    assert_eq!(sent(&rig, "do.sc").await, [], "it begins with what comes from now on");
}

// R144: what is taken back before it goes out is not sent, and is no fault.
pub async fn who_takes_it_back_before_the_morning_is_sent_nothing(rig: Arc<Rig>) {
    reached(&rig, "do.sc", Way::Sms).await;
    let case = in_hand(&rig, 76).await;
    let (yellow, _) = turns(&rig, case).await;
    rig.until(&yellow, 1, 0).await;
    assert_eq!(rig.rows("select person from officer_notice where told = 0", vec![]).await.len(), 1);
    reached(&rig, "do.sc", Way::Desk).await;
    rig.until(&yellow, 9, 0).await;
    assert_eq!(sent(&rig, "do.sc").await, []);
    assert_eq!(rig.rows("select person from officer_notice where told = 0", vec![]).await.len(), 0);
}

// R144: twenty a day; the last says how much more there is, and what comes after it waits until the morning.
pub async fn twenty_messages_a_day_and_the_rest_is_counted(rig: Arc<Rig>) {
    reached(&rig, "do.sc", Way::Sms).await;
    let case = in_hand(&rig, 77).await;
    for _ in 0..21 {
        urged(&rig, case).await;
    }
    rig.advance(MINUTE).await;
    let told = sent(&rig, "do.sc").await;
    assert_eq!(told.len(), 20);
    assert!(topics(&told)[..19].iter().all(|it| *it == "order-sent"));
    assert_eq!(told[19].0, "rest");
    assert!(told[19].1.contains("其余 2 件请到工作台看"), "{}", told[19].1);
    urged(&rig, case).await;
    rig.advance(MINUTE).await;
    assert_eq!(sent(&rig, "do.sc").await.len(), 20, "no more on this day");
    rig.until("2026-03-03", 6, 59).await;
    assert_eq!(sent(&rig, "do.sc").await.len(), 20);
    rig.until("2026-03-03", 7, 0).await;
    let next = sent(&rig, "do.sc").await;
    assert_eq!((next.len(), next[20].0.as_str()), (21, "order-sent"));
}

// R49, R144: whom it rises to is told too, in the morning; the page of the order says when and by which way.
pub async fn whom_an_order_rises_to_is_told_and_its_page_says_so(rig: Arc<Rig>) {
    reached(&rig, "do.sc", Way::Sms).await;
    reached(&rig, "agent.sc", Way::Mail).await;
    let case = in_hand(&rig, 78).await;
    let order = urged(&rig, case).await;
    rig.advance(MINUTE).await;
    let told = sent(&rig, "do.sc").await;
    assert_eq!(topics(&told), ["order-sent"]);
    assert!(told[0].1.contains("号催办单（收件编号 ") && told[0].1.contains("最迟 3 月 3 日（周二）答复"));
    rig.until("2026-03-03", 23, 59).await;
    assert_eq!(sent(&rig, "agent.sc").await, []);
    rig.until("2026-03-04", 0, 1).await;
    let held = rig.centre.order_fetch(&session("super"), order).await.expect("it is seen").held;
    assert_eq!(held.addressee(), Some((person("agent.sc"), Rung::Agent)));
    assert_eq!(held.days, Some(1), "the days of the rung");
    rig.until("2026-03-04", 8, 0).await;
    let risen = sent(&rig, "agent.sc").await;
    assert_eq!(topics(&risen), ["order-risen"]);
    assert!(risen[0].1.contains("升到您这里，最迟 3 月 5 日（周四）答复"), "{}", risen[0].1);
    let view = rig.centre.order_fetch(&session("super"), order).await.expect("it is seen");
    let ways: Vec<_> = view.told.iter().map(|it| (it.person, it.way)).collect();
    assert_eq!(ways, [(person("do.sc"), Way::Sms), (person("agent.sc"), Way::Mail)]);
    // Answered in the night before, it tells nobody any more.
    let answer = OrderAct::Answer { words: "明天办好。".into(), entry: None };
    let done = rig.centre.order_act(&session("do.sc"), order, rig.command_id(), None, &answer).await;
    done.expect("who had it may answer");
    rig.advance(2 * DAY).await;
    assert_eq!(sent(&rig, "agent.sc").await.len(), 1);
}

// R144, P7: set by oneself, checked at the field, sealed like other particulars.
pub async fn an_address_is_checked_kept_sealed_and_forgotten_with_the_choice(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let set = async |way, telephone: &str, mailbox: &str| {
        let reach = Reach { way, telephone: telephone.into(), mailbox: mailbox.into() };
        centre.reach_set(&session("do.sc"), &reach).await
    };
    let wrong = |result: Result<(), Problem>| match result {
        Err(Problem::Form(problems)) => problems.into_iter().map(|it| (it.field, it.why)).collect::<Vec<_>>(),
        other => panic!("it should be refused at its field: {other:?}"),
    };
    assert_eq!(wrong(set(Way::Sms, " ", "").await), [("telephone".to_owned(), FieldWhy::Missing)]);
    assert_eq!(wrong(set(Way::Sms, "12", "").await), [("telephone".to_owned(), FieldWhy::NotATelephone)]);
    assert_eq!(wrong(set(Way::Mail, "", "nowhere").await), [("mailbox".to_owned(), FieldWhy::NotAMailbox)]);
    assert_eq!(centre.reach_fetch(&session("do.sc")).await.expect("read"), Reach::default());
    set(Way::Sms, " 13787654321 ", "").await.expect("it is set");
    let kept = centre.reach_fetch(&session("do.sc")).await.expect("read");
    assert_eq!((kept.way, kept.telephone.as_str()), (Way::Sms, "13787654321"));
    assert_eq!(centre.reach_fetch(&session("do2.sc")).await.expect("read"), Reach::default());
    let rows = rig.rows("select sealed from officer_reach", vec![]).await;
    let sealed = rows[0].bytes(0).expect("bytes");
    assert!(!sealed.windows(11).any(|it| it == b"13787654321"), "it is sealed");
    set(Way::Desk, "", "").await.expect("it is taken back");
    assert_eq!(centre.reach_fetch(&session("do.sc")).await.expect("read"), Reach::default());
}
