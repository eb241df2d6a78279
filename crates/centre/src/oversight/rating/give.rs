//! Giving a rating: by the code that was sent, or on the tablet of a window; nobody who works here does it (F16, N51).

use std::sync::Arc;

use calendar::{Day, Instant};
use casework::applicant_itself;
use catalogue::{Digest, Item, Organisation, RatingId, WindowId};
use ledger::{Done, Lane, Submission};
use oversight::rating::{About, Act, Answer, Command, Give, Grade, Kind, MARKS_MAX, Rating, RatingRefusal};
use serde::Serialize;
use store::Statement;

use super::{code_of, grouped, tablet_rating_code};
use crate::act::{FieldProblem, FieldWhy, text_problem};
use crate::case::{Problem, content_of};
use crate::domain::{Asked, State};
use crate::kinds::rating::stream_of;
use crate::oversight::{derived, sealed, sealed_if_any};
use crate::particulars::{Sealer, Texts};
use crate::seal::StreamKey;
use crate::throttle::{self, Limit};
use crate::{Centre, Fault};

/// Characters a rater may write.
pub const WORDS_CHARS_MAX: usize = 500;
/// Characters from which on the same words are a sign: “很好” is none.
const SAME_CHARS_MIN: usize = 8;
const MINUTE: i64 = 60_000_000;
/// Codes that are none, from one address.
const CODE_ADDRESS: Limit = Limit { kind: "rating-code", tries: 40, span: 15 * MINUTE };
/// Tablet codes that are none, from one address.
const TABLET_ADDRESS: Limit = Limit { kind: "rating-tablet", tries: 10, span: 30 * MINUTE };

/// A rating as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RatingForm {
    /// 整体满意度; nothing is chosen beforehand.
    pub grade: Option<Grade>,
    /// By the order of the dimensions.
    pub marks: [Option<Grade>; MARKS_MAX],
    /// In own words; may be empty.
    pub words: String,
    /// On a tablet: a telephone, for whoever wants to be called back; may be empty.
    pub contact: String,
}

impl RatingForm {
    fn check(&self) -> Vec<FieldProblem> {
        let missing = FieldProblem { field: "grade".into(), why: FieldWhy::Missing };
        let grade = self.grade.is_none().then_some(missing);
        let words = text_problem("words", &self.words, false, WORDS_CHARS_MAX);
        let contact = text_problem("contact", &self.contact, false, 40);
        grade.into_iter().chain(words).chain(contact).collect()
    }
}

/// From where something is written.
#[derive(Debug, Clone)]
pub struct Writing {
    /// The network address, for counting guesses.
    pub address: String,
    /// What the browser says of itself.
    pub browser: String,
}

/// What a code opens.
pub struct RatingPage {
    /// Which.
    pub id: RatingId,
    /// Its state.
    pub rating: Rating,
    /// The opened texts.
    pub texts: Texts,
    /// The item, where it is about one.
    pub item: Option<Arc<Item>>,
    /// The organisation in force.
    pub organisation: Arc<Organisation>,
    /// Today.
    pub today: Day,
}

/// The visit that a tablet may rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RatedVisit {
    /// Which of the day.
    pub no: u16,
    /// What it is about.
    pub about: About,
    /// Whether it was rated already.
    pub given: bool,
}

impl Centre {
    /// What a code opens, for as long as the rating is there. Wrong codes are counted for the address.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for a code that is none.
    pub async fn rating_open(&self, typed: &str, writing: &Writing) -> Result<RatingPage, Problem> {
        let who = self.keys.find_digest(&self.division, "throttle-address", &writing.address);
        let now = self.now();
        if let Err(until) = throttle::look(&self.store, &self.division, CODE_ADDRESS, &who, now).await? {
            return Err(Problem::Throttled(until));
        }
        let found = match code_of(typed) {
            Some(code) => self.rating_of_code(&code).await?,
            None => None,
        };
        let Some(id) = found else {
            // A right code costs nothing, so that a family behind one address is never held up.
            if let Err(until) = throttle::count(&self.store, &self.division, CODE_ADDRESS, &who, now).await? {
                return Err(Problem::Throttled(until));
            }
            return Err(Problem::NotFound);
        };
        let (rating, texts) = self.rating_state(id).await?.ok_or(Problem::NotFound)?;
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let case = rating.about().and_then(|about| about.case);
        let body = match case {
            Some(case) => self.case_state(case).await?.and_then(|it| it.case.facts().map(|it| it.body)),
            None => None,
        };
        let item = match body {
            Some(body) => self.item_body(body).await?,
            None => None,
        };
        Ok(RatingPage { id, rating, texts, item, organisation, today: self.today() })
    }

    async fn rating_of_code(&self, code: &str) -> Result<Option<RatingId>, Fault> {
        let digest = self.keys.find_digest(&self.division, "rating-code", code);
        let rows = self
            .store
            .read(Statement::new(
                "select rating_id from rating_row where code = $2 and division = $1 and code is not null limit 1",
                vec![self.division.as_str().into(), digest.0.into()],
            ))
            .await?;
        Ok(rows.first().map(|row| row.text(0)).transpose()?.and_then(|id| RatingId::parse(id).ok()))
    }

    /// Gives the rating of a code, once.
    ///
    /// # Errors
    /// Refused when it was given, or its days are over.
    pub async fn rating_give(
        &self,
        code: &str,
        writing: &Writing,
        command_id: [u8; 16],
        form: &RatingForm,
    ) -> Result<Done, Problem> {
        let page = self.rating_open(code, writing).await?;
        let case = page.rating.about().and_then(|about| about.case);
        let telephone = match case {
            Some(case) => !self.applicant_of(case).await?.telephone.trim().is_empty(),
            None => false,
        };
        let give = Giving { id: page.id, visit: None, no: 0, telephone, code: None };
        self.give(give, writing, command_id, form).await
    }

    /// What whoever rated says against its being left out (F17).
    ///
    /// # Errors
    /// Refused when it was not left out, or the days to appeal are over.
    pub async fn rating_appeal(
        &self,
        code: &str,
        writing: &Writing,
        command_id: [u8; 16],
        words: &str,
    ) -> Result<Done, Problem> {
        if let Some(problem) = text_problem("appeal", words, true, WORDS_CHARS_MAX) {
            return Err(Problem::Form(vec![problem]));
        }
        let page = self.rating_open(code, writing).await?;
        let stream = stream_of(page.id);
        let key = self.stream_key(&stream).await?.ok_or(Problem::NotFound)?;
        let mut sealer = Sealer::new(self, &stream, key);
        let sealed = sealed(&mut sealer, "rating-appeal", words)?;
        let content = content_of(&("rating-appeal", page.id.as_str(), words))?;
        let command = Command::Act(Act::Appeal { words: sealed });
        self.as_rater(page.id, command_id, command, content, sealer.rows).await
    }

    async fn give(
        &self,
        give: Giving,
        writing: &Writing,
        command_id: [u8; 16],
        form: &RatingForm,
    ) -> Result<Done, Problem> {
        let problems = form.check();
        let Some(grade) = form.grade.filter(|_| problems.is_empty()) else {
            return Err(Problem::Form(problems));
        };
        let stream = stream_of(give.id);
        let known = self.stream_key(&stream).await?;
        let key = known.clone().unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let answer = Answer {
            grade,
            marks: form.marks,
            words: sealed_if_any(&mut sealer, "rating-words", &form.words)?,
            contact: sealed_if_any(&mut sealer, "rating-contact", &form.contact)?,
            device: self.device(writing),
            same: self.same(&form.words),
        };
        let mut with = sealer.rows;
        if known.is_none() {
            with.push(self.key_row(&stream, &key));
        }
        let Giving { id, visit, no, telephone, code } = give;
        let command = Command::Give(Give { answer, visit, no, telephone, code });
        let content = content_of(&("rating", id.as_str(), form))?;
        self.as_rater(id, command_id, command, content, with).await
    }

    async fn as_rater(
        &self,
        id: RatingId,
        command_id: [u8; 16],
        command: Command,
        content: [u8; 32],
        with: Vec<ledger::RowImage>,
    ) -> Result<Done, Problem> {
        self.submit(Submission {
            division: self.division.clone(),
            stream: stream_of(id),
            command_id,
            actor: applicant_itself().as_str().to_owned(),
            command: Asked::Rating(command),
            content,
            occurred_at: None,
            expected_version: None,
            bodies: Vec::new(),
            with,
            lane: Lane::People,
        })
        .await
    }

    /// Keyed digest of a device: enough to see that many came from one, and to see nothing else.
    fn device(&self, writing: &Writing) -> Digest {
        let browser: String = writing.browser.chars().take(300).collect();
        self.keys.find_digest(&self.division, "rating-device", &format!("{}/{browser}", writing.address))
    }

    /// Keyed digest of words without marks and blanks; what is short many people say of themselves.
    fn same(&self, words: &str) -> Option<Digest> {
        let bare: String = words.chars().filter(|it| it.is_alphanumeric()).collect();
        (bare.chars().count() >= SAME_CHARS_MIN)
            .then(|| self.keys.find_digest(&self.division, "rating-words", &bare))
    }

    /// The eight digits that bind a tablet to a window for one day.
    pub fn tablet_code(&self, window: WindowId, day: Day) -> String {
        let digest = self.keys.find_digest(&self.division, "rating-tablet", &format!("{window}/{day}"));
        let mut bytes = [0; 8];
        bytes.copy_from_slice(&digest.0[..8]);
        format!("{:08}", u64::from_be_bytes(bytes) % 100_000_000)
    }

    /// The window whose tablet is set up with this code today.
    ///
    /// # Errors
    /// [`Problem::NotFound`] for a code that is none of today.
    pub async fn tablet_open(&self, typed: &str, writing: &Writing) -> Result<WindowId, Problem> {
        let who = self.keys.find_digest(&self.division, "throttle-address", &writing.address);
        let counted = throttle::count(&self.store, &self.division, TABLET_ADDRESS, &who, self.now()).await?;
        if let Err(until) = counted {
            return Err(Problem::Throttled(until));
        }
        let code: String = typed.chars().filter(char::is_ascii_digit).take(20).collect();
        let organisation = self.organisation().await?.ok_or(Problem::NotFound)?;
        let today = self.today();
        let windows = organisation.windows.iter().map(|window| window.id);
        let window = windows
            .into_iter()
            .find(|window| self.tablet_code(*window, today) == code)
            .ok_or(Problem::NotFound)?;
        throttle::clear(&self.store, &self.division, TABLET_ADDRESS, &who).await?;
        Ok(window)
    }

    /// The visit that the tablet of a window may rate now: the one under way, or the last; none before the first.
    pub async fn tablet_visit(&self, window: WindowId) -> Result<Option<RatedVisit>, Fault> {
        let today = self.today();
        let stream = crate::kinds::window_day::stream_of(window, today);
        let loaded = self.ledger.load(&self.division, &stream).await?;
        let Some(State::WindowDay(day)) = loaded.map(|loaded| loaded.state) else { return Ok(None) };
        let (Some(opened_at), None, no @ 1..) = (day.opened_at, day.settlement, day.visits) else {
            return Ok(None);
        };
        let Some(organisation) = self.organisation().await? else { return Ok(None) };
        let by = day.seat.or(day.last);
        let unit = by.and_then(|by| organisation.person(by)).map_or(organisation.centre.unit, |it| it.unit);
        let served_at: Instant = day.visit.map_or(day.since.unwrap_or(opened_at), |visit| visit.since);
        let about =
            About { kind: Kind::Visit, case: None, unit, item: None, window: Some(window), by, served_at };
        let given = self.ledger.load(&self.division, &stream_of(tablet_id(self, window, today, no))).await?;
        Ok(Some(RatedVisit { no, about, given: given.is_some() }))
    }

    /// Rates a visit on the tablet of its window.
    ///
    /// # Errors
    /// Refused where nobody was at the window, or this visit was rated.
    pub async fn tablet_give(
        &self,
        window: WindowId,
        no: u16,
        writing: &Writing,
        command_id: [u8; 16],
        form: &RatingForm,
    ) -> Result<Done, Problem> {
        let visit = self.tablet_visit(window).await?;
        let Some(visit) = visit.filter(|visit| visit.no == no) else {
            return Err(Problem::Oversight(RatingRefusal::NobodyHere.into()));
        };
        let id = tablet_id(self, window, self.today(), no);
        let code = tablet_rating_code(&self.keys, &self.division, id);
        let code = Some(self.keys.find_digest(&self.division, "rating-code", &code));
        let give = Giving { id, visit: Some(visit.about), no, telephone: false, code };
        self.give(give, writing, command_id, form).await
    }

    /// The code of what was just rated on the tablet of a window, as people read it; only for the page that thanks for it.
    pub fn tablet_rated(&self, window: WindowId, no: u16) -> String {
        grouped(&tablet_rating_code(&self.keys, &self.division, tablet_id(self, window, self.today(), no)))
    }
}

/// What is given where.
struct Giving {
    id: RatingId,
    visit: Option<About>,
    no: u16,
    telephone: bool,
    code: Option<Digest>,
}

/// The rating of one visit of a window's day.
fn tablet_id(centre: &Centre, window: WindowId, day: Day, no: u16) -> RatingId {
    let (_, hex) = derived(&format!("tablet/{}/{window}/{day}/{no}", centre.division));
    RatingId::parse(&hex).expect("32 hexadecimal digits are a code")
}
