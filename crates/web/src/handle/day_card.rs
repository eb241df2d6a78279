//! A window's day as it is shown: who sits there, what was counted, and the hall at a glance.

use calendar::{Day, Instant};
use casework::absence::Absences;
use casework::window_day::{Ground, VisitEnd, WindowDay, settles_late, sits_at};
use catalogue::item::Post;
use catalogue::organisation::WindowKind;
use catalogue::{Organisation, PersonId, WindowId};
use centre::account::Session;
use centre::hall::{DueCount, WindowLine};
use centre::window_day::WindowPage;
use centre::window_list::WindowRow;

use super::day::{PATH, prefix};
use super::posted::Sent;
use super::{contact_words, words};
use pages::desk::{
    Answer as Choice, Counted, HallLine, LyingLine, LyingList, Pick, Typed, UnsignedLine, WindowCard,
    WindowStage, unchosen,
};
use pages::text::Text;

/// People named at a window where nobody sits.
const STAFF_SHOWN: usize = 2;

/// What the page is drawn from.
pub(super) struct Seen<'a> {
    pub(super) text: Text,
    pub(super) organisation: &'a Organisation,
    pub(super) absences: &'a Absences,
    pub(super) session: &'a Session,
    pub(super) now: Instant,
    pub(super) today: Day,
}

impl Seen<'_> {
    fn name(&self, person: PersonId) -> String {
        words::person(self.text, self.organisation, person)
    }

    fn stage(&self, (window, day): (WindowId, Day), state: &WindowDay, line: &WindowLine) -> WindowStage {
        let me = self.session.person;
        let sits = sits_at(self.organisation, me, window, self.today);
        // Whoever sat there and is away leaves the seat to a colleague (E25).
        let left = |seat: PersonId| line.away.iter().any(|absence| absence.person == seat);
        let heads = self.organisation.posts_of(me, self.today).any(|holding| match holding.post {
            Post::WindowHead => holding.windows.contains(&window),
            Post::CentreManager => true,
            _ => false,
        });
        match (state.settlement, state.handing, state.seat) {
            (Some(settlement), ..) if settlement.signed.is_none() && settlement.by != me && heads => {
                WindowStage::ToSign
            }
            (Some(_), ..) => WindowStage::Settled,
            (None, ..) if day < self.today => {
                let Seen { organisation, absences, now, .. } = *self;
                match settles_late(state, &Ground { now, actor: me, window, day, organisation, absences }) {
                    true => WindowStage::Late,
                    false => WindowStage::Others,
                }
            }
            (None, Some(handing), _) if handing.to == me => WindowStage::ToTake,
            (None, Some(handing), _) if handing.from == me => WindowStage::Given,
            // Somebody who is away gave it over before: that comes off first.
            (None, Some(_), Some(seat)) if seat == me => WindowStage::Given,
            (None, None, Some(seat)) if seat == me => WindowStage::Mine,
            (None, _, Some(seat)) if sits && left(seat) => WindowStage::Closed,
            (None, _, Some(_)) => WindowStage::Others,
            (None, _, None) if sits => WindowStage::Closed,
            (None, _, None) => WindowStage::Others,
        }
    }

    pub(super) fn card(
        &self,
        (window, day): (WindowId, Day),
        page: &WindowPage,
        lines: Vec<LyingLine>,
        sent: &Sent,
    ) -> WindowCard {
        let (text, state) = (self.text, &page.state);
        let t = |sentence: &str| text.t(sentence).to_owned();
        let since = state.since.map(clock).unwrap_or_default();
        let is_today = day == self.today;
        let last = |seat| text.f("最后坐在这里的是{name}", [("name", &self.name(seat))]);
        let seat = match state.seat {
            _ if day < self.today => state.seat.or(state.last).map(last).unwrap_or_default(),
            Some(seat) => text.f("{name}在这里，{at} 起", [("name", &self.name(seat)), ("at", &since)]),
            None => t("现在没有人坐在这里"),
        };
        let name = words::window(text, self.organisation, window);
        let what = sent.form.get("do");
        let typed = |prefixes: &[&str], field: &str| {
            let here = prefixes.contains(&prefix(what));
            let error = |it: &&str| {
                let id = format!("{it}-{field}");
                sent.errors.iter().find(|(known, _)| *known == id).map(|(_, why)| why.clone())
            };
            Typed {
                value: if here { sent.form.get(field).to_owned() } else { String::new() },
                error: prefixes.iter().find_map(error).unwrap_or_default(),
            }
        };
        let counted = |form: &str| Counted {
            papers: typed(&[form], "papers"),
            originals: typed(&[form], "originals"),
            results: typed(&[form], "results"),
            open: prefix(what) == form,
        };
        let Typed { value: chosen, error } = typed(&["give"], "to");
        let mut to = Pick { answers: unchosen(text, self.colleagues(window)), error };
        if !chosen.is_empty() {
            to.choose(&chosen);
        }
        let note = match state.handing {
            Some(_) => Typed::of(page.note.clone()),
            None => typed(&["give"], "note"),
        };
        // Late it is counted as it lies there now.
        let stock = state.handing.filter(|_| is_today).map_or(page.tally, |it| it.stock);
        let stage = self.stage((window, day), state, &page.line);
        let delivers = self.organisation.window(window).is_some_and(|it| it.kind == WindowKind::Delivery);
        WindowCard {
            window: window.to_string(),
            day: day.to_string(),
            name: if is_today { name } else { format!("{name} {}", words::day_from(text, day, self.today)) },
            stage,
            seat,
            defects: if state.seat.is_some() {
                self.defects(state.printer, state.reader)
            } else {
                String::new()
            },
            visit: state.visit.map_or_else(String::new, |visit| {
                text.f("第 {n} 位，{at} 起", [("n", &visit.no), ("at", &clock(visit.since))])
            }),
            counts: self.counts(state),
            stock: self.stock(&stock, delivers),
            lying: self.lying(stage, page, lines),
            due: if is_today { self.due(&page.line.due) } else { String::new() },
            away: if is_today { self.away(&page.line) } else { Vec::new() },
            ends: VisitEnd::ALL.map(|end| Choice::of(end.key(), t(end_word(end)))).to_vec(),
            reason: typed(&["visit", "return"], "reason"),
            to,
            give: counted("give"),
            take: counted("take"),
            leave: counted("leave"),
            // Sent back, it is counted again: that form waits.
            settle: Counted { open: what == "settle" || state.sent_back.is_some(), ..counted("settle") },
            has_results: delivers,
            note,
            explained: typed(&["settle"], "explained"),
            paper: match state.settlement {
                Some(_) => format!("{PATH}/paper?window={window}&day={day}"),
                None => String::new(),
            },
            settlement: self.settlement(page, day),
            sent_back: self.sent_back(page),
        }
    }

    /// To whom the window may be given over.
    fn colleagues(&self, window: WindowId) -> Vec<Choice> {
        let staff = self.organisation.people.iter().map(|person| person.id);
        let able = staff.filter(|person| {
            *person != self.session.person && sits_at(self.organisation, *person, window, self.today)
        });
        able.map(|person| Choice::of(person.as_str(), self.name(person))).collect()
    }

    /// What lies there, while somebody sits there: open where it is to be counted and taken (E22).
    fn lying(&self, stage: WindowStage, page: &WindowPage, lines: Vec<LyingLine>) -> LyingList {
        use WindowStage::{Given, Late, Mine, Others, ToTake};
        let live = [Mine, Others, ToTake, Given, Late];
        let all = usize::from(page.tally.waiting) + usize::from(page.tally.results);
        let more = match all > lines.len() {
            true => self.text.f("这里列了 {n} 件，其余的在“查办件”里看。", [("n", &lines.len())]),
            false => String::new(),
        };
        let shown = page.state.seat.is_some() && live.contains(&stage);
        LyingList { shown, open: stage == WindowStage::ToTake, lines, more }
    }

    fn defects(&self, printer: bool, reader: bool) -> String {
        let words = [(printer, "打印机不好用"), (reader, "读卡器不好用")];
        let broken = words.into_iter().filter(|(works, _)| !works).map(|(_, word)| self.text.t(word));
        broken.collect::<Vec<_>>().join(self.text.comma())
    }

    fn counts(&self, state: &WindowDay) -> Vec<(String, String)> {
        let mut counts = vec![(self.text.t("来办的").to_owned(), state.visits.to_string())];
        let ends = VisitEnd::ALL.into_iter().filter(|end| state.ends[end.place()] > 0);
        counts.extend(
            ends.map(|end| (self.text.t(end_word(end)).to_owned(), state.ends[end.place()].to_string())),
        );
        counts
    }

    /// What came in here and is to have a result today.
    fn due(&self, due: &DueCount) -> String {
        let text = self.text;
        let today = match due.today {
            0 => text.t("这个窗口收的件，今天没有到期的").to_owned(),
            n => text.f("这个窗口收的件，今天到期 {n} 件", [("n", &n)]),
        };
        match due.late {
            0 => today,
            n => format!("{today}{}{}", text.semicolon(), text.f("已经超期 {n} 件", [("n", &n)])),
        }
    }

    fn stock(&self, stock: &casework::window_day::Tally, delivers: bool) -> String {
        let text = self.text;
        let mut words = text.f(
            "系统记：窗口上 {n} 件，材料 {m} 份，其中原件 {k} 份",
            [("n", &stock.waiting as &dyn std::fmt::Display), ("m", &stock.papers), ("k", &stock.originals)],
        );
        if stock.drafts > 0 {
            words += text.semicolon();
            words += &text.f("没有收完的 {n} 件", [("n", &stock.drafts)]);
        }
        if delivers {
            words += text.semicolon();
            words += &text.f("没有领走的证件 {n} 本", [("n", &stock.results)]);
        }
        words
    }

    fn away(&self, line: &WindowLine) -> Vec<String> {
        let away = line.away.iter().map(|absence| {
            let days = super::people_words::span(self.text, absence);
            let who = format!("{} {days}", self.name(absence.person));
            match absence.deputy {
                Some(deputy) => {
                    self.text.f("{who}，代班：{name}", [("who", &who), ("name", &self.name(deputy))])
                }
                None => self.text.f("{who}，没有代班人", [("who", &who)]),
            }
        });
        away.collect()
    }

    /// By whom and why the settlement before was sent back.
    fn sent_back(&self, page: &WindowPage) -> String {
        let Some(it) = page.state.sent_back else { return String::new() };
        let (text, name) = (self.text, self.name(it.by));
        text.f(
            "{name} {at} 退回了结算：{why}",
            [
                ("name", &name as &dyn std::fmt::Display),
                ("at", &words::moment(text, it.at)),
                ("why", &page.sent_back),
            ],
        )
    }

    fn settlement(&self, page: &WindowPage, day: Day) -> Vec<String> {
        let text = self.text;
        let Some(settlement) = page.state.settlement else { return Vec::new() };
        let system = &settlement.system;
        let mut lines = vec![
            text.f(
                "{name} {at} 结算",
                [("name", &self.name(settlement.by)), ("at", &words::moment(text, settlement.at))],
            ),
            text.f(
                "当天收件 {taken} 件，移交出去 {handed} 件，窗口上还有 {waiting} 件",
                [("taken", &system.taken), ("handed", &system.handed), ("waiting", &system.waiting)],
            ),
            text.f("材料：系统记 {n} 份，点到 {m} 份", [("n", &system.papers), ("m", &settlement.papers)]),
            text.f(
                "其中的原件：系统记 {n} 份，点到 {m} 份",
                [("n", &system.originals), ("m", &settlement.originals)],
            ),
        ];
        if system.results > 0 || settlement.results > 0 {
            lines.push(text.f(
                "没有领走的证件：系统记 {n} 本，点到 {m} 本",
                [("n", &system.results), ("m", &settlement.results)],
            ));
        }
        if !page.explained.is_empty() {
            let sentence = if settlement.at.day() > day {
                "补结算的说明：{why}"
            } else {
                "对不上的原因：{why}"
            };
            lines.push(text.f(sentence, [("why", &page.explained)]));
        }
        lines.push(match settlement.signed {
            Some((by, at)) => {
                text.f("{name} {at} 签字", [("name", &self.name(by)), ("at", &words::moment(text, at))])
            }
            None => text.t("等窗口负责人签字").to_owned(),
        });
        lines
    }

    /// Windows nobody sits at first.
    pub(super) fn hall(&self, lines: &[WindowLine]) -> Vec<HallLine> {
        let mut hall: Vec<HallLine> = lines.iter().map(|line| self.hall_line(line)).collect();
        hall.sort_by_key(|line| !line.empty);
        hall
    }

    fn hall_line(&self, line: &WindowLine) -> HallLine {
        let text = self.text;
        let t = |sentence: &str| text.t(sentence).to_owned();
        let row = line.row.as_ref();
        let seat = row.and_then(|row| row.seat);
        let mut notes = Vec::new();
        if let Some(row) = row.filter(|row| row.seat.is_some()) {
            let defects = self.defects(row.printer, row.reader);
            if !defects.is_empty() {
                notes.push(defects);
            }
        }
        if line.is_empty() {
            let able = line.able().map(|person| contact_words::reachable(text, self.organisation, person));
            let able = able.take(STAFF_SHOWN).collect::<Vec<_>>().join(text.comma());
            notes.push(match able.is_empty() {
                true => t("没有安排在岗的人"),
                false => text.f("应到：{who}", [("who", &able)]),
            });
        }
        notes.extend(self.away(line).into_iter().map(|who| text.f("不在岗：{who}", [("who", &who)])));
        HallLine {
            name: words::window(text, self.organisation, line.window),
            href: format!("{PATH}?window={}", line.window),
            seat: seat.map_or_else(|| t("没有人"), |seat| self.name(seat)),
            empty: line.is_empty(),
            note: notes.join(text.semicolon()),
            due: match line.due.today {
                0 => "—".to_owned(),
                n => text.f("{n} 件", [("n", &n)]),
            },
            late: match line.due.late {
                0 => String::new(),
                n => text.f("已经超期 {n} 件", [("n", &n)]),
            },
            visits: row.map_or_else(
                || "—".to_owned(),
                |row| text.f("来 {n} 位，收 {m} 件", [("n", &row.visits), ("m", &row.ends[0])]),
            ),
            settled: match row {
                None => "—".to_owned(),
                Some(WindowRow { settled_by: None, .. }) => t("还没有结算"),
                Some(WindowRow { signed_by: None, .. }) => t("等签字"),
                Some(WindowRow { signed_by: Some(by), .. }) => {
                    text.f("{name}签了字", [("name", &self.name(*by))])
                }
            },
        }
    }

    pub(super) fn unsettled(&self, row: &WindowRow) -> UnsignedLine {
        let last = row.seat.map(|last| self.text.f("最后坐在这里的是{name}", [("name", &self.name(last))]));
        UnsignedLine { by: last.unwrap_or_default(), ..self.unsigned(row) }
    }

    pub(super) fn unsigned(&self, row: &WindowRow) -> UnsignedLine {
        let text = self.text;
        let window = words::window(text, self.organisation, row.window);
        let day = words::day_from(text, row.day, self.today);
        let by = row.settled_by.map_or_else(String::new, |by| self.name(by));
        UnsignedLine {
            href: format!("{PATH}?window={}&day={}", row.window, row.day),
            name: format!("{window} {day}"),
            by: match row.differs {
                true => text.f("{name}点的，有对不上的，写了原因", [("name", &by)]),
                false => text.f("{name}点的，都对得上", [("name", &by)]),
            },
        }
    }
}

fn clock(at: calendar::Instant) -> String {
    let (hour, minute) = at.hour_minute();
    format!("{hour:02}:{minute:02}")
}

/// The word of an end of a visit.
pub(super) fn end_word(end: VisitEnd) -> &'static str {
    match end {
        VisitEnd::Receipt => "收件",
        VisitEnd::Advice => "咨询",
        VisitEnd::Collected => "领证",
        VisitEnd::Returned => "没有收",
        VisitEnd::NoShow => "没有人来",
    }
}
