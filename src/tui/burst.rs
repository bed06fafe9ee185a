//! What an input method at the other end of the line makes of command keys, turned back into those keys. It sends
//! Backspaces and the recomposed letters of what it takes for a word, all in one read. Knows no command: the caller
//! says which characters are bound.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::fold;
use crate::tui::key::Key;

/// Letters of a word that are kept; no syllable is longer.
const LONGEST_WORD: usize = 16;

/// The command keys of one read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The keys to run, in order.
    pub keys: Vec<Key>,
    /// Whether keys were dropped because the input method made something unbound of them.
    pub dropped: bool,
}

/// The keys of command position, with what an input method believes to have typed there.
#[derive(Clone, Debug, Default)]
pub struct CommandKeys {
    /// The last word as the input method believes it stands.
    word: String,
    /// Backspaces that ended a read: their letters may come in the next one.
    owed: usize,
    /// Everything is dropped up to the next Enter or Esc.
    dropping: bool,
}

/// What one key or burst meant.
enum Meant {
    /// The key itself.
    Plain(Key),
    /// The key that an input method made something else of.
    Folded(char),
    /// The same, of a letter that came composed and alone: nothing was swallowed before it.
    Lone(char),
    /// Nothing.
    Nothing,
}

impl CommandKeys {
    /// The keys that were pressed, as far as they can be told. A burst of Backspaces and letters is one key and never
    /// the base letter again; a stray Backspace is nothing. When a burst meant a key that is not bound, all is dropped
    /// up to and including the next Enter or Esc, across reads: it may be a number whose first digit was swallowed.
    /// Function and Ctrl keys are never part of that: they end it and are run.
    pub fn read(&mut self, keys: &[Key], is_bound: impl Fn(char) -> bool) -> Outcome {
        let mut outcome = Outcome::default();
        let mut rest = keys;
        while !rest.is_empty() {
            let (meant, left) = self.take(rest);
            rest = left;
            match meant {
                Meant::Nothing => {}
                Meant::Plain(key @ (Key::F(_) | Key::Ctrl(_))) => {
                    self.dropping = false;
                    outcome.keys.push(key);
                }
                Meant::Plain(key) if self.dropping => {
                    outcome.dropped = true;
                    self.dropping = !matches!(key, Key::Enter | Key::Esc);
                }
                Meant::Plain(key) => outcome.keys.push(key),
                Meant::Folded(key) if !self.dropping && is_bound(key) => {
                    outcome.keys.push(Key::Char(key));
                }
                Meant::Lone(key) if !self.dropping => {
                    outcome.keys.extend(is_bound(key).then_some(Key::Char(key)));
                }
                Meant::Folded(_) | Meant::Lone(_) => {
                    outcome.dropped = true;
                    self.dropping = true;
                }
            }
        }
        outcome
    }

    /// Forgets the word: something else was typed into meanwhile.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// What the first key or burst of some keys meant, and the keys after it.
    fn take<'k>(&mut self, keys: &'k [Key]) -> (Meant, &'k [Key]) {
        let Some((first, after)) = keys.split_first() else {
            return (Meant::Nothing, keys);
        };
        match first {
            Key::Backspace => {
                let (count, after) = leading_backspaces(keys);
                self.owed += count;
                if matches!(after.first(), Some(Key::Char(_))) {
                    self.burst(after)
                } else {
                    (Meant::Nothing, after)
                }
            }
            Key::Char(c) if self.owed > 0 && !c.is_ascii() => self.burst(keys),
            Key::Char(c) => {
                self.forget_owed();
                (self.lone(*c), after)
            }
            key => {
                self.word.clear();
                self.owed = 0;
                (Meant::Plain(*key), after)
            }
        }
    }

    /// Takes the letters that stand in for what the owed Backspaces deleted.
    fn burst<'k>(&mut self, keys: &'k [Key]) -> (Meant, &'k [Key]) {
        let count = self.owed;
        let deleted = self.forget_owed();
        let letters = leading_letters(keys);
        let retyped: String = letters.iter().take(count).collect();
        let typed = letters.get(count).copied();
        let (meant, taken) = match (newest_mark(&deleted, &retyped), typed) {
            (Some(key), _) => (Meant::Folded(key), count),
            (None, Some(c)) => (
                Meant::Folded(lone_key(c).unwrap_or(c)),
                retyped.chars().count() + 1,
            ),
            (None, None) => (unmarked(&deleted, &retyped), count),
        };
        let taken = taken.min(letters.len());
        self.remember(letters.iter().take(taken).copied());
        (meant, keys.get(taken..).unwrap_or_default())
    }

    /// A character that came without Backspaces.
    fn lone(&mut self, c: char) -> Meant {
        if is_combining_mark(c) {
            return Meant::Nothing;
        }
        if let Some(key) = lone_key(c) {
            self.remember([c]);
            return Meant::Lone(key);
        }
        if c.is_alphanumeric() {
            self.remember([c]);
        } else {
            self.word.clear();
        }
        Meant::Plain(Key::Char(c))
    }

    fn remember(&mut self, letters: impl IntoIterator<Item = char>) {
        self.word.extend(letters);
        let over = self.word.chars().count().saturating_sub(LONGEST_WORD);
        self.word = self.word.chars().skip(over).collect();
    }

    /// Takes from the word what the owed Backspaces deleted.
    fn forget_owed(&mut self) -> String {
        let kept = self.word.chars().count().saturating_sub(self.owed);
        self.owed = 0;
        let deleted = self.word.chars().skip(kept).collect();
        self.word = self.word.chars().take(kept).collect();
        deleted
    }
}

/// Directly after a letter command opened a text, the input method may take that letter for the start of the word:
/// its Backspaces, followed in the same read by a composed form of the letter, are no deletion. Then these are the
/// keys to be typed: the letter or mark that was pressed, and whatever follows. `None` for any other read.
pub fn opened_by(letter: char, keys: &[Key]) -> Option<Vec<Key>> {
    let (count, after) = leading_backspaces(keys);
    let retyped: String = leading_letters(after).iter().take(count).collect();
    let bare = fold(&retyped);
    if count == 0
        || retyped.chars().count() < count
        || !bare.ends_with(&fold(letter.encode_utf8(&mut [0; 4])))
    {
        return None;
    }
    let typed = newest_mark(&bare, &retyped)?;
    let following = after.get(count..).unwrap_or_default();
    Some([&[Key::Char(typed)], following].concat())
}

fn leading_backspaces(keys: &[Key]) -> (usize, &[Key]) {
    let count = keys
        .iter()
        .take_while(|key| **key == Key::Backspace)
        .count();
    (count, keys.get(count..).unwrap_or_default())
}

fn leading_letters(keys: &[Key]) -> Vec<char> {
    keys.iter()
        .map_while(|key| {
            if let Key::Char(c) = key {
                Some(*c)
            } else {
                None
            }
        })
        .collect()
}

/// The key of the mark that a retyped piece of a word has and the deleted piece had not: the tone, when several came
/// at once, for it is typed last.
fn newest_mark(deleted: &str, retyped: &str) -> Option<char> {
    let mut before = mark_keys(deleted);
    let mut added = mark_keys(retyped);
    added.retain(|key| {
        let known = before.iter().position(|old| old == key);
        known.map(|at| before.swap_remove(at)).is_none()
    });
    let tone = added.iter().rev().find(|key| "sfrxj".contains(**key));
    tone.or(added.last()).copied()
}

/// A burst that added neither a mark nor a letter: a mark was taken away (`z`), or a key that had become a letter is
/// itself again.
fn unmarked(deleted: &str, retyped: &str) -> Meant {
    let fewer = mark_keys(retyped).len() < mark_keys(deleted).len();
    match retyped.chars().last() {
        Some(_) if fewer && fold(deleted) == fold(retyped) => Meant::Folded('z'),
        Some(c) if c.is_ascii() => Meant::Folded(c),
        Some(_) | None => Meant::Nothing,
    }
}

/// The key of a composed letter that came alone: its tone, or what makes its shape. `ơ` and `ư` come alone from the
/// brackets; `None` when it is no composed letter of Vietnamese.
fn lone_key(c: char) -> Option<char> {
    match c {
        'ơ' | 'Ơ' => Some('['),
        'ư' | 'Ư' => Some(']'),
        _ => newest_mark("", c.encode_utf8(&mut [0; 4])),
    }
}

/// The Telex keys of all marks of a text: `ế` has `e` and `s`.
fn mark_keys(text: &str) -> Vec<char> {
    let mut keys = Vec::new();
    let mut base = ' ';
    for c in text.nfd() {
        let key = match c {
            '\u{301}' => 's',
            '\u{300}' => 'f',
            '\u{309}' => 'r',
            '\u{303}' => 'x',
            '\u{323}' => 'j',
            '\u{302}' if "aeoAEO".contains(base) => base,
            '\u{31b}' | '\u{306}' => 'w',
            'đ' => 'd',
            'Đ' => 'D',
            _ => {
                base = c;
                continue;
            }
        };
        keys.push(key);
    }
    keys
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Keys as a line: `<` is Backspace, `⏎` Enter, `⎋` Esc, `↓` Down; all else stands for itself.
    fn keys(line: &str) -> Vec<Key> {
        line.chars()
            .map(|c| match c {
                '<' => Key::Backspace,
                '⏎' => Key::Enter,
                '⎋' => Key::Esc,
                '↓' => Key::Down,
                '④' => Key::F(4),
                c => Key::Char(c),
            })
            .collect()
    }

    fn bound(c: char) -> bool {
        "uejkgnNtxocvsrfhmpbqdao[]1234567890".contains(c)
    }

    /// Reads, parted by `|`, and what is run.
    #[track_caller]
    fn runs(reads: &str, run: &str) {
        let mut commands = CommandKeys::default();
        let mut all = Vec::new();
        for read in reads.split('|') {
            all.extend(commands.read(&keys(read), bound).keys);
        }
        assert_eq!(all, keys(run), "{reads}");
    }

    #[test]
    fn a_burst_is_the_one_key_that_was_pressed_and_never_the_base_letter_again() {
        for (reads, run) in [
            ("u|<ụ", "uj"),
            ("u|<ũ", "ux"),
            ("u|<ụ|<uj", "ujj"),
            ("u<ụ<uj", "ujj"),
            ("e|<ê", "ee"),
            ("e|<ê|<ế", "ees"),
            ("e|<ê|<ee", "eee"),
            ("o|<ó|<ò|<of", "osff"),
            ("d|<đ", "dd"),
            ("a|<â|<aa", "aaa"),
            ("<uj", "j"),
            ("<ụ", "j"),
            ("hoa|<<òa|<<oàn", "hoafn"),
        ] {
            runs(reads, run);
        }
    }

    #[test]
    fn the_newest_mark_is_told_by_what_stood_there_before() {
        for (deleted, retyped, key) in [
            ("u", "ụ", Some('j')),
            ("ê", "ệ", Some('j')),
            ("ẹ", "ệ", Some('e')),
            ("hòa", "hóa", Some('s')),
            ("òa", "oà", None),
            ("uo", "ươ", Some('w')),
            ("a", "ă", Some('w')),
            ("ô", "ơ", Some('w')),
            ("o", "ồ", Some('f')),
            ("d", "đ", Some('d')),
            ("D", "Đ", Some('D')),
            ("E", "Ê", Some('E')),
            ("E", "Ẹ", Some('j')),
            ("ụ", "u", None),
        ] {
            assert_eq!(newest_mark(deleted, retyped), key, "{deleted} {retyped}");
        }
    }

    #[test]
    fn a_composed_letter_alone_is_the_key_that_made_it() {
        for (letter, key) in [
            ('đ', 'd'),
            ('Đ', 'D'),
            ('ê', 'e'),
            ('Ê', 'E'),
            ('â', 'a'),
            ('ô', 'o'),
            ('ă', 'w'),
            ('ơ', '['),
            ('ư', ']'),
            ('Ư', ']'),
            ('é', 's'),
            ('ệ', 'j'),
            ('ứ', 's'),
        ] {
            assert_eq!(lone_key(letter), Some(key), "{letter}");
        }
        for plain in ['u', 'U', '5', '中', 'ç', ' '] {
            assert_eq!(lone_key(plain), None, "{plain}");
        }
        runs("đ|<dd", "dd");
    }

    #[test]
    fn a_stray_backspace_does_nothing() {
        runs("<", "");
        runs("u|<|<<|j", "uj");
        runs("<<↓", "↓");
        runs("u|\u{323}", "u");
    }

    #[test]
    fn letters_that_come_a_read_later_than_their_backspaces_still_belong_to_them() {
        runs("u|<|ụ", "uj");
        runs("o|<|ơ5", "o");
        runs("u|<|u", "uu");
    }

    #[test]
    fn a_number_whose_first_digit_was_swallowed_is_never_written() {
        let mut commands = CommandKeys::default();
        let unbound = |c: char| c == 'u' || c.is_ascii_digit();
        for (read, run, dropped) in [
            ("u", "u", false),
            ("<ú5", "", true),
            ("0↓", "", true),
            ("⏎", "", true),
            ("7", "7", false),
            ("u", "u", false),
            ("<ù", "", true),
            ("3⎋4", "4", true),
        ] {
            let outcome = commands.read(&keys(read), unbound);
            assert_eq!(
                outcome,
                Outcome {
                    keys: keys(run),
                    dropped
                },
                "{read}"
            );
        }
    }

    #[test]
    fn a_function_key_works_even_while_keys_are_dropped() {
        let mut commands = CommandKeys::default();
        assert!(commands.read(&keys("u<ú"), |_| false).dropped);
        let outcome = commands.read(&keys("5④5"), bound);
        assert_eq!(outcome.keys, keys("④5"));
    }

    #[test]
    fn a_mark_taken_away_is_the_key_for_that_and_not_the_letter() {
        let mut commands = CommandKeys::default();
        let all = |_| true;
        commands.read(&keys("u<ụ"), all);
        assert_eq!(commands.read(&keys("<u"), all).keys, keys("z"));
    }

    #[test]
    fn a_digit_after_a_bound_mark_stays_a_key_of_its_own() {
        runs("u|<ú5", "us5");
    }

    #[test]
    fn a_letter_that_opened_a_text_is_not_deleted_from_what_was_stored() {
        for (letter, read, typed) in [
            ('e', "<ê", Some("e")),
            ('e', "<é", Some("s")),
            ('e', "<ê Huy", Some("e Huy")),
            ('o', "<ơ", Some("w")),
            ('o', "<ọ", Some("j")),
            ('e', "<<úe", Some("s")),
            ('E', "<Ê", Some("E")),
            ('e', "<", None),
            ('e', "<a", None),
            ('e', "<e", None),
            ('e', "<ô", None),
            ('e', "<<ê", None),
            ('e', "ê", None),
            ('e', "", None),
            ('x', "<ê", None),
        ] {
            assert_eq!(
                opened_by(letter, &keys(read)),
                typed.map(keys),
                "{letter} {read}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_read_is_too_strange(reads in prop::collection::vec("[<⏎⎋↓④a-z0-9đêơưụứ\u{323}]{0,8}", 0..6)) {
            let mut commands = CommandKeys::default();
            for read in reads {
                let pressed = keys(&read);
                let outcome = commands.read(&pressed, bound);
                prop_assert!(outcome.keys.len() <= pressed.len());
                prop_assert!(!outcome.keys.contains(&Key::Backspace));
                opened_by('e', &pressed);
            }
        }

        #[test]
        fn without_an_input_method_every_key_is_itself(read in "[⏎⎋↓④a-zA-Z0-9 /:?+=-]{0,12}") {
            let pressed = keys(&read);
            prop_assert_eq!(CommandKeys::default().read(&pressed, |_| false).keys, pressed);
        }
    }
}
