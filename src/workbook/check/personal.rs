//! Traces of private persons in a text: telephone and citizen numbers, mail addresses, names after a form of
//! address. Guesses by form alone, and so never more than a hint.

/// What kind of trace it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A mobile telephone number.
    Phone,
    /// The number of a citizen's card.
    CitizenId,
    /// A person's mail address.
    Mail,
    /// A person's name.
    Name,
}

/// A trace. Numbers and addresses are masked, so that a list of findings does not spread them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// What it looks like.
    pub kind: Kind,
    /// Enough of it to be found in the text.
    pub excerpt: String,
}

/// Forms of address before a name.
const ADDRESSES: [&str; 4] = ["ông", "bà", "anh", "chị"];
/// Words before "Bà Triệu", "Ông Ích Khiêm", "Anh" that make them a street, a school or a country.
const PLACE_WORDS: [&str; 9] = [
    "đường",
    "phố",
    "trường",
    "học",
    "thcs",
    "thpt",
    "tiếng",
    "nước",
    "hai",
];
/// Capitalised words that are no family name: posts, offices, places.
const NO_NAMES: [&str; 14] = [
    "Chủ",
    "Phó",
    "Trưởng",
    "Chánh",
    "Bí",
    "Giám",
    "Thủ",
    "Bộ",
    "Hội",
    "Ủy",
    "Uỷ",
    "Rịa",
    "Ích",
    "Việt",
];
/// Family names, for "công dân …", after which places stand as well; `A` and `Y` in the Central Highlands.
const FAMILY_NAMES: [&str; 35] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ",
    "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trương", "Lương", "Mai", "Đoàn", "Trịnh", "Cao", "Đào",
    "Tạ", "Hà", "Lưu", "Tô", "Châu", "Thái", "Phùng", "Vương", "Nông", "A", "Y",
];
/// Mailboxes of offices.
const OFFICE_BOXES: [&str; 8] = [
    "ubnd", "vanthu", "vp", "phong", "so", "pakn", "motcua", "hotline",
];
/// How a mobile number is grouped.
const PHONE_GROUPS: [&[usize]; 7] = [
    &[10],
    &[4, 3, 3],
    &[3, 3, 4],
    &[3, 4, 3],
    &[4, 2, 2, 2],
    &[4, 6],
    &[3, 7],
];

/// Every trace in a text without footnote marks.
pub(super) fn traces(text: &str) -> Vec<Trace> {
    let mut traces = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        for at in 0..words.len() {
            traces.extend(trace(&words, at));
        }
    }
    traces
}

fn trace(words: &[&str], at: usize) -> Option<Trace> {
    let word = words.get(at)?;
    let made = |kind| move |excerpt| Trace { kind, excerpt };
    // Nearly every word of every text comes here: what cannot be a trace by its letters is not looked at closer.
    let in_numbers = || {
        phone(words, at)
            .map(made(Kind::Phone))
            .or_else(|| citizen_id(words, at).map(made(Kind::CitizenId)))
    };
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    let found = has_digit.then(in_numbers).flatten();
    found
        .or_else(|| mail(words, at).map(made(Kind::Mail)))
        .or_else(|| name(words, at).map(made(Kind::Name)))
}

fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn masked(digits: &str) -> String {
    let hidden = digits.len().saturating_sub(3);
    format!("..{}", digits.chars().skip(hidden).collect::<String>())
}

/// A mobile number that begins at a word, in one piece or in usual groups.
fn phone(words: &[&str], at: usize) -> Option<String> {
    let joined = words.get(at..)?.iter().take(4).copied().collect::<Vec<_>>();
    let begins_number = |word: &&str| core(word).starts_with(['0', '8']);
    joined.first().filter(|word| begins_number(word))?;
    (1..=joined.len()).find_map(|count| {
        let text = joined.get(..count)?.join(" ");
        let text = text.trim_matches(|c: char| !c.is_alphanumeric() && c != '+');
        let national = text.strip_prefix("+84").map_or_else(
            || text.to_owned(),
            |rest| format!("0{}", rest.trim_start_matches([' ', '.'])),
        );
        let groups: Vec<&str> = national.split([' ', '.', '-']).collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        let digits = groups.concat();
        let is_mobile = ["03", "05", "07", "08", "09"]
            .iter()
            .any(|prefix| digits.starts_with(prefix));
        (is_mobile && all_digits(&digits) && PHONE_GROUPS.contains(&lengths.as_slice()))
            .then(|| masked(&digits))
    })
}

/// Twelve digits alone, or nine after the name of the card.
fn citizen_id(words: &[&str], at: usize) -> Option<String> {
    let digits = core(words.get(at)?);
    let named = || {
        let earlier = words.get(at.saturating_sub(4)..at).unwrap_or_default();
        earlier.iter().any(|word| {
            let word = core(word).to_lowercase();
            matches!(word.as_str(), "cccd" | "cmnd" | "cmt" | "cước" | "minh")
        })
    };
    let fits = all_digits(digits) && (digits.len() == 12 || (digits.len() == 9 && named()));
    fits.then(|| masked(digits))
}

fn mail(words: &[&str], at: usize) -> Option<String> {
    let word = words.get(at).filter(|word| word.contains('@'))?;
    let (name, domain) = core(word).split_once('@')?;
    let office =
        domain.ends_with(".gov.vn") && OFFICE_BOXES.iter().any(|office| name.starts_with(office));
    let first = name.chars().next()?;
    (domain.contains('.') && !office).then(|| format!("{first}..@{domain}"))
}

/// A form of address and two or more capitalised words after it.
fn name(words: &[&str], at: usize) -> Option<String> {
    let address = *words.get(at).filter(|word| ends_like_an_address(word))?;
    let lower = core(address).to_lowercase();
    let earlier = at.checked_sub(1).and_then(|at| words.get(at));
    let earlier = earlier.map_or_else(String::new, |word| core(word).to_lowercase());
    let is_citizen = lower == "dân" && earlier == "công";
    if !address.ends_with(core(address))
        || !(is_citizen || ADDRESSES.contains(&lower.as_str()))
        || PLACE_WORDS.contains(&earlier.as_str())
    {
        return None;
    }
    let names = name_words(words.get(at + 1..)?);
    let first = names.first()?;
    let is_name = !NO_NAMES.contains(first) && (!is_citizen || FAMILY_NAMES.contains(first));
    let address = if is_citizen {
        "công dân"
    } else {
        core(address)
    };
    (names.len() >= 2 && is_name).then(|| format!("{address} {}", names.join(" ")))
}

/// Whether a word ends as "ông", "bà", "anh", "chị" and "dân" do.
fn ends_like_an_address(word: &str) -> bool {
    word.ends_with(['g', 'à', 'h', 'ị', 'n', 'G', 'À', 'H', 'Ị', 'N']) && word.len() <= 12
}

/// The capitalised words at the front, up to the first punctuation.
fn name_words<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut names = Vec::new();
    for word in words {
        let name = core(word);
        let mut letters = name.chars();
        let capitalised = letters.next().is_some_and(char::is_uppercase)
            && letters.all(|c| c.is_alphabetic() && c.is_lowercase());
        if !capitalised || !word.starts_with(name) {
            break;
        }
        names.push(name);
        if !word.ends_with(name) {
            break;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excerpts(text: &str) -> Vec<String> {
        traces(text)
            .into_iter()
            .map(|trace| trace.excerpt)
            .collect()
    }

    #[test]
    fn persons_are_noticed() {
        assert_eq!(
            excerpts("Công dân Nguyễn Văn An, thôn 3"),
            ["công dân Nguyễn Văn An"]
        );
        assert_eq!(
            excerpts("kiến nghị của ông A Xuân (xã Đăk Pne)"),
            ["ông A Xuân"]
        );
        assert_eq!(excerpts("và bà Lê Thị B."), ["bà Lê Thị B"]);
    }

    #[test]
    fn numbers_and_addresses_of_persons_are_noticed_and_masked() {
        assert_eq!(excerpts("ĐT: 0912345678."), ["..678"]);
        assert_eq!(
            excerpts("gọi 0912 345 678, hoặc 0912.345.679"),
            ["..678", "..679"]
        );
        assert_eq!(excerpts("+84 912 345 678"), ["..678"]);
        assert_eq!(excerpts("CCCD 062090001234"), ["..234"]);
        assert_eq!(excerpts("CMND số 233123456"), ["..456"]);
        assert_eq!(excerpts("thư an.nguyen@gmail.com"), ["a..@gmail.com"]);
    }

    #[test]
    fn what_only_looks_like_a_person_is_left_alone() {
        for text in [
            "tuyên truyền cho bà con Nhân dân",
            "đường Ông Ích Khiêm, đường Bà Triệu Phường 2, thành phố Bà Rịa - Vũng Tàu",
            "các ông, bà Trưởng phòng; bà Chánh Văn phòng; đường Hai Bà Trưng Kon Tum",
            "mọi công dân Việt Nam; công dân Kon Rẫy; công dân trên địa bàn",
            "dịch sang tiếng Anh Bộ tài liệu",
            "UBND huyện 233123456 đồng, 0260.3824.012, 3630 3638 21",
            "ubnd.konray@kontum.gov.vn",
            "08 đơn vị, 07 xã, 12 phòng",
        ] {
            assert_eq!(excerpts(text), Vec::<String>::new(), "{text}");
        }
    }
}
