//! The words of messages about a rating.

use catalogue::{CaseId, RatingId};
use oversight::rating::{Invitation, Kind, Rating};

use super::{RATER, grouped, tablet_rating_code};
use crate::case::Problem;
use crate::domain::State;
use crate::kinds::rating::stream_of;
use crate::notice::addressed;
use crate::notice_words::{bare, day_words, from_centre, from_the_centre, subject_of};
use crate::oversight::is_telephone;
use crate::particulars::{Language, Texts};
use crate::say::Say;
use crate::{Centre, Fault};

/// The rating that a message is about.
pub(crate) fn rating_of(recipient: &str) -> Option<RatingId> {
    RatingId::parse(recipient.strip_prefix(RATER)?).ok()
}

impl Centre {
    /// Case, telephone and words of a message about a rating; none where it says nothing, or nobody can be told. Of a rating on a
    /// tablet there is no case: it goes to the telephone that was left there.
    pub(crate) async fn rating_told(
        &self,
        id: RatingId,
        kind: &str,
    ) -> Result<Option<(Option<CaseId>, String, String)>, Fault> {
        let Some((rating, texts)) = self.rating_state(id).await? else { return Ok(None) };
        let Some(case) = rating.about().and_then(|about| about.case) else {
            let say = Say(Language::Chinese);
            let Some(link) = self.rating_link(say, id, &rating, &texts) else { return Ok(None) };
            let Some(said) = said(say, kind, &rating, &texts, &link) else { return Ok(None) };
            return self.visitor_told(&rating, &texts, &said).await;
        };
        let Some(file) = self.case_fetch(case).await? else { return Ok(None) };
        let say = Say(file.applicant.language);
        let Some(link) = self.rating_link(say, id, &rating, &texts) else { return Ok(None) };
        let Some(said) = said(say, kind, &rating, &texts, &link) else { return Ok(None) };
        let Some(filed) = file.filed() else { return Ok(None) };
        let subject = subject_of(say, &file, filed.facts.receipt);
        let said = say.sentences(&[&subject, &said]);
        let (to, text) = addressed(&file.applicant, from_the_centre(&file, &said));
        Ok(Some((Some(case), to, text)))
    }

    /// The same for whoever rated on a tablet; none where what was left there is no telephone.
    async fn visitor_told(
        &self,
        rating: &Rating,
        texts: &Texts,
        said: &str,
    ) -> Result<Option<(Option<CaseId>, String, String)>, Fault> {
        let Some(held) = rating.held() else { return Ok(None) };
        let contact = held.answer.contact.map_or_else(String::new, |it| texts.text(it.0));
        let to = contact.trim();
        let Some(organisation) = self.organisation().await?.filter(|_| is_telephone(to)) else {
            return Ok(None);
        };
        let subject = Say(Language::Chinese)
            .f("您 {day}在窗口的平板上评过服务。", &[("day", &day_words(held.at.day()))]);
        let text = from_centre(&organisation, &format!("{subject}{said}"));
        Ok(Some((None, to.to_owned(), text)))
    }

    /// State and opened texts of a rating.
    pub(super) async fn rating_state(&self, id: RatingId) -> Result<Option<(Rating, Texts)>, Fault> {
        let stream = stream_of(id);
        let loaded = self.ledger.load(&self.division, &stream).await?;
        let Some(State::Rating(rating)) = loaded.map(|loaded| loaded.state) else { return Ok(None) };
        let texts = self.texts_of(&stream).await?;
        Ok(Some((rating, texts)))
    }

    /// Where the rating page is, with its code; without an address of the centre the code alone.
    fn rating_link(&self, say: Say, id: RatingId, rating: &Rating, texts: &Texts) -> Option<String> {
        let sent = |invitation: &Invitation| texts.text(invitation.code_sealed.0);
        let code = match rating {
            Rating::Invited(invitation) => sent(invitation),
            Rating::Given(held) => match &held.invitation {
                Some(invitation) => sent(invitation),
                None => held.code.map(|_| tablet_rating_code(&self.keys, &self.division, id))?,
            },
            Rating::Absent => return None,
        };
        let code = grouped(&code);
        Some(match self.public_url.as_str() {
            "" => say.f("在网站的“评价”页填评价码 {code}", &[("code", &code)]),
            url => format!("{url}/rate/{code}"),
        })
    }

    /// The code that was sent for a case, for a demonstration's simulated applicants; elsewhere none.
    ///
    /// # Errors
    /// Only faults.
    pub async fn rating_code(&self, case: CaseId, kind: Kind) -> Result<Option<String>, Problem> {
        if !self.sample {
            return Ok(None);
        }
        let (id, _) = super::rating_id(&self.keys, &self.division, case, kind);
        let Some((rating, texts)) = self.rating_state(id).await? else { return Ok(None) };
        let Rating::Invited(invited) = rating else { return Ok(None) };
        Ok(Some(texts.text(invited.code_sealed.0)).filter(|code| !code.is_empty()))
    }
}

/// What a message says after its subject; none where there is nothing to say.
fn said(say: Say, kind: &str, rating: &Rating, texts: &Texts, link: &str) -> Option<String> {
    let bare = |words: casework::Sealed| bare(&texts.text(words.0)).to_owned();
    let dismissal = rating.held().and_then(|held| held.round).and_then(|round| round.dismissal);
    let until = match rating {
        Rating::Invited(invited) => Some(invited.until),
        Rating::Given(held) => held.invitation.map(|it| it.until),
        Rating::Absent => None,
    };
    match (kind, rating.about().map(|about| about.kind), until) {
        ("rating-invited", Some(Kind::Visit), Some(until)) => Some(say.f(
            "窗口已经收件。窗口服务得怎么样，愿意的话请评一评：{link}。{until}前有效，只能用一次；评不评都由您，窗口看不到是谁评的。",
            &[("link", &link), ("until", &say.day(until, None))],
        )),
        ("rating-invited", Some(Kind::Matter), Some(until)) => Some(say.f(
            "结果已经交到您手里。这件事办得怎么样，愿意的话请评一评：{link}。{until}前有效，只能用一次；评不评都由您，经办的人看不到是谁评的。",
            &[("link", &link), ("until", &say.day(until, None))],
        )),
        ("rating-dismissed", ..) => {
            let dismissal = dismissal?;
            let why = dismissal.decided.map_or_else(String::new, |(_, it)| bare(it.words));
            let by = dismissal.appeal_by.map(|day| say.day(day, None)).unwrap_or_default();
            Some(say.f(
                "您给的评价经两人先后核实，没有计入，理由是：{why}。您不同意，{by}前可以申诉，由第三个人答复：{link}。",
                &[("why", &why), ("by", &by), ("link", &link)],
            ))
        }
        ("rating-appeal-decided", ..) => {
            let (right, words) = dismissal?.appeal_decided?;
            let why = bare(words.words);
            Some(match right {
                true => say.f(
                    "您的申诉成立，评价重新计入，接着核实、整改。理由是：{why}。",
                    &[("why", &why)],
                ),
                false => say.f("您的申诉没有成立，评价仍不计入。理由是：{why}。", &[("why", &why)]),
            })
        }
        _ => None,
    }
}
