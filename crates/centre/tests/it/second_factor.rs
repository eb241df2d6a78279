//! The second factor of who signs: set up alone and with the password, a code serves once, guessing is slow, and no signature
//! passes without (A17).

use std::sync::Arc;

use casework::{DonePlace, Outcome, Verdict};
use catalogue::{CaseId, PersonId};
use centre::account::{AccountRefusal, SignInRefusal};
use centre::act::Act;
use centre::second_factor::{BeginRefusal, CodeRefusal, SampleCode};
use centre::to_sign::ToSign;
use centre::totp::{self, SECRET_BYTES};

use crate::rig::{MINUTE, Rig, citizen, intake, item, organisation, person, session, window};
use crate::walk::{ask_stop, before_decision, grant, in_hand, received, step};

/// Microseconds for which a code is shown.
pub const STEP: i64 = totp::STEP_SECONDS * 1_000_000;

/// A telephone with a secret in it.
pub struct Telephone([u8; SECRET_BYTES]);

impl Telephone {
    /// The letters typed into it.
    fn of(key: &str) -> Telephone {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        let bits: Vec<u8> = key
            .chars()
            .flat_map(|letter| {
                let value = letters.find(letter).expect("a letter of base 32");
                (0..5).rev().map(move |bit| u8::from((value >> bit) & 1 == 1))
            })
            .collect();
        let bytes = bits.chunks(8).map(|bits| bits.iter().fold(0, |byte, bit| (byte << 1) | bit));
        Telephone(bytes.collect::<Vec<u8>>().try_into().expect("as long as a secret is"))
    }

    /// The code of now, or of so many steps from now.
    pub fn shows(&self, rig: &Rig, steps: i64) -> String {
        totp::code(&self.0, totp::step_at(rig.centre.instant().0) + steps)
    }
}

/// The password of every account here but [`OTHER`]'s.
const PASSWORD: &str = "一门-进门就办成-2026";
/// That of another account.
const OTHER: &str = "别人的-密码也有十二个字";

/// A person with an account of the own name.
async fn with_account(rig: &Rig, who: &str, password: &str) {
    let added = rig.centre.account_add(who, who, password).await.expect("it can be written");
    assert!(matches!(added, Ok(()) | Err(AccountRefusal::Taken)), "{who}: {added:?}");
}

/// A person with a second factor; its first code is of the step before, so that the code of now is unused.
pub async fn set_up(rig: &Rig, who: &str) -> Telephone {
    with_account(rig, who, PASSWORD).await;
    let begun = rig.centre.second_factor_begin(&session(who), rig.command_id(), PASSWORD, "").await;
    let telephone = Telephone::of(&begun.expect("it is written").expect("nothing is set up").key);
    let first = telephone.shows(rig, -1);
    let confirmed = rig.centre.second_factor_confirm(&session(who), &first).await.expect("it is written");
    assert_eq!(confirmed, Ok(()), "{who}");
    telephone
}

async fn checked_as(
    rig: &Rig,
    who: &str,
    case: CaseId,
    id: [u8; 16],
    act: &Act,
    code: &str,
) -> Result<(), CodeRefusal> {
    let act = ToSign::Case(case, act);
    rig.centre.second_factor_check(&session(who), id, &act, code).await.expect("the database answers")
}

async fn checked(rig: &Rig, who: &str, case: CaseId, act: &Act, code: &str) -> Result<(), CodeRefusal> {
    checked_as(rig, who, case, rig.command_id(), act, code).await
}

async fn is_set_up(rig: &Rig, who: PersonId) -> (bool, bool) {
    let stands = rig.centre.second_factor(who).await.expect("the database answers");
    (stands.set_up_at.is_some(), stands.waits)
}

// A17, F20: nothing holds before it was confirmed, what holds is replaced only with a code of it, and the secret is never readable.
pub async fn a_second_factor_is_set_up_confirmed_and_replaced(rig: Arc<Rig>) {
    let (who, leader) = (session("lead.sc"), person("lead.sc"));
    with_account(&rig, "lead.sc", PASSWORD).await;
    let first = async |id: [u8; 16]| {
        rig.centre.second_factor_begin(&who, id, PASSWORD, "").await.expect("the database answers")
    };
    // Whoever has one shows a code of it, and no password.
    let begin = async |id: [u8; 16], code: &str| {
        rig.centre.second_factor_begin(&who, id, "", code).await.expect("the database answers")
    };
    let confirm =
        async |code: &str| rig.centre.second_factor_confirm(&who, code).await.expect("the database answers");
    assert_eq!(confirm("123456").await, Err(CodeRefusal::NotSetUp), "nothing was begun");
    let id = rig.command_id();
    let shown = first(id).await.expect("nothing is set up");
    assert!(shown.uri.starts_with("otpauth://totp/") && shown.uri.contains(&shown.key), "for a square code");
    assert!(first(id).await.is_ok_and(|again| again == shown), "the same form shows the same secret");
    assert_eq!(is_set_up(&rig, leader).await, (false, true));
    let telephone = Telephone::of(&shown.key);
    assert_eq!(confirm("").await, Err(CodeRefusal::Missing));
    assert_eq!(confirm(&telephone.shows(&rig, 2)).await, Err(CodeRefusal::Wrong));
    let used = telephone.shows(&rig, 0);
    assert_eq!(confirm(&used).await, Ok(()));
    assert_eq!(confirm(&used).await, Ok(()), "a double click");
    assert_eq!(is_set_up(&rig, leader).await, (true, false));
    let rows = rig.rows("select sealed from second_factor", vec![]).await;
    let sealed = rows[0].bytes(0).expect("bytes");
    assert!(!sealed.windows(SECRET_BYTES).any(|bytes| bytes == telephone.0), "it is sealed");

    let refused = async |code: &str| begin(rig.command_id(), code).await.err();
    assert_eq!(refused("").await, Some(BeginRefusal::Code(CodeRefusal::Missing)));
    assert_eq!(refused(&used).await, Some(BeginRefusal::Code(CodeRefusal::Used)));
    rig.advance(STEP).await;
    let second = begin(rig.command_id(), &telephone.shows(&rig, 0)).await.expect("a present code");
    assert!(second.key != shown.key);
    let case = before_decision(&rig, 7).await;
    assert_eq!(checked(&rig, "lead.sc", case, &grant(), &telephone.shows(&rig, 1)).await, Ok(()));
    let other = Telephone::of(&second.key);
    assert_eq!(confirm(&other.shows(&rig, 0)).await, Ok(()));
    rig.advance(STEP).await;
    assert_eq!(
        checked(&rig, "lead.sc", case, &grant(), &telephone.shows(&rig, 1)).await,
        Err(CodeRefusal::Wrong),
        "the former telephone"
    );
    assert_eq!(checked(&rig, "lead.sc", case, &grant(), &other.shows(&rig, 0)).await, Ok(()));

    assert!(rig.centre.second_factor_remove(leader).await.expect("it is written"));
    assert!(!rig.centre.second_factor_remove(leader).await.expect("it is written"), "there is none any more");
    let after = checked(&rig, "lead.sc", case, &grant(), &other.shows(&rig, 1)).await;
    assert_eq!(after, Err(CodeRefusal::NotSetUp));
}

// A17, F20: a desk left open is bound to nobody else's telephone; guessing the password waits as at sign-in, with its tries.
pub async fn the_first_set_up_asks_for_the_password_again(rig: Arc<Rig>) {
    let (who, leader) = (session("lead.sc"), person("lead.sc"));
    let begin = async |id: [u8; 16], password: &str| {
        rig.centre.second_factor_begin(&who, id, password, "").await.expect("the database answers")
    };
    let refused = async |id: [u8; 16], password: &str| begin(id, password).await.err();
    let wrong = Some(BeginRefusal::Password(SignInRefusal::Wrong));
    assert_eq!(refused(rig.command_id(), PASSWORD).await, wrong, "without an account nothing is right");
    with_account(&rig, "lead.sc", PASSWORD).await;
    with_account(&rig, "chief.sc", OTHER).await;
    assert_eq!(refused(rig.command_id(), "").await, Some(BeginRefusal::NoPassword));
    assert_eq!(refused(rig.command_id(), OTHER).await, wrong, "that of another account");
    assert_eq!(refused(rig.command_id(), &"长".repeat(1_000)).await, wrong);
    assert_eq!(is_set_up(&rig, leader).await, (false, false), "nothing was begun");
    let id = rig.command_id();
    let shown = begin(id, PASSWORD).await.expect("the own password");
    assert_eq!(
        refused(id, "").await,
        Some(BeginRefusal::NoPassword),
        "a form that is sent again shows nothing"
    );
    assert_eq!(refused(rig.command_id(), "").await, Some(BeginRefusal::NoPassword), "begun anew");
    assert!(begin(id, PASSWORD).await.is_ok_and(|again| again == shown));

    // Six wrong ones, of which one at sign-in.
    let address = "192.0.2.5";
    let at_sign_in = async |password: &str| {
        let answer = rig.centre.sign_in("lead.sc", password, address).await;
        answer.expect("the database answers").map(|_| ())
    };
    for n in 1..=5 {
        assert_eq!(refused(id, OTHER).await, wrong, "try {n}");
    }
    assert_eq!(at_sign_in(OTHER).await, Err(SignInRefusal::Wrong));
    let slowed = refused(id, PASSWORD).await;
    assert!(matches!(slowed, Some(BeginRefusal::Password(SignInRefusal::Throttled(_)))), "{slowed:?}");
    assert!(matches!(at_sign_in(PASSWORD).await, Err(SignInRefusal::Throttled(_))), "and signing in");
    rig.advance(15 * MINUTE - 1).await;
    let slowed = refused(id, PASSWORD).await;
    assert!(matches!(slowed, Some(BeginRefusal::Password(SignInRefusal::Throttled(_)))), "{slowed:?}");
    rig.advance(1).await;
    assert!(begin(id, PASSWORD).await.is_ok_and(|again| again == shown), "after a quarter of an hour");
    assert_eq!(at_sign_in(PASSWORD).await, Ok(()), "counting began anew");
}

// A17: a secret that nobody confirmed within half an hour holds nothing.
pub async fn a_new_secret_waits_for_half_an_hour(rig: Arc<Rig>) {
    let who = session("chief.sc");
    with_account(&rig, "chief.sc", PASSWORD).await;
    let begun = rig.centre.second_factor_begin(&who, rig.command_id(), PASSWORD, "").await;
    let begun = begun.expect("it is written");
    let telephone = Telephone::of(&begun.expect("nothing is set up").key);
    rig.advance(30 * MINUTE - 1).await;
    assert_eq!(is_set_up(&rig, who.person).await, (false, true));
    rig.advance(1).await;
    assert_eq!(is_set_up(&rig, who.person).await, (false, false));
    let late = rig.centre.second_factor_confirm(&who, &telephone.shows(&rig, 0)).await;
    assert_eq!(late.expect("the database answers"), Err(CodeRefusal::NotSetUp));
}

// A17, RFC 6238 (5.2): one step before and one after, and each code once, also where a later one was used.
pub async fn a_code_serves_once_and_only_around_now(rig: Arc<Rig>) {
    let case = before_decision(&rig, 7).await;
    let telephone = set_up(&rig, "lead.sc").await;
    rig.advance(3 * STEP).await;
    let codes: Vec<String> = (-2..=2).map(|steps| telephone.shows(&rig, steps)).collect();
    let expected = [Err(CodeRefusal::Wrong), Ok(()), Ok(()), Ok(()), Err(CodeRefusal::Wrong)];
    for (steps, (code, expected)) in (-2..=2).zip(codes.iter().zip(expected)) {
        assert_eq!(checked(&rig, "lead.sc", case, &grant(), code).await, expected, "{steps} steps from now");
    }
    for code in &codes[1..4] {
        assert_eq!(checked(&rig, "lead.sc", case, &grant(), code).await, Err(CodeRefusal::Used), "{code}");
    }
    rig.advance(2 * STEP).await;
    assert_eq!(checked(&rig, "lead.sc", case, &grant(), &telephone.shows(&rig, 0)).await, Ok(()));
}

// A17: the id of the form keeps a double click, and an answer that was lost, from being a second use.
pub async fn a_double_click_is_one_use_of_a_code(rig: Arc<Rig>) {
    let case = before_decision(&rig, 7).await;
    let telephone = set_up(&rig, "lead.sc").await;
    let (id, code) = (rig.command_id(), telephone.shows(&rig, 0));
    let act = grant();
    let both = tokio::join!(
        checked_as(&rig, "lead.sc", case, id, &act, &code),
        checked_as(&rig, "lead.sc", case, id, &act, &code)
    );
    assert_eq!(both, (Ok(()), Ok(())));
    let refuse = Act::Decide { outcome: Outcome::Refused, grounds: Vec::new(), reasons: "不符。".into() };
    let other = checked_as(&rig, "lead.sc", case, id, &refuse, &code).await;
    assert_eq!(other, Err(CodeRefusal::Used), "the same form with another decision");
    rig.advance(10 * MINUTE).await;
    assert_eq!(checked_as(&rig, "lead.sc", case, id, &act, "").await, Ok(()), "the answer was lost");
    assert_eq!(
        checked_as(&rig, "chief.sc", case, id, &act, &code).await,
        Err(CodeRefusal::NotSetUp),
        "another person confirms for nobody"
    );
    rig.does("lead.sc", case, act).await;
    rig.verifies().await;
}

// A17, E24: five wrong codes in a quarter of an hour, then the right one waits too; a right one lets counting begin anew.
pub async fn wrong_codes_make_a_leader_wait(rig: Arc<Rig>) {
    let case = before_decision(&rig, 7).await;
    let telephone = set_up(&rig, "lead.sc").await;
    let now = async |code: &str| checked(&rig, "lead.sc", case, &grant(), code).await;
    for _ in 0..4 {
        assert_eq!(now("12345").await, Err(CodeRefusal::Wrong), "not even six digits");
    }
    assert_eq!(now("").await, Err(CodeRefusal::Missing), "which is no try");
    assert_eq!(now(&telephone.shows(&rig, 0)).await, Ok(()), "the fifth try");
    let wrong = telephone.shows(&rig, -5);
    for n in 1..=5 {
        assert_eq!(now(&wrong).await, Err(CodeRefusal::Wrong), "try {n}");
    }
    let told = now(&telephone.shows(&rig, 1)).await;
    assert!(matches!(told, Err(CodeRefusal::Throttled { minutes: 15, .. })), "{told:?}");
    rig.advance(15 * MINUTE - 1).await;
    let told = now(&telephone.shows(&rig, 0)).await;
    assert!(matches!(told, Err(CodeRefusal::Throttled { minutes: 1, .. })), "{told:?}");
    rig.advance(1).await;
    assert_eq!(now(&telephone.shows(&rig, 0)).await, Ok(()));
}

// A17, R52, R56: who signs as a leader, by post or by a leader's letter, and for what; everybody else goes on without.
pub async fn a_code_is_asked_of_leaders_for_what_they_sign(rig: Arc<Rig>) {
    let needs = async |who: &str, case: CaseId, act: &Act| {
        checked(&rig, who, case, act, "").await == Err(CodeRefusal::NotSetUp)
    };
    let case = before_decision(&rig, 7).await;
    assert!(needs("chief.sc", case, &grant()).await, "by post");
    assert!(needs("lead.sc", case, &grant()).await, "R52: by the letter of the head");
    let reason = || "再看一看。".to_owned();
    for (who, act) in [
        ("do.sc", grant()),
        ("chief.ga", grant()),
        ("chief.sc", Act::ReturnStep { step: 0, reason: reason() }),
        ("chief.sc", Act::Decide { outcome: Outcome::Refused, grounds: Vec::new(), reasons: " ".into() }),
    ] {
        assert!(!needs(who, case, &act).await, "{who} {}: whoever submits it hears why", act.name());
    }

    let stopped = in_hand(&rig, 6).await;
    assert!(!needs("do.sc", stopped, &step(DonePlace::Hall)).await, "an examination is no signature");
    rig.does("do.sc", stopped, ask_stop(5)).await;
    assert!(needs("chief.sc", stopped, &Act::ApproveStop).await);
    assert!(!needs("chief.sc", stopped, &Act::RefuseStop { reason: reason() }).await, "the clock runs on");
    assert!(needs("chief.sc", stopped, &Act::ApproveExtension).await);

    let shop = rig.receives("intake2", &intake(&item("self-employed"), citizen(2), &[])).await;
    assert!(!needs("head.biz", shop, &Act::SignInstant).await, "C6: a window head signs at the window");

    rig.open_item(&item("name-change")).await;
    let mut form = intake(&item("name-change"), citizen(3), &[]);
    form.window = window("w7");
    let name = rig.receives("intake7", &form).await;
    let (place, verdict, opinion) = (DonePlace::Hall, Verdict::Agree, "同意。".to_owned());
    let signs = Act::Step { verdict, opinion, place, visit: None };
    assert!(!needs("lead.ga", name, &signs).await, "nothing to sign before it is accepted");
    rig.does("intake7", name, Act::Accept).await;
    assert!(needs("lead.ga", name, &signs).await, "R56: the leader signs");
    assert!(!needs("head.soc", name, &Act::SignInstant).await, "and the window after him");
    let whole = rig.whole(name).await;
    let asked = |who: &str, act: &str| whole.asks_code(&session(who), act);
    assert!(asked("lead.ga", "step") && !asked("lead.ga", "accept") && !asked("head.soc", "sign-instant"));
    assert!(!rig.whole(received(&rig, 9).await).await.asks_code(&session("lead.sc"), "step"));
}

// The demonstration shows a code that is right and unused, and says when there is none.
pub async fn the_demonstration_shows_an_unused_code(rig: Arc<Rig>) {
    let case = before_decision(&rig, 7).await;
    let shown =
        async |who: &str| rig.centre.second_factor_sample(person(who)).await.expect("the database answers");
    assert_eq!(shown("lead.sc").await, None, "nothing is set up");
    rig.centre.second_factor_samples(&organisation()).await.expect("they are written");
    rig.centre.second_factor_samples(&organisation()).await.expect("a second start changes nothing");
    assert_eq!(shown("do.sc").await, None, "who signs nothing has none");
    for _ in 0..2 {
        let Some(SampleCode::Code(code)) = shown("lead.sc").await else { panic!("a code is shown") };
        assert_eq!(checked(&rig, "lead.sc", case, &grant(), &code).await, Ok(()));
    }
    let Some(SampleCode::In(seconds)) = shown("lead.sc").await else { panic!("both were used") };
    rig.advance(seconds * 1_000_000).await;
    assert!(matches!(shown("lead.sc").await, Some(SampleCode::Code(_))), "{seconds}");
}
