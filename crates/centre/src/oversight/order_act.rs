//! What a person does with an order, and what shows that an answer is so: an entry of the case, photographs and scans
//! (R101, R102, R104, R143).

use catalogue::{CaseId, Digest, OrderId};
use ledger::Done;
use oversight::appeal::Ground;
use oversight::order::{
    ANSWER_PICTURES_MAX, Accept, Answer, Appeal, Command, DecideAppeal, Pictures, Publish, Return,
};
use serde::Serialize;

use super::{Asking, sealed, sealed_if_any};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of, stream_of as case_stream};
use crate::domain::Asked;
use crate::folder::folder_stream;
use crate::kinds::hearing::stream_of as hearing_stream;
use crate::kinds::order::stream_of;
use crate::particulars::Sealer;
use crate::photograph::{Photograph, all_cleaned};
use crate::seal::sha256;
use crate::{Centre, Fault};

/// What a person does with an order, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderAct {
    /// 签收.
    Receive,
    /// 答复.
    Answer {
        /// What.
        words: String,
        /// The entry that shows it, if one is named.
        entry: Option<u64>,
    },
    /// 退回重办.
    Return(String),
    /// 认可; a word may be added.
    Accept(String),
    /// 申诉.
    Appeal(String),
    /// 申诉结论.
    DecideAppeal {
        /// Whether it is right, and for which of the few reasons.
        ground: Ground,
        /// Why, in words.
        reason: String,
    },
    /// 通报公开, with the words for everybody (C28).
    Publish(String),
}

impl OrderAct {
    fn check(&self) -> Option<FieldProblem> {
        match self {
            OrderAct::Receive => None,
            OrderAct::Accept(words) => text_problem("words", words, false, TEXT_CHARS_MAX),
            OrderAct::Answer { words, .. }
            | OrderAct::Return(words)
            | OrderAct::Appeal(words)
            | OrderAct::Publish(words) => text_problem("words", words, true, TEXT_CHARS_MAX),
            OrderAct::DecideAppeal { reason, .. } => text_problem("words", reason, true, TEXT_CHARS_MAX),
        }
    }
}

impl Centre {
    /// A person does something with an order.
    pub async fn order_act(
        &self,
        session: &Session,
        id: OrderId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &OrderAct,
    ) -> Result<Done, Problem> {
        self.order_act_with(session, id, command_id, version, act, Vec::new()).await
    }

    /// The same with photographs and scans that show what an answer says; with no other act do any come. All are looked at
    /// before anything is kept, and they are kept with the entry that names them or not at all.
    pub async fn order_act_with(
        &self,
        session: &Session,
        id: OrderId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &OrderAct,
        photographs: Vec<Vec<u8>>,
    ) -> Result<Done, Problem> {
        // Whoever may not see the order has no files looked at.
        let view = self.order_fetch(session, id).await?;
        let mut problems: Vec<FieldProblem> = act.check().into_iter().collect();
        let pictures = all_cleaned(photographs, ANSWER_PICTURES_MAX).unwrap_or_else(|problem| {
            problems.push(problem);
            Vec::new()
        });
        if let OrderAct::Answer { entry: Some(entry), .. } = act
            && !self.is_entry_of(view.held.case, *entry).await?
        {
            problems.push(FieldProblem { field: "entry".into(), why: FieldWhy::NotAnEntry });
        }
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        if let OrderAct::Publish(words) = act
            && self.tells_who(&view, words).await?
        {
            let (field, why) = ("words".into(), FieldWhy::Personal);
            return Err(Problem::Form(vec![FieldProblem { field, why }]));
        }
        let content = match pictures.as_slice() {
            [] => content_of(&(id.as_str(), act))?,
            some => content_of(&(id.as_str(), act, some.iter().map(|it| sha256(it).0).collect::<Vec<_>>()))?,
        };
        let asking = Asking { stream: stream_of(id), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            Ok(Asked::Order(match act {
                OrderAct::Receive => Command::Receive,
                OrderAct::Answer { words, entry } => Command::Answer(Answer {
                    words: sealed(sealer, "order-answer", words)?,
                    entry: *entry,
                    pictures: sealed_pictures(sealer, &pictures)?,
                }),
                OrderAct::Return(words) => Command::Return(Return(sealed(sealer, "order-return", words)?)),
                OrderAct::Accept(words) => {
                    Command::Accept(Accept(sealed_if_any(sealer, "order-accept", words)?))
                }
                OrderAct::Appeal(words) => Command::Appeal(Appeal(sealed(sealer, "order-appeal", words)?)),
                OrderAct::DecideAppeal { ground, reason } => Command::DecideAppeal(DecideAppeal {
                    ground: *ground,
                    reason: sealed(sealer, "order-appeal-decision", reason)?,
                }),
                OrderAct::Publish(words) => Command::Publish(Publish(sealed(sealer, "order-public", words)?)),
            }))
        })
        .await
    }

    /// Whether an entry is one of the case: of its course, its folder, or its parties and hearing. Where an order is about no
    /// case, any entry of the division is one.
    async fn is_entry_of(&self, case: Option<CaseId>, entry: u64) -> Result<bool, Fault> {
        let Some(before) = entry.checked_sub(1).filter(|_| i64::try_from(entry).is_ok()) else {
            return Ok(false);
        };
        let read = self.ledger.entries_since(&self.division, before, 1).await?;
        let of = |case| [case_stream(case), folder_stream(case), hearing_stream(case)];
        Ok(read.iter().any(|it| it.seq == entry && case.is_none_or(|case| of(case).contains(&it.stream))))
    }

    /// One photograph of an answer, for whoever sees the order; under the order's own name alone.
    pub async fn order_photograph(
        &self,
        session: &Session,
        id: OrderId,
        named: Digest,
    ) -> Result<Photograph, Problem> {
        self.order_seen(session, id).await?;
        self.photograph_of(&stream_of(id), named).await
    }
}

/// Seals the photographs of an answer, which were counted before.
fn sealed_pictures(sealer: &mut Sealer<'_>, pictures: &[Vec<u8>]) -> Result<Pictures, Fault> {
    let named: Vec<Digest> = pictures.iter().map(|picture| sealer.seal_picture(picture)).collect();
    Pictures::try_from(named).map_err(|error| Fault::inside(error.to_string()))
}
