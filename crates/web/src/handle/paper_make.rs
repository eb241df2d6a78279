//! Papers as data for the press, made of what the printable pages are made of, so that both say the same.

use casework::{DocumentNo, Event};
use centre::paper::PaperNo;
use paper::{Check, Language, Layout, Paper, Part, SealPlace};

use super::print::Sheet;
use super::{laid, paper_agency, paper_file, print_course, print_end, print_intake};
use pages::print::{PaperCase, PaperHead, ReceiptRow, Seal};
use pages::text::Text;

/// Every paper, by its name in the address.
pub const NAMES: [&str; 17] = [
    "receipt",
    "correction",
    "acceptance",
    "refusal",
    "handover",
    "special",
    "decision",
    "delivery",
    "instant",
    "closure",
    "extension",
    "withdrawal",
    "return",
    "cover",
    "agency",
    "handling",
    "control",
];

/// A paper by its name in the address; `None` for a name that is none, or a paper that was not issued.
pub fn paper(sheet: &Sheet<'_>, name: &str) -> Option<Paper> {
    match name {
        "receipt" => Some(receipt(sheet)),
        "correction" => correction(sheet),
        "acceptance" => acceptance(sheet),
        "refusal" => refusal(sheet),
        "handover" => handover(sheet),
        "special" => special(sheet),
        "decision" => decision(sheet),
        "delivery" => delivery(sheet),
        "instant" => instant(sheet),
        "closure" => paper_file::closure(sheet),
        "commitment" => super::commitments::paper(sheet),
        "extension" => paper_file::extension(sheet),
        "withdrawal" => paper_file::withdrawal(sheet),
        "return" => paper_file::returned(sheet),
        "cover" => paper_agency::cover(sheet),
        "agency" => paper_agency::agency(sheet),
        "handling" => paper_file::handling(sheet),
        "control" => paper_file::control(sheet),
        _ => None,
    }
}

/// A paper that is being put together.
pub struct Draft<'a, 'b> {
    /// What it is made of.
    pub sheet: &'a Sheet<'b>,
    /// The paper so far.
    pub paper: Paper,
}

impl<'a, 'b> Draft<'a, 'b> {
    /// A paper with its head and, below, for whom it is and what it is about.
    pub fn new(sheet: &'a Sheet<'b>, head: &PaperHead, case: &PaperCase) -> Self {
        let text = sheet.text;
        let language = if text.is_english() { Language::En } else { Language::Zh };
        let paper = Paper {
            language,
            issuer: head.issuer.clone(),
            title: head.title.clone(),
            number: head.number.clone(),
            banner: if sheet.frame.is_demo {
                text.t("示例数据，仅供演示").to_owned()
            } else {
                String::new()
            },
            parts: Vec::new(),
            seal: None,
            check: None,
            foot: format!(
                "{} · {} {}",
                text.begun(&head.copy),
                sheet.frame.centre,
                sheet.frame.centre_telephone
            ),
            layout: Layout::default(),
        };
        let mut draft = Draft { sheet, paper };
        draft.pairs(&[
            ("申请人", &case.applicant),
            ("证件", &case.document),
            ("代理人", &case.representative),
            ("办什么事", &case.item),
            ("收件编号", &case.receipt_no),
        ]);
        draft
    }

    /// The language.
    pub fn text(&self) -> Text {
        self.sheet.text
    }

    /// Adds a part.
    pub fn part(&mut self, part: Part) -> &mut Self {
        self.paper.parts.push(part);
        self
    }

    /// Puts the sentence that matters most before everything else.
    pub fn lead(&mut self, text: String) -> &mut Self {
        self.paper.parts.insert(0, Part::Lead { text });
        self
    }

    /// Adds a paragraph, if there is anything to say.
    pub fn says(&mut self, text: String) -> &mut Self {
        if !text.is_empty() {
            self.part(Part::Text { text });
        }
        self
    }

    /// Adds paragraphs.
    pub fn paragraphs(&mut self, paragraphs: Vec<String>) -> &mut Self {
        for text in paragraphs {
            self.says(text);
        }
        self
    }

    /// Adds a heading.
    pub fn heading(&mut self, text: &str) -> &mut Self {
        let text = self.text().t(text).to_owned();
        self.part(Part::Heading { text })
    }

    /// Adds an article in full, if there is one.
    pub fn law(&mut self, text: String) -> &mut Self {
        if !text.is_empty() {
            self.part(Part::Law { text });
        }
        self
    }

    /// Adds what can be done against a decision, if there is anything.
    pub fn remedies(&mut self, said: String) -> &mut Self {
        if !said.is_empty() {
            self.part(laid::remedies(self.text(), said));
        }
        self
    }

    /// Adds lines of label and value.
    pub fn pairs(&mut self, rows: &[(&str, &str)]) -> &mut Self {
        let rows = self.labelled(rows);
        self.part(Part::Pairs { rows })
    }

    /// Adds a table.
    pub fn table(&mut self, widths: &[u8], head: &[&str], rows: Vec<Vec<String>>) -> &mut Self {
        let text = self.text();
        let head: Vec<&str> = head.iter().map(|it| text.t(it)).collect();
        let table = Part::table(widths, &head, rows);
        self.part(table)
    }

    /// Adds lines to sign on.
    pub fn sign(&mut self, rows: &[(&str, &str)]) -> &mut Self {
        let rows = self.labelled(rows);
        self.part(Part::Sign { rows })
    }

    fn labelled(&self, rows: &[(&str, &str)]) -> Vec<[String; 2]> {
        let text = self.text();
        rows.iter().map(|(label, value)| [text.begun(text.t(label)), (*value).to_owned()]).collect()
    }

    /// The paper with the place for its seal and, if it bears a number, the code by which it is checked.
    pub fn sealed(mut self, seal: &Seal, number: Option<PaperNo>) -> Paper {
        self.paper.seal =
            Some(SealPlace { office: seal.office.clone(), words: seal.words.clone(), on: seal.on.clone() });
        self.paper.check = number.map(|number| self.check(number, "扫码核对真伪"));
        self.paper
    }

    /// A sheet that stays in the file: no seal, and the code of the receipt whose number it bears.
    pub fn of_the_file(mut self) -> Paper {
        let receipt = PaperNo::Receipt(self.sheet.filed.facts.receipt);
        self.paper.check = Some(self.check(receipt, "扫码核对这一件的回执"));
        self.paper
    }

    fn check(&self, number: PaperNo, words: &str) -> Check {
        let code = self.sheet.code(number);
        Check {
            address: format!("{}/{code}", self.sheet.verify()),
            words: vec![self.text().t(words).to_owned(), code],
        }
    }
}

/// The number of the latest paper that an entry issued.
pub fn issued(sheet: &Sheet<'_>, pick: impl Fn(&Event) -> Option<DocumentNo>) -> Option<PaperNo> {
    sheet.latest(pick).map(|(_, number)| PaperNo::Document(number))
}

/// Where an applicant signs for having received a paper.
pub const TO_SIGN: [(&str, &str); 2] = [("申请人签收", ""), ("签收日期", "")];

fn tick(is: bool) -> String {
    if is { "✓".to_owned() } else { String::new() }
}

fn receipt_rows(rows: &[ReceiptRow]) -> Vec<Vec<String>> {
    let row = |it: &ReceiptRow| {
        let name = format!("{}. {}", it.row, it.name);
        let copies = if it.copies == 0 { String::new() } else { it.copies.to_string() };
        vec![name, it.way.clone(), copies, tick(it.seen), tick(it.looked_up)]
    };
    rows.iter().map(row).collect()
}

const RECEIPT_WIDTHS: [u8; 5] = [8, 5, 3, 4, 3];
const RECEIPT_HEAD: [&str; 5] = ["材料", "收取方式", "留下份数", "原件已看退还", "已查到"];

fn receipt(sheet: &Sheet<'_>) -> Paper {
    let (text, it) = (sheet.text, print_intake::receipt(sheet));
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next).pairs(&[("查询码", &it.query_code)]).law(it.article);
    draft.part(Part::Heading { text: text.f("收到 {n} 样", [("n", &it.rows.len())]) });
    draft.table(&RECEIPT_WIDTHS, &RECEIPT_HEAD, receipt_rows(&it.rows));
    if !it.missing.is_empty() {
        let missing = text.f("还没有交的 {n} 样：", [("n", &it.missing.len())]);
        draft.says(missing + text.gap() + &it.missing.join(text.semicolon()));
    }
    draft.paragraphs(it.paragraphs);
    let window = format!("{} · {}", it.window, it.officer);
    draft.pairs(&[("收到时间", &it.received), ("收件人", &window)]);
    draft.sign(&[("交件人签名", "")]);
    draft.sealed(&it.seal, Some(PaperNo::Receipt(sheet.filed.facts.receipt)))
}

fn correction(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, it) = (sheet.text, print_intake::correction(sheet)?);
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    let lead = [it.again, vec![it.next]].concat().join(text.gap());
    draft.lead(lead).heading("要补的材料");
    let rows =
        it.rows.into_iter().map(|row| vec![format!("{}. {}", row.row, row.name), row.reason, row.basis]);
    draft.table(&[4, 6, 5], &["材料", "差在哪儿，怎么补", "依据"], rows.collect());
    draft.paragraphs(it.paragraphs).law(it.article);
    draft.pairs(&[("告知人", &it.officer)]).sign(&TO_SIGN);
    let number = sheet.filed.facts.correction.map(|it| PaperNo::Document(it.notice));
    Some(draft.sealed(&it.seal, number))
}

fn acceptance(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, it) = (sheet.text, print_intake::acceptance(sheet)?);
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next).says(it.sentence).pairs(&[("受理日期", &it.accepted_on)]).heading("办理期限");
    let provisional = it.is_provisional;
    let mark = |day: String| if provisional { text.f("{day}（暂定）", [("day", &day)]) } else { day };
    let rows = it.limits.into_iter().map(|(name, length, last, basis)| vec![name, length, mark(last), basis]);
    draft.table(&[4, 4, 6, 6], &["期限", "多长", "最后一天", "依据"], rows.collect());
    draft.says(it.provisional).paragraphs(it.paragraphs);
    let to_follow = !it.deferred.is_empty();
    draft.paragraphs(it.deferred);
    if to_follow {
        draft.sign(&[("承诺人签名", "")]);
    }
    draft.sign(&TO_SIGN);
    let number = sheet.filed.facts.acceptance.map(|it| PaperNo::Document(it.notice));
    Some(draft.sealed(&it.seal, number))
}

fn refusal(sheet: &Sheet<'_>) -> Option<Paper> {
    let it = print_intake::refusal(sheet)?;
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next).says(it.ground).law(it.article).remedies(it.remedies);
    draft.says(it.returned).sign(&TO_SIGN);
    let number = issued(sheet, |event| match event {
        Event::AcceptanceRefused(fact) => Some(fact.notice),
        _ => None,
    });
    Some(draft.sealed(&it.seal, number))
}

fn handover(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, it) = (sheet.text, print_course::handover(sheet)?);
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft
        .lead(it.next)
        .pairs(&[("要办的步骤", &it.step), ("单位", &it.unit), ("办好的日子", &it.due)])
        .heading("移交的材料");
    let mut rows: Vec<Vec<String>> =
        it.papers.into_iter().map(|row| vec![row.name, row.count.to_string(), "□".to_owned()]).collect();
    rows.push(vec![text.t("合计").to_owned(), it.total.to_string(), String::new()]);
    draft.table(&[10, 2, 2], &["材料", "份数", "点清"], rows);
    let taken = if it.taken_at.is_empty() { text.t("还没有签收") } else { &it.taken_at };
    draft.pairs(&[
        ("移交人", &[&it.from, text.apart(), &it.given_at].concat()),
        ("接收人", &[&it.to, text.apart(), taken].concat()),
    ]);
    draft.sign(&[("移交人", ""), ("接收人", "")]);
    Some(draft.of_the_file())
}

fn special(sheet: &Sheet<'_>) -> Option<Paper> {
    let it = print_course::special(sheet)?;
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next).pairs(&[
        ("做什么", &sheet.text.begun(&it.what)),
        ("要多久", &it.length),
        ("从哪天起", &it.from),
        ("计划到哪天", &it.until),
        ("原来的期限", &it.due_before),
        ("按计划顺延到", &it.due_after),
    ]);
    if !it.order.is_empty() {
        draft.pairs(&[("依据文书", &it.order)]);
    }
    draft.pairs(&[("批准人", &it.approved_by)]);
    draft.law(it.article).paragraphs(it.paragraphs).sign(&TO_SIGN);
    let number = issued(sheet, |event| match event {
        Event::Stopped(fact) => Some(fact.notice),
        _ => None,
    });
    Some(draft.sealed(&it.seal, number))
}

fn decision(sheet: &Sheet<'_>) -> Option<Paper> {
    let it = print_end::decision(sheet)?;
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.says(it.opening).part(Part::Lead { text: it.decided });
    if !it.is_granted {
        draft.heading("理由和依据");
    }
    for (sentence, article) in it.reasons {
        draft.says(sentence).law(article);
    }
    if !it.content.is_empty() {
        let rows = it.content.into_iter().map(|(label, value)| [label, value]).collect();
        draft.heading("准予的内容").part(Part::Pairs { rows });
    }
    draft.says(it.next).remedies(it.remedies).says(it.delegation);
    let number = issued(sheet, |event| match event {
        Event::Decided(fact) => Some(fact.number),
        _ => None,
    });
    Some(draft.sealed(&it.seal, number))
}

fn delivery(sheet: &Sheet<'_>) -> Option<Paper> {
    let it = print_end::delivery(sheet)?;
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.heading("送达的文书");
    let rows = it.papers.into_iter().map(|(name, number)| vec![name, number]).collect();
    draft.table(&[1, 1], &["名称", "编号"], rows);
    draft.pairs(&[
        ("送达方式", &sheet.text.begun(&it.manner)),
        ("送达地点", &it.place),
        ("最迟哪天送到", &it.due),
        ("收件人", &it.receiver),
        ("送达时间", &it.delivered_at),
        ("送达人", &it.officer),
    ]);
    let text = draft.text();
    let lines = it.signs.iter().map(|(who, how)| [text.bracketed(who, how), String::new()]);
    let date = (!it.signs.is_empty()).then(|| [text.t("日期").to_owned(), String::new()]);
    let rows: Vec<[String; 2]> = lines.chain(date).collect();
    if !rows.is_empty() {
        draft.part(Part::Sign { rows });
    }
    draft.paragraphs(it.paragraphs);
    let number = issued(sheet, |event| match event {
        Event::Delivered(fact) => Some(fact.proof),
        Event::DeliveryDeemed(fact) => Some(fact.proof),
        _ => None,
    });
    Some(draft.sealed(&it.seal, number))
}

fn instant(sheet: &Sheet<'_>) -> Option<Paper> {
    let (text, it) = (sheet.text, print_end::instant(sheet)?);
    let mut draft = Draft::new(sheet, &it.head, &it.case);
    draft.lead(it.next);
    draft.part(Part::Heading { text: text.f("收到 {n} 样", [("n", &it.rows.len())]) });
    draft.table(&RECEIPT_WIDTHS, &RECEIPT_HEAD, receipt_rows(&it.rows)).law(it.article);
    let line = |it: &(String, String)| [&it.0, text.apart(), &it.1].concat();
    draft.pairs(&[("收件、受理", &line(&it.received))]);
    if let Some(leader) = &it.leader {
        draft.pairs(&[("领导签批", &line(leader))]);
    }
    draft.pairs(&[("签批、办结", &line(&it.signed))]);
    draft.paragraphs(it.paragraphs).says(it.remedies).sign(&TO_SIGN);
    let number = issued(sheet, |event| match event {
        Event::Decided(fact) => Some(fact.number),
        _ => None,
    });
    Some(draft.sealed(&it.seal, number))
}
