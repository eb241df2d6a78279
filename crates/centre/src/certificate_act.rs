//! What a person asks of a certificate, as typed, and the command that is made of it.

use calendar::Day;
use casework::certificate::{
    ApplyRenewal, CertificateRefusal, Change, ChangeHolderContact, Command, DecideProceeding, DecideReissue,
    DecideRenewal, EndGround, HandOut, Handing, OpenProceeding, RecordStatement, Reissue, Replace,
};
use casework::{DocumentNo, Outcome, Sealed};
use catalogue::WindowId;
use serde::{Deserialize, Serialize};

use crate::Centre;
use crate::act::{Collector, FieldProblem, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::act_delivery::same_witness;
use crate::case::Problem;
use crate::comes::comer_problems;
use crate::contact_details::ContactDetails;
use crate::particulars::Sealer;

/// What a certificate says of its holder and of what it permits; sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateContent {
    /// Name of the person or the firm.
    pub holder: String,
    /// Document type of GA/T 2000.156.
    pub document_type: String,
    /// Number of the document.
    pub document_number: String,
    /// What is permitted; may be empty.
    #[serde(default)]
    pub scope: String,
}

/// What a person may ask of a certificate; texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateAct {
    /// 申请更正 (E17).
    Correct {
        /// What the new paper says.
        content: CertificateContent,
        /// What was wrong.
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 申请变更 (E11).
    Change {
        /// What the new paper says.
        content: CertificateContent,
        /// Type of the document that the certificate bears so far, shown by its holder.
        shown_type: String,
        /// Its number.
        shown_number: String,
        /// Whom the holder sent in the own place (N7).
        collector: Option<Collector>,
        /// What was changed, and the proof that was seen.
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// Decide a correction, a change or a replacement.
    DecideReissue {
        /// Grant or refusal.
        outcome: Outcome,
        /// Why not; needed for a refusal.
        reasons: String,
    },
    /// 申请补发 (A22).
    Replace {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// At which window.
        window: WindowId,
        /// Lost or spoilt, in the holder's words.
        reason: String,
        /// The old paper came back.
        old_returned: bool,
    },
    /// 改联系方式 (E3, E11).
    ChangeContact {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
        /// How the holder is reached from now on.
        contact: ContactDetails,
        /// At which window.
        window: WindowId,
    },
    /// 申请延续 (N21).
    ApplyRenewal {
        /// Type of the document shown by the holder.
        document_type: String,
        /// Its number.
        document_number: String,
        /// Whom the holder sent in the own place (N7).
        collector: Option<Collector>,
        /// In the holder's words; may be empty.
        words: String,
        /// At which window.
        window: WindowId,
    },
    /// Decide it.
    DecideRenewal {
        /// Grant or refusal.
        outcome: Outcome,
        /// Why not; needed for a refusal.
        reasons: String,
    },
    /// 立案并告知 (N25).
    OpenProceeding {
        /// On what ground.
        ground: EndGround,
        /// The facts.
        facts: String,
    },
    /// 陈述申辩.
    RecordStatement {
        /// The words.
        words: String,
    },
    /// The end of proceedings.
    DecideProceeding {
        /// Whether it ends.
        ends: bool,
        /// Why.
        reasons: String,
    },
    /// 发放、送达 (N16).
    HandOut {
        /// The paper, by the mark of its number.
        paper: String,
        /// How.
        way: HandedBy,
        /// At which window the officer sits.
        window: WindowId,
    },
}

/// How a paper comes to the holder. Texts are as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HandedBy {
    /// In person.
    Holder {
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
    },
    /// Somebody else, whose letter of authority was seen (E16).
    Collector {
        /// Name.
        name: String,
        /// Type of the document shown.
        document_type: String,
        /// Its number.
        document_number: String,
    },
    /// Not at a window (C25).
    Otherwise {
        /// How.
        how: OtherHanding,
        /// The day on the carrier's receipt, on which it was left, or on which it was published.
        on: Day,
        /// What is on record about it.
        record: HandingRecord,
    },
}

/// The ways beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OtherHanding {
    /// 邮寄.
    Post,
    /// 留置.
    Left,
    /// 公告.
    Announced,
}

impl OtherHanding {
    /// Every way with its word in forms.
    pub const ALL: [(&'static str, OtherHanding); 3] =
        [("post", OtherHanding::Post), ("left", OtherHanding::Left), ("announced", OtherHanding::Announced)];
}

/// What the law wants on record of a paper that was not handed over at a window; sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingRecord {
    /// The address that the holder confirmed in writing, or where it was published.
    pub place: String,
    /// Carrier, number and who signed; why it was not taken; or why nothing else reached the holder.
    pub words: String,
    /// The two who saw that it was left; empty for the other ways.
    #[serde(default)]
    pub witnesses: [String; 2],
}

impl CertificateAct {
    /// Its name in addresses.
    pub fn name(&self) -> &'static str {
        match self {
            CertificateAct::Correct { .. } => "correct",
            CertificateAct::Change { .. } => "change",
            CertificateAct::DecideReissue { .. } => "decide-reissue",
            CertificateAct::Replace { .. } => "replace",
            CertificateAct::ApplyRenewal { .. } => "apply-renewal",
            CertificateAct::DecideRenewal { .. } => "decide-renewal",
            CertificateAct::OpenProceeding { .. } => "open-proceeding",
            CertificateAct::RecordStatement { .. } => "record-statement",
            CertificateAct::DecideProceeding { .. } => "decide-proceeding",
            CertificateAct::HandOut { .. } => "hand-out",
            CertificateAct::ChangeContact { .. } => "change-contact",
        }
    }

    /// Whether a document is shown that somebody might guess.
    pub(crate) fn shows_identity(&self) -> bool {
        use CertificateAct::{ApplyRenewal, Change, ChangeContact, Correct, HandOut, Replace};
        match self {
            Correct { .. } | Change { .. } | Replace { .. } | ApplyRenewal { .. } | ChangeContact { .. } => {
                true
            }
            HandOut { way, .. } => matches!(way, HandedBy::Holder { .. }),
            _ => false,
        }
    }

    pub(crate) fn check(&self) -> Vec<FieldProblem> {
        let mut problems = Vec::new();
        match self {
            CertificateAct::ApplyRenewal { document_number, collector, .. } => {
                problems.extend(comer_problems("document_number", document_number, collector.as_ref()));
            }
            CertificateAct::Change { shown_number, collector, .. } => {
                problems.extend(comer_problems("shown_number", shown_number, collector.as_ref()));
            }
            CertificateAct::ChangeContact { contact, .. } => problems.extend(contact.check()),
            _ => {}
        }
        let mut text = |field: &str, text: &str, needed: bool, max: usize| {
            problems.extend(text_problem(field, text, needed, max));
        };
        match self {
            CertificateAct::Correct { content, reason, .. }
            | CertificateAct::Change { content, reason, .. } => {
                text("holder", &content.holder, true, NAME_CHARS_MAX);
                text("document_number", &content.document_number, true, 64);
                text("scope", &content.scope, false, NAME_CHARS_MAX);
                text("reason", reason, true, TEXT_CHARS_MAX);
            }
            CertificateAct::Replace { document_number, reason, .. } => {
                text("document_number", document_number, true, 64);
                text("reason", reason, true, TEXT_CHARS_MAX);
            }
            CertificateAct::ApplyRenewal { words, .. } => text("words", words, false, TEXT_CHARS_MAX),
            CertificateAct::ChangeContact { document_number, .. } => {
                text("document_number", document_number, true, 64);
            }
            CertificateAct::DecideRenewal { outcome, reasons }
            | CertificateAct::DecideReissue { outcome, reasons } => {
                text("reasons", reasons, *outcome == Outcome::Refused, TEXT_CHARS_MAX);
            }
            CertificateAct::OpenProceeding { facts, .. } => text("facts", facts, true, TEXT_CHARS_MAX),
            CertificateAct::RecordStatement { words } => text("words", words, true, TEXT_CHARS_MAX),
            CertificateAct::DecideProceeding { reasons, .. } => {
                text("reasons", reasons, true, TEXT_CHARS_MAX);
            }
            CertificateAct::HandOut { paper, way, .. } => {
                text("paper", paper, true, 40);
                match way {
                    HandedBy::Holder { document_number, .. } => {
                        text("document_number", document_number, true, 64);
                    }
                    HandedBy::Collector { name, document_number, .. } => {
                        text("collector_name", name, true, NAME_CHARS_MAX);
                        text("document_number", document_number, true, 64);
                    }
                    HandedBy::Otherwise { how, record, .. } => {
                        let left = *how == OtherHanding::Left;
                        text("place", &record.place, true, NAME_CHARS_MAX);
                        text("words", &record.words, true, TEXT_CHARS_MAX);
                        text("witness1", &record.witnesses[0], left, NAME_CHARS_MAX);
                        text("witness2", &record.witnesses[1], left, NAME_CHARS_MAX);
                        problems.extend(same_witness(&record.witnesses));
                    }
                }
            }
        }
        problems
    }
}

impl Centre {
    /// Seals what was typed and makes the command; `number` is that of the paper to be handed out.
    pub(crate) fn certificate_command(
        &self,
        act: &CertificateAct,
        number: Option<DocumentNo>,
        sealer: &mut Sealer<'_>,
    ) -> Result<Command, Problem> {
        Ok(match act {
            CertificateAct::Correct { content, reason, old_returned } => {
                Command::Correct(self.reissue(content, reason, *old_returned, sealer)?)
            }
            CertificateAct::Change { content, shown_type, shown_number, collector, reason, old_returned } => {
                Command::Change(Change {
                    by: self.comes(shown_type, shown_number, collector.as_ref(), sealer)?,
                    new: self.reissue(content, reason, *old_returned, sealer)?,
                })
            }
            CertificateAct::DecideReissue { outcome, reasons } => Command::DecideReissue(DecideReissue {
                outcome: *outcome,
                reasons: sealer.seal_words("reasons", reasons)?,
            }),
            CertificateAct::Replace { document_type, document_number, window, reason, old_returned } => {
                Command::Replace(Replace {
                    identity: self.person_digest(document_type, document_number),
                    window: *window,
                    reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
                    old_returned: *old_returned,
                })
            }
            CertificateAct::ChangeContact { document_type, document_number, contact, window } => {
                Command::ChangeContact(ChangeHolderContact {
                    identity: self.person_digest(document_type, document_number),
                    contact: Sealed(sealer.seal_record("contact", contact)?),
                    window: *window,
                })
            }
            CertificateAct::ApplyRenewal { document_type, document_number, collector, words, window } => {
                Command::ApplyRenewal(ApplyRenewal {
                    by: self.comes(document_type, document_number, collector.as_ref(), sealer)?,
                    window: *window,
                    words: sealer.seal_words("words", words)?,
                })
            }
            CertificateAct::DecideRenewal { outcome, reasons } => Command::DecideRenewal(DecideRenewal {
                outcome: *outcome,
                reasons: sealer.seal_words("reasons", reasons)?,
            }),
            CertificateAct::OpenProceeding { ground, facts } => Command::OpenProceeding(OpenProceeding {
                ground: *ground,
                facts: Sealed(sealer.seal("facts", facts.as_bytes())?),
            }),
            CertificateAct::RecordStatement { words } => Command::RecordStatement(RecordStatement {
                words: Sealed(sealer.seal("words", words.as_bytes())?),
            }),
            CertificateAct::DecideProceeding { ends, reasons } => {
                Command::DecideProceeding(DecideProceeding {
                    ends: *ends,
                    reasons: Sealed(sealer.seal("reasons", reasons.as_bytes())?),
                })
            }
            CertificateAct::HandOut { way, window, .. } => Command::HandOut(HandOut {
                paper: number.ok_or(Problem::Refused(CertificateRefusal::NotToHandOut.into()))?,
                way: self.handing(way, sealer)?,
                window: *window,
            }),
        })
    }

    fn handing(&self, way: &HandedBy, sealer: &mut Sealer<'_>) -> Result<Handing, Problem> {
        Ok(match way {
            HandedBy::Holder { document_type, document_number } => {
                Handing::Holder { identity: self.person_digest(document_type, document_number) }
            }
            HandedBy::Collector { name, document_type, document_number } => {
                let who = Collector {
                    name: name.trim().to_owned(),
                    document_type: document_type.clone(),
                    document_number: document_number.trim().to_owned(),
                    letter: true,
                };
                Handing::Collector { collector: Sealed(sealer.seal_record("collector", &who)?) }
            }
            HandedBy::Otherwise { how, on, record } => {
                let (on, record) = (*on, Sealed(sealer.seal_record("handing", record)?));
                match how {
                    OtherHanding::Post => Handing::Post { on, record },
                    OtherHanding::Left => Handing::Left { on, record },
                    OtherHanding::Announced => Handing::Announced { on, record },
                }
            }
        })
    }

    fn reissue(
        &self,
        content: &CertificateContent,
        reason: &str,
        old_returned: bool,
        sealer: &mut Sealer<'_>,
    ) -> Result<Reissue, Problem> {
        let document = self.identity(&content.document_type, &content.document_number);
        let number = document
            .map_err(|why| Problem::Form(vec![FieldProblem { field: "document_number".into(), why }]))?
            .number;
        let holder = self.person_digest(&content.document_type, &number);
        let content = CertificateContent { document_number: number, ..content.clone() };
        Ok(Reissue {
            content: Sealed(sealer.seal_record("certificate", &content)?),
            holder,
            reason: Sealed(sealer.seal("reason", reason.as_bytes())?),
            old_returned,
        })
    }
}
