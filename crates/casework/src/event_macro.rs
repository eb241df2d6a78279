//! The macro that makes of one list of facts the event enum, its kinds, and their stored form.

/// Facts whose structs stand in a file of their own; [`events!`] names them in its list `elsewhere`.
#[macro_export]
macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+) => {
        $(
            $(#[$doc])*
            #[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
            pub struct $name {
                /// The legal instant of the fact.
                pub at: Instant,
                $($(#[$field_doc])* pub $field: $type,)*
            }
        )+
    };
}

/// One list of facts: makes the event enum, its kinds, and their stored form. The module that uses it brings `Serialize`,
/// `Deserialize` and `Instant` into scope.
#[macro_export]
macro_rules! events {
    // Facts of about the same size; the others need an exception to a lint.
    (@small $($all:tt)+) => {
        $crate::events! { @made [] elsewhere {} $($all)+ }
    };
    (
        @made [$($exception:meta)?]
        elsewhere { $($(#[$other_doc:meta])* $other:ident = $other_kind:literal,)* }
        $($(#[$doc:meta])* $name:ident = $kind:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty,)* })+
    ) => {
        /// A fact.  Its kind is stable for ever; a new meaning is a new kind.
        $(#[$exception])?
        #[derive(Copy, Clone, Debug, PartialEq)]
        pub enum Event {
            $($(#[$doc])* $name($name),)+
            $($(#[$other_doc])* $other($other),)*
        }

        /// Every kind of event, in the order of a life; those of other files last.
        pub const KINDS: &[&str] = &[$($kind,)+ $($other_kind,)*];

        impl Event {
            /// The stable name of the kind.
            pub fn kind(&self) -> &'static str {
                match self { $(Event::$name(_) => $kind,)+ $(Event::$other(_) => $other_kind,)* }
            }

            /// The legal instant of the fact.
            pub fn at(&self) -> Instant {
                match self { $(Event::$name(fact) => fact.at,)+ $(Event::$other(fact) => fact.at,)* }
            }

            /// The stored form: JSON of the inner struct.
            pub fn encode(&self) -> Vec<u8> {
                match self {
                    $(Event::$name(fact) => $crate::codec::bytes(fact),)+
                    $(Event::$other(fact) => $crate::codec::bytes(fact),)*
                }
            }

            /// Reads the stored form of a kind; one place lifts every old form ever written.
            pub fn decode(kind: &str, bytes: &[u8]) -> Result<Event, $crate::codec::DecodeError> {
                match kind {
                    $($kind => $crate::codec::read(bytes).map(Event::$name),)+
                    $($other_kind => $crate::codec::read(bytes).map(Event::$other),)*
                    _ => Err($crate::codec::DecodeError::UnknownKind),
                }
            }
        }

        $(
            impl From<$other> for Event {
                fn from(fact: $other) -> Event {
                    Event::$other(fact)
                }
            }
        )*

        $(
            impl From<$name> for Event {
                fn from(fact: $name) -> Event {
                    Event::$name(fact)
                }
            }
        )+

        $crate::facts! { $($(#[$doc])* $name { $($(#[$field_doc])* $field: $type,)* })+ }
    };
    (elsewhere { $($other:tt)* } $($list:tt)+) => {
        $crate::events! {
            @made
            [expect(clippy::large_enum_variant, reason = "an event is Copy, so that no String can stand in it")]
            elsewhere { $($other)* }
            $($list)+
        }
    };
    ($($list:tt)+) => {
        $crate::events! { elsewhere {} $($list)+ }
    };
}
