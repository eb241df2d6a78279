//! Announcing a dual-random draw: what is typed, the lists as they are at that moment, the secret (R170, R171, F26).

use std::collections::HashMap;

use calendar::Day;
use catalogue::{Digest, DrawId, ItemCode, Organisation, UnitCode, WindowId};
use ledger::Done;
use oversight::assessment::{towns, windows_of_town};
use oversight::draw::{
    Command, Commit, DrawRefusal, ITEMS_MAX, Inspector, List, ListFault, OBJECTS_MAX, TITLE_CHARS_MAX,
    TOWNS_MAX, commitment, may_announce,
};
use serde::Serialize;
use store::{Migration, Statement};

use super::{Asking, hex, sealed};
use crate::account::Session;
use crate::act::{FieldProblem, FieldWhy, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::kinds::draw::{LIST, stream_of};
use crate::seal::{sha256, sm3};
use crate::{Centre, Fault};

/// Certificates in force by unit and item: those that ended leave it, so that what a draw may be kept to is counted in the index alone.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0113_in_force",
    sql: r#"
create index if not exists certificate_row_in_force on certificate_row (division, authority, item, state)
  where state = 'in-force';
"#,
};

/// Items with certificates that are offered at most.
const OFFERED_MAX: u64 = 300;

/// A new draw, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DrawForm {
    /// Whose matter it is; its certificates in force are the objects, its people with an enforcement certificate the inspectors.
    pub unit: UnitCode,
    /// A unit whose people inspect too (R171).
    pub with_unit: Option<UnitCode>,
    /// Its items whose certificates it is kept to; none for all of them.
    pub items: Vec<ItemCode>,
    /// The towns at whose windows the cases came in, to which it is kept; none for wherever they did. A certificate bears no place.
    pub towns: Vec<UnitCode>,
    /// What is checked.
    pub title: String,
    /// How many are picked.
    pub count: u8,
    /// Which public value will be used.
    pub source: String,
    /// From which day on it can be known.
    pub public_day: Day,
    /// The draw it takes the place of.
    pub instead_of: Option<DrawId>,
    /// Why.
    pub reason: String,
}

/// An item of a unit with certificates in force, to keep a draw to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DrawItem {
    /// Whose matter it is.
    pub unit: UnitCode,
    /// The item.
    pub code: ItemCode,
    /// Its name; its code where the catalogue has it no more.
    pub name: String,
    /// How many certificates are in force.
    pub in_force: i64,
}

impl DrawForm {
    fn check(&self) -> Vec<FieldProblem> {
        let reason = text_problem("reason", &self.reason, self.instead_of.is_some(), TITLE_CHARS_MAX);
        let line = |name: &str, text: &str| text_problem(name, text, true, TITLE_CHARS_MAX);
        [line("title", &self.title), line("source", &self.source), reason].into_iter().flatten().collect()
    }
}

impl Centre {
    /// What a draw can be kept to, by unit and code.
    pub async fn draw_items(&self) -> Result<Vec<DrawItem>, Fault> {
        let sql = "select authority, item, count(*) from certificate_row where division = $1 and state = 'in-force' \
                   group by authority, item order by authority, item limit $2";
        let params = vec![self.division.as_str().into(), OFFERED_MAX.into()];
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let names: HashMap<ItemCode, String> =
            self.item_list().await?.iter().map(|it| (it.item.code, it.item.name.clone())).collect();
        let mut items = Vec::with_capacity(rows.len());
        for row in &rows {
            let (Ok(unit), Ok(code)) = (UnitCode::parse(row.text(0)?), ItemCode::parse(row.text(1)?)) else {
                return Err(Fault::inside("a certificate row names no unit or item"));
            };
            let name = names.get(&code).cloned().unwrap_or_else(|| code.to_string());
            items.push(DrawItem { unit, code, name, in_force: row.int(2)? });
        }
        Ok(items)
    }

    /// The chosen items with their names, by code; each has to be one of the unit's with certificates in force.
    async fn draw_named(&self, form: &DrawForm) -> Result<Vec<(ItemCode, String)>, Problem> {
        let mut chosen = form.items.clone();
        chosen.sort();
        chosen.dedup();
        if chosen.is_empty() {
            return Ok(Vec::new());
        }
        let wrong = |why| Problem::Form(vec![FieldProblem { field: "items".to_owned(), why }]);
        if chosen.len() > ITEMS_MAX {
            return Err(wrong(FieldWhy::TooManyChosen(ITEMS_MAX)));
        }
        let offered = self.draw_items().await?;
        let named = |code: ItemCode| {
            let item = offered.iter().find(|it| it.code == code && it.unit == form.unit)?;
            // A name is as long as the catalogue lets it; the published list is bounded.
            Some((code, item.name.chars().take(TITLE_CHARS_MAX).collect()))
        };
        let named: Option<Vec<(ItemCode, String)>> = chosen.into_iter().map(named).collect();
        named.ok_or_else(|| wrong(FieldWhy::NotAChoice))
    }

    /// The chosen towns with their names, by code; each has to be one with a window of its own.
    fn draw_towns(form: &DrawForm, organisation: &Organisation) -> Result<Vec<(UnitCode, String)>, Problem> {
        let mut chosen = form.towns.clone();
        chosen.sort();
        chosen.dedup();
        let wrong = |why| Problem::Form(vec![FieldProblem { field: "towns".to_owned(), why }]);
        if chosen.len() > TOWNS_MAX {
            return Err(wrong(FieldWhy::TooManyChosen(TOWNS_MAX)));
        }
        let offered: Vec<UnitCode> = towns(organisation).collect();
        let named = |code: UnitCode| {
            let unit = organisation.unit(code).filter(|_| offered.contains(&code))?;
            Some((code, unit.name.chars().take(TITLE_CHARS_MAX).collect()))
        };
        let named: Option<Vec<(UnitCode, String)>> = chosen.into_iter().map(named).collect();
        named.ok_or_else(|| wrong(FieldWhy::NotAChoice))
    }

    /// Announces a draw: the lists are taken as they are now, a secret is made and sealed, and its digest is published. It
    /// bears the form's command id, so a double click makes no second one.
    pub async fn draw_announce(
        &self,
        session: &Session,
        command_id: [u8; 16],
        form: &DrawForm,
    ) -> Result<(DrawId, Done), Problem> {
        let problems = form.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        // Before the lists are read: the rules ask once more, in the lane's own order.
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        if !may_announce(&organisation, session.person, form.unit, self.today()) {
            return Err(Problem::Oversight(DrawRefusal::MayNotAnnounce.into()));
        }
        let id = DrawId::parse(&hex(command_id)).expect("32 hexadecimal digits are a code");
        let list = self.draw_make(&organisation, form).await?;
        match list.check() {
            Ok(()) => {}
            Err(ListFault::Objects) if list.objects.len() > OBJECTS_MAX => {
                return Err(Problem::Oversight(DrawRefusal::TooManyObjects.into()));
            }
            Err(ListFault::NobodyLeft) => return Err(Problem::Oversight(DrawRefusal::TooFewApart.into())),
            Err(_) => return Err(Problem::Oversight(DrawRefusal::NoList.into())),
        }
        let mut secret = [0; 32];
        getrandom::fill(&mut secret).map_err(|_| Fault::inside("the system gives no random bytes"))?;
        let secret = Digest(secret);
        let bytes = list.to_body();
        let digest = Digest(sha256(&bytes).0);
        let body = ledger::Body { digest: digest.0, kind: LIST.to_owned(), bytes };
        let content = content_of(&("draw", form))?;
        let asking = Asking { stream: stream_of(id), command_id, version: None, content, by: session };
        let (unit, public_day) = (form.unit, form.public_day);
        let done = self
            .supervise_with(asking, vec![body], |sealer| {
                let kept = sealed(sealer, "draw-secret", &secret.to_string())?;
                let commitment = commitment(&secret, sm3);
                Ok(Asked::Draw(Command::Commit(Commit { unit, list: digest, commitment, kept, public_day })))
            })
            .await?;
        Ok((id, done))
    }

    /// The certificates in force of a unit, and its people who may visit; none who had a part in its case.
    async fn draw_make(&self, organisation: &Organisation, form: &DrawForm) -> Result<List, Problem> {
        let items = self.draw_named(form).await?;
        let towns = Centre::draw_towns(form, organisation)?;
        let at = towns.iter().flat_map(|(town, _)| windows_of_town(organisation, *town));
        let windows: Option<Vec<WindowId>> = (!towns.is_empty()).then(|| at.collect());
        let today = self.today();
        let mut inspectors: Vec<Inspector> = organisation
            .people
            .iter()
            .filter(|it| it.unit == form.unit || Some(it.unit) == form.with_unit)
            .filter(|it| it.enforcement_certificate.is_some())
            .filter(|it| organisation.posts_of(it.id, today).next().is_some())
            .map(|it| Inspector { id: it.id, staff_no: it.staff_no.clone() })
            .collect();
        inspectors.sort_by_key(|it| it.id);
        let kept = (form.items.as_slice(), windows.as_deref());
        let objects = self.draw_objects(form.unit, kept, &inspectors).await?;
        let instead_of = form.instead_of.map(|draw| (draw, form.reason.trim().to_owned()));
        let (title, source) = (form.title.trim().to_owned(), form.source.trim().to_owned());
        Ok(List { title, source, count: form.count, instead_of, items, towns, objects, inspectors })
    }
}
