//! The command line. Every help text ends with an example that can be copied.

use std::net::SocketAddr;
use std::path::PathBuf;

use calendar::Day;
use clap::{Parser, Subcommand};

use crate::args_user::UserCommand;
use crate::bench::BenchArgs;
use crate::bench_server::BenchServerArgs;
use crate::config::{AllSettings, StoreSettings};

/// Yimen (一门): the software of a one-stop government service centre.
#[derive(Debug, Parser)]
#[command(
    name = "yimen",
    version,
    propagate_version = true,
    subcommand_required = true,
    arg_required_else_help = true,
    after_help = "Exit status: 0 done and right; 1 what was checked is wrong; 2 the command could not do its work.\n\n\
                  Example:\n  yimen demo --data demo-data --listen 127.0.0.1:8080"
)]
pub struct Cli {
    /// Write results, and errors, as JSON
    #[arg(long, global = true)]
    pub json: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Fill a demonstration centre of an invented county and open it
    #[command(after_help = "Example:\n  yimen demo --data demo-data --listen 127.0.0.1:8080")]
    Demo(DemoArgs),
    /// Run the centre of one division
    #[command(
        after_help = "Example:\n  yimen serve --database sqlite:/var/lib/yimen/yimen.db --division 990121 \
                      --key-file /etc/yimen/yimen.key --listen 127.0.0.1:8080"
    )]
    Serve(ServeArgs),
    /// Bring the tables of a database to this version
    #[command(after_help = "Example:\n  yimen migrate --database postgres://yimen@db.local/yimen")]
    Migrate(StoreArgs),
    /// Publish a county's own organisation and items from a folder of files
    #[command(
        after_help = "DIR holds organisation.toml, items/*.toml and, for items that are announced and not open, catalogue.toml \
                      (planned = [..]). What is in force already stays; what differs needs the next revision. If anything is \
                      wrong it is named with its file, nothing is published, and the exit status is 1.\n\n\
                      Example:\n  yimen publish county --database sqlite:yimen.db --division 990121 --key-file yimen.key \
                      --create-key-file"
    )]
    Publish(PublishArgs),
    /// Working days
    #[command(subcommand, after_help = "Example:\n  yimen calendar days 2026-09-25 2026-10-11")]
    Calendar(CalendarCommand),
    /// The record of everything that was done
    #[command(subcommand, after_help = "Example:\n  yimen ledger verify --database sqlite:yimen.db")]
    Ledger(LedgerCommand),
    /// The archive of ended cases
    #[command(subcommand, after_help = "Example:\n  yimen archive verify --database sqlite:yimen.db")]
    Archive(ArchiveCommand),
    /// Dual-random draws
    #[command(subcommand, after_help = "Example:\n  yimen draw verify draw-2026-1.json")]
    Draw(DrawCommand),
    /// Write the courses of the cases for programs of process mining
    #[command(
        after_help = "One trace, or one object, for each case; the entries of the ledger are its events. Cases are named by their \
                      random ids, the staff by unit and post; applicants, numbers and texts are not written. Needs no key.\n\n\
                      Example:\n  yimen export --format xes --out cases.xes --database sqlite:yimen.db --division 990121"
    )]
    Export(ExportArgs),
    /// Accounts of the staff
    #[command(
        subcommand,
        after_help = "Example:\n  yimen user add liming --person agent.sc --division 990121"
    )]
    User(UserCommand),
    /// Tokens for programs that use the JSON interface in a person's name
    #[command(
        subcommand,
        after_help = "Example:\n  yimen token add --person intake2 --scope read --purpose statistics --division 990121"
    )]
    Token(TokenCommand),
    /// The configuration
    #[command(subcommand, after_help = "Example:\n  yimen config show --config /etc/yimen/yimen.toml")]
    Config(ConfigCommand),
    /// Measure whole courses of cases against a raw loop on the same database
    #[command(
        after_help = "Example:\n  yimen bench --rounds 5 --seconds 2 --postgres postgres://postgres@127.0.0.1/postgres"
    )]
    Bench(BenchArgs),
    /// The centre that `bench` drives, as a process of its own
    #[command(
        hide = true,
        after_help = "Example:\n  yimen bench-server --database sqlite:/tmp/bench.db --listen 127.0.0.1:0"
    )]
    BenchServer(BenchServerArgs),
}

/// `yimen demo`
#[derive(Debug, clap::Args)]
pub struct DemoArgs {
    /// Folder for the demonstration's database, key and notices; made and filled when it is missing
    #[arg(long, value_name = "DIR", default_value = "demo-data")]
    pub data: PathBuf,
    /// Another database than the folder's own SQLite file: postgres://USER@HOST/NAME
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Address and port to listen on
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub listen: SocketAddr,
    /// Play the known frauds in a county of its own instead, and say of each whether it was refused or found
    #[arg(long)]
    pub drill: bool,
    /// Keep the county of the drill in the folder of --data, for `yimen demo` to open
    #[arg(long, requires = "drill")]
    pub keep: bool,
    /// How many cases a new county has had; fewer are filled in sooner
    #[arg(long, value_name = "N", default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    pub cases: u32,
    /// Level of the logs, or a filter such as info,store=debug
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    pub log_level: String,
}

/// `yimen serve`
#[derive(Debug, clap::Args)]
pub struct ServeArgs {
    /// Make the key file when it is missing: for a new centre only
    #[arg(long)]
    pub create_key_file: bool,
    #[command(flatten)]
    pub settings: AllSettings,
}

/// `yimen publish`
#[derive(Debug, clap::Args)]
pub struct PublishArgs {
    /// Folder with organisation.toml, catalogue.toml and items/*.toml
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
    /// Only check the files and say what would be done
    #[arg(long)]
    pub check: bool,
    /// Make the key file when it is missing: for a new centre only
    #[arg(long)]
    pub create_key_file: bool,
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// Commands that work on the database alone.
#[derive(Debug, clap::Args)]
pub struct StoreArgs {
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// `yimen calendar`
#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// Count working days: reads lines DATE,N and writes DATE,N,DUE, the N-th working day after DATE
    #[command(
        after_help = "A line that cannot be counted is named on the standard error, the others are still \
                            counted, and the exit status is 1.\n\n\
                            Example:\n  echo 2026-09-28,5 | yimen calendar due"
    )]
    Due(CalendarDueArgs),
    /// List the days from FROM to TO, both included: DATE,working|off,NAME of the holiday
    #[command(after_help = "Example:\n  yimen calendar days 2026-09-25 2026-10-11")]
    Days(CalendarDaysArgs),
}

/// `yimen calendar due`
#[derive(Debug, clap::Args)]
pub struct CalendarDueArgs {
    /// Also count in years whose holiday notice has not been published yet
    #[arg(long)]
    pub provisional: bool,
}

/// `yimen calendar days`
#[derive(Debug, clap::Args)]
pub struct CalendarDaysArgs {
    /// First day
    #[arg(value_name = "FROM", value_parser = day)]
    pub from: Day,
    /// Last day
    #[arg(value_name = "TO", value_parser = day)]
    pub to: Day,
    /// Also list years whose holiday notice has not been published yet
    #[arg(long)]
    pub provisional: bool,
}

/// `yimen ledger`
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Check that no entry is missing or changed and that replaying them gives the lists that are shown
    #[command(after_help = "Exit status 1 when something is wrong; every finding is one line.\n\n\
                            Example:\n  yimen ledger verify --database sqlite:yimen.db --division 990121")]
    Verify(StoreArgs),
}

/// `yimen archive`
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Check that every dossier in the archive is still what its sealed index says
    #[command(
        after_help = "Exit status 1 when something differs; every difference is one line. Needs no key.\n\n\
                            Example:\n  yimen archive verify --database sqlite:yimen.db --division 990121"
    )]
    Verify(StoreArgs),
}

/// `yimen draw verify`
#[derive(Debug, clap::Args)]
pub struct DrawVerifyArgs {
    /// The file, as the page of the draw gives it
    #[arg(value_name = "FILE")]
    pub file: std::path::PathBuf,
    /// The file that the page gave before the draw; without it only FILE itself is looked at
    #[arg(long, value_name = "EARLIER")]
    pub announced: Option<std::path::PathBuf>,
}

/// `yimen draw`
#[derive(Debug, Subcommand)]
pub enum DrawCommand {
    /// Compute a draw again from the file published with it
    #[command(
        after_help = "Needs no database and no key. Exit status 1 when lists, secret or picks do not fit, or are not those \
                            announced.\n\n\
                            Example:\n  yimen draw verify draw-2026-1.json --announced kept/draw-2026-1.json"
    )]
    Verify(DrawVerifyArgs),
}

/// `yimen export`
#[derive(Debug, clap::Args)]
pub struct ExportArgs {
    /// XES (IEEE 1849-2016), or OCEL 2.0 as JSON
    #[arg(long, value_enum)]
    pub format: ExportFormat,
    /// The file to write; one of this name is replaced when the new one is complete
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Only the cases of this item, by its code in the catalogue
    #[arg(long, value_name = "CODE")]
    pub item: Option<String>,
    /// Also write the ids of the staff, which the organisation can turn into names
    #[arg(long)]
    pub with_officers: bool,
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// What programs of process mining read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ExportFormat {
    /// One trace for each case
    Xes,
    /// Events with the objects that they concern
    Ocel,
}

/// `yimen token`
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token; it is shown once and kept only as a digest
    #[command(
        after_help = "It sees what the person sees on the day, and with --unit only that unit's part of it.\n\n\
                            Example:\n  yimen token add --person intake2 --scope act --purpose portal \
                      --days 90 --database sqlite:yimen.db --division 990121"
    )]
    Add(TokenAddArgs),
    /// List the tokens, without the tokens themselves
    #[command(after_help = "Example:\n  yimen token list --database sqlite:yimen.db --division 990121")]
    List(StoreArgs),
    /// End a token at once
    #[command(
        after_help = "Example:\n  yimen token revoke 0123456789abcdef --database sqlite:yimen.db --division 990121"
    )]
    Revoke(TokenRevokeArgs),
}

/// `yimen token add`
#[derive(Debug, clap::Args)]
pub struct TokenAddArgs {
    /// The person of the organisation in whose name it acts
    #[arg(long, value_name = "ID")]
    pub person: String,
    /// Only this unit's cases, of those the person may see
    #[arg(long, value_name = "CODE")]
    pub unit: Option<String>,
    /// Whether it may only read or also act
    #[arg(long, value_enum, default_value_t = TokenScope::Read)]
    pub scope: TokenScope,
    /// What it is for, so that it can be told from others when it is to be revoked
    #[arg(long, value_name = "WORDS")]
    pub purpose: String,
    /// Days until it ends
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub days: u32,
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// What a token is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum TokenScope {
    /// Queries alone
    Read,
    /// Queries and commands
    Act,
}

/// `yimen token revoke`
#[derive(Debug, clap::Args)]
pub struct TokenRevokeArgs {
    /// The token's name, as it was shown when it was made
    #[arg(value_name = "NAME")]
    pub id: String,
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// `yimen config`
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    /// Show every setting, its value and where the value comes from; passwords are left out
    #[command(after_help = "Exit status 1 when a value is not right.\n\n\
                            Example:\n  YIMEN_DIVISION=990121 yimen config show --config /etc/yimen/yimen.toml")]
    Show(ConfigShowArgs),
}

/// `yimen config show`
#[derive(Debug, clap::Args)]
pub struct ConfigShowArgs {
    #[command(flatten)]
    pub settings: AllSettings,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "it is not a day; write it as 2026-11-21".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// Every command with its path, "yimen calendar due".
    fn walk(command: &clap::Command, path: String, visit: &mut impl FnMut(&str, &clap::Command)) {
        visit(&path, command);
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            walk(below, format!("{path} {}", below.get_name()), visit);
        }
    }

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_help_text_carries_an_example_that_the_command_line_accepts() {
        let mut seen = 0;
        walk(&Cli::command(), "yimen".to_owned(), &mut |path, command| {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let (_, example) =
                help.split_once("Example:\n  ").unwrap_or_else(|| panic!("{path} has no example"));
            let call = &example[example.find("yimen ").unwrap_or_else(|| panic!("{path}: {example}"))..];
            assert!(call.starts_with(path), "{path} has the example of another command: {call}");
            if let Err(error) = Cli::try_parse_from(call.split_whitespace()) {
                panic!("{call}: {error}");
            }
            seen += 1;
        });
        assert_eq!(seen, 27);
    }

    #[test]
    fn every_flag_has_a_help_text() {
        walk(&Cli::command(), "yimen".to_owned(), &mut |path, command| {
            for argument in command.get_arguments() {
                assert!(argument.get_help().is_some(), "{path} {}", argument.get_id());
            }
        });
    }
}
