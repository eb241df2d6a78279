//! What a paper says, whatever paper it is: one data type that one template sets.

use serde::{Deserialize, Serialize};

use crate::layout::Layout;

/// The language a paper is set in; it decides hyphenation, punctuation and the few words of the template itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Chinese as written in the mainland.
    #[default]
    Zh,
    /// English.
    En,
}

/// One paper. Every text is characters only: nothing in it is read as markup.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Paper {
    /// Language.
    pub language: Language,
    /// In whose name: the authority for decisions, the centre for receipts (C8).
    pub issuer: String,
    /// Title: “受理通知书”.
    pub title: String,
    /// The number it bears; may be empty for a sheet of the file.
    pub number: String,
    /// At the top of every page: “示例数据，仅供演示”; may be empty.
    pub banner: String,
    /// What it says, from top to bottom.
    pub parts: Vec<Part>,
    /// Place for the seal, with the day under it; a sheet that stays in the file has none.
    pub seal: Option<SealPlace>,
    /// Where it can be checked; a sheet that stays in the file has none.
    pub check: Option<Check>,
    /// At the foot: whose copy, when it was printed.
    pub foot: String,
    /// How it is laid out.
    pub layout: Layout,
}

/// One part of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Part {
    /// The sentence that matters most.
    Lead {
        /// The sentence.
        text: String,
    },
    /// A heading.
    Heading {
        /// The heading.
        text: String,
    },
    /// A paragraph.
    Text {
        /// The paragraph.
        text: String,
    },
    /// Law quoted in full.
    Law {
        /// The article.
        text: String,
    },
    /// What can be done against a decision, under its heading.
    Remedies {
        /// The heading.
        heading: String,
        /// To whom, and within which time.
        text: String,
    },
    /// Label and value, line by line.
    Pairs {
        /// The lines; a line with an empty value is left out.
        rows: Vec<[String; 2]>,
    },
    /// A list with numbers.
    List {
        /// The entries.
        rows: Vec<String>,
    },
    /// A table.
    Table {
        /// Width of each column as a share; as many as there are columns.
        widths: Vec<u8>,
        /// Head of each column.
        head: Vec<String>,
        /// The rows, each as long as the head.
        rows: Vec<Vec<String>>,
    },
    /// Shares as bars, each between its name and its words.
    Bars {
        /// The bars.
        rows: Vec<Bar>,
    },
    /// Places for signatures: who signs, and what is known already (name, time); an empty one leaves a line to write on.
    Sign {
        /// The places.
        rows: Vec<[String; 2]>,
    },
}

impl Part {
    /// A table whose rows may come in any length: they are cut or filled to the head's.
    pub fn table(widths: &[u8], head: &[&str], rows: Vec<Vec<String>>) -> Part {
        let columns = head.len();
        let rows = rows
            .into_iter()
            .map(|mut row| {
                row.resize(columns, String::new());
                row
            })
            .collect();
        Part::Table { widths: widths.to_vec(), head: head.iter().map(|it| (*it).to_owned()).collect(), rows }
    }
}

/// A bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Of what.
    pub name: String,
    /// How much of the whole width is filled, in hundredths of a percent; more than all is all.
    pub filled: u16,
    /// The share in words.
    pub says: String,
}

/// Place for the seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealPlace {
    /// Whose seal.
    pub office: String,
    /// Which seal: “（盖章）”.
    pub words: String,
    /// The day under it.
    pub on: String,
}

/// How anybody can check the paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// Address of the verification page; it becomes the QR code.
    pub address: String,
    /// What stands beside the code, line by line.
    pub words: Vec<String>,
}
