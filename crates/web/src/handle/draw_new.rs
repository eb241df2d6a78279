//! Announcing a dual-random draw, also one that takes the place of another (R170, F26).

use axum::http::StatusCode;
use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{DrawId, ItemCode, Organisation, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::catalogue_use::ItemEntry;
use centre::oversight::draw::{DrawForm, DrawItem};
use oversight::draw::PICKS_MAX;

use super::draws::{PATH, announces};
use super::finding_new::units;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::words;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use pages::desk::RecordPage;
use pages::layout::Nav;
use pages::text::Text;

/// `GET /desk/draws/new?again=`
pub async fn new(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let again = DrawId::parse(opened.query.get("again")).ok();
    at.answer(draw_new(&at, session, &SentForm::default(), again, StatusCode::OK).await).await
}

/// `POST /desk/draws/new/announce`
pub async fn announce(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let typed = Typed { slug: "announce", form: &posted.form };
    let instead_of = DrawId::parse(&typed.text("again")).ok();
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let carry = async |form: DrawForm| centre.draw_announce(session, command_id, &form).await;
    let again = async |problem| {
        let Ok(Some(organisation)) = centre.organisation().await else {
            return at.error(ErrorKind::Unavailable).await;
        };
        let kept = said::kept(posted.text(), &organisation, problem).with_day(&posted.form, "announce");
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "announce", form, problems, refused: kept.refused };
        at.answer(draw_new(&at, session, &sent, instead_of, kept.status).await).await
    };
    let asked = Some(new_form(&typed, instead_of));
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
    again: Option<DrawId>,
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
    let own = organisation.posts_of(session.person, today).find(|it| it.post != Post::Supervisor);
    let own = own.map_or_else(String::new, |it| it.unit.to_string());
    let supervises = organisation.holds_anywhere(session.person, Post::Supervisor, today);
    let announced = |unit| supervises || oversight::leads(&organisation, session.person, unit, today);
    let items = centre.draw_items().await?.into_iter().filter(|it| announced(it.unit));
    let entries = centre.item_list().await?;
    let items: Vec<(String, String)> = items.map(|it| item(text, &organisation, &entries, &it)).collect();
    let mut all = vec![
        of.select("unit", "查哪个单位发的证照", &units(text, &organisation), &own),
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
        all.insert(
            1,
            kept.help(text.t("要是上面选的单位的事项，最多 50 个；一个也不选，就是它的全部证照。")),
        );
    }
    if let Some(draw) = again {
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

/// An item to choose, with its unit and how many certificates it has in force.
fn item(text: Text, organisation: &Organisation, entries: &[ItemEntry], it: &DrawItem) -> (String, String) {
    let unit = words::unit(text, organisation, it.unit);
    let entry = entries.iter().find(|entry| entry.item.code == it.code);
    let name = entry.map_or_else(|| it.name.clone(), |entry| words::item(text, &entry.item));
    let places: [(&str, &dyn std::fmt::Display); 3] = [("item", &name), ("unit", &unit), ("n", &it.in_force)];
    (it.code.to_string(), text.f("{item}（{unit}，{n} 件）", places))
}
