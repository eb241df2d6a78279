//! Finding cases by what never changes: a number, or the document of whoever asked; always within the scope of sight.

use catalogue::identity::{DocumentType, compared};
use catalogue::{CaseId, UnitCode};
use store::{Statement, Value};

use crate::account::Session;
use crate::list::{CaseBrief, brief_columns};
use crate::person_look::LookReason;
use crate::scope::{Scope, within};
use crate::{Centre, Fault};

/// Cases that one finding shows.
const FOUND_MAX: usize = 40;

/// By what cases are looked for.
#[derive(Debug, Clone, Copy)]
pub enum FindBy<'a> {
    /// A receipt number or case number, as typed.
    Number(&'a str),
    /// The number of the applicant's document, of whatever type.
    Document(&'a str),
}

impl Centre {
    /// The cases in the person's scope that bear this number or this document, of one unit where one is named.
    pub async fn case_find(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        by: FindBy<'_>,
    ) -> Result<Vec<CaseBrief>, Fault> {
        match by {
            FindBy::Document(number) => self.find_document(session, unit, number).await,
            FindBy::Number(number) => {
                let Some(case) = self.case_find_number(session, number).await? else { return Ok(Vec::new()) };
                let mut params: Vec<Value> = vec![self.division.as_str().into(), case.as_str().into()];
                let narrow = within(unit, &mut params);
                let sql = format!(
                    "select {} from case_row where division = $1 and case_id = $2 and {narrow} limit 1",
                    brief_columns()
                );
                self.briefs(Statement::new(sql, params)).await
            }
        }
    }

    /// Finds a case in the person's scope by its receipt number or case number.
    pub async fn case_find_number(&self, session: &Session, number: &str) -> Result<Option<CaseId>, Fault> {
        self.case_of_number(number, Some(&self.scope(session).await?)).await
    }

    /// The case of a receipt number or case number.
    pub(crate) async fn case_of_number(
        &self,
        number: &str,
        scope: Option<&Scope>,
    ) -> Result<Option<CaseId>, Fault> {
        let number: String = compared(number).chars().filter(char::is_ascii_alphanumeric).collect();
        if number.is_empty() || number.len() > 60 {
            return Ok(None);
        }
        let mut params: Vec<Value> = vec![self.division.as_str().into(), number.into()];
        let seen = scope.map_or_else(|| "1 = 1".to_owned(), |scope| scope.predicate(&mut params));
        let sql = format!(
            "select case_id from case_row where division = $1 and {seen} and case_id in \
             (select n.case_id from case_number n where n.division = $1 and n.number = $2) limit 1"
        );
        let rows = self.store.read(Statement::new(sql, params)).await?;
        Ok(rows.first().map(|row| row.text(0)).transpose()?.and_then(|id| CaseId::parse(id).ok()))
    }

    /// The cases in the person's scope of whoever bears this document number, newest first.
    pub async fn case_find_person(
        &self,
        session: &Session,
        document_number: &str,
    ) -> Result<Vec<CaseBrief>, Fault> {
        self.find_document(session, None, document_number).await
    }

    /// By the keyed digest of the document, never by its text; who finds somebody's cases so is written down.
    async fn find_document(
        &self,
        session: &Session,
        unit: Option<UnitCode>,
        document_number: &str,
    ) -> Result<Vec<CaseBrief>, Fault> {
        let scope = self.scope(session).await?;
        let mut params: Vec<Value> = vec![self.division.as_str().into(), FOUND_MAX.into()];
        let mut places = Vec::with_capacity(DocumentType::ALL.len());
        for kind in DocumentType::ALL {
            params.push(self.person_digest(kind.code(), document_number).0.into());
            places.push(format!("${}", params.len()));
        }
        let (seen, narrow) = (scope.predicate(&mut params), within(unit, &mut params));
        let sql = format!(
            "select {} from case_row where division = $1 and {seen} and {narrow} and case_id in \
             (select a.case_id from case_applicant a where a.division = $1 and a.applicant in ({})) \
             order by received_at desc, case_id limit $2",
            brief_columns(),
            places.join(", ")
        );
        let found = self.briefs(Statement::new(sql, params)).await?;
        // What is no document of anybody finds nobody, and is nothing to write down.
        if let Some(kind) = DocumentType::ALL.first().filter(|_| !found.is_empty()) {
            let typed = self.person_digest(kind.code(), document_number);
            self.look_note(session, LookReason::Search, typed).await?;
        }
        Ok(found)
    }
}
