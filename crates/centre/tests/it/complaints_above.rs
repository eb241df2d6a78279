//! A complaint that nobody of its unit may look into any more goes to the next above (R49, E27).

use std::sync::Arc;

use casework::DonePlace;
use catalogue::UnitCode;
use centre::act::Act as CaseAct;
use centre::case::Problem;
use centre::oversight::complaint::{ComplaintAct as Act, ComplaintForm, ComplaintWhich, Contact, Matter};
use oversight::complaint::{Channel, Class};

use crate::rig::{Rig, session};
use crate::walk::{grant, in_hand, step, visit};

// Given to the unit while both who lead it had no part; one then grants more time, the other decides. Who runs the centre
// finds it on the desk, reads it and investigates; before that nobody but the unit did.
pub async fn a_complaint_whose_leaders_took_part_afterwards_goes_to_who_runs_the_centre(rig: Arc<Rig>) {
    let centre = &rig.centre;
    let case = in_hand(&rig, 84).await;
    let form = ComplaintForm {
        matter: Matter::Complaint(Class::Slow),
        channel: Channel::Web,
        unit: None,
        person: None,
        window: None,
        case: String::new(),
        step: None,
        words: "办得慢。".into(),
        contact: Contact::default(),
        open_to_unit: false,
    };
    let (id, _) =
        centre.complaint_make(rig.command_id(), &form, Some(case), "192.0.2.1").await.expect("taken");
    let sc = UnitCode::parse("sc").expect("a code");
    let acts = async |who: &str, act: Act| {
        centre.complaint_act(&session(who), id, rig.command_id(), None, &act).await.map(|_| ())
    };
    let draft = || Act::Draft("核查排得晚，已经改好。".into());
    let assign = Act::Assign { unit: sc, to: None, about_unit: sc, person: None, class: Class::Slow };
    acts("complaint", assign).await.expect("given to the unit");
    let mine = async |who: &str| {
        let list = centre.complaint_list(&session(who), ComplaintWhich::Mine, "", 50).await.expect("read");
        list.iter().filter(|it| it.id == id).count()
    };
    assert_eq!((mine("lead.sc").await, mine("chief.sc").await), (1, 1));
    assert_eq!((mine("centre").await, mine("super").await, mine("complaint").await), (0, 0, 0));
    let early = acts("centre", draft()).await;
    assert!(
        matches!(&early, Err(Problem::Oversight(it)) if it.code() == "complaint-not-the-unit"),
        "{early:?}"
    );
    rig.does("do.sc", case, CaseAct::AskExtension { reason: "暴雨冲断道路。".into() }).await;
    rig.does("chief.sc", case, CaseAct::ApproveExtension).await;
    assert_eq!((mine("lead.sc").await, mine("chief.sc").await, mine("centre").await), (1, 0, 0));
    rig.does("do.sc", case, step(DonePlace::Hall)).await;
    rig.does("do.sc", case, visit(&rig, "do2.sc")).await;
    rig.does("do2.sc", case, step(DonePlace::OnSite)).await;
    rig.does("lead.sc", case, grant()).await;
    assert_eq!((mine("lead.sc").await, mine("chief.sc").await), (0, 0));
    assert_eq!((mine("centre").await, mine("super").await, mine("complaint").await), (1, 0, 0));
    let told = centre.oversight_waiting(&session("centre")).await.expect("counted");
    assert_eq!(told.complaints, 1, "it stands on the desk");
    let other = acts("super", draft()).await;
    assert!(
        matches!(&other, Err(Problem::Oversight(it)) if it.code() == "complaint-not-the-unit"),
        "{other:?}"
    );
    assert!(centre.complaint_fetch(&session("lead.sc"), id).await.is_err(), "who took part reads no more");
    acts("centre", draft()).await.expect("drafted");
    assert_eq!(mine("complaint").await, 1, "another of the register answers");
}
