//! Rounds of inspection: planning one or the usual ones of a month, one with what it saw, and what people do with it (A15, R120).

use std::sync::Arc;

use calendar::{Day, Instant};
use catalogue::{InspectionId, Organisation, PersonId, UnitCode, WindowId};
use ledger::Done;
use oversight::inspection::{
    Command, Event, Inspection, Kind, Make, Observe, People, Place, Plan, Round, Section, Sections,
    may_answer, may_inspect, sections_of, usual,
};
use serde::Serialize;

use super::finding::Line;
pub use super::inspection_list::{InspectionBrief, InspectionYear, PointBrief};
use super::{Asking, Sight, derived, hex, sealed, sealed_if_any};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, TEXT_CHARS_MAX, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::inspection::stream_of;
use crate::particulars::Texts;
use crate::{Centre, Fault};

/// A round to plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanForm {
    /// Which of the four.
    pub kind: Kind,
    /// Where.
    pub place: Place,
    /// Who inspects.
    pub people: Vec<PersonId>,
    /// Its last day.
    pub by: Day,
    /// What is looked at; what is usual for none.
    pub sections: Vec<Section>,
}

/// What a person does with a round, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum InspectionAct {
    /// 登记检查.
    Make {
        /// On which day.
        on: Day,
        /// Who inspected.
        people: Vec<PersonId>,
        /// What was looked at.
        sections: Vec<Section>,
        /// What was seen, in all.
        words: String,
        /// Why it comes late; may be empty.
        reason: String,
    },
    /// 记下情况.
    Observe {
        /// The unit that answers for it.
        unit: UnitCode,
        /// The window.
        window: Option<WindowId>,
        /// Under what it belongs.
        section: Section,
        /// Last day to put it right.
        correct_by: Option<Day>,
        /// In words.
        words: String,
    },
    /// 报整改情况.
    Answer {
        /// Which observation, from 1.
        point: u8,
        /// What was put right.
        words: String,
    },
    /// 看整改情况.
    Judge {
        /// Which observation, from 1.
        point: u8,
        /// The new last day, where it goes back.
        again_by: Option<Day>,
        /// Why.
        words: String,
    },
}

impl InspectionAct {
    fn words(&self) -> &str {
        match self {
            InspectionAct::Make { words, .. }
            | InspectionAct::Observe { words, .. }
            | InspectionAct::Answer { words, .. }
            | InspectionAct::Judge { words, .. } => words,
        }
    }
}

/// One round, as far as the reader may see it.
pub struct InspectionView {
    /// Which.
    pub id: InspectionId,
    /// What holds of it.
    pub round: Box<Round>,
    /// Its version.
    pub version: u64,
    /// The numbers of the observations the reader sees, from 1.
    pub seen: Vec<u8>,
    /// What happened, oldest first; of observations only what is seen.
    pub lines: Vec<Line<Event>>,
    /// The opened texts.
    pub texts: Texts,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// The instant of reading.
    pub now: Instant,
    /// Whether the reader made the round, or sees all of supervision.
    pub inside: bool,
}

fn people_of(field: &str, people: &[PersonId]) -> Result<People, FieldProblem> {
    let why = if people.is_empty() { FieldWhy::Missing } else { FieldWhy::NotAChoice };
    People::of(people).ok_or(FieldProblem { field: field.to_owned(), why })
}

impl Centre {
    /// Plans a round. A double click makes no second one.
    pub async fn inspection_plan(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &PlanForm,
    ) -> Result<(InspectionId, Done), Problem> {
        let people = people_of("person1", &form.people).map_err(|it| Problem::Form(vec![it]))?;
        let id = InspectionId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let sections = match form.sections.is_empty() {
            true => sections_of(form.kind),
            false => Sections::of(form.sections.iter().copied()),
        };
        let plan = Plan { kind: form.kind, place: form.place, people, by: form.by, sections };
        let content = content_of(&("inspection-plan", form))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let done = self.supervise(asking, |_| Ok(Asked::Inspection(Command::Plan(plan)))).await?;
        Ok((id, done))
    }

    /// The rounds that usually fall into the month of a day, are still to come and stand in no plan; cross-checks are not among
    /// those that are planned together, for each needs a unit and its people.
    pub async fn inspection_usual(&self, month: Day) -> Result<Vec<(Kind, Day)>, Problem> {
        let calendar = self.in_force().await?.calendar.clone().ok_or(Problem::NotFound)?;
        let (first, last) = super::inspection_list::month_of(month);
        let planned = self.inspection_rows(first, last).await?;
        let bounds = self.bounds().await?;
        let mut all = usual(&calendar, &bounds, first).map_err(|year| Problem::Oversight(year.into()))?;
        let today = self.today();
        let is_there = |kind: Kind, by: Day| planned.iter().any(|it| it.kind == kind && it.by == by);
        all.retain(|(kind, by)| *by >= today && !is_there(*kind, *by));
        Ok(all)
    }

    /// Plans the usual rounds of a month in the whole hall for the same people; says how many were planned.
    pub async fn inspection_plan_usual(
        &self,
        session: &Session,
        command_id: [u8; 16],
        month: Day,
        people: &[PersonId],
    ) -> Result<usize, Problem> {
        people_of("person1", people).map_err(|it| Problem::Form(vec![it]))?;
        let mut planned = 0;
        for (kind, by) in self.inspection_usual(month).await? {
            if kind == Kind::HalfYear {
                continue;
            }
            // What follows from the form, so that a double click plans nothing twice.
            let (id, _) = derived(&format!("{}/{}/{by}", hex(command_id), kind.key()));
            let (place, people) = (Place::Hall, people.to_vec());
            self.inspection_plan(session, id, &PlanForm { kind, place, people, by, sections: Vec::new() })
                .await?;
            planned += 1;
        }
        Ok(planned)
    }

    /// Who may be sent to inspect, in the order of the organisation.
    pub async fn inspectors(&self) -> Result<Vec<PersonId>, Fault> {
        let today = self.today();
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let may = |it: &&catalogue::organisation::Person| may_inspect(&organisation, it.id, today);
        Ok(organisation.people.iter().filter(may).map(|it| it.id).collect())
    }

    /// One round: whole for who made it, or sees all of supervision; once it was made, of a unit or window its own observations.
    pub async fn inspection_fetch(
        &self,
        session: &Session,
        id: InspectionId,
    ) -> Result<InspectionView, Problem> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?.ok_or(Problem::NotFound)?;
        let version = loaded.version;
        let State::Inspection(Inspection::Planned(round)) = loaded.state else {
            return Err(Problem::NotFound);
        };
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let (me, today) = (session.person, self.today());
        let inside = round.is_made_by(me) || Sight::of(&organisation, me, today) == Sight::Everything;
        let numbers = 1u8..=u8::try_from(round.points.len()).unwrap_or(u8::MAX);
        let own = |it: &oversight::inspection::Point| may_answer(&organisation, it, me, today);
        let seen: Vec<u8> = numbers
            .zip(&round.points)
            .filter(|(_, point)| inside || own(point))
            .map(|(number, _)| number)
            .collect();
        // Whoever is to be inspected does not read the plan.
        if !inside && seen.is_empty() {
            return Err(Problem::OutOfScope);
        }
        let mut lines = self.history(&stream, Event::decode).await?;
        lines.retain(|line| match &line.event {
            Event::Planned(_) => inside,
            Event::Made(_) => true,
            Event::Observed(it) => seen.contains(&it.point),
            Event::Answered(it) => seen.contains(&it.point),
            Event::Judged(it) => seen.contains(&it.point),
        });
        let texts = self.texts_of(&stream).await?;
        let now = self.instant();
        Ok(InspectionView { id, round, version, seen, lines, texts, organisation, now, inside })
    }

    /// A person does something with a round. Several people write into it, so no version is asked for.
    pub async fn inspection_act(
        &self,
        session: &Session,
        id: InspectionId,
        command_id: [u8; 16],
        act: &InspectionAct,
    ) -> Result<Done, Problem> {
        self.inspection_act_on(session, id, command_id, None, act).await
    }

    /// The same on the version that was looked at, where somebody names one.
    pub async fn inspection_act_on(
        &self,
        session: &Session,
        id: InspectionId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &InspectionAct,
    ) -> Result<Done, Problem> {
        let mut problems: Vec<FieldProblem> =
            text_problem("words", act.words(), true, TEXT_CHARS_MAX).into_iter().collect();
        let mut made = None;
        if let InspectionAct::Make { people, reason, .. } = act {
            problems.extend(text_problem("reason", reason, false, TEXT_CHARS_MAX));
            match people_of("person1", people) {
                Ok(people) => made = Some(people),
                Err(problem) => problems.push(problem),
            }
        }
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        // Before the rules: whoever may not look at it learns nothing.
        self.inspection_fetch(session, id).await?;
        let content = content_of(&("inspection", id.as_str(), act))?;
        let asking = Asking { stream: stream_of(id), command_id, version, content, by: session };
        self.supervise(asking, |sealer| {
            let words = sealed(sealer, "inspection-words", act.words())?;
            let command = match (act, made) {
                (InspectionAct::Make { on, sections, reason, .. }, Some(people)) => {
                    let reason = sealed_if_any(sealer, "inspection-reason", reason)?;
                    let sections = Sections::of(sections.iter().copied());
                    Command::Make(Make { on: *on, people, sections, words, reason })
                }
                (InspectionAct::Make { .. }, None) => {
                    return Err(Fault::inside("a round is made by people who were read"));
                }
                (InspectionAct::Observe { unit, window, section, correct_by, .. }, _) => {
                    Command::Observe(Observe {
                        unit: *unit,
                        window: *window,
                        section: *section,
                        correct_by: *correct_by,
                        words,
                    })
                }
                (InspectionAct::Answer { point, .. }, _) => Command::Answer { point: *point, words },
                (InspectionAct::Judge { point, again_by, .. }, _) => {
                    Command::Judge { point: *point, again_by: *again_by, words }
                }
            };
            Ok(Asked::Inspection(command))
        })
        .await
    }
}
