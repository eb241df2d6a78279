//! The table of what is open to everybody: items, days, and where a case or a complaint stands, licences that were granted.

use super::decisions::DecisionPage;
use super::fetch::FetchAsked;
use super::operation::*;
use super::own_complaints::{OwnComplaintAsked, OwnComplaintShown, OwnWord};
use super::papers::{VerifiedShown, VerifyAsked};
use super::shown::TrackedShown;
use super::shown_items::{CalendarDays, ItemGuide, ItemPage};
use super::track::TrackAsked;
use super::withdraw::{OwnCodeAsked, OwnDone, OwnWithdrawal};

/// What is open to everybody.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        id: "listItems",
        method: "get",
        path: "/items",
        says: "查事项：按口语也能查，不写 q 就是全部。",
        needs: Needs::Nothing,
        parameters: &[
            Parameter {
                name: "q",
                place: Place::Query,
                required: false,
                says: "要办的事，用平常的话写，最多 60 个字。",
                schema: r#"{"type":"string","maxLength":60}"#,
                example: "开饭馆",
            },
            LIMIT,
            CURSOR,
        ],
        body: None,
        answer: (200, typed::<ItemPage>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getItem",
        method: "get",
        path: "/items/{item}",
        says: "一个事项的办事指南：要带什么、多久、去哪儿。",
        needs: Needs::Nothing,
        parameters: &[ITEM],
        body: None,
        answer: (200, typed::<ItemGuide>),
        etag: false,
        problems: ONE,
    },
    Operation {
        id: "listCalendarDays",
        method: "get",
        path: "/calendar/days",
        says: "一段日子里哪些天上班，一次最多 400 天。",
        needs: Needs::Nothing,
        parameters: &[
            Parameter {
                name: "from",
                place: Place::Query,
                required: true,
                says: "头一天。",
                schema: r#"{"type":"string","format":"date"}"#,
                example: "2026-09-25",
            },
            Parameter {
                name: "to",
                place: Place::Query,
                required: true,
                says: "末一天，包括在内。",
                schema: r#"{"type":"string","format":"date"}"#,
                example: "2026-10-11",
            },
        ],
        body: None,
        answer: (200, typed::<CalendarDays>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "trackCase",
        method: "post",
        path: "/track",
        says: "凭编号和查询码查一件办到哪儿了，不用令牌；和网页一样，试多了要等。",
        needs: Needs::Nothing,
        parameters: &[],
        body: Some(sent::<TrackAsked>(r#"{"number":"SC2026000123K","code":"12345678"}"#)),
        answer: (200, typed::<TrackedShown>),
        etag: false,
        problems: ONE,
    },
    Operation {
        id: "verifyPaper",
        method: "post",
        path: "/verify",
        says: "按文书上的核对码或者文号查真伪，不用令牌；和网页一样，试多了要等。",
        needs: Needs::Nothing,
        parameters: &[],
        body: Some(sent::<VerifyAsked>(r#"{"code":"SC2026000123K-A26318-7K2M9QXT"}"#)),
        answer: (200, typed::<VerifiedShown>),
        etag: false,
        problems: ONE,
    },
    Operation {
        id: "sendWithdrawCode",
        method: "post",
        path: "/track/withdraw-code",
        says: "申请人自己撤回：凭编号和查询码，把验证码发到收件时留的电话上；和网页一样，发多了要等。",
        needs: Needs::Nothing,
        parameters: &[COMMAND_ID],
        body: Some(sent::<OwnCodeAsked>(r#"{"number":"SC2026000123K","code":"12345678"}"#)),
        answer: (200, typed::<OwnDone>),
        etag: false,
        problems: MADE,
    },
    Operation {
        id: "withdrawByCode",
        method: "post",
        path: "/track/withdraw",
        says: "申请人自己撤回：凭编号、查询码和电话上收到的验证码；验证码十分钟有效，只能试五次。",
        needs: Needs::Nothing,
        parameters: &[COMMAND_ID],
        body: Some(sent::<OwnWithdrawal>(
            r#"{"number":"SC2026000123K","code":"12345678","own_code":"123456","cause":"no_longer_wanted","confirmed":true}"#,
        )),
        answer: (200, typed::<OwnDone>),
        etag: false,
        problems: MADE,
    },
    Operation {
        id: "fetchByCode",
        method: "post",
        path: "/track/fetch",
        says: "申请人自己领取电子送达的结果：凭编号、查询码和短信、邮件里的领取凭码，从这时起算送达；半小时只能试五次。",
        needs: Needs::Nothing,
        parameters: &[COMMAND_ID],
        body: Some(sent::<FetchAsked>(
            r#"{"number":"SC2026000123K","code":"12345678","own_code":"12345678"}"#,
        )),
        answer: (200, typed::<OwnDone>),
        etag: false,
        problems: MADE,
    },
    Operation {
        id: "trackComplaint",
        method: "post",
        path: "/track/complaint",
        says: "投诉人自己查：凭投诉的编号和查询码，看办到哪一步、怎么答复的，不用令牌；和网页一样，试多了要等。",
        needs: Needs::Nothing,
        parameters: &[],
        body: Some(sent::<OwnComplaintAsked>(r#"{"number":"TS 2026 000012 K","code":"12345678"}"#)),
        answer: (200, typed::<OwnComplaintShown>),
        etag: false,
        problems: ONE,
    },
    Operation {
        id: "sayOnComplaint",
        method: "post",
        path: "/track/complaint/word",
        says: "投诉人自己的话：凭编号和查询码，确认满意，或者说明什么没有解决、要求重新办理。",
        needs: Needs::Nothing,
        parameters: &[COMMAND_ID],
        body: Some(sent::<OwnWord>(
            r#"{"number":"TS 2026 000012 K","code":"12345678","act":"reopen","words":"说好退的材料还没有退。"}"#,
        )),
        answer: (200, typed::<OwnComplaintShown>),
        etag: false,
        problems: MADE,
    },
    Operation::asks(
        "listDecisions",
        "/decisions",
        "行政许可结果公示，最近的在前，谁都能看：单位写全名，个人的名字遮住；变更、撤销、注销了的也写明。",
        &[
            asked("name", "单位名称的一段，至少两个字，最多四十个；或者统一社会信用代码。", NAME, "晨光"),
            asked("item", "事项的短名，事项列表里有。", CODE, "food-business"),
            asked("unit", "决定机关的代码。", CODE, "sc"),
            LIMIT,
            CURSOR,
        ],
        typed::<DecisionPage>,
    )
    .open(),
];

/// A part of a name: nothing, or two characters and more.
const NAME: &str = r#"{"type":"string","maxLength":40,"pattern":"^(\\S{2,40})?$"}"#;
/// A code of ours.
const CODE: &str = r#"{"type":"string","maxLength":40}"#;

/// What a list is narrowed by.
const fn asked(
    name: &'static str,
    says: &'static str,
    schema: &'static str,
    example: &'static str,
) -> Parameter {
    Parameter { name, place: Place::Query, required: false, says, schema, example }
}
