//! The office's words for dual-random draws, and why something was not done.

use casework::certificate::CertificateId;
use catalogue::Organisation;
use catalogue::item::ItemKind;
use oversight::draw::{DrawRefusal, Held, List, Outcome, Pick, Way};

use super::{record_list, words};
use pages::layout::{StateWord, Tone};
use pages::text::Text;

/// Where a draw stands.
pub fn state(text: Text, key: &str) -> StateWord {
    let (word, tone) = match key {
        "announced" => ("已公告，等抽取", Tone::Waiting),
        "drawn" => ("已抽取，正在检查", Tone::Waiting),
        "late" => ("结果逾期没有全部公示", Tone::Late),
        "done" => ("结果全部公示", Tone::Good),
        _ => ("逾期没有抽取，作废", Tone::Late),
    };
    StateWord { word: text.t(word).to_owned(), tone }
}

/// What a visit found.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::InOrder => "未发现问题",
        Outcome::PutRight => "发现问题，已当场改正",
        Outcome::ToPutRight => "发现问题，责令限期改正",
        Outcome::HandedOver => "发现问题，移送处理",
        Outcome::NotFound => "查无下落",
        Outcome::Obstructed => "不配合检查，情节严重",
    }
}

/// The number of an announcement, as people read it.
pub fn number(organisation: &Organisation, number: casework::DocumentNo) -> String {
    words::document_no(organisation, ItemKind::PublicService, number)
}

/// A certificate, by the number that stands on it.
pub fn object(organisation: &Organisation, id: &str) -> String {
    match CertificateId::parse(id) {
        Some(certificate) => number(organisation, certificate.number()),
        None => id.to_owned(),
    }
}

/// The picks with what is known of each: object, staff numbers, day and result; nothing of a result before it is signed.
pub fn picks(
    text: Text,
    organisation: &Organisation,
    held: &Held,
    list: &List,
    picks: &[Pick],
) -> Vec<Vec<String>> {
    let row = |(place, pick): (usize, &Pick)| {
        let inspectors: Vec<&str> =
            pick.inspectors.iter().map(|n| list.inspectors[usize::from(*n)].staff_no.as_str()).collect();
        let visit = u8::try_from(place).ok().and_then(|place| held.visit(place));
        let (on, found) = match visit {
            Some(visit) if visit.signed.is_some() => {
                let together = match visit.with {
                    Some(_) => text.aside(text.t("与其他单位合并检查")),
                    None => String::new(),
                };
                (text.date(visit.on), text.t(outcome(visit.outcome)).to_owned() + &together)
            }
            Some(_) => ("—".to_owned(), text.t("等第二名检查人员签字").to_owned()),
            None => ("—".to_owned(), text.t("还没有检查").to_owned()),
        };
        let object = object(organisation, list.objects[usize::from(pick.object)].id.as_str());
        vec![(place + 1).to_string(), object, inspectors.join(text.comma()), on, found]
    };
    picks.iter().enumerate().map(row).collect()
}

/// The heads of that table.
pub fn heads(text: Text) -> Vec<String> {
    record_list::heads(text, &["序号", "抽查对象", "检查人员（工号）", "检查日期", "结果"])
}

/// What was fixed and laid open: label and value. `long` says that a value is a row of digits.
pub fn facts(
    text: Text,
    organisation: &Organisation,
    held: &Held,
    list: &List,
) -> Vec<(String, String, bool)> {
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String, long: bool| facts.push((text.t(name).to_owned(), value, long));
    fact("公告编号", number(organisation, held.number), false);
    fact("单位", words::unit(text, organisation, held.unit), false);
    fact("公告时间", words::moment(text, held.at), false);
    let lists = [("objects", list.objects.len()), ("inspectors", list.inspectors.len())];
    fact(
        "名单",
        text.f(
            "抽查对象 {objects} 个，检查人员 {inspectors} 名",
            lists.each_ref().map(|(k, v)| (*k, v as _)),
        ),
        false,
    );
    let of = match list.items.as_slice() {
        [] => text.t("这个单位有效的全部证照").to_owned(),
        items => items.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(text.comma()),
    };
    fact("抽查哪些证照", of, false);
    if !list.towns.is_empty() {
        let towns: Vec<&str> = list.towns.iter().map(|(_, name)| name.as_str()).collect();
        fact("在哪些乡镇的窗口办的", towns.join(text.comma()), false);
    }
    fact("抽取数量", text.f("抽 {n} 个，每个由两人检查", [("n", &list.count)]), false);
    fact("公开值取自", list.source.clone(), false);
    fact("公开值哪天知道", text.date(held.public_day), false);
    match held.way {
        Way::Announced => fact("最迟哪天抽取", text.date(held.reveal_by), false),
        Way::Drawn { at, value, results_by, .. } => {
            fact("抽取时间", words::moment(text, at), false);
            fact("公开值", value.to_string(), false);
            fact("结果最迟哪天公示", text.date(results_by), false);
        }
        Way::Lapsed => {}
    }
    fact("名单摘要（SHA-256）", held.list.to_string(), true);
    fact("密封值摘要（SM3）", held.commitment.to_string(), true);
    if let Way::Drawn { secret, .. } = held.way {
        fact("密封值", secret.to_string(), true);
    }
    facts
}

/// Why something was not done.
pub fn refused(text: Text, refusal: &DrawRefusal) -> String {
    let sentence = match refusal {
        DrawRefusal::Unknown => "没有查到这次抽查。",
        DrawRefusal::AlreadyAnnounced => "这次抽查已经公告了，不会重复。",
        DrawRefusal::MayNotAnnounce => "抽查由这个单位的领导或督查人员发起。",
        DrawRefusal::NoList => {
            "名单不够：要有有效的证照、两名以上持执法证的检查人员，抽取数量不能超过证照数。"
        }
        DrawRefusal::TooManyObjects => {
            let most = oversight::draw::OBJECTS_MAX;
            return text.f(
                "有效的证照超过 {n} 件，一次抽查放不下。请只选其中的几个事项，分几次抽。",
                [("n", &most)],
            );
        }
        DrawRefusal::TooFewApart => {
            "办过这些件的人要回避，剩下的检查人员不足两人。可以请另一个单位的人一起检查。"
        }
        DrawRefusal::PublicDay => "公开值的日子要在明天以后、六十天以内，这样公告时谁也不知道它是多少。",
        DrawRefusal::NotInsteadOf => "只有本单位已经抽取或者作废的抽查才能重抽。",
        DrawRefusal::MayNotReveal => "抽取由督查人员来做，不能是发起的人自己。",
        DrawRefusal::TooEarly { from } => {
            return text.f("公开值要到 {day}才知道，那天起才能抽取。", [("day", &text.date(*from))]);
        }
        DrawRefusal::NotWaiting => "这次抽查已经抽取，或者已经过了抽取的日子。",
        DrawRefusal::WrongSecret => "密封值和公告的摘要对不上，不能抽取。请找管理员查原因。",
        DrawRefusal::NotDrawn => "还没有抽取。",
        DrawRefusal::NoSuchPick => "没有抽到这一个。",
        DrawRefusal::NotPicked => "这一个不由您检查。回避也可以由单位领导提出，督查决定。",
        DrawRefusal::AlreadyEntered => "结果已经录入，不能再换检查人员。",
        DrawRefusal::AlreadySigned => "结果已经签字公示，不能再改。",
        DrawRefusal::NobodyLeft => "名单里没有别的检查人员可以换了。",
        DrawRefusal::RecusalAsked => "这一个已经提出过回避，等督查决定。",
        DrawRefusal::NothingAsked => "这一个没有等您决定的回避，可能已经决定，或者已经检查了。",
        DrawRefusal::MayNotAgree => {
            "单位领导提出的回避由督查人员决定，不能是提出的人，也不能是要回避的本人。"
        }
        DrawRefusal::VisitDay => "检查日期要在抽取以后，不能晚于今天。",
        DrawRefusal::NothingToSign => "还没有录入结果，没有要签字的。",
        DrawRefusal::SamePerson => "录入结果的人不能自己签字，要由另一名检查人员签。",
        DrawRefusal::NotTogether => {
            "合并检查的那一次，须是另一个单位的抽查，也抽中了同一个持证人，那边还没有检查过，或者就是同一天检查的；检查日期不能早于那一次抽取。"
        }
    };
    text.t(sentence).to_owned()
}
