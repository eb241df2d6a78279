//! Pages in, pages out: the portal, the desk, the papers, and what they share.

pub mod api;
pub mod app;
pub mod assets;
pub mod desk;
pub mod handle;
pub mod layout;
pub mod open311;
pub mod portal;
pub mod print;
pub mod text;
