//! The forms by which a result reaches whoever has no code or cannot come: drawn, and read when they come back (C13, C25, E3).

use calendar::{Day, Instant};
use casework::folder::{Folder, in_lost_letter, lost_once_more};
use casework::{Consent, Facts, Stage, Whereabouts};
use catalogue::WindowId;
use catalogue::identity::DocumentType;
use centre::act::{Act, FieldProblem, FieldWhy};
use centre::act_delivery::{
    Announcement, CarrierAnswer, DeliveryAct, DeliveryAddress, LeftThere, Posting, SentBy,
};

use super::act_cards::Cards;
use super::delivery_words::{addressed, confirmed, so_far};
use super::{folder_words, words};
use crate::app::form::Form;
use pages::desk::act::{ConfirmAddress, DeliverOtherwise, OTHER_WAYS, RenewPickup};
use pages::desk::{Answer, Pick};

impl Cards<'_> {
    pub(super) fn own_document(&self, slug: &str) -> Pick {
        let types = DocumentType::ALL.iter().map(|kind| {
            let answer = Answer::of(kind.code(), self.text().pick(kind.name(), Some(kind.name_en())));
            if kind.code() == self.file.applicant.document_type { answer.chosen() } else { answer }
        });
        self.pick(slug, "document_type", types.collect())
    }

    pub(super) fn renew_pickup(&self) -> RenewPickup {
        let slug = "renew-pickup";
        let paper = Answer::of("paper", self.t("打印领取通知，当面交给本人"));
        let applicant = &self.file.applicant;
        let represented = applicant.representative.as_ref().map_or("", |it| it.telephone.as_str());
        let to = match applicant.telephone.is_empty() && represented.is_empty() {
            true => vec![paper.chosen()],
            false => vec![Answer::of("sms", self.t("再发到登记的手机")).chosen(), paper],
        };
        RenewPickup {
            document_type: self.own_document(slug),
            document_number: self.typed(slug, "document_number", ""),
            to: self.pick(slug, "to", to),
            before: match self.filed.facts.sending.renewals {
                0 => String::new(),
                n => self.text().f("以前换过 {n} 次。", [("n", &n)]),
            },
        }
    }

    pub(super) fn confirm_address(&self) -> ConfirmAddress {
        let slug = "confirm-address";
        let applicant = &self.file.applicant;
        // What is masked on the page is not filled in either (F33).
        let known = |value: &str| if self.file.whole { value.to_owned() } else { String::new() };
        ConfirmAddress {
            now: confirmed(self.file).map_or_else(String::new, |it| addressed(self.text(), &it)),
            recipient: self.typed(slug, "recipient", known(&applicant.name)),
            telephone: self.typed(slug, "telephone", known(&applicant.telephone)),
            address: self.typed(slug, "address", known(&applicant.address)),
            document_type: self.own_document(slug),
            document_number: self.typed(slug, "document_number", ""),
            signed_error: self.error(slug, "signed"),
        }
    }

    pub(super) fn deliver_otherwise(&self) -> DeliverOtherwise {
        let slug = "deliver-otherwise";
        let sending = &self.filed.facts.sending;
        let posted = super::delivery_words::on_the_way(self.file).is_some();
        let at = sending.posted.map(|it| it.whereabouts);
        // What became of a letter with originals is entered all the same.
        let over = matches!(self.filed.stage, Stage::Delivered { .. });
        // Only where something was entered that can be corrected.
        let shown = |value: &str| value != "not-back" || at == Some(Whereabouts::Back);
        let ways = OTHER_WAYS.iter().filter(|(value, _)| shown(value)).map(|(value, words)| {
            let answer = Answer::of(*value, self.t(words));
            match *value {
                "post" | "left" | "electronic" | "confirmed" if over => {
                    Answer { disabled: true, ..answer.with_hint(self.t("公告期满，已经视为送达")) }
                }
                // They cannot be in two letters.
                "post" if !self.filed.originals_with_carrier().is_empty() => Answer {
                    disabled: true,
                    ..answer.with_hint(self.t("原件还在前一封里，先登记那一封的下落"))
                },
                "post" | "left" | "electronic" | "confirmed" if !self.originals_nowhere().is_empty() => {
                    Answer {
                        disabled: true,
                        ..answer.with_hint(self.t("原件在报失的那一封里，还没有签字登记"))
                    }
                }
                "post" | "left" if sending.address.is_none() => Answer {
                    disabled: true,
                    ..answer.with_hint(self.t("申请人还没有确认送达地址"))
                },
                "came-back" if at == Some(Whereabouts::Lost) => {
                    answer.with_hint(self.t("报失以后又找到、退回来的"))
                }
                "lost" if self.lost_once_more() => {
                    answer.with_hint(self.t("上次的遗失撤销了，还是没有找到的，再登记一次"))
                }
                "came-back" | "lost" if !sending.is_under_way() => {
                    Answer { disabled: true, ..answer.with_hint(self.t("没有邮件在路上")) }
                }
                "signed-for" if sending.posted.is_none() => {
                    Answer { disabled: true, ..answer.with_hint(self.t("还没有寄出")) }
                }
                // One that was sent before may still have been.
                "signed-for" if sending.posted.is_some_and(|it| it.out_since().is_none()) => {
                    Answer { disabled: true, ..answer.with_hint(self.t("已经退回来了")) }
                }
                "signed-for" if posted => answer.chosen().with_hint(self.t("等承运的回执寄回来再登记")),
                "electronic" if !matches!(sending.consent, Consent::Given { .. }) => {
                    Answer { disabled: true, ..answer.with_hint(self.t("申请人没有同意电子送达")) }
                }
                "confirmed" if sending.fetch.is_none() => {
                    Answer { disabled: true, ..answer.with_hint(self.t("还没有用电子方式发出")) }
                }
                "announced" if sending.announced.is_some() => {
                    Answer { disabled: true, ..answer.with_hint(self.t("已经公告过")) }
                }
                "announced" => match last_resort(&self.filed.facts, self.file.now) {
                    Some(day) => {
                        let hint = ("day", &words::day(self.text(), day) as _);
                        let hint = self.text().f("先邮寄，或者过了 {day}还送不到", [hint]);
                        Answer { disabled: true, ..answer.with_hint(hint) }
                    }
                    None => answer,
                },
                _ => answer,
            }
        });
        let typed = |field: &str| self.typed(slug, field, "");
        DeliverOtherwise {
            so_far: so_far(self.text(), self.file),
            way: self.pick(slug, "way", ways.collect()),
            carrier: typed("carrier"),
            number: typed("number"),
            reference: typed("reference"),
            originals: self.pick(slug, "originals", self.originals_owed()),
            on: typed("on"),
            signed: typed("signed"),
            witness1: typed("witness1"),
            witness2: typed("witness2"),
            place: typed("place"),
            reason: typed("reason"),
            receipt: typed("receipt"),
        }
    }

    /// Whether the loss of the last letter was taken off the folder unsigned.
    fn lost_once_more(&self) -> bool {
        matches!(&self.file.folder, Folder::Kept(dossier) if !lost_once_more(dossier, self.filed).is_empty())
    }

    /// Originals that are owed, in a letter that the carrier lost: nothing is handed out before a head has signed for them (E8).
    pub(super) fn originals_nowhere(&self) -> String {
        match &self.file.folder {
            Folder::Kept(dossier) => {
                folder_words::rows(self.text(), &self.file.item, in_lost_letter(dossier, self.filed))
            }
            Folder::Absent => String::new(),
        }
    }

    /// Originals of the applicant that are still owed: they go back in the letter with the result (E8).
    pub(super) fn originals_owed(&self) -> Vec<Answer> {
        let Folder::Kept(dossier) = &self.file.folder else { return Vec::new() };
        let in_letter = self.filed.originals_with_carrier().union(in_lost_letter(dossier, self.filed));
        let owed = dossier.rows.owed().difference(in_letter);
        let one = |row: u8| dossier.rows.which(|it| it.row == row);
        let name = |row| folder_words::rows(self.text(), &self.file.item, one(row));
        owed.iter().map(|row| Answer::of(row.to_string(), name(row)).chosen()).collect()
    }
}

/// The day that has to pass before a public notice, as long as nothing was posted (C25).
fn last_resort(facts: &Facts, now: Instant) -> Option<Day> {
    let watch = facts.clocks.delivery.filter(|it| facts.sending.posted.is_none() && !it.is_late(now))?;
    Some(watch.clock.due())
}

/// Reads the form of this name; `None` where it is none of these.
pub fn parse(name: &str, form: &Form, window: Option<WindowId>) -> Option<Result<Act, Vec<FieldProblem>>> {
    let first = match name {
        "renew-pickup" | "confirm-address" => "document_number",
        "deliver-otherwise" => "way",
        _ => return super::act_electronic::parse(name, form, window),
    };
    let Some(window) = window else { return Some(Err(vec![problem(first, FieldWhy::NotAChoice)])) };
    let t = |field: &str| form.trimmed(field).to_owned();
    let (document_type, document_number) = (t("document_type"), t("document_number"));
    let act = match name {
        "renew-pickup" => match form.trimmed("to") {
            to @ ("sms" | "paper") => Ok(DeliveryAct::RenewPickup {
                document_type,
                document_number,
                window,
                on_paper: to == "paper",
            }),
            _ => Err(vec![problem("to", FieldWhy::NotAChoice)]),
        },
        "confirm-address" => {
            let address = DeliveryAddress {
                recipient: t("recipient"),
                telephone: t("telephone"),
                address: t("address"),
            };
            // Without the applicant's signature nothing is confirmed (C25).
            signed(form, DeliveryAct::ConfirmAddress { document_type, document_number, address, window })
        }
        _ => otherwise(form, window),
    };
    Some(act.map(Act::Delivery))
}

/// What the applicant has signed; without the signature all that is missing is named at once.
pub(super) fn signed(form: &Form, act: DeliveryAct) -> Result<DeliveryAct, Vec<FieldProblem>> {
    if form.trimmed("signed") == "yes" {
        return Ok(act);
    }
    let mut problems = act.check();
    problems.push(problem("signed", FieldWhy::NotTicked));
    Err(problems)
}

/// Another way; a day that is missing is named together with everything else that is.
fn otherwise(form: &Form, window: WindowId) -> Result<DeliveryAct, Vec<FieldProblem>> {
    let on = Day::parse(form.trimmed("on"));
    let dated = matches!(
        form.trimmed("way"),
        "signed-for" | "came-back" | "lost" | "confirmed" | "left" | "announced"
    );
    // Any day does to look at the other fields.
    let way = way(form, on.unwrap_or(Instant(0).day()))?;
    let act = DeliveryAct::Otherwise { way, window };
    if dated && on.is_none() {
        return Err(std::iter::once(problem("on", FieldWhy::NotADay)).chain(act.check()).collect());
    }
    Ok(act)
}

fn way(form: &Form, on: Day) -> Result<SentBy, Vec<FieldProblem>> {
    let t = |field: &str| form.trimmed(field).to_owned();
    Ok(match form.trimmed("way") {
        "post" => SentBy::Post {
            posting: Posting { carrier: t("carrier"), number: t("number") },
            originals: form.all("originals").filter_map(|row| row.parse().ok()).collect(),
        },
        "came-back" => SentBy::CameBack { on, reason: t("reason") },
        "not-back" => SentBy::NotBack { reason: t("reason") },
        "lost" => SentBy::Lost { on, answer: CarrierAnswer { reference: t("reference"), said: t("reason") } },
        "signed-for" => SentBy::SignedFor { on, signed: t("signed") },
        "electronic" => SentBy::Electronic,
        "confirmed" => SentBy::Confirmed { on, receipt: t("receipt") },
        "left" => {
            let witnesses = [t("witness1"), t("witness2")];
            SentBy::Left { on, record: LeftThere { place: t("place"), reason: t("reason"), witnesses } }
        }
        "announced" => {
            SentBy::Announced { on, record: Announcement { place: t("place"), reason: t("reason") } }
        }
        _ => return Err(vec![problem("way", FieldWhy::NotAChoice)]),
    })
}

fn problem(field: &str, why: FieldWhy) -> FieldProblem {
    FieldProblem { field: field.to_owned(), why }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, form: &str) -> Result<Act, Vec<FieldProblem>> {
        let form = Form::parse(form.as_bytes()).expect("a form");
        parse(name, &form, WindowId::parse("w15").ok()).expect("an act")
    }

    #[test]
    fn what_is_missing_or_no_choice_is_named_by_its_field() {
        for (name, form, field) in [
            ("renew-pickup", "document_number=1", "to"),
            ("confirm-address", "document_number=1&recipient=x&address=y", "signed"),
            ("confirm-address", "recipient=x&address=y", "document_number"),
            ("deliver-otherwise", "way=pigeon", "way"),
            ("deliver-otherwise", "way=signed-for&signed=x&on=soon", "on"),
            ("deliver-otherwise", "way=left&place=x", "on"),
            ("deliver-otherwise", "way=confirmed&receipt=x", "on"),
        ] {
            let problems = read(name, form).expect_err(form);
            assert_eq!(problems[0].field, field, "{form}");
        }
        let nowhere = parse("deliver-otherwise", &Form::default(), None).expect("an act");
        assert_eq!(nowhere.expect_err("nobody sits nowhere")[0].field, "way");
        assert!(parse("deliver", &Form::default(), None).is_none());
    }

    // C25: what is missing is said in one round, the day beside everything else.
    #[test]
    fn everything_that_is_missing_of_a_way_is_named_at_once() {
        for (form, fields) in [
            ("way=left", vec!["on", "place", "witness1", "witness2", "reason"]),
            ("way=left&on=2026-03-04&place=p&witness1=a&witness2=a", vec![]),
            ("way=came-back", vec!["on", "reason"]),
            ("way=lost", vec!["on", "reference", "reason"]),
            ("way=lost&reference=x", vec!["on", "reason"]),
            ("way=not-back", vec![]),
            ("way=signed-for&on=soon", vec!["on", "signed"]),
        ] {
            let named = read("deliver-otherwise", form).err().unwrap_or_default();
            let named: Vec<&str> = named.iter().map(|it| it.field.as_str()).collect();
            assert_eq!(named, fields, "{form}");
        }
    }

    #[test]
    fn a_letter_names_the_originals_in_it() {
        let form = "way=post&carrier=c&number=n&originals=2&originals=5";
        let Ok(Act::Delivery(DeliveryAct::Otherwise { way: SentBy::Post { originals, .. }, .. })) =
            read("deliver-otherwise", form)
        else {
            panic!("it is read")
        };
        assert_eq!(originals, [2, 5]);
    }

    #[test]
    fn a_paper_left_at_the_address_has_two_witnesses() {
        let form = "way=left&on=2026-03-04&place=p&reason=r&witness1=a&witness2=b";
        let Ok(Act::Delivery(DeliveryAct::Otherwise { way: SentBy::Left { record, .. }, .. })) =
            read("deliver-otherwise", form)
        else {
            panic!("it is read")
        };
        assert_eq!(record.witnesses, ["a".to_owned(), "b".to_owned()]);
    }
}
