//! The settings as flags of the command line, made from the list of settings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Args, Command, Error, FromArgMatches};

use super::setting::SETTINGS;

/// What stood on the command line.
#[derive(Clone, Debug, Default)]
pub struct Given {
    /// By key of the setting.
    pub flags: BTreeMap<&'static str, String>,
    /// `--config`.
    pub file: Option<PathBuf>,
}

/// Every setting: of `serve` and `config show`.
#[derive(Clone, Debug, Default)]
pub struct AllSettings(pub Given);

/// The settings of commands that work on the database alone.
#[derive(Clone, Debug, Default)]
pub struct StoreSettings(pub Given);

const STORE: &[&str] = &["database", "division", "key_file", "log_level", "log_format"];

fn augment(command: Command, among: impl Fn(&str) -> bool) -> Command {
    let file = Arg::new("config")
        .long("config")
        .value_name("FILE")
        .value_parser(clap::value_parser!(PathBuf))
        .help("Configuration file in TOML [env: YIMEN_CONFIG]");
    SETTINGS.iter().filter(|setting| among(setting.key)).fold(command.arg(file), |command, setting| {
        let default = setting.default.filter(|text| !text.is_empty());
        let default = default.map(|text| format!(" [default: {text}]")).unwrap_or_default();
        let help = format!("{} [env: {}]{default}", setting.help, setting.env);
        command.arg(Arg::new(setting.key).long(setting.flag).value_name(setting.value_name).help(help))
    })
}

fn read(matches: &ArgMatches, among: impl Fn(&str) -> bool) -> Given {
    let flags = SETTINGS
        .iter()
        .filter(|setting| among(setting.key))
        .filter_map(|setting| {
            let text = matches.get_one::<String>(setting.key)?;
            Some((setting.key, text.clone()))
        })
        .collect();
    Given { flags, file: matches.get_one::<PathBuf>("config").cloned() }
}

macro_rules! settings_as_flags {
    ($type:ty, $among:expr) => {
        impl FromArgMatches for $type {
            fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
                Ok(Self(read(matches, $among)))
            }
            fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
                self.0 = read(matches, $among);
                Ok(())
            }
        }
        impl Args for $type {
            fn augment_args(command: Command) -> Command {
                augment(command, $among)
            }
            fn augment_args_for_update(command: Command) -> Command {
                augment(command, $among)
            }
        }
    };
}

settings_as_flags!(AllSettings, |_| true);
settings_as_flags!(StoreSettings, |key| STORE.contains(&key));
