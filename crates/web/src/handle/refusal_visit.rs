//! Why a check on site was not recorded or not confirmed, in a sentence (C36, N11).

use casework::VisitRefusal;
use catalogue::Organisation;

use super::words;
use pages::text::Text;

/// The sentence.
pub fn sentence(text: Text, organisation: &Organisation, refusal: &VisitRefusal) -> String {
    let t = |sentence: &str| text.t(sentence).to_owned();
    let name = |id| words::person(text, organisation, id);
    match refusal {
        VisitRefusal::RecordMissing => t("现场核查要有记录才算办完：同去的人、进出时间、笔录、签字和照片。"),
        VisitRefusal::RecordNotWanted => t("这一步不是现场核查，不写核查记录。"),
        VisitRefusal::RecordStands => t("同事已经写了核查记录，您只要核对、写自己的意见。"),
        VisitRefusal::NoSiteStep => t("这一步不在现场办。要到现场核查的，清单里另有一步。"),
        VisitRefusal::NoCertificate { person, .. } => {
            text.f("{name}没有登记本单位的执法证，不能去现场核查。", [("name", &name(*person))])
        }
        VisitRefusal::SecondOfficerWrong { .. } => {
            t("现场核查要两名执法人员，请选同单位、能办这一步的另一位。")
        }
        VisitRefusal::NotNamed { named } => {
            text.f("核查记录上同去的是{name}，请{name}来确认。", [("name", &name(*named))])
        }
        VisitRefusal::LeftBeforeEntered => t("离开的时间早于到的时间，请再核对。"),
        VisitRefusal::NotOneDay => t("到和离开不在同一天。去了几天，就记几次。"),
        VisitRefusal::NotYet => t("填的时间还没有到，请再核对。"),
        VisitRefusal::BeforeReceipt { received_on } => text
            .f("这一件是 {day}收的，核查不会在那以前，请再核对日期。", [("day", &text.date(*received_on))]),
        VisitRefusal::Photographs { most } => text.f("照片至少 1 张，最多 {n} 张。", [("n", most)]),
        VisitRefusal::NotRecorded => t("还没有现场核查记录。先把核查记下来，再交照片。"),
        VisitRefusal::NotThere { by, with } => text.f(
            "现场照片由去核查的{first}、{second}交，或者由正在承办的人交。",
            [("first", &name(*by)), ("second", &name(*with))],
        ),
        VisitRefusal::EnoughKept { most } => text.f("这次核查已经留了 {n} 张照片，不再收了。", [("n", most)]),
        VisitRefusal::Archived => t("案卷已经归档，不能再往里放照片。"),
    }
}
