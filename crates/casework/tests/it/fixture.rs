//! A small county in code: one bureau with its people, one licence, one instant item, one item without a
//! pre-acceptance rule.

use calendar::{Day, Instant};
use casework::*;
use catalogue::item::ApplicantKind;
use catalogue::{Digest, GroundCode, Item, ItemCode, Organisation, PersonId, RowSet, UnitCode, WindowId};
use serde_json::{Value, json};

pub fn who(id: &str) -> PersonId {
    PersonId::parse(id).expect("a test names people by plain codes")
}

pub fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a test names units by plain codes")
}

pub fn window(id: &str) -> WindowId {
    WindowId::parse(id).expect("a test names windows by plain codes")
}

pub fn ground(code: &str) -> GroundCode {
    GroundCode::parse(code).expect("a test names grounds by plain codes")
}

pub fn rows(rows: &[u8]) -> RowSet {
    RowSet::of(rows).expect("a test names rows between 1 and 64")
}

pub fn day(text: &str) -> Day {
    Day::parse(text).expect("a test writes days as 2026-03-02")
}

pub fn digest(n: u8) -> Digest {
    Digest([n; 32])
}

pub fn sealed(n: u8) -> Sealed {
    Sealed(digest(n))
}

pub fn reason() -> Reason {
    Reason { reason: sealed(9) }
}

/// The last microsecond before midnight.
pub fn last_instant_of(day: Day) -> Instant {
    Instant(day.plus_days(1).start().0 - 1)
}

/// Everybody who may turn up in a test, the bureau's people and others.
pub const PEOPLE: [&str; 17] = [
    "intake2",
    "intake3",
    "intake5",
    "head.biz",
    "head.soc",
    "agent.sc",
    "agent2.sc",
    "do.sc",
    "do2.sc",
    "do.wj",
    "lead.sc",
    "deputy.sc",
    "chief.sc",
    "out",
    "centre",
    "legal",
    "stranger",
];

pub fn organisation() -> Organisation {
    let units = [
        ("centre", "centre", "县政务服务中心"),
        ("sc", "authority", "县市场监督管理局"),
        ("wj", "authority", "县卫生健康局"),
    ];
    let units: Vec<Value> = units
        .iter()
        .map(|(code, kind, name)| json!({"code": code, "kind": kind, "name": name, "short_name": name, "name_en": code}))
        .collect();
    let windows = json!([
        {"id": "w2", "no": 2, "name": "企业综合窗口", "name_en": "business", "kind": "intake", "serves": ["sc"]},
        {"id": "w3", "no": 3, "name": "企业综合窗口", "name_en": "business", "kind": "intake", "serves": ["sc"]},
        {"id": "w5", "no": 5, "name": "社会综合窗口", "name_en": "social", "kind": "intake", "serves": ["wj"]},
        {"id": "w15", "no": 15, "name": "出件窗口", "name_en": "delivery", "kind": "delivery"},
    ]);
    let people: Vec<Value> = PEOPLE
        .iter()
        .map(|id| json!({"id": id, "name": id, "name_en": id, "unit": "sc", "staff_no": "001"}))
        .map(|mut person| {
            if ["do.sc", "do2.sc"].map(Value::from).contains(&person["id"]) {
                person["enforcement_certificate"] = json!("澄市监执法001");
            }
            person
        })
        .collect();
    let post = |person: &str, post: &str, unit: &str, windows: &[&str]| json!({"person": person, "post": post, "unit": unit, "windows": windows, "from": "2020-01-01"});
    let posts = json!([
        post("intake2", "intake_officer", "centre", &["w2"]),
        post("intake3", "intake_officer", "centre", &["w3"]),
        post("intake5", "intake_officer", "centre", &["w5"]),
        post("head.biz", "window_head", "centre", &["w2"]),
        post("head.soc", "window_head", "centre", &["w3"]),
        post("agent.sc", "case_agent", "sc", &[]),
        post("agent2.sc", "case_agent", "sc", &[]),
        post("do.sc", "handler", "sc", &[]),
        post("do2.sc", "handler", "sc", &[]),
        post("do.wj", "handler", "wj", &[]),
        post("lead.sc", "leader_in_charge", "sc", &[]),
        post("chief.sc", "authority_head", "sc", &[]),
        post("out", "delivery_officer", "centre", &["w15"]),
        post("legal", "legal_reviewer", "centre", &[]),
        post("centre", "centre_manager", "centre", &[]),
    ]);
    let letter = |id: &str, to: &str, powers: &[&str], until: &str| {
        json!({"id": id, "from_person": "chief.sc", "to_person": to, "unit": "sc", "items": "all", "powers": powers,
               "from": "2026-01-01", "until": until, "letter_no": "澄市监委〔2026〕1号"})
    };
    let delegations = json!([
        letter("d1", "deputy.sc", &["decide", "approve_special_procedure"], "2026-12-31"),
        letter("d2", "lead.sc", &["decide"], "2026-12-31"),
        letter("d3", "do2.sc", &["decide"], "2026-02-28"),
    ]);
    let centre = json!({
        "name": "县政务服务中心", "name_en": "centre", "unit": "centre", "division": "990121",
        "division_name": "澄禾县", "division_name_en": "Chenghe", "address": "a", "hours": "h",
        "inquiry_telephone": "0", "complaint_telephone": "1",
    });
    let body = json!({"revision": 1, "centre": centre, "units": units, "windows": windows, "people": people,
                      "posts": posts, "delegations": delegations});
    serde_json::from_value(body).expect("the organisation of the tests is one")
}

fn basis() -> Value {
    json!({"law": "某法", "article": "1", "verified": false})
}

fn material(row: u8, required: bool, applies_when: Option<&str>) -> Value {
    json!({"row": row, "name": format!("材料{row}"), "basis": [basis()], "origin": "applicant", "issuer": "您自己",
           "copies": 1, "form": "copy", "required": required, "applies_when": applies_when})
}

/// The row may follow within five working days.
fn deferrable(mut material: Value) -> Value {
    material["deferrable"] = json!({"limit": "5wd"});
    material
}

fn step(code: &str, post: &str, limit: &str, kind: &str, place: &str, staff: u8) -> Value {
    json!({"code": code, "name": code, "plain_name": code, "unit": "sc", "post": post, "limit": limit, "kind": kind,
           "place": place, "staff": staff})
}

fn body() -> Value {
    json!({
        "code": "11990121MA00091248100013100001X", "revision": 3, "short": "food-business", "name": "食品经营许可",
        "authority": "sc", "kind": "licensing", "category": "committed", "level": "county", "division": "990121",
        "applicants": ["natural_person", "enterprise"], "basis": [basis()], "conditions": [],
        // Rows 1 and 2 always, row 3 only where its condition is met, row 4 never required; row 2 may follow (N56).
        "materials": [material(1, true, None), deferrable(material(2, true, None)), material(3, true, Some("占用农用地的")),
                      material(4, false, None)],
        "pre_acceptance": {"rule": "within", "limit": "5wd", "deemed": true, "basis": basis()},
        "promised": {"limit": "7wd", "start": "acceptance"},
        "statutory": {"limit": "20wd", "start": "acceptance", "basis": basis()},
        "extension": {"by": "10wd", "approver": "authority_head", "basis": basis()},
        "delivery": {"limit": "10wd", "start": "decision", "basis": basis()},
        "steps": [
            step("examine", "handler", "2wd", "examine", "hall", 1),
            step("site-check", "handler", "2wd", "site_check", "site", 2),
            step("sign-off", "leader_in_charge", "1wd", "sign_off", "hall", 1),
            step("decide", "authority_head", "1wd", "decide", "hall", 1),
            step("make", "handler", "1wd", "make", "hall", 1),
        ],
        "exclusions": [
            {"kind": "special_procedure", "ground": "testing", "name": "检测", "applicant_word": "水质检测",
             "basis": basis(), "max_days": 20},
            {"kind": "suspension", "ground": "other", "name": "中止", "applicant_word": "等待认定",
             "basis": basis(), "max_days": 60},
        ],
        "refusal_grounds": [{"code": "barred", "name": "一年内不得再次申请", "basis": basis()}],
        "decision": {"refusal_reasons": [{"code": "place", "name": "场所不符合", "basis": basis()},
                                         {"code": "flow", "name": "流程不符合", "basis": basis()},
                                         {"code": "deferred-not-brought", "name": "没有补来", "basis": basis()}],
                     "seal": "县市场监督管理局"},
        "correction_days": "30d", "result_name": "食品经营许可证",
        "channels": {"trips": 1, "online": true, "post": true, "booking": true},
        "windows": ["w2", "w3"], "agent": "agent.sc", "inquiry_telephone": "0", "complaint_telephone": "1",
    })
}

/// The licence of the tests with some fields changed.
pub fn item(changes: Value) -> Item {
    let mut body = body();
    for (field, value) in changes.as_object().expect("changes are fields") {
        body[field] = value.clone();
    }
    serde_json::from_value(body).expect("the items of the tests are items")
}

/// 食品经营许可: a licence, 7 working days promised, 20 by law, silence for 5 is acceptance.
pub fn licence() -> Item {
    item(json!({}))
}

/// The next revision of the licence, with changes.
pub fn newer(changes: Value) -> Item {
    let mut item = item(changes);
    item.revision += 1;
    item
}

/// A material that is always required, or never.
pub fn row(row: u8, required: bool) -> Value {
    material(row, required, None)
}

pub fn rebind(ground: RebindGround) -> Command {
    let (article, changes) = (sealed(51), sealed(52));
    Command::Rebind(Rebind { revision: 4, body: digest(53), ground, article, changes })
}

/// The licence, of which two are granted in a year (N23).
pub fn limited() -> Item {
    item(json!({"quota": {"number": 2, "period": "year", "basis": basis()}}))
}

/// The licence, whose law asks for a hearing before the decision (N18).
pub fn heard() -> Item {
    item(json!({"hearing": {"required": true, "basis": basis()}}))
}

/// An instant item: on the spot, two signatures.
pub fn instant() -> Item {
    item(json!({
        "short": "booth", "category": "instant", "kind": "confirmation",
        "promised": {"limit": "spot", "start": "receipt"},
        "statutory": {"limit": "3wd", "start": "receipt", "basis": basis()},
        "steps": [step("decide", "authority_head", "spot", "decide", "hall", 1)], "exclusions": [],
    }))
}

/// An instant item that the leader in charge signs off the same day, before the head of the window ends it (R56).
pub fn instant_leader() -> Item {
    item(json!({
        "short": "name-change", "category": "instant", "kind": "confirmation",
        "pre_acceptance": {"rule": "none"},
        "promised": {"limit": "same-day", "start": "acceptance"}, "statutory": null,
        "steps": [step("sign-off", "leader_in_charge", "same-day", "sign_off", "hall", 1),
                  step("decide", "window_head", "same-day", "decide", "hall", 1)],
        "exclusions": [],
    }))
}

/// A confirmation without a pre-acceptance rule, with a legal limit of 15 calendar days from receipt.
pub fn confirmation() -> Item {
    item(json!({
        "short": "injury", "kind": "confirmation",
        "pre_acceptance": {"rule": "none"},
        "statutory": {"limit": "15d", "start": "receipt", "basis": basis()},
        "steps": [step("examine", "handler", "2wd", "examine", "hall", 1),
                  step("decide", "authority_head", "1wd", "decide", "hall", 1)],
    }))
}

/// A fire safety check before opening: row 1 may be replaced by a commitment, then it is decided the same day and the
/// site check comes afterwards.
pub fn by_commitment() -> Item {
    let mut form = material(1, true, None);
    form["commitment_allowed"] = json!(true);
    let mut visit = step("site-check", "handler", "5wd", "site_check", "site", 2);
    visit["after_commitment"] = json!(true);
    item(json!({
        "short": "fire-check",
        "materials": [form, material(2, true, None), material(3, true, Some("占用农用地的")), material(4, false, None)],
        "commitment": {"promise": "消防安全符合标准。", "consequence": "撤销许可，依法处罚。", "promised": "same-day",
                       "check_within": "30wd", "correct_within": "5wd", "basis": basis()},
        "steps": [step("examine", "handler", "same-day", "examine", "hall", 1), visit,
                  step("decide", "authority_head", "same-day", "decide", "hall", 1)],
        "decision": {"refusal_reasons": [{"code": "place", "name": "场所不符合", "basis": basis()}], "seal": "县市场监督管理局"},
    }))
}

/// Row 1 by a signed commitment, row 2 on paper.
pub fn committed() -> MaterialMarks {
    MaterialMarks { committed: rows(&[1]), ..kept(&[2]) }
}

/// What a check of a commitment found.
pub fn check(outcome: CheckOutcome) -> Command {
    Command::CheckCommitment(CheckCommitment { outcome, finding: sealed(13) })
}

/// The whole of the licence's rows for an applicant to whom row 3 does not apply.
pub fn receive(item: &Item, handed_in: &[u8]) -> Receive {
    Receive {
        item: item.code,
        revision: item.revision,
        applicant: digest(1),
        applicant_kind: ApplicantKind::NaturalPerson,
        applicant_sealed: sealed(1),
        object: None,
        window: window("w2"),
        channel: Channel::Counter,
        arrived_on: None,
        applies: rows(&[1, 2, 4]),
        marks: kept(handed_in),
        papers: 5,
        query: digest(2),
        query_sealed: sealed(2),
        other_matter_confirmed: false,
        open_duplicates: 0,
        beside: None,
        previous: None,
        earlier: rows(&[]),
        clear: ClearAnswer::NotAsked,
    }
}

pub fn kept(handed_in: &[u8]) -> MaterialMarks {
    MaterialMarks { copy_kept: rows(handed_in), ..MaterialMarks::default() }
}

pub fn more(handed_in: &[u8]) -> Command {
    Command::ReceiveMore(receive_more(handed_in))
}

/// Brought to window 2 by the applicant.
pub fn receive_more(handed_in: &[u8]) -> ReceiveMore {
    let (marks, window) = (kept(handed_in), window("w2"));
    let (taken_up, receipts) = (false, 0);
    ReceiveMore { marks, papers: 1, window, letter: None, by_representative: false, taken_up, receipts }
}

/// The same by letter, with the day it arrived and that of its postmark.
pub fn by_letter(handed_in: &[u8], arrived: &str, posted: Option<&str>) -> Command {
    let letter = Some(Letter { fax: false, arrived_on: day(arrived), posted_on: posted.map(day) });
    Command::ReceiveMore(ReceiveMore { letter, ..receive_more(handed_in) })
}

pub fn notice(of: &[u8]) -> Command {
    Command::NoticeCorrection(NoticeCorrection { rows: rows(of), reasons: sealed(3) })
}

/// The window head releases rows that no notice named.
pub fn release(of: &[u8]) -> Command {
    Command::ReleaseCorrection(ReleaseCorrection { rows: rows(of), reason: sealed(12) })
}

/// Accepted; these rows follow.
pub fn accept_deferred(of: &[u8]) -> Command {
    Command::AcceptDeferred(AcceptDeferred { rows: rows(of) })
}

pub fn refuse_acceptance(ground: NonAcceptanceGround) -> Command {
    Command::RefuseAcceptance(RefuseAcceptance { ground, reason: sealed(4) })
}

pub fn give(to: &str, papers: u16) -> Command {
    Command::GiveOver(GiveOver { to: who(to), papers, note: None })
}

pub fn take(papers: u16) -> Command {
    Command::TakeOver(TakeOver { papers })
}

pub fn stand_in(papers: u16) -> Command {
    Command::StandIn(TakeOver { papers })
}

pub fn take_back(papers: u16) -> Command {
    Command::TakeBack(TakeOver { papers })
}

pub fn reassign(to: &str, papers: u16) -> Command {
    Command::Reassign(Reassign { to: who(to), papers, reason: sealed(13) })
}

pub fn complete(place: DonePlace) -> Command {
    Command::CompleteStep(CompleteStep { verdict: Verdict::Agree, opinion: sealed(5), place, visit: None })
}

/// The record of a check on site on the morning of 2 March, signed by the party.
pub fn record(with: &str) -> Visit {
    let at = day("2026-03-02").at(9, 0);
    let (minutes, signature) = (sealed(12), PartySignature::Signed);
    Visit { with: who(with), entered_at: at, left_at: at, minutes, signature, photographs: 3 }
}

/// The first officer ends a check on site with this record.
pub fn visit(visit: Visit) -> Command {
    let (verdict, opinion, place) = (Verdict::Agree, sealed(5), DonePlace::OnSite);
    Command::CompleteStep(CompleteStep { verdict, opinion, place, visit: Some(visit) })
}

/// A photograph of the latest check.
pub fn photograph(n: u8) -> Command {
    Command::KeepPhotograph(KeepPhotograph { photograph: digest(n) })
}

/// The folder tells of a loss that a head signed; row 1, by so many papers.
pub fn papers_lost(papers: u16) -> Command {
    let (had_by, signed_by) = (who("do.sc"), who("chief.sc"));
    Command::NotePapersLost(NotePapersLost { papers, rows: rows(&[1]), had_by, signed_by, posted: false })
}

/// The same of the original of row 2, which was in a letter that the carrier lost.
pub fn originals_lost() -> Command {
    let (had_by, signed_by) = (who("out"), who("head.biz"));
    Command::NotePapersLost(NotePapersLost { papers: 0, rows: rows(&[2]), had_by, signed_by, posted: true })
}

pub fn ask_stop(exclusion: u8, planned_days: u16) -> Command {
    Command::AskStop(AskStop { exclusion, planned_days, reason: sealed(6), order: Some(sealed(14)) })
}

/// The document it rests on is left open.
pub fn ask_stop_open(exclusion: u8, planned_days: u16) -> Command {
    Command::AskStop(AskStop { exclusion, planned_days, reason: sealed(6), order: None })
}

/// The document that a stop rests on.
pub fn show_order() -> Command {
    Command::ShowStopOrder(ShowStopOrder { order: sealed(15) })
}

pub fn resume() -> Command {
    Command::Resume(Resume { result: sealed(7) })
}

pub fn grant() -> Command {
    Command::Decide(Decide { outcome: Outcome::Granted, grounds: Grounds::NONE, reasons: None })
}

pub fn refuse(reason: &str) -> Command {
    let grounds = Grounds::one(ground(reason));
    Command::Decide(Decide { outcome: Outcome::Refused, grounds, reasons: Some(sealed(8)) })
}

pub fn make() -> Command {
    Command::MakeDocument(MakeDocument { pickup: digest(20), pickup_sealed: sealed(20) })
}

pub fn deliver() -> Command {
    let (identity, pickup) = (digest(1), digest(20));
    Command::Deliver(Deliver { to: DeliverTo::Applicant, identity, pickup, window: window("w15") })
}

pub fn explain(expected: &str) -> Command {
    Command::ExplainLate(ExplainLate { reason: sealed(10), expected_on: day(expected) })
}

/// Signed at window 2 with the applicant's own document.
pub fn withdraw(cause: WithdrawCause, words: Option<Sealed>) -> Command {
    Command::Withdraw(Withdraw { cause, words, identity: digest(1), window: window("w2") })
}

pub fn approve_priority() -> Command {
    Command::ApprovePriority(PriorityClass::Livelihood)
}

pub fn same_matter(at: &str) -> Command {
    Command::NoteSameMatter(NoteSameMatter { window: window(at) })
}

/// The applicant's own act, with the code that was sent.
pub fn withdraw_by_code(code: u8) -> Command {
    Command::WithdrawByCode(WithdrawByCode {
        cause: WithdrawCause::AskedByWindow,
        words: None,
        code: digest(code),
    })
}

pub fn send_code(code: u8) -> Command {
    Command::SendWithdrawCode(SendWithdrawCode { code: digest(code), code_sealed: sealed(code) })
}

/// Printed again at a window, for whoever shows the document with this digest.
pub fn reissue(identity: u8, at: &str, query: u8) -> Command {
    reissue_for(Comes::Own { identity: digest(identity) }, at, query)
}

/// The same, for whoever comes.
pub fn reissue_for(by: Comes, at: &str, query: u8) -> Command {
    let (query, query_sealed) = (digest(query), sealed(query));
    Command::ReissueReceipt(ReissueReceipt { by, query, query_sealed, window: window(at) })
}

/// Reached otherwise from now on, for whoever shows the document with this digest; made from these particulars.
pub fn change_contact(identity: u8, at: &str, before: Sealed) -> Command {
    let (identity, applicant_sealed) = (digest(identity), sealed(48));
    Command::ChangeContact(ChangeContact { identity, applicant_sealed, before, window: window(at) })
}

/// The right person bears the document with this digest.
pub fn correct(applicant: u8) -> Command {
    Command::CorrectApplicant(CorrectApplicant {
        applicant: digest(applicant),
        applicant_kind: ApplicantKind::NaturalPerson,
        applicant_sealed: sealed(applicant),
        query: digest(41),
        query_sealed: sealed(41),
        reason: sealed(9),
    })
}

pub fn rename(applicant: u8) -> Command {
    Command::RenameApplicant(RenameApplicant {
        applicant: digest(applicant),
        applicant_sealed: sealed(42),
        proof: sealed(43),
    })
}

/// The successor bears the document with this digest; somebody had acted for the former applicant.
pub fn succeed(ground: SuccessionGround, applicant: u8, applicant_kind: ApplicantKind) -> Command {
    Command::Succeed(Succeed {
        ground,
        applicant: digest(applicant),
        applicant_kind,
        applicant_sealed: sealed(44),
        proof: sealed(45),
        query: digest(46),
        query_sealed: sealed(46),
        mandate: Some(digest(77)),
        pickup: digest(47),
        pickup_sealed: sealed(47),
    })
}

pub fn inherited() -> Command {
    succeed(SuccessionGround::Inherited, 60, ApplicantKind::NaturalPerson)
}

pub fn end_with(ground: EndGround) -> Command {
    Command::EndWithApplicant(EndWithApplicant { ground, proof: sealed(48) })
}

/// Another item code, for commands that name a wrong one.
pub fn other_item() -> ItemCode {
    ItemCode::parse("other").expect("a plain code")
}
