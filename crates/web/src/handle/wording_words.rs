//! The wording of papers in the words of its pages: names, places, what changes, what is wrong and at which line.

use calendar::Instant;
use catalogue::wording::{Wording, WordingFault, WordingLanguage, WordingProblem};
use catalogue::wording_slots::{COMMON_PLACES, PaperWords, Slot, SlotKind};
use catalogue::wording_stream::{WordingEvent, WordingRefusal, WordingState};
use catalogue::{Organisation, PersonId};
use centre::wording::{Unfit, WordingPage};

use super::{layout_words, said, words};
use pages::desk::{Change, ProposalShown, SlotFields, WordingHistory};
use pages::layout::{Control, Field};
use pages::text::Text;

/// What a paper is called: its built-in title.
pub fn name(text: Text, of: &PaperWords) -> String {
    match of.slot("title") {
        // A title with a place to fill is no name: it is that of the decision by which a certificate ends.
        Some(title) if !title.needed.is_empty() => text.t("撤回、撤销、注销、吊销决定书").to_owned(),
        Some(title) => title.said[said::language(text).place()].clone(),
        None => text.t("准予、不予决定书").to_owned(),
    }
}

/// Which revision is in force, and since when.
pub fn in_force(text: Text, state: &WordingState) -> String {
    match state.published {
        Some(it) => {
            text.f("第 {n} 版，{day}起", [("n", &it.body.revision), ("day", &text.date_short(it.at.day()))])
        }
        None => text.t("内置的文本").to_owned(),
    }
}

/// Who proposed, and when.
pub fn proposed_by(text: Text, of: &Organisation, by: PersonId, at: Instant) -> String {
    let who = words::person(text, of, by);
    text.f("{who}，{day}提出", [("who", &who), ("day", &text.date_short(at.day()))])
}

/// What a post has done.
pub fn done(text: Text, done: &str) -> Option<String> {
    let sentence = match done {
        "proposed" => "已送法制审核，批准以前还用原来的文本。",
        "approved" => "已批准，从现在起发出的文书用新文本。",
        "returned" => "已退回，提出的人会看到理由。",
        _ => return None,
    };
    Some(text.t(sentence).to_owned())
}

fn language_name(text: Text, language: WordingLanguage) -> &'static str {
    match (language, text.is_english()) {
        (WordingLanguage::Chinese, false) => "中文",
        (WordingLanguage::English, false) => "英文",
        (WordingLanguage::Chinese, true) => "Chinese",
        (WordingLanguage::English, true) => "English",
    }
}

fn label(text: Text, slot: &Slot) -> &'static str {
    slot.label[said::language(text).place()]
}

/// The fields of every sentence, with what they say.
pub fn slots(text: Text, of: &PaperWords, wording: &Wording) -> Vec<SlotFields> {
    let field = |slot: &Slot, language: WordingLanguage| {
        let rows = match slot.kind {
            SlotKind::Title => 1,
            SlotKind::Lead | SlotKind::Sentence => 3,
            SlotKind::Paragraphs => 7,
        };
        let length = u16::try_from(slot.kind.length_max()).unwrap_or(u16::MAX);
        let name = format!("{}-{}", language.key(), slot.key);
        Field::line(text, &name, language_name(text, language))
            .control(if slot.kind == SlotKind::Title { Control::Line("text") } else { Control::Area(rows) })
            .with_length(length)
            .value(wording.said(of, slot.key, language))
    };
    let shown = |slot: &Slot| SlotFields {
        label: label(text, slot).to_owned(),
        places: places(text, slot),
        zh: field(slot, WordingLanguage::Chinese),
        en: field(slot, WordingLanguage::English),
    };
    of.slots.iter().map(shown).collect()
}

/// Which places a sentence may have; those it must have are marked.
fn places(text: Text, slot: &Slot) -> String {
    let own = slot.places.iter().map(|place| {
        let must = if slot.needed.contains(place) { text.t("（必须）") } else { "" };
        format!("{{{place}}}{must}")
    });
    let common = COMMON_PLACES.iter().filter(|it| !slot.places.contains(it)).map(|it| format!("{{{it}}}"));
    let places: Vec<String> = own.chain(common).collect();
    text.f("可以用：{places}", [("places", &places.join(" "))])
}

/// Puts each problem next to its sentence, the first of each.
pub fn mark(text: Text, slots: &mut [SlotFields], problems: &[WordingProblem]) {
    for problem in problems {
        let name = format!("{}-{}", problem.language.key(), problem.slot);
        for slot in slots.iter_mut() {
            let field =
                if problem.language == WordingLanguage::Chinese { &mut slot.zh } else { &mut slot.en };
            if field.name == name && field.error.is_none() {
                field.error = Some([&slot.label, text.colon(), &sentence(text, problem)].concat());
            }
        }
    }
}

/// That a character cannot be printed.
pub fn no_glyph(text: Text, character: char) -> String {
    let code = format!("U+{:04X}", u32::from(character));
    let places: [(&str, &dyn std::fmt::Display); 2] = [("character", &character), ("code", &code)];
    text.f("“{character}”（{code}）这个字，打印用的字库里没有，请换一个。", places)
}

/// What is wrong with a sentence, and at which line.
pub fn sentence(text: Text, problem: &WordingProblem) -> String {
    let what = match &problem.what {
        WordingFault::UnknownSlot => text.t("没有这一句。").to_owned(),
        WordingFault::Empty => return text.t("不能空着。").to_owned(),
        WordingFault::TooLong(max) => return text.f("太长，最多 {n} 个字。", [("n", max)]),
        WordingFault::TooManyLines(max) => text.f("行数太多，最多 {n} 行。", [("n", max)]),
        WordingFault::UnknownPlace(place) => {
            text.f("没有 {place} 这个位置，请照上面列的写。", [("place", &format!("{{{place}}}"))])
        }
        WordingFault::MissingPlace(place) => {
            return text.f("少了 {place}，这一项不能去掉。", [("place", &format!("{{{place}}}"))]);
        }
        WordingFault::LoneBrace => text.t("花括号没有配成一对。").to_owned(),
        WordingFault::Unseen(character) => text.f(
            "有一个看不见的字符（{code}），请删掉。",
            [("code", &format!("U+{:04X}", u32::from(*character)))],
        ),
        WordingFault::NoGlyph(character) => no_glyph(text, *character),
    };
    text.f("第 {n} 行：{what}", [("n", &problem.line), ("what", &what)])
}

/// What stands in the way of a whole proposal or judgement.
pub fn obstacle(text: Text, unfit: &Unfit) -> String {
    let sentence = match unfit {
        Unfit::Refused(WordingRefusal::OwnProposal) => "自己提出的，要由另一位法制审核人员批准。",
        Unfit::Refused(WordingRefusal::NothingProposed) => "现在没有等审核的改动，可能别人已经办了。",
        Unfit::Refused(WordingRefusal::Changed) => {
            "您打开以后，别人又提了一稿或者换了版本。请对照现在的文本再看一遍；您写的还在下面。"
        }
        Unfit::Refused(WordingRefusal::Unchanged) => "和现在的一样，没有改动。",
        Unfit::IdReused => "这张表已经用过了，请再提交一次。",
        _ => "没有办成，请再试一次。",
    };
    text.t(sentence).to_owned()
}

/// The proposal that waits, as the reviewer reads it.
pub fn proposal(text: Text, known: &WordingPage) -> Option<ProposalShown> {
    let (waits, proposed) = (known.state.proposed?, known.proposed.as_deref()?);
    let mut changes = Vec::new();
    for slot in &known.words.slots {
        for language in WordingLanguage::ALL {
            let before = known.in_force.said(known.words, slot.key, language);
            let after = proposed.said(known.words, slot.key, language);
            if before != after {
                let label = format!("{} · {}", label(text, slot), language_name(text, language));
                changes.push(Change { label, before: before.to_owned(), after: after.to_owned() });
            }
        }
    }
    changes.extend(layout_words::changes(text, &known.in_force.layout(), &proposed.layout()));
    Some(ProposalShown {
        by: proposed_by(text, &known.organisation, waits.by, waits.at),
        changes,
        digest: waits.body.digest.to_string(),
        may_review: known.may_approve,
        waits_for: text.t("等法制审核人员批准；提出的人自己不能批准。").to_owned(),
    })
}

/// What happened to the wording, newest first.
pub fn history(text: Text, known: &WordingPage) -> Vec<WordingHistory> {
    let line = |line: &centre::wording::WordingLine| {
        let what = match line.event {
            WordingEvent::WordingProposed(_) => "第 {n} 版提出",
            WordingEvent::WordingApproved(_) => "第 {n} 版批准",
            WordingEvent::WordingReturned(_) => "第 {n} 版退回",
        };
        let who = words::person(text, &known.organisation, line.by);
        WordingHistory {
            what: text.f(what, [("n", &line.revision)]),
            by: format!("{who} {}", words::moment(text, line.at)),
            reason: line.reason.clone(),
            digest: line.digest.to_string(),
        }
    };
    known.history.iter().map(line).collect()
}
