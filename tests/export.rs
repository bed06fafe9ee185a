//! `chamdiem export` as its users meet it: the files of the example, what is refused, and the programs of others that
//! must be able to open what was written.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests are tests too"
)]

mod command;

use std::fs;
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use chamdiem::report::belonging;
use chamdiem::report::outline::{Block, Kind, Run};
use chamdiem::report::{Counts, Outline, docx, html, markdown};
use chamdiem::store::file;
use chamdiem::workbook::Scores;
use command::Desk;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/saves/kon-ray-2023.json");

fn example() -> Outline {
    let book = file::open(Path::new(EXAMPLE)).unwrap().book;
    Outline::of(&book, &Scores::of(&book))
}

fn exported(names: &[&str]) -> Desk {
    let desk = Desk::new();
    let printed = desk.run(&[&["export", EXAMPLE], names].concat()).done();
    assert_eq!(printed, "", "nothing was asked for on standard output");
    desk
}

fn part(document: &[u8], name: &str) -> String {
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(document)).unwrap();
    let mut text = String::new();
    let mut file = package.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The text of an XML file without its spaces.
fn text_of(xml: &str) -> String {
    let mut reader = Reader::from_str(xml);
    let mut text = String::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Text(piece) => text.push_str(&piece),
            Event::GeneralRef(name) => {
                text.push_str(quick_xml::escape::resolve_xml_entity(&name).unwrap());
            }
            Event::Eof => return squeezed(&text),
            _ => {}
        }
    }
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn the_example_is_printed_in_every_form_with_eleven_footnotes_and_its_scores() {
    let desk = exported(&["a.docx", "a.md", "a.HTML", "a.json"]);
    let counts = Counts::of(&example());
    assert_eq!(
        counts,
        Counts {
            footnotes: 11,
            marks: 11,
            criteria: 48,
            total: "90.29".to_owned(),
        }
    );
    let text = |name: &str| String::from_utf8(desk.read(name)).unwrap();
    assert_eq!(docx::counts(&desk.read("a.docx")).as_ref(), Some(&counts));
    assert_eq!(markdown::counts(&text("a.md")), counts);
    assert_eq!(html::counts(&text("a.HTML")), counts);
    let shown = desk.run(&["show", EXAMPLE, "--json"]).output;
    assert_eq!(text("a.json"), shown);
}

#[test]
fn every_score_in_the_annex_and_in_part_two_is_the_one_that_show_shows() {
    let summary = Desk::new().run(&["show", EXAMPLE, "--json"]).json();
    let outline = example();
    let lead = |code: &str| {
        let mut leads = outline.body.iter().filter(|block| block.kind == Kind::Lead);
        leads.find(|block| block.text().contains(&format!(" {code} về ")))
    };
    let mut leads = 0;
    for criterion in summary["criteria"].as_array().unwrap() {
        let code = criterion["code"].as_str().unwrap();
        let row = outline
            .annex
            .rows
            .iter()
            .find(|row| row.code == code)
            .unwrap();
        let score = criterion["score"].as_str();
        assert_eq!(row.score, score.unwrap_or_default(), "{code}");
        assert_eq!(row.max, criterion["max"].as_str().unwrap(), "{code}");
        if let (Some(lead), Some(score)) = (lead(code), score) {
            assert!(
                lead.text()
                    .ends_with(&format!(": UBND huyện tự chấm {score} điểm."))
            );
            leads += 1;
        }
    }
    assert_eq!(leads, 39);
    for section in summary["sections"].as_array().unwrap() {
        let [title, score, max] =
            ["title", "score", "max"].map(|member| section[member].as_str().unwrap());
        let line = format!("- {title}: đạt {score}/{max} điểm.");
        assert!(
            outline.body.iter().any(|block| block.text() == line),
            "{line}"
        );
    }
}

#[test]
fn the_example_reads_as_the_printed_report_does() {
    let outline = example();
    let of_kind = |kind: Kind| {
        let blocks = outline.body.iter().filter(move |block| block.kind == kind);
        blocks.map(Block::text).collect::<Vec<_>>()
    };
    assert_eq!(
        of_kind(Kind::Heading),
        [
            "1. Về công tác chỉ đạo, điều hành",
            "2. Cải cách thể chế",
            "3. Cải cách thủ tục hành chính",
            "4. Về cải cách tổ chức bộ máy",
            "5. Về cải cách chế độ công vụ",
            "6. Về xây dựng và phát triển chính quyền điện tử, chính quyền số",
        ]
    );
    let leads = of_kind(Kind::Lead);
    assert_eq!(leads.len(), 40);
    let not_assessed = leads.iter().find(|lead| lead.contains(" 1.6.2 ")).unwrap();
    assert!(not_assessed.ends_with(
        "không có nội dung nào giao UBND huyện chủ trì thực hiện. Do đó, UBND huyện không đánh giá tiêu chí này."
    ));
    let items = of_kind(Kind::Item);
    assert_eq!(items.len(), 2);
    assert!(items.iter().all(|item| item.starts_with("+ Đối với ")));
    let shared = outline.footnotes.get(2).unwrap();
    assert_eq!(shared.sources.len(), 2);
    assert_eq!(
        shared.text(),
        "Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện về kiểm tra đột xuất công tác cải cách hành chính và \
         việc chấp hành Quy chế văn hóa công sở, kỷ luật, kỷ cương hành chính; Kế hoạch số 130/KH-UBND ngày 29/8/2023 \
         của UBND huyện về kiểm tra công tác cải cách hành chính năm 2023."
    );
    // The line before a shared text is another line.
    let texts: Vec<String> = outline.body.iter().map(Block::text).collect();
    let first = texts
        .iter()
        .position(|text| text.contains(" 2.2.2 về "))
        .unwrap();
    assert!(texts[first + 1].contains(" 2.2.3 về "));
    assert!(texts[first + 2].starts_with("Phòng Tư pháp đã chủ trì"));
}

#[test]
fn the_document_has_what_makes_footnotes_real_and_names_nobody() {
    let desk = exported(&["a.docx"]);
    let file = desk.read("a.docx");
    let document = part(&file, "word/document.xml");
    let footnotes = part(&file, "word/footnotes.xml");
    let settings = part(&file, "word/settings.xml");
    let styles = part(&file, "word/styles.xml");
    for number in 1..=11 {
        assert_eq!(
            document
                .matches(&format!("<w:footnoteReference w:id=\"{number}\"/>"))
                .count(),
            1
        );
        assert_eq!(
            footnotes
                .matches(&format!("<w:footnote w:id=\"{number}\">"))
                .count(),
            1
        );
    }
    assert_eq!(footnotes.matches("<w:footnoteRef/>").count(), 11);
    for (id, kind) in [("-1", "separator"), ("0", "continuationSeparator")] {
        assert!(footnotes.contains(&format!("<w:footnote w:type=\"{kind}\" w:id=\"{id}\">")));
        assert!(settings.contains(&format!("<w:footnote w:id=\"{id}\"/>")));
    }
    assert!(
        styles.contains("w:styleId=\"FootnoteReference\"")
            && styles.contains("<w:vertAlign w:val=\"superscript\"/>")
    );
    // Every style that is used is defined.
    for used in document.split("<w:pStyle w:val=\"").skip(1) {
        let name = used.split('"').next().unwrap();
        assert!(styles.contains(&format!("w:styleId=\"{name}\"")), "{name}");
    }
    assert_eq!(document.matches("<w:sectPr>").count(), 2);
    assert_eq!(document.matches("w:orient=\"landscape\"").count(), 1);
    assert_eq!(document.matches("<w:titlePg/>").count(), 2);
    assert_eq!(document.matches("<w:pgNumType w:start=\"1\"/>").count(), 2);
    assert_eq!(document.matches("<w:tblHeader/>").count(), 1);
    let core = part(&file, "docProps/core.xml");
    for member in ["creator", "lastModifiedBy", "cb1"] {
        assert!(!core.contains(member), "{core}");
    }
}

#[test]
fn findings_do_not_stop_an_export_and_standard_input_is_read() {
    let desk = Desk::with_book();
    desk.set(&["2.1", "score=2"]).done();
    desk.set(&["2.1", "justification=Đã làm[^7]"]).done();
    let book = desk.read("book.json");
    desk.run_with(&["export", "-", "a.md"], &book).done();
    let text = String::from_utf8(desk.read("a.md")).unwrap();
    for line in [
        "- *TC 2.1 về tự chấm*: UBND xã A tự chấm 2 điểm.",
        "Đã làm\\[\\^7\\]",
        "Còn 4 tiêu chí chưa chấm hoặc chưa tính được điểm, tạm tính 0 điểm.",
    ] {
        assert!(text.contains(line), "{line} in {text}");
    }
}

#[test]
fn what_is_no_place_for_an_export_is_refused_and_stays_as_it_is() {
    let desk = Desk::with_book();
    desk.run(&[
        "new",
        "other.json",
        "--set",
        "set.json",
        "--unit",
        "UBND xã B",
        "--year",
        "2023",
    ])
    .done();
    fs::hard_link(desk.path("book.json"), desk.path("same.md")).unwrap();
    std::os::unix::fs::symlink("other.json", desk.path("link.json")).unwrap();
    let whole = desk.read("other.json");
    desk.write("cut.json", whole.get(..whole.len() / 2).unwrap());
    fs::create_dir(desk.path("folder.docx")).unwrap();
    let kept = [
        "book.json",
        "same.md",
        "other.json",
        "link.json",
        "cut.json",
        "set.json",
    ];
    let before = kept.map(|name| desk.read(name));
    for (out, words) in [
        (
            "a.odt",
            "a.odt: không biết loại tệp này; tên tệp phải có đuôi .docx, ",
        ),
        ("docx", "docx: không biết loại tệp này"),
        (
            "book.json",
            "book.json: đây là sổ chấm điểm hoặc bộ tiêu chí, không ghi đè",
        ),
        ("./book.json", "không ghi đè"),
        ("same.md", "same.md: đây là sổ chấm điểm"),
        ("other.json", "other.json: đây là sổ chấm điểm"),
        ("link.json", "link.json: đây là sổ chấm điểm"),
        ("cut.json", "cut.json: đây là sổ chấm điểm"),
        ("set.json", "set.json: đây là sổ chấm điểm hoặc bộ tiêu chí"),
        ("folder.docx", "folder.docx: đây không phải tệp thường"),
        (
            "nowhere/a.docx",
            "nowhere/a.docx: không có tệp hoặc thư mục này",
        ),
    ] {
        let line = desk.run(&["export", "book.json", out]).refused();
        assert!(line.contains(words), "{out}: {line}");
    }
    let line = desk
        .run(&["--lang", "en", "export", "book.json", "book.json"])
        .refused();
    assert!(
        line.contains(
            "is a workbook or a criteria set and is not overwritten; choose another name"
        )
    );
    assert_eq!(kept.map(|name| desk.read(name)), before);
    let line = desk.run(&["export", "book.json"]).refused();
    assert!(line.contains("OUT") || line.contains("TỆP_XUẤT"), "{line}");
}

#[test]
fn a_wrong_ending_among_several_is_told_before_anything_is_written() {
    let desk = Desk::with_book();
    desk.run(&["export", "book.json", "a.md", "b.txt"])
        .refused();
    assert!(!desk.path("a.md").exists());
    let line = desk
        .run(&["export", "book.json", "a.md", "nowhere/b.md", "c.md"])
        .refused();
    assert!(line.contains("nowhere/b.md"), "{line}");
    assert!(desk.path("a.md").exists());
}

#[test]
fn a_later_export_takes_the_place_of_an_earlier_one_and_leaves_nothing_beside_it() {
    let desk = exported(&["a.docx", "a.json", "a.md"]);
    let first = desk.read("a.docx");
    fs::set_permissions(desk.path("a.docx"), fs::Permissions::from_mode(0o640)).unwrap();
    desk.write("a.md", "cũ");
    desk.run(&["export", EXAMPLE, "a.docx", "a.json", "a.md"])
        .done();
    assert_eq!(desk.read("a.docx"), first, "the same to the byte");
    assert_eq!(
        fs::metadata(desk.path("a.docx")).unwrap().mode() & 0o777,
        0o640
    );
    assert!(desk.read("a.md").len() > 10_000);
    let mut names: Vec<String> = fs::read_dir(desk.folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a.docx", "a.json", "a.md"]);
}

#[test]
fn a_file_that_is_not_to_be_written_and_a_full_disk_leave_the_earlier_export() {
    let desk = exported(&["a.md"]);
    let before = desk.read("a.md");
    fs::set_permissions(desk.path("a.md"), fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(desk.folder(), fs::Permissions::from_mode(0o777)).unwrap();
    // Root may write everything; somebody else may not.
    let export = |limit: &str| {
        let command = format!("{limit} exec {} export {EXAMPLE} a.md", command::PROGRAM);
        let mut officer = desk.command("setpriv");
        officer.args([
            "--reuid=65534",
            "--regid=65534",
            "--clear-groups",
            "sh",
            "-c",
            &command,
        ]);
        command::Ran::of(officer.output().unwrap())
    };
    if !is_root() || Command::new("setpriv").arg("--version").output().is_err() {
        eprintln!("skipped: needs root and setpriv to become somebody without rights");
        return;
    }
    let line = export("").refused();
    assert!(
        line.contains("a.md: không ghi được: không có quyền"),
        "{line}"
    );
    fs::set_permissions(desk.path("a.md"), fs::Permissions::from_mode(0o666)).unwrap();
    // A limit on the size of files stands for the full disk.
    let ran = export("trap '' XFSZ; ulimit -f 8;");
    assert_eq!(ran.status, 2, "{ran:?}");
    assert!(ran.errors.contains("a.md: không ghi được"), "{ran:?}");
    assert_eq!(desk.read("a.md"), before);
    assert_eq!(
        fs::read_dir(desk.folder()).unwrap().count(),
        1,
        "nothing is left behind"
    );
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// A Python that knows python-docx, if there is one.
fn python() -> Option<&'static str> {
    ["python3", "/usr/bin/python3"].into_iter().find(|program| {
        let ran = Command::new(program).args(["-c", "import docx"]).output();
        ran.is_ok_and(|ran| ran.status.success())
    })
}

#[test]
fn python_docx_opens_it() {
    let Some(python) = python() else {
        eprintln!("skipped: needs python3 with python-docx");
        return;
    };
    let desk = exported(&["a.docx"]);
    let script = "import docx, json, sys\n\
        d = docx.Document(sys.argv[1])\n\
        t = d.tables[-1]\n\
        print(json.dumps([[s.orientation for s in d.sections], [round(s.left_margin.mm) for s in d.sections],\n\
            [t.rows[0].cells[0].text, t.rows[-1].cells[3].text, len(t.rows)], d.core_properties.author,\n\
            [p.text for p in d.paragraphs if p.style.name == 'heading 2' or p.style.name == 'Heading 2']]))";
    let ran = Command::new(python)
        .args(["-c", script])
        .arg(desk.path("a.docx"))
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let read: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(read[0], serde_json::json!([0, 1]));
    assert_eq!(read[1], serde_json::json!([30, 30]));
    let outline = example();
    let rows = outline.annex.rows.len() + 1;
    assert_eq!(read[2], serde_json::json!(["Mã", "90.29", rows]));
    assert_eq!(read[3], "");
    assert_eq!(read[4].as_array().unwrap().len(), 6);
}

/// Converts with `soffice`; `None` where there is none.
fn converted(desk: &Desk, name: &str, to: &str) -> Option<String> {
    let profile = format!(
        "-env:UserInstallation=file://{}",
        desk.path("office").display()
    );
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to, "--outdir"])
        .args([desk.folder(), &desk.path(name)])
        .output()
        .ok()?;
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let made = Path::new(name).with_extension(to);
    Some(fs::read_to_string(desk.folder().join(made)).expect("converted"))
}

#[test]
fn libreoffice_converts_it_without_loss() {
    let desk = exported(&["a.docx"]);
    let Some(flat) = converted(&desk, "a.docx", "fodt") else {
        eprintln!("skipped: needs soffice");
        return;
    };
    assert_eq!(flat.matches("<text:note ").count(), 11);
    assert!(flat.contains("style:print-orientation=\"landscape\""));
    let text = text_of(&flat);
    let outline = example();
    for block in outline.blocks() {
        // The text of a note stands inside the paragraph that calls it, so the pieces around it are looked for.
        for run in &block.runs {
            if let Run::Text(_, piece) = run {
                assert!(text.contains(&squeezed(piece)), "{piece}");
            }
        }
    }
    for note in &outline.footnotes {
        assert!(text.contains(&squeezed(&note.text())), "{}", note.text());
    }
    for row in &outline.annex.rows {
        let cells = [
            &row.code,
            &row.title,
            &row.max,
            &row.score,
            &row.documents,
            &row.note,
        ];
        assert!(
            text.contains(&squeezed(&cells.map(String::as_str).concat())),
            "{row:?}"
        );
    }
}

#[test]
fn what_turns_and_joins_letters_is_printed_whole_and_never_sent_to_a_terminal() {
    let desk = Desk::with_book();
    let text =
        "\u{200f}ab\u{200e} \u{202e}cd\u{202c} \u{2067}ef\u{2069} 👨\u{200d}👩\u{200d}👧 hết";
    desk.write("text", text);
    desk.set(&["2.1", "score=2", "justification=@text"]).done();
    assert_eq!(desk.answer("2.1")["justification"], text);
    let outs = ["a.docx", "a.html", "a.md", "a.xlsx", "a.csv", "a.json"];
    let mut arguments = vec!["export", "book.json"];
    arguments.extend(outs);
    desk.run(&arguments).done();
    for out in ["a.docx", "a.html", "a.md", "a.xlsx"] {
        let paragraphs = belonging::paragraphs(&desk.read(out)).unwrap();
        assert!(
            paragraphs.iter().any(|paragraph| paragraph.contains(text)),
            "{out}"
        );
    }
    assert!(
        String::from_utf8(desk.read("a.csv"))
            .unwrap()
            .contains(text)
    );
    let turns = |c: char| chamdiem::text::turns_letters(c);
    let shown = desk.run(&["show", "book.json", "2.1"]).done();
    assert!(
        shown.contains("ab cd ef") && !shown.contains(turns),
        "{shown}"
    );
    let json = desk.run(&["history", "book.json", "--json"]).done();
    assert!(!json.contains(turns));
    let read: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(read.to_string().contains(text), "{json}");
}

#[test]
fn libreoffice_opens_a_document_of_nasty_text() {
    let desk = Desk::with_book();
    let nasty = format!(
        "]]> <w:t> \u{202e}&amp; \u{1} {} hết",
        "dài ".repeat(25_000)
    );
    desk.write("text", &nasty);
    desk.set(&["2.1", "score=2"]).done();
    desk.set(&["2.1", "justification=@text"]).done();
    desk.run(&["export", "book.json", "a.docx"]).done();
    let Some(flat) = converted(&desk, "a.docx", "fodt") else {
        eprintln!("skipped: needs soffice");
        return;
    };
    let text = text_of(&flat);
    let long = "dài".repeat(25_000);
    assert!(
        text.contains(&format!("]]><w:t>\u{202e}&amp;{long}hết")),
        "the text is whole"
    );
}

#[test]
fn whatever_a_title_is_every_kind_of_file_is_printed_and_read_back() {
    let desk = Desk::new();
    let example: Value = serde_json::from_str(include_str!("../saves/kon-ray-2023.json")).unwrap();
    for title in [
        "", " ", "*", "**a**", "a | b", "|", "# a", "1. a", "[^1]", "\\", "\u{202e}",
    ] {
        let mut book = example.clone();
        let section = &mut book["criteria"]["sections"][0];
        section["title"] = title.into();
        section["criteria"][0]["title"] = title.into();
        desk.write("a.json", book.to_string());
        let outs = ["a.docx", "a.html", "a.md", "a.xlsx", "a.csv"];
        let mut arguments = vec!["export", "a.json"];
        arguments.extend(outs);
        let ran = desk.run(&arguments);
        assert_eq!((ran.status, ran.errors.as_str()), (0, ""), "{title:?}");
    }
}
