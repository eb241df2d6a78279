//! Samples of the tracking page: one for each state a citizen can meet.

use super::case::{Collect, Happening, LateWord, MissingLine, Readers, Stop, TrackedCase};
use crate::layout::{
    Account, AccountDay, Agent, ClockLine, DayKind, Light, LightKind, Nav, PageFrame, Stage, StageMark,
    Stages, StateWord, Tone,
};
use crate::text::{Date, Text, masked_name};

const STAGES: [&str; 6] = ["交材料", "受理", "审核材料", "看现场", "作决定", "领证"];

fn stages(text: Text, at: usize, mark: StageMark, whens: &[(u32, u32)]) -> Stages {
    let stage = |(i, name): (usize, &&str)| Stage {
        name: text.t(name).to_owned(),
        when: whens.get(i).map_or(String::new(), |(m, d)| text.date_short((2026, *m, *d))),
        mark: match i.cmp(&at) {
            std::cmp::Ordering::Less => StageMark::Done,
            std::cmp::Ordering::Equal => mark,
            std::cmp::Ordering::Greater => StageMark::Ahead,
        },
    };
    Stages { text, stages: STAGES.iter().enumerate().map(stage).collect() }
}

/// Days of a clock, for samples: weekends by the calendar, stops and holidays as given.
fn days(text: Text, start: Date, limit: u16, stop: Option<(Date, Date)>) -> Vec<AccountDay> {
    let mut days = vec![AccountDay {
        date: start,
        kind: DayKind::Start,
        number: None,
        why: text.t("受理当天，不计入").to_owned(),
        is_provisional: false,
    }];
    let (mut date, mut number) = (start, 0);
    while number < limit {
        date = match date {
            Date { year, month: 12, day: 31 } => Date { year: year + 1, month: 1, day: 1 },
            Date { year, month, day } if day == date.days_in_month() => {
                Date { year, month: month + 1, day: 1 }
            }
            Date { year, month, day } => Date { year, month, day: day + 1 },
        };
        let is_stopped = stop.is_some_and(|(from, until)| (from..=until).contains(&date));
        let kind = match date {
            _ if is_stopped => DayKind::Stopped,
            Date { month: 10, day: 1..=7, .. } | Date { month: 1, day: 1..=3, .. } => DayKind::Holiday,
            Date { month: 10, day: 10, .. } => DayKind::MakeUp,
            _ if date.weekday() >= 5 => DayKind::Weekend,
            _ if number + 1 == limit => DayKind::Due,
            _ => DayKind::Counted,
        };
        let counts = matches!(kind, DayKind::Counted | DayKind::MakeUp | DayKind::Due);
        number += u16::from(counts);
        let why = match kind {
            DayKind::Stopped => "水质检测，不计时",
            DayKind::Holiday if date.month == 1 => "元旦",
            DayKind::Holiday => "国庆节放假",
            DayKind::MakeUp => "调休上班，计入",
            DayKind::Weekend => "周末，不计",
            DayKind::Due => "最后一天，当天 24 时前都算按时",
            DayKind::Counted | DayKind::Start => "",
        };
        let why = if why.is_empty() { String::new() } else { text.t(why).to_owned() };
        let number = counts.then_some(number);
        days.push(AccountDay { date, kind, number, why, is_provisional: date.year > 2026 });
    }
    days
}

fn date(month: u32, day: u32) -> Date {
    Date { year: 2026, month, day }
}

/// Every state, in the order of a case's life.
pub(super) fn all(text: Text) -> Vec<(&'static str, TrackedCase)> {
    let t = |id: &str| text.t(id).to_owned();
    let p = |zh: &str, en: &str| text.pick(zh, Some(en)).to_owned();
    let day = |m, d| text.date((2026, m, d));
    let how = t("这一天是怎么算出来的（逐日说明）");
    let state = |word: &str, tone| StateWord { word: t(word), tone };
    let clock = |name: &str, due: String, left: String, kind: Option<LightKind>, basis: String| ClockLine {
        text,
        name: t(name),
        due,
        left,
        basis,
        light: kind.map(|kind| Light { text, kind }),
        is_provisional: false,
    };
    let happening =
        |m, d, time: &str, sentence: String| Happening { at: format!("{} {time}", day(m, d)), sentence };
    let agent = Agent { text, name: p("李代理", "Li Daili"), telephone: "0000-0000101".to_owned() };
    let unit = p("县市场监督管理局", "Market Regulation Bureau");
    let statutory = t("从受理那天起 20 个工作日（行政许可法第四十二条）");

    let received = TrackedCase {
        frame: PageFrame::sample(text, "我的事办到哪儿了", Nav::Track),
        item: p("食品经营许可（餐饮）", "Food business licence, catering"),
        item_href: "/items/food-business".to_owned(),
        applicant: masked_name(&p("许小店", "Xu Xiaodian")),
        receipt_no: "990121-20261120-00042".to_owned(),
        acceptance_no: None,
        state: state("已收件，等待受理", Tone::Active),
        next: text
            .f("材料已收到。我们最迟 {day}告诉您是否受理；要补材料，会一次说全。", [("day", &day(11, 27))]),
        why: vec![t("到期没告诉您，就从收到那天起算受理。")],
        clocks: vec![clock(
            "是否受理",
            day(11, 27),
            text.f("还剩 {left}", [("left", &text.working_days(5))]),
            Some(LightKind::Green),
            t("从收到材料起 5 个工作日（行政许可法第三十二条）"),
        )],
        days_used: String::new(),
        stages: stages(text, 1, StageMark::Now, &[(11, 20)]),
        agent: None,
        inquiry: "0000-0000211".to_owned(),
        unit: p("县政务服务中心 · 2 号企业综合窗口", "County Service Centre, window 2"),
        step: t("核对材料"),
        missing: Vec::new(),
        bring_by: String::new(),
        stop: None,
        late: None,
        reasons: Vec::new(),
        remedies: String::new(),
        collect: None,
        account: Some(Account::new(text, &how, &days(text, date(11, 20), 5, None), date(11, 20))),
        papers: vec![("/track/case/paper/receipt".to_owned(), t("收件回执"))],
        certificate: Vec::new(),
        happened: vec![happening(11, 20, "10:12", t("收到您的材料，共 4 样"))],
        readers: Readers::default(),
        may_withdraw: true,
        may_miss: false,
        as_of: text.f("数据更新到 {time}", [("time", &format!("{} 14:30", day(11, 20)))]),
    };
    let mut benefit = received.clone();
    benefit.item = p("高龄津贴", "Old-age allowance, 80 and over");
    benefit.next = text.f("材料已收到。我们承诺 {day}前办好。", [("day", &day(11, 27))]);
    benefit.why = vec![t("要补材料，会一次说全。")];
    benefit.clocks[0].name = t("我们承诺");
    benefit.clocks[0].basis = String::new();

    let mut correction = received.clone();
    correction.state = state("等您补材料", Tone::Waiting);
    correction.next = text.f("还差 {n} 样，补齐就受理。这就是全部，不会再加。", [("n", &2)]);
    correction.why = vec![];
    correction.bring_by = day(12, 21);
    correction.missing = vec![
        MissingLine {
            name: p("设备设施布局和操作流程图", "Layout of equipment and flow of work"),
            reason: p(
                "图上没有标洗消间的位置，请补画后重新交一份。",
                "The washing room is not shown; please add it and hand the drawing in again.",
            ),
            basis: "食品安全法第三十三条".to_owned(),
            is_in: false,
        },
        MissingLine {
            name: p("食品安全管理人员和规章制度", "Food safety staff and rules"),
            reason: p("没有收到。窗口有样本可以照着写。", "Not received. The window has a sample to follow."),
            basis: "食品安全法第三十三条".to_owned(),
            is_in: true,
        },
    ];
    correction.clocks =
        vec![clock("请补来", day(12, 21), t("到期没补来会先退件，随时可以再来"), None, String::new())];
    correction.account = None;
    correction.stages = stages(text, 1, StageMark::Stopped, &[(11, 20)]);

    let mut accepted = received.clone();
    accepted.frame.today = text.date_with_year((2026, 11, 23));
    accepted.as_of = text.f("数据更新到 {time}", [("time", &format!("{} 14:30", day(11, 23)))]);
    accepted.acceptance_no = Some("澄市监受〔2026〕318 号".to_owned());
    accepted.state = state("已受理", Tone::Active);
    accepted.next = text.f("我们承诺 {day}前办好。", [("day", &day(12, 1))]);
    accepted.why = vec![
        text.f("法律规定最迟 {day}。", [("day", &day(12, 18))]),
        text.f("正常：还剩 {left}。", [("left", &text.working_days(6))]),
    ];
    accepted.clocks = vec![
        clock(
            "我们承诺",
            day(12, 1),
            text.f("还剩 {left}", [("left", &text.working_days(6))]),
            Some(LightKind::Green),
            String::new(),
        ),
        clock("法律规定最迟", day(12, 18), String::new(), None, statutory.clone()),
    ];
    accepted.days_used =
        text.f("已用 {used}，共 {all}。", [("used", &text.working_days(1)), ("all", &text.working_days(7))]);
    accepted.account = Some(Account::new(text, &how, &days(text, date(11, 20), 7, None), date(11, 23)));
    accepted.agent = Some(agent.clone());
    accepted.inquiry = String::new();
    accepted.unit = unit.clone();
    accepted.step = t("审核材料");
    accepted.stages = stages(text, 2, StageMark::Now, &[(11, 20), (11, 20)]);
    accepted.happened.insert(0, happening(11, 20, "15:40", t("已受理，受理通知书已发给您")));

    let mut deemed = accepted.clone();
    deemed.state = state("已受理（到期未答复，依法视为受理）", Tone::Active);
    deemed.why.push(t("窗口在 5 个工作日内没有答复，法律规定从收到材料那天起就算受理。"));

    deemed.frame.today = text.date_with_year((2026, 10, 12));
    deemed.as_of = text.f("数据更新到 {time}", [("time", &format!("{} 9:20", day(10, 12)))]);
    deemed.receipt_no = "990121-20260928-00008".to_owned();
    deemed.next = text.f("我们承诺 {day}前办好。", [("day", &day(10, 13))]);
    let one = text.working_days(1);
    deemed.why[0] = text.f("法律规定最迟 {day}。", [("day", &day(10, 30))]);
    deemed.why[1] = text.f("临期：只剩 {left}，已提醒承办单位。", [("left", &one)]);
    deemed.clocks = vec![
        clock(
            "我们承诺",
            day(10, 13),
            text.f("还剩 {left}", [("left", &one)]),
            Some(LightKind::Yellow),
            String::new(),
        ),
        clock("法律规定最迟", day(10, 30), String::new(), None, statutory.clone()),
    ];
    deemed.days_used =
        text.f("已用 {used}，共 {all}。", [("used", &text.working_days(6)), ("all", &text.working_days(7))]);
    deemed.account = Some(Account::new(text, &how, &days(text, date(9, 28), 7, None), date(10, 12)));
    deemed.stages = stages(text, 2, StageMark::Now, &[(9, 28), (9, 28)]);
    deemed.happened = vec![
        happening(10, 10, "0:00", t("到期没有答复，依法从 9 月 28 日起视为受理")),
        happening(9, 28, "16:40", t("收到您的材料，共 4 样")),
    ];

    let mut year_end = accepted.clone();
    year_end.next = text.f("我们承诺 {day}前办好。", [("day", &text.date_with_year((2027, 1, 6)))]);
    year_end.why.truncate(0);
    year_end.clocks[0].due = text.date_with_year((2027, 1, 6));
    year_end.clocks[0].is_provisional = true;
    year_end.clocks.truncate(1);
    year_end.frame.today = text.date_with_year((2026, 12, 28));
    year_end.as_of = text.f("数据更新到 {time}", [("time", &format!("{} 14:30", day(12, 28)))]);
    year_end.receipt_no = "990121-20261224-00012".to_owned();
    year_end.days_used =
        text.f("已用 {used}，共 {all}。", [("used", &text.working_days(2)), ("all", &text.working_days(8))]);
    year_end.stages = stages(text, 2, StageMark::Now, &[(12, 24), (12, 24)]);
    year_end.happened = vec![happening(12, 24, "15:40", t("已受理，受理通知书已发给您"))];
    year_end.account = Some(Account::new(text, &how, &days(text, date(12, 24), 8, None), date(12, 28)));

    let mut stopped = accepted.clone();
    let sentence = text.f(
        "计时暂停：{from}起做水质检测（行政许可法第四十五条），计划 {until}结束，到时没有结果就自动恢复计时。",
        [("from", &text.date_short((2026, 11, 9))), ("until", &text.date_short((2026, 11, 20)))],
    );
    stopped.item = p("公共场所卫生许可", "Hygiene licence for a public place");
    stopped.unit = p("县卫生健康局", "Health Bureau");
    stopped.step = t("等检测结果");
    stopped.state = state("计时暂停", Tone::Stopped);
    stopped.next = text.f("正在等检测结果，最迟 {day}恢复计时。", [("day", &day(11, 23))]);
    stopped.why = vec![t("检测的日子依法不算在期限里，下面逐日写明。")];
    stopped.clocks = vec![clock(
        "我们承诺",
        day(11, 26),
        text.f("暂停时还剩 {left}", [("left", &text.working_days(4))]),
        None,
        String::new(),
    )];
    stopped.days_used =
        text.f("已用 {used}，共 {all}。", [("used", &text.working_days(3)), ("all", &text.working_days(7))]);
    stopped.frame = received.frame.clone();
    stopped.as_of = received.as_of.clone();
    stopped.acceptance_no = Some("澄卫受〔2026〕57 号".to_owned());
    stopped.receipt_no = "990121-20261103-00017".to_owned();
    stopped.happened = vec![
        happening(11, 9, "9:05", t("计时暂停，告知书已发给您")),
        happening(11, 3, "14:20", t("已受理，受理通知书已发给您")),
    ];
    let order = text.f("依据文书还没有，承办单位最迟 {day}补登，补登以后写在这里。", [("day", &day(11, 12))]);
    stopped.stop = Some(Stop { sentence, order, notice: "澄卫特告〔2026〕12 号".to_owned() });
    stopped.stages = stages(text, 3, StageMark::Stopped, &[(11, 3), (11, 3), (11, 6)]);
    let span = (date(11, 9), date(11, 20));
    stopped.account = Some(Account::new(text, &how, &days(text, date(11, 3), 7, Some(span)), date(11, 20)));

    let mut late = accepted.clone();
    late.state = state("正在办：看现场", Tone::Late);
    late.next = text.f("预计 {day}办好。", [("day", &day(11, 25))]);
    late.why = vec![text.f(
        "超期：比承诺晚了 {late}，原因是{reason}；督查人员已经在管，不用您去催。",
        [("late", &text.working_days(2)), ("reason", &p("现场核查排期推迟", "the visit was put off"))],
    )];
    late.clocks = vec![
        clock(
            "我们承诺",
            day(11, 18),
            text.f("比承诺晚了 {late}", [("late", &text.working_days(2))]),
            Some(LightKind::Red),
            String::new(),
        ),
        clock(
            "法律规定最迟",
            day(12, 7),
            text.f("还剩 {left}", [("left", &text.working_days(11))]),
            Some(LightKind::Green),
            statutory,
        ),
    ];
    late.late = Some(LateWord {
        unit: unit.clone(),
        text: p(
            "两名核查人员同时外出培训，现场核查推迟到 11 月 23 日，给您添麻烦了。",
            "Both visiting officers were away on training; the visit moves to 23 November. We are sorry.",
        ),
        expected: text.f("预计 {day}办好。", [("day", &day(11, 25))]),
    });
    late.days_used =
        text.f("已用 {used}，共 {all}。", [("used", &text.working_days(9)), ("all", &text.working_days(7))]);
    late.step = t("看现场");
    late.frame = received.frame.clone();
    late.as_of = received.as_of.clone();
    late.receipt_no = "990121-20261109-00031".to_owned();
    late.happened = vec![
        happening(11, 19, "0:00", t("超过了承诺的日子，督查人员已经在管")),
        happening(11, 9, "10:30", t("已受理，受理通知书已发给您")),
    ];
    late.stages = stages(text, 3, StageMark::Now, &[(11, 9), (11, 9), (11, 12)]);
    late.account = Some(Account::new(text, &how, &days(text, date(11, 9), 7, None), date(11, 20)));

    let mut refused = accepted.clone();
    refused.state = state("没有批准", Tone::Ended);
    refused.next = t("这次不能批准。条件具备后可以再来申请。");
    refused.why = vec![t("理由和依据写在下面，决定书已经发给您。")];
    refused.reasons = vec![(
        p(
            "加工间距露天垃圾房不足 25 米，短期内不能搬移。",
            "The kitchen is less than 25 metres from an open refuse room that cannot be moved soon.",
        ),
        "食品安全法第三十三条第一项".to_owned(),
    )];
    refused.remedies = text.f(
        "您不同意，可以自收到决定之日起 {days} 日内向{body}申请行政复议，或者 {months} 个月内向有管辖权的人民法院起诉。",
        [("days", &60), ("body", &p("澄禾县人民政府", "the Chenghe County government")), ("months", &6)],
    );
    refused.clocks.clear();
    refused.stages = stages(text, 5, StageMark::Now, &[(11, 2), (11, 2), (11, 4), (11, 6), (11, 10)]);

    let mut ready = accepted.clone();
    ready.state = state("可以领取", Tone::Good);
    ready.next = t("已批准，证件做好了。凭取件码到出件窗口领取。");
    ready.why = vec![text.f("比承诺早了 {days}。", [("days", &text.working_days(2))])];
    ready.collect = Some(Collect {
        what: p("食品经营许可证", " your food business licence"),
        place: p("15 号出件窗口，工作日 8:30–17:30", "Window 15, delivery; working days 8:30–17:30"),
        bring: t("带上取件码和身份证。请别人代领，再带上委托书和代领人的身份证。"),
        may_fetch: true,
    });
    ready.clocks.clear();
    ready.stages =
        stages(text, 5, StageMark::Now, &[(11, 9), (11, 9), (11, 11), (11, 13), (11, 16), (11, 18)]);
    ready.unit = p("县政务服务中心", "County Service Centre");
    ready.step = t("等您来领");

    let mut delivered = ready.clone();
    delivered.readers = Readers::sample(text);
    delivered.state = state("已送到您手里", Tone::Good);
    delivered.next = text.f("{day}已送到您手里，这件事办完了。", [("day", &day(11, 19))]);
    delivered.why = vec![t("从交材料到拿到证，一共 8 个工作日。")];
    delivered.collect = None;
    delivered.certificate =
        vec![(t("状态"), t("有效")), (t("有效期到"), text.date_with_year((2031, 11, 18)))];
    (delivered.agent, delivered.may_withdraw, delivered.may_miss) = (None, false, true);
    (delivered.unit, delivered.step) = (String::new(), String::new());
    delivered.stages =
        stages(text, 6, StageMark::Done, &[(11, 9), (11, 9), (11, 11), (11, 13), (11, 16), (11, 19)]);

    let mut destroyed = delivered.clone();
    destroyed.state = state("已办完", Tone::Ended);
    destroyed.applicant = String::new();
    destroyed.next = t("这件事早已了结，案卷保管期满，已经按规定销毁。");
    destroyed.why = vec![
        text.f(
            "销毁清册是 {no}，逐卷鉴定、经批准，两个人销毁、一个人监销。卷里的材料和您的个人信息不能再打开，文书也不能再打印。",
            [("no", &"澄市监毁〔2037〕1号")],
        ),
        t("什么时候收的、怎么办的、结果是什么，下面还查得到；您手里的文书和证照照样可以核验真伪。"),
    ];
    (destroyed.papers, destroyed.certificate) = (Vec::new(), Vec::new());

    let mut closed = correction.clone();
    closed.state = state("一直没收到补充材料，已退件，可随时再来", Tone::Ended);
    closed.next = t("材料一直没有补来，这一件先退了。您随时可以再来办，已经交过的不用重交。");
    closed.why = vec![text.f("告知书上写的最后一天是 {day}。", [("day", &day(11, 13))])];
    (closed.missing, closed.clocks) = (Vec::new(), Vec::new());
    closed.stages = stages(text, 1, StageMark::Stopped, &[(10, 12)]);
    closed.unit = String::new();
    closed.step = String::new();

    vec![
        ("received, silence is acceptance", received),
        ("received, benefit", benefit),
        ("correction", correction),
        ("accepted", accepted),
        ("deemed accepted", deemed),
        ("provisional year", year_end),
        ("stopped", stopped),
        ("late", late),
        ("refused", refused),
        ("ready", ready),
        ("delivered", delivered),
        ("destroyed", destroyed),
        ("closed for missing papers", closed),
    ]
}
