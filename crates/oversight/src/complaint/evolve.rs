//! A complaint after what happened: the whole memory of it.

use casework::Sealed;
use catalogue::PersonId;

use crate::complaint::event::Event;
use crate::complaint::{About, Answer, Complaint, ComplaintNo, DRAFTERS_MAX, Filed, Way};
use crate::finding::Words;

fn fresh(number: ComplaintNo, by: Option<PersonId>, words: Sealed, contact: Option<Sealed>) -> Filed {
    Filed {
        number,
        filed_at: calendar::Instant(0),
        touched_at: calendar::Instant(0),
        by,
        channel: None,
        class: None,
        about: About::default(),
        words,
        contact,
        open_to_unit: false,
        clock: None,
        yellow_at: None,
        overdue: false,
        late: false,
        way: Way::Sealed { received: None, ended: None },
        drafters: Vec::new(),
        repliers: Vec::new(),
        rounds: 0,
        publish_by: None,
        publish_late: false,
        published: None,
    }
}

/// The complaint after the fact.  Total.
pub fn evolve(complaint: Complaint, event: &Event) -> Complaint {
    let mut filed = match (complaint, event) {
        (Complaint::Absent, Event::Registered(fact)) => Box::new(Filed {
            filed_at: fact.at,
            touched_at: fact.at,
            channel: Some(fact.channel),
            class: Some(fact.class),
            about: fact.about,
            open_to_unit: fact.open_to_unit,
            clock: Some(fact.clock),
            yellow_at: Some(fact.yellow_at),
            way: Way::Waiting,
            ..fresh(fact.number, fact.by, fact.words, fact.contact)
        }),
        (Complaint::Absent, Event::ReportSealed(fact)) => {
            let (filed_at, touched_at) = (fact.at, fact.at);
            Box::new(Filed { filed_at, touched_at, ..fresh(fact.number, fact.by, fact.words, fact.contact) })
        }
        (Complaint::Absent, _) => return Complaint::Absent,
        (Complaint::Filed(filed), _) => filed,
    };
    change(&mut filed, event);
    filed.touched_at = if filed.is_sealed() { filed.filed_at } else { event.at() };
    Complaint::Filed(filed)
}

fn change(filed: &mut Filed, event: &Event) {
    let words = |by, at, words| Words { by, at, words };
    match event {
        Event::Registered(_) | Event::ReportSealed(_) => {}
        Event::Explained(_) => {}
        Event::Assigned(fact) => {
            filed.about.unit = Some(fact.about_unit);
            filed.about.person = fact.person;
            filed.class = Some(fact.class);
            filed.way = Way::WithUnit { unit: fact.unit, to: fact.to, since: fact.at };
        }
        Event::PassedOn(_) => {
            // The state keeps what a report would have had: number and date.
            let own = fresh(filed.number, filed.by, filed.words, filed.contact);
            *filed = Filed { filed_at: filed.filed_at, ..own };
        }
        Event::Lengthened(fact) => {
            (filed.clock, filed.yellow_at) = (Some(fact.clock), Some(fact.yellow_at));
        }
        Event::Redated(fact) => (filed.clock, filed.yellow_at) = (Some(fact.clock), Some(fact.yellow_at)),
        Event::Drafted(fact) => {
            if !filed.drafters.contains(&fact.by) {
                if filed.drafters.len() >= DRAFTERS_MAX {
                    filed.drafters.remove(0);
                }
                filed.drafters.push(fact.by);
            }
            if let Way::WithUnit { unit, to, .. } = filed.way {
                filed.way = Way::Drafted { unit, to, draft: words(fact.by, fact.at, fact.words) };
            }
        }
        Event::Returned(fact) => {
            if let Way::Drafted { unit, to, .. } = filed.way {
                filed.way = Way::WithUnit { unit, to, since: fact.at };
            }
        }
        Event::Replied(fact) => {
            filed.repliers.push(fact.by);
            if let Way::Drafted { unit, .. } = filed.way {
                let words = words(fact.by, fact.at, fact.words);
                filed.way = Way::Replied(Answer { words, unit, verdict: fact.verdict, cause: fact.cause });
            }
        }
        Event::Closed(fact) => {
            if let Way::Replied(answer) = filed.way {
                let (at, by, ending, reopen_by) = (fact.at, fact.by, fact.ending, fact.reopen_by);
                filed.way = Way::Closed { answer, at, by, ending, reopen_by };
                filed.publish_by = fact.publish_by;
            }
        }
        Event::Reopened(fact) => {
            filed.rounds = fact.round;
            filed.overdue = false;
            (filed.publish_by, filed.publish_late, filed.published) = (None, false, None);
            (filed.clock, filed.yellow_at) = (Some(fact.clock), Some(fact.yellow_at));
            filed.way = Way::Waiting;
        }
        Event::PublicationLate(_) => filed.publish_late = true,
        Event::Published(fact) => filed.published = Some(words(fact.by, fact.at, fact.words)),
        Event::Received(fact) => {
            if let Way::Sealed { received, .. } = &mut filed.way {
                *received = Some((fact.by, fact.at));
            }
        }
        Event::Concluded(fact) => {
            if let Way::Sealed { ended, .. } = &mut filed.way {
                *ended = Some(words(fact.by, fact.at, fact.words));
            }
        }
        Event::Overdue(_) => (filed.overdue, filed.late) = (true, true),
    }
}
