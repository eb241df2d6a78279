//! The forms of acceptance's exceptions: rows released for a further notice, papers that follow.

use catalogue::RowSet;

use super::act_cards::Cards;
use super::words;
use pages::desk::Answer;
use pages::desk::act::{AcceptDeferred, ReleaseCorrection};

impl Cards<'_> {
    pub(super) fn accept_deferred(&self) -> Option<AcceptDeferred> {
        let rows = self.filed.facts.open_rows();
        let names = rows.iter().zip(self.names(rows)).collect();
        let rule = self.about.item.deferral()?.basis.as_ref();
        Some(AcceptDeferred {
            rows: names,
            bring_by: super::deferral_words::last_day(self.text(), self.file),
            promised_by: self.accept().promised_by,
            rule: rule.map_or_else(String::new, |basis| super::legal::short(self.text(), basis)),
            signed_error: self.error("accept-deferred", "signed"),
        })
    }

    pub(super) fn release_correction(&self) -> Option<ReleaseCorrection> {
        let facts = &self.filed.facts;
        let before = facts.correction.as_ref()?;
        let materials = &facts.materials;
        let may = materials.required.union(materials.marks.rows()).difference(before.named);
        let rows = self.about.item.materials.iter().filter(|it| may.contains(it.row)).map(|material| {
            let name = self.text().pick(&material.name, material.name_en.as_deref());
            Answer::of(material.row.to_string(), name).with_hint(super::file_parts::bases(material))
        });
        Some(ReleaseCorrection {
            named: self.names(before.named),
            rows: self.pick("release-correction", "ask", rows.collect()),
            reason: self.typed("release-correction", "reason", ""),
        })
    }

    /// What must come in before anything is granted; empty where nothing is awaited.
    pub(super) fn awaited(&self) -> String {
        super::deferral_words::open(self.filed).map_or_else(String::new, |deferral| {
            self.text().f(
                "容缺的材料还没有补来，不能准予：{rows}。说好最迟 {day}补来。",
                [
                    ("rows", &super::correction_words::names(self.text(), self.file, deferral.open())),
                    ("day", &words::day(self.text(), deferral.bring_by)),
                ],
            )
        })
    }

    /// Why a row may not stand in a further notice (tone 15); empty where it may.
    pub(super) fn barred_row(&self, row: u8) -> String {
        let facts = &self.filed.facts;
        let Some(before) = &facts.correction else { return String::new() };
        let released = facts.release.map_or(RowSet::EMPTY, |release| release.rows);
        if before.named.union(released).contains(row) {
            return String::new();
        }
        self.t("上次告知没有列这一项，现在不能再加。确实要加，须由窗口负责人写明理由签批，并记入监察。")
    }

    /// What a further notice is told about itself; empty before the first.
    pub(super) fn correction_again(&self) -> Vec<String> {
        let facts = &self.filed.facts;
        let Some(before) = &facts.correction else { return Vec::new() };
        let mut lines = vec![self.text().f(
            "{day}已经告知过，这是第 {n} 次。只能列上次列过、还没有来或不合要求的；最多告知 {most} 次。",
            [
                ("day", &self.text().date(before.noticed_on)),
                ("n", &(before.round + 1)),
                ("most", &casework::NOTICES_MAX),
            ],
        )];
        if let Some(release) = facts.release {
            let name = words::person(self.text(), self.about.organisation, release.by);
            let rows = super::correction_words::names(self.text(), self.file, release.rows);
            let reason = self.file.texts.text(release.reason.0);
            lines.push(self.text().f(
                "{name}批准加列：{rows}。理由：{reason}",
                [("name", &name), ("rows", &rows), ("reason", &reason)],
            ));
        }
        lines
    }
}
