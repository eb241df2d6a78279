//! Officers told by their own telephone or mailbox: of a light that turned and of an order, each once (R49, R144).
//!
//! The outbox brings what happened, and it waits in `officer_notice`; what is still so becomes messages, each with its words and
//! a place among those of the day; and what was made is laid for the gateway under a name of its own. A crash at any point
//! repeats a step that changes nothing. A turn reads what is due and no case besides.

use calendar::{Day, Instant, Light};
use catalogue::{Organisation, PersonId};
use ledger::{Delivery, RowImage};
use oversight::order::Kind;
use oversight::telling::{Had, Message, Topic, goes_from, messages, tomorrow};
use serde::Deserialize;
use store::{Row, Statement, StoreError, Value};

use crate::account::Session;
use crate::list::light;
use crate::notice::NoticeText;
use crate::notice_file;
use crate::officer_words::{Line, grouped, words};
use crate::reach::{OfficerMessage, Way};
use crate::{Centre, Fault};

/// Notices that one reading takes.
const NOTICES_AT_ONCE: usize = 512;
/// Messages laid in one turn.
const LAID_AT_ONCE: usize = 256;
/// The longest wait between two tries to lay messages, microseconds.
const WAIT_MAX: i64 = 3_600_000_000;
/// Messages a person sees of what was sent.
const OWN_MAX: u64 = 20;

/// The kind of the effect of a light on who holds the case.
pub(crate) const LIGHT_TURNED: &str = "light-turned";

/// The effect of an order on whom it goes to, by the topic's word.
pub(crate) fn order_effect(person: PersonId, order: &str, topic: Topic) -> ledger::Effect {
    ledger::Effect {
        recipient: format!("person/{person}"),
        kind: topic.key(),
        payload: format!("{{\"order\":\"{order}\"}}").into_bytes(),
    }
}

/// What an effect to an officer carries; effects from before name no light.
#[derive(Deserialize)]
struct Payload {
    #[serde(default)]
    case: String,
    #[serde(default)]
    light: String,
    #[serde(default)]
    order: String,
}

/// Whom a delivery tells of what; none of everything that stands on the desk alone.
fn told_of(delivery: &Delivery) -> Option<(PersonId, Topic, String)> {
    let person = PersonId::parse(delivery.recipient.strip_prefix("person/")?).ok()?;
    let of_order = [Topic::OrderSent, Topic::OrderRisen].into_iter().find(|it| it.key() == delivery.kind);
    if of_order.is_none() && delivery.kind != LIGHT_TURNED {
        return None;
    }
    let payload: Payload = serde_json::from_slice(&delivery.payload).ok()?;
    let (topic, subject) = match of_order {
        Some(topic) => (topic, payload.order),
        None => {
            let of_light = [Topic::Yellow, Topic::Red].into_iter().find(|it| it.key() == payload.light);
            (of_light?, payload.case)
        }
    };
    (!subject.is_empty()).then_some((person, topic, subject))
}

/// One thing a person is to be told of, as it stands now.
struct Waiting {
    person: PersonId,
    topic: Topic,
    subject: String,
    /// Whether the person is reached outside the desk today.
    reached: bool,
    /// What is said of it; none where it is so no more.
    line: Option<Line>,
}

impl Waiting {
    /// Whether the person is still to be told.
    fn stands(&self) -> bool {
        self.reached && self.line.is_some()
    }
}

const DUE: &str = "select w.person, w.topic, w.subject, r.way, \
     c.receipt_no, c.holder, c.open, c.concluded_at, c.yellow_at, c.red_at, \
     o.kind, o.year, o.n, o.answer_by, o.state, o.to_person, oc.receipt_no \
     from (select person, topic, subject, at from officer_notice \
       where told = 0 and next_at <= $2 and division || '' = $1 order by person, at, topic, subject limit $3) w \
     left join officer_reach r on r.division = $1 and r.person = w.person \
     left join case_row c on c.division = $1 and c.case_id = w.subject and w.topic in ('yellow', 'red') \
     left join order_row o on o.division = $1 and o.order_id = w.subject \
       and w.topic in ('order-sent', 'order-risen') \
     left join case_row oc on oc.division = $1 and oc.case_id = o.case_id \
     order by w.person, w.at, w.topic, w.subject";

fn waiting_of(row: &Row, now: Instant) -> Result<Waiting, Fault> {
    let wrong = || Fault::inside("a notice to an officer does not read");
    let person = PersonId::parse(row.text(0)?).map_err(|_| wrong())?;
    let topic = Topic::ALL.into_iter().find(|it| row.text(1).is_ok_and(|word| word == it.key()));
    let topic = topic.ok_or_else(wrong)?;
    let line = match topic {
        Topic::Yellow | Topic::Red => case_line(row, person, topic, now)?,
        Topic::OrderSent | Topic::OrderRisen => order_line(row, person)?,
    };
    let reached = row.opt_text(3)?.is_some_and(|way| Way::of(way) != Way::Desk);
    Ok(Waiting { person, topic, subject: row.text(2)?.to_owned(), reached, line })
}

/// A case whose light is still so, that the same person holds and nobody concluded.
fn case_line(row: &Row, person: PersonId, topic: Topic, now: Instant) -> Result<Option<Line>, Fault> {
    let Some(receipt) = row.opt_text(4)? else { return Ok(None) };
    let (yellow_at, red_at) = (row.opt_int(8)?.map(Instant), row.opt_int(9)?.map(Instant));
    let shown = if topic == Topic::Red { Light::Red } else { Light::Yellow };
    let still = row.text(5)? == person.as_str()
        && row.int(6)? == 1
        && row.opt_int(7)?.is_none()
        && light(yellow_at, red_at, now) == shown;
    let last_day = red_at.map(|at| at.day().plus_days(-1));
    Ok(still.then(|| Line::Case { receipt: grouped(receipt), last_day }))
}

/// An order that still waits for this person.
fn order_line(row: &Row, person: PersonId) -> Result<Option<Line>, Fault> {
    let Some(word) = row.opt_text(10)? else { return Ok(None) };
    let Some(kind) = Kind::ALL.into_iter().find(|it| it.key() == word) else { return Ok(None) };
    let still = row.text(14)? == "waiting" && row.text(15)? == person.as_str();
    let line = Line::Order {
        kind,
        number: (row.int(11)?, row.int(12)?),
        receipt: row.opt_text(16)?.map(grouped).unwrap_or_default(),
        answer_by: Day::parse(row.text(13)?),
    };
    Ok(still.then_some(line))
}

impl Centre {
    /// The row by which what was delivered waits to be told; none of what nobody is told outside the desk. Written once, however
    /// often it is delivered, and however often a light turns.
    pub(crate) async fn officer_waits(&self, delivery: &Delivery) -> Result<Option<RowImage>, Fault> {
        let Some((person, topic, subject)) = told_of(delivery) else { return Ok(None) };
        if !self.is_reached(person).await? {
            return Ok(None);
        }
        let now = self.instant();
        Ok(Some(RowImage {
            table: "officer_notice",
            columns: &["division", "person", "topic", "subject", "at", "next_at"],
            key: 4,
            fixed: 6,
            values: vec![
                self.division.as_str().into(),
                person.as_str().into(),
                topic.key().into(),
                subject.into(),
                now.0.into(),
                goes_from(now).0.into(),
            ],
        }))
    }

    /// Makes the messages that are due and lays those that were made.
    pub(crate) async fn officers_tell(&self) -> Result<(), Fault> {
        while self.officer_messages_make().await? {}
        self.officer_messages_lay().await
    }

    /// Makes the messages of one reading; true if there may be more.
    async fn officer_messages_make(&self) -> Result<bool, Fault> {
        let now = self.instant();
        let params = vec![self.division.as_str().into(), now.0.into(), NOTICES_AT_ONCE.into()];
        let rows = self.store.read(Statement::new(DUE, params)).await?;
        let mut due = rows.iter().map(|row| waiting_of(row, now)).collect::<Result<Vec<_>, _>>()?;
        let more = due.len() == NOTICES_AT_ONCE;
        let (first, last) = (due.first().map(|it| it.person), due.last().map(|it| it.person));
        // The last person may have more than was read: next time, unless nobody else is here.
        if more && first != last {
            due.retain(|it| Some(it.person) != last);
        }
        let Some(organisation) = self.organisation().await?.filter(|_| !due.is_empty()) else {
            return Ok(false);
        };
        let mut writes = Vec::with_capacity(due.len());
        for of_one in due.chunk_by(|a, b| a.person == b.person) {
            self.officer_messages_of(&organisation, of_one, now, &mut writes).await?;
        }
        match self.store.write(writes).await {
            Ok(_) => Ok(more),
            // Another turn was first: what is left is told at the next.
            Err(StoreError::Guard(_)) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// The messages to one person, and what becomes of each notice: told, or to be told tomorrow.
    async fn officer_messages_of(
        &self,
        organisation: &Organisation,
        of_one: &[Waiting],
        now: Instant,
        writes: &mut Vec<Statement>,
    ) -> Result<(), Fault> {
        let Some(person) = of_one.first().map(|it| it.person) else { return Ok(()) };
        let key = |it: &Waiting| -> Vec<Value> {
            let (person, topic) = (it.person.as_str().into(), it.topic.key().into());
            vec![self.division.as_str().into(), person, topic, it.subject.as_str().into()]
        };
        let settle = |it: &Waiting| {
            Statement::new(
                "update officer_notice set told = 1 \
                 where division = $1 and person = $2 and topic = $3 and subject = $4 and told = 0",
                key(it),
            )
            .must_affect(1)
        };
        let (standing, over): (Vec<&Waiting>, Vec<&Waiting>) = of_one.iter().partition(|it| it.stands());
        writes.extend(over.into_iter().map(settle));
        let topics: Vec<Topic> = standing.iter().map(|it| it.topic).collect();
        let lines: Vec<(&Line, Topic)> =
            standing.iter().filter_map(|it| Some((it.line.as_ref()?, it.topic))).collect();
        let (had, mut n) = self.officer_had(person, now.day()).await?;
        let mut is_told = vec![false; standing.len()];
        for message in messages(&topics, had) {
            let (topic, subject, told) = match &message {
                Message::One(place) => {
                    (topics[*place].key(), standing[*place].subject.as_str(), std::slice::from_ref(place))
                }
                Message::Yellow(places) => (Topic::Yellow.key(), "", places.as_slice()),
                Message::Rest(places) => ("rest", "", places.as_slice()),
            };
            for place in told {
                is_told[*place] = true;
                writes.push(settle(standing[*place]));
            }
            n += 1;
            let message = Statement::new(
                "insert into officer_message (division, person, day, n, topic, subject, words, made_at) \
                 values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (division, person, day, n) do nothing",
                vec![
                    self.division.as_str().into(),
                    person.as_str().into(),
                    now.day().to_string().into(),
                    n.into(),
                    topic.into(),
                    subject.into(),
                    words(organisation, &lines, &message).into(),
                    now.0.into(),
                ],
            );
            writes.push(message.must_affect(1));
        }
        let waits = standing.iter().zip(&is_told).filter(|(_, told)| !**told);
        writes.extend(waits.map(|(it, _)| {
            let mut params = key(it);
            params.push(tomorrow(now).0.into());
            Statement::new(
                "update officer_notice set next_at = $5 \
                 where division = $1 and person = $2 and topic = $3 and subject = $4 and told = 0",
                params,
            )
        }));
        Ok(())
    }

    /// What a person was sent on a day, and the last number of it.
    async fn officer_had(&self, person: PersonId, day: Day) -> Result<(Had, i64), Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select cast(count(*) as bigint), max(n), cast(sum(case when topic = 'yellow' then 1 else 0 end) as bigint) \
                 from officer_message where division = $1 and person = $2 and day = $3",
                vec![self.division.as_str().into(), person.as_str().into(), day.to_string().into()],
            ))
            .await?;
        let Some(row) = rows.first() else { return Ok((Had::default(), 0)) };
        let messages = u16::try_from(row.int(0)?).unwrap_or(u16::MAX);
        let yellow = row.opt_int(2)?.unwrap_or_default() > 0;
        Ok((Had { messages, yellow }, row.opt_int(1)?.unwrap_or_default()))
    }

    /// Lays what was made for the gateway, and notes when it went out and by which way. While the folder takes nothing all wait, as
    /// in the outbox: 1 s, 2 s, 4 s … at most an hour.
    async fn officer_messages_lay(&self) -> Result<(), Fault> {
        let now = self.now();
        let rows = self
            .store
            .read(Statement::new(
                "select m.person, m.day, m.n, m.topic, m.subject, m.words, r.sealed, m.tries \
                 from (select person, day, n, topic, subject, words, made_at, tries from officer_message \
                   where sent_at is null and next_at <= $3 and division || '' = $1 order by made_at limit $2) m \
                 left join officer_reach r on r.division = $1 and r.person = m.person \
                 order by m.made_at, m.person, m.n",
                vec![self.division.as_str().into(), LAID_AT_ONCE.into(), now.into()],
            ))
            .await?;
        let mut writes = Vec::with_capacity(rows.len());
        for row in &rows {
            let person = PersonId::parse(row.text(0)?)
                .map_err(|_| Fault::inside("a message to an officer does not read"))?;
            let reach = row.opt_bytes(6)?.map(|sealed| self.reach_open(person, sealed)).unwrap_or_default();
            if let Err(error) = self.officer_message_lay(row, reach.address(), reach.way).await {
                let tries = row.int(7)?;
                if tries == 0 {
                    tracing::warn!(%error, "a message to an officer was not laid; it is tried again");
                }
                let wait = 1_000_000_i64 << tries.clamp(0, 12);
                writes.push(Statement::new(
                    "update officer_message set tries = tries + 1, next_at = $2 \
                     where sent_at is null and division || '' = $1",
                    vec![self.division.as_str().into(), (now + wait.min(WAIT_MAX)).into()],
                ));
                break;
            }
            writes.push(Statement::new(
                "update officer_message set sent_at = $5, way = $6 \
                 where division = $1 and person = $2 and day = $3 and n = $4",
                vec![
                    self.division.as_str().into(),
                    person.as_str().into(),
                    row.text(1)?.into(),
                    row.int(2)?.into(),
                    now.into(),
                    reach.way.key().into(),
                ],
            ));
        }
        if !writes.is_empty() {
            self.store.write(writes).await?;
        }
        Ok(())
    }

    async fn officer_message_lay(&self, row: &Row, to: &str, way: Way) -> Result<(), Fault> {
        let Some(folder) = self.notices_dir.as_ref().filter(|_| !to.is_empty()) else { return Ok(()) };
        let topic = row.text(3)?;
        let is_case = [Topic::Yellow.key(), Topic::Red.key()].contains(&topic);
        let of_day = format!("{}/{}/{}", row.text(0)?, row.text(1)?, row.int(2)?);
        // The name tells nobody's: a digest, the same whenever the message is laid.
        let digest = self.keys.find_digest(&self.division, "officer-message", &of_day).to_string();
        let name = format!("{}-officer-{}.json", self.division, digest.get(..24).unwrap_or_default());
        let message = notice_file::Message {
            to: to.to_owned(),
            by: way,
            kind: format!("officer-{topic}"),
            text: row.text(5)?.to_owned(),
            case: if is_case { row.text(4)?.to_owned() } else { String::new() },
        };
        self.message_lay(folder, name, message).await
    }

    /// The latest messages this person was sent, the newest first.
    pub async fn officer_messages(&self, session: &Session) -> Result<Vec<OfficerMessage>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select person, way, sent_at, words from officer_message \
                 where division = $1 and person = $2 and sent_at is not null order by day desc, n desc limit $3",
                vec![self.division.as_str().into(), session.person.as_str().into(), OWN_MAX.into()],
            ))
            .await?;
        rows.iter().map(message_of).collect()
    }

    /// The messages that told somebody of an order, the oldest first.
    pub(crate) async fn officer_messages_about(&self, order: &str) -> Result<Vec<OfficerMessage>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select person, way, sent_at, words from officer_message where subject <> '' and subject = $2 \
                 and division || '' = $1 and sent_at is not null and way <> 'desk' order by sent_at, n limit 20",
                vec![self.division.as_str().into(), order.into()],
            ))
            .await?;
        rows.iter().map(message_of).collect()
    }

    /// The latest messages to officers with where they went, for the demonstration's page of messages.
    pub(crate) async fn officer_messages_latest(&self, limit: u32) -> Result<Vec<NoticeText>, Fault> {
        let rows = self
            .store
            .read(Statement::new(
                "select m.person, m.topic, m.sent_at, m.words, r.sealed from officer_message m \
                 join officer_reach r on r.division = m.division and r.person = m.person \
                 where m.division = $1 and m.sent_at is not null and m.way <> 'desk' \
                 order by m.sent_at desc, m.person, m.n desc limit $2",
                vec![self.division.as_str().into(), limit.min(200).into()],
            ))
            .await?;
        let mut latest = Vec::with_capacity(rows.len());
        for row in &rows {
            let Ok(person) = PersonId::parse(row.text(0)?) else { continue };
            let reach = self.reach_open(person, row.bytes(4)?);
            latest.push(NoticeText {
                case: None,
                kind: format!("officer-{}", row.text(1)?),
                sent_at: Instant(row.int(2)?),
                to: reach.address().to_owned(),
                text: row.text(3)?.to_owned(),
            });
        }
        // Who has taken it back since is not shown as somebody told on paper.
        latest.retain(|notice| !notice.to.is_empty());
        Ok(latest)
    }
}

fn message_of(row: &Row) -> Result<OfficerMessage, Fault> {
    Ok(OfficerMessage {
        person: PersonId::parse(row.text(0)?)
            .map_err(|_| Fault::inside("a message to an officer names nobody"))?,
        way: Way::of(row.text(1)?),
        sent_at: Instant(row.int(2)?),
        words: row.text(3)?.to_owned(),
    })
}
