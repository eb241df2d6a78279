//! Samples of a record whose history bears photographs, and whose form takes some: an order with its answers.

use super::{PaperLink, Photograph, RecordForm, RecordMoment, RecordPage, Refused};
use crate::layout::{Control, Field, FormKeys, Nav, PageFrame, PicturesTaken, StateWord, Tone};
use crate::text::Text;

/// An order that was answered, one that refuses the answer, and one of which a file is no photograph.
pub(super) fn of_order(text: Text) -> Vec<(&'static str, RecordPage)> {
    let words = Field::line(text, "answer-words", text.t("办到哪一步了、什么时候办好、怎么改"));
    let taken = PicturesTaken {
        bytes_max: 3 * 1024 * 1024,
        most: 3,
        too_large: text.f("有一张超过 {mb} MB，或者选得太多了，请改一改再交。", [("mb", &3)]),
    };
    let pictures = Field::line(text, "answer-photographs", text.t("照片、扫描件"))
        .control(Control::Pictures(taken))
        .help(&text.f(
            "收 JPEG、PNG、WebP，每张不超过 {mb} MB，最多 {n} 张；用手机的可以当场拍。只留照片本身，拍摄地点、手机型号不留。",
            [("mb", &3), ("n", &3)],
        ))
        .optional();
    let not_one = text.f("第 {n} 个不是照片，只收 JPEG、PNG、WebP；这一次一张也没有收。", [("n", &2)]);
    let form = |refused: Option<Refused>, wrong: bool| RecordForm {
        slug: "answer",
        title: text.t("答复").to_owned(),
        help: text.t("答复由发单的人看；不认可会退回来。").to_owned(),
        parts: Vec::new(),
        fields: vec![
            words.clone().control(Control::Area(3)).value("窗口的轮值表已经重排，照片附后。"),
            match wrong {
                true => pictures.clone().error(&not_one),
                false => pictures.clone(),
            },
        ],
        code: None,
        keys: FormKeys::sample(Some(3)),
        button: text.t("交答复").to_owned(),
        open: wrong || refused.is_some(),
        refused,
    };
    let moment = |photographs: Vec<Photograph>, said: &str| RecordMoment {
        when: text.date_with_year((2026, 11, 20)),
        what: text.t("答复").to_owned(),
        who: super::parts::long_name(),
        words: said.to_owned(),
        photographs,
    };
    let photograph = |n: u32| Photograph {
        // A picture that is there wherever the samples are looked at.
        href: crate::assets::url("mark.svg"),
        name: text.f("{who}答复附的第 {n} 张", [("n", &n), ("who", &"王承办")]),
    };
    let page = |acts: Vec<RecordForm>, moments: Vec<RecordMoment>| RecordPage {
        frame: PageFrame::sample(text, "整改意见书", Nav::Oversight),
        text,
        path: "/desk/orders/0123456789abcdef0123456789abcdef".to_owned(),
        back: ("/desk/orders".to_owned(), text.t("催办、督办").to_owned()),
        title: text.t("整改意见书").to_owned(),
        subtitle: "澄政务整〔2026〕3号".to_owned(),
        state: StateWord { word: text.t("等答复").to_owned(), tone: Tone::Waiting },
        stale: String::new(),
        facts: vec![(text.t("最迟答复").to_owned(), text.date((2026, 11, 27)))],
        acts,
        nobody: None,
        tables: Vec::new(),
        papers: vec![PaperLink {
            href: "/desk/orders/0123456789abcdef0123456789abcdef/paper.pdf".to_owned(),
            name: text.t("打印稿（PDF）").to_owned(),
            issued: String::new(),
        }],
        moments,
    };
    let refused = Refused {
        sentence: text.t("已经答复，等发单的人看。").to_owned(),
        code: "order-already-answered".to_owned(),
        ..Refused::default()
    };
    let pictured = vec![photograph(1), photograph(2), photograph(3)];
    let long = "窗口的轮值表已经重排，叫号机旁边加了一个人。".repeat(8);
    vec![
        ("photographs", page(vec![form(None, false)], vec![moment(pictured, &long)])),
        ("answer refused", page(vec![form(Some(refused), false)], vec![moment(Vec::new(), "")])),
        ("a file is no photograph", page(vec![form(None, true)], Vec::new())),
    ]
}
