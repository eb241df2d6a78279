//! The forms of a certificate, and what a sent one asks.

use calendar::Day;
use casework::Outcome;
use casework::certificate::{EndGround, Standing};
use catalogue::WindowId;
use catalogue::identity::DocumentType;
use centre::act::{Collector, FieldProblem, FieldWhy};
use centre::certificate::{
    CertificateAct, CertificateContent, CertificateView, HandedBy, HandingRecord, OtherHanding,
};
use centre::contact_details::ContactDetails;
use centre::paper::{PaperNo, mark};
use centre::particulars::NotifyBy;

use super::certificate_words::{article, end_kind, ground, paper_name};
use super::record_forms::{Fields, SentForm, Typed};
use super::words;
use pages::desk::RecordForm;
use pages::layout::Field;
use pages::text::Text;

/// Forms of these acts, in the order of the offers. What is registered of the holder stands in them only for who reads it whole.
pub fn forms(
    text: Text,
    view: &CertificateView,
    is_whole: bool,
    csrf: &str,
    offers: &[&'static str],
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    offers.iter().filter_map(|slug| form(&Fields { text, slug, sent }, view, is_whole, csrf)).collect()
}

fn form(fields: &Fields<'_>, view: &CertificateView, is_whole: bool, csrf: &str) -> Option<RecordForm> {
    let (text, version) = (fields.text, view.version);
    let yes_no = |yes: &str, no: &str| [("yes", text.t(yes).to_owned()), ("no", text.t(no).to_owned())];
    let old = || fields.radios("old_returned", "旧证", &yes_no("已收回", "没有收回"), "no");
    let make = |title, help, button, of| Some(fields.form(csrf, version, title, help, button, of));
    match fields.slug {
        "correct" => make(
            "更正打错的字",
            "只改打错的字，不改持证人的证件，也不改准予的内容。交上以后由另一个有权的人决定；新证接着旧证的有效期，旧证收回，收不回来的，核验页也写明已被代替。",
            "交上更正申请",
            [content(fields, view, is_whole), vec![fields.area("reason", "哪里打错了"), old()]].concat(),
        ),
        "change" => make(
            "变更持证人的名称或证件",
            "名称、证件号或者准予的内容变了，换新证，不用重新申请。先核对来办的人的证件，再看变更的证明；交上以后由另一个有权的人决定。持证人自己来的，出示现在登记的证件。",
            "交上变更申请",
            [
                vec![
                    fields.radios("who", "谁来办", &comes(text), "holder"),
                    document_type_in(fields, "shown_type", "来办的人的证件种类", "111"),
                    fields.line("shown_number", "来办的人的证件号码", ""),
                    fields.line("collector_name", "代办人姓名", "").optional(),
                ],
                content(fields, view, is_whole),
                vec![fields.area("reason", "变了什么，看过什么证明"), old()],
            ]
            .concat(),
        ),
        "decide-reissue" => make(
            "决定准不准更正、变更、补发",
            "收申请的人不能作决定。要办什么，写在上面；准予补发的，旧证就作废。",
            "作出决定",
            vec![
                fields.radios("outcome", "决定", &yes_no("准予，做新证", "不予，照常有效"), ""),
                fields.area("reasons", "不准的理由").optional(),
            ],
        ),
        "replace" => make(
            "持证人申请补发",
            "证丢了或者坏了，照原样再做一份。先核对持证人的证件；交上以后由另一个有权的人决定，做好新证，旧证就作废。",
            "收下补发申请",
            vec![
                document_type(fields, "111"),
                fields.line("document_number", "证件号码", ""),
                fields.area("reason", "怎么丢的、怎么坏的"),
                old(),
            ],
        ),
        "hand-out" => make(
            "窗口发给持证人",
            "先核对证件，再请领取的人在送达回证上签字。换了新证的，请收回旧证。",
            "发出，打印送达回证",
            vec![
                paper(fields, view),
                fields.radios("who", "谁来领", &who(text), "holder"),
                document_type(fields, "111"),
                fields.line("document_number", "来领的人的证件号码", ""),
                fields.line("collector_name", "代领人姓名", "").optional(),
            ],
        ),
        "deliver-paper" => make(
            "没有到窗口领的，登记怎么送达",
            "邮寄和留置，送到持证人书面确认的地址；公告放在最后，要先过了该发出的日子，期满以后再登记。",
            "登记送达",
            vec![
                paper(fields, view),
                fields.radios("how", "怎么送达的", &how(text), ""),
                fields.day("on", "回执上的签收日期、留下的日期，或者公告的日期"),
                fields.line("place", "送到的地址，或者公告登在哪里", ""),
                fields.area("words", "承运单位、单号和签收人；拒收的理由；或者为什么公告"),
                fields.line("witness1", "见证人一（留置的要填）", "").optional(),
                fields.line("witness2", "见证人二（留置的要填）", "").optional(),
            ],
        ),
        "apply-renewal" => make(
            "持证人申请延续",
            "要在到期前留够 30 个工作日。到期没有决定，依法视为准予延续。",
            "收下延续申请",
            vec![
                fields.radios("who", "谁来办", &comes(text), "holder"),
                document_type(fields, "111"),
                fields.line("document_number", "来办的人的证件号码", ""),
                fields.line("collector_name", "代办人姓名", "").optional(),
                fields.area("words", "持证人的话").optional(),
            ],
        ),
        "change-contact" => make(
            "持证人换了电话、地址",
            "核对持证人的证件就改。到期提醒、延续、领取的消息都发到新的联系方式；新的和原来的都会收到通知。",
            "改联系方式",
            vec![
                document_type(fields, "111"),
                fields.line("document_number", "证件号码", ""),
                fields.line("telephone", "新的联系电话", "").optional(),
                fields.checks(
                    "no_phone",
                    "没有电话的勾",
                    &[("yes".to_owned(), text.t("没有电话").to_owned())],
                    &[],
                ),
                fields.select("notify", "怎么通知", &ways(text), "sms"),
                fields.line("notify_detail", "寄到哪里，或者告诉谁", "").optional(),
                fields.line("address", "地址", "").optional(),
            ],
        ),
        "decide-renewal" => make(
            "决定准不准延续",
            "收申请的人不能作决定。",
            "作出决定",
            vec![
                fields.radios("outcome", "决定", &yes_no("准予延续", "不予延续"), ""),
                fields.area("reasons", "不予延续的理由").optional(),
            ],
        ),
        "open-proceeding" => make(
            "拟撤回、撤销、注销或吊销",
            "告知书要发给持证人，从发到那天起有 5 个工作日陈述申辩；由没有准予过、也不是提出的人作决定。",
            "立案，告知持证人",
            vec![
                fields.choose("ground", "理由和条文", &grounds(text, view.file.standing)),
                fields.area("facts", "事实和证据；吊销的，写明处罚依据的条文"),
            ],
        ),
        "record-statement" => make(
            "记下持证人的陈述申辩",
            "持证人当面说的、写来的，都照原话记。",
            "记下",
            vec![fields.area("words", "持证人的话")],
        ),
        "decide-proceeding" => make(
            "作出决定",
            "决定书要回应持证人说的话，写明复议和诉讼的办法。",
            "作出决定",
            vec![fields.radios("ends", "决定", &ends(text, view), ""), fields.area("reasons", "理由")],
        ),
        _ => None,
    }
}

/// Which of the papers that wait.
fn paper(fields: &Fields<'_>, view: &CertificateView) -> Field {
    let owed = view.file.owed.iter().map(|it| {
        let name = paper_name(fields.text, view, it.number);
        (mark(PaperNo::Document(it.number)), name)
    });
    let owed: Vec<(String, String)> = owed.collect();
    let first = owed.first().map_or("", |(mark, _)| mark);
    fields.select("paper", "哪份文书", &owed, first)
}

fn who(text: Text) -> [(&'static str, String); 2] {
    [("holder", text.t("持证人本人").to_owned()), ("letter", text.t("别人代领，已核对授权委托书").to_owned())]
}

fn comes(text: Text) -> [(&'static str, String); 2] {
    [("holder", text.t("持证人本人").to_owned()), ("letter", text.t("别人代办，已核对授权委托书").to_owned())]
}

fn ways(text: Text) -> [(&'static str, String); 3] {
    let ways = [("sms", "发短信"), ("paper", "寄纸质通知"), ("person", "告诉持证人信得过的人")];
    ways.map(|(key, word)| (key, text.t(word).to_owned()))
}

fn how(text: Text) -> [(&'static str, String); 3] {
    OtherHanding::ALL.map(|(key, how)| {
        let word = match how {
            OtherHanding::Post => "邮寄，回执已签收",
            OtherHanding::Left => "拒收，留置送达",
            OtherHanding::Announced => "公告，已经期满",
        };
        (key, text.t(word).to_owned())
    })
}

/// Whoever has no part in the case types them from the document shown (F33).
fn content(fields: &Fields<'_>, view: &CertificateView, is_whole: bool) -> Vec<Field> {
    let now = &view.content;
    let known = |text: &str| if is_whole { text.to_owned() } else { String::new() };
    vec![
        fields.line("holder", "持证人", &known(&now.holder)),
        document_type(fields, &now.document_type),
        fields.line("document_number", "证件号码", &known(&now.document_number)),
        fields.line("scope", "准予的内容", &now.scope).optional(),
    ]
}

fn document_type(fields: &Fields<'_>, default: &str) -> Field {
    document_type_in(fields, "document_type", "证件种类", default)
}

fn document_type_in(fields: &Fields<'_>, name: &'static str, label: &'static str, default: &str) -> Field {
    let types: Vec<(&str, String)> = DocumentType::ALL
        .iter()
        .map(|it| (it.code(), words::document_type(fields.text, it.code())))
        .collect();
    fields.select(name, label, &types, default)
}

fn ends(text: Text, view: &CertificateView) -> [(&'static str, String); 2] {
    let kind = view.file.proceeding.map_or("", |running| end_kind(running.ground.kind()));
    [("yes", text.t(kind).to_owned()), ("no", text.t("不成立，照常有效").to_owned())]
}

/// The grounds that fit how it stands; the words of the form are the law's.
fn grounds(text: Text, standing: Standing) -> Vec<(&'static str, String)> {
    let fits = |it: &EndGround| (*it == EndGround::NotRenewed) == (standing == Standing::Expired);
    let revokes = |it: &EndGround| it.kind() == casework::certificate::EndKind::Revoked;
    let all = EndGround::ALL.into_iter().filter(|it| fits(it) || revokes(it));
    all.map(|it| {
        (
            ground_key(it),
            text.bracketed(&format!("{} · {}", text.t(end_kind(it.kind())), text.t(ground(it))), article(it)),
        )
    })
    .collect()
}

/// The posted value of a ground.
pub fn ground_key(ground: EndGround) -> &'static str {
    match ground {
        EndGround::RulesChanged => "rules-changed",
        EndGround::CircumstancesChanged => "circumstances-changed",
        EndGround::AbuseOfOffice => "abuse-of-office",
        EndGround::BeyondPowers => "beyond-powers",
        EndGround::WrongProcedure => "wrong-procedure",
        EndGround::Unqualified => "unqualified",
        EndGround::ObtainedByDeceit => "obtained-by-deceit",
        EndGround::NotRenewed => "not-renewed",
        EndGround::PersonGone => "person-gone",
        EndGround::BodyEnded => "body-ended",
        EndGround::ForceMajeure => "force-majeure",
        EndGround::GivenBack => "given-back",
        EndGround::Penalty => "penalty",
    }
}

/// What a sent form asks; `None` for an act that is none.
pub fn parse(
    typed: &Typed<'_>,
    window: Option<WindowId>,
) -> Option<Result<CertificateAct, Vec<FieldProblem>>> {
    let wrong = |field: &str, why| Err(vec![FieldProblem { field: field.to_owned(), why }]);
    let content = || CertificateContent {
        holder: typed.text("holder"),
        document_type: typed.text("document_type"),
        document_number: typed.text("document_number"),
        scope: typed.text("scope"),
    };
    let choice = |field: &str| match typed.text(field).as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let (reason, old_returned) = (typed.text("reason"), typed.yes("old_returned"));
    Some(match typed.slug {
        "correct" => Ok(CertificateAct::Correct { content: content(), reason, old_returned }),
        "change" => Ok(CertificateAct::Change {
            content: content(),
            shown_type: typed.text("shown_type"),
            shown_number: typed.text("shown_number"),
            collector: collector(typed, "shown_type", "shown_number"),
            reason,
            old_returned,
        }),
        "decide-reissue" => match choice("outcome") {
            Some(granted) => Ok(CertificateAct::DecideReissue {
                outcome: if granted { Outcome::Granted } else { Outcome::Refused },
                reasons: typed.text("reasons"),
            }),
            None => wrong("outcome", FieldWhy::NotAChoice),
        },
        "replace" => match window {
            Some(window) => Ok(CertificateAct::Replace {
                document_type: typed.text("document_type"),
                document_number: typed.text("document_number"),
                window,
                reason,
                old_returned,
            }),
            None => wrong("document_number", FieldWhy::NotAChoice),
        },
        "hand-out" | "deliver-paper" => match window {
            Some(window) => handed(typed, window),
            None => wrong("paper", FieldWhy::NotAChoice),
        },
        "apply-renewal" => match window {
            Some(window) => Ok(CertificateAct::ApplyRenewal {
                document_type: typed.text("document_type"),
                document_number: typed.text("document_number"),
                collector: collector(typed, "document_type", "document_number"),
                words: typed.text("words"),
                window,
            }),
            None => wrong("document_number", FieldWhy::NotAChoice),
        },
        "change-contact" => match window {
            Some(window) => Ok(CertificateAct::ChangeContact {
                document_type: typed.text("document_type"),
                document_number: typed.text("document_number"),
                contact: contact(typed),
                window,
            }),
            None => wrong("document_number", FieldWhy::NotAChoice),
        },
        "decide-renewal" => match choice("outcome") {
            Some(granted) => Ok(CertificateAct::DecideRenewal {
                outcome: if granted { Outcome::Granted } else { Outcome::Refused },
                reasons: typed.text("reasons"),
            }),
            None => wrong("outcome", FieldWhy::NotAChoice),
        },
        "open-proceeding" => {
            let key = typed.text("ground");
            match EndGround::ALL.into_iter().find(|it| ground_key(*it) == key) {
                Some(ground) => Ok(CertificateAct::OpenProceeding { ground, facts: typed.text("facts") }),
                None => wrong("ground", FieldWhy::NotAChoice),
            }
        }
        "record-statement" => Ok(CertificateAct::RecordStatement { words: typed.text("words") }),
        "decide-proceeding" => match choice("ends") {
            Some(ends) => Ok(CertificateAct::DecideProceeding { ends, reasons: typed.text("reasons") }),
            None => wrong("ends", FieldWhy::NotAChoice),
        },
        _ => return None,
    })
}

/// Whoever was sent in the holder's place: the letter was seen, and the document shown is that person's.
fn collector(typed: &Typed<'_>, kind: &str, number: &str) -> Option<Collector> {
    (typed.text("who") == "letter").then(|| Collector {
        name: typed.text("collector_name"),
        document_type: typed.text(kind),
        document_number: typed.text(number),
        letter: true,
    })
}

/// How the holder is reached from now on, as typed.
fn contact(typed: &Typed<'_>) -> ContactDetails {
    ContactDetails {
        telephone: typed.text("telephone"),
        no_phone: typed.yes("no_phone"),
        notify: match typed.text("notify").as_str() {
            "paper" => NotifyBy::Paper,
            "person" => NotifyBy::Person,
            _ => NotifyBy::Sms,
        },
        notify_detail: typed.text("notify_detail"),
        address: typed.text("address"),
    }
}

/// How a paper came to the holder.
fn handed(typed: &Typed<'_>, window: WindowId) -> Result<CertificateAct, Vec<FieldProblem>> {
    let wrong = |field: &str, why| vec![FieldProblem { field: field.to_owned(), why }];
    let (document_type, document_number) = (typed.text("document_type"), typed.text("document_number"));
    let way = match (typed.slug, typed.text("who").as_str()) {
        ("hand-out", "holder") => HandedBy::Holder { document_type, document_number },
        ("hand-out", "letter") => {
            HandedBy::Collector { name: typed.text("collector_name"), document_type, document_number }
        }
        ("hand-out", _) => return Err(wrong("who", FieldWhy::NotAChoice)),
        _ => {
            let key = typed.text("how");
            let how = OtherHanding::ALL.into_iter().find(|(it, _)| *it == key);
            let how = how.ok_or_else(|| wrong("how", FieldWhy::NotAChoice))?.1;
            let on = Day::parse(&typed.text("on")).ok_or_else(|| wrong("on", FieldWhy::NotADay))?;
            let witnesses = [typed.text("witness1"), typed.text("witness2")];
            let record = HandingRecord { place: typed.text("place"), words: typed.text("words"), witnesses };
            HandedBy::Otherwise { how, on, record }
        }
    };
    Ok(CertificateAct::HandOut { paper: typed.text("paper"), way, window })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::form::Form;

    // N25: a proceeding has a ground that somebody chose.
    #[test]
    fn a_proceeding_without_a_ground_is_refused_at_the_field() {
        for ground in ["", "tea"] {
            let form = format!("open-proceeding-ground={ground}&open-proceeding-facts=x");
            let form = Form::parse(form.as_bytes()).expect("a form");
            let typed = Typed { slug: "open-proceeding", form: &form };
            let Some(Err(problems)) = parse(&typed, None) else { panic!("no ground") };
            let problems: Vec<(&str, &FieldWhy)> =
                problems.iter().map(|it| (it.field.as_str(), &it.why)).collect();
            assert_eq!(problems, [("ground", &FieldWhy::NotAChoice)]);
        }
    }
}
