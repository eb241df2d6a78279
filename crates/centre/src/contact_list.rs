//! Lists of first contacts: what a person answers for, what waits for a signature, what waited too long (F12, F13, F30).

use calendar::{Day, Instant};
use casework::contact::Target;
use catalogue::item::Post;
use catalogue::{CaseId, ContactId, Digest, Organisation, PersonId, UnitCode, WindowId};
use store::{Row, Statement, Value};

use crate::account::Session;
use crate::contact::sides_of;
use crate::kinds::contact::stream_of;
use crate::{Centre, Fault};

/// First contacts that one list shows at most.
pub const CONTACTS_MAX: usize = 60;
/// Sides one query names at most.
const SIDES_MAX: usize = 64;

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
    /// This person answers for these, whether given on or not.
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

impl Centre {
    /// The lists of first contacts of a person.
    pub async fn contact_lists(&self, session: &Session) -> Result<ContactLists, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(ContactLists::default()) };
        let (me, today) = (session.person, self.today());
        let before = self.rises_before().await?;
        let mine = self
            .contacts("responsible = $2 and open = 1 order by since, contact_id", vec![me.as_str().into()])
            .await?;
        let recent =
            self.contacts("asked = $2 order by asked_at desc, contact_id", vec![me.as_str().into()]).await?;
        let sides = sides_of(&organisation, me, today);
        let mut places = Vec::new();
        let mut params: Vec<Value> = Vec::new();
        let mut side = |kind: &str, code: &str| {
            params.push(code.into());
            places.push(format!("(to_kind = '{kind}' and to_code = ${})", params.len() + 1));
        };
        side("person", me.as_str());
        sides.units.iter().take(SIDES_MAX).for_each(|unit| side("unit", unit.as_str()));
        sides.windows.iter().take(SIDES_MAX).for_each(|window| side("window", window.as_str()));
        let wanted = format!("waiting = 1 and ({}) order by since, contact_id", places.join(" or "));
        let mut to_sign = self.contacts(&wanted, params).await?;
        to_sign.retain(|it| it.responsible != Some(me));
        let mut risen = self
            .contacts("waiting = 1 and since < $2 order by since, contact_id", vec![before.0.into()])
            .await?;
        risen.retain(|it| looks_after(&organisation, me, it, today));
        Ok(ContactLists { mine, to_sign, risen, recent })
    }

    /// First contacts that wait longer than a working day for a signature, and how many wait in all.
    pub async fn contacts_waiting(&self) -> Result<(usize, usize), Fault> {
        let before = self.rises_before().await?;
        let waiting = self.contacts("waiting = 1 order by since, contact_id", Vec::new()).await?;
        Ok((waiting.iter().filter(|it| it.since < before).count(), waiting.len()))
    }

    /// The first contact that a refused case became, if it became one.
    pub async fn contact_of_case(&self, case: CaseId) -> Result<Option<ContactBrief>, Fault> {
        let wanted = "from_case = $2 and from_case <> '' order by asked_at, contact_id";
        Ok(self.contacts(wanted, vec![case.as_str().into()]).await?.into_iter().next())
    }

    /// Whatever was given before this instant and not taken waits too long now (F30).
    pub(crate) async fn rises_before(&self) -> Result<Instant, Fault> {
        let Some(calendar) = self.in_force().await?.calendar else { return Ok(Instant(0)) };
        casework::rises_before(&calendar, self.today())
            .map_err(|unknown| Fault::inside(format!("no calendar knows the year {}", unknown.0)))
    }

    /// Rows of first contacts for which something holds, their words opened.
    async fn contacts(&self, wanted: &str, more: Vec<Value>) -> Result<Vec<ContactBrief>, Fault> {
        let mut params: Vec<Value> = vec![self.division.as_str().into()];
        params.extend(more);
        let sql = format!(
            "select {COLUMNS} from contact_row where division = $1 and {wanted} limit {CONTACTS_MAX}"
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

/// The window head of the giver's or the taker's window, the unit's leader, and who runs or supervises the centre.
fn looks_after(organisation: &Organisation, me: PersonId, contact: &ContactBrief, on: Day) -> bool {
    if [Post::CentreManager, Post::Supervisor]
        .into_iter()
        .any(|post| organisation.holds_anywhere(me, post, on))
    {
        return true;
    }
    let heads = |window: &WindowId| organisation.window(*window).is_some_and(|it| it.head == Some(me));
    let giver = contact.responsible.is_some_and(|giver| {
        organisation.posts_of(giver, on).any(|holding| holding.windows.iter().any(heads))
    });
    let leads = |unit: UnitCode| {
        let posts = [Post::LeaderInCharge, Post::AuthorityHead];
        posts.into_iter().any(|post| organisation.holds(me, post, unit, on))
    };
    giver
        || match contact.waits_for {
            Some(Target::Window(window)) => heads(&window),
            Some(Target::Unit(unit)) => leads(unit),
            Some(Target::Person(person)) => {
                organisation.person(person).is_some_and(|person| leads(person.unit))
                    || organisation.posts_of(person, on).any(|it| it.windows.iter().any(heads))
            }
            None => false,
        }
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
