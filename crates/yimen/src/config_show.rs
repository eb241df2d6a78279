//! `yimen config show`: every setting, its effective value and where the value comes from.

use serde_json::json;

use crate::args::ConfigShowArgs;
use crate::config::{SETTINGS, Settled, shown};
use crate::outcome::{Outcome, Verdict};

/// Shows the settings; one that is not right is said on the standard error and makes the verdict [`Verdict::Wrong`].
pub fn run(args: &ConfigShowArgs, json: bool) -> Outcome {
    let settled = Settled::read_here(&args.settings.0)?;
    let wrong = settled.config().err().map(|error| format!("{error:#}"));
    if json {
        print_json(&settled, wrong.as_deref());
    } else {
        print_text(&settled);
    }
    for name in unknown_in_environment() {
        if !json {
            eprintln!("{name} is set in the environment but is not a setting");
        }
    }
    match wrong {
        Some(why) => {
            if !json {
                eprintln!("{why}");
            }
            Ok(Verdict::Wrong)
        }
        None => Ok(Verdict::Right),
    }
}

fn print_text(settled: &Settled) {
    let width = SETTINGS.iter().map(|setting| setting.key.len()).max().unwrap_or(0);
    for (setting, raw) in settled.iter() {
        let value = match &raw.text {
            Some(text) if text.is_empty() => "(none)".to_owned(),
            Some(text) => shown(setting.key, text),
            None => "(not set)".to_owned(),
        };
        println!("{:width$} = {value}  # {}", setting.key, settled.source(setting, raw));
    }
}

fn print_json(settled: &Settled, wrong: Option<&str>) {
    let settings: Vec<_> = settled
        .iter()
        .map(|(setting, raw)| {
            json!({
                "key": setting.key,
                "value": raw.text.as_deref().map(|text| shown(setting.key, text)),
                "source": settled.source(setting, raw),
                "flag": format!("--{}", setting.flag),
                "env": setting.env,
                "default": setting.default,
            })
        })
        .collect();
    let object = json!({
        "file": settled.file(),
        "settings": settings,
        "unknown_in_environment": unknown_in_environment(),
        "error": wrong,
    });
    println!("{object}");
}

/// Variables that begin like a setting and are none: mostly a slip of the pen.
fn unknown_in_environment() -> Vec<String> {
    let known = |name: &str| {
        name == "YIMEN_CONFIG"
            || name.starts_with("YIMEN_TEST_")
            || SETTINGS.iter().any(|setting| setting.env == name)
    };
    let mut names: Vec<String> = std::env::vars_os()
        .filter_map(|(name, _)| name.into_string().ok())
        .filter(|name| name.starts_with("YIMEN_") && !known(name))
        .collect();
    names.sort();
    names
}
