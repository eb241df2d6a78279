//! Words of spot checks.

use centre::file::CaseFile;
use centre::oversight::spot::SpotView;
use oversight::spot::{Event, SpotRefusal};

use super::words;
use pages::desk::SpotRow;
use pages::text::Text;

/// What a look or a remark is about: the hall, or the case of that place.
pub fn about(text: Text, place: u8) -> String {
    match place {
        0 => text.t("大厅和窗口").to_owned(),
        n => text.f("第 {n} 件", [("n", &n)]),
    }
}

/// What happened: what, who, and the words said.
pub fn happened(text: Text, view: &SpotView, event: &Event) -> (String, String, String) {
    let who = |id: catalogue::PersonId| match id == oversight::spot::visitor() {
        true => text.t("来访人员").to_owned(),
        false => words::person(text, &view.organisation, id),
    };
    match event {
        Event::Begun(it) => (text.t("抽件").to_owned(), who(it.by), view.visitor()),
        Event::Looked(it) => {
            (text.f("看了{what}", [("what", &about(text, it.place))]), who(it.by), String::new())
        }
        Event::Remarked(it) => {
            let what = text.f("对{what}提出意见", [("what", &about(text, it.place))]);
            (what, who(it.by), view.texts.text(it.words.0))
        }
        Event::Ended(it) => (text.t("提前结束").to_owned(), who(it.by), String::new()),
    }
}

/// Where a case stands, as officers say it.
pub fn state(text: Text, file: &CaseFile) -> String {
    file.public_state().map_or_else(String::new, |state| words::officer_state(text, state.key()).word)
}

/// How its time stands: the light and what is left; nothing where no clock runs.
pub fn time(text: Text, file: &CaseFile) -> String {
    let Some((_, watch)) = file.state.case.shown_clock() else { return "—".to_owned() };
    let light = words::light(text, watch.light).word().to_owned();
    let left = words::days_left(text, watch, file.now, &file.calendar);
    text.f("{light}，{left}", [("light", &light), ("left", &left)])
}

/// The row of a drawn case; it opens for who makes the check.
pub fn row(text: Text, base: &str, opens: bool, at: usize, file: &CaseFile) -> SpotRow {
    let facts = file.filed().map(|filed| &filed.facts);
    let unit = facts.map_or_else(String::new, |it| words::unit(text, &file.organisation, it.authority));
    let received = facts.map_or_else(String::new, |it| text.date_with_year(it.received_at.day()));
    SpotRow {
        href: if opens { format!("{base}/{}", at + 1) } else { String::new() },
        name: text.f("第 {n} 件", [("n", &(at + 1))]),
        cells: vec![file.item.name.clone(), unit, received, state(text, file), time(text, file)],
    }
}

/// Words without the numbers of documents: some stand in public registers beside a name.
pub fn without_numbers(words: &str) -> String {
    let parts = words.split_inclusive(['，', '；', ',', ';']);
    let kept: String = parts.filter(|part| !part.contains('〔')).collect();
    kept.trim_end_matches(['，', '；', ',', ';', ' ']).to_owned()
}

/// Why not, in words.
pub fn refused(text: Text, refusal: &SpotRefusal) -> String {
    let sentence = match refusal {
        SpotRefusal::Unknown => "没有查到这次检查。",
        SpotRefusal::AlreadyBegun => "这次检查已经开始了，不会重复。",
        SpotRefusal::MayNotBegin => {
            "检查由督查人员、中心负责人和社会监督员开始；查阅码由督查人员或中心负责人来发。"
        }
        SpotRefusal::NoVisitor => "发查阅码要写明来的是谁、哪个单位。",
        SpotRefusal::UnknownUnit => "没有这个单位，请重新选。",
        SpotRefusal::NothingThere => "这个范围里还没有办过件，没有可抽的。",
        SpotRefusal::TooManyToday => "今天已经抽了五次。抽到满意为止就不是随机了，请明天再来。",
        SpotRefusal::Over => "这次检查已经结束，只在开始的当天能看。",
        SpotRefusal::NoSuchPlace => "这次没有抽到这一件。",
        SpotRefusal::NotTheirs => "这次检查由别人来看，您看得到抽了哪些、看了什么，不能代看。",
        SpotRefusal::Full => "这次检查看的次数或者意见已经满了，请重新开始一次。",
    };
    text.t(sentence).to_owned()
}

#[cfg(test)]
mod tests {
    use super::without_numbers;

    #[test]
    fn numbers_of_documents_are_left_out_and_nothing_else() {
        for (words, bare) in [
            ("受理，澄公确受〔2026〕21号", "受理"),
            ("制证、用印；澄公证〔2026〕21号", "制证、用印"),
            ("收件，留下纸质材料 4 份；材料齐了。", "收件，留下纸质材料 4 份；材料齐了。"),
            ("Accepted, 澄公确受〔2026〕21号", "Accepted"),
            ("澄公证〔2026〕21号", ""),
            ("", ""),
        ] {
            assert_eq!(without_numbers(words), bare);
        }
    }
}
