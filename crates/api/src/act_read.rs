//! From an act as JSON to an act of the centre; what is no choice is named by its field.

use calendar::Day;
use casework::DonePlace;
use catalogue::{GroundCode, PersonId, UnitCode, WindowId};
use centre::act::{Act, FieldProblem, FieldWhy, NonAcceptance};
use centre::act_delivery::DeliveryAct;
use centre::act_register::RegisterAct;
use centre::particulars::RowReason;

use super::act_body::{ActAsked, BroughtAsked, GroundAsked, PlaceAsked};
use super::came::{Came, Shown, at_window};
use super::intake::{problem, rows};

impl ActAsked {
    /// The act of the centre; `seat` is where the person sits.
    pub fn read(self, seat: Option<WindowId>) -> Result<Act, FieldProblem> {
        let window = |asked: Option<String>| at_window(asked, seat);
        Ok(match self {
            ActAsked::ReceiveMore { marks, papers, window: at, brought } => {
                let brought = brought.map(BroughtAsked::read).transpose()?;
                let (letter, by_representative) = brought.unwrap_or((None, false));
                let (marks, papers, window) = (marks.read()?, counted(papers)?, window(at)?);
                Act::Supplement { marks, papers, window, letter, by_representative }
            }
            ActAsked::NoticeCorrection { rows: asked } => {
                let numbers: Vec<u8> = asked.iter().map(|it| it.row).collect();
                // A row twice, or one that is none, is no notice.
                if rows("rows", &numbers)?.iter().count() != numbers.len() {
                    return Err(problem("rows", FieldWhy::NotAChoice));
                }
                Act::Correction {
                    rows: asked.into_iter().map(|it| RowReason { row: it.row, reason: it.reason }).collect(),
                }
            }
            ActAsked::ReleaseCorrection { rows: asked, reason } => {
                Act::ReleaseCorrection { rows: rows("rows", &asked)?, reason }
            }
            ActAsked::Accept {} => Act::Accept,
            ActAsked::AcceptDeferred { rows: asked } => Act::AcceptDeferred { rows: rows("rows", &asked)? },
            ActAsked::RefuseAcceptance { ground, reason } => {
                Act::RefuseAcceptance { ground: ground.read()?, reason }
            }
            ActAsked::PresentInstant {} => Act::PresentInstant,
            ActAsked::SignInstant {} => Act::SignInstant,
            ActAsked::ReturnInstant { reason } => Act::ReturnInstant { reason },
            ActAsked::GiveOver { to, papers, note } => Act::Give {
                to: PersonId::parse(&to).map_err(|_| problem("to", FieldWhy::NotAChoice))?,
                papers: counted(papers)?,
                note,
            },
            ActAsked::TakeOver { papers } => Act::Take { papers: counted(papers)? },
            ActAsked::DeclineOver { reason } => Act::Decline { reason },
            ActAsked::RecallOver {} => Act::Recall,
            ActAsked::StandIn { papers } => Act::StandIn { papers: counted(papers)? },
            ActAsked::TakeBack { papers } => Act::TakeBack { papers: counted(papers)? },
            ActAsked::Reassign { to, papers, reason } => Act::Reassign {
                to: PersonId::parse(&to).map_err(|_| problem("to", FieldWhy::NotAChoice))?,
                papers: counted(papers)?,
                reason,
            },
            ActAsked::CompleteStep { verdict, opinion, place, visit } => Act::Step {
                visit: visit.map(|visit| visit.read()).transpose()?,
                verdict: verdict.into(),
                opinion,
                place: match place {
                    PlaceAsked::Hall {} => DonePlace::Hall,
                    PlaceAsked::OnSite {} => DonePlace::OnSite,
                    PlaceAsked::Department { because } => DonePlace::Department(because.into()),
                },
            },
            ActAsked::ReturnToStep { step, reason } => {
                Act::ReturnStep { step: within("step", step, 0, 15)?, reason }
            }
            ActAsked::AskStop { exclusion, days, reason, order } => Act::AskStop {
                exclusion: within("exclusion", exclusion, 0, 15)?,
                days: within("days", days, 1, 999)?,
                reason,
                order,
            },
            ActAsked::ShowStopOrder { order } => Act::ShowStopOrder { order },
            ActAsked::ApproveStop {} => Act::ApproveStop,
            ActAsked::RefuseStop { reason } => Act::RefuseStop { reason },
            ActAsked::Resume { result } => Act::Resume { result },
            ActAsked::AskExtension { reason } => Act::AskExtension { reason },
            ActAsked::ApproveExtension {} => Act::ApproveExtension,
            ActAsked::RefuseExtension { reason } => Act::RefuseExtension { reason },
            ActAsked::Withdraw { cause, words, shown } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                Act::Withdraw { cause: cause.into(), words, document_type, document_number, window }
            }
            ActAsked::ReissueReceipt { came } => {
                let Came { document_type, document_number, collector, window } = came.read(seat)?;
                Act::Register(RegisterAct::Reissue { document_type, document_number, collector, window })
            }
            ActAsked::ChangeContact { shown, contact } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                let contact = contact.read();
                Act::Register(RegisterAct::Contact { document_type, document_number, contact, window })
            }
            ActAsked::SameMatter { window: at } => {
                Act::Register(RegisterAct::SameMatter { window: window(at)? })
            }
            ActAsked::CorrectApplicant { applicant, reason } => {
                let (applicant, kind) = applicant.read();
                Act::Register(RegisterAct::Correct { applicant, kind, reason })
            }
            ActAsked::RenameApplicant { applicant, proof } => {
                Act::Register(RegisterAct::Rename { applicant: applicant.read().0, proof })
            }
            ActAsked::Rebind { ground, article, changes } => {
                Act::Register(RegisterAct::Rebind { ground: ground.into(), article, changes })
            }
            ActAsked::Succeed { ground, applicant, proof } => {
                let (applicant, kind) = applicant.read();
                Act::Register(RegisterAct::Succeed { ground: ground.into(), applicant, kind, proof })
            }
            ActAsked::EndWithApplicant { ground, proof } => {
                Act::Register(RegisterAct::End { ground: ground.into(), proof })
            }
            ActAsked::Decide { outcome, grounds, reasons } => {
                Act::Decide { outcome: outcome.into(), grounds: codes(&grounds)?, reasons }
            }
            ActAsked::Recheck {} => Act::Recheck,
            ActAsked::ReturnDecision { reason } => Act::ReturnDecision { reason },
            ActAsked::MakeDocument {} => Act::Make,
            ActAsked::Deliver { code, came } => {
                let Came { document_type, document_number, collector, window } = came.read(seat)?;
                Act::Deliver { code, document_type, document_number, collector, window }
            }
            ActAsked::DeliverOtherwise { way, window: at } => {
                Act::Delivery(DeliveryAct::Otherwise { way: way.read()?, window: window(at)? })
            }
            ActAsked::RenewPickup { shown, on_paper } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                Act::Delivery(DeliveryAct::RenewPickup { document_type, document_number, window, on_paper })
            }
            ActAsked::ConfirmAddress { shown, address } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                let address = address.into();
                Act::Delivery(DeliveryAct::ConfirmAddress { document_type, document_number, address, window })
            }
            ActAsked::AgreeElectronic { shown, address } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                let address = address.into();
                Act::Delivery(DeliveryAct::AgreeElectronic {
                    document_type,
                    document_number,
                    address,
                    window,
                })
            }
            ActAsked::EndElectronic { shown } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                Act::Delivery(DeliveryAct::EndElectronic { document_type, document_number, window })
            }
            ActAsked::CheckCommitment { outcome, finding } => {
                Act::CheckCommitment { outcome: outcome.into(), finding }
            }
            ActAsked::AskPriority { reason } => Act::AskPriority { reason },
            ActAsked::ApprovePriority { class } => Act::ApprovePriority { class: class.into() },
            ActAsked::RefusePriority { reason } => Act::RefusePriority { reason },
            ActAsked::ExplainLate { reason, expected_on } => Act::ExplainLate {
                reason,
                expected_on: Day::parse(&expected_on)
                    .ok_or_else(|| problem("expected_on", FieldWhy::NotADay))?,
            },
        })
    }
}

impl GroundAsked {
    fn read(self) -> Result<NonAcceptance, FieldProblem> {
        Ok(match self {
            GroundAsked::NotRequired {} => NonAcceptance::NotRequired,
            GroundAsked::NotCompetent { office, unit } => NonAcceptance::NotCompetent {
                office,
                unit: match unit {
                    Some(code) => Some(
                        UnitCode::parse(&code).map_err(|_| problem("ground.unit", FieldWhy::NotAChoice))?,
                    ),
                    None => None,
                },
            },
            GroundAsked::Barred { ground } => NonAcceptance::Barred {
                ground: GroundCode::parse(&ground)
                    .map_err(|_| problem("ground.ground", FieldWhy::NotAChoice))?,
            },
        })
    }
}

fn counted(papers: u16) -> Result<u16, FieldProblem> {
    within("papers", papers, 0, 9999)
}

fn within<T: PartialOrd>(field: &str, number: T, least: T, most: T) -> Result<T, FieldProblem> {
    if (least..=most).contains(&number) { Ok(number) } else { Err(problem(field, FieldWhy::NotANumber)) }
}

fn codes(codes: &[String]) -> Result<Vec<GroundCode>, FieldProblem> {
    let wrong = || problem("grounds", FieldWhy::NotAChoice);
    if codes.len() > 4 {
        return Err(wrong());
    }
    codes.iter().map(|code| GroundCode::parse(code).map_err(|_| wrong())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // F7: the document of a stop may be left out, and comes by an act of its own.
    #[test]
    fn the_document_of_a_stop_comes_with_it_or_later() {
        let read = |body: serde_json::Value| {
            let asked: ActAsked = serde_json::from_value(body).expect("a body of an act");
            asked.read(None).expect("an act")
        };
        let ask =
            |order: &str| Act::AskStop { exclusion: 1, days: 5, reason: "等".into(), order: order.into() };
        let mut body = serde_json::json!({"act": "ask-stop", "exclusion": 1, "days": 5, "reason": "等"});
        assert_eq!(read(body.clone()), ask(""));
        body["order"] = "函 9 号".into();
        assert_eq!(read(body), ask("函 9 号"));
        let show = serde_json::json!({"act": "show-stop-order", "order": "函 9 号"});
        assert_eq!(read(show), Act::ShowStopOrder { order: "函 9 号".into() });
        let without: Result<ActAsked, _> =
            serde_json::from_value(serde_json::json!({"act": "show-stop-order"}));
        assert!(without.is_err());
    }

    #[test]
    fn every_act_that_a_case_offers_can_be_asked_for_here() {
        let schema = serde_json::json!(schemars::schema_for!(ActAsked));
        let variants = schema["oneOf"].as_array().expect("one of several");
        let known: Vec<&str> =
            variants.iter().filter_map(|it| it["properties"]["act"]["const"].as_str()).collect();
        let by_people = |act: &&casework::Act| !act.is_applicants() && !act.is_by_itself();
        let officers = casework::Act::ALL.iter().filter(by_people).filter(|act| !act.brings_a_file());
        for act in officers.map(|act| act.name()).filter(|name| *name != "receive") {
            assert!(known.contains(&act), "{act} has no place in ActAsked");
        }
    }
}
