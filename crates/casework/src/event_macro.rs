//! The macro that makes of one list of facts the event enum, its kinds, and their stored form.

macro_rules! events {
    // Facts of about the same size; the others need an exception to a lint.
    (@small $($all:tt)+) => {
        events! { @made [] $($all)+ }
    };
    (@made [$($exception:meta)?] $(
        $(#[$doc:meta])* $name:ident = $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* }
    )+) => {
        /// A fact.  Its kind is stable for ever; a new meaning is a new kind.
        $(#[$exception])?
        #[derive(Copy, Clone, Debug, PartialEq)]
        pub enum Event {
            $($(#[$doc])* $name($name),)+
        }

        /// Every kind of event, in the order of a life.
        pub const KINDS: &[&str] = &[$($kind),+];

        impl Event {
            /// The stable name of the kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Event::$name(_) => $kind,)+ }
            }

            /// The legal instant of the fact.
            pub fn at(&self) -> Instant {
                match self { $(Event::$name(fact) => fact.at,)+ }
            }

            /// The stored form: JSON of the inner struct.
            pub fn encode(&self) -> Vec<u8> {
                match self { $(Event::$name(fact) => crate::codec::bytes(fact),)+ }
            }

            /// Reads the stored form of a kind; one place lifts every old form ever written.
            pub fn decode(kind: &str, bytes: &[u8]) -> Result<Event, crate::codec::DecodeError> {
                match kind {
                    $($kind => crate::codec::read(bytes).map(Event::$name),)+
                    _ => Err(crate::codec::DecodeError::UnknownKind),
                }
            }
        }

        $(
            impl From<$name> for Event {
                fn from(fact: $name) -> Event {
                    Event::$name(fact)
                }
            }

            $(#[$doc])*
            #[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name {
                /// The legal instant of the fact.
                pub at: Instant,
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )+
    };
    ($($all:tt)+) => {
        events! {
            @made
            [expect(clippy::large_enum_variant, reason = "an event is Copy, so that no String can stand in it")]
            $($all)+
        }
    };
}
