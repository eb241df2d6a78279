//! The words of a message to an applicant: what happened, what happens next and by which day, in an office's own language.

use calendar::{Clock, Day, Weekday};
use casework::{CheckOutcome, DeferralPhase, Event, NonAcceptanceGround, ResumeCause, Running};
use catalogue::item::{ItemExclusion, Post};
use catalogue::number::ReceiptNumber;
use catalogue::{Authority, Organisation, PersonId, RowSet, WindowId};

use crate::file::{CaseFile, Line};
use crate::row::receipt_text;
use crate::taken_up::TAKEN_UP_DAYS;

/// The words of the notice that the entry `seq` of this case gave rise to; `None` where that entry tells an applicant
/// nothing. They rest on what the entry says, so a message that goes out late still tells what it was about.
pub(crate) fn words(file: &CaseFile, seq: u64) -> Option<String> {
    let place = file.lines.iter().position(|line| line.seq == seq)?;
    let (before, after) = (&file.lines[..place], &file.lines[place + 1..]);
    let telling = Telling { file, filed: file.filed()?, before, line: &file.lines[place], after };
    let said = telling.said()?;
    Some(from_the_centre(file, &format!("{}{said}", telling.subject())))
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
    Some(format!("{}{}", telling.subject(), telling.collect(code)?))
}

/// A message as the centre sends it.
pub(crate) fn from_the_centre(file: &CaseFile, said: &str) -> String {
    from_centre(&file.organisation, said)
}

/// The same, where there is no case.
pub(crate) fn from_centre(organisation: &Organisation, said: &str) -> String {
    let centre = &organisation.centre;
    let sample = if centre.sample { "（示例，仅供演示）" } else { "" };
    format!("【{}】{said}{sample}", centre.name)
}

pub(crate) struct Telling<'a> {
    pub(crate) file: &'a CaseFile,
    pub(crate) filed: &'a casework::File,
    /// What had happened before.
    pub(crate) before: &'a [Line],
    /// What is told.
    pub(crate) line: &'a Line,
    /// What happened since.
    after: &'a [Line],
}

impl Telling<'_> {
    fn said(&self) -> Option<String> {
        Some(match &self.line.event {
            Event::CorrectionNoticed(fact) => {
                let names = self.materials(fact.rows);
                format!(
                    "还差 {} 样，补齐就受理：{names}。这就是全部，不会再加。差在哪儿、怎么补，写在告知书上。请在 {}前补来，交到{}，或者邮寄。问事请打 {}。",
                    fact.rows.len(),
                    self.date(fact.bring_by),
                    self.window(self.filed.facts.window),
                    self.file.item.inquiry_telephone,
                )
            }
            Event::CorrectionRenewed(fact) => self.corrected_again(fact),
            Event::Accepted(fact) => format!(
                "已受理。{}{}{}",
                self.promise(&fact.promised, fact.statutory.as_ref()),
                self.deferred(),
                self.agent()
            ),
            Event::CommitmentChecked(fact) => self.checked(fact),
            Event::DeferralTurned(fact) => match fact.to {
                DeferralPhase::Half => format!(
                    "先受理的这一件，还要补来：{}。请最迟 {}补来，交到{}，或者邮寄；补来之前不能作决定。{}",
                    self.materials(fact.rows),
                    self.date(fact.bring_by),
                    self.window(self.filed.facts.window),
                    self.agent(),
                ),
                DeferralPhase::Passed => format!(
                    "约好 {}前补来的还没有收到：{}。请尽快补来；一直不补来，可能作出不予批准的决定。{}",
                    self.date(fact.bring_by),
                    self.materials(fact.rows),
                    self.agent(),
                ),
                DeferralPhase::Begun | DeferralPhase::LastDay => return None,
            },
            Event::DeemedAccepted(fact) => format!(
                "，窗口到期没有答复，依法从 {}起就算受理。{}{}",
                self.date(fact.accepted_on),
                self.promise(&fact.promised, fact.statutory.as_ref()),
                self.agent(),
            ),
            Event::AcceptanceRefused(fact) => {
                format!(
                    "{}您交的材料退还给您。问事请打 {}。",
                    self.ground(&fact.ground),
                    self.file.item.inquiry_telephone
                )
            }
            Event::CorrectionReminded(fact) => format!(
                "要补的材料还没有收齐：{}。请在 {}前补来，交到{}，或者邮寄；到期没有收到会先退件，您随时可以再来办。问事请打 {}。",
                self.materials(fact.rows),
                self.date(fact.bring_by),
                self.window(self.filed.facts.window),
                self.file.item.inquiry_telephone,
            ),
            Event::ClosedForMissing(_) => {
                let by = self.filed.facts.correction.map(|it| format!("到 {}", self.date(it.bring_by)));
                format!(
                    "{}还没有收到要补的材料，这一件先退了。您随时可以再来办，已经交过的不用重交。",
                    by.unwrap_or_default()
                )
            }
            Event::Stopped(fact) => {
                let exclusion = self.awaited()?;
                format!(
                    "计时暂停：{}起等{}的结果（{}），计划 {}结束，到时没有结果就自动恢复计时。您不同意，可以向全程代理人提出。{}",
                    self.date(fact.from),
                    exclusion.applicant_word,
                    exclusion.basis.short(),
                    self.date(fact.planned_until),
                    self.agent(),
                )
            }
            Event::Resumed(fact) => {
                let what = self.awaited().map_or("所等", |it| it.applicant_word.as_str());
                let why = match fact.cause {
                    ResumeCause::Result { .. } => format!("恢复计时：{what}的结果来了。"),
                    ResumeCause::PlannedEnd => {
                        format!("恢复计时：计划的日子到了，{what}的结果还没有来，期限照常往下算。")
                    }
                    ResumeCause::Decided => format!("恢复计时：已经作出决定，不用再等{what}的结果。"),
                };
                let promise = fact.promised.as_ref().map(|promised| self.promise(promised, None));
                format!("{why}{}{}", promise.unwrap_or_default(), self.agent())
            }
            Event::Extended(fact) => {
                let reason = self.before.iter().rev().find_map(|line| match &line.event {
                    Event::ExtensionAskedFor(fact) => Some(fact.reason),
                    _ => None,
                });
                let reason = reason.map_or_else(String::new, |reason| self.file.texts.text(reason.0));
                let reason = reason.trim().trim_end_matches(['。', '，', '；']);
                let why = if reason.is_empty() { String::new() } else { format!("原因是：{reason}。") };
                let law = self.file.item.extension.as_ref().map(|rule| rule.basis.short());
                let promise = match (&fact.promised, &fact.statutory) {
                    (Some(promised), statutory) => self.promise(promised, statutory.as_ref()),
                    (None, Some(statutory)) => format!("法律规定最迟 {}。", self.due(&statutory.clock)),
                    (None, None) => String::new(),
                };
                let law = law.map(|law| format!("（{law}）")).unwrap_or_default();
                let approved = approved(&fact.basis);
                format!("{approved}，依法延长了期限，只延这一次{law}。{why}{promise}{}", self.agent())
            }
            Event::Withdrawn(_) => format!(
                "已按您本人的意思撤回，交过的材料退还给您。没有人可以要求您撤回；不是您本人的意思，请打 {}。您随时可以再来办，{} 天以内再来，前后的时间合在一起算。",
                self.file.item.complaint_telephone, TAKEN_UP_DAYS,
            ),
            Event::WithdrawnByApplicant(_)
            | Event::WithdrawCodeSent(_)
            | Event::EndedWithApplicant(_)
            | Event::ReceiptReissued(_)
            | Event::ApplicantCorrected(_)
            | Event::ApplicantRenamed(_)
            | Event::Rebound(_)
            | Event::Succeeded(_) => self.registered()?,
            Event::Concluded(_) => self.ready()?,
            Event::PickupRenewed(_)
            | Event::ResultPosted(_)
            | Event::DeliveryAnnounced(_)
            | Event::Delivered(_) => self.on_its_way()?,
            Event::LateExplained(fact) => {
                let reason = self.file.texts.text(fact.reason.0);
                let reason = reason.trim().trim_end_matches(['。', '，', '；']);
                let why = if reason.is_empty() { String::new() } else { format!("，原因是：{reason}") };
                format!("比承诺的日子晚了{why}。预计 {}办好。{}", self.date(fact.expected_on), self.agent())
            }
            _ => return None,
        })
    }

    /// That a second list was given, and honestly why (F1, tone 15).
    fn corrected_again(&self, fact: &casework::CorrectionRenewed) -> String {
        let release = self.before.iter().rev().filter(|_| !fact.added.is_empty());
        let release = release.into_iter().find_map(|line| match &line.event {
            Event::CorrectionReleased(fact) => Some(*fact),
            _ => None,
        });
        let added = release.map_or_else(String::new, |release| {
            let why = self.file.texts.text(release.reason.0);
            let why = why.trim().trim_end_matches(['。', '，', '；']);
            let why = if why.is_empty() { String::new() } else { format!("，原因是：{why}") };
            format!(
                "其中{}上次没有告诉您，由窗口负责人书面批准才加上{why}，已记入监察。",
                self.materials(fact.added)
            )
        });
        format!(
            "还有 {} 样要再补：{}。{added}差在哪儿、怎么补，写在告知书上。请在 {}前补来，交到{}，或者邮寄。有意见请打 {}。",
            fact.rows.len(),
            self.materials(fact.rows),
            self.date(fact.bring_by),
            self.window(self.filed.facts.window),
            self.file.item.complaint_telephone,
        )
    }

    /// 您办的“食品经营许可”（收件编号 SC 2026 000123 K）.
    fn subject(&self) -> String {
        format!("您办的“{}”（收件编号 {}）", self.file.item.name, grouped(self.filed.facts.receipt))
    }

    /// Tone 5.
    fn promise(&self, promised: &Running, statutory: Option<&Running>) -> String {
        let law = statutory.map(|it| format!("，法律规定最迟 {}", self.due(&it.clock)));
        format!("我们承诺 {}前办好{}。", self.due(&promised.clock), law.unwrap_or_default())
    }

    /// One person for every question (R113).
    fn agent(&self) -> String {
        let agent: PersonId = self.filed.facts.agent;
        let Some(person) = self.file.organisation.person(agent) else { return String::new() };
        let telephone = person.telephone.as_ref().unwrap_or(&self.file.item.inquiry_telephone);
        format!("全程代理人是{}，电话 {telephone}，有事只找这一位。", person.name)
    }

    fn ground(&self, ground: &NonAcceptanceGround) -> String {
        match ground {
            NonAcceptanceGround::NotRequired => "不用审批，您可以直接去做，依据写在告知书上。".to_owned(),
            NonAcceptanceGround::NotCompetent { office, unit } => {
                let office = self.file.texts.text(office.0);
                let unit = unit.and_then(|code| self.file.organisation.unit(code));
                let telephone = unit.and_then(|unit| unit.telephone.as_ref());
                let telephone = telephone.map(|number| format!("，电话 {number}")).unwrap_or_default();
                format!("归{office}办，请到那里申请{telephone}。")
            }
            NonAcceptanceGround::Barred { ground } => {
                let why = self.file.item.refusal_ground(*ground).map_or_else(String::new, |ground| {
                    format!("：{}（{}）", ground.name.trim_end_matches('。'), ground.basis.short())
                });
                format!("这次不能受理{why}。理由和您还可以怎么办，写在告知书上。")
            }
        }
    }

    /// The exclusion of the latest request for a stop.
    fn awaited(&self) -> Option<&ItemExclusion> {
        let asked = self.before.iter().rev().find_map(|line| match &line.event {
            Event::StopAskedFor(fact) => Some(fact.exclusion),
            _ => None,
        })?;
        self.file.item.exclusions.get(usize::from(asked))
    }

    /// What the check of a commitment found (N55).
    fn checked(&self, fact: &casework::CommitmentChecked) -> String {
        let finding = self.file.texts.text(fact.finding.0);
        let finding = finding.trim().trim_end_matches(['。', '，', '；']);
        let telephone = &self.file.item.complaint_telephone;
        match (fact.outcome, fact.correct_by) {
            (CheckOutcome::Kept, _) => "承诺核查过了，与您承诺的一致，不用再做什么。".to_owned(),
            (_, Some(by)) => format!(
                "核查承诺时发现：{finding}。请在 {}前改好，到时再来核查；没有改好的，按承诺不实处理。有意见请打 {telephone}。",
                self.date(by)
            ),
            (_, None) => {
                let follows = self.file.item.commitment.as_ref();
                let follows = follows.map_or_else(String::new, |rule| rule.consequence.clone());
                format!(
                    "核查发现承诺与实际不符：{finding}。{follows}处理以前会听您说明；有意见请打 {telephone}。"
                )
            }
        }
    }

    /// What follows after this acceptance and by which day (N56); the entry after it says so.
    fn deferred(&self) -> String {
        let signed = self.after.first().and_then(|line| match &line.event {
            Event::Deferred(fact) => Some(*fact),
            _ => None,
        });
        signed.map_or_else(String::new, |fact| {
            format!(
                "还要补来：{}，最迟 {}；补来之前不能作决定。",
                self.materials(fact.rows),
                self.date(fact.bring_by)
            )
        })
    }

    fn materials(&self, rows: RowSet) -> String {
        rows.iter().map(|row| self.material(row)).collect::<Vec<_>>().join("；")
    }

    fn material(&self, row: u8) -> String {
        self.file.item.material(row).map_or_else(|| row.to_string(), |material| material.name.clone())
    }

    pub(crate) fn window(&self, id: WindowId) -> String {
        let centre = &self.file.organisation.centre.name;
        let window = self.file.organisation.window(id);
        window.map_or_else(|| centre.clone(), |window| format!(" {} 号{}", window.no, window.name))
    }

    /// A due day; one that rests on a year without notice says so.
    fn due(&self, clock: &Clock) -> String {
        let day = self.date(clock.due());
        if clock.is_provisional() {
            format!("{day}（次年放假安排公布后可能微调）")
        } else {
            day
        }
    }

    /// A day with its weekday, and with its year where that is another than the message's.
    pub(crate) fn date(&self, day: Day) -> String {
        let (year, month, date) = day.ymd();
        let (this_year, ..) = self.line.recorded_at.day().ymd();
        let year = if year == this_year { String::new() } else { format!("{year} 年 ") };
        format!("{year}{month} 月 {date} 日（{}）", weekday(day))
    }
}

/// Who approved an extension (C7): the authority's head, of a joint matter the government's, or whom one of them named by letter.
fn approved(basis: &Authority) -> &'static str {
    match basis {
        Authority::ByPost { post: Post::GovernmentHead, .. } => "经本级人民政府负责人批准",
        Authority::ByPost { post: Post::AuthorityHead, .. } => "经本机关负责人批准",
        Authority::ByDelegation { .. } => "经负责人书面授权的人批准",
        Authority::ByPost { .. } | Authority::No { .. } => "经依法有权的人批准",
    }
}

/// 收件编号 in groups, as on paper.
pub(crate) fn grouped(receipt: casework::ReceiptNo) -> String {
    ReceiptNumber::new(receipt.issuer, receipt.year, receipt.n)
        .map_or_else(|| receipt_text(receipt), ReceiptNumber::grouped)
}

/// A day with its weekday: 3 月 9 日（周一）.
pub(crate) fn day_words(day: Day) -> String {
    let (_, month, date) = day.ymd();
    format!("{month} 月 {date} 日（{}）", weekday(day))
}

fn weekday(day: Day) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}
