//! What somebody who may write beside a workbook could plant there: links in place of every file and folder that the
//! program makes. Nothing is ever read, written, truncated or given away through them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stderr,
    reason = "helpers of tests are tests too"
)]

mod command;
mod support;

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use chamdiem::points::Stored;
use chamdiem::store::draft::{self, Drafts, Typed};
use chamdiem::store::file::{self, Author, Backup, Manner};
use chamdiem::store::history;
use chamdiem::store::presence::Presence;
use chamdiem::workbook::Edit;
use command::{Desk, PROGRAM, Ran};
use support::Terminal;

const OFFICER: u32 = 40_001;
const GROUP: u32 = 40_002;
const OTHER: u32 = 40_003;

/// A workbook, and elsewhere a file and a folder that nothing may touch.
struct Trap {
    desk: Desk,
    victim: PathBuf,
    folder: PathBuf,
}

impl Trap {
    fn lay() -> Self {
        let desk = Desk::with_book();
        let folder = desk.path("elsewhere");
        fs::create_dir(&folder).unwrap();
        let victim = folder.join("victim");
        fs::write(&victim, "whole").unwrap();
        fs::set_permissions(&victim, Permissions::from_mode(0o640)).unwrap();
        fs::set_permissions(&folder, Permissions::from_mode(0o750)).unwrap();
        Self {
            desk,
            victim,
            folder,
        }
    }

    fn path(&self) -> PathBuf {
        self.desk.path("book.json").canonicalize().unwrap()
    }

    fn side(&self) -> PathBuf {
        self.desk.path(".chamdiem/book.json")
    }

    /// Puts a link in place of something beside the workbook.
    fn plant(&self, name: &str, target: &Path) {
        let link = self.side().join(name);
        if link.is_dir() {
            fs::remove_dir_all(&link).unwrap();
        } else {
            let _ = fs::remove_file(&link);
        }
        symlink(target, link).unwrap();
    }

    fn commit(&self, value: usize) -> bool {
        let manner = Manner {
            backup: Backup::Now,
            ..Manner::COMMAND
        };
        let author = Author {
            name: "cb1".to_owned(),
        };
        let edit = Edit::Figure {
            code: "1.1.1".to_owned(),
            figure: "on_time".to_owned(),
            value: Some(Stored::Number(value.into())),
        };
        let made = file::commit_with(&self.path(), &[edit], &author, manner);
        let says = |value: usize| {
            let book = file::open(&self.path()).unwrap().book;
            book.answer("1.1.1")
                .figures
                .get("on_time")
                .is_some_and(|it| it.text() == value.to_string())
        };
        assert_eq!(made.is_ok(), says(value), "{made:?}");
        made.is_ok()
    }

    /// Nothing was written, read or made through a link.
    fn assert_untouched(&self) {
        assert_eq!(fs::read(&self.victim).unwrap(), b"whole");
        let names: Vec<_> = fs::read_dir(&self.folder)
            .unwrap()
            .map(|it| it.unwrap().file_name())
            .collect();
        assert_eq!(names, ["victim"]);
        let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
        assert_eq!((mode(&self.victim), mode(&self.folder)), (0o640, 0o750));
    }
}

fn typed() -> Typed {
    Typed {
        code: "1.1.1".to_owned(),
        field: "figures/on_time".to_owned(),
        text: "64".to_owned(),
        base: String::new(),
    }
}

#[test]
fn a_link_in_place_of_the_lock_stops_the_save_and_is_not_followed() {
    let trap = Trap::lay();
    trap.plant("lock", &trap.victim);
    assert!(!trap.commit(2), "without a lock nobody saves");
    trap.assert_untouched();
    fs::remove_file(trap.side().join("lock")).unwrap();
    trap.plant("lock", &trap.folder.join("new"));
    assert!(!trap.commit(3));
    trap.assert_untouched();
}

#[test]
fn a_link_in_place_of_the_temporary_file_goes_and_the_save_is_made() {
    let trap = Trap::lay();
    trap.plant(&format!("tmp.{}", std::process::id()), &trap.victim);
    trap.plant("tmp.1", &trap.folder.join("new"));
    assert!(trap.commit(2));
    trap.assert_untouched();
    assert!(!fs::symlink_metadata(trap.path()).unwrap().is_symlink());
}

#[test]
fn a_link_in_place_of_the_backups_costs_the_backup_only() {
    let trap = Trap::lay();
    trap.plant("backups", &trap.folder);
    assert!(trap.commit(2));
    trap.assert_untouched();
    // A backup that is a link is not read either: it could make an officer bring in what somebody wrote elsewhere.
    fs::remove_file(trap.side().join("backups")).unwrap();
    fs::create_dir(trap.side().join("backups")).unwrap();
    let other = trap.folder.join("victim");
    symlink(
        other,
        trap.side().join("backups/20260101T000000.000000Z.json"),
    )
    .unwrap();
    assert_eq!(chamdiem::store::overwritten::find(&trap.path()), None);
    assert!(trap.commit(3));
    trap.assert_untouched();
}

#[test]
fn a_link_in_place_of_the_record_is_put_aside_and_a_new_one_begun() {
    let trap = Trap::lay();
    assert!(trap.commit(2));
    trap.plant("history.jsonl", &trap.victim);
    assert!(trap.commit(3));
    trap.assert_untouched();
    let record = trap.side().join("history.jsonl");
    assert!(fs::symlink_metadata(&record).unwrap().is_file());
    let read = history::read(&trap.path());
    assert_eq!(
        (read.entries.len(), read.damage.files.len()),
        (1, 1),
        "the link is not read: {read:?}"
    );
}

#[test]
fn a_link_in_place_of_the_drafts_or_the_presence_is_not_followed() {
    let trap = Trap::lay();
    trap.plant("drafts", &trap.folder);
    let mut drafts = Drafts::new(&trap.path(), "cb1", None);
    drafts.typed(Some(typed())).unwrap_err();
    let state = trap.desk.path("state");
    let mut drafts = Drafts::new(&trap.path(), "cb1", Some(&state));
    drafts.typed(Some(typed())).expect("in the other place");
    drop(drafts);
    let book = file::open(&trap.path()).unwrap().book;
    assert_eq!(draft::find(&trap.path(), &book, Some(&state)).0.len(), 1);
    trap.plant("presence", &trap.folder);
    Presence::join(&trap.path(), "cb1").unwrap_err();
    assert!(trap.commit(2), "neither hinders saving");
    trap.assert_untouched();
    // Single files in sound folders: a draft that is a link is not offered, a presence that is one not shown.
    for folder in ["drafts", "presence"] {
        fs::remove_file(trap.side().join(folder)).unwrap();
        fs::create_dir(trap.side().join(folder)).unwrap();
        symlink(&trap.victim, trap.side().join(folder).join("7-0.json")).unwrap();
    }
    assert_eq!(draft::find(&trap.path(), &book, None).0, []);
    assert_eq!(Presence::join(&trap.path(), "cb1").unwrap().look(), None);
    trap.assert_untouched();
}

#[test]
fn a_link_in_the_officers_own_state_folder_is_not_followed() {
    let trap = Trap::lay();
    trap.plant("drafts", &trap.folder);
    let state = trap.desk.path("state");
    fs::create_dir_all(state.join("chamdiem")).unwrap();
    symlink(&trap.folder, state.join("chamdiem/drafts")).unwrap();
    let mut drafts = Drafts::new(&trap.path(), "cb1", Some(&state));
    drafts.typed(Some(typed())).unwrap_err();
    trap.assert_untouched();
}

#[test]
fn a_link_in_place_of_the_folders_beside_the_workbook_stops_the_save() {
    for level in [".chamdiem", ".chamdiem/book.json"] {
        let trap = Trap::lay();
        let link = trap.desk.path(level);
        fs::remove_dir_all(&link).unwrap();
        symlink(&trap.folder, &link).unwrap();
        assert!(!trap.commit(2), "{level}");
        Presence::join(&trap.path(), "cb1").unwrap_err();
        let mut drafts = Drafts::new(&trap.path(), "cb1", None);
        drafts.typed(Some(typed())).unwrap_err();
        trap.assert_untouched();
        let refused = trap.desk.set(&["1.1.1", "on_time=2"]).refused();
        assert!(refused.contains("book.json: "), "{refused}");
    }
}

#[test]
fn a_new_file_is_never_written_through_a_link() {
    let trap = Trap::lay();
    symlink(trap.folder.join("new.json"), trap.desk.path("new.json")).unwrap();
    let arguments = [
        "new", "new.json", "--set", "set.json", "--unit", "A", "--year", "2023",
    ];
    trap.desk.run(&arguments).refused();
    trap.assert_untouched();
}

fn is_root() -> bool {
    rustix::process::geteuid().is_root()
}

/// The program as somebody else, in other groups besides.
fn as_officer(group: u32, groups: &str) -> Command {
    let mut command = Command::new("setpriv");
    let (id, group) = (OFFICER.to_string(), group.to_string());
    command.args(["--reuid", &id, "--regid", &group, "--groups", groups, "--"]);
    command
}

fn program_for_all(desk: &Desk) -> PathBuf {
    let program = desk.path("chamdiem");
    fs::copy(PROGRAM, &program).unwrap();
    fs::set_permissions(desk.folder(), Permissions::from_mode(0o755)).unwrap();
    program
}

fn may_change_users() -> bool {
    let may = is_root() && Command::new("setpriv").arg("--version").output().is_ok();
    if !may {
        eprintln!("skipped: needs root and setpriv to work as somebody else");
    }
    may
}

#[test]
fn a_side_folder_of_somebody_else_is_used_when_it_may_be_and_else_nothing_is_written() {
    if !may_change_users() {
        return;
    }
    let trap = Trap::lay();
    let program = program_for_all(&trap.desk);
    let saves = trap.desk.path("saves");
    fs::create_dir(&saves).unwrap();
    let path = saves.join("book.json");
    fs::copy(trap.path(), &path).unwrap();
    chown(&saves, Some(OFFICER), Some(GROUP)).unwrap();
    chown(&path, Some(OFFICER), Some(GROUP)).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o660)).unwrap();
    let before = fs::read(&path).unwrap();
    let save = || {
        let mut command = as_officer(GROUP, &GROUP.to_string());
        let set = command
            .arg(&program)
            .arg("set")
            .arg(&path)
            .args(["1.1.1", "on_time=2"]);
        Ran::of(set.env("HOME", trap.desk.folder()).output().unwrap())
    };
    // Somebody was there first and lets nobody in.
    let side = saves.join(".chamdiem");
    fs::create_dir(&side).unwrap();
    chown(&side, Some(OTHER), Some(OTHER)).unwrap();
    fs::set_permissions(&side, Permissions::from_mode(0o755)).unwrap();
    let line = save().refused();
    assert!(line.contains("không có quyền"), "{line}");
    assert_eq!(fs::read(&path).unwrap(), before);
    // A colleague of the group made it: that is how it should be.
    chown(&side, Some(OTHER), Some(GROUP)).unwrap();
    fs::set_permissions(&side, Permissions::from_mode(0o2770)).unwrap();
    assert_eq!(save().status, 0);
    let metadata = fs::metadata(&path).unwrap();
    assert_eq!(
        (metadata.uid(), metadata.gid(), metadata.mode() & 0o7777),
        (OFFICER, GROUP, 0o660)
    );
}

#[test]
fn a_folder_that_colleagues_cannot_share_is_told_in_one_line_when_the_workbook_opens() {
    if !may_change_users() {
        return;
    }
    let desk = Desk::with_book();
    let program = program_for_all(&desk);
    let saves = desk.path("saves");
    fs::create_dir(&saves).unwrap();
    let path = saves.join("book.json");
    fs::copy(desk.path("book.json"), &path).unwrap();
    chown(&saves, Some(OTHER), Some(GROUP)).unwrap();
    chown(&path, Some(OTHER), Some(GROUP)).unwrap();
    fs::set_permissions(&path, Permissions::from_mode(0o660)).unwrap();
    let opened = |mode, umask: &str| {
        fs::set_permissions(&saves, Permissions::from_mode(mode)).unwrap();
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        let command = pty_process::blocking::Command::new("setpriv")
            .args([
                "--reuid",
                &OFFICER.to_string(),
                "--regid",
                &OFFICER.to_string(),
            ])
            .args(["--groups", &GROUP.to_string(), "--", "sh", "-c", &script])
            .arg(&program)
            .arg(&path)
            .env("TERM", "xterm")
            .env("HOME", "/nonexistent")
            .env("CHAMDIEM_USER", "cb1");
        let mut terminal = Terminal::start(command, 160, 40);
        terminal.wait_for("UBND xã A");
        terminal
    };
    let mut terminal = opened(0o770, "007");
    terminal.wait_for(
        "! Tệp mới trong thư mục không thuộc nhóm dùng chung. Nhờ quản trị máy chạy: chmod g+s",
    );
    // It hinders nothing: the first key is a command.
    terminal.type_keys("q");
    assert!(terminal.wait_for_end(support::LIMIT).success());
    let mut terminal = opened(0o2770, "077");
    terminal.wait_for(
        "! umask 077 lấy mất quyền của nhóm đối với tệp mới. Đặt umask 007 trong ~/.profile",
    );
    drop(terminal);
    let mut terminal = opened(0o2770, "007");
    terminal.type_and_see("g1.1.1\r", "Cấp xã");
    assert!(!terminal.screen().contains("umask") && !terminal.screen().contains("chmod"));
}
