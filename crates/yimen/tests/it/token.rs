//! `yimen token`: made once, listed without the token, revoked; refusals name what is wrong.

use std::path::Path;
use std::process::{Command, Output};

struct Folder(std::path::PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_token_is_made_listed_and_revoked_by_the_command_line() {
    let folder = Folder(std::env::temp_dir().join(format!("token{:x?}", centre::seal::random::<8>())));
    std::fs::create_dir(&folder.0).expect("the temporary directory takes a folder");
    let database = format!("sqlite:{}", folder.0.join("yimen.db").display());
    let key_file = folder.0.join("yimen.key").display().to_string();
    let yimen = |arguments: &[&str]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_yimen"));
        // Without the settings of whoever runs the tests.
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("YIMEN_"))
        {
            command.env_remove(name);
        }
        command.args(arguments).args([
            "--database",
            &database,
            "--division",
            "990121",
            "--key-file",
            &key_file,
        ]);
        command.output().expect("the program runs")
    };
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../county/demo").display().to_string();
    let published = yimen(&["publish", &demo, "--create-key-file"]);
    assert!(published.status.success(), "{}", text(&published.stderr));
    let made = yimen(&["--json", "token", "add", "--person", "intake2", "--purpose", "test", "--days", "7"]);
    assert!(made.status.success(), "{}", text(&made.stderr));
    let made: serde_json::Value = serde_json::from_slice(&made.stdout).expect("JSON");
    let (id, secret) = (made["id"].as_str().expect("a name"), made["token"].as_str().expect("a token"));
    assert_eq!(secret.len(), 64);
    let listed = text(&yimen(&["token", "list"]).stdout);
    assert!(listed.contains(id) && listed.contains("read") && !listed.contains(secret), "{listed}");
    assert!(yimen(&["token", "revoke", id]).status.success());
    assert!(text(&yimen(&["token", "list"]).stdout).contains("(revoked)"));
    let again = yimen(&["token", "revoke", id]);
    assert_eq!(again.status.code(), Some(2), "it is ended already");
    for (wrong, names) in [
        (["--person", "nobody", "--purpose", "x", "--days", "1"], "nobody"),
        (["--person", "intake2", "--purpose", " ", "--days", "1"], "--purpose"),
        (["--person", "intake2", "--purpose", "x", "--days", "0"], "days"),
    ] {
        let refused = yimen(&[&["token", "add"][..], &wrong].concat());
        assert_eq!(refused.status.code(), Some(2), "{wrong:?}");
        assert!(text(&refused.stderr).contains(names), "{wrong:?}: {}", text(&refused.stderr));
    }
}
