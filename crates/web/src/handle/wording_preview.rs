//! A sample of a paper with invented data: every sentence of a wording as it would be printed, in its order. It bears no
//! number and no code, and says on every page that it counts for nothing.

use catalogue::wording::{Wording, WordingLanguage, filled};
use catalogue::wording_slots::{PaperWords, SlotKind};
use centre::account::Session;
use paper::{Language, Paper, Part, SealPlace};

use super::paper::set;
use crate::app::respond::{Answer, At};
use pages::layout::Nav;
use pages::text::Text;

/// Sets the sample of a wording in one of its languages.
pub async fn print(
    at: &At<'_>,
    session: &Session,
    words: &PaperWords,
    wording: &Wording,
    language: WordingLanguage,
) -> Answer {
    let frame = at.frame(Nav::Papers, Some(session)).await;
    let text = match language {
        WordingLanguage::Chinese => Text::Chinese,
        WordingLanguage::English => Text::English,
    };
    let organisation = at.app.centre.organisation().await?;
    let centre = organisation.as_deref().map(|it| &it.centre);
    let issuer = centre.map_or("", |it| text.pick(&it.name, Some(&it.name_en)));
    let paper = sample(text, words, wording, issuer, at.app.centre.today());
    set(at, frame, paper, words.paper).await
}

/// The sample.
pub fn sample(
    text: Text,
    words: &PaperWords,
    wording: &Wording,
    issuer: &str,
    today: calendar::Day,
) -> Paper {
    let said = |key: &str| {
        let language = super::said::language(text);
        let values: Vec<(&str, String)> =
            PLACES.iter().map(|place| (place.0, value(text, place, issuer, today))).collect();
        let places: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        filled(wording.said(words, key, language), &places)
    };
    let note = text.t("清单、期限表和引用的条文由办件自动填入，不在文本里。");
    let mut parts = vec![Part::Law { text: note.to_owned() }];
    for slot in words.slots.iter().filter(|slot| slot.key != "title") {
        let label = slot.label[super::said::language(text).place()].to_owned();
        parts.push(Part::Heading { text: label });
        match slot.kind {
            SlotKind::Title | SlotKind::Lead => parts.push(Part::Lead { text: said(slot.key) }),
            SlotKind::Sentence => parts.push(Part::Text { text: said(slot.key) }),
            SlotKind::Paragraphs => {
                parts.extend(said(slot.key).lines().map(|line| Part::Text { text: line.to_owned() }));
            }
        }
    }
    Paper {
        language: if text.is_english() { Language::En } else { Language::Zh },
        issuer: issuer.to_owned(),
        title: words.slot("title").map_or_else(|| super::wording_words::name(text, words), |_| said("title")),
        number: text.t("样张").to_owned(),
        banner: text.t("样张，数据是编的，不作凭证").to_owned(),
        parts,
        seal: Some(SealPlace {
            office: issuer.to_owned(),
            words: text.t("（盖章）").to_owned(),
            on: text.date_of_seal(today),
        }),
        check: None,
        foot: text.t("样张，数据是编的，不作凭证").to_owned(),
    }
}

/// A place with what stands in it on a sample, in Chinese and English; an empty one is a day or the office's own name.
type Place = (&'static str, &'static str, &'static str);

const PLACES: &[Place] = &[
    ("applicant", "许小店", "Xu Xiaodian"),
    ("item", "食品经营许可（餐饮）", "Food business licence (catering)"),
    ("receipt", "SC 2026 000123 K", "SC 2026 000123 K"),
    ("authority", "", ""),
    ("centre", "", ""),
    ("due", "", ""),
    ("promised", "", ""),
    ("statutory", "", ""),
    ("day", "", ""),
    ("from", "", ""),
    ("until", "", ""),
    ("n", "2", "2"),
    ("address", "https://zwfw.example/track", "https://zwfw.example/track"),
    ("place", "2 号企业综合窗口", "window 2"),
    ("law", "《行政许可法》第三十二条", "article 32 of the licensing law"),
    ("agent", "李代理", "Li Daili"),
    ("telephone", "0000-0000101", "0000-0000101"),
    ("fee", "不收费。", "none."),
    ("office", "县卫生健康局", "the county health administration"),
    ("reason", "要等检验报告。", "the test report has not come."),
    ("number", "〔2026〕318号", "318/2026"),
    ("what", "水质检测", "water testing"),
    ("days", "60", "60"),
    ("months", "6", "6"),
    ("body", "澄禾县人民政府", "the county government"),
    ("court", "有管辖权的人民法院", "the competent court"),
    ("windows", "15 号出件窗口", "window 15"),
    ("ground", "隐瞒有关情况或者提供虚假材料", "facts were concealed or false papers handed in"),
    ("result", "食品经营许可证", "the food business licence"),
    ("kind", "撤销", "revoke"),
    ("hour", "09:30", "09:30"),
    ("chair", "陈主持", "Chen Zhuchi"),
];

/// Calendar days from today to the sample's days.
fn days_ahead(place: &str) -> Option<i32> {
    match place {
        "day" | "from" => Some(0),
        "promised" => Some(7),
        "due" | "until" => Some(14),
        "statutory" => Some(28),
        _ => None,
    }
}

fn value(text: Text, place: &Place, issuer: &str, today: calendar::Day) -> String {
    match days_ahead(place.0).map(|days| today.plus_days(days)) {
        Some(day) => text.date_with_year(day),
        None if matches!(place.0, "authority" | "centre") => issuer.to_owned(),
        None => text.pick(place.1, Some(place.2)).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use catalogue::wording_slots::papers;

    #[test]
    fn a_sample_fills_every_place_of_every_sentence_in_both_languages() {
        let today = calendar::Day::parse("2026-11-28").expect("a day");
        for words in papers() {
            for slot in &words.slots {
                for place in &slot.places {
                    assert!(PLACES.iter().any(|it| it.0 == *place), "{} {place}", words.paper);
                }
            }
            for text in Text::ALL {
                let paper = sample(text, words, &Wording::built_in(words), "澄禾县政务服务中心", today);
                let texts = paper.parts.iter().filter_map(|part| match part {
                    Part::Lead { text } | Part::Text { text } => Some(text),
                    _ => None,
                });
                for said in texts {
                    assert!(!said.is_empty() && !said.contains('{'), "{} {said}", words.paper);
                }
                assert!(paper.check.is_none() && paper.banner.len() > 10);
            }
        }
    }
}
