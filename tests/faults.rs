//! Everything that can happen to a file while it is open on a screen: the program in a pseudo-terminal, and the
//! disk, the rights, the folder or a colleague's copy getting in its way. Each time the screen says what is wrong,
//! the work is kept, another place takes it, nothing on disk is half-written, and all is well once it is over.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "helpers of tests are tests too"
)]

mod command;
mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use chamdiem::store::file;
use chamdiem::workbook::Workbook;
use command::{Desk, PROGRAM, Ran};
use support::{LIMIT, Terminal};

const OFFICER: u32 = 40_001;

fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let latest = Instant::now() + LIMIT;
    while !holds() {
        assert!(Instant::now() < latest, "never came: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| !name.starts_with("tmp.")).collect();
    names.sort();
    names
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn figure(book: &Workbook, id: &str) -> String {
    let figures = &book.answer("1.1.1").figures;
    figures
        .get(id)
        .map(chamdiem::points::Stored::text)
        .unwrap_or_default()
}

fn stored(path: &Path, id: &str) -> String {
    figure(&file::open(path).expect("a whole workbook").book, id)
}

/// A folder with a workbook in it, and apart from it a home folder: on another disk where `saves` is mounted.
struct Office {
    desk: Desk,
    /// What is mounted and is to be unmounted.
    mounted: Vec<PathBuf>,
}

impl Office {
    fn new() -> Self {
        let office = Self {
            desk: Desk::new(),
            mounted: Vec::new(),
        };
        fs::create_dir(office.saves()).unwrap();
        fs::create_dir(office.home()).unwrap();
        office
    }

    /// With a workbook.
    fn open() -> Self {
        let office = Self::new();
        office.make_book();
        office
    }

    /// With the workbook on a small disk of its own; none where that is not allowed.
    fn on_small_disk() -> Option<Self> {
        let mut office = Self::new();
        let mount = ["-t", "tmpfs", "-o", "size=256k", "tmpfs"];
        if !office.mount(&mount) {
            eprintln!("skipped: no right to mount a small disk");
            return None;
        }
        office.make_book();
        Some(office)
    }

    fn make_book(&self) {
        self.desk.write("set.json", command::set().to_string());
        let made = self.desk.run(&[
            "new",
            "saves/book.json",
            "--set",
            "set.json",
            "--unit",
            "UBND xã A",
            "--year",
            "2023",
        ]);
        made.done();
        self.set("on_time=1");
    }

    fn mount(&mut self, arguments: &[&str]) -> bool {
        let saves = self.saves();
        let done = Command::new("mount").args(arguments).arg(&saves).status();
        let done = done.is_ok_and(|status| status.success());
        if done {
            self.mounted.push(saves);
        }
        done
    }

    /// Fills the small disk to the last byte; with nothing on it that could be given up for the work.
    fn fill_disk(&self) -> PathBuf {
        let backups = self.side().join("backups");
        for name in names(&backups) {
            fs::remove_file(backups.join(name)).unwrap();
        }
        let ballast = self.saves().join("ballast");
        let _ = fs::write(&ballast, vec![0; 1_000_000]);
        ballast
    }

    fn saves(&self) -> PathBuf {
        self.desk.path("saves")
    }

    fn home(&self) -> PathBuf {
        self.desk.path("home")
    }

    fn path(&self) -> PathBuf {
        self.saves().join("book.json")
    }

    fn side(&self) -> PathBuf {
        self.saves().join(".chamdiem/book.json")
    }

    /// The folder of drafts on the other disk.
    fn far_drafts(&self) -> PathBuf {
        self.home().join("state/chamdiem/drafts")
    }

    fn set(&self, pair: &str) {
        self.desk
            .run(&["set", "saves/book.json", "1.1.1", pair])
            .done();
    }

    fn merge(&self, from: &Path) -> Ran {
        let from = from.to_str().unwrap();
        self.desk.run(&["merge", "saves/book.json", from])
    }

    fn command(&self, program: &Path) -> pty_process::blocking::Command {
        pty_process::blocking::Command::new(program)
            .env("TERM", "xterm")
            .env("HOME", self.home())
            .env("XDG_STATE_HOME", self.home().join("state"))
            .env("XDG_DATA_HOME", self.home().join("data"))
            .env("XDG_CONFIG_HOME", self.home().join("config"))
            .env("CHAMDIEM_USER", "cb1")
            .env_remove("NO_COLOR")
    }

    /// The workbook on a screen, the cursor at the criterion with the figures.
    fn screen(&self) -> Terminal {
        Self::at_work(self.command(Path::new(PROGRAM)).arg(self.path()))
    }

    fn at_work(command: pty_process::blocking::Command) -> Terminal {
        let mut terminal = Terminal::start(command, 160, 40);
        terminal.wait_for("UBND xã A");
        terminal.type_and_see("g1.1.1\r", "Cấp xã");
        terminal
    }

    /// The workbooks that were written into the home folder.
    fn copies(&self) -> Vec<PathBuf> {
        let names = names(&self.home()).into_iter();
        let names = names.filter(|name| name.starts_with("book-"));
        names.map(|name| self.home().join(name)).collect()
    }
}

impl Drop for Office {
    fn drop(&mut self) {
        for folder in self.mounted.drain(..).rev() {
            let _ = Command::new("umount").arg("-l").arg(folder).status();
        }
    }
}

/// Enters the first figure and waits until the screen says that it is saved: the receipt comes with the commit, and
/// with it the word that saving is under way.
fn enter_and_save(terminal: &mut Terminal, value: &str) {
    terminal.type_keys(format!("\r{value}\r\x1b"));
    let receipt = format!("thành {value}.");
    terminal.wait_until("saved", |terminal| {
        let screen = terminal.screen();
        let is_saved = screen.contains("Đã lưu") && !screen.contains("Đang lưu");
        is_saved && screen.contains(&receipt)
    });
}

/// Enters the first figure and waits until the screen says why it cannot be saved.
fn enter_and_fail(terminal: &mut Terminal, value: &str, why: &str) {
    terminal.type_keys(format!("\r{value}\r\x1b"));
    terminal.wait_for(&format!("CHƯA LƯU: {why}"));
    assert!(
        terminal.screen().contains("F2 lưu lại, F12 lưu chỗ khác"),
        "{}",
        terminal.screen()
    );
}

#[test]
fn a_slip_in_the_path_makes_no_folder() {
    let office = Office::open();
    let mut terminal = office.screen();
    terminal.type_and_see("l", "Lưu cả sổ vào một tệp mới");
    // What is proposed is selected: typing replaces it.
    terminal.type_keys("khong-co/a.json\r");
    terminal.wait_for("khong-co/a.json: không có tệp hoặc thư mục này");
    terminal.type_keys("\x1b");
    quit(terminal);
    assert!(!office.home().join("khong-co").exists() && !office.saves().join("khong-co").exists());
}

/// Writes the whole workbook to the place that is proposed, and finds it there.
fn save_elsewhere(office: &Office, terminal: &mut Terminal, value: &str) -> PathBuf {
    terminal.type_and_see("\x1b[24~", "Lưu cả sổ vào một tệp mới");
    terminal.type_and_see("\r", "Bản đủ: ~/book-");
    let [copy] = &office.copies()[..] else {
        panic!("{:?}", office.copies())
    };
    assert_eq!(stored(copy, "on_time"), value);
    copy.clone()
}

fn quit(mut terminal: Terminal) {
    terminal.type_keys("q");
    assert!(terminal.wait_for_end(LIMIT).success());
}

#[test]
fn a_full_disk() {
    let Some(office) = Office::on_small_disk() else {
        return;
    };
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    let before = fs::read(office.path()).unwrap();
    let ballast = office.fill_disk();
    enter_and_fail(&mut terminal, "641", "đĩa đầy; hãy xóa bớt tệp rồi lưu lại");
    terminal.wait_for("Bản nháp: ~/state/chamdiem/drafts");
    assert_eq!(names(&office.far_drafts()).len(), 1, "on the other disk");
    let copy = save_elsewhere(&office, &mut terminal, "641");
    // Work goes on.
    terminal.type_keys("\r642\r\x1b");
    assert_eq!(fs::read(office.path()).unwrap(), before, "whole");
    fs::remove_file(ballast).unwrap();
    terminal.type_and_see("\x1bOQ", "Không cần bản ~/book-");
    wait_until("no draft is left", || {
        names(&office.far_drafts()).is_empty()
    });
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "642");
    // What the workbook says is newer and of the same descent: nothing is in conflict.
    assert_eq!(office.merge(&copy).status, 0);
    assert_eq!(stored(&office.path(), "on_time"), "642");
}

#[test]
fn a_disk_full_of_backups_gives_the_oldest_up_before_the_work() {
    let Some(office) = Office::on_small_disk() else {
        return;
    };
    let backups = office.side().join("backups");
    let old = |number: u32| backups.join(format!("20250101T0000{number:02}.000000Z.json"));
    let copy = fs::read(office.path()).unwrap();
    let last = (0..60).take_while(|number| fs::write(old(*number), &copy).is_ok());
    let last = last.last().unwrap();
    office.set("on_time=640");
    assert_eq!(stored(&office.path(), "on_time"), "640");
    assert!(!old(0).exists() && old(last).exists(), "the oldest first");
    // Where there is nothing more to give up, what fails leaves nothing behind.
    let ballast = office.fill_disk();
    let mut terminal = office.screen();
    enter_and_fail(&mut terminal, "641", "đĩa đầy");
    assert_eq!(names(&backups), [""; 0]);
    for _ in 0..3 {
        let arguments = ["set", "saves/book.json", "1.1.1", "total=7"];
        let refused = office.desk.run(&arguments);
        assert!(refused.errors.contains("đĩa đầy"), "{refused:?}");
    }
    assert_eq!(names(&backups), [""; 0]);
    fs::remove_file(ballast).unwrap();
    terminal.type_and_see("\x1bOQ", "Đã lưu");
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "641");
}

#[test]
fn what_went_to_another_place_merges_back_when_its_own_never_came_back() {
    let Some(office) = Office::on_small_disk() else {
        return;
    };
    let mut terminal = office.screen();
    let ballast = office.fill_disk();
    enter_and_fail(&mut terminal, "641", "đĩa đầy");
    let copy = save_elsewhere(&office, &mut terminal, "641");
    terminal.type_and_see("q", "Vẫn thoát?");
    // The program ends, and says that something is not in the file and where it is.
    terminal.type_and_see("\r", "Cả sổ ở ~/book-");
    terminal.wait_for_end(LIMIT);
    assert_eq!(stored(&office.path(), "on_time"), "1");
    fs::remove_file(ballast).unwrap();
    office.set("total=700");
    let merged = office.merge(&copy);
    assert!(merged.status <= 1, "{merged:?}");
    let book = file::open(&office.path()).unwrap().book;
    let both = format!("{:?}", book.conflicts);
    assert!(
        both.contains("641") && both.contains("700"),
        "figures of one criterion: {both}"
    );
}

#[test]
fn a_disk_that_becomes_read_only() {
    let mut office = Office::open();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    let before = fs::read(office.path()).unwrap();
    // Laid over itself and read-only: from now on every path leads to a disk that cannot be written.
    let saves = office.saves();
    let laid = office.mount(&["--bind", saves.to_str().unwrap()]);
    let remount = ["-o", "remount,bind,ro"];
    let changed = Command::new("mount").args(remount).arg(&saves).status();
    if !laid || !changed.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no right to mount");
        return;
    }
    enter_and_fail(&mut terminal, "641", "đĩa chỉ cho đọc; hãy chọn nơi khác");
    terminal.wait_for("Bản nháp: ~/state/chamdiem/drafts");
    save_elsewhere(&office, &mut terminal, "641");
    assert_eq!(fs::read(office.path()).unwrap(), before);
    let umounted = Command::new("umount").arg(&saves).status();
    assert!(umounted.unwrap().success());
    office.mounted.clear();
    // By itself, at the next try.
    terminal.wait_for("Không cần bản ~/book-");
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "641");
}

#[test]
fn a_right_that_is_taken_away() {
    let office = Office::open();
    let program = office.desk.path("chamdiem");
    fs::copy(PROGRAM, &program).unwrap();
    let has_setpriv = Command::new("setpriv").arg("--version").output().is_ok();
    if !rustix::process::geteuid().is_root() || !has_setpriv {
        eprintln!("skipped: needs root and setpriv to work as somebody who may lose rights");
        return;
    }
    set_mode(office.desk.folder(), 0o755);
    for path in [office.saves(), office.home()] {
        let mut chown = Command::new("chown");
        let owned = chown.arg("-R").arg(OFFICER.to_string()).arg(path).status();
        assert!(owned.unwrap().success());
    }
    let as_officer = || {
        let id = OFFICER.to_string();
        office
            .command(Path::new("setpriv"))
            .args(["--reuid", &id, "--regid", &id, "--clear-groups", "--"])
            .arg(&program)
            .arg(office.path())
    };
    let mut terminal = Office::at_work(as_officer());
    enter_and_save(&mut terminal, "640");
    let before = fs::read(office.path()).unwrap();
    set_mode(&office.saves(), 0o555);
    enter_and_fail(
        &mut terminal,
        "641",
        "thư mục không cho ghi; hãy xin quyền ghi",
    );
    terminal.wait_for("Bản nháp: ");
    save_elsewhere(&office, &mut terminal, "641");
    assert_eq!(fs::read(office.path()).unwrap(), before);
    set_mode(&office.saves(), 0o755);
    terminal.type_and_see("\x1bOQ", "Không cần bản ~/book-");
    set_mode(&office.path(), 0o444);
    enter_and_fail(&mut terminal, "642", "tệp không cho ghi; hãy xin quyền ghi");
    set_mode(&office.path(), 0o644);
    terminal.type_and_see("\x1bOQ", "Đã lưu");
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "642");
}

#[test]
fn a_size_that_is_not_allowed() {
    let office = Office::open();
    let before = fs::read(office.path()).unwrap();
    let limited = |arguments: &[&str]| {
        let mut command = office.desk.command("sh");
        // In blocks of 512 bytes or of 1024: less than the workbook in either case.
        let script = "ulimit -f 1; exec \"$0\" \"$@\"";
        Ran::of(
            command
                .args(["-c", script, PROGRAM])
                .args(arguments)
                .output()
                .unwrap(),
        )
    };
    assert!(before.len() > 1024);
    let line = limited(&["set", "saves/book.json", "1.1.1", "on_time=2"]).refused();
    assert!(line.contains("quá mức dung lượng cho phép"), "{line}");
    assert_eq!(fs::read(office.path()).unwrap(), before);
    let command = office
        .command(Path::new("sh"))
        .args(["-c", "ulimit -f 1; exec \"$0\" \"$@\"", PROGRAM])
        .arg(office.path());
    let mut terminal = Office::at_work(command);
    enter_and_fail(&mut terminal, "641", "quá mức dung lượng cho phép");
    assert_eq!(fs::read(office.path()).unwrap(), before);
    assert!(
        names(&office.side())
            .iter()
            .all(|name| !name.starts_with("tmp."))
    );
    // Elsewhere is no better here, and that is said too; nothing of it is left.
    terminal.type_and_see("\x1b[24~", "Lưu cả sổ vào một tệp mới");
    terminal.type_and_see("\r", "F12 chọn nơi khác");
    assert_eq!(office.copies(), Vec::<PathBuf>::new());
    terminal.type_and_see("q", "Vẫn thoát?");
    terminal.type_keys("\r");
    terminal.wait_for_end(LIMIT);
    // The draft is small enough: the next start offers it with what stands in the file.
    let mut terminal = office.screen();
    terminal.wait_for("Còn 1 thay đổi chưa lưu được");
    terminal.type_and_see("\r", "1.1.1a: sổ ghi [1], bản nháp [641]");
    terminal.type_and_see("\r", "Đã lưu");
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "641");
}

#[test]
fn a_folder_that_is_renamed() {
    let office = Office::open();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    let moved = office.desk.path("saves-2023");
    fs::rename(office.saves(), &moved).unwrap();
    let before = fs::read(moved.join("book.json")).unwrap();
    enter_and_fail(
        &mut terminal,
        "641",
        "thư mục chứa tệp đã đổi tên hoặc chuyển đi",
    );
    terminal.wait_for("Bản nháp: ~/state/chamdiem/drafts");
    assert!(!office.saves().exists(), "nothing is made in the old place");
    save_elsewhere(&office, &mut terminal, "641");
    assert_eq!(fs::read(moved.join("book.json")).unwrap(), before);
    // Another folder in its place: nothing of this workbook is put there.
    fs::create_dir(office.saves()).unwrap();
    terminal.type_keys("\r642\r\x1b");
    terminal.wait_for("CHƯA LƯU");
    wait_until("the later figure in the draft", || {
        let drafts = names(&office.far_drafts());
        drafts.iter().any(|name| {
            let draft = fs::read_to_string(office.far_drafts().join(name));
            draft.is_ok_and(|draft| draft.contains("642"))
        })
    });
    assert_eq!(names(&office.saves()), Vec::<String>::new());
    fs::remove_dir(office.saves()).unwrap();
    fs::rename(&moved, office.saves()).unwrap();
    terminal.wait_for("Không cần bản ~/book-");
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "642");
    assert_eq!(names(&office.saves()), [".chamdiem", "book.json"]);
}

#[test]
fn a_file_that_is_removed_is_written_again_only_when_somebody_says_so() {
    let office = Office::open();
    office.set("total=700");
    let mut terminal = office.screen();
    fs::remove_file(office.path()).unwrap();
    terminal.wait_for("CHƯA LƯU: tệp đã bị xóa hoặc đổi tên; lưu lại là ghi mới tại chỗ cũ");
    enter_and_fail(&mut terminal, "641", "tệp đã bị xóa");
    terminal.wait_for("Bản nháp: ~/state/chamdiem/drafts");
    assert!(
        !office.path().exists(),
        "whoever removed it may have meant to"
    );
    assert_eq!(
        names(&office.side().join("backups")).len(),
        2,
        "what stood in it is kept"
    );
    let copy = save_elsewhere(&office, &mut terminal, "641");
    assert!(!office.path().exists());
    terminal.type_and_see("\x1bOQ", "Không cần bản ~/book-");
    quit(terminal);
    let book = file::open(&office.path()).unwrap().book;
    assert_eq!(
        (figure(&book, "on_time"), figure(&book, "total")),
        ("641".into(), "700".into())
    );
    assert!(book.conflicts.is_empty());
    assert_eq!(office.merge(&copy).status, 0);
}

#[test]
fn a_removed_file_that_somebody_puts_back_is_not_written_over() {
    let office = Office::open();
    let mut terminal = office.screen();
    let content = fs::read(office.path()).unwrap();
    fs::remove_file(office.path()).unwrap();
    enter_and_fail(&mut terminal, "641", "tệp đã bị xóa");
    fs::write(office.path(), content).unwrap();
    office.set("total=700");
    terminal.type_and_see("\x1bOQ", "Đã lưu");
    quit(terminal);
    let book = file::open(&office.path()).unwrap().book;
    let both = format!("{book:?}");
    assert!(both.contains("641") && both.contains("700"), "{both}");
}

/// The workbook as it was before two more edits of this session and one of a colleague, put over the file as `scp`
/// and `cp` do it: in place.
fn put_older_copy_over(office: &Office, terminal: &mut Terminal) {
    let older = fs::read(office.path()).unwrap();
    enter_and_save(terminal, "641");
    let path = office.path();
    let arguments = ["set", path.to_str().unwrap(), "2.1", "score=2.5"];
    let colleague = office
        .desk
        .command(PROGRAM)
        .args(arguments)
        .env("CHAMDIEM_USER", "cb2")
        .output();
    Ran::of(colleague.unwrap()).done();
    terminal.wait_for("2,5");
    fs::write(&path, older).unwrap();
}

const LACKING: &str = "Tệp bị chép đè bằng bản cũ: thiếu 2 thay đổi của cb1, cb2.";

#[test]
fn an_older_copy_over_the_file_is_told_and_merging_back_brings_everything() {
    let office = Office::open();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    put_older_copy_over(&office, &mut terminal);
    terminal.wait_for(LACKING);
    assert_eq!(
        stored(&office.path(), "on_time"),
        "640",
        "nothing comes back unasked"
    );
    terminal.type_keys("\r");
    wait_until("all is back", || stored(&office.path(), "on_time") == "641");
    terminal.wait_until("the question is gone", |terminal| {
        !terminal.screen().contains("chép đè")
    });
    quit(terminal);
    let book = file::open(&office.path()).unwrap().book;
    assert!(book.conflicts.is_empty());
    assert_eq!(
        book.answer("2.1").score,
        Some(chamdiem::points::Stored::read("2.5"))
    );
}

#[test]
fn what_a_colleague_enters_after_an_older_copy_came_appears_while_the_question_is_put_off() {
    let office = Office::open();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    put_older_copy_over(&office, &mut terminal);
    terminal.wait_for(LACKING);
    terminal.type_and_see("\x1b", "lần mở sau hỏi lại");
    let arguments = ["set", "saves/book.json", "2.2", "score=1"];
    assert_eq!(office.desk.run(&arguments).status, 0);
    terminal.wait_for("2/6 đã chấm");
    terminal.wait_for("641");
    assert!(
        terminal.screen().contains("TỆP BỊ CHÉP ĐÈ"),
        "{}",
        terminal.screen()
    );
    terminal.type_keys(":gộp phần\r");
    wait_until("all is back", || stored(&office.path(), "on_time") == "641");
    quit(terminal);
    let book = file::open(&office.path()).unwrap().book;
    let both = format!("{book:?}");
    assert!(
        both.contains("641") && book.answer("2.2").score.is_some(),
        "{both}"
    );
}

#[test]
fn an_older_copy_over_the_file_while_nobody_had_it_open_is_told_at_the_next_start() {
    let office = Office::open();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    let older = fs::read(office.path()).unwrap();
    enter_and_save(&mut terminal, "641");
    quit(terminal);
    fs::write(office.path(), &older).unwrap();
    let question =
        "Tệp bị chép đè bằng bản cũ: thiếu 1 thay đổi của cb1. Enter gộp lại, Esc để nguyên";
    let mut terminal = office.screen();
    terminal.wait_for(question);
    terminal.type_keys("\r");
    wait_until("all is back", || stored(&office.path(), "on_time") == "641");
    terminal.wait_for("Đã lưu");
    quit(terminal);

    // Once more, and this time it is meant.
    fs::write(office.path(), &older).unwrap();
    let mut terminal = office.screen();
    terminal.wait_for(question);
    // Esc gives nothing up: it is asked again at the next start.
    terminal.type_and_see("\x1b", "lần mở sau hỏi lại");
    quit(terminal);
    let mut terminal = office.screen();
    terminal.wait_for(question);
    terminal.type_and_see("\x1b:giữ bản", "Giữ bản cũ đã chép đè");
    terminal.type_and_see("\r", "Giữ bản cũ và bỏ 1 thay đổi của cb1");
    terminal.type_keys("\r");
    let record = office.side().join("history.jsonl");
    wait_until("it is noted", || noted(&record));
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "640");
    assert!(
        chamdiem::store::overwritten::find(&office.path()).is_none(),
        "nobody is asked again"
    );
}

#[test]
fn the_command_line_says_that_it_writes_into_an_older_copy() {
    let office = Office::open();
    let older = fs::read(office.path()).unwrap();
    let set = |pair: &str| {
        let arguments = ["set", "saves/book.json", "1.1.1", pair];
        office.desk.run(&arguments)
    };
    assert_eq!(set("on_time=640").errors, "");
    fs::write(office.path(), &older).unwrap();
    let told = set("total=700");
    assert_eq!(told.status, 0);
    assert!(
        told.errors
            .contains("bị chép đè bằng bản cũ, thiếu 1 thay đổi"),
        "{told:?}"
    );
}

/// Whether the last line of a record says that the figure is what the older copy says.
fn noted(record: &Path) -> bool {
    let text = fs::read_to_string(record).unwrap();
    text.lines()
        .last()
        .is_some_and(|line| line.contains("\"after\":\"640\""))
}

#[test]
fn an_older_copy_over_the_file_may_stay_and_is_not_asked_about_again() {
    let office = Office::open();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "640");
    put_older_copy_over(&office, &mut terminal);
    terminal.wait_for(LACKING);
    terminal.type_and_see("\x1b", "lần mở sau hỏi lại");
    terminal.type_and_see(":giữ bản", "Giữ bản cũ đã chép đè");
    terminal.type_and_see("\r", "Giữ bản cũ và bỏ 2 thay đổi của cb1, cb2");
    terminal.type_keys("\r");
    terminal.wait_until("the screen shows what is there", |terminal| {
        let screen = terminal.screen();
        screen.contains("640") && !screen.contains("chép đè")
    });
    quit(terminal);
    assert_eq!(stored(&office.path(), "on_time"), "640");
    assert!(chamdiem::store::overwritten::find(&office.path()).is_none());
    // What was given up can still be had from the backups and from the record.
    let backups = office.side().join("backups");
    let kept = names(&backups).into_iter().any(|name| {
        let content = fs::read_to_string(backups.join(name)).unwrap();
        content.contains("641") && content.contains("2.5")
    });
    assert!(kept);
}

#[test]
fn without_a_record_the_newest_backup_knows_what_an_older_copy_lacks() {
    let office = Office::open();
    let older = fs::read(office.path()).unwrap();
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "641");
    quit(terminal);
    // A session keeps a backup of what it finds: this one holds 641.
    let mut terminal = office.screen();
    enter_and_save(&mut terminal, "642");
    quit(terminal);
    fs::write(office.path(), older).unwrap();
    fs::remove_file(office.side().join("history.jsonl")).unwrap();
    let lacking = chamdiem::store::overwritten::find(&office.path()).expect("told");
    assert_eq!(
        (lacking.changes, lacking.authors.as_slice()),
        (1, &["cb1".to_owned()][..])
    );
    assert!(
        format!("{:?}", lacking.edits).contains("641"),
        "{:?}",
        lacking.edits
    );
}
