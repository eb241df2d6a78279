//! What a folder and its history say, in the page's language.

use casework::folder::{Dossier, Event, Folder, FolderRefusal, Place, in_lost_letter, letter_may_come};
use catalogue::item::Retention;
use catalogue::{Item, RowSet};
use centre::act::Collector;
use centre::folder::{FolderLine, FolderView};

use super::{legal, loss_words, words};
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// 永久, 30 年, 10 年.
pub fn retention(text: Text, key: &str) -> String {
    let word = match key {
        "permanent" => "永久",
        "30-years" => "30 年",
        "10-years" => "10 年",
        _ => return String::new(),
    };
    text.t(word).to_owned()
}

/// The word for where a folder is.
pub fn state(text: Text, folder: &Folder) -> StateWord {
    let (word, tone) = match folder {
        Folder::Absent => ("没有立卷", Tone::Waiting),
        Folder::Kept(dossier) => match (dossier.archived, dossier.loan, dossier.place) {
            _ if dossier.destroyed.is_some() => ("已销毁", Tone::Ended),
            _ if dossier.loss.is_some() => ("遗失，等签字", Tone::Late),
            (Some(_), Some(loan), _) if loan.overdue => ("借出，超过归还日", Tone::Late),
            (Some(_), Some(_), _) => ("借出", Tone::Waiting),
            (Some(_), None, _) => ("已归档", Tone::Good),
            (None, _, _) if dossier.pending.is_some() => ("等签收", Tone::Waiting),
            (None, _, _) if dossier.fetch.is_some() => ("等人来取", Tone::Waiting),
            (None, _, Place::Apart { .. }) => ("另行移交", Tone::Active),
            (None, _, _) => ("随件", Tone::Active),
        },
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// Where the paper is, in a sentence; empty where no folder was opened.
pub fn place(text: Text, view: &centre::file::CaseFile, folder: &Folder) -> String {
    let Folder::Kept(dossier) = folder else { return String::new() };
    let name = |id| words::person(text, &view.organisation, id);
    if let Some(list) = dossier.destroyed {
        let no = words::document_no(&view.organisation, dossier.item_kind, list);
        return text.f("案卷保管期满，已按销毁清册 {no} 销毁，内容不能再打开", [("no", &no)]);
    }
    match (dossier.archived, dossier.loan, dossier.place) {
        (Some(_), Some(loan), _) => text.f("纸质案卷借给{name}", [("name", &name(loan.to))]),
        (Some(it), None, _) => {
            text.f("纸质案卷在 {box} 盒、{shelf} 架", [("box", &it.box_no), ("shelf", &it.shelf)])
        }
        (None, _, Place::Apart { person, .. }) => text.f("纸质案卷在{name}手上", [("name", &name(person))]),
        (None, _, _) => text.t("纸质案卷随件").to_owned(),
    }
}

/// Names of rows.
pub fn rows(text: Text, item: &Item, rows: RowSet) -> String {
    let name = |row: u8| item.material(row).map_or_else(|| row.to_string(), |it| legal::material(text, it));
    rows.iter().map(name).collect::<Vec<_>>().join(text.comma())
}

/// Label and value of what is so.
pub fn facts(text: Text, view: &FolderView) -> Vec<(String, String)> {
    let t = |word: &str| text.t(word).to_owned();
    let name = |id| words::person(text, &view.case.organisation, id);
    let mut facts = Vec::new();
    if let Some(filed) = view.case.filed() {
        facts.push((t("收件编号"), words::receipt_no(filed.facts.receipt)));
        let state = view.case.public_state().map_or("", |it| it.key());
        facts.push((t("办件"), words::officer_state(text, state).word));
        facts.push((t("办件在谁手上"), name(filed.facts.holding.person)));
    }
    let today = view.case.now.day();
    let may_come = view.case.filed().and_then(|filed| letter_may_come(&view.folder, filed, today));
    if let Some(until) = may_come {
        let said = text.f("过了 {day}再归档：到那天还可能来信，接着办", [("day", &text.date(until))]);
        facts.push((t("归档"), said));
    }
    let Folder::Kept(dossier) = &view.folder else { return facts };
    facts.push((t("案卷在哪儿"), place(text, &view.case, &view.folder)));
    let sheets = match dossier.rows.sheets() {
        0 if dossier.rows.iter().any(|it| !it.returned) => t("没有点过"),
        n => n.to_string(),
    };
    facts.push((t("卷内页数"), sheets));
    if let Some(pending) = dossier.pending {
        let moved =
            text.f("{from}交给{to}，等签收", [("from", &name(pending.from)), ("to", &name(pending.to))]);
        facts.push((t("移交"), moved));
    }
    if let Some(fetch) = dossier.fetch {
        let window = words::window(text, &view.case.organisation, fetch.window);
        let since = text
            .f("{day}起在 {window}等人来取", [("day", &text.date(fetch.since.day())), ("window", &window)]);
        facts.push((t("材料"), since));
    }
    let with_carrier = view.case.filed().map_or(RowSet::EMPTY, |filed| filed.originals_with_carrier());
    let nowhere = view.case.filed().map_or(RowSet::EMPTY, |filed| in_lost_letter(dossier, filed));
    for (label, set) in [
        ("还没有退还的原件", dossier.rows.owed().difference(with_carrier.union(nowhere))),
        ("随结果寄出、寄送单位报失的原件", nowhere),
        ("随结果寄出、等签收的原件", dossier.rows.owed().intersection(with_carrier)),
    ] {
        if !set.is_empty() {
            facts.push((t(label), rows(text, &view.case.item, set)));
        }
    }
    facts.extend(loss_words::facts(text, view, dossier));
    facts.extend(archive(text, view, dossier));
    facts
}

fn archive(text: Text, view: &FolderView, dossier: &Dossier) -> Vec<(String, String)> {
    let t = |word: &str| text.t(word).to_owned();
    let Some(it) = dossier.archived else { return Vec::new() };
    let kept = match (it.retention, it.keep_until) {
        (Retention::Permanent, _) | (_, None) => t("永久"),
        (class, Some(day)) => {
            let class = retention(text, centre::folder_row::retention_key(class));
            text.f("{class}，到 {day}", [("class", &class), ("day", &text.date_of_seal(day))])
        }
    };
    let index: String = it.index.to_string();
    let mut facts = vec![
        (t("档号"), words::document_no(&view.case.organisation, dossier.item_kind, it.number)),
        (t("盒"), it.box_no.to_string()),
        (t("架"), it.shelf.to_string()),
        (t("保管期限"), kept),
        (t("封存目录"), text.f("{n} 行，{digest}", [("n", &it.lines), ("digest", &&index[..16])])),
    ];
    if let Some(loan) = dossier.loan {
        let who = words::person(text, &view.case.organisation, loan.to);
        let until = text.f("{name}，{day}前还", [("name", &who), ("day", &text.date(loan.due_on))]);
        facts.push((t("借给"), until));
    }
    facts
}

/// What a line of the history says, and the words that were said.
pub fn said(text: Text, view: &FolderView, line: &FolderLine) -> (String, String) {
    let organisation = &view.case.organisation;
    let name = |id| words::person(text, organisation, id);
    let open = |sealed: casework::Sealed| view.texts.text(sealed.0);
    let item = &view.case.item;
    let number = |no| words::document_no(organisation, item.kind, no);
    let t = |sentence: &str| text.t(sentence).to_owned();
    match &line.event {
        Event::Opened(it) if it.rows.sheets() == 0 => (t("立卷，页数没有点过"), String::new()),
        Event::Opened(it) => (text.f("立卷，{n} 页", [("n", &it.rows.sheets())]), String::new()),
        Event::Given(it) => (
            text.f("案卷另行移交给{name}，{n} 页", [("name", &name(it.to)), ("n", &it.sheets)]),
            open(it.reason),
        ),
        Event::Taken(it) => (
            text.f("点清签收案卷，{n} 页", [("n", &it.sheets)]),
            if it.with_case { t("案卷和办件又在一起了。") } else { String::new() },
        ),
        Event::Recalled(_) => (t("收回案卷的移交"), String::new()),
        Event::OriginalsReturned(it) => {
            let fetched = it.collector.and_then(|sealed| view.texts.record::<Collector>(sealed.0));
            let said = match fetched {
                Some(who) => text.f("{who}代取", [("who", &who.name)]),
                None => rows(text, item, it.rows),
            };
            let sentence = if it.posted { "原件随结果寄到，{no}" } else { "原件已退还，{no}" };
            (text.f(sentence, [("no", &number(it.receipt))]), said)
        }
        Event::PapersWait(it) => {
            (t("这一件没有往下办，材料等人来取"), words::window(text, organisation, it.window))
        }
        Event::PapersJoined(it) => (t("补来的材料放进案卷，还没有点过"), rows(text, item, it.rows)),
        Event::PapersStay(it) => (
            t("退件撤销，接着办，材料不用取回"),
            match it.rows.is_empty() {
                true => String::new(),
                false => {
                    text.f("补来的一起放进案卷，还没有点过：{rows}", [("rows", &rows(text, item, it.rows))])
                }
            },
        ),
        Event::TakenUp(it) => (
            text.f("申请人又来办，这几样转到 {number}", [("number", &words::receipt_no(it.receipt))]),
            rows(text, item, it.rows),
        ),
        Event::MaterialsReturned(it) => (
            text.f("材料已退还，{n} 页，{no}", [("n", &it.sheets), ("no", &number(it.receipt))]),
            match it.collector.and_then(|sealed| view.texts.record::<Collector>(sealed.0)) {
                Some(who) => text.f("{who}代取", [("who", &who.name)]),
                None => rows(text, item, it.rows),
            },
        ),
        Event::Archived(it) => (
            text.f("归档，{no}", [("no", &number(it.number))]),
            text.f(
                "{box} 盒、{shelf} 架，{n} 页。",
                [("box", &it.box_no), ("shelf", &it.shelf), ("n", &it.sheets)],
            ),
        ),
        Event::Lent(it) => (
            text.f("借给{name}，{day}前还", [("name", &name(it.to)), ("day", &text.date(it.due_on))]),
            open(it.purpose),
        ),
        Event::LoanOverdue(it) => (text.f("过了归还日，提醒{name}", [("name", &name(it.to))]), String::new()),
        Event::TakenBack(it) => (text.f("归还，点清 {n} 页", [("n", &it.sheets)]), String::new()),
        Event::KeptLonger(it) => (
            text.f(
                "按 {no} 继续保管到 {day}",
                [("no", &number(it.list)), ("day", &text.date_with_year(it.until))],
            ),
            String::new(),
        ),
        Event::Destroyed(it) => (
            text.f("按 {no} 销毁，两人销毁、一人监销", [("no", &number(it.list))]),
            t("案卷里的内容不能再打开；记录、编号和统计保留。"),
        ),
        Event::LossNoted(_) | Event::LossSigned(_) | Event::LossDropped(_) | Event::PapersFound(_) => {
            loss_words::said(text, view, &line.event)
        }
        Event::DestructionProposed(_) => (t("保管期满，提请鉴定；没有批准和监销，不销毁"), String::new()),
    }
}

/// The sentence of a refusal that is of folders alone.
pub fn refusal(
    text: Text,
    refusal: FolderRefusal,
    name: impl Fn(catalogue::PersonId) -> String,
    item: &Item,
) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let named = |set: RowSet| rows(text, item, set);
    use FolderRefusal::*;
    match refusal {
        NoSuchFolder => t("这一件还没有立卷。先把收下的纸质材料装进案卷、列出页数。"),
        AlreadyOpen => t("这一件已经立过卷。"),
        ListWrong { rows } if rows.is_empty() => t("页数要从 1 填起，每样材料只列一次。"),
        ListWrong { rows } => {
            text.f("这几样没有收下纸质材料，或者页数不对：{rows}。", [("rows", &named(rows))])
        }
        ListIncomplete { rows } => text.f("这几样收下了，案卷里还没有列：{rows}。", [("rows", &named(rows))]),
        NotWithYou { person } => text.f("纸质材料在{name}手上，由{name}办。", [("name", &name(person))]),
        GivenBefore { to } => text.f("案卷已经交给{name}，对方还没有签收。", [("name", &name(to))]),
        SheetsDiffer { listed, counted } => text.f(
            "应有 {listed} 页，您点到 {counted} 页。请两人当面再点一次；对不上就不要交、不要收。真的找不到了，由拿着案卷的人报告遗失。",
            [("listed", &listed), ("counted", &counted)],
        ),
        AllGoesBack => t("这一件没有往下办，原件和别的材料一起退：请用“退还材料”。"),
        StaysWithCase => t("这一件还在办，或者已经办完送达，材料留在卷里；要退的原件请用“退还原件”。"),
        ProofNotSeen => t("别人来代取，要先看委托书；申请人不在了的，要看继承或者清算的证明。看过了再勾选。"),
        NothingToReturn => t("还没有勾选要退还的，或者勾选的已经退过。"),
        OriginalsOwed { rows } => {
            let sentence = "这几样原件还没有退给申请人：{rows}。来领的，先在案卷里用“退还原件”当面退还、签收；邮寄的，和结果装在一封里，登记邮寄时勾上。";
            text.f(sentence, [("rows", &named(rows))])
        }
        WithCarrier { rows } => text.f(
            "这几样原件随结果寄出了，还没有签收：{rows}。签收了的登记回执，退回来、丢了的先登记退回、丢失。",
            [("rows", &named(rows))],
        ),
        InLostLetter { rows } => text.f(
            "这几样原件在寄送单位报失的那一封里：{rows}。负责人在案卷里签字登记遗失以后再办；后来退回或者签收了的，先登记退回或者回执；案卷里的遗失撤销了、还是没有找到的，再登记一次丢失。",
            [("rows", &named(rows))],
        ),
        LetterMayCome { until } => text.f(
            "这一件逾期没有补材料，已经退件。最后一天寄出的信，路上最多算 {n} 天，信到了还要接着办：过了 {day}再归档。",
            [("n", &casework::POSTED_DAYS_MAX as &dyn std::fmt::Display), ("day", &text.date(until))],
        ),
        CaseOpen => t("这一件还没有办完，不能归档。"),
        PapersNotFound { rows } => text.f(
            "这几样材料没有找到：{rows}。请找齐再归档；立卷时没有列的，先立卷；真的找不到了，报告遗失，签过字再归档。",
            [("rows", &named(rows))],
        ),
        Destroyed { .. } => t("案卷保管期满，已经按清册销毁，不能再办。"),
        InArchive => t("案卷已经归档。要用，请办借阅。"),
        NotInArchive => t("案卷还没有归档，不用借阅。"),
        OnLoan { to } => text.f("案卷借在{name}那里，要由别的人点收。", [("name", &name(to))]),
        NotOnLoan => t("案卷在架上，没有借出。"),
        WithAuthority { due_on } => {
            text.f("案卷原件调给了办案机关，{day}前归还。还回来以后再办。", [("day", &text.date(due_on))])
        }
        LoanTooLong { days_max } => text.f("一次最多借 {n} 天，到期可以再借。", [("n", &days_max)]),
        PlaceMissing => t("请填放在第几盒、第几架，从 1 填起。"),
        NotByHand => t("这一步由系统照办件或者清册来记，不能单独办。"),
        NotAsLost { rows } if rows.is_empty() => t("没有登记过还没有找到的遗失，或者还没有填找到了几页。"),
        NotAsLost { rows } => {
            text.f("这几样没有登记过遗失，或者填的比登记遗失的多：{rows}。", [("rows", &named(rows))])
        }
        LossWaits { .. } | NoLossNoted | NothingLost | LossBeyondCount { .. } | OwnLoss => {
            loss_words::refusal(text, refusal, name)
        }
    }
}
