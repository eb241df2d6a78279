//! The acts of a certificate as a program asks them.

use calendar::Day;
use casework::certificate::EndGround;
use catalogue::WindowId;
use centre::act::{FieldProblem, FieldWhy};
use centre::certificate::{CertificateAct, CertificateContent, HandedBy, HandingRecord, OtherHanding};
use schemars::JsonSchema;
use serde::Deserialize;

use super::act_body::ContactDetailsAsked;
use super::act_words::OutcomeAsked;
use super::came::{Came, CameAsked, CollectorAsked, Shown, ShownAsked, at_window};
use super::intake::problem;

/// How a paper came to the holder.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "by", rename_all = "snake_case", deny_unknown_fields)]
pub enum HandedAsked {
    /// 窗口领取, in person.
    Holder {
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
    },
    /// 窗口代领: the letter of authority was seen.
    Collector {
        /// Name.
        #[schemars(length(max = 300))]
        name: String,
        /// Type of the document shown.
        #[schemars(length(max = 8))]
        document_type: String,
        /// Its number.
        #[schemars(length(max = 64))]
        document_number: String,
    },
    /// 邮寄、留置、公告.
    Otherwise {
        /// How.
        how: HowAsked,
        /// The day on the carrier's receipt, on which it was left, or on which it was published.
        #[schemars(length(max = 10), extend("format" = "date"))]
        on: String,
        /// The address the holder confirmed, or where it was published.
        #[schemars(length(max = 300))]
        place: String,
        /// Carrier, number and who signed; why it was not taken; or why nothing else reached the holder.
        #[schemars(length(max = 2000))]
        words: String,
        /// Of a paper that was left: who saw it.
        #[serde(default)]
        #[schemars(length(max = 300))]
        witness1: String,
        /// The other.
        #[serde(default)]
        #[schemars(length(max = 300))]
        witness2: String,
    },
}

/// The ways beside the window.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HowAsked {
    /// 邮寄, signed for.
    Post,
    /// 留置.
    Left,
    /// 公告, which has run.
    Announced,
}

impl HandedAsked {
    fn read(self) -> Result<HandedBy, FieldProblem> {
        Ok(match self {
            HandedAsked::Holder { document_type, document_number } => {
                HandedBy::Holder { document_type, document_number }
            }
            HandedAsked::Collector { name, document_type, document_number } => {
                HandedBy::Collector { name, document_type, document_number }
            }
            HandedAsked::Otherwise { how, on, place, words, witness1, witness2 } => HandedBy::Otherwise {
                how: match how {
                    HowAsked::Post => OtherHanding::Post,
                    HowAsked::Left => OtherHanding::Left,
                    HowAsked::Announced => OtherHanding::Announced,
                },
                on: Day::parse(&on).ok_or_else(|| problem("on", FieldWhy::NotADay))?,
                record: HandingRecord { place, words, witnesses: [witness1, witness2] },
            },
        })
    }
}

/// What a new paper says.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContentAsked {
    /// Name of the person or the firm.
    #[schemars(length(max = 300))]
    pub holder: String,
    /// Document type of GA/T 2000.156.
    #[schemars(length(max = 8))]
    pub document_type: String,
    /// Number of the document.
    #[schemars(length(max = 64))]
    pub document_number: String,
    /// What is permitted; may be empty.
    #[serde(default)]
    #[schemars(length(max = 300))]
    pub scope: String,
}

/// The grounds on which a certificate is ended, each of one article.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct GroundAsked(
    /// As the law has it: `obtained_by_deceit`, `not_renewed`, ….
    #[schemars(with = "String", length(max = 40))]
    pub EndGround,
);

/// The acts of a certificate; the names are those under which it offers them.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum CertificateAsked {
    /// 申请更正: another decides.
    Correct {
        /// What the new paper says.
        content: ContentAsked,
        /// What was wrong.
        #[schemars(length(max = 2000))]
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 申请变更 by the holder: another decides.
    Change {
        /// What the new paper says.
        content: ContentAsked,
        /// Type of the document that the certificate bears so far.
        #[serde(default)]
        #[schemars(length(max = 8))]
        shown_type: String,
        /// Its number, as the holder shows it.
        #[serde(default)]
        #[schemars(length(max = 64))]
        shown_number: String,
        /// Whom the holder sent, with a letter of authority (N7); then the holder's document is not needed.
        #[serde(default)]
        collector: Option<CollectorAsked>,
        /// What was changed, and the proof.
        #[schemars(length(max = 2000))]
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 准予或不予更正、变更、补发.
    DecideReissue {
        /// Grant or refusal.
        outcome: OutcomeAsked,
        /// Why not.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reasons: String,
    },
    /// 申请补发 by the holder at a window: another decides.
    Replace {
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
        /// Lost or spoilt.
        #[schemars(length(max = 2000))]
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 改联系方式 (E3, E11): the holder is told where news arrives from now on, and where it arrived before.
    ChangeContact {
        /// The document shown, and the window.
        #[serde(flatten)]
        shown: ShownAsked,
        /// How the holder is reached from now on.
        contact: ContactDetailsAsked,
    },
    /// 申请延续.
    ApplyRenewal {
        /// Who came, and the window.
        #[serde(flatten)]
        came: CameAsked,
        /// In the holder's words.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// 准予或不予延续.
    DecideRenewal {
        /// Grant or refusal.
        outcome: OutcomeAsked,
        /// Why not.
        #[serde(default)]
        #[schemars(length(max = 2000))]
        reasons: String,
    },
    /// 拟撤回、撤销、注销或吊销.
    OpenProceeding {
        /// On what ground.
        ground: GroundAsked,
        /// The facts.
        #[schemars(length(max = 2000))]
        facts: String,
    },
    /// 陈述申辩.
    RecordStatement {
        /// The words.
        #[schemars(length(max = 2000))]
        words: String,
    },
    /// The end of proceedings.
    DecideProceeding {
        /// Whether it ends.
        ends: bool,
        /// Why.
        #[schemars(length(max = 2000))]
        reasons: String,
    },
    /// 发放、送达 a paper that was made after the case.
    HandOut {
        /// Its name, as among the papers.
        #[schemars(length(max = 40))]
        paper: String,
        /// How.
        way: HandedAsked,
        /// The window; where the person sits when it does not come.
        #[serde(default)]
        #[schemars(length(max = 64))]
        window: Option<String>,
    },
}

impl CertificateAsked {
    /// The act; `seat` is where the person sits.
    pub(super) fn read(self, seat: Option<WindowId>) -> Result<CertificateAct, FieldProblem> {
        let content = |asked: ContentAsked| CertificateContent {
            holder: asked.holder,
            document_type: asked.document_type,
            document_number: asked.document_number,
            scope: asked.scope,
        };
        Ok(match self {
            CertificateAsked::Correct { content: it, reason, old_returned } => {
                CertificateAct::Correct { content: content(it), reason, old_returned }
            }
            CertificateAsked::Change {
                content: it,
                shown_type,
                shown_number,
                collector,
                reason,
                old_returned,
            } => CertificateAct::Change {
                content: content(it),
                shown_type,
                shown_number,
                collector: collector.map(CollectorAsked::read),
                reason,
                old_returned,
            },
            CertificateAsked::DecideReissue { outcome, reasons } => {
                CertificateAct::DecideReissue { outcome: outcome.into(), reasons }
            }
            CertificateAsked::Replace { shown, reason, old_returned } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                CertificateAct::Replace { document_type, document_number, window, reason, old_returned }
            }
            CertificateAsked::HandOut { paper, way, window } => {
                CertificateAct::HandOut { paper, way: way.read()?, window: at_window(window, seat)? }
            }
            CertificateAsked::ChangeContact { shown, contact } => {
                let Shown { document_type, document_number, window } = shown.read(seat)?;
                let contact = contact.read();
                CertificateAct::ChangeContact { document_type, document_number, contact, window }
            }
            CertificateAsked::ApplyRenewal { came, words } => {
                let Came { document_type, document_number, collector, window } = came.read(seat)?;
                CertificateAct::ApplyRenewal { document_type, document_number, collector, words, window }
            }
            CertificateAsked::DecideRenewal { outcome, reasons } => {
                CertificateAct::DecideRenewal { outcome: outcome.into(), reasons }
            }
            CertificateAsked::OpenProceeding { ground, facts } => {
                CertificateAct::OpenProceeding { ground: ground.0, facts }
            }
            CertificateAsked::RecordStatement { words } => CertificateAct::RecordStatement { words },
            CertificateAsked::DecideProceeding { ends, reasons } => {
                CertificateAct::DecideProceeding { ends, reasons }
            }
        })
    }
}
