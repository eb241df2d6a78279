//! `yimen export` on the database of a centre that runs: every entry of every case once, nothing of anybody, nothing left beside.

use std::process::{Command, Output};

use serde_json::Value;

use crate::api_rig::Api;
use crate::api_seed::in_hand;

/// The program on this centre's database.
fn exports(api: &Api, more: &[&str]) -> Output {
    let database = format!("sqlite:{}", api.folder.join("yimen.db").display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_yimen"));
    command.args(["export", "--json", "--database", &database, "--division", "990121"]).args(more);
    command.output().expect("the program was built and starts")
}

fn said(output: &Output) -> Value {
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{error}");
    serde_json::from_slice(&output.stdout).expect("it says one object")
}

#[tokio::test]
async fn courses_are_exported_whole_and_nobody_with_them() {
    let api = Api::new().await;
    let cases = [in_hand(&api, "E73190001").await, in_hand(&api, "E73190002").await];
    let mut entries = 0;
    for case in &cases {
        let stream = format!("case/{case}");
        let of_case = api.centre.ledger().entries("990121", &stream, 0, 1_000).await.expect("it reads");
        entries += of_case.len();
    }
    let folder = api.folder.join("exports");
    std::fs::create_dir(&folder).expect("a folder can be made");
    let (xes, ocel) = (folder.join("cases.xes"), folder.join("cases.json"));
    let path = |path: &std::path::Path| path.to_str().expect("a plain name").to_owned();
    let one = said(&exports(&api, &["--format", "xes", "--out", &path(&xes)]));
    let other = said(&exports(&api, &["--format", "ocel", "--out", &path(&ocel)]));
    for it in [&one, &other] {
        assert_eq!((it["cases"].as_u64(), it["events"].as_u64()), (Some(2), Some(entries as u64)), "{it}");
    }
    let (xes, ocel) =
        (std::fs::read_to_string(&xes).expect("a file"), std::fs::read_to_string(&ocel).expect("a file"));
    assert_eq!((xes.matches("<trace>").count(), xes.matches("<event>").count()), (2, entries));
    let log: Value = serde_json::from_str(&ocel).expect("it is JSON");
    assert_eq!(log["events"].as_array().map(Vec::len), Some(entries));
    for hidden in ["intake2", "do.sc", "agent.sc", "岑不见", "E73190001", "13987612345"] {
        assert!(!xes.contains(hidden) && !ocel.contains(hidden), "{hidden} stands in the file");
    }
    // Who asks for the staff gets their ids; of another item there is nothing.
    let staff = folder.join("staff.xes");
    said(&exports(&api, &["--format", "xes", "--with-officers", "--out", &path(&staff)]));
    assert!(std::fs::read_to_string(&staff).expect("a file").contains("intake2"));
    let other = api.item("self-employed").code.to_string();
    let none = said(&exports(
        &api,
        &["--format", "ocel", "--item", &other, "--out", &path(&folder.join("none.json"))],
    ));
    assert_eq!(none["cases"], 0);
    let mut left: Vec<_> =
        std::fs::read_dir(&folder).expect("it lists").map(|it| it.expect("it").file_name()).collect();
    left.sort();
    assert_eq!(left, ["cases.json", "cases.xes", "none.json", "staff.xes"]);
}

#[tokio::test]
async fn what_cannot_be_exported_is_said_in_a_sentence() {
    let api = Api::new().await;
    let wrong = |more: &[&str]| {
        let output = exports(&api, more);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    let code = wrong(&["--format", "xes", "--item", "食品", "--out", "/nowhere/x.xes"]);
    assert!(code.contains("is not the code of an item"), "{code}");
    let folder = wrong(&["--format", "xes", "--out", "/nowhere/x.xes"]);
    assert!(folder.contains("/nowhere/x.xes cannot be written"), "{folder}");
}
