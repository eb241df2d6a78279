//! Lists of first contacts: what a person answers for, what waits for a signature, what waited too long (F12, F13, F30).

use calendar::{Day, Instant};
use casework::contact::{Held, Target};
use catalogue::item::Post;
use catalogue::{CaseId, ContactId, Digest, Organisation, PersonId, UnitCode, WindowId};
use store::{Row, Statement, Value};

use crate::account::Session;
use crate::contact::sides_of;
use crate::kinds::contact::stream_of;
use crate::scope::one_of;
use crate::{Centre, Fault};

/// First contacts that one list shows at most.
pub const CONTACTS_MAX: usize = 60;

/// A first contact as lists name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactBrief {
    /// Which.
    pub id: ContactId,
    /// Who was asked.
    pub asked: Option<PersonId>,
    /// When.
    pub asked_at: Instant,
    /// Code of the item; empty where it is none.
    pub item: String,
    /// What was asked, opened; empty where only an item was named.
    pub words: String,
    /// The case that was not accepted.
    pub from_case: Option<CaseId>,
    /// Who answers for it.
    pub responsible: Option<PersonId>,
    /// Since when it stands where it stands.
    pub since: Instant,
    /// Whether somebody has still to do something.
    pub open: bool,
    /// To whom it was given and not yet signed for.
    pub waits_for: Option<Target>,
    /// How often it was not taken.
    pub declined: u32,
    /// What came of it; empty while it is open.
    pub outcome: String,
    /// Until when an advice holds.
    pub kept_until: Option<Day>,
}

/// The lists of one person.
#[derive(Debug, Default)]
pub struct ContactLists {
    /// This person answers for these, or goes on with them in the place of somebody away, whether given on or not.
    pub mine: Vec<ContactBrief>,
    /// These wait for a signature that this person may give.
    pub to_sign: Vec<ContactBrief>,
    /// These wait longer than a working day at windows or people this person looks after.
    pub risen: Vec<ContactBrief>,
    /// The latest that this person wrote down.
    pub recent: Vec<ContactBrief>,
}

const COLUMNS: &str = "contact_id, asked, asked_at, item, from_case, words, responsible, since, open, waiting, to_kind, to_code, \
     declined, outcome, kept_until";

/// One list of first contacts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactWhich {
    /// This person answers for them, or goes on with them in the place of somebody away (F31).
    Mine,
    /// They wait for a signature that this person may give.
    ToSign,
    /// They wait too long at windows or people this person looks after.
    Risen,
    /// This person wrote them down, the latest first.
    Recorded,
}

impl ContactWhich {
    /// Every list with its word in addresses.
    pub const ALL: [(&'static str, ContactWhich); 4] = [
        ("mine", ContactWhich::Mine),
        ("to-sign", ContactWhich::ToSign),
        ("risen", ContactWhich::Risen),
        ("recorded", ContactWhich::Recorded),
    ];

    /// The instant by which the list is in order.
    pub fn instant(self, contact: &ContactBrief) -> Instant {
        if self == ContactWhich::Recorded { contact.asked_at } else { contact.since }
    }
}

impl Centre {
    /// The lists of first contacts of a person.
    pub async fn contact_lists(&self, session: &Session) -> Result<ContactLists, Fault> {
        let list = async |which| self.contact_page(session, None, which, None, CONTACTS_MAX).await;
        Ok(ContactLists {
            mine: list(ContactWhich::Mine).await?,
            to_sign: list(ContactWhich::ToSign).await?,
            risen: list(ContactWhich::Risen).await?,
            recent: list(ContactWhich::Recorded).await?,
        })
    }

    /// One page of a list, with `unit` only of what lies with that unit or waits for it; `after` is instant and contact of
    /// the last one shown.
    pub async fn contact_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        which: ContactWhich,
        after: Option<(Instant, ContactId)>,
        limit: usize,
    ) -> Result<Vec<ContactBrief>, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(Vec::new()) };
        let (me, today) = (session.person, self.today());
        // The division is the first.
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        let mut place = |value: Value| {
            params.push(value);
            params.len()
        };
        let wanted = match which {
            ContactWhich::Mine => {
                let absences = self.in_force().await?.absences;
                let gone = absences.left.iter().rev().copied();
                let away = absences.list.iter().map(|it| it.person).chain(gone).filter(|person| {
                    casework::contact::is_in_place_of(&organisation, &absences, *person, me, today)
                });
                let people: Vec<PersonId> = [me].into_iter().chain(away).collect();
                let mine = one_of("responsible", people.iter().map(PersonId::as_str), &mut params);
                format!("{mine} and open = 1")
            }
            ContactWhich::Recorded => format!("asked = ${}", place(me.as_str().into())),
            ContactWhich::ToSign => {
                let me = place(me.as_str().into());
                let sides = sides_of(&organisation, session.person, today);
                let people = [session.person];
                let sides = waits_for(&sides.units, &sides.windows, &people, &mut params);
                format!("waiting = 1 and responsible <> ${me} and ({sides})")
            }
            ContactWhich::Risen => {
                let before = place(self.rises_before().await?.0.into());
                let looks = looks_after(&organisation, me, today, &mut params);
                format!("waiting = 1 and since < ${before} and {looks}")
            }
        };
        let within =
            unit.map_or_else(|| "1 = 1".to_owned(), |unit| lies_with(&organisation, unit, &mut params));
        let (column, order, beyond) = match which {
            ContactWhich::Recorded => ("asked_at", " desc", "<"),
            _ => ("since", "", ">"),
        };
        let mut sql = format!("{wanted} and {within}");
        if let Some((at, contact)) = after {
            params.push(at.0.into());
            params.push(contact.as_str().into());
            let (at, contact) = (params.len() - 1, params.len());
            sql +=
                &format!(" and ({column} {beyond} ${at} or ({column} = ${at} and contact_id > ${contact}))");
        }
        sql += &format!(" order by {column}{order}, contact_id");
        self.contacts(&sql, params, limit).await
    }

    /// First contacts that wait longer than a working day for a signature, and how many wait in all.
    pub async fn contacts_waiting(&self) -> Result<(usize, usize), Fault> {
        let before = self.rises_before().await?;
        let params = vec![self.division.as_str().into()];
        let waiting = self.contacts("waiting = 1 order by since, contact_id", params, CONTACTS_MAX).await?;
        Ok((waiting.iter().filter(|it| it.since < before).count(), waiting.len()))
    }

    /// The first contact that a refused case became, if it became one.
    pub async fn contact_of_case(&self, case: CaseId) -> Result<Option<ContactBrief>, Fault> {
        let wanted = "from_case = $2 and from_case <> '' order by asked_at, contact_id";
        let params = vec![self.division.as_str().into(), case.as_str().into()];
        Ok(self.contacts(wanted, params, 1).await?.into_iter().next())
    }

    /// Whatever was given before this instant and not taken waits too long now (F30).
    pub(crate) async fn rises_before(&self) -> Result<Instant, Fault> {
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(Instant(0)) };
        casework::rises_before(&calendar, self.today())
            .map_err(|unknown| Fault::inside(format!("no calendar knows the year {}", unknown.0)))
    }

    /// Rows of first contacts for which something holds, their words opened.
    async fn contacts(
        &self,
        wanted: &str,
        mut params: Vec<Value>,
        limit: usize,
    ) -> Result<Vec<ContactBrief>, Fault> {
        params.push(limit.min(200).into());
        let sql = format!(
            "select {COLUMNS} from contact_row where division = $1 and {wanted} limit ${}",
            params.len()
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let mut briefs = Vec::with_capacity(rows.len());
        let mut words: Vec<(String, Digest)> = Vec::new();
        for row in &rows {
            let brief = brief_of(row)?;
            let digest = row.opt_bytes(5)?.and_then(|it| <[u8; 32]>::try_from(it).ok()).map(Digest);
            words.extend(digest.map(|digest| (stream_of(brief.id), digest)));
            briefs.push((brief, digest));
        }
        let texts = self.texts_of_list(&words).await?;
        let open = |(brief, digest): (ContactBrief, Option<Digest>)| ContactBrief {
            words: digest.map_or(String::new(), |digest| texts.text(digest)),
            ..brief
        };
        Ok(briefs.into_iter().map(open).collect())
    }
}

/// What waits for one of these units, windows or people.
fn waits_for(
    units: &[UnitCode],
    windows: &[WindowId],
    people: &[PersonId],
    params: &mut Vec<Value>,
) -> String {
    let units = one_of("to_code", units.iter().map(UnitCode::as_str), params);
    let windows = one_of("to_code", windows.iter().map(WindowId::as_str), params);
    let people = one_of("to_code", people.iter().map(PersonId::as_str), params);
    format!(
        "(to_kind = 'unit' and {units}) or (to_kind = 'window' and {windows}) or (to_kind = 'person' and {people})"
    )
}

/// People of a unit, and windows that serve it.
fn of_unit(organisation: &Organisation, unit: UnitCode) -> (Vec<PersonId>, Vec<WindowId>) {
    let people = organisation.people.iter().filter(|it| it.unit == unit).map(|it| it.id);
    let windows = organisation.windows.iter().filter(|it| it.serves.contains(&unit)).map(|it| it.id);
    (people.collect(), windows.collect())
}

/// What a person of the unit answers for, or what waits for the unit, its windows or its people.
fn lies_with(organisation: &Organisation, unit: UnitCode, params: &mut Vec<Value>) -> String {
    let (people, windows) = of_unit(organisation, unit);
    let responsible = one_of("responsible", people.iter().map(PersonId::as_str), params);
    format!("({responsible} or {})", waits_for(&[unit], &windows, &people, params))
}

/// The same of one first contact.
pub fn is_with(organisation: &Organisation, unit: UnitCode, held: &Held) -> bool {
    let (people, windows) = of_unit(organisation, unit);
    people.contains(&held.responsible)
        || match held.pending().map(|it| it.transfer.to) {
            Some(Target::Unit(to)) => to == unit,
            Some(Target::Window(to)) => windows.contains(&to),
            Some(Target::Person(to)) => people.contains(&to),
            None => false,
        }
}

/// What the window head of the giver's or the taker's window, the unit's leader, and who runs or supervises the centre look
/// after.
fn looks_after(organisation: &Organisation, me: PersonId, on: Day, params: &mut Vec<Value>) -> String {
    if [Post::CentreManager, Post::Supervisor]
        .into_iter()
        .any(|post| organisation.holds_anywhere(me, post, on))
    {
        return "1 = 1".to_owned();
    }
    let headed = organisation.windows.iter().filter(|it| it.head == Some(me)).map(|it| it.id);
    let windows: Vec<WindowId> = headed.collect();
    let posts = [Post::LeaderInCharge, Post::AuthorityHead];
    let led = organisation.posts_of(me, on).filter(|it| posts.contains(&it.post)).map(|it| it.unit);
    let units: Vec<UnitCode> = led.collect();
    let sits = |person: PersonId| {
        organisation.posts_of(person, on).any(|it| it.windows.iter().any(|window| windows.contains(window)))
    };
    let seated: Vec<PersonId> =
        organisation.people.iter().map(|it| it.id).filter(|person| sits(*person)).collect();
    let mut people: Vec<PersonId> =
        organisation.people.iter().filter(|it| units.contains(&it.unit)).map(|it| it.id).collect();
    people.extend(&seated);
    let giver = one_of("responsible", seated.iter().map(PersonId::as_str), params);
    format!("({giver} or {})", waits_for(&units, &windows, &people, params))
}

fn brief_of(row: &Row) -> Result<ContactBrief, Fault> {
    let person = |text: &str| PersonId::parse(text).ok();
    let waits_for = match (row.int(9)?, row.text(10)?) {
        (0, _) => None,
        (_, "unit") => UnitCode::parse(row.text(11)?).ok().map(Target::Unit),
        (_, "window") => WindowId::parse(row.text(11)?).ok().map(Target::Window),
        _ => person(row.text(11)?).map(Target::Person),
    };
    Ok(ContactBrief {
        id: ContactId::parse(row.text(0)?).map_err(|_| Fault::inside("a contact row bears no contact"))?,
        asked: person(row.text(1)?),
        asked_at: Instant(row.int(2)?),
        item: row.text(3)?.to_owned(),
        words: String::new(),
        from_case: CaseId::parse(row.text(4)?).ok(),
        responsible: person(row.text(6)?),
        since: Instant(row.int(7)?),
        open: row.int(8)? == 1,
        waits_for,
        declined: u32::try_from(row.int(12)?).unwrap_or(0),
        outcome: row.text(13)?.to_owned(),
        kept_until: Day::parse(row.text(14)?),
    })
}
