//! Photographs of a check on site, as its record on the case file shows them (C36).

use crate::text::Text;

/// How many were recorded and handed in, and those that can be seen.
#[derive(Clone, Debug)]
pub struct Photographs {
    /// `记录 6 张，已交 2 张`.
    pub said: String,
    /// Each kept one; none once the dossier was destroyed.
    pub shown: Vec<Photograph>,
}

/// One kept photograph.
#[derive(Clone, Debug)]
pub struct Photograph {
    /// Address of the picture.
    pub href: String,
    /// What it is called for who does not see it.
    pub name: String,
}

/// Two of six, of a check that was photographed.
pub(super) fn sample(text: Text) -> Photographs {
    let one = |n: u32| Photograph {
        // A picture that is there wherever the samples are looked at.
        href: crate::assets::url("mark.svg"),
        name: text.f("现场照片第 {n} 张，{who}交", [("n", &n as &dyn std::fmt::Display), ("who", &"王承办")]),
    };
    let places = [("n", &6 as &dyn std::fmt::Display), ("kept", &2)];
    Photographs { said: text.f("记录 {n} 张，已交 {kept} 张", places), shown: vec![one(1), one(2)] }
}
