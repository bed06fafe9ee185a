//! The loop and the terminal, in a real pseudo-terminal, with a screen so small that nothing else can fail: it
//! shows the keys that arrive. This file is its own child program.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]
#![allow(clippy::format_push_string, reason = "short words of a test")]

mod support;

use std::path::Path;
use std::time::{Duration, Instant};

use chamdiem::lang::Lang;
use chamdiem::tui::key::Key;
use chamdiem::tui::mail;
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::runtime::{self, Ending, Outside, Screen, Setup};
use chamdiem::tui::terminal::Lifeline;
use chamdiem::tui::wire::Palette;
use pty_process::blocking::Command;
use ratatui::Frame;
use rustix::process::Signal;
use support::{Terminal, processor_ticks};

const SAVED_IN: &str = "RUNTIME_TEST_SAVED_IN";
const TWO_SECONDS: Duration = Duration::from_secs(2);

/// Shows what arrives, separated by spaces.
struct Echo {
    heard: String,
    size: (u16, u16),
}

impl Screen for Echo {
    fn update(&mut self, message: Message) -> Vec<Effect> {
        match message {
            Message::Keys(keys) => {
                let mut effects = Vec::new();
                for key in &keys {
                    assert_ne!(*key, Key::Char('!'), "asked to panic");
                    self.heard += &format!("{key} ");
                    effects.extend(match key {
                        Key::Char('q') => Some(Effect::Quit),
                        Key::Ctrl('l') => Some(Effect::Redraw),
                        Key::Ctrl('e') => Some(Effect::EditOutside("bên ngoài".to_owned())),
                        Key::Ctrl('o') => Some(Effect::Close),
                        _ => None,
                    });
                }
                self.heard.push('|');
                return effects;
            }
            Message::Resize { width, height } => self.size = (width, height),
            Message::Paste(text) => self.heard += &format!("<{text:?}>"),
            other => self.heard += &format!("{other:?}"),
        }
        Vec::new()
    }

    fn draw(&self, frame: &mut Frame<'_>) {
        let area = frame.area();
        let sizes = format!(
            "{}x{} {}x{}",
            self.size.0, self.size.1, area.width, area.height
        );
        let columns = usize::from(area.width);
        let style = ratatui::style::Style::new().reversed();
        frame.buffer_mut().set_stringn(0, 0, sizes, columns, style);
        let heard: Vec<char> = self.heard.chars().collect();
        for (y, row) in (1..area.height).zip(heard.chunks(columns)) {
            frame.buffer_mut().set_stringn(
                0,
                y,
                row.iter().collect::<String>(),
                columns,
                ratatui::style::Style::new(),
            );
        }
    }
}

struct Nowhere(mail::Post);

impl Outside for Nowhere {
    fn carry_out(&mut self, _: Effect) {
        let post = self.0.clone();
        std::thread::spawn(move || {
            post.send(Message::Failed {
                message: "from a thread".to_owned(),
            });
        });
    }

    fn close(&mut self) -> Result<(), String> {
        if std::env::var_os("RUNTIME_TEST_FULL_DISK").is_some() {
            return Err("disk is full".to_owned());
        }
        Ok(())
    }
}

#[test]
#[ignore = "the program that the other tests start"]
fn child() {
    let (post, inbox) = mail::open().unwrap();
    let lifeline = Lifeline::default();
    let saved_in = std::env::var_os(SAVED_IN).unwrap();
    lifeline.attach(move |_| std::fs::write(&saved_in, "saved").map_err(|error| error.to_string()));
    let ending = runtime::run(Setup {
        screen: Echo {
            heard: String::new(),
            size: (0, 0),
        },
        outside: Nowhere(post),
        inbox,
        lifeline,
        palette: Palette::Sixteen,
        lang: Lang::Vi,
        editor: std::env::var_os("EDITOR").unwrap_or_default(),
        scratch: std::env::temp_dir(),
    });
    println!("ended: {ending:?}");
    std::process::exit(i32::from(ending.unwrap() != Ending::Quit));
}

struct Run {
    terminal: Terminal,
    folder: tempfile::TempDir,
}

impl Run {
    fn start() -> Self {
        Self::start_by(&[], &[])
    }

    /// Starts through another program, such as a shell that ignores signals, and with an environment.
    fn start_by(through: &[&str], environment: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let own = std::env::current_exe().unwrap();
        let mut words: Vec<&std::ffi::OsStr> = through.iter().map(AsRef::as_ref).collect();
        words.push(own.as_ref());
        words.extend(
            ["child", "--exact", "--ignored", "--nocapture", "--quiet"].map(std::ffi::OsStr::new),
        );
        let command = Command::new(words[0])
            .args(&words[1..])
            .env(SAVED_IN, folder.path().join("saved"))
            .env("RUST_BACKTRACE", "0")
            .envs(environment.iter().copied());
        let mut terminal = Terminal::start(command, 60, 12);
        terminal.wait_for("60x12 60x12");
        Self { terminal, folder }
    }

    fn has_saved(&self) -> bool {
        Path::exists(&self.folder.path().join("saved"))
    }
}

#[test]
fn keys_of_one_read_arrive_together_and_the_terminal_is_left_as_found() {
    let mut run = Run::start();
    assert!(run.terminal.emulator().alternate_screen());
    assert!(run.terminal.emulator().bracketed_paste());
    run.terminal.type_and_see("vie\x08ê", "v i e Backspace ê |");
    run.terminal
        .type_and_see("\x1b[200~a\r\nb\x1b[201~", "<\"a\\r\\nb\">");
    run.terminal.type_keys("q");
    assert!(run.terminal.wait_for_end(TWO_SECONDS).success());
    run.terminal.assert_left_as_found();
    assert!(run.terminal.screen().contains("ended: Ok(Quit)"));
}

#[test]
fn a_lone_esc_is_esc_after_a_moment_and_a_split_arrow_is_an_arrow() {
    let mut run = Run::start();
    run.terminal.type_and_see("\x1b", "Esc |");
    run.terminal.type_and_see("[A", "Esc |↑ |");
    run.terminal.type_keys("\x1b");
    run.terminal.type_keys("[");
    run.terminal.type_and_see("B", "Esc |↑ |↓ |");
    run.terminal.type_and_see("\x1b[", "↓ |Esc [ |");
}

#[test]
fn letters_that_are_not_utf8_are_spoken_of_once() {
    let mut run = Run::start();
    run.terminal.type_and_see(b"ti\xea\xf1ng", "UTF-8");
    run.terminal.type_and_see("x", "x |");
    assert_eq!(run.terminal.screen().matches("PuTTY").count(), 1);
}

#[test]
fn another_size_is_drawn_at_once() {
    let mut run = Run::start();
    run.terminal.resize(40, 8);
    run.terminal.wait_for("40x8 40x8");
}

#[test]
fn a_message_of_another_thread_is_shown_without_a_key() {
    let mut run = Run::start();
    run.terminal.type_and_see("\x0f", "from a thread");
}

#[test]
fn the_screen_comes_back_after_somebody_wrote_over_it() {
    let mut run = Run::start();
    run.terminal.type_and_see("abc", "a b c |");
    run.terminal.type_and_see("\x0c", "Ctrl-L");
    let frame = run.terminal.received_text();
    let cleared = frame.rsplit("\x1b[2J").next().unwrap();
    assert!(cleared.contains("60x12") && cleared.contains("a b c"));
}

#[test]
fn the_outside_editor_gets_the_terminal_and_gives_it_back() {
    let mut run = Run::start_by(
        &[],
        &[(
            "EDITOR",
            "stty -a | grep -c ' icanon'; sed -i s/ngoài/trong/",
        )],
    );
    run.terminal
        .type_and_see("\x05", "Edited(Some(\"bên trong\"))");
    assert!(run.terminal.emulator().alternate_screen());
    let received = run.terminal.received_text();
    let left = received.split("\x1b[?1049l").nth(1).unwrap();
    assert!(
        left.starts_with("1\r\n"),
        "the editor had raw modes: {left:?}"
    );
    run.terminal.type_keys("q");
    run.terminal.wait_for_end(TWO_SECONDS);
    run.terminal.assert_left_as_found();
}

#[test]
fn nothing_is_written_and_no_processor_used_while_nothing_happens() {
    let mut run = Run::start();
    run.terminal.type_and_see("a", "a |");
    let (bytes, ticks) = (
        run.terminal.received().len(),
        processor_ticks(run.terminal.id()),
    );
    assert!(!run.terminal.receive(Duration::from_secs(3)));
    assert_eq!(run.terminal.received().len(), bytes);
    assert!(processor_ticks(run.terminal.id()) <= ticks);
}

#[test]
fn signals_save_and_leave_the_terminal_as_found() {
    for (signal, number) in [(Signal::TERM, 15), (Signal::INT, 2), (Signal::QUIT, 3)] {
        let mut run = Run::start();
        run.terminal.signal(signal);
        let status = run.terminal.wait_for_end(TWO_SECONDS);
        assert_eq!(status.code(), Some(128 + number));
        assert!(run.has_saved());
        run.terminal.assert_left_as_found();
    }
}

#[test]
fn a_dropped_line_saves_and_ends() {
    let mut run = Run::start();
    run.terminal.hang_up();
    run.terminal.wait_for_end(TWO_SECONDS);
    assert!(run.has_saved());
}

#[test]
fn a_dropped_line_that_no_signal_tells_of_saves_and_ends() {
    // In a session of its own nobody sends SIGHUP, and the shell that waits ignores it.
    let shell = ["sh", "-c", "trap '' HUP; setsid \"$0\" \"$@\"; exit $?"];
    let mut run = Run::start_by(&shell, &[]);
    let started = Instant::now();
    run.terminal.hang_up();
    let status = run.terminal.wait_for_end(TWO_SECONDS);
    assert!(started.elapsed() < TWO_SECONDS);
    assert_ne!(status.code(), None);
    assert!(run.has_saved());
}

#[test]
fn a_dropped_line_ends_it_where_sighup_is_ignored() {
    let shell = ["sh", "-c", "trap '' HUP; exec \"$0\" \"$@\""];
    let mut run = Run::start_by(&shell, &[]);
    run.terminal.hang_up();
    run.terminal.wait_for_end(TWO_SECONDS);
    assert!(run.has_saved());
}

#[test]
fn a_panic_saves_leaves_the_terminal_as_found_and_says_so() {
    let mut run = Run::start();
    run.terminal.type_keys("!");
    let status = run.terminal.wait_for_end(TWO_SECONDS);
    assert!(!status.success());
    run.terminal.assert_left_as_found();
    assert!(run.has_saved());
    let said = run.terminal.received_text();
    assert!(
        said.contains("Bài làm đã được lưu. Nếu màn hình lỗi, gõ: reset"),
        "{said}"
    );
}

#[test]
fn whoever_cannot_save_is_kept_from_leaving_once() {
    let mut run = Run::start_by(&[], &[("RUNTIME_TEST_FULL_DISK", "1")]);
    run.terminal
        .type_and_see("q", "SaveFailed { message: \"disk is full\" }");
    run.terminal.type_keys("q");
    run.terminal.wait_for_end(TWO_SECONDS);
    assert!(run.terminal.screen().contains("Unsaved(\"disk is full\")"));
    run.terminal.assert_left_as_found();
}

#[test]
fn the_screen_comes_back_after_a_stop() {
    let mut run = Run::start();
    run.terminal.type_and_see("ab", "a b |");
    run.terminal.signal(Signal::STOP);
    let before = run.terminal.received().len();
    run.terminal.signal(Signal::CONT);
    run.terminal.wait_until("a second screen", |terminal| {
        let since = terminal.received().get(before..).unwrap_or_default();
        String::from_utf8_lossy(since).contains("a b |")
    });
}
