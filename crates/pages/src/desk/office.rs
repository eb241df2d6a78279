//! What waits for a decision beside the cases, as lines at the head of the desk (A22, A23, A25, C23).

use crate::text::Text;

/// How near the last day is.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Urgency {
    /// Today or in a day or two something happens by itself.
    Red,
    /// Some days are left.
    Yellow,
    /// No day is near.
    Calm,
}

impl Urgency {
    /// Classes of the line.
    pub fn class(self) -> &'static str {
        match self {
            Urgency::Red => "notice notice-late",
            Urgency::Yellow => "notice notice-warning",
            Urgency::Calm => "notice",
        }
    }
}

/// One line: what waits, and the way there.
#[derive(Clone, Debug)]
pub struct OfficeLine {
    /// How much, of what, until when.
    pub sentence: String,
    /// Where it is done.
    pub href: String,
    /// What to do there.
    pub action: String,
    /// How near its day is.
    pub urgency: Urgency,
}

pub(super) fn sample_lines(text: Text) -> Vec<OfficeLine> {
    let line = |sentence: &str, href: &str, action: &str, urgency| OfficeLine {
        sentence: text.f(sentence, [("n", &2)]),
        href: href.into(),
        action: text.t(action).to_owned(),
        urgency,
    };
    let renewal =
        text.f("有 {n} 件延续申请等您决定，最早的一件今天到期，今天没有决定就视为准予延续", [("n", &2)]);
    let ends = "有 {n} 份证照听取过持证人意见，等您决定是否撤回、撤销、注销或者吊销";
    let appraise = "有 {n} 卷档案保管期满，等着鉴定";
    vec![
        OfficeLine {
            sentence: renewal,
            href: "/desk/certificates?which=renewal".into(),
            action: text.t("去决定").to_owned(),
            urgency: Urgency::Red,
        },
        line(ends, "/desk/certificates?which=proceeding", "去决定", Urgency::Yellow),
        line(appraise, "/desk/destruction", "去鉴定", Urgency::Calm),
    ]
}
