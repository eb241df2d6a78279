//! `GET /desk/orders/{order}/paper.pdf`: 催办单, 督办单, 整改意见书 and 通报 as a sheet (R101, R102, R104, C28).

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use catalogue::{OrderId, PersonId};
use centre::oversight::order::OrderView;
use oversight::bound::Bounds;
use oversight::order::{Event, Held, Kind, Way};
use paper::{Check, Paper, Part, SealPlace};

use super::orders::{PATH, asked_words};
use super::oversight_words as said;
use super::record_list::heads;
use super::{paper as press, paper_parts as made_of, words};
use crate::app::App;
use crate::app::respond::{Answer, At, ErrorKind};
use crate::app::visitor::Officer;
use pages::layout::{Nav, PageFrame};
use pages::text::Text;

/// The sheet, for whoever may see the order.
pub async fn file(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    Officer(session): Officer,
    Path(order): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let path = format!("{PATH}/{order}/paper.pdf");
    let headers = press::asked_for(&headers, query);
    let at = At { app: &app, headers: &headers, path: &path };
    let Ok(id) = OrderId::parse(&order) else { return at.error(ErrorKind::NotFound).await };
    match app.centre.order_fetch(&session, id).await {
        Ok(view) => at.answer(print(&at, at.frame(Nav::Nowhere, Some(&session)).await, &view).await).await,
        Err(problem) => at.shut(problem).await,
    }
}

async fn print(at: &At<'_>, frame: PageFrame, view: &OrderView) -> Answer {
    let bounds = at.app.centre.bounds().await?;
    let code = at.app.centre.order_code(view.held.number);
    let check = made_of::check(at, frame.text, code);
    let paper = paper_of(&frame, view, &bounds, check);
    let name = format!("{}-{}-{}", view.held.kind.key(), view.held.number.year, view.held.number.n);
    press::set(at, frame, paper, &name).await
}

fn paper_of(frame: &PageFrame, view: &OrderView, bounds: &Bounds, check: Check) -> Paper {
    let (text, held, organisation) = (frame.text, &view.held, &view.organisation);
    let office = words::unit_in_full(text, organisation, held.number.issuer);
    let mut parts = Vec::new();
    if let Way::Lifted { at } = held.way {
        let day = text.date_with_year(at.day());
        parts.push(Part::Lead {
            text: text.f("申诉成立，这一张 {day}撤下，不再算数。", [("day", &day)])
        });
    }
    parts.extend([about(text, view), addressees(text, view)]);
    let heading = |word: &str| Part::Heading { text: text.t(word).to_owned() };
    parts.push(heading(if held.kind == Kind::Circular { "内容" } else { "要求" }));
    parts.extend(paragraphs(&asked_words(text, view)));
    parts.extend(answer(text, view));
    parts.push(heading("不同意的，怎么申诉"));
    parts.push(Part::Text { text: remedies(text, held, bounds) });
    let signed = held.received.map_or_else(Default::default, |(by, at)| {
        (words::person(text, organisation, by), text.date_with_year(at.day()))
    });
    let sign = [("签收人", signed.0), ("签收日期", signed.1)];
    parts.push(Part::Sign { rows: sign.map(|(label, value)| [text.t(label).to_owned(), value]).to_vec() });
    Paper {
        issuer: office.clone(),
        title: text.t(said::kind(held.kind)).to_owned(),
        number: said::order_no(organisation, held.kind, held.number.year, held.number.n),
        parts,
        seal: Some(SealPlace {
            office,
            words: text.t("（盖章）").to_owned(),
            on: text.date_of_seal(held.issued_at.day()),
        }),
        check: Some(check),
        ..press::blank(frame, "只在政府内部使用；扫码只核对真伪，不显示内容。")
    }
}

/// Who issued it, for which unit, about which case, and until when it is to be answered. Nothing of the applicant.
fn about(text: Text, view: &OrderView) -> Part {
    let (held, organisation) = (&view.held, &view.organisation);
    let by_itself = || text.t("系统自动").to_owned();
    let rows = [
        ("发单", held.by.map_or_else(by_itself, |by| words::person_of_unit(text, organisation, by))),
        ("日期", text.date_with_year(held.issued_at.day())),
        ("单位", words::unit_in_full(text, organisation, held.unit)),
        ("办件", view.receipt.clone()),
        ("最迟答复", held.answer_by.map_or_else(String::new, |day| text.date_with_year(day))),
    ];
    Part::Pairs { rows: rows.map(|(label, value)| [text.t(label).to_owned(), value]).to_vec() }
}

/// To whom it went, one after the other, and as what (R49).
fn addressees(text: Text, view: &OrderView) -> Part {
    let row = |to: PersonId, rung, at: calendar::Instant| {
        vec![
            words::person_of_unit(text, &view.organisation, to),
            text.t(said::role(&view.organisation, (to, rung), at.day())).to_owned(),
            text.date_with_year(at.day()),
        ]
    };
    let rows = view.lines.iter().filter_map(|line| match line.event {
        Event::Sent(fact) => Some(row(fact.to, fact.rung, fact.at)),
        Event::Rose(fact) => fact.to.map(|to| row(to, fact.rung, fact.at)),
        _ => None,
    });
    let head = heads(text, &["发给谁", "作为", "日期"]);
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    Part::table(&[5, 3, 5], &head, rows.collect())
}

/// The last answer and what became of it; of a circular, what was published.
fn answer(text: Text, view: &OrderView) -> Vec<Part> {
    let heading = |word: &str| Part::Heading { text: text.t(word).to_owned() };
    let name = |id: PersonId| words::person_of_unit(text, &view.organisation, id);
    if view.held.kind == Kind::Circular {
        let Some(published) = view.held.published else { return Vec::new() };
        let mut parts = vec![heading("公开的内容")];
        parts.extend(paragraphs(&view.texts.text(published.words.0)));
        return parts;
    }
    let last = view.lines.iter().rev().find_map(|line| match line.event {
        Event::Answered(fact) => Some(fact),
        _ => None,
    });
    let mut parts = vec![heading("答复")];
    let Some(fact) = last else {
        parts.push(Part::Text { text: text.t("还没有答复。").to_owned() });
        return parts;
    };
    parts.extend(paragraphs(&view.texts.text(fact.words.0)));
    let mut rows = vec![("答复的人", name(fact.by)), ("日期", text.date_with_year(fact.at.day()))];
    let pictures = fact.pictures.iter().count();
    if pictures > 0 {
        rows.push(("照片、扫描件", text.f("{n} 张", [("n", &pictures)])));
    }
    parts.push(made_of::pairs(text, rows));
    parts
}

fn remedies(text: Text, held: &Held, bounds: &Bounds) -> String {
    let until = text.date_with_year(held.last_day_to_appeal(bounds));
    let says = match held.kind {
        Kind::Circular => "收到的人、单位领导可以申诉，到 {day}为止，由另一位督查人员答复。",
        Kind::Urging | Kind::Supervision | Kind::Rectification => {
            "收到的人、单位领导可以申诉，到 {day}为止，由另一位督查人员答复；申诉期间照样要答复。"
        }
    };
    text.f(says, [("day", &until)])
}

fn paragraphs(words: &str) -> Vec<Part> {
    let lines = words.lines().filter(|it| !it.trim().is_empty());
    lines.map(|it| Part::Text { text: it.to_owned() }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use calendar::Day;
    use casework::{DocumentKind, DocumentNo};
    use catalogue::{FindingId, Organisation, UnitCode};
    use centre::oversight::finding::Line;
    use centre::particulars::Texts;
    use oversight::order::{Order, Rose, Rung, Sent, evolve};

    use super::*;

    fn county() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    /// An order of the supervisor of 2 March 2026, risen two days later.
    fn view(kind: Kind) -> OrderView {
        let organisation = county();
        let of = |text: &str| PersonId::parse(text).expect("a plain code");
        let (unit, at) =
            (UnitCode::parse("sc").expect("a plain code"), Day::parse("2026-03-02").expect("a day").at(9, 0));
        let document = match kind {
            Kind::Circular => DocumentKind::Circular,
            _ => DocumentKind::UrgingNotice,
        };
        let number = DocumentNo { issuer: organisation.centre.unit, kind: document, year: 2026, n: 12 };
        let sent = Sent {
            at,
            by: None,
            kind,
            number,
            to: of("do.sc"),
            rung: Rung::Handler,
            unit,
            case: None,
            finding: FindingId::parse("00112233445566778899aabbccddeeff").ok(),
            words: None,
            answer_by: Some(Day::parse("2026-03-03").expect("a day")),
            appeal_until: Day::parse("2026-03-17"),
            days: Some(1),
        };
        let rose = Rose {
            at: Day::parse("2026-03-04").expect("a day").start(),
            to: Some(of("agent.sc")),
            rung: Rung::Agent,
            answer_by: None,
            days: None,
        };
        let events: [Event; 2] = [sent.into(), rose.into()];
        let state = events.iter().fold(Order::Absent, evolve);
        let Order::Issued(held) = state else { panic!("it was issued") };
        let line = |(seq, event): (u64, Event)| Line { seq, recorded_at: event.at(), event };
        OrderView {
            id: OrderId::parse("0123456789abcdef0123456789abcdef").expect("a code"),
            held,
            version: 2,
            texts: Texts::default(),
            lines: (1..).zip(events).map(line).collect(),
            organisation: Arc::new(organisation),
            now: at,
            receipt: "SC 2026 000123 K".to_owned(),
            told: Vec::new(),
        }
    }

    fn printed(kind: Kind) -> (Paper, String) {
        sheet(&view(kind))
    }

    fn sheet(view: &OrderView) -> (Paper, String) {
        let check =
            Check { address: "https://zwfw.example/verify/DB-U2612-7K2M9QXT".to_owned(), words: vec![] };
        let frame = PageFrame::sample(Text::Chinese, "催办单", Nav::Nowhere);
        let paper = paper_of(&frame, view, &Bounds::default(), check);
        let all = serde_json::to_string(&paper.parts).expect("parts have a written form");
        (paper, all)
    }

    // R101, R49: number, addressees and rungs, case number, words, last days, answer, seal, check
    #[test]
    fn the_sheet_of_an_urging_says_all_that_its_page_says() {
        let (paper, all) = printed(Kind::Urging);
        assert!(paper.title == "催办单" && paper.number.ends_with("催〔2026〕12号"), "{}", paper.number);
        assert!(paper.seal.is_some() && paper.check.is_some());
        for said in ["SC 2026 000123 K", "承办人", "全程代理人", "超过承诺时限", "3 月 17 日", "还没有答复"]
        {
            assert!(all.contains(said), "{said}: {all}");
        }
        let order: BTreeMap<_, _> = ["承办人", "全程代理人"].map(|it| (it, all.find(it))).into();
        assert!(order["承办人"] < order["全程代理人"], "who had it first stands first");
    }

    // R149: what goes out while the promise can still be kept says so, and holds nothing against anybody.
    #[test]
    fn an_urging_before_the_promise_is_broken_says_that_it_is_near() {
        let mut near = view(Kind::Urging);
        near.held.finding = None;
        let (_, all) = sheet(&near);
        assert!(all.contains("承诺时限快到了") && !all.contains("超过承诺时限"), "{all}");
    }

    // C28
    #[test]
    fn a_circular_asks_for_no_answer_on_paper_either() {
        let (paper, all) = printed(Kind::Circular);
        assert_eq!(paper.title, "通报");
        assert!(!all.contains("还没有答复") && !all.contains("照样要答复"), "{all}");
        assert!(!all.contains("公开的内容"), "nobody published it");
    }
}
