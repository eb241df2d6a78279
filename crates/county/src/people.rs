//! Invented applicants of the demonstration county: named after what they want, with numbers of a division that does not exist.

use catalogue::check::{credit_check, organisation_check, resident_check};
use centre::particulars::{Applicant, Language, Representative};

use super::random::Random;

const SURNAMES: &[&str] = &[
    "许", "方", "田", "程", "邱", "汤", "白", "江", "段", "贺", "龚", "严", "乔", "邵", "莫", "章", "卢",
    "苗", "柏", "葛", "尹", "霍", "鲍", "裴", "祁", "路", "纪", "舒", "屈", "项",
];
const TRADES: &[&str] = &[
    "小店", "餐馆", "理发", "果园", "养鸡", "货运", "木匠", "豆腐", "书屋", "茶馆", "裁缝", "修车", "种粮",
    "养蜂", "新爸", "新妈", "买房", "搬家", "退休", "上班",
];
const FIRMS: &[&str] = &[
    "晨禾", "霜桥", "禾渡", "槐溪", "苇塘", "椿坪", "岚川", "澄湾", "青石", "晓渡", "南圃", "云麓", "田畴",
    "稻香",
];
const BRANCHES: &[&str] = &["机械", "建材", "物流", "食品", "农牧", "水务", "文化", "电子", "纺织", "建设"];

/// A natural person; `n` makes the number.
pub fn person(random: &mut Random, n: u32) -> Applicant {
    let name = format!("{}{}", random.pick(SURNAMES), random.pick(TRADES));
    let year = 1946 + random.below(60);
    let number17 =
        format!("990121{year:04}{:02}{:02}{:03}", 1 + random.below(12), 1 + random.below(28), n % 1000);
    let check = resident_check(&number17).expect("seventeen digits");
    Applicant {
        kind: "natural_person".into(),
        document_type: "111".into(),
        document_number: format!("{number17}{check}"),
        name,
        telephone: format!("0000-0001{:03}", random.below(1000)),
        address: format!(
            "澄禾县{}{}号",
            random.pick(&["澄湾镇河东街", "禾渡镇老街", "霜桥镇桥头路", "槐溪乡"]),
            1 + random.below(120)
        ),
        ..Applicant::default()
    }
}

/// The same from abroad: with a passport, and messages in English (E4).
pub fn foreigner(person: Applicant, n: u32) -> Applicant {
    Applicant {
        document_type: "414".into(),
        document_number: format!("E{n:08}"),
        name: format!("Sample Visitor {n}"),
        language: Language::English,
        ..person
    }
}

/// A firm with its clerk; `n` makes the code.
pub fn firm(random: &mut Random, n: u32) -> Applicant {
    let name = format!("澄禾县{}{}有限公司", random.pick(FIRMS), random.pick(BRANCHES));
    let organisation8 = format!("MA1{:05}", n % 100_000);
    let organisation =
        format!("{organisation8}{}", organisation_check(&organisation8).expect("eight characters"));
    let first17 = format!("91990121{organisation}");
    let code = format!("{first17}{}", credit_check(&first17).expect("seventeen characters"));
    let clerk = person(random, n);
    Applicant {
        kind: "enterprise".into(),
        document_type: "990".into(),
        document_number: code,
        name,
        telephone: clerk.telephone.clone(),
        address: clerk.address.clone(),
        representative: Some(Representative {
            name: clerk.name,
            document_type: "111".into(),
            document_number: clerk.document_number,
            telephone: clerk.telephone,
            letter: true,
        }),
        ..Applicant::default()
    }
}
