//! Cases somebody has to ask about, as lines: for the desk and the leader's page (F30, F32).

use calendar::Calendar;
use catalogue::{Organisation, PersonId};
use centre::Fault;
use centre::account::Session;
use centre::care::{CARE_MAX, Care, CareBrief, IdleAgent};

use super::{contact_words, words};
use crate::app::App;
use pages::desk::{CareLine, CarePart, IdleLine};
use pages::text::Text;

/// The parts of this person's desk: what to ask about as an agent, and hand-overs that nobody took.
pub async fn parts(app: &App, text: Text, session: &Session) -> Result<Vec<CarePart>, Fault> {
    let agent = app.centre.agent_care(session).await?;
    let mut late = app.centre.handovers_late(session).await?;
    late.retain(|it| agent.iter().all(|other| other.id != it.id));
    let mut parts = Vec::new();
    let hearings = hearings(app, text, session).await?;
    if !hearings.is_empty() {
        let (title, hint) =
            (text.t("您主持的听证").to_owned(), text.t("到时候主持，交各方签过字的笔录。").to_owned());
        parts.push(CarePart { id: "care-hearings", title, hint, lines: hearings });
    }
    parts.extend(super::folder_lines::parts(app, text, session).await?);
    parts.extend(super::disclosure_lines::parts(app, text, session).await?);
    for (id, title, hint, briefs) in [
        ("care-agent", "您代理的件，要去催的", "每一件都写着该找谁。", agent),
        (
            "care-late",
            "移交超过一个工作日没人签收",
            "签收之前，责任在移交人；材料在谁手里，今天要弄清。",
            late,
        ),
    ] {
        if briefs.is_empty() {
            continue;
        }
        let (title, hint) = (text.t(title).to_owned(), hint_of(text, hint, &briefs));
        parts.push(CarePart { id, title, hint, lines: lines(app, text, session, &briefs).await? });
    }
    Ok(parts)
}

/// The sentence under a list, with what it leaves out.
fn hint_of(text: Text, hint: &str, briefs: &[CareBrief]) -> String {
    let parts = [text.t(hint).to_owned(), cut(text, briefs)];
    let parts = parts.into_iter().filter(|it| !it.is_empty());
    parts.collect::<Vec<_>>().join(text.gap())
}

/// That a list is not whole, where it is not.
pub(super) fn cut(text: Text, briefs: &[CareBrief]) -> String {
    match briefs.len() > CARE_MAX {
        true => text.f("只列出等得最久的 {n} 件，办了这些，后面的会排上来。", [("n", &CARE_MAX)]),
        false => String::new(),
    }
}

/// The hearings this person is to chair.
async fn hearings(app: &App, text: Text, session: &Session) -> Result<Vec<CareLine>, Fault> {
    let mut lines = Vec::new();
    for brief in app.centre.hearings_to_chair(session).await? {
        let Some(file) = app.centre.case_fetch(brief.case).await? else { continue };
        let Some(filed) = file.filed() else { continue };
        let when = super::hearings::when(text, brief.at);
        lines.push(CareLine {
            href: format!("/desk/cases/{}/hearing", brief.case),
            number: words::receipt_no(filed.facts.receipt),
            item: words::item(text, &file.item),
            what: text.f("听证定在 {when}", [("when", &when)]),
            late: brief.at < app.centre.instant(),
            call: contact_words::reachable(text, &file.organisation, filed.facts.agent),
        });
    }
    Ok(lines)
}

/// One line for each case, as many as a list names.
pub async fn lines(
    app: &App,
    text: Text,
    session: &Session,
    briefs: &[CareBrief],
) -> Result<Vec<CareLine>, Fault> {
    let in_force = app.centre.in_force().await?;
    let (Some(organisation), Some(calendar)) = (in_force.organisation, in_force.calendar) else {
        return Ok(Vec::new());
    };
    let mut lines = Vec::with_capacity(briefs.len().min(CARE_MAX));
    for brief in briefs.iter().take(CARE_MAX) {
        let item = app.centre.item_body(brief.item_body).await?;
        let step = item.as_ref().and_then(|item| item.steps.get(usize::from(brief.step?)));
        let step = step.map_or_else(String::new, |step| words::step(text, step));
        let (me, today) = (session.person, app.centre.today());
        let about = About { text, organisation: &organisation, calendar: &calendar, me, today };
        lines.push(CareLine {
            href: format!("/desk/cases/{}", brief.id),
            number: brief.receipt_no.clone(),
            item: item.map_or_else(String::new, |item| words::item(text, &item)),
            what: about.what(brief, &step),
            late: true,
            call: about.call(brief),
        });
    }
    Ok(lines)
}

struct About<'a> {
    text: Text,
    organisation: &'a Organisation,
    calendar: &'a Calendar,
    me: PersonId,
    today: calendar::Day,
}

impl About<'_> {
    fn what(&self, brief: &CareBrief, step: &str) -> String {
        let text = self.text;
        let days = |since: calendar::Instant| {
            let days = self.calendar.working_days_between(since.day(), self.today).unwrap_or(1);
            text.working_days(days.max(1).unsigned_abs())
        };
        match brief.why {
            Care::NotTaken(since) => {
                let to = brief.pending_to.map(|id| words::person(text, self.organisation, id));
                let to = to.unwrap_or_default();
                text.f("移交给{to} {days}，没有签收", [("to", &to), ("days", &days(since))])
            }
            // Late begins the day after: the day itself is one of lateness.
            Care::StepLate(since) => text.f(
                "“{step}”这一步晚了 {days}",
                [
                    ("step", &step as &dyn std::fmt::Display),
                    ("days", &days(since.day().plus_days(-1).start())),
                ],
            ),
            Care::PaperDue => text.t("已经复核，证件还没有做").to_owned(),
            Care::RecheckDue => text.t("已经决定，等您复核").to_owned(),
        }
    }

    /// Whom to call: the one who is to take it, who holds it, or the unit; nobody where the reader is the one.
    fn call(&self, brief: &CareBrief) -> String {
        let person = |id: PersonId| contact_words::reachable(self.text, self.organisation, id);
        let to = match brief.why {
            Care::NotTaken(_) => brief.pending_to.or(brief.holder),
            Care::StepLate(_) | Care::PaperDue | Care::RecheckDue => brief.holder,
        };
        match to {
            Some(to) if to == self.me => String::new(),
            Some(to) => person(to),
            None => words::unit(self.text, self.organisation, brief.authority),
        }
    }
}

/// Agents by what they never touched.
pub fn idle(text: Text, organisation: &Organisation, agents: &[IdleAgent]) -> Vec<IdleLine> {
    let count = |n: i64| u64::try_from(n).unwrap_or(0);
    let line = |it: &IdleAgent| IdleLine {
        agent: words::person(text, organisation, it.agent),
        idle: count(it.idle),
        all: count(it.all),
    };
    agents.iter().map(line).collect()
}
