//! What the screen costs, measured from outside in a pseudo-terminal of 120×40, beside `nano` on a file of the
//! same size where it is installed: start, key to answer, bytes on the wire, idleness, memory. Prints figures;
//! judges nothing. `cargo bench --bench terminal`
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "prints figures"
)]

#[path = "../tests/support/mod.rs"]
mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use pty_process::blocking::Command;
use support::{Terminal, processor_ticks, resident_kib};

const PROGRAM: &str = env!("CARGO_BIN_EXE_chamdiem");
const EXAMPLE: &str = include_str!("../saves/kon-ray-2023.json");
/// Silence after which an answer counts as complete; not part of the time measured.
const SILENCE: Duration = Duration::from_millis(60);
const STARTS: usize = 9;
const LETTERS: usize = 40;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("so.json");
    std::fs::write(&path, EXAMPLE).unwrap();
    let ours = measure_ours(&path);
    println!("{:<34}{:>12}{:>12}{:>8}", "", "chamdiem", "nano", "ratio");
    let nano = std::process::Command::new("nano").arg("--version").output();
    let theirs = nano.is_ok().then(|| measure_nano(&path));
    let row = |name: &str, figure: fn(&Figures) -> u128| {
        let ours = figure(&ours);
        match theirs.as_ref().map(figure) {
            Some(theirs) => println!(
                "{name:<34}{ours:>12}{theirs:>12}{:>6} %",
                ours * 100 / theirs.max(1)
            ),
            None => println!("{name:<34}{ours:>12}"),
        }
    };
    row("start to full screen, µs", |figures| {
        figures.start.as_micros()
    });
    row("first screen, bytes", |figures| figures.first_bytes);
    row("letter to answer, µs (median)", |figures| {
        figures.answer.as_micros()
    });
    row("bytes per letter (median)", |figures| figures.letter_bytes);
    row("bytes per move (median)", |figures| figures.move_bytes);
    row("bytes in 3 idle seconds", |figures| figures.idle_bytes);
    row("clock ticks in 3 idle seconds", |figures| {
        figures.idle_ticks
    });
    row("resident, KiB", |figures| figures.resident_kib);
}

struct Figures {
    start: Duration,
    first_bytes: u128,
    answer: Duration,
    letter_bytes: u128,
    move_bytes: u128,
    idle_bytes: u128,
    idle_ticks: u128,
    resident_kib: u128,
}

fn measure_ours(path: &Path) -> Figures {
    // Down the tree for the moves; then the explanation of 3.4.1, with the cursor at its end.
    measure(
        || Command::new(PROGRAM).arg(path).env("TERM", "xterm"),
        "Kon Rẫy",
        b"g3.4.1\r\x1b",
        b"j",
        b"\x1bOS",
    )
}

fn measure_nano(path: &Path) -> Figures {
    measure(
        || {
            Command::new("nano")
                .arg("-I")
                .arg(path)
                .env("TERM", "xterm")
        },
        "GNU nano",
        b"",
        b"\x1b[6~",
        b"\x1b[8~",
    )
}

fn measure(
    command: impl Fn() -> Command,
    first_text: &str,
    go_there: &[u8],
    step: &[u8],
    open_text: &[u8],
) -> Figures {
    let mut starts: Vec<(Duration, u128)> =
        (0..STARTS).map(|_| start(command(), first_text)).collect();
    starts.sort_unstable();
    let (start, first_bytes) = starts[STARTS / 2];
    let mut terminal = Terminal::start(command(), 120, 40);
    terminal.wait_for(first_text);
    answer(&mut terminal, go_there);
    let (_, move_bytes) = median((0..8).map(|_| answer(&mut terminal, step)).collect());
    answer(&mut terminal, open_text);
    let letters = (0..LETTERS).map(|_| answer(&mut terminal, b"a")).collect();
    let (answer_time, letter_bytes) = median(letters);
    while terminal.receive(Duration::from_secs(1)) {}
    let ticks = processor_ticks(terminal.id());
    let before = terminal.received().len();
    let latest = Instant::now() + Duration::from_secs(3);
    while let Some(left) = latest.checked_duration_since(Instant::now()) {
        terminal.receive(left);
    }
    Figures {
        start,
        first_bytes,
        answer: answer_time,
        letter_bytes,
        move_bytes,
        idle_bytes: (terminal.received().len() - before) as u128,
        idle_ticks: u128::from(processor_ticks(terminal.id()) - ticks),
        resident_kib: u128::from(resident_kib(terminal.id())),
    }
}

/// Time to the last byte of the first screen, and its bytes.
fn start(command: Command, first_text: &str) -> (Duration, u128) {
    let began = Instant::now();
    let mut terminal = Terminal::start(command, 120, 40);
    let mut last = Duration::ZERO;
    while !terminal.screen().contains(first_text) || terminal.receive(SILENCE) {
        last = began.elapsed();
        if !terminal.screen().contains(first_text) {
            terminal.receive(SILENCE);
        }
    }
    (last, terminal.received().len() as u128)
}

/// Types and waits for the answer: time to its last byte, and its bytes.
fn answer(terminal: &mut Terminal, keys: &[u8]) -> (Duration, u128) {
    let before = terminal.received().len();
    let began = Instant::now();
    let mut last = Duration::ZERO;
    if !keys.is_empty() {
        terminal.type_keys(keys);
    }
    while terminal.receive(SILENCE) {
        last = began.elapsed();
    }
    (last, (terminal.received().len() - before) as u128)
}

/// The middle of each.
fn median(figures: Vec<(Duration, u128)>) -> (Duration, u128) {
    let (mut times, mut bytes): (Vec<_>, Vec<_>) = figures.into_iter().unzip();
    times.sort_unstable();
    bytes.sort_unstable();
    (times[times.len() / 2], bytes[bytes.len() / 2])
}
