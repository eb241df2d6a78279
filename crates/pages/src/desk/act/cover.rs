//! Forms for the work of somebody who is away: the deputy takes it, the person takes it back, a head gives it to another
//! (E23, E25, C35).

use super::Act;
use crate::desk::parts::{Answer, Pick, Typed};

/// `stand-in`. Field: `counted`.
#[derive(Clone, Debug)]
pub struct StandIn {
    /// Who is away, with unit, and until when, as a sentence.
    pub away: String,
    /// For which step; may be empty.
    pub step: String,
    /// Papers that should be in the folder.
    pub papers: u32,
    /// Papers counted; never filled in beforehand.
    pub counted: Typed,
}

/// `take-back`. Field: `counted`.
#[derive(Clone, Debug)]
pub struct TakeBack {
    /// Who held it in the person's place.
    pub deputy: String,
    /// Papers that should be in the folder.
    pub papers: u32,
    /// Papers counted; never filled in beforehand.
    pub counted: Typed,
}

/// `reassign`. Fields: `to`, `papers`, `reason`.
#[derive(Clone, Debug)]
pub struct Reassign {
    /// Who is not here, as a sentence.
    pub away: String,
    /// Lawful persons who are here.
    pub to: Pick,
    /// Papers that should be in the folder.
    pub held: u32,
    /// Papers found.
    pub papers: Typed,
    /// Why.
    pub reason: Typed,
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let away = "王承办（县市场监督管理局）请病假，今天不在岗。";
    let reassign = Reassign {
        away: away.into(),
        to: Pick::of(vec![Answer::of("do2.sc", "潘承办（县市场监督管理局）").chosen()]),
        held: 5,
        papers: Typed::default(),
        reason: Typed::default(),
    };
    let mut wrong = reassign.clone();
    wrong.papers = Typed::wrong("五", "请填数字。");
    wrong.reason.error = "这一项要填。".into();
    vec![
        (
            "stand-in",
            Act::StandIn(StandIn {
                away: away.into(),
                step: "审查材料".into(),
                papers: 5,
                counted: Typed::default(),
            }),
        ),
        (
            "take-back",
            Act::TakeBack(TakeBack {
                deputy: "潘承办（县市场监督管理局）".into(),
                papers: 5,
                counted: Typed::default(),
            }),
        ),
        ("reassign", Act::Reassign(reassign)),
        ("reassign with errors", Act::Reassign(wrong)),
    ]
}
