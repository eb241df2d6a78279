//! Precedence: flag over environment over file over default, one setting at a time.

use std::path::PathBuf;

use super::testing::Scratch;
use super::*;

/// What stands on the command line, in the environment and in the file.
#[derive(Default)]
struct Layers<'a> {
    flags: &'a [(&'static str, &'a str)],
    environment: &'a [(&'a str, &'a str)],
    file: &'a str,
}

fn settle(layers: &Layers<'_>) -> anyhow::Result<Settled> {
    let scratch = Scratch::new();
    let file = scratch.write("yimen.toml", layers.file);
    let given = Given {
        flags: layers.flags.iter().map(|(key, text)| (*key, (*text).to_owned())).collect(),
        file: Some(file),
    };
    Settled::read(&given, |name| {
        layers.environment.iter().find(|(key, _)| *key == name).map(|(_, text)| (*text).to_owned())
    })
}

fn listen(layers: &Layers<'_>) -> (String, Source) {
    let settled = settle(layers).expect("the layers can be read");
    let (_, raw) = settled.iter().find(|(setting, _)| setting.key == "listen").expect("listen is a setting");
    (raw.text.clone().unwrap_or_default(), raw.source)
}

#[test]
fn without_a_word_the_default_holds() {
    assert_eq!(listen(&Layers::default()), ("127.0.0.1:8080".to_owned(), Source::Default));
}

#[test]
fn the_file_stands_over_the_default() {
    let layers = Layers { file: "\nlisten = \"0.0.0.0:1\"\n", ..Layers::default() };
    assert_eq!(listen(&layers), ("0.0.0.0:1".to_owned(), Source::File { line: 2 }));
}

#[test]
fn the_environment_stands_over_the_file() {
    let layers = Layers {
        file: "listen = \"0.0.0.0:1\"\n",
        environment: &[("YIMEN_LISTEN", "0.0.0.0:2")],
        ..Layers::default()
    };
    assert_eq!(listen(&layers), ("0.0.0.0:2".to_owned(), Source::Environment));
}

#[test]
fn the_flag_stands_over_the_environment() {
    let layers = Layers {
        file: "listen = \"0.0.0.0:1\"\n",
        environment: &[("YIMEN_LISTEN", "0.0.0.0:2")],
        flags: &[("listen", "0.0.0.0:3")],
    };
    assert_eq!(listen(&layers), ("0.0.0.0:3".to_owned(), Source::Flag));
}

#[test]
fn the_file_itself_may_be_named_by_the_environment() {
    let scratch = Scratch::new();
    let path = scratch.write("yimen.toml", "division = \"990121\"\n");
    let settled = Settled::read(&Given::default(), |name| {
        (name == "YIMEN_CONFIG").then(|| path.to_string_lossy().into_owned())
    })
    .expect("the file can be read");
    assert_eq!(settled.division().expect("six digits").as_str(), "990121");
}

#[test]
fn a_file_that_is_not_there_is_an_error_and_not_a_default() {
    let given = Given { file: Some(PathBuf::from("/nowhere/yimen.toml")), ..Given::default() };
    let sentence = Settled::read(&given, |_| None).expect_err("no such file").to_string();
    assert!(sentence.contains("/nowhere/yimen.toml"), "{sentence}");
}

#[test]
fn all_values_are_read_into_their_types() -> anyhow::Result<()> {
    let config = settle(&Layers {
        file: "division = \"990121\"\npublic_url = \"https://zwfw.example.gov.cn/\"\n\
               trusted_proxies = [\"10.0.0.5\"]\nsecure_cookies = false\ntick_milliseconds = 250\n",
        ..Layers::default()
    })?
    .config()?;
    assert_eq!(config.division.as_str(), "990121");
    assert_eq!(config.public_url.as_deref(), Some("https://zwfw.example.gov.cn"));
    assert_eq!(config.trusted_proxies, ["10.0.0.5".parse::<std::net::IpAddr>()?]);
    assert!(!config.secure_cookies);
    assert_eq!(config.tick, Duration::from_millis(250));
    assert_eq!(config.request_timeout, Duration::from_secs(30));
    assert_eq!(config.log_format, LogFormat::Auto);
    assert_eq!(config.max_body_bytes, 1 << 20);
    Ok(())
}

#[test]
fn cookies_are_secure_unless_somebody_says_otherwise() -> anyhow::Result<()> {
    let config = settle(&Layers { flags: &[("division", "990121")], ..Layers::default() })?.config()?;
    assert!(config.secure_cookies);
    Ok(())
}

#[test]
fn a_wrong_value_is_named_with_its_source() {
    let sentence = |layers: &Layers<'_>| {
        let settled = settle(layers).expect("the layers can be read");
        format!("{:#}", settled.config().expect_err("a value is wrong"))
    };
    let flag = sentence(&Layers { flags: &[("division", "99")], ..Layers::default() });
    assert_eq!(
        flag,
        "division (the flag --division): \"99\" is not a division; write its six digits, as in 990121, or the nine of \
         a town"
    );
    let environment = sentence(&Layers {
        flags: &[("division", "990121")],
        environment: &[("YIMEN_SECURE_COOKIES", "no")],
        ..Layers::default()
    });
    assert_eq!(
        environment,
        "secure_cookies (the environment variable YIMEN_SECURE_COOKIES): \"no\" is neither true nor false"
    );
    let file = sentence(&Layers { file: "division = \"990121\"\nlisten = \"8080\"\n", ..Layers::default() });
    assert!(file.starts_with("listen (") && file.contains("yimen.toml line 2): \"8080\" is not"), "{file}");
}

#[test]
fn a_division_that_nobody_gave_is_asked_for_in_all_three_ways() {
    let settled = settle(&Layers::default()).expect("the layers can be read");
    let sentence = settled.config().expect_err("no division").to_string();
    assert_eq!(
        sentence,
        "division is not set; give --division, set YIMEN_DIVISION, or write division in the configuration file"
    );
}

#[test]
fn a_wrong_database_address_is_not_repeated_for_it_may_hold_a_password() {
    let settled = settle(&Layers {
        flags: &[("database", "mysql://u:secret@db/x"), ("division", "990121")],
        ..Layers::default()
    });
    let sentence = format!("{:#}", settled.expect("read").config().expect_err("not a database"));
    assert!(!sentence.contains("secret") && sentence.contains("sqlite:PATH"), "{sentence}");
}
