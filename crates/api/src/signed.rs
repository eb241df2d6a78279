//! The one-time code of a leader who signs by a program, in its header: the same check for every operation (A17).

use centre::case::Problem;
use centre::second_factor::CodeRefusal;
use centre::to_sign::ToSign;
use centre::token::Bearer;

use super::call::Call;
use super::operation::ONE_TIME_CODE;
use super::problem::{Kind, Trouble};
use web::handle::second_factor::code_sentence;

/// Checks the code before the act is submitted, where the person signs it as a leader.
pub async fn confirmed(call: &Call, bearer: &Bearer, id: [u8; 16], act: ToSign<'_>) -> Result<(), Trouble> {
    let sent = call.headers.get(ONE_TIME_CODE.name);
    let code = sent.map_or(Some(""), |it| it.to_str().ok().filter(|code| is_code(code)));
    let Some(code) = code else {
        return Err(call.wrong(ONE_TIME_CODE.name, "请填手机上现在显示的动态码，6 位数字。"));
    };
    if call.app.settings.without_second_factor {
        return Ok(());
    }
    let checked = call.app.centre.second_factor_check(&bearer.session, id, &act, code).await;
    let Err(refusal) = checked.map_err(|fault| call.fault(&fault))? else { return Ok(()) };
    let kind = match refusal {
        CodeRefusal::NotSetUp | CodeRefusal::Missing => Kind::CodeNeeded,
        CodeRefusal::Wrong | CodeRefusal::Used => Kind::CodeWrong,
        CodeRefusal::Throttled { until, .. } => return Err(call.problem(Problem::Throttled(until))),
    };
    Err(Trouble::field(kind, ONE_TIME_CODE.name, code_sentence(call.text, refusal)))
}

fn is_code(code: &str) -> bool {
    code.len() == centre::totp::DIGITS && code.bytes().all(|byte| byte.is_ascii_digit())
}
