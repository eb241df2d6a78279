//! The summary at the head of a form names every field by the words that stand beside it on the page: “经办人姓名：这一项要填。”
//!
//! The words are taken from the drawn page, so that no form can leave them out or say others. A sentence that begins with them has
//! named its field already: “取件码不对，请再看一遍。”

use crate::text::Text;

const SUMMARY: &str = "<div class=\"error-summary\"";
const LINK: &str = "<a href=\"#";

/// The page with the names of the fields in its summaries; any other page as it is.
pub fn with_field_names(html: String) -> String {
    if !html.contains(SUMMARY) {
        return html;
    }
    let text = if html.contains("<html lang=\"en\"") { Text::English } else { Text::Chinese };
    let mut named = String::with_capacity(html.len() + 512);
    let mut rest = html.as_str();
    while let Some(begin) = rest.find(SUMMARY) {
        let end = rest[begin..].find("</div>").map_or(rest.len(), |end| begin + end);
        named.push_str(&rest[..begin]);
        let mut summary = &rest[begin..end];
        while let Some((before, link)) = summary.split_once(LINK) {
            let (id, after) = link.split_once("\">").unwrap_or((link, ""));
            named.push_str(before);
            named.push_str(LINK);
            named.push_str(id);
            named.push_str("\">");
            if let Some(name) = name_of(&html, id).filter(|name| !begins_with(after, name)) {
                named.push_str(name);
                named.push_str(text.colon());
            }
            summary = after;
        }
        named.push_str(summary);
        rest = &rest[end..];
    }
    named.push_str(rest);
    named
}

/// Whether a sentence begins with the name of its field; an article before it, and how it is capitalised, are no matter.
fn begins_with(sentence: &str, name: &str) -> bool {
    let plain = |words: &str| {
        let words = words.to_lowercase();
        words.strip_prefix("the ").map(str::to_owned).unwrap_or(words)
    };
    plain(sentence).starts_with(&plain(name))
}

/// The words of a field: its label, the legend of its group, or what its row is called.
fn name_of<'a>(html: &'a str, id: &str) -> Option<&'a str> {
    if let Some((before, label)) = html.split_once(&format!(" for=\"{id}\""))
        // An answer of a group is not what the group is called.
        && !before.ends_with("class=\"form-check-label\"")
    {
        return words(label);
    }
    let (before, field) = html.split_once(&format!(" id=\"{id}\""))?;
    let own = |end: &str, heading: &str| {
        let (group, _) = field.split_once(end)?;
        Some(group.split_once(heading)?.1)
    };
    // A group that ended before the field is not around it.
    let around = || {
        let (_, inside) =
            before.rsplit_once("<fieldset").filter(|(_, inside)| !inside.contains("</fieldset>"))?;
        inside.split_once("<legend").map(|(_, legend)| legend)
    };
    let beside = || {
        let lone = tag_of(before, field).contains("type=\"checkbox\"");
        field.split_once("class=\"form-check-label\"").filter(|_| lone).map(|(_, label)| label)
    };
    let tag = before.rsplit_once('<').map_or("", |(_, tag)| tag);
    match tag.split_whitespace().next()? {
        "fieldset" => words(own("</fieldset>", "<legend")?),
        "tr" => words(own("</tr>", "class=\"mark-name\"")?),
        _ => words(around().or_else(beside)?),
    }
}

/// The tag around the place where `before` ends and `after` begins.
fn tag_of(before: &str, after: &str) -> String {
    let begin = before.rsplit_once('<').map_or("", |(_, begin)| begin);
    let end = after.split_once('>').map_or("", |(end, _)| end);
    format!("{begin}{end}")
}

/// The first words after the tag that begins here.
fn words(tag: &str) -> Option<&str> {
    let (_, inside) = tag.split_once('>')?;
    let (words, _) = inside.split_once('<')?;
    Some(words.trim()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::all_samples;

    const FORM: &str = concat!(
        "<div class=\"error-summary\"><ul><li><a href=\"#in-name\">要填。</a></li><li><a href=\"#in-why\">请选。</a></li>",
        "<li><a href=\"#in-row-2\">没有勾。</a></li><li><a href=\"#kind-1\">请选。</a></li><li><a href=\"#gone\">没有。</a></li><li><a href=\"#signed\">要勾。</a></li></ul></div>",
        "<label class=\"form-label\" for=\"in-name\">姓名<span>选填</span></label><input id=\"in-name\">",
        "<fieldset class=\"field\" id=\"in-why\" tabindex=\"-1\">\n<legend class=\"form-label\">原因</legend></fieldset>",
        "<tr id=\"in-row-2\"><th><span class=\"mark-name\">营业执照<span>x</span></span></th></tr>",
        "<fieldset><legend>种类</legend><input id=\"kind-1\"><label class=\"form-check-label\" for=\"kind-1\">甲</label></fieldset>",
        "<label><input type=\"checkbox\" id=\"signed\"><span class=\"form-check-label\">本人签了字</span></label>",
    );

    #[test]
    fn every_field_of_a_summary_is_named_as_it_stands_on_the_page() {
        let named = with_field_names(FORM.to_owned());
        for line in [
            "#in-name\">姓名：要填。",
            "#in-why\">原因：请选。",
            "#in-row-2\">营业执照：没有勾。",
            "#kind-1\">种类：请选。",
            "#gone\">没有。",
            "#signed\">本人签了字：要勾。",
        ] {
            assert!(named.contains(line), "{line} in {named}");
        }
        assert!(with_field_names(format!("<html lang=\"en\">{FORM}")).contains("\">姓名: 要填。"));
        // Nothing is named twice.
        for said in ["姓名不对，请再核对。", "姓名：要填。"] {
            let named = with_field_names(FORM.replace("\">要填。", &format!("\">{said}")));
            assert!(named.contains(&format!("#in-name\">{said}")), "{named}");
        }
        let english = "<html lang=\"en\"><div class=\"error-summary\"><a href=\"#c\">The code is wrong.</a></div><label for=\"c\">Code</label>";
        assert_eq!(with_field_names(english.to_owned()), english);
        assert_eq!(with_field_names("<p>".to_owned()), "<p>");
    }

    #[test]
    fn every_link_of_every_summary_names_its_field() {
        let mut links = 0;
        for text in Text::ALL {
            for sample in all_samples(text) {
                for part in sample.html.split(SUMMARY).skip(1) {
                    let summary = part.split_once("</div>").map_or(part, |(summary, _)| summary);
                    for link in summary.split(LINK).skip(1) {
                        let (id, words) = link.split_once("\">").expect("a link of ours");
                        let name = name_of(&sample.html, id).unwrap_or_default();
                        let named = !name.is_empty() && begins_with(words, name);
                        let after = words.get(name.len()..).unwrap_or_default();
                        let twice = named && begins_with(after.trim_start_matches(['：', ':', ' ']), name);
                        assert!(
                            named && !twice,
                            "{} ({}): {id} says {words:.60}",
                            sample.page,
                            sample.sample
                        );
                        links += 1;
                    }
                }
            }
        }
        assert!(links > 20, "summaries are found: {links}");
    }
}
