//! The register of four levels and 32 kinds (R190). The text of the founding document is lost; this is a reconstruction in
//! which every kind stands on an article or a clause.

use serde::{Deserialize, Serialize};

/// 层次: whom a kind holds to account.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 审批部门.
    Department,
    /// 部门负责人.
    Head,
    /// 审批人员.
    Approver,
    /// 窗口工作人员.
    Window,
}

impl Level {
    /// All of them.
    pub const ALL: [Level; 4] = [Level::Department, Level::Head, Level::Approver, Level::Window];
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $level:ident, $basis:literal;)+) => {
        /// A kind of misconduct, by its code in the register.
        #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Kind { $($(#[$doc])* $name,)+ }

        impl Kind {
            /// Every one, in the order of the register.
            pub const ALL: &'static [Kind] = &[$(Kind::$name,)+];

            /// Its code: `A1` to `D8`.
            pub fn key(self) -> &'static str {
                match self { $(Kind::$name => stringify!($name),)+ }
            }

            /// Whom it holds to account.
            pub fn level(self) -> Level {
                match self { $(Kind::$name => Level::$level,)+ }
            }

            /// On what it stands.
            pub fn basis(self) -> &'static str {
                match self { $(Kind::$name => $basis,)+ }
            }
        }
    };
}

kinds! {
    /// An item that was abolished or handed down is still approved.
    A1 = Department, "优化营商环境条例第六十九条";
    /// An item is set up or widened without power.
    A2 = Department, "优化营商环境条例第三十九条、第四十条";
    /// Conditions, steps or materials are added without power.
    A3 = Department, "行政许可法第三十一条；优化营商环境条例第三十五条";
    /// What belongs into the hall is taken in or handed out elsewhere.
    A4 = Department, "进驻大厅、窗口统一受理的规定";
    /// The window has no power to do what it is there for.
    A5 = Department, "对窗口充分授权的规定";
    /// Nothing is published, or other than what is done.
    A6 = Department, "行政许可法第三十条、第七十二条第二项";
    /// Fees without power, or an intermediary that has to be taken.
    A7 = Department, "行政许可法第二十七条、第五十八条、第七十五条；优化营商环境条例第四十三条";
    /// No part is taken in a joint matter.
    A8 = Department, "行政许可法第二十六条；联合办理的规定";
    /// Too little supervision, with consequences.
    B1 = Head, "行政许可法第七十七条";
    /// An extension or a special procedure is approved against the rules.
    B2 = Head, "行政许可法第四十二条、第四十五条";
    /// Approved beyond the own power, or without the conditions.
    B3 = Head, "行政许可法第七十四条第一项";
    /// Meddling, a word put in, jumping the line.
    B4 = Head, "行政许可法第五十七条";
    /// Urging and orders are neither answered nor followed.
    B5 = Head, "催办、督办的规定";
    /// Whoever complained or rated badly is paid back for it.
    B6 = Head, "政务服务“好差评”的规定";
    /// Figures are made up or held back.
    B7 = Head, "统计报送的规定";
    /// The unit is kept out of the hall.
    B8 = Head, "进驻大厅的规定";
    /// What meets the conditions is not granted, or not in time.
    C1 = Approver, "行政许可法第七十四条第二项";
    /// No reasons, no word of remedies.
    C2 = Approver, "行政许可法第三十八条、第七十二条第七项";
    /// No hearing where one is due; parties are not told.
    C3 = Approver, "行政许可法第三十六条、第四十六条、第四十七条、第七十二条";
    /// A special procedure without ground, or longer than it takes.
    C4 = Approver, "行政许可法第四十五条";
    /// The order of acceptance is not kept.
    C5 = Approver, "行政许可法第五十七条";
    /// Checked by fewer than two, or not at all.
    C6 = Approver, "行政许可法第三十四条";
    /// Not delivered in time.
    C7 = Approver, "行政许可法第四十四条";
    /// Something is asked for or taken.
    C8 = Approver, "行政许可法第二十七条、第七十三条";
    /// What meets the conditions is not accepted; no voucher is given.
    D1 = Window, "行政许可法第三十二条、第七十二条第一项";
    /// What is missing is not told at once.
    D2 = Window, "行政许可法第七十二条第四项";
    /// Taken in outside the books, entered after the fact, dated back.
    D3 = Window, "窗口统一受理、当场录入的规定";
    /// First contact is not taken; people are passed on.
    D4 = Window, "首问负责制规定";
    /// Money is taken at the window.
    D5 = Window, "收费统一缴款的规定";
    /// A good rating is asked for or forced.
    D6 = Window, "政务服务“好差评”真实自愿的规定";
    /// A secret or personal data are given away.
    D7 = Window, "行政许可法第七十二条第五项；个人信息保护法";
    /// Away from the window without leave; rude.
    D8 = Window, "窗口工作规范";
}

impl Kind {
    /// The kind of that code.
    pub fn parse(key: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.key() == key)
    }
}

/// 处理: what the centre itself may do, and the referral with which its part ends (C27).
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// 不予追究.
    Dropped,
    /// 提醒谈话.
    Reminded,
    /// 责令改正.
    Corrected,
    /// 中心内批评.
    Criticised,
    /// 问题线索移送: to the appointing authority or the supervisory commission, which are no users of the centre.
    Referred,
}

impl Measure {
    /// All of them, in the order of the form.
    pub const ALL: [Measure; 5] =
        [Measure::Dropped, Measure::Reminded, Measure::Corrected, Measure::Criticised, Measure::Referred];

    /// Its stable word.
    pub fn key(self) -> &'static str {
        match self {
            Measure::Dropped => "dropped",
            Measure::Reminded => "reminded",
            Measure::Corrected => "corrected",
            Measure::Criticised => "criticised",
            Measure::Referred => "referred",
        }
    }

    /// The measure of that word.
    pub fn parse(key: &str) -> Option<Measure> {
        Measure::ALL.into_iter().find(|it| it.key() == key)
    }
}
