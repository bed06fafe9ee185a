//! The editor of explanations and reasons: the buffer of the text area with our own keys and rows around it. Rows are
//! those of `text::wrap_line`, as everywhere. It composes late marks, groups typing into runs as a person would take
//! them back, and keeps the hardware cursor on its letter.
//! Knows no workbook and keeps no history of its own: every change is an edit of the sheet.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
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
    /// The first row in sight.
    top: usize,
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

/// A row as it is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    /// The line of the text.
    line: usize,
    /// Its part of the line, in characters.
    columns: Range<usize>,
    /// Whether the line ends here.
    ends_line: bool,
}

impl Row {
    /// The columns of this row that lie in a selection.
    fn within(&self, selection: Selection) -> Option<(usize, usize)> {
        let (from, to) = selection;
        let start = if from.0 < self.line { 0 } else { from.1 };
        let end = if to.0 > self.line { usize::MAX } else { to.1 };
        let (start, end) = (start.max(self.columns.start), end.min(self.columns.end));
        (from.0 <= self.line && self.line <= to.0 && start < end).then_some((start, end))
    }

    /// The last place of the cursor that belongs to this row and not to the next.
    const fn last_column(&self) -> usize {
        if self.ends_line {
            self.columns.end
        } else {
            self.columns.end.saturating_sub(1)
        }
    }
}

/// From and to, each line and column.
type Selection = ((usize, usize), (usize, usize));

/// The rows of one line.
fn rows_of(line: usize, text: &str, width: u16) -> Vec<Row> {
    let mut start = 0;
    let parts = text::wrap_line(text, usize::from(width));
    let last = parts.len() - 1;
    let row = |(place, part): (usize, Range<usize>)| {
        let columns = start..start + text.get(part).map_or(0, |part| part.chars().count());
        start = columns.end;
        Row {
            line,
            columns,
            ends_line: place == last,
        }
    };
    parts.into_iter().enumerate().map(row).collect()
}

/// The row in which the cursor stands at a line and column.
fn row_of(rows: &[Row], place: (usize, usize)) -> usize {
    let holds = |row: &Row| row.line == place.0 && place.1 <= row.last_column();
    rows.iter()
        .position(holds)
        .unwrap_or(rows.len().saturating_sub(1))
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
        area.set_wrap_mode(WrapMode::None);
        area.set_max_histories(0);
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
            top: 0,
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

    /// Tells the editor its size, and keeps the cursor's row in sight.
    pub fn fit(&mut self, width: u16, height: u16) {
        (self.width, self.height) = (width.max(1), height.max(1));
        let row = self.cursor_row();
        let height = usize::from(self.height);
        self.top = self.top.clamp((row + 1).saturating_sub(height), row);
    }

    /// The rows as they are drawn: the line of the text and its part, in characters.
    fn rows(&self) -> Vec<Row> {
        let lines = self.area.lines().iter().enumerate();
        lines
            .flat_map(|(line, text)| rows_of(line, text, self.width))
            .collect()
    }

    /// The row that the cursor stands in.
    fn cursor_row(&self) -> usize {
        let rows = self.rows();
        row_of(&rows, self.place())
    }

    /// Line and column of the cursor, in characters.
    fn place(&self) -> (usize, usize) {
        let cursor = self.area.cursor();
        (cursor.0, cursor.1)
    }

    /// Draws the text and says where the cursor stands.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let rows = self.rows();
        let selected = self.area.selection_range();
        for (row, y) in rows.iter().skip(self.top).zip(area.top()..area.bottom()) {
            self.draw_row(
                row,
                selected,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
                buffer,
            );
        }
        let (line, column) = self.place();
        let row = row_of(&rows, (line, column));
        let y = area.y + u16::try_from(row.checked_sub(self.top)?).ok()?;
        let start = rows.get(row)?.columns.start;
        let before: String = self
            .letters(line)
            .skip(start)
            .take(column - start)
            .collect();
        let x = area.x + u16::try_from(text::width(&before)).ok()?;
        // After a full row the cursor waits on its last cell.
        let position = Position::new(x.min(area.right().saturating_sub(1)), y);
        area.contains(position).then_some(position)
    }

    fn draw_row(&self, row: &Row, selected: Option<Selection>, at: Rect, buffer: &mut Buffer) {
        let part = |from: usize, to: usize| -> String {
            self.letters(row.line)
                .skip(from)
                .take(to.saturating_sub(from))
                .collect()
        };
        let (start, end) = (row.columns.start, row.columns.end);
        let room = usize::from(at.width);
        buffer.set_stringn(at.x, at.y, part(start, end), room, Style::new());
        if let Some((from, to)) = selected.and_then(|selected| row.within(selected)) {
            let wide = |text: &str| u16::try_from(text::width(text)).unwrap_or(at.width);
            let x = at.x + wide(&part(start, from)).min(at.width);
            let width = wide(&part(from, to)).min(at.right() - x);
            buffer.set_style(
                Rect { x, width, ..at },
                Style::new().add_modifier(Modifier::REVERSED),
            );
        }
    }

    fn letters(&self, line: usize) -> impl Iterator<Item = char> {
        self.area
            .lines()
            .get(line)
            .into_iter()
            .flat_map(|text| text.chars())
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
        let pasted = text::visible(pasted);
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
        let cleaned = text::visible(&c.to_string());
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
            Key::Up => self.step_rows(-1),
            Key::Down => self.step_rows(1),
            Key::PageUp => self.step_rows(-self.page()),
            Key::PageDown => self.step_rows(self.page()),
            Key::CtrlHome => self.jump(0, 0),
            Key::CtrlEnd => {
                self.area.move_cursor(CursorMove::Bottom);
                self.area.move_cursor(CursorMove::End);
            }
            key => self.area.move_cursor(simple_move(key)),
        }
        Typed::Moved
    }

    /// Rows of a page, one of which stays in sight.
    fn page(&self) -> isize {
        isize::try_from(self.height.saturating_sub(1).max(1)).unwrap_or(1)
    }

    /// So many rows up or down, in the same column where the row reaches it.
    fn step_rows(&mut self, step: isize) {
        let rows = self.rows();
        let (line, column) = self.place();
        let here = row_of(&rows, (line, column));
        let target = here
            .saturating_add_signed(step)
            .min(rows.len().saturating_sub(1));
        if let (Some(from), Some(to)) = (rows.get(here), rows.get(target)) {
            let wanted = to.columns.start + (column - from.columns.start.min(column));
            self.jump(to.line, wanted.min(to.last_column()));
        }
    }

    /// Home goes to the start of the row as seen, not of the paragraph.
    fn row_start(&mut self) {
        let rows = self.rows();
        if let Some(row) = rows.get(row_of(&rows, self.place())) {
            self.jump(row.line, row.columns.start);
        }
    }

    fn row_end(&mut self) {
        let rows = self.rows();
        if let Some(row) = rows.get(row_of(&rows, self.place())) {
            self.jump(row.line, row.last_column());
        }
    }

    fn jump(&mut self, row: usize, column: usize) {
        let bounded = |number: usize| u16::try_from(number).unwrap_or(u16::MAX);
        self.area
            .move_cursor(CursorMove::Jump(bounded(row), bounded(column)));
    }

    /// How many bytes of the text stand before the cursor.
    pub fn offset(&self) -> usize {
        let cursor = self.area.cursor();
        let lines = self.area.lines();
        let above: usize = lines.iter().take(cursor.0).map(|line| line.len() + 1).sum();
        let before = lines.get(cursor.0).map_or(0, |line| {
            line.chars().take(cursor.1).map(char::len_utf8).sum()
        });
        above + before
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
        Key::Left => CursorMove::Back,
        Key::WordLeft => CursorMove::WordBack,
        Key::WordRight => CursorMove::WordForward,
        _ => CursorMove::Forward,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn drawn(editor: &Editor, area: Rect) -> (Vec<String>, Option<Position>) {
        let mut buffer = Buffer::empty(area);
        let cursor = editor.draw(area, &mut buffer);
        let width = usize::from(area.width);
        let row = |cells: &[ratatui::buffer::Cell]| {
            let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
            text.trim_end().to_owned()
        };
        (buffer.content.chunks(width).map(row).collect(), cursor)
    }

    #[test]
    fn rows_break_after_spaces_and_the_cursor_waits_at_the_end() {
        let area = Rect::new(0, 0, 12, 4);
        let mut editor = Editor::new("hồ sơ 642/663, đạt 96,83 %", 1);
        editor.fit(area.width, area.height);
        let (rows, cursor) = drawn(&editor, area);
        assert_eq!(rows, ["hồ sơ", "642/663, đạt", "96,83 %", ""]);
        assert_eq!(cursor, Some(Position::new(7, 2)));
    }

    #[test]
    fn arrows_follow_the_rows_as_seen() {
        let mut editor = Editor::new("một hai ba bốn", 1);
        editor.fit(8, 3);
        assert_eq!(editor.place(), (0, 14));
        editor.key(Key::Up);
        assert_eq!(editor.place(), (0, 6));
        editor.key(Key::Home);
        assert_eq!(editor.place(), (0, 0));
        editor.key(Key::End);
        assert_eq!(editor.place(), (0, 7));
        editor.key(Key::Down);
        assert_eq!(editor.place(), (0, 14));
    }

    #[test]
    fn a_word_with_its_space_is_one_run_and_a_paste_another() {
        let mut editor = Editor::new("", 1);
        let mut runs = Vec::new();
        for c in "hồ sơ ".chars() {
            editor.key(Key::Char(c));
            runs.push(editor.run());
        }
        editor.paste("dán vào");
        runs.push(editor.run());
        editor.key(Key::Char('x'));
        runs.push(editor.run());
        assert_eq!(runs, [1, 1, 1, 2, 2, 2, 3, 4]);
    }

    proptest! {
        #[test]
        fn the_cursor_stands_before_the_letter_it_is_at(
            text in "[a-zđệ ,.%0-9\n]{0,80}",
            width in 4_u16..40,
            back in 0_usize..30,
        ) {
            let mut editor = Editor::new(&crate::text::clean(&text), 1);
            for _ in 0..back {
                editor.key(Key::Left);
            }
            let area = Rect::new(0, 0, width, 200);
            editor.fit(area.width, area.height);
            let (line, column) = editor.place();
            let under = editor.letters(line).nth(column);
            let (rows, cursor) = drawn(&editor, area);
            let cursor = cursor.expect("in sight");
            let shown = rows[usize::from(cursor.y)].chars().nth(usize::from(cursor.x));
            // A space that hangs over the edge, and the end of a full row, have no cell of their own.
            if let Some(letter) = under.filter(|letter| *letter != ' ') {
                prop_assert_eq!(shown, Some(letter));
            }
        }
    }
}
