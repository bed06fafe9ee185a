//! Keys in, screen out: a model on an in-memory screen, driven by a script of keys.
#![allow(clippy::expect_used, reason = "helpers of tests are tests too")]

use std::sync::LazyLock;

use chamdiem::criteria::builtin::{EXAMPLE, SETS};
use chamdiem::lang::Lang;
use chamdiem::points::{DecimalMark, print};
use chamdiem::store::{file::read_bytes, history::Record, set_format};
use chamdiem::tui::key::Key;
use chamdiem::tui::message::{Effect, Message, Opening, ReadHistory};
use chamdiem::tui::model::{Desk, Look, Mode, Model, Screen, Shelf};
use chamdiem::tui::{update, view};
use chamdiem::workbook::{Answer, Edit, Unit, Workbook};
use jiff::tz::{Offset, TimeZone};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// A screen under test.
pub(crate) struct Stage {
    pub(crate) model: Model,
    pub(crate) effects: Vec<Effect>,
    /// The record of edits as the clerk would read it.
    pub(crate) record: Record,
}

/// The example workbook. Read once: hundreds of stages are set up with it.
pub(crate) fn example() -> Workbook {
    static BOOK: LazyLock<Workbook> = LazyLock::new(|| {
        read_bytes("kon-ray-2023.json".as_ref(), EXAMPLE.as_bytes()).expect("the example reads")
    });
    BOOK.clone()
}

/// A workbook without answers, of the built-in set at a place.
fn fresh(set: usize, unit: &str) -> Workbook {
    let document = serde_json::from_str(SETS[set].json).expect("the set is JSON");
    let unit = Unit {
        name: unit.to_owned(),
        ..Unit::default()
    };
    Workbook::new(
        set_format::read(&document).expect("the set reads").set,
        unit,
        2023,
    )
}

/// A workbook of the official set without answers.
pub(crate) fn district() -> Workbook {
    static BOOK: LazyLock<Workbook> = LazyLock::new(|| fresh(0, "UBND huyện Kon Rẫy"));
    BOOK.clone()
}

/// A workbook of the set that has every kind of rule, without answers.
pub(crate) fn commune() -> Workbook {
    static BOOK: LazyLock<Workbook> = LazyLock::new(|| fresh(1, "UBND xã Đăk Ruồng"));
    BOOK.clone()
}

/// The usual look of a size.
pub(crate) const fn look(width: u16, height: u16) -> Look {
    Look {
        lang: Lang::Vi,
        ascii: false,
        width,
        height,
    }
}

impl Stage {
    /// A stage of a size with a workbook on the desk.
    pub(crate) fn with(book: Workbook, width: u16, height: u16) -> Self {
        Self::looking(look(width, height), book)
    }

    /// A stage with the example.
    pub(crate) fn example(width: u16, height: u16) -> Self {
        Self::with(example(), width, height)
    }

    /// A stage with another look.
    pub(crate) fn looking(look: Look, book: Workbook) -> Self {
        let mut stage = Self::picker(look, Shelf::default());
        let opening = Opening {
            book,
            file: "kon-ray-2023.json".to_owned(),
            read_only: None,
            notice: None,
            export_name: "~/bao-cao-kon-ray-2023-so1.docx".to_owned(),
        };
        stage.send(Message::Opened(Box::new(opening)));
        stage
    }

    /// A stage that shows the choice of workbooks.
    pub(crate) fn picker(look: Look, shelf: Shelf) -> Self {
        Self {
            model: Model::new(look, "cb1".to_owned(), shelf),
            effects: Vec::new(),
            record: Record::default(),
        }
    }

    /// Takes in a message.
    pub(crate) fn send(&mut self, message: Message) -> &mut Self {
        let effects = update::update(&mut self.model, message);
        let asked = effects.contains(&Effect::ReadHistory);
        self.effects.extend(effects);
        if asked {
            let read = ReadHistory::new(
                self.record.clone(),
                TimeZone::fixed(Offset::constant(7)),
                "cb1".to_owned(),
            );
            self.send(Message::History(Box::new(read)));
        }
        self
    }

    /// Presses the keys of a script, one read each: letters stand for themselves, `⏎` Enter, `⎋` Esc, `⇥` Tab,
    /// `⇤` Shift-Tab, `⌫` Backspace, `⌦` Del, arrows, `⇞ ⇟` pages, `⇱ ⇲` Home and End, `^D` Ctrl-D, `{F4}`.
    pub(crate) fn press(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            self.send(Message::Keys(vec![key]));
        }
        self
    }

    /// Keys that arrive in one read, as an input method sends them.
    pub(crate) fn burst(&mut self, script: &str) -> &mut Self {
        self.send(Message::Keys(keys(script)))
    }

    /// Keys or letters sent one by one, whatever a script takes them for.
    pub(crate) fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            self.send(Message::Keys(vec![Key::Char(c)]));
        }
        self
    }

    /// Text pasted in one piece.
    pub(crate) fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Message::Paste(text.to_owned()))
    }

    /// The file as it stands now was changed by somebody else.
    pub(crate) fn changed_elsewhere(
        &mut self,
        edits: u64,
        change: impl FnOnce(&mut Workbook),
    ) -> &mut Self {
        let mut book = self.book().clone();
        change(&mut book);
        self.send(Message::Changed {
            book: Box::new(book),
            edits,
        })
    }

    /// The desk.
    pub(crate) fn desk(&self) -> &Desk {
        match &self.model.screen {
            Screen::Desk(desk) => desk,
            Screen::Picker(_) => panic!("no workbook is open"),
        }
    }

    /// The workbook on the desk.
    pub(crate) fn book(&self) -> &Workbook {
        self.desk().sheet.book()
    }

    /// What is answered for a criterion.
    pub(crate) fn answer(&self, code: &str) -> &Answer {
        self.book().answer(code)
    }

    /// A figure of a criterion as it stands in the workbook; empty when it is not given.
    pub(crate) fn figure(&self, code: &str, figure: &str) -> String {
        let stored = self.answer(code).figures.get(figure);
        stored
            .map(chamdiem::points::Stored::text)
            .unwrap_or_default()
    }

    /// The code under the cursor.
    pub(crate) fn code(&self) -> &str {
        self.desk().code()
    }

    /// The points of a criterion as they count, `-` for none.
    pub(crate) fn points(&self, code: &str) -> String {
        let sheet = &self.desk().sheet;
        let id = sheet.book().set.find(code).expect("a code of the set");
        let points = sheet.scores().criterion(id).and_then(|score| score.points);
        points.map_or_else(
            || "-".to_owned(),
            |points| print(points, DecimalMark::Comma),
        )
    }

    /// The total as it stands, `90,29/97`.
    pub(crate) fn total(&self) -> String {
        let total = self.desk().sheet.scores().total;
        let shown = |number| print(number, DecimalMark::Comma);
        format!("{}/{}", shown(total.score), shown(total.max))
    }

    /// The edits handed to the store so far.
    pub(crate) fn stored(&self) -> Vec<&Edit> {
        self.effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Store(edit) => Some(edit),
                _ => None,
            })
            .collect()
    }

    /// What is typed in the open field, if one is open.
    pub(crate) fn field(&self) -> Option<String> {
        match &self.desk().mode {
            Mode::Field(field) => Some(field.line.text()),
            _ => None,
        }
    }

    /// The text in the editor, if one is open.
    pub(crate) fn written(&self) -> Option<String> {
        match &self.desk().mode {
            Mode::Text(entry) => Some(entry.editor.text()),
            _ => None,
        }
    }

    /// The row above the keys, where news stand.
    pub(crate) fn notice(&self) -> String {
        let rows = rows(&self.draw().0);
        rows[rows.len() - 2].trim().to_owned()
    }

    /// Whether a text is in sight.
    pub(crate) fn shows(&self, text: &str) -> bool {
        self.text().contains(text)
    }

    /// What is drawn, and where the cursor stands.
    pub(crate) fn draw(&self) -> (Buffer, Option<Position>) {
        let look = self.model.look;
        let mut buffer = Buffer::empty(Rect::new(0, 0, look.width, look.height));
        let cursor = view::draw(&self.model, &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text, rows without trailing blanks.
    pub(crate) fn text(&self) -> String {
        rows(&self.draw().0).join("\n")
    }

    /// The row that the hardware cursor stands in, with `_` put in at its cell.
    pub(crate) fn cursor_row(&self) -> Option<String> {
        let (buffer, cursor) = self.draw();
        let cursor = cursor?;
        let cells: String = (0..buffer.area.width)
            .flat_map(|x| {
                let mark = (x == cursor.x).then_some("_");
                mark.into_iter().chain([buffer[(x, cursor.y)].symbol()])
            })
            .collect();
        Some(cells.trim_end().to_owned())
    }

    /// The rows that are in reverse video from end to end, such as the selected one.
    pub(crate) fn reversed_rows(&self) -> Vec<String> {
        let (buffer, _) = self.draw();
        let reversed = |y: u16| {
            (0..buffer.area.width)
                .filter(|x| buffer[(*x, y)].modifier.contains(Modifier::REVERSED))
                .count()
        };
        let text = rows(&buffer);
        (0..buffer.area.height)
            .filter(|y| reversed(*y) > usize::from(buffer.area.width) / 4)
            .map(|y| text[usize::from(y)].clone())
            .collect()
    }
}

/// The rows of a buffer as text.
pub(crate) fn rows(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let line = |row: &[ratatui::buffer::Cell]| {
        row.iter()
            .map(ratatui::buffer::Cell::symbol)
            .collect::<String>()
            .trim_end()
            .to_owned()
    };
    buffer.content.chunks(width.max(1)).map(line).collect()
}

/// The keys of a script.
pub(crate) fn keys(script: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = script.chars();
    while let Some(c) = rest.next() {
        keys.push(match c {
            '⏎' => Key::Enter,
            '⎋' => Key::Esc,
            '⇥' => Key::Tab,
            '⇤' => Key::BackTab,
            '⌫' => Key::Backspace,
            '⌦' => Key::Delete,
            '↑' => Key::Up,
            '↓' => Key::Down,
            '←' => Key::Left,
            '→' => Key::Right,
            '⇞' => Key::PageUp,
            '⇟' => Key::PageDown,
            '⇱' => Key::Home,
            '⇲' => Key::End,
            '^' => Key::Ctrl(rest.next().expect("a letter after ^").to_ascii_lowercase()),
            '{' => {
                let name: String = rest.by_ref().take_while(|c| *c != '}').collect();
                Key::F(
                    name.trim_start_matches('F')
                        .parse()
                        .expect("a function key"),
                )
            }
            c => Key::Char(c),
        });
    }
    keys
}
