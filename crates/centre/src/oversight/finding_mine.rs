//! Which findings a list shows, and which of them wait for one person's word: to be explained by whoever answers for them, and
//! judged founded while the days to appeal run (R143, R151, F19).

use calendar::Day;
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, UnitCode, WindowId};
use oversight::{Answers, Rule};
use store::{Migration, Statement, Value};

use crate::account::Session;
use crate::scope::one_of;
use crate::{Centre, Fault};

/// The last days to explain and to appeal, with the indexes by which what waits is found among everything that was ever found.
/// A row from before has neither: its finding was judged without waiting, and its days to appeal stand on its page.
pub(crate) const SCHEMA: Migration = Migration {
    name: "0095_finding_waits",
    sql: r#"
alter table finding_row add column state_by text not null default '';
alter table finding_row add column appeal_by text not null default '';
create index if not exists finding_row_to_state on finding_row (division, raised_at, finding_id)
  where open = 1 and stated = 0 and verdict = '';
create index if not exists finding_row_to_appeal on finding_row (division, appeal_by, finding_id) where appeal_by <> '';
"#,
};

/// Which findings a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum FindingWhich {
    /// Not judged, or an appeal waits.
    #[default]
    Open,
    /// Of these, the grave ones.
    Serious,
    /// Those that this person answers for, and that nobody has explained.
    ToState,
    /// Those that this person answers for, judged founded, while one may appeal.
    ToAppeal,
    /// Judged founded, and standing.
    Standing,
    /// All.
    All,
}

impl FindingWhich {
    /// Every choice with its word in addresses.
    pub const ALL: [(&'static str, FindingWhich); 6] = [
        ("", FindingWhich::Open),
        ("serious", FindingWhich::Serious),
        ("to-state", FindingWhich::ToState),
        ("to-appeal", FindingWhich::ToAppeal),
        ("standing", FindingWhich::Standing),
        ("all", FindingWhich::All),
    ];

    /// The choice of a word; the open ones for a word that is none.
    pub fn of(word: &str) -> FindingWhich {
        Self::ALL.iter().find(|(it, _)| *it == word).map_or(FindingWhich::Open, |(_, which)| *which)
    }

    /// The predicate on rows; what it names is added to `params`.
    pub(super) fn predicate(self, mine: &Answering, today: Day, params: &mut Vec<Value>) -> String {
        match self {
            FindingWhich::Open => "open = 1".to_owned(),
            FindingWhich::Serious => "open = 1 and severity = 2".to_owned(),
            FindingWhich::ToState => {
                format!("open = 1 and stated = 0 and verdict = '' and {}", mine.predicate(params))
            }
            FindingWhich::ToAppeal => {
                params.push(today.to_string().into());
                let day = params.len();
                format!("appeal_by <> '' and appeal_by >= ${day} and {}", mine.predicate(params))
            }
            FindingWhich::Standing => "stands = 1".to_owned(),
            FindingWhich::All => "1 = 1".to_owned(),
        }
    }
}

/// What one person answers for, as [`Rule::answers`] says: the own part, what the units led and the windows headed have done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answering {
    person: PersonId,
    leads: Vec<UnitCode>,
    heads: Vec<WindowId>,
    /// Units whose windows the person heads, where the post names none.
    heads_all: Vec<UnitCode>,
}

impl Answering {
    /// What a person answers for today.
    pub(super) fn of(organisation: &Organisation, person: PersonId, on: Day) -> Answering {
        let mut it = Answering { person, leads: Vec::new(), heads: Vec::new(), heads_all: Vec::new() };
        for held in organisation.posts_of(person, on) {
            match held.post {
                Post::LeaderInCharge | Post::AuthorityHead => it.leads.push(held.unit),
                Post::CentreManager => it.leads.push(organisation.centre.unit),
                Post::WindowHead if held.windows.is_empty() => it.heads_all.push(held.unit),
                Post::WindowHead => it.heads.extend(held.windows.iter().copied()),
                _ => {}
            }
        }
        it
    }

    /// The predicate on rows: the own ones; of units led what their leader answers for, and what names nobody who would; of windows
    /// headed what their head does.
    fn predicate(&self, params: &mut Vec<Value>) -> String {
        params.push(self.person.as_str().into());
        let mut ways = vec![format!("person = ${}", params.len())];
        let [persons, heads, leaders] =
            [Answers::Person, Answers::WindowHead, Answers::Leader].map(rules_answered_by);
        if !self.leads.is_empty() {
            let units = one_of("unit", self.leads.iter().map(UnitCode::as_str), params);
            ways.push(format!(
                "({units} and ({leaders} or (person = '' and {persons}) or (window_id = '' and {heads})))"
            ));
        }
        if !self.heads.is_empty() {
            let windows = one_of("window_id", self.heads.iter().map(WindowId::as_str), params);
            ways.push(format!("({windows} and {heads})"));
        }
        if !self.heads_all.is_empty() {
            let units = one_of("unit", self.heads_all.iter().map(UnitCode::as_str), params);
            ways.push(format!("({units} and window_id <> '' and {heads})"));
        }
        format!("({})", ways.join(" or "))
    }
}

/// Rules by who answers: their words are ours and stand in the text.
fn rules_answered_by(answers: Answers) -> String {
    let words = Rule::ALL.iter().filter(|rule| rule.answers() == answers);
    let words: Vec<String> = words.map(|rule| format!("'{}'", rule.key())).collect();
    format!("rule in ({})", words.join(", "))
}

/// How many findings wait for one person's word, and the first last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FindingsWait {
    /// To be explained.
    pub to_state: i64,
    /// Of these, the first last day that is still to come; after it they may be judged as they are.
    pub state_by: Option<Day>,
    /// Judged founded, and still to be appealed against.
    pub to_appeal: i64,
    /// Of these, the first last day.
    pub appeal_by: Option<Day>,
}

impl Centre {
    /// What this person answers for and has still to explain, or may still appeal against.
    pub(super) async fn findings_wait(&self, session: &Session) -> Result<FindingsWait, Fault> {
        let Some(organisation) = self.organisation().await? else { return Ok(FindingsWait::default()) };
        let today = self.today();
        let mine = Answering::of(&organisation, session.person, today);
        let (to_state, state_by) = self.findings_counted(FindingWhich::ToState, "state_by", &mine).await?;
        let (to_appeal, appeal_by) =
            self.findings_counted(FindingWhich::ToAppeal, "appeal_by", &mine).await?;
        Ok(FindingsWait { to_state, state_by, to_appeal, appeal_by })
    }

    /// How many rows a choice has, and the first day of a column that is not over.
    async fn findings_counted(
        &self,
        which: FindingWhich,
        day: &str,
        mine: &Answering,
    ) -> Result<(i64, Option<Day>), Fault> {
        let today = self.today();
        let mut params: Vec<Value> = vec![self.division.as_str().into(), today.to_string().into()];
        let wanted = which.predicate(mine, today, &mut params);
        let sql = format!(
            "select cast(count(*) as bigint), coalesce(min(case when {day} >= $2 then {day} end), '') \
             from finding_row where division = $1 and {wanted} limit 1"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        let Some(row) = rows.first() else { return Ok((0, None)) };
        Ok((row.int(0)?, Day::parse(row.text(1)?)))
    }
}
