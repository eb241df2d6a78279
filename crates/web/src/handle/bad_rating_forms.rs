//! The forms about a bad rating: what is open to whom, and how they are read.

use catalogue::item::Post;
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::rating::{RatingAct, RatingView, SecondCall, SecondCallDue};
use oversight::follow_up::TRIES_MAX;
use oversight::rating::{Class, Ground, Second, Sees, Way, answers};

use super::follow_ups::{self, marks_of, paid_of};
use super::rating_words as said;
use super::record_forms::{Fields, SentForm, Typed};
use pages::desk::RecordForm;
use pages::layout::{Control, Field};
use pages::text::Text;

/// Reads the form of an act; none for a word that is no act.
fn parse(typed: &Typed<'_>) -> Option<Result<RatingAct, FieldProblem>> {
    let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    let words = typed.text("words");
    let yes_no = |field: &str| match typed.text(field).as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err(wrong(field)),
    };
    Some(match typed.slug {
        "call" => yes_no("reached").map(|reached| RatingAct::Call { reached, words }),
        "confirm" => {
            let key = typed.text("class");
            let class = Class::ALL.into_iter().find(|it| it.key() == key);
            class.map(|class| RatingAct::Confirm { class, words }).ok_or_else(|| wrong("class"))
        }
        "correct" => Ok(RatingAct::Correct { words }),
        "ask-again" => {
            let key = typed.text("second");
            let second = Second::ALL.into_iter().find(|it| it.key() == key);
            second.map(|second| RatingAct::AskAgain { second, words }).ok_or_else(|| wrong("second"))
        }
        "dismiss" => {
            let key = typed.text("ground");
            let ground = Ground::ALL.into_iter().find(|it| it.key() == key);
            ground.map(|ground| RatingAct::ProposeDismissal { ground, words }).ok_or_else(|| wrong("ground"))
        }
        "agree" => yes_no("agrees").map(|agrees| RatingAct::DecideDismissal { agrees, words }),
        "decide-appeal" => yes_no("right").map(|right| RatingAct::DecideAppeal { right, words }),
        _ => return None,
    })
}

/// The word of the form of a supervisor's own call.
pub const SECOND_CALL: &str = "second-call";

/// What is asked on the page of a bad rating.
pub enum RatingAsked {
    /// An act of its round.
    Act(RatingAct),
    /// A supervisor's own call, once the round is over.
    Call(SecondCall),
}

/// Reads whatever form of the page was sent; none for a word that is none.
pub fn parse_any(typed: &Typed<'_>) -> Option<Result<RatingAsked, Vec<FieldProblem>>> {
    if typed.slug == SECOND_CALL {
        return Some(second_call_of(typed).map(RatingAsked::Call));
    }
    parse(typed).map(|act| act.map(RatingAsked::Act).map_err(|it| vec![it]))
}

/// What a supervisor wrote down of the own call; of one that nobody answered nothing but the words.
fn second_call_of(typed: &Typed<'_>) -> Result<SecondCall, Vec<FieldProblem>> {
    let words = typed.text("words");
    match typed.text("reached").as_str() {
        "yes" => {
            let (marks, paid_elsewhere) = (Some(marks_of(typed)?), paid_of(typed));
            Ok(SecondCall { marks, paid_elsewhere, words })
        }
        "no" => {
            // Nothing that was chosen is dropped in silence: one of the two is wrong.
            let chosen = ["attitude", "quality", "efficiency", "paid"].into_iter();
            let chosen = chosen.filter(|field| !typed.text(field).is_empty());
            let problem =
                |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NobodyAnswered };
            let problems: Vec<FieldProblem> = chosen.map(problem).collect();
            match problems.is_empty() {
                true => Ok(SecondCall { marks: None, paid_elsewhere: None, words }),
                false => Err(problems),
            }
        }
        _ => Err(vec![FieldProblem { field: "reached".to_owned(), why: FieldWhy::NotAChoice }]),
    }
}

/// Draws the forms of one page.
struct Drawing<'a> {
    text: Text,
    csrf: &'a str,
    version: u64,
    sent: &'a SentForm<'a>,
}

impl Drawing<'_> {
    fn fields(&self, slug: &'static str) -> Fields<'_> {
        Fields { text: self.text, slug, sent: self.sent }
    }

    fn reached(&self, of: &Fields<'_>) -> Field {
        let choices = [("yes", self.text.t("接通了").to_owned()), ("no", self.text.t("没有接").to_owned())];
        of.radios("reached", "电话", &choices, "")
    }

    fn call(&self) -> RecordForm {
        let of = self.fields("call");
        let all = vec![self.reached(&of), of.area("words", "对方说了什么")];
        let help = "问清楚哪里不满意、想要怎样。打两次都没有接，可以直接作结论。";
        of.form(self.csrf, self.version, "回电核实", help, "记下", all)
    }

    fn confirm(&self) -> RecordForm {
        let of = self.fields("confirm");
        let choices: Vec<(&str, String)> =
            Class::ALL.iter().map(|it| (it.key(), self.text.t(said::class(*it)).to_owned())).collect();
        let all = vec![of.radios("class", "改起来", &choices, ""), of.area("words", "要改什么")];
        let help = "被评的单位或窗口只看得到这一段。请不要写评价人的姓名、办的事和日期。";
        of.form(self.csrf, self.version, "属实，要求整改", help, "要求整改", all)
    }

    fn dismiss(&self) -> RecordForm {
        let of = self.fields("dismiss");
        let choices: Vec<(&str, String)> =
            Ground::ALL.iter().map(|it| (it.key(), self.text.t(said::ground(*it)).to_owned())).collect();
        let all = vec![of.radios("ground", "因为", &choices, ""), of.area("words", "根据是什么")];
        let help = "要由另一位督查人员同意才不计入；评价人会收到通知，可以申诉。";
        of.form(self.csrf, self.version, "提出不计入", help, "提出", all)
    }

    fn correct(&self) -> RecordForm {
        let of = self.fields("correct");
        let all = vec![of.area("words", "改了什么")];
        let help = "评价人会看到这一段。随后由没有被评的人回访。";
        of.form(self.csrf, self.version, "写整改情况", help, "交整改情况", all)
    }

    fn ask(&self) -> RecordForm {
        let of = self.fields("ask-again");
        let choices: Vec<(&str, String)> =
            Second::ALL.iter().map(|it| (it.key(), self.text.t(said::second(*it)).to_owned())).collect();
        let all = vec![of.radios("second", "评价人", &choices, ""), of.area("words", "对方说了什么")];
        let help = "不认可的，退回再改；改三次还不认可，如实了结。";
        of.form(self.csrf, self.version, "回访", help, "记下", all)
    }

    fn agree(&self) -> RecordForm {
        let of = self.fields("agree");
        let choices = [
            ("yes", self.text.t("同意不计入").to_owned()),
            ("no", self.text.t("不同意，照样核实").to_owned()),
        ];
        let all = vec![of.radios("agrees", "意见", &choices, ""), of.area("words", "理由")];
        let help = "理由评价人看得到。不能和提出的是同一个人。";
        of.form(self.csrf, self.version, "第二人意见", help, "作出意见", all)
    }

    fn second_call(&self, call: &SecondCallDue) -> RecordForm {
        let of = self.fields(SECOND_CALL);
        // Nothing else was asked where nobody answered.
        let marks = |field: Field| match field.control {
            Control::Select(_) => field.optional().help(self.text.t("接通了的要选，没有接的不用选。")),
            _ => field,
        };
        let asked = follow_ups::asked(self.text, &of).into_iter().map(marks);
        let all = std::iter::once(self.reached(&of)).chain(asked).collect();
        let help = "了结的差评由系统抽一部分，没有经手过的督查再打一次电话，问现在怎么样、有没有因为评价被为难。接通了的，态度、质量、效率都要选；没有接的，只写什么时候打过，换一天再打；三次都没有接，就按没有接通另外计数。记在回访里，不写是谁、哪一件。";
        let mut form = of.form(self.csrf, self.version, "督查回访", help, "记下", all);
        let until = self.text.f("最迟 {day}。", [("day", &self.text.date(call.by))]);
        let left = usize::from(TRIES_MAX).saturating_sub(call.tries.len());
        let left = self.text.f("还可以打 {n} 次。", [("n", &left)]);
        form.help = [form.help, until, left].join(self.text.gap());
        form
    }

    fn decide_appeal(&self) -> RecordForm {
        let of = self.fields("decide-appeal");
        let choices =
            [("yes", self.text.t("申诉成立").to_owned()), ("no", self.text.t("申诉不成立").to_owned())];
        let all = vec![of.radios("right", "答复", &choices, ""), of.area("words", "理由")];
        let help = "由没有参与过的第三个人答复。成立的，重新计入，接着核实、整改。";
        of.form(self.csrf, self.version, "答复评价人的申诉", help, "答复", all)
    }
}

/// The forms open to this person.
pub fn forms(
    text: Text,
    view: &RatingView,
    session: &Session,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let Some(round) = view.held.round else { return Vec::new() };
    let (organisation, today, me) = (&view.organisation, view.now.day(), session.person);
    let drawing = Drawing { text, csrf, version: view.version, sent };
    if view.sees == Sees::Correction {
        let mine = round.way == Way::ToCorrect && answers(organisation, &view.held.about, me, today);
        return mine.then(|| drawing.correct()).into_iter().collect();
    }
    let supervises = organisation.holds_anywhere(me, Post::Supervisor, today);
    let deals = round.handler == Some(me) || supervises;
    let others = || round.deciders().all(|person| person != me);
    match round.way {
        Way::ToCall if deals => vec![drawing.call()],
        Way::ToJudge if deals && round.dismissal.is_none() => vec![drawing.confirm(), drawing.dismiss()],
        Way::ToJudge if deals => vec![drawing.confirm()],
        Way::ToAsk if deals && round.corrected.is_none_or(|it| it.by != me) => vec![drawing.ask()],
        Way::ToAgree if supervises && others() => vec![drawing.agree()],
        Way::ToDecideAppeal if supervises && others() => vec![drawing.decide_appeal()],
        Way::Dismissed | Way::Closed => {
            view.second_call.as_ref().map(|call| drawing.second_call(call)).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::form::Form;

    fn read(typed: &str) -> Result<SecondCall, Vec<String>> {
        let form = Form::parse(typed.as_bytes()).expect("a form");
        let read = second_call_of(&Typed { slug: SECOND_CALL, form: &form });
        read.map_err(|problems| problems.into_iter().map(|it| it.field).collect())
    }

    // F17: whoever answered is marked whole, of a call in vain nothing is chosen, and what was chosen beside it is not dropped in silence.
    #[test]
    fn what_was_chosen_of_a_call_in_vain_is_named() {
        let marks = "&second-call-attitude=1&second-call-quality=2&second-call-efficiency=1";
        let whole = read(&format!("second-call-reached=yes{marks}")).expect("all three are there");
        assert!(whole.marks.is_some());
        let vain = "second-call-reached=no&second-call-words=x&second-call-attitude=&second-call-paid=";
        assert_eq!(read(vain).expect("nothing was chosen").marks, None);
        let all = read(&format!("second-call-reached=no{marks}&second-call-paid=no"));
        assert_eq!(all.expect_err("one of the two is wrong"), ["attitude", "quality", "efficiency", "paid"]);
        let one = read("second-call-reached=no&second-call-quality=2");
        assert_eq!(one.expect_err("one of the two is wrong"), ["quality"]);
        assert_eq!(read(marks).expect_err("it is not said"), ["reached"]);
    }
}
