//! A paper of a case: where it is printed by the browser, and where it is a PDF in either language.

use crate::text::Text;

/// A paper to print.
#[derive(Clone, Debug)]
pub struct PaperLink {
    /// Address.
    pub href: String,
    /// Name of the paper.
    pub name: String,
    /// When it was issued; may be empty.
    pub issued: String,
}

impl PaperLink {
    /// Address of the same paper as PDF in the other language; `None` for what is no paper but a page.
    pub fn other_language(&self, text: Text) -> Option<String> {
        let pdf = self.pdf().or_else(|| self.href.contains("/paper/").then(|| self.href.clone()))?;
        Some(format!("{pdf}?in={}", if text.is_english() { "zh" } else { "en" }))
    }

    /// Address of the same paper as PDF; `None` for a paper that is a PDF only.
    pub fn pdf(&self) -> Option<String> {
        let (case, paper) = self.href.split_once("/print/")?;
        Some(format!("{case}/paper/{paper}"))
    }
}
