//! The file that a receipt begins.

use crate::event::Received;
use crate::evolve::complete;
use crate::refusal::Duty;
use crate::register::Register;
use crate::state::{Capacity, Clocks, Extension, Facts, File, Holding, Materials, Part, Priority, Stage};

/// Facts and stage after the first fact.
pub(crate) fn received(fact: &Received) -> File {
    let complete_on = fact.complete.then(|| fact.at.day());
    let mut facts = Facts {
        item: fact.item,
        revision: fact.revision,
        body: fact.body,
        category: fact.category,
        kind: fact.item_kind,
        authority: fact.authority,
        receipt: fact.receipt,
        number: fact.number,
        previous: fact.previous,
        applicant: fact.applicant,
        applicant_kind: fact.applicant_kind,
        applicant_sealed: fact.applicant_sealed,
        object: fact.object,
        beside: fact.beside,
        clear: fact.clear,
        leader_signs: fact.leader_signs,
        query: fact.query,
        query_sealed: fact.query_sealed,
        channel: fact.channel,
        window: fact.window,
        received_at: fact.at,
        intake: fact.by,
        agent: fact.agent,
        agent_acted: false,
        materials: Materials {
            applies: fact.applies,
            required: fact.required,
            marks: fact.marks,
            papers: fact.papers,
            complete_on,
        },
        correction: None,
        deferral: None,
        check: None,
        release: None,
        acceptance: None,
        holding: Holding { person: fact.by, capacity: Capacity::Intake, papers: fact.papers, since: fact.at },
        covers: None,
        pending: None,
        people: vec![Part { person: fact.by, duty: Duty::Intake }],
        clocks: Clocks {
            pre_acceptance: Some(fact.pre_acceptance.into()),
            deeming: fact.deeming,
            ..Clocks::default()
        },
        calendar: fact.calendar,
        stopped_days: Default::default(),
        stop_order: None,
        priority: Priority::None,
        sending: Default::default(),
        extension: Extension::None,
        bindings: Default::default(),
        register: Register::default(),
        late_since: None,
        explained: None,
        site_check: None,
    };
    facts.note_late();
    let stage = if fact.complete { complete(&facts) } else { Stage::Received };
    File { facts, stage }
}
