//! One line of input: a figure, a code, a search, a field of a form. Knows letters and a cursor, no meaning.

use crate::text;
use crate::tui::editor::Typed;
use crate::tui::key::Key;

/// A line being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineInput {
    letters: Vec<char>,
    cursor: usize,
    untouched: bool,
}

impl LineInput {
    /// A line whose whole value is selected: the first character typed replaces it.
    pub fn selected(value: &str) -> Self {
        let letters: Vec<char> = text::clean_line(value).chars().collect();
        Self {
            cursor: letters.len(),
            letters,
            untouched: true,
        }
    }

    /// A line with the cursor after what stands in it.
    pub fn at_end(value: &str) -> Self {
        Self {
            untouched: false,
            ..Self::selected(value)
        }
    }

    /// What stands in it.
    pub fn text(&self) -> String {
        self.letters.iter().collect()
    }

    /// Whether nothing was typed since it was opened.
    pub const fn is_untouched(&self) -> bool {
        self.untouched
    }

    /// Whether it is empty.
    pub const fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// The text before the cursor, as far as it fits into so many columns from the right; with the text after
    /// it. What is drawn, and where the cursor stands.
    pub fn window(&self, columns: usize) -> (String, usize) {
        let front: String = self.letters.iter().take(self.cursor).collect();
        let mut start = 0;
        let mut wide = text::width(&front);
        for letter in &self.letters {
            if wide < columns.max(1) {
                break;
            }
            wide -= text::width(letter.encode_utf8(&mut [0; 4]));
            start += 1;
        }
        let shown: String = self.letters.iter().skip(start).collect();
        (text::take_columns(&shown, columns).to_owned(), wide)
    }

    /// One key. Keys that leave the line never come here.
    pub fn key(&mut self, key: Key) -> Typed {
        match key {
            Key::Char(c) => self.insert(c),
            Key::Backspace => self.erase(self.cursor.checked_sub(1)),
            Key::Delete => self.erase(Some(self.cursor)),
            Key::Ctrl('w') => self.erase_word(),
            Key::Left => self.move_to(self.cursor.saturating_sub(1)),
            Key::Right => self.move_to(self.cursor + 1),
            Key::Home | Key::CtrlHome => self.move_to(0),
            Key::End | Key::CtrlEnd | Key::Ctrl('e') => self.move_to(self.letters.len()),
            Key::WordLeft => self.move_to(self.word_start()),
            Key::WordRight => self.move_to(self.word_end()),
            Key::Ctrl(_) | Key::F(_) | Key::Enter | Key::Esc | Key::Tab | Key::BackTab => {
                Typed::Ignored
            }
            Key::Up | Key::Down | Key::PageUp | Key::PageDown | Key::Select(_) => Typed::Ignored,
        }
    }

    /// Puts pasted text in; line ends become spaces.
    pub fn paste(&mut self, pasted: &str) -> Typed {
        let pasted = text::visible(pasted).replace('\n', " ");
        let pasted = pasted.trim();
        if pasted.is_empty() {
            return Typed::Ignored;
        }
        for c in pasted.chars() {
            self.insert(c);
        }
        Typed::Changed
    }

    /// Replaces so many letters before the cursor: what a built-in input method does.
    pub fn retype(&mut self, length: usize, word: &str) {
        for _ in 0..length {
            self.erase(self.cursor.checked_sub(1));
        }
        for c in word.chars() {
            self.insert(c);
        }
    }

    fn insert(&mut self, c: char) -> Typed {
        if std::mem::take(&mut self.untouched) {
            self.letters.clear();
            self.cursor = 0;
        }
        if unicode_normalization::char::is_combining_mark(c) {
            return self.compose(c);
        }
        let cleaned = text::visible(c.encode_utf8(&mut [0; 4]));
        let Some(c) = cleaned.chars().next() else {
            return Typed::Ignored;
        };
        self.letters.insert(self.cursor, c);
        self.cursor += 1;
        Typed::Changed
    }

    fn compose(&mut self, mark: char) -> Typed {
        let place = self
            .cursor
            .checked_sub(1)
            .and_then(|place| self.letters.get_mut(place));
        match place.map(|letter| (text::compose(*letter, mark), letter)) {
            Some((Some(composed), letter)) => {
                *letter = composed;
                Typed::Changed
            }
            Some((None, _)) | None => Typed::Ignored,
        }
    }

    fn erase(&mut self, place: Option<usize>) -> Typed {
        if std::mem::take(&mut self.untouched)
            && place.is_some_and(|place| place >= self.letters.len())
        {
            // Del on a selected value empties it, as everywhere.
            self.letters.clear();
            self.cursor = 0;
            return Typed::Changed;
        }
        match place.filter(|place| *place < self.letters.len()) {
            Some(place) => {
                self.letters.remove(place);
                self.cursor = place;
                Typed::Changed
            }
            None => Typed::Ignored,
        }
    }

    fn erase_word(&mut self) -> Typed {
        let start = self.word_start();
        self.untouched = false;
        self.letters.drain(start..self.cursor);
        self.cursor = start;
        Typed::Changed
    }

    fn move_to(&mut self, place: usize) -> Typed {
        self.untouched = false;
        self.cursor = place.min(self.letters.len());
        Typed::Moved
    }

    fn word_start(&self) -> usize {
        let before = self.letters.iter().take(self.cursor);
        let letters: Vec<&char> = before.collect();
        let end = letters
            .iter()
            .rposition(|c| !c.is_whitespace())
            .map_or(0, |place| place + 1);
        letters
            .iter()
            .take(end)
            .rposition(|c| c.is_whitespace())
            .map_or(0, |place| place + 1)
    }

    fn word_end(&self) -> usize {
        let rest = self.letters.iter().enumerate().skip(self.cursor);
        let mut seen = false;
        for (place, letter) in rest {
            if letter.is_whitespace() && seen {
                return place;
            }
            seen |= !letter.is_whitespace();
        }
        self.letters.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(line: &mut LineInput, keys: &[Key]) -> String {
        for key in keys {
            line.key(*key);
        }
        line.text()
    }

    #[test]
    fn the_first_letter_replaces_a_selected_value_and_an_arrow_keeps_it() {
        assert_eq!(
            typed(&mut LineInput::selected("642"), &[Key::Char('7')]),
            "7"
        );
        assert_eq!(
            typed(
                &mut LineInput::selected("642"),
                &[Key::Left, Key::Char('7')]
            ),
            "6472"
        );
        assert_eq!(
            typed(&mut LineInput::selected("642"), &[Key::Backspace]),
            "64"
        );
        assert_eq!(typed(&mut LineInput::selected("642"), &[Key::Delete]), "");
    }

    #[test]
    fn late_marks_join_their_letter() {
        assert_eq!(
            typed(
                &mut LineInput::default(),
                &[Key::Char('e'), Key::Char('\u{323}'), Key::Char('\u{302}')]
            ),
            "ệ"
        );
    }

    #[test]
    fn a_long_line_shows_what_stands_around_the_cursor() {
        let line = LineInput::at_end("0123456789");
        assert_eq!(line.window(5), ("6789".to_owned(), 4));
        assert_eq!(LineInput::at_end("012").window(5), ("012".to_owned(), 3));
    }
}
