//! Sentences of the obstacles of acceptance and its exceptions.

use casework::AcceptanceRefusal;

use super::refusal::About;

impl About<'_> {
    pub(super) fn acceptance(&self, refusal: &AcceptanceRefusal) -> String {
        let text = self.text;
        let t = |sentence: &str| text.t(sentence).to_owned();
        let day = |day: calendar::Day| text.date(day);
        match refusal {
            AcceptanceRefusal::NothingNoticed => t("还没有告知过要补的材料。请先一次告知，要补的都列上。"),
            AcceptanceRefusal::NothingCame { bring_by } => text.f(
                "上次告知以后还没有收到材料，不用再告知一次。申请人最迟 {day}补来。",
                [("day", &day(*bring_by))],
            ),
            AcceptanceRefusal::StillOpen { rows } => text
                .f("告知要一次说全，这几样还没有收到，要一并列上：{rows}。", [("rows", &self.rows(*rows))]),
            AcceptanceRefusal::TooManyNotices => t(
                "这一件告知的次数已经到头，不能再告知。材料齐了请受理；还不合要求的，由承办单位审查时依法处理。",
            ),
            AcceptanceRefusal::NamedBefore { rows } => text
                .f("这几样上次已经列过，不用批准，直接告知就可以：{rows}。", [("rows", &self.rows(*rows))]),
            AcceptanceRefusal::NotDeferrable { rows } => {
                text.f("这几样不能容缺，要交齐才能受理：{rows}。", [("rows", &self.rows(*rows))])
            }
            AcceptanceRefusal::NothingDeferred => t("这一件没有等着补来的容缺材料。"),
            AcceptanceRefusal::NotDeferred { rows } => {
                text.f("受理以后只收说好后补的材料，这几样不用收：{rows}。", [("rows", &self.rows(*rows))])
            }
            AcceptanceRefusal::DeferredOpen { rows, by } => text.f(
                "容缺的材料还没有补来，不能准予：{rows}。说好最迟 {day}补来。",
                [("rows", &self.rows(*rows)), ("day", &day(*by))],
            ),
            AcceptanceRefusal::DeferredNotDue { by } => {
                text.f("说好最迟 {day}补来，这一天过了以后才能以没有补来为由不予。", [("day", &day(*by))])
            }
            AcceptanceRefusal::CommitmentNotAllowed { rows } => {
                text.f("这几样不能用告知承诺代替，要交材料：{rows}。", [("rows", &self.rows(*rows))])
            }
            AcceptanceRefusal::CommitmentClosed => {
                t("这位申请人曾经承诺不实，信用修复以前不能用告知承诺；请按交材料的办法收。")
            }
            AcceptanceRefusal::NothingToCheck => t("这一件没有等着核查的承诺。"),
            AcceptanceRefusal::CorrectedOnce { by } => {
                text.f("已经限期到 {day}改好，只有一次。请按现在的情况记核查结果。", [("day", &day(*by))])
            }
            AcceptanceRefusal::PostedLate { bring_by } => text.f(
                "告知书上写的最后一天是 {day}，这封信是那以后寄出的（没有填邮戳的，按送到的日子算），退件不能撤销。申请人可以随时再来办，请新收一件，收下以后自动和这一件连起来；没有取回的材料不用重交。",
                [("day", &day(*bring_by))],
            ),
            AcceptanceRefusal::LetterIncomplete { rows, bring_by } => text.f(
                "这封信没有超过 {day}寄出，可是还差：{rows}，退件不能撤销。申请人可以随时再来办，请新收一件，收下以后自动和这一件连起来；没有取回的材料不用重交。",
                [("day", &day(*bring_by)), ("rows", &self.rows(*rows))],
            ),
            AcceptanceRefusal::ClosingStands { bring_by } => text.f(
                "这一件 {day}到期退件以后，申请人已经又来办了，或者材料已经取走、归档，退件不能撤销。信里的材料，请在新的一件里补收；还没有新的一件，请新收一件，收下以后自动和这一件连起来。",
                [("day", &day(*bring_by))],
            ),
            AcceptanceRefusal::LookAgain => t(
                "就在您提交的时候，这个单位又收了新件，可能就是这一件又来办了。填的都还在，请再提交一次，系统会重新核对。",
            ),
            AcceptanceRefusal::EarlierRuns => t(
                "要接着办的那一件又在办了：多半是刚收到没有超期寄出的信，退件撤销了。材料请补收到那一件里；确实是另一件事的，核对在办的件以后选“不是，这是另一件事”再收。",
            ),
            AcceptanceRefusal::AlreadyReleased { rows } => {
                text.f("已经批准过加列，还没有用：{rows}。", [("rows", &self.rows(*rows))])
            }
        }
    }
}
