//! What stands behind a count of assessment: every figure opens to its cases, findings, orders or days.

use calendar::Instant;
use catalogue::FindingId;
use oversight::assessment::{Count, Plan, Scale, Subject, Term, towns_elsewhere, windows_of_town};
use store::{Statement, Value};

use crate::account::Session;
use crate::case::Problem;
use crate::{Centre, Fault};

/// Lines of one list.
const LINES_MAX: u64 = 200;
/// People of one question.
const PEOPLE_AT_ONCE: usize = 64;

/// What a line of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BehindKind {
    /// A case.
    Case,
    /// A finding.
    Finding,
    /// An order.
    Order,
    /// A complaint.
    Complaint,
    /// A day of attendance or at a window.
    Day,
}

/// A line of what stands behind a count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// What it is.
    pub kind: BehindKind,
    /// Its id; of a day the day.
    pub id: String,
    /// Its number, its rule, or the mark of a day.
    pub says: String,
    /// The person of a day; else empty.
    pub person: String,
    /// When; none of a day.
    pub at: Option<Instant>,
    /// It is of another division, and opens at the desk there alone.
    pub elsewhere: bool,
}

/// The statement of a count: columns id, says, person, instant; parameters division, first, after, limit, code.
fn statement(scale: Scale, count: Count) -> Option<(BehindKind, &'static str)> {
    use BehindKind as It;
    Some(match (scale, count) {
        (Scale::Unit, Count::Accepted) => (
            It::Case,
            "select case_id, case_no, '', accepted_at from case_row where division = $1 and authority = $5 \
             and accepted_at >= $2 and accepted_at < $3 order by accepted_at desc, case_id limit $4",
        ),
        (Scale::Unit, Count::Concluded) => (
            It::Case,
            "select case_id, case_no, '', concluded_at from case_row where division = $1 and authority = $5 \
             and concluded_at >= $2 and concluded_at < $3 order by concluded_at desc, case_id limit $4",
        ),
        (Scale::Unit, Count::InTime) => (
            It::Case,
            "select case_id, case_no, '', concluded_at from case_row where division = $1 and authority = $5 \
             and concluded_at >= $2 and concluded_at < $3 and late = 0 order by concluded_at desc, case_id limit $4",
        ),
        (Scale::Unit, Count::Late) => (
            It::Case,
            "select case_id, case_no, '', concluded_at from case_row where division = $1 and authority = $5 \
             and concluded_at >= $2 and concluded_at < $3 and late = 1 order by concluded_at desc, case_id limit $4",
        ),
        (Scale::Unit, Count::Corrected) => (
            It::Case,
            "select case_id, case_no, '', concluded_at from case_row where division = $1 and authority = $5 \
             and concluded_at >= $2 and concluded_at < $3 and exists (select 1 from entry e where e.division = $1 \
             and e.stream = 'case/' || case_id and e.version > 0 and e.kind in ('case.correction-noticed', \
             'case.correction-renewed', 'case.received-more')) \
             order by concluded_at desc, case_id limit $4",
        ),
        (Scale::Unit, Count::Decided) => (
            It::Case,
            "select case_id, case_no, '', decided_at from case_row where division = $1 and authority = $5 \
             and decided_at >= $2 and decided_at < $3 order by decided_at desc, case_id limit $4",
        ),
        (Scale::Window, Count::Received) => (
            It::Case,
            "select r.case_id, r.receipt_no, '', r.received_at from case_window w \
             join case_row r on r.division = w.division and r.case_id = w.case_id where w.division = $1 \
             and w.window_id = $5 and w.received_at >= $2 and w.received_at < $3 \
             order by w.received_at desc, w.case_id limit $4",
        ),
        (Scale::Window, Count::Deemed) => (
            It::Case,
            "select case_id, case_no, '', received_at from case_row where division = $1 and window_id = $5 \
             and deemed = 1 and received_at >= $2 and received_at < $3 order by received_at desc, case_id limit $4",
        ),
        (Scale::Window, Count::Accepted) => (It::Case, ACCEPTED_AT_WINDOW),
        (Scale::Window, Count::Concluded) => (It::Case, CONCLUDED_AT_WINDOW),
        (Scale::Window, Count::InTime) => (It::Case, IN_TIME_AT_WINDOW),
        (Scale::Window, Count::Late) => (It::Case, LATE_AT_WINDOW),
        (Scale::Unit, Count::Orders) => (It::Order, ORDERS_OF_UNIT),
        (Scale::Unit, Count::OrdersLate) => (It::Order, LATE_ORDERS_OF_UNIT),
        (Scale::Person, Count::Orders) => (It::Order, ORDERS_OF_PERSON),
        (Scale::Person, Count::OrdersLate) => (It::Order, LATE_ORDERS_OF_PERSON),
        (Scale::Unit, Count::Complaints) => (It::Complaint, COMPLAINTS_OF_UNIT),
        (Scale::Unit, Count::ComplaintsFounded) => (It::Complaint, FOUNDED_OF_UNIT),
        (Scale::Person, Count::Complaints) => (It::Complaint, COMPLAINTS_OF_PERSON),
        (Scale::Person, Count::ComplaintsFounded) => (It::Complaint, FOUNDED_OF_PERSON),
        (Scale::Window, Count::Complaints) => (It::Complaint, COMPLAINTS_OF_WINDOW),
        (Scale::Window, Count::ComplaintsFounded) => (It::Complaint, FOUNDED_OF_WINDOW),
        (Scale::Unit, Count::ComplaintsPartly) => (It::Complaint, PARTLY_OF_UNIT),
        (Scale::Window, Count::ComplaintsPartly) => (It::Complaint, PARTLY_OF_WINDOW),
        (Scale::Person, Count::ComplaintsPartly) => (It::Complaint, PARTLY_OF_PERSON),
        _ => return None,
    })
}

/// Cases by the window that took them in: of a town's centre, which is assessed by its windows.
const ACCEPTED_AT_WINDOW: &str = "select r.case_id, r.case_no, '', r.accepted_at from case_window w \
    join case_row r on r.division = w.division and r.case_id = w.case_id where w.division = $1 and w.window_id = $5 \
    and w.received_at < $3 and r.accepted_at >= $2 and r.accepted_at < $3 order by r.accepted_at desc, r.case_id limit $4";
const CONCLUDED_AT_WINDOW: &str = "select r.case_id, r.case_no, '', r.concluded_at from case_window w \
    join case_row r on r.division = w.division and r.case_id = w.case_id where w.division = $1 and w.window_id = $5 \
    and w.received_at < $3 and r.concluded_at >= $2 and r.concluded_at < $3 \
    order by r.concluded_at desc, r.case_id limit $4";
const IN_TIME_AT_WINDOW: &str = "select r.case_id, r.case_no, '', r.concluded_at from case_window w \
    join case_row r on r.division = w.division and r.case_id = w.case_id where w.division = $1 and w.window_id = $5 \
    and w.received_at < $3 and r.concluded_at >= $2 and r.concluded_at < $3 and r.late = 0 \
    order by r.concluded_at desc, r.case_id limit $4";
const LATE_AT_WINDOW: &str = "select r.case_id, r.case_no, '', r.concluded_at from case_window w \
    join case_row r on r.division = w.division and r.case_id = w.case_id where w.division = $1 and w.window_id = $5 \
    and w.received_at < $3 and r.concluded_at >= $2 and r.concluded_at < $3 and r.late = 1 \
    order by r.concluded_at desc, r.case_id limit $4";
const ORDERS_OF_UNIT: &str = "select order_id, kind || ' ' || cast(year as text) || ' ' || cast(n as text), '', issued_at \
    from order_row where division = $1 and unit = $5 and issued_at >= $2 and issued_at < $3 and kind <> 'circular' \
    and state <> 'lifted' order by issued_at desc, order_id limit $4";
const LATE_ORDERS_OF_UNIT: &str = "select order_id, kind || ' ' || cast(year as text) || ' ' || cast(n as text), '', issued_at \
    from order_row where division = $1 and unit = $5 and issued_at >= $2 and issued_at < $3 and kind <> 'circular' \
    and state <> 'lifted' and late = 1 order by issued_at desc, order_id limit $4";
const ORDERS_OF_PERSON: &str = "select order_id, kind || ' ' || cast(year as text) || ' ' || cast(n as text), '', issued_at \
    from order_row where division = $1 and first_to = $5 and issued_at >= $2 and issued_at < $3 and kind <> 'circular' \
    and state <> 'lifted' order by issued_at desc, order_id limit $4";
const LATE_ORDERS_OF_PERSON: &str = "select order_id, kind || ' ' || cast(year as text) || ' ' || cast(n as text), '', issued_at \
    from order_row where division = $1 and first_to = $5 and issued_at >= $2 and issued_at < $3 and kind <> 'circular' \
    and state <> 'lifted' and late = 1 order by issued_at desc, order_id limit $4";
const COMPLAINTS_OF_UNIT: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and unit = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 order by filed_at desc, complaint_id limit $4";
const FOUNDED_OF_UNIT: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and unit = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 and verdict = 'founded' \
    order by filed_at desc, complaint_id limit $4";
const COMPLAINTS_OF_PERSON: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and person = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 order by filed_at desc, complaint_id limit $4";
const FOUNDED_OF_PERSON: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and person = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 and verdict = 'founded' \
    order by filed_at desc, complaint_id limit $4";
const COMPLAINTS_OF_WINDOW: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and window_id = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 \
    order by filed_at desc, complaint_id limit $4";
const FOUNDED_OF_WINDOW: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and window_id = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 and verdict = 'founded' \
    order by filed_at desc, complaint_id limit $4";
const PARTLY_OF_UNIT: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and unit = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 and verdict = 'partly' \
    order by filed_at desc, complaint_id limit $4";
const PARTLY_OF_WINDOW: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and window_id = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 and verdict = 'partly' \
    order by filed_at desc, complaint_id limit $4";
const PARTLY_OF_PERSON: &str = "select complaint_id, class, '', filed_at from complaint_row where division = $1 \
    and person = $5 and filed_at >= $2 and filed_at < $3 and sealed = 0 and verdict = 'partly' \
    order by filed_at desc, complaint_id limit $4";

/// Marks of days that a count adds up.
fn marks(count: Count) -> Option<&'static str> {
    Some(match count {
        Count::AttendanceDue => "mark in ('present', 'late', 'early', 'absent')",
        Count::AttendancePresent => "mark = 'present'",
        Count::AttendanceLate => "mark = 'late'",
        Count::AttendanceEarly => "mark = 'early'",
        Count::AttendanceAbsent => "mark = 'absent'",
        _ => return None,
    })
}

impl Centre {
    /// Whether a count has a list behind it; ratings have none, since nobody sees who rated (F17), nor what came in by hand. A
    /// town's centre is opened by its windows.
    pub fn assessment_opens(subject: Subject, count: Count) -> bool {
        let scale = match subject.scale() {
            Scale::Town => Scale::Window,
            scale => scale,
        };
        let days = marks(count).is_some() || (count == Count::Served && scale == Scale::Person);
        days || count == Count::Findings || statement(scale, count).is_some()
    }

    /// What stands behind a count, the latest first, for whoever sees the sheet.
    pub async fn assessment_behind(
        &self,
        session: &Session,
        term: Term,
        subject: Subject,
        count: Count,
    ) -> Result<Vec<Behind>, Problem> {
        let view = self.assessment_fetch(session, term, None).await?;
        if !view.sees(subject) {
            return Err(Problem::OutOfScope);
        }
        if !Centre::assessment_opens(subject, count) {
            return Err(Problem::NotFound);
        }
        let plan = view.plan.as_deref();
        let Subject::Town(town) = subject else { return self.part_behind(term, plan, subject, count).await };
        let organisation = &view.organisation;
        let mut lines = Vec::new();
        for window in windows_of_town(organisation, town) {
            lines.extend(self.part_behind(term, plan, Subject::Window(window), count).await?);
        }
        for (_, division) in towns_elsewhere(organisation).filter(|it| it.0 == town) {
            let Some((centre, windows)) = self.town_centre(organisation, town, division).await? else {
                continue;
            };
            for window in windows {
                let there = centre.part_behind(term, plan, Subject::Window(window), count).await?;
                // The people of another division are not those of this one, whatever their codes.
                lines.extend(there.into_iter().map(|it| Behind {
                    person: String::new(),
                    elsewhere: true,
                    ..it
                }));
            }
        }
        lines.sort_by(|a, b| (b.at, &b.id).cmp(&(a.at, &a.id)));
        lines.truncate(usize::try_from(LINES_MAX).unwrap_or(usize::MAX));
        Ok(lines)
    }

    /// The same of one unit, window or person.
    async fn part_behind(
        &self,
        term: Term,
        plan: Option<&Plan>,
        subject: Subject,
        count: Count,
    ) -> Result<Vec<Behind>, Problem> {
        let (first, last) = term.days().ok_or(Problem::NotFound)?;
        let code = match subject {
            Subject::Unit(code) | Subject::Town(code) => code.to_string(),
            Subject::Window(id) => id.to_string(),
            Subject::Person(id) => id.to_string(),
        };
        if count == Count::Findings {
            return Ok(self.findings_behind(term, plan, subject).await?);
        }
        if let Some(marks) = marks(count) {
            return Ok(self.attendance_behind((first, last), subject, code, marks).await?);
        }
        if count == Count::Served && matches!(subject, Subject::Person(_)) {
            let sql = "select day, cast(visits + receipts as text), seat from window_day where division = $1 and day >= $2 \
                       and day <= $3 and seat = $5 order by day desc, window_id limit $4";
            return Ok(self.days_behind(sql.to_owned(), first, last, &[code]).await?);
        }
        let (kind, sql) = statement(subject.scale(), count).ok_or(Problem::NotFound)?;
        let mut params = self.instants(first, last, LINES_MAX);
        params.push(code.into());
        let mut lines = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            lines.push(Behind {
                kind,
                id: row.text(0)?.to_owned(),
                says: row.text(1)?.to_owned(),
                person: String::new(),
                at: Some(Instant(row.int(3)?)),
                elsewhere: false,
            });
        }
        Ok(lines)
    }

    /// Days of people: of a window those who sat there, of a unit those it sent.
    async fn attendance_behind(
        &self,
        (first, last): (calendar::Day, calendar::Day),
        subject: Subject,
        code: String,
        marks: &str,
    ) -> Result<Vec<Behind>, Fault> {
        let (column, codes) = match subject {
            Subject::Window(_) => ("window_id", vec![code]),
            Subject::Person(_) => ("person", vec![code]),
            Subject::Unit(unit) | Subject::Town(unit) => {
                let organisation = self.organisation().await?;
                let people = organisation.iter().flat_map(|it| &it.people);
                ("person", people.filter(|it| it.unit == unit).map(|it| it.id.to_string()).collect())
            }
        };
        let mut lines = Vec::new();
        for codes in codes.chunks(PEOPLE_AT_ONCE) {
            let places: Vec<String> = (5..5 + codes.len()).map(|n| format!("${n}")).collect();
            let sql = format!(
                "select day, mark, person from attendance_row where division = $1 and day >= $2 and day <= $3 \
                 and {column} in ({}) and {marks} order by day desc, person limit $4",
                places.join(", ")
            );
            lines.extend(self.days_behind(sql, first, last, codes).await?);
        }
        lines.sort_by(|a, b| (&b.id, &a.person).cmp(&(&a.id, &b.person)));
        lines.truncate(usize::try_from(LINES_MAX).unwrap_or(usize::MAX));
        Ok(lines)
    }

    async fn findings_behind(
        &self,
        term: Term,
        plan: Option<&Plan>,
        subject: Subject,
    ) -> Result<Vec<Behind>, Fault> {
        let Some((first, last)) = term.days() else { return Ok(Vec::new()) };
        let of = |(subjects, id): (Vec<Subject>, FindingId)| subjects.contains(&subject).then_some(id);
        let all = self.final_findings(first, last, plan).await?;
        let mut lines = Vec::new();
        for id in all.into_iter().filter_map(of).take(LINES_MAX as usize) {
            let sql =
                "select rule, raised_at from finding_row where division = $1 and finding_id = $2 limit 1";
            let params: Vec<Value> = vec![self.division.as_str().into(), id.as_str().into()];
            if let Some(row) = self.store.read(Statement::new(sql, params)).await?.first() {
                lines.push(Behind {
                    kind: BehindKind::Finding,
                    id: id.to_string(),
                    says: row.text(0)?.to_owned(),
                    person: String::new(),
                    at: Some(Instant(row.int(1)?)),
                    elsewhere: false,
                });
            }
        }
        Ok(lines)
    }

    async fn days_behind(
        &self,
        sql: String,
        first: calendar::Day,
        last: calendar::Day,
        codes: &[String],
    ) -> Result<Vec<Behind>, Fault> {
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            first.to_string().into(),
            last.to_string().into(),
            LINES_MAX.into(),
        ];
        params.extend(codes.iter().map(|code| Value::from(code.as_str())));
        let mut lines = Vec::new();
        for row in &self.store.read(Statement::new(sql, params)).await? {
            lines.push(Behind {
                kind: BehindKind::Day,
                id: row.text(0)?.to_owned(),
                says: row.text(1)?.to_owned(),
                person: row.text(2)?.to_owned(),
                at: None,
                elsewhere: false,
            });
        }
        Ok(lines)
    }
}
