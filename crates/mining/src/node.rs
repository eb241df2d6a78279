//! The places of a procedure between which a case waits: the milestones of its life, the steps of the item among them.

/// A milestone, in the order of a procedure; what leaves the straight way stands beside the place where it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Papers came in.
    Received,
    /// What is missing was told.
    Told,
    /// More papers came.
    MorePapers,
    /// Nobody brought what was missing.
    NotBrought,
    /// Acceptance was refused.
    NotAccepted,
    /// Accepted, also by silence.
    Accepted,
    /// A step of the item was finished, from 0.
    Step(u8),
    /// A step was sent back.
    StepReturned,
    /// The clock was stopped.
    Stopped,
    /// The clock went on.
    Resumed,
    /// Decided.
    Decided,
    /// The decision came back from the re-check.
    DecisionReturned,
    /// The re-check is over.
    Rechecked,
    /// The result is there.
    Concluded,
    /// It was handed out.
    Delivered,
    /// The applicant took it back, or is no more.
    Withdrawn,
}

/// For whom a case waits between two milestones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// The office.
    Office,
    /// The applicant: the missing papers, or fetching the result.
    Applicant,
    /// A result from elsewhere while the clock is stopped.
    Stopped,
}

impl Node {
    /// The milestone of an entry; none where the entry is no milestone.
    pub fn of(kind: &str, step: Option<u8>) -> Option<Node> {
        Some(match (kind, step) {
            ("case.received", _) => Node::Received,
            ("case.correction-noticed" | "case.correction-renewed", _) => Node::Told,
            ("case.received-more", _) => Node::MorePapers,
            ("case.accepted" | "case.deemed-accepted", _) => Node::Accepted,
            ("case.acceptance-refused", _) => Node::NotAccepted,
            ("case.closed-for-missing", _) => Node::NotBrought,
            ("case.step-completed", Some(step)) => Node::Step(step),
            ("case.step-returned", _) => Node::StepReturned,
            ("case.stopped", _) => Node::Stopped,
            ("case.resumed", _) => Node::Resumed,
            ("case.decided", _) => Node::Decided,
            ("case.decision-returned", _) => Node::DecisionReturned,
            ("case.rechecked" | "case.recheck-lapsed", _) => Node::Rechecked,
            ("case.concluded", _) => Node::Concluded,
            ("case.delivered" | "case.delivery-deemed", _) => Node::Delivered,
            ("case.withdrawn" | "case.withdrawn-by-applicant" | "case.ended-with-applicant", _) => {
                Node::Withdrawn
            }
            _ => return None,
        })
    }

    /// For whom a case waits after this milestone, until the next.
    pub fn then_waits_for(self) -> Whose {
        match self {
            // What was closed for missing papers goes on only with a letter that was under way (E14).
            Node::Told | Node::NotBrought | Node::Concluded => Whose::Applicant,
            Node::Stopped => Whose::Stopped,
            _ => Whose::Office,
        }
    }

    /// Whether it lies on the straight way from receipt to delivery.
    pub fn is_straight(self) -> bool {
        matches!(
            self,
            Node::Received
                | Node::Accepted
                | Node::Step(_)
                | Node::Decided
                | Node::Rechecked
                | Node::Concluded
                | Node::Delivered
        )
    }
}
