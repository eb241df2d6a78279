//! The table of supervision: findings, orders, reports.

use super::findings::{FindingAsked, FindingPage, FindingShown};
use super::operation::*;
use super::orders::{OrderActAsked, OrderAsked, OrderPage, OrderShown};
use super::record::CommandDone;
use super::reports::{ReportPage, ReportShown};

const FINDING: Parameter = named("finding", "监察发现，列表里有。", "0123456789abcdef0123456789abcdef");
const ORDER: Parameter = named("order", "单子，列表里有。", "0123456789abcdef0123456789abcdef");
const PERIOD: Parameter = named("period", "哪一段：2026、2026-11 或 2026-11-28。", "2026-10");

/// Supervision.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        id: "listFindings",
        method: "get",
        path: "/findings",
        says: "监察发现，最近的在前；只有令牌能看的。",
        needs: Needs::Read,
        parameters: &[
            Parameter {
                name: "which",
                place: Place::Query,
                required: false,
                says: "只看这些：没有了结的（不写就是）、其中严重的、认定属实的、全部。",
                schema: r#"{"type":"string","enum":["","serious","standing","all"]}"#,
                example: "",
            },
            LIMIT,
            CURSOR,
        ],
        body: None,
        answer: (200, typed::<FindingPage>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getFinding",
        method: "get",
        path: "/findings/{finding}",
        says: "一条监察发现：哪条规则、量到多少、阈值多少、凭哪一条记录、后来怎样；ETag 是它的版本。",
        needs: Needs::Read,
        parameters: &[FINDING],
        body: None,
        answer: (200, typed::<FindingShown>),
        etag: true,
        problems: ONE,
    },
    Operation {
        id: "actOnFinding",
        method: "post",
        path: "/findings/{finding}/acts",
        says: "对一条监察发现说明情况、作出结论、申诉、作申诉结论；规则和网页一样，申诉由另一个人定。",
        needs: Needs::Act,
        parameters: &[FINDING, COMMAND_ID, IF_MATCH],
        body: Some(sent::<FindingAsked>(r#"{"act":"state","words":"系统升级，当天补录。"}"#)),
        answer: (200, typed::<CommandDone>),
        etag: true,
        problems: ACTED,
    },
    Operation {
        id: "listOrders",
        method: "get",
        path: "/orders",
        says: "催办单、督办单、整改意见书和通报，最近的在前；只有令牌能看的。",
        needs: Needs::Read,
        parameters: &[
            Parameter {
                name: "which",
                place: Place::Query,
                required: false,
                says: "只看这些：等我答复的（不写就是）、没有了结的、已答复的、逾期过的、全部。",
                schema: r#"{"type":"string","enum":["","open","answered","late","all"]}"#,
                example: "",
            },
            LIMIT,
            CURSOR,
        ],
        body: None,
        answer: (200, typed::<OrderPage>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "issueOrder",
        method: "post",
        path: "/orders",
        says: "发一张单子；谁能发哪一种，和网页一样。",
        needs: Needs::Act,
        parameters: &[COMMAND_ID],
        body: Some(sent::<OrderAsked>(
            r#"{"kind":"supervision","unit":"sc","words":"三天内把超期的件办完，说明原因。"}"#,
        )),
        answer: (201, typed::<CommandDone>),
        etag: true,
        problems: MADE,
    },
    Operation {
        id: "getOrder",
        method: "get",
        path: "/orders/{order}",
        says: "一张单子：发给谁、哪天前答复、升到了谁、后来怎样；ETag 是它的版本。",
        needs: Needs::Read,
        parameters: &[ORDER],
        body: None,
        answer: (200, typed::<OrderShown>),
        etag: true,
        problems: ONE,
    },
    Operation {
        id: "actOnOrder",
        method: "post",
        path: "/orders/{order}/acts",
        says: "对一张单子签收、答复、退回重办、认可、申诉、作申诉结论；规则和网页一样。",
        needs: Needs::Act,
        parameters: &[ORDER, COMMAND_ID, IF_MATCH],
        body: Some(sent::<OrderActAsked>(r#"{"act":"answer","words":"下周三办好。"}"#)),
        answer: (200, typed::<CommandDone>),
        etag: true,
        problems: ACTED,
    },
    Operation {
        id: "listReports",
        method: "get",
        path: "/reports",
        says: "已经定版的监察报表：月报和年报，或者日报。",
        needs: Needs::Read,
        parameters: &[Parameter {
            name: "days",
            place: Place::Query,
            required: false,
            says: "yes 是日报，不写是月报和年报。",
            schema: r#"{"type":"string","enum":["","no","yes"]}"#,
            example: "",
        }],
        body: None,
        answer: (200, typed::<ReportPage>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getReport",
        method: "get",
        path: "/reports/{period}",
        says: "一版报表的全部数字，按单位；定了版的数字不会再变。",
        needs: Needs::Read,
        parameters: &[
            PERIOD,
            Parameter {
                name: "edition",
                place: Place::Query,
                required: false,
                says: "哪一版，不写是最后一版。",
                schema: r#"{"type":"integer","minimum":1,"maximum":255}"#,
                example: "1",
            },
        ],
        body: None,
        answer: (200, typed::<ReportShown>),
        etag: false,
        problems: ONE,
    },
];
