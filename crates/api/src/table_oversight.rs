//! The table of supervision: bounds, findings, orders, reports, complaints, accountability, assessment, attendance.

use super::accountability::{MatterAsked, MatterPage, MatterShown};
use super::assessments::{TermPage, TermShown};
use super::assessments_asked::TermAsked;
use super::attendance::{AttendanceAsked, AttendanceShown};
use super::bounds::{BoundAsked, BoundList};
use super::complaints::{ComplaintPage, ComplaintShown};
use super::complaints_asked::{ComplaintActAsked, ComplaintAsked};
use super::findings::{FindingAsked, FindingPage, FindingShown, SeenAsked};
use super::operation::*;
use super::orders::{OrderActAsked, OrderAsked, OrderPage, OrderShown};
use super::own_complaints::ComplaintReceiptShown;
use super::photographs::picture;
use super::reconcile::{ListAsked, ReconciledShown, ReconciliationPage, ReconciliationShown};
use super::record::CommandDone;
use super::reports::{ReportAsked, ReportPage, ReportShown};

const FINDING: Parameter = named("finding", "监察发现，列表里有。", "0123456789abcdef0123456789abcdef");
/// Two codes and what stands between them.
const MATTER: Parameter = Parameter {
    schema: r#"{"type":"string","minLength":1,"maxLength":81}"#,
    ..named(
        "matter",
        "问责事项，列表里有；提出问责时填监察发现的编号。",
        "0123456789abcdef0123456789abcdef~do.sc",
    )
};
const ORDER_PHOTOGRAPH: Parameter = named(
    "photograph",
    "答复附的照片，单子的 photographs 里的 digest。",
    "0000000000000000000000000000000000000000000000000000000000000000",
);
const RECONCILIATION: Parameter =
    named("reconciliation", "对账，列表里有。", "0123456789abcdef0123456789abcdef");
const ORDER: Parameter = named("order", "单子，列表里有。", "0123456789abcdef0123456789abcdef");
const COMPLAINT: Parameter = named("complaint", "投诉，列表里有。", "0123456789abcdef0123456789abcdef");
const TERM: Parameter = named("term", "哪一期：2026、2026-Q3 或 2026-09。", "2026-Q3");
const PERIOD: Parameter = named("period", "哪一段：2026、2026-11 或 2026-11-28。", "2026-10");

const SHEET: Parameter = named("day", "哪一天。", "2026-03-02");

/// Supervision.
pub const OPERATIONS: &[Operation] = &[
    Operation::asks(
        "listBounds",
        "/bounds",
        "监察阈值：现在用的、默认的、能调的范围，哪天调过、为什么。",
        &[],
        typed::<BoundList>,
    ),
    Operation::does(
        "setBound",
        "/bounds",
        "调整一个监察阈值，写明理由；只管以后的，已经有的监察发现不会变。",
        &[COMMAND_ID],
        sent::<BoundAsked>(r#"{"bound":"correction-rounds","value":3,"reason":"试行一个月。"}"#),
        typed::<CommandDone>,
    ),
    Operation::does(
        "reconcileList",
        "/reconcile",
        "交一份证照、用印或者收费的清单来对账，须是那段时间的全部：没有对应办件的、清单里没有的，每个编号记为一条监察发现，再交也不会重复记；对账本身也记下来。",
        &[COMMAND_ID],
        sent::<ListAsked>(
            r#"{"kind":"fees","unit":"sc","from":"2026-03-01","until":"2026-03-02","numbers":["SC2026000123K"]}"#,
        ),
        typed::<ReconciledShown>,
    ),
    Operation::asks(
        "listReconciliations",
        "/reconciliations",
        "对过的账，最近的在前；旁边是每个单位每种清单对到哪天、最迟哪天再对。",
        &[LIMIT, CURSOR],
        typed::<ReconciliationPage>,
    ),
    Operation::shows(
        "getReconciliation",
        "/reconciliations/{reconciliation}",
        "一次对账：哪段时间、对上多少、查出哪些编号和它们的监察发现。",
        &[RECONCILIATION],
        typed::<ReconciliationShown>,
    ),
    Operation::asks(
        "listFindings",
        "/findings",
        "监察发现，最近的在前；只有令牌能看的。",
        &[
            which("只看这些：没有了结的（不写就是）、其中严重的、等您说明的、您可以申诉的、认定属实的、全部。", r#"{"type":"string","enum":["","serious","to-state","to-appeal","standing","all"]}"#),
            LIMIT,
            CURSOR,
        ],
        typed::<FindingPage>,
    ),
    Operation::shows(
        "getFinding",
        "/findings/{finding}",
        "一条监察发现：哪条规则、量到多少、阈值多少、凭哪一条记录、后来怎样；ETag 是它的版本。",
        &[FINDING],
        typed::<FindingShown>,
    ).versioned(),
    Operation::makes(
        "recordFinding",
        "/findings",
        "督查人员记下现场看到的一件事，或者一件投诉查实的问题，成为一条监察发现。",
        &[COMMAND_ID],
        sent::<SeenAsked>(r#"{"unit":"sc","words":"上午十点，二号窗口没有人，也没有挂牌。"}"#),
        typed::<CommandDone>,
    )
    .versioned(),
    Operation::acts(
        "actOnFinding",
        "/findings/{finding}/acts",
        "对一条监察发现说明情况、作出结论、申诉、作申诉结论；规则和网页一样，申诉由另一个人定。",
        &[FINDING, COMMAND_ID, IF_MATCH],
        sent::<FindingAsked>(r#"{"act":"state","words":"系统升级，当天补录。"}"#),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listOrders",
        "/orders",
        "催办单、督办单、整改意见书和通报，最近的在前；只有令牌能看的。",
        &[
            which("只看这些：等我答复的（不写就是）、没有了结的、已答复的、逾期还没有答复的、逾期过的、全部。", r#"{"type":"string","enum":["","open","answered","overdue","late","all"]}"#),
            LIMIT,
            CURSOR,
        ],
        typed::<OrderPage>,
    ),
    Operation::makes(
        "issueOrder",
        "/orders",
        "发一张单子；谁能发哪一种，和网页一样。",
        &[COMMAND_ID],
        sent::<OrderAsked>(
            r#"{"kind":"supervision","unit":"sc","words":"三天内把超期的件办完，说明原因。"}"#,
        ),
        typed::<CommandDone>,
    ).versioned(),
    Operation::shows(
        "getOrder",
        "/orders/{order}",
        "一张单子：发给谁、哪天前答复、升到了谁、后来怎样；ETag 是它的版本。",
        &[ORDER],
        typed::<OrderShown>,
    ).versioned(),
    Operation::acts(
        "actOnOrder",
        "/orders/{order}/acts",
        "对一张单子签收、答复、退回重办、认可、申诉、作申诉结论、公开通报；规则和网页一样。答复可以附照片、扫描件：base64 写的 JPEG、PNG 或 WebP，一张最大 3 MB，最多 3 张；照片里的拍摄信息不留。",
        &[ORDER, COMMAND_ID, IF_MATCH],
        sent::<OrderActAsked>(r#"{"act":"answer","words":"下周三办好。"}"#),
        typed::<CommandDone>,
    ),
    Operation::shows(
        "getOrderPhotograph",
        "/orders/{order}/photographs/{photograph}",
        "答复附的一张照片或者扫描件；看得到这张单子的才看得到，哪些照片，单子的 photographs 里有。",
        &[ORDER, ORDER_PHOTOGRAPH],
        picture,
    ),
    Operation::asks(
        "listReports",
        "/reports",
        "已经定版的监察报表：月报和年报，或者日报。",
        &[Parameter {
            name: "days",
            place: Place::Query,
            required: false,
            says: "yes 是日报，不写是月报和年报。",
            schema: r#"{"type":"string","enum":["","no","yes"]}"#,
            example: "",
        }],
        typed::<ReportPage>,
    ),
    Operation::shows(
        "getReport",
        "/reports/{period}",
        "一版报表的全部数字，按单位；定了版的数字不会再变，还没有定版的是现在的数。ETag 是它的版本。",
        &[
            PERIOD,
            EDITION,
        ],
        typed::<ReportShown>,
    )
    .versioned(),
    Operation::acts(
        "actOnReport",
        "/reports/{period}/acts",
        "把一段的数定稿，或者另出一稿并写明理由；这一段要过完。",
        &[PERIOD, COMMAND_ID, IF_MATCH],
        sent::<ReportAsked>(r#"{"act":"freeze","reason":"补录了停电那天的件。"}"#),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listComplaints",
        "/complaints",
        "投诉，最近的在前；密封转纪检监察的只有编号和日期。",
        &[
            which("只看这些：等我办的（不写就是）、没有办结的、超期没有答复的、办不成事、待公布、全部。", r#"{"type":"string","enum":["","open","late","last-resort","to-publish","all"]}"#),
            LIMIT,
            CURSOR,
        ],
        typed::<ComplaintPage>,
    ),
    Operation::makes(
        "enterComplaint",
        "/complaints",
        "替投诉人登记：热线、窗口、来信、邮箱、其他系统。class 写 report 的是举报，当场密封转纪检监察。",
        &[COMMAND_ID],
        sent::<ComplaintAsked>(
            r#"{"channel":"hot-line","class":"slow","unit":"sc","words":"说好三天，等了十天。","contact":{"telephone":"0000-0002001"}}"#,
        ),
        typed::<CommandDone>,
    ).versioned(),
    Operation::shows(
        "getComplaint",
        "/complaints/{complaint}",
        "一件投诉：说了什么、由谁调查、哪天前答复、后来怎样；ETag 是它的版本。",
        &[COMPLAINT],
        typed::<ComplaintShown>,
    ).versioned(),
    Operation::shows(
        "getComplaintReceipt",
        "/complaints/{complaint}/receipt",
        "投诉登记回执上的编号和查询码，交给投诉人；只给登记的人，只在登记当天。",
        &[COMPLAINT],
        typed::<ComplaintReceiptShown>,
    ),
    Operation::acts(
        "actOnComplaint",
        "/complaints/{complaint}/acts",
        "对一件投诉转办、报调查结果、退回、答复、办结、重新办理、公布；调查的和答复的不是一个人，规则和网页一样。",
        &[COMPLAINT, COMMAND_ID, IF_MATCH],
        sent::<ComplaintActAsked>(
            r#"{"act":"assign","unit":"sc","about_unit":"sc","class":"slow"}"#,
        ),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listAccountability",
        "/accountability",
        "问责登记，最近的在前；只有令牌能看的。",
        &[LIMIT, CURSOR],
        typed::<MatterPage>,
    ),
    Operation::shows(
        "getAccountability",
        "/accountability/{matter}",
        "一件问责：从哪条发现来、哪一种、听取陈述、处理、申诉；ETag 是它的版本。",
        &[MATTER],
        typed::<MatterShown>,
    ).versioned(),
    Operation::acts(
        "actOnAccountability",
        "/accountability/{matter}/acts",
        "提出问责、陈述申辩、作出处理决定、录入移送回执和结果、申诉、作申诉结论；对同一条发现，单位、负责人、直接责任人各是一件；规则和网页一样。",
        &[MATTER, COMMAND_ID, IF_MATCH],
        sent::<MatterAsked>(r#"{"act":"hear","words":"当时在外核查，有记录。"}"#),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listAssessments",
        "/assessments",
        "考核的各期，最近的在前。",
        &[],
        typed::<TermPage>,
    ),
    Operation::shows(
        "getAssessment",
        "/assessments/{term}",
        "一期考核：方案、数出来的数、每个对象的得分和档次，只有令牌能看的；ETag 是它的版本。",
        &[
            TERM,
            EDITION,
        ],
        typed::<TermShown>,
    ).versioned(),
    Operation::acts(
        "actOnAssessment",
        "/assessments/{term}/acts",
        "办考核的一步：定方案（整份交）、自查、评议、检查、评分、总评、公布、申诉、申诉结论、整改、评红旗；规则和网页一样。",
        &[TERM, COMMAND_ID, IF_MATCH],
        sent::<TermAsked>(r#"{"act":"check","unit":"sc","words":"对照方案逐项查过。"}"#),
        typed::<CommandDone>,
    ),
    Operation::shows(
        "getAttendance",
        "/attendance/{day}",
        "一天的考勤：您登记的、您管的窗口，督查和中心看全部；旁边是这个月各几天。",
        &[SHEET],
        typed::<AttendanceShown>,
    ),
    Operation::does(
        "actOnAttendance",
        "/attendance/{day}/acts",
        "登记或者更正考勤；一天一个人登记一次，更正写明理由，原来的照样留着。",
        &[SHEET, COMMAND_ID],
        sent::<AttendanceAsked>(r#"{"act":"correct","person":"intake2","mark":"late","reason":"九点零五分到岗。"}"#),
        typed::<CommandDone>,
    ),
];
