//! Half-done intakes for programs: the own drafts, one whole, kept and dropped; at the window one goes on with what a program
//! began, and the other way round (E6).

use axum::body::Body;
use axum::http::StatusCode;
use axum::response::Response;
use calendar::Instant;
use casework::COPIES_MAX;
use centre::act::{FieldProblem, FieldWhy, NAME_CHARS_MAX};
use centre::draft::{Draft, DraftFields, DraftKept};
use centre::token::Bearer;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::call::{Answer, Call};
use super::intake::{problem, rows, within};
use super::marks::{RowCopies, copies};
use super::problem::{Kind, Trouble};
use super::record::{Command, of_unit};
use super::shown::time;
use web::app::form::Form;

/// Characters of the word by which a draft is known again.
const LABEL_CHARS_MAX: usize = 60;

/// A draft in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DraftLine {
    /// Its name.
    pub draft: String,
    /// Short name of the item.
    pub item: String,
    /// A word by which it is known again.
    pub label: String,
    /// When it was kept.
    #[schemars(extend("format" = "date-time"))]
    pub saved_at: String,
}

/// The own drafts, the latest first; 30 at most.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DraftList {
    /// The drafts.
    pub drafts: Vec<DraftLine>,
}

/// One draft.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DraftShown {
    /// Its name.
    pub draft: String,
    /// Short name of the item.
    pub item: String,
    /// A word by which it is known again.
    pub label: String,
    /// When it was kept.
    #[schemars(extend("format" = "date-time"))]
    pub saved_at: String,
    /// What was typed.
    pub form: DraftForm,
}

/// A draft that was kept or dropped.
#[derive(Debug, Serialize, JsonSchema)]
pub struct DraftDone {
    /// Its name.
    pub draft: String,
    /// When it was kept; null where it is dropped.
    pub saved_at: Option<String>,
}

/// The form of the window as it was typed, whole or half-done: nothing is looked over before the case is received.
#[derive(Debug, Clone, Default, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct DraftForm {
    /// `natural`, a person, or `legal`, an organisation.
    #[schemars(length(max = 300))]
    applicant_kind: String,
    /// 证件类型.
    #[schemars(length(max = 300))]
    document_type: String,
    /// 证件号码.
    #[schemars(length(max = 300))]
    document_number: String,
    /// Name of the person or the organisation.
    #[schemars(length(max = 300))]
    name: String,
    /// 法定代表人、负责人 of an organisation.
    #[schemars(length(max = 300))]
    legal_representative: String,
    /// Telephone.
    #[schemars(length(max = 300))]
    phone: String,
    /// Said to have no telephone.
    no_phone: bool,
    /// `sms`, `paper` or `person`.
    #[schemars(length(max = 300))]
    notify: String,
    /// To whom or where, when not by telephone.
    #[schemars(length(max = 300))]
    notify_detail: String,
    /// Address for letters.
    #[schemars(length(max = 300))]
    address: String,
    /// Somebody acts for the applicant.
    represented: bool,
    /// Name of who does.
    #[schemars(length(max = 300))]
    representative_name: String,
    /// 证件类型.
    #[schemars(length(max = 300))]
    representative_type: String,
    /// 证件号码.
    #[schemars(length(max = 300))]
    representative_number: String,
    /// Telephone.
    #[schemars(length(max = 300))]
    representative_phone: String,
    /// `letter`, `family`, `guardian` or `staff`.
    #[schemars(length(max = 300))]
    representative_authority: String,
    /// What the case is about, where one applicant may have several.
    #[schemars(length(max = 300))]
    object: String,
    /// `counter`, `letter` or `fax`.
    #[schemars(length(max = 300))]
    channel: String,
    /// Papers kept, counted.
    #[schemars(length(max = 300))]
    papers: String,
    /// The open cases of the same person and item were looked at, and this is another matter (E9).
    other_matter: bool,
    /// The ground of the item that bars it at once, or `none` (R61).
    #[schemars(length(max = 300))]
    clear: String,
    /// 原件已核对退回.
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    original_seen: Vec<u8>,
    /// 留存.
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    copy_kept: Vec<u8>,
    /// 共享查询.
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    looked_up: Vec<u8>,
    /// 告知承诺.
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    committed: Vec<u8>,
    /// 收取数量 of the rows that are kept.
    #[schemars(length(max = 64))]
    copies: Vec<RowCopies>,
    /// 上次交过、没有变化的 (E14).
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    earlier: Vec<u8>,
    /// Conditional rows that do not apply to this applicant.
    #[schemars(length(max = 64), inner(range(min = 1, max = 64)))]
    not_applicable: Vec<u8>,
}

/// A draft to keep.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftAsked {
    /// Short name of the item.
    #[schemars(length(max = 64))]
    item: String,
    /// A word by which it is known again; the applicant's name where it does not come.
    #[serde(default)]
    #[schemars(length(max = 60))]
    label: String,
    /// What was typed.
    form: DraftForm,
}

/// What is done with a draft.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
pub enum DraftActAsked {
    /// 再存一次: the whole of it anew; the item stays.
    Save {
        /// A word by which it is known again.
        #[serde(default)]
        #[schemars(length(max = 60))]
        label: String,
        /// What was typed.
        form: Box<DraftForm>,
    },
    /// 不要了. What is not there any more is dropped already.
    Drop {},
}

impl DraftForm {
    /// Its texts by the names of the window's form.
    fn texts(&mut self) -> [(&'static str, &mut String); 18] {
        [
            ("applicant_kind", &mut self.applicant_kind),
            ("document_type", &mut self.document_type),
            ("document_number", &mut self.document_number),
            ("name", &mut self.name),
            ("legal_representative", &mut self.legal_representative),
            ("phone", &mut self.phone),
            ("notify", &mut self.notify),
            ("notify_detail", &mut self.notify_detail),
            ("address", &mut self.address),
            ("representative_name", &mut self.representative_name),
            ("representative_type", &mut self.representative_type),
            ("representative_number", &mut self.representative_number),
            ("representative_phone", &mut self.representative_phone),
            ("representative_authority", &mut self.representative_authority),
            ("object", &mut self.object),
            ("channel", &mut self.channel),
            ("papers", &mut self.papers),
            ("clear", &mut self.clear),
        ]
    }

    /// What is ticked.
    fn flags(&mut self) -> [(&'static str, &mut bool); 3] {
        [
            ("no_phone", &mut self.no_phone),
            ("represented", &mut self.represented),
            ("other_matter", &mut self.other_matter),
        ]
    }

    /// Rows of the list of materials: by the name here, and by that of the window's form.
    fn rows(&mut self) -> [(&'static str, &'static str, &mut Vec<u8>); 6] {
        [
            ("original_seen", "seen", &mut self.original_seen),
            ("copy_kept", "kept", &mut self.copy_kept),
            ("looked_up", "lookup", &mut self.looked_up),
            ("committed", "committed", &mut self.committed),
            ("earlier", "earlier", &mut self.earlier),
            ("not_applicable", "na", &mut self.not_applicable),
        ]
    }

    /// As the window keeps it.
    fn fields(mut self, label: String) -> Result<DraftFields, FieldProblem> {
        let label = if label.trim().is_empty() { self.name.clone() } else { label };
        let mut fields: Vec<(String, String)> = Vec::new();
        for (name, text) in self.texts() {
            within(&format!("form.{name}"), text, NAME_CHARS_MAX)?;
            if !text.is_empty() {
                fields.push((name.to_owned(), std::mem::take(text)));
            }
        }
        let ticked = self.flags().into_iter().filter(|(_, ticked)| **ticked);
        fields.extend(ticked.map(|(name, _)| (name.to_owned(), "yes".to_owned())));
        for (name, typed, marked) in self.rows() {
            let marked = rows(&format!("form.{name}"), marked)?;
            fields.extend(marked.iter().map(|row| (typed.to_owned(), row.to_string())));
        }
        let counted = copies("form.copies", &self.copies)?;
        fields.extend(counted.iter().map(|(row, count)| (format!("copies{row}"), count.to_string())));
        Ok(DraftFields { fields, label: label.trim().chars().take(LABEL_CHARS_MAX).collect() })
    }

    /// As the window kept it; of what is no field of the form nothing is read.
    fn of(fields: Vec<(String, String)>) -> DraftForm {
        let (typed, mut form) = (Form::of(fields), DraftForm::default());
        for (name, text) in form.texts() {
            typed.get(name).clone_into(text);
        }
        for (name, ticked) in form.flags() {
            *ticked = typed.get(name) == "yes";
        }
        for (_, name, marked) in form.rows() {
            *marked = web::handle::act_parse::rows(&typed, name).iter().collect();
        }
        let count = |row: u8| typed.number(&format!("copies{row}"), 1..=COPIES_MAX);
        form.copies = (1..=64).filter_map(|row| Some(RowCopies { row, count: count(row)? })).collect();
        form
    }
}

fn label(label: &str) -> Result<(), FieldProblem> {
    within("label", label, LABEL_CHARS_MAX)
}

/// `GET /api/v1/drafts`
pub async fn list(call: Call) -> Response {
    call.finish(listed(&call).await)
}

async fn listed(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let all = call.app.centre.draft_list(&bearer.session).await.map_err(|fault| call.fault(&fault))?;
    let mut drafts = Vec::new();
    for it in all {
        if covers(call, &bearer, &it.item).await? {
            let saved_at = time(Instant(it.saved_at));
            drafts.push(DraftLine { draft: it.id, item: it.item, label: it.typed.label, saved_at });
        }
    }
    call.json(StatusCode::OK, &DraftList { drafts })
}

/// Whether a token reaches the intakes of an item.
async fn covers(call: &Call, bearer: &Bearer, item: &str) -> Result<bool, Trouble> {
    if bearer.unit.is_none() {
        return Ok(true);
    }
    let entry = call.app.centre.item_entry(item).await.map_err(|fault| call.fault(&fault))?;
    Ok(entry.is_some_and(|it| bearer.covers_unit(it.item.authority)))
}

/// The draft of the address, once the token may see it.
async fn draft(call: &Call, bearer: &Bearer) -> Result<Draft, Trouble> {
    let draft = call.app.centre.draft_fetch(&bearer.session, &call.place).await;
    let draft = draft.map_err(|fault| call.fault(&fault))?.ok_or_else(|| Trouble::from(Kind::NotFound))?;
    if covers(call, bearer, &draft.item).await? { Ok(draft) } else { Err(Kind::OutOfScope.into()) }
}

/// `GET /api/v1/drafts/{draft}`
pub async fn one(call: Call) -> Response {
    call.finish(shown(&call).await)
}

async fn shown(call: &Call) -> Answer {
    let (bearer, _) = call.looks(&[]).await?;
    let it = draft(call, &bearer).await?;
    let answer = DraftShown {
        saved_at: time(Instant(it.saved_at)),
        form: DraftForm::of(it.typed.fields),
        label: it.typed.label,
        draft: it.id,
        item: it.item,
    };
    call.json(StatusCode::OK, &answer)
}

/// `POST /api/v1/drafts`
pub async fn save(call: Call, body: Body) -> Response {
    call.finish(saved(&call, body).await)
}

async fn saved(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<DraftAsked>(body).await?;
    let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
    let entry = call.app.centre.item_entry(&asked.item).await.map_err(|fault| call.fault(&fault))?;
    let Some(entry) = entry.filter(|it| it.is_live()) else {
        return Err(wrong(problem("item", FieldWhy::NotAChoice)));
    };
    of_unit(&bearer, entry.item.authority)?;
    label(&asked.label).map_err(wrong)?;
    let typed = asked.form.fields(asked.label).map_err(wrong)?;
    let kept = call.app.centre.draft_make(&bearer.session, id, entry.item.short.as_str(), &typed).await;
    let kept = kept.map_err(|problem| call.problem(problem))?;
    let name: String = id.iter().map(|byte| format!("{byte:02x}")).collect();
    done(call, StatusCode::CREATED, &name, kept)
}

fn done(call: &Call, status: StatusCode, name: &str, kept: DraftKept) -> Answer {
    let answer = DraftDone { draft: name.to_owned(), saved_at: Some(time(Instant(kept.saved_at))) };
    call.answered(status, &format!("/drafts/{name}"), kept.replayed, &answer)
}

/// `POST /api/v1/drafts/{draft}/acts`
pub async fn act(call: Call, body: Body) -> Response {
    call.finish(acted(&call, body).await)
}

async fn acted(call: &Call, body: Body) -> Answer {
    let Command { bearer, id, asked, .. } = call.makes::<DraftActAsked>(body).await?;
    let (name, centre, session) = (&call.place, &call.app.centre, &bearer.session);
    match asked {
        DraftActAsked::Save { label: word, form } => {
            draft(call, &bearer).await?;
            let wrong = |it: FieldProblem| Trouble::fields(call.text, &[it]);
            label(&word).map_err(wrong)?;
            let typed = form.fields(word).map_err(wrong)?;
            let kept = centre.draft_replace(session, id, name, &typed).await;
            done(call, StatusCode::OK, name, kept.map_err(|problem| call.problem(problem))?)
        }
        DraftActAsked::Drop {} => {
            if !(name.len() == 32 && name.bytes().all(|it| it.is_ascii_hexdigit())) {
                return Err(Kind::NotFound.into());
            }
            let fault = |fault| call.fault(&fault);
            if centre.draft_fetch(session, name).await.map_err(fault)?.is_some() {
                draft(call, &bearer).await?;
            }
            let gone = centre.draft_delete(session, name).await.map_err(fault)?;
            let answer = DraftDone { draft: name.clone(), saved_at: None };
            call.answered(StatusCode::OK, "/drafts", !gone, &answer)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // E6: what a program keeps stands in the form of the window, and comes back as it was.
    #[test]
    fn a_draft_is_the_form_of_the_window_and_back() {
        let text = r#"{"applicant_kind":"natural","name":"岑不见","no_phone":true,"copy_kept":[3,1],"not_applicable":[2],"copies":[{"row":3,"count":2}]}"#;
        let form: DraftForm = serde_json::from_str(text).expect("it reads");
        let kept = form.fields(String::new()).expect("it keeps to its bounds");
        assert_eq!(kept.label, "岑不见");
        let has = |name: &str, value: &str| kept.fields.contains(&(name.to_owned(), value.to_owned()));
        assert!(has("no_phone", "yes") && has("kept", "1") && has("kept", "3") && has("na", "2"));
        assert!(has("copies3", "2") && !kept.fields.iter().any(|(name, _)| name == "copies1"));
        assert!(!kept.fields.iter().any(|(name, _)| name == "phone"), "nothing empty is kept");
        let mut fields = kept.fields;
        fields.push(("copies1".to_owned(), "no number".to_owned()));
        fields.push(("kept".to_owned(), "no row".to_owned()));
        fields.push(("channel_of_old".to_owned(), "x".to_owned()));
        let back = serde_json::to_value(DraftForm::of(fields)).expect("it is written");
        assert_eq!((&back["copy_kept"], &back["name"]), (&serde_json::json!([1, 3]), &"岑不见".into()));
        assert_eq!(back["copies"], serde_json::json!([{"row": 3, "count": 2}]));
        assert_eq!((&back["no_phone"], &back["represented"]), (&true.into(), &false.into()));
    }

    #[test]
    fn a_draft_keeps_to_its_bounds() {
        let with = |name: &str| DraftForm { name: name.to_owned(), ..DraftForm::default() };
        let field = |it: Result<DraftFields, FieldProblem>| it.expect_err("it is refused").field;
        assert!(with(&"长".repeat(NAME_CHARS_MAX)).fields(String::new()).is_ok());
        assert_eq!(field(with(&"长".repeat(NAME_CHARS_MAX + 1)).fields(String::new())), "form.name");
        let row = |row: u8| DraftForm { copy_kept: vec![row], ..DraftForm::default() };
        assert!(row(64).fields(String::new()).is_ok());
        assert_eq!(field(row(65).fields(String::new())), "form.copy_kept");
        let counted =
            |row: u8, count: u8| DraftForm { copies: vec![RowCopies { row, count }], ..DraftForm::default() };
        for (row, count) in [(64, 99), (1, 1)] {
            assert!(counted(row, count).fields(String::new()).is_ok(), "{row} {count}");
        }
        for (row, count) in [(65, 1), (0, 1), (1, 0), (1, 100)] {
            assert_eq!(field(counted(row, count).fields(String::new())), "form.copies", "{row} {count}");
        }
        assert!(label(&"长".repeat(LABEL_CHARS_MAX)).is_ok() && label(&"长".repeat(61)).is_err());
    }
}
