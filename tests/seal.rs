//! The seal as its users meet it: what it freezes, what stays open, what the digest depends on, and that file and
//! report prove each other.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use chamdiem::points::Stored;
use chamdiem::report::belonging;

use chamdiem::store::copies::Draft;
use chamdiem::store::file::{self, Author, Manner};
use chamdiem::store::history;
use chamdiem::store::seal::{Examined, SealOrder, carry_out};
use chamdiem::store::{Cause, Keeper, Report, copies, draft, margin::Margin};
use chamdiem::workbook::edit::{ReportEdit, ReportText};
use chamdiem::workbook::seal::{Act, Digest, SealRefusal};
use chamdiem::workbook::{Edit, Rejection, Workbook};
use command::{Desk, set};
use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/kon-ray-2023.json");
const SOON: Duration = Duration::from_secs(20);

/// A workbook with something in every place that a seal freezes, and no error.
fn complete() -> Value {
    json!({
        "format": "chamdiem.workbook/1",
        "id": "0011223344556677",
        "unit": { "name": "UBND xã A", "short": "UBND xã", "parent": "UBND huyện B", "place": "A" },
        "year": 2023,
        "report": { "recipient": "Phòng Nội vụ", "basis": ["Quyết định số 1"], "closing": "Hết./.",
                    "signature": ["CHỦ TỊCH"], "decimal_mark": ".", "heading": { "1": "Về một" } },
        "criteria": set(),
        "answers": {
            "1.1.1": { "figures": { "on_time": "15", "total": "20" }, "justification": "Số liệu đến 15/11[^1]",
                       "evidence": [ { "id": "1", "number": "13/KH-UBND", "date": "2023-01-19", "kind": "Kế hoạch",
                                       "issuer": "UBND xã", "subject": "Kiểm tra", "checked": { "by": "cb3" } } ],
                       "colour": "đỏ" },
            "1.1.2": { "figures": { "days": "1.5" } },
            "1.2": { "level": "part" },
            "1.3": { "ticked": ["plan", "report"] },
            "2.1": { "score": "2.5" },
            "2.2": { "declared": { "score": "1.25", "reason": "Theo điều tra" } }
        },
        "rounds": [ { "name": "thẩm định", "scores": { "2.1": "2" } } ]
    })
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("a.json", complete().to_string());
    desk
}

fn examined(document: &Value) -> Option<Digest> {
    let read = Examined::read(Path::new("a.json"), document.to_string().as_bytes());
    read.ok().map(|examined| examined.now)
}

fn digest(document: &Value) -> Digest {
    examined(document).expect("a workbook")
}

fn author(name: &str) -> Author {
    Author {
        name: name.to_owned(),
    }
}

fn figure(id: &str, value: &str) -> Edit {
    Edit::Figure {
        code: "1.1.1".to_owned(),
        figure: id.to_owned(),
        value: Some(Stored::read(value)),
    }
}

fn number(text: &str) -> Edit {
    Edit::Report(ReportEdit::Text(ReportText::Number, text.to_owned()))
}

fn seal(path: &Path, by: &str) {
    carry_out(path, &SealOrder::Seal, &author(by), Manner::COMMAND)
        .unwrap()
        .unwrap();
}

fn reopen(path: &Path, reason: &str) {
    let order = SealOrder::Reopen(reason.to_owned());
    carry_out(path, &order, &author("cb9"), Manner::COMMAND)
        .unwrap()
        .unwrap();
}

// ---- the digest

/// The places of a document below some members, as JSON pointers.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                places(value, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (place, value) in list.iter().enumerate() {
                places(value, &format!("{pointer}/{place}"), found);
            }
        }
        _ => {}
    }
}

fn frozen_places(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for name in ["answers", "criteria", "report", "unit", "year"] {
        places(&document[name], &format!("/{name}"), &mut found);
    }
    found
}

fn other(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => Some(match text.parse::<u32>() {
            Ok(number) => (number + 1).to_string().into(),
            Err(_) if text == "." => ",".into(),
            Err(_) if text.parse::<f64>().is_ok() => format!("{text}1").into(),
            Err(_) => format!("{text}x").into(),
        }),
        Value::Number(number) => Some((number.as_u64()? + 1).into()),
        _ => None,
    }
}

#[test]
fn every_value_that_is_changed_and_every_member_that_comes_or_goes_changes_the_digest() {
    let document = complete();
    let sealed = digest(&document);
    let (mut changed, mut added, mut removed) = (0, 0, 0);
    for place in frozen_places(&document) {
        let try_out = |change: &dyn Fn(&mut Value) -> bool| {
            let mut altered = document.clone();
            let is_changed = altered.pointer_mut(&place).is_some_and(change);
            // What is no workbook any more is refused by every command anyway.
            let after = examined(&altered).filter(|_| is_changed);
            assert_ne!(after, Some(sealed), "{place}");
            usize::from(after.is_some())
        };
        changed += try_out(&|value| match other(value) {
            Some(other) => {
                *value = other;
                true
            }
            None => false,
        });
        added += try_out(&|value| match value {
            Value::Object(members) => {
                members.insert("later".to_owned(), json!("x"));
                true
            }
            _ => false,
        });
        let (parent, name) = place.rsplit_once('/').unwrap();
        let mut altered = document.clone();
        if let Some(Value::Object(members)) = altered.pointer_mut(parent)
            && members.shift_remove(name).is_some()
            && name != "decimal_mark"
            && let Some(after) = examined(&altered)
        {
            assert_ne!(after, sealed, "without {place}");
            removed += 1;
        }
    }
    assert!(
        changed > 60 && added > 20 && removed > 30,
        "the test looked at something: {changed} {added} {removed}"
    );
}

#[test]
fn the_order_of_a_list_is_part_of_what_is_sealed() {
    let mut document = complete();
    let before = digest(&document);
    let criteria = &mut document["criteria"]["sections"][0]["criteria"];
    criteria.as_array_mut().unwrap().swap(1, 2);
    assert_ne!(digest(&document), before);
}

fn shuffled(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let turned = members.iter().rev();
            Value::Object(
                turned
                    .map(|(name, value)| (name.clone(), shuffled(value)))
                    .collect(),
            )
        }
        Value::Array(list) => list.iter().map(shuffled).collect(),
        Value::String(text) => text.nfd().collect::<String>().into(),
        other => other.clone(),
    }
}

#[test]
fn the_digest_does_not_depend_on_how_a_workbook_is_written() {
    let document = complete();
    let sealed = digest(&document);
    assert_eq!(digest(&shuffled(&document)), sealed, "order and NFD");
    let pretty = format!("\u{feff}{document:#}\n\n");
    let read = Examined::read(Path::new("a.json"), pretty.as_bytes()).unwrap();
    assert_eq!(read.now, sealed, "blanks");
    let mut same = document.clone();
    same["answers"]["1.1.1"]["figures"] = json!({ "total": 20, "on_time": "15.00" });
    same["answers"]["1.1.2"]["figures"]["days"] = json!("1.50");
    same["answers"]["1.2"]["score"] = Value::Null;
    same["answers"]["9.9"] = json!({});
    same["criteria"]["sections"][1]["criteria"][0]["max"] = json!(3);
    same["criteria"]["grades"][0]["from_percent"] = json!("80.0");
    let rule = &mut same["criteria"]["sections"][0]["criteria"][0]["criteria"][0]["rule"];
    rule["numerator"]["on_time"] = json!(1);
    assert_eq!(digest(&same), sealed, "decimals and what is nothing");
    let mut same = document.clone();
    same["id"] = json!("ffff");
    same["revisions"] =
        json!({ "2.1/figures": { "revision": "00000000000000aa", "author": "cb2" } });
    same["rounds"] = json!(null);
    same["report"]["number"] = json!("45/BC-UBND");
    same["report"]["date"] = json!("2023-11-30");
    same["report"]["signer"] = json!("…");
    assert_eq!(digest(&same), sealed, "what stays open");
    let mut same = document;
    same["report"]
        .as_object_mut()
        .unwrap()
        .shift_remove("decimal_mark");
    let comma = digest(&same);
    same["report"]["decimal_mark"] = json!(",");
    assert_eq!(digest(&same), comma, "the default in words");
    assert_ne!(comma, sealed, "another mark is another report");
}

#[test]
fn saving_does_not_change_the_digest() {
    let desk = desk();
    let path = desk.path("a.json");
    let before = Examined::open(&path).unwrap().now;
    file::commit(&path, &[figure("total", "21")], &author("cb1")).unwrap();
    assert_ne!(Examined::open(&path).unwrap().now, before);
    file::commit(&path, &[figure("total", "20")], &author("cb1")).unwrap();
    assert_eq!(Examined::open(&path).unwrap().now, before);
}

// ---- the commands

#[test]
fn a_workbook_is_sealed_once_and_again_after_it_was_reopened() {
    let desk = desk();
    let whole = digest(&complete());
    let said = desk.run(&["seal", "a.json"]).done();
    let at = said
        .get("Đã chốt ".len()..)
        .unwrap()
        .get(..16)
        .unwrap()
        .to_owned();
    assert_eq!(
        said,
        format!(
            "Đã chốt {at} (cb1).\nMã xác nhận: {}\nĐủ: {whole}\n",
            whole.short()
        )
    );
    let sealed = desk.read("a.json");
    let already = desk.run(&["seal", "a.json"]).refused();
    assert_eq!(
        already,
        format!("a.json: Đã chốt {at} (cb1). Sửa tiếp: rút lại, ghi lý do")
    );
    assert_eq!(desk.read("a.json"), sealed);
    let empty = desk.run(&["seal", "a.json", "--reopen", "  "]).refused();
    assert_eq!(empty, "a.json: rút lại cần lý do; hãy ghi lý do");
    let said = desk
        .run(&["seal", "a.json", "--reopen", "sai số liệu"])
        .done();
    assert!(said.starts_with("Đã rút lại "), "{said}");
    assert!(
        said.ends_with("(cb1): sai số liệu. Sửa xong thì chốt lại.\n"),
        "{said}"
    );
    let open = desk.run(&["seal", "a.json", "--reopen", "nữa"]).refused();
    assert_eq!(open, "a.json: sổ chưa chốt, không có gì để rút lại");
    desk.run(&["set", "a.json", "2.1", "score=3"]).done();
    desk.run(&["seal", "a.json"]).done();
    let document: Value = serde_json::from_slice(&desk.read("a.json")).unwrap();
    let seals = document["seals"].as_array().unwrap();
    let acts: Vec<&Value> = seals.iter().map(|seal| &seal["act"]).collect();
    assert_eq!(acts, ["sealed", "reopened", "sealed"]);
    assert_eq!(seals[1]["reason"], "sai số liệu");
    assert_eq!(seals[0]["digest"], whole.hex());
    assert_eq!(seals[0]["by"], "cb1");
    let record = history::read(&desk.path("a.json"));
    let kept = record
        .entries
        .iter()
        .filter(|entry| entry.field == history::SEAL);
    assert_eq!(kept.count(), 3);
    let told = desk.run(&["history", "a.json"]).done();
    assert!(
        told.contains(&format!("chốt hồ sơ, mã xác nhận {}", whole.short())),
        "{told}"
    );
    assert!(told.contains("cb1  rút lại: sai số liệu\n"), "{told}");
}

#[test]
fn errors_are_listed_and_keep_a_workbook_from_being_sealed() {
    let desk = Desk::with_book();
    let before = desk.read("book.json");
    let ran = desk.run(&["seal", "book.json"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.errors,
        "book.json: còn 5 điểm phải sửa, chưa chốt được; hãy sửa rồi chốt lại\n"
    );
    assert_eq!(ran.output.lines().count(), 5, "{}", ran.output);
    assert!(ran.output.starts_with("1.1.1 phải sửa: "), "{}", ran.output);
    assert_eq!(desk.read("book.json"), before);
    assert_eq!(desk.run(&["verify", "book.json"]).status, 1);
}

#[test]
fn nothing_that_is_frozen_can_be_changed_by_a_command() {
    let desk = desk();
    desk.write("open.json", complete().to_string());
    desk.run(&["set", "open.json", "2.1", "score=1"]).done();
    desk.run(&["seal", "a.json"]).done();
    let sealed = desk.read("a.json");
    for arguments in [
        &["set", "a.json", "1.1.1", "on_time=16"][..],
        &["set", "a.json", "2.1", "justification=khác"],
        &["merge", "a.json", "open.json"],
    ] {
        let line = desk.run(arguments).refused();
        assert!(
            line.contains("a.json: Đã chốt ")
                && line.contains("(cb1). Sửa tiếp: rút lại, ghi lý do: chamdiem seal ")
                && line.ends_with("a.json --reopen LÝ_DO"),
            "{line}"
        );
        assert_eq!(desk.read("a.json"), sealed, "{arguments:?}");
    }
    let english = desk
        .run(&["--lang", "en", "set", "a.json", "2.1", "score=1"])
        .refused();
    assert!(
        english.ends_with("reopen it and give the reason: chamdiem seal a.json --reopen REASON"),
        "{english}"
    );
    let earlier = desk.run(&["restore", "a.json", "--at", "2000-01-01", "old.json"]);
    assert_eq!(
        earlier.status, 2,
        "there is no record so old, and nothing else is wrong"
    );
}

#[test]
fn unknown_members_of_answers_are_frozen_too() {
    let desk = desk();
    seal(&desk.path("a.json"), "cb1");
    let mut copy = complete();
    copy["answers"]["2.1"]["note"] = json!("từ máy khác");
    desk.write("b.json", copy.to_string());
    let copy = Draft::open(&desk.path("b.json")).unwrap();
    let refused = copies::merge_into(
        &desk.path("a.json"),
        &[copy],
        &author("cb2"),
        Manner::COMMAND,
    );
    assert!(matches!(refused.unwrap_err().cause, Cause::Sealed(_)));
}

#[test]
fn number_date_and_signer_stay_open_and_nothing_else_does() {
    let desk = desk();
    let path = desk.path("a.json");
    seal(&path, "cb1");
    let text = |which, text: &str| Edit::Report(ReportEdit::Text(which, text.to_owned()));
    let edits = [
        number("45/BC-UBND"),
        text(ReportText::Date, "2023-11-30"),
        text(ReportText::Signer, "Chủ tịch"),
        text(ReportText::Closing, "khác"),
        figure("total", "30"),
    ];
    let saved = file::commit(&path, &edits, &author("cb2")).unwrap();
    let refused: Vec<&Edit> = saved.rejected.iter().map(|(edit, _)| edit).collect();
    assert_eq!(refused, [&edits[3], &edits[4]]);
    assert_eq!(saved.book.report.number, "45/BC-UBND");
    assert_eq!(saved.book.report.closing, "Hết./.");
    desk.run(&["verify", "a.json"]).done();
    // A copy in which the records office filled in the number comes back.
    let mut copy = complete();
    copy["report"]["date"] = json!("2023-12-01");
    desk.write("b.json", copy.to_string());
    let merged = desk.run(&["merge", "a.json", "b.json"]);
    assert!(merged.status < 2, "{merged:?}");
}

#[test]
fn a_seal_is_of_one_copy() {
    let desk = desk();
    desk.write("open.json", complete().to_string());
    // The record tells seconds: what came before is to be older than the edits of this test.
    let an_hour_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
    let made = std::fs::File::options()
        .write(true)
        .open(desk.path("a.json"));
    made.unwrap().set_modified(an_hour_ago).unwrap();
    seal(&desk.path("a.json"), "cb1");
    let merged = desk.run(&["merge", "open.json", "a.json"]);
    assert!(
        merged.status == 0 && merged.errors.starts_with("a.json đã chốt "),
        "{merged:?}"
    );
    assert_eq!(desk.run(&["verify", "open.json"]).status, 1);
    desk.run(&["set", "open.json", "2.1", "score=1"]).done();
    // An earlier state is another workbook, and open.
    reopen(&desk.path("a.json"), "để sửa");
    file::commit(
        &desk.path("a.json"),
        &[figure("total", "21")],
        &author("cb1"),
    )
    .unwrap();
    seal(&desk.path("a.json"), "cb1");
    let begins = history::read(&desk.path("a.json")).begins.unwrap();
    desk.run(&["restore", "a.json", "--at", &begins.to_string(), "old.json"])
        .done();
    let old = Examined::open(&desk.path("old.json")).unwrap();
    assert!(old.book.seals.events().is_empty());
    assert_eq!(old.now, digest(&complete()));
}

#[test]
fn tampering_is_found() {
    let desk = desk();
    seal(&desk.path("a.json"), "cb1");
    desk.run(&["verify", "a.json"]).done();
    let sealed = String::from_utf8(desk.read("a.json")).unwrap();
    for (from, to) in [
        ("\"on_time\": \"15\"", "\"on_time\": \"16\""),
        ("\"colour\": \"đỏ\"", "\"colour\": \"xanh\""),
        ("\"points\": \"0.5\"", "\"points\": \"1\""),
        ("UBND huyện B", "UBND huyện C"),
    ] {
        assert!(sealed.contains(from), "{from}");
        desk.write("b.json", sealed.replacen(from, to, 1));
        let ran = desk.run(&["verify", "b.json"]);
        assert_eq!((ran.status, ran.errors.as_str()), (1, ""), "{from}");
        assert!(
            ran.output
                .starts_with("b.json: KHÔNG KHỚP, nội dung đã khác bản đã chốt. Chốt "),
            "{}",
            ran.output
        );
        let then = digest(&complete()).short();
        assert!(
            ran.output
                .contains(&format!("\nLúc chốt:  {then}\nHiện nay:  ")),
            "{}",
            ran.output
        );
    }
    // A seal that cannot be read opens nothing.
    desk.write(
        "b.json",
        sealed.replace("\"act\": \"sealed\"", "\"act\": \"open\""),
    );
    let line = desk.run(&["set", "b.json", "2.1", "score=1"]).refused();
    assert!(line.contains("/seals/0/act"), "{line}");
}

// ---- reports

#[test]
fn opening_again_says_that_what_stood_there_was_not_what_was_sealed() {
    let desk = Desk::new();
    let example = include_str!("../saves/kon-ray-2023.json");
    desk.write("a.json", example);
    desk.run(&["seal", "a.json"]).done();
    let sealed = String::from_utf8(desk.read("a.json")).unwrap();
    let said = desk.run(&["seal", "a.json", "--reopen", "sai"]).done();
    assert!(!said.contains("CHÚ Ý"), "{said}");
    desk.write("a.json", sealed.replacen("Kon Rẫy", "Kon Plông", 1));
    let said = desk.run(&["seal", "a.json", "--reopen", "sai"]).done();
    assert!(said.contains("CHÚ Ý: trước khi rút lại"), "{said}");
}

#[test]
fn a_workbook_that_was_changed_under_its_seal_prints_no_digest_and_everything_says_so() {
    let desk = Desk::new();
    desk.write("a.json", include_str!("../saves/kon-ray-2023.json"));
    desk.run(&["seal", "a.json"]).done();
    desk.run(&["export", "a.json", "before.docx", "before.xlsx"])
        .done();
    let sealed = String::from_utf8(desk.read("a.json")).unwrap();
    let changed = sealed.replacen("\"on_time\": \"642\"", "\"on_time\": \"641\"", 1);
    assert_ne!(changed, sealed);
    desk.write("a.json", &changed);
    let note = "a.json: nội dung đã khác bản chốt lúc ";
    for arguments in [
        &["show", "a.json"][..],
        &["check", "a.json"],
        &[
            "export",
            "a.json",
            "after.docx",
            "after.html",
            "after.md",
            "after.xlsx",
        ],
    ] {
        let ran = desk.run(arguments);
        assert!(ran.errors.starts_with(note), "{arguments:?} {}", ran.errors);
    }
    for name in ["after.docx", "after.html", "after.md", "after.xlsx"] {
        let paragraphs = belonging::paragraphs(&desk.read(name)).unwrap();
        assert_eq!(belonging::digests(&paragraphs), [""; 0], "{name}");
        let all = paragraphs.join("\n");
        assert!(
            all.contains("Không có mã xác nhận: nội dung đã khác bản chốt"),
            "{name}"
        );
    }
    let ran = desk.run(&["verify", "a.json", "before.docx"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.output
            .contains("before.docx: in từ bản đã chốt; sổ nay đã khác"),
        "{}",
        ran.output
    );
    // The seal cut out of the file: the content is what was printed, and the seal is missing.
    let mut open: Value = serde_json::from_str(&sealed).unwrap();
    open.as_object_mut().unwrap().remove("seals");
    desk.write("open.json", open.to_string());
    let ran = desk.run(&["verify", "open.json", "before.docx"]);
    assert!(
        ran.output.contains("in từ đúng nội dung này"),
        "{}",
        ran.output
    );
    desk.run(&["export", "open.json", "q.csv"]).done();
    let line = desk.run(&["verify", "a.json", "q.csv"]);
    assert!(
        line.errors.contains("tệp loại này không mang mã xác nhận"),
        "{line:?}"
    );
}

/// A score table in which somebody wrote another score.
fn forged_cell(table: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(table)).unwrap();
    let mut to = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut part = from.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let forged = content.replacen("<v>0.97</v>", "<v>9.97</v>", 1);
            assert_ne!(forged, content);
            content = forged;
        }
        to.start_file(name, zip::write::SimpleFileOptions::default())
            .unwrap();
        to.write_all(content.as_bytes()).unwrap();
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_report_belongs_to_the_workbook_that_it_was_printed_from() {
    let desk = Desk::new();
    desk.write("a.json", std::fs::read(EXAMPLE).unwrap());
    desk.run(&["seal", "a.json"]).done();
    desk.run(&["export", "a.json", "r.docx", "r.md", "r.html", "r.xlsx"])
        .done();
    let digest = Examined::open(&desk.path("a.json")).unwrap().now;
    let markdown = String::from_utf8(desk.read("r.md")).unwrap();
    assert!(
        markdown.contains(&format!("Mã xác nhận: {digest}, chốt lúc ")),
        "{markdown}"
    );
    let said = desk
        .run(&["verify", "a.json", "r.docx", "r.md", "r.html", "r.xlsx"])
        .done();
    for name in ["r.docx", "r.md", "r.html", "r.xlsx"] {
        assert!(
            said.contains(&format!("{name}: khớp, cùng mã xác nhận với sổ.\n")),
            "{said}"
        );
    }
    // The records office writes the number into the workbook, or into the report.
    file::commit(
        &desk.path("a.json"),
        &[number("300/BC-UBND")],
        &author("cb1"),
    )
    .unwrap();
    desk.run(&["verify", "a.json", "r.docx", "r.md", "r.html", "r.xlsx"])
        .done();
    // Somebody rewrites a score in the report.
    let forged = markdown.replacen("0.97 điểm", "1 điểm", 1);
    assert_ne!(forged, markdown);
    desk.write("forged.md", &forged);
    let ran = desk.run(&["verify", "a.json", "forged.md"]);
    assert!(
        ran.output
            .contains("forged.md: KHÔNG KHỚP, mang mã của sổ nhưng nội dung khác.\n"),
        "{}",
        ran.output
    );
    // And a cell of the table.
    std::fs::write(desk.path("forged.xlsx"), forged_cell(&desk.read("r.xlsx"))).unwrap();
    let table = desk.run(&["verify", "a.json", "forged.xlsx"]);
    assert_eq!(table.status, 1);
    assert!(
        table
            .output
            .contains("  1 đoạn khác với bản in từ sổ hôm nay:\n"),
        "{}",
        table.output
    );
    assert_eq!(ran.status, 1);
    assert!(
        ran.output
            .contains("  1 đoạn khác với bản in từ sổ hôm nay:\n"),
        "{}",
        ran.output
    );
    assert!(ran.output.contains("tự chấm 1 điểm"), "{}", ran.output);
    // A report of another seal.
    desk.run(&["seal", "a.json", "--reopen", "sửa 3.4.1"])
        .done();
    desk.run(&["set", "a.json", "3.4.1", "on_time=647", "late=16"])
        .done();
    desk.run(&["seal", "a.json"]).done();
    let ran = desk.run(&["verify", "a.json", "r.docx"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.output.contains("r.docx: KHÔNG KHỚP, in từ bản chốt "),
        "{}",
        ran.output
    );
    assert!(ran.output.contains("báo cáo: 90.29\n"), "{}", ran.output);
}

#[test]
fn a_report_that_proves_nothing_is_told_with_status_two() {
    let desk = desk();
    desk.run(&["export", "a.json", "open.md"]).done();
    seal(&desk.path("a.json"), "cb1");
    desk.write("broken.docx", b"PK\x03\x04");
    desk.write("other.txt", format!("Mã xác nhận: {}", "ab".repeat(32)));
    let none = desk.run(&["verify", "a.json", "open.md"]);
    assert_eq!(none.status, 2);
    assert_eq!(
        none.errors,
        "open.md: không có mã xác nhận; hãy xuất lại báo cáo từ sổ đã chốt\n"
    );
    assert!(none.output.starts_with("a.json: khớp, "), "{}", none.output);
    for name in ["broken.docx", "nowhere.docx"] {
        let ran = desk.run(&["verify", "a.json", name]);
        assert_eq!(ran.status, 2);
        assert!(
            ran.errors.starts_with(&format!("{name}: ")),
            "{}",
            ran.errors
        );
    }
    let other = desk.run(&["verify", "a.json", "other.txt"]);
    assert_eq!(other.status, 1);
    assert!(
        other
            .output
            .contains("other.txt: KHÔNG KHỚP, mang mã khác: abababababababab. "),
        "{}",
        other.output
    );
}

// ---- two at one workbook

fn keep(path: &Path) -> (Keeper, mpsc::Receiver<Report>) {
    let (sender, reports) = mpsc::channel();
    let opened = file::open(path).unwrap();
    let margin = Margin::open(path, "cb1", None, draft::Claims::default());
    let keeper = Keeper::start_with(&opened, author("cb1"), margin, move |report| {
        let _ = sender.send(report);
    });
    (keeper, reports)
}

#[test]
fn who_has_it_open_sees_the_seal_within_three_seconds() {
    let desk = desk();
    let (keeper, reports) = keep(&desk.path("a.json"));
    seal(&desk.path("a.json"), "cb2");
    let start = std::time::Instant::now();
    let book: Workbook = loop {
        if let Report::Changed { book, .. } = reports.recv_timeout(SOON).unwrap() {
            break *book;
        }
    };
    assert!(
        start.elapsed() < Duration::from_secs(3),
        "{:?}",
        start.elapsed()
    );
    assert_eq!(book.seals.standing().unwrap().by, "cb2");
    drop(keeper);
}

#[test]
fn an_edit_that_comes_after_the_seal_is_told_kept_as_a_draft_and_not_in_the_file() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    seal(&path, "cb2");
    keeper.edit(figure("on_time", "16"));
    keeper.edit(number("45/BC-UBND"));
    let refused = loop {
        match reports.recv_timeout(SOON).unwrap() {
            Report::Rejected(refused) => break refused,
            Report::Changed { .. } => keeper.has_seen(),
            _ => {}
        }
    };
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].0, figure("on_time", "16"));
    assert!(matches!(refused[0].1, Rejection::Sealed(_)));
    keeper.close(SOON).unwrap();
    let examined = Examined::open(&path).unwrap();
    assert!(examined.seal().unwrap().1, "what was sealed stands there");
    assert_eq!(
        examined.book.report.number, "45/BC-UBND",
        "what stays open went in"
    );
    // The next session offers it, sealed or not; opened again, it can be stored.
    let offered = || {
        let book = file::open(&path).unwrap().book;
        let (drafts, _claims) = draft::find(&path, &book, None);
        drafts
            .into_iter()
            .map(|draft| draft.content)
            .collect::<Vec<_>>()
    };
    let is_kept = |content: &draft::DraftContent| match content {
        draft::DraftContent::Unsaved(Edit::Figure { figure, value, .. }) => {
            figure == "on_time" && value.as_ref().is_some_and(|value| value.text() == "16")
        }
        _ => false,
    };
    assert!(
        matches!(offered().as_slice(), [one] if is_kept(one)),
        "{:?}",
        offered()
    );
    reopen(&path, "thiếu một hồ sơ");
    assert!(
        matches!(offered().as_slice(), [one] if is_kept(one)),
        "{:?}",
        offered()
    );
}

#[test]
fn a_session_seals_after_its_own_edits_and_opens_again() {
    let desk = desk();
    let path = desk.path("a.json");
    let (mut keeper, reports) = keep(&path);
    let told = |reports: &mpsc::Receiver<Report>, keeper: &Keeper| loop {
        match reports.recv_timeout(SOON).unwrap() {
            Report::Sealed(told) => return told.unwrap(),
            Report::Changed { .. } => keeper.has_seen(),
            _ => {}
        }
    };
    keeper.edit(figure("on_time", "16"));
    keeper.seal(SealOrder::Seal);
    let event = told(&reports, &keeper).unwrap();
    assert_eq!(event.digest, Examined::open(&path).unwrap().now);
    let again = {
        keeper.seal(SealOrder::Seal);
        told(&reports, &keeper)
    };
    assert!(matches!(again, Err(SealRefusal::Already(_))), "{again:?}");
    keeper.seal(SealOrder::Reopen("sai".to_owned()));
    let event = told(&reports, &keeper).unwrap();
    assert_eq!(event.act, Act::Reopened("sai".to_owned()));
    keeper.edit(figure("on_time", "17"));
    keeper.close(SOON).unwrap();
    let book = file::open(&path).unwrap().book;
    assert_eq!(book.answer("1.1.1").figures["on_time"].text(), "17");
}
