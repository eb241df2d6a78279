//! Code sets of an item: kinds, categories, levels, applicants and posts (GB/T 39046 annex A where it has them).

use serde::{Deserialize, Serialize};

/// 事项类型 (GB/T 39046 annex A).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// 01 行政许可.
    Licensing,
    /// 02 行政处罚.
    Punishment,
    /// 03 行政强制.
    Compulsion,
    /// 04 行政征收.
    Levy,
    /// 05 行政给付.
    Benefit,
    /// 06 行政检查.
    Inspection,
    /// 07 行政确认.
    Confirmation,
    /// 08 行政奖励.
    Reward,
    /// 09 行政裁决.
    Adjudication,
    /// 10 其他行政权力.
    OtherPower,
    /// 20 公共服务: no power, no decision, no remedies (A36).
    PublicService,
}

impl ItemKind {
    const TABLE: [(ItemKind, &str, &str); 11] = [
        (ItemKind::Licensing, "01", "行政许可"),
        (ItemKind::Punishment, "02", "行政处罚"),
        (ItemKind::Compulsion, "03", "行政强制"),
        (ItemKind::Levy, "04", "行政征收"),
        (ItemKind::Benefit, "05", "行政给付"),
        (ItemKind::Inspection, "06", "行政检查"),
        (ItemKind::Confirmation, "07", "行政确认"),
        (ItemKind::Reward, "08", "行政奖励"),
        (ItemKind::Adjudication, "09", "行政裁决"),
        (ItemKind::OtherPower, "10", "其他行政权力"),
        (ItemKind::PublicService, "20", "公共服务"),
    ];

    /// The two digits of the code set.
    pub fn code(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).expect("every kind has its row").1
    }

    /// The name in the code set.
    pub fn name(self) -> &'static str {
        Self::TABLE.iter().find(|row| row.0 == self).expect("every kind has its row").2
    }

    /// The kind of these two digits; 21 and above are extensions of public service.
    pub fn from_code(code: &str) -> Option<ItemKind> {
        Self::TABLE.iter().find(|row| row.1 == code).map(|row| row.0)
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<ItemKind> {
        Self::TABLE.iter().find(|row| row.2 == name).map(|row| row.0)
    }

    /// Whether an authority decides something with legal effect, against which remedies lie (A36).
    pub fn is_power(self) -> bool {
        self != ItemKind::PublicService
    }
}

/// Category of the item (domain.md D); 即办 and 承诺 are the national ones, the rest are mapped on export.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 即办件: on the spot or the same day (R55, C6).
    Instant,
    /// 承诺件: within the promised days (R57).
    Committed,
    /// 联办件: a lead window and parallel units (R58).
    Joint,
    /// 上报件: an own part with its own clock, the upper part tracked (R59).
    Escalated,
    /// 控制事项: prohibited or limited by law or plan (R61, C33).
    Restricted,
}

/// 行使层级 (GB/T 39046 annex A).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 1 国家级.
    National,
    /// 2 省级.
    Province,
    /// 3 市级.
    City,
    /// 4 县级.
    County,
    /// 5 镇街级.
    Town,
    /// 6 村社区级.
    Village,
    /// 7 分级管理: each level its own part.
    Graded,
}

impl Level {
    /// The digit of the code set.
    pub fn digit(self) -> u8 {
        self as u8 + 1
    }

    /// The level of that digit.
    pub fn from_digit(digit: u8) -> Option<Level> {
        use Level::*;
        [National, Province, City, County, Town, Village, Graded]
            .into_iter()
            .find(|level| level.digit() == digit)
    }
}

/// 服务对象 (GB/T 39046 annex A).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// 1 自然人.
    NaturalPerson,
    /// 2 企业法人.
    Enterprise,
    /// 3 事业法人.
    PublicInstitution,
    /// 4 社会组织法人.
    SocialOrganisation,
    /// 5 行政机关.
    StateOrgan,
    /// 6 其他.
    Other,
}

/// In whose name a power is exercised, who seals and who is the defendant (C21, A39).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PowerSource {
    /// 法定本级行使: the authority's own power.
    #[default]
    Own,
    /// 下放: handed down; the lower authority decides in its own name.
    HandedDown,
    /// 授权: given by a law or regulation; the body decides in its own name.
    Authorised,
    /// 委托: in the name of the entrusting authority, which answers in court.
    Entrusted,
}

/// The ten reasons for which handling may leave the hall (R87, A11).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AwayReason {
    /// 现场勘察.
    SiteSurvey,
    /// 听证.
    Hearing,
    /// 招标.
    Tender,
    /// 拍卖.
    Auction,
    /// 检验.
    Inspection,
    /// 检测.
    Testing,
    /// 检疫.
    Quarantine,
    /// 鉴定.
    Appraisal,
    /// 专家评审.
    ExpertReview,
    /// 集体研究.
    CollectiveStudy,
}

impl AwayReason {
    /// Every reason, in the order of the founding document.
    pub const ALL: [AwayReason; 10] = [
        AwayReason::SiteSurvey,
        AwayReason::Hearing,
        AwayReason::Tender,
        AwayReason::Auction,
        AwayReason::Inspection,
        AwayReason::Testing,
        AwayReason::Quarantine,
        AwayReason::Appraisal,
        AwayReason::ExpertReview,
        AwayReason::CollectiveStudy,
    ];

    /// Its stable word in addresses, forms and figures.
    pub fn key(self) -> &'static str {
        match self {
            AwayReason::SiteSurvey => "survey",
            AwayReason::Hearing => "hearing",
            AwayReason::Tender => "tender",
            AwayReason::Auction => "auction",
            AwayReason::Inspection => "inspection",
            AwayReason::Testing => "testing",
            AwayReason::Quarantine => "quarantine",
            AwayReason::Appraisal => "appraisal",
            AwayReason::ExpertReview => "expert-review",
            AwayReason::CollectiveStudy => "collective-study",
        }
    }

    /// The reason of that word.
    pub fn from_key(key: &str) -> Option<AwayReason> {
        AwayReason::ALL.into_iter().find(|reason| reason.key() == key)
    }
}

/// How the centre serves the item (A4, R23).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMode {
    /// 全程代理: one case agent carries it through every department.
    #[default]
    WholeCourseAgency,
    /// 大厅承诺: concluded in the hall within the promise.
    HallPromise,
}

/// What a town or village agent may do (A41, R74, R123).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// 代办: handle on the applicant's behalf.
    OnBehalf,
    /// 陪办: accompany; the applicant must appear in person.
    Accompany,
    /// 咨办: advise only.
    #[default]
    Advise,
    /// Nothing.
    None,
}

/// Identity an online application needs; below it originals are checked at collection, and window, post and agent
/// need no account at all (C22).  Ordered: a later level includes the earlier.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityLevel {
    /// A telephone that answered a one-time code.
    #[default]
    Phone,
    /// Seen at a window with the original document.
    SeenAtWindow,
    /// Signed in by the national platform.
    NationalPlatform,
}

/// Posts of the division; a person acts only through a post or a delegation (R28-R48, R52).
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// 引导员, also first contact (R76).
    GuideOfficer,
    /// 受理人.
    IntakeOfficer,
    /// 窗口负责人: signs instant cases (C6).
    WindowHead,
    /// 全程代理人.
    CaseAgent,
    /// 具体办理人.
    Handler,
    /// 分管领导: signs within a delegation.
    LeaderInCharge,
    /// 行政机关负责人 of an authority (C7).
    AuthorityHead,
    /// 本级人民政府负责人: approves extensions of 45-day cases (C7).
    GovernmentHead,
    /// 听证主持人, never reviewer of the case (N18).
    HearingChair,
    /// 银行收费员: the only one who confirms money (R47).
    BankCounter,
    /// 出件窗口.
    DeliveryOfficer,
    /// 代办员 of a town or village (R45).
    VillageAgent,
    /// 中心负责人.
    CentreManager,
    /// 目录编辑.
    CatalogueEditor,
    /// 法制审核 (R66).
    LegalReviewer,
    /// 收费审核 (R66).
    FeeReviewer,
    /// 审改审核.
    ReformReviewer,
    /// 政府批准 of catalogue changes (R64).
    CatalogueApprover,
    /// 督查.
    Supervisor,
    /// 投诉受理.
    ComplaintOfficer,
    /// 社会监督员: reads only (A6).
    SocialSupervisor,
    /// 系统管理员.
    SystemAdministrator,
    /// 安全管理员.
    SecurityAdministrator,
    /// 审计管理员.
    AuditAdministrator,
    /// 纪检监察: the only one to whom a report of corruption is open (C32).
    DisciplineInspector,
}
