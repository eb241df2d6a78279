//! The words about whose a case is: on the timeline, on the applicant's page, and in refusals (E10, E11, E13, E15).

use casework::quota::{QuotaRefusal, Turn};
use casework::{
    Change, EndGround, Event, Facts, RebindGround, RebindRefusal, RegisterRefusal, Sealed, SuccessionGround,
};
use catalogue::Organisation;
use centre::file::CaseFile;
use centre::particulars::{Applicant, Masked};

use super::tracked::View;
use super::words;
use pages::desk::act::{END_GROUNDS, SUCCESSION_GROUNDS};
use pages::text::Text;

/// What happened, and what was said.
pub fn said(text: Text, file: &CaseFile, event: &Event) -> (String, String) {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let open = |sealed: Sealed| file.texts.text(sealed.0);
    let none = String::new;
    match event {
        Event::ReceiptReissued(it) => {
            let window = words::window(text, &file.organisation, it.window);
            let what = text.f(
                "核对证件，在 {window}补打回执（第 {n} 次）；原来的查询码作废",
                [("window", &window), ("n", &it.reprint)],
            );
            (what, none())
        }
        Event::Rebound(it) => {
            let ground = text.t(rebind_ground(it.ground));
            let what = text.f(
                "改按清单第 {n} 版办：{ground}（{article}）",
                [("n", &it.revision), ("ground", &ground), ("article", &open(it.article))],
            );
            (what, open(it.changes))
        }
        Event::SameMatterCame(it) => {
            let window = words::window(text, &file.organisation, it.window);
            (text.f("申请人又到{window}来办同一件事，已带到这一件，没有另收", [("window", &window)]), none())
        }
        Event::ApplicantCorrected(it) => {
            let number = words::receipt_no(it.receipt);
            (text.f("登记错了人，更正；新的收件编号 {number}", [("number", &number)]), open(it.reason))
        }
        Event::ContactChanged(it) => {
            let window = words::window(text, &file.organisation, it.window);
            (text.f("申请人换了联系方式，在 {window}核对了证件", [("window", &window)]), none())
        }
        Event::ApplicantRenamed(it) => (t("申请人的姓名（名称）、证件号码变了，按证明更新"), open(it.proof)),
        Event::Succeeded(it) => {
            let how = succession_ground(text, it.ground);
            (text.f("换人接着办：{how}", [("how", &how)]), open(it.proof))
        }
        Event::EndedWithApplicant(it) => {
            let number = words::document_no(&file.organisation, file.item.kind, it.notice);
            let why = end_ground(text, it.ground);
            (text.f("终止办理：{why}，{no}", [("why", &why), ("no", &number)]), open(it.proof))
        }
        Event::WithdrawCodeSent(_) => (t("申请人要撤回，往本人手机发了验证码"), none()),
        Event::WithdrawnByApplicant(it) => (
            text.f(
                "申请人用手机验证码撤回（{cause}），待取材料 {n} 份",
                [("cause", &words::withdraw_cause(text, it.cause)), ("n", &it.papers)],
            ),
            it.words.map_or_else(none, open),
        ),
        _ => (none(), none()),
    }
}

/// Why a newer revision holds, as the form has it (C19).
pub fn rebind_ground(ground: RebindGround) -> &'static str {
    match ground {
        RebindGround::LawRequires => "法律规定适用新的一版",
        RebindGround::MoreFavourable => "新的一版对申请人更有利",
    }
}

fn rebind_refusal(text: Text, refusal: RebindRefusal) -> String {
    let sentence = match refusal {
        RebindRefusal::NotALegalReviewer => "换用新的一版，由合法性审核人员决定。",
        RebindRefusal::NotNewer => "这一件用的就是现行的一版。",
        RebindRefusal::AlreadyDecided => "已经作出决定，仍按原来的一版。",
        RebindRefusal::CourseDiffers => {
            "新的一版办理步骤、暂停的情形或者决定机关不一样，办到一半的件接不上，仍按原来的一版。"
        }
        RebindRefusal::RowsDiffer => "申请人交过的材料，在新的一版里对不上，仍按原来的一版。",
        RebindRefusal::MoreMaterials { .. } => "新的一版要多交材料；不是法律自己规定的，不能让申请人多交。",
        RebindRefusal::MoreAfterAcceptance { .. } => "已经受理，不能再要材料，仍按原来的一版。",
        RebindRefusal::TooManyBindings => "这一件已经换过多次，不能再换。",
    };
    text.t(sentence).to_owned()
}

fn succession_ground(text: Text, ground: SuccessionGround) -> String {
    let place = SuccessionGround::ALL.iter().position(|it| *it == ground);
    let words = place.and_then(|place| SUCCESSION_GROUNDS.get(place));
    words.map_or_else(String::new, |(_, words)| text.t(words).to_owned())
}

/// Why a case ended with its applicant, in the words of the form.
pub fn end_ground(text: Text, ground: EndGround) -> String {
    let place = EndGround::ALL.iter().position(|it| *it == ground);
    let words = place.and_then(|place| END_GROUNDS.get(place));
    words.map_or_else(String::new, |(_, words)| text.t(words).to_owned())
}

/// The numbers that were corrected and what the registration was before, each with what it is called.
pub fn former_numbers(text: Text, file: &CaseFile, facts: &Facts) -> Vec<(String, String)> {
    let mut numbers: Vec<(String, String)> = Vec::new();
    for former in facts.register.former().filter(|it| it.receipt != facts.receipt) {
        let number = words::receipt_no(former.receipt);
        if numbers.iter().all(|(_, known)| *known != number) {
            numbers.push((text.t("原收件编号（已更正）").to_owned(), number));
        }
    }
    numbers.extend(
        former_names(text, file, facts).into_iter().map(|line| (text.t("登记变更").to_owned(), line)),
    );
    numbers
}

/// Under what name the case was registered before, for officers: masked, with what became of it.
fn former_names(text: Text, file: &CaseFile, facts: &Facts) -> Vec<String> {
    let name = |sealed: Sealed| {
        let applicant: Applicant = file.texts.record(sealed.0).unwrap_or_default();
        Masked::new(applicant.name).name()
    };
    let line = |former: &casework::Former| {
        let (who, day) = (name(former.applicant_sealed), words::day(text, former.until.day()));
        let sentence = match former.change {
            Change::WrongPerson => "{day}以前误登记为{name}",
            Change::SamePerson => "{day}以前名为{name}",
            Change::Succeeded => "{day}以前由{name}申请",
        };
        text.f(sentence, [("day", &day), ("name", &who)])
    };
    facts.register.former().map(line).collect()
}

/// Where the papers wait that the applicant gave; nothing where none were kept.
pub fn papers_wait(view: &View<'_>, papers: u16) -> Vec<String> {
    if papers == 0 {
        return Vec::new();
    }
    let window = words::window(view.text, view.organisation(), view.filed.facts.window);
    let sentence = "交过的纸质材料 {n} 份，请带身份证到{window}取回，当面点清签收；退还清单在下面可以打印。";
    vec![view.text.f(sentence, [("n", &papers), ("window", &window)])]
}

/// The place of a case in the line of a limited number, until it is decided (A24).
pub fn in_line(view: &View<'_>) -> Option<String> {
    let (turn, place) = view.file.turn?;
    let place = place?;
    Some(match turn {
        Turn::UsedUp { number } => view.text.f(
            "名额一共 {number} 个，已经用完；您在候补名单第 {place} 位，有人退出或者到了下一年，按先后递补。",
            [("number", &number), ("place", &place)],
        ),
        _ => view.text.f("这件事有数量限制，按受理的先后决定，您排在第 {place} 位。", [("place", &place)]),
    })
}

/// Why a limited number is not granted now.
fn quota_refusal(text: Text, refusal: QuotaRefusal) -> String {
    match refusal {
        QuotaRefusal::NotItsTurn(Turn::Behind { first }) => text.f(
            "有数量限制的，按受理的先后决定：{number} 受理在前，还没有决定，请先办那一件。",
            [("number", &words::receipt_no(first))],
        ),
        QuotaRefusal::NotItsTurn(Turn::UsedUp { number }) => text
            .f("名额一共 {number} 个，已经用完；这一件在候补名单上等，按先后递补。", [("number", &number)]),
        QuotaRefusal::NotItsTurn(_) | QuotaRefusal::NotInLine => {
            text.t("这一件刚受理，正在排进等名额的队里，请过一分钟再试。").to_owned()
        }
        QuotaRefusal::AlreadyInLine => text.t("这一件已经排在等名额的队里。").to_owned(),
        QuotaRefusal::LineFull => text.t("排队等名额的件已经太多，不能再排。请告诉中心管理人员。").to_owned(),
    }
}

/// Why nothing was changed, and what to do.
pub fn refusal(text: Text, organisation: &Organisation, refusal: &RegisterRefusal) -> String {
    let sentence = match refusal {
        RegisterRefusal::NotAtThatWindow { window } => {
            let window = words::window(text, organisation, *window);
            return text.f("您今天不在 {window}，请坐到窗口上再办。", [("window", &window)]);
        }
        RegisterRefusal::Quota(it) => return quota_refusal(text, *it),
        RegisterRefusal::Rebind(it) => return rebind_refusal(text, *it),
        RegisterRefusal::IntakeCannotCorrect { .. } => "这一件是您受理的，登记不能由您一个人改。",
        RegisterRefusal::RegistrarCannotHandOut { .. } => {
            "这一件的登记是您改的，结果要由另一个人发出，谁也不能一个人既改登记又发证。"
        }
        RegisterRefusal::LetterNotSeen => "别人代办的，要看过授权委托书才能办。",
        RegisterRefusal::RegistrationMoved => "这一件的登记刚刚改过，请看了最新的登记再填一次。",
        RegisterRefusal::AlreadyDecided => {
            "已经作出决定，登记不能再改。登记错了的，只能撤销决定，重新收件办理。"
        }
        RegisterRefusal::SamePerson => "登记的就是这一位，请核对证件。",
        RegisterRefusal::AnotherFirm => {
            "只换法定代表人的，统一社会信用代码不变；代码不一样，请选合并或者分立。"
        }
        RegisterRefusal::NoFirm => "申请人是个人，没有法定代表人。",
        RegisterRefusal::WrongEnd => "个人选“去世”，单位选“注销”，请核对。",
        RegisterRefusal::TooManyChanges => "这一件的登记已经改过多次，不能再改。请告诉中心管理人员。",
        RegisterRefusal::MandateEnded => {
            "申请人已经换了，这一位以前的委托到那天为止，不能来领。请现在的申请人重新委托。"
        }
        RegisterRefusal::OnlyTheApplicant => "只有申请人本人能用手机验证码撤回。",
        RegisterRefusal::NoOwnTelephone => {
            "登记时没有留本人的手机号。请本人带身份证到任一窗口，窗口当场给办。"
        }
        RegisterRefusal::NothingIsSent => {
            "这里现在发不了短信，验证码送不到您的手机。请本人带身份证到任一窗口，窗口当场给办。"
        }
        RegisterRefusal::NoCodeSent => "还没有发验证码，请先点“发验证码”。",
        RegisterRefusal::CodeExpired => "验证码过了 10 分钟，请再发一次。",
        RegisterRefusal::CodeWrong => "验证码不对，请对照短信再填一次。",
    };
    text.t(sentence).to_owned()
}
