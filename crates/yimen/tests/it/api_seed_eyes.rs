//! What is tried of photographs, disclosures, readings and the boards of who leads, in the seeded centre.

use serde_json::{Value, json};

use crate::api_rig::Api;
use crate::api_seed::{Deed, Look, does, looks};

/// Bytes as RFC 4648 writes them in base64.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |three: &[u8]| {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        let letter = |place: usize| match place > three.len() {
            true => '=',
            false => char::from(LETTERS[(bits >> (18 - 6 * place) & 63) as usize]),
        };
        [letter(0), letter(1), letter(2), letter(3)]
    };
    bytes.chunks(3).flat_map(group).collect()
}

/// A photograph of so many bytes, as it is handed in.
pub fn photograph(bytes: usize) -> Value {
    json!({"photograph": base64(&crate::photographs::picture(bytes))})
}

/// A request of the police, whose document bears a number of its own.
pub fn disclosure(n: u32) -> Value {
    let visitor = |name: &str, certificate: &str| json!({"name": name, "certificate": certificate});
    json!({
        "kind": "police", "asker": "澄禾县公安局", "document": format!("调取证据通知书 〔2026〕{n}号"),
        "basis": "刑事诉讼法第五十四条", "visitors": [visitor("甲调查", "0000118"), visitor("乙调查", "0000235")],
        "pages": {"which": "whole"}, "form": "read", "telling": {"when": "now"},
    })
}

/// Commands that may be given now, and what is seen besides; the certificate's case was checked on site by `do.sc`, and the other
/// one is in the hands of its handler.
pub async fn seeded(api: &Api, case: &str, certificate: &str) -> (Vec<Deed>, Vec<Look>) {
    let shown = looks(api, "do.sc", &format!("/certificates/{certificate}")).await;
    let paper = shown.body["papers"][0]["paper"].as_str().expect("it has a paper").to_owned();
    let photographs = format!("/cases/{}/photographs", shown.text("case"));
    let kept = does(api, "do.sc", &photographs, photograph(500)).await.text("of");
    let disclosures = format!("/cases/{case}/disclosures");
    let asked = does(api, "do.sc", &disclosures, disclosure(18)).await.text("of");
    does(api, "super", &format!("/cases/{case}/purpose"), json!({"purpose": "complaint"})).await;
    let order =
        json!({"kind": "rectification", "unit": "sc", "to": "do.sc", "words": "请改正，报整改情况。"});
    let order = format!("/orders/{}", does(api, "super", "/orders", order).await.text("of"));
    let answer = json!({
        "act": "answer", "words": "改好了。", "photographs": [base64(&crate::photographs::picture(500))],
    });
    does(api, "do.sc", &format!("{order}/acts"), answer).await;
    let answered = looks(api, "super", &order).await;
    let shown = answered.body["photographs"][0]["digest"].as_str().expect("it has a photograph").to_owned();
    let deed = |id, who, other, path: String, body| Deed { id, who, other, path, body };
    let deeds = vec![
        deed("keepPhotograph", "do.sc", "do2.sc", photographs.clone(), photograph(501)),
        deed("registerDisclosure", "do.sc", "do2.sc", disclosures.clone(), disclosure(19)),
        deed(
            "actOnDisclosure",
            "head.biz",
            "chief.sc",
            format!("{disclosures}/{asked}/acts"),
            json!({"act": "approve"}),
        ),
        deed(
            "sayPurpose",
            "super",
            "super2",
            format!("/cases/{case}/purpose"),
            json!({"purpose": "supervision"}),
        ),
        deed(
            "setReach",
            "super",
            "super2",
            "/reach".into(),
            json!({"way": "sms", "telephone": "0000-0002001"}),
        ),
    ];
    let look = |id, who, path: String| Look { id, who, path };
    let looks = vec![
        look("getPhotograph", "do.sc", format!("{photographs}/{kept}")),
        look("getOrderPhotograph", "do.sc", format!("{order}/photographs/{shown}")),
        look("listDisclosures", "do.sc", "/disclosures".into()),
        look("getCaseDisclosures", "do.sc", disclosures.clone()),
        look("getDisclosure", "do.sc", format!("{disclosures}/{asked}")),
        look("getApplicant", "do.sc", format!("/cases/{case}/applicant")),
        look("listMyReadings", "super", "/my-readings".into()),
        look("listReadings", "super", "/readings".into()),
        look("getReadings", "super", "/readings/2026-03-02?person=super".into()),
        look("getCertificatePaper", "do.sc", format!("/certificates/{certificate}/papers/{paper}")),
        look("listAppeals", "super", "/appeals".into()),
        look("listHabits", "super", "/habits".into()),
        look("getAssessmentCount", "super", "/assessments/2026-03/counts/concluded?subject=unit-sc".into()),
        look("getReach", "super", "/reach".into()),
        look("listBoard", "super", "/figures/board".into()),
        look("listStages", "centre", "/figures/stages".into()),
        look("getFlow", "super", "/figures/flow/food-business".into()),
        look("getAccountabilityFigures", "super", "/figures/accountability".into()),
    ];
    (deeds, looks)
}
