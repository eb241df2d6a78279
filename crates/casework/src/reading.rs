//! Who takes part in a case, and may therefore read names and numbers whole without saying what for (F33).

use crate::absence::Absences;
use crate::disclosure::heads_window_of;
use crate::folder::{Folder, Place};
use crate::hearing::Hearing;
use crate::state::File;
use calendar::Day;
use catalogue::{Organisation, PersonId};

/// What a part in a case follows from.
#[derive(Copy, Clone)]
pub struct Reading<'a> {
    /// The case.
    pub file: &'a File,
    /// Its paper.
    pub folder: &'a Folder,
    /// Interested parties and their hearing.
    pub hearing: Option<&'a Hearing>,
    /// Units, windows and posts in force.
    pub organisation: &'a Organisation,
    /// Who is away.
    pub absences: &'a Absences,
    /// Today.
    pub on: Day,
}

impl Reading<'_> {
    /// Whether the person has or had the case or its paper in hand, stands in for somebody who has, or heads a window of the
    /// authority. Who only could see it by the post takes no part.
    pub fn takes_part(&self, person: PersonId) -> bool {
        self.carries(person)
            || self.has_paper(person)
            || self.hears(person)
            || self.heads_window(person)
            || self.absences.stood_in_by(person, self.on).any(|it| self.carries(it.person))
    }

    /// Takes in, holds, is to take over or gave, is the agent, or did something that the case remembers.
    fn carries(&self, person: PersonId) -> bool {
        let facts = &self.file.facts;
        [facts.intake, facts.agent, facts.holding.person].contains(&person)
            || facts.covers == Some(person)
            || facts.pending.is_some_and(|it| it.to == person || it.by == person)
            || facts.people.iter().any(|part| part.person == person)
    }

    /// Has the paper, is to have it, put it away or borrowed it.
    fn has_paper(&self, person: PersonId) -> bool {
        let Folder::Kept(dossier) = self.folder else { return false };
        matches!(dossier.place, Place::Apart { person: it, .. } if it == person)
            || dossier.pending.is_some_and(|it| it.to == person || it.from == person)
            || dossier.archived.is_some_and(|it| it.by == person)
            || dossier.loan.is_some_and(|it| it.to == person)
    }

    /// Holds the hearing, or is one of the two who check on site.
    fn hears(&self, person: PersonId) -> bool {
        let officer = |it: &Hearing| {
            it.officers.is_some_and(|named| [named.officers.first, named.officers.second].contains(&person))
        };
        self.hearing.is_some_and(|it| it.was_chaired_by(person) || officer(it))
    }

    fn heads_window(&self, person: PersonId) -> bool {
        let unit = self.file.facts.authority;
        self.organisation.posts_of(person, self.on).any(|it| heads_window_of(self.organisation, it, unit))
    }
}
