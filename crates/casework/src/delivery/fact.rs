//! What was done so that a result reaches its applicant: facts of the same form as those of [`crate::event`].

use crate::command::Sealed;
use crate::delivery::ElectronicWay;
use crate::number::DocumentNo;
use calendar::{Day, Instant};
use catalogue::{Digest, PersonId, RowSet, WindowId};
use serde::{Deserialize, Serialize};

facts! {
    /// 换新的取件码: the old one is void from this instant (C13).
    PickupRenewed {
        /// Who looked at the document.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// Keyed digest of the new code.
        pickup: Digest,
        /// The new code.
        pickup_sealed: Sealed,
        /// Printed and handed over; otherwise sent.
        on_paper: bool,
        /// Which renewal it is, from 1.
        renewal: u16,
    }
    /// 送达地址确认书 (C25).
    AddressConfirmed {
        /// Who took it in.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// Address, recipient and telephone.
        address: Sealed,
    }
    /// 已寄出: with the carrier, not delivered (C25).
    ResultPosted {
        /// Who handed it to the carrier.
        by: PersonId,
        /// Carrier and number.
        posting: Sealed,
        /// The confirmed address it goes to.
        address: Sealed,
        /// Originals that go back in the same letter, by the rows of the folder (E8).
        #[serde(default, skip_serializing_if = "crate::taken_up::no_rows")]
        originals: RowSet,
    }
    /// 邮件退回: nobody took it, and what was in it is here again (C25).
    PostCameBack {
        /// Who took it in.
        by: PersonId,
        /// The day it came back.
        on: Day,
        /// Why, as it stands on the letter.
        reason: Sealed,
        /// Originals that came back with it.
        #[serde(default, skip_serializing_if = "crate::taken_up::no_rows")]
        originals: RowSet,
    }
    /// 退回登记更正: it had not come back, and is with the carrier (C25).
    PostReturnCorrected {
        /// Who corrected it.
        by: PersonId,
        /// Why.
        reason: Sealed,
        /// Originals that are in it.
        #[serde(default, skip_serializing_if = "crate::taken_up::no_rows")]
        originals: RowSet,
    }
    /// 邮件丢失: the carrier says so in writing, and the result is owed again (C25).
    PostLost {
        /// Who entered it.
        by: PersonId,
        /// The day of the carrier's word.
        on: Day,
        /// Its reference, and what it says.
        word: Sealed,
        /// Who had handed it to the carrier.
        sent_by: PersonId,
        /// Originals that were in it (E8).
        #[serde(default, skip_serializing_if = "crate::taken_up::no_rows")]
        originals: RowSet,
    }
    /// 公告送达, published (C25).
    DeliveryAnnounced {
        /// Who published it.
        by: PersonId,
        /// Where, and why nothing else reached the applicant.
        record: Sealed,
        /// The day it was published.
        on: Day,
        /// Its last day.
        until: Day,
    }
    /// 公告期满，视为送达 (C25, N16).
    DeliveryDeemed {
        /// The proof.
        proof: DocumentNo,
        /// The day it was published.
        on: Day,
        /// Its last day.
        until: Day,
    }
    /// 同意电子送达, with the confirmed electronic address (C25).
    ElectronicAgreed {
        /// Who took it in.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// By which way.
        way: ElectronicWay,
        /// The telephone or mailbox.
        address: Sealed,
    }
    /// The consent was taken back (C25).
    ElectronicEnded {
        /// Who took it in.
        by: PersonId,
        /// Where.
        window: WindowId,
    }
    /// 电子送达, sent: not delivered before it is fetched or its receipt is confirmed (C25).
    SentElectronically {
        /// Who sent it.
        by: PersonId,
        /// Where.
        window: WindowId,
        /// By which way.
        way: ElectronicWay,
        /// The confirmed address it goes to.
        address: Sealed,
        /// Keyed digest of the code by which it is fetched.
        code: Digest,
        /// The code itself, for the message.
        code_sealed: Sealed,
        /// The last day before another way is looked for.
        until: Day,
    }
    /// 电子送达 that nobody fetched in its days (C25).
    ElectronicUnfetched {
        /// The day it was sent.
        on: Day,
        /// The last of its days.
        until: Day,
    }
}
