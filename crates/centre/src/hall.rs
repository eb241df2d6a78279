//! The hall at a glance: which windows a person sits at or leads, who should be there, and what is due (E1, E31).

use calendar::{Day, Instant};
use casework::absence::Absence;
use casework::window_day::sits_at;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};
use store::{Statement, Value};

use crate::account::Session;
use crate::scope::in_units;
use crate::window_list::WindowRow;
use crate::{Centre, Fault};

/// Windows counted at most.
const WINDOWS_MAX: i64 = 500;

/// Open cases that came in at a window and whose time is up; those whose clock is stopped are left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DueCount {
    /// Due today.
    pub today: u32,
    /// Late already.
    pub late: u32,
}

/// One window today, as the hall's table shows it.
#[derive(Debug, Clone)]
pub struct WindowLine {
    /// Which.
    pub window: WindowId,
    /// Who should sit there: whoever has a post at it, heads left out.
    pub staff: Vec<PersonId>,
    /// Of those, who is away.
    pub away: Vec<Absence>,
    /// What is due.
    pub due: DueCount,
    /// What is known of the day; none: not opened.
    pub row: Option<WindowRow>,
}

impl WindowLine {
    /// Nobody sits there, and its day is not settled.
    pub fn is_empty(&self) -> bool {
        self.row.as_ref().is_none_or(|row| row.seat.is_none() && row.settled_by.is_none())
    }

    /// Who should sit there and is not away.
    pub fn able(&self) -> impl Iterator<Item = PersonId> {
        self.staff.iter().copied().filter(|person| self.away.iter().all(|it| it.person != *person))
    }
}

impl Centre {
    /// The windows a person sits at today, in the order of the hall.
    pub fn own_windows(&self, organisation: &Organisation, person: PersonId) -> Vec<WindowId> {
        let today = self.today();
        let windows = organisation.windows.iter().map(|window| window.id);
        windows.filter(|window| sits_at(organisation, person, *window, today)).collect()
    }

    /// Whose settlements a person signs: a head's own windows, or every window for who runs the centre.
    pub fn signed_windows(&self, organisation: &Organisation, person: PersonId) -> Vec<WindowId> {
        let supervises = organisation.holds_anywhere(person, Post::Supervisor, self.today())
            && !organisation.holds_anywhere(person, Post::CentreManager, self.today());
        if supervises { Vec::new() } else { self.led_windows(organisation, person) }
    }

    /// The windows a person sees: a head's own, or every one for who runs the centre or supervises it.
    pub fn led_windows(&self, organisation: &Organisation, person: PersonId) -> Vec<WindowId> {
        let today = self.today();
        let mut led = Vec::new();
        for holding in organisation.posts_of(person, today) {
            match holding.post {
                Post::WindowHead => led.extend(holding.windows.iter().copied()),
                Post::CentreManager | Post::Supervisor => {
                    led.extend(organisation.windows.iter().map(|window| window.id));
                }
                _ => {}
            }
        }
        led
    }

    /// The hall today, for those who lead windows: a window nobody sits at is seen at once.
    pub async fn hall_today(&self, session: &Session) -> Result<Vec<WindowLine>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let led = self.led_windows(&organisation, session.person);
        self.window_lines(&organisation, &led).await
    }

    /// The windows a person leads at which nobody sits while the hall is open: on a working day, or once any window was opened.
    pub async fn windows_empty(&self, session: &Session) -> Result<Vec<WindowId>, Fault> {
        let hall = self.hall_today(session).await?;
        if hall.is_empty() {
            return Ok(Vec::new());
        }
        let calendar = self.in_force().await?.calendar;
        let working = calendar.is_some_and(|it| it.is_working(self.today()).unwrap_or(true));
        if !working && hall.iter().all(|line| line.row.is_none()) {
            return Ok(Vec::new());
        }
        let empty = hall.iter().filter(|line| line.is_empty() && !line.staff.is_empty());
        Ok(empty.map(|line| line.window).collect())
    }

    pub(crate) async fn window_lines(
        &self,
        organisation: &Organisation,
        which: &[WindowId],
    ) -> Result<Vec<WindowLine>, Fault> {
        if which.is_empty() {
            return Ok(Vec::new());
        }
        let (today, absences) = (self.today(), self.absences().await?);
        let params = vec![self.division.as_str().into(), WINDOWS_MAX.into(), today.to_string().into()];
        let rows = self.window_rows("day = $3", params).await?;
        let due = self.due_by_window(organisation, today).await?;
        let windows = organisation.windows.iter().filter(|window| which.contains(&window.id));
        let line = |window: &catalogue::organisation::Window| {
            let mut staff: Vec<PersonId> = Vec::new();
            for holding in organisation.posts.iter().filter(|it| it.in_force(today)) {
                let sits = holding.windows.contains(&window.id) && holding.post != Post::WindowHead;
                if sits && !staff.contains(&holding.person) {
                    staff.push(holding.person);
                }
            }
            let away = staff.iter().filter_map(|person| absences.of(*person, today).copied()).collect();
            let row = rows.iter().find(|row| row.window == window.id).cloned();
            let due = due.iter().find(|(id, _)| *id == window.id).map_or_else(DueCount::default, |it| it.1);
            WindowLine { window: window.id, staff, away, due, row }
        };
        Ok(windows.map(line).collect())
    }

    /// What is due, by the window at which it came in. Reads only what is red, or will be at midnight.
    async fn due_by_window(
        &self,
        organisation: &Organisation,
        today: Day,
    ) -> Result<Vec<(WindowId, DueCount)>, Fault> {
        let units: Vec<UnitCode> = organisation.units.iter().map(|unit| unit.code).collect();
        let (Instant(now), Instant(midnight)) = (self.instant(), today.plus_days(1).start());
        let mut params: Vec<Value> = vec![self.division.as_str().into(), now.into(), midnight.into()];
        let of_units = in_units(&units, &mut params);
        params.push(WINDOWS_MAX.into());
        let sql = format!(
            "select window_id, cast(sum(case when red_at <= $2 then 1 else 0 end) as bigint), cast(count(*) as bigint)
             from case_row where division = $1 and {of_units} and open = 1 and stopped = 0 and red_at <= $3
             group by window_id order by window_id limit ${}",
            params.len()
        );
        let mut due = Vec::new();
        for row in self.store.read(Statement::new(sql, params)).await? {
            let Ok(window) = WindowId::parse(row.text(0)?) else { continue };
            let (late, all) = (row.int(1)?, row.int(2)?);
            let bounded = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
            due.push((window, DueCount { today: bounded(all - late), late: bounded(late) }));
        }
        Ok(due)
    }
}
