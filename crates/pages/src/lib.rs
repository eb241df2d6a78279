//! Pages and papers as types: what each shows, its template, its sentences in both languages, samples of it. No request, no
//! centre, no case: whoever fills a page says what stands on it.

pub mod assets;
pub mod desk;
pub mod layout;
pub mod portal;
pub mod print;
pub mod text;
