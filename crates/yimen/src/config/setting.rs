//! The list of settings. What stands here is at once a flag, an environment variable, a key of the file and a
//! line of `yimen config show`.

/// How a value is written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A whole number.
    Number,
    /// `true` or `false`.
    YesNo,
    /// A list of strings; one string joined by commas elsewhere.
    List,
}

/// One setting.
#[derive(Debug)]
pub struct Setting {
    /// Key of the file: `max_body_bytes`.
    pub key: &'static str,
    /// Flag without its dashes: `max-body-bytes`.
    pub flag: &'static str,
    /// Environment variable: `YIMEN_MAX_BODY_BYTES`.
    pub env: &'static str,
    /// How it is written in the file.
    pub kind: Kind,
    /// Placeholder in the help.
    pub value_name: &'static str,
    /// Used when nobody gives one.
    pub default: Option<&'static str>,
    /// What it means, in one line.
    pub help: &'static str,
}

macro_rules! setting {
    ($key:literal, $flag:literal, $env:literal, $kind:ident, $name:literal, $default:expr, $help:literal) => {
        Setting {
            key: $key,
            flag: $flag,
            env: $env,
            kind: Kind::$kind,
            value_name: $name,
            default: $default,
            help: $help,
        }
    };
}

/// All settings, the ones that are asked for most first.
pub const SETTINGS: &[Setting] = &[
    setting!(
        "database",
        "database",
        "YIMEN_DATABASE",
        Text,
        "URL",
        Some("sqlite:yimen.db"),
        "Database: sqlite:PATH or postgres://USER@HOST/NAME"
    ),
    setting!(
        "listen",
        "listen",
        "YIMEN_LISTEN",
        Text,
        "ADDR",
        Some("127.0.0.1:8080"),
        "Address and port to listen on"
    ),
    setting!(
        "division",
        "division",
        "YIMEN_DIVISION",
        Text,
        "CODE",
        None,
        "Division served: six digits of GB/T 2260, or the nine of a town"
    ),
    setting!(
        "public_url",
        "public-url",
        "YIMEN_PUBLIC_URL",
        Text,
        "URL",
        None,
        "How people reach the centre: https://zwfw.example.gov.cn"
    ),
    setting!(
        "key_file",
        "key-file",
        "YIMEN_KEY_FILE",
        Text,
        "PATH",
        Some("yimen.key"),
        "File with the division's key; keep it outside the database and its backups"
    ),
    setting!(
        "log_level",
        "log-level",
        "YIMEN_LOG_LEVEL",
        Text,
        "LEVEL",
        Some("info"),
        "error, warn, info, debug, or a filter such as info,store=debug"
    ),
    setting!(
        "log_format",
        "log-format",
        "YIMEN_LOG_FORMAT",
        Text,
        "FORMAT",
        Some("auto"),
        "text, json, or auto: text on a terminal, json otherwise"
    ),
    setting!(
        "trusted_proxies",
        "trusted-proxies",
        "YIMEN_TRUSTED_PROXIES",
        List,
        "ADDR,..",
        Some(""),
        "Proxies whose X-Forwarded-For is believed: 10.0.0.5,10.0.0.6"
    ),
    setting!(
        "max_body_bytes",
        "max-body-bytes",
        "YIMEN_MAX_BODY_BYTES",
        Number,
        "N",
        Some("1048576"),
        "Largest request body in bytes"
    ),
    setting!(
        "request_seconds_max",
        "request-seconds-max",
        "YIMEN_REQUEST_SECONDS_MAX",
        Number,
        "N",
        Some("30"),
        "Longest time one request may take, in seconds"
    ),
    setting!(
        "requests_at_once",
        "requests-at-once",
        "YIMEN_REQUESTS_AT_ONCE",
        Number,
        "N",
        Some("1024"),
        "Requests in work at the same time"
    ),
    setting!(
        "requests_per_minute",
        "requests-per-minute",
        "YIMEN_REQUESTS_PER_MINUTE",
        Number,
        "N",
        Some("6000"),
        "Requests of one address in a minute (a hall may share one address)"
    ),
    setting!(
        "secure_cookies",
        "secure-cookies",
        "YIMEN_SECURE_COOKIES",
        YesNo,
        "true|false",
        Some("true"),
        "Send cookies over HTTPS alone; false only for a trial without HTTPS"
    ),
    setting!(
        "fonts_dir",
        "fonts-dir",
        "YIMEN_FONTS_DIR",
        Text,
        "DIR",
        Some("fonts"),
        "Folder with further fonts for papers: for rare characters of names; it may be missing"
    ),
    setting!(
        "notices_dir",
        "notices-dir",
        "YIMEN_NOTICES_DIR",
        Text,
        "DIR",
        Some("notices"),
        "Folder in which messages to applicants and officers are laid for a message gateway"
    ),
    setting!(
        "tick_milliseconds",
        "tick-milliseconds",
        "YIMEN_TICK_MILLISECONDS",
        Number,
        "N",
        Some("1000"),
        "How often the timekeeper looks for what has fallen due"
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_is_written_the_same_way_everywhere() {
        for setting in SETTINGS {
            assert_eq!(setting.flag, setting.key.replace('_', "-"));
            assert_eq!(setting.env, format!("YIMEN_{}", setting.key.to_uppercase()));
            assert!(!setting.help.ends_with('.'), "{}", setting.key);
        }
    }
}
