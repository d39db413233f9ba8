//! `juzheng screen`: messages in, verdicts out, a line each, for as long as they come.

use super::casebook;
use crate::say;
use clap::Args;
use juzheng_core::error::{Problem, Result};
use juzheng_core::screen::{Screen, row};
use juzheng_core::words::Words;
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// 逐条筛查短信：发出前拦下，或在大量短信里挑出要看的
#[derive(Args)]
#[command(after_help = "每行一个 JSON，字段 id、text、to（borrower 本人、third_party 第三人、unknown 不明）、at（时间，可不写）。
每行回答一个 JSON：acts 是文字涉嫌的行为，start、end 按字符（Unicode 标量值）计，quote 是原文，tier 是把握；
verdict 是 pass（没有发现）、review（只有弱信号，请人看）、block（较有可能）。读不懂的一行照样回答一行，说明原因。
只看这一条的文字和收件人；没有发现不等于没有问题，发现了也只是涉嫌。写法详见 docs/screen.md。
退出码：0 每行都读懂了；2 有读不懂的行。")]
pub struct ScreenArgs {
    /// 要筛查的文件；不写或写 - 就读标准输入
    #[arg(value_name = "文件", default_value = "-", hide_default_value = true)]
    file: PathBuf,
    /// 规则库文件夹：读那里的 words；不写就用程序自带的
    #[arg(long, value_name = "文件夹")]
    casebook: Option<PathBuf>,
}

/// How much is read at once. Each portion is answered before the next is waited for, so a program may ask line by line.
const PORTION: usize = 1 << 18;
/// The longest line that is read.
const LONGEST: usize = 64 << 20;

/// Answers every line. Exit 2 when one could not be read.
pub fn run(args: &ScreenArgs) -> Result<ExitCode> {
    let own = match &args.casebook {
        Some(folder) => Some(casebook::lexicon(folder)?),
        None => None,
    };
    let mut screen = Screen::new(own.as_ref().unwrap_or_else(|| Words::embedded()));
    let name = args.file.display().to_string();
    let mut input: Box<dyn Read> = match name.as_str() {
        "-" => Box::new(std::io::stdin().lock()),
        _ => Box::new(File::open(&args.file).map_err(|e| Problem::io(&name, "打开", &e))?),
    };
    let mut output = std::io::stdout().lock();
    let mut lines = Lines { held: Vec::new(), number: 0, skipping: false, all_read: true };
    let (mut portion, mut answers) = (vec![0; PORTION], Vec::with_capacity(2 * PORTION));
    loop {
        let got = match input.read(&mut portion) {
            Ok(got) => got,
            Err(e) if e.kind() == ErrorKind::Interrupted => continue,
            Err(e) => return Err(Problem::io(&name, "读取", &e)),
        };
        if got == 0 {
            lines.end(&mut screen, &mut answers);
        } else {
            lines.take(&portion[..got], &mut screen, &mut answers);
        }
        match output.write_all(&answers).and_then(|()| output.flush()) {
            Ok(()) => answers.clear(),
            Err(e) if e.kind() == ErrorKind::BrokenPipe => break, // the reader has what it wanted
            Err(e) => return Err(Problem::io("标准输出", "写出结果", &e)),
        }
        if got == 0 {
            break;
        }
    }
    if !lines.all_read {
        say::notice("有读不懂的行，原因写在该行的 error 里");
    }
    Ok(if lines.all_read { ExitCode::SUCCESS } else { ExitCode::from(2) })
}

/// Cuts what comes into lines.
struct Lines {
    /// The beginning of a line whose end has not come.
    held: Vec<u8>,
    number: u64,
    /// Inside a line that is too long, already answered.
    skipping: bool,
    all_read: bool,
}

impl Lines {
    fn take(&mut self, mut bytes: &[u8], screen: &mut Screen<'_>, answers: &mut Vec<u8>) {
        while let Some(at) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = (&bytes[..at], &bytes[at + 1..]);
            if self.skipping {
                self.skipping = false;
            } else if self.held.is_empty() {
                self.line(line, screen, answers);
            } else {
                let mut whole = std::mem::take(&mut self.held);
                whole.extend_from_slice(line);
                self.line(&whole, screen, answers);
                whole.clear();
                self.held = whole;
            }
            bytes = rest;
        }
        if !self.skipping {
            self.held.extend_from_slice(bytes);
            if self.held.len() > LONGEST {
                self.number += 1;
                row::too_long(self.number, LONGEST, answers);
                (self.skipping, self.all_read) = (true, false);
                self.held = Vec::new();
            }
        }
    }

    fn end(&mut self, screen: &mut Screen<'_>, answers: &mut Vec<u8>) {
        let last = std::mem::take(&mut self.held);
        self.line(&last, screen, answers);
    }

    /// One whole line; an empty one is no row.
    fn line(&mut self, line: &[u8], screen: &mut Screen<'_>, answers: &mut Vec<u8>) {
        let first = self.number == 0;
        self.number += u64::from(!self.skipping);
        let line = if first { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        if !line.trim_ascii().is_empty() {
            self.all_read &= row::row(screen, line, self.number, answers);
        }
    }
}
