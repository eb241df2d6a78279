//! A sample of a paper with invented data: every sentence of a wording as it would be printed, laid out as it would be. It bears no
//! number, its code leads nowhere, and it says on every page that it counts for nothing.

use catalogue::paper_blocks::{Block, Frame, frame_of};
use catalogue::wording::{Wording, WordingLanguage, filled};
use catalogue::wording_slots::{PaperWords, Slot, SlotKind};
use centre::account::Session;
use centre::wording::Unfit;
use paper::{Check, Language, Layout, Paper, PaperError, Part, SealPlace};

use super::laid::{arranged, set_out};
use super::paper::set;
use crate::app::App;
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

/// Where a wording has a character that no typeface of this machine has, for whoever may propose it. A paper is printed again as it was
/// worded when it was issued, so that such a one would keep it from being printed for ever.
pub async fn unprintable(
    app: &App,
    session: &Session,
    words: &PaperWords,
    wording: &Wording,
) -> Option<Unfit> {
    let known = app.centre.wording_page(session, words.paper).await;
    if !wording.is_fit() || !known.is_ok_and(|it| it.may_edit) {
        return None;
    }
    for text in Text::ALL {
        let sample = sample(text, words, wording, "", app.centre.today());
        let Err(PaperError::MissingGlyph(character)) = app.press.pdf(sample).await else { continue };
        let (said, laid) = wording.without_glyph(character);
        if !said.is_empty() || !laid.is_empty() {
            return Some(Unfit::Wrong(said, laid));
        }
    }
    None
}

/// The sample.
pub fn sample(
    text: Text,
    words: &PaperWords,
    wording: &Wording,
    issuer: &str,
    today: calendar::Day,
) -> Paper {
    let language = super::said::language(text);
    let value = |place: &Place| value(text, place, issuer, today);
    let said = |key: &str| {
        let values: Vec<(&str, String)> = PLACES.iter().map(|place| (place.0, value(place))).collect();
        let places: Vec<(&str, &dyn std::fmt::Display)> =
            values.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
        filled(wording.said(words, key, language), &places)
    };
    let t = |id: &str| text.t(id).to_owned();
    let (frame, layout) = (frame_of(words.paper), wording.layout());
    let about = PLACES.iter().zip(["申请人", "办什么事", "收件编号"]);
    let rows = about.map(|(place, label)| [t(label), value(place)]).collect();
    let mut parts = vec![
        (Block::About, Part::Pairs { rows }),
        (
            Block::Content,
            Part::Text {
                text: t("清单、期限表和引用的条文由办件自动填入，不在文本里。")
            },
        ),
    ];
    for slot in words.slots.iter().filter(|slot| slot.key != "title") {
        parts.extend(sentence(&frame, slot, slot.label[language.place()], said(slot.key)));
    }
    parts.push((Block::Law, Part::Law { text: t("引用的条文") }));
    parts.push((Block::Sign, Part::Sign { rows: vec![[t("申请人签收"), String::new()]] }));
    parts.retain(|it| frame.has(it.0));
    parts.sort_by_key(|it| frame.blocks().position(|block| block == it.0));
    let sealed =
        SealPlace { office: issuer.to_owned(), words: t("（盖章）"), on: text.date_of_seal(today) };
    let untrue = t("样张，数据是编的，不作凭证");
    let paper = Paper {
        language: if text.is_english() { Language::En } else { Language::Zh },
        issuer: issuer.to_owned(),
        title: words.slot("title").map_or_else(|| super::wording_words::name(text, words), |_| said("title")),
        number: t("样张"),
        banner: untrue.clone(),
        parts: arranged(parts, &frame, &layout.blocks),
        seal: Some(sealed).filter(|_| frame.has(Block::Seal)),
        // Who scans it reads that it is a sample.
        check: frame
            .has(Block::Code)
            .then(|| Check { address: untrue.clone(), words: vec![t("扫码核对真伪"), t("样张")] }),
        foot: untrue,
        layout: Layout::default(),
    };
    set_out(paper, &layout, text, issuer)
}

/// A sentence under its name, in the block in which it stands on the paper.
fn sentence(frame: &Frame, slot: &Slot, label: &str, said: String) -> Vec<(Block, Part)> {
    let block = match slot.kind {
        SlotKind::Title | SlotKind::Lead => Block::Lead,
        SlotKind::Sentence if slot.key.starts_with("remedies") => Block::Remedies,
        SlotKind::Sentence | SlotKind::Paragraphs => Block::Content,
    };
    let block = Some(block).filter(|it| frame.has(*it)).unwrap_or(Block::Content);
    let parts = match slot.kind {
        SlotKind::Title | SlotKind::Lead => vec![Part::Lead { text: said }],
        SlotKind::Sentence => vec![Part::Text { text: said }],
        SlotKind::Paragraphs => said.lines().map(|line| Part::Text { text: line.to_owned() }).collect(),
    };
    let heading = Part::Heading { text: label.to_owned() };
    std::iter::once(heading).chain(parts).map(|part| (block, part)).collect()
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
    use catalogue::paper_layout::SheetSize;
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
                let leads = paper.check.as_ref().is_some_and(|it| it.address.contains("://"));
                assert!(!leads && paper.banner.len() > 10, "its code leads nowhere");
            }
        }
    }

    #[test]
    fn a_sample_is_laid_out_as_the_paper_would_be() {
        let today = calendar::Day::parse("2026-11-28").expect("a day");
        let words = catalogue::wording_slots::words_of("decision").expect("there is such a paper");
        let built_in = Wording::built_in(words);
        let mut layout = built_in.layout();
        layout.blocks =
            vec![Block::Head, Block::Content, Block::Remedies, Block::About, Block::Seal, Block::Code];
        layout.letters = 90;
        let of = |wording: &Wording| sample(Text::Chinese, words, wording, "县局", today);
        let (plain, laid) = (of(&built_in), of(&built_in.clone().laid_out(layout)));
        let about = |paper: &Paper| paper.parts.iter().position(|it| matches!(it, Part::Pairs { .. }));
        assert_eq!((about(&plain), about(&laid)), (Some(0), Some(laid.parts.len() - 1)));
        assert_eq!(plain.parts.len(), laid.parts.len());
        assert_eq!((plain.layout.letters, laid.layout.letters), (105, 90));
        let small = Wording::built_in(catalogue::wording_slots::words_of("receipt").expect("it is there"));
        let sheet = catalogue::paper_layout::Layout { sheet: SheetSize::A5, ..small.layout() };
        let words = catalogue::wording_slots::words_of("receipt").expect("it is there");
        let small = sample(Text::English, words, &small.laid_out(sheet), "county", today);
        assert_eq!(small.layout.sheet, paper::SheetSize::A5);
    }
}
