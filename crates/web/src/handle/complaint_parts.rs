//! What stands beside a complaint at the desk: its facts, what was said, and how far the case was when it was made.

use centre::file::CaseFile;
use centre::oversight::complaint::{ComplaintView, Contact};
use oversight::complaint::Event;

use super::complaint_words as said;
use super::record_list::heads;
use super::{spot_words, timeline, words};
use crate::app::App;
use pages::desk::RecordTable;
use pages::text::Text;

/// Lines of a case's timeline that are shown; the latest before the complaint.
const LINES_MAX: usize = 30;

/// Label and value, as far as this person may know them.
pub fn facts(text: Text, view: &ComplaintView) -> Vec<(String, String)> {
    let (filed, organisation) = (&view.filed, &view.organisation);
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push((text.t(name).to_owned(), value));
        }
    };
    let unit = |unit: Option<catalogue::UnitCode>| {
        unit.map_or_else(String::new, |it| words::unit(text, organisation, it))
    };
    let person = |id: Option<catalogue::PersonId>| {
        id.map_or_else(String::new, |it| words::person(text, organisation, it))
    };
    fact("登记日期", text.date_with_year(filed.filed_at.day()));
    fact("来源", filed.channel.map_or_else(String::new, |it| text.t(said::channel(it)).to_owned()));
    fact("类别", filed.class.map_or_else(String::new, |it| text.t(said::class(it)).to_owned()));
    let reported = view.reported();
    let [about_unit, about_person] = match filed.is_sealed() {
        true => ["被举报单位", "被举报人"],
        false => ["被投诉单位", "被投诉人"],
    };
    fact(about_unit, unit(filed.about.unit.or(reported.as_ref().and_then(|it| it.unit))));
    fact(about_person, person(filed.about.person.or(reported.as_ref().and_then(|it| it.person))));
    fact("收件编号", reported.map_or_else(|| view.receipt.clone(), |it| it.case));
    fact(
        "由谁调查",
        unit(filed.way.unit())
            + &filed
                .way
                .named()
                .map_or_else(String::new, |it| text.aside(words::person(text, organisation, it))),
    );
    if let Some(clock) = filed.running() {
        let light = said::light(text, filed.yellow_at, Some(clock.late_from()), view.now);
        let word = light.map_or_else(String::new, |it| text.aside(it.word()));
        fact("最迟答复", text.date(clock.due()) + &word);
    }
    if let Some(day) = filed.publish_by.filter(|_| filed.is_to_publish()) {
        fact("最迟公布", text.date(day));
    }
    for (name, value) in contact(text, view) {
        fact(name, value);
    }
    facts
}

fn contact(text: Text, view: &ComplaintView) -> Vec<(&'static str, String)> {
    let who = if view.filed.is_sealed() { "举报人" } else { "投诉人" };
    match (view.filed.contact.is_some(), view.contact()) {
        (false, _) => vec![(who, text.t("匿名").to_owned())],
        (true, None) => vec![(who, text.t("保密，由投诉受理人员联系").to_owned())],
        (true, Some(Contact { name, telephone, address })) => {
            let name = if name.trim().is_empty() { text.t("没有留姓名").to_owned() } else { name };
            vec![(who, name), ("电话", telephone), ("地址、邮箱", address)]
        }
    }
}

/// What happened, without the numbers that would lead to the case and so to its applicant.
fn bare(text: Text, file: &CaseFile, event: &casework::Event) -> String {
    match event {
        casework::Event::ApplicantCorrected(_) => text.t("登记错了人，已经更正").to_owned(),
        _ => spot_words::without_numbers(&timeline::said(text, file, event).0),
    }
}

/// What is complained of, and the case's timeline up to then (E27); for whoever may not know who complains without a number, with
/// days alone and without those who acted: by minute and name the case is found among the unit's own.
pub async fn tables(app: &App, text: Text, view: &ComplaintView) -> Result<Vec<RecordTable>, centre::Fault> {
    let filed = &view.filed;
    let words_said = match view.reported() {
        Some(reported) => reported.words,
        None => view.texts.text(filed.words.0),
    };
    let title = if filed.is_sealed() { "举报内容" } else { "投诉内容" };
    let mut tables = vec![RecordTable {
        title: text.t(title).to_owned(),
        id: "complaint-words",
        head: vec![text.t("原话").to_owned()],
        rows: vec![vec![words_said]],
    }];
    // What the register knew before it was given on.
    let before = view.lines.iter().find_map(|line| match &line.event {
        Event::Registered(fact) => Some(fact.about),
        _ => None,
    });
    let Some((case, version)) = before.and_then(|it| Some((it.case?, it.case_version?))) else {
        return Ok(tables);
    };
    let Some(file) = app.centre.case_fetch(case).await? else { return Ok(tables) };
    let until = usize::try_from(version).unwrap_or(usize::MAX).min(file.lines.len());
    let shown = &file.lines[until.saturating_sub(LINES_MAX)..until];
    let rows = shown
        .iter()
        .map(|line| match view.sees_contact {
            true => vec![
                words::moment(text, line.recorded_at),
                timeline::said(text, &file, &line.event).0,
                words::actor(text, &file.organisation, &line.actor),
            ],
            false => vec![
                text.date_with_year(line.recorded_at.day()),
                bare(text, &file, &line.event),
                String::new(),
            ],
        })
        .collect();
    tables.push(RecordTable {
        title: text.t("投诉时这一件办到哪儿").to_owned(),
        id: "complaint-case",
        head: heads(text, &["时间", "经过", "谁"]),
        rows,
    });
    Ok(tables)
}
