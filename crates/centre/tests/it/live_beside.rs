//! An open desk is told of what waits beside the cases, each by whoever it waits for and by nobody else.

use std::sync::Arc;

use casework::bar::Ground;
use casework::contact::Target;
use casework::window_day::VisitEnd;
use catalogue::UnitCode;
use centre::act::Act;
use centre::bars::BarAct;
use centre::certificate::{CertificateAct, CertificateContent};
use centre::contact::{ContactAct, ContactForm, OutcomeForm, TransferForm};
use centre::hearing::HearingAct;
use centre::leaving::{LeavingWords, NewLeaving};
use centre::notice::certificate_made;
use centre::window_day::WindowAct;

use crate::people::away;
use crate::rig::{Rig, day, person, session, window};
use crate::walk::{concluded, in_hand, received};

async fn head(rig: &Rig) -> u64 {
    rig.centre.live_head().await.expect("the head is read")
}

/// Who of these is called by what stands in this stream, of what happened after a place of the ledger.
async fn called<'a>(rig: &Rig, since: u64, stream: &str, people: &[&'a str]) -> Vec<&'a str> {
    let stirred = rig.centre.live_since(since).await.expect("it is read");
    let mut called = Vec::new();
    for who in people {
        let view = rig.centre.live_view(&session(who)).await.expect("the posts are read");
        if stirred.calls.iter().any(|it| it.stream.starts_with(stream) && view.is_called(it)) {
            called.push(*who);
        }
    }
    called
}

// A42: asked for beside whatever the case waits for.
pub async fn the_fast_track_that_is_asked_for_stirs_who_may_grant_it(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let since = head(&rig).await;
    rig.does("do.sc", case, Act::AskPriority { reason: "灾后重新开业。".into() }).await;
    let stirred = rig.centre.live_since(since).await.expect("it is read");
    let [stir] = stirred.stirs.as_slice() else { panic!("one case: {:?}", stirred.stirs) };
    for (who, mine) in [
        ("lead.sc", true),
        ("chief.sc", true),
        ("centre", true),
        ("chief.wj", false),
        ("head.biz", false),
        ("super", false),
    ] {
        let view = rig.centre.live_view(&session(who)).await.expect("the posts are read");
        assert_eq!(view.is_mine(stir), mine, "{who}");
    }
}

// F13: whoever may sign for the side, and once it is declined whoever answers for it.
pub async fn a_first_contact_calls_the_side_it_was_given_to_and_whoever_gets_it_back(rig: Arc<Rig>) {
    let since = head(&rig).await;
    let to = Target::Unit(UnitCode::parse("zj").expect("a code"));
    let form = ContactForm {
        window: Some(window("w1")),
        item: String::new(),
        words: "想摆个早点摊".into(),
        visitor: "许小摊 0000-0001007".into(),
        outcome: OutcomeForm::Transferred(TransferForm { to, note: String::new() }),
    };
    let recorded = rig.centre.contact_record(&session("guide"), rig.command_id(), &form).await;
    let (id, _) = recorded.expect("it is written down");
    let people = ["guide", "do.zj", "do.ga", "centre"];
    assert_eq!(called(&rig, since, "contact/", &people).await, ["do.zj"]);
    let since = head(&rig).await;
    let act = ContactAct::Decline("不归我们。".into());
    let declined = rig.centre.contact_act(&session("do.zj"), id, rig.command_id(), None, &act).await;
    declined.expect("it is declined");
    assert_eq!(called(&rig, since, "contact/", &people).await, ["guide"]);
    let since = head(&rig).await;
    let act = ContactAct::Settle(OutcomeForm::Advice("food-business".into()));
    let settled = rig.centre.contact_act(&session("guide"), id, rig.command_id(), None, &act).await;
    settled.expect("it ends");
    assert_eq!(called(&rig, since, "contact/", &people).await, [""; 0]);
}

// E23: the day leave begins, by time, and not the day it was entered.
pub async fn whoever_stands_in_from_today_is_called(rig: Arc<Rig>) {
    let people = ["do.sc", "do2.sc", "agent.sc", "lead.sc"];
    let since = head(&rig).await;
    away(&rig, "do.sc", "do.sc", "2026-03-03", Some("2026-03-04"), Some("do2.sc")).await;
    assert_eq!(called(&rig, since, "absence", &people).await, [""; 0]);
    let since = head(&rig).await;
    rig.until("2026-03-03", 8, 30).await;
    assert_eq!(called(&rig, since, "absence", &people).await, ["do2.sc"]);
}

// E33: the next of the three signatures.
pub async fn the_list_of_somebody_who_goes_calls_the_next_to_sign(rig: Arc<Rig>) {
    let people = ["do.sc", "do2.sc", "lead.sc", "chief.sc"];
    let words = LeavingWords {
        papers: "没有。".into(),
        seals: "资料柜钥匙 1 把。".into(),
        ..LeavingWords::default()
    };
    let list =
        NewLeaving { person: person("do.sc"), taker: person("do2.sc"), witness: person("lead.sc"), words };
    let since = head(&rig).await;
    rig.centre.leaving_list(&session("do.sc"), rig.command_id(), &list).await.expect("listed");
    assert_eq!(called(&rig, since, "absence", &people).await, [""; 0], "the own list is no news");
    for (signs, next) in [("do.sc", "do2.sc"), ("do2.sc", "lead.sc")] {
        let since = head(&rig).await;
        let signed = rig.centre.leaving_sign(&session(signs), rig.command_id(), person("do.sc")).await;
        signed.expect("signed");
        assert_eq!(called(&rig, since, "absence", &people).await, [next]);
    }
}

// A25: heard by the unit, decided by its head.
pub async fn the_bar_list_calls_handlers_and_then_the_head(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let people = ["do.sc", "do2.sc", "chief.sc", "do.ga", "chief.wj"];
    let act = async |who: &str, act: BarAct| {
        let done = rig.centre.bar_act(&session(who), case, rig.command_id(), None, None, &act).await;
        done.expect("it is done");
    };
    let since = head(&rig).await;
    act("do.sc", BarAct::Propose { ground: Ground::FalseMaterials, reason: "图纸是假的。".into() }).await;
    assert_eq!(called(&rig, since, "bar/", &people).await, ["do2.sc"]);
    let since = head(&rig).await;
    act("do2.sc", BarAct::Hear { statement: "中介给的。".into() }).await;
    assert_eq!(called(&rig, since, "bar/", &people).await, ["chief.sc"]);
}

// A22: a correction that was asked for waits for whoever decides.
pub async fn a_certificate_calls_who_decides(rig: Arc<Rig>) {
    let case = concluded(&rig, 1).await;
    rig.advance(1_000_000).await;
    let id = certificate_made(&rig.file(case).await).expect("a grant makes a certificate");
    let first = rig.centre.certificate_fetch(id).await.expect("read").expect("it was issued").content;
    let content = CertificateContent { holder: "许小店（个体）".into(), ..first };
    let since = head(&rig).await;
    let act = CertificateAct::Correct { content, reason: "漏打了字。".into(), old_returned: true };
    let asked = rig.centre.certificate_act(&session("do.sc"), id, rig.command_id(), None, &act).await;
    asked.expect("asked for");
    let people = ["do.sc", "do2.sc", "chief.sc", "chief.wj"];
    assert_eq!(called(&rig, since, "certificate/", &people).await, ["chief.sc"]);
}

// N18: whoever is to chair it.
pub async fn a_hearing_calls_its_chair(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let act = async |act: HearingAct| {
        let done = rig.centre.hearing_act(&session("agent.sc"), case, rig.command_id(), None, &act).await;
        done.expect("done");
    };
    act(HearingAct::AddApplicant).await;
    act(HearingAct::Tell(0)).await;
    let since = head(&rig).await;
    act(HearingAct::State { party: 0, words: String::new(), asks_hearing: true }).await;
    let people = ["agent.sc", "hearing", "do.sc", "chief.sc"];
    assert_eq!(called(&rig, since, "hearing/", &people).await, [""; 0]);
    let (chair, at) = (person("hearing"), day("2026-03-16").at(9, 30));
    act(HearingAct::Call { chair, at, place: "三楼会议室".into() }).await;
    assert_eq!(called(&rig, since, "hearing/", &people).await, ["hearing"]);
}

// E1: who signs what a window settled; a visitor at the window calls nobody.
pub async fn a_settlement_calls_the_head_of_the_window(rig: Arc<Rig>) {
    let (w2, today) = (window("w2"), day("2026-03-02"));
    let asks = async |act: WindowAct| {
        let done =
            rig.centre.window_act(&session("intake2"), rig.command_id(), (w2, today), None, &act).await;
        done.expect("done");
    };
    let people = ["intake2", "head.biz", "head.soc", "super"];
    let since = head(&rig).await;
    asks(WindowAct::Open { printer: true, reader: false }).await;
    asks(WindowAct::Next).await;
    received(&rig, 1).await;
    asks(WindowAct::End { how: VisitEnd::Receipt, reason: String::new() }).await;
    assert_eq!(called(&rig, since, "day/", &people).await, [""; 0]);
    let explained = "都在袋里，明早再点。".to_owned();
    asks(WindowAct::Settle { papers: 0, originals: 0, results: 0, explained }).await;
    assert_eq!(called(&rig, since, "day/", &people).await, ["head.biz"]);
}
