//! Reconciliation at the desk: a supervisor pastes a list of certificates, seals or fees of a unit; what has no case, and a fee
//! without a basis, becomes a finding (F5, F22, A31).

use axum::http::StatusCode;
use axum::response::Response;
use catalogue::{Organisation, UnitCode};
use centre::account::Session;
use centre::act::{FieldProblem, FieldWhy};
use centre::oversight::reconcile::{FOUND_MAX, LINES_MAX, ListKind, ListLine, Reconciled};

use super::oversight_words as said;
use super::posted::Posted;
use super::record_forms::{Fields, SentForm, Typed};
use super::{finding_new, printed_number};
use crate::app::opened::Opened;
use crate::app::respond::{Answer, At, ErrorKind, page_with};
use pages::desk::{PaperLink, RecordPage};
use pages::layout::{Nav, Notice, NoticeKind};
use pages::text::Text;

const PATH: &str = "/desk/reconcile";
/// Characters of one line that are read.
const LINE_MAX: usize = 60;

/// `GET /desk/reconcile`
pub async fn show(opened: Opened) -> Response {
    let (at, session) = (opened.at(), &opened.session);
    let count = |name: &str| opened.query.number(name, 0..=LINES_MAX);
    let done = count("matched").map(|matched| Reconciled {
        matched,
        found: count("found").unwrap_or(0),
        known: count("known").unwrap_or(0),
        rest: count("rest").unwrap_or(0),
        twice: count("twice").unwrap_or(0),
    });
    at.answer(draw(&at, session, &SentForm::default(), done, StatusCode::OK).await).await
}

/// `POST /desk/reconcile/compare`
pub async fn send(posted: Posted) -> Response {
    let (at, session) = (posted.at(), &posted.session);
    let centre = &posted.app.centre;
    let Ok(Some(organisation)) = centre.organisation().await else {
        return at.error(ErrorKind::Unavailable).await;
    };
    let typed = Typed { slug: "compare", form: &posted.form };
    let asked = asked(&organisation, &typed);
    let carry = async |(kind, unit, lines): (ListKind, UnitCode, Vec<ListLine>)| {
        centre.reconcile(session, kind, unit, &lines).await
    };
    let again = async |problem| {
        let kept = said::kept(posted.text(), &organisation, problem);
        let (problems, form) = (&kept.problems, Some(&posted.form));
        let sent = SentForm { slug: "compare", form, problems, refused: kept.refused };
        at.answer(draw(&at, session, &sent, None, kept.status).await).await
    };
    let to = |it: Reconciled| {
        let Reconciled { matched, found, known, rest, twice } = it;
        format!("{PATH}?matched={matched}&found={found}&known={known}&rest={rest}&twice={twice}")
    };
    posted.carry_out(Some(asked), carry, to, again).await
}

fn asked(
    organisation: &Organisation,
    typed: &Typed<'_>,
) -> Result<(ListKind, UnitCode, Vec<ListLine>), Vec<FieldProblem>> {
    let wrong = |field: &str| FieldProblem { field: field.to_owned(), why: FieldWhy::NotAChoice };
    let kind = ListKind::ALL.into_iter().find(|it| it.key() == typed.text("kind"));
    let unit = UnitCode::parse(&typed.text("unit")).ok();
    match (kind, unit) {
        (Some(kind), Some(unit)) => Ok((kind, unit, lines(organisation, kind, &typed.text("numbers")))),
        (kind, unit) => {
            let problems = [kind.is_none().then(|| wrong("kind")), unit.is_none().then(|| wrong("unit"))];
            Err(problems.into_iter().flatten().collect())
        }
    }
}

/// The numbers of a list, each once with how often it stands there: the first column of a pasted table, and of fees the second,
/// which is the amount in yuan and is added up; one more than may be compared.
pub fn lines(organisation: &Organisation, kind: ListKind, typed: &str) -> Vec<ListLine> {
    let mut places = std::collections::BTreeMap::new();
    let mut all: Vec<ListLine> = Vec::new();
    for line in typed.lines() {
        let [written, amount] = columns(line);
        if !written.chars().any(|it| it.is_ascii_digit()) {
            continue;
        }
        let plain = printed_number::plain(&written).filter(|_| kind != ListKind::Fees);
        let meant = plain.as_ref().map_or_else(Vec::new, |it| printed_number::meanings(organisation, it));
        let written = plain.unwrap_or(written);
        let booked = fen_of(&amount).filter(|_| kind == ListKind::Fees);
        match places.get(&written) {
            Some(place) => {
                let before: &mut ListLine = &mut all[*place];
                before.times += 1;
                before.amount_fen = match (before.amount_fen, booked) {
                    (Some(before), Some(booked)) => Some(before.saturating_add(booked)),
                    (before, booked) => before.or(booked),
                };
            }
            None if all.len() <= LINES_MAX => {
                places.insert(written.clone(), all.len());
                all.push(ListLine { written, meant, amount_fen: booked, times: 1 });
            }
            None => {}
        }
    }
    all
}

/// The first two cells of a line; a comma within quotes belongs to the cell.
fn columns(line: &str) -> [String; 2] {
    let mut cells = [String::new(), String::new()];
    let (mut at, mut quoted) = (0, false);
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' | '，' | '\t' | ';' | '；' if !quoted => at += 1,
            letter if letter.is_whitespace() => {}
            letter => {
                if let Some(cell) = cells.get_mut(at).filter(|cell| cell.chars().count() < LINE_MAX) {
                    cell.push(letter);
                }
            }
        }
        if at >= cells.len() {
            break;
        }
    }
    cells
}

/// An amount in yuan as it is printed, in fen: `80`, `80.5`, `1,200.00元`; none for what is no amount.
fn fen_of(typed: &str) -> Option<u64> {
    let bare = typed.trim_start_matches(['¥', '￥']).trim_end_matches('元').replace(',', "");
    let (yuan, rest) = bare.split_once('.').unwrap_or((bare.as_str(), ""));
    let digits = |text: &str| text.chars().all(|it| it.is_ascii_digit());
    if yuan.is_empty() || !digits(yuan) || !digits(rest) || rest.len() > 2 {
        return None;
    }
    let fen: u64 = format!("{rest:0<2}").parse().ok()?;
    yuan.parse::<u64>().ok()?.checked_mul(100)?.checked_add(fen)
}

fn word(kind: ListKind) -> &'static str {
    match kind {
        ListKind::Certificates => "证照：发出的证照编号",
        ListKind::Seals => "用印：盖了章的文书编号",
        ListKind::Fees => "收费：票据上的收件编号或者办件编号",
    }
}

async fn draw(
    at: &At<'_>,
    session: &Session,
    sent: &SentForm<'_>,
    done: Option<Reconciled>,
    status: StatusCode,
) -> Answer {
    let mut frame = at.frame(Nav::Oversight, Some(session)).await;
    let text = frame.text;
    let Some(organisation) = at.app.centre.organisation().await? else {
        return Ok(at.error(ErrorKind::Unavailable).await);
    };
    if !at.app.centre.is_supervisor(session).await? {
        return Ok(at.error(ErrorKind::Forbidden).await);
    }
    frame.title = text.t("对账").to_owned();
    if let Some(done) = done {
        frame.notice = Some(Notice { kind: NoticeKind::Done, text: said_of(text, done) });
    }
    let of = Fields { text, slug: "compare", sent };
    let kinds = ListKind::ALL.map(|it| (it.key(), text.t(word(it)).to_owned()));
    let all = vec![
        of.radios("kind", "对什么", &kinds, ""),
        of.select("unit", "单位", &finding_new::units(text, &organisation), ""),
        of.area("numbers", "编号，一行一个"),
    ];
    let help = "从单位的台账、用印登记、收费系统里导出，贴在这里；表格只看第一列，收费的第二列是金额（元），没有也行。没有对应办件的，收费没有依据、超过标准的，记为监察发现，同一个编号不会重复记。";
    let form = of.form(&frame.csrf, 0, "比对", help, "比对", all);
    let back = ("/desk/oversight".to_owned(), text.t("监察").to_owned());
    let findings = PaperLink {
        href: super::findings::PATH.to_owned(),
        name: text.t("看监察发现").to_owned(),
        issued: String::new(),
    };
    let drawn = RecordPage {
        subtitle: text.f("一次最多 {n} 行", [("n", &LINES_MAX)]),
        papers: vec![findings],
        ..RecordPage::begun(frame, PATH.to_owned(), back, form)
    };
    Ok(page_with(status, &drawn))
}

fn said_of(text: Text, done: Reconciled) -> String {
    let Reconciled { matched, found, known, rest, twice } = done;
    let mut said = text.f(
        "对上 {matched} 个编号，没有对应办件或者收费没有依据、记为监察发现的 {found} 个。",
        [("matched", &matched as &dyn std::fmt::Display), ("found", &found)],
    );
    if known > 0 {
        said += text.gap();
        said += &text.f("以前记过的 {n} 个。", [("n", &known)]);
    }
    if twice > 0 {
        said += text.gap();
        said += &text.f("重复列出的编号 {n} 个，请查一查是不是办了、收了两次。", [("n", &twice)]);
    }
    if rest > 0 {
        said += text.gap();
        let (most, rest): (&dyn std::fmt::Display, &dyn std::fmt::Display) = (&FOUND_MAX, &rest);
        said += &text.f(
            "一次最多记 {most} 个，还有 {rest} 个没有记，请再比对一次。",
            [("most", most), ("rest", rest)],
        );
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn organisation() -> Organisation {
        let toml = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo/organisation.toml");
        let toml = std::fs::read_to_string(toml).expect("the county's organisation is there");
        Organisation::from_toml(&toml).expect("it reads")
    }

    // F22: an amount is read as it is printed, what a number stands for twice is added up, and the second column counts for fees only.
    #[test]
    fn of_fees_the_amount_is_read_and_a_number_that_stands_twice_is_told() {
        let of = organisation();
        let read = |kind, typed: &str| -> Vec<(String, Option<u64>, usize)> {
            lines(&of, kind, typed).into_iter().map(|it| (it.written, it.amount_fen, it.times)).collect()
        };
        let line = |written: &str, amount, times| (written.to_owned(), amount, times);
        let typed = "编号,金额\nSC-2026-12,80\nSC-2026-13\nSC-2026-12\t80.50\nSC-2026-14；\"1,200.00元\"\nSC-2026-13，￥5\n";
        let expected = [
            line("SC-2026-12", Some(16_050), 2),
            line("SC-2026-13", Some(500), 2),
            line("SC-2026-14", Some(120_000), 1),
        ];
        assert_eq!(read(ListKind::Fees, typed), expected);
        assert_eq!(read(ListKind::Seals, "澄市监许受〔2026〕12号,80\n")[0].1, None, "no fee");
        for (typed, fen) in [
            ("0", Some(0)),
            ("80", Some(8_000)),
            ("80.5", Some(8_050)),
            ("80.05元", Some(8_005)),
            ("", None),
            (".5", None),
            ("80.555", None),
            ("-80", None),
            ("八十", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(fen_of(typed), fen, "{typed}");
        }
    }

    #[test]
    fn a_list_is_read_line_by_line_each_number_once_and_its_first_column_only() {
        let of = organisation();
        let read = |kind, typed: &str| -> Vec<String> {
            lines(&of, kind, typed).into_iter().map(|it| it.written).collect()
        };
        let typed = "编号,金额\r\n SC-2026-12 ,30\n\nSC-2026-12\t30\n\"SC-2026-13\"；x\n合计\n";
        assert_eq!(read(ListKind::Fees, typed), ["SC-2026-12", "SC-2026-13"]);
        // Brackets of any width are the same number.
        let papers = read(ListKind::Seals, "澄市监许受〔2026〕12号\n澄市监许受[2026]12 号\n");
        assert_eq!(papers, ["澄市监许受〔2026〕12号"]);
        let many: String = (0..2 * LINES_MAX).map(|n| format!("SC-2026-{n}\n")).collect();
        assert_eq!(read(ListKind::Fees, &many).len(), LINES_MAX + 1, "one more says that it is too long");
        assert_eq!(read(ListKind::Fees, &"1".repeat(1000)), ["1".repeat(LINE_MAX)]);
        assert!(read(ListKind::Certificates, "合计\n\n,,,\n").is_empty());
    }
}
