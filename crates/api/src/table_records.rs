//! The table of ratings, draws, rounds of inspection, surveys, summaries, bulletins, follow-ups and spot checks.

use super::bulletins::{BulletinAsked, BulletinList, BulletinShown};
use super::draw_acts::{DrawActAsked, DrawAsked};
use super::draws::{DrawPage, DrawRecord, DrawShown};
use super::follow_ups::{FollowUpAsked, FollowUpPage};
use super::operation::*;
use super::problem::Kind;
use super::ratings::{RatingAsked, RatingPage, RatingShown};
use super::record::CommandDone;
use super::round_acts::{RoundActAsked, RoundAsked, UsualAsked};
use super::rounds::{RoundList, RoundShown};
use super::second_calls::SecondCallAsked;
use super::spots::{HallShown, SpotActAsked, SpotAsked, SpotCaseShown, SpotPage, SpotShown};
use super::summaries::{SummaryAsked, SummaryList, SummaryShown};
use super::surveys::{SurveyActAsked, SurveyAsked, SurveyList, SurveyShown};

const RATING: Parameter = named("rating", "差评，列表里有。", "0123456789abcdef0123456789abcdef");
const DRAW: Parameter = named("draw", "抽查，列表里有。", "0123456789abcdef0123456789abcdef");
const ROUND: Parameter = named("round", "检查，列表里有。", "0123456789abcdef0123456789abcdef");
const SURVEY: Parameter = named("survey", "问卷或座谈会，列表里有。", "0123456789abcdef0123456789abcdef");
const UNIT: Parameter = named("unit", "单位的代码，列表里有。", "sc");
const SPOT: Parameter = named("spot", "突击检查，列表里有。", "0123456789abcdef0123456789abcdef");
const DRAWN: Parameter = named("place", "抽到的第几件，从 1 起。", "1");
const MONTH: Parameter = named("period", "哪个月：2026-11。", "2026-10");

/// The year of a list.
const YEAR: Parameter = Parameter {
    name: "year",
    place: Place::Query,
    required: false,
    says: "哪一年，不写是今年。",
    schema: r#"{"type":"integer","minimum":2000,"maximum":9998}"#,
    example: "2026",
};

/// What a look may say besides: that its day is over, or that it is another's.
const LOOKED: &[Kind] = &[Kind::NotFound, Kind::Refused];

/// What supervision keeps besides findings and orders.
pub const OPERATIONS: &[Operation] = &[
    Operation::asks(
        "listRatings",
        "/ratings",
        "要办的差评，最近的在前；被评的人看不到自己的。",
        &[
            which(
                "只看这些：没有了结的（不写就是）、我在办的、办晚过的、不计入的、抽到督查再回访的（只给督查）、全部。",
                r#"{"type":"string","enum":["","mine","late","dismissed","second-call","all"]}"#,
            ),
            LIMIT,
            CURSOR,
        ],
        typed::<RatingPage>,
    ),
    Operation::shows(
        "getRating",
        "/ratings/{rating}",
        "一份差评：办到哪一步、要改什么、后来怎样；看到评价人的会记下来。",
        &[RATING],
        typed::<RatingShown>,
    )
    .versioned(),
    Operation::acts(
        "actOnRating",
        "/ratings/{rating}/acts",
        "办差评的一步：回电、要整改、报整改、回访、提出不计入、第二人意见、申诉结论；由没有被评的人办，规则和网页一样。",
        &[RATING, COMMAND_ID, IF_MATCH],
        sent::<RatingAsked>(r#"{"act":"confirm","class":"simple","words":"当班人员要把话说清楚。"}"#),
        typed::<CommandDone>,
    ),
    Operation::does(
        "callAboutRating",
        "/ratings/{rating}/second-call",
        "记下督查对一份了结的差评再打的一次电话：抽到的才打，没有经手过的督查来打；没有接的也记，换一天再打，一共三次。",
        &[RATING, COMMAND_ID],
        sent::<SecondCallAsked>(
            r#"{"reached":true,"attitude":"satisfied","quality":"fairly","efficiency":"satisfied","paid_elsewhere":false,"words":"说没有被为难。"}"#,
        ),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listDraws",
        "/draws",
        "双随机抽查，最近的在前，谁都能看。",
        &[LIMIT, CURSOR],
        typed::<DrawPage>,
    )
    .open(),
    Operation::shows(
        "getDraw",
        "/draws/{draw}",
        "一次抽查：名单和密封值的摘要、公开值、抽到谁、公示的结果。",
        &[DRAW],
        typed::<DrawShown>,
    )
    .open(),
    Operation::shows(
        "getDrawRecord",
        "/oversight/draws/{draw}",
        "一次抽查和它的经过；检查时看到的只给有关的人看。",
        &[DRAW],
        typed::<DrawRecord>,
    )
    .versioned(),
    Operation::makes(
        "announceDraw",
        "/oversight/draws",
        "公告一次抽查：名单和密封值当场定下，摘要公开；谁能发起，和网页一样。",
        &[COMMAND_ID],
        sent::<DrawAsked>(
            r#"{"unit":"sc","title":"证照持有情况","count":5,"source":"12月6日双色球开奖号码","public_day":"2026-12-06"}"#,
        ),
        typed::<CommandDone>,
    )
    .versioned(),
    Operation::acts(
        "actOnDraw",
        "/oversight/draws/{draw}/acts",
        "办抽查的一步：抽取、回避（单位领导提出的由督查决定）、录入检查结果（可以和另一次抽查合并检查）、另一名检查人员签字公示；规则和网页一样。",
        &[DRAW, COMMAND_ID, IF_MATCH],
        sent::<DrawActAsked>(r#"{"act":"reveal","value":"03 08 17 21 25 31 09"}"#),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listInspections",
        "/inspections",
        "一个月的检查：哪天前做、谁做、做了没有、还有几条要改。",
        &[Parameter {
            name: "month",
            place: Place::Query,
            required: false,
            says: "哪个月：2026-11；不写是这个月。",
            schema: r#"{"type":"string","maxLength":10}"#,
            example: "",
        }],
        typed::<RoundList>,
    ),
    Operation::shows(
        "getInspection",
        "/inspections/{round}",
        "一次检查：看到的情况、要改到哪天、改了没有；被查的单位只看自己的。",
        &[ROUND],
        typed::<RoundShown>,
    )
    .versioned(),
    Operation::makes(
        "planInspection",
        "/inspections",
        "排一次检查：哪一种、查哪里、谁查、哪天以前查。排上以后不能删、不能改期。",
        &[COMMAND_ID],
        sent::<RoundAsked>(r#"{"kind":"monthly","place":"hall","by":"2026-11-27","people":["super"]}"#),
        typed::<CommandDone>,
    )
    .versioned(),
    Operation::does(
        "planUsualInspections",
        "/oversight/inspections/usual",
        "照惯例排一个月的检查，返回这个月排好的；已经排上的不会重复。",
        &[COMMAND_ID],
        sent::<UsualAsked>(r#"{"month":"2026-11","people":["super"]}"#),
        typed::<RoundList>,
    ),
    Operation::acts(
        "actOnInspection",
        "/inspections/{round}/acts",
        "办检查的一步：登记检查情况、记一条看到的情况、报整改情况、验收整改；规则和网页一样。",
        &[ROUND, COMMAND_ID, IF_MATCH],
        sent::<RoundActAsked>(r#"{"act":"answer","point":1,"words":"导办牌已经补上。"}"#),
        typed::<CommandDone>,
    ),
    Operation::shows("listSurveys", "/surveys", "一年的问卷、座谈会和开放日。", &[YEAR], typed::<SurveyList>),
    Operation::shows(
        "getSurvey",
        "/surveys/{survey}",
        "一次问卷或座谈会：问了多少人、多少人满意、说了什么。",
        &[SURVEY],
        typed::<SurveyShown>,
    )
    .versioned(),
    Operation::makes(
        "writeSurvey",
        "/surveys",
        "登记一次问卷、座谈会或者开放日。",
        &[COMMAND_ID],
        sent::<SurveyAsked>(
            r#"{"kind":"questionnaire","unit":"sc","on":"2026-10-30","asked":40,"answered":30,"satisfied":25,"chosen":"从上月办结的件里抽四十位。","words":"希望中午也有人。"}"#,
        ),
        typed::<CommandDone>,
    )
    .versioned(),
    Operation::acts(
        "actOnSurvey",
        "/surveys/{survey}/acts",
        "更正一次问卷、座谈会，写明为什么；原来登记的照样留着。",
        &[SURVEY, COMMAND_ID, IF_MATCH],
        sent::<SurveyActAsked>(
            r#"{"act":"correct","survey":{"kind":"questionnaire","unit":"sc","on":"2026-10-30","asked":40,"answered":31,"satisfied":25,"chosen":"从上月办结的件里抽四十位。","words":"希望中午也有人。"},"reason":"漏数了一份。"}"#,
        ),
        typed::<CommandDone>,
    ),
    Operation::shows(
        "listSummaries",
        "/summaries",
        "一年的年度总结：哪个单位交了、哪天交的。",
        &[YEAR],
        typed::<SummaryList>,
    ),
    Operation::shows(
        "getSummary",
        "/summaries/{unit}",
        "一个单位的年度总结和旁边的数；ETag 是它的版本。",
        &[UNIT, YEAR, EDITION],
        typed::<SummaryShown>,
    )
    .versioned(),
    Operation::acts(
        "actOnSummary",
        "/summaries/{unit}/acts",
        "上报一个单位的年度总结和自查报告，数由账本数出来，一起定稿；再报一次就是新的一稿。",
        &[UNIT, YEAR, COMMAND_ID, IF_MATCH],
        sent::<SummaryAsked>(
            r#"{"act":"hand_in","done":"全部事项进了大厅。","problems":"两件超过承诺时限。","plans":"专人盯临期件，明年一月起。"}"#,
        ),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listBulletins",
        "/bulletins",
        "公布了的通报，最近的在前，谁都能看。",
        &[],
        typed::<BulletinList>,
    )
    .open(),
    Operation::shows(
        "getBulletin",
        "/bulletins/{period}",
        "公布了的一期通报：各单位的数和超期的理由。",
        &[MONTH],
        typed::<BulletinShown>,
    )
    .open(),
    Operation::asks(
        "listBulletinDrafts",
        "/oversight/bulletins",
        "各月的通报，没有公布的也在；只给负责人看。",
        &[],
        typed::<BulletinList>,
    ),
    Operation::shows(
        "getBulletinDraft",
        "/oversight/bulletins/{period}",
        "一个月的通报，没有公布的是公布时会用的数；只给负责人看。",
        &[MONTH],
        typed::<BulletinShown>,
    ),
    Operation::does(
        "actOnBulletin",
        "/oversight/bulletins/{period}/acts",
        "公开说明一个单位超期的理由，或者公布这个月的通报；规则和网页一样。",
        &[MONTH, COMMAND_ID],
        sent::<BulletinAsked>(r#"{"act":"explain","unit":"sc","words":"两处现场核查遇到停电，已经改为当天补查。"}"#),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listFollowUps",
        "/follow-ups",
        "电话回访和明察暗访，最近的在前。",
        &[LIMIT, CURSOR],
        typed::<FollowUpPage>,
    ),
    Operation::makes(
        "writeFollowUp",
        "/follow-ups",
        "记下一次电话回访或者明察暗访，由没有参与过这件事的人来记。",
        &[COMMAND_ID],
        sent::<FollowUpAsked>(
            r#"{"kind":"call","unit":"sc","on":"2026-11-27","attitude":"satisfied","quality":"satisfied","efficiency":"fairly","words":"说等得久了一点。"}"#,
        ),
        typed::<CommandDone>,
    ),
    Operation::asks(
        "listSpots",
        "/spots",
        "突击检查和社会监督，最近的在前；社会监督员只看自己的。",
        &[LIMIT, CURSOR],
        typed::<SpotPage>,
    ),
    Operation::makes(
        "beginSpot",
        "/spots",
        "开始一次突击检查，当场随机抽件；写明来访的人就发一个今天有效的查阅码。一天最多五次。",
        &[COMMAND_ID],
        sent::<SpotAsked>(r#"{"unit":"sc"}"#),
        typed::<CommandDone>,
    ),
    Operation::shows(
        "getSpot",
        "/spots/{spot}",
        "一次突击检查：怎么抽的、抽到哪些、看过什么；不带姓名。",
        &[SPOT],
        typed::<SpotShown>,
    ),
    Operation {
        problems: LOOKED,
        ..Operation::shows(
            "getSpotCase",
            "/spots/{spot}/cases/{place}",
            "看抽到的一件：怎么办的、时限怎样，不带姓名；看一次记一次。",
            &[SPOT, DRAWN],
            typed::<SpotCaseShown>,
        )
    },
    Operation {
        problems: LOOKED,
        ..Operation::shows(
            "getSpotHall",
            "/spots/{spot}/hall",
            "大厅此刻的情况；看一次记一次。",
            &[SPOT],
            typed::<HallShown>,
        )
    },
    Operation::does(
        "actOnSpot",
        "/spots/{spot}/acts",
        "在突击检查里留意见，或者提前结束；规则和网页一样。",
        &[SPOT, COMMAND_ID],
        sent::<SpotActAsked>(r#"{"act":"remark","place":1,"words":"告知单上没有写清哪天补。"}"#),
        typed::<CommandDone>,
    ),
];
