//! One rectification notice goes its whole course: issued without a case, answered the next day with a photograph of what was put
//! right, and accepted as every answer is (R104).

use catalogue::{OrderId, PersonId, UnitCode};
use centre::Centre;
use centre::account::Session;
use centre::case::Problem;
use centre::oversight::order::{OrderAct, OrderBrief, OrderForm};
use oversight::order::Kind;

use super::pictures::picture;

/// The form on which it is written: with the same id nothing is issued twice.
const FORM: [u8; 16] = *b"notice-board-old";
/// The unit that puts it right.
const UNIT: &str = "jt";

/// Issues it on the first morning.
pub async fn morning(centre: &Centre) -> anyhow::Result<()> {
    let by = PersonId::parse("super").map_err(|error| anyhow::anyhow!("super: {error}"))?;
    let by = Session::acting(by);
    let digits: String = FORM.iter().map(|byte| format!("{byte:02x}")).collect();
    match centre.order_fetch(&by, OrderId::parse(&digits)?).await {
        Ok(_) => return Ok(()),
        Err(Problem::NotFound) => {}
        Err(problem) => return Err(anyhow::anyhow!("the simulation met {problem:?}")),
    }
    let form = OrderForm {
        kind: Kind::Rectification,
        unit: Some(UnitCode::parse(UNIT)?),
        case: String::new(),
        finding: None,
        to: None,
        words: "窗口的公开栏还是旧的办事指南，收费标准没有换成现行的，请换上并报整改情况。".to_owned(),
    };
    match centre.order_issue(&by, FORM, &form).await {
        Ok(_) => Ok(()),
        Err(problem) => Err(anyhow::anyhow!("the simulation met {problem:?}")),
    }
}

/// Answers it on a later day than it was issued on, with a photograph.
pub async fn answered(centre: &Centre, brief: &OrderBrief, to: PersonId) -> anyhow::Result<()> {
    if brief.issued_at.day() >= centre.today() {
        return Ok(());
    }
    let words = "旧的办事指南已经撤下，换上现行的收费标准和流程图，照片附后。".to_owned();
    let answer = OrderAct::Answer { words, entry: None };
    let (session, id, pictures) = (Session::acting(to), centre::seal::random(), vec![picture(4, 60)?]);
    match centre.order_act_with(&session, brief.id, id, None, &answer, pictures).await {
        Ok(_) => Ok(()),
        Err(problem) => Err(anyhow::anyhow!("an answer with a photograph: {problem:?}")),
    }
}
