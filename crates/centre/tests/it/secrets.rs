//! Particulars: what a person typed stands nowhere open, and who is erased is gone while every proof stands.

use std::sync::Arc;

use casework::{DonePlace, Verdict};
use centre::account::Session;
use centre::act::{Act, Collector};
use centre::case::Problem;
use centre::draft::{DraftFields, DraftKept};
use centre::particulars::{Applicant, NotifyBy, Representative, RowReason};
use store::{Engine, Statement, Value};

use crate::rig::{Rig, citizen, intake, item, person, session, window};
use crate::walk::{grant, pickup, step, visit};

/// Words that stand nowhere else in the program or its data.
const TYPED: [&str; 21] = [
    "甲乙丙丁戊·一",
    "甲乙丙丁戊·二",
    "甲乙丙丁戊·三",
    "甲乙丙丁戊·四",
    "甲乙丙丁戊·五",
    "甲乙丙丁戊·六",
    "甲乙丙丁戊·七",
    "甲乙丙丁戊·八",
    "甲乙丙丁戊·九",
    "甲乙丙丁戊·十",
    "甲乙丙丁戊·十一",
    "甲乙丙丁戊·十二",
    "甲乙丙丁戊·十三",
    "甲乙丙丁戊·十四",
    "甲乙丙丁戊·十五",
    "甲乙丙丁戊·十六",
    "甲乙丙丁戊·十七",
    "甲乙丙丁戊·十八",
    "甲乙丙丁戊·十九",
    "甲乙丙丁戊·二十",
    "甲乙丙丁戊·二十一",
];

fn applicant() -> Applicant {
    Applicant {
        name: TYPED[0].into(),
        address: TYPED[1].into(),
        object: TYPED[2].into(),
        legal_representative: TYPED[3].into(),
        telephone: String::new(),
        no_phone: true,
        notify: NotifyBy::Person,
        notify_detail: TYPED[4].into(),
        representative: Some(Representative {
            name: TYPED[5].into(),
            document_type: "111".into(),
            document_number: citizen(900).document_number,
            telephone: "13787654321".into(),
            letter: true,
        }),
        ..citizen(1)
    }
}

/// Tables of the database.
async fn tables(rig: &Rig) -> Vec<String> {
    let sql = match rig.centre.store().engine() {
        Engine::Sqlite => "select name from sqlite_master where type = 'table'",
        Engine::Postgres => {
            "select cast(table_name as text) from information_schema.tables where table_schema = current_schema()"
        }
    };
    let rows = rig.rows(sql, vec![]).await;
    rows.iter().map(|row| row.text(0).expect("a name").to_owned()).collect()
}

fn contains(bytes: &[u8], wanted: &str) -> bool {
    bytes.windows(wanted.len()).any(|it| it == wanted.as_bytes())
}

/// Where in the database these words stand readable.
async fn found(rig: &Rig, wanted: &[String]) -> Vec<String> {
    let mut places = Vec::new();
    let tables = tables(rig).await;
    assert!(tables.len() >= 14, "{tables:?}");
    for table in tables {
        let rows = rig.rows(&format!("select * from {table}"), vec![]).await;
        for value in rows.into_iter().flat_map(store::Row::into_values) {
            let bytes = match &value {
                Value::Text(text) => text.as_bytes(),
                Value::Bytes(bytes) => bytes.as_slice(),
                _ => continue,
            };
            places.extend(wanted.iter().filter(|it| contains(bytes, it)).map(|it| format!("{table}: {it}")));
        }
    }
    if let Some(folder) = rig.folder() {
        for file in std::fs::read_dir(folder).expect("the folder can be read") {
            let path = file.expect("a file").path();
            let bytes = std::fs::read(&path).expect("the database's file can be read");
            let here = wanted.iter().filter(|it| contains(&bytes, it));
            places.extend(here.map(|it| format!("{}: {it}", path.display())));
        }
    }
    places
}

// Design, Particulars: an entry, a state and a row hold ids, codes, instants and digests; words are sealed.
pub async fn nothing_typed_stands_open_in_any_table(rig: Arc<Rig>) {
    let form = intake(&item("food-business"), applicant(), &[3]);
    let typed = DraftFields { fields: vec![("name".into(), TYPED[16].into())], label: TYPED[16].into() };
    rig.centre.draft_save(&session("intake2"), None, "food-business", &typed).await.expect("it is kept");
    let case = rig.receives("intake2", &form).await;
    let rows = vec![RowReason { row: 3, reason: TYPED[6].into() }];
    rig.does("intake2", case, Act::Correction { rows }).await;
    let marks = casework::MaterialMarks {
        copy_kept: catalogue::RowSet::of(&[3]).expect("a row"),
        ..casework::MaterialMarks::default()
    };
    rig.does("intake2", case, Act::supplement(marks, 1, window("w2"))).await;
    rig.does("intake2", case, Act::AskPriority { reason: TYPED[7].into() }).await;
    rig.does("chief.sc", case, Act::RefusePriority { reason: TYPED[8].into() }).await;
    rig.does("intake2", case, Act::Accept).await;
    let papers = rig.file(case).await.facts.holding.papers;
    rig.does("intake2", case, Act::Give { to: person("agent.sc"), papers, note: TYPED[9].into() }).await;
    rig.does("agent.sc", case, Act::Decline { reason: TYPED[10].into() }).await;
    rig.hands_over("intake2", "agent.sc", case).await;
    rig.hands_over("agent.sc", "do.sc", case).await;
    let ask =
        |order: &str| Act::AskStop { exclusion: 0, days: 3, reason: TYPED[11].into(), order: order.into() };
    rig.does("do.sc", case, ask(TYPED[19])).await;
    rig.does("chief.sc", case, Act::RefuseStop { reason: TYPED[12].into() }).await;
    rig.does("do.sc", case, ask("")).await;
    rig.does("do.sc", case, Act::ShowStopOrder { order: TYPED[20].into() }).await;
    rig.does("chief.sc", case, Act::RefuseStop { reason: TYPED[12].into() }).await;
    let place = DonePlace::Hall;
    let opinion = Act::Step { verdict: Verdict::Agree, opinion: TYPED[13].into(), place, visit: None };
    rig.does("do.sc", case, opinion).await;
    let mut on_site = visit(&rig, "do2.sc");
    if let Act::Step { visit: Some(record), .. } = &mut on_site {
        record.minutes = TYPED[17].into();
        record.signature = centre::act_visit::Signature::Refused(TYPED[18].into());
    }
    rig.does("do.sc", case, on_site).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::ReturnDecision { reason: TYPED[14].into() }).await;
    rig.does("lead.sc", case, grant()).await;
    rig.does("agent.sc", case, Act::Recheck).await;
    rig.does("do.sc", case, Act::Make).await;
    let collector = Collector {
        name: TYPED[15].into(),
        document_type: "111".into(),
        document_number: citizen(901).document_number,
        letter: true,
    };
    let deliver = Act::Deliver {
        code: pickup(&rig, case).await,
        document_type: "111".into(),
        document_number: String::new(),
        collector: Some(collector),
        window: window("w15"),
    };
    rig.does("out", case, deliver).await;
    rig.centre.tick().await.expect("notices and figures are made");
    // All of it can be read by whoever may.
    let whole = rig.centre.case_fetch_for(&session("chief.sc"), case).await.expect("the chief may");
    assert_eq!(whole.applicant, Applicant { document_number: citizen(1).document_number, ..applicant() });
    let mut wanted: Vec<String> = TYPED.map(String::from).into();
    wanted.extend([citizen(1).document_number, citizen(900).document_number, citizen(901).document_number]);
    wanted.push("13787654321".into());
    assert_eq!(found(&rig, &wanted).await, Vec::<String>::new());
    // The search itself finds what does stand open.
    assert!(!found(&rig, &["food-business".to_owned()]).await.is_empty());
}

pub async fn a_draft_is_sealed_and_its_owner_s_alone(rig: Arc<Rig>) {
    let typed = |name: &str| DraftFields { fields: vec![("name".into(), name.into())], label: name.into() };
    let (mine, other): (Session, Session) = (session("intake2"), session("head.biz"));
    let save = async |who: &Session, id: Option<&str>, name: &str| {
        rig.centre.draft_save(who, id, "food-business", &typed(name)).await.expect("it is kept")
    };
    let id = save(&mine, None, TYPED[0]).await;
    assert_eq!(found(&rig, &[TYPED[0].to_owned()]).await, Vec::<String>::new());
    // Somebody else's draft is neither found, nor overwritten, nor thrown away.
    assert_eq!(rig.centre.draft_fetch(&other, &id).await.expect("it can be asked"), None);
    save(&other, Some(&id), TYPED[1]).await;
    rig.centre.draft_delete(&other, &id).await.expect("it can be asked");
    let kept = rig.centre.draft_fetch(&mine, &id).await.expect("it can be read").expect("it is still there");
    assert_eq!(kept.typed, typed(TYPED[0]));
    save(&mine, Some(&id), TYPED[2]).await;
    let list = rig.centre.draft_list(&mine).await.expect("it can be read");
    assert_eq!(list.iter().map(|it| it.typed.label.as_str()).collect::<Vec<_>>(), [TYPED[2]]);
    rig.centre.draft_delete(&mine, &id).await.expect("it is thrown away");
    assert!(rig.centre.draft_list(&mine).await.expect("it can be read").is_empty());
}

// E6: the same command keeps a draft once, also when it comes again later; its id with other content keeps nothing.
pub async fn a_program_keeps_a_draft_once_for_each_command(rig: Arc<Rig>) {
    let typed = |name: &str| DraftFields { fields: vec![("name".into(), name.into())], label: name.into() };
    let (mine, other): (Session, Session) = (session("intake2"), session("head.biz"));
    let make = async |who: &Session, id: u8, name: &str| {
        rig.centre.draft_make(who, [id; 16], "food-business", &typed(name)).await
    };
    let reused = |result: Result<DraftKept, Problem>| matches!(result, Err(Problem::IdReused));
    let first = make(&mine, 0xd1, TYPED[0]).await.expect("it is kept");
    assert_eq!(found(&rig, &[TYPED[0].to_owned()]).await, Vec::<String>::new());
    rig.advance(60_000_000).await;
    let again = make(&mine, 0xd1, TYPED[0]).await.expect("it is the same command");
    assert_eq!((first.replayed, again), (false, DraftKept { replayed: true, ..first }));
    assert!(reused(make(&mine, 0xd1, TYPED[1]).await), "another content");
    assert!(reused(make(&other, 0xd1, TYPED[0]).await), "another person's");
    let id = "d1".repeat(16);
    let replace = async |who: &Session, by: u8, name: &str| {
        rig.centre.draft_replace(who, [by; 16], &id, &typed(name)).await
    };
    assert!(matches!(replace(&other, 0xd2, TYPED[1]).await, Err(Problem::NotFound)));
    let kept = replace(&mine, 0xd2, TYPED[1]).await.expect("it is kept anew");
    assert!(!kept.replayed && kept.saved_at > first.saved_at);
    assert_eq!(replace(&mine, 0xd2, TYPED[1]).await.expect("the same"), DraftKept { replayed: true, ..kept });
    assert!(reused(replace(&mine, 0xd2, TYPED[2]).await));
    assert!(reused(make(&mine, 0xd1, TYPED[0]).await), "it is another by now");
    let list = rig.centre.draft_list(&mine).await.expect("it can be read");
    assert_eq!(list.iter().map(|it| it.typed.label.as_str()).collect::<Vec<_>>(), [TYPED[1]]);
    assert!(!rig.centre.draft_delete(&other, &id).await.expect("it can be asked"), "not theirs");
    assert!(rig.centre.draft_delete(&mine, &id).await.expect("it is thrown away"));
    assert!(!rig.centre.draft_delete(&mine, &id).await.expect("it can be asked"), "it is gone");
}

// Design, Particulars: destroying the wrapped key erases the person; entries, replay and proofs stand.
pub async fn who_is_erased_is_gone_and_every_proof_stands(rig: Arc<Rig>) {
    let case = rig.receives("intake2", &intake(&item("food-business"), applicant(), &[])).await;
    let kept = rig.receives("intake2", &intake(&item("food-business"), citizen(2), &[])).await;
    rig.verifies().await;
    let erase = Statement::new(
        "delete from stream_key where division = $1 and stream = $2",
        vec![crate::rig::DIVISION.into(), format!("case/{case}").into()],
    );
    rig.centre.store().write(vec![erase.must_affect(1)]).await.expect("the key is destroyed");
    let after = rig.second().await;
    let whole = after.case_fetch(case).await.expect("the case can be read").expect("it is still there");
    assert_eq!(whole.applicant, Applicant::default());
    assert_eq!(whole.lines.len(), 1);
    let briefs = after.case_find_person(&session("chief.sc"), &citizen(1).document_number).await;
    let briefs = briefs.expect("it can be looked for");
    assert_eq!(briefs.iter().map(|it| it.applicant.reveal()).collect::<Vec<_>>(), [""]);
    let other = after.case_fetch(kept).await.expect("it can be read").expect("it is there");
    assert_eq!(other.applicant.name, citizen(2).name);
    let report = after.ledger().verify(crate::rig::DIVISION, |_, _| {}).await.expect("it can be read");
    assert!(report.holds(), "{report:#?}");
    // The case itself can no longer be written on: there is no key for a new text.
    let act = after.case_act(&session("intake2"), case, rig.command_id(), None, &Act::Accept).await;
    assert!(matches!(act, Err(centre::case::Problem::NotFound)), "{act:?}");
}
