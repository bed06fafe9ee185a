//! What saving costs: from Enter to "saved" in a pseudo-terminal, beside `cp` with `sync` and beside the save of `nano`
//! in the same run; and the size of every file after 10,000 edits, in one sitting and spread over a year of working
//! days. Prints figures; of the sizes it fails when one is beyond its bound. `cargo bench --bench saving`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "prints figures"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chamdiem::points::Stored;
use chamdiem::store::draft::{Drafts, Typed};
use chamdiem::store::file::{self, Author, Backup, Manner};
use chamdiem::store::history;
use chamdiem::workbook::{Edit, Evidence, Review, Workbook};
use jiff::{ToSpan, Zoned};
use pty_process::blocking::Command;
use support::Terminal;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chamdiem");
const EXAMPLE: &str = include_str!("../saves/kon-ray-2023.json");
const ROUNDS: usize = 60;
const EDITS: usize = 10_000;
const DAYS: usize = 250;

/// A year of daily work beside a workbook may take so much, in bytes.
const MOST_RECORD: u64 = 5 * 1024 * 1024;
/// The workbook, and each backup of it, may become so many times what it was: the edits write much new text.
const MOST_GROWTH: u64 = 4;
const MOST_BACKUPS: usize = 20;

fn main() {
    let folder = desk();
    let path = folder.path().join("so.json");
    println!(
        "{:<46}{:>10}{:>10}{:>8}",
        "", "median µs", "p95 µs", "ratio"
    );
    let base = times(|round| copy_and_sync(&path, round));
    row("cp of the workbook, sync of the copy", &base, &base);
    row(
        "saving: lock, merge, write, sync, read back",
        &times(|round| commit(&path, round)),
        &base,
    );
    let on_screen = times_on_screen(&path, b"\x1bOQ");
    row("screen: Enter and F2, to \"Đã lưu\"", &on_screen, &base);
    row(
        "screen: Enter alone (edits gather 300 ms)",
        &times_on_screen(&path, b""),
        &base,
    );
    match times_of_nano(&path) {
        Some(nano) => row("nano: Ctrl-O Enter, to \"Wrote\" (no sync)", &nano, &base),
        None => println!("nano is not installed"),
    }
    println!("\nafter {EDITS} edits in one sitting");
    sizes(&work(1));
    println!("\nafter {EDITS} edits on {DAYS} working days of a year");
    sizes(&work(DAYS));
}

fn desk() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("so.json"), EXAMPLE).unwrap();
    folder
}

fn author() -> Author {
    Author {
        name: "cb1".to_owned(),
    }
}

fn row(what: &str, times: &[Duration], base: &[Duration]) {
    let median = |times: &[Duration]| times[times.len() / 2].as_micros();
    let p95 = times[times.len() * 95 / 100].as_micros();
    let ratio = median(times) * 100 / median(base).max(1);
    println!("{what:<46}{:>10}{p95:>10}{ratio:>6} %", median(times));
}

/// Sorted.
fn times(mut once: impl FnMut(usize) -> Duration) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..ROUNDS).map(&mut once).collect();
    times.sort_unstable();
    times
}

fn copy_and_sync(path: &Path, _: usize) -> Duration {
    let copy = path.with_extension("copy");
    let began = Instant::now();
    fs::copy(path, &copy).unwrap();
    fs::File::open(&copy).unwrap().sync_all().unwrap();
    began.elapsed()
}

fn commit(path: &Path, round: usize) -> Duration {
    let edit = figure(round);
    let began = Instant::now();
    file::commit(path, &[edit], &author()).unwrap();
    began.elapsed()
}

fn figure(value: usize) -> Edit {
    Edit::Figure {
        code: "3.4.1".to_owned(),
        figure: "on_time".to_owned(),
        value: Some(Stored::Number(value.into())),
    }
}

/// From the last key of a figure to the word that it is saved; `more` are keys after Enter.
fn times_on_screen(path: &Path, more: &[u8]) -> Vec<Duration> {
    let folder = path.parent().unwrap();
    let command = Command::new(PROGRAM)
        .arg(path)
        .env("TERM", "xterm")
        .env("HOME", folder)
        .env_remove("XDG_DATA_HOME")
        .env("CHAMDIEM_SAVES", folder);
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.wait_for("Kon Rẫy");
    terminal.type_and_see("g3.4.1\r", "TCTP 3.4.1");
    times(|round| {
        let value = (10_000 + round + more.len() * 1_000).to_string();
        // The receipt comes with the commit, and so does the word that saving is under way.
        let receipt = format!("thành {value}");
        terminal.type_and_see(format!("\r{value}"), &value);
        let began = Instant::now();
        terminal.type_keys([b"\r", more].concat());
        terminal.wait_until("saved", |terminal| {
            let screen = terminal.screen();
            let is_saved = screen.contains("Đã lưu") && !screen.contains("Đang lưu");
            is_saved && screen.contains(&receipt)
        });
        let time = began.elapsed();
        terminal.type_keys("\x1b");
        terminal.wait_for("Enter Nhập");
        time
    })
}

fn times_of_nano(path: &Path) -> Option<Vec<Duration>> {
    std::process::Command::new("nano")
        .arg("--version")
        .output()
        .ok()?;
    let copy = path.with_extension("txt");
    fs::copy(path, &copy).unwrap();
    let command = Command::new("nano")
        .arg("-I")
        .arg(&copy)
        .env("TERM", "xterm");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.wait_for("GNU nano");
    Some(times(|_| {
        terminal.type_and_see("x", "Modified");
        terminal.type_and_see("\x0f", "File Name to Write");
        let began = Instant::now();
        terminal.type_keys("\r");
        terminal.wait_until("saved", |terminal| {
            let screen = terminal.screen();
            screen.contains("Wrote ") && !screen.contains("Modified")
        });
        began.elapsed()
    }))
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }
}

/// Edits as officers make them: mostly figures and sentences typed on in an explanation, now and then a document.
fn edit(book: &Workbook, dice: &mut Dice, number: usize) -> Edit {
    let criteria: Vec<_> = book.set.criteria().collect();
    let (_, node, criterion) = criteria[dice.below(criteria.len())];
    let code = node.code.clone();
    match dice.below(20) {
        0 => Edit::Evidence {
            code,
            id: "1".to_owned(),
            entry: Some(Box::new(Evidence {
                id: "1".to_owned(),
                number: format!("{number}/KH-UBND"),
                subject: "Về việc triển khai công tác cải cách hành chính".to_owned(),
                ..Evidence::default()
            })),
            at: 0,
        },
        1..=9 if !criterion.figures.is_empty() => Edit::Figure {
            code,
            figure: criterion.figures[dice.below(criterion.figures.len())]
                .id
                .clone(),
            value: Some(Stored::Number(number.into())),
        },
        _ => {
            let mut text = book.answer(&code).justification.clone();
            // A text is written, and shortened again; it does not grow for ever.
            if text.chars().count() > 1_500 {
                text = text.chars().take(600).collect();
            }
            let text = format!("{text} Đến ngày {number} đã giải quyết {number} hồ sơ.");
            Edit::Justification {
                code,
                text,
                review: Review::Settled,
            }
        }
    }
}

/// A workbook worked on for so many days.
fn work(days: usize) -> TempDir {
    let folder = desk();
    let path = folder.path().join("so.json");
    let mut dice = Dice(days as u64);
    let mut book = file::open(&path).unwrap().book;
    let today = Zoned::now();
    for day in 0..days {
        let manner = Manner {
            backup: Backup::Now,
            ..Manner::COMMAND
        };
        for number in 0..EDITS / days {
            let edit = edit(&book, &mut dice, day * 40 + number + 1);
            let manner = if number == 0 {
                manner
            } else {
                Manner {
                    backup: Backup::Skip,
                    ..manner
                }
            };
            book = file::commit_with(&path, &[edit], &author(), manner)
                .unwrap()
                .book;
        }
        if days > 1 {
            let back = i64::try_from((days - day) * 7 / 5).unwrap();
            date_back(&path, &today, back);
        }
    }
    folder
}

/// Lets what the record got today have been written so many days ago.
fn date_back(path: &Path, today: &Zoned, days: i64) {
    let then = today.checked_sub(days.days()).unwrap();
    let record = side(path).join("history.jsonl");
    let text = fs::read_to_string(&record).unwrap_or_default();
    let date = |day: &Zoned| format!("\":\"{}T", day.strftime("%Y-%m-%d"));
    fs::write(&record, text.replace(&date(today), &date(&then))).unwrap();
}

fn side(path: &Path) -> PathBuf {
    path.with_file_name(".chamdiem/so.json")
}

/// Prints the size of each file, and judges it.
fn sizes(folder: &TempDir) {
    let path = folder.path().join("so.json");
    let beside = side(&path);
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let first = EXAMPLE.len() as u64;
    println!(
        "{:<46}{:>10}   at first {first}",
        "workbook, bytes",
        size(&path)
    );
    let document: serde_json::Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for member in ["answers", "revisions"] {
        let part = format!("{:#}", document[member]).len();
        println!("{:<46}{part:>10}", format!("  of it {member}"));
    }
    assert!(size(&path) <= first * MOST_GROWTH);
    let mut record = 0;
    for file in files(&beside)
        .iter()
        .filter(|file| file.extension().is_some_and(|end| end == "jsonl"))
    {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        println!("{name:<46}{:>10}", size(file));
        record += size(file);
    }
    let entries = history::read(&path).entries.len();
    println!("{:<46}{record:>10}   {entries} entries", "record together");
    assert!(
        record <= MOST_RECORD,
        "the record of a year is beyond its bound"
    );
    let backups = files(&beside.join("backups"));
    let together: u64 = backups.iter().map(|file| size(file)).sum();
    println!(
        "{:<46}{together:>10}   {} files",
        "backups together",
        backups.len()
    );
    assert!(
        backups.len() <= MOST_BACKUPS
            && backups.iter().all(|file| size(file) <= first * MOST_GROWTH)
    );
    println!(
        "{:<46}{:>10}",
        "draft of a figure half typed",
        draft_size(&path, 5)
    );
    println!(
        "{:<46}{:>10}",
        "draft of 2,000 letters that cannot be saved",
        draft_size(&path, 2_000)
    );
    let names = files(&beside).into_iter().filter(|file| file.is_file());
    let lock: Vec<PathBuf> = names
        .filter(|file| file.extension().is_none_or(|end| end != "jsonl"))
        .collect();
    assert_eq!(lock, [beside.join("lock")], "nothing else is left there");
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn draft_size(path: &Path, letters: usize) -> u64 {
    let mut drafts = Drafts::new(&path.canonicalize().unwrap(), "cb1", None);
    if letters < 100 {
        let typed = Typed {
            code: "3.4.1".to_owned(),
            field: "figures/on_time".to_owned(),
            text: "1".repeat(letters),
            base: String::new(),
        };
        drafts.typed(Some(typed)).unwrap();
    } else {
        let text = "ă".repeat(letters);
        let code = "3.4.1".to_owned();
        drafts
            .unsaved(&[Edit::Justification {
                code,
                text,
                review: Review::Settled,
            }])
            .unwrap();
    }
    let folder = drafts.folder().unwrap();
    let found = files(&folder);
    let size = fs::metadata(&found[0]).unwrap().len();
    drafts.typed(None).unwrap();
    drafts.unsaved(&[]).unwrap();
    size
}
