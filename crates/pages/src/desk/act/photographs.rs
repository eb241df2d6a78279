//! Handing in photographs of a check on site (C36).

use super::Act;

/// `photographs`: files of the latest check, several at once. Field: `photographs`.
#[derive(Clone, Debug)]
pub struct PhotographsForm {
    /// Day and times of the check they are of.
    pub check: String,
    /// `记录 6 张，已交 2 张`.
    pub said: String,
    /// What is taken: kinds, bytes, how many more.
    pub hint: String,
    /// Said before they are sent, where one is larger or there are more than is taken.
    pub too_large: String,
    /// Bytes of one at most.
    pub bytes_max: usize,
    /// How many more are taken.
    pub room: u8,
    /// What was wrong with those that came; empty otherwise.
    pub error: String,
}

pub(super) fn samples() -> Vec<(&'static str, Act)> {
    let form = PhotographsForm {
        check: "11 月 24 日（周二） 09:30 至 10:20".into(),
        said: "记录 6 张，已交 2 张".into(),
        hint: "收 JPEG、PNG、WebP，每张不超过 3 MB，还可以交 7 张。".into(),
        too_large: "有一张超过 3 MB，或者选得太多了，请改一改再交。".into(),
        bytes_max: 3 * 1024 * 1024,
        room: 7,
        error: String::new(),
    };
    let wrong = PhotographsForm {
        error: "第 2 个不是照片，只收 JPEG、PNG、WebP；这一次一张也没有收。".into(),
        ..form.clone()
    };
    vec![("photographs", Act::Photographs(form)), ("photographs with errors", Act::Photographs(wrong))]
}
