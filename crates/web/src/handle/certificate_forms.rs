//! The forms of a certificate, and what a sent one asks.

use casework::Outcome;
use casework::certificate::{EndGround, Standing};
use catalogue::WindowId;
use catalogue::identity::DocumentType;
use centre::act::{FieldProblem, FieldWhy};
use centre::certificate::{CertificateAct, CertificateContent, CertificateView};

use super::certificate_words::{article, end_kind, ground};
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
            "名称、证件号或者准予的内容变了，换新证，不用重新申请。先核对持证人现在登记的证件，再看变更的证明；交上以后由另一个有权的人决定。",
            "交上变更申请",
            [
                vec![
                    document_type_in(fields, "shown_type", "现在登记的证件种类", "111"),
                    fields.line("shown_number", "现在登记的证件号码", ""),
                ],
                content(fields, view, is_whole),
                vec![fields.area("reason", "变了什么，看过什么证明"), old()],
            ]
            .concat(),
        ),
        "decide-reissue" => make(
            "决定准不准更正、变更",
            "收申请的人不能作决定。要改成什么，写在上面。",
            "作出决定",
            vec![
                fields.radios("outcome", "决定", &yes_no("准予，做新证", "不予，照常有效"), ""),
                fields.area("reasons", "不准的理由").optional(),
            ],
        ),
        "replace" => make(
            "补发",
            "证丢了或者坏了，照原样再做一份。旧证从现在起作废，找到了也不能再用。",
            "补发，旧证作废",
            vec![fields.area("reason", "怎么丢的、怎么坏的"), old()],
        ),
        "apply-renewal" => make(
            "持证人申请延续",
            "要在到期前留够 30 个工作日。到期没有决定，依法视为准予延续。",
            "收下延续申请",
            vec![
                document_type(fields, "111"),
                fields.line("document_number", "证件号码", ""),
                fields.area("words", "持证人的话").optional(),
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
            "先告知持证人，持证人有 5 个工作日陈述申辩；由没有准予过、也不是提出的人作决定。",
            "立案，告知持证人",
            vec![
                fields.select("ground", "理由和条文", &grounds(text, view.file.standing), ""),
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
        "replace" => Ok(CertificateAct::Replace { reason, old_returned }),
        "apply-renewal" => match window {
            Some(window) => Ok(CertificateAct::ApplyRenewal {
                document_type: typed.text("document_type"),
                document_number: typed.text("document_number"),
                words: typed.text("words"),
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
