//! `yimen demo --drill`: frauds that are known from real windows are played in a fresh county, each beside an honest case of
//! the same kind, or a unit that does the same work honestly. A fraud is refused, or found by its rule within one turn; what is
//! honest is not found (6.3).

mod habits;
mod office;
mod plays;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicI64;

use anyhow::Context;
use calendar::Day;
use catalogue::{CaseId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::oversight::finding::{FindingBrief, FindingWhich};
use oversight::Rule;
use serde_json::json;
use store::{Store, Synchronous};

use crate::outcome::{Outcome, Verdict};
use office::Office;

/// The first day of the drill: a Monday without a holiday near it.
const FIRST: (i32, u32, u32) = (2026, 3, 2);
/// Findings looked at.
const FINDINGS_MAX: usize = 200;

/// What one play left behind.
pub struct Left {
    /// Where the rules have to refuse the fraud.
    refused: Option<Refused>,
    /// The rule that has to find it otherwise.
    rule: Rule,
    /// The case of the fraud; none where it is about no case.
    case: Option<CaseId>,
    /// The honest case beside it.
    honest: Option<CaseId>,
    /// The unit of the fraud and the honest one beside it, where a habit shows in no case.
    units: Option<[UnitCode; 2]>,
    /// How many findings of the rule there must be in all, where no case tells fraud and honesty apart.
    in_all: Option<usize>,
}

/// A fraud that has to be refused for what it is: another refusal says nothing about it.
pub struct Refused {
    /// The code with which it has to be.
    wanted: &'static str,
    /// The code that came; none where it was let pass.
    came: Option<String>,
}

/// One fraud, played.
pub struct Played {
    /// Its number in the requirements.
    fraud: &'static str,
    /// How it was caught; none where it was not.
    caught: Option<Caught>,
    /// The rule that found something in the honest case.
    false_alarm: Option<Rule>,
}

/// How a fraud was caught.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Caught {
    /// The rules refused it, with this code.
    Refused(String),
    /// A monitoring point found it.
    Found(Rule),
}

/// All of them.
pub struct Report(pub Vec<Played>);

impl Report {
    fn missed(&self) -> Vec<&'static str> {
        self.0.iter().filter(|it| it.caught.is_none()).map(|it| it.fraud).collect()
    }

    fn false_alarms(&self) -> Vec<&'static str> {
        self.0.iter().filter(|it| it.false_alarm.is_some()).map(|it| it.fraud).collect()
    }

    /// Whether every fraud was caught and no honest case was.
    pub fn holds(&self) -> bool {
        !self.0.is_empty() && self.missed().is_empty() && self.false_alarms().is_empty()
    }

    /// One object.
    pub fn json(&self) -> serde_json::Value {
        let how = |it: &Played| match &it.caught {
            Some(Caught::Refused(code)) => json!({ "fraud": it.fraud, "refused": code }),
            Some(Caught::Found(rule)) => json!({ "fraud": it.fraud, "found": rule.key() }),
            None => json!({ "fraud": it.fraud }),
        };
        json!({
            "played": self.0.iter().map(|it| it.fraud).collect::<Vec<_>>(),
            "missed": self.missed(),
            "false_alarms": self.false_alarms(),
            "how": self.0.iter().map(how).collect::<Vec<_>>(),
        })
    }

    /// A line for each.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for it in &self.0 {
            let how = match &it.caught {
                Some(Caught::Refused(code)) => format!("refused: {code}"),
                Some(Caught::Found(rule)) => format!("found: {}", rule.key()),
                None => "MISSED".to_owned(),
            };
            let alarm =
                it.false_alarm.map_or_else(String::new, |rule| format!("  FALSE ALARM: {}", rule.key()));
            text += &format!("{:<4} {how}{alarm}\n", it.fraud);
        }
        text + &format!(
            "{} played, {} missed, {} false alarms.\n",
            self.0.len(),
            self.missed().len(),
            self.false_alarms().len()
        )
    }
}

/// Plays in a database of its own and prints. With a folder the county is kept there, with its key, for looking at.
pub fn run(json: bool, keep: Option<&Path>) -> Outcome {
    let report = crate::opening::runtime()?.block_on(async {
        let Some(kept) = keep else { return play().await };
        std::fs::create_dir_all(kept)
            .with_context(|| format!("the folder {} cannot be made", kept.display()))?;
        let key = crate::key_file::read(&kept.join("yimen.key"), true)?;
        play_in(&kept.join("yimen.db"), key).await
    })?;
    if json {
        println!("{}", report.json());
    } else {
        print!("{}", report.text());
        if let Some(kept) = keep {
            println!("The county is kept: yimen demo --data {}", kept.display());
        }
    }
    Ok(if report.holds() { Verdict::Right } else { Verdict::Wrong })
}

/// Every fraud, in a county that is gone afterwards.
pub async fn play() -> anyhow::Result<Report> {
    let folder = Folder::make()?;
    play_in(&folder.0.join("drill.db"), centre::seal::random()).await
}

/// Every fraud, in a county that nobody has worked in yet; its clock is moved from play to play.
async fn play_in(file: &Path, key: [u8; crate::key_file::KEY_BYTES]) -> anyhow::Result<Report> {
    anyhow::ensure!(!file.exists(), "{} is there already: the drill wants a new county", file.display());
    let quick = store::Options { synchronous: Synchronous::Normal, ..store::Options::default() };
    let url = format!("sqlite:{}", file.display());
    let store = Store::open_with(&url, quick).await?;
    let (year, month, day) = FIRST;
    let first = Day::from_ymd(year, month, day).context("the first day of the drill is a day")?;
    let clock = Arc::new(AtomicI64::new(first.at(8, 30).0));
    let options = crate::demo::options(key, ledger::Clock::Manual(clock.clone()));
    let centre = Centre::open(store, options).await?;
    county::publish(&centre).await?;
    let office = Office::new(&centre, &clock);
    let mut report = Report(Vec::new());
    for (fraud, scene) in plays::all() {
        office.next_play().await?;
        let before = findings(&centre).await?;
        let left = scene(&office).await.with_context(|| format!("{fraud} could not be played"))?;
        // One turn, and what it raises is there.
        centre.tick().await?;
        report.0.push(judged(fraud, &left, &before, &findings(&centre).await?));
    }
    centre.ledger().close().await;
    Ok(report)
}

async fn findings(centre: &Centre) -> anyhow::Result<Vec<FindingBrief>> {
    let supervisor = Session::acting(catalogue::PersonId::parse("super")?);
    Ok(centre.finding_list(&supervisor, FindingWhich::All, "", FINDINGS_MAX).await?)
}

/// What the findings say of a play.
fn judged(fraud: &'static str, left: &Left, before: &[FindingBrief], after: &[FindingBrief]) -> Played {
    let new: Vec<&FindingBrief> =
        after.iter().filter(|it| before.iter().all(|earlier| earlier.id != it.id)).collect();
    let of_rule = new.iter().filter(|it| it.rule == left.rule);
    let found = match (left.units, left.in_all) {
        (Some([unit, _]), _) => of_rule.clone().any(|it| it.unit == unit),
        (None, Some(_)) => of_rule.clone().count() > 0,
        (None, None) => of_rule.clone().any(|it| it.case.is_some() && it.case == left.case),
    };
    let caught = match &left.refused {
        Some(Refused { wanted, came }) => {
            (came.as_deref() == Some(*wanted)).then(|| Caught::Refused((*wanted).to_owned()))
        }
        None => found.then_some(Caught::Found(left.rule)),
    };
    let too_many = left.in_all.is_some_and(|all| of_rule.count() > all);
    let in_honest = after.iter().find(|it| it.case.is_some() && it.case == left.honest).map(|it| it.rule);
    // The honest unit has no habit of any kind, and no third unit has this one.
    let of_another = left.units.and_then(|[unit, honest]| {
        let habit = |it: &FindingBrief| it.case.is_none() && it.unit == honest;
        new.iter().find(|it| habit(it) || (it.rule == left.rule && it.unit != unit))
    });
    let false_alarm = in_honest.or(of_another.map(|it| it.rule)).or(too_many.then_some(left.rule));
    Played { fraud, caught, false_alarm }
}

/// A folder that is removed at the end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn make() -> anyhow::Result<Folder> {
        let name: [u8; 8] = centre::seal::random();
        let name: String = name.iter().map(|byte| format!("{byte:02x}")).collect();
        let path = std::env::temp_dir().join(format!("yimen-drill-{name}"));
        std::fs::create_dir(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // F1, F3, F4, F6, F7, F8, F9, F10, F13, F16, F18, F20: each is refused or found by its rule, and the honest case beside it is not.
    #[test]
    fn every_fraud_is_caught_and_no_honest_case_is() {
        let runtime = crate::opening::runtime().expect("threads");
        let report = runtime.block_on(play()).expect("it can be played");
        assert!(report.holds(), "{}", report.text());
        let played: Vec<&str> = report.0.iter().map(|it| it.fraud).collect();
        let numbers = [
            "F1", "F3", "F4", "F4", "F4", "F6", "F6", "F6", "F7", "F8", "F8", "F9", "F10", "F13", "F16",
            "F18", "F20",
        ];
        assert_eq!(played, numbers);
        let caught = |fraud: &str| -> Vec<Option<Caught>> {
            report.0.iter().filter(|it| it.fraud == fraud).map(|it| it.caught.clone()).collect()
        };
        let found = |rules: &[Rule]| -> Vec<Option<Caught>> {
            rules.iter().map(|rule| Some(Caught::Found(*rule))).collect()
        };
        // Some of them, so that a change of what catches what is seen.
        assert_eq!(caught("F4"), found(&[Rule::EnteredLate, Rule::OutsideHours, Rule::AcceptedLastDay]));
        assert_eq!(caught("F6"), found(&[Rule::HastyCase, Rule::SameDevice, Rule::StepsUnlikeOthers]));
        assert_eq!(caught("F7"), found(&[Rule::StopNearEnd]));
        assert_eq!(caught("F8"), found(&[Rule::ExtendedNearEnd, Rule::SameExtensionWords]));
        assert_eq!(caught("F9"), found(&[Rule::AskedToWithdraw]));
        assert_eq!(caught("F20"), found(&[Rule::ActedWhileAway]));
        let refused = |code: &str| vec![Some(Caught::Refused(code.to_owned()))];
        assert_eq!(caught("F1"), refused("already-noticed"));
        assert_eq!(caught("F18"), refused("complaint-not-the-desk"));
    }

    // F4, F6, F8: a habit is caught by the unit; the same one of any other, and any of the honest unit, is a false alarm.
    #[test]
    fn a_habit_is_caught_by_its_unit_and_found_of_another_it_is_an_alarm() {
        let unit = |code: &str| UnitCode::parse(code).expect("a unit's code");
        let left = Left {
            refused: None,
            rule: Rule::OutsideHours,
            case: None,
            honest: None,
            units: Some([unit("wj"), unit("ny")]),
            in_all: None,
        };
        let found = |id: u128, rule, code: &str, case: Option<CaseId>| FindingBrief {
            id: catalogue::FindingId::parse(&format!("{id:032x}")).expect("32 hexadecimal digits"),
            rule,
            unit: unit(code),
            case,
            person: None,
            happened_at: calendar::Instant(0),
            raised_at: calendar::Instant(0),
            stated: false,
            verdict: None,
            decide_by: None,
        };
        let of = |after: &[FindingBrief]| {
            let it = judged("F4", &left, &[], after);
            (it.caught, it.false_alarm)
        };
        let caught = Some(Caught::Found(Rule::OutsideHours));
        let right = || found(1, Rule::OutsideHours, "wj", None);
        assert_eq!(of(&[]), (None, None));
        assert_eq!(of(&[right()]), (caught.clone(), None));
        let third = found(2, Rule::OutsideHours, "sc", None);
        assert_eq!(
            of(std::slice::from_ref(&third)),
            (None, Some(Rule::OutsideHours)),
            "of another unit alone"
        );
        assert_eq!(of(&[right(), third]), (caught.clone(), Some(Rule::OutsideHours)));
        let habit = found(3, Rule::StopHabit, "ny", None);
        assert_eq!(of(&[right(), habit]), (caught.clone(), Some(Rule::StopHabit)));
        // Of the unit of the fraud more may be found, and of a case of the honest unit what is no habit.
        let more = found(4, Rule::StopHabit, "wj", None);
        let late = found(5, Rule::StepLate, "ny", CaseId::parse("a").ok());
        assert_eq!(of(&[right(), more, late]), (caught, None));
        let earlier = [right()];
        assert_eq!(judged("F4", &left, &earlier, &earlier).caught, None, "found before it was played");
    }

    #[test]
    fn a_county_that_is_kept_is_not_played_over() {
        let folder = Folder::make().expect("a temporary folder");
        let file = folder.0.join("yimen.db");
        std::fs::write(&file, "a county").expect("a file can be written");
        let runtime = crate::opening::runtime().expect("threads");
        let refused = runtime.block_on(play_in(&file, [7; crate::key_file::KEY_BYTES]));
        assert!(refused.is_err_and(|it| it.to_string().contains("there already")));
        assert_eq!(std::fs::read(&file).expect("it is still there"), b"a county");
    }

    #[test]
    fn a_fraud_that_nothing_finds_is_missed_and_a_finding_of_an_honest_case_is_an_alarm() {
        let case = |text: &str| CaseId::parse(text).ok();
        let left = Left {
            refused: None,
            rule: Rule::HastyCase,
            case: case("a"),
            honest: case("b"),
            units: None,
            in_all: None,
        };
        let quiet = judged("F6", &left, &[], &[]);
        assert!(quiet.caught.is_none() && quiet.false_alarm.is_none());
        let report = Report(vec![quiet]);
        assert!(!report.holds() && report.json()["missed"][0] == "F6", "{}", report.text());
        assert!(!Report(Vec::new()).holds(), "nothing played is nothing shown");
        // Refused for another reason, or not at all, it is missed.
        let of = |came: Option<&str>| {
            let refused = Some(Refused { wanted: "second-list", came: came.map(Into::into) });
            judged("F1", &Left { refused, ..left }, &[], &[]).caught
        };
        assert_eq!(of(Some("second-list")), Some(Caught::Refused("second-list".into())));
        assert_eq!([of(Some("not-the-holder")), of(None)], [None, None]);
    }
}
