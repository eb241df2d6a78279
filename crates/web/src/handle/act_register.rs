//! The forms about whose the case is: drawn on the case file, and read when they come back (E3, E10, E11, E13, E15).

use casework::{EndGround, SuccessionGround};
use catalogue::WindowId;
use catalogue::identity::DocumentType;
use catalogue::item::ApplicantKind;
use centre::act::{Act, Collector, FieldProblem, FieldWhy};
use centre::act_register::RegisterAct;
use centre::contact_details::ContactDetails;
use centre::intake::kind_of_credit_code;
use centre::particulars::{Applicant, Language, Masked, Representative};

use super::act_cards::Cards;
use super::intake_parse::{kind_key, language, notify};
use crate::app::form::Form;
use pages::desk::act::{
    ApplicantChange, ChangeContact, END_GROUNDS, EndWithApplicant, ReissueReceipt, SUCCESSION_GROUNDS,
};
use pages::desk::{Answer, Pick};

impl Cards<'_> {
    fn document_types(&self, slug: &str, field: &str, first: &str) -> Pick {
        let types = DocumentType::ALL.iter().map(|kind| {
            let answer = Answer::of(kind.code(), self.text().pick(kind.name(), Some(kind.name_en())));
            if kind.code() == first { answer.chosen() } else { answer }
        });
        self.pick(slug, field, types.collect())
    }

    /// The name alone: what else there is to see stands, masked or not, at the head of the page.
    fn registered(&self) -> String {
        Masked::new(self.file.applicant.name.as_str()).name()
    }

    pub(super) fn reissue_receipt(&self) -> ReissueReceipt {
        let n = self.filed.facts.register.reprints;
        let own = super::supplement::own(self.text(), self.file, "本人");
        ReissueReceipt {
            document_type: self.document_types(
                "reissue-receipt",
                "document_type",
                &self.file.applicant.document_type,
            ),
            document_number: self.typed("reissue-receipt", "document_number", ""),
            collector: self.pick(
                "reissue-receipt",
                "collector",
                vec![Answer::of("self", own).chosen(), Answer::of("other", self.t("别人代办"))],
            ),
            collector_name: self.typed("reissue-receipt", "collector_name", ""),
            letter: self.sent.act == "reissue-receipt"
                && self.sent.form.is_some_and(|form| form.get("letter") == "yes"),
            before: match n {
                0 => String::new(),
                n => self.text().f("以前补打过 {n} 次。", [("n", &n)]),
            },
        }
    }

    /// Empty: who is reached otherwise says so anew, and what is masked on the page is not filled in (F33).
    pub(super) fn change_contact(&self) -> ChangeContact {
        let slug = "change-contact";
        let sent = self.sent.form.filter(|_| self.sent.act == slug);
        ChangeContact {
            telephone: self.typed(slug, "telephone", ""),
            no_phone: sent.is_some_and(|form| form.get("no_phone") == "yes"),
            notify: self.notify_ways(slug),
            notify_detail: self.typed(slug, "notify_detail", ""),
            address: self.typed(slug, "address", ""),
            document_type: self.own_document(slug),
            document_number: self.typed(slug, "document_number", ""),
        }
    }

    fn notify_ways(&self, slug: &str) -> Pick {
        let ways = [("sms", "发短信"), ("paper", "寄纸质通知"), ("person", "告诉申请人信得过的人")];
        self.pick(
            slug,
            "notify",
            ways.iter().map(|(value, words)| Answer::of(*value, self.t(words))).collect(),
        )
    }

    pub(super) fn correct_applicant(&self) -> ApplicantChange {
        let effects = [
            "新的收件编号和查询码马上生效，原来的编号指到新编号。",
            "登记错的那一位和真正的申请人都会收到通知。",
        ];
        ApplicantChange {
            lead: self.t("受理时登记错了人。更正后有新的编号和查询码，原来的不能用了。"),
            words_name: "reason",
            words_label: self.t("怎么登记错的"),
            words: self.typed("correct-applicant", "reason", ""),
            effects: effects.map(|it| self.t(it)).to_vec(),
            button: self.t("更正登记，打印新的回执"),
            ..self.change("correct-applicant")
        }
    }

    pub(super) fn rename_applicant(&self) -> ApplicantChange {
        let effects = [
            "编号和查询码不变；原来的电话也会收到通知。",
            "用原来的姓名、号码也还能查到这一件。",
            "改了登记的人，不能再把结果发出去，由别人来发。",
        ];
        ApplicantChange {
            lead: self.t("还是这一位申请人，姓名（名称）或者证件号码变了。"),
            effects: effects.map(|it| self.t(it)).to_vec(),
            button: self.t("按新的姓名、号码登记"),
            ..self.change("rename-applicant")
        }
    }

    pub(super) fn succeed(&self) -> ApplicantChange {
        let grounds = SUCCESSION_GROUNDS.iter().map(|(value, words)| Answer::of(*value, self.t(words)));
        let effects = [
            "编号不变，前面的时间照算。",
            "原来的查询码、取件码和以前的委托从现在起都不能用了；原来的单位也会收到通知。",
            "改了登记的人，不能再把结果发出去，由别人来发。",
        ];
        ApplicantChange {
            lead: self.t("申请人去世、单位合并分立或者法定代表人换了，由依法承继的接着办。"),
            ground: self.pick("succeed", "ground", grounds.collect()),
            effects: effects.map(|it| self.t(it)).to_vec(),
            button: self.t("登记接着办的人"),
            ..self.change("succeed")
        }
    }

    /// The fields that all three have, empty: what is registered is typed from the document shown, not copied.
    fn change(&self, slug: &'static str) -> ApplicantChange {
        let typed = |field: &str| self.typed(slug, field, "");
        let own = self.file.applicant.document_type.as_str();
        let sent = self.sent.form.filter(|_| self.sent.act == slug);
        ApplicantChange {
            slug,
            lead: String::new(),
            now: self.registered(),
            ground: Pick::default(),
            name: typed("name"),
            document_type: self.document_types(slug, "document_type", own),
            document_number: typed("document_number"),
            telephone: typed("telephone"),
            no_phone: sent.is_some_and(|form| form.get("no_phone") == "yes"),
            english: match sent {
                Some(form) => language(form) == Language::English,
                None => slug == "rename-applicant" && self.file.applicant.language == Language::English,
            },
            notify: self.notify_ways(slug),
            notify_detail: typed("notify_detail"),
            address: typed("address"),
            legal_representative: typed("legal_representative"),
            representative_name: typed("representative_name"),
            representative_type: self.document_types(slug, "representative_type", "111"),
            representative_number: typed("representative_number"),
            representative_phone: typed("representative_phone"),
            words_name: "proof",
            words_label: self.t("看了什么证明"),
            words: typed("proof"),
            effects: Vec::new(),
            button: String::new(),
        }
    }

    pub(super) fn end_with_applicant(&self) -> EndWithApplicant {
        let grounds = END_GROUNDS.iter().map(|(value, words)| Answer::of(*value, self.t(words)));
        let papers = self.filed.facts.holding.papers;
        EndWithApplicant {
            now: self.registered(),
            ground: self.pick("end-with-applicant", "ground", grounds.collect()),
            proof: self.typed("end-with-applicant", "proof", ""),
            papers: self.text().f("纸质材料 {n} 份，等近亲属或者清算的人来取。", [("n", &papers)]),
        }
    }
}

/// Reads the form of this name; `None` where it is none of these.
pub fn parse(name: &str, form: &Form, window: Option<WindowId>) -> Option<Result<Act, Vec<FieldProblem>>> {
    let words = |field: &str| form.trimmed(field).to_owned();
    let wrong = |field: &str| vec![FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice }];
    let read = match name {
        "reissue-receipt" => match window {
            Some(window) => Ok(reissue(form, window)),
            None => Err(wrong("document_number")),
        },
        "change-contact" => match window {
            Some(window) => Ok(RegisterAct::Contact {
                document_type: words("document_type"),
                document_number: words("document_number"),
                contact: contact(form),
                window,
            }),
            None => Err(wrong("document_number")),
        },
        "same-matter" => match window {
            Some(window) => Ok(RegisterAct::SameMatter { window }),
            None => Err(wrong("window")),
        },
        "correct-applicant" => {
            let (applicant, kind) = applicant(form);
            Ok(RegisterAct::Correct { applicant, kind, reason: words("reason") })
        }
        "rename-applicant" => Ok(RegisterAct::Rename { applicant: applicant(form).0, proof: words("proof") }),
        "succeed" => {
            let (applicant, kind) = applicant(form);
            let place = SUCCESSION_GROUNDS.iter().position(|(value, _)| *value == form.trimmed("ground"));
            match place.and_then(|place| SuccessionGround::ALL.get(place)) {
                Some(ground) => {
                    Ok(RegisterAct::Succeed { ground: *ground, applicant, kind, proof: words("proof") })
                }
                None => Err(wrong("ground")),
            }
        }
        "end-with-applicant" => {
            let place = END_GROUNDS.iter().position(|(value, _)| *value == form.trimmed("ground"));
            match place.and_then(|place| EndGround::ALL.get(place)) {
                Some(ground) => Ok(RegisterAct::End { ground: *ground, proof: words("proof") }),
                None => Err(wrong("ground")),
            }
        }
        _ => return None,
    };
    Some(read.map(Act::Register))
}

/// A receipt printed again at this window, for the document shown, or for whoever was sent and shows a letter.
pub fn reissue(form: &Form, window: WindowId) -> RegisterAct {
    let document_type = form.trimmed("document_type").to_owned();
    let document_number = form.trimmed("document_number").to_owned();
    let collector = (form.trimmed("collector") == "other").then(|| Collector {
        name: form.trimmed("collector_name").to_owned(),
        document_type: document_type.clone(),
        document_number: document_number.clone(),
        letter: form.get("letter") == "yes",
    });
    RegisterAct::Reissue { document_type, document_number, collector, window }
}

/// How somebody is reached from now on, as typed.
fn contact(form: &Form) -> ContactDetails {
    ContactDetails {
        telephone: form.trimmed("telephone").to_owned(),
        no_phone: form.get("no_phone") == "yes",
        notify: notify(form),
        notify_detail: form.trimmed("notify_detail").to_owned(),
        address: form.trimmed("address").to_owned(),
    }
}

/// The applicant as typed, and what kind of applicant its document names.
fn applicant(form: &Form) -> (Applicant, ApplicantKind) {
    let t = |field: &str| form.trimmed(field).to_owned();
    let kind = match DocumentType::from_code(form.trimmed("document_type")) {
        Some(DocumentType::CreditCode) => kind_of_credit_code(form.trimmed("document_number")),
        _ => ApplicantKind::NaturalPerson,
    };
    let representative = (!form.trimmed("representative_name").is_empty()
        || !form.trimmed("representative_number").is_empty())
    .then(|| Representative {
        name: t("representative_name"),
        document_type: t("representative_type"),
        document_number: t("representative_number"),
        telephone: t("representative_phone"),
        letter: true,
    });
    let applicant = Applicant {
        kind: kind_key(kind).to_owned(),
        document_type: t("document_type"),
        document_number: t("document_number"),
        name: t("name"),
        telephone: t("telephone"),
        no_phone: form.get("no_phone") == "yes",
        notify: notify(form),
        notify_detail: t("notify_detail"),
        legal_representative: t("legal_representative"),
        address: t("address"),
        representative,
        object: String::new(),
        language: language(form),
    };
    (applicant, kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, form: &str) -> Result<Act, Vec<FieldProblem>> {
        let form = Form::parse(form.as_bytes()).expect("a form");
        parse(name, &form, WindowId::parse("w2").ok()).expect("an act")
    }

    #[test]
    fn a_ground_is_one_of_the_list_and_the_document_says_what_kind_of_applicant_it_is() {
        for (name, ground) in [("succeed", "bought"), ("end-with-applicant", "tired")] {
            let problems = read(name, &format!("ground={ground}&proof=x")).expect_err("no such ground");
            assert_eq!(problems[0].field, "ground", "{name}");
        }
        let merged =
            read("succeed", "ground=merged&document_type=990&document_number=91990121MA10000000&proof=x");
        let Ok(Act::Register(RegisterAct::Succeed { ground, kind, .. })) = merged else {
            panic!("{merged:?}")
        };
        assert_eq!((ground, kind), (SuccessionGround::Merged, ApplicantKind::Enterprise));
        let correct =
            read("correct-applicant", "document_type=111&document_number=1&representative_name=%E8%AE%B8");
        let Ok(Act::Register(RegisterAct::Correct { applicant, kind, .. })) = correct else {
            panic!("{correct:?}")
        };
        assert_eq!((kind, applicant.representative.is_some()), (ApplicantKind::NaturalPerson, true));
    }

    // N7: whose document is shown is said by who comes; a telephone is changed with what was typed, and with nothing else.
    #[test]
    fn whoever_is_sent_shows_a_document_of_the_own_and_a_letter() {
        let shown = "document_type=111&document_number=9&collector_name=%E8%AE%B8";
        let sent = |rest: &str| match read("reissue-receipt", &format!("{shown}{rest}")) {
            Ok(Act::Register(RegisterAct::Reissue { collector, .. })) => {
                collector.map(|it| (it.document_number, it.letter))
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(sent("&collector=self&letter=yes"), None);
        assert_eq!(sent("&collector=other"), Some(("9".to_owned(), false)));
        assert_eq!(sent("&collector=other&letter=yes"), Some(("9".to_owned(), true)));
        let changed = read("change-contact", "document_number=9&telephone=+13800000001+&notify=sms");
        let Ok(Act::Register(RegisterAct::Contact { contact, document_number, .. })) = changed else {
            panic!("{changed:?}")
        };
        assert_eq!(
            (contact.telephone.as_str(), contact.no_phone, document_number.as_str()),
            ("13800000001", false, "9")
        );
    }
}
