//! What a draw picks, kept for the next that asks: the desk of every inspector asks it, and a long list takes a while.

use std::sync::Arc;

use catalogue::DrawId;
use oversight::draw::{Held, List, Pick};

use crate::Centre;
use crate::seal::sm3;

/// Draws whose picks are kept.
const KEPT_MAX: usize = 64;

/// A draw in one of its versions, with its picks.
type Known = (DrawId, u64, Arc<Vec<Pick>>);

/// The picks that were asked for lately, the latest last.
#[derive(Default)]
pub(crate) struct PickCache(Vec<Known>);

impl PickCache {
    fn get(&self, id: DrawId, version: u64) -> Option<Arc<Vec<Pick>>> {
        let known = self.0.iter().find(|(draw, of, _)| *draw == id && *of == version);
        known.map(|(.., picks)| Arc::clone(picks))
    }

    fn keep(&mut self, id: DrawId, version: u64, picks: &Arc<Vec<Pick>>) {
        self.0.retain(|(draw, ..)| *draw != id);
        if self.0.len() >= KEPT_MAX {
            self.0.remove(0);
        }
        self.0.push((id, version, Arc::clone(picks)));
    }
}

impl Centre {
    /// The picks of a draw in this version.
    pub(super) fn draw_picks(&self, id: DrawId, version: u64, held: &Held, list: &List) -> Arc<Vec<Pick>> {
        let known = self.draw_picks.lock().expect("no panic while held").get(id, version);
        known.unwrap_or_else(|| {
            let picks = Arc::new(held.picks(list, sm3));
            self.draw_picks.lock().expect("no panic while held").keep(id, version, &picks);
            picks
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: usize) -> DrawId {
        DrawId::parse(&format!("d{n}")).expect("a code")
    }

    // A recusal makes another version, and other picks; of many draws the latest stay.
    #[test]
    fn picks_are_those_of_the_version_and_few_are_kept() {
        let (mut cache, picks) = (PickCache::default(), Arc::new(Vec::new()));
        cache.keep(id(0), 2, &picks);
        assert!(
            cache.get(id(0), 2).is_some() && cache.get(id(0), 3).is_none() && cache.get(id(1), 2).is_none()
        );
        cache.keep(id(0), 3, &picks);
        assert!(cache.get(id(0), 2).is_none() && cache.get(id(0), 3).is_some());
        for n in 1..KEPT_MAX {
            cache.keep(id(n), 1, &picks);
        }
        assert!(cache.get(id(0), 3).is_some(), "as many as are kept");
        cache.keep(id(KEPT_MAX), 1, &picks);
        assert!(cache.get(id(0), 3).is_none() && cache.get(id(KEPT_MAX), 1).is_some());
        assert_eq!(cache.0.len(), KEPT_MAX);
    }
}
