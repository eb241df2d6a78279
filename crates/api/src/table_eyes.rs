//! The table of what was seen and by whom: photographs of a check, disclosures, readings, and what supervision looks at besides.

use super::appeals::AppealList;
use super::behind::BehindShown;
use super::disclosures::{CaseDisclosures, DisclosurePage, DisclosureShown};
use super::disclosures_asked::{DisclosureActAsked, DisclosureAsked};
use super::habits::HabitsShown;
use super::operation::*;
use super::papers::pdf;
use super::photographs::{PhotographAsked, picture};
use super::problem::Kind;
use super::reach::{ReachAsked, ReachShown};
use super::readings::{ApplicantWhole, PurposeAsked, PurposeSaid, ReadingCounts, Readings};
use super::record::CommandDone;

const PHOTOGRAPH: Parameter = named(
    "photograph",
    "现场照片，办件的 photographs 里的 digest。",
    "0000000000000000000000000000000000000000000000000000000000000000",
);
const REQUEST: Parameter = named("place", "这一件的第几次调阅，从 1 起。", "1");
const READ_ON: Parameter = named("day", "哪一天。", "2026-03-02");
const TERM: Parameter = named("term", "哪一期：2026、2026-Q3 或 2026-09。", "2026-Q3");
const COUNT: Parameter = named("count", "哪一个数，考核表的 counts 里有。", "concluded");

/// Of whom a count is.
const SUBJECT: Parameter = Parameter {
    name: "subject",
    place: Place::Query,
    required: true,
    says: "谁的数，照抄考核表上的 subject。",
    schema: r#"{"type":"string","minLength":1,"maxLength":60}"#,
    example: "unit-sc",
};
/// Whose readings.
const READER: Parameter = Parameter {
    name: "person",
    place: Place::Query,
    required: true,
    says: "看件的人的代码，列表里有。",
    schema: r#"{"type":"string","minLength":1,"maxLength":40}"#,
    example: "super",
};

/// What a reader may be told besides: that the purpose comes first.
const ASKED_FIRST: &[Kind] = &[Kind::NotFound, Kind::Refused];
/// What may be said to whoever writes a disclosure down: somebody else may just have written down the first of the case.
const WRITTEN: &[Kind] = &[Kind::NotFound, Kind::IdReused, Kind::Changed, Kind::Refused];

/// What was seen, and by whom.
pub const OPERATIONS: &[Operation] = &[
    Operation::makes(
        "keepPhotograph",
        "/cases/{case}/photographs",
        "交一张现场照片，附在最近一次现场核查上：base64 写的 JPEG、PNG 或 WebP，一张最大 3 MB，一次核查最多 9 张；照片里的拍摄信息不留。",
        &[CASE, COMMAND_ID],
        sent::<PhotographAsked>(
            r#"{"photograph":"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="}"#,
        ),
        typed::<CommandDone>,
    ),
    Operation::shows(
        "getPhotograph",
        "/cases/{case}/photographs/{photograph}",
        "一张现场照片；哪些照片，办件的 photographs 里有。",
        &[CASE, PHOTOGRAPH],
        picture,
    ),
    Operation::asks(
        "listDisclosures",
        "/disclosures",
        "案卷调阅登记，最近的在前；只有管案卷的、负责审批的和督查看得到。",
        &[
            which(
                "只看这些：全部（不写就是）、等审批和等提供的、原件在外的、原件过了归还日的、暂不告知申请人的。",
                r#"{"type":"string","enum":["","open","out","overdue","withheld"]}"#,
            ),
            LIMIT,
            CURSOR,
        ],
        typed::<DisclosurePage>,
    ),
    Operation::shows(
        "getCaseDisclosures",
        "/cases/{case}/disclosures",
        "一卷的调阅：哪些机关来过、看了什么、到了哪一步。",
        &[CASE],
        typed::<CaseDisclosures>,
    ),
    Operation {
        problems: WRITTEN,
        ..Operation::makes(
            "registerDisclosure",
            "/cases/{case}/disclosures",
            "登记办案机关来调阅一卷：什么文书、什么依据、谁来的、看哪些页、什么时候告知申请人；登记以后送审批。",
            &[CASE, COMMAND_ID],
            sent::<DisclosureAsked>(
                r#"{"kind":"police","asker":"澄禾县公安局","document":"调取证据通知书 〔2026〕18号","basis":"刑事诉讼法第五十四条","visitors":[{"name":"甲调查","certificate":"0000118"},{"name":"乙调查","certificate":"0000235"}],"pages":{"which":"whole"},"form":"read","telling":{"when":"now"}}"#,
            ),
            typed::<CommandDone>,
        )
    },
    Operation::shows(
        "getDisclosure",
        "/cases/{case}/disclosures/{place}",
        "一次调阅：来的人、文书、依据、谁同意、谁提供、原件归还、告知申请人；ETag 是这一卷调阅登记的版本。",
        &[CASE, REQUEST],
        typed::<DisclosureShown>,
    )
    .versioned(),
    Operation::acts(
        "actOnDisclosure",
        "/cases/{case}/disclosures/{place}/acts",
        "办一次调阅：同意、不予提供、提供、收回原件、延后告知申请人；登记、提供的人和同意的人不是一个人，规则和网页一样。",
        &[CASE, REQUEST, COMMAND_ID, IF_MATCH],
        sent::<DisclosureActAsked>(r#"{"act":"decline","reason":"介绍信没有写明依据。"}"#),
        typed::<CommandDone>,
    ),
    Operation::does(
        "sayPurpose",
        "/cases/{case}/purpose",
        "没有经手这一件的，先写明看来做什么用，当天能看完整信息；申请人看得到哪个单位什么岗位为什么看过。同一天再写一遍不会多记。",
        &[CASE, COMMAND_ID],
        sent::<PurposeAsked>(r#"{"purpose":"complaint"}"#),
        typed::<PurposeSaid>,
    ),
    Operation {
        problems: ASKED_FIRST,
        ..Operation::shows(
            "getApplicant",
            "/cases/{case}/applicant",
            "一件的申请人，不遮姓名和号码：经手的人，和当天写明了用途的人。",
            &[CASE],
            typed::<ApplicantWhole>,
        )
    },
    Operation::asks(
        "listMyReadings",
        "/my-readings",
        "我看过的、没有经手的件，最近的在前，最多 200 条。",
        &[],
        typed::<Readings>,
    ),
    Operation::asks(
        "listReadings",
        "/readings",
        "最近三个月谁看过与自己无关的件，每人每天一行，最多 200 行；谁按证件号码查过几个人；只给督查看。",
        &[],
        typed::<ReadingCounts>,
    ),
    Operation::shows(
        "getReadings",
        "/readings/{day}",
        "一个人一天看过哪些与自己无关的件、为什么；只给督查看。",
        &[READ_ON, READER],
        typed::<Readings>,
    ),
    Operation {
        problems: ASKED_FIRST,
        ..Operation::shows(
            "getCertificatePaper",
            "/certificates/{certificate}/papers/{paper}",
            "证照的一份文书的 PDF：证照本身、延续回执、告知书、决定书；中文或英文按 Accept-Language。",
            &[CERTIFICATE, named("paper", "文书，证照的 papers 里有。", "Z261")],
            pdf,
        )
    },
    Operation::asks(
        "listAppeals",
        "/appeals",
        "等您答复的申诉，和陈述期已过、等处理的问责，最迟答复日早的在前；只有没有经手过的督查看得到。",
        &[which("只看已经逾期的，不写是全部。", r#"{"type":"string","enum":["","overdue"]}"#)],
        typed::<AppealList>,
    ),
    Operation::asks(
        "listHabits",
        "/habits",
        "各单位的办件习惯：开放时间以外的录入、最后一天才受理、延期理由雷同、每一步用的时间和其他单位比；附分子分母和超过阈值的。",
        &[Parameter {
            name: "month",
            place: Place::Query,
            required: false,
            says: "这个月或者上个月：2026-11；不写是这个月。",
            schema: r#"{"type":"string","maxLength":10}"#,
            example: "",
        }],
        typed::<HabitsShown>,
    ),
    Operation::shows(
        "getAssessmentCount",
        "/assessments/{term}/counts/{count}",
        "考核的一个数由哪些来：办件、监察发现、单子、投诉或者日子，最多 200 条。",
        &[TERM, COUNT, SUBJECT],
        typed::<BehindShown>,
    ),
    Operation::asks(
        "getReach",
        "/reach",
        "您自己的短信、邮件提醒发到哪里，最近发过什么。",
        &[],
        typed::<ReachShown>,
    ),
    Operation::does(
        "setReach",
        "/reach",
        "设置您自己的短信、邮件提醒，或者关掉；本人设本人的。",
        &[COMMAND_ID],
        sent::<ReachAsked>(r#"{"way":"sms","telephone":"0000-0002001"}"#),
        typed::<ReachShown>,
    ),
];
