//! Cases somebody has to ask about, one line each with whom to call (F30, F32).

/// One case.
#[derive(Clone, Debug)]
pub struct CareLine {
    /// Its file.
    pub href: String,
    /// Number.
    pub number: String,
    /// Item.
    pub item: String,
    /// What is the matter: 移交给王承办 2 个工作日没有签收.
    pub what: String,
    /// It should have been done already.
    pub late: bool,
    /// Whom to call: 王承办 0000-0000416; empty: it is in the reader's own hands.
    pub call: String,
}

/// A list with its heading.
#[derive(Clone, Debug)]
pub struct CarePart {
    /// Id of the section.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// A sentence under it.
    pub hint: String,
    /// Lines.
    pub lines: Vec<CareLine>,
}

/// An agent who did nothing in some of the cases, with what it is counted from.
#[derive(Clone, Debug)]
pub struct IdleLine {
    /// Name.
    pub agent: String,
    /// Cases the agent never touched.
    pub idle: u64,
    /// All of the agent's.
    pub all: u64,
}

impl super::DeskHome {
    /// The page with the windows at which nobody sits.
    pub fn with_empty_windows(self, empty_windows: String) -> Self {
        Self { empty_windows, ..self }
    }

    /// The page with first contacts, which this person may write down or not, and with cases to ask about.
    pub fn with(
        self,
        contacts: Vec<super::ContactPart>,
        cares: Vec<super::CarePart>,
        may_record: bool,
    ) -> Self {
        Self { contacts, cares, may_record, ..self }
    }
}

pub(super) fn sample_lines() -> Vec<CareLine> {
    vec![
        CareLine {
            href: "/desk/cases/c1".into(),
            number: "SC2026000123K".into(),
            item: "食品经营许可".into(),
            what: "移交给王承办 2 个工作日，没有签收".into(),
            late: true,
            call: "王承办 0000-0000416".into(),
        },
        CareLine {
            href: "/desk/cases/c2".into(),
            number: "SL2026000009T".into(),
            item: "取水许可".into(),
            what: "“审查材料”这一步晚了 3 个工作日".into(),
            late: true,
            call: "罗承办 0000-0000423".into(),
        },
    ]
}

pub(super) fn sample_parts() -> Vec<CarePart> {
    vec![CarePart {
        id: "care-agent",
        title: "您代理的件，要去催的".into(),
        hint: "每一件都写着该找谁。".into(),
        lines: sample_lines(),
    }]
}
