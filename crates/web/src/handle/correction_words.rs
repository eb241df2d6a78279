//! What a further correction notice says of itself: that it is one, and who let rows be added, and why (F1, tone 15).

use casework::Correction;
use catalogue::RowSet;
use centre::file::CaseFile;

use super::{legal, words};
use pages::text::Text;

/// Names of rows, one after the other.
pub fn names(text: Text, file: &CaseFile, rows: RowSet) -> String {
    let name = |row: u8| file.item.material(row).map(|it| legal::material(text, it));
    rows.iter().filter_map(name).collect::<Vec<String>>().join(text.comma())
}

/// The sentences above the list of a second or third notice; none for the first, whose list is the whole list.
pub fn again(text: Text, file: &CaseFile, correction: &Correction) -> Vec<String> {
    if correction.round < 2 {
        return Vec::new();
    }
    let mut lines = vec![text.f(
        "这是第 {n} 次告知：还差 {m} 样，补齐就受理。",
        [("n", &correction.round), ("m", &correction.rows.len())],
    )];
    if let Some(release) = correction.released {
        let organisation = &file.organisation;
        let head = organisation.person(release.by);
        let unit = head.map_or_else(String::new, |it| words::unit(text, organisation, it.unit));
        let number = head.map_or("", |it| it.staff_no.as_str());
        let reason = file.texts.text(release.reason.0);
        let reason = reason.trim().trim_end_matches(['。', '，', '；', '.']);
        let rows = names(text, file, correction.rows.intersection(release.rows));
        lines.push(text.f(
            "其中“{rows}”上次没有告诉您，原因是：{reason}。由{unit}窗口负责人（工号 {number}）书面批准加上，已记入监察。",
            [("rows", &rows), ("reason", &reason), ("unit", &unit), ("number", &number)],
        ));
        let telephone = &file.item.complaint_telephone;
        lines.push(text.f("您有意见，请打 {telephone}。", [("telephone", telephone)]));
    }
    lines
}
