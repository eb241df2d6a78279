//! What intake shows of whoever stands at the window: the earlier case on the same matter with what it still has (E14, F9), and
//! certificates in force (E11).

use super::parts::long_name;
use crate::text::Text;

/// The part of the intake form between applicant and materials; empty until a document number is typed.
#[derive(Clone, Debug, Default)]
pub struct IntakeKnown {
    /// The case that is taken up again.
    pub earlier: Option<EarlierPapers>,
    /// Certificates in force.
    pub holds: Vec<HeldLine>,
    /// One of them is of the item at hand.
    pub holds_same: bool,
    /// Too many people were looked up, so nothing is shown now; empty otherwise.
    pub wait: String,
}

/// The case on the same matter that ended, with what it still has.
#[derive(Clone, Debug)]
pub struct EarlierPapers {
    /// Address of the case.
    pub href: String,
    /// Its number.
    pub number: String,
    /// State and day of receipt, in one line.
    pub about: String,
    /// What may be ticked, and where the papers are; where nothing is left that they are to be handed in.
    pub sentence: String,
    /// Rows that need not be handed in again (field `earlier`).
    pub rows: Vec<EarlierRow>,
}

/// One row of them.
#[derive(Clone, Debug)]
pub struct EarlierRow {
    /// Row of the item.
    pub row: u8,
    /// Name of the material, with the copies that lie there.
    pub name: String,
    /// Ticked.
    pub chosen: bool,
}

/// A certificate that the applicant holds.
#[derive(Clone, Debug)]
pub struct HeldLine {
    /// Address, with its change, renewal and replacement.
    pub href: String,
    /// What it is, and its number.
    pub name: String,
    /// Until when it is valid, and what else is to be seen.
    pub about: String,
}

impl IntakeKnown {
    /// Rows that are ticked as handed in before.
    pub fn chosen(&self) -> impl Iterator<Item = u8> {
        let rows = self.earlier.iter().flat_map(|it| &it.rows);
        rows.filter(|it| it.chosen).map(|it| it.row)
    }

    /// A case whose papers wait, and a certificate.
    pub(super) fn sample(text: Text) -> IntakeKnown {
        IntakeKnown {
            earlier: Some(EarlierPapers {
                href: "/desk/cases/c-201".into(),
                number: "收 2026-000201".into(),
                about: "逾期未补正退件 · 9 月 30 日".into(),
                sentence: text.f(
                    "上次交的材料还在{window}。没有变化的不用重交，在这里勾上，就转到这一件：",
                    [("window", &text.pick("2 号企业综合窗口", Some("window 2, business")))],
                ),
                rows: vec![
                    EarlierRow { row: 1, name: "食品经营许可申请书".into(), chosen: true },
                    EarlierRow {
                        row: 3, name: "设备设施布局和操作流程图（3 份）".into(), chosen: false
                    },
                ],
            }),
            holds: vec![HeldLine {
                href: "/desk/certificates/x".into(),
                name: "食品经营许可证 禾市监许〔2024〕8 号".into(),
                about: text.f("有效期到 {day}", [("day", &text.date_with_year((2029, 3, 1)))]),
            }],
            holds_same: true,
            wait: String::new(),
        }
    }

    /// Nothing is shown, for too many people were looked up.
    pub(super) fn sample_wait(text: Text) -> IntakeKnown {
        let sentence =
            "短时间里查的人多了，请过 {n} 分钟再看这里。收件照常；上次的材料和手里的证照，请当面问申请人。";
        IntakeKnown { wait: text.f(sentence, [("n", &12)]), ..IntakeKnown::default() }
    }

    /// The same with long names, nothing left of the papers.
    pub(super) fn sample_long(text: Text) -> IntakeKnown {
        let sample = IntakeKnown::sample(text);
        let earlier = sample.earlier.map(|it| EarlierPapers {
            sentence: text.t("上次的材料已经不在这里，这次要交。").into(),
            rows: Vec::new(),
            ..it
        });
        let line = |it: HeldLine| HeldLine { name: long_name(), ..it };
        IntakeKnown {
            earlier,
            holds: sample.holds.into_iter().map(line).collect(),
            holds_same: false,
            wait: String::new(),
        }
    }
}
