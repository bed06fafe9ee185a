//! Exporting from the screen, in a real pseudo-terminal: the file is there and whole, and nothing was replaced.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "these are tests")]

mod support;

use std::path::Path;
use std::time::Duration;

use pty_process::blocking::Command;
use support::Terminal;

const PROGRAM: &str = env!("CARGO_BIN_EXE_chamdiem");

fn open(book: &Path, home: &Path) -> Terminal {
    let command = Command::new(PROGRAM)
        .arg(book)
        .env("TERM", "xterm")
        .env("HOME", home)
        .env_remove("XDG_DATA_HOME")
        .env_remove("XDG_STATE_HOME")
        .env_remove("NO_COLOR")
        .env("CHAMDIEM_SAVES", book.parent().unwrap());
    let mut terminal = Terminal::start(command, 120, 40);
    terminal.wait_for("UBND huyện Kon Rẫy");
    terminal
}

#[test]
fn a_report_goes_home_is_whole_and_replaces_nothing() {
    let (saves, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let book = saves.path().join("kon-ray-2023.json");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/kon-ray-2023.json");
    std::fs::copy(example, &book).unwrap();
    let taken = home.path().join("bao-cao-kon-ray-2023-so1.docx");
    std::fs::write(&taken, "signed and sent").unwrap();

    let mut terminal = open(&book, home.path());
    terminal.type_and_see("v", "Xem trước báo cáo");
    terminal.type_and_see("b", ": ~/bao-cao-kon-ray-2023-so2.docx");
    terminal.type_and_see(
        "\r",
        "Đã xuất: ~/bao-cao-kon-ray-2023-so2.docx (đọc lại: khớp 90,29).",
    );
    assert!(
        terminal
            .screen()
            .contains(":bao-cao-kon-ray-2023-so2.docx .")
    );
    let document = std::fs::read(home.path().join("bao-cao-kon-ray-2023-so2.docx")).unwrap();
    assert!(chamdiem::report::docx::counts(&document).is_some());
    assert_eq!(std::fs::read(&taken).unwrap(), b"signed and sent");

    // The same words as the command line prints.
    terminal.type_and_see("b", ": ~/bao-cao-kon-ray-2023-so3.docx");
    terminal.type_and_see("\x1b[B\x1b[B", ": ~/bao-cao-kon-ray-2023-so3.md");
    terminal.type_and_see("\r", "Đã xuất: ~/bao-cao-kon-ray-2023-so3.md");
    let printed = saves.path().join("bao-cao.md");
    let export = std::process::Command::new(PROGRAM)
        .arg("export")
        .args([&book, &printed])
        .output()
        .unwrap();
    assert!(export.status.success(), "{export:?}");
    let own = std::fs::read(home.path().join("bao-cao-kon-ray-2023-so3.md")).unwrap();
    assert_eq!(own, std::fs::read(&printed).unwrap());

    terminal.type_keys("q");
    terminal.wait_for("Tới mã");
    terminal.type_keys("q");
    assert!(terminal.wait_for_end(Duration::from_secs(10)).success());
    let left: Vec<_> = std::fs::read_dir(home.path()).unwrap().collect();
    let hidden = |entry: &std::io::Result<std::fs::DirEntry>| {
        let name = entry.as_ref().unwrap().file_name();
        name.to_string_lossy().starts_with(".chamdiem")
    };
    assert!(!left.iter().any(hidden), "{left:?}");
}

#[test]
fn what_cannot_be_written_is_said_and_the_screen_goes_on() {
    let (saves, home) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let book = saves.path().join("kon-ray-2023.json");
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("saves/kon-ray-2023.json");
    std::fs::copy(example, &book).unwrap();
    let mut terminal = open(&book, home.path());
    terminal.type_and_see("b", ": ~/bao-cao");
    // Ctrl-W takes away the name, and the folder that is typed instead is not there.
    terminal.type_keys([0x17; 12]);
    terminal.type_and_see("/khong/co/bc.docx", "/khong/co/bc.docx");
    terminal.type_and_see("\r", "! /khong/co/bc.docx");
    terminal.type_and_see("v", "Xem trước báo cáo");
}
