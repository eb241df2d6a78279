//! The clocks of a case as its applicant reads them: the name of each, its last day, what is left and on which basis.

use casework::{ClockKind, Watch};

use super::tracked::View;
use super::{legal, words};
use pages::layout::ClockLine;

impl View<'_> {
    /// Days in the unit of a clock's limit.
    pub fn days(&self, watch: &Watch, n: i32) -> String {
        words::days(self.text, n.unsigned_abs(), watch.clock.limit().unit)
    }

    /// Days left of a clock, in its own unit; negative when late.
    pub fn left(&self, watch: &Watch) -> i32 {
        watch.clock.days_left(self.file.now, &self.file.calendar)
    }

    /// The light of one clock; once late it stays late (M6).
    pub fn light(&self, watch: &Watch) -> calendar::Light {
        // With the instant it was started with: what is set later moves no light that shines already.
        let at = watch.ended_at.map_or(self.file.now, |ended| ended.min(self.file.now));
        match watch.is_late(self.file.now) {
            true => calendar::Light::Red,
            false if at >= watch.yellow_at => calendar::Light::Yellow,
            false => calendar::Light::Green,
        }
    }

    /// The clocks that run, the first to end at the head; what is waited for where papers are missing.
    pub(super) fn clocks(&self) -> Vec<ClockLine> {
        if let Some(correction) = self.correction() {
            return vec![ClockLine {
                text: self.text,
                name: self.text.t("请补来").to_owned(),
                due: self.text.date(correction.bring_by),
                left: self.text.t("到期没补来会先退件，随时可以再来").to_owned(),
                basis: String::new(),
                light: None,
                is_provisional: false,
            }];
        }
        if self.shown().is_none() {
            return Vec::new();
        }
        let running = self.filed.facts.clocks.running().filter(|(kind, _)| *kind != ClockKind::Step);
        let mut running: Vec<_> = running.collect();
        running.sort_by_key(|(_, watch)| watch.clock.due());
        running.into_iter().map(|(kind, watch)| self.clock(kind, watch)).collect()
    }

    fn clock(&self, kind: ClockKind, watch: &Watch) -> ClockLine {
        let (text, item, stopped) = (self.text, self.item(), watch.clock.is_stopped(self.file.now));
        let answers = item.pre_acceptance.limit().is_some();
        let (name, basis) = match kind {
            ClockKind::PreAcceptance if answers => ("是否受理", self.answer_basis()),
            ClockKind::PreAcceptance | ClockKind::Promised | ClockKind::Step => {
                ("我们承诺", words::item_limit(text, &item.promised))
            }
            ClockKind::Statutory => (
                "法律规定最迟",
                item.statutory.as_ref().map_or_else(String::new, |it| legal::limit(text, it)),
            ),
            ClockKind::Delivery => ("送到您手里", legal::limit(text, &item.delivery)),
        };
        let left = match stopped {
            true => text.f("暂停时还剩 {left}", [("left", &self.days(watch, self.left(watch).max(0)))]),
            false => words::days_left(text, watch, self.file.now, &self.file.calendar),
        };
        ClockLine {
            text,
            name: text.t(name).to_owned(),
            due: text.date(watch.clock.due()),
            left,
            basis,
            light: (!stopped).then(|| words::light(text, self.light(watch))),
            is_provisional: watch.clock.is_provisional(),
        }
    }

    fn answer_basis(&self) -> String {
        let rule = &self.item().pre_acceptance;
        let (Some(limit), Some(basis)) = (rule.limit(), rule.basis()) else { return String::new() };
        let limit = words::limit(self.text, limit);
        self.text.f("从收到材料起 {limit}（{law}）", [("limit", &limit), ("law", &basis.short())])
    }

    /// How many of its days the clock that is shown has used; empty where none is.
    pub(super) fn days_used(&self) -> String {
        let Some((_, watch)) = self.shown() else { return String::new() };
        let (used, all) = (
            watch.clock.days_used(self.file.now, &self.file.calendar),
            watch.clock.days_total(&self.file.calendar),
        );
        if all == 0 {
            return String::new();
        }
        self.text.f(
            "已用 {used}，共 {all}。",
            [("used", &self.days(watch, used)), ("all", &self.days(watch, all))],
        )
    }
}
