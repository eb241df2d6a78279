//! The words of a message to an applicant: what happened, what happens next and by which day, in an office's own language.

use calendar::Day;
use casework::{CheckOutcome, DeferralPhase, Event, ResumeCause};
use catalogue::Organisation;
use catalogue::number::ReceiptNumber;

use crate::file::{CaseFile, Line};
use crate::particulars::Language;
use crate::row::receipt_text;
use crate::say::Say;
use crate::taken_up::TAKEN_UP_DAYS;

/// The words of the notice that the entry `seq` of this case gave rise to; `None` where that entry tells an applicant
/// nothing. They rest on what the entry says, so a message that goes out late still tells what it was about.
pub(crate) fn words(file: &CaseFile, seq: u64) -> Option<String> {
    let place = file.lines.iter().position(|line| line.seq == seq)?;
    let (before, after) = (&file.lines[..place], &file.lines[place + 1..]);
    let telling = Telling { file, filed: file.filed()?, before, line: &file.lines[place], after };
    let said = telling.said()?;
    let said = telling.say().sentences(&[&telling.subject(), &said]);
    Some(from_the_centre(file, &said))
}

/// What is written down for whoever showed the document when the pickup code was made anew on paper, with the code.
pub(crate) fn renewed_words(file: &CaseFile) -> Option<String> {
    let renewed = |line: &Line| match &line.event {
        Event::PickupRenewed(fact) => Some(fact.on_paper.then_some(fact.pickup_sealed)),
        // A succession draws another, which is told to the successor.
        Event::Succeeded(fact) if fact.pickup_sealed.is_some() => Some(None),
        _ => None,
    };
    let place = file.lines.iter().rposition(|line| renewed(line).is_some())?;
    let code = renewed(&file.lines[place])??;
    let (before, after) = (&file.lines[..place], &file.lines[place + 1..]);
    let telling = Telling { file, filed: file.filed()?, before, line: &file.lines[place], after };
    Some(telling.say().sentences(&[&telling.subject(), &telling.collect(code)?]))
}

/// A message as the centre sends it to the applicant.
pub(crate) fn from_the_centre(file: &CaseFile, said: &str) -> String {
    from_centre_in(&file.organisation, Say(file.applicant.language), said)
}

/// The same in Chinese, where there is no applicant.
pub(crate) fn from_centre(organisation: &Organisation, said: &str) -> String {
    from_centre_in(organisation, Say(Language::Chinese), said)
}

/// The same in a language that somebody chose.
pub(crate) fn from_centre_in(organisation: &Organisation, say: Say, said: &str) -> String {
    let centre = &organisation.centre;
    let sample = if centre.sample { say.t("（示例，仅供演示）") } else { "" };
    let name = say.name(&centre.name, Some(&centre.name_en));
    say.sentences(&[&format!("【{name}】"), said, sample])
}

/// 您办的“食品经营许可”（收件编号 SC 2026 000123 K）.
pub(crate) fn subject_of(say: Say, file: &CaseFile, receipt: casework::ReceiptNo) -> String {
    let item = say.name(&file.item.name, file.item.name_en.as_deref());
    say.f("您办的“{item}”（收件编号 {receipt}）", &[("item", &item), ("receipt", &grouped(receipt))])
}

/// What somebody typed, without the stop at its end.
pub(crate) fn bare(words: &str) -> &str {
    words.trim().trim_end_matches(['。', '，', '；', '.'])
}

pub(crate) struct Telling<'a> {
    pub(crate) file: &'a CaseFile,
    pub(crate) filed: &'a casework::File,
    /// What had happened before.
    pub(crate) before: &'a [Line],
    /// What is told.
    pub(crate) line: &'a Line,
    /// What happened since.
    pub(crate) after: &'a [Line],
}

impl Telling<'_> {
    /// In which language the applicant is told.
    pub(crate) fn say(&self) -> Say {
        Say(self.file.applicant.language)
    }

    fn said(&self) -> Option<String> {
        let (say, item) = (self.say(), &self.file.item);
        let (ask, complain) = (&item.inquiry_telephone, &item.complaint_telephone);
        let here = self.window(self.filed.facts.window);
        Some(match &self.line.event {
            Event::CorrectionNoticed(fact) => say.f(
                "还差 {n} 样，补齐就受理：{names}。这就是全部，不会再加。差在哪儿、怎么补，写在告知书上。请在 {by}前补来，交到{window}，或者邮寄。问事请打 {telephone}。",
                &[
                    ("n", &fact.rows.len()),
                    ("names", &self.materials(fact.rows)),
                    ("by", &self.date(fact.bring_by)),
                    ("window", &here),
                    ("telephone", ask),
                ],
            ),
            Event::CorrectionRenewed(fact) => self.corrected_again(fact),
            Event::Accepted(fact) => say.sentences(&[
                say.t("已受理。"),
                &self.promise(&fact.promised, fact.statutory.as_ref()),
                &self.deferred(),
                &self.agent(),
            ]),
            Event::CommitmentChecked(fact) => self.checked(fact),
            Event::DeferralTurned(fact) => self.deferral_turned(fact)?,
            Event::DeemedAccepted(fact) => say.sentences(&[
                &say.f(
                    "，窗口到期没有答复，依法从 {day}起就算受理。",
                    &[("day", &self.date(fact.accepted_on))],
                ),
                &self.promise(&fact.promised, fact.statutory.as_ref()),
                &self.agent(),
            ]),
            Event::AcceptanceRefused(fact) => say.sentences(&[
                &self.ground(&fact.ground),
                &say.f("您交的材料退还给您。问事请打 {telephone}。", &[("telephone", ask)]),
            ]),
            Event::CorrectionReminded(fact) => say.f(
                "要补的材料还没有收齐：{names}。请在 {by}前补来，交到{window}，或者邮寄；到期没有收到会先退件，您随时可以再来办。问事请打 {telephone}。",
                &[
                    ("names", &self.materials(fact.rows)),
                    ("by", &self.date(fact.bring_by)),
                    ("window", &here),
                    ("telephone", ask),
                ],
            ),
            Event::ClosedForMissing(_) => match self.filed.facts.correction {
                Some(it) => say.f(
                    "到 {by}还没有收到要补的材料，这一件先退了。您随时可以再来办，已经交过的不用重交。",
                    &[("by", &self.date(it.bring_by))],
                ),
                None => say
                    .t("还没有收到要补的材料，这一件先退了。您随时可以再来办，已经交过的不用重交。")
                    .to_owned(),
            },
            Event::Stopped(fact) => self.stopped(fact)?,
            Event::Resumed(fact) => {
                let what = self.awaited_word();
                let what = what.unwrap_or_else(|| say.t("所等"));
                let what: [(&str, &dyn std::fmt::Display); 1] = [("what", &what)];
                let why = match fact.cause {
                    ResumeCause::Result { .. } => say.f("恢复计时：{what}的结果来了。", &what),
                    ResumeCause::PlannedEnd => {
                        say.f("恢复计时：计划的日子到了，{what}的结果还没有来，期限照常往下算。", &what)
                    }
                    ResumeCause::Decided => say.f("恢复计时：已经作出决定，不用再等{what}的结果。", &what),
                };
                let promise = fact.promised.as_ref().map(|promised| self.promise(promised, None));
                say.sentences(&[&why, &promise.unwrap_or_default(), &self.agent()])
            }
            Event::Extended(fact) => self.extended(fact),
            Event::Withdrawn(_) => say.f(
                "已按您本人的意思撤回，交过的材料退还给您。没有人可以要求您撤回；不是您本人的意思，请打 {telephone}。您随时可以再来办，{days} 天以内再来，前后的时间合在一起算。",
                &[("telephone", complain), ("days", &TAKEN_UP_DAYS)],
            ),
            Event::WithdrawnByApplicant(_)
            | Event::WithdrawCodeSent(_)
            | Event::EndedWithApplicant(_)
            | Event::ReceiptReissued(_)
            | Event::ApplicantCorrected(_)
            | Event::ApplicantRenamed(_)
            | Event::ContactChanged(_)
            | Event::Received(_)
            | Event::ReceivedMore(_)
            | Event::DeferredBrought(_)
            | Event::Rebound(_)
            | Event::Succeeded(_) => self.registered()?,
            Event::PapersLost(fact) => self.lost(fact),
            Event::Concluded(_) => self.ready()?,
            Event::PickupRenewed(_)
            | Event::ResultPosted(_)
            | Event::PostCameBack(_)
            | Event::PostReturnCorrected(_)
            | Event::PostLost(_)
            | Event::DeliveryAnnounced(_)
            | Event::ElectronicAgreed(_)
            | Event::ElectronicEnded(_)
            | Event::SentElectronically(_)
            | Event::ElectronicUnfetched(_)
            | Event::Delivered(_) => self.on_its_way()?,
            Event::LateExplained(fact) => {
                let reason = self.file.texts.text(fact.reason.0);
                let by = self.date(fact.expected_on);
                let late = match bare(&reason) {
                    "" => say.f("比承诺的日子晚了。预计 {by}办好。", &[("by", &by)]),
                    reason => say.f(
                        "比承诺的日子晚了，原因是：{reason}。预计 {by}办好。",
                        &[("reason", &reason), ("by", &by)],
                    ),
                };
                say.sentences(&[&late, &self.agent()])
            }
            _ => return None,
        })
    }

    /// What is still to be brought of an accepted case, before and after its last day (N56).
    fn deferral_turned(&self, fact: &casework::DeferralTurned) -> Option<String> {
        let say = self.say();
        let (names, by) = (self.materials(fact.rows), self.date(fact.bring_by));
        let window = self.window(self.filed.facts.window);
        let said = match fact.to {
            DeferralPhase::Half => say.f(
                "先受理的这一件，还要补来：{names}。请最迟 {by}补来，交到{window}，或者邮寄；补来之前不能作决定。",
                &[("names", &names), ("by", &by), ("window", &window)],
            ),
            DeferralPhase::Passed => say.f(
                "约好 {by}前补来的还没有收到：{names}。请尽快补来；一直不补来，可能作出不予批准的决定。",
                &[("names", &names), ("by", &by)],
            ),
            DeferralPhase::Begun | DeferralPhase::LastDay => return None,
        };
        Some(say.sentences(&[&said, &self.agent()]))
    }

    /// That the clock was stopped, for what, and how to object (F7).
    fn stopped(&self, fact: &casework::Stopped) -> Option<String> {
        let (say, exclusion, what) = (self.say(), self.awaited()?, self.awaited_word()?);
        let said = say.f(
            "计时暂停：{from}起等{what}的结果（{law}），计划 {until}结束，到时没有结果就自动恢复计时。",
            &[
                ("from", &self.date(fact.from)),
                ("what", &what),
                ("law", &exclusion.basis.short()),
                ("until", &self.date(fact.planned_until)),
            ],
        );
        let object = say.t("您不同意，可以向全程代理人提出。");
        Some(say.sentences(&[&said, &self.order(fact), object, &self.agent()]))
    }

    /// That the time was extended, by whom, why, and until when (C7).
    fn extended(&self, fact: &casework::Extended) -> String {
        let say = self.say();
        let reason = self.before.iter().rev().find_map(|line| match &line.event {
            Event::ExtensionAskedFor(fact) => Some(fact.reason),
            _ => None,
        });
        let reason = reason.map_or_else(String::new, |reason| self.file.texts.text(reason.0));
        let why = match bare(&reason) {
            "" => String::new(),
            reason => say.f("原因是：{reason}。", &[("reason", &reason)]),
        };
        let by = self.approved(&fact.basis);
        let said = match self.file.item.extension.as_ref() {
            Some(rule) => say.f(
                "{by}，依法延长了期限，只延这一次（{law}）。",
                &[("by", &by), ("law", &rule.basis.short())],
            ),
            None => say.f("{by}，依法延长了期限，只延这一次。", &[("by", &by)]),
        };
        let promise = match (&fact.promised, &fact.statutory) {
            (Some(promised), statutory) => self.promise(promised, statutory.as_ref()),
            (None, Some(statutory)) => say.f("法律规定最迟 {day}。", &[("day", &self.due(&statutory.clock))]),
            (None, None) => String::new(),
        };
        say.sentences(&[&said, &why, &promise, &self.agent()])
    }

    /// That papers are not to be found, and whose fault it is not (F30).
    fn lost(&self, fact: &casework::PapersLost) -> String {
        let say = self.say();
        if fact.posted {
            return say.sentences(&[
                &say.f("随结果寄还给您的原件在路上丢了：{names}。", &[("names", &self.materials(fact.rows))]),
                say.t("负责人已经签字登记。"),
                &say.f(
                    "怎么补办，我们和您商量。有意见请打 {telephone}。",
                    &[("telephone", &self.file.item.complaint_telephone)],
                ),
            ]);
        }
        let what = match fact.rows.is_empty() {
            true => say.f("您交的纸质材料有 {n} 份在我们这里找不到了。", &[("n", &fact.papers)]),
            false => say.f(
                "您交的纸质材料在我们这里少了，少的是：{names}。",
                &[("names", &self.materials(fact.rows))],
            ),
        };
        let goes_on =
            if self.filed.stage.is_open() { say.t("这件事照常办，期限照算。") } else { "" };
        say.sentences(&[
            &what,
            say.t("责任在我们，负责人已经签字，并记入监察。"),
            goes_on,
            &say.f(
                "您不用重交；实在要请您帮忙补的，先和您商量。有意见请打 {telephone}。",
                &[("telephone", &self.file.item.complaint_telephone)],
            ),
        ])
    }

    /// That a second list was given, and honestly why (F1, tone 15).
    fn corrected_again(&self, fact: &casework::CorrectionRenewed) -> String {
        let say = self.say();
        let release = self.before.iter().rev().filter(|_| !fact.added.is_empty());
        let release = release.into_iter().find_map(|line| match &line.event {
            Event::CorrectionReleased(fact) => Some(*fact),
            _ => None,
        });
        let names = self.materials(fact.added);
        let added = release.map_or_else(String::new, |release| {
            let why = self.file.texts.text(release.reason.0);
            match bare(&why) {
                "" => say.f(
                    "其中{names}上次没有告诉您，由窗口负责人书面批准才加上，已记入监察。",
                    &[("names", &names)],
                ),
                why => say.f(
                    "其中{names}上次没有告诉您，由窗口负责人书面批准才加上，原因是：{why}，已记入监察。",
                    &[("names", &names), ("why", &why)],
                ),
            }
        });
        say.sentences(&[
            &say.f(
                "还有 {n} 样要再补：{names}。",
                &[("n", &fact.rows.len()), ("names", &self.materials(fact.rows))],
            ),
            &added,
            &say.f(
                "差在哪儿、怎么补，写在告知书上。请在 {by}前补来，交到{window}，或者邮寄。有意见请打 {telephone}。",
                &[
                    ("by", &self.date(fact.bring_by)),
                    ("window", &self.window(self.filed.facts.window)),
                    ("telephone", &self.file.item.complaint_telephone),
                ],
            ),
        ])
    }

    /// What the check of a commitment found (N55).
    fn checked(&self, fact: &casework::CommitmentChecked) -> String {
        let say = self.say();
        let finding = self.file.texts.text(fact.finding.0);
        let finding = bare(&finding);
        let telephone = &self.file.item.complaint_telephone;
        match (fact.outcome, fact.correct_by) {
            (CheckOutcome::Kept, _) => {
                say.t("承诺核查过了，与您承诺的一致，不用再做什么。").to_owned()
            }
            (_, Some(by)) => say.f(
                "核查承诺时发现：{finding}。请在 {by}前改好，到时再来核查；没有改好的，按承诺不实处理。有意见请打 {telephone}。",
                &[("finding", &finding), ("by", &self.date(by)), ("telephone", telephone)],
            ),
            (_, None) => {
                let rule = self.file.item.commitment.as_ref();
                let follows =
                    rule.map_or("", |rule| say.name(&rule.consequence, rule.consequence_en.as_deref()));
                say.sentences(&[
                    &say.f("核查发现承诺与实际不符：{finding}。", &[("finding", &finding)]),
                    follows,
                    &say.f(
                        "处理以前会听您说明；有意见请打 {telephone}。",
                        &[("telephone", telephone)],
                    ),
                ])
            }
        }
    }
}

/// 收件编号 in groups, as on paper.
pub(crate) fn grouped(receipt: casework::ReceiptNo) -> String {
    ReceiptNumber::new(receipt.issuer, receipt.year, receipt.n)
        .map_or_else(|| receipt_text(receipt), ReceiptNumber::grouped)
}

/// A day with its weekday: 3 月 9 日（周一）.
pub(crate) fn day_words(day: Day) -> String {
    Say(Language::Chinese).day(day, None)
}
