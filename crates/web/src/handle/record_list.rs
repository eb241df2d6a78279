//! What the lists of records share: which of them is asked for, where a page goes on, and the words of heads and cells.

use crate::app::form::Form;
use pages::desk::RecordList;
use pages::layout::{Choice, Pagination};
use pages::text::Text;

/// Records of one page.
pub const PAGE: usize = 40;

/// What the address of a list asks for.
pub struct Asked<'a> {
    /// Where the list is.
    pub path: &'static str,
    /// The word of a choice; empty for the first.
    pub which: &'a str,
    /// The cursor after which it goes on; empty at the head.
    pub after: &'a str,
}

impl<'a> Asked<'a> {
    /// What a query asks of the list at `path`.
    pub fn of(path: &'static str, query: &'a Form) -> Asked<'a> {
        Asked { path, which: query.get("which"), after: query.get("after") }
    }

    /// Cuts off what was read beyond the page ([`PAGE`] and one more), and leads to the first page and the next; `shown` says how
    /// many there are, with a place `n`.
    pub fn pages<T>(
        &self,
        text: Text,
        briefs: &mut Vec<T>,
        cursor: impl Fn(&T) -> String,
        shown: &str,
    ) -> Pagination {
        let more = briefs.len() > PAGE;
        briefs.truncate(PAGE);
        let href = |after: &str| RecordList::href(self.path, self.which, after);
        Pagination {
            text,
            first: (!self.after.is_empty()).then(|| href("")),
            next: briefs.last().filter(|_| more).map(|last| href(&cursor(last))),
            shown: text.f(shown, [("n", &briefs.len())]),
        }
    }

    /// The choices of the list, each with the word it has on the page.
    pub fn choices<W: Copy>(
        &self,
        text: Text,
        all: &[(&str, W)],
        word: impl Fn(W) -> &'static str,
    ) -> (String, Vec<Choice>) {
        let choice = |(key, which): &(&str, W)| Choice::new(key, text.t(word(*which)), *key == self.which);
        (text.t("看哪些").to_owned(), all.iter().map(choice).collect())
    }
}

/// The heads of a list.
pub fn heads(text: Text, heads: &[&str]) -> Vec<String> {
    heads.iter().map(|it| text.t(it).to_owned()).collect()
}

/// The cells of a row, each with its head.
pub fn cells<const N: usize>(text: Text, cells: [(&str, String); N]) -> Vec<(String, String)> {
    cells.into_iter().map(|(head, value)| (text.t(head).to_owned(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_cut_and_leads_on_only_where_there_is_more() {
        let page = |n: usize, after: &'static str| {
            let asked = Asked { path: "/desk/orders", which: "open", after };
            let mut briefs: Vec<usize> = (0..n).collect();
            let pages = asked.pages(Text::Chinese, &mut briefs, usize::to_string, "这一页 {n} 张");
            (briefs.len(), pages.first, pages.next, pages.shown)
        };
        assert_eq!(page(0, ""), (0, None, None, "这一页 0 张".into()));
        assert_eq!(page(PAGE, ""), (PAGE, None, None, "这一页 40 张".into()));
        let (shown, first, next, _) = page(PAGE + 1, "17");
        assert_eq!(shown, PAGE);
        assert_eq!(first.as_deref(), Some("/desk/orders?which=open"));
        assert_eq!(next, Some(RecordList::href("/desk/orders", "open", "39")));
    }
}
