//! Orders: writing an urging notice, a supervision order, a rectification notice or a circular; signing for it, answering,
//! looking at the answer, appealing (R101, R102, R104).

use axum::extract::Path;
use axum::response::Response;
use calendar::Day;
use catalogue::item::Post;
use catalogue::{OrderId, Organisation, PersonId};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::case::Problem;
use centre::file::CaseFile;
use centre::oversight::finding::Line;
use centre::oversight::order::{OrderAct, OrderBrief, OrderView, OrderWhich};
use oversight::order::{
    Event, Held, Kind, Rung, Way, addressed, looks_at, may_issue, may_publish, urges_own,
};

use super::glyphs::printable;
use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::{appeal_words, order_answer, words};
use crate::app::App;
use crate::app::form::Form;
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordForm, RecordList, RecordMoment, RecordPage, RecordRow, Related};
use pages::layout::{Nav, StateWord, Tone};
use pages::text::Text;

/// Where orders are listed.
pub const PATH: &str = "/desk/orders";

/// `GET /desk/orders?which=&after=`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    at.answer(list_page(&at, session, &opened.query).await).await
}

async fn list_page(at: &At<'_>, session: &Session, query: &Form) -> Answer {
    let frame = at.titled(Nav::Oversight, session, "催办、督办").await;
    let text = frame.text;
    let asked = Asked::of(PATH, query);
    let which = OrderWhich::of(asked.which);
    let mut briefs = at.app.centre.order_list(session, which, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut briefs, |it| it.cursor(), "这一页 {n} 张");
    let organisation = at.app.centre.organisation().await?;
    let today = at.app.centre.today();
    let issues = organisation.as_deref().is_some_and(|it| may_issue(it, Kind::Urging, session.person, today));
    let rows = organisation
        .as_deref()
        .map_or_else(Vec::new, |of| briefs.iter().map(|brief| row(text, of, brief)).collect());
    let list = RecordList {
        text,
        path: PATH,
        title: text.t("催办、督办").to_owned(),
        lead: text.t("到期没有答复的，自动升到上一级，并记在考核里。").to_owned(),
        which: asked.choices(text, &OrderWhich::ALL, which_word),
        head: heads(text, &["编号", "单位", "在谁手上", "最迟答复", "状态"]),
        pages,
        rows,
        empty: text.t("现在没有要您答复的单子。").to_owned(),
        tool: issues.then(|| ("/desk/orders/new".to_owned(), text.t("发催办单、督办单").to_owned())),
        frame,
    };
    Ok(page(&list))
}

fn which_word(which: OrderWhich) -> &'static str {
    match which {
        OrderWhich::Mine => "等我答复的",
        OrderWhich::Open => "没有了结的",
        OrderWhich::Answered => "已答复，等认可的",
        OrderWhich::Overdue => "逾期还没有答复的",
        OrderWhich::Late => "逾期没有答复过的",
        OrderWhich::All => "全部",
    }
}

fn row(text: Text, organisation: &Organisation, brief: &OrderBrief) -> RecordRow {
    let (year, n) = brief.number;
    let to = brief.to.zip(brief.rung).map(|to| with_role(text, organisation, to, brief.since.day()));
    let named = [
        ("单位", words::unit(text, organisation, brief.unit)),
        ("在谁手上", to.unwrap_or_default()),
        ("最迟答复", brief.answer_by.map_or_else(|| "—".to_owned(), |day| text.date(day))),
    ];
    let number = said::order_no(organisation, brief.kind, year, n);
    RecordRow {
        href: format!("{PATH}/{}", brief.id),
        name: format!("{} {number}", text.t(said::kind(brief.kind))),
        cells: cells(text, named),
        state: match brief.decide_by {
            Some(_) => StateWord { word: text.t("已申诉，等答复").to_owned(), tone: Tone::Waiting },
            None => brief_state(text, brief),
        },
    }
}

/// Who has it to answer, and as what.
fn with_role(text: Text, organisation: &Organisation, to: (PersonId, Rung), on: Day) -> String {
    words::person(text, organisation, to.0) + &text.aside(text.t(said::role(organisation, to, on)))
}

/// Where an order of a list stands.
fn brief_state(text: Text, brief: &OrderBrief) -> StateWord {
    let risen = brief.rung.filter(|_| brief.has_risen).map(|rung| (rung, brief.since.day()));
    said::order_state(text, &brief.state, brief.late, risen)
}

/// `GET /desk/orders/{order}`
pub async fn show(opened: Opened, Path(order): Path<String>) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = OrderId::parse(&order) else { return at.error(ErrorKind::NotFound).await };
    match at.app.centre.order_fetch(session, id).await {
        Ok(view) => {
            let drawn = draw(&at, session, &view, &SentForm::default(), String::new()).await;
            page(&drawn.after(opened.query.has("done"), "已经记下。"))
        }
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/orders/{order}/{act}`
pub async fn send(Path((order, slug)): Path<(String, String)>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let Ok(id) = OrderId::parse(&order) else { return at.error(ErrorKind::BadRequest).await };
    let (centre, command_id) = (&posted.app.centre, posted.command_id);
    let asked = parse(&Typed { slug: &slug, form: &posted.form }).map(|it| it.map_err(|it| vec![it]));
    let carry = async |act: OrderAct| {
        printable(&posted.app.press, act.words()).await?;
        centre.order_act(session, id, command_id, posted.version(), &act).await
    };
    let again = async |problem| again(&posted, id, &slug, problem).await;
    posted.carry_out(asked, carry, |_| format!("{}?done={slug}", at.path), again).await
}

/// The page again with the form as it was typed, and what is wrong with it.
pub(super) async fn again(posted: &Posted, id: OrderId, slug: &str, problem: Problem) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let view = match posted.app.centre.order_fetch(session, id).await {
        Ok(view) => view,
        Err(problem) => return at.shut(problem).await,
    };
    let kept = said::kept(posted.text(), &view.organisation, problem);
    let (problems, form) = (&kept.problems, Some(&posted.form));
    let sent = SentForm { slug, form, problems, refused: kept.refused };
    page_with(kept.status, &draw(&at, session, &view, &sent, kept.stale).await)
}

/// What a form asks; nothing for an act that an order does not know.
pub(super) fn parse(typed: &Typed<'_>) -> Option<Result<OrderAct, FieldProblem>> {
    let words = typed.text("words");
    let wrong = |field: &str, why| FieldProblem { field: field.to_owned(), why };
    Some(match typed.slug {
        "receive" => Ok(OrderAct::Receive),
        "answer" => match (typed.text("entry").as_str(), typed.number("entry", 1..=u64::MAX)) {
            ("", _) => Ok(OrderAct::Answer { words, entry: None }),
            (_, Some(entry)) => Ok(OrderAct::Answer { words, entry: Some(entry) }),
            (_, None) => Err(wrong("entry", FieldWhy::NotANumber)),
        },
        "return" => Ok(OrderAct::Return(words)),
        "accept" => Ok(OrderAct::Accept(words)),
        "appeal" => Ok(OrderAct::Appeal(words)),
        "publish" => Ok(OrderAct::Publish(words)),
        "decide-appeal" => {
            appeal_words::read(typed).map(|ground| OrderAct::DecideAppeal { ground, reason: words })
        }
        _ => return None,
    })
}

/// What is asked, in words; what went out by itself says the usual.
pub(super) fn asked_words(text: Text, view: &OrderView) -> String {
    let usual = match view.held.is_ahead() {
        true => "这一件的承诺时限快到了，请抓紧办理；到期前办不好的，请写明原因、预计哪天办好。",
        false => "这一件已经超过承诺时限，请写明原因、预计哪天办好。",
    };
    view.held.words.map_or_else(|| text.t(usual).to_owned(), |it| view.texts.text(it.0))
}

/// Whether this person makes the circular public now (C28).
fn publishes(held: &Held, organisation: &Organisation, person: PersonId, today: Day) -> bool {
    held.kind == Kind::Circular
        && held.counts()
        && held.published.is_none()
        && held.by != Some(person)
        && held.appeal.is_none_or(|it| it.decided.is_some())
        && may_publish(organisation, person, today)
}

/// The forms open to this person; `file` is the case it is about, as far as this person sees it.
fn forms(
    text: Text,
    view: &OrderView,
    file: Option<&CaseFile>,
    session: &Session,
    csrf: &str,
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let (held, organisation, today) = (&view.held, &view.organisation, view.now.day());
    let (me, version) = (session.person, view.version);
    let mine = addressed(organisation, held, me, today);
    let fields = |slug| Fields { text, slug, sent };
    let mut forms = Vec::new();
    let answered_by = match held.way {
        Way::Answered { answer, .. } => Some(answer.by),
        _ => None,
    };
    if mine && held.way == Way::Waiting {
        if held.received.is_none() {
            let of = fields("receive");
            forms.push(of.form(csrf, version, "签收", "签收就是收到了。", "签收", Vec::new()));
        }
        if held.kind != Kind::Circular {
            let of = fields("answer");
            let all = order_answer::fields(text, &of, file);
            forms.push(of.form(csrf, version, "答复", "答复由发单的人看；不认可会退回来。", "交答复", all));
        }
    }
    if answered_by.is_some_and(|by| by != me) && looks_at(organisation, held, me, today) {
        let of = fields("accept");
        let area = of.area("words", "一句话").optional();
        forms.push(of.form(csrf, version, "认可答复", "认可就了结。", "认可，了结", vec![area]));
        let of = fields("return");
        let area = of.area("words", "哪里不行");
        forms.push(of.form(csrf, version, "退回重办", "重新给同样长的时间答复。", "退回", vec![area]));
    }
    if publishes(held, organisation, me, today) {
        let of = fields("publish");
        let area = of.area("words", "公开的内容");
        let help = "公开以后谁都看得到，写在“办件通报”里。不写办事人、经办人的姓名、电话、证件号、办件号。";
        forms.push(of.form(csrf, version, "向社会公开这份通报", help, "向社会公开", vec![area]));
    }
    let lifted = matches!(held.way, Way::Lifted { .. });
    let in_time = held.appeal_until.is_none_or(|until| today <= until);
    if mine && in_time && held.appeal.is_none() && !lifted {
        let of = fields("appeal");
        let area = of.area("words", "理由");
        forms.push(of.form(
            csrf,
            version,
            "申诉",
            "由另一位督查人员答复；申诉期间照样要答复。",
            "交申诉",
            vec![area],
        ));
    }
    if organisation.holds_anywhere(me, Post::Supervisor, today) && held.appeal_is_for(me) {
        let of = fields("decide-appeal");
        let all = appeal_words::fields(text, &of);
        let help = "申诉成立的，这一张撤下。答复只作说明，不删原来的记录。";
        forms.push(of.form(csrf, version, "答复申诉", help, "答复", all));
    }
    forms
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    view: &OrderView,
    sent: &SentForm<'_>,
    stale: String,
) -> RecordPage {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let (held, organisation) = (&view.held, &view.organisation);
    let title = text.t(said::kind(held.kind)).to_owned();
    frame.title = title.clone();
    let file = order_answer::case_of(at.app, session, held).await;
    let acts = forms(text, view, file.as_ref(), session, &frame.csrf, sent);
    let nobody = sent.refused.clone().filter(|_| acts.iter().all(|form| form.slug != sent.slug));
    let mut links = Vec::new();
    let link = |href: String, name: String| PaperLink { href, name, issued: String::new() };
    links.push(link(format!("{PATH}/{}/paper.pdf", view.id), text.t("打印稿（PDF）").to_owned()));
    if held.published.is_some() {
        links.push(link(super::bulletins::PUBLIC.to_owned(), text.t("公开的页面").to_owned()));
    }
    if let Some(case) = held.case {
        links.push(link(
            format!("/desk/cases/{case}"),
            text.f("看办件 {number}", [("number", &view.receipt)]),
        ));
    }
    if let Some(finding) = held.finding {
        links.push(link(said::finding_href(finding), text.t("看监察发现").to_owned()));
    }
    let risen = held.addressee().filter(|_| held.has_risen()).map(|(_, rung)| (rung, held.since.day()));
    RecordPage {
        text,
        back: (PATH.to_owned(), text.t("催办、督办").to_owned()),
        subtitle: said::order_no(organisation, held.kind, held.number.year, held.number.n),
        title,
        state: said::order_state(text, held.way.key(), held.late, risen),
        stale,
        facts: facts(text, view),
        acts,
        nobody,
        tables: Vec::new(),
        papers: links,
        moments: order_answer::moments(text, view, file.as_ref()),
        path: format!("{PATH}/{}", view.id),
        frame,
    }
}

/// How many working days there are to answer, and whose days they are: those of the rung, or of the paper itself (R49).
fn limit(text: Text, held: &Held) -> String {
    let (Some(days), Some((_, rung))) = (held.days, held.addressee()) else { return String::new() };
    let of_rung = held.kind.days(rung, held.has_risen()) == Some(rung.days());
    let whose = text.t(if of_rung { said::rung(rung) } else { said::kind(held.kind) });
    let places: [(&str, &dyn std::fmt::Display); 2] = [("n", &days), ("whose", &whose)];
    text.f("限 {n} 个工作日内答复（{whose}的期限）", places)
}

fn facts(text: Text, view: &OrderView) -> Vec<(String, String)> {
    let (held, organisation) = (&view.held, &view.organisation);
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| {
        if !value.is_empty() {
            facts.push((text.t(name).to_owned(), value));
        }
    };
    let name = |id: PersonId| words::person(text, organisation, id);
    let by_itself = || text.t("系统自动").to_owned();
    fact("发单", held.by.map_or_else(by_itself, name));
    fact("单位", words::unit(text, organisation, held.unit));
    fact("办件", view.receipt.clone());
    let to = held.addressee().map(|to| with_role(text, organisation, to, held.since.day()));
    fact("在谁手上", to.unwrap_or_default());
    fact("最迟答复", held.answer_by.map_or_else(String::new, |day| text.date(day)));
    fact("期限", limit(text, held));
    for message in &view.told {
        let name = name(message.person);
        let sent = words::moment(text, message.sent_at);
        let places: [(&str, &dyn std::fmt::Display); 3] =
            [("time", &sent), ("name", &name), ("way", &text.t(super::reach::went(message.way)))];
        fact("提醒", text.f("{time} 发给{name}（{way}）", places));
    }
    let lifted = matches!(held.way, Way::Lifted { .. });
    let appeal_until = held.appeal_until.filter(|_| held.appeal.is_none() && !lifted);
    fact("申诉到", appeal_until.map_or_else(String::new, |day| text.date(day)));
    let waits = held.appeal.filter(|it| it.decided.is_none());
    let due = waits.map(|it| appeal_words::due(text, it.decide_by, it.late));
    fact("申诉最迟答复", due.unwrap_or_default());
    facts
}

/// A line of its history.
pub fn moment(text: Text, view: &OrderView, line: &Line<Event>) -> RecordMoment {
    let name = |id: PersonId| words::person(text, &view.organisation, id);
    let texts = &view.texts;
    let role = |to, on| said::role(&view.organisation, to, on);
    let itself = || text.t("系统").to_owned();
    let (what, who, said_words) = match line.event {
        Event::Sent(fact) => {
            let what = text.f("发给{name}", [("name", &name(fact.to))]);
            (what, fact.by.map_or_else(itself, name), asked_words(text, view))
        }
        Event::Received(fact) => (text.t("签收").to_owned(), name(fact.by), String::new()),
        Event::Answered(fact) => {
            let what = match fact.entry {
                Some(entry) => text.f("答复，证据在账本第 {n} 条", [("n", &entry)]),
                None => text.t("答复").to_owned(),
            };
            (what, name(fact.by), texts.text(fact.words.0))
        }
        Event::AnswerReturned(fact) => {
            let what = text.f("退回重办，最迟 {day}答复", [("day", &text.date(fact.answer_by))]);
            (what, name(fact.by), texts.text(fact.reason.0))
        }
        Event::AnswerAccepted(fact) => {
            let words = fact.reason.map_or_else(String::new, |it| texts.text(it.0));
            (text.t("认可，了结").to_owned(), name(fact.by), words)
        }
        Event::Rose(fact) => {
            let what = match fact.to {
                Some(to) => text.f(
                    "到期没有答复，升到{rung}：{name}",
                    [("rung", &text.t(role((to, fact.rung), fact.at.day())).to_owned()), ("name", &name(to))],
                ),
                None => text.t("到期没有答复，上面没有别的人了").to_owned(),
            };
            (what, itself(), String::new())
        }
        Event::Settled(_) => (text.t("承诺没有超期，不用再答复，了结").to_owned(), itself(), String::new()),
        Event::AppealMade(fact) => (text.t("申诉").to_owned(), name(fact.by), texts.text(fact.reason.0)),
        Event::AppealLate(fact) => (appeal_words::late(text, fact.decide_by), itself(), String::new()),
        Event::AppealDecided(fact) => {
            let before = if fact.right { "申诉成立，撤下" } else { "申诉不成立" };
            let what = appeal_words::decided(text, fact.ground, before);
            (what, name(fact.by), texts.text(fact.reason.0))
        }
        Event::Published(fact) => (text.t("向社会公开").to_owned(), name(fact.by), texts.text(fact.words.0)),
    };
    RecordMoment {
        when: words::moment(text, line.event.at()),
        what,
        who,
        words: said_words,
        photographs: Vec::new(),
    }
}

/// Findings and orders about a case, and the way to urge; nothing for who neither supervises nor leads.
pub async fn supervision_lines(
    app: &App,
    text: Text,
    session: &Session,
    file: &CaseFile,
) -> Result<Vec<Related>, centre::Fault> {
    let (organisation, today) = (&file.organisation, file.now.day());
    let Some(filed) = file.filed() else { return Ok(Vec::new()) };
    let issues = may_issue(organisation, Kind::Urging, session.person, today)
        || urges_own(organisation, &file.absences, session.person, filed, today);
    let urges = issues && filed.stage.is_open();
    let leads = organisation.posts_of(session.person, today).any(|it| crate::app::frame::leads(it.post));
    let mut lines = Vec::new();
    if leads {
        for finding in app.centre.findings_of_case(session, file.state.id).await? {
            lines.push(Related {
                href: said::finding_href(finding.id),
                number: text.t(said::rule(finding.rule)).to_owned(),
                why: words::moment(text, finding.happened_at),
            });
        }
        for order in app.centre.orders_of_case(session, file.state.id).await? {
            let (year, n) = order.number;
            lines.push(Related {
                href: format!("{PATH}/{}", order.id),
                number: said::order_no(organisation, order.kind, year, n),
                why: brief_state(text, &order).word,
            });
        }
    }
    if urges {
        let receipt = words::receipt_no(filed.facts.receipt);
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("case", &receipt);
        lines.push(Related {
            href: format!("{PATH}/new?{}", query.finish()),
            number: text.t("发催办单").to_owned(),
            why: String::new(),
        });
    }
    Ok(lines)
}
