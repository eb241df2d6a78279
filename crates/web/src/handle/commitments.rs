//! Commitments: the list of what is to be checked, and what is said of one to the officer and to the applicant (N55, A25).

use axum::response::Response;
use calendar::Light;
use casework::{CheckOutcome, Event, Facts};
use catalogue::Item;
use catalogue::item::Material;
use centre::account::Session;
use centre::commitments::{CheckPlace, CommitmentDue};
use centre::file::CaseFile;

use super::act_cards::Cards;
use super::correction_words::names;
use super::paper_make::Draft;
use super::print::Sheet;
use super::record_list::{Asked, PAGE};
use super::{cases, legal, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer as Drawn, At, page};
use pages::desk::act::CheckCommitment;
use pages::desk::{Answer, CaseLine, Commitments, Due};
use pages::layout::Nav;
use pages::text::Text;

/// `GET /desk/commitments?after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(draw(&at, session, &opened.query).await).await
}

async fn draw(at: &At<'_>, session: &Session, query: &Form) -> Drawn {
    let frame = at.titled(Nav::Desk, session, "承诺核查").await;
    let text = frame.text;
    let asked = Asked::of("/desk/commitments", query);
    let after = CheckPlace::parse(asked.after);
    let mut dues = at.app.centre.commitments_due(session, None, after.as_ref(), PAGE + 1).await?;
    let pages = asked.pages(text, &mut dues, |it| it.place().cursor(), "这一页 {n} 件");
    let mut lines = Vec::new();
    for due in &dues {
        lines.push(line(at.app, text, due).await?);
    }
    Ok(page(&Commitments { frame, text, lines, pages }))
}

/// A case with the day of its check in the place of its own.
pub async fn line(app: &App, text: Text, due: &CommitmentDue) -> Result<CaseLine, centre::Fault> {
    let mut line = cases::line(app, text, &due.brief).await?;
    let today = app.centre.today();
    line.due = due.until.map(|day| Due {
        day: words::day(text, day),
        left: match day.number() - today.number() {
            ..0 => text.t("核查晚了").to_owned(),
            0 => text.t("今天是最后一天").to_owned(),
            _ => String::new(),
        },
        provisional: false,
    });
    let left = due.until.map_or(i32::MAX, |day| day.number() - today.number());
    let light = match left {
        ..0 => Light::Red,
        0..=2 => Light::Yellow,
        _ => Light::Green,
    };
    line.light = Some(words::light(text, light));
    line.note = if due.to_correct { text.t("限期整改，到期复查").to_owned() } else { String::new() };
    line.action = text.t("去核查").to_owned();
    Ok(line)
}

/// That a commitment may take the row's place, and what is promised; nothing where it may not.
pub fn may_replace(text: Text, item: &Item, material: &Material) -> String {
    let rule = item.commitment.as_ref().filter(|_| material.commitment_allowed);
    rule.map_or_else(String::new, |rule| {
        let promise = text.pick(&rule.promise, rule.promise_en.as_deref());
        let consequence = text.pick(&rule.consequence, rule.consequence_en.as_deref());
        text.f(
            "可以告知承诺（{law}）。承诺：{promise}不实的后果：{consequence}",
            [("law", &legal::short(text, &rule.basis)), ("promise", &promise), ("consequence", &consequence)],
        )
    })
}

/// What the applicant reads of a case by commitment.
pub fn told(text: Text, file: &CaseFile, facts: &Facts) -> Vec<String> {
    if !facts.by_commitment() {
        return Vec::new();
    }
    let Some(check) = facts.check else {
        let rule = file.item.commitment.as_ref();
        let promise = rule.map_or("", |rule| text.pick(&rule.promise, rule.promise_en.as_deref()));
        return vec![text.f("您签了告知承诺书：{promise}", [("promise", &promise)])];
    };
    let day = text.date(check.until(&file.item, &file.calendar));
    let finding = || {
        let words = check.found.map_or_else(String::new, |found| file.texts.text(found.finding.0));
        words.trim().trim_end_matches(['。', '，', '；', '.']).to_owned()
    };
    vec![match check.found.map(|found| found.outcome) {
        None => text.f("这一件凭您的承诺办的，{day}前会来核查一次。", [("day", &day)]),
        Some(CheckOutcome::Kept) => text.t("承诺核查过了，与您承诺的一致。").to_owned(),
        Some(CheckOutcome::ToCorrect) => text.f(
            "核查承诺时发现：{finding}。请在 {day}前改好，到时再来核查。",
            [("finding", &finding()), ("day", &day)],
        ),
        Some(CheckOutcome::False) => text.f(
            "核查发现承诺与实际不符：{finding}。有意见请打 {telephone}。",
            [("finding", &finding()), ("telephone", &file.item.complaint_telephone)],
        ),
    }]
}

/// Whether with this a commitment took the place of a paper.
pub fn is_made(event: &Event) -> bool {
    match event {
        Event::Received(fact) => !fact.marks.committed.is_empty(),
        Event::ReceivedMore(fact) => !fact.marks.committed.is_empty(),
        _ => false,
    }
}

/// 告知承诺书 (N55): what is promised in the place of which papers, and what follows if it is false; the applicant signs.
pub fn paper(sheet: &Sheet<'_>) -> Option<paper::Paper> {
    let (text, facts) = (sheet.text, &sheet.filed.facts);
    let rule = sheet.file.item.commitment.as_ref().filter(|_| facts.by_commitment())?;
    let head = sheet.head(&sheet.say("title", &[]), words::receipt_no(facts.receipt));
    let mut draft = Draft::new(sheet, &head, &sheet.case());
    let rows = names(text, sheet.file, facts.materials.marks.committed);
    let promise = text.pick(&rule.promise, rule.promise_en.as_deref());
    let consequence = text.pick(&rule.consequence, rule.consequence_en.as_deref());
    draft.lead(text.f("下面的材料用承诺代替：{rows}。", [("rows", &rows)]));
    draft.says(text.f("我承诺：{promise}", [("promise", &promise)]));
    draft.says(text.f("不实的后果：{consequence}", [("consequence", &consequence)]));
    let limit = words::limit(text, rule.check_within);
    draft.says(text.f("准予以后 {limit}内来核查。", [("limit", &limit)]));
    draft.says(sheet.say("closing", &[]));
    draft.law(legal::in_full(&rule.basis));
    draft.sign(&[("承诺人签名", ""), ("日期", "")]);
    Some(draft.paper)
}

/// The word for what a check found.
pub fn outcome(text: Text, outcome: CheckOutcome) -> String {
    let word = match outcome {
        CheckOutcome::Kept => "承诺核查：与承诺一致",
        CheckOutcome::ToCorrect => "承诺核查：有不符的，限期改好",
        CheckOutcome::False => "承诺核查：承诺不实",
    };
    text.t(word).to_owned()
}

impl Cards<'_> {
    pub(super) fn check_commitment(&self) -> Option<CheckCommitment> {
        let facts = &self.filed.facts;
        let (check, rule) = (facts.check?, self.about.item.commitment.as_ref()?);
        let answer = |value: &str, words: &str| Answer::of(value, self.t(words));
        let mut outcomes = vec![answer("kept", "与承诺一致，或者已经改好")];
        if check.found.is_none() {
            let hint = self
                .text()
                .f("{limit}内改好，只有一次", [("limit", &words::limit(self.text(), rule.correct_within))]);
            outcomes.push(answer("to-correct", "有不符的，限期改好").with_hint(hint));
        }
        outcomes.push(
            answer("false", "承诺不实")
                .with_hint(self.t("申请人会收到通知；是否撤销、是否列入限制，另行决定")),
        );
        Some(CheckCommitment {
            promise: self.text().pick(&rule.promise, rule.promise_en.as_deref()).to_owned(),
            before: check.found.map_or_else(String::new, |found| self.file.texts.text(found.finding.0)),
            due: words::day(self.text(), check.until(&self.file.item, &self.file.calendar)),
            outcome: self.pick("check-commitment", "outcome", outcomes),
            finding: self.typed("check-commitment", "finding", ""),
        })
    }
}
