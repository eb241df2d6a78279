//! The name of a matter: the finding it follows from and whom it holds to account, so that of one finding the head, the direct
//! person and the department can each answer for themselves (R191).

use std::fmt;

use catalogue::{FindingId, PersonId};

/// Between finding and subject; it stands in no code.
const BETWEEN: char = '~';
/// The subject's place where it is the department; no person's code reads so.
const DEPARTMENT: &str = "~";

/// Whom a matter holds to account.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// As it was when a finding had one matter at most: whom it concerns says its first entry.
    Unnamed,
    /// The department.
    Department,
    /// A person.
    Person(PersonId),
}

/// The name of a matter: `<finding>~<person>`, `<finding>~~` of the department, and of before the finding alone.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MatterId {
    /// The finding it follows from.
    pub finding: FindingId,
    /// Whom it holds to account.
    pub subject: Subject,
}

impl MatterId {
    /// The matter of a finding against a person, or, where none is named, the department.
    pub fn of(finding: FindingId, person: Option<PersonId>) -> MatterId {
        MatterId { finding, subject: person.map_or(Subject::Department, Subject::Person) }
    }

    /// The one matter that a finding could have before.
    pub fn unnamed(finding: FindingId) -> MatterId {
        MatterId { finding, subject: Subject::Unnamed }
    }

    /// Whether a matter of this name can be against that person, or, where none is named, the department.
    pub fn is_against(&self, person: Option<PersonId>) -> bool {
        match self.subject {
            Subject::Unnamed => true,
            Subject::Department => person.is_none(),
            Subject::Person(it) => person == Some(it),
        }
    }

    /// Reads a name.
    pub fn parse(text: &str) -> Option<MatterId> {
        let (finding, subject) = match text.split_once(BETWEEN) {
            None => (text, Subject::Unnamed),
            Some((finding, DEPARTMENT)) => (finding, Subject::Department),
            Some((finding, person)) => (finding, Subject::Person(PersonId::parse(person).ok()?)),
        };
        Some(MatterId { finding: FindingId::parse(finding).ok()?, subject })
    }
}

impl fmt::Display for MatterId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.subject {
            Subject::Unnamed => write!(f, "{}", self.finding),
            Subject::Department => write!(f, "{}{BETWEEN}{DEPARTMENT}", self.finding),
            Subject::Person(person) => write!(f, "{}{BETWEEN}{person}", self.finding),
        }
    }
}
