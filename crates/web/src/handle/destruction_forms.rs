//! The forms of a destruction list, and what a sent one asks.

use calendar::Day;
use centre::act::{FieldProblem, FieldWhy};
use centre::destruction::{Appraised, DestructionAct, DestructionView, Proposal};

use super::record_forms::{Fields, SentForm, Typed};
use pages::desk::RecordForm;
use pages::layout::Field;
use pages::text::Text;

/// Forms of these acts.
pub fn forms(
    text: Text,
    proposals: &[(&Proposal, String)],
    version: u64,
    csrf: &str,
    offers: &[&'static str],
    sent: &SentForm<'_>,
) -> Vec<RecordForm> {
    let form = |slug: &&'static str| {
        let fields = Fields { text, slug, sent };
        let make = |title, help, button, of| Some(fields.form(csrf, version, title, help, button, of));
        match *slug {
            "draw" => make(
                "逐卷鉴定，列清册",
                "每一卷都要看过再选：销毁，还是继续保管到哪一天；为什么，写清楚。这次不鉴定的，不选。",
                "列好了，请中心负责人批准",
                appraisals(&fields, proposals),
            ),
            "approve" => make(
                "批准清册",
                "逐卷看过理由再批。继续保管的马上生效；销毁的还要两个人销毁、一个人监销。",
                "批准",
                Vec::new(),
            ),
            "send-back" => {
                make("退回清册", "整份退回，一卷也不动。", "退回", vec![fields.area("reason", "为什么退回")])
            }
            "sign" => make(
                "销毁和监销签字",
                "对着清册，纸质案卷逐卷点清、当场销毁以后再签。第三个签字的人是监销人；签完，电子内容也不能再打开，不能恢复。",
                "我在场，已按清册逐卷办完",
                Vec::new(),
            ),
            _ => None,
        }
    };
    offers.iter().filter_map(form).collect()
}

fn appraisals(fields: &Fields<'_>, proposals: &[(&Proposal, String)]) -> Vec<Field> {
    let text = fields.text;
    let verdicts = [
        ("", text.t("这次不鉴定").to_owned()),
        ("destroy", text.t("销毁").to_owned()),
        ("keep", text.t("继续保管").to_owned()),
    ];
    let one = |(it, name): &(&Proposal, String)| {
        let verdict = fields.radios(&format!("verdict-{}", it.case), "", &verdicts, "");
        let until = fields.day(&format!("until-{}", it.case), "继续保管到哪一天");
        let reason = fields.line(&format!("reason-{}", it.case), "为什么", "");
        [Field { label: name.clone(), ..verdict.optional() }, until.optional(), reason.optional()]
    };
    proposals.iter().flat_map(one).collect()
}

/// What a sent form asks; `None` for an act that is none.
pub fn parse(typed: &Typed<'_>, view: &DestructionView) -> Option<Result<DestructionAct, Vec<FieldProblem>>> {
    Some(match typed.slug {
        "draw" => drawn(typed, view),
        "approve" => Ok(DestructionAct::Approve),
        "send-back" => Ok(DestructionAct::SendBack { reason: typed.text("reason") }),
        "sign" => Ok(DestructionAct::Sign),
        _ => return None,
    })
}

fn drawn(typed: &Typed<'_>, view: &DestructionView) -> Result<DestructionAct, Vec<FieldProblem>> {
    let (mut dossiers, mut problems) = (Vec::new(), Vec::new());
    for it in &view.proposals {
        let field = |name: &str| format!("{name}-{}", it.case);
        let keep_until = match typed.text(&field("verdict")).as_str() {
            "destroy" => None,
            "keep" => match Day::parse(&typed.text(&field("until"))) {
                Some(day) => Some(day),
                None => {
                    problems.push(FieldProblem { field: field("until"), why: FieldWhy::NotADay });
                    continue;
                }
            },
            _ => continue,
        };
        dossiers.push(Appraised { case: it.case, keep_until, reason: typed.text(&field("reason")) });
    }
    if problems.is_empty() { Ok(DestructionAct::Draw(dossiers)) } else { Err(problems) }
}
