//! Whose sheets of an assessment a person reads (C27, N52).

use std::sync::Arc;

use catalogue::item::Post;
use catalogue::{Organisation, PersonId};
use oversight::assessment::Subject;

/// Whose sheets a person reads.
#[derive(Clone)]
pub struct Eyes {
    /// Who.
    pub me: PersonId,
    /// Supervision, and who runs the centre.
    pub everything: bool,
    /// Whether the person supervises.
    pub supervises: bool,
    /// Whether the person runs the centre.
    pub runs: bool,
    /// Whether the person leads or heads anything.
    leads: bool,
    organisation: Arc<Organisation>,
    on: calendar::Day,
}

impl Eyes {
    pub(super) fn of(organisation: Arc<Organisation>, me: PersonId, on: calendar::Day) -> Eyes {
        let holds = |post| organisation.holds_anywhere(me, post, on);
        let (supervises, runs) = (holds(Post::Supervisor), holds(Post::CentreManager));
        let leads =
            [Post::LeaderInCharge, Post::AuthorityHead, Post::WindowHead, Post::GovernmentHead].map(holds);
        let everything = supervises || runs;
        Eyes { me, everything, supervises, runs, leads: leads.contains(&true), organisation, on }
    }

    /// The organisation in force.
    pub(super) fn organisation(&self) -> Arc<Organisation> {
        Arc::clone(&self.organisation)
    }

    /// Whether the tables of units and windows are open: to supervision always, to who leads anything once published (N52).
    pub fn ranks(&self, published: bool) -> bool {
        self.everything || (published && self.leads)
    }

    /// Whether the sheet of one is open: of a person to the person, to who leads the own unit or heads the window (C27).
    pub fn sees(&self, subject: Subject, published: bool) -> bool {
        let (organisation, me, on) = (&self.organisation, self.me, self.on);
        if self.everything {
            return true;
        }
        match subject {
            Subject::Unit(unit) | Subject::Town(unit) => {
                oversight::leads(organisation, me, unit, on) || self.ranks(published)
            }
            Subject::Window(window) => {
                let sits = organisation.posts_of(me, on).any(|it| it.windows.contains(&window));
                sits || oversight::attendance::heads(organisation, me, window, on) || self.ranks(published)
            }
            Subject::Person(person) if person == me => true,
            Subject::Person(person) => {
                let own = organisation.person(person).map(|it| it.unit);
                let of_unit = own.is_some_and(|unit| oversight::leads(organisation, me, unit, on));
                let seats: Vec<_> = organisation.posts_of(person, on).flat_map(|it| &it.windows).collect();
                let of_window =
                    seats.into_iter().any(|it| oversight::attendance::heads(organisation, me, *it, on));
                of_unit || of_window
            }
        }
    }
}
