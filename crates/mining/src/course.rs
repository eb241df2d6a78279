//! The course of one case as it is written out: pseudonyms, stable words and instants.

use calendar::Instant;

/// One case from its receipt on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The case, by its random id; never its number, which stands on the applicant's receipt.
    pub case: String,
    /// Code of the item.
    pub item: String,
    /// Name of the item, which is published.
    pub item_name: String,
    /// Code of the authority.
    pub authority: String,
    /// What happened, in the order of the ledger.
    pub happenings: Vec<Happening>,
}

/// One entry of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happening {
    /// Place in the division's ledger.
    pub seq: u64,
    /// The stable kind, `case.accepted`.
    pub kind: String,
    /// The step it is about, from 0, and its name in the item.
    pub step: Option<(u8, String)>,
    /// The legal instant of the fact.
    pub at: Instant,
    /// When the server recorded it.
    pub recorded_at: Instant,
    /// Who acted.
    pub by: Actor,
    /// Whether a certificate was made.
    pub certificate: bool,
}

impl Happening {
    /// The activity: the word of its kind, and of a step which one.
    pub fn activity(&self) -> String {
        let name = crate::name_of(&self.kind);
        match &self.step {
            Some((_, step)) if !step.is_empty() => format!("{name}：{step}"),
            _ => name.to_owned(),
        }
    }
}

/// Who acted, without a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// It fell due by itself.
    Time,
    /// The applicant, with a code of the own telephone.
    Applicant,
    /// Somebody of the staff.
    Officer(Officer),
}

/// Somebody of the staff, by unit and post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Officer {
    /// Code of the unit; empty where the person held no post on the day.
    pub unit: String,
    /// Stable word of the post; empty likewise.
    pub post: String,
    /// The person's id in the organisation, only where it was asked for.
    pub person: Option<String>,
}

impl Actor {
    /// Code of the unit; empty for time and applicants.
    pub fn unit(&self) -> &str {
        match self {
            Actor::Officer(officer) => &officer.unit,
            Actor::Time | Actor::Applicant => "",
        }
    }

    /// The post, or `time` or `applicant`.
    pub fn role(&self) -> &str {
        match self {
            Actor::Time => "time",
            Actor::Applicant => "applicant",
            Actor::Officer(officer) => &officer.post,
        }
    }

    /// The person's id, where it was asked for.
    pub fn person(&self) -> Option<&str> {
        match self {
            Actor::Officer(officer) => officer.person.as_deref(),
            Actor::Time | Actor::Applicant => None,
        }
    }
}

/// An instant as ISO 8601 on the clock of China, to the microsecond.
pub(crate) fn stamp(at: Instant) -> String {
    let day = at.day();
    let rest = at.0 - day.start().0;
    let (seconds, micros) = (rest / 1_000_000, rest % 1_000_000);
    format!("{day}T{:02}:{:02}:{:02}.{micros:06}+08:00", seconds / 3_600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
pub(crate) mod sample {
    use super::*;
    use calendar::Day;

    pub fn at(day: &str, hour: u32, minute: u32) -> Instant {
        Day::parse(day).expect("a day").at(hour, minute)
    }

    fn officer(unit: &str, post: &str, person: Option<&str>) -> Actor {
        let person = person.map(str::to_owned);
        Actor::Officer(Officer { unit: unit.to_owned(), post: post.to_owned(), person })
    }

    /// Two cases of one item; the second has an end by time alone.
    pub fn courses(with_officers: bool) -> Vec<Course> {
        let person = |id: &'static str| with_officers.then_some(id);
        let one = |seq, kind: &str, at, by| Happening {
            seq,
            kind: kind.to_owned(),
            step: None,
            at,
            recorded_at: at,
            by,
            certificate: false,
        };
        let course = |case: &str, happenings| Course {
            case: case.to_owned(),
            item: "000131004000".to_owned(),
            item_name: "食品经营<许可> & \"备案\"".to_owned(),
            authority: "sc".to_owned(),
            happenings,
        };
        let mut step =
            one(4, "case.step-completed", at("2026-11-11", 10, 0), officer("sc", "handler", person("h.sc")));
        step.step = Some((0, "初审".to_owned()));
        let mut made =
            one(6, "case.document-made", at("2026-11-12", 9, 0), officer("sc", "handler", person("h.sc")));
        made.certificate = true;
        vec![
            course(
                "0aa1",
                vec![
                    one(
                        1,
                        "case.received",
                        at("2026-11-10", 9, 30),
                        officer("sc", "intake_officer", person("i.sc")),
                    ),
                    one(
                        2,
                        "case.accepted",
                        at("2026-11-10", 9, 40),
                        officer("sc", "intake_officer", person("i.sc")),
                    ),
                    step,
                    made,
                ],
            ),
            course(
                "0bb2",
                vec![
                    one(3, "case.received", at("2026-11-10", 10, 0), officer("", "", person("gone.sc"))),
                    one(7, "case.deemed-accepted", at("2026-11-18", 0, 0), Actor::Time),
                    one(8, "case.withdrawn-by-applicant", at("2026-11-19", 8, 0), Actor::Applicant),
                ],
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_is_written_on_the_clock_of_china() {
        assert_eq!(stamp(sample::at("2026-11-28", 0, 5)), "2026-11-28T00:05:00.000000+08:00");
        let odd = Instant(sample::at("2026-11-28", 23, 59).0 + 59_000_001);
        assert_eq!(stamp(odd), "2026-11-28T23:59:59.000001+08:00");
    }
}
