//! An identity or a code that is shown for a case may be guessed; wrong ones are counted, and after too many nobody may try.

use casework::Refusal;
use casework::certificate::CertificateRefusal;
use catalogue::Digest;
use ledger::{Done, Submission};

use crate::Centre;
use crate::case::Problem;
use crate::domain::Desk;
use crate::throttle;

impl Centre {
    /// Submits a command by which something is shown that could be guessed, `of` whom or what; `None` where nothing is.
    /// Only what was wrong is counted, so that an honest window is never held up.
    pub(crate) async fn submit_shown(
        &self,
        of: Option<Digest>,
        submission: Submission<Desk>,
    ) -> Result<Done, Problem> {
        let Some(of) = of else { return self.submit(submission).await };
        let (store, division, limit) = (&self.store, &self.division, throttle::PICKUP_CASE);
        if let Err(until) = throttle::look(store, division, limit, &of, self.now()).await? {
            return Err(Problem::Throttled(until));
        }
        let done = self.submit(submission).await;
        if let Err(Problem::Refused(
            Refusal::PickupCodeWrong
            | Refusal::IdentityDiffers { .. }
            | Refusal::Certificate(CertificateRefusal::CorrectionKeepsHolder),
        )) = done
        {
            let _ = throttle::count(store, division, limit, &of, self.now()).await?;
        }
        done
    }
}
