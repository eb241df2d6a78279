//! The forms of a disclosure, and what a sent one asks (E30).

use calendar::Day;
use casework::disclosure::{AskerKind, Disclosure, Form, Pages, open_acts};
use catalogue::PersonId;
use centre::act::{FieldProblem, FieldWhy};
use centre::disclosure::{DisclosureAct, DisclosureForm, DisclosureView, TellingForm, Visitor};

use super::disclosure_words as said;
use super::record_forms::{Fields, SentForm, Typed};
use pages::desk::RecordForm;
use pages::layout::Field;
use pages::text::Text;

/// How many people one form takes.
const PEOPLE: usize = 3;
/// Most pages that can be typed.
const PAGES_MAX: u16 = 9_999;

type Asked<A> = Result<A, Vec<FieldProblem>>;

fn wrong(field: &str, why: FieldWhy) -> Vec<FieldProblem> {
    vec![FieldProblem { field: field.to_owned(), why }]
}

/// The form that writes a request down.
pub fn register(text: Text, view: &DisclosureView, csrf: &str, sent: &SentForm<'_>) -> RecordForm {
    let of = Fields { text, slug: "register", sent };
    let t = |word: &str| text.t(word).to_owned();
    let kinds: Vec<(&str, String)> = AskerKind::ALL.iter().map(|it| (it.key(), t(said::kind(*it)))).collect();
    let forms: Vec<(&str, String)> = Form::ALL.iter().map(|it| (it.key(), t(said::form(*it)))).collect();
    let which = [("whole", t("整卷")), ("range", t("其中几页"))];
    let telling = [("now", t("提供以后就告知")), ("later", t("依法暂不告知"))];
    let help = |field: Field, help: String| Field { help, ..field };
    let mut fields = vec![
        of.select("kind", "哪一类机关", &kinds, "police"),
        of.line("asker", "机关全称", ""),
        help(
            of.line("document", "文书名称和文号", ""),
            t("例如：调取证据通知书 澄公（治）调证字〔2026〕18号。没有文书的不登记。"),
        ),
        of.area("basis", "依据哪一条"),
    ];
    for n in 1..=PEOPLE {
        let name = of.line(&format!("name{n}"), "", "");
        let certificate = of.line(&format!("certificate{n}"), "", "");
        let name = Field { label: text.f("第 {n} 位来人姓名", [("n", &n)]), ..name };
        let certificate = Field { label: text.f("第 {n} 位证件号", [("n", &n)]), ..certificate };
        let (name, certificate) = match n {
            1 => (name, certificate),
            _ => (name.optional(), certificate.optional()),
        };
        fields.extend([name, certificate]);
    }
    let counted = text.f("这一卷一共 {n} 页。", [("n", &view.sheets())]);
    fields.extend([
        help(of.radios("pages", "哪些页", &which, "whole"), counted),
        of.number("first", "从第几页", "").optional(),
        of.number("last", "到第几页", "").optional(),
        of.radios("form", "怎么看", &forms, "read"),
        of.radios("telling", "告知申请人", &telling, "now"),
        help(
            of.day("withheld_until", "暂不告知的，哪天起告知").optional(),
            t("到了这一天，申请人在查进度的页面上看得到。"),
        ),
        of.area("withheld_basis", "暂不告知的依据").optional(),
    ]);
    of.form(
        csrf,
        view.version,
        "登记办案机关调阅",
        "当面核对文书和证件。公安、检察、法院、监察、审计来调阅的，依法应有两人以上。登记以后，由窗口负责人或者单位负责人审批。",
        "登记，送审批",
        fields,
    )
}

/// What the form of a new request asks.
pub fn parse_register(typed: &Typed<'_>) -> Asked<DisclosureForm> {
    let kind = AskerKind::parse(&typed.text("kind")).ok_or_else(|| wrong("kind", FieldWhy::NotAChoice))?;
    let form = Form::parse(&typed.text("form")).ok_or_else(|| wrong("form", FieldWhy::NotAChoice))?;
    let page =
        |field: &str| typed.number(field, 1..=PAGES_MAX).ok_or_else(|| wrong(field, FieldWhy::NotANumber));
    let pages = match typed.text("pages").as_str() {
        "whole" => Pages::Whole,
        "range" => Pages::Range { first: page("first")?, last: page("last")? },
        _ => return Err(wrong("pages", FieldWhy::NotAChoice)),
    };
    let telling = match typed.text("telling").as_str() {
        "now" => TellingForm::Now,
        "later" => {
            let until = typed.text("withheld_until");
            let day = match until.is_empty() {
                true => None,
                false => Some(day_of(&until, "withheld_until")?),
            };
            TellingForm::From { day, basis: typed.text("withheld_basis") }
        }
        _ => return Err(wrong("telling", FieldWhy::NotAChoice)),
    };
    // Those who have to come are asked for, one by one; whoever else is named comes along.
    let visitor = |n: usize| {
        let [name, certificate] = ["name", "certificate"].map(|it| typed.text(&format!("{it}{n}")));
        let named = n <= usize::from(kind.people_least()) || !name.is_empty() || !certificate.is_empty();
        named.then_some(Visitor { name, certificate })
    };
    Ok(DisclosureForm {
        kind,
        asker: typed.text("asker"),
        document: typed.text("document"),
        basis: typed.text("basis"),
        visitors: (1..=PEOPLE).filter_map(visitor).collect(),
        pages,
        form,
        telling,
    })
}

fn day_of(typed: &str, field: &str) -> Asked<Day> {
    Day::parse(typed).ok_or_else(|| wrong(field, FieldWhy::NotADay))
}

/// The forms of a request that this person may send now.
pub fn forms(
    text: Text,
    view: &DisclosureView,
    one: &Disclosure,
    me: PersonId,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let open = open_acts(one, me, view.keeps, view.approves);
    open.into_iter().filter_map(|slug| form(&Fields { text, slug, sent }, view, one, csrf)).collect()
}

fn form(fields: &Fields<'_>, view: &DisclosureView, one: &Disclosure, csrf: &str) -> Option<RecordForm> {
    let make = |title, help, button, of| Some(fields.form(csrf, view.version, title, help, button, of));
    match fields.slug {
        "approve" => make("同意提供", "看过文书、依据和要看的页，同意的由别的人提供。", "同意", Vec::new()),
        "decline" => make(
            "不予提供",
            "文书不全、没有依据、人数不够的，写明理由告诉对方。",
            "不予提供",
            vec![fields.area("reason", "为什么不提供")],
        ),
        "hand-out" if one.takes_originals() => make(
            "提供原件",
            "请来人在登记单上签名。原件在外的时候，案卷不能借出、归档、销毁。",
            "已当面提供",
            vec![fields.day("due_on", "哪天前归还")],
        ),
        "hand-out" => make("提供", "请来人在登记单上签名。", "已当面提供", Vec::new()),
        "take-back" => make(
            "收回原件",
            "和归还的人当面点清页数。",
            "点清收回",
            vec![fields.number("sheets", "当面点清的页数", "")],
        ),
        "withhold" => make(
            "延后告知申请人",
            "对方有新的文书要求继续保密的才能延后。",
            "延后",
            vec![fields.day("until", "哪天起告知"), fields.area("basis", "依据和文书")],
        ),
        _ => None,
    }
}

/// What a sent form of a request asks; none for an act that is none.
pub fn parse(typed: &Typed<'_>) -> Option<Asked<DisclosureAct>> {
    Some(match typed.slug {
        "approve" => Ok(DisclosureAct::Approve),
        "decline" => Ok(DisclosureAct::Decline(typed.text("reason"))),
        "hand-out" => match typed.text("due_on").as_str() {
            "" => Ok(DisclosureAct::HandOut { due_on: None }),
            day => day_of(day, "due_on").map(|day| DisclosureAct::HandOut { due_on: Some(day) }),
        },
        "take-back" => {
            let sheets = typed.number("sheets", 0..=PAGES_MAX);
            sheets
                .ok_or_else(|| wrong("sheets", FieldWhy::NotANumber))
                .map(|sheets| DisclosureAct::TakeBack { sheets })
        }
        "withhold" => day_of(&typed.text("until"), "until")
            .map(|until| DisclosureAct::Withhold { until, basis: typed.text("basis") }),
        _ => return None,
    })
}
