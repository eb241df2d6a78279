//! Who is to be told on paper for want of a telephone: the list, the words of one notice, its sheet, and that it was told; and
//! the sheet of a pickup code that was made anew at a window (C13, E3).

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use catalogue::CaseId;
use centre::account::Session;
use centre::case::Problem;
use centre::file::CaseFile;
use centre::notice_paper::{PaperNotice, PaperNoticeDue, ToldWay, Whom};
use centre::particulars::{Applicant, NotifyBy};

use super::oversight_words;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::record_list::{Asked, PAGE, cells, heads};
use super::{views, words};
use crate::app::App;
use crate::app::opened::Opened;
use crate::app::respond::{At, ErrorKind, page, page_with};
use pages::desk::{PaperLink, RecordForm, RecordList, RecordMoment, RecordPage, RecordRow};
use pages::layout::{Nav, StateWord, Tone};
use pages::print::{NoticePaper, PaperHead, Seal};
use pages::text::Text;

const PATH: &str = "/desk/paper-notices";

/// `GET /desk/paper-notices`
pub async fn list(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match listed(&at, session, &Asked::of(PATH, &opened.query)).await {
        Ok(drawn) => page(&drawn),
        Err(fault) => at.answer(Err(fault)).await,
    }
}

async fn listed(at: &At<'_>, session: &Session, asked: &Asked<'_>) -> Result<RecordList, centre::Fault> {
    let frame = at.titled(Nav::Desk, session, "书面告知").await;
    let text = frame.text;
    let mut due = at.app.centre.paper_notices(session, asked.after, PAGE + 1).await?;
    let pages = asked.pages(text, &mut due, PaperNoticeDue::cursor, "这一页 {n} 件");
    let mut rows = Vec::with_capacity(due.len());
    for due in &due {
        rows.push(row(at.app, text, due).await?);
    }
    Ok(RecordList {
        path: PATH,
        title: text.t("书面告知").to_owned(),
        lead: text.t("这些人没有电话，消息发不出去。打印出来寄给本人、当面交给本人，或者告诉本人信得过的人，再回来登记。").to_owned(),
        tool: None,
        which: (String::new(), Vec::new()),
        head: heads(text, &["收件编号", "告知什么", "办什么事", "申请人", "从什么时候起", "状态"]),
        pages,
        rows,
        empty: text.t("没有等着书面告知的。").to_owned(),
        text,
        frame,
    })
}

async fn row(app: &App, text: Text, due: &PaperNoticeDue) -> Result<RecordRow, centre::Fault> {
    let line = super::cases::line(app, text, &due.brief).await?;
    // Whom the case was registered on before is not who asks for it now.
    let whom = match due.whom {
        Whom::Applicant => line.applicant,
        Whom::Former => text.t("原来登记的人").to_owned(),
        Whom::Party(_) => text.t("利害关系人").to_owned(),
    };
    Ok(RecordRow {
        href: format!("{PATH}/{}", due.key),
        name: due.brief.receipt_no.clone(),
        cells: cells(
            text,
            [
                ("告知什么", text.t(what(&due.kind)).to_owned()),
                ("办什么事", line.item),
                ("申请人", whom),
                ("从什么时候起", words::moment(text, due.due_at)),
            ],
        ),
        state: StateWord { word: text.t("还没有告知").to_owned(), tone: Tone::Waiting },
    })
}

/// What a notice is about.
fn what(kind: &str) -> &'static str {
    match kind {
        "accepted" | "deemed-accepted" => "已受理",
        "correction-noticed" | "correction-renewed" => "要补的材料",
        "correction-reminder" | "deferral-reminder" | "deferral-passed" => "提醒补材料",
        "acceptance-refused" => "不能受理",
        "closed-for-missing" => "先退件",
        "clock-stopped" => "计时暂停",
        "clock-resumed" => "恢复计时",
        "extended" => "期限延长",
        "late-explained" => "为什么晚了",
        "ready-to-collect" | "pickup-renewed" => "可以领取",
        "post-came-back" => "邮件退回",
        "post-return-corrected" => "退回登记更正",
        "post-lost" => "邮件丢失",
        "delivery-announced" => "公告送达",
        "electronic-unfetched" => "电子送达没有领取",
        "receipt-reissued" => "回执补打过",
        "received-by-letter" | "received-more-by-letter" => "材料收到了",
        "hearing-service-corrected" | "party-service-corrected" => "告知书的送达日期改过",
        "applicant-renamed" | "former-renamed" => "姓名、证件号码改过",
        "succeeded" | "former-succeeded" => "换人接着办",
        "contact-left" | "certificate-contact-left" => "联系方式改过",
        "withdrawn" => "已经撤回",
        _ => "办理情况",
    }
}

/// `GET /desk/paper-notices/{key}`
pub async fn show(Path(key): Path<String>, opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    match at.app.centre.paper_notice(session, &key).await {
        Ok(notice) => match views::asks_first(&notice.file) {
            Some(ask) => ask,
            None => {
                let drawn = drawn(&at, session, &notice, &SentForm::default()).await;
                page(&drawn.after(opened.query.has("done"), "已经登记。"))
            }
        },
        Err(problem) => at.shut(problem).await,
    }
}

/// `POST /desk/paper-notices/{key}/told`
pub async fn told(Path(key): Path<String>, posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let centre = &posted.app.centre;
    match centre.paper_notice(session, &key).await {
        Ok(notice) => {
            if let Some(ask) = views::asks_first(&notice.file) {
                return ask;
            }
        }
        Err(problem) => return at.shut(problem).await,
    }
    let way = Typed { slug: "told", form: &posted.form }.text("way");
    let carry = async |way: String| centre.paper_notice_told(session, &key, &way).await;
    let again = async |problem: Problem| {
        let notice = match centre.paper_notice(session, &key).await {
            Ok(notice) => notice,
            Err(problem) => return at.shut(problem).await,
        };
        let kept = oversight_words::kept(posted.text(), &notice.file.organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "told", form, problems, refused: kept.refused };
        page_with(StatusCode::UNPROCESSABLE_ENTITY, &drawn(&at, session, &notice, &sent).await)
    };
    posted.carry_out(Some(Ok(way)), carry, |()| format!("{PATH}/{key}?done=told"), again).await
}

async fn drawn(at: &At<'_>, session: &Session, notice: &PaperNotice, sent: &SentForm<'_>) -> RecordPage {
    let mut frame = at.frame(Nav::Desk, Some(session)).await;
    let (text, file) = (frame.text, &notice.file);
    let title = text.t(what(&notice.kind)).to_owned();
    frame.title = title.clone();
    let number = receipt_no(file);
    let acts = match notice.told {
        None => vec![form(text, &frame.csrf, sent)],
        Some(_) => Vec::new(),
    };
    let moments = notice.told.map(|(when, by, way)| RecordMoment {
        when: words::moment(text, when),
        what: way.map_or_else(String::new, |way| text.t(way_word(way)).to_owned()),
        who: by.map_or_else(String::new, |by| words::person(text, &file.organisation, by)),
        words: String::new(),
        photographs: Vec::new(),
    });
    let state = match notice.told {
        None => StateWord { word: text.t("还没有告知").to_owned(), tone: Tone::Waiting },
        Some(_) => StateWord { word: text.t("已经告知").to_owned(), tone: Tone::Good },
    };
    let case = format!("/desk/cases/{}", file.state.id);
    let withheld = text.t("上面有取件码，由发证窗口的人打印；交给本人以后，您也可以登记。");
    let link = |href, name| PaperLink { href, name: text.t(name).to_owned(), issued: String::new() };
    let print = notice.text.is_some().then(|| link(format!("{PATH}/{}/print", notice.key), "打印告知"));
    RecordPage {
        text,
        path: format!("{PATH}/{}", notice.key),
        back: (PATH.to_owned(), text.t("书面告知").to_owned()),
        title,
        subtitle: format!("{number} · {}", words::item(text, &file.item)),
        state,
        stale: String::new(),
        facts: vec![
            (text.t("告知谁").to_owned(), to(text, &notice.to)),
            (text.t("从什么时候起").to_owned(), words::moment(text, notice.due_at)),
            (text.t("告知的话").to_owned(), notice.text.clone().unwrap_or_else(|| withheld.to_owned())),
        ],
        acts,
        nobody: None,
        tables: Vec::new(),
        papers: print.into_iter().chain([link(case, "看这一件")]).collect(),
        moments: moments.into_iter().collect(),
        frame,
    }
}

fn form(text: Text, csrf: &str, sent: &SentForm<'_>) -> RecordForm {
    let of = Fields { text, slug: "told", sent };
    let ways = ToldWay::ALL.map(|way| (way.key(), text.t(way_word(way)).to_owned()));
    let fields = vec![of.radios("way", "怎么告知的", &ways, "")];
    of.form(csrf, 0, "登记已经告知", "告知了才登记；登记以后算进告知的次数。", "登记", fields)
}

fn way_word(way: ToldWay) -> &'static str {
    match way {
        ToldWay::Letter => "寄给本人",
        ToldWay::Window => "当面交给本人",
        ToldWay::Trusted => "告诉了本人信得过的人",
    }
}

/// Name, and where or through whom this person wants to be told.
fn to(text: Text, applicant: &Applicant) -> String {
    let detail = match applicant.notify {
        NotifyBy::Person => applicant.notify_detail.as_str(),
        _ if !applicant.notify_detail.is_empty() => applicant.notify_detail.as_str(),
        _ => applicant.address.as_str(),
    };
    applicant.name.clone() + &if detail.is_empty() { String::new() } else { text.aside(detail.to_owned()) }
}

/// `GET /desk/paper-notices/{key}/print`
pub async fn sheet(Path(key): Path<String>, opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let notice = match at.app.centre.paper_notice(session, &key).await {
        Ok(notice) => notice,
        Err(problem) => return at.shut(problem).await,
    };
    if let Some(ask) = views::asks_first(&notice.file) {
        return ask;
    }
    let bears_no_number = notice.bears_no_number();
    // Whoever does not hand out never sees the code that collects (C13, F10).
    let Some(said) = notice.text else { return at.shut(Problem::OutOfScope).await };
    let file = &notice.file;
    let number = if bears_no_number { String::new() } else { receipt_no(file) };
    let back = format!("{PATH}/{key}");
    let sheet = Sheet { title: "书面告知", back, number, to: &notice.to, said };
    printed(&at, session, file, sheet).await
}

/// `GET /desk/cases/{case}/print/pickup`: for the hands of whoever showed the document.
pub async fn pickup(Path(case): Path<String>, opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let Ok(id) = CaseId::parse(&case) else { return at.error(ErrorKind::NotFound).await };
    let file = match at.app.centre.case_fetch_for(session, id).await {
        Ok(file) => file,
        Err(problem) => return at.shut(problem).await,
    };
    if let Some(ask) = views::asks_first(&file) {
        return ask;
    }
    // Whoever does not hand out never sees the code that collects (C13, F10).
    if !file.may_hand_out(session) {
        return at.shut(Problem::OutOfScope).await;
    }
    match file.pickup_words() {
        Some(said) => {
            let (back, number) = (format!("/desk/cases/{id}"), receipt_no(&file));
            let sheet = Sheet { title: "领取通知", back, number, to: &file.applicant, said };
            printed(&at, session, &file, sheet).await
        }
        None => at.error(ErrorKind::NotFound).await,
    }
}

/// What a sheet says, and to whom.
struct Sheet<'a> {
    title: &'a str,
    back: String,
    /// The number of the case; empty where it is nothing of the person's.
    number: String,
    to: &'a Applicant,
    said: String,
}

fn receipt_no(file: &CaseFile) -> String {
    file.filed().map_or_else(String::new, |filed| words::receipt_no(filed.facts.receipt))
}

/// A message without the name it begins with on a telephone: a sheet bears it at its head.
fn unsigned(said: String) -> String {
    match said.strip_prefix('【').and_then(|it| it.split_once('】')) {
        Some((_, rest)) => rest.trim_start().to_owned(),
        None => said,
    }
}

async fn printed(at: &At<'_>, session: &Session, file: &CaseFile, sheet: Sheet<'_>) -> Response {
    let frame = at.titled(Nav::Nowhere, session, sheet.title).await;
    let text = frame.text;
    let centre = &file.organisation.centre;
    let centre = text.pick(&centre.name, Some(&centre.name_en)).to_owned();
    page(&NoticePaper {
        head: PaperHead {
            issuer: centre.clone(),
            title: text.t(sheet.title).to_owned(),
            number: sheet.number,
            copy: text.t("送达本人").to_owned(),
            back: sheet.back,
            printed: text.f("{time} 打印", [("time", &words::moment(text, file.now))]),
        },
        to: to(text, sheet.to),
        next: unsigned(sheet.said),
        facts: vec![(text.t("办什么事").to_owned(), words::item(text, &file.item))],
        body: Vec::new(),
        law: String::new(),
        signs: ["收到人", "日期"].map(|it| text.t(it).to_owned()).into(),
        check: None,
        seal: Seal {
            office: centre,
            words: text.t("（盖章）").to_owned(),
            on: text.date_of_seal(file.now.day()),
        },
        frame,
    })
}

#[cfg(test)]
mod tests {
    use super::unsigned;

    // The sheet bears the name of the centre at its head: what follows it in the message is what is said.
    #[test]
    fn a_sheet_says_a_message_without_the_name_before_it() {
        assert_eq!(unsigned("【中心】已受理。".to_owned()), "已受理。");
        assert_eq!(unsigned("【Centre】 Accepted.".to_owned()), "Accepted.");
        for whole in ["已受理。", "【中心，已受理。", "已受理【中心】。"] {
            assert_eq!(unsigned(whole.to_owned()), whole);
        }
    }
}
