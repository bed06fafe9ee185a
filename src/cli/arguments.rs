//! The command line as clap knows it, in the language of this run: what may be typed and the help texts. Each
//! subcommand describes itself in its own file.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::Str;
use clap::{Arg, ArgAction, Command, value_parser};

use crate::cli::{
    check, criteria, diff, export, history, merge, new, restore, seal, set, show, verify,
};
use crate::lang::Lang;
use crate::say;

/// The language: `--lang`, wherever it stands, else what `CHAMDIEM_LANG` says, else Vietnamese. It is needed
/// before the arguments are read, because it is the language of what is wrong with them.
pub(super) fn language(arguments: &[OsString], chosen: Option<&str>) -> Lang {
    let words = arguments.iter().map(|word| word.to_str().unwrap_or(""));
    let words: Vec<&str> = words.take_while(|word| *word != "--").collect();
    let apart = words.windows(2).filter_map(|pair| match pair {
        ["--lang", code] => Lang::from_code(code),
        _ => None,
    });
    let joined = words.iter().filter_map(|word| word.strip_prefix("--lang="));
    apart
        .chain(joined.filter_map(Lang::from_code))
        .last()
        .or_else(|| Lang::from_code(chosen?))
        .unwrap_or_default()
}

/// The whole command line.
pub(super) fn command(lang: Lang) -> Command {
    described(Command::new("chamdiem"), lang, Parts::Commands)
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(
            "Chấm điểm một cơ quan theo bộ tiêu chí. Không có lệnh con thì mở màn hình chấm điểm.",
            "Score an office against a criteria set. Without a subcommand the screen opens.",
        ))
        .override_usage(say!(
            lang,
            "chamdiem [TỆP]\n  chamdiem LỆNH …",
            "chamdiem [FILE]\n  chamdiem COMMAND …"
        ))
        .after_help(lang.pick(
            "Kết quả: 0 xong; 1 xong và có điều phải xem (check, criteria check, criteria import, merge, diff, verify, new --from); 2 không thực hiện được.\n\
             Ngôn ngữ cũng đặt được bằng CHAMDIEM_LANG, thư mục bằng CHAMDIEM_SAVES, tên bằng CHAMDIEM_USER.",
            "Exit status: 0 done; 1 done and something was found (check, criteria check, criteria import, merge, diff, verify, new --from); 2 not done.\n\
             CHAMDIEM_LANG sets the language too, CHAMDIEM_SAVES the folder, CHAMDIEM_USER the name.",
        ))
        .args(options(lang))
        .subcommands([
            new::command(lang),
            set::command(lang),
            show::command(lang),
            check::command(lang),
            export::command(lang),
            merge::command(lang),
            diff::command(lang),
            criteria::command(lang),
            history::command(lang),
            restore::command(lang),
            seal::command(lang),
            verify::command(lang),
        ])
}

/// What may stand besides a subcommand, most of it anywhere.
fn options(lang: Lang) -> [Arg; 5] {
    [
        Arg::new("file")
            .value_name(lang.pick("TỆP", "FILE"))
            .num_args(0..)
            .value_parser(value_parser!(PathBuf))
            .help(lang.pick(
                "Sổ chấm điểm cần mở; không ghi thì chọn trong danh sách",
                "The workbook to open; without it choose from a list",
            )),
        Arg::new("lang")
            .long("lang")
            .global(true)
            .value_name("vi|en")
            .value_parser(["vi", "en"])
            .hide_possible_values(true)
            .help(lang.pick("Tiếng Việt hoặc tiếng Anh", "Vietnamese or English")),
        Arg::new("saves")
            .long("saves")
            .global(true)
            .value_name(lang.pick("THƯ MỤC", "DIR"))
            .value_parser(value_parser!(PathBuf))
            .help(lang.pick("Thư mục chứa sổ chấm điểm", "The folder of workbooks")),
        Arg::new("ascii")
            .long("ascii")
            .action(ArgAction::SetTrue)
            .global(true)
            .help(lang.pick(
                "Màn hình chỉ dùng nét kẻ ASCII",
                "Only ASCII lines and bars on screen",
            )),
        Arg::new("version")
            .short('V')
            .long("version")
            .action(ArgAction::Version)
            .help(lang.pick("In phiên bản", "Print the version")),
    ]
}

/// What the help of a command lists besides options.
#[derive(Clone, Copy)]
pub(super) enum Parts {
    /// Its arguments.
    Arguments,
    /// Its subcommands.
    Commands,
    /// Nothing; it has neither.
    Nothing,
}

/// A command whose help speaks the language of this run throughout; clap's own headings are English.
pub(super) fn described(command: Command, lang: Lang, parts: Parts) -> Command {
    let usage = lang.pick("Cách dùng", "Usage");
    let options = lang.pick("Tùy chọn", "Options");
    let parts = match parts {
        Parts::Arguments => lang.pick(
            "Tham số:\n{positionals}\n\n",
            "Arguments:\n{positionals}\n\n",
        ),
        Parts::Commands => lang.pick("Lệnh:\n{subcommands}\n\n", "Commands:\n{subcommands}\n\n"),
        Parts::Nothing => "",
    };
    command
        .help_template(format!(
            "{{about-with-newline}}\n{usage}:\n  {{usage}}\n\n{parts}{options}:\n{{options}}{{after-help}}\n"
        ))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .disable_version_flag(true)
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(lang.pick("In trợ giúp này", "Print this help")),
        )
}

/// The workbook that a command is about.
pub(super) fn file(lang: Lang, help: &'static str) -> Arg {
    Arg::new("file")
        .value_name(lang.pick("TỆP", "FILE"))
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help(help)
}

/// A required text, by position.
pub(super) fn word(id: &'static str, name: &'static str, help: &'static str) -> Arg {
    Arg::new(id)
        .value_name(Str::from(name))
        .required(true)
        .help(help)
}

/// `--json`
pub(super) fn json(lang: Lang) -> Arg {
    Arg::new("json")
        .long("json")
        .action(ArgAction::SetTrue)
        .help(lang.pick(
            "In ra JSON cho chương trình khác đọc",
            "Print JSON for other programs",
        ))
}
