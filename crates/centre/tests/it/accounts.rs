//! Staff accounts: guessing is slow, a session left alone ends, and signing out ends it at once.

use std::sync::Arc;

use centre::account::{AccountRefusal, SESSION_IDLE, SESSION_LONGEST, SignInRefusal};
use centre::oversight::finding::FindingWhich;
use oversight::Rule;

use crate::rig::{MINUTE, Rig, person, session};

const PASSWORD: &str = "一门-进门就办成-2026";

async fn with_account(rig: &Rig) {
    let added = rig.centre.account_add("li.agent", "agent.sc", PASSWORD).await.expect("it can be written");
    assert_eq!(added, Ok(()));
}

async fn sign_in(rig: &Rig, password: &str) -> Result<String, SignInRefusal> {
    let answer = rig.centre.sign_in("li.agent", password, "192.0.2.1").await.expect("the database answers");
    answer.map(|token| token.0)
}

pub async fn wrong_passwords_are_slowed_for_the_account(rig: Arc<Rig>) {
    with_account(&rig).await;
    let taken = rig.centre.account_add("li.agent", "do.sc", PASSWORD).await.expect("it can be asked");
    assert_eq!(taken, Err(AccountRefusal::Taken));
    let nobody = rig.centre.account_add("nobody", "nobody", PASSWORD).await.expect("it can be asked");
    assert_eq!(nobody, Err(AccountRefusal::UnknownPerson));
    for _ in 0..6 {
        assert_eq!(sign_in(&rig, "not the password").await, Err(SignInRefusal::Wrong));
    }
    // The right one does not get through either: otherwise guessing would only have to be patient.
    assert!(matches!(sign_in(&rig, PASSWORD).await, Err(SignInRefusal::Throttled(_))));
    rig.advance(15 * MINUTE).await;
    sign_in(&rig, PASSWORD).await.expect("after a quarter of an hour the right password opens");
    // Counting begins anew after a success.
    for _ in 0..6 {
        assert_eq!(sign_in(&rig, "not the password").await, Err(SignInRefusal::Wrong));
    }
    let unknown = rig.centre.sign_in("nobody", PASSWORD, "192.0.2.9").await.expect("the database answers");
    assert_eq!(unknown.err(), Some(SignInRefusal::Wrong));
}

pub async fn a_session_ends_when_left_and_after_a_day_whatever_happens(rig: Arc<Rig>) {
    with_account(&rig).await;
    let token = sign_in(&rig, PASSWORD).await.expect("the password is right");
    let open = async |token: &str| rig.centre.session(token).await.expect("the database answers").is_some();
    assert!(open(&token).await);
    rig.advance(SESSION_IDLE - 1).await;
    assert!(open(&token).await);
    rig.advance(SESSION_IDLE).await;
    assert!(!open(&token).await, "left for an hour and a half");
    let token = sign_in(&rig, PASSWORD).await.expect("the password is right");
    let mut used = 0;
    while used + 60 * MINUTE < SESSION_LONGEST {
        rig.advance(60 * MINUTE).await;
        used += 60 * MINUTE;
        assert!(open(&token).await, "in use for {used} microseconds");
    }
    rig.advance(60 * MINUTE).await;
    assert!(!open(&token).await, "in use for a working day");
    assert!(!open("0123").await && !open(&"0".repeat(64)).await);
    let kept = rig.rows("select token from session", vec![]).await;
    let kept = kept.iter().map(|row| row.bytes(0).map(<[u8]>::to_vec).expect("a digest"));
    assert!(kept.into_iter().all(|it| it.len() == 32 && it != token.as_bytes()), "only digests are kept");
}

pub async fn signing_out_ends_the_session_everywhere(rig: Arc<Rig>) {
    with_account(&rig).await;
    let other = rig.second().await;
    let token = sign_in(&rig, PASSWORD).await.expect("the password is right");
    let session = rig.centre.session(&token).await.expect("the database answers").expect("it stands");
    assert_eq!(session.person.as_str(), "agent.sc");
    let elsewhere = other.session(&token).await.expect("the database answers").expect("it stands there too");
    assert_eq!(other.csrf_token(&elsewhere), rig.centre.csrf_token(&session));
    rig.centre.sign_out(&session).await.expect("it is written");
    assert_eq!(rig.centre.session(&token).await.expect("the database answers"), None);
    // Another instance believes what it has read for five seconds.
    rig.advance(5_000_000).await;
    assert_eq!(other.session(&token).await.expect("the database answers"), None);
}

// Whoever forgot the password gets another one: the old one and whoever is signed in by it end, and wrong tries count no more.
pub async fn another_password_ends_the_old_one_and_its_sessions(rig: Arc<Rig>) {
    const OTHER: &str = "再进一次门-就办成-2027";
    with_account(&rig).await;
    rig.centre
        .account_add("zhou", "do.sc", PASSWORD)
        .await
        .expect("it can be written")
        .expect("a new account");
    let token = sign_in(&rig, PASSWORD).await.expect("the password is right");
    let zhou = rig.centre.sign_in("zhou", PASSWORD, "192.0.2.2").await.expect("the database answers");
    let zhou = zhou.map(|it| it.0).expect("the password is right");
    for _ in 0..6 {
        assert_eq!(sign_in(&rig, "not the password").await, Err(SignInRefusal::Wrong));
    }
    let set = async |login: &str, password: &str| {
        rig.centre.account_set_password(login, password).await.expect("the database answers")
    };
    assert_eq!(set("li.agent", "eleven char").await, Err(AccountRefusal::BadPassword));
    assert_eq!(set("li.agent", &"x".repeat(129)).await, Err(AccountRefusal::BadPassword));
    for nobody in ["nobody", "", "Li.Agent"] {
        assert_eq!(set(nobody, OTHER).await, Err(AccountRefusal::NoSuchAccount), "{nobody}");
    }
    assert_eq!(set("li.agent", OTHER).await, Ok(()));
    rig.advance(5_000_000).await;
    assert_eq!(rig.centre.session(&token).await.expect("the database answers"), None, "its sessions end");
    assert!(rig.centre.session(&zhou).await.expect("the database answers").is_some(), "others keep theirs");
    sign_in(&rig, OTHER).await.expect("the new one opens, whatever was tried before");
    assert_eq!(sign_in(&rig, PASSWORD).await, Err(SignInRefusal::Wrong));
    let other = rig.centre.sign_in("zhou", PASSWORD, "192.0.2.2").await.expect("the database answers");
    assert!(other.is_ok(), "the password of another account stands");
}

// E24, F20: one account in two places at once is a finding, once a day; from desk to telephone is none.
pub async fn an_account_in_two_places_at_once_is_a_finding(rig: Arc<Rig>) {
    with_account(&rig).await;
    let from = async |address: &str| {
        let answer = rig.centre.sign_in("li.agent", PASSWORD, address).await.expect("the database answers");
        answer.map(|token| token.0).expect("the password is right")
    };
    let found = async || {
        let all = rig.centre.finding_list(&session("super"), FindingWhich::All, "", 50).await.expect("read");
        let mine: Vec<_> = all.into_iter().filter(|it| it.rule == Rule::TwoPlaces).collect();
        assert!(mine.iter().all(|it| it.person == Some(person("agent.sc"))), "{mine:?}");
        mine.len()
    };
    let desk = from("192.0.2.1").await;
    from("192.0.2.1").await;
    assert_eq!(found().await, 0, "a second window at the same place");
    rig.advance(10 * MINUTE).await;
    from("198.51.100.7").await;
    assert_eq!(found().await, 0, "ten minutes after the desk was left");
    rig.advance(MINUTE + 1).await;
    rig.centre.session(&desk).await.expect("the database answers").expect("it stands");
    from("198.51.100.8").await;
    assert_eq!(found().await, 1, "the desk was in use a moment ago");
    from("203.0.113.9").await;
    assert_eq!(found().await, 1, "once a day");
}
