//! Interested parties and hearings: registered, told, heard, called, held (N13, N18, A26).

use calendar::{Day, Instant};
use casework::hearing::{
    Call, Command, Event, Hearing, Hold, Officers, Service, ServiceCorrection, Statement, Strike, Way, Who,
    Withdrawal,
};
use casework::{DocumentNo, PartySignature, Sealed};
use catalogue::{CaseId, PersonId, UnitCode};
use ledger::{Done, Lane, Submission};
use serde::{Deserialize, Serialize};
use store::{Statement as Sql, Value};

use crate::account::Session;
use crate::act::{FieldProblem, NAME_CHARS_MAX, TEXT_CHARS_MAX, text_problem};
use crate::act_visit::Signature;
use crate::case::{Problem, content_of};
use crate::domain::Asked;
use crate::file::{CaseFile, event_of};
use crate::hearing_paper::number_of;
use crate::kinds::hearing::stream_of;
use crate::particulars::{Sealer, Texts};
use crate::scope::within;
use crate::seal::StreamKey;
use crate::{Centre, Fault};

/// Hearings to chair that the desk shows at most.
const TO_CHAIR_MAX: usize = 60;

/// An interested party as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyForm {
    /// Name.
    pub name: String,
    /// Telephone or address, by which it is told.
    pub contact: String,
    /// What is at stake for it: 隔壁住户，采光.
    pub interest: String,
}

/// What may be asked, as typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HearingAct {
    /// Put the applicant on the register.
    AddApplicant,
    /// Put an interested party on it.
    Add(PartyForm),
    /// Tell a party.
    Tell(u8),
    /// Take down what it says.
    State {
        /// Place on the register.
        party: u8,
        /// The words; empty where it says nothing.
        words: String,
        /// Whether it asks for a hearing.
        asks_hearing: bool,
    },
    /// Call the hearing.
    Call {
        /// Who chairs.
        chair: PersonId,
        /// When.
        at: Instant,
        /// Where.
        place: String,
    },
    /// Name the two officers who will check (N22).
    Assign {
        /// One.
        first: PersonId,
        /// Another.
        second: PersonId,
    },
    /// Close it with the record.
    Hold {
        /// The record.
        record: String,
        /// Whether it was signed.
        signature: Signature,
    },
    /// Enter when and how a party's notice arrived.
    Serve {
        /// Place on the register.
        party: u8,
        /// The day it arrived.
        on: Day,
        /// How.
        way: Way,
        /// Who signed for it, the number of the posting, or the witnesses.
        proof: String,
    },
    /// Put right when and how it arrived.
    CorrectService {
        /// Place on the register.
        party: u8,
        /// The day it arrived.
        on: Day,
        /// How.
        way: Way,
        /// Who signed for it, the number of the posting, or the witnesses.
        proof: String,
        /// What was wrong, and how it was found.
        reason: String,
    },
    /// A party gives up the hearing it asked for.
    Withdraw {
        /// Place on the register.
        party: u8,
        /// What it wrote.
        words: String,
        /// Whether it signed.
        signed: bool,
    },
    /// Take off who was entered by mistake.
    Strike {
        /// Place on the register.
        party: u8,
        /// Why.
        reason: String,
    },
    /// Call the hearing off.
    CallOff {
        /// Why.
        reason: String,
    },
}

/// The register with its opened texts, and the case as far as it belongs to it.
pub struct HearingFile {
    /// The case.
    pub case: CaseFile,
    /// The register.
    pub hearing: Hearing,
    /// Its version.
    pub version: u64,
    /// The opened texts.
    pub texts: Texts,
    /// What happened, oldest first.
    pub lines: Vec<(Instant, Event)>,
    /// The papers with the place of the ledger at which each was issued.
    issued: Vec<(DocumentNo, u64)>,
}

impl HearingFile {
    /// Where in the ledger a paper was issued: its wording is that of then.
    pub fn issued_at(&self, number: DocumentNo) -> Option<u64> {
        self.issued.iter().find(|it| it.0 == number).map(|it| it.1)
    }
}

/// A hearing that a person is to chair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HearingBrief {
    /// The case.
    pub case: CaseId,
    /// When.
    pub at: Instant,
}

impl HearingAct {
    fn check(&self) -> Vec<FieldProblem> {
        let problems = match self {
            HearingAct::AddApplicant | HearingAct::Tell(_) | HearingAct::Assign { .. } => vec![],
            HearingAct::Add(form) => vec![
                text_problem("name", &form.name, true, NAME_CHARS_MAX),
                text_problem("contact", &form.contact, true, NAME_CHARS_MAX),
                text_problem("interest", &form.interest, true, TEXT_CHARS_MAX),
            ],
            HearingAct::State { words, .. } => vec![text_problem("words", words, false, TEXT_CHARS_MAX)],
            HearingAct::Serve { proof, .. } => vec![text_problem("proof", proof, true, NAME_CHARS_MAX)],
            HearingAct::CorrectService { proof, reason, .. } => vec![
                text_problem("proof", proof, true, NAME_CHARS_MAX),
                text_problem("reason", reason, true, TEXT_CHARS_MAX),
            ],
            HearingAct::Withdraw { words, .. } => vec![text_problem("words", words, true, TEXT_CHARS_MAX)],
            HearingAct::Strike { reason, .. } | HearingAct::CallOff { reason } => {
                vec![text_problem("reason", reason, true, TEXT_CHARS_MAX)]
            }
            HearingAct::Call { place, .. } => vec![text_problem("place", place, true, NAME_CHARS_MAX)],
            HearingAct::Hold { record, signature } => vec![
                text_problem("record", record, true, TEXT_CHARS_MAX),
                match signature {
                    Signature::Signed => None,
                    Signature::Refused(reason) => text_problem("refusal", reason, true, TEXT_CHARS_MAX),
                    Signature::Absent(witness) => text_problem("witness", witness, true, NAME_CHARS_MAX),
                },
            ],
        };
        problems.into_iter().flatten().collect()
    }

    fn sealed(&self, sealer: &mut Sealer<'_>) -> Result<Command, Fault> {
        let mut text = |kind: &'static str, text: &str| sealer.seal(kind, text.as_bytes()).map(Sealed);
        Ok(match self {
            HearingAct::AddApplicant => Command::Add(Who::Applicant),
            HearingAct::Add(form) => {
                Command::Add(Who::Third { particulars: Sealed(sealer.seal_record("party", form)?) })
            }
            HearingAct::Tell(party) => Command::Tell { party: *party },
            HearingAct::State { party, words, asks_hearing } => Command::State(Statement {
                party: *party,
                words: if words.trim().is_empty() { None } else { Some(text("statement", words)?) },
                asks_hearing: *asks_hearing,
            }),
            HearingAct::Call { chair, at, place } => {
                Command::Call(Call { chair: *chair, at: *at, place: text("hearing-place", place)? })
            }
            HearingAct::Serve { party, on, way, proof } => {
                Command::Serve(Service { party: *party, on: *on, way: *way, proof: text("proof", proof)? })
            }
            HearingAct::CorrectService { party, on, way, proof, reason } => {
                let service = Service { party: *party, on: *on, way: *way, proof: text("proof", proof)? };
                let reason = text("service-reason", reason)?;
                Command::CorrectService(ServiceCorrection { service, reason })
            }
            HearingAct::Withdraw { party, words, signed } => Command::Withdraw(Withdrawal {
                party: *party,
                words: text("withdrawal", words)?,
                signed: *signed,
            }),
            HearingAct::Strike { party, reason } => {
                Command::Strike(Strike { party: *party, reason: text("strike-reason", reason)? })
            }
            HearingAct::CallOff { reason } => Command::CallOff { reason: text("call-off-reason", reason)? },
            HearingAct::Assign { first, second } => {
                Command::Assign(Officers { first: *first, second: *second })
            }
            HearingAct::Hold { record, signature } => Command::Hold(Hold {
                record: text("hearing-record", record)?,
                signature: match signature {
                    Signature::Signed => PartySignature::Signed,
                    Signature::Refused(reason) => {
                        PartySignature::Refused { reason: text("visit-refusal", reason)? }
                    }
                    Signature::Absent(witness) => {
                        PartySignature::Absent { witness: text("visit-witness", witness)? }
                    }
                },
            }),
        })
    }
}

impl Centre {
    /// The register of a case, once there is one.
    pub(crate) async fn hearing_state(&self, case: CaseId) -> Result<Option<Hearing>, Fault> {
        let loaded = self.ledger.load(&self.division, &stream_of(case)).await?;
        Ok(loaded.and_then(|loaded| match loaded.state {
            crate::domain::State::Hearing(hearing) => Some(hearing),
            _ => None,
        }))
    }

    /// A person acts on the register or the hearing of a case.
    pub async fn hearing_act(
        &self,
        session: &Session,
        case: CaseId,
        command_id: [u8; 16],
        version: Option<u64>,
        act: &HearingAct,
    ) -> Result<Done, Problem> {
        let problems = act.check();
        if !problems.is_empty() {
            return Err(Problem::Form(problems));
        }
        let stream = stream_of(case);
        let known = self.stream_key(&stream).await?;
        let is_new = known.is_none();
        let key = known.unwrap_or_else(StreamKey::random);
        let mut sealer = Sealer::new(self, &stream, key.clone());
        let command = act.sealed(&mut sealer)?;
        let mut with = sealer.rows;
        if is_new {
            with.push(self.key_row(&stream, &key));
        }
        let done = self
            .submit(Submission {
                division: self.division.clone(),
                stream: stream.clone(),
                command_id,
                actor: session.person.as_str().to_owned(),
                command: Asked::Hearing(command),
                content: content_of(&("hearing", case.as_str(), act))?,
                occurred_at: None,
                expected_version: version,
                bodies: Vec::new(),
                with,
                lane: Lane::People,
            })
            .await?;
        if is_new && !done.replayed {
            self.stream_keys.remember(&stream, &key);
        }
        Ok(done)
    }

    /// The register of a case for whoever may open the case, and for the chair of its hearing.
    pub async fn hearing_fetch(&self, session: &Session, case: CaseId) -> Result<HearingFile, Problem> {
        let stream = stream_of(case);
        let loaded = self.ledger.load(&self.division, &stream).await?;
        let version = loaded.as_ref().map_or(0, |loaded| loaded.version);
        let hearing = match loaded.map(|loaded| loaded.state) {
            Some(crate::domain::State::Hearing(hearing)) => hearing,
            _ => Hearing::default(),
        };
        let chairs = hearing.called.is_some_and(|called| called.call.chair == session.person);
        let mut file = match chairs {
            true => self.case_fetch(case).await?.ok_or(Problem::NotFound)?,
            false => self.case_fetch_for(session, case).await?,
        };
        file.whole |= chairs;
        let texts = self.texts_of(&stream).await?;
        let entries = self.ledger.entries(&self.division, &stream, 0, crate::file::ENTRIES_MAX).await?;
        let (mut lines, mut issued) = (Vec::with_capacity(entries.len()), Vec::new());
        for entry in entries {
            let event = event_of(&entry, Event::decode)?;
            issued.extend(number_of(&event).map(|number| (number, entry.seq)));
            lines.push((Instant(entry.recorded_at), event));
        }
        Ok(HearingFile { case: file, hearing, version, texts, lines, issued })
    }

    /// Hearings that a person is to chair, the next first.
    pub async fn hearings_to_chair(&self, session: &Session) -> Result<Vec<HearingBrief>, Fault> {
        self.hearings_page(session, None, None, TO_CHAIR_MAX).await
    }

    /// One page of them, with `unit` only of that unit's cases; `after` is the last one shown.
    pub async fn hearings_page(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        after: Option<&HearingBrief>,
        limit: usize,
    ) -> Result<Vec<HearingBrief>, Fault> {
        let mut params: Vec<Value> = vec![
            self.division.as_str().into(),
            session.person.as_str().into(),
            after.map_or(i64::MIN, |it| it.at.0).into(),
            after.map_or("", |it| it.case.as_str()).into(),
            limit.min(200).into(),
        ];
        let within = within(unit, &mut params);
        let sql = format!(
            "select case_id, at from hearing_row where division = $1 and chair = $2 and chair <> '' and held = 0 \
             and {within} and (at > $3 or (at = $3 and case_id > $4)) order by at, case_id limit $5"
        );
        let rows = self.store.read(Sql::new(sql, params)).await?;
        let mut briefs = Vec::with_capacity(rows.len());
        for row in &rows {
            let (Ok(case), Some(at)) = (CaseId::parse(row.text(0)?), row.opt_int(1)?) else { continue };
            briefs.push(HearingBrief { case, at: Instant(at) });
        }
        Ok(briefs)
    }
}
