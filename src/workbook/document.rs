//! What is known about documents of Vietnamese offices: how one is cited, and where the same one is used. Knows no
//! file and no format of the report; reading a typed line is the business of `reference`, and what a document still
//! lacks that of `check`.

pub use crate::workbook::dates::{DateStyle, print_date, typed_date};
pub use crate::workbook::reference::{Reference, kind_of, read_reference};

use std::borrow::Cow;

use std::collections::HashMap;

use crate::text::fold;
use crate::workbook::dates::is_iso_date;
use crate::workbook::footnotes::marks;
use crate::workbook::{Evidence, Unit, Workbook};

/// What stands in for a kind that nobody gave and no symbol tells.
const ANY_DOCUMENT: &str = "Văn bản";

/// An entry as a footnote prints it, without a full stop of its own: the document, its clause and page, then the
/// note. Of a document that stands elsewhere (`same_as`) the clause, page and note are those given here. A free
/// footnote is its note.
pub fn citation(book: &Workbook, entry: &Evidence) -> String {
    let mut printed = book.document(entry).map_or_else(String::new, named);
    if !entry.place.is_empty() {
        let parting = if printed.is_empty() { "" } else { "; " };
        printed = format!("{printed}{parting}{}", entry.place.trim());
    }
    let note = entry.note.trim();
    if printed.is_empty() || note.is_empty() {
        printed + note
    } else {
        format!("{}. {note}", without_stop(&printed))
    }
}

/// `Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện về …`, as far as the parts are known.
fn named(document: &Evidence) -> String {
    let subject = without_stop(&document.subject);
    let parts: Vec<String> = [
        number_part(&document.number),
        date_part(&document.date),
        issuer_part(&document.issuer),
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    if parts.is_empty() && document.kind.is_empty() {
        let only = if subject.is_empty() {
            &document.location
        } else {
            subject
        };
        return only.trim().to_owned();
    }
    let mut words = vec![kind(document)];
    words.extend(parts);
    if !subject.is_empty() {
        words.push(about(subject));
    }
    words.join(" ")
}

fn kind(document: &Evidence) -> String {
    let given = document.kind.trim();
    if !given.is_empty() {
        return given.to_owned();
    }
    let told = kind_of(&document.number);
    if told.is_empty() {
        ANY_DOCUMENT.to_owned()
    } else {
        told
    }
}

fn number_part(number: &str) -> String {
    match number.trim() {
        "" => String::new(),
        number => format!("số {number}"),
    }
}

/// `ngày 19/01/2023`; a date that is only a month, a quarter or a year brings its own word.
fn date_part(date: &str) -> String {
    let date = date.trim();
    let bare = date.starts_with(|c: char| c.is_ascii_digit());
    if is_iso_date(date) || (bare && typed_date(date).is_some()) {
        format!("ngày {}", print_date(date, DateStyle::Short))
    } else {
        date.to_owned()
    }
}

fn issuer_part(issuer: &str) -> String {
    match issuer.trim() {
        "" => String::new(),
        issuer => format!("của {issuer}"),
    }
}

/// `về` and the subject as it goes on inside a sentence, unless the subject begins with it. What is written in capitals
/// alone, as tables do it, is written small.
pub fn about(subject: &str) -> String {
    let subject = &*without_shouting(subject);
    let lower_first = |text: &str| {
        let mut letters = text.chars();
        let first = letters.next().map(char::to_lowercase);
        first
            .into_iter()
            .flatten()
            .chain(letters)
            .collect::<String>()
    };
    if let Some(rest) = subject.strip_prefix("V/v") {
        return format!("về việc {}", as_continuation(rest.trim_start()));
    }
    if subject.starts_with("Về ") || subject.starts_with("về ") {
        return lower_first(subject);
    }
    format!("về {}", as_continuation(subject))
}

/// Words in capitals that stay so inside a sentence.
const ABBREVIATIONS: [&str; 16] = [
    "CBCC", "CCHC", "CCVC", "CNTT", "CSDL", "DVC", "DVCTT", "HĐND", "KT-XH", "PCCC", "QLNN",
    "QPPL", "TTHC", "UBND", "VBQPPL", "XHH",
];

/// A text of several words in capitals as one of small letters; abbreviations stay.
fn without_shouting(text: &str) -> Cow<'_, str> {
    let words = text.split_whitespace().count();
    if words < 2 || text.chars().any(char::is_lowercase) {
        return Cow::Borrowed(text);
    }
    let small = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if ABBREVIATIONS.contains(&bare) {
            word.to_owned()
        } else {
            word.to_lowercase()
        }
    };
    let words: Vec<String> = text.split(' ').map(small).collect();
    Cow::Owned(words.join(" "))
}

/// First words of names: what begins with them keeps its capital inside a sentence.
const NAMES: [&str; 14] = [
    "Ban", "Bộ", "Chính", "Chủ", "Đảng", "Hội", "Huyện", "Nhà", "Phòng", "Quốc", "Sở", "Tỉnh",
    "Trung", "Ủy",
];
/// What follows them where they are plain words after all: `Bộ tiêu chí`, `Chủ động`, `Ban hành`.
const PLAIN: [&str; 12] = [
    "Ban hành",
    "Bộ tiêu",
    "Bộ chỉ",
    "Chính sách",
    "Chủ động",
    "Chủ trương",
    "Hội nghị",
    "Hội thi",
    "Hội thảo",
    "Phòng chống",
    "Phòng, chống",
    "Trung tu",
];
/// Verbs of one syllable that a name may follow: `Giao Phòng Nội vụ …`.
const VERBS: [&str; 10] = [
    "Cho", "Cử", "Giao", "Gửi", "Lập", "Mời", "Sửa", "Tăng", "Theo", "Xin",
];

/// A subject inside a sentence: its first letter is lowered when the first word is a plain word, not an
/// abbreviation and not the beginning of a name.
fn as_continuation(subject: &str) -> String {
    let mut words = subject.split_whitespace();
    let first = words.next().unwrap_or_default();
    let name_follows = words
        .next()
        .is_some_and(|second| second.starts_with(char::is_uppercase));
    let plain = PLAIN.iter().any(|plain| subject.starts_with(plain));
    let named = NAMES.contains(&first) && !plain;
    let stays = named || !is_plain_word(first) || (name_follows && !VERBS.contains(&first));
    let mut letters = subject.chars();
    match letters.next() {
        Some(letter) if !stays => letter.to_lowercase().chain(letters).collect(),
        Some(_) | None => subject.to_owned(),
    }
}

/// A capital and then small letters only; `CCHC`, `VNeID`, `Nghị-quyết` and `2023` are something else.
fn is_plain_word(word: &str) -> bool {
    let letters = word.trim_end_matches([',', ':', ';']);
    let mut rest = letters.chars();
    rest.next().is_some_and(char::is_uppercase)
        && letters.chars().count() > 1
        && rest.all(char::is_lowercase)
}

fn without_stop(text: &str) -> &str {
    text.trim().trim_end_matches(['.', ';', ',', ' '])
}

/// An entry in a list: `13/KH-UBND, 19/01/2023`; without a number its kind, subject, place of keeping or note.
pub fn short_citation(book: &Workbook, entry: &Evidence) -> String {
    let Some(document) = book.document(entry) else {
        return entry.note.trim().to_owned();
    };
    let name = [
        &document.number,
        &document.kind,
        &document.subject,
        &document.issuer,
        &document.location,
    ]
    .into_iter()
    .map(|text| text.trim())
    .find(|text| !text.is_empty());
    let date = print_date(document.date.trim(), DateStyle::Short);
    let parts: Vec<&str> = name
        .into_iter()
        .chain([date.as_str()])
        .filter(|part| !part.is_empty())
        .collect();
    parts.join(", ")
}

/// A document of the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownDocument {
    /// The document.
    pub document: Evidence,
    /// The criterion and entry id of every use. The first is where its text stands, what `same_as` is to name; the
    /// others follow in set order.
    pub places: Vec<(String, String)>,
}

/// The register: every distinct document, in the order of its first use, with the places where it is used. The
/// same number and date from the same issuer, typed twice, is one document.
pub fn known_documents(book: &Workbook) -> Vec<KnownDocument> {
    let mut known: Vec<KnownDocument> = Vec::new();
    let mut by_identity: HashMap<String, Vec<usize>> = HashMap::new();
    for (_, node, _) in book.set.criteria() {
        for entry in &book.answer(&node.code).evidence {
            let Some(document) = book.document(entry) else {
                continue;
            };
            let place = (node.code.clone(), entry.id.clone());
            let alike = by_identity.entry(identity(document)).or_default();
            let same = alike.iter().copied().find(|at| {
                known
                    .get(*at)
                    .is_some_and(|one| issuers_agree(&one.document, document))
            });
            if let Some(one) = same.and_then(|at| known.get_mut(at)) {
                if !one.places.contains(&place) {
                    one.places.push(place);
                }
            } else {
                alike.push(known.len());
                known.push(first_use(document, entry, place));
            }
        }
    }
    known
}

fn first_use(document: &Evidence, entry: &Evidence, place: (String, String)) -> KnownDocument {
    let home = entry
        .target()
        .map(|(code, id)| (code.to_owned(), id.to_owned()));
    KnownDocument {
        document: document.clone(),
        places: home.into_iter().chain([place]).collect(),
    }
}

/// What must be alike in two entries about one document: number and date, or without a number all that tells it
/// apart.
fn identity(document: &Evidence) -> String {
    let number = number_key(&document.number);
    let parts: &[&str] = if number.is_empty() {
        &[
            &document.kind,
            &document.date,
            &document.subject,
            &document.location,
        ]
    } else {
        &[&number, &document.date]
    };
    let folded: Vec<String> = parts.iter().map(|part| fold(part.trim())).collect();
    folded.join("\n")
}

/// Whether the issuers do not contradict each other.
fn issuers_agree(one: &Evidence, other: &Evidence) -> bool {
    let (one, other) = (one.issuer.trim(), other.issuer.trim());
    one.is_empty() || other.is_empty() || fold(one) == fold(other)
}

/// The document of the register with a number, however it is typed (`37/qd-ubnd` finds `37/QĐ-UBND`): offered for
/// reuse. Numbers begin anew each year, so of several the latest is meant.
pub fn find_known(book: &Workbook, number: &str) -> Option<KnownDocument> {
    let wanted = number_key(number);
    if wanted.is_empty() {
        return None;
    }
    known_documents(book)
        .into_iter()
        .filter(|one| number_key(&one.document.number) == wanted)
        .max_by(|one, other| one.document.date.cmp(&other.document.date))
}

/// A number as it is compared: official spelling, without marks and spaces, and `05` as `5`.
fn number_key(number: &str) -> String {
    let official = read_reference(number, &Unit::default()).number;
    let folded: String = fold(&official)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    folded.trim_start_matches('0').to_owned()
}

/// Whether a text has a footnote mark that names an entry: `[^3]`, or `[^3,4]` among others.
pub fn is_cited(text: &str, id: &str) -> bool {
    marks(text).iter().any(|mark| mark.ids.contains(&id))
}

/// The text after an entry is gone: its id leaves every mark, and a mark that named only it goes as a whole.
pub fn without_mark(text: &str, id: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for mark in marks(text).iter().filter(|mark| mark.ids.contains(&id)) {
        kept.push_str(text.get(from..mark.at.start).unwrap_or_default());
        let others: Vec<&str> = mark
            .ids
            .iter()
            .copied()
            .filter(|other| *other != id)
            .collect();
        if !others.is_empty() {
            kept.extend(["[^", &others.join(","), "]"]);
        }
        from = mark.at.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::criteria::rule::Rule;
    use crate::criteria::set::{
        Criterion, NewNode, NodeBody, Provenance, Requirement, Rounding, SetBuilder, SetHead,
    };
    use crate::points::RoundingMode;
    use crate::workbook::Answer;

    fn plan() -> Evidence {
        Evidence {
            id: "1".to_owned(),
            kind: "Kế hoạch".to_owned(),
            number: "13/KH-UBND".to_owned(),
            date: "2023-01-19".to_owned(),
            issuer: "UBND huyện".to_owned(),
            subject: "Kiểm tra đột xuất công tác CCHC".to_owned(),
            ..Evidence::default()
        }
    }

    fn same_as(id: &str, target: &str) -> Evidence {
        Evidence {
            id: id.to_owned(),
            same_as: Some(target.to_owned()),
            ..Evidence::default()
        }
    }

    fn criterion(code: &str) -> NewNode {
        NewNode {
            code: code.to_owned(),
            title: code.to_owned(),
            short: None,
            owner: None,
            body: NodeBody::Criterion(Box::new(Criterion {
                max: 1.into(),
                provenance: Provenance::Stated,
                synthetic: false,
                figures: Vec::new(),
                rule: Rule::Manual,
                checks: Vec::new(),
                explanation: Requirement::Optional,
                evidence: Requirement::Optional,
                guidance: None,
            })),
        }
    }

    /// Three criteria whose set order is not the order of their codes.
    fn book(evidence: [(&str, Vec<Evidence>); 3]) -> Workbook {
        let mut builder = SetBuilder::default();
        for (code, _) in &evidence {
            builder.add(criterion(code)).expect("codes differ");
        }
        let set = builder.finish(SetHead {
            id: "set".to_owned(),
            title: "Bộ".to_owned(),
            issuer: None,
            decision: None,
            years: None,
            unit_kind: None,
            rounding: Rounding {
                percent_places: None,
                score_places: 2,
                mode: RoundingMode::HalfUp,
            },
            grades: Vec::new(),
            notes: Vec::new(),
        });
        let mut book = Workbook::new(set, Unit::default(), 2023);
        for (code, evidence) in evidence {
            let answer = Answer {
                evidence,
                ..Answer::default()
            };
            book.answers.insert(code.to_owned(), answer);
        }
        book
    }

    fn empty_book() -> Workbook {
        book([("2", Vec::new()), ("1", Vec::new()), ("3", Vec::new())])
    }

    fn cited(change: impl FnOnce(&mut Evidence)) -> String {
        let mut entry = plan();
        change(&mut entry);
        citation(&empty_book(), &entry)
    }

    #[test]
    fn a_complete_document_is_cited_as_the_decree_asks() {
        let printed = cited(|entry| {
            entry.place = "mục II, trang 2".to_owned();
            entry.note = "Đã kiểm tra 06 xã.".to_owned();
        });
        assert_eq!(
            printed,
            "Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện về kiểm tra đột xuất công tác CCHC; \
             mục II, trang 2. Đã kiểm tra 06 xã."
        );
    }

    #[test]
    fn a_document_with_missing_parts_is_cited_without_holes() {
        let clear = |text: &mut String| text.clear();
        for (printed, expected) in [
            (
                cited(|e| clear(&mut e.subject)),
                "Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện",
            ),
            (
                cited(|e| clear(&mut e.number)),
                "Kế hoạch ngày 19/01/2023 của UBND huyện về kiểm tra đột xuất công tác CCHC",
            ),
            (
                cited(|e| (clear(&mut e.date), clear(&mut e.issuer)).0),
                "Kế hoạch số 13/KH-UBND về kiểm tra đột xuất công tác CCHC",
            ),
            (
                cited(|e| (clear(&mut e.kind), clear(&mut e.subject)).0),
                "Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện",
            ),
            (
                cited(|e| (clear(&mut e.kind), clear(&mut e.number)).0),
                "Văn bản ngày 19/01/2023 của UBND huyện về kiểm tra đột xuất công tác CCHC",
            ),
            (
                cited(|e| {
                    *e = Evidence {
                        subject: "Ảnh chụp Cổng dịch vụ công".to_owned(),
                        ..Evidence::default()
                    };
                }),
                "Ảnh chụp Cổng dịch vụ công",
            ),
            (
                cited(|e| {
                    *e = Evidence {
                        location: "http://konray.vn".to_owned(),
                        ..Evidence::default()
                    }
                }),
                "http://konray.vn",
            ),
            (
                cited(|e| {
                    *e = Evidence {
                        note: "Danh sách 07 xã.".to_owned(),
                        ..Evidence::default()
                    }
                }),
                "Danh sách 07 xã.",
            ),
            (cited(|e| *e = Evidence::default()), ""),
        ] {
            assert_eq!(printed, expected);
        }
    }

    #[test]
    fn a_subject_in_capitals_is_small_inside_a_sentence() {
        assert_eq!(
            about("CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH CCHC"),
            "về công tác chỉ đạo, điều hành CCHC"
        );
        assert_eq!(about("Cải cách TTHC"), "về cải cách TTHC");
        assert_eq!(about("CCHC"), "về CCHC", "one word may be a name");
    }

    #[test]
    fn a_date_that_is_no_day_is_cited_as_it_stands() {
        let dated = |date: &str| {
            cited(|entry| {
                entry.date = date.to_owned();
                entry.subject.clear();
                entry.issuer.clear();
            })
        };
        assert_eq!(
            dated("quý I năm 2023"),
            "Kế hoạch số 13/KH-UBND quý I năm 2023"
        );
        assert_eq!(dated("8/2/2023"), "Kế hoạch số 13/KH-UBND ngày 8/2/2023");
        assert_eq!(
            dated("2023-02-08"),
            "Kế hoạch số 13/KH-UBND ngày 08/02/2023"
        );
    }

    #[test]
    fn only_a_plain_word_loses_its_capital_after_ve() {
        for (subject, expected) in [
            ("Kiểm tra công tác CCHC", "về kiểm tra công tác CCHC"),
            ("CCHC năm 2023", "về CCHC năm 2023"),
            ("VNeID", "về VNeID"),
            ("Kon Rẫy năm 2023", "về Kon Rẫy năm 2023"),
            ("Đăk Tờ Re", "về Đăk Tờ Re"),
            ("Sở Nội vụ báo cáo", "về Sở Nội vụ báo cáo"),
            ("Chính phủ điện tử", "về Chính phủ điện tử"),
            ("Ban hành Quy chế", "về ban hành Quy chế"),
            ("Bộ tiêu chí CCHC", "về bộ tiêu chí CCHC"),
            ("Sửa Nghị định 90", "về sửa Nghị định 90"),
            ("Đánh giá, xếp loại", "về đánh giá, xếp loại"),
            ("công bố Danh mục", "về công bố Danh mục"),
            ("Về việc công bố Danh mục", "về việc công bố Danh mục"),
            ("về công bố Danh mục", "về công bố Danh mục"),
            ("V/v Báo cáo kết quả", "về việc báo cáo kết quả"),
            ("2023", "về 2023"),
            ("Kiểm tra.", "về kiểm tra"),
        ] {
            let printed = cited(|entry| entry.subject = subject.to_owned());
            let (_, about) = printed.split_once("UBND huyện ").expect("an issuer");
            assert_eq!(about, expected);
        }
    }

    #[test]
    fn a_document_of_another_criterion_is_cited_with_the_clause_given_here() {
        let mut original = plan();
        original.place = "trang 1".to_owned();
        original.note = "Chỉ ở đây".to_owned();
        original.subject.clear();
        let mut again = same_as("4", "2/1");
        again.place = "trang 9".to_owned();
        let book = book([
            ("2", vec![original]),
            ("1", vec![again.clone()]),
            ("3", Vec::new()),
        ]);
        assert_eq!(
            citation(&book, &again),
            "Kế hoạch số 13/KH-UBND ngày 19/01/2023 của UBND huyện; trang 9"
        );
        assert_eq!(short_citation(&book, &again), "13/KH-UBND, 19/01/2023");
        assert_eq!(citation(&book, &same_as("5", "2/77")), "");
    }

    #[test]
    fn a_list_names_a_document_by_its_number_or_by_what_there_is() {
        let short = |change: fn(&mut Evidence)| {
            let mut entry = plan();
            change(&mut entry);
            short_citation(&empty_book(), &entry)
        };
        assert_eq!(short(|_| {}), "13/KH-UBND, 19/01/2023");
        assert_eq!(short(|e| e.date.clear()), "13/KH-UBND");
        assert_eq!(short(|e| e.number.clear()), "Kế hoạch, 19/01/2023");
        let note = |e: &mut Evidence| {
            *e = Evidence {
                note: "Danh sách".to_owned(),
                ..Evidence::default()
            }
        };
        assert_eq!(short(note), "Danh sách");
    }

    fn places(known: &KnownDocument) -> Vec<String> {
        known
            .places
            .iter()
            .map(|(code, id)| format!("{code}/{id}"))
            .collect()
    }

    #[test]
    fn the_register_names_each_document_once_with_the_place_of_its_text_first() {
        let mut retyped = plan();
        retyped.id = "7".to_owned();
        retyped.number = "13/kh-ubnd".to_owned();
        retyped.issuer.clear();
        let mut other_issuer = plan();
        other_issuer.issuer = "UBND tỉnh".to_owned();
        let note = Evidence {
            id: "3".to_owned(),
            note: "chú thích".to_owned(),
            ..Evidence::default()
        };
        let book = book([
            ("2", vec![same_as("1", "1/1"), note]),
            ("1", vec![plan(), retyped]),
            ("3", vec![other_issuer, same_as("2", "9/9")]),
        ]);
        let register: Vec<_> = known_documents(&book).iter().map(places).collect();
        assert_eq!(register, [vec!["1/1", "2/1", "1/7"], vec!["3/1"]]);
    }

    #[test]
    fn documents_without_a_number_are_one_only_when_all_else_agrees() {
        let photo = |subject: &str| Evidence {
            subject: subject.to_owned(),
            ..Evidence::default()
        };
        let book = book([
            ("1", vec![photo("Ảnh 1")]),
            ("2", vec![photo("Ảnh 2")]),
            ("3", vec![photo("ảnh 1")]),
        ]);
        assert_eq!(known_documents(&book).len(), 2);
    }

    #[test]
    fn a_known_number_is_found_however_it_is_typed_and_the_latest_is_meant() {
        let mut decision = plan();
        decision.number = "37/QĐ-UBND".to_owned();
        let mut older = decision.clone();
        older.date = "2018-03-07".to_owned();
        let book = book([
            ("1", vec![decision]),
            ("2", vec![plan()]),
            ("3", vec![older]),
        ]);
        for typed in [
            "37/QĐ-UBND",
            "37/qd-ubnd",
            " 037 / QD-UBND 8/2/23",
            "37/QDD-UBND",
        ] {
            let known = find_known(&book, typed).expect("it is known");
            assert_eq!(places(&known), ["1/1"], "{typed}");
        }
        assert_eq!(find_known(&book, "37"), None);
        assert_eq!(find_known(&book, ""), None);
    }

    #[test]
    fn removing_a_document_takes_its_marks_out_of_the_text() {
        for (text, cited, left) in [
            ("theo[^3] kế hoạch", true, "theo kế hoạch"),
            ("theo[^2, 3,4].", true, "theo[^2,4]."),
            ("theo[^33] và [3]", false, "theo[^33] và [3]"),
            ("[^3][^3]", true, ""),
            ("dở dang [^3", false, "dở dang [^3"),
            ("qua dòng [^\n3]", false, "qua dòng [^\n3]"),
        ] {
            assert_eq!(is_cited(text, "3"), cited, "{text}");
            assert_eq!(without_mark(text, "3"), left);
        }
    }
}
