//! What lies beside the workbook while it is worked on: drafts and presence of real sessions, living and dead.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;
mod support;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chamdiem::points::Stored;
use chamdiem::store::draft::{self, DraftContent, Typed};
use chamdiem::store::file;
use chamdiem::store::margin::{Aside, Margin};
use chamdiem::store::presence::Present;
use chamdiem::store::{Author, Keeper, Report};
use chamdiem::workbook::Edit;
use command::{Desk, PROGRAM};
use rustix::process::Signal;
use support::{LIMIT, Terminal};
use tempfile::TempDir;

fn keep(path: &Path, author: &str, state: Option<&Path>) -> (Keeper, mpsc::Receiver<Report>) {
    let (sender, reports) = mpsc::channel();
    let opened = file::open(path).unwrap();
    let (_, claims) = draft::find(&opened.path, &opened.book, state);
    let margin = Margin::open(&opened.path, author, state, claims);
    let author = Author {
        name: author.to_owned(),
    };
    let keeper = Keeper::start_with(&opened, author, margin, move |report| {
        let _ = sender.send(report);
    });
    (keeper, reports)
}

fn aside(code: &str, text: Option<&str>) -> Aside {
    Aside {
        code: code.to_owned(),
        typed: text.map(|text| Typed {
            code: code.to_owned(),
            field: "figures/on_time".to_owned(),
            text: text.to_owned(),
            base: String::new(),
        }),
    }
}

fn figure(value: &str) -> Edit {
    Edit::Figure {
        code: "1.1.1".to_owned(),
        figure: "on_time".to_owned(),
        value: Some(Stored::read(value)),
    }
}

/// The files in a folder, those that are just being written left out.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name());
    names
        .filter(|name| !name.to_string_lossy().starts_with("tmp."))
        .map(|name| folder.join(name))
        .collect()
}

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let latest = Instant::now() + LIMIT;
    while !holds() {
        assert!(Instant::now() < latest, "never came: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn present(reports: &mpsc::Receiver<Report>) -> Vec<Present> {
    loop {
        if let Report::Present(others) = reports.recv_timeout(LIMIT).expect("a report") {
            return others;
        }
    }
}

#[test]
fn a_half_typed_figure_is_on_disk_within_a_second_even_while_typing_goes_on() {
    let desk = Desk::with_book();
    let (mut keeper, _reports) = keep(&desk.path("book.json"), "cb1", None);
    let folder = desk.path(".chamdiem/book.json/drafts");
    let start = Instant::now();
    let mut typed = String::new();
    while files(&folder).is_empty() {
        typed.push('1');
        keeper.aside(aside("1.1.1", Some(&typed)));
        std::thread::sleep(Duration::from_millis(20));
        assert!(start.elapsed() < Duration::from_secs(5), "never written");
    }
    // Generous for a busy machine; without the latest moment it would never be written here.
    assert!(
        start.elapsed() < Duration::from_millis(1500),
        "{:?}",
        start.elapsed()
    );
    keeper.aside(aside("1.1.1", None));
    wait_until("the draft is removed", || files(&folder).is_empty());
    keeper.close(LIMIT).unwrap();
    assert!(files(&desk.path(".chamdiem/book.json/presence")).is_empty());
}

#[test]
fn two_sessions_see_each_other_come_move_and_go() {
    let desk = Desk::with_book();
    let path = desk.path("book.json");
    let (mut one, seen_by_one) = keep(&path, "cb1", None);
    let (mut two, seen_by_two) = keep(&path, "cb2", None);
    two.aside(aside("1.2", None));
    let there = |code: &str, author: &str| Present {
        author: author.to_owned(),
        code: code.to_owned(),
    };
    let mut seen = present(&seen_by_one);
    if seen == [there("", "cb2")] {
        seen = present(&seen_by_one);
    }
    assert_eq!(seen, [there("1.2", "cb2")]);
    assert_eq!(present(&seen_by_two), [there("", "cb1")]);
    two.close(LIMIT).unwrap();
    assert_eq!(present(&seen_by_one), []);
    one.close(LIMIT).unwrap();
}

#[test]
fn edits_that_a_full_disk_keeps_out_go_to_a_draft_elsewhere_and_leave_it_once_they_are_saved() {
    let small = TempDir::new().unwrap();
    let mount = |arguments: &[&str]| {
        let mut command = std::process::Command::new("mount");
        command.args(arguments).arg(small.path()).status()
    };
    let mounted = mount(&["-t", "tmpfs", "-o", "size=192k", "tmpfs"]);
    if !mounted.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no right to mount a small disk");
        return;
    }
    let desk = Desk::with_book();
    let path = small.path().join("book.json");
    std::fs::copy(desk.path("book.json"), &path).unwrap();
    let state = desk.path("state");
    let (mut keeper, reports) = keep(&path, "cb1", Some(&state));
    let ballast = small.path().join("ballast");
    let _ = std::fs::write(&ballast, vec![0; 1_000_000]);
    keeper.edit(figure("642"));
    keeper.aside(aside("1.1.1", Some("21")));
    let far = state.join("chamdiem/drafts");
    wait_until("a draft on the other disk", || files(&far).len() == 1);
    assert!(matches!(reports.recv_timeout(LIMIT), Ok(Report::Failed(_))));
    keeper.edit(figure("643"));
    let says = |text: &str| {
        let kept = files(&far)
            .first()
            .map(|file| std::fs::read_to_string(file).unwrap_or_default());
        kept.is_some_and(|kept| kept.contains(text))
    };
    wait_until("the later edit in the draft", || {
        says("643") && says("\"21\"")
    });
    std::fs::remove_file(ballast).unwrap();
    keeper.aside(aside("1.1.1", None));
    keeper.save_now();
    wait_until("no draft is left", || files(&far).is_empty());
    keeper.close(LIMIT).unwrap();
    let book = file::open(&path).unwrap().book;
    assert_eq!(book.answer("1.1.1").figures["on_time"].text(), "643");
    drop(keeper);
    let _ = std::process::Command::new("umount")
        .arg(small.path())
        .status();
}

#[test]
fn drafts_that_were_answered_are_gone_and_what_was_taken_back_is_kept_first() {
    let desk = Desk::with_book();
    let path = desk.path("book.json");
    let opened = file::open(&path).unwrap();
    let mut dead = draft::Drafts::new(&opened.path, "cb1", None);
    let Some(typed) = aside("1.1.1", Some("64")).typed else {
        return;
    };
    dead.typed(Some(typed.clone())).unwrap();
    drop(dead);
    let (mut keeper, _reports) = keep(&path, "cb1", None);
    keeper.aside(aside("1.1.1", Some("64")));
    keeper.drafts_answered();
    keeper.handle().flush(LIMIT).unwrap();
    assert_eq!(
        files(&desk.path(".chamdiem/book.json/drafts")).len(),
        1,
        "its own"
    );
    keeper.aside(aside("1.1.1", None));
    keeper.edit(figure("64"));
    keeper.close(LIMIT).unwrap();
    let (found, _) = draft::find(&opened.path, &opened.book, None);
    assert!(
        !found
            .iter()
            .any(|draft| draft.content == DraftContent::Typed(typed.clone()))
    );
}

/// The workbook on a terminal.
fn on_screen(desk: &Desk, author: &str) -> Terminal {
    let command = pty_process::blocking::Command::new(PROGRAM)
        .arg(desk.path("book.json"))
        .env("TERM", "xterm")
        .env("HOME", desk.folder())
        .env("XDG_STATE_HOME", desk.path("state"))
        .env("XDG_DATA_HOME", desk.path("data"))
        .env("CHAMDIEM_USER", author)
        .env_remove("NO_COLOR");
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.wait_for("UBND xã A");
    terminal
}

#[test]
fn a_figure_half_typed_when_the_program_is_killed_is_offered_at_the_next_start_and_taken_back() {
    let desk = Desk::with_book();
    let mut terminal = on_screen(&desk, "cb1");
    terminal.type_keys("g1.1.1\r64");
    let folder = desk.path(".chamdiem/book.json/drafts");
    wait_until("a draft", || files(&folder).len() == 1);
    terminal.signal(Signal::KILL);
    terminal.wait_for_end(LIMIT);

    let mut terminal = on_screen(&desk, "cb1");
    terminal.wait_for("Còn bản nháp 1.1.1a: 64 gõ dở lúc");
    terminal.type_keys("\r2\r");
    terminal.wait_for("642");
    terminal.type_keys("\x1bq");
    assert!(terminal.wait_for_end(LIMIT).success());
    let book = file::open(&desk.path("book.json")).unwrap().book;
    assert_eq!(book.answer("1.1.1").figures["on_time"].text(), "642");
    assert!(files(&folder).is_empty());
}

#[test]
fn a_figure_half_typed_when_the_line_drops_is_offered_at_the_next_start() {
    let desk = Desk::with_book();
    let mut terminal = on_screen(&desk, "cb1");
    terminal.type_and_see("g1.1.1\r64", "64");
    terminal.hang_up();
    terminal.wait_for_end(LIMIT);
    let mut terminal = on_screen(&desk, "cb1");
    terminal.wait_for("Còn bản nháp 1.1.1a: 64 gõ dở lúc");
    terminal.type_keys("\x1b");
    wait_until("dropped", || {
        files(&desk.path(".chamdiem/book.json/drafts")).is_empty()
    });
}

#[test]
fn a_colleague_shows_on_screen_and_goes_when_her_program_is_killed() {
    let desk = Desk::with_book();
    let mut own = on_screen(&desk, "cb1");
    let mut hers = on_screen(&desk, "cb2");
    hers.type_keys("g2.1\r");
    own.wait_until("the colleague and where she is", |terminal| {
        let screen = terminal.screen();
        screen.contains("Đang mở")
            && screen
                .lines()
                .any(|row| row.contains("cb2") && row.trim_end().ends_with("2.1"))
    });
    hers.signal(Signal::KILL);
    hers.wait_for_end(LIMIT);
    own.wait_until("alone again", |terminal| {
        !terminal.screen().contains("Đang mở")
    });
}

/// Types words for a while without a pause, kills the program, and says what was typed when, before it.
fn type_a_paragraph_and_kill(terminal: &mut Terminal, words: usize) -> Vec<(Instant, String)> {
    let mut typed = Vec::new();
    let mut text = String::new();
    for word in 0..words {
        let next = format!("đoạn{word} ");
        terminal.type_keys(&next);
        text.push_str(&next);
        // What counts as typed is what has arrived on the screen.
        let end = format!("đoạn{word}");
        terminal.wait_until(&end, |terminal| terminal.screen().contains(&end));
        typed.push((Instant::now(), text.clone()));
        terminal.receive(Duration::from_millis(40));
    }
    terminal.signal(Signal::KILL);
    terminal.wait_for_end(LIMIT);
    typed
}

#[test]
fn a_paragraph_is_there_to_within_a_second_when_the_program_is_killed_in_the_middle_of_it() {
    for words in [1, 30, 44] {
        let desk = Desk::with_book();
        let mut terminal = on_screen(&desk, "cb1");
        terminal.type_keys("g1.1.1\r\x1bOS");
        let typed = type_a_paragraph_and_kill(&mut terminal, words);
        let killed = Instant::now();
        let stored = file::open(&desk.path("book.json")).unwrap().book;
        let stored = stored.answer("1.1.1").justification.clone();
        let is_old = |at: Instant| killed.duration_since(at) > Duration::from_secs(1);
        let old = typed.iter().rfind(|(at, _)| is_old(*at));
        let old = old.map(|(_, text)| text.trim_end()).unwrap_or_default();
        assert!(
            stored.starts_with(old),
            "{words}: {stored:?} lacks the end of {old:?}"
        );
        let all = typed
            .last()
            .map(|(_, text)| text.clone())
            .unwrap_or_default();
        assert!(
            all.starts_with(stored.trim_end()),
            "nothing else is there: {stored:?}"
        );
        // The next start shows it.
        if !stored.is_empty() {
            let mut terminal = on_screen(&desk, "cb1");
            terminal.type_keys("g1.1.1\r");
            terminal.wait_for("đoạn0");
        }
    }
}

#[test]
fn a_line_of_a_form_half_typed_when_the_program_is_killed_is_offered_and_taken_back() {
    let desk = Desk::with_book();
    let mut terminal = on_screen(&desk, "cb1");
    terminal.type_keys("g1.1.1\r+37/QD-UBND 8/2/23\r");
    terminal.wait_for("37/QĐ-UBND");
    terminal.wait_for("Đã lưu");
    // To the subject, past what the number filled.
    terminal.type_keys("\t\t\tVề việc ban");
    let folder = desk.path(".chamdiem/book.json/drafts");
    wait_until("a draft", || {
        let draft = files(&folder).first().map(std::fs::read_to_string);
        draft.is_some_and(|draft| draft.is_ok_and(|draft| draft.contains("Về việc ban")))
    });
    terminal.signal(Signal::KILL);
    terminal.wait_for_end(LIMIT);

    let mut terminal = on_screen(&desk, "cb1");
    terminal.wait_for("Còn bản nháp 1.1.1, tài liệu 1: Về việc ban gõ dở lúc");
    terminal.type_keys("\r");
    terminal.wait_for("Trích yếu");
    terminal.type_keys(" hành kế hoạch\r\x1b");
    terminal.wait_for("Đã lưu");
    terminal.type_keys("\x1b\x1bq");
    assert!(terminal.wait_for_end(LIMIT).success());
    let book = file::open(&desk.path("book.json")).unwrap().book;
    let entry = book.answer("1.1.1").evidence("1").unwrap().clone();
    assert_eq!(entry.subject, "Về việc ban hành kế hoạch");
    assert_eq!(entry.number, "37/QĐ-UBND");
    assert!(files(&folder).is_empty());
}

#[test]
fn a_reason_half_typed_when_the_program_is_killed_is_offered_and_taken_back() {
    let desk = Desk::with_book();
    let mut terminal = on_screen(&desk, "cb1");
    terminal.type_and_see("g1.1.1\ro1,5\r", "Đã lưu");
    terminal.type_keys("theo biên");
    let folder = desk.path(".chamdiem/book.json/drafts");
    wait_until("a draft", || {
        let draft = files(&folder).first().map(std::fs::read_to_string);
        draft.is_some_and(|draft| draft.is_ok_and(|draft| draft.contains("theo biên")))
    });
    terminal.signal(Signal::KILL);
    terminal.wait_for_end(LIMIT);
    let mut terminal = on_screen(&desk, "cb1");
    terminal.wait_for("Còn bản nháp 1.1.1, điểm tự nhập: theo biên gõ dở lúc");
    terminal.type_keys("\r bản họp\r");
    terminal.wait_for("Đã lưu");
    terminal.type_keys("\x1bq");
    assert!(terminal.wait_for_end(LIMIT).success());
    let book = file::open(&desk.path("book.json")).unwrap().book;
    let declared = book.answer("1.1.1").declared.clone().unwrap();
    assert_eq!(declared.reason, "theo biên bản họp");
    assert!(files(&folder).is_empty());
}
