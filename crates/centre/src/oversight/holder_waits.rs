//! Answers and papers that the holder of a certificate waits for past their days: what shows in no single entry (A22, N16).

use calendar::{Calendar, Day, Instant};
use casework::certificate::{Certificate, CertificateFile, CertificateId, decide_by, hand_out_by};
use catalogue::{Digest, Item};
use ledger::Entry;
use oversight::Fired;
use oversight::finding::About;
use oversight::holder_waits::{Awaited, look};
use store::{Statement, Value};

use super::watch::{Raised, plain};
use crate::certificate::certificate_stream;
use crate::domain::{Fact, State};
use crate::paper::{PaperNo, mark};
use crate::{Centre, Fault};

/// Certificates of one reading; a round reads until there are no more.
const AT_ONCE: u64 = 64;

/// The columns that say since when something waits.
const COLUMNS: [&str; 2] = ["asked_on", "owed_on"];

impl Centre {
    /// What holders wait for past its day, looked at once a day; each is found once, however long it waits.
    pub(super) async fn holders_wait(&self, today: Day, calendar: &Calendar) -> Result<Vec<Raised>, Fault> {
        let mut raised = Vec::new();
        for column in COLUMNS {
            let (mut since, mut after) = (String::new(), String::new());
            loop {
                // By the index of what waits: on a tree by its key the division alone would be read whole.
                let sql = format!(
                    "select certificate, item_body, {column} from certificate_row \
                     where {column} <> '' and division || '' = $1 and {column} <= $2 \
                     and ({column} > $3 or ({column} = $3 and certificate > $4)) \
                     order by {column}, certificate limit $5"
                );
                let params: Vec<Value> = vec![
                    self.division.as_str().into(),
                    today.to_string().into(),
                    since.as_str().into(),
                    after.as_str().into(),
                    AT_ONCE.into(),
                ];
                let rows = self.store.read(Statement::new(sql, params)).await?;
                for row in &rows {
                    let id = CertificateId::parse(row.text(0)?)
                        .ok_or_else(|| Fault::inside("a certificate row bears no certificate"))?;
                    if let Some(item) = self.item_body(Digest(row.array(1)?)).await? {
                        self.holder_waits(id, &item, column, today, calendar, &mut raised).await?;
                    }
                }
                let Some(last) = rows.last().filter(|_| rows.len() as u64 == AT_ONCE) else { break };
                (since, after) = (last.text(2)?.to_owned(), last.text(0)?.to_owned());
            }
        }
        Ok(raised)
    }

    /// What the holder of one certificate waits for.
    async fn holder_waits(
        &self,
        id: CertificateId,
        item: &Item,
        column: &str,
        today: Day,
        calendar: &Calendar,
        raised: &mut Vec<Raised>,
    ) -> Result<(), Fault> {
        let stream = certificate_stream(id);
        let states = self.ledger.load_all(&self.division, std::slice::from_ref(&stream)).await?;
        let Some(State::Certificate(Certificate::Issued(file))) = states.get(&stream) else { return Ok(()) };
        let late = late(file, item, column, today, calendar);
        if late.is_empty() {
            return Ok(());
        }
        let entries = self.ledger.entries(&self.division, &stream, 0, crate::file::ENTRIES_MAX).await?;
        for (fired, number) in late {
            let Some(entry) = self.drawing(&entries, number)? else { continue };
            let about = About {
                case: Some(file.case),
                ..plain(&fired, file.authority, entry.seq, Instant(entry.recorded_at))
            };
            let of = mark(PaperNo::Document(number));
            raised.push(Raised::of(format!("{}/{}/{id}/{of}", fired.rule.key(), self.division), about));
        }
        Ok(())
    }

    /// The entry that drew a number.
    fn drawing<'a>(
        &self,
        entries: &'a [Entry],
        number: casework::DocumentNo,
    ) -> Result<Option<&'a Entry>, Fault> {
        for entry in entries {
            if let Fact::Certificate(event) = self.ledger.event(entry)?
                && event.number() == Some(number)
            {
                return Ok(Some(entry));
            }
        }
        Ok(None)
    }
}

/// What is past its day, each with the number of its application or of the paper. In a year that no calendar covers nothing is.
fn late(
    file: &CertificateFile,
    item: &Item,
    column: &str,
    today: Day,
    calendar: &Calendar,
) -> Vec<(Fired, casework::DocumentNo)> {
    if column == COLUMNS[0] {
        let asked = file.reissue.and_then(|it| Some((it, it.receipt?)));
        let fired = asked.and_then(|(it, receipt)| {
            let last = decide_by(it.on, item, calendar).ok()?;
            Some((look(Awaited::Answer, last, today)?, receipt))
        });
        return fired.into_iter().collect();
    }
    let papers = file.owed.iter().filter_map(|it| {
        let last = hand_out_by(it.on, item, calendar).ok()?;
        Some((look(Awaited::Paper, last, today)?, it.number))
    });
    papers.collect()
}
