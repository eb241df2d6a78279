//! Samples of the case file: every card, a case that is late, one that stands still, one that is over.

use super::act::{Act, ActCard, every_sample, signed_samples};
use super::case::{CaseFile, CaseHead, CaseMaterial, ClockRow, HandOver, Moment, PendingStop, Related};
use super::materials::sample_rows;
use super::paper_link::PaperLink;
use super::parts::{Due, Refused, long_name};
use crate::layout::{
    ErrorSummary, FormKeys, Light, LightKind, Nav, NoticeKind, PageFrame, Stage, StageMark, Stages,
    StateWord, Tone,
};
use crate::text::Text;

/// All of them, each with its name.
pub(super) fn all(text: Text) -> Vec<(&'static str, CaseFile)> {
    let card = |act, open| ActCard::new(text, act, FormKeys::sample(Some(7)), open);
    let mut samples = vec![("nothing to do", sample(text, Vec::new()))];
    samples[0].1.nobody = Some(super::refused::sample());
    let all = every_sample();
    let act = |name: &str| all.iter().find(|act| act.0 == name).map(|act| act.1.clone());
    samples.extend(all.iter().map(|(name, act)| (*name, sample(text, vec![card(act.clone(), true)]))));
    samples.extend(signed_samples(text).into_iter().map(|(name, card)| (name, sample(text, vec![card]))));
    let several = ["accept", "correction", "supplement", "refuse-acceptance", "ask-priority"];
    let cards = several.into_iter().filter_map(act).enumerate();
    samples.push(("several acts", sample(text, cards.map(|(n, act)| card(act, n == 0)).collect())));
    let cards = ["explain-late", "step", "ask-stop"].into_iter().filter_map(act).enumerate();
    samples.push(("late", late(text, cards.map(|(n, act)| card(act, n == 0)).collect())));
    samples.push(("stopped", stopped(text)));
    samples.push(("delivered", delivered(text)));
    let refused = Refused {
        sentence: "您点到 4 份，移交人填的是 5 份。请两人当面再点一次；对不上就不要签收。".into(),
        code: "count-differs".into(),
        ..Refused::default()
    };
    samples.extend(act("take").map(|mut act| {
        if let Act::Take(take) = &mut act {
            take.counted.value = "4".into();
        }
        let errors = ErrorSummary::none(text);
        let mut page = sample(text, vec![ActCard::refused(act, FormKeys::sample(Some(7)), refused, errors)]);
        page.stale = "王承办刚刚处理过这一件，您看到的是旧页面。您写的还在，请看过最新情况再交。".into();
        ("refused, stale", page)
    }));
    let mut asking = sample(text, Vec::new());
    asking.reveal = Some(super::reveal::sample(text));
    samples.push(("asks what for", asking));
    let mut long = sample(text, vec![card(all[0].1.clone(), true)]);
    long.head.applicant = long_name();
    long.head.item = long_name();
    long.head.object = long_name();
    for moment in &mut long.moments {
        moment.words = long_name();
    }
    let moment = long.moments[0].clone();
    long.moments.extend(vec![moment; 30]);
    samples.push(("long names, long course", long));
    samples
}

fn light(text: Text, kind: LightKind) -> Option<Light> {
    Some(Light { text, kind })
}

fn sample(text: Text, acts: Vec<ActCard>) -> CaseFile {
    let stage =
        |name: &str, when: &str, mark| Stage { name: text.t(name).to_owned(), when: when.into(), mark };
    let mut rows = sample_rows(5);
    rows[0].kept = Some(true);
    rows[1].looked_up = Some(true);
    rows[2].kept = Some(true);
    rows[3].kept = Some(true);
    rows[4].seen = Some(true);
    rows[4].kept = Some(true);
    let moment = |recorded: &str, who: &str, what: &str, words: &str| Moment {
        recorded: recorded.into(),
        occurred: String::new(),
        who: who.into(),
        what: what.into(),
        words: words.into(),
        photographs: None,
    };
    CaseFile {
        hearing: (String::new(), None),
        frame: PageFrame::sample(text, "收 2026-000398 食品经营许可（餐饮）", Nav::Cases),
        text,
        act_path: "/desk/cases/c-398".into(),
        head: CaseHead {
            item: "食品经营许可（餐饮）".into(),
            applicant: "许*店".into(),
            contact: "居民身份证 9901***********01X · 138****0000".into(),
            numbers: vec![
                (text.t("收件编号").into(), "收 2026-000398".into()),
                (text.t("受理文书编号").into(), "澄市监食受〔2026〕117 号".into()),
            ],
            light: light(text, LightKind::Green),
            light_why: Vec::new(),
            state: StateWord { word: "办理中：审查材料".into(), tone: Tone::Active },
            due: Some(Due::of("12 月 1 日（周二）", "还剩 7 个工作日")),
            holder: "王承办（县市场监督管理局）".into(),
            agent: "李代理，0000-0000101".into(),
            is_priority: false,
            object: "澄湾镇禾渡路 8 号一层".into(),
        },
        stages: Stages {
            text,
            stages: vec![
                stage("收件", "11 月 18 日", StageMark::Done),
                stage("受理", "11 月 20 日", StageMark::Done),
                stage("审查材料", "", StageMark::Now),
                stage("现场核查", "", StageMark::Ahead),
                stage("决定", "", StageMark::Ahead),
                stage("复核", "", StageMark::Ahead),
                stage("制证、用印", "", StageMark::Ahead),
                stage("送达", "", StageMark::Ahead),
            ],
        },
        acts,
        nobody: None,
        stale: String::new(),
        late_words: String::new(),
        clocks: vec![
            ClockRow {
                name: "本步骤".into(),
                light: light(text, LightKind::Green),
                due: Due::of("11 月 24 日（周二）", "还剩 2 个工作日"),
                span: "11 月 20 日起，2 个工作日".into(),
                basis: String::new(),
                stopped: String::new(),
                is_over: false,
            },
            ClockRow {
                name: "承诺".into(),
                light: light(text, LightKind::Green),
                due: Due::of("12 月 1 日（周二）", "还剩 7 个工作日"),
                span: "11 月 20 日受理起，7 个工作日".into(),
                basis: String::new(),
                stopped: String::new(),
                is_over: false,
            },
            ClockRow {
                name: "法定".into(),
                light: light(text, LightKind::Green),
                due: Due::of("12 月 18 日（周五）", "还剩 20 个工作日"),
                span: "11 月 20 日受理起，20 个工作日".into(),
                basis: "行政许可法第四十二条".into(),
                stopped: String::new(),
                is_over: false,
            },
            ClockRow {
                name: "答复是否受理".into(),
                light: None,
                due: Due::of("11 月 25 日（周三）", "11 月 20 日已受理"),
                span: "11 月 18 日收件起，5 个工作日".into(),
                basis: "行政许可法第三十二条".into(),
                stopped: String::new(),
                is_over: true,
            },
        ],
        stops: Vec::new(),
        materials: rows.into_iter().map(|row| CaseMaterial { row, when: "11 月 18 日".into() }).collect(),
        papers_held: 5,
        handovers: vec![
            HandOver {
                given: "李代理，今天 09:12".into(),
                given_papers: 5,
                taken: String::new(),
                taken_papers: None,
                note: "等王承办签收".into(),
            },
            HandOver {
                given: "张受理，11 月 18 日 10:20".into(),
                given_papers: 5,
                taken: "李代理，11 月 18 日 10:31".into(),
                taken_papers: Some(5),
                note: String::new(),
            },
        ],
        moments: vec![
            moment("今天 09:12", "李代理", "移交给王承办", "流程图是补交的，放在最后一页。"),
            moment("今天 08:40", "张受理", "受理", ""),
            Moment {
                photographs: Some(super::photographs::sample(text)),
                ..moment("11 月 24 日 10:30", "王承办", "现场核查记录", "布局与图纸一致。")
            },
            Moment {
                occurred: "11 月 17 日 16:50".into(),
                ..moment("11 月 18 日 10:05", "张受理", "收件（停电补录，收据本第 0042 号）", "")
            },
        ],
        papers: vec![
            PaperLink {
                href: "/desk/cases/c-398/print/receipt".into(),
                name: text.t("收件回执").into(),
                issued: "11 月 18 日".into(),
            },
            PaperLink {
                href: "/desk/cases/c-398/print/acceptance".into(),
                name: text.t("受理通知书").into(),
                issued: "11 月 20 日".into(),
            },
            PaperLink {
                href: "/desk/cases/c-398/print/handover".into(),
                name: text.t("承办交接单").into(),
                issued: String::new(),
            },
        ],
        complaints: vec![Related {
            href: "/desk/complaints/new?case=SC2026000123K".to_owned(),
            number: text.t("登记投诉").to_owned(),
            why: String::new(),
        }],
        supervision: vec![Related {
            href: "/desk/orders/new?case=SC-2026-000123-K".into(),
            number: text.t("发催办单").into(),
            why: String::new(),
        }],
        related: vec![Related {
            href: "/desk/cases/c-201".into(),
            number: "收 2026-000201".into(),
            why: "上一次申请：逾期未补正退件，9 月 30 日".into(),
        }],
        reveal: None,
    }
}

fn late(text: Text, acts: Vec<ActCard>) -> CaseFile {
    let mut page = sample(text, acts);
    page.head.light = light(text, LightKind::PastLaw);
    page.head.light_why = vec!["超过了法律规定的日子：11 月 17 日（周二）".into()];
    page.head.state.tone = Tone::Late;
    page.head.due = Some(Due::of("11 月 18 日（周三）", "比承诺晚了 2 个工作日"));
    page.head.is_priority = true;
    page.late_words = "检测机构的报告晚到两天，报告今天已到，预计 11 月 24 日（周二）办好。".into();
    page.clocks[1].light = light(text, LightKind::Red);
    page.clocks[1].due = Due::of("11 月 18 日（周三）", "晚了 2 个工作日");
    page.clocks[2].light = light(text, LightKind::Yellow);
    page.clocks[2].due =
        Due { provisional: true, ..Due::of("2027 年 1 月 4 日（周一）", "还剩 30 个工作日") };
    page
}

fn stopped(text: Text) -> CaseFile {
    let mut page = sample(text, Vec::new());
    page.head.light = None;
    page.head.state = StateWord { word: "特别程序：检测".into(), tone: Tone::Stopped };
    page.head.due = Some(Due::of("12 月 15 日（周二）", "计时暂停，恢复后还剩 7 个工作日"));
    page.stages.stages[2].mark = StageMark::Stopped;
    page.clocks[1].light = None;
    page.clocks[1].stopped = "11 月 23 日起做水质检测，计划 12 月 4 日（周五）结束".into();
    page.stops = vec![PendingStop {
        ground: "检测：水质检测（行政许可法第四十五条）".into(),
        span: "11 月 23 日（周一）至 12 月 4 日（周五）。依据文书还没有登，最迟 11 月 26 日（周四）补登。"
            .into(),
        state: StateWord { word: "计时暂停".into(), tone: Tone::Stopped },
        objection: "申请人 11 月 24 日提出：检测早就做完了。".into(),
    }];
    page.nobody = Some(Refused {
        sentence: "正在等检测结果。".into(),
        who_may: vec!["王承办".into()],
        next: "结果来了，由王承办登记；到 12 月 4 日（周五）没有结果，自动恢复计时。".into(),
        code: String::new(),
    });
    page
}

fn delivered(text: Text) -> CaseFile {
    let mut page = sample(text, Vec::new());
    page.frame = page.frame.with_notice(NoticeKind::Done, "已送达，送达回证可以打印。");
    page.head.light = None;
    page.head.state = StateWord { word: "已送达".into(), tone: Tone::Good };
    page.head.due = None;
    page.head.holder = "唐出件（15 号出件窗口）".into();
    for stage in &mut page.stages.stages {
        stage.mark = StageMark::Done;
    }
    for clock in &mut page.clocks {
        clock.is_over = true;
        clock.light = None;
    }
    page.handovers.clear();
    page.related.clear();
    page
}
