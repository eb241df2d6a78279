//! What becomes of certificates: renewed by answer and by silence, corrected, changed, lost; ended after the holder was heard,
//! or left in force; and every paper of it handed out.

use casework::certificate::{CertificateId, EndGround, Heard, Owed};
use casework::{DocumentKind, Outcome};
use catalogue::item::Post;
use catalogue::{Organisation, PersonId, Power, WindowId};
use centre::Centre;
use centre::account::Session;
use centre::certificate::{
    CertificateAct, CertificateContent, CertificateView, HandedBy, HandingRecord, OtherHanding,
};
use centre::certificate_row::CertificateWhich;
use centre::contact_details::ContactDetails;
use centre::paper::{PaperNo, mark};

use super::after::{done, person};

/// Calendar days of the last month, in which papers are changed and proceedings run.
const MONTH: i32 = 30;
/// Calendar days of the last days, of which papers and applications wait at the end.
const LAST_DAYS: i32 = 3;
/// Certificates looked at for one that fits.
const LOOKED_AT: usize = 200;
/// The item whose licences are talked about.
const LICENCE: &str = "food-business";

/// Proceedings to end a licence, as they are told (N25, A23).
struct Course {
    /// Begun when so many calendar days are left.
    left: i32,
    ground: EndGround,
    facts: &'static str,
    /// What the holder says; none lets the time pass.
    words: Option<&'static str>,
    /// Whether it ends.
    ends: bool,
    /// Why.
    reasons: &'static str,
}

/// One of each kind, one after which the licence stays, and one whose holder may still speak at the end.
const COURSES: [Course; 6] = [
    Course {
        left: 30,
        ground: EndGround::ObtainedByDeceit,
        facts: "房东来信说明没有出租过这处房屋，场地证明是假的。",
        words: None,
        ends: true,
        reasons: "提交的场地证明经出证单位核实系伪造，陈述申辩期内没有收到说明，决定撤销。",
    },
    Course {
        left: 27,
        ground: EndGround::CircumstancesChanged,
        facts: "店铺所在的老街改造，房屋已列入征收范围，下月起停水停电。",
        words: Some("征收没有意见，请把停业补偿一起算清楚，搬了新址想接着开。"),
        ends: true,
        reasons: "准予许可所依据的场所客观情况发生重大变化，决定撤回；损失依法补偿，由征收部门一并办理，新址可以随时申请。",
    },
    Course {
        left: 24,
        ground: EndGround::GivenBack,
        facts: "持证人到窗口交回许可证，说店已经转让，不再经营。",
        words: Some("店转给亲戚了，他自己来办新证，我这张交回来。"),
        ends: true,
        reasons: "持证人不再经营并交回许可证，决定注销。",
    },
    Course {
        left: 21,
        ground: EndGround::Penalty,
        facts: "一年内三次因使用超过保质期的食品原料受到行政处罚，依据《食品安全法》第一百三十四条。",
        words: Some("前两次是进货没看日期，第三次是伙计拿错了，愿意交罚款，请不要吊销。"),
        ends: true,
        reasons: "一年内累计三次受到责令停产停业、吊销许可证以外的处罚，申辩的理由不影响认定，决定吊销。",
    },
    Course {
        left: 18,
        ground: EndGround::Unqualified,
        facts: "复查发现油烟管道没有接到屋顶，准予时不符合法定条件。",
        words: Some("管道准予以前就装好了，复查那天在检修，有施工单和照片。"),
        ends: false,
        reasons: "施工单和照片核对属实，准予时符合条件，许可证继续有效。",
    },
    Course {
        left: 4,
        ground: EndGround::Unqualified,
        facts: "复查发现操作间与卫生间相通，准予时不符合法定条件。",
        words: None,
        ends: true,
        reasons: "准予时不符合法定条件，陈述申辩期内没有收到说明，决定撤销。",
    },
];

/// How far proceedings have come.
#[derive(Clone, Copy, Default)]
enum Progress {
    #[default]
    Waiting,
    Open(CertificateId),
    Over,
}

/// What has been shown already; each thing happens once.
#[derive(Default)]
pub struct Holders {
    silent: bool,
    renewed: bool,
    refused: bool,
    corrected: bool,
    replaced: bool,
    changed: bool,
    reached: bool,
    handed: usize,
    unfetched: bool,
    undecided: bool,
    courses: [Progress; COURSES.len()],
}

impl Holders {
    /// What happens on a morning with so many calendar days left.
    pub async fn morning(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        left: i32,
    ) -> anyhow::Result<()> {
        self.renewals(centre, organisation).await?;
        self.hand_out(centre, organisation, left).await?;
        if left <= LAST_DAYS {
            self.last_days(centre, organisation).await?;
        }
        if left <= MONTH {
            self.papers(centre, organisation).await?;
            for (place, course) in COURSES.iter().enumerate().filter(|(_, course)| left <= course.left) {
                self.courses[place] = proceed(centre, organisation, course, self.courses[place]).await?;
            }
        }
        Ok(())
    }

    /// Felling permits of two months: one waits for silence, one is renewed by the head, one is not (N21).
    async fn renewals(&mut self, centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
        if self.silent && self.renewed && self.refused {
            return Ok(());
        }
        let handler = Session::acting(person("do.zr")?);
        let Some(view) = first(centre, &handler, "tree-felling", |_| true).await? else { return Ok(()) };
        let Some(window) = view.item.windows.first().copied() else { return Ok(()) };
        let at_window = organisation
            .posts
            .iter()
            .find(|it| it.windows.contains(&window) && it.post == Post::IntakeOfficer);
        let Some(officer) = at_window.map(|post| Session::acting(post.person)) else { return Ok(()) };
        let apply = CertificateAct::ApplyRenewal {
            document_type: view.content.document_type.clone(),
            document_number: view.content.document_number.clone(),
            collector: None,
            words: "采伐还没有完，想接着办。".into(),
            window,
        };
        if !act(centre, &officer, view.id, apply).await? {
            return Ok(());
        }
        if !self.silent {
            self.silent = true;
            return Ok(());
        }
        let able = organisation.who_may(Power::Decide, &view.item, centre.today());
        let Some(decider) = able.first().map(|holder| Session::acting(holder.person)) else { return Ok(()) };
        let (outcome, reasons) = match self.renewed {
            false => (Outcome::Granted, String::new()),
            true => (Outcome::Refused, "上一期采伐的迹地还没有更新造林，验收合格后可以重新申请。".to_owned()),
        };
        let decided =
            act(centre, &decider, view.id, CertificateAct::DecideRenewal { outcome, reasons }).await?;
        (self.renewed, self.refused) = (self.renewed || decided, self.renewed && decided);
        Ok(())
    }

    /// One licence with a typing error, one that was lost, one that permits more from now on (E17, A22, E11).
    async fn papers(&mut self, centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
        if self.corrected && self.replaced && self.changed && self.reached {
            return Ok(());
        }
        let handler = Session::acting(person("do.sc")?);
        let natural = |view: &CertificateView| view.content.document_type == "111";
        let view = first(centre, &handler, LICENCE, |view| self.corrected || natural(view)).await?;
        let Some(view) = view else { return Ok(()) };
        if !self.corrected {
            let content = CertificateContent {
                holder: format!("{}（个体工商户）", view.content.holder),
                ..view.content.clone()
            };
            let reason = "持证人名称漏打了“（个体工商户）”。".into();
            let correct = CertificateAct::Correct { content, reason, old_returned: true };
            self.corrected = reissue(centre, organisation, &handler, &view, correct).await?;
        } else if !self.replaced {
            let Some((officer, replace)) = lost(organisation, &view, "店里装修时丢了，已经找过。")
            else {
                return Ok(());
            };
            self.replaced = reissue(centre, organisation, &officer, &view, replace).await?;
        } else if !self.changed {
            let content = CertificateContent {
                scope: "热食类、冷食类食品制售".into(),
                ..view.content.clone()
            };
            let reason = "增加冷食类食品制售，专间的布局图已经核对。".into();
            let (shown_type, shown_number) =
                (view.content.document_type.clone(), view.content.document_number.clone());
            let change = CertificateAct::Change {
                content,
                shown_type,
                shown_number,
                collector: None,
                reason,
                old_returned: true,
            };
            self.changed = reissue(centre, organisation, &handler, &view, change).await?;
        } else if !self.reached {
            let Some((officer, window)) = at_window(organisation, &view) else { return Ok(()) };
            let contact = ContactDetails { telephone: "0000-0001990".into(), ..ContactDetails::default() };
            let change = CertificateAct::ChangeContact {
                document_type: view.content.document_type.clone(),
                document_number: view.content.document_number.clone(),
                contact,
                window,
            };
            self.reached = act(centre, &officer, view.id, change).await?;
        }
        Ok(())
    }
}

impl Holders {
    /// What was made is handed out the next morning: one to whoever brings a letter, one by post, one left there, the others to
    /// their holders (N16, E16, C25).
    async fn hand_out(
        &mut self,
        centre: &Centre,
        organisation: &Organisation,
        left: i32,
    ) -> anyhow::Result<()> {
        let post = organisation.posts.iter().find(|it| it.post == Post::DeliveryOfficer);
        let Some((officer, window)) =
            post.and_then(|it| Some((Session::acting(it.person), *it.windows.first()?)))
        else {
            return Ok(());
        };
        for brief in centre.certificate_list(&officer, None, CertificateWhich::Owed, "", LOOKED_AT).await? {
            let Some(view) = centre.certificate_fetch(brief.id).await? else { continue };
            // What is made in the last days waits, but for a notice: its days to speak begin with it.
            let fetched = |it: &&Owed| {
                it.on < centre.today()
                    && (left > LAST_DAYS || it.number.kind == DocumentKind::CertificateHearing)
            };
            for owed in view.file.owed.iter().filter(fetched) {
                let content = &view.content;
                let (document_type, document_number) =
                    (content.document_type.clone(), content.document_number.clone());
                let otherwise = |how, words: &str, witnesses| HandedBy::Otherwise {
                    how,
                    on: owed.on,
                    record: HandingRecord {
                        place: "澄湾镇河东街 12 号".into(),
                        words: words.into(),
                        witnesses,
                    },
                };
                let way = match self.handed {
                    0 => HandedBy::Collector {
                        name: "岑代领".into(),
                        document_type: "414".into(),
                        document_number: "E73190777".into(),
                    },
                    1 => {
                        let words = "示例邮政，单号 XX0077，本人签收。";
                        otherwise(OtherHanding::Post, words, Default::default())
                    }
                    2 => {
                        let witnesses = ["村委会王某".into(), "邻居李某".into()];
                        otherwise(OtherHanding::Left, "本人在家，说不收。", witnesses)
                    }
                    _ => HandedBy::Holder { document_type, document_number },
                };
                let paper = mark(PaperNo::Document(owed.number));
                let hand_out = CertificateAct::HandOut { paper, way, window };
                self.handed += usize::from(act(centre, &officer, view.id, hand_out).await?);
            }
        }
        Ok(())
    }

    /// One new paper that nobody has fetched yet, and one application that nobody has decided yet.
    async fn last_days(&mut self, centre: &Centre, organisation: &Organisation) -> anyhow::Result<()> {
        if self.unfetched && self.undecided {
            return Ok(());
        }
        let handler = Session::acting(person("do.sc")?);
        let Some(view) = first(centre, &handler, LICENCE, |_| true).await? else { return Ok(()) };
        if self.unfetched {
            let Some((officer, replace)) = lost(organisation, &view, "搬家时丢了。") else {
                return Ok(());
            };
            self.undecided = act(centre, &officer, view.id, replace).await?;
            return Ok(());
        }
        let content = CertificateContent {
            holder: format!("{}（店）", view.content.holder),
            ..view.content.clone()
        };
        let reason = "持证人名称漏打了“（店）”。".into();
        let correct = CertificateAct::Correct { content, reason, old_returned: true };
        self.unfetched = reissue(centre, organisation, &handler, &view, correct).await?;
        Ok(())
    }
}

/// A holder who has lost the paper, and who takes that down at a window.
fn lost(
    organisation: &Organisation,
    view: &CertificateView,
    reason: &str,
) -> Option<(Session, CertificateAct)> {
    let (officer, window) = at_window(organisation, view)?;
    let replace = CertificateAct::Replace {
        document_type: view.content.document_type.clone(),
        document_number: view.content.document_number.clone(),
        window,
        reason: reason.to_owned(),
        old_returned: false,
    };
    Some((officer, replace))
}

/// Who receives people at a window of the item.
fn at_window(organisation: &Organisation, view: &CertificateView) -> Option<(Session, WindowId)> {
    let sits = |window: &WindowId| {
        let mut posts = organisation.posts.iter();
        posts.find(|it| it.post == Post::IntakeOfficer && it.windows.contains(window)).map(|it| it.person)
    };
    let mut windows = view.item.windows.iter();
    windows.find_map(|window| Some((Session::acting(sits(window)?), *window)))
}

/// A correction, a change or a replacement: asked for by one, decided by another.
async fn reissue(
    centre: &Centre,
    organisation: &Organisation,
    asker: &Session,
    view: &CertificateView,
    asked: CertificateAct,
) -> anyhow::Result<bool> {
    let able = organisation.who_may(Power::Decide, &view.item, centre.today()).into_iter();
    let decider = able.map(|holder| holder.person).find(|who| *who != asker.person);
    let Some(decider) = decider.map(Session::acting) else { return Ok(false) };
    if !act(centre, asker, view.id, asked).await? {
        return Ok(false);
    }
    let granted = CertificateAct::DecideReissue { outcome: Outcome::Granted, reasons: String::new() };
    act(centre, &decider, view.id, granted).await
}

/// The next step of proceedings, one a morning.
async fn proceed(
    centre: &Centre,
    organisation: &Organisation,
    course: &Course,
    progress: Progress,
) -> anyhow::Result<Progress> {
    let handler = Session::acting(person("do.sc")?);
    let id = match progress {
        Progress::Over => return Ok(progress),
        Progress::Waiting => {
            let Some(view) = first(centre, &handler, LICENCE, |_| true).await? else { return Ok(progress) };
            let open = CertificateAct::OpenProceeding { ground: course.ground, facts: course.facts.into() };
            let opened = act(centre, &handler, view.id, open).await?;
            return Ok(if opened { Progress::Open(view.id) } else { progress });
        }
        Progress::Open(id) => id,
    };
    let Some(view) = centre.certificate_fetch(id).await? else { return Ok(progress) };
    let Some(running) = view.file.proceeding else { return Ok(Progress::Over) };
    match (running.heard, course.words) {
        (Heard::Awaited, None) => return Ok(progress),
        (Heard::Awaited, Some(words)) => {
            let spoken = CertificateAct::RecordStatement { words: words.into() };
            act(centre, &handler, id, spoken).await?;
            return Ok(progress);
        }
        _ => {}
    }
    let able = organisation.who_may(Power::Decide, &view.item, centre.today()).into_iter();
    let apart = |who: &PersonId| *who != view.file.granted_by && *who != running.by;
    let Some(decider) = able.map(|holder| holder.person).find(apart) else { return Ok(progress) };
    let end = CertificateAct::DecideProceeding { ends: course.ends, reasons: course.reasons.into() };
    let decided = act(centre, &Session::acting(decider), id, end).await?;
    Ok(if decided { Progress::Over } else { progress })
}

/// The first certificate of an item in force that fits and that nothing was done about yet, whole.
async fn first(
    centre: &Centre,
    who: &Session,
    short: &str,
    fits: impl Fn(&CertificateView) -> bool,
) -> anyhow::Result<Option<CertificateView>> {
    for brief in centre.certificate_list(who, None, CertificateWhich::InForce, "", LOOKED_AT).await? {
        let item = centre.item_body(brief.item_body).await?;
        let wanted = item.is_some_and(|item| item.short.as_str() == short);
        if !wanted || brief.renewal || brief.reissue || brief.proceeding {
            continue;
        }
        if let Some(view) = centre.certificate_fetch(brief.id).await?
            && view.file.papers.len() == 1
            && view.lines.iter().all(|line| !is_talked_about(line.event.kind()))
            && fits(&view)
        {
            return Ok(Some(view));
        }
    }
    Ok(None)
}

/// Whether a certificate with this in its history was shown with something already.
fn is_talked_about(kind: &str) -> bool {
    matches!(kind, "certificate.renewal-refused" | "certificate.proceeding-dropped")
}

async fn act(centre: &Centre, who: &Session, id: CertificateId, act: CertificateAct) -> anyhow::Result<bool> {
    done(centre.certificate_act(who, id, centre::seal::random(), None, &act).await)
}
