//! The legal basis of a finding: that of its rule, or, where the rule rests on the licensing law and the item is no licence, the
//! articles that the item itself names (C1, C2, C3).

use catalogue::Item;
use catalogue::item::{Basis, ItemKind};

use crate::rule::Rule;

/// The law whose articles hold for licences alone.
const LICENSING_LAW: &str = "行政许可法";
/// What holds for every matter of government: the papers are told once, and everything has its time (N31).
const EVERY_MATTER: &str = "优化营商环境条例第三十六条第一款";

/// What a finding rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grounds<'a> {
    /// The basis of its rule, or what holds for every matter: the id of a sentence.
    Sentence(&'static str),
    /// Articles that the item names; one at the least, none twice.
    Articles(Vec<&'a Basis>),
}

impl Rule {
    /// The basis of what it finds in a case of this item, as the case has it; of none where it is about no case.
    pub fn grounds(self, item: Option<&Item>) -> Grounds<'_> {
        let own = self.basis();
        let Some(item) = item.filter(|it| it.kind != ItemKind::Licensing && own.starts_with(LICENSING_LAW))
        else {
            return Grounds::Sentence(own);
        };
        let mut articles = match self {
            Rule::RowsAdded | Rule::CorrectedAgain => return Grounds::Sentence(EVERY_MATTER),
            Rule::DeemedAccepted | Rule::AnswerLate | Rule::EnteredLate => {
                item.pre_acceptance.basis().into_iter().collect()
            }
            Rule::LawBroken => item.statutory.iter().filter_map(|it| it.basis.as_ref()).collect(),
            Rule::StopNearEnd | Rule::StopPastPlan | Rule::StopWithoutOrder => {
                item.exclusions.iter().map(|it| &it.basis).collect()
            }
            Rule::ExtendedNearEnd => item.extension.iter().map(|it| &it.basis).collect(),
            Rule::HearingLate => item.hearing.iter().map(|it| &it.basis).collect(),
            Rule::NotDelivered | Rule::PaperNotHandedOut => item.delivery.basis.iter().collect(),
            Rule::FeeWithoutCase | Rule::FeeWithoutBasis | Rule::FeeOutsideCounter => {
                item.fee.iter().map(|it| &it.basis).collect()
            }
            _ => Vec::new(),
        };
        if articles.is_empty() {
            articles = item.basis.iter().collect();
        }
        let mut once: Vec<&Basis> = Vec::with_capacity(articles.len());
        for basis in articles {
            if !once.contains(&basis) {
                once.push(basis);
            }
        }
        if once.is_empty() { Grounds::Sentence(EVERY_MATTER) } else { Grounds::Articles(once) }
    }
}
