//! Words about who is away and who stands in, and the sentences of what is refused there.

use calendar::Day;
use casework::Duty;
use casework::absence::{Absence, AbsenceClass, AbsenceRefusal, Absences};
use catalogue::{Organisation, PersonId};

use super::words;
use pages::text::Text;

/// The word for a kind of absence.
pub fn class(text: Text, class: AbsenceClass) -> String {
    let word = match class {
        AbsenceClass::Leave => "休假",
        AbsenceClass::Illness => "病假",
        AbsenceClass::Errand => "外出办事",
        AbsenceClass::Training => "培训、开会",
    };
    text.t(word).to_owned()
}

/// Who is away, and until when; not why: that is nobody's business but the person's and the head's.
pub fn away(text: Text, organisation: &Organisation, person: PersonId, absence: Option<&Absence>) -> String {
    let name = words::person_of_unit(text, organisation, person);
    match absence.map(|absence| absence.until) {
        Some(Some(until)) => {
            text.f("{name}不在岗，到 {day}。", [("name", &name), ("day", &words::day(text, until))])
        }
        Some(None) => text.f("{name}今天不在岗，哪天回来还没有定。", [("name", &name)]),
        None => text.f("{name}已经不在这个岗位。", [("name", &name)]),
    }
}

/// What stands beside a case in a list whose holder is away.
pub fn note(text: Text, organisation: &Organisation, absence: &Absence) -> String {
    match absence.deputy {
        Some(deputy) => {
            text.f("没有人在岗，代班的是{name}", [("name", &words::person(text, organisation, deputy))])
        }
        None => text.t("没有人在岗，也没有代班人").to_owned(),
    }
}

/// The days of an absence.
pub fn span(text: Text, absence: &Absence) -> String {
    let from = words::day(text, absence.from);
    match absence.until {
        Some(until) if until == absence.from => from,
        Some(until) => text.f("{from}到 {until}", [("from", &from), ("until", &words::day(text, until))]),
        None => text.f("{from}起", [("from", &from)]),
    }
}

/// Why somebody takes over nothing in these days, whatever the post: gone or going for good, or away then.
pub fn not_there(
    text: Text,
    organisation: &Organisation,
    absences: &Absences,
    person: PersonId,
    (from, until): (Day, Option<Day>),
) -> Option<String> {
    let name = words::person(text, organisation, person);
    if absences.has_left(person) || absences.leaving(person).is_some() {
        return Some(text.f("{name}在办离岗交接或者已经离岗，不再代班。", [("name", &name)]));
    }
    let away = absences.list.iter().find(|it| it.person == person && it.meets(from, until))?;
    let days = span(text, away);
    Some(text.f("{name}{days}不在岗。", [("name", &name), ("days", &days)]))
}

/// Why not.
pub fn refused(text: Text, organisation: &Organisation, refusal: &AbsenceRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let name = |person: PersonId| words::person(text, organisation, person);
    let names = |people: &[PersonId]| {
        people.iter().map(|person| name(*person)).collect::<Vec<_>>().join(text.comma())
    };
    match refusal {
        AbsenceRefusal::PersonUnknown => t("没有这个人，或者现在没有岗位，请从列出的里面选。"),
        AbsenceRefusal::NotYours => {
            t("只能登记您自己的，或者您带的人的。请本人或窗口负责人、分管领导来登记。")
        }
        AbsenceRefusal::Backdated { today } => {
            text.f("不能往前登记，最早从今天（{day}）起。", [("day", &words::day(text, *today))])
        }
        AbsenceRefusal::EndsBeforeItBegins => t("最后一天在第一天前面，请再核对。"),
        AbsenceRefusal::EndNeeded => t("请填最后一天；只有病假可以先不填。"),
        AbsenceRefusal::TooFar => t("最多提前一年登记，一次最长一年。"),
        AbsenceRefusal::Overlaps { from } => text.f(
            "这几天里已经登记过一次（从 {day}起）。要改，请先把那一次销掉。",
            [("day", &words::day(text, *from))],
        ),
        AbsenceRefusal::DeputyNeeded { able } => {
            text.f("请选一位代班人，可以选：{names}。", [("names", &names(able))])
        }
        AbsenceRefusal::NotADeputy { able } if able.is_empty() => {
            t("这几天没有人能代班，请选“没有人能代班”，窗口负责人和中心会收到提醒。")
        }
        AbsenceRefusal::NotADeputy { able } => {
            text.f("代班的须是同单位、同岗位、这几天在岗的人，可以选：{names}。", [("names", &names(able))])
        }
        AbsenceRefusal::NoSuchAbsence => t("这一次已经销掉或者已经过去了。"),
        AbsenceRefusal::TooMany => t("登记的太多了，请先把不用的销掉。"),
        AbsenceRefusal::HolderPresent { holder } => {
            text.f("{name}今天在岗，请当面移交。", [("name", &name(*holder))])
        }
        AbsenceRefusal::NotTheDeputy { deputy: Some(deputy) } => {
            text.f("这一件由{name}代班接手。", [("name", &name(*deputy))])
        }
        AbsenceRefusal::NotTheDeputy { deputy: None } => {
            t("承办的人不在岗，也没有登记代班人。请窗口负责人或分管领导改派。")
        }
        AbsenceRefusal::DeputyTouched { did } => text.f(
            "您在这一件里{did}，不能代班接手。请窗口负责人或分管领导改派给别的人。",
            [("did", &text.t(did_words(*did)))],
        ),
        AbsenceRefusal::LeavingUnderWay => t("这个人的离岗交接已经在办，请看上面的清单。"),
        AbsenceRefusal::NoSuchLeaving => t("这份清单已经撤掉，或者三个人都签过了。"),
        AbsenceRefusal::ThreePeople => t("移交人、接交人、监交人须是三个不同的人。"),
        AbsenceRefusal::NotATaker => t("接交人须是同单位、今天在岗的人，请另选一位。"),
        AbsenceRefusal::NotAWitness => {
            t("监交人须是带移交人的窗口负责人、分管领导、单位负责人或者中心管理，并且今天在岗。")
        }
        AbsenceRefusal::NotYourSignature { next } => text.f("现在轮到{name}签字。", [("name", &name(*next))]),
        AbsenceRefusal::StillHeld { cases, pending } => text.f(
            "手上还有 {n} 件，要先移交完，才能签字。",
            [("n", &(u32::from(*cases) + u32::from(*pending)))],
        ),
        AbsenceRefusal::StillBeside { contacts, folders } => beside(text, *contacts, *folders),
        AbsenceRefusal::NotYoursToTakeBack => t("这一件不是替您代办的，不用接回。"),
        AbsenceRefusal::StillAway => t("您还登记着不在岗。回来了，请先销假再接回。"),
    }
}

/// What whoever goes still answers for beside the cases; empty where there is nothing.
pub fn beside(text: Text, contacts: u16, folders: u16) -> String {
    let mut sentences = Vec::new();
    if contacts > 0 {
        sentences.push(
            text.f("还有 {n} 次来访没有结果，要先办完或者转给别人签收，才能签字。", [("n", &contacts)]),
        );
    }
    if folders > 0 {
        let sentence = "还有 {n} 卷另行移交或者借阅的案卷在手上、等着签收，要先交出去、还回去，才能签字。";
        sentences.push(text.f(sentence, [("n", &folders)]));
    }
    sentences.join(text.gap())
}

/// What a person did, inside a sentence.
fn did_words(did: Duty) -> &'static str {
    match did {
        Duty::Intake => "收过件",
        Duty::Handler => "承办过",
        Duty::Asker => "提过申请",
        Duty::Approver => "审批过",
        Duty::Decider => "作过决定",
        Duty::Rechecker => "复核过",
        Duty::Chair => "主持过听证",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    // F31: whoever was chosen and cannot stand in is named with the days, and only where the days meet.
    #[test]
    fn who_cannot_stand_in_is_named_with_the_days() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let who = PersonId::parse("do2.sc").expect("a code");
        let at = day("2026-03-02").start();
        let absence = Absence {
            id: 1,
            person: who,
            from: day("2026-03-03"),
            until: Some(day("2026-03-04")),
            class: AbsenceClass::Leave,
            deputy: None,
            by: who,
            entered_at: at,
            begun: false,
        };
        let absences = Absences { list: vec![absence], ..Absences::default() };
        let says = |text: Text, absences: &Absences, from: &str, until: Option<&str>| {
            not_there(text, &county, absences, who, (day(from), until.map(day)))
        };
        let said = says(Text::Chinese, &absences, "2026-03-04", None).expect("that day he is away");
        assert!(said.ends_with("3 月 3 日（周二）到 3 月 4 日（周三）不在岗。"), "{said}");
        assert_eq!(says(Text::Chinese, &absences, "2026-03-02", Some("2026-03-02")), None);
        assert_eq!(says(Text::Chinese, &absences, "2026-03-05", None), None);
        let gone = Absences { left: vec![who], ..Absences::default() };
        let said = says(Text::English, &gone, "2026-03-02", None).expect("he has gone");
        assert!(!said.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)), "{said}");
    }
}
