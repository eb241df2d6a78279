//! A centre in which one record of each kind stands, with a command that somebody may give on it: what the tests that go
//! through the whole table of operations are made from.

use serde_json::{Map, Value, json};

use crate::api_rig::{Api, Ask, Reply, intake};
use crate::{api_seed_acts, api_seed_desk, api_seed_eyes, api_seed_records};

/// Where the interface begins.
pub const V1: &str = "/api/v1";

/// A command that may be given now.
pub struct Deed {
    /// The operation.
    pub id: &'static str,
    /// Who may.
    pub who: &'static str,
    /// Somebody else who sees the record.
    pub other: &'static str,
    /// The address.
    pub path: String,
    /// The body.
    pub body: Value,
}

/// A record or a list that somebody sees.
pub struct Look {
    /// The operation.
    pub id: &'static str,
    /// Who sees it.
    pub who: &'static str,
    /// The address.
    pub path: String,
}

/// The centre with its records.
pub struct Seeded {
    pub api: Api,
    pub deeds: Vec<Deed>,
    pub looks: Vec<Look>,
    /// What is asked with a body and changes nothing.
    pub finds: Vec<Deed>,
}

/// An intake by another applicant.
pub fn intake_of(document_number: &str) -> Value {
    let mut form = intake();
    form["applicant"]["document_number"] = json!(document_number);
    form
}

/// A command that is carried out on whatever version stands.
pub async fn does(api: &Api, who: &str, path: &str, body: Value) -> Reply {
    let version = if path.ends_with("/acts") { Some("*") } else { None };
    let reply = api.command(&format!("{V1}{path}"), &api.person(who).await, version, &body).await;
    assert!((200..300).contains(&reply.status), "{who} {path} {body}: {}", reply.body);
    reply
}

/// What is seen.
pub async fn looks(api: &Api, who: &str, path: &str) -> Reply {
    let reply = api.send("GET", &format!("{V1}{path}"), &api.person(who).await).await;
    assert_eq!(reply.status, 200, "{who} {path}: {}", reply.body);
    reply
}

/// A case taken in at window 2.
pub async fn received(api: &Api, document_number: &str) -> String {
    does(api, "intake2", "/cases", intake_of(document_number)).await.text("case")
}

/// A case in the hands of its handler.
pub async fn in_hand(api: &Api, document_number: &str) -> String {
    let case = received(api, document_number).await;
    let acts = format!("/cases/{case}/acts");
    does(api, "intake2", &acts, json!({"act": "accept"})).await;
    for (from, to) in [("intake2", "agent.sc"), ("agent.sc", "do.sc")] {
        does(api, from, &acts, json!({"act": "give-over", "to": to, "papers": 4})).await;
        does(api, to, &acts, json!({"act": "take-over", "papers": 4})).await;
    }
    case
}

/// A case granted, its document made, and its certificate brought to life.
pub async fn certified(api: &Api, document_number: &str) -> String {
    let case = in_hand(api, document_number).await;
    let acts = format!("/cases/{case}/acts");
    let step = |place: &str| json!({"act": "complete-step", "verdict": "agree", "opinion": "合格。", "place": {"at": place}});
    does(api, "do.sc", &acts, step("hall")).await;
    let mut on_site = step("on_site");
    on_site["visit"] = json!({
        "with": "do2.sc", "on": api.centre.today().to_string(), "entered": "08:20", "left": "08:50", "minutes": "布局与图纸一致。",
        "signature": {"party": "signed"}, "photographs": 3,
    });
    does(api, "do.sc", &acts, on_site).await;
    does(api, "do2.sc", &acts, step("on_site")).await;
    does(api, "lead.sc", &acts, json!({"act": "decide", "outcome": "granted"})).await;
    does(api, "agent.sc", &acts, json!({"act": "recheck"})).await;
    does(api, "do.sc", &acts, json!({"act": "make-document"})).await;
    api.centre.tick().await.expect("time goes on");
    let page = looks(api, "do.sc", "/certificates").await;
    page.body["certificates"][0]["certificate"].as_str().expect("it was born").to_owned()
}

/// A case refused at the window that kept no paper, and its dossier, which is an index, in the archive.
pub async fn archived(api: &Api, document_number: &str) -> String {
    let mut form = intake_of(document_number);
    form["marks"] = json!({"original_seen": [1, 2, 3, 4, 5]});
    let case = does(api, "intake2", "/cases", form).await.text("case");
    let refuse =
        json!({"act": "refuse-acceptance", "ground": {"kind": "not_required"}, "reason": "不用许可。"});
    does(api, "intake2", &format!("/cases/{case}/acts"), refuse).await;
    let archive = json!({"act": "archive", "found": [], "sheets": 0, "box_no": 1, "shelf": 1});
    does(api, "do.sc", &format!("/cases/{case}/folder/acts"), archive).await;
    case
}

/// A list with this dossier, kept longer.
pub fn draw(case: &str) -> Value {
    let kept =
        json!({"case": case, "verdict": "keep", "keep_until": "2036-12-31", "reason": "有诉讼没有结束。"});
    json!({"act": "draw", "dossiers": [kept]})
}

/// The wording of a paper as a proposal takes it, with one sentence changed.
pub async fn wording(api: &Api, paper: &str, lead: &str) -> Value {
    let shown = looks(api, "cat.edit", &format!("/papers/{paper}")).await;
    let (mut zh, mut en) = (Map::new(), Map::new());
    for sentence in shown.body["sentences"].as_array().expect("sentences") {
        let key = sentence["key"].as_str().expect("a name").to_owned();
        zh.insert(key.clone(), sentence["zh"].clone());
        en.insert(key, sentence["en"].clone());
    }
    zh.insert("lead".into(), json!(lead));
    json!({"act": "propose", "after": shown.body["revision"], "zh": zh, "en": en})
}

fn leaving(unit: &str) -> Value {
    json!({
        "person": format!("do2.{unit}"), "taker": format!("do.{unit}"), "witness": format!("lead.{unit}"),
        "papers": "抽屉里没有原件。",
    })
}

/// A dossier whose keeping time is over, a case, its folder, its certificate, its hearing and its bar, a first contact, a window's day, absences, hand-overs, an
/// outage with its pad, and the wording of a paper.
pub async fn seeded() -> Seeded {
    // What was put away in 2015 may be destroyed from 2026 on (C23).
    let api = Api::since("2015-03-02").await;
    let old = archived(&api, "E73190099").await;
    let held = held_against(&api).await;
    // A draw is announced days before it is drawn, of certificates that are in force (F26).
    api.until("2026-02-27").await;
    let certificate = certified(&api, "E73190001").await;
    let drawn = api_seed_records::drawn(&api).await;
    let of = looks(&api, "do.sc", &format!("/certificates/{certificate}")).await.text("case");
    let left_out = api_seed_records::left_out(&api, &of).await;
    api.until("2026-03-02").await;
    let (new, case) = (received(&api, "E73190002").await, in_hand(&api, "E73190003").await);
    let given = json!({"words": "隔壁的油烟谁管？", "outcome": {"kind": "transferred", "to": {"kind": "unit", "code": "sc"}}});
    let contact = does(&api, "guide", "/contacts", given).await.text("of");
    does(&api, "intake2", "/windows/w2/acts", json!({"act": "open", "printer": true, "reader": true})).await;
    let leave = json!({"class": "leave", "from": "2026-03-02", "until": "2026-03-03", "deputy": "do2.rs"});
    let absence = does(&api, "do.rs", "/absences", leave).await.text("of");
    does(&api, "do2.sl", "/leavings", leaving("sl")).await;
    let down = json!({"act": "declare", "kind": "power", "since": "2026-03-02T08:10+08:00"});
    let outage = does(&api, "head.biz", "/outages", down).await.text("of");
    let pad = does(&api, "head.biz", "/outages", json!({"act": "print", "window": "w2", "count": 10})).await;
    let bar = |reason: &str| json!({"act": "propose", "ground": "false_materials", "reason": reason});
    let propose =
        wording(&api, "acceptance", "受理了：{promised}前办好，法律最迟 {statutory}。{applicant}您好。")
            .await;
    let sheets: Vec<Value> = [1, 3, 4, 5].map(|row| json!({"row": row, "sheets": 1})).to_vec();
    does(&api, "do.sc", &format!("/cases/{case}/folder/acts"), json!({"act": "open", "papers": sheets}))
        .await;
    let folder = json!({"act": "give", "to": "do2.sc", "sheets": 4, "reason": "现场核查要用。"});
    does(&api, "do.sc", &format!("/cases/{new}/bar/acts"), bar("租约是假的。")).await;
    let finding = seen(&api).await;
    frozen(&api).await;
    let order = json!({"kind": "supervision", "unit": "sc", "to": "do.sc", "words": "三天内说明原因。"});
    let issued = does(&api, "super", "/orders", order.clone()).await.text("of");
    let complaint = json!({
        "channel": "hot-line", "class": "slow", "unit": "sc", "words": "说好三天，等了十天。",
        "contact": {"telephone": "0000-0002001"},
    });
    let complained = does(&api, "complaint", "/complaints", complaint.clone()).await.text("of");
    let assign = json!({"act": "assign", "unit": "sc", "about_unit": "sc", "class": "slow"});
    planned(&api).await;
    let open = json!({"act": "open", "kind": "D8", "person": "do.sc", "words": "脱岗半小时。"});
    does(&api, "super", &format!("/accountability/{held}/acts"), open).await;
    let deed = |id, who, other, path: String, body| Deed { id, who, other, path, body };
    let mut deeds = vec![
        deed("issueOrder", "super", "super2", "/orders".into(), order),
        deed("actOnFolder", "do.sc", "agent.sc", format!("/cases/{case}/folder/acts"), folder),
        deed("actOnCase", "intake2", "head.biz", format!("/cases/{new}/acts"), json!({"act": "accept"})),
        deed(
            "actOnHearing",
            "do.sc",
            "agent.sc",
            format!("/cases/{case}/hearing/acts"),
            json!({"act": "add_applicant"}),
        ),
        deed(
            "actOnHearing",
            "do.sc",
            "agent.sc",
            format!("/cases/{case}/hearing/acts"),
            json!({"act": "assign", "first": "do.sc", "second": "do2.sc"}),
        ),
        deed("actOnDestruction", "do.sc", "do2.sc", "/destruction/sc/acts".into(), draw(&old)),
        deed("actOnBar", "do.sc", "do2.sc", format!("/cases/{case}/bar/acts"), bar("健康证明是假的。")),
        deed(
            "actOnCertificate",
            "do.sc",
            "do2.sc",
            format!("/certificates/{certificate}/acts"),
            json!({"act": "open_proceeding", "ground": "unqualified", "facts": "复查不符合条件。"}),
        ),
        deed("actOnContact", "do2.sc", "guide", format!("/contacts/{contact}/acts"), json!({"act": "sign"})),
        deed(
            "actOnWindow",
            "intake2",
            "head.biz",
            "/windows/w2/acts".into(),
            json!({"act": "end", "how": "advice", "reason": ""}),
        ),
        deed("actOnPaper", "cat.edit", "cat.legal", "/papers/acceptance/acts".into(), propose),
        deed("actOnAbsence", "do.rs", "lead.rs", format!("/absences/{absence}/acts"), json!({"act": "end"})),
        deed("actOnLeaving", "do2.sl", "do.sl", "/leavings/do2.sl/acts".into(), json!({"act": "sign"})),
        deed("drawUpLeaving", "do2.zr", "do.zr", "/leavings".into(), leaving("zr")),
        deed(
            "enterAbsence",
            "do.sc",
            "lead.sc",
            "/absences".into(),
            json!({"class": "illness", "from": "2026-03-02", "deputy": "do2.sc"}),
        ),
        deed(
            "recordContact",
            "guide",
            "guide",
            "/contacts".into(),
            json!({"item": "food-business", "outcome": {"kind": "advice"}}),
        ),
        deed(
            "actOnFinding",
            "do.sc",
            "lead.sc",
            format!("/findings/{finding}/acts"),
            json!({"act": "state", "words": "去送急件。"}),
        ),
        deed("actOnOrder", "do.sc", "super", format!("/orders/{issued}/acts"), json!({"act": "receive"})),
        deed("enterComplaint", "complaint", "super", "/complaints".into(), complaint),
        deed("actOnComplaint", "complaint", "super", format!("/complaints/{complained}/acts"), assign),
        deed(
            "actOnAccountability",
            "do.sc",
            "super",
            format!("/accountability/{held}~do.sc/acts"),
            json!({"act": "hear", "words": "去送急件。"}),
        ),
        deed("receiveCase", "intake2", "intake2", "/cases".into(), intake_of("E73190009")),
        deed(
            "actOnOutages",
            "head.biz",
            "head.soc",
            "/outages".into(),
            json!({"act": "print", "window": "w3", "count": 5}),
        ),
    ];
    let look = |id, who, path: String| Look { id, who, path };
    let pad = pad.text("of");
    let mut looks = vec![
        look("listCases", "intake2", "/cases".into()),
        look("getCase", "intake2", format!("/cases/{case}")),
        look("getCaseTimeline", "intake2", format!("/cases/{case}/timeline")),
        look("getCaseClocks", "intake2", format!("/cases/{case}/clocks")),
        look("getFolder", "do.sc", format!("/cases/{case}/folder")),
        look("listCertificates", "do.sc", "/certificates".into()),
        look("getCertificate", "do.sc", format!("/certificates/{certificate}")),
        look("listContacts", "guide", "/contacts?which=recorded".into()),
        look("getContact", "guide", format!("/contacts/{contact}")),
        look("listHearings", "hearing", "/hearings".into()),
        look("getHearing", "do.sc", format!("/cases/{case}/hearing")),
        look("listDestruction", "do.sc", "/destruction".into()),
        look("getDestruction", "do.sc", "/destruction/sc".into()),
        look("listBars", "do.sc", "/bars".into()),
        look("getBar", "do.sc", format!("/cases/{case}/bar")),
        look("listWindows", "intake2", "/windows".into()),
        look("getWindow", "intake2", "/windows/w2".into()),
        look("listSettlements", "head.biz", "/settlements".into()),
        look("listUnsettledDays", "head.biz", "/unsettled-days".into()),
        look("listAbsences", "do.rs", "/absences".into()),
        look("getAbsence", "do.rs", format!("/absences/{absence}")),
        look("getCovers", "do2.rs", "/covers".into()),
        look("listLeavings", "do2.sl", "/leavings".into()),
        look("getLeaving", "do2.sl", "/leavings/do2.sl".into()),
        look("listOutages", "head.biz", "/outages".into()),
        look("getOutage", "head.biz", format!("/outages/{outage}")),
        look("listPads", "head.biz", "/pads".into()),
        look("getPad", "head.biz", format!("/pads/{pad}")),
        look("listFindings", "super", "/findings".into()),
        look("getFinding", "do.sc", format!("/findings/{finding}")),
        look("listOrders", "super", "/orders?which=all".into()),
        look("getOrder", "do.sc", format!("/orders/{issued}")),
        look("listComplaints", "complaint", "/complaints?which=all".into()),
        look("getComplaint", "complaint", format!("/complaints/{complained}")),
        look("listAccountability", "super", "/accountability".into()),
        look("getAccountability", "do.sc", format!("/accountability/{held}~do.sc")),
        look("listAssessments", "super", "/assessments".into()),
        look("getAssessment", "super", "/assessments/2026-03".into()),
        look("listReports", "super", "/reports".into()),
        look("getReport", "super", "/reports/2026-02".into()),
        look("listPapers", "cat.edit", "/papers".into()),
        look("getPaper", "cat.edit", "/papers/acceptance".into()),
    ];
    let rating = api_seed_records::rated(&api).await;
    let records = api_seed_records::Records::seeded(&api, drawn).await;
    let acts = api_seed_acts::seeded(&api, &records).await;
    let eyes = api_seed_eyes::seeded(&api, &case, &certificate).await;
    for (more_deeds, more_looks) in [acts, eyes, api_seed_desk::seeded(&api, &complained).await] {
        deeds.extend(more_deeds);
        looks.extend(more_looks);
    }
    deeds.extend(api_seed_records::deeds(&rating, &left_out));
    looks.extend(api_seed_records::looks(&case, &rating, &records));
    Seeded { api, deeds, looks, finds: api_seed_records::finds() }
}

/// A person's asking, kept to a unit or to reading.
pub async fn kept(api: &Api, person: &str, may_act: bool, unit: Option<&str>) -> Ask {
    Ask { token: api.token(person, may_act, unit).await.0, ..Ask::default() }
}

/// A finding that a supervisor wrote down about a handler.
async fn seen(api: &Api) -> String {
    let person = |id| catalogue::PersonId::parse(id).expect("a code");
    let form = centre::oversight::finding::SeenForm {
        unit: catalogue::UnitCode::parse("sc").expect("a code"),
        person: Some(person("do.sc")),
        case: String::new(),
        words: "九点窗口没有人。".into(),
    };
    let supervisor = centre::account::Session::acting(person("super"));
    let written = api.centre.finding_write(&supervisor, [0xf1; 16], &form).await;
    written.expect("a supervisor writes down what was seen").0.to_string()
}

/// A finding about a handler that was judged long ago, so that nobody can appeal any more.
async fn held_against(api: &Api) -> String {
    let person = |id| catalogue::PersonId::parse(id).expect("a code");
    let form = centre::oversight::finding::SeenForm {
        unit: catalogue::UnitCode::parse("sc").expect("a code"),
        person: Some(person("do.sc")),
        case: String::new(),
        words: "十点窗口没有人。".into(),
    };
    let supervisor = centre::account::Session::acting(person("super"));
    let written = api.centre.finding_write(&supervisor, [0xf3; 16], &form).await;
    let finding = written.expect("a supervisor writes down what was seen").0;
    let founded = centre::oversight::finding::FindingAct::Judge {
        verdict: oversight::finding::Verdict::Founded,
        reason: "监控属实。".into(),
    };
    let stated = centre::oversight::finding::FindingAct::State("取件去了。".into());
    let concerned = centre::account::Session::acting(person("do.sc"));
    api.centre.finding_act(&concerned, finding, [0xf9; 16], None, &stated).await.expect("explained");
    let another = centre::account::Session::acting(person("super2"));
    api.centre.finding_act(&another, finding, [0xf4; 16], None, &founded).await.expect("judged");
    finding.to_string()
}

/// The plan of assessment of this month.
async fn planned(api: &Api) {
    let term = oversight::assessment::Term::parse("2026-03").expect("a month");
    let dates = oversight::assessment::Dates::usual(term).expect("a known month");
    let plan = oversight::assessment::Plan::usual(term, dates);
    let supervisor = centre::account::Session::acting(catalogue::PersonId::parse("super").expect("a code"));
    let adopted = api.centre.assessment_adopt(&supervisor, [0xf5; 16], None, &plan, "").await;
    adopted.expect("a supervisor adopts a plan");
}

/// The report of the month before, unless time has made it.
async fn frozen(api: &Api) {
    let period = oversight::report::Period::parse("2026-02").expect("a month");
    let supervisor = centre::account::Session::acting(catalogue::PersonId::parse("super").expect("a code"));
    let view = api.centre.report_fetch(&supervisor, period, None).await.expect("a supervisor reads it");
    if view.edition.is_some() {
        return;
    }
    api.centre
        .report_freeze(&supervisor, [0xf2; 16], period, None, "")
        .await
        .expect("a supervisor makes the report of a month that is over");
}
