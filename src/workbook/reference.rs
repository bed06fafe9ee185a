//! Reads the one line that names a document: number and symbol, date, kind, issuer. Knows the type codes of
//! Phụ lục III of NĐ 30/2020/NĐ-CP and those of the party, and fills in only what the symbol says beyond doubt.

use crate::text::visible;
use crate::workbook::Unit;
use crate::workbook::dates::typed_date;

/// What a typed line says of a document. Empty text means: it does not say, and is never a guess.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Number and symbol as it is written officially, such as `37/QĐ-UBND`.
    pub number: String,
    /// ISO date.
    pub date: String,
    /// Such as `Quyết định`.
    pub kind: String,
    /// Who issued it.
    pub issuer: String,
    /// What it is about, when the line goes on with `về …`.
    pub subject: String,
    /// The part of the line that was not understood; nothing typed is lost.
    pub rest: String,
}

/// Type codes, as they are written, and their kinds.
const KINDS: &[(&str, &str)] = &[
    ("QĐ", "Quyết định"),
    ("KH", "Kế hoạch"),
    ("BC", "Báo cáo"),
    ("TB", "Thông báo"),
    ("GM", "Giấy mời"),
    ("NĐ", "Nghị định"),
    ("TT", "Thông tư"),
    ("TTLT", "Thông tư liên tịch"),
    ("CT", "Chỉ thị"),
    ("NQ", "Nghị quyết"),
    ("NQLT", "Nghị quyết liên tịch"),
    ("HD", "Hướng dẫn"),
    ("TTr", "Tờ trình"),
    ("CTr", "Chương trình"),
    ("QC", "Quy chế"),
    ("QyĐ", "Quy định"),
    ("QĐi", "Quy định"),
    ("ĐA", "Đề án"),
    ("DA", "Dự án"),
    ("PA", "Phương án"),
    ("BB", "Biên bản"),
    ("HĐ", "Hợp đồng"),
    ("CĐ", "Công điện"),
    ("CV", "Công văn"),
    ("KL", "Kết luận"),
    ("TC", "Thông cáo"),
    ("BGN", "Bản ghi nhớ"),
    ("BTT", "Bản thỏa thuận"),
    ("GUQ", "Giấy ủy quyền"),
    ("GGT", "Giấy giới thiệu"),
    ("GNP", "Giấy nghỉ phép"),
    ("PG", "Phiếu gửi"),
    ("PC", "Phiếu chuyển"),
    ("PB", "Phiếu báo"),
];

/// Bodies whose code means the same body wherever it stands.
const BODIES: &[(&str, &str)] = &[
    ("CP", "Chính phủ"),
    ("TTg", "Thủ tướng Chính phủ"),
    ("VPCP", "Văn phòng Chính phủ"),
    ("TTCP", "Thanh tra Chính phủ"),
    ("CTN", "Chủ tịch nước"),
    ("HU", "Huyện ủy"),
    ("BNV", "Bộ Nội vụ"),
    ("BTC", "Bộ Tài chính"),
    ("BTP", "Bộ Tư pháp"),
    ("BYT", "Bộ Y tế"),
    ("BXD", "Bộ Xây dựng"),
    ("BCT", "Bộ Công Thương"),
    ("BTTTT", "Bộ Thông tin và Truyền thông"),
    ("BKHCN", "Bộ Khoa học và Công nghệ"),
    ("BKHĐT", "Bộ Kế hoạch và Đầu tư"),
    ("BTNMT", "Bộ Tài nguyên và Môi trường"),
    ("BGDĐT", "Bộ Giáo dục và Đào tạo"),
    ("BGTVT", "Bộ Giao thông vận tải"),
    ("BVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch"),
    ("SNV", "Sở Nội vụ"),
    ("STC", "Sở Tài chính"),
    ("STP", "Sở Tư pháp"),
    ("STTTT", "Sở Thông tin và Truyền thông"),
    ("SKHCN", "Sở Khoa học và Công nghệ"),
    ("SKHĐT", "Sở Kế hoạch và Đầu tư"),
    ("PNV", "Phòng Nội vụ"),
];

/// Codes that are typed without `đ` or with the doubled letter of a sleeping input method. Only what can mean
/// nothing else: `HD` and `DA` are codes of their own.
const TYPED_CODES: &[(&str, &str)] = &[
    ("QD", "QĐ"),
    ("QDD", "QĐ"),
    ("ND", "NĐ"),
    ("NDD", "NĐ"),
    ("DDA", "ĐA"),
    ("HDND", "HĐND"),
    ("HDDND", "HĐND"),
    ("TTR", "TTr"),
    ("CTR", "CTr"),
    ("TTG", "TTg"),
    ("QYĐ", "QyĐ"),
    ("QYD", "QyĐ"),
    ("QĐI", "QĐi"),
    ("QDI", "QĐi"),
    ("BKHDT", "BKHĐT"),
    ("SKHDT", "SKHĐT"),
    ("BGDDT", "BGDĐT"),
];

/// Most words that a date has: `ngày 8 tháng 2 năm 2023`.
const DATE_WORDS: usize = 6;

/// Reads a line such as `37/QD-UBND 8/2/23`, or a citation pasted whole: the first word that begins with a digit
/// and holds a letter is the number; a date may follow, then `của …` and `về …`. Without such a word the whole
/// line is kept as the number.
pub fn read_reference(typed: &str, unit: &Unit) -> Reference {
    let line = closed_up(&visible(typed).replace('\n', " "));
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some(at) = words.iter().position(|word| is_symbol(word)) else {
        return Reference {
            number: line,
            ..Reference::default()
        };
    };
    let (before, rest) = words.split_at(at);
    let number = rest.first().map_or_else(String::new, |word| symbol(word));
    let codes = codes_of(&number);
    let (date, rest) = leading_date(rest.get(1..).unwrap_or_default());
    let (issuer, subject, rest) = issuer_and_subject(&rest.join(" "));
    Reference {
        date,
        kind: kind_of(&number),
        issuer: issuer.unwrap_or_else(|| issuer_of(&codes, unit)),
        subject,
        rest: [before_number(before), rest].join(" ").trim().to_owned(),
        number,
    }
}

/// Words before the number that say nothing of their own: `Quyết định số`, `Số:`.
fn before_number(words: &[&str]) -> String {
    let said = words.join(" ");
    let said = said.trim_end_matches(':').trim();
    let lead = said
        .strip_suffix("số")
        .or_else(|| said.strip_suffix("Số"))
        .unwrap_or(said)
        .trim();
    let known = KINDS
        .iter()
        .any(|(_, kind)| kind.to_lowercase() == lead.to_lowercase());
    if known {
        String::new()
    } else {
        lead.to_owned()
    }
}

/// Without spaces around the strokes of a symbol, and with plain hyphens: `37 / QĐ – UBND` is `37/QĐ-UBND`. A hyphen
/// between digits stays where it is, for it may part a number from a date.
fn closed_up(line: &str) -> String {
    let mut closed = String::with_capacity(line.len());
    let mut rest = line.trim().chars().peekable();
    while let Some(c) = rest.next() {
        let mark = match c {
            '/' => '/',
            '-' | '–' | '‑' => '-',
            _ => {
                closed.push(c);
                continue;
            }
        };
        let ahead = rest.clone().find(|next| *next != ' ');
        let code_ahead = ahead.is_some_and(char::is_uppercase);
        if mark == '/' || code_ahead {
            closed.truncate(closed.trim_end().len());
            while rest.next_if_eq(&' ').is_some() {}
        }
        closed.push(mark);
    }
    closed
}

/// Whether a word is a number with its symbol: a digit first, and a letter behind a stroke.
fn is_symbol(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word
            .split(['/', '-'])
            .skip(1)
            .any(|code| code.starts_with(char::is_alphabetic))
}

/// The symbol as it is written officially: capitals, `QĐ` for `QD`, and the codes that have small letters.
fn symbol(word: &str) -> String {
    let word = word.trim_end_matches([',', ';', ':', '.', ')']);
    let mut written = String::with_capacity(word.len());
    for part in word.split_inclusive(['/', '-']) {
        let code = part.trim_end_matches(['/', '-']);
        let mark = part.strip_prefix(code).unwrap_or_default();
        if code.starts_with(char::is_alphabetic) {
            written.push_str(&official(code));
        } else {
            written.push_str(code);
        }
        written.push_str(mark);
    }
    written
}

fn official(code: &str) -> String {
    let capitals = code.to_uppercase();
    TYPED_CODES
        .iter()
        .find(|(typed, _)| *typed == capitals)
        .map_or(capitals, |(_, written)| (*written).to_owned())
}

/// The codes of letters in a symbol: `QĐ` and `UBND` of `37/QĐ-UBND`.
fn codes_of(number: &str) -> Vec<&str> {
    number
        .split(['/', '-'])
        .filter(|code| code.starts_with(char::is_alphabetic))
        .collect()
}

/// The kind of document that a number says: `Kế hoạch` of `13/KH-UBND`, `Công văn` of `856/UBND-NC`; empty when
/// it does not say.
pub fn kind_of(number: &str) -> String {
    let codes = codes_of(number);
    let kind = match codes.as_slice() {
        // The centre of the party writes `QĐ` for decisions and for regulations alike.
        ["QĐ", "TW", ..] | [] => "",
        [first, ..] => match KINDS.iter().find(|(code, _)| code == first) {
            Some((_, kind)) => kind,
            None if writes_letters(first) => "Công văn",
            None => "",
        },
    };
    kind.to_owned()
}

/// Whether a code in the place of the kind is that of a body, as in official letters.
fn writes_letters(code: &str) -> bool {
    matches!(code, "UBND" | "HĐND" | "VP" | "BCĐ") || BODIES.iter().any(|(body, _)| *body == code)
}

/// Who issues documents with these codes.
fn issuer_of(codes: &[&str], unit: &Unit) -> String {
    match codes {
        // Issued by several bodies together, named in the document itself.
        ["TTLT" | "NQLT", ..] | [] => String::new(),
        [kind, body, ..] if KINDS.iter().any(|(code, _)| code == kind) => body_of(body, unit),
        [body, ..] => body_of(body, unit),
    }
}

fn body_of(code: &str, unit: &Unit) -> String {
    match code {
        "UBND" => committee(unit).to_owned(),
        "CTUBND" => said_of(committee(unit), |own| format!("Chủ tịch {own}")),
        "HĐND" => council(committee(unit)),
        "TU" => province_party(unit).to_owned(),
        _ if numbered(code, "UBTVQH") => "Ủy ban Thường vụ Quốc hội".to_owned(),
        _ if numbered(code, "QH") => "Quốc hội".to_owned(),
        _ => BODIES
            .iter()
            .find(|(body, _)| *body == code)
            .map_or_else(String::new, |(_, name)| (*name).to_owned()),
    }
}

/// `QH15`: a body and the number of its term.
fn numbered(code: &str, body: &str) -> bool {
    code.strip_prefix(body)
        .is_some_and(|term| !term.is_empty() && term.bytes().all(|byte| byte.is_ascii_digit()))
}

fn said_of(name: &str, say: impl Fn(&str) -> String) -> String {
    if name.is_empty() {
        String::new()
    } else {
        say(name)
    }
}

const COMMITTEES: [&str; 3] = ["UBND", "Ủy ban nhân dân", "Uỷ ban nhân dân"];

/// The people's committee meant by `UBND`: the unit itself, or the one above an office that is none.
fn committee(unit: &Unit) -> &str {
    let own = if unit.short.is_empty() {
        &unit.name
    } else {
        &unit.short
    };
    [own, &unit.name, &unit.parent]
        .into_iter()
        .find(|name| {
            COMMITTEES
                .iter()
                .any(|committee| name.starts_with(committee))
        })
        .map_or("", String::as_str)
}

/// The people's council beside a people's committee.
fn council(committee: &str) -> String {
    COMMITTEES
        .iter()
        .zip(["HĐND", "Hội đồng nhân dân", "Hội đồng nhân dân"])
        .find_map(|(name, council)| Some(format!("{council}{}", committee.strip_prefix(name)?)))
        .unwrap_or_default()
}

/// The party committee that signs with `TU`: that of the province, or of the city that stands in its place.
fn province_party(unit: &Unit) -> &'static str {
    let above = [&unit.parent, &unit.name]
        .into_iter()
        .find(|name| name.contains("tỉnh") || name.contains("thành phố"));
    match above {
        Some(name) if !name.contains("tỉnh") => "Thành ủy",
        Some(_) | None => "Tỉnh ủy",
    }
}

/// The date at the head of the words, and the words after it.
fn leading_date<'a, 'b>(words: &'a [&'b str]) -> (String, &'a [&'b str]) {
    for count in (1..=DATE_WORDS.min(words.len())).rev() {
        let (head, rest) = words.split_at(count);
        let text = head.join(" ");
        if let Some(date) = typed_date(text.trim_matches([',', ';', '.', ' ', '('])) {
            return (date, rest);
        }
    }
    (String::new(), words)
}

/// `của UBND tỉnh về …`: who issued it, what it is about, and what else there is.
fn issuer_and_subject(text: &str) -> (Option<String>, String, String) {
    let text = text.trim_start_matches([',', ';', ' ']);
    if let Some(after) = text.strip_prefix("của ") {
        let (issuer, subject) = after
            .find(" về ")
            .map_or((after, ""), |at| after.split_at(at));
        let issuer = trimmed(issuer).to_owned();
        return (Some(issuer), subject_of(subject), String::new());
    }
    if text.starts_with("về ") || text.starts_with("Về ") || text.starts_with("V/v ") {
        return (None, subject_of(text), String::new());
    }
    (None, String::new(), text.to_owned())
}

/// Without the leading `về`, unless the document says `về việc`.
fn subject_of(text: &str) -> String {
    let text = trimmed(text);
    let bare = text
        .strip_prefix("về ")
        .or_else(|| text.strip_prefix("Về "));
    match bare {
        Some(bare) if !bare.starts_with("việc ") => bare.to_owned(),
        Some(_) | None => text.to_owned(),
    }
}

fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', ',', ';', '.'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn district() -> Unit {
        Unit {
            name: "UBND huyện Kon Rẫy".to_owned(),
            short: "UBND huyện".to_owned(),
            parent: "UBND tỉnh Kon Tum".to_owned(),
            place: "Kon Rẫy".to_owned(),
        }
    }

    #[track_caller]
    fn reads(typed: &str, number: &str, kind: &str, issuer: &str) {
        let read = read_reference(typed, &district());
        assert_eq!(
            (
                read.number.as_str(),
                read.kind.as_str(),
                read.issuer.as_str()
            ),
            (number, kind, issuer),
            "{typed}"
        );
    }

    #[test]
    fn one_line_fills_number_date_kind_and_issuer() {
        let read = read_reference("37/QD-UBND 8/2/23", &district());
        assert_eq!(
            read,
            Reference {
                number: "37/QĐ-UBND".to_owned(),
                date: "2023-02-08".to_owned(),
                kind: "Quyết định".to_owned(),
                issuer: "UBND huyện".to_owned(),
                ..Reference::default()
            }
        );
    }

    #[test]
    fn every_date_behind_a_number_is_read_and_a_wrong_one_is_kept_as_typed() {
        for date in [
            "8/2/23",
            "080223",
            "8-2-2023",
            "ngày 8 tháng 2 năm 2023",
            "ngày 08/02/2023.",
            ", ngày 8/2/2023",
            "(8/2/23",
        ] {
            let read = read_reference(&format!("37/QĐ-UBND {date}"), &district());
            assert_eq!(
                (read.date.as_str(), read.rest.as_str()),
                ("2023-02-08", ""),
                "{date}"
            );
        }
        let read = read_reference("37/QD-UBND 31/2/23", &district());
        assert_eq!((read.date.as_str(), read.rest.as_str()), ("", "31/2/23"));
    }

    #[test]
    fn the_symbols_of_a_real_report_are_understood() {
        for (typed, number, kind, issuer) in [
            ("723/qd-ubnd", "723/QĐ-UBND", "Quyết định", "UBND huyện"),
            ("163/KH-UBND", "163/KH-UBND", "Kế hoạch", "UBND huyện"),
            ("70/gm-ubnd", "70/GM-UBND", "Giấy mời", "UBND huyện"),
            ("856/UBND-NC", "856/UBND-NC", "Công văn", "UBND huyện"),
            ("37/2014/ND-CP", "37/2014/NĐ-CP", "Nghị định", "Chính phủ"),
            ("33/nđ-cp", "33/NĐ-CP", "Nghị định", "Chính phủ"),
            ("146-KH/HU", "146-KH/HU", "Kế hoạch", "Huyện ủy"),
            ("90/2020/NDD-CP", "90/2020/NĐ-CP", "Nghị định", "Chính phủ"),
            ("05/bc-ubnd", "05/BC-UBND", "Báo cáo", "UBND huyện"),
        ] {
            reads(typed, number, kind, issuer);
        }
    }

    #[test]
    fn other_kinds_and_bodies_are_named_by_their_codes() {
        for (typed, number, kind, issuer) in [
            ("12/nq-cp", "12/NQ-CP", "Nghị quyết", "Chính phủ"),
            (
                "1022/QD-TTg",
                "1022/QĐ-TTg",
                "Quyết định",
                "Thủ tướng Chính phủ",
            ),
            (
                "1022/qd-ttg",
                "1022/QĐ-TTg",
                "Quyết định",
                "Thủ tướng Chính phủ",
            ),
            ("1/TT-BNV", "1/TT-BNV", "Thông tư", "Bộ Nội vụ"),
            ("1149/QĐ-BNV", "1149/QĐ-BNV", "Quyết định", "Bộ Nội vụ"),
            (
                "01/2024/tt-bkhdt",
                "01/2024/TT-BKHĐT",
                "Thông tư",
                "Bộ Kế hoạch và Đầu tư",
            ),
            ("22/CT-TTg", "22/CT-TTg", "Chỉ thị", "Thủ tướng Chính phủ"),
            ("12/TTR-UBND", "12/TTr-UBND", "Tờ trình", "UBND huyện"),
            ("9/ctr-ubnd", "9/CTr-UBND", "Chương trình", "UBND huyện"),
            ("8/TB-UBND", "8/TB-UBND", "Thông báo", "UBND huyện"),
            ("3/HD-SNV", "3/HD-SNV", "Hướng dẫn", "Sở Nội vụ"),
            ("4/QC-UBND", "4/QC-UBND", "Quy chế", "UBND huyện"),
            ("4/QyĐ-UBND", "4/QyĐ-UBND", "Quy định", "UBND huyện"),
            ("4/ĐA-UBND", "4/ĐA-UBND", "Đề án", "UBND huyện"),
            ("4/DA-UBND", "4/DA-UBND", "Dự án", "UBND huyện"),
            ("4/PA-UBND", "4/PA-UBND", "Phương án", "UBND huyện"),
            ("4/BB-UBND", "4/BB-UBND", "Biên bản", "UBND huyện"),
            ("37a/QĐ-UBND", "37a/QĐ-UBND", "Quyết định", "UBND huyện"),
            ("12/NQ-HDND", "12/NQ-HĐND", "Nghị quyết", "HĐND huyện"),
            ("6-CTr/TU", "6-CTr/TU", "Chương trình", "Tỉnh ủy"),
            ("15/CV-UBND", "15/CV-UBND", "Công văn", "UBND huyện"),
            ("1734/SNV-CCHC", "1734/SNV-CCHC", "Công văn", "Sở Nội vụ"),
            (
                "595/NQ-UBTVQH15",
                "595/NQ-UBTVQH15",
                "Nghị quyết",
                "Ủy ban Thường vụ Quốc hội",
            ),
        ] {
            reads(typed, number, kind, issuer);
        }
    }

    #[test]
    fn what_a_symbol_does_not_say_stays_empty() {
        for (typed, number, kind, issuer) in [
            ("41-QĐ/TW", "41-QĐ/TW", "", ""),
            ("47/2019/QH14", "47/2019/QH14", "", "Quốc hội"),
            ("3/KH-BCĐ", "3/KH-BCĐ", "Kế hoạch", ""),
            ("3/XYZ-ABC", "3/XYZ-ABC", "", ""),
            ("1/TTLT-BNV-BTC", "1/TTLT-BNV-BTC", "Thông tư liên tịch", ""),
            ("3/KH", "3/KH", "Kế hoạch", ""),
            ("37", "37", "", ""),
            ("8/2/23", "8/2/23", "", ""),
            ("Hồ sơ kẹp 2", "Hồ sơ kẹp 2", "", ""),
            ("", "", "", ""),
        ] {
            reads(typed, number, kind, issuer);
        }
    }

    #[test]
    fn an_office_without_a_committee_takes_the_one_above_it_or_none() {
        let department = |parent: &str| Unit {
            name: "Sở Nội vụ".to_owned(),
            parent: parent.to_owned(),
            ..Unit::default()
        };
        let issuer = |typed: &str, parent: &str| read_reference(typed, &department(parent)).issuer;
        assert_eq!(
            issuer("3/QĐ-UBND", "UBND tỉnh Kon Tum"),
            "UBND tỉnh Kon Tum"
        );
        assert_eq!(
            issuer("3/NQ-HĐND", "Ủy ban nhân dân tỉnh"),
            "Hội đồng nhân dân tỉnh"
        );
        assert_eq!(issuer("3/QĐ-UBND", ""), "");
        assert_eq!(issuer("3/NQ-HĐND", ""), "");
        assert_eq!(issuer("3-NQ/TU", "UBND thành phố Đà Nẵng"), "Thành ủy");
    }

    #[test]
    fn a_citation_pasted_whole_fills_the_subject_and_names_its_own_issuer() {
        let read = read_reference(
            "Quyết định số 887/QĐ-UBND ngày 30/12/2022 của UBND tỉnh về Chương trình công tác trọng tâm năm 2023;",
            &district(),
        );
        assert_eq!(read.number, "887/QĐ-UBND");
        assert_eq!(read.date, "2022-12-30");
        assert_eq!(read.issuer, "UBND tỉnh");
        assert_eq!(read.subject, "Chương trình công tác trọng tâm năm 2023");
        assert_eq!(read.rest, "");
        let read = read_reference("37/QĐ-UBND 8/2/23 về việc công bố Danh mục", &district());
        assert_eq!(read.subject, "về việc công bố Danh mục");
        assert_eq!(read.issuer, "UBND huyện");
        let read = read_reference("37/QĐ-UBND Về công bố Danh mục.", &district());
        assert_eq!(read.subject, "công bố Danh mục");
        let read = read_reference("Số: 37 / QĐ – UBND", &district());
        assert_eq!(
            (read.number.as_str(), read.rest.as_str()),
            ("37/QĐ-UBND", "")
        );
    }

    #[test]
    fn nothing_that_was_typed_is_lost() {
        let read = read_reference("xem 37/QĐ-UBND bản sao", &district());
        assert_eq!(read.rest, "xem bản sao");
    }

    proptest! {
        #[test]
        fn no_line_is_too_strange_and_reading_twice_changes_nothing(line in "\\PC{0,40}|[0-9]{1,3}[-/][A-ZĐa-zđ/-]{0,12} ?[0-9/]{0,10}") {
            let once = read_reference(&line, &district());
            let twice = read_reference(&once.number, &district());
            prop_assert_eq!(&twice.number, &once.number);
            prop_assert_eq!(&twice.kind, &once.kind);
        }
    }
}
