//! One whole course of a case as the people at the windows take it: 11 durable transitions, each one form.
//! The names of forms and fields stand in this file alone.

use anyhow::{Context, bail};

use super::county::BenchRole;
use super::http::{Answer, field};
use super::person::Person;

/// Transitions of a course.
pub const STEPS: usize = 11;

/// A case as the next form must name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseRef {
    /// Id in the address; empty before it is received.
    pub id: String,
    /// Version of the page that is answered.
    pub version: String,
    /// The code with which the applicant collects; empty until it was fetched.
    pub pickup: String,
}

/// Whether the `n`-th form needs the pickup code, which the applicant brings.
pub fn needs_pickup(n: usize) -> bool {
    n == 10
}

/// One form: who sends it, where to, and its fields without `csrf`, `command_id` and `version`.
pub struct Step {
    /// Who acts.
    pub role: BenchRole,
    /// Where the form goes.
    pub path: String,
    /// Its fields, encoded.
    pub form: String,
}

/// The item of a course and how many materials are handed in.
#[derive(Clone, Copy, Debug)]
pub struct Matter<'a> {
    /// Short code of the item.
    pub item: &'a str,
    /// Materials on its list; all are handed in.
    pub materials: u32,
}

/// Materials of the item of ordinary courses.
pub const MATERIALS: u32 = 4;
/// Materials of the item with many.
pub const MATERIALS_MANY: u32 = 60;

/// The people of a course.
pub struct Crew<'a>(pub &'a [Person]);

impl<'a> Crew<'a> {
    /// The `n`-th client's person of a role; clients share them in turn.
    pub fn of(&self, role: BenchRole, n: usize) -> anyhow::Result<&'a Person> {
        let count = self.0.iter().filter(|person| person.role == role).count();
        let place = n.checked_rem(count).unwrap_or(0);
        let person = self.0.iter().filter(|person| person.role == role).nth(place);
        person.with_context(|| format!("the bench county has no account for the role {role:?}"))
    }
}

/// The `n`-th form of a course, from 0. `client` chooses the people, `applicant` the person who applies.
pub fn course_step(
    n: usize,
    case: &CaseRef,
    matter: Matter<'_>,
    crew: &Crew<'_>,
    client: usize,
    applicant: u64,
) -> anyhow::Result<Step> {
    let agent = || crew.of(BenchRole::Agent, client).map(|person| person.id.as_str());
    let handler = || crew.of(BenchRole::Handler, client).map(|person| person.id.as_str());
    Ok(match n {
        0 => receive(matter, applicant),
        1 => act(BenchRole::Intake, case, "accept", &[]),
        2 => give(BenchRole::Intake, case, agent()?),
        3 => act(BenchRole::Agent, case, "take", &[("counted", "2")]),
        4 => give(BenchRole::Agent, case, handler()?),
        5 => act(BenchRole::Handler, case, "take", &[("counted", "2")]),
        6 => act(
            BenchRole::Handler,
            case,
            "step",
            &[("opinion", "agree"), ("text", "材料齐全，符合条件。"), ("place", "hall")],
        ),
        7 => act(BenchRole::Decider, case, "decide", &[("outcome", "granted")]),
        8 => act(
            BenchRole::Agent,
            case,
            "recheck",
            &[("checked", "papers"), ("checked", "limits"), ("checked", "notices")],
        ),
        9 => act(BenchRole::Handler, case, "make", &[("sealed", "yes")]),
        10 => deliver(case, applicant),
        _ => bail!("a course has {STEPS} steps, there is no step {n}"),
    })
}

/// The `n`-th form of a case that is only handed to and fro between agent and handler, for the fiftieth transition.
pub fn to_and_fro_step(
    n: usize,
    case: &CaseRef,
    matter: Matter<'_>,
    crew: &Crew<'_>,
    client: usize,
    applicant: u64,
) -> anyhow::Result<Step> {
    if n < 4 {
        return course_step(n, case, matter, crew, client, applicant);
    }
    let agent = crew.of(BenchRole::Agent, client)?.id.as_str();
    let handler = crew.of(BenchRole::Handler, client)?.id.as_str();
    Ok(match n % 4 {
        0 => give(BenchRole::Agent, case, handler),
        1 => act(BenchRole::Handler, case, "take", &[("counted", "2")]),
        2 => give(BenchRole::Handler, case, agent),
        _ => act(BenchRole::Agent, case, "take", &[("counted", "2")]),
    })
}

fn receive(matter: Matter<'_>, applicant: u64) -> Step {
    let mut form = String::new();
    for (name, value) in [
        ("do", "receive"),
        ("applicant_kind", "natural"),
        ("document_type", PASSPORT),
        ("document_number", &passport_number(applicant)),
        ("name", "申请人"),
        ("phone", "13900000000"),
        ("address", "澄禾县城关镇"),
        ("channel", "counter"),
        ("papers", PAPERS),
    ] {
        field(&mut form, name, value);
    }
    for row in 1..=matter.materials {
        field(&mut form, "kept", &row.to_string());
    }
    Step { role: BenchRole::Intake, path: format!("/desk/intake/{}", matter.item), form }
}

fn deliver(case: &CaseRef, applicant: u64) -> Step {
    let fields = [
        ("pickup_code", case.pickup.as_str()),
        ("document_type", PASSPORT),
        ("document_number", &passport_number(applicant)),
        ("collector", "self"),
    ];
    act(BenchRole::Delivery, case, "deliver", &fields)
}

fn give(role: BenchRole, case: &CaseRef, to: &str) -> Step {
    act(role, case, "give", &[("to", to), ("papers", PAPERS)])
}

fn act(role: BenchRole, case: &CaseRef, act: &str, fields: &[(&str, &str)]) -> Step {
    let mut form = String::new();
    for (name, value) in fields {
        field(&mut form, name, value);
    }
    Step { role, path: format!("/desk/cases/{}/{act}", case.id), form }
}

/// The case as the redirect after a form names it: `/desk/cases/{id}?done={act}&v={version}`.
pub fn case_of(answer: &Answer, step: &Step) -> anyhow::Result<CaseRef> {
    let location = match (answer.status, &answer.location) {
        (303, Some(location)) => location,
        (status, _) => {
            let page = String::from_utf8_lossy(&answer.body);
            bail!("{} was answered {status}: {}", step.path, in_short(&page));
        }
    };
    let case = location.strip_prefix("/desk/cases/").and_then(|rest| {
        let (id, query) = rest.split_once('?')?;
        let version = query.split('&').find_map(|pair| pair.strip_prefix("v="))?;
        Some(CaseRef { id: id.to_owned(), version: version.to_owned(), pickup: String::new() })
    });
    case.with_context(|| format!("{} leads to {location} and not to a case with its version", step.path))
}

/// The words of a page without its tags, for an error message.
fn in_short(page: &str) -> String {
    let main = page.find("<main").map_or(page, |begin| &page[begin..]);
    let mut words = String::new();
    let mut inside = false;
    for letter in main.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => words.push(letter),
            _ => {}
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(600).collect()
}

/// Passports have no check digit and no division, so the bench county needs no division of its own.
const PASSPORT: &str = "414";
/// Papers kept at intake and counted at every hand-over.
const PAPERS: &str = "2";

/// Another passport for every `n` below 100 million.
fn passport_number(n: u64) -> String {
    format!("E{n:08}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crew() -> Vec<Person> {
        [BenchRole::Intake, BenchRole::Agent, BenchRole::Handler, BenchRole::Decider, BenchRole::Delivery]
            .into_iter()
            .map(|role| Person {
                role,
                id: format!("{role:?}.1").to_lowercase(),
                cookie: String::new(),
                csrf: String::new(),
            })
            .collect()
    }

    #[test]
    fn a_course_is_receive_accept_two_hand_overs_step_decide_recheck_make_deliver() -> anyhow::Result<()> {
        let (people, matter) = (crew(), Matter { item: "bench", materials: 2 });
        let case = CaseRef { id: "c1".into(), version: "3".into(), pickup: String::new() };
        let paths: Vec<String> = (0..STEPS)
            .map(|n| course_step(n, &case, matter, &Crew(&people), 0, 0).map(|step| step.path))
            .collect::<anyhow::Result<_>>()?;
        let acts: Vec<&str> =
            paths[1..].iter().map(|path| path.trim_start_matches("/desk/cases/c1/")).collect();
        assert_eq!(paths[0], "/desk/intake/bench");
        let order =
            ["accept", "give", "take", "give", "take", "step", "decide", "recheck", "make", "deliver"];
        assert_eq!(acts, order);
        assert!(course_step(STEPS, &case, matter, &Crew(&people), 0, 0).is_err());
        Ok(())
    }

    #[test]
    fn a_case_to_and_fro_is_never_given_to_whom_holds_it() -> anyhow::Result<()> {
        let people = crew();
        let case = CaseRef { id: "c1".into(), version: "3".into(), pickup: String::new() };
        for n in 2..60 {
            let step =
                to_and_fro_step(n, &case, Matter { item: "bench", materials: 60 }, &Crew(&people), 0, 0)?;
            let giver = Crew(&people).of(step.role, 0)?;
            assert!(!step.form.contains(&format!("to={}", giver.id)), "{n}: {}", step.form);
            assert_eq!(step.path.ends_with("take"), n % 2 == 1, "{n}: {}", step.path);
        }
        Ok(())
    }

    #[test]
    fn the_applicant_who_collects_is_the_one_who_applied() -> anyhow::Result<()> {
        let (people, matter) = (crew(), Matter { item: "bench", materials: 2 });
        let case = CaseRef { id: "c1".into(), version: "3".into(), pickup: "4711".into() };
        let received = course_step(0, &case, matter, &Crew(&people), 0, 12_345)?;
        let delivered = course_step(10, &case, matter, &Crew(&people), 0, 12_345)?;
        for form in [&received.form, &delivered.form] {
            assert!(form.contains("document_type=414&document_number=E00012345"), "{form}");
        }
        assert!(received.form.ends_with("kept=1&kept=2"), "{}", received.form);
        assert!(delivered.form.starts_with("pickup_code=4711&"), "{}", delivered.form);
        Ok(())
    }

    #[test]
    fn the_case_is_read_from_the_redirect_and_a_refusal_is_told_in_words() -> anyhow::Result<()> {
        let step = Step { role: BenchRole::Intake, path: "/desk/intake/bench".into(), form: String::new() };
        let answer = Answer {
            status: 303,
            location: Some("/desk/cases/c9?done=receive&v=2".into()),
            ..Answer::default()
        };
        let case = case_of(&answer, &step)?;
        assert_eq!((case.id.as_str(), case.version.as_str()), ("c9", "2"));
        let refused = Answer {
            status: 409,
            body: "<head><title>x</title></head><main><h1>旧页面</h1>\n<p>请看过 再交</p></main>".into(),
            ..Answer::default()
        };
        let sentence = case_of(&refused, &step).expect_err("refused").to_string();
        assert_eq!(sentence, "/desk/intake/bench was answered 409: 旧页面 请看过 再交");
        Ok(())
    }
}
