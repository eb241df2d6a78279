//! 换用新的一版: a case goes over to a newer revision of its item, by a legal reviewer and on a ground (C19, E36, F24).

use crate::authority::Desk;
use crate::command::Sealed;
use crate::decide::Answer;
use crate::refusal::Refusal;
use crate::state::{Facts, Stage};
use calendar::Instant;
use catalogue::item::{Item, Post};
use catalogue::{Authority, Digest, PersonId, RowSet};
use serde::{Deserialize, Serialize};

/// Former revisions one case remembers; a further change is refused.
pub const BINDINGS_MAX: usize = 4;

/// Why the newer revision holds for a case that was received under an older one.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RebindGround {
    /// 法律规定适用新的: the law itself says so.
    LawRequires,
    /// 对申请人更有利 (F24).
    MoreFavourable,
}

impl RebindGround {
    /// Both, in the order of the form.
    pub const ALL: [RebindGround; 2] = [RebindGround::LawRequires, RebindGround::MoreFavourable];
}

/// Bind the case to the revision in force.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rebind {
    /// The revision, newer than the one the case is bound to.
    pub revision: u32,
    /// Digest of its body.
    pub body: Digest,
    /// On which ground.
    pub ground: RebindGround,
    /// By which article, in words.
    pub article: Sealed,
    /// What changes for the applicant, who reads it.
    pub changes: Sealed,
}

/// The revisions a case was bound to before, the oldest first; of constant size.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bindings(pub [Option<Binding>; BINDINGS_MAX]);

/// A revision the case was bound to.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Binding {
    /// The revision.
    pub revision: u32,
    /// Digest of its body.
    pub body: Digest,
    /// Until when.
    pub until: Instant,
}

facts! {
    /// 换用新的一版 (C19).
    Rebound {
        /// The legal reviewer.
        by: PersonId,
        /// On what authority.
        basis: Authority,
        /// The revision from now on.
        revision: u32,
        /// Digest of its body.
        body: Digest,
        /// On which ground.
        ground: RebindGround,
        /// By which article.
        article: Sealed,
        /// What changes for the applicant.
        changes: Sealed,
        /// Rows that apply from now on.
        applies: RowSet,
        /// Rows without which it is incomplete from now on.
        required: RowSet,
    }
}

/// Why a case stays with the revision it was received under.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RebindRefusal {
    /// Only a legal reviewer decides that (C19).
    NotALegalReviewer,
    /// Not a later revision of this item than the case has.
    NotNewer,
    /// After the decision the revision stands.
    AlreadyDecided,
    /// Steps, grounds of a stop, or who decides differ: what was done under the older one would not fit.
    CourseDiffers,
    /// A material that is in stands in another row.
    RowsDiffer,
    /// It would ask for more, and the law itself does not say so (C19).
    MoreMaterials {
        /// Rows of the newer revision.
        rows: RowSet,
    },
    /// It would ask for more after acceptance, when nothing more is taken in.
    MoreAfterAcceptance {
        /// Rows of the newer revision.
        rows: RowSet,
    },
    /// The revision changed too often.
    TooManyBindings,
}

impl RebindRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            RebindRefusal::NotALegalReviewer => "not-a-legal-reviewer",
            RebindRefusal::NotNewer => "not-newer",
            RebindRefusal::AlreadyDecided => "revision-stands",
            RebindRefusal::CourseDiffers => "course-differs",
            RebindRefusal::RowsDiffer => "rows-differ",
            RebindRefusal::MoreMaterials { .. } => "more-materials",
            RebindRefusal::MoreAfterAcceptance { .. } => "more-after-acceptance",
            RebindRefusal::TooManyBindings => "too-many-bindings",
        }
    }
}

impl From<RebindRefusal> for Refusal {
    fn from(refusal: RebindRefusal) -> Refusal {
        Refusal::Register(crate::register::RegisterRefusal::Rebind(refusal))
    }
}

/// Never more materials, unless the law itself says so; clocks that run stay as they are, for a promise that was given is
/// kept.
pub(crate) fn rebind(desk: &Desk, stage: &Stage, command: &Rebind) -> Answer {
    let Desk { facts, known, item } = *desk;
    let mut posts = known.organisation.posts_of(desk.actor(), desk.today());
    let post = posts.find(|holding| holding.post == Post::LegalReviewer);
    let post = post.ok_or(RebindRefusal::NotALegalReviewer)?;
    if !stage.is_before_decision() {
        return Err(RebindRefusal::AlreadyDecided.into());
    }
    let newer = known.newer.filter(|newer| newer.code == item.code && newer.revision == command.revision);
    let newer = newer.filter(|newer| newer.revision > item.revision).ok_or(RebindRefusal::NotNewer)?;
    same_course(item, newer)?;
    let noticed = facts.correction.as_ref().map_or(RowSet::EMPTY, |it| it.rows);
    let deferred = facts.deferral.as_ref().map_or(RowSet::EMPTY, |it| it.rows);
    let in_hand = facts.materials.marks.rows().union(noticed).union(deferred);
    if in_hand.iter().any(|row| name_of(item, row) != name_of(newer, row)) {
        return Err(RebindRefusal::RowsDiffer.into());
    }
    let always = newer.rows_where(|material| material.applies_when.is_none());
    let kept = newer.rows().intersection(facts.materials.applies);
    let applies = always.union(kept).union(in_hand);
    let required = newer.rows_where(|material| material.required).intersection(applies);
    let asked_before = facts.materials.required.union(in_hand);
    let known_name = |row: u8| asked_before.iter().any(|old| name_of(item, old) == name_of(newer, row));
    let more = required.iter().filter(|row| !known_name(*row));
    let more = more.fold(RowSet::EMPTY, |set, row| set.with(row).unwrap_or(set));
    match command.ground {
        _ if more.is_empty() => {}
        RebindGround::MoreFavourable => return Err(RebindRefusal::MoreMaterials { rows: more }.into()),
        RebindGround::LawRequires if facts.acceptance.is_some() => {
            return Err(RebindRefusal::MoreAfterAcceptance { rows: more }.into());
        }
        RebindGround::LawRequires => {}
    }
    if facts.bindings.0.iter().all(Option::is_some) {
        return Err(RebindRefusal::TooManyBindings.into());
    }
    let Rebind { revision, body, ground, article, changes } = *command;
    let basis = Authority::ByPost { post: post.post, unit: post.unit };
    let (at, by) = (known.now, desk.actor());
    Ok(vec![Rebound { at, by, basis, revision, body, ground, article, changes, applies, required }.into()])
}

/// What was done so far means the same under both.
fn same_course(item: &Item, newer: &Item) -> Result<(), Refusal> {
    let course =
        |item: &Item| item.steps.iter().map(|step| (step.code, step.kind, step.unit)).collect::<Vec<_>>();
    let stops = |item: &Item| item.exclusions.iter().map(|it| (it.kind, it.ground)).collect::<Vec<_>>();
    let same = item.authority == newer.authority
        && item.category == newer.category
        && item.kind == newer.kind
        && course(item) == course(newer)
        && stops(newer).starts_with(&stops(item));
    if same { Ok(()) } else { Err(RebindRefusal::CourseDiffers.into()) }
}

fn name_of(item: &Item, row: u8) -> Option<&str> {
    item.material(row).map(|material| material.name.as_str())
}

/// What the fact changes.
pub(crate) fn apply(facts: &mut Facts, fact: &Rebound) {
    let binding = Binding { revision: facts.revision, body: facts.body, until: fact.at };
    if let Some(slot) = facts.bindings.0.iter_mut().find(|slot| slot.is_none()) {
        *slot = Some(binding);
    }
    (facts.revision, facts.body) = (fact.revision, fact.body);
    (facts.materials.applies, facts.materials.required) = (fact.applies, fact.required);
}
