//! The editor of explanations and reasons: the text area with our own keys around it. It composes late marks,
//! groups typing into runs as a person would take them back, and keeps the hardware cursor on its letter.
//! Knows no workbook and keeps no history of its own: every change is an edit of the sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;
use tui_textarea::{CursorMove, TextArea, WrapMode};

use crate::text;
use crate::tui::key::{Direction, Key};

/// A text being written.
#[derive(Debug)]
pub struct Editor {
    area: TextArea<'static>,
    run: Run,
    width: u16,
    height: u16,
    /// What was copied or cut last.
    kept: String,
    /// Whether the selection was begun by a key of its own and grows with plain movement.
    holds_selection: bool,
}

/// Typing that is taken back together: a word with the space after it, a stretch of deleting, a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    number: u64,
    kind: RunKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunKind {
    /// Nothing typed since the cursor was put here.
    Fresh,
    /// Inside a word.
    Word,
    /// After a space: the next letter begins a new run.
    Gap,
    /// Deleting; letters typed next still belong to it, as input methods retype a word.
    Deleting,
    /// Complete: whatever comes next begins a new run.
    Closed,
}

/// What a key did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The text changed.
    Changed,
    /// The cursor or the selection moved.
    Moved,
    /// Nothing happened here.
    Ignored,
}

impl Editor {
    /// Opens a text with the cursor at its end. `run` numbers continue from the last editor's, so that runs of
    /// two visits are never taken back together.
    pub fn new(text: &str, run: u64) -> Self {
        let lines = text.split('\n').map(str::to_owned).collect();
        let mut area = TextArea::new(lines);
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(0);
        area.set_cursor_style(Style::new());
        area.set_cursor_line_style(Style::new());
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self {
            area,
            run: Run {
                number: run,
                kind: RunKind::Fresh,
            },
            width: 1,
            height: 1,
            kept: String::new(),
            holds_selection: false,
        }
    }

    /// The whole text.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// The number of the run that the last change belongs to.
    pub const fn run(&self) -> u64 {
        self.run.number
    }

    /// Tells the editor its size, so that rows and pages are known before it is drawn.
    pub fn fit(&mut self, width: u16, height: u16) {
        (self.width, self.height) = (width, height);
        let area = Rect::new(0, 0, width.max(1), height.max(1));
        (&self.area).render(area, &mut Buffer::empty(area));
    }

    /// Draws the text and says where the cursor stands.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        (&self.area).render(area, buffer);
        let cursor = self.area.screen_cursor();
        let (top, left) = self.area.scroll_offset();
        let x = area.x + u16::try_from(cursor.col).ok()?.checked_sub(left)?;
        let y = area.y + u16::try_from(cursor.row).ok()?.checked_sub(top)?;
        // After a full row the cursor waits on its last cell.
        let position = Position::new(x.min(area.right() - 1), y);
        area.contains(position).then_some(position)
    }

    /// Puts another text in, with the cursor after so many bytes.
    pub fn replace(&mut self, text: &str, at: usize) {
        let run = self.run.number + 1;
        let (width, height) = (self.width, self.height);
        let kept = std::mem::take(&mut self.kept);
        *self = Self {
            kept,
            ..Self::new(text, run)
        };
        self.fit(width, height);
        let front = text.split_at_checked(at).map_or(text, |(front, _)| front);
        let row = front.matches('\n').count();
        let column = front
            .rsplit('\n')
            .next()
            .unwrap_or_default()
            .chars()
            .count();
        self.jump(row, column);
    }

    /// One key of the editor. Keys that leave it or belong to the whole screen never come here.
    pub fn key(&mut self, key: Key) -> Typed {
        match key {
            Key::Char(c) => self.insert(c),
            Key::Tab => self.insert(' '),
            Key::Enter => self.newline(),
            Key::Backspace | Key::Delete | Key::Ctrl('w' | 'x' | 'v' | 'c' | 'k' | 'a') => {
                self.edit_key(key)
            }
            Key::Up | Key::Down | Key::Left | Key::Right | Key::Home | Key::End => {
                self.moved(key, false)
            }
            Key::PageUp
            | Key::PageDown
            | Key::WordLeft
            | Key::WordRight
            | Key::CtrlHome
            | Key::CtrlEnd
            | Key::Ctrl('e') => self.moved(key, false),
            Key::Select(direction) => self.moved(selecting(direction), true),
            Key::Ctrl(_) | Key::F(_) | Key::Esc | Key::BackTab => Typed::Ignored,
        }
    }

    fn edit_key(&mut self, key: Key) -> Typed {
        match key {
            Key::Backspace => self.delete(TextArea::delete_char),
            Key::Delete => self.delete(TextArea::delete_next_char),
            Key::Ctrl('w') => self.delete(TextArea::delete_word),
            Key::Ctrl('x') => self.cut(),
            Key::Ctrl('v') => self.paste(&self.kept.clone()),
            Key::Ctrl('c') => self.copy(),
            Key::Ctrl('a') => self.select_all(),
            _ => self.toggle_selection(),
        }
    }

    /// Puts pasted text in as a run of its own. The text is cleaned here.
    pub fn paste(&mut self, pasted: &str) -> Typed {
        let pasted = text::clean(pasted);
        if pasted.is_empty() {
            return Typed::Ignored;
        }
        self.begin_run(RunKind::Closed);
        self.area.insert_str(pasted);
        Typed::Changed
    }

    fn insert(&mut self, c: char) -> Typed {
        if unicode_normalization::char::is_combining_mark(c) {
            return self.compose(c);
        }
        let cleaned = text::clean(&c.to_string());
        let Some(c) = cleaned.chars().next() else {
            return Typed::Ignored;
        };
        match (self.run.kind, c.is_whitespace()) {
            (RunKind::Closed, true) => self.begin_run(RunKind::Gap),
            (RunKind::Gap | RunKind::Closed, false) => self.begin_run(RunKind::Word),
            (RunKind::Fresh | RunKind::Word | RunKind::Gap | RunKind::Deleting, true) => {
                self.run.kind = RunKind::Gap;
            }
            (RunKind::Fresh | RunKind::Word | RunKind::Deleting, false) => {
                self.run.kind = RunKind::Word;
            }
        }
        self.area.insert_char(c);
        Typed::Changed
    }

    /// A mark that comes after its letter joins it; without a letter it is dropped.
    fn compose(&mut self, mark: char) -> Typed {
        let Some(composed) = self
            .before_cursor()
            .and_then(|letter| text::compose(letter, mark))
        else {
            return Typed::Ignored;
        };
        self.area.delete_char();
        self.area.insert_char(composed);
        self.run.kind = RunKind::Word;
        Typed::Changed
    }

    fn newline(&mut self) -> Typed {
        match self.run.kind {
            RunKind::Closed => self.begin_run(RunKind::Gap),
            RunKind::Fresh | RunKind::Word | RunKind::Gap | RunKind::Deleting => {
                self.run.kind = RunKind::Gap;
            }
        }
        self.area.insert_newline();
        Typed::Changed
    }

    fn delete(&mut self, delete: impl FnOnce(&mut TextArea<'static>) -> bool) -> Typed {
        match self.run.kind {
            RunKind::Gap | RunKind::Closed => self.begin_run(RunKind::Deleting),
            RunKind::Fresh => self.run.kind = RunKind::Deleting,
            RunKind::Word | RunKind::Deleting => {}
        }
        if delete(&mut self.area) {
            Typed::Changed
        } else {
            Typed::Ignored
        }
    }

    fn copy(&mut self) -> Typed {
        self.area.copy();
        self.kept = self.area.yank_text();
        Typed::Moved
    }

    fn cut(&mut self) -> Typed {
        if !self.area.is_selecting() {
            return Typed::Ignored;
        }
        self.begin_run(RunKind::Closed);
        let changed = self.area.cut();
        self.kept = self.area.yank_text();
        if changed {
            Typed::Changed
        } else {
            Typed::Ignored
        }
    }

    fn select_all(&mut self) -> Typed {
        self.area.select_all();
        Typed::Moved
    }

    fn toggle_selection(&mut self) -> Typed {
        if self.area.is_selecting() {
            self.area.cancel_selection();
        } else {
            self.area.start_selection();
        }
        self.holds_selection = self.area.is_selecting();
        Typed::Moved
    }

    /// Whether something is being selected.
    pub fn is_selecting(&self) -> bool {
        self.area.is_selecting()
    }

    fn moved(&mut self, key: Key, select: bool) -> Typed {
        if !self.area.is_selecting() {
            self.holds_selection = false;
        }
        if select && !self.area.is_selecting() {
            self.area.start_selection();
        } else if !select && !self.holds_selection {
            self.area.cancel_selection();
        }
        if self.run.kind != RunKind::Fresh {
            self.begin_run(RunKind::Fresh);
        }
        match key {
            Key::Home => self.row_start(),
            Key::End | Key::Ctrl('e') => self.row_end(),
            Key::PageUp => self.page(CursorMove::Up),
            Key::PageDown => self.page(CursorMove::Down),
            Key::CtrlHome => self.jump(0, 0),
            Key::CtrlEnd => {
                self.area.move_cursor(CursorMove::Bottom);
                self.area.move_cursor(CursorMove::End);
            }
            key => self.area.move_cursor(simple_move(key)),
        }
        Typed::Moved
    }

    fn page(&mut self, step: CursorMove) {
        for _ in 0..self.height.saturating_sub(1).max(1) {
            self.area.move_cursor(step);
        }
    }

    /// Home goes to the start of the row as seen, not of the paragraph.
    fn row_start(&mut self) {
        let cursor = self.area.screen_cursor();
        let start = self.area.screen_to_data(cursor.row, 0);
        self.jump(start.0, start.1);
    }

    fn row_end(&mut self) {
        let cursor = self.area.screen_cursor();
        let end = self.area.screen_to_data(cursor.row, usize::from(u16::MAX));
        self.jump(end.0, end.1);
    }

    fn jump(&mut self, row: usize, column: usize) {
        let bounded = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(bounded(row), bounded(column)));
    }

    /// The letter before the cursor.
    pub fn before_cursor(&self) -> Option<char> {
        let cursor = self.area.cursor();
        let line = self.area.lines().get(cursor.0)?;
        line.chars().nth(cursor.1.checked_sub(1)?)
    }

    /// The word before the cursor, as far as it is letters.
    pub fn word_before_cursor(&self) -> String {
        let cursor = self.area.cursor();
        let Some(line) = self.area.lines().get(cursor.0) else {
            return String::new();
        };
        let front: Vec<char> = line.chars().take(cursor.1).collect();
        let start = front
            .iter()
            .rposition(|c| !c.is_alphanumeric())
            .map_or(0, |place| place + 1);
        front.into_iter().skip(start).collect()
    }

    /// Replaces the word before the cursor as part of the same run: what a built-in input method does.
    pub fn retype_word(&mut self, length: usize, word: &str) {
        for _ in 0..length {
            self.area.delete_char();
        }
        self.area.insert_str(word);
    }

    fn begin_run(&mut self, kind: RunKind) {
        self.run = Run {
            number: self.run.number + 1,
            kind,
        };
    }
}

const fn selecting(direction: Direction) -> Key {
    match direction {
        Direction::Up => Key::Up,
        Direction::Down => Key::Down,
        Direction::Left => Key::Left,
        Direction::Right => Key::Right,
        Direction::Home => Key::Home,
        Direction::End => Key::End,
    }
}

const fn simple_move(key: Key) -> CursorMove {
    match key {
        Key::Up => CursorMove::Up,
        Key::Down => CursorMove::Down,
        Key::Left => CursorMove::Back,
        Key::WordLeft => CursorMove::WordBack,
        Key::WordRight => CursorMove::WordForward,
        _ => CursorMove::Forward,
    }
}
