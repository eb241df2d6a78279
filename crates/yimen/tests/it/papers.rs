//! Every paper, made from a case that went its course and asked for as people ask: by an officer at the desk, in both
//! languages, by the applicant with number and query code, and checked by its code and by its printed number.

use axum::http::StatusCode;
use casework::{Channel, DonePlace, MaterialMarks, Outcome, Verdict, WithdrawCause};
use catalogue::item::ApplicantKind;
use catalogue::paper_blocks::Block;
use catalogue::paper_layout::{CodePlace, LaidLine, Layout, LayoutFault};
use catalogue::publish::ItemStage;
use catalogue::wording::Wording;
use catalogue::wording_slots::{papers, words_of};
use catalogue::{CaseId, GroundCode, PersonId, RowSet, WindowId};
use centre::account::Session;
use centre::act::{Act, NonAcceptance};
use centre::act_visit::{Signature, SiteVisit};
use centre::case::Problem;
use centre::intake::Intake;
use centre::particulars::{Applicant, Representative, RowReason};
use centre::view::Purpose;
use centre::wording::{Proposed, Review, Unfit};

use crate::api_rig::{Api, Fetched};
use crate::papers_certificate::CERTIFICATE;

const DAY: i64 = 86_400_000_000;
pub const PASSWORD: &str = "correct horse battery";

fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("a person's id is a code")
}

fn window(id: &str) -> WindowId {
    WindowId::parse(id).expect("a window's id is a code")
}

/// A person who applies; `n` makes the number.
fn citizen(n: u32) -> Applicant {
    let number = format!("99012119800101{n:03}");
    let check = catalogue::check::resident_check(&number).expect("seventeen digits");
    Applicant {
        kind: "natural_person".into(),
        document_type: "111".into(),
        document_number: format!("{number}{check}"),
        name: format!("岑不见{n}"),
        telephone: format!("139{n:08}"),
        representative: (n == 1).then(|| Representative {
            name: "苇代办".into(),
            document_type: "111".into(),
            document_number: citizen(71).document_number,
            telephone: String::new(),
            letter: true,
        }),
        ..Applicant::default()
    }
}

/// What people do, without the pages: each by the rules of who may.
pub struct County(pub Api);

impl County {
    pub async fn receives(&self, item: &str, n: u32, lacks: &[u8]) -> CaseId {
        let (kept, looked_up): (&[u8], &[u8]) =
            if item == "food-business" { (&[1, 3, 4, 5], &[2]) } else { (&[1, 3], &[2]) };
        let row = |rows: &[u8]| RowSet::of(rows).expect("rows are below 65");
        let copy_kept = row(kept).difference(row(lacks));
        let intake = Intake {
            item: item.into(),
            applicant: citizen(n),
            kind: ApplicantKind::NaturalPerson,
            marks: MaterialMarks { copy_kept, looked_up: row(looked_up), ..MaterialMarks::default() },
            not_applicable: RowSet::EMPTY,
            papers: u16::from(copy_kept.len()),
            window: window("w2"),
            channel: if n == 1 { Channel::Agent } else { Channel::Counter },
            arrived_on: None,
            other_matter: false,
            previous: None,
            earlier: RowSet::EMPTY,
            clear: casework::ClearAnswer::NotAsked,
        };
        let received =
            self.0.centre.case_receive(&Session::acting(person("intake2")), self.0.id(), &intake).await;
        received.unwrap_or_else(|problem| panic!("{item}: {problem:?}")).0
    }

    pub async fn does(&self, who: &str, case: CaseId, act: Act) {
        let session = Session::acting(person(who));
        let done = self.0.centre.case_act(&session, case, self.0.id(), None, &act).await;
        done.unwrap_or_else(|problem| panic!("{who} {}: {problem:?}", act.name()));
    }

    pub async fn hands_over(&self, from: &str, to: &str, case: CaseId) {
        let papers = self.file(case).await.filed().expect("it was received").facts.holding.papers;
        self.does(from, case, Act::Give { to: person(to), papers, note: String::new() }).await;
        self.does(to, case, Act::Take { papers }).await;
    }

    async fn file(&self, case: CaseId) -> centre::file::CaseFile {
        self.0.centre.case_fetch(case).await.expect("it can be read").expect("there is such a case")
    }

    pub async fn advance(&self, micros: i64) {
        self.0.clock.fetch_add(micros, std::sync::atomic::Ordering::AcqRel);
        self.0.centre.tick().await.expect("the timekeeper comes");
    }

    pub async fn in_hand(&self, n: u32) -> CaseId {
        let case = self.receives("food-business", n, &[]).await;
        self.does("intake2", case, Act::Accept).await;
        self.hands_over("intake2", "agent.sc", case).await;
        self.hands_over("agent.sc", "do.sc", case).await;
        case
    }

    pub async fn examined(&self, case: CaseId) {
        let step =
            |place, visit| Act::Step {
                verdict: Verdict::Agree, opinion: "符合要求。".into(), place, visit
            };
        self.does("do.sc", case, step(DonePlace::Hall, None)).await;
        let now = self.0.centre.instant();
        let visit = SiteVisit {
            with: PersonId::parse("do2.sc").expect("a plain code"),
            entered_at: now.plus_minutes(-40),
            left_at: now.plus_minutes(-10),
            minutes: "设备与流程图一致。".into(),
            signature: Signature::Signed,
            photographs: 4,
        };
        self.does("do.sc", case, step(DonePlace::OnSite, Some(visit))).await;
        self.does("do2.sc", case, step(DonePlace::OnSite, None)).await;
    }

    /// Stopped for a test, lengthened, granted, made, collected.
    pub async fn granted(&self) -> CaseId {
        let case = self.in_hand(1).await;
        self.does(
            "do.sc",
            case,
            Act::AskStop {
                exclusion: 0,
                days: 5,
                reason: "要等检验报告。".into(),
                order: "检验委托单 2026-118 号".into(),
            },
        )
        .await;
        self.does("chief.sc", case, Act::ApproveStop).await;
        self.advance(2 * DAY).await;
        self.does("do.sc", case, Act::Resume { result: "报告已到。".into() }).await;
        self.does("do.sc", case, Act::AskExtension { reason: "暴雨冲断道路。".into() }).await;
        self.does("chief.sc", case, Act::ApproveExtension).await;
        self.examined(case).await;
        let grant = Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() };
        self.does("lead.sc", case, grant).await;
        self.does("agent.sc", case, Act::Recheck).await;
        self.does("do.sc", case, Act::Make).await;
        let code = self.0.pickup(&case.to_string()).await;
        let collect = Act::Deliver {
            code,
            document_type: "111".into(),
            document_number: citizen(1).document_number,
            collector: None,
            window: window("w15"),
        };
        self.does("out", case, collect).await;
        case
    }

    async fn refused(&self) -> CaseId {
        let case = self.in_hand(2).await;
        self.examined(case).await;
        let refuse = Act::Decide {
            outcome: Outcome::Refused,
            grounds: vec![GroundCode::parse("place").expect("a code")],
            reasons: "离污水沟只有三米。".into(),
        };
        self.does("chief.sc", case, refuse).await;
        self.does("agent.sc", case, Act::Recheck).await;
        case
    }

    pub async fn not_accepted(&self) -> CaseId {
        let case = self.receives("food-business", 3, &[]).await;
        let ground = NonAcceptance::NotCompetent { office: "县卫生健康局".into(), unit: None };
        self.does("intake2", case, Act::RefuseAcceptance { ground, reason: "不归我们办。".into() }).await;
        case
    }

    async fn withdrawn(&self) -> CaseId {
        let case = self.in_hand(4).await;
        let withdraw = Act::Withdraw {
            cause: WithdrawCause::ComesAgain,
            words: "店面还没有定下来。".into(),
            document_type: "111".into(),
            document_number: citizen(4).document_number,
            window: window("w2"),
        };
        self.does("intake2", case, withdraw).await;
        case
    }

    async fn instant(&self) -> CaseId {
        let case = self.receives("self-employed", 5, &[]).await;
        self.does("head.biz", case, Act::SignInstant).await;
        case
    }

    /// Told once what is missing, and never brought.
    async fn closed(&self) -> CaseId {
        let case = self.receives("food-business", 6, &[3]).await;
        let rows = vec![RowReason { row: 3, reason: "没有布局图。".into() }];
        self.does("intake2", case, Act::Correction { rows }).await;
        self.advance(45 * DAY).await;
        case
    }

    /// A commitment stands in the place of two papers.
    async fn committed(&self) -> CaseId {
        let item = self.0.item("fire-safety-check");
        self.0.centre.item_publish("cat.gov", &item).await.expect("the item is published");
        self.0.centre.item_stage("cat.gov", item.code, ItemStage::Live).await.expect("the item is opened");
        let row = |rows: &[u8]| RowSet::of(rows).expect("rows are below 65");
        let marks = MaterialMarks {
            copy_kept: row(&[1]),
            looked_up: row(&[2]),
            committed: row(&[3, 4]),
            ..MaterialMarks::default()
        };
        let intake = Intake {
            item: "fire-safety-check".into(),
            applicant: citizen(9),
            kind: ApplicantKind::NaturalPerson,
            marks,
            not_applicable: RowSet::EMPTY,
            papers: 1,
            window: window("w2"),
            channel: Channel::Counter,
            arrived_on: None,
            other_matter: false,
            previous: None,
            earlier: RowSet::EMPTY,
            clear: casework::ClearAnswer::NotAsked,
        };
        let received =
            self.0.centre.case_receive(&Session::acting(person("intake2")), self.0.id(), &intake).await;
        received.unwrap_or_else(|problem| panic!("{problem:?}")).0
    }

    /// A case of every course that gives papers of its own.
    pub async fn every_case(&self) -> [(&'static str, CaseId); 7] {
        [
            ("closed", self.closed().await),
            ("granted", self.granted().await),
            ("refused", self.refused().await),
            ("not accepted", self.not_accepted().await),
            ("withdrawn", self.withdrawn().await),
            ("instant", self.instant().await),
            ("committed", self.committed().await),
        ]
    }

    pub async fn accounts(&self) {
        let people = ["centre", "chief.sc", "cat.edit", "cat.legal", "intake2"];
        self.0.centre.accounts_set(people.iter().map(|it| (*it, *it)), PASSWORD).await.expect("accounts");
    }

    /// Whoever takes no part in a case says what it is read for, or is asked before anything is printed (F33).
    pub async fn says_what_for(&self, case: CaseId) {
        for who in ["centre", "chief.sc"] {
            let who = Session::acting(person(who));
            let said = self.0.centre.view_say(&who, case, Purpose::Supervision, "").await;
            assert!(matches!(said, Ok(()) | Err(Problem::OutOfScope)), "{said:?}");
        }
    }

    async fn desk(&self, case: CaseId, paper: &str, cookie: &str) -> Fetched {
        self.says_what_for(case).await;
        self.0.fetch("GET", &format!("/desk/cases/{case}/paper/{paper}"), cookie, "").await
    }
}

#[tokio::test]
async fn every_paper_is_made_from_a_case_that_went_its_course_in_both_languages() {
    let county = County(Api::new().await);
    county.accounts().await;
    let cases = county.every_case().await;
    let cookie = county.0.sign_in("centre", PASSWORD).await;
    let mut lacking = Vec::new();
    // The decision of the bar list, the papers of a hearing and those of a certificate stand beside a case, and are asked for
    // there (rest.rs, papers_hearing.rs, papers_certificate.rs).
    let beside = |paper: &str| {
        paper == "bar" || paper.starts_with("hearing-") || CERTIFICATE.iter().any(|it| it.0 == paper)
    };
    for words in papers().iter().filter(|words| !beside(words.paper)) {
        let mut made = 0;
        for (name, case) in &cases {
            for language in ["", "; lang=en"] {
                let cookie = format!("{cookie}{language}");
                let reply = county.desk(*case, words.paper, &cookie).await;
                match reply.status {
                    StatusCode::OK => made += 1,
                    StatusCode::NOT_FOUND => continue,
                    other => panic!("{} of the case {name}: {other}", words.paper),
                }
                assert!(reply.body.starts_with(b"%PDF-"), "{} {name}", words.paper);
                if let Some(folder) = std::env::var_os("YIMEN_PAPER_SAMPLES") {
                    let suffix = if language.is_empty() { "zh" } else { "en" };
                    let file = format!("{}-{}-{suffix}.pdf", words.paper, name.replace(' ', "-"));
                    std::fs::write(std::path::PathBuf::from(folder).join(file), &reply.body)
                        .expect("the folder of samples is there");
                }
            }
        }
        if made == 0 {
            lacking.push(words.paper);
        }
    }
    assert!(lacking.is_empty(), "no case of ours has {lacking:?}");
    // The slips that a browser prints are of the same cases.
    for (paper, case) in
        [("extension", 1), ("withdrawal", 4), ("receipt", 0), ("decision", 2), ("instant", 5)]
    {
        let path = format!("/desk/cases/{}/print/{paper}", cases[case].1);
        let reply = county.0.fetch("GET", &path, &cookie, "").await;
        assert_eq!(reply.status, StatusCode::OK, "{paper}");
        assert!(reply.text().contains(cases[case].1.as_str()) && !reply.text().contains("{due}"), "{paper}");
    }
}

// M3: by its number as it is printed, in whatever width and with whatever brackets, and never more than a paper may tell.
#[tokio::test]
async fn a_paper_is_found_by_its_printed_number() {
    let county = County(Api::new().await);
    let case = county.granted().await;
    let file = county.file(case).await;
    let facts = &file.filed().expect("it was received").facts;
    let number = facts.acceptance.expect("it was accepted").notice;
    let printed = format!("澄市监许受〔{}〕{}号", number.year, number.n);
    for typed in [
        printed.clone(),
        format!(" 澄市监许受（２０２６） 第{} 号", number.n),
        format!("澄市监许受[2026]{}", number.n),
    ] {
        let reply = county.verify(&typed).await;
        assert_eq!(reply.status, StatusCode::OK, "{typed}");
        assert!(reply.text().contains("是真的，现在有效"), "{typed}");
        assert!(!reply.text().contains("岑不见") && !reply.text().contains("9901211980"), "nothing personal");
    }
    for unknown in
        ["澄市监许受〔2026〕999号", "澄市监许受〔2025〕1号", "某市监许受〔2026〕1号", "澄市监服受〔2026〕1号"]
    {
        let reply = county.verify(unknown).await;
        assert_eq!(reply.status, StatusCode::NOT_FOUND, "{unknown}");
    }
    let mut tries = 0;
    while county.verify("澄市监许受〔2026〕998号").await.status != StatusCode::TOO_MANY_REQUESTS {
        tries += 1;
        assert!(tries < 40, "who counts through the numbers has to wait");
    }
}

impl County {
    async fn verify(&self, typed: &str) -> Fetched {
        let form = format!("code={}", Api::encoded(typed));
        self.0.fetch("POST", "/verify", "", &form).await
    }
}

// C16, C20: proposed by one, approved by another; a paper already issued is printed again with its old words.
#[tokio::test]
async fn a_paper_keeps_the_words_it_was_issued_with() {
    let county = County(Api::new().await);
    county.accounts().await;
    let centre = &county.0.centre;
    let old = county.in_hand(1).await;
    let cookie = county.0.sign_in("chief.sc", PASSWORD).await;
    let before = county.desk(old, "acceptance", &cookie).await;
    assert_eq!(before.status, StatusCode::OK);
    let mut wording = Wording::built_in(words_of("acceptance").expect("there is such a paper"));
    let lead = "受理了：{promised}前办好，法律最迟 {statutory}。{applicant}您好。#read(\"x\") *粗*";
    wording.zh.insert("lead".into(), lead.into());
    let (edit, legal) = (Session::acting(person("cat.edit")), Session::acting(person("cat.legal")));
    centre
        .wording_propose(&edit, county.0.id(), Proposed { wording: &wording, after: 0 }, None)
        .await
        .expect("it is proposed");
    let page = centre.wording_page(&legal, "acceptance").await.expect("it can be read");
    let digest = page.state.proposed.expect("it waits").body.digest;
    let own =
        centre.wording_review(&edit, county.0.id(), None, "acceptance", (digest, &Review::Approve)).await;
    assert!(own.is_err(), "an editor approves nothing");
    let between = county.in_hand(2).await;
    centre
        .wording_review(&legal, county.0.id(), None, "acceptance", (digest, &Review::Approve))
        .await
        .expect("it is approved");
    let new = county.in_hand(4).await;
    let again = county.desk(old, "acceptance", &cookie).await;
    assert_eq!(again.body, before.body, "the reprint is the same, byte for byte");
    let lead = async |case: CaseId| {
        county.says_what_for(case).await;
        let slip = county.0.fetch("GET", &format!("/desk/cases/{case}/print/acceptance"), &cookie, "").await;
        slip.text()
    };
    assert!(lead(between).await.contains("已受理。我们承诺"), "issued before the approval");
    let said = lead(new).await;
    assert!(said.contains("受理了：") && said.contains("岑不见4您好。#read("), "{said}");
    assert_eq!(
        county.desk(new, "acceptance", &cookie).await.status,
        StatusCode::OK,
        "what was typed is no markup"
    );
    // A second revision: the paper between the two keeps the first.
    wording.zh.insert("lead".into(), "第二版：{promised}，{statutory}。".into());
    centre
        .wording_propose(&edit, county.0.id(), Proposed { wording: &wording, after: 1 }, None)
        .await
        .expect("it is proposed");
    let page = centre.wording_page(&legal, "acceptance").await.expect("it can be read");
    let digest = page.state.proposed.expect("it waits").body.digest;
    let back = Review::Return("“第二版”不要写在文书上。".into());
    centre
        .wording_review(&legal, county.0.id(), None, "acceptance", (digest, &back))
        .await
        .expect("it is sent back");
    let page = centre.wording_page(&edit, "acceptance").await.expect("it can be read");
    assert_eq!(page.history[0].reason, "“第二版”不要写在文书上。");
    assert!(page.state.proposed.is_none() && page.history.len() == 4);
    assert!(lead(new).await.contains("受理了："));
    let report = centre.ledger().verify("990121", |_, _| {}).await.expect("it can be read");
    assert!(report.holds(), "{report:#?}");
}

/// The built-in layout of a notice of extension as its form sends it.
const LAID: &str = "&sheet=a4&letters=105&seal=right&code=foot&margin-top=22&margin-bottom=20&margin-left=24&margin-right=24\
    &place-lead=1&was-lead=1&place-about=2&was-about=2&place-content=3&was-content=3&place-law=4&was-law=4&place-sign=1&was-sign=1";

// The pages: what is wrong is named with its line and nothing typed is lost; a sample is a PDF; others do not see it.
#[tokio::test]
async fn wording_is_edited_previewed_and_approved_on_its_page() {
    let county = County(Api::new().await);
    county.accounts().await;
    let edit = county.0.sign_in("cat.edit", PASSWORD).await;
    let legal = county.0.sign_in("cat.legal", PASSWORD).await;
    let intake = county.0.sign_in("intake2", PASSWORD).await;
    let path = "/desk/papers/extension";
    for closed in ["/desk/papers", path, "/desk/papers/extension/preview"] {
        assert_eq!(
            county.0.fetch("GET", closed, &intake, "").await.status,
            StatusCode::FORBIDDEN,
            "{closed}"
        );
    }
    assert_eq!(county.0.fetch("GET", "/desk/papers/none", &edit, "").await.status, StatusCode::NOT_FOUND);
    let list = county.0.fetch("GET", "/desk/papers", &edit, "").await;
    assert_eq!(list.text().matches("href=\"/desk/papers/").count(), papers().len());
    let words = words_of("extension").expect("there is such a paper");
    let form = |page: &Fetched, lead: &str, what: &str| {
        let mut form = format!(
            "csrf={}&command_id={}&after=0&do={what}",
            page.hidden("csrf"),
            page.hidden("command_id")
        );
        form += LAID;
        for slot in &words.slots {
            let zh = if slot.key == "lead" { lead } else { &slot.said[0] };
            form +=
                &format!("&zh-{0}={1}&en-{0}={2}", slot.key, Api::encoded(zh), Api::encoded(&slot.said[1]));
        }
        form
    };
    let page = county.0.fetch("GET", path, &edit, "").await;
    let wrong = county.0.fetch("POST", path, &edit, &form(&page, "到 {deadline} 前办好。", "propose")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = wrong.text();
    assert!(
        shown.contains("第 1 行：没有 {deadline} 这个位置") && shown.contains("到 {deadline} 前办好。"),
        "{shown}"
    );
    for (what, language) in [("preview-zh", "zh"), ("preview-en", "en")] {
        let sample = county.0.fetch("POST", path, &edit, &form(&page, "{due}前一定办好。", what)).await;
        assert!(sample.status == StatusCode::OK && sample.body.starts_with(b"%PDF-"), "{what}");
        let now = county.0.fetch("GET", &format!("{path}/preview?of=now&in={language}"), &legal, "").await;
        assert!(now.body.starts_with(b"%PDF-"), "{language}");
        assert_eq!(now.body == sample.body, language == "en", "only the Chinese sentence differs");
    }
    let sent = county.0.fetch("POST", path, &edit, &form(&page, "{due}前一定办好。", "propose")).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let waits = county.0.fetch("GET", path, &legal, "").await;
    assert!(waits.text().contains("<ins>{due}前一定办好。</ins>"), "the reviewer sees what changes");
    let asks = async |cookie: &str| {
        county.0.fetch("GET", "/desk", cookie, "").await.text().contains("href=\"/desk/papers/extension\"")
    };
    assert!(asks(&legal).await, "it waits on the reviewer's desk");
    assert!(!asks(&edit).await, "and on no desk of who proposed it");
    let judge = |what: &str, more: &str| {
        let (csrf, digest) = (waits.hidden("csrf"), waits.hidden("digest"));
        format!("csrf={csrf}&command_id={:032x}&digest={digest}&do={what}{more}", 7_u128 + what.len() as u128)
    };
    let silent = county.0.fetch("POST", path, &legal, &judge("return", "&reason=+")).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY, "a reason is needed");
    let done = county.0.fetch("POST", path, &legal, &judge("approve", "")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text());
    assert!(!asks(&legal).await, "what was judged waits no more");
    let after = county.0.fetch("GET", path, &edit, "").await;
    assert!(after.text().contains("第 1 版批准") && after.text().contains("改回内置的文本"));
}

// Issue 3, C16: the layout is data of the office too: proposed with the wording, looked at as a page, approved by another; a paper
// that was issued keeps the one it was made with.
#[tokio::test]
async fn a_paper_keeps_the_layout_it_was_issued_with_and_what_the_law_demands() {
    let county = County(Api::new().await);
    county.accounts().await;
    let old = county.in_hand(1).await;
    let chief = county.0.sign_in("chief.sc", PASSWORD).await;
    let before = county.desk(old, "acceptance", &chief).await;
    assert_eq!(before.status, StatusCode::OK);
    let built_in = Wording::built_in(words_of("acceptance").expect("there is such a paper"));
    let edit = Session::acting(person("cat.edit"));
    let propose = async |layout: Layout| {
        let wording = built_in.clone().laid_out(layout);
        let proposed = Proposed { wording: &wording, after: 0 };
        county.0.centre.wording_propose(&edit, county.0.id(), proposed, None).await
    };
    // Number, unit, seal, code and the place to sign cannot be laid out away; the refusal names them.
    for block in [Block::Head, Block::Content, Block::Sign, Block::Seal, Block::Code] {
        let mut layout = built_in.layout();
        layout.blocks.retain(|it| *it != block);
        match propose(layout).await {
            Err(Unfit::Wrong(_, laid)) => assert_eq!(laid[0].what, LayoutFault::Missing(block)),
            other => panic!("{block:?}: {other:?}"),
        }
    }
    let line = |zh: &str, en: &str| LaidLine { zh: zh.into(), en: en.into() };
    let laid = Layout {
        letterhead: line("澄禾县政务服务 #read(\"x\")", "Government services"),
        letters: 110,
        code: CodePlace::Head,
        copies: vec![line("申请人留存", "For the applicant"), line("随卷", "For the dossier")],
        ..built_in.layout()
    };
    propose(laid).await.expect("it is proposed");
    let legal = Session::acting(person("cat.legal"));
    let centre = &county.0.centre;
    let page = centre.wording_page(&legal, "acceptance").await.expect("it can be read");
    let digest = page.state.proposed.expect("it waits").body.digest;
    let looks = county.0.sign_in("cat.legal", PASSWORD).await;
    let shown = county.0.fetch("GET", "/desk/papers/acceptance", &looks, "").await.text();
    assert!(shown.contains("<ins>11 磅</ins>") && shown.contains("随卷"), "{shown}");
    let sample = "/desk/papers/acceptance/preview?of=proposed&in=zh";
    assert!(county.0.fetch("GET", sample, &looks, "").await.body.starts_with(b"%PDF-"));
    let approve = (digest, &Review::Approve);
    centre.wording_review(&legal, county.0.id(), None, "acceptance", approve).await.expect("it is approved");
    let new = county.in_hand(2).await;
    let again = county.desk(old, "acceptance", &chief).await;
    assert_eq!(again.body, before.body, "the reprint is the same, byte for byte");
    let laid = county.desk(new, "acceptance", &chief).await;
    assert!(laid.status == StatusCode::OK && laid.body.starts_with(b"%PDF-"));
    assert_eq!((pages(&before.body), pages(&laid.body)), (1, 2), "one page, then two copies of it");
}

/// How many pages a paper has.
fn pages(pdf: &[u8]) -> u32 {
    let file = std::env::temp_dir().join(format!("pages-{}-{}.pdf", std::process::id(), pdf.len()));
    std::fs::write(&file, pdf).expect("it is written");
    let out = std::process::Command::new("pdfinfo").arg(&file).output();
    let out = out.expect("pdfinfo is installed: `scripts/setup test`, on Debian poppler-utils");
    let _ = std::fs::remove_file(file);
    let said = String::from_utf8_lossy(&out.stdout).into_owned();
    let pages = said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok());
    pages.unwrap_or_else(|| panic!("pdfinfo says how many pages: {said}"))
}

// What is typed wrongly about the layout is named at its field, and nothing typed is lost.
#[tokio::test]
async fn a_layout_is_mended_on_its_page() {
    let county = County(Api::new().await);
    county.accounts().await;
    let edit = county.0.sign_in("cat.edit", PASSWORD).await;
    let path = "/desk/papers/extension";
    let page = county.0.fetch("GET", path, &edit, "").await;
    let words = words_of("extension").expect("there is such a paper");
    let form = |what: &str, laid: &str| {
        let mut form = format!(
            "csrf={}&command_id={}&after=0&do={what}",
            page.hidden("csrf"),
            page.hidden("command_id")
        );
        for slot in &words.slots {
            for (language, said) in ["zh", "en"].iter().zip(&slot.said) {
                form += &format!("&{language}-{}={}", slot.key, Api::encoded(said));
            }
        }
        form + laid
    };
    let wide = LAID.replace("margin-left=24", "margin-left=99").replace("place-sign=1", "place-sign=0");
    let wrong = county.0.fetch("POST", path, &edit, &form("propose", &wide)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let shown = wrong.text();
    assert!(shown.contains("请填 15 到 40 之间的整数") && shown.contains("value=\"99\""), "{shown}");
    // What no typeface has is said before it is proposed: no paper could be printed with it.
    let lines = format!("{LAID}&foot-zh={}&foot-en=x", Api::encoded("周日休息😀"));
    let wrong = county.0.fetch("POST", path, &edit, &form("propose", &lines)).await;
    let shown = wrong.text();
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{shown}");
    assert!(shown.contains("“😀”（U+1F600）这个字") && shown.contains("value=\"周日休息😀\""), "{shown}");
    let same = county.0.fetch("POST", path, &edit, &form("preview-zh", LAID)).await;
    let now = county.0.fetch("GET", &format!("{path}/preview?of=now&in=zh"), &edit, "").await;
    assert_eq!(same.body, now.body, "what was not changed is as it was");
    let unsigned = LAID.replace("place-sign=1", "place-sign=0");
    let other = county.0.fetch("POST", path, &edit, &form("preview-zh", &unsigned)).await;
    assert!(other.body.starts_with(b"%PDF-") && other.body != now.body);
    let sent = county.0.fetch("POST", path, &edit, &form("propose", &unsigned)).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
    let waits = county.0.fetch("GET", path, &edit, "").await.text();
    assert!(waits.contains("各部分和顺序") && waits.contains("<ins>"), "{waits}");
}
