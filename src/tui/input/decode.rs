//! The decoder: bytes in, in whatever pieces the line delivers them, keys and pastes out. A state machine without
//! a clock: whoever feeds it waits as long as [`Decoder::pending`] asks and then calls [`Decoder::expire`].

use std::time::Duration;

use crate::tui::input::sequence::{self, Reading};
use crate::tui::key::Key;

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// What the terminal sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A key.
    Key(Key),
    /// A bracketed paste, as sent: not cleaned, with its line ends.
    Paste(String),
    /// A byte that is no UTF-8 was dropped: the terminal is set to another character set.
    Garbled,
}

/// What the decoder waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The rest of a key: an ESC may be the key Esc or the first byte of an arrow.
    Sequence,
    /// The end of a paste.
    Paste,
}

impl Hold {
    /// How long to wait for the next byte before calling [`Decoder::expire`].
    pub const fn limit(self) -> Duration {
        match self {
            Self::Sequence => Duration::from_millis(100),
            // Only against a lost end mark; a long paste over a bad line pauses for seconds.
            Self::Paste => Duration::from_secs(5),
        }
    }
}

/// What the byte before this one was, where that matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Before {
    #[default]
    Anything,
    /// A carriage return: a line feed after it is the same Enter.
    Return,
    /// An ESC that was given out as the key Esc because nothing followed in time. The rest of an arrow key may
    /// still come.
    LateEscape,
}

/// The decoder.
#[derive(Debug, Default)]
pub struct Decoder {
    /// An unfinished sequence, beginning with ESC.
    held: Vec<u8>,
    /// The ESC in `held` was given out already.
    late: bool,
    /// An unfinished letter of several bytes.
    letter: Vec<u8>,
    paste: Option<Vec<u8>>,
    before: Before,
    out: Vec<Input>,
}

impl Decoder {
    /// Decodes what one read brought. How the bytes are split over reads changes nothing.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Input> {
        for byte in bytes {
            self.take(*byte);
        }
        std::mem::take(&mut self.out)
    }

    /// What is being waited for, if anything.
    pub fn pending(&self) -> Option<Hold> {
        if self.paste.is_some() {
            Some(Hold::Paste)
        } else if self.held.is_empty() {
            None
        } else {
            Some(Hold::Sequence)
        }
    }

    /// Nothing more came in time: what is held is given out as it stands.
    pub fn expire(&mut self) -> Vec<Input> {
        if let Some(text) = self.paste.take() {
            self.give_paste(&text);
        }
        let lone = self.held.len() == 1;
        let report = matches!(self.held.get(1..3), Some([b'[', b'<'..=b'?'] | [b'P', _]))
            || matches!(self.held.get(1), Some(b']')) && self.held.contains(&b';');
        if report {
            self.held.clear();
        } else {
            self.give_apart();
        }
        if lone {
            self.before = Before::LateEscape;
        }
        std::mem::take(&mut self.out)
    }

    fn take(&mut self, byte: u8) {
        if let Some(text) = &mut self.paste {
            text.push(byte);
            if text.ends_with(PASTE_END) {
                text.truncate(text.len() - PASTE_END.len());
                let text = std::mem::take(text);
                self.paste = None;
                self.give_paste(&text);
            }
        } else if self.held.is_empty() {
            self.take_plain(byte);
        } else {
            self.held.push(byte);
            self.judge();
        }
    }

    fn judge(&mut self) {
        let reading = sequence::read(&self.held);
        match reading {
            Reading::More => {}
            Reading::Key(key) => {
                self.drop_held();
                self.give(key);
            }
            Reading::Paste => {
                self.drop_held();
                self.paste = Some(Vec::new());
            }
            // After an Esc given out before, `[` and `j` are keys: only a whole known sequence is believed.
            Reading::Nothing | Reading::Broken(_) if self.late => self.give_apart(),
            Reading::Nothing => {
                self.drop_held();
            }
            Reading::Apart => self.give_apart(),
            Reading::Broken(kept) => {
                let held = self.drop_held();
                let rest = held.len().saturating_sub(kept);
                for byte in held.into_iter().skip(rest) {
                    self.take(byte);
                }
            }
        }
    }

    fn drop_held(&mut self) -> Vec<u8> {
        self.late = false;
        std::mem::take(&mut self.held)
    }

    /// Gives the ESC and what follows it out as single keys.
    fn give_apart(&mut self) {
        if !self.held.is_empty() && !self.late {
            self.give(Key::Esc);
        }
        for byte in self.drop_held().into_iter().skip(1) {
            self.take(byte);
        }
    }

    fn take_plain(&mut self, byte: u8) {
        let before = std::mem::take(&mut self.before);
        if byte < 0x80 {
            self.drop_letter();
        }
        match byte {
            ESC => self.held.push(byte),
            b'[' | b'O' if before == Before::LateEscape => {
                self.held.extend([ESC, byte]);
                self.late = true;
            }
            b'\r' => {
                self.give(Key::Enter);
                self.before = Before::Return;
            }
            b'\n' if before == Before::Return => {}
            b'\n' => self.give(Key::Enter),
            b'\t' => self.give(Key::Tab),
            0x08 | 0x7f => self.give(Key::Backspace),
            0x01..=0x1a => self.give(Key::Ctrl((byte - 1 + b'a').into())),
            ..b' ' => {}
            b' '..=b'~' => self.give(Key::Char(byte.into())),
            0x80.. => self.take_letter(byte),
        }
    }

    /// One byte of a letter of several. What cannot become a letter is dropped byte by byte, so that one wrong
    /// byte never takes a good letter along.
    fn take_letter(&mut self, byte: u8) {
        self.letter.push(byte);
        while let Err(error) = std::str::from_utf8(&self.letter) {
            if error.error_len().is_none() {
                return;
            }
            self.letter.remove(0);
            self.out.push(Input::Garbled);
        }
        let letter = std::mem::take(&mut self.letter);
        for c in std::str::from_utf8(&letter).unwrap_or_default().chars() {
            if !c.is_control() {
                self.give(Key::Char(c));
            }
        }
    }

    fn drop_letter(&mut self) {
        for _ in self.letter.drain(..) {
            self.out.push(Input::Garbled);
        }
    }

    fn give(&mut self, key: Key) {
        self.out.push(Input::Key(key));
    }

    fn give_paste(&mut self, bytes: &[u8]) {
        let mut text = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            text.push_str(chunk.valid());
            self.out
                .extend(chunk.invalid().iter().map(|_| Input::Garbled));
        }
        self.out.push(Input::Paste(text));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::key::Direction;

    fn keys(inputs: Vec<Input>) -> Vec<Key> {
        inputs
            .into_iter()
            .map(|input| match input {
                Input::Key(key) => key,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    fn typed(bytes: &[u8]) -> Vec<Key> {
        let mut decoder = Decoder::default();
        let typed = keys(decoder.feed(bytes));
        assert_eq!(decoder.pending(), None, "{}", bytes.escape_ascii());
        typed
    }

    fn letters(text: &str) -> Vec<Key> {
        text.chars().map(Key::Char).collect()
    }

    #[test]
    fn every_terminal_sends_its_arrows_and_function_keys_in_its_own_dialect() {
        let table: &[(&[u8], Key)] = &[
            (b"\x1b[A", Key::Up),
            (b"\x1b[B", Key::Down),
            (b"\x1bOC", Key::Right),
            (b"\x1bOD", Key::Left),
            (b"\x1b[H", Key::Home),
            (b"\x1bOH", Key::Home),
            (b"\x1b[1~", Key::Home),
            (b"\x1b[7~", Key::Home),
            (b"\x1b[F", Key::End),
            (b"\x1bOF", Key::End),
            (b"\x1b[4~", Key::End),
            (b"\x1b[8~", Key::End),
            (b"\x1b[3~", Key::Delete),
            (b"\x1b[5~", Key::PageUp),
            (b"\x1b[6~", Key::PageDown),
            (b"\x1bOP", Key::F(1)),
            (b"\x1bOS", Key::F(4)),
            (b"\x1b[P", Key::F(1)),
            (b"\x1b[11~", Key::F(1)),
            (b"\x1b[14~", Key::F(4)),
            (b"\x1b[[A", Key::F(1)),
            (b"\x1b[[E", Key::F(5)),
            (b"\x1b[15~", Key::F(5)),
            (b"\x1b[17~", Key::F(6)),
            (b"\x1b[21~", Key::F(10)),
            (b"\x1b[23~", Key::F(11)),
            (b"\x1b[24~", Key::F(12)),
            (b"\x1b[Z", Key::BackTab),
        ];
        for (bytes, key) in table {
            assert_eq!(typed(bytes), [*key], "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn ctrl_moves_by_words_and_shift_selects() {
        let table: &[(&[u8], Key)] = &[
            (b"\x1b[1;5C", Key::WordRight),
            (b"\x1b[5D", Key::WordLeft),
            (b"\x1bOc", Key::WordRight),
            (b"\x1b[1;5H", Key::CtrlHome),
            (b"\x1b[8^", Key::CtrlEnd),
            (b"\x1b[1;5A", Key::Up),
            (b"\x1b[1;2A", Key::Select(Direction::Up)),
            (b"\x1b[1;2D", Key::Select(Direction::Left)),
            (b"\x1b[1;2F", Key::Select(Direction::End)),
            (b"\x1b[7$", Key::Select(Direction::Home)),
            (b"\x1b[b", Key::Select(Direction::Down)),
            (b"\x1b[1;129C", Key::Right),
            (b"\x1b[3;5~", Key::Delete),
        ];
        for (bytes, key) in table {
            assert_eq!(typed(bytes), [*key], "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn the_number_pad_types_numbers_in_application_mode_too() {
        let pad = b"\x1bOp\x1bOq\x1bOr\x1bOs\x1bOt\x1bOu\x1bOv\x1bOw\x1bOx\x1bOy\x1bOk\x1bOm\x1bOn\x1bOl\x1bOj\x1bOo";
        assert_eq!(typed(pad), letters("0123456789+-.,*/"));
        assert_eq!(typed(b"\x1bOM"), [Key::Enter]);
    }

    #[test]
    fn both_backspaces_and_all_line_ends_are_one_key() {
        assert_eq!(typed(b"\x7f\x08"), [Key::Backspace; 2]);
        assert_eq!(typed(b"\r\n"), [Key::Enter]);
        assert_eq!(typed(b"\r\r\n\n"), [Key::Enter; 3]);
        assert_eq!(
            typed(b"\x13\x1a\x1f\x00\t"),
            [Key::Ctrl('s'), Key::Ctrl('z'), Key::Tab]
        );
    }

    #[test]
    fn an_input_method_burst_keeps_its_order() {
        let mut expected = letters("vie");
        expected.push(Key::Backspace);
        expected.extend(letters("êt"));
        expected.extend([Key::Backspace; 2]);
        expected.extend(letters("ệt"));
        assert_eq!(typed("vie\u{8}êt\u{8}\u{7f}ệt".as_bytes()), expected);
    }

    #[test]
    fn alt_with_a_key_is_esc_and_the_key() {
        assert_eq!(typed(b"\x1bn"), [Key::Esc, Key::Char('n')]);
        assert_eq!(typed("\x1bđ".as_bytes()), [Key::Esc, Key::Char('đ')]);
        assert_eq!(typed(b"\x1b\r"), [Key::Esc, Key::Enter]);
        assert_eq!(typed(b"\x1b]]"), [Key::Esc, Key::Char(']'), Key::Char(']')]);
        assert_eq!(typed(b"\x1b\x1b[A"), [Key::Esc, Key::Up]);
    }

    #[test]
    fn figures_typed_at_once_after_a_section_key_all_arrive() {
        let mut expected = vec![Key::Esc];
        expected.extend(letters("[642"));
        expected.push(Key::Enter);
        assert_eq!(typed(b"\x1b[642\r"), expected);
    }

    #[test]
    fn a_split_arrow_is_an_arrow_and_a_lone_esc_waits_for_it() {
        let mut decoder = Decoder::default();
        for byte in [ESC, b'['] {
            assert_eq!(decoder.feed(&[byte]), []);
            assert_eq!(decoder.pending(), Some(Hold::Sequence));
        }
        assert_eq!(keys(decoder.feed(b"A")), [Key::Up]);
        assert_eq!(decoder.feed(b"\x1b"), []);
        assert_eq!(keys(decoder.expire()), [Key::Esc]);
        assert_eq!(decoder.feed(b"\x1b\x1b"), [Input::Key(Key::Esc)]);
        assert_eq!(keys(decoder.expire()), [Key::Esc]);
        assert_eq!(decoder.pending(), None);
    }

    #[test]
    fn esc_and_a_bracket_with_nothing_after_are_two_keys() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b["), []);
        assert_eq!(keys(decoder.expire()), [Key::Esc, Key::Char('[')]);
        assert_eq!(keys(decoder.feed(b"[j")), letters("[j"));
    }

    #[test]
    fn the_rest_of_an_arrow_that_comes_late_leaves_no_letters() {
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b");
        assert_eq!(keys(decoder.expire()), [Key::Esc]);
        assert_eq!(keys(decoder.feed(b"[A")), [Key::Up]);
        assert_eq!(keys(decoder.feed(b"[A")), letters("[A"));
        decoder.feed(b"\x1b");
        decoder.expire();
        assert_eq!(keys(decoder.feed(b"[j")), letters("[j"));
        decoder.feed(b"\x1b");
        decoder.expire();
        assert_eq!(decoder.feed(b"["), []);
        assert_eq!(keys(decoder.expire()), letters("["));
    }

    #[test]
    fn reports_and_answers_of_the_terminal_never_become_text() {
        let reports: &[&[u8]] = &[
            b"\x1b[I",
            b"\x1b[O",
            b"\x1b[<0;12;7M",
            b"\x1b[<35;1;1m",
            b"\x1b[M !!",
            b"\x1b[?64;1;2c",
            b"\x1b[?2026;1$y",
            b"\x1b[24;80R",
            b"\x1b[25~",
            b"\x1b[1;5P",
            b"\x1b[2~",
            b"\x1b[201~",
            b"\x1b]11;rgb:0000/0000/0000\x07",
            b"\x1b]11;rgb:0000/0000/0000\x1b\\",
            b"\x1bP>|xterm(390)\x1b\\",
            b"\x1bP1+r544e=787465726d\x1b\\",
        ];
        for bytes in reports {
            assert_eq!(typed(bytes), [], "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_report_cut_off_takes_no_key_along() {
        assert_eq!(typed(b"\x1b[<0;12\x1b[A"), [Key::Up]);
        assert_eq!(typed(b"\x1b]11;rgb:00\r"), [Key::Enter]);
        assert_eq!(typed(b"\x1b]11;rgb:00\x1b[A"), [Key::Up]);
        let mut decoder = Decoder::default();
        decoder.feed(b"\x1b]11;rgb:00");
        assert_eq!(decoder.expire(), []);
        assert_eq!(keys(decoder.feed(b"a")), letters("a"));
    }

    #[test]
    fn a_paste_in_pieces_is_one_paste_with_its_line_ends() {
        let mut decoder = Decoder::default();
        let bytes = "a\x1b[200~Đoạn 1\r\n\x1b[Adòng 2\n\x1b[201~b".as_bytes();
        let inputs: Vec<Input> = bytes
            .iter()
            .flat_map(|byte| decoder.feed(&[*byte]))
            .collect();
        assert_eq!(
            inputs,
            [
                Input::Key(Key::Char('a')),
                Input::Paste("Đoạn 1\r\n\x1b[Adòng 2\n".to_owned()),
                Input::Key(Key::Char('b')),
            ]
        );
    }

    #[test]
    fn a_paste_whose_end_is_lost_is_given_out() {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.feed(b"\x1b[200~abc"), []);
        assert_eq!(decoder.pending(), Some(Hold::Paste));
        assert_eq!(decoder.expire(), [Input::Paste("abc".to_owned())]);
        assert_eq!(keys(decoder.feed(b"j")), letters("j"));
    }

    #[test]
    fn bytes_of_another_character_set_are_counted_and_nothing_else_is_lost() {
        let mut decoder = Decoder::default();
        let inputs = decoder.feed(b"ti\xea\xf1ng \xc4\x91");
        let garbled = inputs.iter().filter(|input| **input == Input::Garbled);
        assert_eq!(garbled.count(), 2);
        let good = inputs.into_iter().filter(|input| *input != Input::Garbled);
        assert_eq!(keys(good.collect()), letters("ting đ"));
        assert_eq!(decoder.feed(b"\xe1\xbb"), []);
        assert_eq!(keys(decoder.feed(b"\x87")), letters("ệ"));
    }

    fn stream() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            prop::collection::vec(any::<u8>(), 0..6),
            "[\\x1b\\[\\]OP0-9;~A-Da-d<?M$ \\r\\n\\x07]{0,8}".prop_map(String::into_bytes),
            prop::sample::select(vec![
                &b"\x1b[200~"[..],
                b"\x1b[201~",
                b"\x1b]11;",
                b"\x1b\\",
                b"\x1bP>|",
                b"\x1b[1;5C",
                b"\xe1\xbb\x87",
            ])
            .prop_map(<[u8]>::to_vec),
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn the_pieces_in_which_the_line_delivers_change_nothing(bytes in stream(), sizes in prop::collection::vec(1_usize..5, 0..40)) {
            let whole = Decoder::default().feed(&bytes);
            let mut decoder = Decoder::default();
            let mut pieces = Vec::new();
            let mut rest = bytes.as_slice();
            for size in sizes {
                let (piece, after) = rest.split_at(size.min(rest.len()));
                pieces.extend(decoder.feed(piece));
                rest = after;
            }
            pieces.extend(decoder.feed(rest));
            prop_assert_eq!(whole, pieces);
        }

        #[test]
        fn after_a_pause_nothing_is_held_and_plain_typing_arrives(bytes in stream()) {
            let mut decoder = Decoder::default();
            decoder.feed(&bytes);
            decoder.expire();
            decoder.expire();
            prop_assert_eq!(decoder.pending(), None);
            let after = decoder.feed(b"ab");
            prop_assert!(after.ends_with(&[Input::Key(Key::Char('a')), Input::Key(Key::Char('b'))]));
        }
    }
}
