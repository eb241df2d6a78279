//! The flow of an item over its procedure, with the times its cases waited and the place where they wait longest.

use std::fmt::Display;

use axum::response::Response;
use catalogue::item::StepKind;
use catalogue::{Item, ItemCode};
use centre::account::Session;
use centre::case::Problem;
use centre::flow::{CASES_MAX, DAYS, FlowRead};
use mining::{DAY, Edge, Flow, Node, SAMPLE_MIN, Whose};

use super::words;
use crate::app::frame::leads;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page};
use pages::desk::{FlowEdge, FlowPage, FlowStation};
use pages::layout::Nav;
use pages::text::Text;

/// Where it stands.
const PATH: &str = "/desk/flow";
/// Microseconds of an hour and of a minute.
const HOUR: i64 = DAY / 24;
const MINUTE: i64 = HOUR / 60;

/// `GET /desk/flow?item=`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session, opened.query.get("item")).await).await
}

async fn draw(at: &At<'_>, session: &Session, typed: &str) -> Answer {
    let centre = &at.app.centre;
    let today = centre.today();
    let may = match centre.organisation().await? {
        Some(organisation) => organisation.posts_of(session.person, today).any(|it| leads(it.post)),
        None => false,
    };
    if !may {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    let scope = centre.scope(session).await?;
    let entries = centre.item_list().await?;
    let asked = ItemCode::parse(typed).ok();
    let item = entries.iter().map(|it| &it.item).find(|item| Some(item.code) == asked);
    if item.is_none() && !typed.is_empty() {
        return Ok(at.error(ErrorKind::NotFound).await);
    }
    let read = match item {
        None => None,
        Some(item) => match centre.flow(session, item).await {
            Ok(read) => Some((item, read)),
            Err(Problem::Fault(fault)) => return Err(fault),
            Err(_) => return Ok(at.error(ErrorKind::Forbidden).await),
        },
    };
    let frame = at.titled(Nav::Oversight, session, "办件流程").await;
    let text = frame.text;
    let seen = entries.iter().map(|it| &it.item).filter(|item| scope.covers_unit(item.authority));
    let items = seen.map(|other| {
        let current = item.is_some_and(|item| item.code == other.code);
        (format!("{PATH}?item={}", other.code), words::item(text, other), current)
    });
    let mut drawn = FlowPage {
        item: String::new(),
        lead: String::new(),
        bottleneck: String::new(),
        found: false,
        notes: Vec::new(),
        stations: Vec::new(),
        items: items.collect(),
        text,
        frame,
    };
    if let Some((item, read)) = read {
        fill(&mut drawn, item, &read);
    }
    Ok(page(&drawn))
}

fn fill(drawn: &mut FlowPage, item: &Item, read: &FlowRead) {
    let (text, flow) = (drawn.text, &read.flow);
    drawn.item = words::item(text, item);
    if flow.cases == 0 {
        return;
    }
    let since = words::day(text, read.since);
    drawn.lead = text.f("{day}以来收的 {n} 件。", [("day", &since as &dyn Display), ("n", &flow.cases)]);
    let slowest = flow.edges.iter().find(|edge| edge.bottleneck);
    drawn.found = slowest.is_some();
    drawn.bottleneck = match slowest.and_then(|edge| Some((edge, edge.wait?))) {
        Some((edge, wait)) => text.f(
            "瓶颈在“{from}”到“{to}”这一段：一半的件等了 {time}以上。",
            [
                ("from", &name(text, item, edge.from) as &dyn Display),
                ("to", &name(text, item, edge.to)),
                ("time", &lasting(text, wait.median)),
            ],
        ),
        None => text.t("这段时间看不出哪一段是瓶颈。").to_owned(),
    };
    drawn.stations = stations(text, item, flow);
    drawn.notes = notes(text, read);
}

fn notes(text: Text, read: &FlowRead) -> Vec<String> {
    let mut notes = vec![
        text.t("等的时间从前一步办完算到后一步办完，只算工作日，一个工作日按 24 小时算；休息日和放假不算。")
            .to_owned(),
        text.f("不到 {n} 次的，不算等多久。", [("n", &SAMPLE_MIN)]),
        text.t("等申请人的和暂停计时的，不算作瓶颈。").to_owned(),
        text.t("步骤的名称按现行的一版写；老版本办的件，步骤按次序对上。").to_owned(),
    ];
    if read.cut {
        let places = [("days", &DAYS as &dyn Display), ("n", &CASES_MAX)];
        notes.push(text.f("{days} 天里的件太多，只看最近收的，最多 {n} 件。", places));
    }
    if read.flow.plain {
        notes.push(text.t("有的日子还没有放假安排，那些日子按钟点全算。").to_owned());
    }
    notes
}

/// The places of the procedure in their order: the straight way whether somebody came or not, the rest where somebody did.
fn stations(text: Text, item: &Item, flow: &Flow) -> Vec<FlowStation> {
    let mut nodes: Vec<(Node, usize)> = flow.nodes.clone();
    let before_decision = item.steps.iter().take_while(|step| step.kind != StepKind::Decide).count();
    let steps = (0..before_decision).filter_map(|n| u8::try_from(n).ok()).map(Node::Step);
    let straight =
        [Node::Received, Node::Accepted, Node::Decided, Node::Rechecked, Node::Concluded, Node::Delivered];
    for node in straight.into_iter().chain(steps) {
        if nodes.iter().all(|(known, _)| *known != node) {
            nodes.push((node, 0));
        }
    }
    nodes.sort_unstable();
    let longest = flow.edges.iter().filter_map(|edge| edge.wait).map(|wait| wait.median).max().unwrap_or(0);
    let station = |(node, count): (Node, usize)| {
        let mut edges: Vec<&Edge> = flow.edges.iter().filter(|edge| edge.from == node).collect();
        edges.sort_by_key(|edge| std::cmp::Reverse(edge.count));
        FlowStation {
            name: name(text, item, node),
            count: text.f("{n} 次", [("n", &count)]),
            aside: !node.is_straight(),
            edges: edges.into_iter().map(|it| edge(text, item, it, longest)).collect(),
        }
    };
    nodes.into_iter().map(station).collect()
}

fn edge(text: Text, item: &Item, edge: &Edge, longest: i64) -> FlowEdge {
    let wait = match edge.wait {
        Some(wait) => text.f(
            "一半在 {median}以内，九成在 {most}以内",
            [
                ("median", &lasting(text, wait.median) as &dyn Display),
                ("most", &lasting(text, wait.ninetieth)),
            ],
        ),
        None => text.t("次数少，不算等多久").to_owned(),
    };
    let whose = match edge.whose {
        Whose::Office => "",
        Whose::Applicant => text.t("等申请人"),
        Whose::Stopped => text.t("计时暂停"),
    };
    let bar = edge.wait.map_or(0, |wait| (wait.median * 100).checked_div(longest).unwrap_or(0));
    FlowEdge {
        to: name(text, item, edge.to),
        back: edge.to <= edge.from,
        count: text.f("{n} 次", [("n", &edge.count)]),
        wait,
        whose: whose.to_owned(),
        bar: u32::try_from(bar).unwrap_or(0),
        bottleneck: edge.bottleneck,
    }
}

/// What a place of the procedure is called.
pub fn name(text: Text, item: &Item, node: Node) -> String {
    let word = match node {
        Node::Step(n) => {
            return match item.steps.get(usize::from(n)) {
                Some(step) => words::step(text, step),
                None => text.f("第 {n} 步", [("n", &(u32::from(n) + 1))]),
            };
        }
        Node::Received => "收件",
        Node::Told => "一次性告知",
        Node::MorePapers => "补收材料",
        Node::Accepted => "受理",
        Node::NotAccepted => "不予受理",
        Node::NotBrought => "逾期未补，退件",
        Node::StepReturned => "退回前一步",
        Node::Stopped => "暂停计时",
        Node::Resumed => "恢复计时",
        Node::Decided => "作出决定",
        Node::DecisionReturned => "复核退回",
        Node::Rechecked => "复核",
        Node::Concluded => "办结",
        Node::Delivered => "送达",
        Node::Withdrawn => "申请人撤回",
    };
    text.t(word).to_owned()
}

/// A stretch of working time, as it is said.
fn lasting(text: Text, micros: i64) -> String {
    match micros {
        ..MINUTE => text.t("1 分钟").to_owned(),
        MINUTE..HOUR => text.f("{n} 分钟", [("n", &(micros / MINUTE))]),
        HOUR..DAY => text.f("{n} 小时", [("n", &(micros / HOUR))]),
        _ => {
            let tenths = micros / (DAY / 10);
            text.f("{n} 个工作日", [("n", &format!("{}.{}", tenths / 10, tenths % 10))])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_of_working_time_is_said_in_its_own_unit() {
        let said = |micros| lasting(Text::Chinese, micros);
        assert_eq!(said(0), "1 分钟");
        assert_eq!(said(59 * MINUTE), "59 分钟");
        assert_eq!(said(23 * HOUR), "23 小时");
        assert_eq!(said(DAY), "1.0 个工作日");
        assert_eq!(said(2 * DAY + 9 * HOUR), "2.3 个工作日");
    }
}
