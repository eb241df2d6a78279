//! What authorities were let see of dossiers in the last month (E30), and who read a case without taking part in it (F33).

use casework::disclosure::{AskerKind, Form, Pages};
use casework::folder::Folder;
use catalogue::CaseId;
use centre::Centre;
use centre::account::Session;
use centre::disclosure::{DisclosureAct, DisclosureForm, TellingForm, Visitor};
use centre::folder_row::FolderWhich;
use centre::list::{Narrow, Which};
use centre::view::Purpose;

use super::after::{done, person};

/// Days of the told weeks that remain when the police, the audit office, the court and somebody without a ground ask.
const ASKED: [i32; 4] = [15, 14, 9, 7];
/// Readings of people without a part: when, who, which of the open cases, what for.
const READ: [(i32, &str, usize, Purpose); 4] = [
    (8, "super", 0, Purpose::Supervision),
    (6, "super2", 1, Purpose::Complaint),
    (3, "super", 2, Purpose::Statistics),
    (2, "super", 0, Purpose::Other),
];

/// What has been shown already; each thing happens once.
#[derive(Default)]
pub struct Shown {
    asked: usize,
    originals: Option<(CaseId, u8)>,
    withheld: Option<(CaseId, u8)>,
    read: usize,
}

/// Who asks in which turn, for what, and when the applicant is told.
fn request(centre: &Centre, turn: usize) -> DisclosureForm {
    let visitor =
        |name: &str, certificate: &str| Visitor { name: name.into(), certificate: certificate.into() };
    let today = centre.today();
    let (kind, asker, document, basis) = match turn {
        0 => (
            AskerKind::Police,
            "澄禾县公安局",
            "调取证据通知书 澄公（经）调证字〔2026〕31号",
            "《刑事诉讼法》第五十四条",
        ),
        1 => (AskerKind::Audit, "澄禾县审计局", "审计通知书 澄审通〔2026〕12号", "《审计法》第三十四条"),
        2 => {
            (AskerKind::Supervision, "澄禾县监察委员会", "查询通知书 澄监查〔2026〕7号", "《监察法》第十八条")
        }
        _ => (AskerKind::Other, "澄禾县某协会", "介绍信 2026年第3号", "没有写明"),
    };
    DisclosureForm {
        kind,
        asker: asker.into(),
        document: document.into(),
        basis: basis.into(),
        visitors: vec![visitor("甲调查", "0000118"), visitor("乙调查", "0000235")],
        pages: Pages::Whole,
        form: [Form::Copy, Form::Original, Form::Read, Form::Read][turn.min(3)],
        telling: match turn {
            1 => TellingForm::From {
                day: Some(today.plus_days(4)),
                basis: "审计期间，依通知书第 2 项。".into(),
            },
            2 => TellingForm::From {
                day: Some(today.plus_days(60)),
                basis: "调查期间，依通知书第 3 项。".into(),
            },
            _ => TellingForm::Now,
        },
    }
}

impl Shown {
    /// What happens on a morning; `left` days of the told weeks remain.
    pub async fn morning(&mut self, centre: &Centre, left: i32) -> anyhow::Result<()> {
        if ASKED.get(self.asked).is_some_and(|day| left <= *day) {
            self.asks(centre).await?;
        }
        let keeper = Session::acting(person("do.sc")?);
        if let Some((case, place)) = self.originals.filter(|_| left <= 11)
            && let Folder::Kept(dossier) = centre.folder_state(case).await?.0
        {
            let back = DisclosureAct::TakeBack { sheets: dossier.rows.sheets() };
            if act(centre, &keeper, (case, place), &back).await? {
                self.originals = None;
            }
        }
        if let Some((case, place)) = self.withheld.filter(|_| left <= 4) {
            let until = centre.today().plus_days(120);
            let longer = DisclosureAct::Withhold {
                until, basis: "延长调查期限，澄监延〔2026〕2号。".into()
            };
            let head = Session::acting(person("chief.sc")?);
            if act(centre, &head, (case, place), &longer).await? {
                self.withheld = None;
            }
        }
        self.reads(centre, left).await
    }

    /// A request is written down for the first dossier that fits, and answered the same morning.
    async fn asks(&mut self, centre: &Centre) -> anyhow::Result<()> {
        let turn = self.asked;
        let form = request(centre, turn);
        let [keeper, head, chief] = ["do.sc", "head.biz", "chief.sc"].map(person);
        let (keeper, head, chief) =
            (Session::acting(keeper?), Session::acting(head?), Session::acting(chief?));
        let stored = centre.folder_list(&keeper, FolderWhich::Archived, "", 10).await?;
        // Each asks for another one, as far as there are so many.
        for brief in stored.iter().cycle().skip(turn).take(stored.len()) {
            let Folder::Kept(dossier) = centre.folder_state(brief.case).await?.0 else { continue };
            if dossier.loan.is_some() || dossier.rows.sheets() == 0 {
                continue;
            }
            let id = centre::seal::random();
            let Ok((place, _)) = centre.disclosure_register(&keeper, brief.case, id, &form).await else {
                continue;
            };
            let of = (brief.case, place);
            self.asked += 1;
            if turn == 3 {
                let reason = "介绍信没有写明法律依据，协会没有查阅权。".into();
                act(centre, &chief, of, &DisclosureAct::Decline(reason)).await?;
                return Ok(());
            }
            let agrees = if turn == 1 { &chief } else { &head };
            act(centre, agrees, of, &DisclosureAct::Approve).await?;
            let due_on = (form.form == Form::Original).then(|| centre.today().plus_days(5));
            act(centre, &keeper, of, &DisclosureAct::HandOut { due_on }).await?;
            match turn {
                1 => self.originals = Some(of),
                2 => self.withheld = Some(of),
                _ => {}
            }
            return Ok(());
        }
        Ok(())
    }

    async fn reads(&mut self, centre: &Centre, left: i32) -> anyhow::Result<()> {
        while let Some((_, who, which, purpose)) = READ.get(self.read).filter(|it| left <= it.0) {
            let who = Session::acting(person(who)?);
            let open = centre.case_list(&who, Which::All, Narrow::default(), None, 10).await?;
            let Some(brief) = open.get(*which) else { return Ok(()) };
            done(centre.view_say(&who, brief.id, *purpose, "核对一件来信反映的事。").await)?;
            self.read += 1;
        }
        Ok(())
    }
}

async fn act(centre: &Centre, who: &Session, of: (CaseId, u8), act: &DisclosureAct) -> anyhow::Result<bool> {
    done(centre.disclosure_act(who, of, centre::seal::random(), None, act).await)
}
