//! The closed lists of words in the acts of a case as JSON.

use casework::{
    AwayReason, CheckOutcome, EndGround, Outcome, PriorityClass, RebindGround, SuccessionGround, Verdict,
    WithdrawCause,
};
use schemars::JsonSchema;
use serde::Deserialize;

macro_rules! worded {
    ($(#[$doc:meta])* $name:ident => $known:ident { $($(#[$each:meta])* $word:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$each])* $word),+ }

        impl From<$name> for $known {
            fn from(word: $name) -> $known {
                match word { $($name::$word => $known::$word),+ }
            }
        }
    };
}

worded! {
    /// What a check of a commitment found (N55).
    CheckAsked => CheckOutcome {
        /// 属实, or put right.
        Kept,
        /// 限期整改, once.
        ToCorrect,
        /// 不实.
        False,
    }
}

worded! {
    /// What was found.
    VerdictAsked => Verdict {
        /// 同意.
        Agree,
        /// 不同意.
        Disagree,
    }
}

worded! {
    /// What is decided.
    OutcomeAsked => Outcome {
        /// 准予.
        Granted,
        /// 不予.
        Refused,
    }
}

worded! {
    /// The ten reasons to leave the hall (R87, A11).
    AwayAsked => AwayReason {
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
}

worded! {
    /// Why an applicant withdraws (F9).
    WithdrawAsked => WithdrawCause {
        /// 不想办了.
        NoLongerWanted,
        /// 情况有变，准备好再来.
        ComesAgain,
        /// 报错了事项.
        WrongItem,
        /// 窗口要求撤回.
        AskedByWindow,
        /// Another, in words.
        Other,
    }
}

worded! {
    /// For which kind of reason (A42).
    PriorityAsked => PriorityClass {
        /// 重点项目.
        MajorProject,
        /// 民生急需.
        Livelihood,
        /// 抢险救灾、突发事件.
        Emergency,
        /// 依法优待.
        Entitled,
    }
}

worded! {
    /// Why a newer revision holds (C19).
    RebindAsked => RebindGround {
        /// 法律规定适用新的.
        LawRequires,
        /// 对申请人更有利.
        MoreFavourable,
    }
}

worded! {
    /// How somebody comes into the applicant's place (E13).
    SuccessionAsked => SuccessionGround {
        /// 继承.
        Inherited,
        /// 合并.
        Merged,
        /// 分立.
        Divided,
        /// 法定代表人变更.
        Represented,
    }
}

worded! {
    /// Why a case ends with its applicant (E13).
    EndAsked => EndGround {
        /// 死亡.
        Died,
        /// 注销、解散.
        Dissolved,
    }
}
