//! Paper somebody has to look after, as lines of the desk: folders to sign for, what waits to be fetched, what was lent and not
//! brought back (A12, A29, C26, E8, E37, F30).

use centre::Fault;
use centre::account::Session;
use centre::folder_care::FolderCare;

use super::{contact_words, words};
use crate::app::App;
use pages::desk::{CareLine, CarePart};
use pages::text::Text;

/// Lines of one part; the list of dossiers shows the others.
const SHOWN: usize = 20;

/// The parts of this person's desk.
pub async fn parts(app: &App, text: Text, session: &Session) -> Result<Vec<CarePart>, Fault> {
    let Some(organisation) = app.centre.organisation().await? else { return Ok(Vec::new()) };
    let of = Of { app, text, organisation: &organisation };
    let fetch = app.centre.papers_to_fetch(session).await?;
    let overdue = app.centre.loans_overdue(session).await?;
    let given = app.centre.folders_to_take(session).await?;
    let mut parts = Vec::new();
    if !given.is_empty() {
        parts.push(CarePart {
            id: "care-folders",
            title: text.t("单独移交给您的案卷，等您签收").to_owned(),
            hint: text
                .t("当面点清页数再签收；签收之前，责任在移交人。超过一个工作日没人签收，记入监察。")
                .to_owned(),
            lines: of.lines(&given, |it| of.given(it)).await?,
        });
    }
    if !fetch.is_empty() {
        parts.push(CarePart {
            id: "care-fetch",
            title: text.t("没有往下办的件，材料等人来取").to_owned(),
            hint: text.t("核对证件，当面点清，请取的人签名；没人来取的，归档时留在卷里。").to_owned(),
            lines: of.lines(&fetch, |it| of.waits(it)).await?,
        });
    }
    if !overdue.is_empty() {
        parts.push(CarePart {
            id: "care-loans",
            title: text.t("借出的案卷过了归还日").to_owned(),
            hint: text.t("借的人今天送回，管档案的人当面点收；还要用的，收回以后再借。").to_owned(),
            lines: of.lines(&overdue, |it| of.lent(it, app.centre.today())).await?,
        });
    }
    Ok(parts)
}

struct Of<'a> {
    app: &'a App,
    text: Text,
    organisation: &'a catalogue::Organisation,
}

impl Of<'_> {
    async fn lines(
        &self,
        cares: &[FolderCare],
        what: impl Fn(&FolderCare) -> (String, String),
    ) -> Result<Vec<CareLine>, Fault> {
        let mut lines = Vec::new();
        for care in cares.iter().take(SHOWN) {
            let item = self.app.centre.item_body(care.item_body).await?;
            let (what, call) = what(care);
            lines.push(CareLine {
                href: format!("/desk/folders/{}", care.case),
                number: care.receipt_no.clone(),
                item: item.map_or_else(String::new, |item| words::item(self.text, &item)),
                what,
                late: care.loan.is_some() || care.waits_long,
                call,
            });
        }
        Ok(lines)
    }

    /// With whom it is, and for how long it should have been back.
    fn lent(&self, care: &FolderCare, today: calendar::Day) -> (String, String) {
        let Some((to, due_on)) = care.loan else { return Default::default() };
        let text = self.text;
        let name = words::person(text, self.organisation, to);
        let days = today.number() - due_on.number();
        let what = text.f(
            "借给{name}，{day}该还，过了 {n} 天",
            [("name", &name as &dyn std::fmt::Display), ("day", &text.date(due_on)), ("n", &days)],
        );
        (what, contact_words::reachable(text, self.organisation, to))
    }

    /// Since when it was given, and who answers for it until it is signed for.
    fn given(&self, care: &FolderCare) -> (String, String) {
        let text = self.text;
        let at = care.given_at.map_or_else(String::new, |at| words::moment(text, at));
        let what = match care.waits_long {
            true => text.f("{time} 交给您，超过一个工作日没有签收", [("time", &at)]),
            false => text.f("{time} 交给您", [("time", &at)]),
        };
        let call = match care.person {
            Some(person) => contact_words::reachable(text, self.organisation, person),
            None => words::unit(text, self.organisation, care.authority),
        };
        (what, call)
    }

    /// Since when it waits, and who has the paper.
    fn waits(&self, care: &FolderCare) -> (String, String) {
        let text = self.text;
        let what = care.fetch.map_or_else(String::new, |(window, since)| {
            let window = words::window(text, self.organisation, window);
            let day = text.date(since.day());
            text.f("{day}起在 {window}等人来取", [("day", &day), ("window", &window)])
        });
        let call = match care.person {
            Some(person) => contact_words::reachable(text, self.organisation, person),
            None => words::unit(text, self.organisation, care.authority),
        };
        (what, call)
    }
}
