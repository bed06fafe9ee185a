//! The built-in input method, off unless somebody turns it on: Telex or VNI for terminals without one. Turns the
//! ASCII keys of one word into Vietnamese and says how to retype what stands there; knows no editor and no cursor.
//!
//! Every key composes the whole word afresh from its keys, so the engine keeps no state that could go astray, and it
//! only ever sees ASCII letters and digits.

use bamboo_core::{Engine, InputMethodPreset, Mode};
use unicode_normalization::UnicodeNormalization;

use crate::lang::Lang;

/// Keys of a word that are composed; what is longer is no Vietnamese syllable.
const LONGEST_WORD: usize = 12;

/// Which keys make marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Method {
    /// Letters are what they are.
    #[default]
    Off,
    /// `tieengs` is `tiếng`.
    Telex,
    /// `tie61ng` is `tiếng`.
    Vni,
}

impl Method {
    /// The next one, in the order in which the key for it goes round.
    pub const fn next(self) -> Self {
        match self {
            Self::Off => Self::Telex,
            Self::Telex => Self::Vni,
            Self::Vni => Self::Off,
        }
    }

    /// As it is called on the screen.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Off => lang.pick("tắt", "off"),
            Self::Telex => "Telex",
            Self::Vni => "VNI",
        }
    }

    const fn preset(self) -> Option<InputMethodPreset> {
        match self {
            Self::Off => None,
            Self::Telex => Some(InputMethodPreset::Telex),
            Self::Vni => Some(InputMethodPreset::Vni),
        }
    }

    /// Whether a character belongs to a word that is composed.
    const fn takes(self, c: char) -> bool {
        match self {
            Self::Off => false,
            Self::Telex => c.is_ascii_alphabetic(),
            Self::Vni => c.is_ascii_alphanumeric(),
        }
    }

    /// The key that makes `đ` of a `d` before it, in capitals.
    const fn stroke(self) -> char {
        match self {
            Self::Off | Self::Telex => 'D',
            Self::Vni => '9',
        }
    }
}

/// What is to be done with a character that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feed {
    /// It is inserted as it is.
    Plain,
    /// In its place letters before the cursor are deleted and others inserted.
    Retype {
        /// Letters to delete.
        delete: usize,
        /// What to insert.
        insert: String,
    },
    /// It is inserted as it is, and an input method at the other end of the line has made it: this one has turned
    /// itself off, and that should be said.
    ClientComposes,
}

/// How far the characters since the last space are words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Context {
    /// Words of a text.
    #[default]
    Prose,
    /// An address, a path, a number with its symbol: only the `Đ` of codes is made.
    Code,
    /// A word that was edited into something whose keys cannot be told: left alone.
    Settled,
}

/// The word being typed.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    method: Method,
    keys: String,
    shown: String,
    context: Context,
    /// Whether a composed letter stands since the last space: then a stroke parts words, as in `đồng/tháng`.
    vietnamese: bool,
}

impl Composer {
    /// A composer with a method.
    pub fn new(method: Method) -> Self {
        Self {
            method,
            ..Self::default()
        }
    }

    /// The method in use.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// What the title line says while it is on: `Telex`.
    pub fn flag(&self, lang: Lang) -> Option<String> {
        (self.method != Method::Off).then(|| self.method.name(lang).to_owned())
    }

    /// Goes on to the next method, and says which.
    pub fn switch(&mut self) -> Method {
        *self = Self::new(self.method.next());
        self.method
    }

    /// The cursor moved, or the text changed otherwise: a new word begins.
    pub fn reset(&mut self) {
        *self = Self::new(self.method);
    }

    /// A character was typed.
    pub fn feed(&mut self, c: char) -> Feed {
        if self.method == Method::Off {
            return Feed::Plain;
        }
        if !c.is_ascii() && (c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c))
        {
            *self = Self::default();
            return Feed::ClientComposes;
        }
        if !self.method.takes(c) || self.begins_with_digit(c) {
            self.end_word(c);
            return Feed::Plain;
        }
        self.compose(c)
    }

    /// The letter before the cursor was deleted.
    pub fn backspace(&mut self) {
        if self.shown.pop().is_none() {
            return self.reset();
        }
        if self.shown.is_empty() && self.context == Context::Settled {
            self.context = Context::Prose;
        }
        let keys = keys_of(&self.shown, self.method);
        if compose(&keys, self.method, self.context) == self.shown {
            self.keys = keys;
        } else {
            self.context = Context::Settled;
        }
    }

    /// A digit where no word has begun belongs to a number or a code.
    fn begins_with_digit(&self, c: char) -> bool {
        c.is_ascii_digit() && self.keys.is_empty()
    }

    /// Something that is no letter of a word.
    fn end_word(&mut self, c: char) {
        self.vietnamese |= !self.shown.is_ascii();
        self.keys.clear();
        self.shown.clear();
        if c.is_whitespace() || matches!(c, '(' | '[' | '"' | ',' | ';') {
            self.context = Context::Prose;
            self.vietnamese = false;
        } else if c.is_ascii_digit() || (joins_code(c) && !self.vietnamese) {
            self.context = Context::Code;
        } else if self.context == Context::Settled {
            self.context = Context::Prose;
        }
    }

    fn compose(&mut self, c: char) -> Feed {
        self.keys.push(c);
        if self.keys.len() > LONGEST_WORD {
            self.context = Context::Settled;
        }
        let plain = format!("{}{c}", self.shown);
        let composed = if self.context == Context::Settled {
            plain.clone()
        } else {
            compose(&self.keys, self.method, self.context)
        };
        let feed = retyping(&self.shown, &plain, &composed);
        self.shown = composed;
        feed
    }
}

/// Characters that hold an address, a path or a symbol together.
const fn joins_code(c: char) -> bool {
    matches!(c, '.' | '@' | '/' | '\\' | ':' | '_' | '=' | '#')
}

/// How to get from what is shown to what is composed, when the key alone does not.
fn retyping(shown: &str, plain: &str, composed: &str) -> Feed {
    if plain == composed {
        return Feed::Plain;
    }
    let same = shown
        .chars()
        .zip(composed.chars())
        .take_while(|(one, other)| one == other)
        .count();
    Feed::Retype {
        delete: shown.chars().count() - same,
        insert: composed.chars().skip(same).collect(),
    }
}

/// The word that keys make.
fn compose(keys: &str, method: Method, context: Context) -> String {
    if let Some(code) = code_with_stroke(keys, method) {
        return code;
    }
    if context != Context::Prose || is_foreign(keys) {
        return keys.to_owned();
    }
    let Some(preset) = method.preset() else {
        return keys.to_owned();
    };
    let mut engine = Engine::from_preset(preset);
    for key in keys.chars() {
        engine.process_key(key, Mode::Vietnamese);
    }
    engine.output().nfc().collect()
}

/// Words that are left alone though they could be read as Vietnamese: the `www` of an address, capitals that begin
/// with a `P` no Vietnamese word has (`PAR INDEX`), and a capital with one digit (`A4`), which is a code. `Ý` and
/// `Ô` are words.
fn is_foreign(keys: &str) -> bool {
    let mut letters = keys.chars();
    let (first, second, third) = (letters.next(), letters.next(), letters.next());
    match (first, second) {
        (Some('w' | 'W'), Some('w' | 'W')) => true,
        (Some('P'), Some(next)) => is_capitals(keys) && next != 'H',
        (Some(first), Some(digit)) if digit.is_ascii_digit() && third.is_none() => {
            first.is_ascii_uppercase() && !matches!((first, digit), ('Y', '1') | ('O', '6'))
        }
        _ => false,
    }
}

fn is_capitals(keys: &str) -> bool {
    keys.chars()
        .all(|key| key.is_ascii_uppercase() || key.is_ascii_digit())
}

/// The codes of kinds and bodies: `QDD` is `QĐ`, `HDDND` is `HĐND` (`QD9` under VNI). Capitals without a vowel before
/// the `Đ`, so that no English word is one; a third `D` takes it back, and VNI's `D96` is a number.
fn code_with_stroke(keys: &str, method: Method) -> Option<String> {
    let stroke = method.stroke();
    let (before, after) = keys.split_once(&*format!("D{stroke}"))?;
    let taken_back = after.starts_with(|next: char| next == stroke || next.is_ascii_digit());
    let consonants = |c: char| c.is_ascii_uppercase() && !"AEIOUY".contains(c);
    if before.is_empty() || !before.chars().all(consonants) || !is_capitals(after) {
        return None;
    }
    if !taken_back {
        return Some(format!("{before}Đ{after}"));
    }
    let rest = after.strip_prefix('D')?;
    Some(format!("{before}DD{rest}"))
}

/// Keys that make a word: each letter with what shapes it, then the tone.
fn keys_of(word: &str, method: Method) -> String {
    let mut keys = String::with_capacity(word.len() + 4);
    let mut tone = None;
    let mut letter = ' ';
    for c in word.nfd() {
        if let Some(key) = tone_key(c, method) {
            tone = Some(key);
        } else if let Some(key) = shape_key(c, letter, method) {
            keys.push(key);
        } else {
            letter = match c {
                'đ' => 'd',
                'Đ' => 'D',
                c => c,
            };
            keys.push(letter);
            if letter != c {
                keys.push(if method == Method::Vni { '9' } else { letter });
            }
        }
    }
    keys.extend(tone);
    keys
}

fn shape_key(mark: char, letter: char, method: Method) -> Option<char> {
    let (telex, vni) = match mark {
        '\u{302}' => (letter, '6'),
        '\u{306}' => ('w', '8'),
        '\u{31b}' => ('w', '7'),
        _ => return None,
    };
    Some(if method == Method::Vni { vni } else { telex })
}

fn tone_key(c: char, method: Method) -> Option<char> {
    let (telex, vni) = match c {
        '\u{301}' => ('s', '1'),
        '\u{300}' => ('f', '2'),
        '\u{309}' => ('r', '3'),
        '\u{303}' => ('x', '4'),
        '\u{323}' => ('j', '5'),
        _ => return None,
    };
    Some(if method == Method::Vni { vni } else { telex })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A line of text as an editor keeps it.
    struct Line {
        composer: Composer,
        text: String,
    }

    impl Line {
        fn new(method: Method) -> Self {
            Self {
                composer: Composer::new(method),
                text: String::new(),
            }
        }

        /// Types keys; `<` is Backspace.
        fn typed(mut self, keys: &str) -> Self {
            for c in keys.chars() {
                if c == '<' {
                    self.text.pop();
                    self.composer.backspace();
                    continue;
                }
                match self.composer.feed(c) {
                    Feed::Plain | Feed::ClientComposes => self.text.push(c),
                    Feed::Retype { delete, insert } => {
                        for _ in 0..delete {
                            assert!(self.text.pop().is_some(), "deletes what is there");
                        }
                        self.text.push_str(&insert);
                    }
                }
            }
            self
        }
    }

    #[track_caller]
    fn types(method: Method, keys: &str, text: &str) {
        assert_eq!(Line::new(method).typed(keys).text, text, "{keys}");
    }

    #[test]
    fn telex_writes_the_words_of_a_report() {
        for (keys, text) in [
            ("thur tujc hanhf chinhs", "thủ tục hành chính"),
            ("TIEENGS VIEETJ", "TIẾNG VIỆT"),
            (
                "dduowcj quyeets khuyur ruwowuj thuowr",
                "được quyết khuỷu rượu thuở",
            ),
            ("Nghij ddinhj", "Nghị định"),
            ("uyr ban, hoaf, thuyr, quyr", "ủy ban, hòa, thủy, quỷ"),
            ("UYR BAN NHAAN DAAN", "ỦY BAN NHÂN DÂN"),
            ("Kon Raayx, DDawk Tow Lung", "Kon Rẫy, Đăk Tơ Lung"),
            ("giuwxa nuwowcs", "giữa nước"),
            ("ass aaa ddd", "as aa dd"),
            ("phaan tich(DDieeuf 3)", "phân tich(Điều 3)"),
            ("ddoongf/thangs", "đồng/tháng"),
        ] {
            types(Method::Telex, keys, text);
        }
    }

    #[test]
    fn the_codes_of_reference_numbers_get_their_stroke() {
        for (keys, text) in [
            ("QDD-UBND", "QĐ-UBND"),
            ("37/QDD-UBND", "37/QĐ-UBND"),
            ("37/2014/NDD-CP", "37/2014/NĐ-CP"),
            ("HDDND", "HĐND"),
            ("DDA", "ĐA"),
            ("BCDD", "BCĐ"),
            ("HDDD", "HDD"),
            ("ADD ODD ADDRESS", "ADD ODD ADDRESS"),
        ] {
            types(Method::Telex, keys, text);
        }
        types(Method::Vni, "37/QD9-UBND HD9ND", "37/QĐ-UBND HĐND");
        types(Method::Vni, "TD96", "TD96");
    }

    #[test]
    fn abbreviations_english_words_and_addresses_are_left_alone() {
        for keys in [
            "UBND",
            "TTHC",
            "CCHC",
            "CBCCVC",
            "SIPAS",
            "PAPI",
            "PCI",
            "VNeID",
            "PAR INDEX",
            "excel",
            "Excel",
            "word",
            "website",
            "software",
            "email",
            "ISO 9001",
            "www.aaa.vn",
            "konray.kontum.gov.vn/aas",
            "an.as@kontum.vn",
            "http://aaa.vn/ddas",
            "2as",
            "3.4.1aas",
            "tt12ss",
            "C:/aas",
        ] {
            types(Method::Telex, keys, keys);
        }
    }

    #[test]
    fn vni_composes_words_and_leaves_numbers_and_codes() {
        for (keys, text) in [
            ("thu3 tu5c ha2nh chi1nh", "thủ tục hành chính"),
            ("tie61ng Vie65t TIE61NG", "tiếng Việt TIẾNG"),
            ("d9u7o7c5", "được"),
            ("Y1 kie61n, O6 to6, O73", "Ý kiến, Ô tô, Ở"),
            ("D9ie62u 3, A8n, A6u", "Điều 3, Ăn, Âu"),
            ("A4", "A4"),
            ("A0 E5 D9 D96", "A0 E5 D9 D96"),
            ("12/01/2025", "12/01/2025"),
            ("QH15 T12 CT22", "QH15 T12 CT22"),
            ("642 ho62 so7", "642 hồ sơ"),
        ] {
            types(Method::Vni, keys, text);
        }
    }

    #[test]
    fn a_deleted_letter_leaves_the_rest_of_the_word_alive() {
        for (keys, text) in [
            ("tieengs<", "tiến"),
            ("tieengs<f", "tiền"),
            ("tieengs<<f", "tiề"),
            ("QDD<", "Q"),
            ("QDD<DD-UBND", "QĐ-UBND"),
            ("aas<<<", ""),
            ("toi <as", "toiá"),
            ("excel<<s", "excs"),
        ] {
            types(Method::Telex, keys, text);
        }
        types(Method::Vni, "tie61ng<2", "tiền");
    }

    #[test]
    fn an_input_method_at_the_other_end_turns_it_off() {
        let mut composer = Composer::new(Method::Telex);
        assert_eq!(composer.feed('a'), Feed::Plain);
        assert_eq!(composer.feed('ê'), Feed::ClientComposes);
        assert_eq!(composer.method(), Method::Off);
        assert_eq!(composer.feed('ê'), Feed::Plain);
        let mut composer = Composer::new(Method::Vni);
        assert_eq!(composer.feed('“'), Feed::Plain);
        assert_eq!(composer.feed('\u{301}'), Feed::ClientComposes);
    }

    #[test]
    fn a_movement_begins_a_new_word() {
        let mut composer = Composer::new(Method::Telex);
        assert_eq!(composer.feed('a'), Feed::Plain);
        composer.reset();
        assert_eq!(composer.feed('s'), Feed::Plain);
        assert_eq!(composer.method(), Method::Telex);
    }

    #[test]
    fn it_is_off_until_it_is_turned_on_and_goes_round() {
        let mut composer = Composer::default();
        assert_eq!(composer.feed('a'), Feed::Plain);
        assert_eq!(composer.feed('s'), Feed::Plain);
        let round: Vec<Method> = (0..3).map(|_| composer.switch()).collect();
        assert_eq!(round, [Method::Telex, Method::Vni, Method::Off]);
        assert_eq!(Method::Off.name(Lang::Vi), "tắt");
        assert_eq!(composer.flag(Lang::Vi), None);
        composer.switch();
        assert_eq!(composer.flag(Lang::Vi).as_deref(), Some("Telex"));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn any_keys_can_be_typed_and_deleted_again(keys in "[ -;=-~]{0,24}|[aeiouwdsfrxjDAEOP0-9<]{0,24}", vni: bool) {
            let method = if vni { Method::Vni } else { Method::Telex };
            let mut line = Line::new(method).typed(&keys);
            while line.text.pop().is_some() {
                line.composer.backspace();
            }
            prop_assert!(line.composer.shown.is_empty());
            prop_assert_eq!(line.typed("as a1").text, if vni { "as á" } else { "á a1" });
        }

        #[test]
        fn what_is_shown_is_always_what_stands_before_the_cursor(keys in "[a-zA-Z<]{0,16}") {
            let line = Line::new(Method::Telex).typed(&keys);
            prop_assert!(line.text.ends_with(&line.composer.shown), "{} {}", line.text, line.composer.shown);
        }
    }
}
