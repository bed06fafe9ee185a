//! The record under load, broken in every way, and read again.

use std::fs;
use std::os::unix::fs::symlink;

use jiff::{SignedDuration, ToSpan};
use serde_json::json;
use tempfile::TempDir;

use super::*;
use crate::points::Stored;
use crate::store::side::Side;
use crate::workbook::Edit;
use crate::workbook::difference::Difference;

struct Desk {
    folder: TempDir,
    path: PathBuf,
    side: Side,
    now: Timestamp,
}

fn desk() -> Desk {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("a.json");
    fs::write(&path, "{}").expect("written");
    let side = Side::of(&path.canonicalize().expect("there")).expect("a side folder");
    Desk {
        folder,
        path,
        side,
        now: "2026-01-05T08:00:00+07:00".parse().expect("a time"),
    }
}

impl Desk {
    fn wait(&mut self, duration: SignedDuration) {
        self.now = self.now.checked_add(duration).expect("in range");
    }

    fn keep_as(&self, author: &str, differences: &[Difference]) {
        let change = |difference: &Difference| Change {
            difference: difference.clone(),
            maker: None,
        };
        let changes: Vec<Change> = differences.iter().map(change).collect();
        let commit = Commit {
            author,
            at: self.now,
            unchanged_since: self.now.checked_sub(1.hour()).expect("in range"),
            changes: &changes,
            decisions: &[],
            seals: &[],
        };
        keep(&self.side, &commit).expect("kept");
    }

    fn write(&self, before: &str, after: &str) {
        self.keep_as("cb1", &[text("3.4.1", before, after)]);
    }

    fn active(&self) -> PathBuf {
        self.folder.path().join(".chamdiem/a.json").join(ACTIVE)
    }

    fn bytes(&self) -> u64 {
        let entries = fs::read_dir(self.active().parent().expect("a folder")).expect("a folder");
        entries
            .map(|entry| entry.expect("an entry").metadata().expect("there").len())
            .sum()
    }
}

fn text(code: &str, before: &str, after: &str) -> Difference {
    let edit = |text: &str| Edit::Justification {
        code: code.to_owned(),
        text: text.to_owned(),
        review: crate::workbook::Review::Settled,
    };
    Difference {
        before: edit(before),
        after: edit(after),
    }
}

fn figure(code: &str, before: &str, after: &str) -> Difference {
    let edit = |value: &str| Edit::Figure {
        code: code.to_owned(),
        figure: "on_time".to_owned(),
        value: (!value.is_empty()).then(|| Stored::read(value)),
    };
    Difference {
        before: edit(before),
        after: edit(after),
    }
}

/// Every text that the entries of a text lead to, the first being what was there before.
fn states(record: &Record) -> Vec<Option<String>> {
    let chains = record.chains();
    let chain = chains.get(&("3.4.1", "justification")).expect("a chain");
    let mut known: Known = None;
    let mut states = Vec::new();
    for entry in chain {
        let (before, after) = entry.follow(&known);
        if states.is_empty() {
            states.push(as_text(before));
        }
        states.push(as_text(after.clone()));
        known = after;
    }
    states
}

fn texts(desk: &Desk) -> Vec<String> {
    let states = states(&read(&desk.path)).into_iter();
    states.map(Option::unwrap_or_default).collect()
}

fn as_text(known: Known) -> Option<String> {
    known.map(|value| {
        value
            .and_then(|value| Some(value.as_str()?.to_owned()))
            .unwrap_or_default()
    })
}

fn paragraph(number: usize) -> String {
    format!(
        "Đoạn {number}: đã giải quyết {} hồ sơ đúng hạn trong kỳ báo cáo. ",
        number * 7
    )
}

#[test]
fn a_figure_stands_in_the_record_as_people_would_write_it() {
    let desk = desk();
    desk.keep_as("cb1", &[figure("3.4.1", "640", "642")]);
    let written = fs::read_to_string(desk.active()).expect("there");
    let line: Value = serde_json::from_str(written.lines().nth(1).expect("a line")).expect("JSON");
    assert_eq!(line["by"], json!("cb1"));
    assert_eq!(
        (
            &line["code"],
            &line["field"],
            &line["before"],
            &line["after"]
        ),
        (
            &json!("3.4.1"),
            &json!("figures/on_time"),
            &json!("640"),
            &json!("642")
        )
    );
    let at = line["at"].as_str().expect("a time");
    assert_eq!(at.parse::<Timestamp>().expect("RFC 3339"), desk.now);
    let record = read(&desk.path);
    assert_eq!(record.begins, desk.now.checked_sub(1.hour()).ok());
    assert!(record.damage.is_none());
    assert_eq!(
        ends(&record.entries[0]),
        (Some("640".to_owned()), Some("642".to_owned()))
    );
}

#[test]
fn typing_in_one_text_for_ten_minutes_is_one_entry_even_while_others_work() {
    let mut desk = desk();
    let mut text_now = String::new();
    for second in 0..900 {
        let typed = format!("{text_now}chữ ");
        desk.write(&text_now, &typed);
        text_now = typed;
        if second % 100 == 0 {
            desk.keep_as("cb2", &[figure("5.6", "0", "1")]);
        }
        desk.wait(SignedDuration::from_secs(1));
    }
    let record = read(&desk.path);
    let own: Vec<&Entry> = record
        .entries
        .iter()
        .filter(|entry| entry.author == "cb1")
        .collect();
    assert_eq!((own.len(), record.entries.len() - own.len()), (2, 9));
    let length = own[0].at.duration_since(own[0].since);
    assert_eq!(length, SignedDuration::from_secs(599));
    assert_eq!(states(&record).last(), Some(&Some(text_now)));
}

#[test]
fn what_somebody_else_typed_in_between_stays_an_entry_of_its_own() {
    let desk = desk();
    desk.write("", "một");
    desk.keep_as("cb2", &[text("3.4.1", "một", "một hai")]);
    desk.write("một hai", "một hai ba");
    assert_eq!(read(&desk.path).entries.len(), 3);
}

#[test]
fn a_word_typed_and_deleted_at_once_leaves_no_trace() {
    let desk = desk();
    desk.write("", "nhầm");
    desk.write("nhầm", "");
    assert_eq!(read(&desk.path).entries, []);
}

#[test]
fn a_text_typed_and_deleted_at_once_can_be_had_again() {
    for base in ["", "Đã có từ trước. "] {
        for step in [1, 5, 400] {
            let mut desk = desk();
            let long = format!("{base}{}", paragraph(1));
            let mut now = base.to_owned();
            let letters: Vec<char> = long.chars().collect();
            let lengths = (base.chars().count()..=letters.len()).step_by(7);
            let lengths = lengths.chain([letters.len()]);
            // Typed, and taken away again by so many letters a save, as a held key or an undo does it.
            let back = (base.chars().count()..letters.len()).rev().step_by(step);
            for length in lengths.chain(back).chain([base.chars().count()]) {
                let next: String = letters.iter().take(length).collect();
                if next != now {
                    desk.write(&now, &next);
                }
                now = next;
                desk.wait(SignedDuration::from_millis(700));
            }
            assert_eq!(now, base);
            assert_eq!(texts(&desk), [base, &long, base], "by {step}");
        }
    }
}

#[test]
fn slips_mended_while_typing_leave_no_entries() {
    let mut desk = desk();
    let mut now = String::new();
    for word in paragraph(1).split_inclusive(' ') {
        let slips = [format!("{now}{word}x"), now.clone(), format!("{now}{word}")];
        for next in slips {
            desk.write(&now, &next);
            now = next;
            desk.wait(SignedDuration::from_millis(700));
        }
    }
    let whole = format!("{now}Hết.");
    desk.write(&now, &whole);
    assert_eq!(texts(&desk), ["", &whole]);
}

#[test]
fn a_long_text_is_kept_as_what_changed_and_every_state_can_be_read() {
    let mut desk = desk();
    let mut now: String = (0..80).map(paragraph).collect();
    let mut expected = vec![Some(now.clone())];
    for number in 0..100 {
        let next = now.replacen(&paragraph(number % 80), &paragraph(number + 1000), 1);
        desk.write(&now, &next);
        now = next;
        expected.push(Some(now.clone()));
        desk.wait(SignedDuration::from_mins(11));
    }
    let record = read(&desk.path);
    assert_eq!(states(&record), expected);
    let whole = record.entries.iter().filter(|entry| {
        matches!(
            &entry.content,
            Content::Patch {
                before: Some(_),
                ..
            }
        )
    });
    assert_eq!(whole.count(), 2, "now and then the whole text");
    assert!(desk.bytes() < 60_000, "{}", desk.bytes());
}

#[test]
fn a_change_made_without_this_program_does_not_break_the_texts_that_follow() {
    let mut desk = desk();
    let long: String = (0..20).map(paragraph).collect();
    desk.write(&long, &format!("{long}a"));
    desk.wait(SignedDuration::from_mins(20));
    desk.write(&format!("khác {long}"), &format!("khác {long}b"));
    let record = read(&desk.path);
    assert_eq!(states(&record).last(), Some(&Some(format!("khác {long}b"))));
}

#[test]
fn a_damaged_record_gives_what_is_left_of_it() {
    let mut desk = desk();
    for number in 0..3 {
        desk.keep_as(
            "cb1",
            &[figure(
                "3.4.1",
                &number.to_string(),
                &(number + 1).to_string(),
            )],
        );
        desk.wait(SignedDuration::from_mins(1));
    }
    let whole = fs::read(desk.active()).expect("there");
    let mut garbled = whole.clone();
    let middle = whole
        .iter()
        .enumerate()
        .filter(|(_, byte)| **byte == b'\n')
        .nth(1)
        .expect("lines")
        .0;
    garbled.splice(middle + 1..middle + 20, [0xff, 0x00, b'{', b'\n', b'"']);
    fs::write(desk.active(), &garbled).expect("written");
    let record = read(&desk.path);
    assert_eq!((record.entries.len(), record.damage.lines), (2, 2));

    fs::write(desk.active(), &whole[..whole.len() - 9]).expect("written");
    let record = read(&desk.path);
    assert_eq!((record.entries.len(), record.damage.lines), (2, 1));
    desk.keep_as("cb1", &[figure("3.4.1", "3", "4")]);
    let record = read(&desk.path);
    assert_eq!(
        (record.entries.len(), record.damage.lines),
        (3, 1),
        "a cut line swallows nothing"
    );

    fs::remove_file(desk.active()).expect("removed");
    assert_eq!(read(&desk.path), Record::default());
}

#[test]
fn a_link_or_a_folder_in_the_way_is_put_aside_and_nothing_is_written_through_it() {
    let desk = desk();
    let victim = desk.folder.path().join("victim");
    fs::write(&victim, "của người khác").expect("written");
    symlink(&victim, desk.active()).expect("linked");
    desk.keep_as("cb1", &[figure("3.4.1", "1", "2")]);
    assert_eq!(
        fs::read_to_string(&victim).expect("there"),
        "của người khác"
    );
    let record = read(&desk.path);
    assert_eq!((record.entries.len(), record.damage.files.len()), (1, 1));
}

#[test]
fn a_part_that_is_full_is_put_aside_and_long_typing_in_it_is_joined() {
    let mut desk = desk();
    let mut now: String = (0..80).map(paragraph).collect();
    let first = now.clone();
    let mut saves = 0;
    while fs::read_dir(desk.active().parent().expect("a folder"))
        .expect("there")
        .count()
        < 2
    {
        let next = now.clone() + &paragraph(saves);
        let next = if next.len() > 12_000 {
            first.clone()
        } else {
            next
        };
        desk.write(&now, &next);
        now = next;
        saves += 1;
        desk.wait(SignedDuration::from_mins(11));
    }
    let part = read(&desk.path);
    assert!(
        part.entries.len() < saves / 10,
        "{} of {saves}",
        part.entries.len()
    );
    desk.write(&now, "xong");
    let record = read(&desk.path);
    let states = states(&record);
    assert_eq!(states.first(), Some(&Some(first)));
    assert!(
        states.iter().all(Option::is_some),
        "every state can be read"
    );
    assert_eq!(states[states.len() - 2], Some(now));
    assert_eq!(states[states.len() - 1].as_deref(), Some("xong"));
}

#[test]
fn a_stretch_of_typing_is_taken_back_as_one_step_and_its_undo_is_passed_over() {
    let example = crate::criteria::builtin::EXAMPLE.as_bytes();
    let mut book = crate::store::file::read_bytes("a.json".as_ref(), example).expect("it reads");
    let mut desk = desk();
    let first: String = (0..20).map(paragraph).collect();
    let mut typed = first.clone();
    for number in 0..5 {
        let next = typed.clone() + &paragraph(number);
        desk.write(&typed, &next);
        typed = next;
        desk.wait(SignedDuration::from_mins(1));
    }
    let set = |book: &mut crate::workbook::Workbook, text: &str| {
        let answer = book.answers.entry("3.4.1".to_owned()).or_default();
        text.clone_into(&mut answer.justification);
    };
    set(&mut book, &typed);
    let record = read(&desk.path);
    let Some(LastOwn::Stands { back, .. }) = last_own(&record, &book, "cb1", &[]) else {
        panic!("it stands");
    };
    assert_eq!(field::value(&back), Some(first.clone().into()));
    // A day later, so that the way back is an entry of its own.
    desk.wait(SignedDuration::from_hours(24));
    desk.write(&typed, &first);
    set(&mut book, &first);
    let record = read(&desk.path);
    assert_eq!(record.entries.len(), 2);
    assert_eq!(last_own(&record, &book, "cb1", &[]), None);
}

/// 250 days of 60 saves: two thirds figures, one third stretches of writing in long texts.
#[test]
fn a_year_of_daily_work_stays_below_five_megabytes() {
    let mut desk = desk();
    let mut texts: Vec<String> = (0..48)
        .map(|n| (0..50).map(|line| paragraph(n + line)).collect())
        .collect();
    let mut raw = 0;
    for day in 0..250 {
        for edit in 0..60 {
            let number = day * 60 + edit;
            desk.wait(SignedDuration::from_mins(8));
            let code = format!("{}.{}", number % 8 + 1, number % 6 + 1);
            if edit % 3 != 0 {
                desk.keep_as(
                    "cb1",
                    &[figure(
                        &code,
                        &number.to_string(),
                        &(number + 1).to_string(),
                    )],
                );
                continue;
            }
            let place = number % 48;
            let old = texts[place].clone();
            let mut lines: Vec<&str> = old.split_inclusive(". ").collect();
            // A sentence becomes two, or two become one.
            let at = number * 31 % (lines.len() - 1);
            let longer = number / 48 % 2 == 0;
            let fresh = paragraph(number)
                + &if longer {
                    paragraph(number + 1)
                } else {
                    String::new()
                };
            lines[at] = &fresh;
            if !longer {
                lines.remove(at + 1);
            }
            let new = lines.concat();
            raw += old.len() + new.len();
            desk.keep_as("cb2", &[text(&format!("{place}"), &old, &new)]);
            texts[place] = new;
        }
        desk.wait(SignedDuration::from_hours(16));
    }
    let begin = std::time::Instant::now();
    let (bytes, record) = (desk.bytes(), read(&desk.path));
    println!(
        "a year: {} entries, {bytes} bytes beside the workbook, read in {:?}; texts kept whole would be {raw}",
        record.entries.len(),
        begin.elapsed()
    );
    assert!(bytes < 5_000_000, "{bytes}");
    for (place, text) in texts.iter().enumerate() {
        let code = place.to_string();
        let chains = record.chains();
        let Some(chain) = chains.get(&(code.as_str(), "justification")) else {
            continue;
        };
        let last = chain
            .iter()
            .fold(None, |known, entry| entry.follow(&known).1);
        assert_eq!(as_text(last).as_ref(), Some(text));
    }
}

#[test]
fn a_review_stands_in_the_record_and_leads_back() {
    let desk = desk();
    let explained = |review| Edit::Justification {
        code: "3.4.1".to_owned(),
        text: "Theo số liệu năm trước".to_owned(),
        review,
    };
    let due = crate::workbook::Review::Due;
    let settled = crate::workbook::Review::Settled;
    desk.keep_as(
        "cb1",
        &[Difference {
            before: explained(due),
            after: explained(settled),
        }],
    );
    desk.keep_as(
        "cb1",
        &[Difference {
            before: explained(settled),
            after: explained(due),
        }],
    );
    let record = read(&desk.path);
    let chain: Vec<&Entry> = record.entries.iter().collect();
    let back = chain[0].go_back(&None).flatten();
    let edit = crate::store::field::edit("3.4.1", "justification", back.as_ref());
    assert_eq!(edit, Some(explained(due)));
}
