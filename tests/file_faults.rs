//! What happens to files when things go wrong: full disks, missing rights, broken files, many writers.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use chamdiem::lang::Lang;
use chamdiem::points::Stored;
use chamdiem::store::config::Config;
use chamdiem::store::draft::Claims;
use chamdiem::store::file::{self, Backup, Manner};
use chamdiem::store::margin::Margin;
use chamdiem::store::paths::{self, Environment, Places, Source};
use chamdiem::store::{Access, Author, Keeper, ReadOnlyReason, Report, StoreError};
use chamdiem::store::{history, restore};
use chamdiem::workbook::edit::UnitMember;
use chamdiem::workbook::{Edit, Evidence, Rejection, Unit, Workbook};
use serde_json::{Value, json};
use tempfile::TempDir;

const OFFICER: u32 = 40_001;
const GROUP: u32 = 40_002;
const OTHER_GROUP: u32 = 40_003;

fn set() -> Value {
    json!({
        "format": "chamdiem.criteria/1", "id": "thu", "title": "Bộ thử", "rounding": {},
        "sections": [ { "code": "1", "title": "Một", "criteria": [
            { "code": "1.1", "title": "A", "max": "1", "rule": { "kind": "manual" },
              "figures": (0..400).map(|n| json!({ "id": format!("f{n}"), "label": "F" })).collect::<Vec<_>>() },
            { "code": "1.2", "title": "B", "max": "1", "rule": { "kind": "manual" } } ] } ]
    })
}

fn workbook() -> Value {
    json!({
        "format": "chamdiem.workbook/1", "extra": [1, 2], "unit": { "name": "UBND xã A" }, "year": 2023,
        "criteria": set(), "answers": { "1.2": { "justification": "có sẵn" } }
    })
}

fn author() -> Author {
    Author {
        name: "cb1".to_owned(),
    }
}

fn justification(code: &str, text: &str) -> Edit {
    Edit::Justification {
        code: code.to_owned(),
        text: text.to_owned(),
        review: chamdiem::workbook::Review::Settled,
    }
}

fn figure(number: usize) -> Edit {
    Edit::Figure {
        code: "1.1".to_owned(),
        figure: format!("f{number}"),
        value: Some(Stored::Number(number.into())),
    }
}

struct Desk {
    folder: TempDir,
    path: PathBuf,
}

/// A folder with a workbook in it.
fn desk() -> Desk {
    desk_with(workbook().to_string().as_bytes())
}

fn desk_with(content: &[u8]) -> Desk {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.json");
    fs::write(&path, content).unwrap();
    Desk { folder, path }
}

impl Desk {
    fn side(&self) -> PathBuf {
        self.folder.path().join(".chamdiem/a.json")
    }

    fn backups(&self) -> Vec<String> {
        names(&self.side().join("backups"))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn said(path: &Path, error: &StoreError, lang: Lang) -> String {
    let message = error.message(lang);
    assert!(!message.contains('\n'), "one line: {message}");
    message
        .strip_prefix(&format!("{}: ", path.display()))
        .unwrap_or(&message)
        .to_owned()
}

/// Runs the test `as_somebody_else` as another user in a process of its own; what it prints comes back.
fn as_officer(task: &str, path: &Path, group: u32) -> String {
    let folder = TempDir::new().unwrap();
    set_mode(folder.path(), 0o755);
    let program = folder.path().join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    set_mode(&program, 0o755);
    let output = Command::new(&program)
        .args(["--exact", "as_somebody_else", "--ignored", "--nocapture"])
        .env("FAULT_TASK", task)
        .env("FAULT_PATH", path)
        .current_dir("/")
        .uid(OFFICER)
        .gid(group)
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success(),
        "{out}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    out.lines()
        .find_map(|line| line.split_once("said="))
        .map(|(_, said)| said.to_owned())
        .unwrap_or_default()
}

#[test]
#[ignore = "the other half of tests that need another user or process"]
fn as_somebody_else() {
    let path = PathBuf::from(std::env::var_os("FAULT_PATH").unwrap());
    let task = std::env::var("FAULT_TASK").unwrap();
    let result = match task.as_str() {
        "open" => file::open(&path).map(|opened| format!("{:?}", opened.access)),
        "commit" => file::commit(&path, &[justification("1.1", "mới")], &author())
            .map(|_| "saved".to_owned()),
        "many" => (0..200)
            .try_for_each(|n| file::commit(&path, &[figure(n)], &author()).map(drop))
            .map(|()| "saved".to_owned()),
        other => panic!("{other}"),
    };
    let words = result.unwrap_or_else(|error| said(&path, &error, Lang::En));
    println!("\nsaid={words}");
}

#[test]
fn a_file_that_cannot_be_a_workbook_is_refused_with_a_word_and_left_alone() {
    let deep = vec![b'['; 1_000_000];
    let mut bad_byte = b"\xef\xbb\xbf{\"a\": \"".to_vec();
    bad_byte.push(0xff);
    for (content, vi, en) in [
        (
            &b""[..],
            "tệp rỗng; hãy lấy lại bản sao lưu trong .chamdiem",
            "the file is empty; take back a backup from .chamdiem",
        ),
        (
            &b"{\"format\": \"chamd"[..],
            "tệp bị cụt, thiếu phần cuối; hãy lấy lại bản sao lưu trong .chamdiem",
            "the file is cut off, its end is missing; take back a backup from .chamdiem",
        ),
        (
            &b"{\n  \"a\": 1,,\n}"[..],
            "dòng 2, cột 10: sai cú pháp JSON; hãy sửa chỗ đó hoặc lấy lại bản sao lưu trong .chamdiem",
            "line 2, column 10: not valid JSON; mend it there, or take back a backup from .chamdiem",
        ),
        (
            &bad_byte,
            "byte thứ 10 không phải UTF-8; hãy lưu lại tệp với bảng mã UTF-8",
            "byte 10 is no UTF-8; save the file again as UTF-8",
        ),
        (
            &deep,
            "dòng 1: ngoặc lồng nhau quá sâu; hãy kiểm tra lại tên tệp",
            "line 1: brackets nested too deep; check the file name",
        ),
        (
            &b"[]"[..],
            "phải là một đối tượng { … }",
            "must be an object { … }",
        ),
        (
            &b"{\"format\": \"chamdiem.workbook/1\"}"[..],
            "thiếu \"unit\"; hãy bổ sung (và 3 chỗ sai khác)",
            "\"unit\" is missing; add it (and 3 more)",
        ),
    ] {
        let desk = desk_with(content);
        let error = file::open(&desk.path).unwrap_err();
        assert_eq!(said(&desk.path, &error, Lang::Vi), vi);
        assert_eq!(said(&desk.path, &error, Lang::En), en);
        assert_eq!(
            file::commit(&desk.path, &[figure(1)], &author()).unwrap_err(),
            error
        );
        assert_eq!(fs::read(&desk.path).unwrap(), content);
    }
}

#[test]
fn what_is_no_file_is_refused_with_a_word() {
    let desk = desk();
    let folder = desk.folder.path();
    let pipe = folder.join("pipe");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let large = folder.join("large.json");
    fs::File::create(&large)
        .unwrap()
        .set_len(64 * 1024 * 1024 + 1)
        .unwrap();
    for (path, en) in [
        (
            folder.join("none.json"),
            "there is no such file or folder; check the path",
        ),
        (folder.to_owned(), "this is a folder; name a .json file"),
        (pipe, "this is not a regular file; name a .json file"),
        (large, "the file is larger than 64 MB; check the file name"),
    ] {
        assert_eq!(said(&path, &file::open(&path).unwrap_err(), Lang::En), en);
    }
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_fine() {
    let text = serde_json::to_string_pretty(&workbook())
        .unwrap()
        .replace('\n', "\r\n");
    let desk = desk_with(format!("\u{feff}{text}").as_bytes());
    assert_eq!(file::open(&desk.path).unwrap().access, Access::ReadWrite);
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        1
    );
}

#[test]
fn the_first_save_gives_an_id_and_later_ones_keep_it() {
    let desk = desk();
    let one = file::commit(&desk.path, &[figure(1)], &author())
        .unwrap()
        .book
        .id
        .unwrap();
    assert!(
        one.len() == 16 && one.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "{one}"
    );
    let two = file::commit(&desk.path, &[figure(2)], &author())
        .unwrap()
        .book
        .id
        .unwrap();
    assert_eq!(one, two);
    let stored: Value = serde_json::from_slice(&fs::read(&desk.path).unwrap()).unwrap();
    assert_eq!(
        (&stored["id"], &stored["extra"]),
        (&json!(one), &json!([1, 2]))
    );
}

#[test]
fn an_edit_that_changes_nothing_writes_nothing() {
    let desk = desk();
    let before = fs::metadata(&desk.path).unwrap().ino();
    let saved = file::commit(&desk.path, &[justification("1.2", "có sẵn")], &author()).unwrap();
    assert_eq!(saved.before, saved.stamp);
    assert_eq!(fs::metadata(&desk.path).unwrap().ino(), before);
    assert_eq!(
        fs::read(&desk.path).unwrap(),
        workbook().to_string().as_bytes()
    );
}

#[test]
fn an_edit_that_the_file_does_not_allow_is_told_and_the_others_are_written() {
    let desk = desk();
    let bad = justification("9.9", "x");
    let saved = file::commit(&desk.path, &[figure(1), bad.clone(), figure(2)], &author()).unwrap();
    assert_eq!(
        saved.rejected,
        [(bad, Rejection::UnknownCriterion("9.9".to_owned()))]
    );
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        2
    );
}

#[test]
fn mode_group_and_owner_stay_and_everything_beside_is_shared_alike() {
    if !is_root() {
        eprintln!("skipped: needs root to give files away");
        return;
    }
    let desk = desk();
    set_mode(desk.folder.path(), 0o2770);
    chown(desk.folder.path(), None, Some(GROUP)).unwrap();
    chown(&desk.path, Some(OTHER_GROUP), Some(GROUP)).unwrap();
    set_mode(&desk.path, 0o660);
    assert_eq!(as_officer("commit", &desk.path, GROUP), "saved");
    let file = fs::metadata(&desk.path).unwrap();
    assert_eq!(
        (file.gid(), file.mode() & 0o7777, file.uid()),
        (GROUP, 0o660, OFFICER)
    );
    let backup = desk.side().join("backups").join(&desk.backups()[0]);
    for (path, expected) in [
        (desk.folder.path().join(".chamdiem"), 0o2770),
        (desk.side(), 0o2770),
        (desk.side().join("backups"), 0o2770),
        (desk.side().join("lock"), 0o660),
        (backup, 0o660),
    ] {
        assert_eq!(
            fs::metadata(&path).unwrap().gid(),
            GROUP,
            "{}",
            path.display()
        );
        assert_eq!(mode(&path), expected, "{}", path.display());
    }
    // An administrator who saves does not take the file away from its owner.
    file::commit(&desk.path, &[figure(2)], &author()).unwrap();
    let file = fs::metadata(&desk.path).unwrap();
    assert_eq!(
        (file.gid(), file.mode() & 0o7777, file.uid()),
        (GROUP, 0o660, OFFICER)
    );
}

#[test]
fn who_may_not_give_a_group_saves_all_the_same() {
    if !is_root() {
        eprintln!("skipped: needs root to give files away");
        return;
    }
    let desk = desk();
    set_mode(desk.folder.path(), 0o777);
    chown(&desk.path, None, Some(OTHER_GROUP)).unwrap();
    set_mode(&desk.path, 0o666);
    assert_eq!(as_officer("commit", &desk.path, GROUP), "saved");
    assert_eq!(mode(&desk.path), 0o666);
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .justification,
        "mới"
    );
}

#[test]
fn without_the_right_to_write_a_workbook_opens_for_reading_and_says_why() {
    if !is_root() {
        eprintln!("skipped: needs root to become somebody without rights");
        return;
    }
    let desk = desk();
    let before = fs::read(&desk.path).unwrap();
    set_mode(desk.folder.path(), 0o755);
    set_mode(&desk.path, 0o666);
    assert_eq!(
        as_officer("open", &desk.path, GROUP),
        "ReadOnly(FolderDenied)"
    );
    assert_eq!(
        as_officer("commit", &desk.path, GROUP),
        "no permission to write into the folder, it opens for reading only; ask for write permission on the folder"
    );
    set_mode(desk.folder.path(), 0o777);
    set_mode(&desk.path, 0o644);
    assert_eq!(
        as_officer("open", &desk.path, GROUP),
        "ReadOnly(FileDenied)"
    );
    set_mode(&desk.path, 0o600);
    assert_eq!(
        as_officer("open", &desk.path, GROUP),
        "cannot be read: no permission; ask for it (os 13)"
    );
    assert_eq!(fs::read(&desk.path).unwrap(), before);
    assert_eq!(
        names(desk.folder.path()),
        ["a.json"],
        "nothing is made beside it"
    );
}

#[test]
fn a_newer_file_opens_for_reading_only_and_is_not_written() {
    let mut newer = workbook();
    newer["format"] = json!("chamdiem.workbook/2");
    let desk = desk_with(newer.to_string().as_bytes());
    let reason = ReadOnlyReason::NewerFormat("chamdiem.workbook/2".to_owned());
    assert_eq!(
        file::open(&desk.path).unwrap().access,
        Access::ReadOnly(reason)
    );
    let error = file::commit(&desk.path, &[figure(1)], &author()).unwrap_err();
    assert_eq!(
        said(&desk.path, &error, Lang::Vi),
        "tệp thuộc phiên bản mới hơn (chamdiem.workbook/2), chỉ xem được; hãy nâng cấp chương trình để sửa"
    );
    assert_eq!(fs::read(&desk.path).unwrap(), newer.to_string().as_bytes());
}

#[test]
fn a_symbolic_link_stays_one_and_its_target_is_saved() {
    let desk = desk();
    let elsewhere = TempDir::new().unwrap();
    let link = elsewhere.path().join("link.json");
    symlink(&desk.path, &link).unwrap();
    file::commit(&link, &[figure(1)], &author()).unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(
        file::open(&link).unwrap().path,
        desk.path.canonicalize().unwrap()
    );
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        1
    );
    assert_eq!(names(elsewhere.path()), ["link.json"]);
}

#[test]
fn a_link_laid_in_the_way_is_not_followed() {
    let target = TempDir::new().unwrap();
    let victim = target.path().join("victim");
    fs::write(&victim, "whole").unwrap();
    // In place of the lock.
    let desk = desk();
    fs::create_dir_all(desk.side()).unwrap();
    symlink(&victim, desk.side().join("lock")).unwrap();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap_err();
    // In place of the temporary file.
    fs::remove_file(desk.side().join("lock")).unwrap();
    symlink(
        &victim,
        desk.side().join(format!("tmp.{}", std::process::id())),
    )
    .unwrap();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    // In place of the folder.
    fs::remove_dir_all(desk.folder.path().join(".chamdiem")).unwrap();
    symlink(target.path(), desk.folder.path().join(".chamdiem")).unwrap();
    file::commit(&desk.path, &[figure(2)], &author()).unwrap_err();
    assert_eq!(fs::read(&victim).unwrap(), b"whole");
    assert_eq!(names(target.path()), ["victim"]);
}

#[test]
fn what_a_save_that_was_cut_off_left_is_removed_by_the_next() {
    let desk = desk();
    fs::create_dir_all(desk.side()).unwrap();
    fs::write(desk.side().join("tmp.99999"), "half").unwrap();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    assert_eq!(names(&desk.side()), ["backups", "history.jsonl", "lock"]);
    assert_eq!(names(desk.folder.path()), [".chamdiem", "a.json"]);
}

/// A small disk of its own, unmounted at the end.
struct Disk(TempDir);

impl Disk {
    fn mount() -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=192k", "tmpfs"])
            .arg(folder.path())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then_some(Self(folder))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn on_a_full_disk_the_old_file_stays_whole_and_the_edit_is_saved_once_there_is_room() {
    let Some(disk) = Disk::mount() else {
        eprintln!("skipped: no right to mount a small disk");
        return;
    };
    let path = disk.0.path().join("a.json");
    fs::write(&path, workbook().to_string()).unwrap();
    let before = fs::read(&path).unwrap();
    let ballast = disk.0.path().join("ballast");
    let _ = fs::write(&ballast, vec![0; 1_000_000]);
    let error = file::commit(&path, &[figure(1)], &author()).unwrap_err();
    assert_eq!(
        said(&path, &error, Lang::Vi),
        "không ghi được: đĩa đầy; hãy xóa bớt tệp rồi lưu lại (os 28)"
    );
    assert_eq!(fs::read(&path).unwrap(), before);

    let (keeper, reports) = keep(&path);
    keeper.0.edit(figure(1));
    assert!(matches!(next(&reports), Report::Failed(_)));
    assert_eq!(fs::read(&path).unwrap(), before);
    let side = disk.0.path().join(".chamdiem/a.json");
    assert!(
        names(&side).iter().all(|name| !name.starts_with("tmp.")),
        "{:?}",
        names(&side)
    );
    fs::remove_file(ballast).unwrap();
    keeper.0.save_now();
    assert!(matches!(next(&reports), Report::Saved { .. }));
    assert_eq!(
        file::open(&path).unwrap().book.answer("1.1").figures.len(),
        1
    );
}

#[test]
fn on_a_disk_that_is_remounted_read_only_the_edit_waits_and_the_file_says_why() {
    let Some(disk) = Disk::mount() else {
        eprintln!("skipped: no right to mount a small disk");
        return;
    };
    let path = disk.0.path().join("a.json");
    fs::write(&path, workbook().to_string()).unwrap();
    let remount = |how: &str| {
        let mut command = Command::new("mount");
        let command = command.args(["-o", how]).arg(disk.0.path());
        assert!(command.status().unwrap().success(), "{how}");
    };
    let opened = file::open(&path).unwrap();
    let (sender, reports) = mpsc::channel();
    // A session that others see: what it holds open must not keep the disk from being remounted.
    let margin = Margin::open(&opened.path, "cb1", None, Claims::default());
    let mut keeper = Keeper::start_with(&opened, author(), margin, move |report| {
        let _ = sender.send(report);
    });
    keeper.edit(figure(1));
    assert!(matches!(next(&reports), Report::Saved { .. }));
    let before = fs::read(&path).unwrap();
    remount("remount,ro");
    assert_eq!(
        file::open(&path).unwrap().access,
        Access::ReadOnly(ReadOnlyReason::Disk)
    );
    keeper.edit(figure(2));
    let Report::Failed(error) = next(&reports) else {
        panic!("it cannot be saved")
    };
    assert_eq!(
        error.message(Lang::Vi).rsplit_once(": ").unwrap().1,
        "đĩa chỉ cho đọc; hãy chọn nơi khác"
    );
    assert_eq!(fs::read(&path).unwrap(), before);
    remount("remount,rw");
    keeper.save_now();
    assert!(matches!(next(&reports), Report::Saved { .. }));
    keeper.close(Duration::from_secs(10)).unwrap();
    assert_eq!(
        file::open(&path).unwrap().book.answer("1.1").figures.len(),
        2
    );
}

#[test]
fn a_file_that_is_gone_with_backups_beside_it_says_where_they_are() {
    let desk = desk();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    fs::remove_file(&desk.path).unwrap();
    let error = file::open(&desk.path).unwrap_err();
    assert_eq!(
        said(&desk.path, &error, Lang::Vi),
        "không còn tệp này; hãy chép bản mới nhất trong .chamdiem/a.json/backups về chỗ cũ"
    );
}

#[test]
fn two_processes_and_two_threads_lose_no_edit() {
    let desk = desk();
    let mut other = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "as_somebody_else", "--ignored"])
        .env("FAULT_TASK", "many")
        .env("FAULT_PATH", &desk.path)
        .spawn()
        .unwrap();
    std::thread::scope(|scope| {
        for part in [200..300, 300..400] {
            let path = &desk.path;
            scope.spawn(move || {
                for number in part {
                    file::commit(path, &[figure(number)], &author()).unwrap();
                }
            });
        }
    });
    assert!(other.wait().unwrap().success());
    let book = file::open(&desk.path).unwrap().book;
    let figures = &book.answer("1.1").figures;
    assert_eq!(figures.len(), 400);
    assert!((0..400).all(|n| figures[&format!("f{n}")] == Stored::Number(n.into())));
}

#[test]
fn who_waits_for_the_lock_in_vain_is_told_who_has_it() {
    let desk = desk();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    let held = fs::File::open(desk.side().join("lock")).unwrap();
    held.try_lock().unwrap();
    let manner = Manner {
        patience: Duration::from_millis(50),
        backup: Backup::Skip,
    };
    let error = file::commit_with(&desk.path, &[figure(2)], &author(), manner).unwrap_err();
    assert_eq!(
        said(&desk.path, &error, Lang::Vi),
        "cb1 đang ghi tệp này; hãy thử lại sau"
    );
    drop(held);
    file::commit_with(&desk.path, &[figure(2)], &author(), manner).unwrap();
}

#[test]
fn backups_hold_what_was_there_and_only_the_newest_twenty_stay() {
    let desk = desk();
    let before = fs::read(&desk.path).unwrap();
    let now = Manner {
        backup: Backup::Now,
        ..Manner::COMMAND
    };
    file::commit_with(&desk.path, &[figure(0)], &author(), now).unwrap();
    let first = desk.backups()[0].clone();
    assert_eq!(
        fs::read(desk.side().join("backups").join(&first)).unwrap(),
        before
    );
    fs::write(desk.side().join("backups/của tôi.txt"), "giữ").unwrap();
    for number in 1..25 {
        file::commit_with(&desk.path, &[figure(number)], &author(), now).unwrap();
    }
    let backups = desk.backups();
    assert_eq!(backups.len(), 21, "{backups:?}");
    assert!(!backups.contains(&first) && backups.contains(&"của tôi.txt".to_owned()));
}

#[test]
fn a_row_of_commands_keeps_one_backup_in_ten_minutes() {
    let desk = desk();
    for number in 0..5 {
        file::commit(&desk.path, &[figure(number)], &author()).unwrap();
    }
    let folder = desk.side().join("backups");
    let [only] = &desk.backups()[..] else {
        panic!("{:?}", desk.backups())
    };
    fs::rename(
        folder.join(only),
        folder.join("20200101T000000.000000Z.json"),
    )
    .unwrap();
    file::commit(&desk.path, &[figure(6)], &author()).unwrap();
    assert_eq!(desk.backups().len(), 2);
}

#[test]
fn a_backup_that_cannot_be_kept_does_not_stop_the_save() {
    let desk = desk();
    fs::create_dir_all(desk.side()).unwrap();
    fs::write(desk.side().join("backups"), "in the way").unwrap();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        1
    );
}

#[test]
fn a_new_workbook_never_overwrites_and_makes_its_folders() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("x/y/b.json");
    let set = paths::set_of(
        Path::new("thu"),
        set().to_string().as_bytes(),
        Source::BuiltIn,
    )
    .unwrap();
    let unit = Unit {
        name: "UBND xã B".to_owned(),
        ..Unit::default()
    };
    let book = Workbook::new(set.set, unit, 2024);
    file::create(&path, &book, &set.json).unwrap();
    let opened = file::open(&path).unwrap();
    assert_eq!((opened.book.year, opened.book.id.is_some()), (2024, true));
    let before = fs::read(&path).unwrap();
    let error = file::create(&path, &book, &set.json).unwrap_err();
    assert_eq!(
        said(&path, &error, Lang::Vi),
        "tệp đã có, không ghi đè; hãy chọn tên khác"
    );
    let dangling = folder.path().join("dangling.json");
    symlink("/nowhere/at/all", &dangling).unwrap();
    file::create(&dangling, &book, &set.json).unwrap_err();
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(names(path.parent().unwrap()), [".chamdiem", "b.json"]);
}

fn entry_fields(path: &Path) -> Vec<(String, String, String)> {
    let record = history::read(path);
    let entries = record.entries.into_iter();
    entries
        .map(|entry| (entry.author, entry.code, entry.field))
        .collect()
}

#[test]
fn every_saved_change_stands_in_the_history_and_a_save_without_change_does_not() {
    let desk = desk();
    file::commit(
        &desk.path,
        &[figure(1), justification("1.2", "khác")],
        &author(),
    )
    .unwrap();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    let entry = |code: &str, field: &str| ("cb1".to_owned(), code.to_owned(), field.to_owned());
    assert_eq!(
        entry_fields(&desk.path),
        [entry("1.1", "figures/f1"), entry("1.2", "justification")]
    );
    let record = desk.side().join("history.jsonl");
    assert_eq!(mode(&record), mode(&desk.path));
}

#[test]
fn a_history_that_cannot_be_written_never_stops_a_save() {
    let desk = desk();
    fs::create_dir_all(desk.side().join("history.jsonl/x")).unwrap();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    assert_eq!(
        entry_fields(&desk.path).len(),
        1,
        "a folder in the way is put aside"
    );
    let Some(small) = Disk::mount() else {
        return;
    };
    let path = small.0.path().join("a.json");
    fs::write(&path, workbook().to_string()).unwrap();
    file::commit(&path, &[figure(1)], &author()).unwrap();
    let record = small.0.path().join(".chamdiem/a.json/history.jsonl");
    let before = fs::read(&record).unwrap();
    // Room for the workbook, none for so long an entry.
    let long: String = "dài ".repeat(9_000);
    file::commit(&path, &[justification("1.2", &long)], &author()).unwrap();
    let after = file::open(&path).unwrap().book;
    assert_eq!(after.answer("1.2").justification, long);
    if !is_root() || fs::read(&record).unwrap().len() > before.len() {
        return;
    }
    assert_eq!(
        fs::read(&record).unwrap(),
        before,
        "the lines before stay whole"
    );
}

#[test]
fn an_officer_of_another_group_who_may_not_write_the_record_saves_all_the_same() {
    if !is_root() {
        return;
    }
    let desk = desk();
    file::commit(&desk.path, &[figure(1)], &author()).unwrap();
    let folder = desk.folder.path();
    chown(folder, None, Some(GROUP)).unwrap();
    chown(&desk.path, None, Some(GROUP)).unwrap();
    set_mode(folder, 0o2770);
    set_mode(&desk.path, 0o660);
    for part in [folder.join(".chamdiem"), desk.side()] {
        chown(&part, None, Some(GROUP)).unwrap();
        set_mode(&part, 0o2770);
    }
    chown(desk.side().join("lock"), None, Some(GROUP)).unwrap();
    set_mode(&desk.side().join("lock"), 0o660);
    let record = desk.side().join("history.jsonl");
    set_mode(&record, 0o600);
    assert_eq!(as_officer("commit", &desk.path, GROUP), "saved");
    let read = history::read(&desk.path);
    assert_eq!(read.entries.len(), 2, "{read:?}");
}

#[test]
fn two_processes_lose_no_entry_of_the_history() {
    let desk = desk();
    let folder = desk.folder.path().to_owned();
    set_mode(&folder, 0o777);
    set_mode(&desk.path, 0o666);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| as_officer("many", &desk.path, GROUP));
        for number in 200..300 {
            file::commit(&desk.path, &[figure(number)], &author()).unwrap();
        }
        if is_root() {
            assert_eq!(other.join().unwrap(), "saved");
        }
    });
    let record = history::read(&desk.path);
    assert!(record.damage.is_none(), "{:?}", record.damage);
    if is_root() {
        assert_eq!(record.entries.len(), 300);
    }
}

#[test]
fn an_earlier_state_comes_back_in_a_new_file_and_the_workbook_stays() {
    let desk = desk();
    let first = fs::read(&desk.path).unwrap();
    let start = file::open(&desk.path).unwrap().book;
    let document = |id: &str| Edit::Evidence {
        code: "1.2".to_owned(),
        id: id.to_owned(),
        entry: Some(Box::new(Evidence {
            id: id.to_owned(),
            number: format!("{id}/KH-UBND"),
            ..Evidence::default()
        })),
        at: 9,
    };
    let steps = [
        vec![figure(1), justification("1.2", &"dài ".repeat(100))],
        vec![document("1"), document("2"), figure(2)],
        vec![
            justification(
                "1.2",
                &format!("{}x{}", "dài ".repeat(50), "dài ".repeat(50)),
            ),
            Edit::Evidence {
                code: "1.2".to_owned(),
                id: "1".to_owned(),
                entry: None,
                at: 0,
            },
            Edit::Score {
                code: "1.1".to_owned(),
                value: Some(Stored::read("0.5")),
            },
            Edit::Unit {
                member: UnitMember::Name,
                text: "UBND xã B".to_owned(),
            },
        ],
    ];
    let mut states = vec![start];
    for (number, edits) in steps.iter().enumerate() {
        let author = Author {
            name: format!("cb{number}"),
        };
        states.push(file::commit(&desk.path, edits, &author).unwrap().book);
    }
    let now = fs::read(&desk.path).unwrap();
    // The entries of each save get a time of their own, a day apart.
    let record = desk.side().join("history.jsonl");
    let text = fs::read_to_string(&record).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines[0] = r#"{"format":"chamdiem.history/1","from":"2026-11-20T00:00:00+07:00"}"#.to_owned();
    for (line, day) in lines
        .iter_mut()
        .skip(1)
        .zip([21, 21, 22, 22, 22, 23, 23, 23, 23])
    {
        let mut value: Value = serde_json::from_str(line).unwrap();
        value["at"] = json!(format!("2026-11-{day}T10:00:00+07:00"));
        value.as_object_mut().unwrap().remove("since");
        *line = value.to_string();
    }
    fs::write(&record, lines.join("\n")).unwrap();
    for (day, state) in (20..=23).zip(&states) {
        let out = desk.folder.path().join(format!("out-{day}.json"));
        let at = format!("2026-11-{day}T10:00:00+07:00").parse().unwrap();
        let restored = restore::restore(&desk.path, at, &out, &author()).unwrap();
        assert!(
            restored.rejected.is_empty()
                && restored.unknown.is_empty()
                && restored.damage.is_none()
        );
        let book = file::open(&out).unwrap().book;
        assert_eq!(
            (&book.answers, &book.unit),
            (&state.answers, &state.unit),
            "{day}"
        );
        restore::restore(&desk.path, at, &out, &author()).unwrap_err();
    }
    assert_eq!(fs::read(&desk.path).unwrap(), now);
    assert_ne!(first, now);
    let early = "2026-11-19T10:00:00+07:00".parse().unwrap();
    let out = desk.folder.path().join("early.json");
    let error = restore::restore(&desk.path, early, &out, &author()).unwrap_err();
    assert!(said(&desk.path, &error, Lang::Vi).starts_with("lịch sử chỉ có từ 2026-11-"));
    assert!(!out.exists());
}

#[test]
#[ignore = "a measurement: cargo test -- --ignored --nocapture measured"]
fn measured_a_save_with_a_long_history_and_with_one_just_begun() {
    let long: String = "Đã giải quyết 642 hồ sơ đúng hạn. ".repeat(2_000);
    let time = |filling: usize| {
        let desk = desk();
        file::commit(&desk.path, &[justification("1.2", &long)], &author()).unwrap();
        let record = desk.side().join("history.jsonl");
        let mut content = fs::read_to_string(&record).unwrap();
        let line = r#"{"at":"2026-01-05T08:00:00+07:00","by":"cb2","code":"1.1","field":"figures/f1","before":"1","after":"2"}"#;
        while content.len() < filling {
            content.push_str(line);
            content.push('\n');
        }
        fs::write(&record, content).unwrap();
        let start = Instant::now();
        for number in 0..100 {
            let text = format!("{long}{number}");
            file::commit(&desk.path, &[justification("1.2", &text)], &author()).unwrap();
        }
        start.elapsed() / 100
    };
    println!(
        "a save: {:?} with a history of 900 kB, {:?} with one just begun",
        time(900_000),
        time(0)
    );
}

struct Kept(Keeper);

fn keep(path: &Path) -> (Kept, mpsc::Receiver<Report>) {
    let (sender, reports) = mpsc::channel();
    let opened = file::open(path).unwrap();
    let keeper = Keeper::start(&opened, author(), move |report| {
        let _ = sender.send(report);
    });
    (Kept(keeper), reports)
}

fn next(reports: &mpsc::Receiver<Report>) -> Report {
    reports
        .recv_timeout(Duration::from_secs(20))
        .expect("a report")
}

#[test]
fn an_edit_on_screen_is_on_disk_within_a_second_even_while_typing_goes_on() {
    let desk = desk();
    let (keeper, reports) = keep(&desk.path);
    let start = Instant::now();
    let mut typed = 0;
    while reports.try_recv().is_err() {
        typed += 1;
        keeper.0.edit(justification("1.1", &"a".repeat(typed)));
        std::thread::sleep(Duration::from_millis(20));
        assert!(start.elapsed() < Duration::from_secs(5), "never saved");
    }
    // The limit is generous for a busy machine; without the latest moment it would never be saved here.
    assert!(
        start.elapsed() < Duration::from_millis(1500),
        "{:?}",
        start.elapsed()
    );
    let saved = file::open(&desk.path)
        .unwrap()
        .book
        .answer("1.1")
        .justification
        .len();
    assert!(saved > 0 && saved <= typed, "{saved} of {typed}");
}

#[test]
fn closing_saves_everything_and_keeps_one_backup_for_the_session() {
    let desk = desk();
    let (mut keeper, reports) = keep(&desk.path);
    for number in 0..50 {
        keeper.0.edit(figure(number));
        if number % 10 == 0 {
            keeper.0.handle().flush(Duration::from_secs(10)).unwrap();
        }
    }
    keeper.0.close(Duration::from_secs(10)).unwrap();
    keeper.0.close(Duration::from_secs(10)).unwrap();
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        50
    );
    assert_eq!(desk.backups().len(), 1);
    assert!(
        reports
            .try_iter()
            .all(|report| matches!(report, Report::Saved { .. }))
    );
}

#[test]
fn what_others_write_comes_in_and_nothing_of_either_is_lost() {
    let desk = desk();
    let (mut keeper, reports) = keep(&desk.path);
    file::commit(
        &desk.path,
        &[figure(7)],
        &Author {
            name: "cb2".to_owned(),
        },
    )
    .unwrap();
    // While idle.
    let Report::Changed { book, .. } = next(&reports) else {
        panic!("a change")
    };
    assert_eq!(book.answer("1.1").figures.len(), 1);
    // While saving.
    file::commit(
        &desk.path,
        &[figure(8)],
        &Author {
            name: "cb2".to_owned(),
        },
    )
    .unwrap();
    keeper.0.edit(justification("1.1", "của tôi"));
    keeper.0.close(Duration::from_secs(10)).unwrap();
    let seen: Vec<Report> = reports.try_iter().collect();
    let changed = seen.iter().find_map(|report| {
        if let Report::Changed { book, .. } = report {
            Some(book)
        } else {
            None
        }
    });
    assert_eq!(changed.expect("told").answer("1.1").figures.len(), 2);
    let book = file::open(&desk.path).unwrap().book;
    assert_eq!(
        (
            book.answer("1.1").figures.len(),
            book.answer("1.1").justification.as_str()
        ),
        (2, "của tôi")
    );
}

#[test]
fn what_is_saved_once_is_not_written_again_over_what_others_made_of_it() {
    let desk = desk();
    let (mut keeper, _reports) = keep(&desk.path);
    keeper.0.edit(justification("1.1", "của tôi"));
    keeper.0.handle().flush(Duration::from_secs(10)).unwrap();
    file::commit(&desk.path, &[justification("1.1", "của họ")], &author()).unwrap();
    keeper.0.edit(figure(1));
    keeper.0.close(Duration::from_secs(10)).unwrap();
    let book = file::open(&desk.path).unwrap().book;
    assert_eq!(book.answer("1.1").justification, "của họ");
}

#[test]
fn an_answer_that_stands_twice_in_a_file_is_told_before_one_of_them_is_lost() {
    let text = workbook().to_string().replace(
        r#""answers":{"#,
        r#""answers":{"1.1":{"score":"1"},"1.1":{"score":1},"#,
    );
    let desk = desk_with(text.as_bytes());
    let error = file::open(&desk.path).unwrap_err();
    assert_eq!(
        said(&desk.path, &error, Lang::Vi),
        "/answers/1.1: \"1.1\" có hai lần; mỗi mã chỉ dùng một lần"
    );
}

#[test]
fn a_save_that_fails_keeps_the_edits_and_says_so_until_it_works() {
    let desk = desk();
    let content = fs::read(&desk.path).unwrap();
    let (mut keeper, reports) = keep(&desk.path);
    fs::write(&desk.path, "{ broken").unwrap();
    keeper.0.edit(figure(1));
    keeper.0.edit(figure(2));
    assert!(matches!(next(&reports), Report::Failed(_)));
    keeper.0.close(Duration::from_secs(10)).unwrap_err();
    assert_eq!(
        fs::read(&desk.path).unwrap(),
        b"{ broken",
        "a broken file is not overwritten"
    );
    fs::write(&desk.path, content).unwrap();
    keeper.0.edit(figure(3));
    keeper.0.close(Duration::from_secs(10)).unwrap();
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        3
    );
}

#[test]
fn a_save_that_fails_is_tried_again_by_itself() {
    let desk = desk();
    let content = fs::read(&desk.path).unwrap();
    let (keeper, reports) = keep(&desk.path);
    fs::write(&desk.path, "{ broken").unwrap();
    keeper.0.edit(figure(1));
    assert!(matches!(next(&reports), Report::Failed(_)));
    fs::write(&desk.path, content).unwrap();
    assert!(matches!(next(&reports), Report::Saved { .. }));
}

#[test]
fn a_file_that_breaks_or_goes_while_nothing_is_typed_is_told_once() {
    let desk = desk();
    let content = fs::read(&desk.path).unwrap();
    let (_keeper, reports) = keep(&desk.path);
    fs::remove_file(&desk.path).unwrap();
    assert!(matches!(next(&reports), Report::Failed(_)));
    reports
        .recv_timeout(Duration::from_millis(2500))
        .unwrap_err();
    fs::write(&desk.path, content).unwrap();
    assert!(matches!(next(&reports), Report::Changed { .. }));
}

#[test]
fn a_save_in_time_or_not_is_told_to_whoever_must_end() {
    let desk = desk();
    let (keeper, _reports) = keep(&desk.path);
    file::commit(&desk.path, &[justification("1.1", "x")], &author()).unwrap();
    let held = fs::File::open(desk.side().join("lock")).unwrap();
    held.try_lock().unwrap();
    let handle = keeper.0.handle();
    keeper.0.edit(figure(2));
    let error = handle.flush(Duration::from_millis(50)).unwrap_err();
    assert_eq!(
        said(&desk.path.canonicalize().unwrap(), &error, Lang::Vi),
        "chưa lưu xong trong thời hạn; hãy lưu lại"
    );
    drop(held);
    handle.flush(Duration::from_secs(10)).unwrap();
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        1
    );
}

#[test]
fn an_edit_that_others_made_impossible_is_given_up_with_a_word() {
    let desk = desk();
    let (mut keeper, reports) = keep(&desk.path);
    keeper.0.edit(justification("9.9", "x"));
    keeper.0.edit(figure(1));
    keeper.0.close(Duration::from_secs(10)).unwrap();
    let rejected = reports.try_iter().find_map(|report| {
        if let Report::Rejected(edits) = report {
            Some(edits)
        } else {
            None
        }
    });
    assert_eq!(rejected.expect("told").len(), 1);
    assert_eq!(
        file::open(&desk.path)
            .unwrap()
            .book
            .answer("1.1")
            .figures
            .len(),
        1
    );
}

fn around(folder: &Path) -> Environment {
    Environment {
        login: "dangnhap".to_owned(),
        current: folder.join("here"),
        config: Some(folder.join("config")),
        data: Some(folder.join("data")),
        home: Some(folder.join("home")),
        server_config: folder.join("etc.toml"),
        ..Environment::default()
    }
}

#[test]
fn the_saves_folder_is_found_in_the_order_promised() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let mut around = around(root);
    let found = |around: &Environment, option: Option<&Path>| {
        let config = around.config().unwrap();
        Places::find(option, around, &config).saves
    };
    assert_eq!(found(&around, None), root.join("data/chamdiem/saves"));
    fs::create_dir_all(root.join("here/saves")).unwrap();
    assert_eq!(found(&around, None), root.join("here/saves"));
    fs::write(
        root.join("etc.toml"),
        "saves = '/srv/cchc'\nuser = 'may-chu'\n",
    )
    .unwrap();
    assert_eq!(found(&around, None), Path::new("/srv/cchc"));
    fs::create_dir_all(root.join("config/chamdiem")).unwrap();
    fs::write(
        root.join("config/chamdiem/config.toml"),
        "saves = '~/cchc'\nother = 1\n",
    )
    .unwrap();
    assert_eq!(found(&around, None), root.join("home/cchc"));
    around.saves = Some(PathBuf::from("bien"));
    assert_eq!(found(&around, None), root.join("here/bien"));
    assert_eq!(found(&around, Some(Path::new("/chon"))), Path::new("/chon"));
    assert_eq!(Environment::default().config().unwrap(), Config::default());
}

#[test]
fn the_author_is_whom_the_environment_names_first() {
    let folder = TempDir::new().unwrap();
    let mut around = around(folder.path());
    let mut config = Config::default();
    let name =
        |around: &Environment, config: &Config| Places::find(None, around, config).author.name;
    assert_eq!(name(&around, &config), "dangnhap");
    around.logname = Some("log".to_owned());
    assert_eq!(name(&around, &config), "log");
    around.user = Some("user".to_owned());
    assert_eq!(name(&around, &config), "user");
    config.user = Some("Nguyễn Văn A".to_owned());
    assert_eq!(name(&around, &config), "Nguyễn Văn A");
    around.chosen_user = Some(" cb\u{1b}[31m1\n".to_owned());
    assert_eq!(name(&around, &config), "cb1");
    around.chosen_user = Some("  ".to_owned());
    assert_eq!(name(&around, &config), "Nguyễn Văn A");
}

#[test]
fn a_configuration_that_cannot_be_read_says_so_in_one_line() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("etc.toml");
    fs::write(&file, "saves = \n").unwrap();
    let error = around(folder.path()).config().unwrap_err();
    let said = said(&file, &error, Lang::Vi);
    assert!(said.starts_with("tệp cấu hình sai: "), "{said}");
}

#[test]
fn sets_and_workbooks_are_listed_and_broken_ones_as_broken() {
    let folder = TempDir::new().unwrap();
    let root = folder.path();
    let places = Places {
        saves: root.join("saves"),
        criteria: vec![root.join("criteria")],
        author: author(),
    };
    assert_eq!(paths::list_workbooks(&places.saves).unwrap().len(), 0);
    fs::create_dir_all(root.join("criteria")).unwrap();
    fs::create_dir_all(root.join("saves/.chamdiem/a.json")).unwrap();
    fs::write(root.join("criteria/thu.json"), set().to_string()).unwrap();
    fs::write(root.join("criteria/thu-2.json"), set().to_string()).unwrap();
    fs::write(root.join("criteria/hong.json"), "{").unwrap();
    fs::write(root.join("saves/a.json"), workbook().to_string()).unwrap();
    fs::write(root.join("saves/b.json"), "[]").unwrap();
    fs::write(root.join("saves/ghi-chu.txt"), "x").unwrap();

    let sets = paths::list_sets(&places);
    let broken = sets
        .iter()
        .filter(|listed| listed.head.is_err() && listed.source != Source::BuiltIn)
        .count();
    assert_eq!(broken, 1);
    let known = sets.iter().filter_map(|listed| listed.head.as_ref().ok());
    assert_eq!(known.filter(|head| head.id == "thu").count(), 1);
    assert_eq!(
        paths::find_set("thu", &places).unwrap().set.head.title,
        "Bộ thử"
    );
    let path = root.join("criteria/thu.json");
    assert_eq!(
        paths::find_set(path.to_str().unwrap(), &places)
            .unwrap()
            .source,
        Source::File(path)
    );
    let error = paths::find_set("la", &places)
        .unwrap_err()
        .message(Lang::Vi);
    assert!(
        error.starts_with("la: không có bộ tiêu chí “la”; các bộ hiện có: kon-tum-huyen-2023"),
        "{error}"
    );

    let books = paths::list_workbooks(&places.saves).unwrap();
    let mut lines: Vec<(String, Option<u16>)> = books
        .into_iter()
        .map(|book| {
            (
                book.path.file_name().unwrap().to_str().unwrap().to_owned(),
                book.head.ok().map(|head| head.year),
            )
        })
        .collect();
    lines.sort();
    assert_eq!(
        lines,
        [
            ("a.json".to_owned(), Some(2023)),
            ("b.json".to_owned(), None)
        ]
    );
}
