//! Announcing a dual-random draw, also one that takes the place of another (R170, F26).

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::organisation::UnitKind;
use catalogue::{DrawId, ItemCode, Organisation, PersonId, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::catalogue_use::ItemEntry;
use centre::oversight::draw::{DrawForm, DrawItem};
use oversight::draw::{PICKS_MAX, may_announce};

use super::draws::{PATH, announces};
use super::finding_new::units;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use pages::desk::RecordPage;
use pages::layout::{Field, Nav};
use pages::text::Text;

/// Where the page is drawn anew for another unit.
const LOOK: &str = "/desk/draws/new/look";

/// What the page begins with: the draw that is replaced, and the unit whose certificates are looked at.
#[derive(Default)]
struct Begun {
    again: Option<DrawId>,
    unit: Option<UnitCode>,
}

/// `GET /desk/draws/new?again=&unit=`
pub async fn new(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let again = DrawId::parse(opened.query.get("again")).ok();
    let mut unit = UnitCode::parse(opened.query.get("unit")).ok();
    if let (None, Some(draw)) = (unit, again) {
        unit = opened.app.centre.draw_fetch(session, draw).await.ok().map(|it| it.held.unit);
    }
    let begun = Begun { again, unit };
    at.answer(draw_new(&at, session, &SentForm::default(), &begun, StatusCode::OK).await).await
}

impl Begun {
    /// Of a form that was sent.
    fn of(typed: &Typed<'_>) -> Begun {
        let again = DrawId::parse(&typed.text("again")).ok();
        Begun { again, unit: UnitCode::parse(&typed.text("unit")).ok() }
    }
}

/// `POST /desk/draws/new/look`: the items of the unit that was chosen, with everything that was typed; nothing is announced.
pub async fn look(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let begun = Begun::of(&Typed { slug: "announce", form: &posted.form });
    let unchosen = FieldProblem { field: "unit".to_owned(), why: FieldWhy::NotAChoice };
    let (status, problems) = match begun.unit {
        Some(_) => (StatusCode::OK, Vec::new()),
        None => (StatusCode::UNPROCESSABLE_ENTITY, vec![unchosen]),
    };
    let sent = SentForm { slug: "announce", form: Some(&posted.form), problems: &problems, refused: None };
    at.answer(draw_new(&at, session, &sent, &begun, status).await).await
}

/// `POST /desk/draws/new/announce`
pub async fn announce(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "announce", form: &posted.form };
    let begun = Begun::of(&typed);
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: DrawForm| centre.draw_announce(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = said::kept(posted.text(), &organisation, problem).with_day(&posted.form, "announce");
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "announce", form, problems, refused: kept.refused };
        at.answer(draw_new(&at, session, &sent, &begun, kept.status).await).await
    };
    let asked = Some(new_form(&typed, begun.again));
    posted.carry_out(asked, carry, |(id, _)| format!("{PATH}/{id}?done=announce"), again).await
}

fn new_form(typed: &Typed<'_>, instead_of: Option<DrawId>) -> Result<DrawForm, Vec<FieldProblem>> {
    let wrong = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    let unit = UnitCode::parse(&typed.text("unit")).map_err(|_| wrong("unit", FieldWhy::NotAChoice));
    let count = typed.number("count", 1..=u8::try_from(PICKS_MAX).unwrap_or(u8::MAX));
    let count = count.ok_or_else(|| wrong("count", FieldWhy::NotANumber));
    let public_day = Day::parse(&typed.text("day")).ok_or_else(|| wrong("day", FieldWhy::NotADay));
    let items: Result<Vec<ItemCode>, _> = typed.all("items").iter().map(|it| ItemCode::parse(it)).collect();
    let items = items.map_err(|_| wrong("items", FieldWhy::NotAChoice));
    let towns: Result<Vec<UnitCode>, _> = typed.all("towns").iter().map(|it| UnitCode::parse(it)).collect();
    let towns = towns.map_err(|_| wrong("towns", FieldWhy::NotAChoice));
    match (unit, count, public_day, items, towns) {
        (Ok(unit), Ok(count), Ok(public_day), Ok(items), Ok(towns)) => Ok(DrawForm {
            unit,
            items,
            towns,
            with_unit: UnitCode::parse(&typed.text("with")).ok(),
            count,
            public_day,
            title: typed.text("title"),
            source: typed.text("source"),
            instead_of,
            reason: typed.text("reason"),
        }),
        (unit, count, day, items, towns) => {
            // What is empty is said at once with what cannot be read.
            let empty =
                |field: &str| typed.text(field).trim().is_empty().then(|| wrong(field, FieldWhy::Missing));
            let (title, source) = (empty("title"), empty("source"));
            let all = [unit.err(), items.err(), towns.err(), title, count.err(), source, day.err()];
            Err(all.into_iter().flatten().collect())
        }
    }
}

async fn draw_new(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    begun: &Begun,
    status: StatusCode,
) -> Answer {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (centre, today) = (&at.app.centre, at.app.centre.today());
    let Some(organisation) = centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    if !announces(&organisation, session.person, today) {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    frame.title = text.t("发起抽查").to_owned();
    let of = Fields { text, slug: "announce", sent };
    let offered = centre.draw_items().await?;
    let mine = may_draw(&organisation, session.person, today);
    // Items are offered of one unit: the one that is named, or the only one there is.
    let only = mine.first().copied().filter(|_| mine.len() == 1);
    let unit = begun.unit.filter(|unit| mine.contains(unit)).or(only);
    let of_unit = offered.iter().filter(|it| Some(it.unit) == unit);
    let entries = centre.item_list().await?;
    let items: Vec<(String, String)> = of_unit.map(|it| item(text, &entries, it)).collect();
    // A draw is made anew of the same unit alone.
    let again = unit.filter(|_| begun.again.is_some());
    let choices: Vec<(String, String)> = mine
        .iter()
        .filter(|it| again.is_none_or(|unit| unit == **it))
        .map(|it| (it.to_string(), named(text, &organisation, *it, &offered)))
        .collect();
    let mut all = vec![
        of_which(&of, &choices, unit),
        of.select("with", "和哪个单位联合检查", &units(text, &organisation), "").optional(),
        of.line("title", "查什么", ""),
        of.number("count", "抽几个", "5"),
        of.line("source", "用哪个公开值", "")
            .help(text.t("写清是哪一个，谁都查得到、事先谁也不知道，如“12月6日双色球开奖号码”。")),
        of.day("day", "公开值哪天知道"),
    ];
    let towns: Vec<(String, String)> = oversight::assessment::towns(&organisation)
        .map(|town| (town.to_string(), words::unit(text, &organisation, town)))
        .collect();
    if !towns.is_empty() {
        let kept = of.checks("towns", "只查在哪些乡镇的窗口办的", &towns, &[]);
        let help = "证照上没有地点，按办那一件的窗口在哪个乡镇算，最多 50 个；一个也不选，就不分乡镇。";
        all.insert(1, kept.help(text.t(help)));
    }
    if !items.is_empty() {
        let kept = of.checks("items", "只查哪些事项", &items, &[]);
        all.insert(1, kept.help(text.t("最多选 50 个；一个也不选，就是这个单位的全部证照。")));
    }
    if let Some(draw) = begun.again {
        all.push(of.select(
            "again",
            "代替哪一次",
            &[(draw.to_string(), text.t("上一次").to_owned())],
            draw.as_str(),
        ));
        all.push(of.area("reason", "为什么重抽").help(text.t("重抽的理由和原来那一次一起公开。")));
    }
    let help = "公告以后名单和密封值都不能再改。名单是这个单位现在有效的证照和持执法证的人员，办过那一件的人自动回避。";
    let form = of.form(&frame.csrf, 0, "发起抽查", help, "公告", all);
    let back = (PATH.to_owned(), text.t("双随机抽查").to_owned());
    Ok(page_with(status, &RecordPage::begun(frame, format!("{PATH}/new"), back, form)))
}

/// The list of units; where there are several, with the button that shows the items of the chosen one.
fn of_which(of: &Fields<'_>, choices: &[(String, String)], unit: Option<UnitCode>) -> Field {
    const LABEL: &str = "查哪个单位发的证照";
    if choices.len() < 2 {
        return of.choose("unit", LABEL, choices);
    }
    let none = (String::new(), of.text.t("请选择").to_owned());
    let all: Vec<(String, String)> = std::iter::once(none).chain(choices.iter().cloned()).collect();
    let chosen = unit.map_or_else(String::new, |unit| unit.to_string());
    of.select("unit", LABEL, &all, &chosen).anew(LOOK, of.text.t("看这个单位有哪些事项"))
}

/// Units whose certificates this person may announce a draw of: all for a supervisor, for a leader the own ones.
fn may_draw(organisation: &Organisation, person: PersonId, today: Day) -> Vec<UnitCode> {
    let units = organisation.units.iter().filter(|it| it.kind != UnitKind::Village).map(|it| it.code);
    units.filter(|unit| may_announce(organisation, person, *unit, today)).collect()
}

/// A unit to choose, with how many items have certificates in force, where one has.
fn named(text: Text, organisation: &Organisation, unit: UnitCode, offered: &[DrawItem]) -> String {
    let of: Vec<i64> = offered.iter().filter(|it| it.unit == unit).map(|it| it.in_force).collect();
    let places: [(&str, &dyn std::fmt::Display); 2] = [("n", &of.len()), ("m", &of.iter().sum::<i64>())];
    let name = words::unit(text, organisation, unit);
    match of.is_empty() {
        true => name,
        false => name + &text.aside(text.f("{n} 个事项，有效的证照 {m} 件", places)),
    }
}

/// An item to choose, with how many certificates it has in force.
fn item(text: Text, entries: &[ItemEntry], it: &DrawItem) -> (String, String) {
    let entry = entries.iter().find(|entry| entry.item.code == it.code);
    let name = entry.map_or_else(|| it.name.clone(), |entry| words::item(text, &entry.item));
    let places: [(&str, &dyn std::fmt::Display); 2] = [("item", &name), ("n", &it.in_force)];
    (it.code.to_string(), text.f("{item}（{n} 件）", places))
}

#[cfg(test)]
mod tests {
    use pages::layout::Control;

    use super::*;
    use crate::app::form::Form;

    // R170: a supervisor draws of every unit, a leader of the own one; somebody else of none.
    #[test]
    fn a_leader_draws_of_the_own_unit_alone() {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        let county = Organisation::from_toml(&toml).expect("it reads");
        let today = Day::parse("2026-03-02").expect("a day");
        let of = |who: &str| may_draw(&county, PersonId::parse(who).expect("a code"), today);
        assert_eq!(of("lead.sc"), [UnitCode::parse("sc").expect("a code")]);
        assert!(of("super").len() > 10 && of("do.sc").is_empty());
        let item = |unit: &str, code: &str, in_force| DrawItem {
            unit: UnitCode::parse(unit).expect("a code"),
            code: ItemCode::parse(code).expect("a code"),
            name: code.to_owned(),
            in_force,
        };
        let offered = [item("sc", "990121-01", 3), item("sc", "990121-02", 4), item("wj", "990121-03", 1)];
        let says =
            |unit: &str| named(Text::Chinese, &county, UnitCode::parse(unit).expect("a code"), &offered);
        assert!(says("sc").ends_with("（2 个事项，有效的证照 7 件）"), "{}", says("sc"));
        assert!(says("wj").ends_with("（1 个事项，有效的证照 1 件）"), "{}", says("wj"));
        assert!(!says("zr").contains('（'), "{}", says("zr"));
    }

    // R170: of several units one is chosen, by itself none; the items come by a button, and what was chosen stays.
    #[test]
    fn another_unit_is_chosen_on_the_page() {
        let choices = [("sc".to_owned(), "甲".to_owned()), ("wj".to_owned(), "乙".to_owned())];
        let sc = UnitCode::parse("sc").ok();
        let chosen = |form: Option<&Form>, all: &[(String, String)], unit| {
            let sent = SentForm { slug: "announce", form, ..SentForm::default() };
            let field = of_which(&Fields { text: Text::Chinese, slug: "announce", sent: &sent }, all, unit);
            let Control::Select(list) = &field.control else { panic!("a list") };
            let value = list.iter().find(|it| it.is_chosen).map(|it| it.value.clone());
            (value.unwrap_or_default(), field.anew.map(|it| it.0))
        };
        assert_eq!(chosen(None, &choices, None), (String::new(), Some(LOOK)));
        assert_eq!(chosen(None, &choices, sc), ("sc".to_owned(), Some(LOOK)), "as the address says");
        let form = Form::parse(b"announce-unit=wj&announce-title=x").expect("a form");
        assert_eq!(chosen(Some(&form), &choices, sc), ("wj".to_owned(), Some(LOOK)));
        assert_eq!(chosen(None, &choices[..1], sc).1, None, "there is no other");
    }
}
