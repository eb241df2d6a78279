//! What lists and pages ask of a case: where it is, which day is shown, how its light stands.

use crate::state::{
    Capacity, Case, ClockKind, Extension, Facts, File, Handling, Pending, Stage, StageName, Stop, Watch,
};
use crate::{NonAcceptanceGround, Outcome};
use calendar::{Day, Instant, Light};
use catalogue::PersonId;
use serde::{Deserialize, Serialize};

/// The word for where a case is, as the demonstration county's table "Words for states" has it.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PublicState {
    /// 已收件，等待受理.
    Received,
    /// 等您补材料.
    CorrectionNoticed,
    /// 一直没收到补充材料，已退件.
    ClosedForMissing,
    /// 这件事不用审批.
    NotRequired,
    /// 这件事归××局办.
    NotCompetent,
    /// 不予受理 on a listed ground.
    Barred,
    /// 已受理.
    Accepted,
    /// 已受理（到期未答复，依法视为受理）.
    DeemedAccepted,
    /// 正在办.
    Handling,
    /// 计时暂停.
    Stopped,
    /// 依法延长了期限.
    Extended,
    /// 按您的意思撤回了.
    Withdrawn,
    /// 申请人不在了，到此为止.
    EndedWithApplicant,
    /// 已批准.
    Granted,
    /// 没有批准.
    Refused,
    /// 证件制作中.
    DocumentBeingMade,
    /// 可以领取.
    ReadyToCollect,
    /// 已寄出，等签收.
    Posted,
    /// 已送到您手里.
    Delivered,
    /// 已办完, and the dossier is in the archive; the folder knows, see [`crate::folder`].
    Archived,
}

/// Why a light is yellow.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum YellowCause {
    /// Little of the limit whose day is shown is left.
    Limit,
    /// The planned end of a stop passed without its result (F7).
    StopPastPlan {
        /// Last day that did not count.
        planned_until: Day,
    },
    /// A hand-over that nobody took within a working day (F30).
    HandOver {
        /// Who is to take it.
        to: PersonId,
        /// The last day.
        take_by: Day,
    },
}

impl PublicState {
    /// Every state.
    pub const ALL: [PublicState; 20] = [
        PublicState::Received,
        PublicState::CorrectionNoticed,
        PublicState::ClosedForMissing,
        PublicState::NotRequired,
        PublicState::NotCompetent,
        PublicState::Barred,
        PublicState::Accepted,
        PublicState::DeemedAccepted,
        PublicState::Handling,
        PublicState::Stopped,
        PublicState::Extended,
        PublicState::Withdrawn,
        PublicState::EndedWithApplicant,
        PublicState::Granted,
        PublicState::Refused,
        PublicState::DocumentBeingMade,
        PublicState::ReadyToCollect,
        PublicState::Posted,
        PublicState::Delivered,
        PublicState::Archived,
    ];

    /// The key of the word in the message catalogue.
    pub fn key(self) -> &'static str {
        match self {
            PublicState::Received => "received",
            PublicState::CorrectionNoticed => "correction-noticed",
            PublicState::ClosedForMissing => "closed-for-missing",
            PublicState::NotRequired => "not-required",
            PublicState::NotCompetent => "not-competent",
            PublicState::Barred => "barred",
            PublicState::Accepted => "accepted",
            PublicState::DeemedAccepted => "deemed-accepted",
            PublicState::Handling => "handling",
            PublicState::Stopped => "stopped",
            PublicState::Extended => "extended",
            PublicState::Withdrawn => "withdrawn",
            PublicState::EndedWithApplicant => "ended-with-applicant",
            PublicState::Granted => "granted",
            PublicState::Refused => "refused",
            PublicState::DocumentBeingMade => "document-being-made",
            PublicState::ReadyToCollect => "ready-to-collect",
            PublicState::Posted => "posted",
            PublicState::Delivered => "delivered",
            PublicState::Archived => "archived",
        }
    }
}

impl Case {
    /// The file, if anything was received.
    pub fn file(&self) -> Option<&File> {
        match self {
            Case::Absent => None,
            Case::Filed(file) => Some(file),
        }
    }

    /// The facts, if anything was received.
    pub fn facts(&self) -> Option<&Facts> {
        self.file().map(|file| &file.facts)
    }

    /// The stage, if anything was received.
    pub fn stage(&self) -> Option<&Stage> {
        self.file().map(|file| &file.stage)
    }

    /// The name of the stage.
    pub fn stage_name(&self) -> StageName {
        self.stage().map_or(StageName::Absent, Stage::name)
    }

    /// Whether anything is still to be done, delivery with it.
    pub fn is_open(&self) -> bool {
        self.stage().is_some_and(Stage::is_open)
    }

    /// Whether the clock stands still.
    pub fn is_stopped(&self) -> bool {
        self.stage().is_some_and(Stage::is_stopped)
    }

    /// The clock whose day is shown: the earliest of those that measure the authority (C3).  A step's clock is shown
    /// to staff only, see [`Clocks::get`](crate::Clocks::get); while the applicant has the turn there is none.
    pub fn shown_clock(&self) -> Option<(ClockKind, &Watch)> {
        let running = self.facts()?.clocks.running().filter(|(kind, _)| *kind != ClockKind::Step);
        running.min_by_key(|(_, watch)| watch.clock.due())
    }

    /// When the light turns, or turned, yellow: by the day shown, in whose instant the planned end of a stop whose result is
    /// missing is counted (F7), or by a hand-over that nobody takes (F30), whichever comes first. None where neither runs.
    pub fn yellow_at(&self) -> Option<Instant> {
        let clock = self.shown_clock().map(|(_, watch)| watch.yellow_at);
        let hand_over = self.facts().and_then(|facts| facts.pending?.yellow_at());
        clock.into_iter().chain(hand_over).min()
    }

    /// Everything for which the light is yellow at an instant; nothing while it is green, whatever comes later.
    pub fn yellow_causes(&self, now: Instant) -> Vec<YellowCause> {
        let Some(File { facts, stage }) = self.file() else { return Vec::new() };
        let after_plan = match stage {
            Stage::Handling(Handling { stop: Stop::PastPlan { planned_until, .. }, .. }) => {
                Some((planned_until.plus_days(1).start(), *planned_until))
            }
            _ => None,
        };
        let limit = self.shown_clock().map(|(_, watch)| watch.yellow_at);
        // The clock turned with the planned end, unless it had turned before.
        let limit = limit.filter(|at| after_plan.is_none_or(|(end, _)| *at < end));
        let limit = limit.map(|at| (at, YellowCause::Limit));
        let stop = after_plan.map(|(at, planned_until)| (at, YellowCause::StopPastPlan { planned_until }));
        let hand_over = facts.pending.and_then(|pending| {
            let Pending { to, take_by, .. } = pending;
            Some((pending.yellow_at()?, YellowCause::HandOver { to, take_by: take_by? }))
        });
        let all = limit.into_iter().chain(stop).chain(hand_over);
        all.filter(|(at, _)| *at <= now).map(|(_, cause)| cause).collect()
    }

    /// Whether the law's own limit is past at an instant.
    pub fn is_past_law(&self, now: Instant) -> bool {
        self.law_broken_at().is_some_and(|at| at <= now)
    }

    /// From when on the law's own limit is past, or was before it ended; none where there is none, or where it was kept (N14).
    pub fn law_broken_at(&self) -> Option<Instant> {
        let watch = self.facts()?.clocks.statutory?;
        let counts = watch.ended_at.is_none_or(|ended| watch.is_late(ended));
        counts.then(|| watch.clock.late_from())
    }

    /// When the light turns, or turned, red; once red it stays (M6).
    pub fn red_at(&self) -> Option<Instant> {
        let late_since = self.facts().and_then(|facts| facts.late_since);
        late_since.or(self.shown_clock().map(|(_, watch)| watch.clock.late_from()))
    }

    /// The light at an instant, as lists compute it from the two instants above.
    pub fn light(&self, now: Instant) -> Light {
        let passed = |at: Option<Instant>| at.is_some_and(|at| now >= at);
        if passed(self.red_at()) {
            Light::Red
        } else if passed(self.yellow_at()) {
            Light::Yellow
        } else {
            Light::Green
        }
    }

    /// The word for where it is; none if nothing was received.
    pub fn public_state(&self) -> Option<PublicState> {
        let File { facts, stage } = self.file()?;
        Some(match stage {
            Stage::Received | Stage::AwaitingSignature => PublicState::Received,
            Stage::CorrectionNoticed => PublicState::CorrectionNoticed,
            Stage::ClosedForMissing { .. } => PublicState::ClosedForMissing,
            Stage::Withdrawn(_) => PublicState::Withdrawn,
            Stage::EndedWithApplicant(_) => PublicState::EndedWithApplicant,
            Stage::NotAccepted { ground, .. } => match ground {
                NonAcceptanceGround::NotRequired => PublicState::NotRequired,
                NonAcceptanceGround::NotCompetent { .. } => PublicState::NotCompetent,
                NonAcceptanceGround::Barred { .. } => PublicState::Barred,
            },
            Stage::Handling(handling) => in_hand(facts, handling),
            Stage::Decided { decision, .. } => match decision.outcome {
                Outcome::Granted => PublicState::Granted,
                Outcome::Refused => PublicState::Refused,
            },
            Stage::Rechecked { .. } => PublicState::DocumentBeingMade,
            Stage::Concluded(_) if facts.sending.is_under_way() => PublicState::Posted,
            Stage::Concluded(_) => PublicState::ReadyToCollect,
            Stage::Delivered { .. } => PublicState::Delivered,
        })
    }
}

/// Accepted, until somebody beyond the intake counter holds it.
fn in_hand(facts: &Facts, handling: &Handling) -> PublicState {
    let untouched = facts.holding.capacity == Capacity::Intake && handling.step == 0;
    match (handling.stop, facts.acceptance) {
        (Stop::Stopped { .. }, _) => PublicState::Stopped,
        _ if matches!(facts.extension, Extension::Approved { .. }) => PublicState::Extended,
        (_, Some(acceptance)) if untouched && acceptance.deemed => PublicState::DeemedAccepted,
        (_, Some(_)) if untouched => PublicState::Accepted,
        _ => PublicState::Handling,
    }
}

impl Stage {
    /// Its name.
    pub fn name(&self) -> StageName {
        match self {
            Stage::Received => StageName::Received,
            Stage::CorrectionNoticed => StageName::CorrectionNoticed,
            Stage::AwaitingSignature => StageName::AwaitingSignature,
            Stage::Handling(_) => StageName::Handling,
            Stage::Decided { .. } => StageName::Decided,
            Stage::Rechecked { .. } => StageName::Rechecked,
            Stage::Concluded(_) => StageName::Concluded,
            Stage::Delivered { .. } => StageName::Delivered,
            Stage::NotAccepted { .. } => StageName::NotAccepted,
            Stage::ClosedForMissing { .. } => StageName::ClosedForMissing,
            Stage::Withdrawn(_) => StageName::Withdrawn,
            Stage::EndedWithApplicant(_) => StageName::EndedWithApplicant,
        }
    }

    /// Whether anything is still to be done.
    pub fn is_open(&self) -> bool {
        !matches!(
            self,
            Stage::Delivered { .. }
                | Stage::NotAccepted { .. }
                | Stage::ClosedForMissing { .. }
                | Stage::Withdrawn(_)
                | Stage::EndedWithApplicant(_)
        )
    }

    /// Whether the applicant still comes for something: it is open, or its public notice has run and the result lies there (C25).
    pub fn is_owed(&self) -> bool {
        self.is_open() || matches!(self, Stage::Delivered { by_notice: true, .. })
    }

    /// Whether the clock stands still.
    pub fn is_stopped(&self) -> bool {
        matches!(self, Stage::Handling(Handling { stop: Stop::Stopped { .. }, .. }))
    }

    /// Whether no decision stands.
    pub fn is_before_decision(&self) -> bool {
        matches!(
            self,
            Stage::Received | Stage::CorrectionNoticed | Stage::AwaitingSignature | Stage::Handling(_)
        )
    }

    /// Whether the document is not made yet.
    pub(crate) fn is_before_conclusion(&self) -> bool {
        self.is_before_decision() || matches!(self, Stage::Decided { .. } | Stage::Rechecked { .. })
    }

    /// Whether it was accepted and is still open.
    pub(crate) fn is_after_acceptance(&self) -> bool {
        self.is_open()
            && !matches!(self, Stage::Received | Stage::CorrectionNoticed | Stage::AwaitingSignature)
    }
}
