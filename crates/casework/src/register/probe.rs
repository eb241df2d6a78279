//! Examples of the acts about whose a case is, by which the rules are asked what to offer.

use super::{
    ChangeContact, CorrectApplicant, EndGround, EndWithApplicant, NoteSameMatter, ReissueReceipt,
    RenameApplicant, Succeed, SuccessionGround,
};
use crate::comes::Comes;
use crate::command::Command;
use crate::known::Known;
use crate::offers::{Act, EMPTY, window_of, windows_of};
use crate::rebind::{Rebind, RebindGround};
use crate::state::Facts;
use crate::withdraw::{SendWithdrawCode, WithdrawByCode, WithdrawCause};
use catalogue::item::ApplicantKind;
use catalogue::{Digest, Item, WindowId};

/// Commands of that kind, of which the first that passes is the offer.
pub(crate) fn probes(facts: &Facts, item: &Item, act: Act, known: &Known) -> Vec<Command> {
    let Facts { applicant, applicant_kind, .. } = *facts;
    // Somebody else than is registered.
    let other = if applicant == EMPTY.0 { Digest([1; 32]) } else { EMPTY.0 };
    let one = match act {
        Act::SendWithdrawCode => {
            Command::SendWithdrawCode(SendWithdrawCode { code: EMPTY.0, code_sealed: EMPTY })
        }
        Act::WithdrawByCode => Command::WithdrawByCode(WithdrawByCode {
            cause: WithdrawCause::NoLongerWanted,
            words: None,
            code: facts.register.code.map_or(EMPTY.0, |sent| sent.code),
        }),
        Act::ReissueReceipt => Command::ReissueReceipt(ReissueReceipt {
            by: Comes::Own { identity: applicant },
            query: EMPTY.0,
            query_sealed: EMPTY,
            window: windows_of(known).next().unwrap_or(facts.window),
        }),
        Act::ChangeContact => {
            let before = facts.applicant_sealed;
            let at = |window| {
                let change = ChangeContact { identity: applicant, applicant_sealed: EMPTY, before, window };
                Command::ChangeContact(change)
            };
            let any = windows_of(known).next().unwrap_or(facts.window);
            return vec![at(any), at(window_of(facts, known))];
        }
        Act::NoteSameMatter => {
            let serves = |window: &WindowId| {
                let window = known.organisation.window(*window);
                window.is_some_and(|window| window.serves.contains(&facts.authority))
            };
            let window = windows_of(known).find(serves).unwrap_or(facts.window);
            Command::NoteSameMatter(NoteSameMatter { window })
        }
        Act::CorrectApplicant => Command::CorrectApplicant(CorrectApplicant {
            applicant: other,
            applicant_kind,
            applicant_sealed: EMPTY,
            query: EMPTY.0,
            query_sealed: EMPTY,
            reason: EMPTY,
        }),
        Act::RenameApplicant => {
            Command::RenameApplicant(RenameApplicant { applicant, applicant_sealed: EMPTY, proof: EMPTY })
        }
        Act::Rebind => Command::Rebind(Rebind {
            revision: known.newer.map_or(0, |newer| newer.revision),
            body: EMPTY.0,
            ground: RebindGround::MoreFavourable,
            article: EMPTY,
            changes: EMPTY,
        }),
        Act::Succeed => {
            let by = |ground, applicant, applicant_kind| {
                Command::Succeed(Succeed {
                    ground,
                    applicant,
                    applicant_kind,
                    applicant_sealed: EMPTY,
                    proof: EMPTY,
                    query: EMPTY.0,
                    query_sealed: EMPTY,
                    mandate: None,
                    pickup: EMPTY.0,
                    pickup_sealed: EMPTY,
                })
            };
            let ground = match applicant_kind {
                ApplicantKind::NaturalPerson => SuccessionGround::Inherited,
                _ => SuccessionGround::Merged,
            };
            let kinds = item.applicants.iter().copied();
            return kinds.map(|kind| by(ground, other, kind)).collect();
        }
        Act::EndWithApplicant => Command::EndWithApplicant(EndWithApplicant {
            ground: match applicant_kind {
                ApplicantKind::NaturalPerson => EndGround::Died,
                _ => EndGround::Dissolved,
            },
            proof: EMPTY,
        }),
        _ => return Vec::new(),
    };
    vec![one]
}
