//! Requests in, pages and records out: routes, forms, handlers, the interface for programs. What a page looks like is `pages`.

pub mod app;
pub mod handle;
