//! The table of what waits for the person of a token, of who is to be told on paper, and of lost receipts.

use super::applicants::{ApplicantKnown, ApplicantLookAsked, OwnReceipts, OwnReceiptsAsked};
use super::desk::{OfficeWaits, QueueCounts};
use super::operation::*;
use super::paper_notices::{PaperNoticePage, PaperNoticeShown, ToldAsked};
use super::problem::Kind;
use super::receipts::{ReceiptAsked, ReceiptReissued};

const NOTICE: Parameter = named("notice", "书面告知的代码，列表里有。", "00000000000000000041-0");

/// What may be said of a notice besides: that the purpose comes first.
const ASKED_FIRST: &[Kind] = &[Kind::NotFound, Kind::Refused];
/// What may be said of a lost receipt besides.
const AGAIN: &[Kind] = &[Kind::IdReused, Kind::Refused];

/// What waits for a person, and what is handed over at a window besides results.
pub const OPERATIONS: &[Operation] = &[
    Operation::asks(
        "listQueues",
        "/queues",
        "令牌本人工作台上每一列有几件、几件超期、几件今天到期；没有件的不列。一列的件用 listCases 的 queue 查。",
        &[],
        typed::<QueueCounts>,
    ),
    Operation::asks(
        "listOfficeWaits",
        "/office-waits",
        "办件以外等令牌本人办的：证照的延续、更正、变更和终止，限制名单，档案销毁清册，窗口结算，离岗交接，差评整改、检查、考核、总结等监督事项；每样几件、最早哪天到期。",
        &[],
        typed::<OfficeWaits>,
    ),
    Operation::asks(
        "listPaperNotices",
        "/paper-notices",
        "没有电话、要书面告知的，等得最久的在前；窗口受理、出件和窗口负责人看得到。",
        &[LIMIT, CURSOR],
        typed::<PaperNoticePage>,
    ),
    Operation {
        problems: ASKED_FIRST,
        ..Operation::shows(
            "getPaperNotice",
            "/paper-notices/{notice}",
            "一次书面告知：告知谁、寄到哪儿、要说的话，可以打印；话里有取件码的，只有能出件的人看得到。",
            &[NOTICE],
            typed::<PaperNoticeShown>,
        )
    },
    Operation {
        problems: ASKED_FIRST,
        ..Operation::does(
            "tellPaperNotice",
            "/paper-notices/{notice}/told",
            "登记已经告知：寄给了本人、当面交给了本人，或者告诉了本人信得过的人。登记过的不会改。",
            &[NOTICE, COMMAND_ID],
            sent::<ToldAsked>(r#"{"way":"letter"}"#),
            typed::<PaperNoticeShown>,
        )
    },
    Operation {
        method: "post",
        body: Some(sent::<ApplicantLookAsked>(
            r#"{"item":"food-business","document_type":"414","document_number":"E73190001"}"#,
        )),
        ..Operation::asks(
            "findApplicant",
            "/applicants/find",
            "收件以前看一看这位申请人：同一件事上次没有办成的和不用重交的材料，手里有效的证照。号码写在内容里，不写在地址里。看多了要等。",
            &[],
            typed::<ApplicantKnown>,
        )
    },
    Operation {
        method: "post",
        body: Some(sent::<OwnReceiptsAsked>(r#"{"document_type":"414","document_number":"E73190001"}"#)),
        ..Operation::asks(
            "findReceipts",
            "/receipts/find",
            "记不得收件编号的：按出示的证件查本人的件，只有事项和收件时间。看多了要等。",
            &[],
            typed::<OwnReceipts>,
        )
    },
    Operation {
        problems: AGAIN,
        ..Operation::makes(
            "reissueReceipt",
            "/receipts",
            "补打丢了的回执，哪个窗口都可以：填编号，或者按证件查到的件，核对申请人出示的证件；换新的查询码，原来的当时作废。对不上的次数多了要等。",
            &[COMMAND_ID],
            sent::<ReceiptAsked>(
                r#"{"number":"SC2026000123K","document_type":"414","document_number":"E73190001"}"#,
            ),
            typed::<ReceiptReissued>,
        )
    },
];

#[cfg(test)]
mod tests {
    use centre::desk_queue::Queue;

    use super::super::table_cases;

    // E2: what the desk has as a queue can be asked for, and nothing else.
    #[test]
    fn every_queue_of_the_desk_can_be_asked_for() {
        let list = table_cases::OPERATIONS.iter().find(|it| it.id == "listCases").expect("the list of cases");
        let queue = list.parameters.iter().find(|it| it.name == "queue").expect("its queue");
        let schema: serde_json::Value = serde_json::from_str(queue.schema).expect("a schema");
        let named = schema["enum"].as_array().expect("its words").iter().filter_map(|it| it.as_str());
        let known = std::iter::once("").chain(Queue::ALL.into_iter().map(|(word, _)| word));
        assert_eq!(named.collect::<Vec<_>>(), known.collect::<Vec<_>>());
    }
}
