//! A case as its applicant reads it: what happens next, why, until when, who (C14); never who examines it.

use calendar::Instant;
use casework::{
    ClockKind, Correction, File, Outcome, PublicState, Stage, Stop as ClockStop, StopAsked, Watch,
};
use catalogue::item::{ExclusionKind, ItemExclusion, Step, StepKind};
use catalogue::{Item, Organisation, UnitCode};
use centre::file::CaseFile;
use centre::particulars::{Masked, RowReason};

use super::{delivery_words, file_parts, legal, paper, stop_words, tracked_events, tracked_words, words};
use pages::layout::{Agent, PageFrame, Stage as StageLine, StageMark, Stages, StateWord, Tone};
use pages::portal::{LateWord, MissingLine, Stop, TrackedCase};
use pages::text::Text;

/// What the page is drawn from.
pub struct View<'a> {
    /// Language.
    pub text: Text,
    /// The whole case.
    pub file: &'a CaseFile,
    /// Facts and stage.
    pub filed: &'a File,
}

/// The page of a case.
pub fn page(frame: PageFrame, file: &CaseFile, filed: &File) -> TrackedCase {
    let view = View { text: frame.text, file, filed };
    let (text, facts) = (view.text, &filed.facts);
    let (unit, step) = view.place();
    let agent = view.agent();
    TrackedCase {
        item: words::item(text, view.item()),
        item_href: format!("/items/{}", view.item().short),
        applicant: Masked::new(file.applicant.name.as_str()).name(),
        receipt_no: words::receipt_no(facts.receipt),
        acceptance_no: facts.acceptance.map(|it| view.number(it.notice)),
        state: view.state(),
        next: tracked_words::next(&view),
        why: tracked_words::why(&view).into_iter().chain(super::hearings::told(text, file)).collect(),
        clocks: view.clocks(),
        days_used: view.days_used(),
        stages: view.stages(),
        inquiry: match agent {
            Some(_) => String::new(),
            None => view.item().inquiry_telephone.clone(),
        },
        agent,
        unit,
        step,
        missing: view.missing(),
        bring_by: view.bring_by().map_or_else(String::new, |day| text.date(day)),
        stop: view.stop(),
        late: view.late(),
        reasons: tracked_words::reasons(&view),
        remedies: view.remedies(),
        collect: delivery_words::collect(&view),
        account: view.shown().and_then(|(kind, watch)| {
            let account = words::account(text, watch, view.item(), &file.calendar, file.now)?;
            Some(account.also(super::calendar_moved::account_lines(text, file, kind)))
        }),
        papers: own_papers(text, file),
        certificate: Vec::new(),
        readers: pages::portal::Readers::default(),
        happened: tracked_events::happened(&view),
        may_withdraw: filed.stage.is_before_decision(),
        may_miss: matches!(filed.stage, Stage::Delivered { by_notice: false, .. }),
        as_of: text.f("数据更新到 {time}", [("time", &view.moment(file.now))]),
        frame,
    }
}

/// The papers that are the applicant's own, as far as they were issued.
fn own_papers(text: Text, file: &CaseFile) -> Vec<(String, String)> {
    let own = paper::own_papers(file);
    let links = file_parts::papers(text, file, "/track/case");
    let paper_of = |href: &str| href.rsplit('/').next().unwrap_or_default().to_owned();
    let named = links.into_iter().map(|link| (paper_of(&link.href), link.name));
    let certificate = delivery_words::electronic_certificate(file).map(|_| {
        let name = text.pick(&file.item.result_name, file.item.result_name_en.as_deref());
        ("certificate".to_owned(), name.to_owned())
    });
    named
        .filter(|(paper, _)| own.contains(&paper.as_str()))
        .chain(certificate)
        .map(|(paper, name)| (format!("/track/case/paper/{paper}"), name))
        .collect()
}

impl<'a> View<'a> {
    /// The frozen revision.
    pub fn item(&self) -> &'a Item {
        &self.file.item
    }

    /// The organisation in force.
    pub fn organisation(&self) -> &'a Organisation {
        &self.file.organisation
    }

    /// The clock whose day is shown (C3); none where the applicant has the turn or everything is done.
    pub fn shown(&self) -> Option<(ClockKind, &'a Watch)> {
        let over = matches!(self.filed.stage, Stage::Concluded(_)) || !self.filed.stage.is_open();
        self.file.state.case.shown_clock().filter(|_| !over)
    }

    /// A moment with its weekday; with its year where it is so long ago that the dossier is gone.
    pub fn moment(&self, at: Instant) -> String {
        let (hour, minute) = at.hour_minute();
        let day = match self.file.destroyed() {
            Some(_) => self.text.date_with_year(at.day()),
            None => self.text.date(at.day()),
        };
        format!("{day} {hour:02}:{minute:02}")
    }

    /// The number of a paper.
    pub fn number(&self, number: casework::DocumentNo) -> String {
        words::document_no(self.organisation(), self.filed.facts.kind, number)
    }

    /// What a step is called to the applicant.
    pub fn step_name(&self, place: u8) -> String {
        let step = self.item().steps.get(usize::from(place));
        step.map_or_else(String::new, |step| plain(self.text, step))
    }

    /// What stopped the clock, or was to stop it.
    pub fn exclusion(&self, asked: &StopAsked) -> Option<&'a ItemExclusion> {
        self.item().exclusions.get(usize::from(asked.exclusion))
    }

    /// The one list of missing papers, while they are waited for.
    pub fn correction(&self) -> Option<&'a Correction> {
        self.filed.facts.correction.as_ref().filter(|_| matches!(self.filed.stage, Stage::CorrectionNoticed))
    }

    /// The last day for papers that are waited for.
    fn bring_by(&self) -> Option<calendar::Day> {
        let deferral = || super::deferral_words::open(self.filed).map(|it| it.bring_by);
        self.correction().map(|it| it.bring_by).or_else(deferral)
    }

    /// The decision that stands.
    pub fn decision(&self) -> Option<&'a casework::Decision> {
        match &self.filed.stage {
            Stage::Decided { decision, .. } | Stage::Rechecked { decision, .. } => Some(decision),
            Stage::Concluded(conclusion) | Stage::Delivered { conclusion, .. } => Some(&conclusion.decision),
            _ => None,
        }
    }

    /// Whether the answer is no.
    pub fn is_refused(&self) -> bool {
        self.decision().is_some_and(|decision| decision.outcome == Outcome::Refused)
    }

    fn state(&self) -> StateWord {
        let state = self.file.public_state().unwrap_or(PublicState::Received);
        let mut word = words::public_state(self.text, state);
        if let (PublicState::Handling, Stage::Handling(handling)) = (state, &self.filed.stage) {
            word.word = self.text.f("正在办：{step}", [("step", &self.step_name(handling.step))]);
        }
        // Nobody has it in hand: it lies here for whoever comes (C25).
        if let Stage::Delivered { by_notice: true, .. } = self.filed.stage {
            word = StateWord {
                word: self.text.t("公告期满，视为送达").to_owned(), tone: Tone::Waiting
            };
        }
        if let Some(posted) = delivery_words::posted_state(self.text, self.file) {
            word = posted;
        }
        if word.tone == Tone::Active && self.shown().is_some_and(|(_, it)| it.is_late(self.file.now)) {
            word.tone = Tone::Late;
        }
        word
    }

    fn stages(&self) -> Stages {
        let (text, stage) = (self.text, &self.filed.stage);
        let spot = self.item().is_instant() && !matches!(stage, Stage::Handling(_));
        let steps: &[Step] = if spot { &[] } else { deciding(&self.item().steps) };
        let mut names = vec![text.t("交材料").to_owned()];
        names.push(text.t(if spot { "当场办" } else { "受理" }).to_owned());
        names.extend(steps.iter().map(|step| plain(text, step)));
        names.push(text.t("领结果").to_owned());
        let last = names.len() - 1;
        let at = match stage {
            Stage::Handling(handling) => 2 + usize::from(handling.step),
            Stage::Decided { .. } | Stage::Rechecked { .. } | Stage::Concluded(_) => last,
            Stage::Delivered { by_notice: true, .. } => last,
            Stage::Delivered { .. } => names.len(),
            _ => 1,
        };
        let stands = stage.is_stopped() || matches!(stage, Stage::CorrectionNoticed) || !stage.is_owed();
        let line = |(place, name): (usize, String)| StageLine {
            name,
            when: tracked_events::day_of(self, place, last)
                .filter(|_| place <= at)
                .map_or_else(String::new, |day| text.date_short(day)),
            mark: match place.cmp(&at) {
                std::cmp::Ordering::Less => StageMark::Done,
                std::cmp::Ordering::Equal if stands => StageMark::Stopped,
                std::cmp::Ordering::Equal => StageMark::Now,
                std::cmp::Ordering::Greater => StageMark::Ahead,
            },
        };
        Stages { text, stages: names.into_iter().enumerate().map(line).collect() }
    }

    fn agent(&self) -> Option<Agent> {
        let facts = &self.filed.facts;
        let named = !self.item().is_instant() || facts.leader_signs;
        let shown = facts.acceptance.is_some() && named && self.filed.stage.is_open();
        // Whoever asks reaches somebody who is here (R113, F31), and never one who went for good (E33).
        let (absences, today) = (&self.file.absences, self.file.now.day());
        let asked = casework::agent_on(self.organisation(), absences, self.item(), facts.agent, today);
        let person = self.organisation().person(asked.filter(|_| shown)?)?;
        let asked = words::person(self.text, self.organisation(), person.id);
        let name = match absences.deputy_of(facts.agent, today) {
            Some(_) => self.text.f(
                "{deputy}（{agent}这几天不在，由{deputy}代）",
                [("deputy", &asked), ("agent", &words::person(self.text, self.organisation(), facts.agent))],
            ),
            None => asked,
        };
        Some(Agent {
            text: self.text,
            name,
            telephone: person.telephone.clone().unwrap_or_else(|| self.item().inquiry_telephone.clone()),
        })
    }

    /// Unit and step, never a handler (C14).
    fn place(&self) -> (String, String) {
        let (text, facts) = (self.text, &self.filed.facts);
        let window = || {
            let centre = &self.organisation().centre;
            let name = text.pick(&centre.name, Some(&centre.name_en));
            format!("{name} · {}", words::window(text, self.organisation(), facts.window))
        };
        let unit = |code: UnitCode| words::unit(text, self.organisation(), code);
        let t = |id: &str| text.t(id).to_owned();
        match &self.filed.stage {
            Stage::Received => (window(), t("核对材料")),
            Stage::CorrectionNoticed => (window(), t("等您补材料")),
            Stage::AwaitingSignature => (window(), t("等窗口负责人签发")),
            Stage::Handling(handling) => {
                let step = self.item().steps.get(usize::from(handling.step));
                let code = step.map_or(facts.authority, |step| step.unit);
                match &handling.stop {
                    ClockStop::Stopped { asked, .. } | ClockStop::PastPlan { asked, .. } => {
                        (unit(code), text.f("等{what}的结果", [("what", &self.awaited(asked))]))
                    }
                    ClockStop::Running | ClockStop::Asked(_) => (unit(code), self.step_name(handling.step)),
                }
            }
            Stage::Decided { .. } => (unit(facts.authority), t("把决定再核一遍")),
            Stage::Rechecked { .. } => (unit(facts.authority), t("制作、盖章")),
            Stage::Concluded(_) => {
                let centre = &self.organisation().centre;
                let waits = if facts.sending.is_under_way() {
                    t("已经寄出，等您签收")
                } else {
                    t("等您来领")
                };
                (text.pick(&centre.name, Some(&centre.name_en)).to_owned(), waits)
            }
            Stage::Delivered { .. }
            | Stage::NotAccepted { .. }
            | Stage::ClosedForMissing { .. }
            | Stage::Withdrawn(_)
            | Stage::EndedWithApplicant(_) => Default::default(),
        }
    }

    /// What is waited for, in the applicant's word.
    pub fn awaited(&self, asked: &StopAsked) -> String {
        let word = |it: &ItemExclusion| {
            self.text.pick(&it.applicant_word, it.applicant_word_en.as_deref()).to_owned()
        };
        self.exclusion(asked).map_or_else(String::new, word)
    }

    fn missing(&self) -> Vec<MissingLine> {
        let Some(correction) = self.correction() else {
            let deferral = super::deferral_words::open(self.filed);
            let lines = deferral.map(|it| super::deferral_words::missing(self.text, self.file, it));
            return lines.unwrap_or_default();
        };
        let reasons: Vec<RowReason> = self.file.texts.record(correction.reasons.0).unwrap_or_default();
        let line = |row: u8| {
            let material = self.item().material(row);
            MissingLine {
                name: material.map_or_else(|| row.to_string(), |it| legal::material(self.text, it)),
                reason: reasons
                    .iter()
                    .find(|it| it.row == row)
                    .map_or_else(String::new, |it| it.reason.clone()),
                basis: material.map_or_else(String::new, |it| legal::short_all(&it.basis)),
                is_in: correction.brought.contains(row),
            }
        };
        correction.rows.iter().map(line).collect()
    }

    fn stop(&self) -> Option<Stop> {
        let Stage::Handling(handling) = &self.filed.stage else { return None };
        let ClockStop::Stopped { asked, notice, from, planned_until, .. } = &handling.stop else {
            return None;
        };
        let exclusion = self.exclusion(asked)?;
        let (text, what, law) = (self.text, self.awaited(asked), exclusion.basis.short());
        let (from, until) = (text.date(*from), text.date(*planned_until));
        let places =
            [("from", &from as &dyn std::fmt::Display), ("what", &what), ("law", &law), ("until", &until)];
        let sentence = match exclusion.kind {
            ExclusionKind::SpecialProcedure => text.f(
                "计时暂停：{from}起做{what}（{law}），计划 {until}结束，到时没有结果就自动恢复计时。",
                places,
            ),
            ExclusionKind::Suspension => text.f(
                "计时暂停：{from}起等{what}（{law}），最多等到 {until}，到时没有结果就自动恢复计时。",
                places,
            ),
        };
        let order = stop_words::to_applicant(text, self.file, self.filed);
        Some(Stop { sentence, order, notice: self.number(*notice) })
    }

    fn late(&self) -> Option<LateWord> {
        let explained = self.filed.facts.explained.filter(|_| self.filed.stage.is_open())?;
        let unit = self.organisation().person(explained.by).map_or(self.filed.facts.authority, |it| it.unit);
        Some(LateWord {
            unit: words::unit(self.text, self.organisation(), unit),
            text: self.file.texts.text(explained.reason.0),
            expected: self.text.f("预计 {day}办好。", [("day", &self.text.date(explained.expected_on))]),
        })
    }

    /// Against a decision only; a notice that nothing needs approval is none (C16).
    fn remedies(&self) -> String {
        let decided_no = match &self.filed.stage {
            Stage::NotAccepted { ground, .. } => *ground != casework::NonAcceptanceGround::NotRequired,
            _ => self.is_refused(),
        };
        let remedies =
            self.item().remedies.as_ref().filter(|_| decided_no && self.file.destroyed().is_none());
        remedies.map_or_else(String::new, |it| legal::remedies(self.text, it))
    }
}

/// A step in the applicant's words.
fn plain(text: Text, step: &Step) -> String {
    text.pick(&step.plain_name, step.plain_name_en.as_deref()).to_owned()
}

/// The steps up to and with the decision.
fn deciding(steps: &[Step]) -> &[Step] {
    let until =
        steps.iter().position(|step| step.kind == StepKind::Decide).map_or(steps.len(), |place| place + 1);
    &steps[..until]
}
