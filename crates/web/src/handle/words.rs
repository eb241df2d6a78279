//! Words for what the centre knows: names, states, days, clocks and numbers, in the page's language.

use calendar::{Calendar, Day, Instant, LimitUnit, Why};
use casework::{Capacity, ClockKind, DocumentNo, PublicState, Watch};
use catalogue::item::{ItemExclusion, ItemKind, ItemLimit, StartEvent, Step};
use catalogue::number::{DocumentKind, DocumentNumber};
use catalogue::organisation::Unit;
use catalogue::{Item, Organisation, PersonId, UnitCode, WindowId};
use centre::list::CaseBrief;

use crate::app::frame::window_name;
use pages::layout::{Account, AccountDay, DayKind, Light, LightKind, StateWord, Tone};
use pages::text::Text;

/// A person's name in the page's language; the id where the organisation no longer knows the person.
pub fn person(text: Text, organisation: &Organisation, id: PersonId) -> String {
    organisation
        .person(id)
        .map_or_else(|| unknown(text, id), |person| text.pick(&person.name, Some(&person.name_en)).to_owned())
}

/// Who is no person of the organisation: the applicant, or somebody of an older one.
fn unknown(text: Text, id: PersonId) -> String {
    if id == casework::applicant_itself() { text.t("申请人本人").to_owned() } else { id.to_string() }
}

/// A person with unit: 王承办（县市场监督管理局）.
pub fn person_of_unit(text: Text, organisation: &Organisation, id: PersonId) -> String {
    let name = person(text, organisation, id);
    match organisation.person(id) {
        Some(known) => {
            text.f("{name}（{unit}）", [("name", &name), ("unit", &unit(text, organisation, known.unit))])
        }
        None => name,
    }
}

/// Who acted, by the ledger's word: a person, or time itself.
pub fn actor(text: Text, organisation: &Organisation, actor: &str) -> String {
    match PersonId::parse(actor) {
        Ok(id) if organisation.person(id).is_some() => person(text, organisation, id),
        _ if actor == "time" => text.t("系统自动").to_owned(),
        Ok(id) if id == casework::applicant_itself() => text.t("申请人本人").to_owned(),
        _ => actor.to_owned(),
    }
}

/// A unit's short name.
pub fn unit(text: Text, organisation: &Organisation, code: UnitCode) -> String {
    organisation
        .unit(code)
        .map_or_else(|| code.to_string(), |unit| text.pick(&unit.short_name, Some(&unit.name_en)).to_owned())
}

/// A unit's full name, as it signs.
pub fn unit_in_full(text: Text, organisation: &Organisation, code: UnitCode) -> String {
    organisation
        .unit(code)
        .map_or_else(|| code.to_string(), |unit| text.pick(&unit.name, Some(&unit.name_en)).to_owned())
}

/// The office that was named as the competent one: as it was told, and in English as a unit of ours is called there.
pub fn office(text: Text, unit: Option<&Unit>, told: String) -> String {
    match unit {
        Some(unit) => text.pick(&told, Some(&unit.name_en)).to_owned(),
        None => told,
    }
}

/// A window: 2 号企业综合窗口.
pub fn window(text: Text, organisation: &Organisation, id: WindowId) -> String {
    organisation.window(id).map_or_else(|| id.to_string(), |window| window_name(text, window))
}

/// How long the result is valid, in words.
pub fn validity(text: Text, item: &Item) -> Option<&str> {
    let rule = &item.decision;
    rule.validity.as_deref().map(|words| text.pick(words, rule.validity_en.as_deref()))
}

/// An item's name.
pub fn item(text: Text, item: &Item) -> String {
    text.pick(&item.name, item.name_en.as_deref()).to_owned()
}

/// A step's name; in English the plain one.
pub fn step(text: Text, step: &Step) -> String {
    text.pick(&step.name, step.plain_name_en.as_deref()).to_owned()
}

/// What may stop the clock; in English in the applicant's words.
pub fn exclusion(text: Text, exclusion: &ItemExclusion) -> String {
    text.pick(&exclusion.name, exclusion.applicant_word_en.as_deref()).to_owned()
}

/// A day with weekday.
pub fn day(text: Text, day: Day) -> String {
    text.date(day)
}

/// A day; with its year where that is not this one.
pub fn day_from(text: Text, day: Day, today: Day) -> String {
    if day.ymd().0 == today.ymd().0 { text.date(day) } else { text.date_with_year(day) }
}

/// A moment: 11 月 21 日 14:05.
pub fn moment(text: Text, at: Instant) -> String {
    let (hour, minute) = at.hour_minute();
    format!("{} {hour:02}:{minute:02}", text.date_short(at.day()))
}

/// A light.
pub fn light(text: Text, light: calendar::Light) -> Light {
    let kind = match light {
        calendar::Light::Green => LightKind::Green,
        calendar::Light::Yellow => LightKind::Yellow,
        calendar::Light::Red => LightKind::Red,
    };
    Light { text, kind }
}

/// The light of a case, with the word that the law's own limit is past where it is.
pub fn light_of_case(text: Text, light: calendar::Light, is_past_law: bool) -> Light {
    match is_past_law {
        true => Light { text, kind: LightKind::PastLaw },
        false => self::light(text, light),
    }
}

/// The word for a state as officers say it (demo-county.md, "Words for states").
pub fn officer_state(text: Text, key: &str) -> StateWord {
    let (word, tone) = match key {
        "received" => ("已收件", Tone::Active),
        "correction-noticed" => ("待补正", Tone::Waiting),
        "closed-for-missing" => ("逾期未补正退件", Tone::Ended),
        "not-required" => ("不受理（依法不需许可）", Tone::Ended),
        "not-competent" => ("不予受理（不属本机关职权）", Tone::Ended),
        "barred" => ("不予受理", Tone::Ended),
        "accepted" => ("已受理", Tone::Active),
        "deemed-accepted" => ("视为受理", Tone::Active),
        "handling" => ("办理中", Tone::Active),
        "stopped" => ("计时暂停", Tone::Stopped),
        "extended" => ("已延期", Tone::Active),
        "withdrawn" => ("已撤回", Tone::Ended),
        "ended-with-applicant" => ("已终止办理", Tone::Ended),
        "granted" => ("准予", Tone::Good),
        "refused" => ("不予", Tone::Ended),
        "document-being-made" => ("制证、用印", Tone::Active),
        "ready-to-collect" => ("待送达", Tone::Waiting),
        "posted" => ("已寄出，等签收", Tone::Active),
        "delivered" => ("已送达", Tone::Good),
        "archived" => ("已归档", Tone::Ended),
        _ => ("办理中", Tone::Active),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// The word for a state as the applicant reads it.
pub fn public_state(text: Text, state: PublicState) -> StateWord {
    let (word, tone) = match state {
        PublicState::Received => ("已收件，等待受理", Tone::Active),
        PublicState::CorrectionNoticed => ("等您补材料", Tone::Waiting),
        PublicState::ClosedForMissing => ("一直没收到补充材料，已退件，可随时再来", Tone::Ended),
        PublicState::NotRequired => ("这件事不用审批", Tone::Ended),
        PublicState::NotCompetent => ("这件事归别的机关办，已告诉您去哪儿", Tone::Ended),
        PublicState::Barred => ("这次不能受理", Tone::Ended),
        PublicState::Accepted => ("已受理", Tone::Active),
        PublicState::DeemedAccepted => ("已受理（到期未答复，依法视为受理）", Tone::Active),
        PublicState::Handling => ("正在办", Tone::Active),
        PublicState::Stopped => ("计时暂停", Tone::Stopped),
        PublicState::Extended => ("依法延长了期限，正在办", Tone::Active),
        PublicState::Withdrawn => ("按您的意思撤回了，可随时再来", Tone::Ended),
        PublicState::EndedWithApplicant => ("申请人不在了，到此为止", Tone::Ended),
        PublicState::Granted => ("已批准", Tone::Good),
        PublicState::Refused => ("没有批准", Tone::Ended),
        PublicState::DocumentBeingMade => ("证件制作中", Tone::Active),
        PublicState::ReadyToCollect => ("可以领取", Tone::Good),
        PublicState::Posted => ("已寄出，等签收", Tone::Active),
        PublicState::Delivered => ("已送到您手里", Tone::Good),
        PublicState::Archived => ("已办完", Tone::Good),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// The name of a clock.
pub fn clock_name(text: Text, kind: ClockKind) -> String {
    let word = match kind {
        ClockKind::PreAcceptance => "答复是否受理",
        ClockKind::Promised => "承诺办结",
        ClockKind::Statutory => "法定办结",
        ClockKind::Step => "这一步",
        ClockKind::Delivery => "送达",
    };
    text.t(word).to_owned()
}

/// A count of days in the unit of a limit.
pub fn days(text: Text, n: u32, unit: LimitUnit) -> String {
    match unit {
        LimitUnit::WorkingDays | LimitUnit::OnTheSpot | LimitUnit::SameDay => text.working_days(n),
        LimitUnit::CalendarDays | LimitUnit::Months | LimitUnit::Years => text.calendar_days(n),
    }
}

/// A limit as data says it: 7 个工作日, 当场, 当天, 3 个月.
pub fn limit(text: Text, limit: calendar::Limit) -> String {
    match limit.unit {
        LimitUnit::OnTheSpot => text.t("当场").to_owned(),
        LimitUnit::SameDay => text.t("当天").to_owned(),
        LimitUnit::WorkingDays => text.working_days(u32::from(limit.number)),
        LimitUnit::CalendarDays => text.calendar_days(u32::from(limit.number)),
        LimitUnit::Months => text.months(u32::from(limit.number)),
        LimitUnit::Years => text.f("{n} 年", [("n", &limit.number)]),
    }
}

/// From when a limit is counted.
pub fn start_event(start: StartEvent) -> &'static str {
    match start {
        StartEvent::Receipt => "从收到申请算起",
        StartEvent::Acceptance => "从受理算起",
        StartEvent::RoundClosed => "从这一批截止算起",
        StartEvent::Decision => "从作出决定算起",
    }
}

/// A limit with its start: 20 个工作日，从受理算起.
pub fn item_limit(text: Text, of: &ItemLimit) -> String {
    match of.limit.unit {
        LimitUnit::OnTheSpot | LimitUnit::SameDay => limit(text, of.limit),
        _ => text.f(
            "{limit}，{start}",
            [("limit", &limit(text, of.limit)), ("start", &text.t(start_event(of.start)))],
        ),
    }
}

/// How a clock stands: 还剩 6 个工作日, 今天到期, 晚了 2 个工作日, 计时暂停.
pub fn days_left(text: Text, watch: &Watch, now: Instant, calendar: &Calendar) -> String {
    let clock = &watch.clock;
    if watch.ended_at.is_some() {
        return text.t("已办完").to_owned();
    }
    if clock.is_stopped(now) {
        return text.t("计时暂停").to_owned();
    }
    let left = clock.days_left(now, calendar);
    let unit = clock.limit().unit;
    match left {
        0 if clock.late_from() > now => text.t("今天到期").to_owned(),
        1.. => text.f("还剩 {days}", [("days", &days(text, left.unsigned_abs(), unit))]),
        _ => {
            let late = calendar.working_days_between(clock.due(), now.day()).unwrap_or(1).max(1);
            text.f("晚了 {days}", [("days", &text.working_days(late.unsigned_abs()))])
        }
    }
}

/// How a case in a list stands against its day; a red light with days left says that it was late before (M6).
pub fn days_of(text: Text, case: &CaseBrief, due: Day, now: Instant, calendar: &Calendar) -> String {
    let left = days_until(text, due, now.day(), calendar);
    match case.light(now) == calendar::Light::Red && due >= now.day() {
        true => text.f("前面已经晚过，这一段{left}", [("left", &left)]),
        false => left,
    }
}

/// How long until or since a due day, where only the day is known (lists): 今天到期, 还剩 3 个工作日, 晚了 2 个工作日.
pub fn days_until(text: Text, due: Day, today: Day, calendar: &Calendar) -> String {
    if due == today {
        return text.t("今天到期").to_owned();
    }
    let between = |after, until| calendar.working_days_between(after, until).unwrap_or(0).unsigned_abs();
    if due > today {
        match between(today, due) {
            0 => text.f(
                "还剩 {days}",
                [("days", &text.calendar_days((due.number() - today.number()).unsigned_abs()))],
            ),
            n => text.f("还剩 {days}", [("days", &text.working_days(n))]),
        }
    } else {
        text.f("晚了 {days}", [("days", &text.working_days(between(due, today).max(1)))])
    }
}

/// The day-by-day account of a clock (design.md section 4).
pub fn account(text: Text, watch: &Watch, item: &Item, calendar: &Calendar, now: Instant) -> Option<Account> {
    let clock = &watch.clock;
    let lines = clock.explain(calendar).ok()?;
    let days: Vec<AccountDay> = lines
        .iter()
        .map(|line| {
            let (kind, why) = match &line.why {
                Why::StartDay => {
                    (DayKind::Start, text.t("起算日，当天不算（民法典第二百零一条）").to_owned())
                }
                Why::Working => (DayKind::Counted, text.t("工作日").to_owned()),
                Why::MakeUp(name) => (DayKind::MakeUp, text.f("调休上班（{name}）", [("name", name)])),
                Why::Weekend => (DayKind::Weekend, text.t("周末").to_owned()),
                Why::Holiday(name) => (DayKind::Holiday, (*name).to_owned()),
                Why::Excluded { ground, .. } => {
                    let name = item.exclusions.get(usize::from(*ground));
                    let name = name.map_or_else(String::new, |it| {
                        text.pick(&it.applicant_word, it.applicant_word_en.as_deref()).to_owned()
                    });
                    (DayKind::Stopped, name)
                }
            };
            let kind = if line.due && kind == DayKind::Counted { DayKind::Due } else { kind };
            AccountDay {
                date: line.day.into(),
                kind,
                number: line.counts.then_some(line.number),
                why,
                is_provisional: line.provisional,
            }
        })
        .collect();
    let summary = text.f(
        "从 {start}起算，{limit}，到 {due}为止",
        [
            ("start", &text.date(clock.started_on())),
            ("limit", &limit(text, clock.limit())),
            ("due", &text.date(clock.due())),
        ],
    );
    Some(Account::new(text, &summary, &days, now.day().into()))
}

/// The number of a paper: 澄市监许受〔2026〕12号.
pub fn document_no(organisation: &Organisation, kind: ItemKind, number: DocumentNo) -> String {
    let prefix =
        organisation.unit(number.issuer).and_then(|unit| unit.document_prefix.clone()).unwrap_or_default();
    let kind_of = match number.kind {
        casework::DocumentKind::CorrectionNotice => DocumentKind::Correction,
        casework::DocumentKind::AcceptanceNotice => DocumentKind::Acceptance,
        casework::DocumentKind::NonAcceptance => DocumentKind::NonAcceptance,
        casework::DocumentKind::ClosureNotice => DocumentKind::Ended,
        casework::DocumentKind::StopNotice => DocumentKind::ClockStopped,
        casework::DocumentKind::ExtensionNotice => DocumentKind::Extension,
        casework::DocumentKind::PartyNotice => {
            return format!("{prefix}许告〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::HearingNotice => {
            return format!("{prefix}听通〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::HearingRecord => {
            return format!("{prefix}听录〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::Withdrawal => DocumentKind::Withdrawn,
        // A series of its own, and a word of its own: the closure for missing papers ends nothing for good.
        casework::DocumentKind::EndNotice => {
            return format!("{prefix}止〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::GrantDecision => DocumentKind::Grant,
        casework::DocumentKind::RefusalDecision => DocumentKind::Refusal,
        casework::DocumentKind::RenewalReceipt => DocumentKind::RenewalReceipt,
        casework::DocumentKind::RenewalRefusal => DocumentKind::RenewalRefusal,
        casework::DocumentKind::CertificateHearing => DocumentKind::CertificateHearing,
        casework::DocumentKind::CertificateEnd => DocumentKind::CertificateEnd,
        casework::DocumentKind::OriginalsReturn => DocumentKind::OriginalsReturn,
        casework::DocumentKind::DeliveryProof => DocumentKind::Delivery,
        // 档号: by year and number within the authority.
        casework::DocumentKind::Archive => return format!("{prefix}档〔{}〕{}号", number.year, number.n),
        casework::DocumentKind::DestructionList => {
            return format!("{prefix}毁〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::BarDecision => DocumentKind::Barred,
        casework::DocumentKind::UrgingNotice => {
            return format!("{prefix}催〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::SupervisionOrder => {
            return format!("{prefix}督〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::RectificationNotice => {
            return format!("{prefix}改〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::Circular => return format!("{prefix}通〔{}〕{}号", number.year, number.n),
        casework::DocumentKind::Disclosure => return format!("{prefix}调〔{}〕{}号", number.year, number.n),
        casework::DocumentKind::DrawNotice => return format!("{prefix}抽〔{}〕{}号", number.year, number.n),
        casework::DocumentKind::ReissueReceipt => {
            return format!("{prefix}换〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::ReissueRefusal => {
            return format!("{prefix}不换〔{}〕{}号", number.year, number.n);
        }
        casework::DocumentKind::Certificate => {
            return format!("{prefix}证〔{}〕{}号", number.year, number.n);
        }
    };
    DocumentNumber { issuer: number.issuer, kind: kind_of, item_kind: kind, year: number.year, n: number.n }
        .render(&prefix)
}

/// The receipt number in groups, as on paper: SC 2026 000123 K.
pub fn receipt_no(number: casework::ReceiptNo) -> String {
    catalogue::number::ReceiptNumber::new(number.issuer, number.year, number.n)
        .map_or_else(|| centre::row::receipt_text(number), catalogue::number::ReceiptNumber::grouped)
}

/// In what capacity somebody holds a case.
pub fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Intake => "窗口受理人",
        Capacity::Agent => "全程代理人",
        Capacity::Handler => "承办人",
        Capacity::Delivery => "出件窗口",
    }
}

/// The name of a document type of GA/T 2000.156.
pub fn document_type(text: Text, code: &str) -> String {
    catalogue::identity::DocumentType::from_code(code)
        .map_or_else(|| code.to_owned(), |kind| text.pick(kind.name(), Some(kind.name_en())).to_owned())
}

/// For which kind of reason a case has priority (A42).
pub fn priority_class(class: casework::PriorityClass) -> &'static str {
    match class {
        casework::PriorityClass::MajorProject => "重点项目",
        casework::PriorityClass::Livelihood => "民生急需",
        casework::PriorityClass::Emergency => "抢险救灾、突发事件",
        casework::PriorityClass::Entitled => "军人、烈属等依法优待",
    }
}

/// Why an applicant withdrew, in the words of the form (F9).
pub fn withdraw_cause(text: Text, cause: casework::WithdrawCause) -> String {
    let place = casework::WithdrawCause::ALL.iter().position(|it| *it == cause);
    let words = place.and_then(|place| pages::desk::act::WITHDRAW_CAUSES.get(place));
    words.map_or_else(String::new, |(_, words)| text.t(words).to_owned())
}
