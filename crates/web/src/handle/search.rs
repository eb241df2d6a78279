//! Finding an item by everyday words: every word must be contained; where nothing is, pairs of characters are tried.

use centre::catalogue_use::ItemEntry;

/// Characters of a question that are looked at.
pub const QUESTION_CHARS_MAX: usize = 60;

/// The items a question finds, the best first; an empty question finds all, in their order.
pub fn find<'a>(items: &'a [ItemEntry], question: &str) -> Vec<&'a ItemEntry> {
    let texts: Vec<String> = items.iter().map(text_of).collect();
    rank(&texts, question).into_iter().filter_map(|place| items.get(place)).collect()
}

fn text_of(entry: &ItemEntry) -> String {
    let item = &entry.item;
    let english = item.name_en.as_deref().unwrap_or_default();
    let names = item.everyday_names.iter().chain(&item.themes).map(String::as_str);
    [item.name.as_str(), english].into_iter().chain(names).collect::<Vec<_>>().join("\n").to_lowercase()
}

/// Places of the texts that answer, the best first.
fn rank(texts: &[String], question: &str) -> Vec<usize> {
    let question: String = question.chars().take(QUESTION_CHARS_MAX).collect::<String>().to_lowercase();
    let words: Vec<&str> = question.split_whitespace().collect();
    let whole: Vec<usize> =
        (0..texts.len()).filter(|place| words.iter().all(|word| texts[*place].contains(word))).collect();
    if !whole.is_empty() {
        return whole;
    }
    let pairs = pairs_of(&words);
    let score = |text: &str| pairs.iter().filter(|pair| text.contains(pair.as_str())).count();
    let mut scored: Vec<(usize, usize)> = texts
        .iter()
        .enumerate()
        .map(|(place, text)| (score(text), place))
        .filter(|(score, _)| *score > 0)
        .collect();
    scored.sort_by_key(|(score, place)| (std::cmp::Reverse(*score), *place));
    scored.into_iter().map(|(_, place)| place).collect()
}

/// Every two characters that stand side by side in a word; of Latin words only the whole, or any two letters would do.
fn pairs_of(words: &[&str]) -> Vec<String> {
    let mut pairs = Vec::new();
    for word in words {
        if word.is_ascii() {
            if word.len() > 2 {
                pairs.push((*word).to_owned());
            }
            continue;
        }
        let chars: Vec<char> = word.chars().collect();
        pairs.extend(chars.windows(2).map(|pair| pair.iter().collect::<String>()));
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::rank;

    fn found(question: &str) -> Vec<usize> {
        let texts = [
            "食品经营许可（餐饮）\nfood business licence\n开个小饭馆",
            "居民身份证换领、补领\nidentity card\n身份证丢了",
            "高龄津贴\n老人钱",
        ];
        rank(&texts.map(str::to_owned), question)
    }

    #[test]
    fn everyday_words_find_the_item_also_when_they_are_not_the_catalogues_words() {
        assert_eq!(found("小饭馆"), [0]);
        assert_eq!(found("开饭馆"), [0], "no text contains it, its pairs do");
        assert_eq!(found("身份证 补领"), [1]);
        assert_eq!(found("IDENTITY"), [1]);
        assert_eq!(found("identity paper"), [1], "one word of two is better than nothing");
        assert_eq!(found("飞船"), [] as [usize; 0]);
        assert_eq!(found("一"), [] as [usize; 0]);
    }

    #[test]
    fn an_empty_question_finds_everything() {
        assert_eq!(found("  "), [0, 1, 2]);
    }
}
