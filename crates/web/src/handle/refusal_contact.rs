//! Why a first contact was not written down, given on, taken or ended, in a sentence (R76, F12, F13).

use casework::contact::ContactRefusal;
use catalogue::Organisation;

use super::words;
use pages::text::Text;

/// The sentence.
pub fn sentence(text: Text, organisation: &Organisation, refusal: &ContactRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    match refusal {
        ContactRefusal::NoSuchContact => t("没有查到这一条登记，请核对。"),
        ContactRefusal::AlreadyRecorded => t("这一位已经登记过了。"),
        ContactRefusal::NoDesk => t("您的岗位不在窗口、引导台或单位接待，不用登记首问。"),
        ContactRefusal::NotAtWindow => t("您今天不坐在这个窗口，请核对。"),
        ContactRefusal::NothingAsked => t("请选事项，或者写下问的是什么。"),
        ContactRefusal::CaseUnknown => t("没有这个收件编号，请对照回执再填。"),
        ContactRefusal::CaseNotRefused => t("这一件没有因为归那个单位办而不予受理，不能这样转。"),
        ContactRefusal::ListUnknown => t("清单刚刚更新，请重新选事项再打印。"),
        ContactRefusal::NobodyThere => t("那边今天没有人能签收，请选别的单位、窗口或同事。"),
        ContactRefusal::PingPong => {
            t("这件事从那边来，或者那边已经接过、退过，不能再转回去。请由您办出结果，拿不准的找窗口负责人。")
        }
        ContactRefusal::PassedTooOften => t("这件事已经转过太多次，不能再转。请由您办出结果。"),
        ContactRefusal::NotResponsible { responsible } => {
            text.f("这件事现在由{name}负责。", [("name", &words::person(text, organisation, *responsible))])
        }
        ContactRefusal::WaitsForSignature => t("已经转出，等对方签收。要自己办，请先收回。"),
        ContactRefusal::NothingWaits => t("这件事没有等着签收的转交。"),
        ContactRefusal::NotForYou => t("这件事没有转给您这里，不能由您签收。"),
        ContactRefusal::HasEnded => t("这件事已经有了结果，不能再改。"),
        ContactRefusal::TransferIsNoEnd => t("转交不是结果，请用“转交”。"),
    }
}
