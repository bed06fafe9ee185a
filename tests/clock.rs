//! A clock that is set back, as seen by what lies beside a workbook: everything there bears times that are not yet.
//! No decision of the program may hang on them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chamdiem::points::Stored;
use chamdiem::store::draft::{self, Drafts, Typed};
use chamdiem::store::file::{self, Author, Backup, Manner};
use chamdiem::store::presence::Presence;
use chamdiem::store::{Keeper, Report, history};
use chamdiem::workbook::Edit;
use command::Desk;

fn author() -> Author {
    Author {
        name: "cb1".to_owned(),
    }
}

fn figure(value: usize) -> Edit {
    Edit::Figure {
        code: "1.1.1".to_owned(),
        figure: "on_time".to_owned(),
        value: Some(Stored::Number(value.into())),
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn side(desk: &Desk) -> PathBuf {
    desk.path(".chamdiem/book.json")
}

/// A year from now.
fn far() -> SystemTime {
    SystemTime::now() + Duration::from_secs(365 * 86_400)
}

fn commit(desk: &Desk, value: usize) {
    let manner = Manner {
        backup: Backup::Now,
        ..Manner::COMMAND
    };
    file::commit_with(&desk.path("book.json"), &[figure(value)], &author(), manner).unwrap();
}

#[test]
fn backups_go_on_and_the_oldest_go_first() {
    let desk = Desk::with_book();
    let folder = side(&desk).join("backups");
    for value in 0..20 {
        commit(&desk, value);
    }
    for (number, name) in names(&folder).iter().enumerate() {
        fs::rename(
            folder.join(name),
            folder.join(format!("20990101T0000{number:02}.000000Z.json")),
        )
        .unwrap();
    }
    for round in 1..=25 {
        let before = names(&folder);
        commit(&desk, 100 + round);
        let after = names(&folder);
        let new = after.iter().filter(|name| !before.contains(name));
        assert_eq!((after.len(), new.count()), (20, 1), "one comes, one goes");
        let future = after.iter().filter(|name| name.starts_with("2099"));
        assert_eq!(
            future.count(),
            20_usize.saturating_sub(round),
            "those from before first"
        );
    }
    // The newest holds what stood there just before the last change.
    let newest = names(&folder).pop().unwrap();
    assert!(
        fs::read_to_string(folder.join(newest))
            .unwrap()
            .contains("\"124\"")
    );
    // A command makes one when none is of the last ten minutes, whatever bears a time that is not yet.
    for name in names(&folder) {
        fs::rename(
            folder.join(&name),
            folder.join(name.replacen("20", "30", 1)),
        )
        .unwrap();
    }
    file::commit(&desk.path("book.json"), &[figure(7)], &author()).unwrap();
    let now = names(&folder);
    assert_eq!(now.iter().filter(|name| name.starts_with("20")).count(), 1);
}

#[test]
fn the_record_stays_in_the_order_of_writing() {
    let desk = Desk::with_book();
    let path = desk.path("book.json");
    commit(&desk, 1);
    commit(&desk, 2);
    let record = side(&desk).join("history.jsonl");
    let text = fs::read_to_string(&record).unwrap();
    let year = jiff_year();
    let later = text.replace(&format!("\"{year}-"), "\"2099-");
    assert_ne!(later, text);
    fs::write(&record, &later).unwrap();
    commit(&desk, 3);
    commit(&desk, 4);
    let values = |path: &Path| -> Vec<String> {
        let entries = history::read(path).entries;
        entries
            .iter()
            .filter_map(|entry| history::ends(entry).1)
            .collect()
    };
    assert_eq!(values(&path), ["1", "2", "3", "4"]);
    // Nor is what a clock was set back over taken for an older copy.
    assert_eq!(chamdiem::store::overwritten::find(&path), None);

    // A part put aside then: a full one is, at the next save.
    let older = side(&desk).join("history-20990101T000000.000000Z.jsonl");
    fs::rename(&record, &older).unwrap();
    let mut filling = fs::read_to_string(&older)
        .unwrap()
        .lines()
        .next()
        .unwrap()
        .to_owned();
    let line = r#"{"at":"2026-01-05T08:00:00+07:00","by":"cb2","code":"1.2","field":"level","after":"full"}"#;
    while filling.len() < 1024 * 1024 {
        filling.push('\n');
        filling.push_str(line);
    }
    fs::write(&record, filling).unwrap();
    commit(&desk, 5);
    commit(&desk, 6);
    let figures: Vec<String> = {
        let entries = history::read(&path).entries;
        let entries = entries.iter().filter(|entry| entry.code == "1.1.1");
        entries.filter_map(|entry| history::ends(entry).1).collect()
    };
    assert_eq!(
        figures,
        ["1", "2", "3", "4", "5", "6"],
        "{:?}",
        names(&side(&desk))
    );
}

fn jiff_year() -> String {
    jiff::Zoned::now().strftime("%Y").to_string()
}

#[test]
fn a_workbook_from_the_future_is_saved_and_what_others_write_comes_in() {
    let desk = Desk::with_book();
    let path = desk.path("book.json");
    let stamp = || {
        File::options()
            .write(true)
            .open(&path)
            .unwrap()
            .set_modified(far())
            .unwrap();
    };
    stamp();
    let opened = file::open(&path).unwrap();
    let (sender, reports) = std::sync::mpsc::channel();
    let mut keeper = Keeper::start(&opened, author(), move |report| {
        let _ = sender.send(report);
    });
    keeper.edit(figure(1));
    keeper.handle().flush(Duration::from_secs(10)).unwrap();
    assert!(matches!(reports.recv().unwrap(), Report::Saved { .. }));
    // Written now, and so long before what was seen last.
    stamp();
    let theirs = Edit::Score {
        code: "2.1".to_owned(),
        value: Some(Stored::read("2.5")),
    };
    let colleague = Author {
        name: "cb2".to_owned(),
    };
    file::commit(&path, &[theirs], &colleague).unwrap();
    let changed = reports.recv_timeout(Duration::from_secs(10)).unwrap();
    let Report::Changed { book, .. } = changed else {
        panic!("{changed:?}")
    };
    assert!(book.answer("2.1").score.is_some());
    keeper.close(Duration::from_secs(10)).unwrap();
}

#[test]
fn drafts_from_the_future_are_offered() {
    let desk = Desk::with_book();
    let path = desk.path("book.json").canonicalize().unwrap();
    let mut drafts = Drafts::new(&path, "cb1", None);
    let typed = Typed {
        code: "1.1.1".to_owned(),
        field: "figures/on_time".to_owned(),
        text: "64".to_owned(),
        base: String::new(),
    };
    drafts.typed(Some(typed)).unwrap();
    drop(drafts);
    let folder = side(&desk).join("drafts");
    let draft = folder.join(&names(&folder)[0]);
    let text = fs::read_to_string(&draft).unwrap();
    fs::write(
        &draft,
        text.replace(&format!("\"{}-", jiff_year()), "\"2099-"),
    )
    .unwrap();
    File::options()
        .write(true)
        .open(&draft)
        .unwrap()
        .set_modified(far())
        .unwrap();
    let book = file::open(&path).unwrap().book;
    let (found, mut claims) = draft::find(&path, &book, None);
    assert_eq!(found.len(), 1);
    claims.forget();
    assert_eq!(names(&folder), Vec::<String>::new());
}

#[test]
fn a_session_here_is_known_by_its_lock_whatever_its_trace_bears() {
    let desk = Desk::with_book();
    let path = desk.path("book.json").canonicalize().unwrap();
    let mut one = Presence::join(&path, "cb1").unwrap();
    let mut two = Presence::join(&path, "cb2").unwrap();
    two.move_to("1.2");
    let folder = side(&desk).join("presence");
    for name in names(&folder) {
        File::options()
            .write(true)
            .open(folder.join(name))
            .unwrap()
            .set_modified(far())
            .unwrap();
    }
    assert_eq!(one.look().map(|others| others.len()), Some(1));
    drop(two);
    assert_eq!(one.look(), Some(Vec::new()));
}
