//! `GET /desk/cases/{id}`: the case file. First what can be done now, beside it the clocks, below it everything else.

use super::RecordForm;
use super::act::{Act, ActCard};
use super::materials::MaterialRow;
use super::paper_link::PaperLink;
use super::parts::{Due, Refused};
use crate::layout::{Light, Page, PageFrame, Stages, StateWord};
use crate::text::Text;
use askama::Template;

/// What the case is, who holds it, by when.
#[derive(Clone, Debug)]
pub struct CaseHead {
    /// Name of the item.
    pub item: String,
    /// Applicant, masked.
    pub applicant: String,
    /// Identity document, masked, and telephone, masked; one line.
    pub contact: String,
    /// Numbers with their names: 收件编号, 受理文书编号, 决定书编号 (C15).
    pub numbers: Vec<(String, String)>,
    /// Light, while a clock runs.
    pub light: Option<Light>,
    /// Why the light is yellow or red, a sentence each; empty while it is green.
    pub light_why: Vec<String>,
    /// State in the office's words.
    pub state: StateWord,
    /// The earliest last day.
    pub due: Option<Due>,
    /// Who holds it: one named person with unit.
    pub holder: String,
    /// Case agent and office telephone.
    pub agent: String,
    /// Fast track approved (A42).
    pub is_priority: bool,
    /// Which vehicle, shop, plot; may be empty.
    pub object: String,
}

/// A clock of the case.
#[derive(Clone, Debug)]
pub struct ClockRow {
    /// 答复是否受理, 承诺, 法定, 本环节, 送达.
    pub name: String,
    /// Light; none when stopped or ended.
    pub light: Option<Light>,
    /// Last day and what is left.
    pub due: Due,
    /// `11 月 12 日起，7 个工作日，已用 5 个`.
    pub span: String,
    /// Article; may be empty.
    pub basis: String,
    /// Why it stands still; empty when it runs.
    pub stopped: String,
    /// It has ended.
    pub is_over: bool,
}

/// A stop of the clock that is asked for, running or past.
#[derive(Clone, Debug)]
pub struct PendingStop {
    /// Ground with article.
    pub ground: String,
    /// From and until.
    pub span: String,
    /// Where it stands: asked, running, ended.
    pub state: StateWord,
    /// Objection of the applicant; may be empty.
    pub objection: String,
}

/// A hand-over with its two counts and two signatures.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// Given by, with time.
    pub given: String,
    /// Papers counted by the giver.
    pub given_papers: u32,
    /// Taken by, with time; empty while nobody has signed.
    pub taken: String,
    /// Papers counted by the taker.
    pub taken_papers: Option<u32>,
    /// To whom, and what became of it: `等王承办签收`, `王承办没有签收：少一份`.
    pub note: String,
}

/// One line of what happened.
#[derive(Clone, Debug)]
pub struct Moment {
    /// Recorded at: `11 月 12 日 09:12`.
    pub recorded: String,
    /// Happened at, when that is another time; empty otherwise (F4).
    pub occurred: String,
    /// Who; the system for what time did.
    pub who: String,
    /// What.
    pub what: String,
    /// Words written with it; may be empty.
    pub words: String,
    /// Photographs of the check on site that it records.
    pub photographs: Option<super::Photographs>,
}

/// Another case that belongs here: the earlier one, the corrected one, a duplicate.
#[derive(Clone, Debug)]
pub struct Related {
    /// Address.
    pub href: String,
    /// Number.
    pub number: String,
    /// How it belongs.
    pub why: String,
}

/// A material as the case file shows it.
#[derive(Clone, Debug)]
pub struct CaseMaterial {
    /// Row with its marks.
    pub row: MaterialRow,
    /// When it came, or that it was asked for: `11 月 12 日收`, `11 月 13 日告知补正：看不清`.
    pub when: String,
}

/// The case file.
#[derive(Debug, Template)]
#[template(path = "desk/case.html")]
pub struct CaseFile {
    /// Frame.
    pub frame: PageFrame,
    /// Language.
    pub text: Text,
    /// Beginning of the addresses the acts post to: `/desk/cases/{id}`.
    pub act_path: String,
    /// Head.
    pub head: CaseHead,
    /// Course of the case.
    pub stages: Stages,
    /// What this person may do now, the main thing first.
    pub acts: Vec<ActCard>,
    /// Shown when there is nothing to do: who may today (tone 16, 17).
    pub nobody: Option<Refused>,
    /// The page was old: who acted meanwhile (tone 18); empty otherwise.
    pub stale: String,
    /// Why the decision has to wait, and what stands on the register of parties: address and words (N13, N18).
    pub hearing: (String, Option<(String, String)>),
    /// What the applicant was told about the lateness; empty when not late or not yet explained.
    pub late_words: String,
    /// Clocks.
    pub clocks: Vec<ClockRow>,
    /// Stops of the clock.
    pub stops: Vec<PendingStop>,
    /// Materials.
    pub materials: Vec<CaseMaterial>,
    /// Papers in the folder now, counted.
    pub papers_held: u32,
    /// Hand-overs, the last first.
    pub handovers: Vec<HandOver>,
    /// What happened, the last first.
    pub moments: Vec<Moment>,
    /// Papers to print.
    pub papers: Vec<PaperLink>,
    /// Other cases.
    pub related: Vec<Related>,
    /// Findings and orders about the case, and where one is issued; for those who supervise.
    pub supervision: Vec<Related>,
    /// Complaints about it, and the way to make one (E27).
    pub complaints: Vec<Related>,
    /// What the applicant's full particulars are read for, where the reader takes no part in the case (F33).
    pub reveal: Option<RecordForm>,
}

impl Page for CaseFile {
    const NAME: &'static str = "desk/case";

    fn samples(text: Text) -> Vec<(&'static str, Self)> {
        super::case_samples::all(text)
    }
}
