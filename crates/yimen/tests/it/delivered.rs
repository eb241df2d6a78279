//! A result on its way and in its holder's hands, as desk, applicant and everybody read it: posted, the proof of each way, the public
//! register (C25, N16, N20, C24).

use axum::http::StatusCode;
use casework::Outcome;
use catalogue::{CaseId, WindowId};
use centre::act::Act;
use centre::act_delivery::{Announcement, DeliveryAct, DeliveryAddress, LeftThere, Posting, SentBy};

use crate::api_rig::{Api, Ask};
use crate::papers::{County, PASSWORD};

impl County {
    /// Granted and made, with the address that its applicant signed for.
    async fn made_and_addressed(&self, n: u32) -> CaseId {
        let case = self.in_hand(n).await;
        self.examined(case).await;
        let grant = Act::Decide { outcome: Outcome::Granted, grounds: Vec::new(), reasons: String::new() };
        for (who, act) in [("lead.sc", grant), ("agent.sc", Act::Recheck), ("do.sc", Act::Make)] {
            self.does(who, case, act).await;
        }
        self.advance(60_000_000).await;
        self.advance(60_000_000).await;
        let applicant = self.0.centre.case_fetch(case).await.expect("readable").expect("there").applicant;
        let address = DeliveryAddress {
            recipient: applicant.name,
            telephone: String::new(),
            address: "澄湾镇河东街 12 号".into(),
        };
        let confirmed = DeliveryAct::ConfirmAddress {
            document_type: applicant.document_type,
            document_number: applicant.document_number,
            address,
            window: window(),
        };
        self.does("out", case, Act::Delivery(confirmed)).await;
        case
    }

    async fn sends(&self, case: CaseId, way: SentBy) {
        self.does("out", case, Act::Delivery(DeliveryAct::Otherwise { way, window: window() })).await;
    }

    async fn query(&self, case: CaseId) -> String {
        let file = self.0.centre.case_fetch(case).await.expect("readable").expect("there");
        file.texts.text(file.filed().expect("received").facts.query_sealed.0)
    }

    async fn page(&self, path: &str, cookie: &str) -> String {
        let fetched = self.0.fetch("GET", path, cookie, "").await;
        assert_eq!(fetched.status, StatusCode::OK, "{path}");
        fetched.text()
    }
}

fn window() -> WindowId {
    WindowId::parse("w15").expect("a window")
}

// C25, N16: what is with a carrier waits for the receipt, at the desk and on its applicant's page.
#[tokio::test]
async fn a_posted_result_says_so_and_waits_for_its_receipt() {
    let county = County(Api::new().await);
    county.0.centre.accounts_set([("out", "out")].into_iter(), PASSWORD).await.expect("an account");
    let case = county.made_and_addressed(71).await;
    let (cookie, pass) =
        (county.0.sign_in("out", PASSWORD).await, county.pass(case, &county.query(case).await).await);
    let desk = format!("/desk/cases/{case}");
    let main = |page: &str| {
        let (_, after) = page.split_once("act-main").expect("an act stands first");
        after.split_once("id=\"").and_then(|(_, rest)| rest.split_once('"')).expect("an id").0.to_owned()
    };
    let ready = county.page("/track/case", &pass).await;
    assert!(ready.contains("可以领取") && ready.contains("带上取件码和身份证"), "{ready}");
    assert_eq!(main(&county.page(&desk, &cookie).await), "act-deliver");

    let posting = Posting { carrier: "示例邮政".into(), number: "XX000000000012".into() };
    county.sends(case, SentBy::Post { posting, originals: Vec::new() }).await;
    let posted = county.page("/track/case", &pass).await;
    assert!(posted.contains("已寄出，单号 XX000000000012，等签收"), "{posted}");
    assert!(!posted.contains("可以领取") && !posted.contains("带上取件码和身份证"), "{posted}");
    let at_desk = county.page(&desk, &cookie).await;
    assert_eq!(main(&at_desk), "act-deliver-otherwise");
    assert!(at_desk.contains("已寄出，单号 XX000000000012，等签收"), "{at_desk}");
    // One wrong day is said at its field and in the summary that leads there, and nowhere else.
    let fetched = county.0.fetch("GET", &desk, &cookie, "").await;
    let tomorrow = county.0.centre.today().plus_days(1);
    let typed = format!(
        "csrf={}&command_id={}&way=signed-for&on={tomorrow}&signed=x",
        fetched.hidden("csrf"),
        county.0.command_id()
    );
    let wrong = county.0.fetch("POST", &format!("{desk}/deliver-otherwise"), &cookie, &typed).await;
    let (status, said) = (wrong.status, wrong.text());
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{said}");
    assert!(said.contains("href=\"#deliver-otherwise-on\"") && !said.contains("这一天不对"), "{said}");
    // It came back, and its applicant comes for it: a new code says so.
    let applicant = county.0.centre.case_fetch(case).await.expect("readable").expect("there").applicant;
    let renew = DeliveryAct::RenewPickup {
        document_type: applicant.document_type,
        document_number: applicant.document_number,
        window: window(),
        on_paper: true,
    };
    county.does("out", case, Act::Delivery(renew)).await;
    let back = county.page("/track/case", &pass).await;
    assert!(back.contains("可以领取") && !back.contains("等签收"), "{back}");
    assert_eq!(main(&county.page(&desk, &cookie).await), "act-deliver");
}

// C25, N16: the proof has lines for whoever has to sign it, and says with whom it stays.
#[tokio::test]
async fn the_proof_of_each_way_is_signed_by_whom_the_way_needs() {
    let county = County(Api::new().await);
    county.accounts().await;
    let cookie = county.0.sign_in("centre", PASSWORD).await;
    let on = county.0.centre.today();
    let left = county.made_and_addressed(72).await;
    let record = LeftThere {
        place: "澄湾镇河东街 12 号".into(),
        reason: "本人说不要。".into(),
        witnesses: ["王某".into(), "李某".into()],
    };
    county.sends(left, SentBy::Left { on, record }).await;
    let posted = county.made_and_addressed(73).await;
    let posting = Posting { carrier: "示例邮政".into(), number: "XX2".into() };
    county.sends(posted, SentBy::Post { posting, originals: Vec::new() }).await;
    county.sends(posted, SentBy::SignedFor { on, signed: "本人".into() }).await;
    let (electronic, query, code) = county.sent(74).await;
    let pass = county.pass(electronic, &query).await;
    let form = county.0.fetch("GET", "/track/case/fetch", &pass, "").await;
    let typed = format!("command_id={}&code={code}", form.hidden("command_id"));
    county.0.fetch("POST", "/track/case/fetch", &pass, &typed).await;

    let box_of = |who: &str| format!("<h2>{who}</h2>");
    for (case, signers) in [
        (left, vec!["送达人", "见证人：王某", "见证人：李某"]),
        (posted, vec!["送达人"]),
        (electronic, Vec::new()),
    ] {
        county.says_what_for(case).await;
        let proof = county.page(&format!("/desk/cases/{case}/print/delivery"), &cookie).await;
        assert!(proof.contains("送达机关存") && !proof.contains("申请人留存"), "{proof}");
        assert_eq!(proof.matches("class=\"sign-line\"").count(), 2 * signers.len(), "{proof}");
        for who in signers {
            assert!(proof.contains(&box_of(who)), "{who}: {proof}");
        }
        assert!(!proof.contains(&box_of("收件人")), "nobody received it at the window: {proof}");
        assert!(!proof.contains("他人代收"), "nobody else received it: {proof}");
        let pdf = county.0.fetch("GET", &format!("/desk/cases/{case}/paper/delivery"), &cookie, "").await;
        assert!(pdf.status == StatusCode::OK && pdf.body.starts_with(b"%PDF-"));
    }
}

// C25: after a public notice nobody has the result in hand, and its applicant is not told so.
#[tokio::test]
async fn after_a_public_notice_the_applicant_reads_that_the_result_waits() {
    let county = County(Api::new().await);
    let case = county.made_and_addressed(74).await;
    let later = county.0.centre.today().plus_days(15);
    county.0.until(&later.to_string()).await;
    let record =
        Announcement { place: "县政府网站".into(), reason: "电话停机，邮件退回。".into() };
    county.sends(case, SentBy::Announced { on: later, record }).await;
    let pass = county.pass(case, &county.query(case).await).await;
    let announced = county.page("/track/case", &pass).await;
    assert!(
        announced.contains("期满视为送达；结果还给您留着") && !announced.contains("已送到您手里"),
        "{announced}"
    );
    county.0.until(&later.plus_days(62).to_string()).await;
    let pass = county.pass(case, &county.query(case).await).await;
    let over = county.page("/track/case", &pass).await;
    assert!(over.contains("公告期满，视为送达") && over.contains("结果还给您留着"), "{over}");
    assert!(!over.contains("已送到您手里"), "{over}");
}

// N20, C24: a page, a file and an answer to programs for everybody; a person's name nowhere.
#[tokio::test]
async fn granted_licences_are_read_by_everybody_as_page_file_and_json() {
    let county = County(Api::new().await);
    let empty = county.page("/decisions", "").await;
    assert!(empty.contains("还没有公布的许可决定。"), "{empty}");
    let case = county.made_and_addressed(75).await;
    let name = county.0.centre.case_fetch(case).await.expect("readable").expect("there").applicant.name;
    let page = county.page("/decisions?unit=sc&item=food-business", "").await;
    let masked = format!("{}*", name.chars().next().expect("a name"));
    assert!(page.contains(&masked) && !page.contains(&name), "{page}");
    let file = county.page("/decisions.csv", "").await;
    assert_eq!(file.lines().count(), 2, "{file}");
    assert!(file.starts_with('\u{feff}') && file.contains("\"有效\"") && !file.contains(&name), "{file}");
    let one = county.0.fetch("GET", "/decisions?name=%E5%85%89", "", "").await;
    assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(one.text().contains("请至少写两个字") && one.text().contains("value=\"光\""), "{}", one.text());
    let one = county.0.fetch("GET", "/decisions.csv?name=%E5%85%89", "", "").await;
    assert_eq!(one.status, StatusCode::UNPROCESSABLE_ENTITY, "an empty file would say that there are none");
    assert!(one.text().contains("请至少写两个字"), "{}", one.text());
    let person = county.page(&format!("/decisions?name={}", Api::encoded(&name)), "").await;
    assert!(person.contains("没有查到。"), "a person is found by no name: {person}");
    let reply = county.0.send("GET", "/api/v1/decisions?unit=sc&limit=1", &Ask::default()).await;
    assert_eq!(reply.status, 200, "{}", reply.body);
    let first = &reply.body["decisions"][0];
    assert_eq!((&first["state"], &first["item"]["code"]), (&"in-force".into(), &"food-business".into()));
    assert!(first["credit_code"].is_null() && reply.body["next"].is_null(), "{}", reply.body);
    for path in ["/", "/items"] {
        assert!(county.page(path, "").await.contains("href=\"/decisions\""), "{path}");
    }
}
