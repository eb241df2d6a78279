//! What messages to an applicant are put together of: the case, the promise, the agent, grounds, days, windows.

use calendar::{Clock, Day};
use casework::{Event, NonAcceptanceGround, Running, Stopped};
use catalogue::item::{ItemExclusion, Post};
use catalogue::{Authority, PersonId, RowSet, WindowId};

use crate::notice_words::{Telling, subject_of};

impl Telling<'_> {
    /// 您办的“食品经营许可”（收件编号 SC 2026 000123 K）.
    pub(crate) fn subject(&self) -> String {
        subject_of(self.say(), self.file, self.filed.facts.receipt)
    }

    /// Tone 5.
    pub(crate) fn promise(&self, promised: &Running, statutory: Option<&Running>) -> String {
        let (say, day) = (self.say(), self.due(&promised.clock));
        match statutory {
            Some(law) => say.f(
                "我们承诺 {day}前办好，法律规定最迟 {law}。",
                &[("day", &day), ("law", &self.due(&law.clock))],
            ),
            None => say.f("我们承诺 {day}前办好。", &[("day", &day)]),
        }
    }

    /// One person for every question (R113): whoever is away comes back, but not one who went for good (E33).
    pub(crate) fn agent(&self) -> String {
        let (file, named): (_, PersonId) = (self.file, self.filed.facts.agent);
        let today = file.now.day();
        let agent = match file.absences.deputy_of(named, today) {
            Some(_) => Some(named),
            None => casework::agent_on(&file.organisation, &file.absences, &file.item, named, today),
        };
        let Some(person) = agent.and_then(|agent| file.organisation.person(agent)) else {
            return String::new();
        };
        let telephone = person.telephone.as_ref().unwrap_or(&self.file.item.inquiry_telephone);
        let say = self.say();
        say.f(
            "全程代理人是{name}，电话 {telephone}，有事只找这一位。",
            &[("name", &say.name(&person.name, Some(&person.name_en))), ("telephone", telephone)],
        )
    }

    pub(crate) fn ground(&self, ground: &NonAcceptanceGround) -> String {
        let say = self.say();
        match ground {
            NonAcceptanceGround::NotRequired => {
                say.t("不用审批，您可以直接去做，依据写在告知书上。").to_owned()
            }
            NonAcceptanceGround::NotCompetent { office, unit } => {
                let office = self.file.texts.text(office.0);
                let unit = unit.and_then(|code| self.file.organisation.unit(code));
                let english = unit.map(|unit| unit.name_en.as_str());
                let office = say.name(&office, english);
                match unit.and_then(|unit| unit.telephone.as_ref()) {
                    Some(telephone) => say.f(
                        "归{office}办，请到那里申请，电话 {telephone}。",
                        &[("office", &office), ("telephone", telephone)],
                    ),
                    None => say.f("归{office}办，请到那里申请。", &[("office", &office)]),
                }
            }
            NonAcceptanceGround::Barred { ground } => {
                let ground = self.file.item.refusal_ground(*ground).map(|ground| {
                    let name = say.name(&ground.name, ground.name_en.as_deref());
                    (name.trim_end_matches(['。', '.']), ground.basis.short())
                });
                let said = match ground {
                    Some((name, law)) => {
                        say.f("这次不能受理：{name}（{law}）。", &[("name", &name), ("law", &law)])
                    }
                    None => say.t("这次不能受理。").to_owned(),
                };
                say.sentences(&[&said, say.t("理由和您还可以怎么办，写在告知书上。")])
            }
        }
    }

    /// The exclusion of the latest request for a stop.
    pub(crate) fn awaited(&self) -> Option<&ItemExclusion> {
        let asked = self.before.iter().rev().find_map(|line| match &line.event {
            Event::StopAskedFor(fact) => Some(fact.exclusion),
            _ => None,
        })?;
        self.file.item.exclusions.get(usize::from(asked))
    }

    /// What it is called.
    pub(crate) fn awaited_word(&self) -> Option<&str> {
        let exclusion = self.awaited()?;
        Some(self.say().name(&exclusion.applicant_word, exclusion.applicant_word_en.as_deref()))
    }

    /// The document that the stop rests on, or the last day to show it (F7); nothing in entries of old.
    pub(crate) fn order(&self, stopped: &Stopped) -> String {
        let (say, order) = (self.say(), self.file.stop_order(self.before));
        match stopped.order_by {
            _ if !order.is_empty() => say.f("依据文书：{order}。", &[("order", &order)]),
            Some(by) => say.f("依据文书最迟 {by}补登。", &[("by", &self.date(by))]),
            None => String::new(),
        }
    }

    /// What follows after this acceptance and by which day (N56); the entry after it says so.
    pub(crate) fn deferred(&self) -> String {
        let signed = self.after.first().and_then(|line| match &line.event {
            Event::Deferred(fact) => Some(*fact),
            _ => None,
        });
        signed.map_or_else(String::new, |fact| {
            self.say().f(
                "还要补来：{names}，最迟 {by}；补来之前不能作决定。",
                &[("names", &self.materials(fact.rows)), ("by", &self.date(fact.bring_by))],
            )
        })
    }

    pub(crate) fn materials(&self, rows: RowSet) -> String {
        self.say().things(&rows.iter().map(|row| self.material(row)).collect::<Vec<_>>())
    }

    fn material(&self, row: u8) -> String {
        let material = self.file.item.material(row);
        let name =
            |it: &catalogue::item::Material| self.say().name(&it.name, it.name_en.as_deref()).to_owned();
        material.map_or_else(|| row.to_string(), name)
    }

    pub(crate) fn window(&self, id: WindowId) -> String {
        let (say, centre) = (self.say(), &self.file.organisation.centre);
        match self.file.organisation.window(id) {
            Some(window) => say.f(
                " {no} 号{name}",
                &[("no", &window.no), ("name", &say.name(&window.name, Some(&window.name_en)))],
            ),
            None => say.name(&centre.name, Some(&centre.name_en)).to_owned(),
        }
    }

    /// A due day; one that rests on a year without notice says so.
    pub(crate) fn due(&self, clock: &Clock) -> String {
        let day = self.date(clock.due());
        match clock.is_provisional() {
            true => self.say().f("{day}（次年放假安排公布后可能微调）", &[("day", &day)]),
            false => day,
        }
    }

    /// A day with its weekday, and with its year where that is another than the message's.
    pub(crate) fn date(&self, day: Day) -> String {
        let (this_year, ..) = self.line.recorded_at.day().ymd();
        self.say().day(day, Some(this_year))
    }

    /// Who approved an extension (C7): the authority's head, of a joint matter the government's, or whom one of them named by
    /// letter.
    pub(crate) fn approved(&self, basis: &Authority) -> &'static str {
        let say = self.say();
        match basis {
            Authority::ByPost { post: Post::GovernmentHead, .. } => say.t("经本级人民政府负责人批准"),
            Authority::ByPost { post: Post::AuthorityHead, .. } => say.t("经本机关负责人批准"),
            Authority::ByDelegation { .. } => say.t("经负责人书面授权的人批准"),
            Authority::ByPost { .. } | Authority::No { .. } => say.t("经依法有权的人批准"),
        }
    }
}
