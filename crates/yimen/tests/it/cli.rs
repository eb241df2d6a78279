//! The command line as an operator sees it: the real program, its output and its exit status.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The program without the environment of whoever runs the tests.
fn yimen(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_yimen"));
    command.args(arguments).stdin(Stdio::null());
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("YIMEN_") {
            command.env_remove(name);
        }
    }
    command
}

/// What it wrote and how it ended.
struct Said {
    out: String,
    err: String,
    status: i32,
}

fn said(output: Output) -> Said {
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    Said {
        out: text(output.stdout),
        err: text(output.stderr),
        status: output.status.code().expect("the program ends by itself"),
    }
}

fn run(arguments: &[&str]) -> Said {
    said(yimen(arguments).output().expect("the program was built and starts"))
}

fn run_with_input(arguments: &[&str], input: &str) -> Said {
    let mut child = yimen(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built and starts");
    let mut pipe = child.stdin.take().expect("a pipe was asked for");
    let input = input.to_owned();
    let writer = std::thread::spawn(move || pipe.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("the program can be waited for");
    writer.join().expect("writing does not panic").expect("the program reads all of its input");
    said(output)
}

/// A file with this text in a fresh folder, removed when dropped.
struct TempFile(PathBuf);

impl TempFile {
    fn new(text: &str) -> TempFile {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("yimen-cli-{}-{count}.toml", std::process::id()));
        std::fs::write(&path, text).expect("the temporary folder can be written");
        TempFile(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the temporary folder has a plain name")
    }
}

impl Drop for TempFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn due_days_are_counted_line_by_line() {
    let said = run_with_input(&["calendar", "due"], "2026-09-28,5\n2026-11-20,1\n");
    assert_eq!(said.out, "2026-09-28,5,2026-10-10\n2026-11-20,1,2026-11-23\n");
    assert_eq!((said.err.as_str(), said.status), ("", 0));
}

#[test]
fn a_bad_line_is_named_the_rest_is_counted_and_the_status_is_1() {
    let said = run_with_input(&["calendar", "due"], "2026-09-28,5\nyesterday,2\n2026-11-20,1\n");
    assert_eq!(said.out.lines().count(), 2);
    assert_eq!(said.err, "line 2: \"yesterday\" is not a day; write it as 2026-09-28\n");
    assert_eq!(said.status, 1);
}

#[test]
fn a_year_without_a_holiday_notice_is_refused_unless_provisional_is_asked_for() {
    let official = run_with_input(&["calendar", "due"], "2026-12-30,5\n");
    assert_eq!((official.out.as_str(), official.status), ("", 1));
    assert!(official.err.contains("the holiday notice of 2027 is not published yet"), "{}", official.err);
    let provisional = run_with_input(&["calendar", "due", "--provisional"], "2026-12-30,5\n");
    assert_eq!((provisional.err.as_str(), provisional.status), ("", 0));
    assert!(provisional.out.starts_with("2026-12-30,5,2027-01-"), "{}", provisional.out);
}

#[test]
fn due_days_as_json_are_one_object_a_line_and_so_are_the_errors() {
    let said = run_with_input(&["calendar", "due", "--json"], "2026-09-28,5\n2026-09-28\n");
    let answer: serde_json::Value = serde_json::from_str(said.out.trim()).expect("one object");
    assert_eq!(answer["date"], "2026-09-28");
    assert_eq!(answer["n"], 5);
    assert_eq!(answer["due"], "2026-10-10");
    assert_eq!(answer["provisional"], false);
    let error: serde_json::Value = serde_json::from_str(said.err.trim()).expect("one object");
    assert_eq!(error["line"], 2);
    assert_eq!(said.status, 1);
}

#[test]
fn a_hundred_thousand_lines_are_answered_in_order() {
    let input: String = (0..100_000).map(|n| format!("2026-01-05,{}\n", n % 200)).collect();
    let said = run_with_input(&["calendar", "due"], &input);
    assert_eq!(said.status, 0);
    assert_eq!(said.out.lines().count(), 100_000);
    let echoed = said.out.lines().zip(input.lines()).all(|(answer, question)| answer.starts_with(question));
    assert!(echoed, "every answer begins with its question");
}

#[test]
fn days_are_listed_with_their_holiday() {
    let said = run(&["calendar", "days", "2026-10-07", "2026-10-10"]);
    assert_eq!(
        said.out,
        "2026-10-07,off,国庆节\n2026-10-08,working,\n2026-10-09,working,\n2026-10-10,working,国庆节\n"
    );
    assert_eq!((said.err.as_str(), said.status), ("", 0));
    let said = run(&["calendar", "days", "2026-10-07", "2026-10-08", "--json"]);
    let lines: Vec<serde_json::Value> =
        said.out.lines().map(|line| serde_json::from_str(line).expect("one object a line")).collect();
    assert_eq!(lines[0]["name"], "国庆节");
    assert_eq!(lines[1]["name"], serde_json::Value::Null);
    assert_eq!(lines[1]["status"], "working");
}

#[test]
fn a_period_that_ends_before_it_begins_is_a_wrong_call() {
    let said = run(&["calendar", "days", "2026-10-08", "2026-10-07"]);
    assert_eq!((said.out.as_str(), said.status), ("", 2));
    assert_eq!(said.err, "yimen: 2026-10-08 lies after 2026-10-07; give the earlier day first\n");
}

#[test]
fn days_of_a_year_without_notice_end_with_status_1() {
    let said = run(&["calendar", "days", "2026-12-31", "2027-01-01"]);
    assert_eq!((said.out.as_str(), said.status), ("2026-12-31,working,\n", 1));
    assert!(said.err.contains("2027"), "{}", said.err);
    let said = run(&["calendar", "days", "2027-01-01", "2027-01-01", "--provisional"]);
    assert_eq!((said.out.as_str(), said.status), ("2027-01-01,off,元旦\n", 0));
}

#[test]
fn a_call_that_makes_no_sense_ends_with_status_2() {
    let calls: [&[&str]; 6] = [
        &[],
        &["nonsense"],
        &["calendar"],
        &["calendar", "days", "2026-02-30", "2026-03-01"],
        &["calendar", "days", "2026-03-01"],
        &["calendar", "due", "--colour"],
    ];
    for call in calls {
        let said = run(call);
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{call:?}");
        assert!(!said.err.is_empty(), "{call:?}");
    }
}

#[test]
fn an_error_of_a_json_call_is_an_object() {
    let said = run(&["--json", "calendar", "days", "2026-10-08", "2026-10-07"]);
    let error: serde_json::Value = serde_json::from_str(said.err.trim()).expect("one object");
    assert!(error["error"].as_str().is_some_and(|sentence| sentence.contains("lies after")), "{error}");
}

#[test]
fn every_help_text_carries_an_example() {
    let commands: [&[&str]; 16] = [
        &[],
        &["demo"],
        &["serve"],
        &["migrate"],
        &["calendar"],
        &["calendar", "due"],
        &["calendar", "days"],
        &["ledger"],
        &["ledger", "verify"],
        &["user"],
        &["user", "add"],
        &["user", "set-password"],
        &["user", "remove-second-factor"],
        &["config"],
        &["config", "show"],
        &["bench"],
    ];
    for command in commands {
        let said = run(&[command, &["--help"]].concat());
        assert_eq!(said.status, 0, "{command:?}");
        let example = said.out.split_once("Example:\n").map_or("", |(_, example)| example);
        assert!(
            example.contains(["yimen", &command.join(" ")].join(" ").trim_end()),
            "{command:?}: {}",
            said.out
        );
    }
}

#[test]
fn the_bench_server_is_not_offered() {
    assert!(!run(&["--help"]).out.contains("bench-server"));
}

#[test]
fn config_show_names_the_source_of_every_value() {
    let file = TempFile::new("# a county\ndivision = \"990121\"\nlisten = \"0.0.0.0:80\"\n");
    let output = yimen(&["config", "show", "--config", file.path(), "--max-body-bytes", "4096"])
        .env("YIMEN_LISTEN", "0.0.0.0:81")
        .output()
        .expect("the program starts");
    let said = said(output);
    assert_eq!((said.err.as_str(), said.status), ("", 0));
    let line = |key: &str| {
        let found = said.out.lines().find(|line| line.split_whitespace().next() == Some(key));
        found.unwrap_or_default().split_once("= ").map_or("", |(_, rest)| rest)
    };
    assert_eq!(line("division"), format!("990121  # {} line 2", file.path()));
    assert_eq!(line("listen"), "0.0.0.0:81  # the environment variable YIMEN_LISTEN");
    assert_eq!(line("max_body_bytes"), "4096  # the flag --max-body-bytes");
    assert_eq!(line("secure_cookies"), "true  # default");
}

#[test]
fn config_show_hides_the_password_of_the_database() {
    for json in [&["config", "show"][..], &["config", "show", "--json"][..]] {
        let output = yimen(json)
            .args(["--division", "990121"])
            .env("YIMEN_DATABASE", "postgres://yimen:geheim@db.local/yimen")
            .output()
            .expect("the program starts");
        let said = said(output);
        assert_eq!(said.status, 0, "{}", said.err);
        assert!(!said.out.contains("geheim") && !said.err.contains("geheim"), "{}", said.out);
        assert!(said.out.contains("postgres://yimen:***@db.local/yimen"), "{}", said.out);
    }
}

#[test]
fn a_key_that_is_no_setting_is_an_error_with_its_line() {
    let file = TempFile::new("division = \"990121\"\nlisten_on = \"0.0.0.0:80\"\n");
    let said = run(&["config", "show", "--config", file.path()]);
    assert_eq!((said.out.as_str(), said.status), ("", 2));
    assert!(said.err.contains("line 2: listen_on is not a setting"), "{}", said.err);
}

#[test]
fn a_value_that_is_not_right_ends_with_status_1_and_is_named() {
    let said = run(&["config", "show", "--division", "12345"]);
    assert_eq!(said.status, 1);
    assert!(said.err.starts_with("division (the flag --division): "), "{}", said.err);
}

#[test]
fn a_variable_that_is_no_setting_is_said() {
    let output = yimen(&["config", "show", "--division", "990121"])
        .env("YIMEN_SECURE_COOKIE", "false")
        .output()
        .expect("the program starts");
    let said = said(output);
    assert_eq!(said.err, "YIMEN_SECURE_COOKIE is set in the environment but is not a setting\n");
    assert_eq!(said.status, 0);
}
