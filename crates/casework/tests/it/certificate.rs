//! Certificates after the case: born of it, corrected, changed, replaced, renewed, expired, ended (A22, A23, N21, N25, E11, E17).

mod hand_out;
mod table;

use crate::fixture::*;
use crate::play::Play;
use calendar::Day;
use casework::certificate::*;
use casework::{Comes, DocumentKind, DocumentNo, Instead, Outcome, Refusal, Whose, draws};
use catalogue::item::{ItemKind, ValidFor};
use std::collections::BTreeSet;

const GOLDEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/certificate_events.txt");

/// A certificate as the ledger would lead it, in the world of the case that made it.
#[derive(Clone)]
struct Life {
    world: Play,
    id: CertificateId,
    certificate: Certificate,
    log: Vec<Event>,
}

impl Life {
    /// Granted by `chief.sc` on Monday 2 March 2026, valid for so long.
    fn born(valid_for: ValidFor) -> Life {
        let mut world = Play::concluded();
        world.item.decision.valid_for = valid_for;
        let number = certificate_no(&world);
        let id = CertificateId::of(number).expect("the case made a certificate");
        let life = Life { world, id, certificate: Certificate::Absent, log: Vec::new() };
        life.then("time", issue())
    }

    fn file(&self) -> &CertificateFile {
        match &self.certificate {
            Certificate::Issued(file) => file,
            Certificate::Absent => panic!("nothing was issued"),
        }
    }

    fn attempt(&mut self, actor: &str, command: Command) -> Result<Vec<Event>, Refusal> {
        self.catch_up();
        let case = self.world.case.file();
        let facts =
            self.world.seen_by(actor, |known| decide(self.id, &self.certificate, &command, known, case))?;
        self.apply(&facts);
        Ok(facts)
    }

    fn then(mut self, actor: &str, command: Command) -> Life {
        if let Err(refusal) = self.attempt(actor, command) {
            panic!("{actor} {command:?}: {refusal:?}");
        }
        self
    }

    fn refuses(&self, actor: &str, command: Command) -> &'static str {
        let mut copy = self.clone();
        match copy.attempt(actor, command) {
            Ok(facts) => panic!("{actor} {command:?} should be refused, but {facts:?}"),
            Err(refusal) => refusal.code(),
        }
    }

    fn on(mut self, day: Day) -> Life {
        self.world.now = day.at(9, 0);
        self.catch_up();
        self
    }

    fn catch_up(&mut self) {
        let moved = self.world.seen_by("time", |known| redate(&self.certificate, known));
        self.apply(&moved);
        while let Some(at) = due(&self.certificate).filter(|at| *at <= self.world.now) {
            let facts = self.world.seen_by("time", |known| catch_up(&self.certificate, at, known));
            assert!(!facts.is_empty() && facts.iter().all(|fact| fact.at() == at), "{facts:?}");
            self.apply(&facts);
            assert!(due(&self.certificate).is_none_or(|next| next > at), "due moves forward");
        }
    }

    fn apply(&mut self, facts: &[Event]) {
        for fact in facts {
            let stored = Event::decode(fact.kind(), &fact.encode()).expect("what was written can be read");
            assert_eq!(stored, *fact);
            if let Some(no) = fact.number() {
                let last = self.world.numbers.entry(no.series()).or_default();
                assert_eq!(no.n, *last + 1, "numbers have no gap");
                *last = no.n;
            }
            self.certificate = evolve(std::mem::take(&mut self.certificate), &stored);
            self.log.push(*fact);
        }
    }

    fn kinds(&self) -> Vec<&'static str> {
        self.log.iter().map(|fact| fact.kind()).collect()
    }

    fn until(&self) -> Day {
        self.file().current().valid_until.expect("it has a last day")
    }

    /// The paper that has waited longest is fetched by its holder.
    fn handed(self) -> Life {
        let holder = self.file().holder;
        let command = hand_out(&self, Handing::Holder { identity: holder });
        self.then("out", command)
    }

    /// Another paper in the place of the one that is lost.
    fn replaced(self, shown: u8) -> Life {
        self.then("intake2", replace(shown)).then("chief.sc", granted())
    }

    fn last_day_to_apply(&self) -> Day {
        renewal_by(self.until(), &self.world.calendar).expect("the next year is known")
    }
}

fn certificate_no(world: &Play) -> DocumentNo {
    let made = world.log.iter().find_map(|event| match event {
        casework::Event::DocumentMade(fact) => fact.certificate,
        _ => None,
    });
    assert!(world.log.iter().flat_map(draws).count() > 0);
    made.expect("a grant makes a certificate")
}

fn issue() -> Command {
    Command::Issue(Issue { case: catalogue::CaseId::parse("c1").expect("a plain code"), content: sealed(30) })
}

fn reissue(holder: u8) -> Reissue {
    Reissue { content: sealed(31), holder: digest(holder), reason: sealed(32), old_returned: true }
}

fn correct() -> Command {
    Command::Correct(reissue(1))
}

/// The holder with document `shown` wants one for `holder`.
fn change(shown: u8, holder: u8) -> Command {
    Command::Change(Change { by: Comes::Own { identity: digest(shown) }, new: reissue(holder) })
}

/// Somebody was sent by the holder, with a letter or without.
fn sent(letter: bool) -> Comes {
    Comes::Sent { identity: digest(77), sent: sealed(72), letter }
}

/// The holder with document `shown` is reached otherwise from now on.
fn reached(shown: u8, at: &str) -> Command {
    let (identity, contact, window) = (digest(shown), sealed(73), window(at));
    Command::ChangeContact(ChangeHolderContact { identity, contact, window })
}

fn decide_reissue(outcome: Outcome) -> Command {
    let reasons = (outcome == Outcome::Refused).then(|| sealed(38));
    Command::DecideReissue(DecideReissue { outcome, reasons })
}

fn granted() -> Command {
    decide_reissue(Outcome::Granted)
}

/// Whoever shows document `shown` at window 2 has lost the paper.
fn replace(shown: u8) -> Command {
    let (identity, window) = (digest(shown), window("w2"));
    Command::Replace(Replace { identity, window, reason: sealed(33), old_returned: false })
}

/// The paper that has waited longest, handed out at window 15.
fn hand_out(life: &Life, way: Handing) -> Command {
    let owed = match &life.certificate {
        Certificate::Issued(file) => file.owed.first(),
        Certificate::Absent => None,
    };
    let paper = owed.map_or(life.id.number(), |it| it.number);
    Command::HandOut(HandOut { paper, way, window: window("w15") })
}

fn to_holder(life: &Life, shown: u8) -> Command {
    hand_out(life, Handing::Holder { identity: digest(shown) })
}

fn apply(identity: u8) -> Command {
    let (by, window) = (Comes::Own { identity: digest(identity) }, window("w2"));
    Command::ApplyRenewal(ApplyRenewal { by, window, words: None })
}

fn renew(outcome: Outcome) -> Command {
    let reasons = (outcome == Outcome::Refused).then(|| sealed(34));
    Command::DecideRenewal(DecideRenewal { outcome, reasons })
}

fn open(ground: EndGround) -> Command {
    Command::OpenProceeding(OpenProceeding { ground, facts: sealed(35) })
}

fn statement() -> Command {
    Command::RecordStatement(RecordStatement { words: sealed(36) })
}

fn end(ends: bool) -> Command {
    Command::DecideProceeding(DecideProceeding { ends, reasons: sealed(37) })
}

const YEAR: ValidFor = ValidFor::Years(1);

// F5: numbered only by a concluded case; the number, the holder and the deciding person are the case's.
#[test]
fn a_certificate_is_born_of_a_concluded_case_and_of_nothing_else() {
    let life = Life::born(YEAR);
    let file = life.file();
    assert_eq!((file.holder, file.granted_by), (digest(1), who("chief.sc")));
    assert_eq!((file.current().valid_from, life.until()), (day("2026-03-02"), day("2027-03-01")));
    assert_eq!(life.refuses("time", issue()), "certificate-already-issued");

    let nothing = |world: &Play, id| {
        let case = world.case.file();
        world
            .seen_by("time", |known| decide(id, &Certificate::Absent, &issue(), known, case))
            .map_err(|it| it.code())
    };
    let other = CertificateId::of(DocumentNo { n: 7, ..life.id.number() }).expect("a certificate's number");
    assert_eq!(nothing(&life.world, other), Err("no-case-behind-certificate"), "another number");
    // The case is there, and a person asks: a certificate follows from its case, and nobody makes one by hand.
    for person in PEOPLE {
        let asked = life.world.seen_by(person, |known| {
            decide(life.id, &Certificate::Absent, &issue(), known, life.world.case.file())
        });
        assert_eq!(asked.map_err(|it| it.code()), Err("no-case-behind-certificate"), "{person}");
    }
    assert!(nothing(&life.world, life.id).is_ok(), "by itself it follows");
    assert_eq!(nothing(&Play::granted(), life.id), Err("no-case-behind-certificate"), "not yet concluded");
    assert_eq!(nothing(&Play::new(licence()), life.id), Err("no-case-behind-certificate"), "no case at all");
    let absent = Life { certificate: Certificate::Absent, ..life };
    assert_eq!(absent.refuses("intake2", replace(1)), "no-such-certificate");
}

// E11, E16, N7: it is the holder's document that was wanted, and somebody else comes only where a letter does.
#[test]
fn another_document_is_refused_with_who_may_come_instead() {
    let life = Life::born(YEAR);
    let by = life.last_day_to_apply();
    let made = life.clone().replaced(1);
    for (life, actor, command, instead) in [
        (life.clone(), "do.sc", change(9, 9), Some(Instead::Agent)),
        (life.clone().on(by), "intake2", apply(9), Some(Instead::Agent)),
        (life.clone(), "intake2", replace(9), None),
        (life, "intake2", reached(9, "w2"), None),
        (made.clone(), "out", to_holder(&made, 9), Some(Instead::Collector)),
    ] {
        let refused = life.clone().attempt(actor, command);
        assert_eq!(refused, Err(Refusal::IdentityDiffers { whose: Whose::Holder, instead }), "{command:?}");
    }
}

#[test]
fn the_name_of_a_certificate_has_one_spelling() {
    let id = Life::born(YEAR).id;
    assert_eq!(CertificateId::parse(&id.to_string()), Some(id));
    for wrong in ["", "sc", "sc-2026", "sc-2026-0", "sc-2026-01", "sc-02026-1", "sc-2026-1-", "../2026-1x"] {
        assert_eq!(CertificateId::parse(wrong), None, "{wrong}");
    }
    let other = DocumentNo { kind: DocumentKind::DeliveryProof, ..id.number() };
    assert_eq!(CertificateId::of(other), None);
}

// E17, M4: the same series, the same time, the old paper superseded by the new once another has decided.
#[test]
fn a_typing_error_is_corrected_by_a_new_paper_of_the_same_series() {
    let asked = Life::born(YEAR).then("do.sc", correct());
    assert_eq!((asked.file().papers.len(), asked.file().content), (1, sealed(30)), "nothing is made yet");
    let life = asked.then("chief.sc", granted());
    let [old, new] = life.file().papers[..] else { panic!("two papers") };
    assert_eq!((old.fate, new.fate), (Fate::Superseded, Fate::Current));
    assert_eq!((new.number.kind, new.number.n), (old.number.kind, old.number.n + 1));
    assert_eq!((new.valid_from, new.valid_until), (old.valid_from, old.valid_until));
    assert_eq!(life.file().after(old.number), Some(new.number));
    assert_eq!((life.file().id(), life.file().standing), (life.id, Standing::InForce));
    assert_eq!(life.file().content, sealed(31));
}

// E11: a changed name gets "change", with the new identity; a lost paper is void and the holder stays.
#[test]
fn change_takes_the_new_identity_and_replacement_makes_the_old_paper_void() {
    let life = Life::born(YEAR).then("agent.sc", change(1, 9)).then("chief.sc", granted());
    let life = life.replaced(9);
    let fates: Vec<Fate> = life.file().papers.iter().map(|paper| paper.fate).collect();
    assert_eq!(fates, [Fate::Superseded, Fate::Void, Fate::Current]);
    assert_eq!(life.file().holder, digest(9), "the new document renews and collects");
    assert_eq!(life.refuses("intake2", apply(1)), "identity-differs");
    for person in ["intake2", "chief.sc", "out", "do.wj", "stranger"] {
        assert_eq!(life.refuses(person, Command::Correct(reissue(9))), "not-authorised", "{person}");
        assert_eq!(life.refuses(person, change(9, 9)), "not-authorised", "{person}");
    }
    let mut many = life;
    while many.file().papers.len() < CERTIFICATE_PAPERS_MAX {
        many = many.replaced(9);
    }
    assert_eq!(many.refuses("intake2", replace(9)), "too-many-certificate-papers");
    assert_eq!(
        many.refuses("intake2", apply(9)),
        "too-many-certificate-papers",
        "the next time needs a paper"
    );
}

// F5, M4, N21, E11: one asks and another decides; only its holder changes it, and a correction moves it to nobody.
#[test]
fn nobody_moves_a_certificate_to_another_holder_alone() {
    let life = Life::born(YEAR);
    assert_eq!(life.refuses("do.sc", Command::Correct(reissue(9))), "correction-keeps-holder");
    assert_eq!(life.refuses("do.sc", change(9, 9)), "identity-differs", "not the holder");
    assert_eq!(life.refuses("chief.sc", granted()), "no-reissue");
    let asked = life.clone().then("do.sc", change(1, 9));
    assert_eq!((asked.file().holder, asked.file().papers.len()), (digest(1), 1));
    for again in [correct(), change(1, 7)] {
        assert_eq!(asked.refuses("agent.sc", again), "reissue-waits");
    }
    for person in ["intake2", "do.sc", "agent.sc", "out", "stranger"] {
        assert_eq!(asked.refuses(person, granted()), "not-authorised", "{person}");
    }
    let refused = decide_reissue(Outcome::Refused);
    let with = |outcome, reasons| Command::DecideReissue(DecideReissue { outcome, reasons });
    assert_eq!(asked.refuses("chief.sc", with(Outcome::Refused, None)), "reasons-needed");
    assert_eq!(asked.refuses("chief.sc", with(Outcome::Granted, Some(sealed(1)))), "reasons-not-wanted");
    let kept = asked.clone().then("chief.sc", refused);
    assert_eq!((kept.file().reissue, kept.file().holder, kept.file().papers.len()), (None, digest(1), 1));
    let moved = asked.then("chief.sc", granted());
    assert_eq!((moved.file().reissue, moved.file().holder), (None, digest(9)));
    let Some(Event::Changed(fact)) = moved.log.last() else { panic!("{:?}", moved.log.last()) };
    assert_eq!((fact.former, fact.basis.is_some()), (Some(digest(1)), true));
    let named = life.then("do.sc", change(1, 1)).then("chief.sc", granted());
    let Some(Event::Changed(fact)) = named.log.last() else { panic!("{:?}", named.log.last()) };
    assert_eq!(fact.former, None, "a new name on the same document");
}

// M4: whoever has both powers and asked does not decide; another does.
#[test]
fn who_asked_for_a_new_paper_does_not_decide_it() {
    let mut life = Life::born(YEAR);
    let mut post = life.world.organisation.posts[0].clone();
    (post.person, post.post, post.windows) = (who("do.sc"), catalogue::item::Post::AuthorityHead, Vec::new());
    post.unit = catalogue::UnitCode::parse("sc").expect("a code");
    life.world.organisation.posts.push(post);
    let asked = life.then("do.sc", change(1, 9));
    assert_eq!(asked.refuses("do.sc", granted()), "asker-cannot-decide");
    let _ = asked.then("chief.sc", granted());
}

// N25: what waits ends with the certificate, and waits while proceedings run.
#[test]
fn a_change_that_waits_ends_with_the_certificate() {
    let asked = Life::born(YEAR).then("do.sc", change(1, 9));
    let until = asked.until();
    let both = asked.clone().then("do.sc", open(EndGround::Unqualified));
    assert_eq!(both.refuses("chief.sc", granted()), "proceeding-runs");
    let spoken = both.then("intake2", statement());
    let dropped = spoken.clone().then("deputy.sc", end(false));
    let _ = dropped.then("chief.sc", granted());
    assert_eq!(spoken.then("deputy.sc", end(true)).file().reissue, None);
    let expired = asked.on(until.plus_days(1));
    assert_eq!(expired.file().reissue, None);
    assert_eq!(expired.refuses("chief.sc", granted()), "certificate-not-in-force");
}

// N21: thirty working days before the last day; the day on which thirty are left is in time, the next is not.
#[test]
fn renewal_is_applied_for_thirty_working_days_before_the_last_day() {
    let life = Life::born(YEAR);
    let by = life.last_day_to_apply();
    assert_eq!(life.world.calendar.working_days_between(by, life.until()), Ok(30));
    let late = life.clone().on(by.plus_days(1));
    let left = late.world.calendar.working_days_between(by.plus_days(1), late.until()).expect("a known year");
    assert!(left < 30);
    assert_eq!(late.refuses("intake2", apply(1)), "renewal-too-late");
    let life = life.on(by);
    assert_eq!(life.refuses("intake2", apply(2)), "identity-differs");
    assert_eq!(life.refuses("intake5", apply(1)), "not-authorised", "a window of another unit");
    assert_eq!(life.refuses("chief.sc", renew(Outcome::Granted)), "no-renewal");
    let life = life.then("intake2", apply(1));
    assert_eq!(life.refuses("intake2", apply(1)), "renewal-waits");
    for unlimited in [ValidFor::Unlimited, ValidFor::Until(day("2026-12-31"))] {
        assert_eq!(Life::born(unlimited).refuses("intake2", apply(1)), "not-renewable");
    }
}

// N21, M4, N19: decided by whom the item names and who did not take it in; a refusal has reasons and shortens nothing.
#[test]
fn a_renewal_is_granted_from_the_day_after_or_refused_with_reasons() {
    let applied = Life::born(YEAR).then("intake2", apply(1));
    assert_eq!(applied.refuses("intake2", renew(Outcome::Granted)), "not-authorised");
    let bare = Command::DecideRenewal(DecideRenewal { outcome: Outcome::Refused, reasons: None });
    assert_eq!(applied.refuses("chief.sc", bare), "reasons-needed");
    let wordy = Command::DecideRenewal(DecideRenewal { outcome: Outcome::Granted, reasons: Some(sealed(1)) });
    assert_eq!(applied.refuses("chief.sc", wordy), "reasons-not-wanted");

    let granted = applied.clone().then("lead.sc", renew(Outcome::Granted));
    let [old, new] = granted.file().papers[..] else { panic!("two papers") };
    assert_eq!(old.fate, Fate::Renewed);
    assert_eq!((new.valid_from, new.valid_until), (day("2027-03-02"), Some(day("2028-03-01"))));
    assert_eq!(granted.refuses("chief.sc", renew(Outcome::Granted)), "no-renewal");

    let refused = applied.then("chief.sc", renew(Outcome::Refused));
    assert_eq!((refused.until(), refused.file().standing), (day("2027-03-01"), Standing::InForce));
    let over = refused.on(day("2027-03-02"));
    assert_eq!(over.file().standing, Standing::Expired);
}

#[test]
fn whoever_took_a_renewal_in_does_not_decide_it() {
    let mut life = Life::born(YEAR);
    // The head of the authority also sits at window 2 today.
    let mut post = life.world.organisation.posts[0].clone();
    post.person = who("chief.sc");
    life.world.organisation.posts.push(post);
    let life = life.then("chief.sc", apply(1));
    assert_eq!(life.refuses("chief.sc", renew(Outcome::Granted)), "intake-cannot-decide");
    assert_eq!(life.then("deputy.sc", renew(Outcome::Granted)).file().papers.len(), 2);
}

// N21, A22: silence until the last day is over renews, at the midnight after it, however late the timekeeper is.
#[test]
fn silence_until_the_last_day_is_over_renews_and_without_an_application_it_ends() {
    let applied = Life::born(YEAR).then("intake2", apply(1));
    let until = applied.until();
    let eve = applied.clone().on(until);
    assert_eq!(eve.file().papers.len(), 1, "on the last day it may still be decided");
    let silent = applied.on(until.plus_days(200));
    let Some(Event::DeemedRenewed(fact)) = silent.log.last() else { panic!("{:?}", silent.kinds()) };
    assert_eq!((fact.at, fact.valid_from), (until.plus_days(1).start(), until.plus_days(1)));
    assert_eq!(silent.file().standing, Standing::InForce);
    assert_eq!(silent.file().renewal, None);

    let ended = Life::born(YEAR).on(until.plus_days(1));
    assert_eq!(
        ended.kinds(),
        ["certificate.issued", "certificate.reminded", "certificate.reminded", "certificate.expired"]
    );
    assert_eq!(ended.refuses("intake2", replace(1)), "certificate-not-in-force");
    assert_eq!(ended.refuses("intake2", apply(1)), "certificate-not-in-force");
}

// A22: sixty and thirty days before, each once; not for who has applied, and none that was past when it was made.
#[test]
fn the_holder_is_reminded_twice_and_not_in_vain() {
    let until = Life::born(YEAR).until();
    let reminded = |life: &Life| life.kinds().iter().filter(|kind| **kind == "certificate.reminded").count();
    for (left, times) in [(61, 0), (60, 1), (31, 1), (30, 2), (0, 2)] {
        assert_eq!(reminded(&Life::born(YEAR).on(until.plus_days(-left))), times, "{left} days left");
    }
    let applied = Life::born(YEAR).then("intake2", apply(1)).on(until);
    assert_eq!(reminded(&applied), 0);
    let short = Life::born(ValidFor::Until(day("2026-03-20")));
    assert_eq!(reminded(&short.clone().on(day("2026-03-20"))), 0);
    assert_eq!(short.on(day("2026-03-21")).file().standing, Standing::Expired);
    assert_eq!(reminded(&Life::born(ValidFor::Unlimited).on(day("2036-01-01"))), 0);
}

// N25, A23: the holder is heard first; the head who granted it and the handler who opened it do not decide.
#[test]
fn a_certificate_is_ended_after_its_holder_was_heard_by_somebody_who_did_not_grant_it() {
    let told = Life::born(YEAR).then("do.sc", open(EndGround::ObtainedByDeceit));
    assert_eq!(told.file().proceeding.expect("it runs").speak_by, None, "the notice is in the office");
    assert_eq!(told.refuses("deputy.sc", end(true)), "notice-not-handed-out");
    let waits = told.clone().on(day("2026-06-30"));
    assert_eq!(waits.file().proceeding.expect("it runs").heard, Heard::Awaited, "no day runs before");
    let opened = told.on(day("2026-03-03")).handed();
    let speak_by = opened.file().proceeding.expect("it runs").speak_by.expect("the notice was handed over");
    assert_eq!(speak_by, day("2026-03-10"), "five working days from the day it was handed over");
    assert_eq!(opened.refuses("deputy.sc", end(true)), "holder-not-heard");
    assert_eq!(opened.refuses("do.sc", open(EndGround::Penalty)), "proceeding-runs");
    assert_eq!(opened.refuses("intake2", replace(1)), "proceeding-runs");
    assert_eq!(opened.refuses("stranger", statement()), "not-authorised");

    let spoken = opened.clone().then("intake2", statement());
    assert_eq!(spoken.refuses("do.sc", statement()), "heard-before");
    assert_eq!(spoken.refuses("chief.sc", end(true)), "duties-separate", "chief.sc granted it");
    assert_eq!(spoken.refuses("do.sc", end(true)), "not-authorised");
    let ended = spoken.clone().then("deputy.sc", end(true));
    let Standing::Ended { how, number, .. } = ended.file().standing else { panic!("it ended") };
    assert_eq!((how, number.kind, number.n), (EndKind::Revoked, DocumentKind::CertificateEnd, 1));
    for command in [open(EndGround::Unqualified), apply(1), replace(1), statement(), end(true)] {
        assert_eq!(ended.refuses("do.sc", command), "certificate-not-in-force");
    }
    let kept = spoken.then("deputy.sc", end(false));
    assert_eq!((kept.file().standing, kept.file().proceeding), (Standing::InForce, None));

    let silent = opened.clone().on(speak_by);
    assert_eq!(
        silent.refuses("deputy.sc", end(true)),
        "holder-not-heard",
        "on the last day one may still speak"
    );
    let silent = opened.on(speak_by.plus_days(1));
    assert_eq!(silent.log.last().map(|fact| fact.kind()), Some("certificate.statement-lapsed"));
    assert_eq!(silent.refuses("intake2", statement()), "heard-before");
    assert_eq!(silent.then("deputy.sc", end(true)).file().standing.key(), "revoked");
}

// N25: the day was told in writing; a holiday gives longer, a worked Saturday takes nothing, and what was said needs none.
#[test]
fn the_day_to_speak_moves_later_and_never_earlier() {
    let opened = Life::born(YEAR).then("do.sc", open(EndGround::ObtainedByDeceit)).handed();
    let on = |life: &Life, calendar: calendar::Calendar| {
        let mut life = life.clone();
        life.world.calendar = std::borrow::Cow::Owned(calendar);
        life.on(day("2026-03-03"))
    };
    let speak_by = |life: &Life| life.file().proceeding.and_then(|it| it.speak_by);
    let later = on(&opened, crate::time::with_holiday("2026-03-05"));
    assert_eq!(speak_by(&later), Some(day("2026-03-10")));
    assert_eq!(later.clone().on(day("2026-03-10")).refuses("deputy.sc", end(true)), "holder-not-heard");
    assert_eq!(later.kinds().last(), Some(&"certificate.statement-redated"));
    assert_eq!(later.clone().on(day("2026-03-04")).kinds(), later.kinds(), "once for each calendar");
    let worked = on(&opened, crate::time::with_work("2026-03-07"));
    assert_eq!((speak_by(&worked), worked.kinds()), (Some(day("2026-03-09")), opened.kinds()));
    let spoken = opened.then("intake2", statement());
    assert_eq!(on(&spoken, crate::time::with_holiday("2026-03-05")).kinds(), spoken.kinds());
}

// 行政许可法 §§8, 69, 70: each ground leads one way; only what has expired is cancelled for not being renewed.
#[test]
fn grounds_fit_how_the_certificate_stands() {
    let life = Life::born(ValidFor::Months(2));
    assert_eq!(life.refuses("do.sc", open(EndGround::NotRenewed)), "certificate-still-in-force");
    let until = life.until();
    let expired = life.clone().on(until.plus_days(1));
    for ground in EndGround::ALL {
        let allowed = ground == EndGround::NotRenewed || ground.kind() == EndKind::Revoked;
        let mut copy = expired.clone();
        assert_eq!(copy.attempt("do.sc", open(ground)).is_ok(), allowed, "{ground:?}");
    }
    let ended = expired
        .then("do.sc", open(EndGround::NotRenewed))
        .handed()
        .on(until.plus_days(30))
        .then("deputy.sc", end(true));
    assert_eq!(ended.file().standing.key(), "cancelled");
    for person in ["intake2", "chief.sc", "agent.sc", "do.wj"] {
        assert_eq!(life.refuses(person, open(EndGround::Penalty)), "not-authorised", "{person}");
    }
    let mut other = life;
    let Certificate::Issued(file) = &mut other.certificate else { panic!("it was issued") };
    file.item_kind = ItemKind::Confirmation;
    assert_eq!(other.refuses("do.sc", open(EndGround::Unqualified)), "not-a-licence");
    assert_eq!(other.refuses("intake2", apply(1)), "not-a-licence");
}

// N21: proceedings do not hinder the law's own renewal; the end of a certificate ends what waits with it.
#[test]
fn a_renewal_that_waits_ends_with_the_certificate() {
    let both = Life::born(YEAR).then("intake2", apply(1)).then("do.sc", open(EndGround::Unqualified));
    let until = both.until();
    let deemed = both.clone().on(until.plus_days(1));
    assert_eq!(deemed.file().papers.len(), 2);
    assert!(deemed.file().proceeding.is_some());
    let ended = both.then("intake2", statement()).then("deputy.sc", end(true)).on(until.plus_days(1));
    assert_eq!((ended.file().renewal, ended.file().papers.len()), (None, 1));
    assert_eq!(due(&ended.certificate), None);
}

/// Lives in which every kind of fact happens.
// N7, E16: whom the holder sent shows a letter, and stands on record; the holder's own document needs none.
#[test]
fn renewal_and_change_are_asked_for_by_whom_the_holder_sent() {
    let renew = |by| Command::ApplyRenewal(ApplyRenewal { by, window: window("w2"), words: None });
    let change = |by| Command::Change(Change { by, new: reissue(9) });
    let life = Life::born(YEAR);
    assert_eq!(life.refuses("intake2", renew(sent(false))), "letter-not-seen");
    assert_eq!(life.refuses("intake5", renew(sent(true))), "not-authorised", "a window of another unit");
    assert_eq!(life.refuses("do.sc", change(sent(false))), "letter-not-seen");
    assert_eq!(life.refuses("intake2", change(sent(true))), "not-authorised");
    let applied = life.clone().then("intake2", renew(sent(true)));
    assert!(matches!(applied.log.last(), Some(Event::RenewalAppliedFor(it)) if it.sent == Some(sealed(72))));
    let asked = life.clone().then("do.sc", change(sent(true)));
    assert!(matches!(asked.log.last(), Some(Event::ReissueAskedFor(it)) if it.sent == Some(sealed(72))));
    let own = life.then("intake2", apply(1));
    assert!(matches!(own.log.last(), Some(Event::RenewalAppliedFor(it)) if it.sent.is_none()));
}

// E3, E11: years later the holder is reached by what was said last, with the own document alone; also once it is no longer in force.
#[test]
fn a_holder_is_reached_as_was_said_last() {
    let life = Life::born(YEAR);
    assert_eq!(life.file().contact, None, "as the case has it");
    assert_eq!(life.refuses("intake2", reached(9, "w2")), "identity-differs");
    assert_eq!(life.refuses("intake5", reached(1, "w5")), "window-does-not-serve");
    assert_eq!(life.refuses("do.sc", reached(1, "w2")), "not-authorised");
    let changed = life.then("intake2", reached(1, "w2"));
    assert_eq!(changed.file().contact, Some(sealed(73)));
    let over = changed.until().plus_days(1);
    let expired = changed.on(over);
    assert_eq!(expired.file().standing, Standing::Expired);
    expired.then("intake3", reached(1, "w3"));
}

fn lives() -> Vec<Event> {
    let until = Life::born(YEAR).until();
    let applied = || Life::born(YEAR).then("intake2", apply(1));
    let opened = || Life::born(YEAR).then("do.sc", open(EndGround::Unqualified)).handed();
    [
        Life::born(YEAR)
            .then("do.sc", correct())
            .then("chief.sc", granted())
            .then("do.sc", change(1, 9))
            .then("chief.sc", decide_reissue(Outcome::Refused))
            .then("do.sc", change(1, 9))
            .then("chief.sc", granted())
            .replaced(9)
            .then("intake2", reached(9, "w2"))
            .on(until.plus_days(1)),
        applied().then("chief.sc", renew(Outcome::Granted)),
        applied().then("chief.sc", renew(Outcome::Refused)),
        applied().on(until.plus_days(1)),
        opened().then("do.sc", statement()).then("deputy.sc", end(true)),
        opened().on(day("2026-03-20")).then("deputy.sc", end(false)),
        {
            let mut life = opened();
            life.world.calendar = std::borrow::Cow::Owned(crate::time::with_holiday("2026-03-05"));
            life.on(day("2026-03-03"))
        },
    ]
    .into_iter()
    .flat_map(|life| life.log)
    .collect()
}

// Entries are never rewritten: lines of this file are only ever added.
#[test]
fn every_kind_of_a_certificate_ever_written_is_read_again() {
    let line = |event: &Event| {
        let stored = String::from_utf8(event.encode()).expect("JSON is UTF-8");
        format!("{} {stored}\n", event.kind())
    };
    if std::env::var_os("YIMEN_WRITE_GOLDEN").is_some() {
        let all = lives();
        let first = KINDS.iter().filter_map(|kind| all.iter().find(|event| event.kind() == *kind));
        let text: String = first.map(line).collect();
        std::fs::write(GOLDEN, text).expect("the file is written where the test reads it");
    }
    let golden = std::fs::read_to_string(GOLDEN).expect("tests/certificate_events.txt stands in the source");
    let mut kinds = BTreeSet::new();
    for stored in golden.lines() {
        let (kind, bytes) = stored.split_once(' ').expect("a line is a kind and its bytes");
        let event = Event::decode(kind, bytes.as_bytes()).expect("what was once written is read for ever");
        assert_eq!(line(&event).trim_end(), stored, "what is written today has the same form");
        kinds.insert(event.kind());
    }
    assert_eq!(kinds, KINDS.iter().copied().collect(), "every kind stands in tests/certificate_events.txt");
}

#[test]
fn evolving_a_certificate_is_total_and_its_state_stays_small() {
    for event in lives() {
        let absent = evolve(Certificate::Absent, &event);
        assert_eq!(absent == Certificate::Absent, event.kind() != "certificate.issued");
        let after = evolve(Life::born(YEAR).certificate, &event);
        assert!(matches!(after, Certificate::Issued(_)), "{}", event.kind());
    }
    let mut life = Life::born(YEAR);
    while life.file().owed.len() < OWED_MAX - 2 {
        life = life.then("do.sc", correct()).then("chief.sc", decide_reissue(Outcome::Refused));
    }
    while life.file().papers.len() < CERTIFICATE_PAPERS_MAX {
        life = life.replaced(1);
    }
    let bytes = postcard::to_stdvec(&life.certificate).expect("a state has a binary form");
    assert!(bytes.len() < 16 * 1024, "{} bytes", bytes.len());
    assert_eq!(postcard::from_bytes::<Certificate>(&bytes).ok(), Some(life.certificate));
}

// What is offered passes, and what another might do says who.
#[test]
fn offers_are_what_the_rules_would_let_a_person_do() {
    let life = Life::born(YEAR);
    let offered = |life: &Life, actor: &str| {
        life.world.seen_by(actor, |known| {
            let all = offers(&life.certificate, known);
            all.into_iter().filter(|(_, refusal)| refusal.is_none()).map(|(name, _)| name).collect::<Vec<_>>()
        })
    };
    assert_eq!(offered(&life, "intake2"), ["apply-renewal", "replace", "change-contact"]);
    assert_eq!(offered(&life, "do.sc"), ["correct", "change", "open-proceeding"]);
    assert_eq!(offered(&life, "stranger"), Vec::<&str>::new());
    let applied = life.clone().then("intake2", apply(1));
    assert_eq!(offered(&applied, "chief.sc"), ["decide-renewal"]);
    let asked = life.clone().then("do.sc", correct());
    assert_eq!(offered(&asked, "chief.sc"), ["decide-reissue"]);
    assert_eq!(offered(&asked, "do.sc"), ["open-proceeding"]);
    assert_eq!(offered(&asked, "out"), Vec::<&str>::new());
    let made = asked.then("chief.sc", granted());
    assert_eq!(offered(&made, "out"), ["hand-out"]);
    let opened = life.then("do.sc", open(EndGround::Unqualified));
    let at_window = ["hand-out", "apply-renewal", "record-statement", "change-contact"];
    assert_eq!(offered(&opened, "intake2"), at_window);
    assert_eq!(offered(&opened.clone().handed(), "intake2"), at_window[1..]);
    let spoken = opened.then("intake2", statement());
    assert_eq!(offered(&spoken, "deputy.sc"), ["decide-proceeding"]);
    assert_eq!(offered(&spoken, "chief.sc"), Vec::<&str>::new(), "chief.sc granted it");
}
