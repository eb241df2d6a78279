//! The table of what happens at the desks of the hall: half-done intakes, first contacts, hearings, the bar list, windows by day.

use super::bars::{BarAsked, BarPageShown, BarShown};
use super::contacts::{ContactActAsked, ContactAsked, ContactPage, ContactShown};
use super::drafts::{DraftActAsked, DraftAsked, DraftDone, DraftList, DraftShown};
use super::hearings::{HearingAsked, HearingList, HearingShown};
use super::operation::*;
use super::record::CommandDone;
use super::window_shown::{SettlementPage, WindowAsked, WindowList, WindowShown};

const WHICH: Parameter = Parameter {
    name: "which",
    place: Place::Query,
    required: false,
    says: "看哪一种：mine 由您负责的（不写就是这种）、to-sign 等您签收的、risen 转出太久没人接的、recorded 您登记的。",
    schema: r#"{"type":"string","enum":["mine","to-sign","risen","recorded"]}"#,
    example: "mine",
};

const BAR_OF: Parameter = Parameter {
    name: "of",
    place: Place::Query,
    required: false,
    says: "同一件可能有两条：item 这一项许可的，authority 全机关的（承诺不实）。不写就是和这一件最有关的一条；提出时按原因归到哪一条。",
    schema: r#"{"type":"string","enum":["item","authority"]}"#,
    example: "item",
};

const DRAFT: Parameter = named("draft", "没有办完的收件，列表里有。", "0123456789abcdef0123456789abcdef");

const CONTACT: Parameter = named("contact", "首问登记，列表里有。", "0123456789abcdef0123456789abcdef");

const WINDOW: Parameter = named("window", "窗口的代码。", "w2");

const DAY: Parameter = Parameter {
    name: "day",
    place: Place::Query,
    required: false,
    says: "哪一天，不写就是今天。",
    schema: r#"{"type":"string","format":"date"}"#,
    example: "2026-03-02",
};

/// What happens at the desks of the hall.
pub const OPERATIONS: &[Operation] = &[
    Operation::asks(
        "listDrafts",
        "/drafts",
        "您没有办完的收件，最近的在前；留七天，最多三十份，只有本人看得到。",
        &[],
        typed::<DraftList>,
    ),
    Operation::makes(
        "saveDraft",
        "/drafts",
        "把收件的表先存下来，填了多少存多少；到窗口接着办。收进来仍旧用收件。",
        &[COMMAND_ID],
        sent::<DraftAsked>(
            r#"{"item":"food-business","form":{"applicant_kind":"natural","document_type":"414","name":"岑不见","copy_kept":[1,3]}}"#,
        ),
        typed::<DraftDone>,
    ),
    Operation::shows(
        "getDraft",
        "/drafts/{draft}",
        "一份没有办完的收件：填到哪里了。",
        &[DRAFT],
        typed::<DraftShown>,
    ),
    Operation::does(
        "actOnDraft",
        "/drafts/{draft}/acts",
        "没有办完的收件再存一次，或者不要了。",
        &[DRAFT, COMMAND_ID],
        sent::<DraftActAsked>(r#"{"act":"save","form":{"name":"岑不见","phone":"13987612345"}}"#),
        typed::<DraftDone>,
    ),
    Operation {
        id: "listContacts",
        method: "get",
        path: "/contacts",
        says: "首问登记：由您负责的、等您签收的、转出太久没人接的、您登记的。",
        needs: Needs::Read,
        parameters: &[WHICH, LIMIT, CURSOR],
        body: None,
        answer: (200, typed::<ContactPage>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "recordContact",
        method: "post",
        path: "/contacts",
        says: "登记一次首问：谁来问、问什么、怎么答的；转交的，对方签收以前由您负责。",
        needs: Needs::Act,
        parameters: &[COMMAND_ID],
        body: Some(sent::<ContactAsked>(
            r#"{"item":"food-business","words":"开小饭馆要带什么？","outcome":{"kind":"advice"}}"#,
        )),
        answer: (201, typed::<CommandDone>),
        etag: true,
        problems: MADE,
    },
    Operation {
        id: "getContact",
        method: "get",
        path: "/contacts/{contact}",
        says: "一条首问登记：现在由谁负责、经过哪些人、现在能办什么；ETag 是它的版本。",
        needs: Needs::Read,
        parameters: &[CONTACT],
        body: None,
        answer: (200, typed::<ContactShown>),
        etag: true,
        problems: ONE,
    },
    Operation {
        id: "actOnContact",
        method: "post",
        path: "/contacts/{contact}/acts",
        says: "办首问登记的一步：签收、不接、收回、转交、办出结果，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[CONTACT, COMMAND_ID, IF_MATCH],
        body: Some(sent::<ContactActAsked>(r#"{"act":"decline","reason":"这件事归社会综合窗口。"}"#)),
        answer: (200, typed::<CommandDone>),
        etag: true,
        problems: ACTED,
    },
    Operation {
        id: "listHearings",
        method: "get",
        path: "/hearings",
        says: "等您主持的听证，最近的在前。",
        needs: Needs::Read,
        parameters: &[LIMIT, CURSOR],
        body: None,
        answer: (200, typed::<HearingList>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getHearing",
        method: "get",
        path: "/cases/{case}/hearing",
        says: "一件的利害关系人和听证：告知了谁、谁说了什么、核查指派了谁、听证定在哪天；ETag 是登记的版本。",
        needs: Needs::Read,
        parameters: &[CASE],
        body: None,
        answer: (200, typed::<HearingShown>),
        etag: true,
        problems: ONE,
    },
    Operation {
        id: "actOnHearing",
        method: "post",
        path: "/cases/{case}/hearing/acts",
        says: "办利害关系人和听证的一步：登记和撤下、告知和送达、记意见、放弃听证、指派两名核查人员、通知和取消听证、记笔录，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[CASE, COMMAND_ID, IF_MATCH],
        body: Some(sent::<HearingAsked>(
            r#"{"act":"add","name":"岑不远","contact":"隔壁 12 号","interest":"油烟正对着窗户。"}"#,
        )),
        answer: (200, typed::<CommandDone>),
        etag: true,
        problems: ACTED,
    },
    Operation {
        id: "listBars",
        method: "get",
        path: "/bars",
        says: "限制名单：还要办的在前，其余按到期日；只有令牌能看的。",
        needs: Needs::Read,
        parameters: &[LIMIT, CURSOR],
        body: None,
        answer: (200, typed::<BarPageShown>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getBar",
        method: "get",
        path: "/cases/{case}/bar",
        says: "一件的申请人在本机关限制名单上的情况；ETag 是它的版本。",
        needs: Needs::Read,
        parameters: &[CASE, BAR_OF],
        body: None,
        answer: (200, typed::<BarShown>),
        etag: true,
        problems: ONE,
    },
    Operation {
        id: "actOnBar",
        method: "post",
        path: "/cases/{case}/bar/acts",
        says: "办限制名单的一步：提出、听取申辩、决定、不列入、告知、移出，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[CASE, BAR_OF, COMMAND_ID, IF_MATCH, ONE_TIME_CODE],
        body: Some(sent::<BarAsked>(
            r#"{"act":"propose","ground":"false_materials","reason":"健康证明是假的，医院查过没有开过。"}"#,
        )),
        answer: (200, typed::<CommandDone>),
        etag: true,
        problems: SIGNED,
    },
    Operation {
        id: "listWindows",
        method: "get",
        path: "/windows",
        says: "您坐的、您管的窗口今天的情况，按大厅的顺序。",
        needs: Needs::Read,
        parameters: &[LIMIT, CURSOR],
        body: None,
        answer: (200, typed::<WindowList>),
        etag: false,
        problems: &[],
    },
    Operation {
        id: "getWindow",
        method: "get",
        path: "/windows/{window}",
        says: "一个窗口的一天：谁坐着、办了几位、材料和证件有多少、交接和结算；ETag 是这一天的版本。",
        needs: Needs::Read,
        parameters: &[WINDOW, DAY],
        body: None,
        answer: (200, typed::<WindowShown>),
        etag: true,
        problems: ONE,
    },
    Operation {
        id: "actOnWindow",
        method: "post",
        path: "/windows/{window}/acts",
        says: "办窗口的一步：开窗、下一位、办结一位、交班、接班、离开、结算、签字、退回，规则和窗口上一样。",
        needs: Needs::Act,
        parameters: &[WINDOW, DAY, COMMAND_ID, IF_MATCH],
        body: Some(sent::<WindowAsked>(r#"{"act":"open","printer":true,"reader":true}"#)),
        answer: (200, typed::<CommandDone>),
        etag: true,
        problems: ACTED,
    },
    Operation {
        id: "listSettlements",
        method: "get",
        path: "/settlements",
        says: "等您签字的结算，最早的在前。",
        needs: Needs::Read,
        parameters: &[LIMIT, CURSOR],
        body: None,
        answer: (200, typed::<SettlementPage>),
        etag: false,
        problems: &[],
    },
];
