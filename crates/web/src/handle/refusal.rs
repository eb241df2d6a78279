//! The sentence of a refusal: what stands in the way, who may act today, what to do next (tone 14 to 19).

use std::fmt::Display;

use calendar::Day;
use casework::hearing::HearingRefusal;
use casework::{Able, Duty, Instead, Refusal, StageName, Whose};
use catalogue::authority::NoAuthority;
use catalogue::identity::IdentityError;
use catalogue::{Item, Organisation, RowSet};
use centre::FormulaError;
use centre::act::{FieldWhy, RowProblem, RowWhy};

use super::words;
use pages::desk::Refused;
use pages::text::Text;

/// What the sentence may name.
pub struct About<'a> {
    /// The page's language.
    pub text: Text,
    /// The organisation in force.
    pub organisation: &'a Organisation,
    /// The case's item.
    pub item: &'a Item,
}

impl About<'_> {
    /// The refusal as a page shows it.
    pub fn refused(&self, refusal: &Refusal) -> Refused {
        Refused {
            sentence: self.sentence(refusal),
            who_may: self.able(refusal.able()),
            next: self.next(refusal),
            code: refusal.code().to_owned(),
        }
    }

    fn able(&self, able: &[Able]) -> Vec<String> {
        able.iter()
            .map(|able| {
                let name = words::person(self.text, self.organisation, able.person);
                if able.deputising { self.text.f("{name}（代）", [("name", &name)]) } else { name }
            })
            .collect()
    }

    pub(super) fn rows(&self, rows: RowSet) -> String {
        let name = |row| {
            self.item.material(row).map_or_else(
                || row.to_string(),
                |material| self.text.pick(&material.name, material.name_en.as_deref()).to_owned(),
            )
        };
        rows.iter().map(name).collect::<Vec<String>>().join(self.text.comma())
    }

    fn sentence(&self, refusal: &Refusal) -> String {
        let text = self.text;
        let t = |sentence: &str| text.t(sentence).to_owned();
        let day = |day: Day| text.date(day);
        let name = |id| words::person(text, self.organisation, id);
        match refusal {
            Refusal::NoSuchCase => t("没有查到这一件，请核对编号。"),
            Refusal::AlreadyReceived => t("这一件已经收过了，不会重复收件。"),
            Refusal::NotInThisStage { stage } => {
                text.f("这一件现在是“{state}”。您要办的已经办过，或者还没轮到。", [("state", &text.t(stage_word(*stage)))])
            }
            Refusal::CaseEnded { stage } => {
                text.f("这一件已经结束（{state}），不能再办。要再办，请按新件收。", [("state", &text.t(stage_word(*stage)))])
            }
            Refusal::ItemNotLive { .. } => t("这个事项现在不能收件：还没有开办，或者已经暂停、取消。"),
            Refusal::ItemUnknown => t("暂时查不到这个事项的清单，请过一会儿再试。"),
            Refusal::RevisionNotPublished { .. } => t("事项清单刚刚更新，您填的是旧的一版。请看过新的清单再交。"),
            Refusal::ApplicantNotServed => t("这个事项不面向这一类申请人，请核对是谁来申请。"),
            Refusal::WindowUnknown { .. } => t("没有这个窗口，请核对窗口号。"),
            Refusal::WindowDoesNotServe { window, unit } => text.f(
                "{window}不收{unit}的件，请把申请人带到能收的窗口。",
                [
                    ("window", &words::window(text, self.organisation, *window)),
                    ("unit", &words::unit(text, self.organisation, *unit)),
                ],
            ),
            Refusal::NothingHandedOver => t("还没有勾选材料，开不了回执。请把收到的、看过的、查到的勾上。"),
            Refusal::RowsNotInItem { .. } => {
                t("这样材料不在本事项清单里，不能向申请人要。确有法律依据的，请提清单变更，不要加在这一件上。")
            }
            Refusal::RowsDoNotApply { rows } => {
                text.f("这几样不适用于这位申请人，不用交：{rows}。", [("rows", &self.rows(*rows))])
            }
            Refusal::RowsLeftOut { rows } => {
                text.f("这几样人人都要交，不能标成不适用：{rows}。", [("rows", &self.rows(*rows))])
            }
            Refusal::NotFromEarlier { rows } => text.f(
                "这几样上次没有交过、已经取回，或者清单变了，不能算已经交过：{rows}。请收下来再勾“留下”。",
                [("rows", &self.rows(*rows))],
            ),
            Refusal::RowsNotRequired { rows } => {
                text.f("这几样不是必交的，申请人没有交，不用补：{rows}。", [("rows", &self.rows(*rows))])
            }
            Refusal::CopiesNotKept { rows } => {
                text.f("这几样没有勾“留下”，不能点份数：{rows}。", [("rows", &self.rows(*rows))])
            }
            Refusal::TooManyPapers => t("份数填多了，请再点一遍。"),
            Refusal::SameMatterOpen { open } => {
                text.f("这位申请人的同一事项还有 {n} 件在办。请确认是不是同一件事。", [("n", open)])
            }
            Refusal::MaterialsClosed => t("这一件已经受理，不再要材料，也不再收材料。"),
            Refusal::NothingToCorrect => t("还没有勾选要补的材料。请把缺的、不合要求的勾上；都齐了，就请受理。"),
            Refusal::AlreadyNoticed { noticed_on, .. } => text.f(
                "{day}已经一次告知过。上次没有列的，现在不能再加。确实要加，须由窗口负责人写明理由签批，并记入监察。",
                [("day", &day(*noticed_on))],
            ),
            Refusal::Acceptance(refusal) => self.acceptance(refusal),
            Refusal::Bar(refusal) => self.bar(refusal),
            Refusal::RowsMissing { rows } => text.f("还差这几样，补齐就受理：{rows}。", [("rows", &self.rows(*rows))]),
            Refusal::GroundNotListed => t("本事项没有列明这种情形，不能用作理由。请从列出的里面选。"),
            Refusal::ClearQuestionsOpen => t("这个事项要先问清楚几个问题，请从“收件”重新进来。"),
            Refusal::ClearReplyDue { ground } => {
                let listed = self.item.refusal_ground(*ground);
                let why = listed.map_or_else(String::new, |it| text.pick(&it.name, it.name_en.as_deref()).to_owned());
                text.f("{why}。这一件今天就要答复不予受理，不能受理，也不用补材料。", [("why", &why)])
            }
            Refusal::SameOffice => t("您选的就是本机关。归本机关办的事，不能说成归别的机关办。"),
            Refusal::NotAuthorised { reason, .. } => self.not_authorised(*reason),
            Refusal::DutiesSeparate { did, wants, .. } => self.separate(*did, *wants),
            Refusal::NotTheHolder { holder } => text.f("这一件现在在{name}手上，由{name}办。", [("name", &name(*holder))]),
            Refusal::HandOverPending { to } => {
                text.f("这一件已经移交给{name}，对方还没有签收。要自己接着办，请先收回移交。", [("name", &name(*to))])
            }
            Refusal::Absence(refusal) => super::people_words::refused(text, self.organisation, refusal),
            Refusal::Outage(refusal) => super::outage::refused(text, refusal),
            Refusal::WindowDay(refusal) => super::day::refused(text, self.organisation, refusal),
            Refusal::NothingPending => t("这一件没有等您签收的移交。"),
            Refusal::NotTheRecipient { to } => text.f("这一件是移交给{name}的，由{name}签收。", [("name", &name(*to))]),
            Refusal::WrongDirection { .. } => t("这一件不能移交给这一位。"),
            Refusal::PapersMissing { held, counted } => text.f(
                "您手上应有 {held} 份材料，只点到 {counted} 份。请找齐再移交；真的找不到了，到“案卷”里报告遗失，签过字再移交。",
                [("held", held), ("counted", counted)],
            ),
            Refusal::CountDiffers { given, counted } => text.f(
                "您点到 {counted} 份，移交人填的是 {given} 份。请两人当面再点一次；对不上就不要签收。",
                [("counted", counted), ("given", given)],
            ),
            Refusal::StepIsDecision => t("前面的都办完了，下一步就是作决定。"),
            Refusal::StepsOpen { open } => text.f("前面还有 {n} 步没有办完，现在不能作决定。", [("n", open)]),
            Refusal::SignOffWithheld => t("分管领导签的是“不同意”，不能准予。请在“作决定”里写明不予的理由。"),
            Refusal::NoSuchStep => t("不能退到这一步，请从列出的里面选。"),
            Refusal::MustBeOnSite => t("这一步要到现场办，请选“到现场”。"),
            Refusal::NeedsAnotherOfficer { done_by } => {
                text.f("这一步要两个人办：{name}已经写了意见，请另一位来写。", [("name", &name(*done_by))])
            }
            Refusal::Destruction(refusal) => {
                super::destruction_words::sentence(text, refusal, |case| case.to_string())
            }
            Refusal::Disclosure(refusal) => super::disclosure_words::refusal(text, *refusal, name),
            Refusal::Hearing(refusal) => super::refusal_hearing::sentence(text, self.organisation, refusal),
            Refusal::Contact(refusal) => super::refusal_contact::sentence(text, self.organisation, refusal),
            Refusal::Visit(refusal) => super::refusal_visit::sentence(text, self.organisation, refusal),
            Refusal::AwayReasonDiffers { named } => text.f(
                "本事项写明这一步回单位办只能是“{reason}”。别的都在大厅办。",
                [("reason", &super::visit_words::away(text, *named))],
            ),
            Refusal::ExclusionNotListed => t("本事项没有列明这种情形，计时不能停。"),
            Refusal::StopTooLong { left } => text.f("这种情形最多还能停 {n} 天。", [("n", left)]),
            Refusal::StopAlreadyAsked => t("已经申请过暂停计时，正在等审批。"),
            Refusal::ClockAlreadyStopped { until } => text.f("计时已经暂停，计划到 {day}。", [("day", &day(*until))]),
            Refusal::NoStopAsked => t("这一件没有人申请暂停计时。"),
            Refusal::ClockNotStopped => t("计时没有停，不用恢复。"),
            Refusal::ResultAwaited { planned_until } => {
                text.f("上次暂停计划到 {day}，结果还没有登记。请先登记结果。", [("day", &day(*planned_until))])
            }
            Refusal::StopOrderOwed { show_by } => text.f(
                "上次暂停的依据文书还没有补登，最迟 {day}补登。请先补登，再申请暂停。",
                [("day", &day(*show_by))],
            ),
            Refusal::NoStopOrderOwed => t("这一件没有等着补登的依据文书。"),
            Refusal::NobodyLeftToDecide => t("批准的人不能再为这一件作决定，今天又没有别人有权决定。请换一位有权的人来批准。"),
            Refusal::ExtensionNotListed => t("这件事的法律依据没有规定可以延期。"),
            Refusal::ExtensionAlreadyAsked => t("已经申请过延期，正在等审批。"),
            Refusal::NoExtensionAsked => t("这一件没有人申请延期。"),
            Refusal::AlreadyExtended => t("这一件已经延过一次，依法不能再延。"),
            Refusal::ExtensionTooLate { due } => {
                text.f("期限是 {day}，已经过了，不能再延。请写明晚了的原因和预计办好的日子。", [("day", &day(*due))])
            }
            Refusal::HandlerCannotWitness => t("您在办这一件，不能由您看着申请人签字撤回。请窗口上没有办过这一件的同事来办。"),
            Refusal::WordsNeeded => t("选了“别的原因”，请把申请人的话写下来。"),
            Refusal::TooManyStops => t("这一件已经停过多次，不能再停。"),
            Refusal::ClockHasRunOut { due } => text.f("期限是 {day}，已经过了，不能再停。请写明晚了的原因和预计办好的日子。", [("day", &day(*due))]),
            Refusal::StopOverlaps => t("这些天里有的已经停过，不能重复停。"),
            Refusal::ReasonsNeeded => t("不予的决定要选明理由、写清楚，申请人会看到。"),
            Refusal::ReasonsNotWanted => t("准予的决定不用写不予的理由。"),
            Refusal::ReasonTwice => t("同一条理由选了两次，请去掉一次。"),
            Refusal::NotRechecked { recheck_by } => {
                text.f("还没有复核。全程代理人最迟 {day}复核，到时没有复核也自动往下办。", [("day", &day(*recheck_by))])
            }
            Refusal::PickupCodeWrong => t("取件码不对，请领证人对照领取通知再看一遍。"),
            Refusal::IdentityDiffers { whose, instead } => identity_differs(text, *whose, *instead),
            Refusal::PriorityAlreadyAsked => t("这一件已经申请过绿色通道。"),
            Refusal::NoPriorityAsked => t("这一件没有人申请绿色通道。"),
            Refusal::NotLate => t("这一件没有超期，不用说明。"),
            Refusal::DayHasPassed { day: passed } => text.f("{day}已经过去了，请填今天或以后的一天。", [("day", &day(*passed))]),
            Refusal::Delivery(it) => super::delivery_words::refusal(text, *it),
            Refusal::Register(it) => super::register_words::refusal(text, self.organisation, it),
            Refusal::TooManyPeople => t("这一件经手的人已经太多，不能再加。请告诉系统管理员。"),
            Refusal::Folder(refusal) => super::folder_words::refusal(text, *refusal, name, self.item),
            Refusal::Certificate(refusal) => super::certificate_words::refusal(text, *refusal),
            Refusal::YearUnknown { year } => {
                text.f("{year} 年的放假安排还没有公布，也没有暂定日历，算不出到期日。请告诉系统管理员。", [("year", year)])
            }
        }
    }

    // Tone 16.
    fn separate(&self, did: Duty, wants: Duty) -> String {
        self.text.f(
            "这一件是您{did}的，不能再由您{wants}。",
            [("did", &self.text.t(duty_word(did))), ("wants", &self.text.t(duty_word(wants)))],
        )
    }

    // Tone 17.
    fn not_authorised(&self, reason: NoAuthority) -> String {
        let text = self.text;
        match reason {
            NoAuthority::NoPost => text.t("您现在的岗位不办这一项。").to_owned(),
            NoAuthority::ElsewhereOnly => text.t("您有这个岗位，但不在这个单位或窗口。").to_owned(),
            NoAuthority::PostEnded { until } => {
                text.f("您的岗位已在 {day}到期。", [("day", &text.date(until))])
            }
            NoAuthority::DelegationEnded { until, .. } => text.f(
                "您的授权已在 {day}到期。请授权人签发新的授权委托书，生效后再办。",
                [("day", &text.date(until))],
            ),
            NoAuthority::DelegationNotYet { from, .. } => {
                text.f("您的授权从 {day}起生效，生效后再办。", [("day", &text.date(from))])
            }
            _ => text.t("您的授权不包括这个事项。请授权人签发新的授权委托书，生效后再办。").to_owned(),
        }
    }

    fn next(&self, refusal: &Refusal) -> String {
        let sentence = match refusal {
            Refusal::NotAuthorised { .. } | Refusal::DutiesSeparate { .. } if refusal.able().is_empty() => {
                "今天没有人有权办，请告诉窗口负责人来安排。"
            }
            Refusal::NotAuthorised { .. } | Refusal::DutiesSeparate { .. } => "请其中一位来办。",
            Refusal::Register(refusal) if refusal.concerns_person() => "请其中一位来办。",
            Refusal::Bar(refusal) if !refusal.able().is_empty() => "请其中一位来办。",
            Refusal::WrongDirection { .. } => "请移交给其中一位。",
            Refusal::Destruction(_) | Refusal::Hearing(HearingRefusal::OfficersWrong { .. })
                if !refusal.able().is_empty() =>
            {
                "请其中一位来办。"
            }
            Refusal::Hearing(_) if !refusal.able().is_empty() => "请其中一位来主持。",
            Refusal::Visit(_) if !refusal.able().is_empty() => "请与其中一位同去。",
            _ => "",
        };
        if sentence.is_empty() { String::new() } else { self.text.t(sentence).to_owned() }
    }
}

/// Whose document it is not, and the choice of the form for whoever comes instead (C13, E16).
pub(super) fn identity_differs(text: Text, whose: Whose, instead: Option<Instead>) -> String {
    let whose = match whose {
        Whose::Applicant => "出示的证件不是申请人的。",
        Whose::Holder => "出示的证件不是持证人的。",
    };
    let next = match instead {
        Some(Instead::Collector) => "别人来领，请选“别人代领”。",
        Some(Instead::Agent) => "别人来办，请选“别人代办”。",
        Some(Instead::Fetcher) => "别人来取，请选“别人代取”。",
        None => "这件事不能请别人代办。",
    };
    [text.t(whose), text.t(next)].join(text.gap())
}

fn duty_word(duty: Duty) -> &'static str {
    match duty {
        Duty::Intake => "受理",
        Duty::Handler => "承办",
        Duty::Asker => "申请",
        Duty::Approver => "审批",
        Duty::Decider => "决定",
        Duty::Rechecker => "复核",
        Duty::Chair => "主持听证",
    }
}

/// The word for a stage, for officers.
pub fn stage_word(stage: StageName) -> &'static str {
    match stage {
        StageName::Absent => "还没有收件",
        StageName::Received => "已收件",
        StageName::CorrectionNoticed => "待补正",
        StageName::AwaitingSignature => "等窗口负责人签字",
        StageName::Handling => "办理中",
        StageName::Decided => "已决定，待复核",
        StageName::Rechecked => "已复核，待制证",
        StageName::Concluded => "已办结，待送达",
        StageName::Delivered => "已送达",
        StageName::NotAccepted => "不予受理",
        StageName::ClosedForMissing => "逾期未补正退件",
        StageName::Withdrawn => "已撤回",
        StageName::EndedWithApplicant => "已终止办理",
    }
}

/// What is wrong with a typed field (E5: the sentence says what to look at, the field keeps its text).
pub fn field_sentence(text: Text, why: &FieldWhy) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    match why {
        FieldWhy::Missing => t("这一项要填。"),
        FieldWhy::NotTicked => t("请先勾选这一项，再往下办。"),
        FieldWhy::TooLong(most) => text.f("最多 {n} 个字，请写短一些。", [("n", most)]),
        FieldWhy::TooManyLines(most) => text.f("最多 {n} 行，请分几次。", [("n", most)]),
        FieldWhy::Row(row) => row_sentence(text, *row),
        FieldWhy::HasNul => t("里面有看不见的字符，请删掉重新写。"),
        FieldWhy::NoGlyph(character) => text.begun(&super::wording_words::no_glyph(text, *character)),
        FieldWhy::NotAChoice => t("请从列出的里面选。"),
        FieldWhy::TooManyChosen(most) => text.f("最多选 {n} 个。", [("n", most)]),
        FieldWhy::NotANumber => t("请填数字。"),
        FieldWhy::OutOfBounds(min, max) => {
            text.f("请填 {min} 到 {max} 的整数。", [("min", min), ("max", max)])
        }
        FieldWhy::NotADay => t("请填一个日期。"),
        FieldWhy::DayOutside { from, until } => day_sentence(text, *from, *until),
        FieldWhy::NotATime => t("请填几点几分，例如 09:30。"),
        FieldWhy::NotAnEntry => t("账本这一条不是这一件的，请照办件的经过核对。"),
        FieldWhy::NotATelephone => t("号码不对，请再核对。"),
        FieldWhy::NoTelephone => t("请填一个打得通的号码；没有电话的，勾选“没有电话”，再选怎么通知。"),
        FieldWhy::NotAMailbox => t("地址不对，请再核对。"),
        FieldWhy::NobodyAnswered => t("上面选的是没有接，这里就不用选；要是接通了，请改选“接通了”。"),
        FieldWhy::SameAgain => t("和前一位是同一个人，要写另一位。"),
        FieldWhy::Personal => t("这段话要公布，不能有姓名、电话和证件号，请改一改。"),
        FieldWhy::Code(refusal) => super::second_factor::code_sentence(text, *refusal),
        FieldWhy::Pictures(why) => super::photographs::sentence(text, *why),
        FieldWhy::Formula(error) => formula_sentence(text, error),
        FieldWhy::Identity(error) => identity_sentence(text, error),
    }
}

fn row_sentence(text: Text, RowProblem { row, why, others }: RowProblem) -> String {
    let sentence = match why {
        RowWhy::Number => "第 {n} 行没有编号，请补上编号或者删掉这一行。",
        RowWhy::Amount => "第 {n} 行的金额看不懂，请写成 80 或者 80.50。",
        RowWhy::Day => "第 {n} 行的日期看不懂，请写成 2026-11-28 或者空着。",
        RowWhy::OtherDay => "第 {n} 行的日期不在填的这段时间里，请改时间，或者删掉这一行。",
    };
    let mut said = text.f(sentence, [("n", &row)]);
    if others > 0 {
        said += text.gap();
        said += &text.f("还有 {n} 行也要改。", [("n", &others)]);
    }
    said
}

fn day_sentence(text: Text, from: Option<Day>, until: Option<Day>) -> String {
    match (from.map(|it| text.date(it)), until.map(|it| text.date(it))) {
        (Some(from), Some(until)) if from == until => text.f("只能填 {day}。", [("day", &from)]),
        (Some(from), Some(until)) => {
            text.f("请填 {from}到 {until}之间的一天。", [("from", &from), ("until", &until)])
        }
        (Some(from), None) => text.f("请填 {from}或者以后的一天。", [("from", &from)]),
        (None, Some(until)) => text.f("请填 {until}或者以前的一天。", [("until", &until)]),
        (None, None) => text.t("这一天不行，请换一天。").to_owned(),
    }
}

fn formula_sentence(text: Text, error: &FormulaError) -> String {
    let sentence = match error {
        FormulaError::Unknown { place, word } => {
            let places: [(&str, &dyn Display); 2] = [("n", place), ("word", word)];
            return text.f("第 {n} 个字起的“{word}”不认识。数的名称要和下面的一样，前后隔开。", places);
        }
        FormulaError::Empty => "这一项要填。",
        FormulaError::TooLong => "算式太长，或者括号套得太深，请写短一些。",
        FormulaError::NotAFormula => "这不是一个完整的算式，请看看括号和加减乘除。",
        FormulaError::Constant => "算式里一个数也没有用到，谁都一样，请用上要考核的数。",
        FormulaError::NotANumber => "这个算式算出来不是分数。“如果”要写成 if … then … else …。",
    };
    text.t(sentence).to_owned()
}

fn identity_sentence(text: Text, error: &IdentityError) -> String {
    match error {
        IdentityError::Empty => text.t("这一项要填。").to_owned(),
        IdentityError::Length { got, expected } => {
            text.f("应该有 {expected} 位，您填了 {got} 位。", [("expected", expected), ("got", got)])
        }
        IdentityError::Character { position } => {
            text.f("第 {n} 位不该是这个字符，请再核对。", [("n", position)])
        }
        IdentityError::Province => text.t("头两位不是省份代码，请再核对。").to_owned(),
        IdentityError::BirthDate => text.t("第 7 到 14 位应是出生日期，请再核对。").to_owned(),
        IdentityError::CheckCharacter { position } => text.f("第 {n} 位不对，请再核对。", [("n", position)]),
        IdentityError::Bounds { min, max } => {
            text.f("长度应在 {min} 到 {max} 个字之间。", [("min", min), ("max", max)])
        }
    }
}
