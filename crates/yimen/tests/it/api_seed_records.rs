//! What is tried of figures, the calendar, papers and what supervision keeps besides, in the seeded centre.

use calendar::Day;
use catalogue::{PersonId, UnitCode, WindowId};
use centre::account::Session;
use centre::oversight::bounds::BoundForm;
use centre::oversight::draw::DrawForm;
use centre::oversight::inspection::PlanForm;
use centre::oversight::rating::{RatingAct, RatingForm, RatingWhich, Writing};
use centre::oversight::survey::SurveyForm;
use oversight::bound::Bound;
use oversight::inspection::{Kind, Place};
use oversight::rating::{Grade, Ground};
use oversight::survey;
use serde_json::{Value, json};

use crate::api_rig::Api;
use crate::api_seed::{Deed, Look, does};

/// An invented notice.
const NOTICE: &str = "year 2027 official\n2027-01-01..2027-01-06 off 元旦\n2027-01-09 work 元旦\n2027-02-05..2027-02-08 off 春节\n";
const NUMBER: &str = "国办发明电〔2026〕99号";

fn acting(person: &str) -> Session {
    Session::acting(PersonId::parse(person).expect("a code"))
}

fn unit(code: &str) -> UnitCode {
    UnitCode::parse(code).expect("a code")
}

/// A bad rating that was given on the tablet of window 2, which is open.
pub async fn rated(api: &Api) -> String {
    does(api, "intake2", "/windows/w2/acts", json!({"act": "next"})).await;
    let w2 = WindowId::parse("w2").expect("a code");
    let here = Writing { address: "192.0.2.1".into(), browser: "tablet".into() };
    let form = RatingForm {
        grade: Some(Grade::VeryDissatisfied),
        words: "不耐烦。".into(),
        ..RatingForm::default()
    };
    api.centre.tablet_give(w2, 1, &here, [0xe1; 16], &form).await.expect("somebody is at the window");
    let list = api.centre.rating_list(&acting("super"), RatingWhich::All, "", 1).await;
    list.expect("it is listed")[0].id.to_string()
}

/// A bad rating of the visit of a case that two people left out, in the county where every such round is called about once more; it is
/// drawn in the next night.
pub async fn left_out(api: &Api, case: &str) -> String {
    let form = BoundForm { bound: Bound::SecondCallPercent, value: 100, reason: "试行。".into() };
    api.centre.bound_set(&acting("super"), [0xd1; 16], &form).await.expect("it is set");
    api.centre.tick().await.expect("time goes on");
    api.centre.tick().await.expect("time goes on");
    let case = catalogue::CaseId::parse(case).expect("a case");
    let code = api.centre.rating_code(case, oversight::rating::Kind::Visit).await.expect("readable");
    let own = Writing { address: "198.51.100.9".into(), browser: "phone".into() };
    let form = RatingForm {
        grade: Some(Grade::VeryDissatisfied),
        words: "等了一个小时。".into(),
        ..RatingForm::default()
    };
    let given = api.centre.rating_give(&code.expect("the visitor was asked"), &own, [0xd2; 16], &form).await;
    given.expect("it is given");
    let list = api.centre.rating_list(&acting("complaint"), RatingWhich::Mine, "", 1).await;
    let id = list.expect("it is listed")[0].id;
    let call = RatingAct::Call { reached: true, words: "说是点错了。".into() };
    let propose = RatingAct::ProposeDismissal { ground: Ground::Mistaken, words: "点错。".into() };
    let agree = RatingAct::DecideDismissal { agrees: true, words: "同意。".into() };
    for (n, (who, act)) in (0xd3..).zip([("complaint", call), ("complaint", propose), ("super", agree)]) {
        api.centre.rating_act(&acting(who), id, [n; 16], None, &act).await.expect("it is done");
    }
    id.to_string()
}

/// A draw of certificates, with inspectors of another unit beside those who handled the case.
pub async fn drawn(api: &Api) -> String {
    let form = DrawForm {
        unit: unit("sc"),
        with_unit: Some(unit("sl")),
        items: Vec::new(),
        towns: Vec::new(),
        title: "证照持有情况".into(),
        count: 1,
        source: "后天的双色球开奖号码".into(),
        public_day: api.centre.today().plus_days(2),
        instead_of: None,
        reason: String::new(),
    };
    api.centre.draw_announce(&acting("lead.sc"), [0xe2; 16], &form).await.expect("announced").0.to_string()
}

async fn planned(api: &Api) -> String {
    let form = PlanForm {
        kind: Kind::Monthly,
        place: Place::Hall,
        people: vec![PersonId::parse("super").expect("a code")],
        by: Day::parse("2026-03-06").expect("a day"),
        sections: Vec::new(),
    };
    api.centre.inspection_plan(&acting("centre"), [0xe3; 16], &form).await.expect("planned").0.to_string()
}

async fn surveyed(api: &Api) -> String {
    let form = SurveyForm {
        kind: survey::Kind::Questionnaire,
        unit: Some(unit("sc")),
        on: Day::parse("2026-03-02").expect("a day"),
        numbers: [40, 30, 20],
        chosen: "从上月办结的件里抽四十位。".into(),
        words: "希望中午也有人。".into(),
    };
    api.centre.survey_write(&acting("centre"), [0xe4; 16], &form).await.expect("written").0.to_string()
}

/// A plan of one indicator, for a month of which another plan is in force.
fn plan() -> Value {
    json!({
        "indicators": [{
            "code": "U1", "name": "按时办结", "scale": "unit",
            "formula": {
                "kind": "share", "part": ["in-time"], "whole": ["concluded"], "none_at": 8000, "full_at": 10000,
            },
            "full": 100, "weight": 100, "sample": ["concluded"], "sample_min": 10, "basis": "考核办法",
        }],
        "good_from": 90, "fair_from": 60, "centre_percent": 50, "scored_min": 50,
        "dates": {
            "check_by": "2026-04-05", "evaluate_by": "2026-04-08", "inspect_by": "2026-04-12",
            "publish_by": "2026-04-20",
        },
    })
}

/// Commands that may be given now; the calendar's comes last, for it makes every deadline anew.
pub fn deeds(rating: &str, left_out: &str) -> Vec<Deed> {
    let deed = |id, who, other, path: &str, body| Deed { id, who, other, path: path.into(), body };
    vec![
        deed(
            "actOnRating",
            "complaint",
            "super",
            &format!("/ratings/{rating}/acts"),
            json!({"act": "confirm", "class": "simple", "words": "确实让人等了两个小时。"}),
        ),
        deed(
            "callAboutRating",
            "super2",
            "super3",
            &format!("/ratings/{left_out}/second-call"),
            json!({
                "reached": true, "attitude": "satisfied", "quality": "satisfied", "efficiency": "fairly",
                "paid_elsewhere": false, "words": "后来没有被为难。",
            }),
        ),
        deed(
            "actOnAssessment",
            "super",
            "super2",
            "/assessments/2026-03/acts",
            json!({"act": "adopt", "plan": plan(), "reason": "只看按时办结。"}),
        ),
        deed(
            "adoptCalendarNotice",
            "centre",
            "super",
            "/calendar/notices",
            json!({"revision": 1, "text": NOTICE, "number": NUMBER}),
        ),
    ]
}

/// What is asked with a body and changes nothing.
pub fn finds() -> Vec<Deed> {
    let find = |id, who, path: &str, body| Deed { id, who, other: who, path: path.into(), body };
    vec![
        find("findCases", "intake2", "/find", json!({"by": "person", "document_number": "E73190002"})),
        find(
            "findApplicant",
            "intake2",
            "/applicants/find",
            json!({"item": "food-business", "document_type": "414", "document_number": "E73190011"}),
        ),
        find(
            "findReceipts",
            "intake2",
            "/receipts/find",
            json!({"document_type": "414", "document_number": "E73190011"}),
        ),
        find(
            "previewCalendarNotice",
            "centre",
            "/calendar/preview",
            json!({"text": NOTICE, "number": NUMBER}),
        ),
        find("askWhatIf", "super", "/calendar/what-if", json!({"on": "2026-03-06", "worked": false})),
    ]
}

/// What supervision keeps besides findings and orders.
pub struct Records {
    /// A draw whose public value is known.
    pub draw: String,
    /// A round that is planned.
    pub round: String,
    /// A survey.
    pub survey: String,
}

impl Records {
    /// The draw was announced before.
    pub async fn seeded(api: &Api, draw: String) -> Records {
        Records { draw, round: planned(api).await, survey: surveyed(api).await }
    }
}

/// Records and lists that somebody sees; window 2 is open, and a case has a certificate.
pub fn looks(case: &str, rating: &str, Records { draw, round, survey }: &Records) -> Vec<Look> {
    let look = |id, who, path: String| Look { id, who, path };
    vec![
        look("listCommitments", "do.sc", "/commitments".into()),
        look("listFolders", "do.sc", "/folders?which=archived".into()),
        look("listOlder", "cat.legal", "/older".into()),
        look("getOlder", "cat.legal", "/older/food-business".into()),
        look("getCasePapers", "do.sc", format!("/cases/{case}/papers")),
        look("getCasePaper", "do.sc", format!("/cases/{case}/papers/acceptance")),
        look("listLights", "centre", "/figures/lights".into()),
        look("listRatingBoard", "super", "/figures/rating-board".into()),
        look("getLaterCases", "super", "/figures/later-cases".into()),
        look("listCalendarNotices", "centre", "/calendar/notices".into()),
        look("listRatings", "super", "/ratings?which=all".into()),
        look("getRating", "super", format!("/ratings/{rating}")),
        look("getDrawRecord", "super", format!("/oversight/draws/{draw}")),
        look("listInspections", "super", "/inspections?month=2026-03".into()),
        look("getInspection", "super", format!("/inspections/{round}")),
        look("listSurveys", "centre", "/surveys".into()),
        look("getSurvey", "centre", format!("/surveys/{survey}")),
        look("listSummaries", "super", "/summaries".into()),
        look("getSummary", "super", "/summaries/sc".into()),
        look("listBulletinDrafts", "super", "/oversight/bulletins".into()),
        look("getBulletinDraft", "super", "/oversight/bulletins/2026-02".into()),
    ]
}
