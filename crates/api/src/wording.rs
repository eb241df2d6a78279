//! The wording of papers for programs: the list, one paper's sentences and layout with its history, proposing, approving, sending
//! back (C16).

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::Digest;
use catalogue::paper_blocks::frame_of;
use catalogue::wording::Wording;
use catalogue::wording_slots::{PaperWords, Slot, SlotKind, words_of};
use catalogue::wording_stream::{Proposal, WordingEvent, WordingRefusal};
use centre::act::FieldWhy;
use centre::token::Bearer;
use centre::wording::{Proposed, Review, Unfit, WordingLine};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::problem;
use super::layout::{self, BlockShown, LayoutLaid};
use super::problem::{Kind, Trouble};
use super::record::{Command, next};
use super::shown::{Next, time};
use pages::desk::Refused;
use web::handle::{layout_words, said, wording_preview, wording_words as words};

/// A paper in the list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordingListed {
    /// Its name in addresses.
    pub paper: String,
    /// What it is called.
    pub name: String,
    /// The revision in force; 0 is the built-in one.
    pub revision: u32,
    /// Since when; null for the built-in one.
    pub since: Option<String>,
    /// A proposal waits for the legal reviewer.
    pub proposed: bool,
}

/// A page of papers, in the order of a case's course.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordingList {
    /// The papers.
    pub papers: Vec<WordingListed>,
    /// `cursor` of the next page; null at the end.
    pub next: Next,
}

/// A sentence that the office may say otherwise.
#[derive(Debug, Serialize, JsonSchema)]
pub struct SentenceShown {
    /// Its name.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// Places it may have.
    pub places: Vec<String>,
    /// Places it may not do without.
    pub needed: Vec<String>,
    /// Characters at most.
    pub length_max: usize,
    /// Lines at most.
    pub lines_max: usize,
    /// In force, in Chinese.
    pub zh: String,
    /// In force, in English.
    pub en: String,
}

/// A proposal that waits.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ProposedShown {
    /// The revision it would be.
    pub revision: u32,
    /// Names it for the reviewer's act.
    pub digest: String,
    /// Who proposed it.
    pub by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Its sentences in Chinese, by their names.
    pub zh: BTreeMap<String, String>,
    /// Its sentences in English.
    pub en: BTreeMap<String, String>,
    /// How the paper would be laid out.
    pub layout: LayoutLaid,
}

/// Something that happened to a wording.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordingMoment {
    /// `proposed`, `approved` or `returned`.
    pub what: String,
    /// The revision.
    pub revision: u32,
    /// Its digest.
    pub digest: String,
    /// Who.
    pub by: String,
    /// When.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Why it was sent back; empty otherwise.
    pub reason: String,
}

/// The wording of one paper.
#[derive(Debug, Serialize, JsonSchema)]
pub struct WordingShown {
    /// The paper.
    pub paper: String,
    /// What it is called.
    pub name: String,
    /// Version of its record; 0 before anything was proposed.
    pub version: u64,
    /// The revision in force; 0 is the built-in one. A proposal names it as `after`.
    pub revision: u32,
    /// Its sentences.
    pub sentences: Vec<SentenceShown>,
    /// How it is laid out.
    pub layout: LayoutLaid,
    /// The blocks it is made of, in the order of the program.
    pub blocks: Vec<BlockShown>,
    /// It is short enough for an A5 sheet.
    pub fits_a5: bool,
    /// The proposal that waits.
    pub proposed: Option<ProposedShown>,
    /// The newest first, at most 50.
    pub history: Vec<WordingMoment>,
    /// The acts that this person may do now.
    pub acts: Vec<String>,
}

/// The acts of a wording.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum WordingAsked {
    /// 提出.
    Propose {
        /// The revision that it follows; 0 for the built-in one.
        #[schemars(range(max = 1_000_000))]
        after: u32,
        /// Every sentence in Chinese, by its name.
        zh: BTreeMap<String, String>,
        /// Every sentence in English.
        en: BTreeMap<String, String>,
        /// How the paper is laid out; without it as it is in force.
        #[serde(default)]
        layout: Option<LayoutLaid>,
    },
    /// 批准, by a legal reviewer who did not propose it.
    Approve {
        /// The proposal that was read.
        #[schemars(length(max = 64))]
        digest: String,
    },
    /// 退回.
    Return {
        /// The proposal that was read.
        #[schemars(length(max = 64))]
        digest: String,
        /// Why.
        #[schemars(length(max = 500))]
        reason: String,
    },
}

/// Greatest revision that a proposal may follow.
const AFTER_MAX: u32 = 1_000_000;

/// What the centre says of a wording.
fn unfit(call: &Call, unfit: Unfit) -> Trouble {
    let text = call.text;
    match unfit {
        Unfit::NoPaper => Kind::NotFound.into(),
        Unfit::Refused(WordingRefusal::NotAllowed) => Kind::OutOfScope.into(),
        Unfit::Refused(WordingRefusal::Changed) => Kind::Changed.into(),
        Unfit::Refused(refusal) => {
            let sentence = words::obstacle(text, &Unfit::Refused(refusal));
            Trouble::refused(Refused { sentence, code: refusal.code().to_owned(), ..Refused::default() })
        }
        Unfit::Wrong(problems, laid) => {
            let said = problems.iter().map(|it| {
                let field = format!("{}.{}", it.language.key(), it.slot.chars().take(60).collect::<String>());
                (field, words::sentence(text, it))
            });
            let laid = laid.iter();
            let laid = laid.map(|it| (layout::member(&it.field), layout_words::sentence(text, it)));
            Trouble::said(Kind::Fields, said.chain(laid))
        }
        Unfit::Reason => Trouble::field(Kind::Fields, "reason", text.t("请写明为什么退回，500 字以内。")),
        Unfit::IdReused => Kind::IdReused.into(),
        Unfit::Fault(fault) => call.fault(&fault),
    }
}

/// The wording of papers is every unit's: a token that is kept to one does not reach it.
fn whole_centre(bearer: &Bearer) -> Result<(), Trouble> {
    bearer.unit.map_or(Ok(()), |_| Err(Kind::OutOfScope.into()))
}

/// `GET /api/v1/papers`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, query) = call.looks(&["limit", "cursor"]).await?;
    let limit = call.limit(query)?;
    whole_centre(&bearer)?;
    let all = call.app.centre.wording_list(&bearer.session).await.map_err(|it| unfit(call, it))?;
    let place = |text: &str| all.iter().position(|(paper, _)| paper.paper == text);
    let from = call.cursor(query, place)?.map_or(0, |it| it + 1);
    let mut page: Vec<_> = all.iter().skip(from).take(limit + 1).collect();
    let next = next(&mut page, limit, |last| last.0.paper.to_owned());
    let papers = page.into_iter().map(|(paper, state)| WordingListed {
        paper: paper.paper.to_owned(),
        name: words::name(call.text, paper),
        revision: state.published.map_or(0, |it| it.body.revision),
        since: state.published.map(|it| time(it.at)),
        proposed: state.proposed.is_some(),
    });
    call.json(StatusCode::OK, &WordingList { papers: papers.collect(), next })
}

/// `GET /api/v1/papers/{paper}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    whole_centre(&bearer)?;
    let known = call.app.centre.wording_page(&bearer.session, &call.place).await;
    let known = known.map_err(|it| unfit(call, it))?;
    let offered =
        [("propose", known.may_edit), ("approve", known.may_approve), ("return", known.may_approve)];
    let frame = frame_of(known.words.paper);
    let answer = WordingShown {
        paper: known.words.paper.to_owned(),
        name: words::name(call.text, known.words),
        version: known.version,
        revision: known.state.published.map_or(0, |it| it.body.revision),
        sentences: known
            .words
            .slots
            .iter()
            .map(|it| sentence(call, known.words, &known.in_force, it))
            .collect(),
        layout: layout::shown(&known.in_force.layout()),
        blocks: layout::blocks(call.text, &frame),
        fits_a5: frame.fits_a5,
        proposed: known.state.proposed.zip(known.proposed.as_deref()).map(|(it, of)| proposal(&it, of)),
        history: known.history.iter().map(moment).collect(),
        acts: offered.iter().filter(|(_, open)| *open).map(|(act, _)| (*act).to_owned()).collect(),
    };
    call.versioned(known.version, &answer)
}

fn sentence(call: &Call, paper: &PaperWords, wording: &Wording, slot: &Slot) -> SentenceShown {
    use catalogue::wording::WordingLanguage::{Chinese, English};
    let kind: SlotKind = slot.kind;
    SentenceShown {
        key: slot.key.to_owned(),
        label: slot.label[said::language(call.text).place()].to_owned(),
        places: slot.places.iter().map(|it| (*it).to_owned()).collect(),
        needed: slot.needed.iter().map(|it| (*it).to_owned()).collect(),
        length_max: kind.length_max(),
        lines_max: kind.lines_max(),
        zh: wording.said(paper, slot.key, Chinese).to_owned(),
        en: wording.said(paper, slot.key, English).to_owned(),
    }
}

fn proposal(it: &Proposal, wording: &Wording) -> ProposedShown {
    ProposedShown {
        revision: it.body.revision,
        digest: it.body.digest.to_string(),
        by: it.by.to_string(),
        at: time(it.at),
        zh: wording.zh.clone(),
        en: wording.en.clone(),
        layout: layout::shown(&wording.layout()),
    }
}

fn moment(line: &WordingLine) -> WordingMoment {
    let what = match line.event {
        WordingEvent::WordingProposed(_) => "proposed",
        WordingEvent::WordingApproved(_) => "approved",
        WordingEvent::WordingReturned(_) => "returned",
    };
    WordingMoment {
        what: what.to_owned(),
        revision: line.revision,
        digest: line.digest.to_string(),
        by: line.by.to_string(),
        at: time(line.at),
        reason: line.reason.clone(),
    }
}

/// `POST /api/v1/papers/{paper}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, version, asked } = call.acts::<WordingAsked>(body).await?;
    whole_centre(&bearer)?;
    let of = words_of(&call.place).ok_or_else(|| Trouble::from(Kind::NotFound))?;
    let paper = of.paper;
    let (centre, session) = (&call.app.centre, &bearer.session);
    let read = |digest: &str| {
        let wrong = |_| Trouble::fields(call.text, &[problem("digest", FieldWhy::NotAChoice)]);
        Digest::parse(digest).map_err(wrong)
    };
    let done = match asked {
        WordingAsked::Propose { after, .. } if after > AFTER_MAX => {
            return Err(Trouble::fields(call.text, &[problem("after", FieldWhy::NotANumber)]));
        }
        WordingAsked::Propose { after, zh, en, layout } => {
            let layout = match layout {
                Some(laid) => layout::asked(laid),
                None => {
                    let known = centre.wording_page(session, paper).await;
                    known.map_err(|it| unfit(call, it))?.in_force.layout()
                }
            };
            let wording = Wording { paper: paper.to_owned(), zh, en, layout: None }.laid_out(layout);
            if let Some(wrong) = wording_preview::unprintable(&call.app, session, of, &wording).await {
                return Err(unfit(call, wrong));
            }
            centre.wording_propose(session, id, Proposed { wording: &wording, after }, version).await
        }
        WordingAsked::Approve { digest } => {
            centre.wording_review(session, id, version, paper, (read(&digest)?, &Review::Approve)).await
        }
        WordingAsked::Return { digest, reason } => {
            let back = Review::Return(reason);
            centre.wording_review(session, id, version, paper, (read(&digest)?, &back)).await
        }
    };
    let done = done.map_err(|it| unfit(call, it))?;
    call.done(StatusCode::OK, &format!("/papers/{paper}"), paper, &done)
}
