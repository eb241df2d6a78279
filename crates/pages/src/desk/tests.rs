//! Every sample of every desk page is drawn in both languages and looked at.

use super::act::every_sample;
use super::*;
use crate::layout::draw_samples;
use std::collections::BTreeSet;

fn drawn(text: Text) -> Vec<Sample> {
    let mut samples = Vec::new();
    super::samples(text, &mut samples);
    samples
}

/// Values of an attribute, as they stand in the document.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let needle = format!(" {attribute}=\"");
    html.split(needle.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_sample_is_a_whole_page_with_one_heading_in_both_languages() {
    for text in Text::ALL {
        for sample in drawn(text) {
            let name = format!("{} / {}", sample.page, sample.sample);
            assert!(sample.html.contains("</html>"), "{name}: {}", sample.html);
            assert_eq!(sample.html.matches("<h1").count(), 1, "{name} has one h1");
        }
    }
}

#[test]
fn every_id_is_unique_and_every_reference_leads_to_one() {
    for sample in drawn(Text::Chinese) {
        let name = format!("{} / {}", sample.page, sample.sample);
        let all = values(&sample.html, "id");
        let ids: BTreeSet<&str> = all.iter().copied().collect();
        for id in &ids {
            assert_eq!(all.iter().filter(|other| other == &id).count(), 1, "{name}: id {id} stands once");
        }
        let described = values(&sample.html, "aria-describedby").into_iter().flat_map(str::split_whitespace);
        let labelled = values(&sample.html, "aria-labelledby").into_iter();
        let anchors = values(&sample.html, "href").into_iter().filter_map(|href| href.strip_prefix('#'));
        for id in described.chain(labelled).chain(anchors).chain(values(&sample.html, "for")) {
            assert!(ids.contains(id), "{name}: {id} is referred to and not there");
        }
    }
}

#[test]
fn every_table_has_a_caption_and_every_form_that_posts_a_token() {
    for sample in drawn(Text::Chinese) {
        let name = format!("{} / {}", sample.page, sample.sample);
        assert_eq!(sample.html.matches("<table").count(), sample.html.matches("<caption").count(), "{name}");
        let posts = sample.html.matches("method=\"post\"").count();
        assert_eq!(sample.html.matches("name=\"csrf\"").count(), posts, "{name}: each post carries csrf");
    }
}

#[test]
fn nothing_on_a_desk_page_needs_inline_script_or_style() {
    for sample in drawn(Text::Chinese) {
        let name = format!("{} / {}", sample.page, sample.sample);
        for banned in [" style=\"", "<style", " onclick=", " onchange=", "javascript:", "https://", "http://"]
        {
            assert!(!sample.html.contains(banned), "{name} has {banned}");
        }
    }
}

#[test]
fn words_that_the_office_does_not_use_stand_on_no_page() {
    for sample in drawn(Text::Chinese) {
        let name = format!("{} / {}", sample.page, sample.sample);
        for banned in
            ["非法", "无效", "失败", "环节", "节点", "提交异常", "控制事项", "退回件", "黄牌", "红牌", "你"]
        {
            assert!(!sample.html.contains(banned), "{name} says {banned}");
        }
    }
}

#[test]
fn every_act_has_its_sample_and_posts_to_its_own_address() {
    let slugs: BTreeSet<&str> = every_sample().iter().map(|(_, act)| act.slug()).collect();
    assert_eq!(slugs.len(), 45, "each act has a sample: {slugs:?}");
    let mut samples = Vec::new();
    draw_samples::<CaseFile>(Text::Chinese, &mut samples);
    for slug in slugs {
        let action = format!("action=\"/desk/cases/c-398/{slug}\"");
        assert!(samples.iter().any(|sample| sample.html.contains(&action)), "{slug} is drawn somewhere");
    }
    for second in ["decline", "return-decision", "return-instant", "refuse-priority"] {
        let action = format!("formaction=\"/desk/cases/c-398/{second}\"");
        assert!(samples.iter().any(|sample| sample.html.contains(&action)), "{second} has its button");
    }
}

#[test]
fn what_was_typed_is_kept_beside_its_error() {
    let mut samples = Vec::new();
    draw_samples::<Intake>(Text::Chinese, &mut samples);
    let errors = samples.iter().find(|sample| sample.sample == "errors").expect("the sample stands above");
    assert!(errors.html.contains("value=\"990121199001010011\""), "the number is kept (E5)");
    assert_eq!(errors.html.matches("第 18 位不对，请再核对。").count(), 2, "in the summary and at the field");
}

#[test]
fn an_instant_item_asks_for_the_second_signature_instead_of_a_receipt() {
    let mut samples = Vec::new();
    draw_samples::<Intake>(Text::Chinese, &mut samples);
    let instant = samples.iter().find(|sample| sample.sample == "instant").expect("the sample stands above");
    assert!(instant.html.contains("当场办结，请窗口负责人签字"), "C6");
    assert!(!instant.html.contains("收件并打印回执"), "one paper, no separate receipt");
}

#[test]
fn an_item_that_is_not_open_can_be_seen_but_not_chosen() {
    let mut samples = Vec::new();
    draw_samples::<IntakeChoose>(Text::Chinese, &mut samples);
    let page = &samples[0].html;
    assert!(page.contains("现在不能收件"), "R73: it says why");
    assert!(!page.contains("href=\"/desk/intake/old-permit\""), "and leads nowhere");
}

#[test]
fn the_first_sentence_of_the_desk_counts_what_is_urgent() {
    let home = DeskHome::samples_for_test(Text::Chinese);
    assert_eq!(
        home.summary, "今天先办这些：1 件已经超期，2 件今天到期，1 件等您签收，2 件等您答复受理。",
        "tone 13"
    );
}

// Whoever hands out results is not told that nothing is due above a list in which some are late.
#[test]
fn the_first_sentence_of_a_quiet_desk_says_what_stands_below_it() {
    let late = DeskHome::sample_of_results(Text::Chinese, true);
    let said = format!("{} 件等人来领", late.sections[0].count);
    assert_eq!(late.summary, format!("{said}，其中有超期的。"));
    assert_eq!(DeskHome::sample_of_results(Text::Chinese, false).summary, format!("{said}。"));
}

#[test]
fn missing_rows_are_those_without_a_mark_that_apply() {
    let mut rows = super::materials::sample_rows(12);
    rows[0].kept = Some(true);
    rows[6].not_applicable = true;
    let missing = Missing::of(Text::Chinese, &rows);
    assert_eq!(missing.names.len(), 10);
    assert!(!missing.names.contains(&rows[0].name), "marked");
    assert!(!missing.names.contains(&rows[6].name), "declared not applicable");
}
