//! What an open desk is told: what others did and is mine, never what I did myself, never what I may not see.

use std::sync::Arc;

use calendar::Light;
use catalogue::UnitCode;
use centre::act::Act;
use centre::live::{LiveView, Stirred};
use centre::oversight::order::{OrderAct, OrderForm};
use centre::oversight::waiting::Waiting;
use oversight::order::Kind;

use crate::rig::{Rig, person, session};
use crate::walk::{in_hand, received};

const PASSWORD: &str = "a long enough password";

async fn view(rig: &Rig, who: &str) -> LiveView {
    rig.centre.live_view(&session(who)).await.expect("the posts are read")
}

pub async fn a_hand_over_stirs_the_desk_of_whoever_is_to_take_it_and_of_nobody_else(rig: Arc<Rig>) {
    let case = received(&rig, 1).await;
    rig.does("intake2", case, Act::Accept).await;
    let head = rig.centre.live_head().await.expect("the head is read");
    let since = rig.centre.live_since(head).await.expect("it is read");
    assert_eq!((since.seq, since.stirs.len(), since.calls.len()), (head, 0, 0), "nothing since");
    let papers = rig.file(case).await.facts.holding.papers;
    let to = person("agent.sc");
    rig.does("intake2", case, Act::Give { to, papers, note: String::new() }).await;
    let Stirred { seq: read, stirs, calls } = rig.centre.live_since(head).await.expect("it is read");
    assert!(calls.is_empty(), "{calls:?}");
    assert_eq!(read, rig.centre.live_head().await.expect("the head is read"));
    let [stir] = stirs.as_slice() else { panic!("one case stirred: {stirs:?}") };
    assert_eq!(stir.case, case);
    assert!(
        stir.seq > head && stir.seq <= read,
        "the place of what happened: {} in {head}..{read}",
        stir.seq
    );

    let taker = view(&rig, "agent.sc").await;
    assert!(taker.sees(stir) && taker.is_mine(stir), "to be signed for");
    let giver = view(&rig, "intake2").await;
    assert!(!giver.sees(stir) && !giver.is_mine(stir), "one's own act is no news");
    let colleague = view(&rig, "do.sc").await;
    assert!(colleague.sees(stir) && !colleague.is_mine(stir), "seen in the list, not on the desk");
    // Of another authority: not a word.
    let stranger = view(&rig, "do.wj").await;
    assert!(!stranger.sees(stir) && !stranger.is_mine(stir));
    let manager = view(&rig, "centre").await;
    assert!(manager.sees(stir) && !manager.is_mine(stir));
}

// An order stirs the desk of whoever has to answer it, and of nobody else; answered, it calls nobody.
pub async fn an_order_calls_who_has_to_answer_it(rig: Arc<Rig>) {
    let head = rig.centre.live_head().await.expect("the head is read");
    let form = OrderForm {
        kind: Kind::Supervision,
        unit: Some(UnitCode::parse("sc").expect("a code")),
        case: String::new(),
        finding: None,
        to: Some(person("do.sc")),
        words: "三天内说明原因。".into(),
    };
    let issued = rig.centre.order_issue(&session("super"), rig.command_id(), &form).await;
    let (order, _) = issued.expect("issued");
    let stirred = rig.centre.live_since(head).await.expect("it is read");
    assert!(stirred.stirs.is_empty(), "no case stirred: {:?}", stirred.stirs);
    let [call] = stirred.calls.as_slice() else { panic!("one order calls: {:?}", stirred.calls) };
    assert_eq!((call.stream.clone(), call.seq), (format!("order/{order}"), stirred.seq));
    for (who, called) in [("do.sc", true), ("lead.sc", false), ("super", false), ("do.wj", false)] {
        assert_eq!(view(&rig, who).await.is_called(call), called, "{who}");
    }
    let waiting = rig.centre.oversight_waiting(&session("do.sc")).await.expect("counted");
    assert_eq!((waiting.orders, waiting.complaints, waiting.ratings), (1, 0, 0));
    let answer = OrderAct::Answer { words: "已经查明，明天办结。".into(), entry: None };
    let answered = rig.centre.order_act(&session("do.sc"), order, rig.command_id(), None, &answer).await;
    answered.expect("answered");
    let after = rig.centre.live_since(stirred.seq).await.expect("it is read");
    assert!(after.calls.is_empty(), "answered, it waits for nobody's answer: {:?}", after.calls);
    assert_eq!(rig.centre.oversight_waiting(&session("do.sc")).await.expect("counted"), Waiting::default());
}

// 6.5: a light that time turns stirs the open desk of whoever holds the case, without anybody acting; no instant before.
pub async fn a_light_that_turns_stirs_the_desk_of_whoever_holds_the_case(rig: Arc<Rig>) {
    let case = in_hand(&rig, 1).await;
    let promised = rig.file(case).await.facts.clocks.promised.expect("the promise runs");
    rig.advance(promised.yellow_at.0 - 1 - rig.centre.instant().0).await;
    let head = rig.centre.live_head().await.expect("the head is read");
    let light = async || rig.whole(case).await.state.case.light(rig.centre.instant());
    assert_eq!(light().await, Light::Green);
    rig.advance(1).await;
    assert_eq!(light().await, Light::Yellow);
    let Stirred { stirs, .. } = rig.centre.live_since(head).await.expect("it is read");
    let [stir] = stirs.as_slice() else { panic!("one case stirred: {stirs:?}") };
    assert_eq!(stir.case, case);
    let holder = view(&rig, "do.sc").await;
    assert!(holder.sees(stir) && holder.is_mine(stir), "time acted, not the holder");
    for who in ["do2.sc", "intake2", "do.wj"] {
        assert!(!view(&rig, who).await.is_mine(stir), "{who}");
    }
}

pub async fn only_sessions_that_stand_are_told_anything(rig: Arc<Rig>) {
    let added = rig.centre.account_add("li.agent", "agent.sc", PASSWORD).await.expect("it can be written");
    assert_eq!(added, Ok(()));
    let token = rig.centre.sign_in("li.agent", PASSWORD, "192.0.2.1").await;
    let token = token.expect("it is read").expect("the password is right").0;
    let signed_in = rig.centre.session(&token).await.expect("it is read").expect("it stands");
    let standing = rig.centre.live_sessions().await.expect("they are read");
    assert!(standing.contains(&signed_in.token.0));
    rig.centre.sign_out(&signed_in).await.expect("signed out");
    let standing = rig.centre.live_sessions().await.expect("they are read");
    assert!(!standing.contains(&signed_in.token.0));
}
