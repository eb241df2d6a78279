//! What is written in an act and a paper will have to say, by its field: so that it can be looked at before it is said.

use crate::act::{Act, NonAcceptance};
use crate::act_delivery::{DeliveryAct, SentBy};
use crate::act_register::RegisterAct;
use crate::act_visit::Signature;
use crate::bars::BarAct;
use crate::certificate::{CertificateAct, HandedBy, OtherHanding};
use crate::disclosure::{DisclosureAct, DisclosureForm, TellingForm};
use crate::hearing::HearingAct;
use crate::leaving::NewLeaving;
use crate::oversight::order::{OrderAct, OrderForm};
use crate::oversight::summary::SummaryForm;
use crate::window_day::WindowAct;

/// A text, and the field it was written in.
pub type Word<'a> = (String, &'a str);

fn word<'a>(field: &str, text: &'a str) -> Vec<Word<'a>> {
    vec![(field.to_owned(), text)]
}

impl Act {
    /// The texts. Names, addresses and documents are not among them: somebody is called as the document says, whatever a typeface has.
    pub fn words(&self) -> Vec<Word<'_>> {
        match self {
            Act::ReturnInstant { reason }
            | Act::ReleaseCorrection { reason, .. }
            | Act::Decline { reason }
            | Act::Reassign { reason, .. }
            | Act::ReturnStep { reason, .. }
            | Act::RefuseStop { reason }
            | Act::AskExtension { reason }
            | Act::RefuseExtension { reason }
            | Act::ReturnDecision { reason }
            | Act::AskPriority { reason }
            | Act::RefusePriority { reason }
            | Act::ExplainLate { reason, .. } => word("reason", reason),
            Act::RefuseAcceptance { reason, ground } => {
                let office = match ground {
                    NonAcceptance::NotCompetent { office, .. } => word("office", office),
                    NonAcceptance::NotRequired | NonAcceptance::Barred { .. } => Vec::new(),
                };
                [word("reason", reason), office].concat()
            }
            Act::AskStop { reason, order, .. } => [word("reason", reason), word("order", order)].concat(),
            Act::ShowStopOrder { order } => word("order", order),
            Act::Correction { rows } => {
                rows.iter().map(|row| (format!("reason-{}", row.row), row.reason.as_str())).collect()
            }
            Act::Give { note, .. } => word("note", note),
            Act::Step { opinion, visit, .. } => {
                let of_visit = visit
                    .iter()
                    .flat_map(|it| [word("minutes", &it.minutes), of_signature(&it.signature)].concat());
                word("opinion", opinion).into_iter().chain(of_visit).collect()
            }
            Act::Resume { result } => word("result", result),
            Act::Withdraw { words, .. } => word("words", words),
            Act::Decide { reasons, .. } => word("reasons", reasons),
            Act::CheckCommitment { finding, .. } => word("finding", finding),
            Act::Supplement { .. }
            | Act::Accept
            | Act::AcceptDeferred { .. }
            | Act::PresentInstant
            | Act::SignInstant
            | Act::Take { .. }
            | Act::Recall
            | Act::StandIn { .. }
            | Act::TakeBack { .. }
            | Act::ApproveStop
            | Act::ApproveExtension
            | Act::Recheck
            | Act::Make
            | Act::Deliver { .. }
            | Act::ApprovePriority { .. } => Vec::new(),
            Act::Register(act) => of_register(act),
            Act::Delivery(act) => of_delivery(act),
        }
    }
}

fn of_register(act: &RegisterAct) -> Vec<Word<'_>> {
    match act {
        RegisterAct::Rebind { article, changes, .. } => {
            [word("article", article), word("changes", changes)].concat()
        }
        RegisterAct::Correct { reason, .. } => word("reason", reason),
        RegisterAct::Rename { proof, .. }
        | RegisterAct::Succeed { proof, .. }
        | RegisterAct::End { proof, .. } => word("proof", proof),
        RegisterAct::Reissue { .. } | RegisterAct::Contact { .. } | RegisterAct::SameMatter { .. } => {
            Vec::new()
        }
    }
}

/// What the proof of delivery says beside names and addresses.
fn of_delivery(act: &DeliveryAct) -> Vec<Word<'_>> {
    let DeliveryAct::Otherwise { way, .. } = act else { return Vec::new() };
    match way {
        SentBy::CameBack { reason, .. } | SentBy::NotBack { reason } => word("reason", reason),
        SentBy::Lost { answer, .. } => {
            [word("reference", &answer.reference), word("reason", &answer.said)].concat()
        }
        SentBy::Confirmed { receipt, .. } => word("receipt", receipt),
        SentBy::Left { record, .. } => word("reason", &record.reason),
        // Where it was published is no address.
        SentBy::Announced { record, .. } => {
            [word("place", &record.place), word("reason", &record.reason)].concat()
        }
        SentBy::Post { posting, .. } => {
            [word("carrier", &posting.carrier), word("number", &posting.number)].concat()
        }
        SentBy::SignedFor { .. } | SentBy::Electronic => Vec::new(),
    }
}

/// Why the party did not sign.
fn of_signature(signature: &Signature) -> Vec<Word<'_>> {
    match signature {
        Signature::Refused(reason) => word("refusal", reason),
        Signature::Signed | Signature::Absent(_) => Vec::new(),
    }
}

/// What the proof of delivery of a certificate says beside names and addresses.
fn of_handing(way: &HandedBy) -> Vec<Word<'_>> {
    match way {
        HandedBy::Otherwise { how: OtherHanding::Announced, record, .. } => {
            [word("place", &record.place), word("words", &record.words)].concat()
        }
        HandedBy::Otherwise { record, .. } => word("words", &record.words),
        HandedBy::Holder { .. } | HandedBy::Collector { .. } => Vec::new(),
    }
}

impl CertificateAct {
    /// The texts, as those of a case.
    pub fn words(&self) -> Vec<Word<'_>> {
        match self {
            CertificateAct::Correct { content, reason, .. }
            | CertificateAct::Change { content, reason, .. } => {
                [word("scope", &content.scope), word("reason", reason)].concat()
            }
            CertificateAct::Replace { reason, .. } => word("reason", reason),
            CertificateAct::DecideReissue { reasons, .. }
            | CertificateAct::DecideRenewal { reasons, .. }
            | CertificateAct::DecideProceeding { reasons, .. } => word("reasons", reasons),
            CertificateAct::ApplyRenewal { words, .. } | CertificateAct::RecordStatement { words } => {
                word("words", words)
            }
            CertificateAct::OpenProceeding { facts, .. } => word("facts", facts),
            CertificateAct::HandOut { way, .. } => of_handing(way),
            CertificateAct::ChangeContact { .. } => Vec::new(),
        }
    }
}

impl HearingAct {
    /// The texts, as those of a case.
    pub fn words(&self) -> Vec<Word<'_>> {
        match self {
            HearingAct::Add(form) => word("interest", &form.interest),
            HearingAct::State { words, .. } | HearingAct::Withdraw { words, .. } => word("words", words),
            HearingAct::Call { place, .. } => word("place", place),
            HearingAct::Hold { record, signature } => {
                [word("record", record), of_signature(signature)].concat()
            }
            HearingAct::CorrectService { reason, .. }
            | HearingAct::Strike { reason, .. }
            | HearingAct::CallOff { reason } => word("reason", reason),
            HearingAct::AddApplicant
            | HearingAct::Tell(_)
            | HearingAct::Assign { .. }
            | HearingAct::Serve { .. } => Vec::new(),
        }
    }
}

impl DisclosureForm {
    /// The texts, as those of a case: the slip says them, and who came as the certificate says.
    pub fn words(&self) -> Vec<Word<'_>> {
        let withheld = match &self.telling {
            TellingForm::From { basis, .. } => word("withheld_basis", basis),
            TellingForm::Now => Vec::new(),
        };
        [word("asker", &self.asker), word("document", &self.document), word("basis", &self.basis), withheld]
            .concat()
    }
}

impl DisclosureAct {
    /// The texts, as those of a case. What is declined has no slip.
    pub fn words(&self) -> Vec<Word<'_>> {
        match self {
            DisclosureAct::Withhold { basis, .. } => word("basis", basis),
            DisclosureAct::Approve
            | DisclosureAct::Decline(_)
            | DisclosureAct::HandOut { .. }
            | DisclosureAct::TakeBack { .. } => Vec::new(),
        }
    }
}

impl BarAct {
    /// The texts, as those of a case: the decision says them.
    pub fn words(&self) -> Vec<Word<'_>> {
        self.written().map(|(field, text)| (field.to_owned(), text)).into_iter().collect()
    }
}

impl OrderForm {
    /// The texts, as those of a case.
    pub fn printed(&self) -> Vec<Word<'_>> {
        word("words", &self.words)
    }
}

impl OrderAct {
    /// The texts, as those of a case.
    pub fn words(&self) -> Vec<Word<'_>> {
        match self {
            OrderAct::Receive => Vec::new(),
            OrderAct::Answer { words, .. }
            | OrderAct::DecideAppeal { reason: words, .. }
            | OrderAct::Return(words)
            | OrderAct::Accept(words)
            | OrderAct::Appeal(words)
            | OrderAct::Publish(words) => word("words", words),
        }
    }
}

impl SummaryForm {
    /// The texts, as those of a case. Why there is another edition stands on the page alone.
    pub fn words(&self) -> Vec<Word<'_>> {
        [word("done", &self.done), word("problems", &self.problems), word("plans", &self.plans)].concat()
    }
}

impl WindowAct {
    /// The texts, as those of a case. Of a window's day its settlement alone is printed.
    pub fn words(&self) -> Vec<Word<'_>> {
        match self {
            WindowAct::Settle { explained, .. } => word("explained", explained),
            WindowAct::Open { .. }
            | WindowAct::Next
            | WindowAct::End { .. }
            | WindowAct::Give { .. }
            | WindowAct::Take { .. }
            | WindowAct::Keep
            | WindowAct::Leave { .. }
            | WindowAct::Return { .. }
            | WindowAct::Sign => Vec::new(),
        }
    }
}

impl NewLeaving {
    /// The texts, as those of a case: the list says them.
    pub fn printed(&self) -> Vec<Word<'_>> {
        let words = &self.words;
        [
            word("papers", &words.papers),
            word("results", &words.results),
            word("seals", &words.seals),
            word("other", &words.other),
        ]
        .concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act_delivery::{Announcement, CarrierAnswer, LeftThere, Posting};
    use crate::certificate::HandingRecord;
    use calendar::Day;
    use catalogue::WindowId;

    fn fields(words: Vec<Word<'_>>) -> Vec<String> {
        words.into_iter().map(|(field, _)| field).collect()
    }

    // C25: the proof of delivery says these; names and addresses are as the documents say.
    #[test]
    fn whatever_the_proof_of_delivery_says_is_looked_at() {
        let (on, window) = (Day::MIN, WindowId::parse("w1").expect("a code"));
        let sent = |way| fields(Act::Delivery(DeliveryAct::Otherwise { way, window }).words());
        let post = SentBy::Post { posting: Posting::default(), originals: Vec::new() };
        assert_eq!(sent(post), ["carrier", "number"]);
        let announced = SentBy::Announced { on, record: Announcement::default() };
        assert_eq!(sent(announced), ["place", "reason"]);
        assert_eq!(sent(SentBy::Left { on, record: LeftThere::default() }), ["reason"]);
        assert_eq!(sent(SentBy::Lost { on, answer: CarrierAnswer::default() }), ["reference", "reason"]);
        assert_eq!(sent(SentBy::NotBack { reason: String::new() }), ["reason"]);
        assert!(sent(SentBy::SignedFor { on, signed: "王䶮".into() }).is_empty());
        let handed = |how| {
            let way = HandedBy::Otherwise { how, on, record: HandingRecord::default() };
            fields(CertificateAct::HandOut { paper: String::new(), way, window }.words())
        };
        assert_eq!(handed(OtherHanding::Post), ["words"]);
        assert_eq!(handed(OtherHanding::Announced), ["place", "words"]);
    }

    // R101, N26: what an order asks, its answer, and the reason of a bar stand on papers too.
    #[test]
    fn orders_and_bars_are_looked_at() {
        let answer = OrderAct::Answer { words: "已改。".into(), entry: None };
        assert_eq!(fields(answer.words()), ["words"]);
        assert_eq!(fields(OrderAct::Publish("通报。".into()).words()), ["words"]);
        assert!(OrderAct::Receive.words().is_empty());
        let propose = BarAct::Propose { ground: casework::bar::Ground::ALL[0], reason: "假材料".into() };
        assert_eq!(fields(propose.words()), ["propose-reason"]);
        assert_eq!(fields(BarAct::Lift { reason: "到期".into() }.words()), ["lift-reason"]);
        assert!(BarAct::Decide.words().is_empty());
    }

    // E30: what the slip of a disclosure says; who came is called as the certificate says, and what is declined has no slip.
    #[test]
    fn what_the_slip_of_a_disclosure_says_is_looked_at() {
        use crate::disclosure::Visitor;
        use casework::disclosure::{AskerKind, Form, Pages};
        let form = |telling| DisclosureForm {
            kind: AskerKind::Court,
            asker: "澄阳县人民法院".into(),
            document: "协助查询通知书".into(),
            basis: "民事诉讼法第七十条".into(),
            visitors: vec![Visitor { name: "王䶮".into(), certificate: "川 1201".into() }],
            pages: Pages::Whole,
            form: Form::Copy,
            telling,
        };
        assert_eq!(fields(form(TellingForm::Now).words()), ["asker", "document", "basis"]);
        let later = TellingForm::From { day: None, basis: "侦查需要".into() };
        assert_eq!(fields(form(later).words()), ["asker", "document", "basis", "withheld_basis"]);
        let withhold = DisclosureAct::Withhold { until: Day::MIN, basis: "侦查需要".into() };
        assert_eq!(fields(withhold.words()), ["basis"]);
        assert!(DisclosureAct::Decline("没有文书".into()).words().is_empty());
    }

    // R110, E33, E31: what a summary, the list of who goes and a settlement say is printed; what is said at a window is not.
    #[test]
    fn summaries_lists_and_settlements_are_looked_at() {
        use crate::leaving::LeavingWords;
        use casework::window_day::VisitEnd;
        use catalogue::PersonId;
        assert_eq!(fields(SummaryForm::default().words()), ["done", "problems", "plans"]);
        let [person, taker, witness] =
            ["do.sc", "do2.sc", "lead.sc"].map(|it| PersonId::parse(it).expect("a code"));
        let new = NewLeaving { person, taker, witness, words: LeavingWords::default() };
        assert_eq!(fields(new.printed()), ["papers", "results", "seals", "other"]);
        let explained = "一份在复印。".to_owned();
        let settle = WindowAct::Settle { papers: 1, originals: 0, results: 0, explained };
        assert_eq!(fields(settle.words()), ["explained"]);
        let reason = "少一份。".to_owned();
        for act in [
            WindowAct::Return { reason: reason.clone() },
            WindowAct::End { how: VisitEnd::Returned, reason: reason.clone() },
            WindowAct::Give { to: taker, papers: 1, results: 0, note: reason },
        ] {
            assert!(act.words().is_empty(), "{act:?}");
        }
    }

    // N22, N18: why nobody signed stands beside the record.
    #[test]
    fn why_a_record_was_not_signed_is_looked_at() {
        let hold = |signature| HearingAct::Hold { record: "记录".into(), signature };
        assert_eq!(fields(hold(Signature::Refused("没有说".into())).words()), ["record", "refusal"]);
        assert_eq!(fields(hold(Signature::Absent("王䶮".into())).words()), ["record"]);
    }
}
