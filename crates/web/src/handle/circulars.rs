//! Circulars that were published, as everybody reads them: number, day, unit and the public words, no person (C28).

use catalogue::Organisation;
use centre::oversight::order_public::CircularPublic;

use super::record_list::heads;
use super::{oversight_words as said, words};
use oversight::order::Kind;
use pages::desk::{LinkCell, LinkTable};
use pages::text::Text;

/// Their table; none where none was published.
pub fn table(text: Text, organisation: &Organisation, circulars: &[CircularPublic]) -> Option<LinkTable> {
    let row = |it: &CircularPublic| {
        let says = match &it.words {
            Some(words) => words.clone(),
            None => text.t("申诉成立，已撤下").to_owned(),
        };
        let number = said::order_no(organisation, Kind::Circular, it.number.year, it.number.n);
        let unit = words::unit(text, organisation, it.unit);
        [number, text.date_with_year(it.issued_on), unit, says].map(LinkCell::plain).to_vec()
    };
    (!circulars.is_empty()).then(|| LinkTable {
        title: text.t("向社会公开的通报").to_owned(),
        id: "bulletin-circulars",
        note: text.t("发通报的人自己不能公开，由另一位公开。").to_owned(),
        first: true,
        head: heads(text, &["编号", "日期", "单位", "内容"]),
        rows: circulars.iter().map(row).collect(),
    })
}

#[cfg(test)]
mod tests {
    use calendar::Day;
    use casework::{DocumentKind, DocumentNo};
    use catalogue::{OrderId, UnitCode};

    use super::*;

    fn county() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    // C28
    #[test]
    fn everybody_reads_number_day_unit_and_words_and_of_a_lifted_one_that_it_was_lifted() {
        let organisation = county();
        let day = Day::parse("2026-03-02").expect("a day");
        let number =
            DocumentNo { issuer: organisation.centre.unit, kind: DocumentKind::Circular, year: 2026, n: 3 };
        let one = |words: Option<&str>| CircularPublic {
            id: OrderId::parse("0123456789abcdef0123456789abcdef").expect("a code"),
            number,
            issued_on: day,
            unit: UnitCode::parse("sc").expect("a code"),
            published_at: day.at(9, 0),
            words: words.map(str::to_owned),
        };
        let text = Text::Chinese;
        let shown = table(text, &organisation, &[one(Some("窗口中午没有人。")), one(None)]).expect("two");
        let says: Vec<Vec<&str>> =
            shown.rows.iter().map(|row| row.iter().map(|it| it.says.as_str()).collect()).collect();
        assert!(says[0][0].ends_with("通〔2026〕3号") && says[0][1].contains("2026"), "{says:?}");
        assert_eq!((says[0][3], says[1][3]), ("窗口中午没有人。", "申诉成立，已撤下"));
        assert!(table(text, &organisation, &[]).is_none());
    }
}
