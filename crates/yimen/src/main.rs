//! The one executable: reads the command line, runs one command and ends with its status.

mod archive_verify;
mod args;
mod args_user;
mod bench;
mod bench_server;
mod calendar_days;
mod calendar_due;
mod clock;
mod config;
mod config_show;
mod demo;
mod demo_token;
mod draw_verify;
mod drill;
mod export;
mod key_file;
mod ledger_verify;
mod limits;
mod listen;
mod logs;
mod migrate;
mod opening;
mod outcome;
mod patience;
mod progress;
mod publish;
mod serve;
mod token_add;
mod user_add;

use std::process::ExitCode;

use args::{
    ArchiveCommand, CalendarCommand, Cli, Command, ConfigCommand, DrawCommand, LedgerCommand, TokenCommand,
};
use args_user::UserCommand;
use clap::Parser;
use outcome::Outcome;

/// Serves SQLite as well: many small pieces come and go with each command, and the C library's allocator spends a tenth of the
/// time on putting them together again.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let json = cli.json;
    outcome::finish(run(cli), json)
}

fn run(cli: Cli) -> Outcome {
    let json = cli.json;
    match cli.command {
        Command::Demo(args) => demo::run(&args, json),
        Command::Serve(args) => serve::run(&args, json),
        Command::Publish(args) => publish::run(&args, json),
        Command::Migrate(args) => migrate::run(&args, json),
        Command::Calendar(CalendarCommand::Due(args)) => calendar_due::run(&args, json),
        Command::Calendar(CalendarCommand::Days(args)) => calendar_days::run(&args, json),
        Command::Ledger(LedgerCommand::Verify(args)) => ledger_verify::run(&args, json),
        Command::Archive(ArchiveCommand::Verify(args)) => archive_verify::run(&args, json),
        Command::Draw(DrawCommand::Verify(args)) => draw_verify::run(&args, json),
        Command::Export(args) => export::run(&args, json),
        Command::User(UserCommand::Add(args)) => user_add::run(&args, json),
        Command::User(UserCommand::SetPassword(args)) => user_add::set_password(&args, json),
        Command::User(UserCommand::RemoveSecondFactor(args)) => user_add::remove_second_factor(&args, json),
        Command::Token(TokenCommand::Add(args)) => token_add::run(&args, json),
        Command::Token(TokenCommand::List(args)) => token_add::list(&args, json),
        Command::Token(TokenCommand::Revoke(args)) => token_add::revoke(&args, json),
        Command::Config(ConfigCommand::Show(args)) => config_show::run(&args, json),
        Command::Bench(args) => bench::run(&args, json),
        Command::BenchServer(args) => bench_server::run(&args, json),
    }
}
