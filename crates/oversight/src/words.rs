//! Closed sets of words: each with its stable key, by which it is stored, asked for and shown.

macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $word:ident = $key:literal,)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
            pub enum $name {
                $($(#[$of])* #[serde(rename = $key)] $word,)+
            }

            impl $name {
                /// All of them, in the order of the form.
                pub const ALL: &'static [$name] = &[$($name::$word,)+];

                /// Its stable word.
                pub fn key(self) -> &'static str {
                    match self { $($name::$word => $key,)+ }
                }

                /// The one of that word.
                pub fn parse(key: &str) -> Option<$name> {
                    $name::ALL.iter().copied().find(|it| it.key() == key)
                }
            }
        )+
    };
}

pub(crate) use words;
