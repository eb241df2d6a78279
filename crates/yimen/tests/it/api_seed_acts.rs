//! What is tried of the acts of supervision, and of half-done intakes, in the seeded centre.

use serde_json::json;

use crate::api_rig::Api;
use crate::api_seed::{Deed, Look, does};
use crate::api_seed_records::Records;

/// Commands that may be given now, and what is seen besides; cases were taken in at window 2.
pub async fn seeded(api: &Api, records: &Records) -> (Vec<Deed>, Vec<Look>) {
    let half = json!({"item": "food-business", "form": {"applicant_kind": "natural", "name": "岑不见"}});
    let draft = does(api, "intake2", "/drafts", half.clone()).await.text("draft");
    let spot = does(api, "super", "/spots", json!({})).await.text("of");
    let call = json!({
        "kind": "call", "unit": "sc", "on": "2026-03-02", "attitude": "satisfied", "quality": "satisfied",
        "efficiency": "fairly", "words": "说等得久了一点。",
    });
    does(api, "super", "/follow-ups", call.clone()).await;
    let at = |path: &str, of: &str| format!("{path}/{of}/acts");
    let deed = |id, who, other, path: String, body| Deed { id, who, other, path, body };
    let survey = json!({
        "kind": "symposium", "unit": "sc", "on": "2026-03-02", "asked": 12, "answered": 12, "satisfied": 9,
        "chosen": "请了街道推荐的十二家。", "words": "希望中午也有人。",
    });
    let enter = json!({"act": "enter", "people": [{"person": "intake2", "mark": "present"}]});
    let summary =
        json!({"act": "hand_in", "done": "都进了大厅。", "problems": "两件超期。", "plans": "专人盯。"});
    let made = json!({
        "act": "make", "on": "2026-03-02", "people": ["super"], "sections": ["presence", "manner"],
        "words": "都在岗。",
    });
    let draw = json!({
        "unit": "sc", "with_unit": "sl", "title": "证照持有情况", "count": 1, "source": "双色球开奖号码",
        "public_day": "2026-03-06",
    });
    let plan = json!({"kind": "special", "place": "unit-sc", "by": "2026-03-05", "people": ["centre"]});
    let again = json!({"act": "save", "label": "岑", "form": {"name": "岑不见", "copy_kept": [1]}});
    let corrected = json!({"act": "correct", "survey": survey.clone(), "reason": "把座谈会记成了问卷。"});
    let list = json!({
        "kind": "fees", "unit": "sc", "from": "2026-02-01", "until": "2026-03-02",
        "numbers": ["990121-20260302-09999-9", "票 77"],
    });
    let before = json!({
        "kind": "seals", "unit": "sc", "from": "2026-02-01", "until": "2026-03-02", "numbers": ["票 78"],
    });
    let compared = does(api, "super", "/reconcile", before).await.text("reconciliation");
    let one = json!({"act": "remark", "place": 0, "words": "导办台没有人。"});
    let bound = json!({"bound": "correction-rounds", "value": 3, "reason": "试行一个月。"});
    let seen = json!({"unit": "sc", "words": "十一点窗口没有人。"});
    let deeds = vec![
        deed("saveDraft", "intake2", "intake2", "/drafts".into(), {
            let mut other = half.clone();
            other["form"]["phone"] = json!("13987612345");
            other
        }),
        deed("actOnDraft", "intake2", "intake2", at("/drafts", &draft), again),
        deed("setBound", "super", "super2", "/bounds".into(), bound),
        deed("reconcileList", "super", "super2", "/reconcile".into(), list),
        deed("recordFinding", "super", "super2", "/findings".into(), seen),
        deed(
            "actOnReport",
            "super",
            "super2",
            at("/reports", "2026-01"),
            json!({"act": "freeze", "reason": ""}),
        ),
        deed("actOnAttendance", "head.biz", "centre", at("/attendance", "2026-03-02"), enter),
        deed("announceDraw", "lead.sc", "super", "/oversight/draws".into(), draw),
        deed(
            "actOnDraw",
            "super",
            "super2",
            at("/oversight/draws", &records.draw),
            json!({"act": "reveal", "value": "03 08 17 21 25 31 + 09"}),
        ),
        deed("actOnInspection", "super", "centre", at("/inspections", &records.round), made),
        deed("planInspection", "centre", "super", "/inspections".into(), plan),
        deed(
            "planUsualInspections",
            "centre",
            "super",
            "/oversight/inspections/usual".into(),
            json!({"month": "2026-03", "people": ["super"]}),
        ),
        deed("writeSurvey", "centre", "super", "/surveys".into(), survey),
        deed("actOnSurvey", "centre", "super", at("/surveys", &records.survey), corrected),
        deed("actOnSummary", "lead.sc", "super", at("/summaries", "sc") + "?year=2025", summary),
        deed(
            "actOnBulletin",
            "super",
            "super2",
            at("/oversight/bulletins", "2026-02"),
            json!({"act": "publish"}),
        ),
        deed("writeFollowUp", "super", "super2", "/follow-ups".into(), call),
        deed("beginSpot", "super", "super2", "/spots".into(), json!({})),
        deed("actOnSpot", "super", "super2", at("/spots", &spot), one),
    ];
    let look = |id, who, path: String| Look { id, who, path };
    let looks = vec![
        look("listDrafts", "intake2", "/drafts".into()),
        look("getDraft", "intake2", format!("/drafts/{draft}")),
        look("listBounds", "super", "/bounds".into()),
        look("getAttendance", "head.biz", "/attendance/2026-03-02".into()),
        look("listReconciliations", "super", "/reconciliations".into()),
        look("getReconciliation", "super", format!("/reconciliations/{compared}")),
        look("listFollowUps", "super", "/follow-ups".into()),
        look("listSpots", "super", "/spots".into()),
        look("getSpot", "super", format!("/spots/{spot}")),
        look("getSpotCase", "super", format!("/spots/{spot}/cases/1")),
        look("getSpotHall", "super", format!("/spots/{spot}/hall")),
    ];
    (deeds, looks)
}
