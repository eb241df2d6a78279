//! The command line of accounts.

use clap::Subcommand;

use crate::config::StoreSettings;

/// `yimen user`
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account for a person of the organisation
    #[command(
        after_help = "The password is made and shown once; with --password-stdin it is read from the first \
                            line of the standard input. It is never an argument, for arguments can be seen by others.\n\n\
                            Example:\n  yimen user add liming --person agent.sc --database sqlite:yimen.db --division 990121"
    )]
    Add(UserAddArgs),
    /// Give an account another password, for a person who forgot it
    #[command(
        after_help = "Whoever is signed in by the account is signed out. The password is made and shown once, or read from the \
                            first line of the standard input with --password-stdin.\n\n\
                            Example:\n  yimen user set-password liming --database sqlite:yimen.db --division 990121"
    )]
    SetPassword(SetPasswordArgs),
    /// Take away the second factor of a person who lost the telephone
    #[command(
        after_help = "The person signs nothing as a leader until a new one is set up, under /desk/second-factor.\n\n\
                            Example:\n  yimen user remove-second-factor lead.sc --database sqlite:yimen.db --division 990121"
    )]
    RemoveSecondFactor(RemoveSecondFactorArgs),
}

/// `yimen user remove-second-factor`
#[derive(Debug, clap::Args)]
pub struct RemoveSecondFactorArgs {
    /// The person in the organisation
    #[arg(value_name = "ID")]
    pub person: String,
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// `yimen user add`
#[derive(Debug, clap::Args)]
pub struct UserAddArgs {
    /// The name to sign in with
    #[arg(value_name = "LOGIN")]
    pub login: String,
    /// The person in the organisation
    #[arg(long, value_name = "ID")]
    pub person: String,
    /// Read the password from the first line of the standard input
    #[arg(long)]
    pub password_stdin: bool,
    #[command(flatten)]
    pub settings: StoreSettings,
}

/// `yimen user set-password`
#[derive(Debug, clap::Args)]
pub struct SetPasswordArgs {
    /// The name to sign in with
    #[arg(value_name = "LOGIN")]
    pub login: String,
    /// Read the password from the first line of the standard input
    #[arg(long)]
    pub password_stdin: bool,
    #[command(flatten)]
    pub settings: StoreSettings,
}
