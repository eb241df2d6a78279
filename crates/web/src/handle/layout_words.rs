//! The layout of a paper in the words of its page: fields, blocks, what changes, what is wrong.

use catalogue::paper_blocks::{Block, Frame};
use catalogue::paper_layout::{
    COPIES_MAX, COPY_MAX, CodePlace, LETTERS, LINE_MAX, LaidLine, Layout, LayoutFault, LayoutProblem,
    SealSide, SheetSize, margin_bounds,
};

use super::layout_form::{Typed, asked, place_of, was_of};
use super::wording_words::no_glyph;
use pages::desk::{Change, LayoutGroup};
use pages::layout::{Choice, Control, Field};
use pages::text::Text;

/// What a block is called.
pub fn block(text: Text, block: Block) -> &'static str {
    text.t(match block {
        Block::Head => "单位、标题、编号",
        Block::Lead => "首句",
        Block::About => "申请人和事项",
        Block::Content => "正文（清单、期限、理由）",
        Block::Law => "引用的条文",
        Block::Remedies => "救济告知",
        Block::Sign => "签名栏",
        Block::Seal => "盖章处和日期",
        Block::Code => "核对用的二维码",
    })
}

fn size(text: Text, letters: u8) -> String {
    let (whole, half) = (letters / 10, letters % 10);
    let points = if half == 0 { whole.to_string() } else { format!("{whole}.{half}") };
    text.f("{n} 磅", [("n", &points)])
}

fn side(text: Text, side: SealSide) -> &'static str {
    text.t(if side == SealSide::Left { "左边" } else { "右边" })
}

fn code(text: Text, place: CodePlace) -> &'static str {
    text.t(if place == CodePlace::Head { "标题旁边" } else { "末尾，盖章处旁边" })
}

/// Everything a layout says, each with what it is about, in the order of its form.
fn lines(text: Text, layout: &Layout) -> Vec<(String, String)> {
    let none = || text.t("没有").to_owned();
    let both = |line: &LaidLine| if line.is_empty() { none() } else { format!("{}\n{}", line.zh, line.en) };
    let margins = layout.margins;
    let sheet = text.f(
        "{sheet}，上 {top}、下 {bottom}、左 {left}、右 {right} 毫米",
        [
            ("sheet", &sheet(layout.sheet)),
            ("top", &margins.top),
            ("bottom", &margins.bottom),
            ("left", &margins.left),
            ("right", &margins.right),
        ],
    );
    let blocks: Vec<&str> = layout.blocks.iter().map(|it| block(text, *it)).collect();
    let copies: Vec<String> = layout.copies.iter().map(both).collect();
    let copies =
        if copies.is_empty() { text.t("一份，按内置的").to_owned() } else { copies.join("\n") };
    [
        ("抬头", both(&layout.letterhead)),
        ("纸张和页边", sheet),
        ("字号", size(text, layout.letters)),
        ("盖章处", side(text, layout.seal).to_owned()),
        ("二维码", code(text, layout.code).to_owned()),
        ("各部分和顺序", blocks.join("\n")),
        ("一起打印几份", copies),
        ("每页下面加一句", both(&layout.foot)),
    ]
    .map(|(label, said)| (text.t(label).to_owned(), said))
    .into()
}

fn sheet(of: SheetSize) -> &'static str {
    if of == SheetSize::A5 { "A5" } else { "A4" }
}

/// What another layout changes.
pub fn changes(text: Text, before: &Layout, after: &Layout) -> Vec<Change> {
    let both = lines(text, before).into_iter().zip(lines(text, after));
    let differ = both.filter(|((_, before), (_, after))| before != after);
    differ.map(|((label, before), (_, after))| Change { label, before, after }).collect()
}

/// The layout for those who do not edit it.
pub fn shown(text: Text, layout: &Layout) -> Vec<(String, String)> {
    lines(text, layout)
}

/// The fields of a layout, with what was typed.
pub fn groups(text: Text, frame: &Frame, typed: &Typed) -> Vec<LayoutGroup> {
    let form = Fields { text, frame, typed };
    let mut groups = vec![
        form.pair("letterhead", "抬头", "印在单位名称上面，不写就没有。", LINE_MAX),
        LayoutGroup { fields: form.sheet(), ..form.group("纸张、页边、字号", "页边按毫米填。") },
        LayoutGroup {
            fields: form.blocks(),
            hidden: form.were(),
            ..form.group(
                "各部分和顺序",
                "单位、标题、编号在最前，签名栏、盖章处和日期在最后；救济告知、编号、日期、单位、盖章处、二维码不能去掉。",
            )
        },
    ];
    let help = "都不写就只印一份，按内置的。最多三份，每份写明由谁留存。";
    let mut fields = Vec::new();
    for n in 1..=COPIES_MAX {
        let name = text.f("第 {n} 份由谁留存", [("n", &n)]);
        fields.extend(form.both(&format!("copy-{n}"), &name, COPY_MAX));
    }
    groups.push(LayoutGroup { fields, ..form.group("一起打印几份", help) });
    groups.push(form.pair("foot", "每页下面加一句", "印在留存人和中心电话后面，不写就没有。", LINE_MAX));
    groups
}

/// What the fields are made of.
struct Fields<'a> {
    text: Text,
    frame: &'a Frame,
    typed: &'a Typed,
}

impl Fields<'_> {
    fn value(&self, name: &str) -> &str {
        self.typed.get(name).map_or("", String::as_str)
    }

    fn group(&self, legend: &str, help: &str) -> LayoutGroup {
        LayoutGroup {
            legend: self.text.t(legend).to_owned(),
            help: self.text.t(help).to_owned(),
            fields: Vec::new(),
            hidden: Vec::new(),
        }
    }

    fn pair(&self, name: &str, legend: &str, help: &str, most: [usize; 2]) -> LayoutGroup {
        let fields = self.both(name, self.text.t(legend), most);
        LayoutGroup { fields, ..self.group(legend, help) }
    }

    /// A line in both languages.
    fn both(&self, name: &str, label: &str, most: [usize; 2]) -> Vec<Field> {
        let field = |(key, said, most): (&str, &str, usize)| {
            let name = format!("{name}-{key}");
            let label = self.text.bracketed(label, self.text.t(said));
            let most = u16::try_from(most).unwrap_or(u16::MAX);
            let value = self.value(&name);
            Field::line(self.text, &name, &label).with_length(most).value(value).optional()
        };
        [("zh", "中文", most[0]), ("en", "英文", most[1])].map(field).into()
    }

    fn choose(&self, name: &str, label: &str, choices: &[(&str, String)]) -> Field {
        let chosen = self.value(name);
        let choice = |(value, label): &(&str, String)| Choice::new(value, label, *value == chosen);
        Field::line(self.text, name, label).control(Control::Select(choices.iter().map(choice).collect()))
    }

    fn sheet(&self) -> Vec<Field> {
        let text = self.text;
        let mut sheets = vec![("a4", sheet(SheetSize::A4).to_owned())];
        if self.frame.fits_a5 {
            sheets.push(("a5", sheet(SheetSize::A5).to_owned()));
        }
        let margin = |(name, label): (&str, &str)| {
            let (of_a4, of_a5) = (margin_bounds(SheetSize::A4, name), margin_bounds(SheetSize::A5, name));
            let mut help = format!("{}—{}", of_a4.0, of_a4.1);
            if self.frame.fits_a5 {
                let small = text.f("A5 是 {from}—{to}", [("from", &of_a5.0), ("to", &of_a5.1)]);
                help = [help.as_str(), &small].join(text.comma());
            }
            let name = format!("margin-{name}");
            let mut field = Field::line(text, &name, text.t(label)).help(&help).with_length(2);
            field.inputmode = "numeric";
            field.value(self.value(&name))
        };
        let letters = LETTERS.map(|it| (it.to_string(), size(text, it)));
        let letters: Vec<(&str, String)> =
            letters.iter().map(|(value, label)| (value.as_str(), label.clone())).collect();
        let sides = [("right", SealSide::Right), ("left", SealSide::Left)];
        let places = [("foot", CodePlace::Foot), ("head", CodePlace::Head)];
        let mut fields = vec![
            self.choose("sheet", text.t("纸张"), &sheets),
            self.choose("letters", text.t("字号"), &letters),
            self.choose("seal", text.t("盖章处"), &sides.map(|(key, of)| (key, side(text, of).to_owned()))),
            self.choose("code", text.t("二维码"), &places.map(|(key, of)| (key, code(text, of).to_owned()))),
        ];
        let margins = [("top", "上页边"), ("bottom", "下页边"), ("left", "左页边"), ("right", "右页边")];
        fields.extend(margins.map(margin));
        fields
    }

    /// A place for each block that moves, and whether one is printed that may be left out.
    fn blocks(&self) -> Vec<Field> {
        let text = self.text;
        let moving = self.frame.blocks().filter(|it| it.moves()).count();
        let field = |of: Block| {
            let mut choices: Vec<(String, String)> = match of.moves() {
                true => (1..=moving).map(|n| (n.to_string(), text.f("排第 {n}", [("n", &n)]))).collect(),
                false => vec![("1".to_owned(), text.t("印").to_owned())],
            };
            if self.frame.is_optional(of) {
                choices.push(("0".to_owned(), text.t("不印").to_owned()));
            }
            let choices: Vec<(&str, String)> =
                choices.iter().map(|(value, label)| (value.as_str(), label.clone())).collect();
            self.choose(&place_of(of), block(text, of), &choices)
        };
        asked(self.frame).map(field).collect()
    }

    fn were(&self) -> Vec<(String, String)> {
        asked(self.frame).map(|of| (was_of(of), self.value(&was_of(of)).to_owned())).collect()
    }
}

/// Puts each problem next to its field, the first of each; one about a block next to the place of that block.
pub fn mark(text: Text, groups: &mut [LayoutGroup], problems: &[LayoutProblem]) {
    for problem in problems {
        let name = match problem.what {
            LayoutFault::Missing(of) | LayoutFault::NotOfPaper(of) | LayoutFault::OutOfPlace(of) => {
                place_of(of)
            }
            _ => problem.field.clone(),
        };
        let fields = groups.iter_mut().flat_map(|group| &mut group.fields);
        for field in fields.filter(|field| field.name == name && field.error.is_none()) {
            field.error = Some(sentence(text, problem));
        }
    }
}

/// What is wrong.
pub fn sentence(text: Text, problem: &LayoutProblem) -> String {
    let named = |sentence: &str, of: Block| text.f(sentence, [("block", &block(text, of))]);
    match problem.what {
        LayoutFault::TooLong(most) => text.f("太长，最多 {n} 个字。", [("n", &most)]),
        LayoutFault::Unseen(character) => text.f(
            "有一个看不见的字符（{code}），请删掉。",
            [("code", &format!("U+{:04X}", u32::from(character)))],
        ),
        LayoutFault::Empty => text.t("中文和英文要一起写；几份要挨着写，中间不能空一份。").to_owned(),
        LayoutFault::OutOfBounds { least, most } => {
            text.f("请填 {least} 到 {most} 之间的整数，单位是毫米。", [("least", &least), ("most", &most)])
        }
        LayoutFault::NoSuchLetters => text.t("没有这个字号，请从列出的里面选。").to_owned(),
        LayoutFault::NoGlyph(character) => no_glyph(text, character),
        LayoutFault::NoA5 => text.t("这种文书可能比较长，A5 纸放不下，请用 A4。").to_owned(),
        LayoutFault::TooManyCopies => text.t("一次最多印三份。").to_owned(),
        LayoutFault::Missing(of) => named("“{block}”依规定要有，不能去掉。", of),
        LayoutFault::NotOfPaper(of) => named("“{block}”不是这种文书的，或者写了两次。", of),
        LayoutFault::OutOfPlace(of) => named("“{block}”不能放在这里。", of),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::handle::layout_form::{read, typed_of};
    use catalogue::paper_blocks::frame_of;
    use catalogue::wording_slots::papers;

    #[test]
    fn every_field_of_a_layout_is_drawn_once_and_every_fault_has_its_place() {
        for text in Text::ALL {
            for words in papers() {
                let frame = frame_of(words.paper);
                let typed = typed_of(&Layout::built_in(&frame), &frame);
                let groups = groups(text, &frame, &typed);
                let fields = groups.iter().flat_map(|it| it.fields.iter().map(|field| field.name.clone()));
                let hidden = groups.iter().flat_map(|it| it.hidden.iter().map(|it| it.0.clone()));
                let mut names: Vec<String> = fields.chain(hidden).collect();
                names.sort();
                assert_eq!(names, typed.into_keys().collect::<Vec<_>>(), "{}", words.paper);
            }
        }
    }

    #[test]
    fn what_is_wrong_stands_beside_its_field_and_what_was_typed_is_kept() {
        let frame = frame_of("decision");
        let mut typed = typed_of(&Layout::built_in(&frame), &frame);
        for (name, value) in
            [("margin-top", "九"), ("place-remedies", "1"), ("was-remedies", "3"), ("foot-zh", "甲")]
        {
            typed.insert(name.to_owned(), value.to_owned());
        }
        let problems = read(&typed, &frame).problems("decision");
        let mut groups = groups(Text::Chinese, &frame, &typed);
        mark(Text::Chinese, &mut groups, &problems);
        let wrong = groups.iter().flat_map(|it| &it.fields).filter(|it| it.error.is_some());
        let wrong: Vec<(&str, &str)> = wrong.map(|it| (it.name.as_str(), it.value.as_str())).collect();
        assert_eq!(
            wrong.iter().map(|it| it.0).collect::<Vec<_>>(),
            ["margin-top", "place-remedies", "foot-en"]
        );
        assert_eq!(wrong[0].1, "九");
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let frame = frame_of("receipt");
        let before = Layout::built_in(&frame);
        let after = Layout { letters: 95, seal: SealSide::Left, ..before.clone() };
        let changes = changes(Text::Chinese, &before, &after);
        assert_eq!(changes.len(), 2);
        assert_eq!((changes[0].before.as_str(), changes[0].after.as_str()), ("10.5 磅", "9.5 磅"));
    }
}
