//! The commands. English verbs, Chinese help.

pub mod add;
pub mod ask;
pub mod book;
pub mod casebook;
pub mod challenges;
pub mod deadlines;
pub mod draft;
pub mod exhibits;
pub mod export;
pub mod fact;
pub mod init;
pub mod law;
pub mod loan;
pub mod log;
pub mod permissions;
pub mod plan;
pub mod read;
pub mod review;
pub mod routes;
pub mod rules;
pub mod screen;
pub mod tables;
pub mod terms;
pub mod verify;
pub mod withdraw;

use crate::say;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand};
use juzheng_core::casebook::Casebook;
use juzheng_core::error::{Problem, Result};
use std::process::ExitCode;

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";

/// juzheng 举证
#[derive(Parser)]
#[command(
    name = "juzheng",
    version,
    about = "举证：把网贷催收的短信、通话等整理成可核验的证据，找出涉嫌违法违规的行为、当日有效的法条和可以递交的文书。\n全程在本机运行，不联网，不替您发送任何东西。",
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    subcommand_value_name = "命令",
    next_help_heading = "选项",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    after_help = "\n退出码：0 完成；1 核验没有通过；2 输入有误。"
)]
pub struct Cli {
    /// 以 JSON 输出，供程序使用
    #[arg(long, global = true)]
    pub json: bool,
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help)]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
    /// 命令
    #[command(subcommand)]
    pub command: Command,
}

/// One command.
#[derive(Subcommand)]
pub enum Command {
    /// 建立一个案件文件夹
    Init(init::InitArgs),
    /// 把文件加入案件（原样保存，计算哈希，登记账本）
    Add(add::AddArgs),
    /// 看看文件里有什么（不需要案件，不保存任何东西）
    Read(read::ReadArgs),
    /// 看应用的权限记录：能读什么、最后一次记录到的读取、关闭权限会改变什么
    Permissions(permissions::PermissionsArgs),
    /// 看协议、隐私政策里的条款：拿走了什么、对照哪些法条、可以问放款方什么
    Terms(terms::TermsArgs),
    /// 审查案件，列出涉嫌违法违规的行为
    Review(review::ReviewArgs),
    /// 可以走的渠道：先后、为什么有的关着、24小时到90天要做的事、会消失的证据、薄弱的地方
    Routes(routes::RoutesArgs),
    /// 期限：等答复、时效、证据保存期；可以写成日历文件
    Deadlines(deadlines::DeadlinesArgs),
    /// 记下向哪里提出、什么时候答复，回执作为证据
    Log(log::LogArgs),
    /// 生成文书（DOCX、PDF 和纯文本）
    Draft(draft::DraftArgs),
    /// 生成证据册（PDF）：引用的证据逐条编号，可以按大小分册
    Book(book::BookArgs),
    /// 对方可能怎么质疑每份证据、每项发现，用什么回应，哪里是弱处
    Challenges(challenges::ChallengesArgs),
    /// 导出证据包（BagIt，可用公开工具核验）
    Export(export::ExportArgs),
    /// 核验案件或证据包有没有被改动
    Verify(verify::VerifyArgs),
    /// 查看或修改案件事实
    Fact(fact::FactArgs),
    /// 列出案件里的证据
    Exhibits(exhibits::ExhibitsArgs),
    /// 撤回一份证据（删除内容，保留哈希和理由）
    Withdraw(withdraw::WithdrawArgs),
    /// 用自己的话提问：合不合法、找谁、怎么办；不知道的就说不知道
    Ask(ask::AskArgs),
    /// 逐条筛查短信：每行一个 JSON，答出涉嫌的行为和原文
    Screen(screen::ScreenArgs),
    /// 列出支持的文件格式
    Formats,
    /// 列出规则：哪一条法对应哪条规则、例子多少、是否现行
    Rules(rules::RulesArgs),
    /// 列出能生成的文书
    Papers,
    /// 查法条：某一天有效的文本、之前的文本、条号挪到了哪里
    Law(law::LawArgs),
    /// 计算借款的实际年化成本，对照适用的线；核算逾期费用（不需要案件）
    Loan(loan::LoanArgs),
    /// 按收支算两个分期方案，列出要书面写明的和不要签的
    Plan(plan::PlanArgs),
    /// 检查规则库：写法、引用、例子（给写规则的人用，不需要重新编译）
    #[command(help_template = TEMPLATE)]
    Casebook(casebook::CasebookArgs),
    /// 生成命令行自动补全脚本
    Completions(CompletionsArgs),
}

impl Cli {
    /// Parses the command line.
    pub fn read() -> std::result::Result<Cli, clap::Error> {
        let matches = command().try_get_matches()?;
        Cli::from_arg_matches(&matches)
    }
}

/// The commands with every heading and usage line in Chinese; clap writes its own in English.
fn command() -> clap::Command {
    let mut all = headings(Cli::command());
    all.build();
    usages(&mut all);
    all
}

fn headings(command: clap::Command) -> clap::Command {
    let command = command.help_template(TEMPLATE).subcommand_help_heading("命令").subcommand_value_name("命令");
    let command = command.mut_args(|a| if a.is_positional() { a.help_heading("内容") } else { a.help_heading("选项") });
    command.mut_subcommands(headings)
}

fn usages(command: &mut clap::Command) {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]");
    *command = std::mem::take(command).override_usage(usage);
    command.get_subcommands_mut().for_each(usages);
}

/// 自动补全
#[derive(Args)]
pub struct CompletionsArgs {
    /// bash、zsh、fish、elvish 或 powershell。输出存成文件后由外壳读取，例如：juzheng completions bash > ~/.local/share/bash-completion/completions/juzheng；zsh 存为 fpath 里的 _juzheng；fish 存为 ~/.config/fish/completions/juzheng.fish；powershell 追加到 $PROFILE
    #[arg(value_name = "外壳", hide_possible_values = true)]
    shell: clap_complete::Shell,
}

/// Writes a completion script.
pub fn completions(args: &CompletionsArgs) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "juzheng", &mut script);
    say::raw(String::from_utf8_lossy(&script).trim_end());
    Ok(ExitCode::SUCCESS)
}

/// What was typed cannot be understood: help and version are no errors, the rest is told in four parts.
pub fn usage(error: &clap::Error) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand) {
        say::line(error.render().to_string().trim_end());
        return if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand { ExitCode::from(2) } else { ExitCode::SUCCESS };
    }
    use clap::error::{ContextKind, ContextValue};
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(s)) => s.clone(),
        Some(ContextValue::Strings(list)) => list.join("、"),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::InvalidSubcommand => format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识的选项“{argument}”"),
        ErrorKind::MissingRequiredArgument => format!("缺少必需的内容：{argument}"),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => format!("{argument} 后面缺少内容"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("{argument} 的值“{}”不能用", context(ContextKind::InvalidValue)),
        ErrorKind::NoEquals | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("{argument} 后面缺少内容"),
        ErrorKind::ArgumentConflict => format!("{argument} 不能和 {} 一起用", context(ContextKind::PriorArg)),
        _ => "命令写得不对".to_owned(),
    };
    let json = std::env::args().any(|a| a == "--json");
    say::problem(&Problem::new("usage", what, "命令行", "运行 juzheng --help 或 juzheng <命令> --help 查看用法"), json);
    ExitCode::from(2)
}

/// The built-in casebook, without the answers to questions; a mistake in it is told whole.
pub fn casebook() -> Result<Casebook> {
    sound(Casebook::without_answers())
}

/// The same with the answers; for a question without a case only what such a question needs.
pub fn casebook_with_answers(case: bool) -> Result<Casebook> {
    sound(if case { Casebook::embedded() } else { Casebook::for_questions() })
}

fn sound(casebook: std::result::Result<Casebook, Vec<Problem>>) -> Result<Casebook> {
    casebook.map_err(|problems| {
        for problem in &problems {
            say::notice(&say::listed(problem));
        }
        Problem::new("casebook", format!("规则库有{}处错误", problems.len()), "casebook", "请按上面的提示改正后重新编译")
    })
}
