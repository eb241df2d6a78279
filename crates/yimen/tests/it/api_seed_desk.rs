//! What is tried of the queues of the desk, of notices to be told on paper, of lost receipts, and of the receipt of a complaint, in
//! the seeded centre.

use serde_json::{Value, json};

use crate::api_rig::{Api, Reply};
use crate::api_seed::{Deed, Look, does, intake_of, looks};

/// A case taken in at window 2 of somebody without a telephone: what the window was told.
pub async fn without_telephone(api: &Api, document_number: &str) -> Reply {
    let mut form = intake_of(document_number);
    let applicant = form["applicant"].as_object_mut().expect("an applicant");
    applicant.remove("telephone");
    applicant.insert("no_telephone".into(), json!(true));
    applicant.insert("notify".into(), json!("paper"));
    applicant.insert("address".into(), json!("澄禾县城关镇一号"));
    does(api, "intake2", "/cases", form).await
}

/// The receipt of a case with the document that its applicant shows.
pub fn receipt(number: &str, document_number: &str) -> Value {
    json!({"number": number, "document_type": "414", "document_number": document_number})
}

/// Commands that may be given now, and what is seen besides; a bar was proposed in the unit, and the complaint was written down today.
pub async fn seeded(api: &Api, complaint: &str) -> (Vec<Deed>, Vec<Look>) {
    let made = without_telephone(api, "E73190011").await;
    let acts = format!("/cases/{}/acts", made.text("case"));
    does(api, "intake2", &acts, json!({"act": "accept"})).await;
    api.centre.tick().await.expect("time goes on");
    let list = looks(api, "intake2", "/paper-notices").await;
    let notice = list.body["notices"][0]["notice"].as_str().expect("somebody is to be told").to_owned();
    let deed = |id, who, other, path: String, body| Deed { id, who, other, path, body };
    let deeds = vec![
        deed(
            "tellPaperNotice",
            "intake2",
            "head.biz",
            format!("/paper-notices/{notice}/told"),
            json!({"way": "letter"}),
        ),
        deed(
            "reissueReceipt",
            "intake2",
            "intake2",
            "/receipts".into(),
            receipt(&made.text("receipt_no"), "E73190011"),
        ),
    ];
    let look = |id, who, path: String| Look { id, who, path };
    let looks = vec![
        look("listQueues", "intake2", "/queues".into()),
        look("listOfficeWaits", "do.sc", "/office-waits".into()),
        look("listPaperNotices", "intake2", "/paper-notices".into()),
        look("getPaperNotice", "intake2", format!("/paper-notices/{notice}")),
        look("getComplaintReceipt", "complaint", format!("/complaints/{complaint}/receipt")),
    ];
    (deeds, looks)
}
