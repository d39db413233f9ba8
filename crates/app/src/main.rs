//! The binary: the only place that knows the terminal, the environment, the real clock. `main` is the table of contents;
//! one command is one file of `cli/`.

mod cli;
mod password;
mod progress;
mod say;
mod world;

use cli::{Cli, Command};
use juzheng_core::error::Result;
use std::process::ExitCode;

/// 0 done, 1 a check failed, 2 bad input.
fn main() -> ExitCode {
    let cli = match Cli::read() {
        Ok(cli) => cli,
        Err(error) => return cli::usage(&error),
    };
    match run(&cli) {
        Ok(_) if say::failed() => ExitCode::from(2),
        Ok(code) => code,
        Err(problem) => {
            say::problem(&problem, cli.json);
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<ExitCode> {
    match &cli.command {
        Command::Init(args) => cli::init::run(args, cli.json),
        Command::Add(args) => cli::add::run(args, cli.json),
        Command::Read(args) => cli::read::run(args, cli.json),
        Command::Permissions(args) => cli::permissions::run(args, cli.json),
        Command::Terms(args) => cli::terms::run(args, cli.json),
        Command::Review(args) => cli::review::run(args, cli.json),
        Command::Routes(args) => cli::routes::run(args, cli.json),
        Command::Deadlines(args) => cli::deadlines::run(args, cli.json),
        Command::Log(args) => cli::log::run(args, cli.json),
        Command::Draft(args) => cli::draft::run(args, cli.json),
        Command::Book(args) => cli::book::run(args, cli.json),
        Command::Challenges(args) => cli::challenges::run(args, cli.json),
        Command::Export(args) => cli::export::run(args, cli.json),
        Command::Verify(args) => cli::verify::run(args, cli.json),
        Command::Fact(args) => cli::fact::run(args, cli.json),
        Command::Exhibits(args) => cli::exhibits::run(args, cli.json),
        Command::Withdraw(args) => cli::withdraw::run(args, cli.json),
        Command::Ask(args) => cli::ask::run(args, cli.json),
        Command::Screen(args) => cli::screen::run(args),
        Command::Formats => cli::tables::formats(cli.json),
        Command::Rules(args) => cli::rules::run(args, cli.json),
        Command::Papers => cli::tables::papers(cli.json),
        Command::Law(args) => cli::law::run(args, cli.json),
        Command::Loan(args) => cli::loan::run(args, cli.json),
        Command::Plan(args) => cli::plan::run(args, cli.json),
        Command::Casebook(args) => cli::casebook::run(args, cli.json),
        Command::Completions(args) => cli::completions(args),
    }
}
