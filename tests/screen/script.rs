//! Keys in, screen out: a model on an in-memory screen, driven by a script of keys.

use chamdiem::lang::Lang;
use chamdiem::store::file::read_bytes;
use chamdiem::tui::key::Key;
use chamdiem::tui::message::{Effect, Message, Opening};
use chamdiem::tui::model::{Desk, Look, Model, Screen, Shelf};
use chamdiem::tui::{update, view};
use chamdiem::workbook::Workbook;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;

/// A screen under test.
pub struct Stage {
    pub model: Model,
    pub effects: Vec<Effect>,
}

/// The example workbook.
pub fn example() -> Workbook {
    read_bytes(
        "kon-ray-2023.json".as_ref(),
        chamdiem::criteria::builtin::EXAMPLE.as_bytes(),
    )
    .expect("the example reads")
}

impl Stage {
    /// A stage of a size with a workbook on the desk.
    pub fn with(book: Workbook, width: u16, height: u16) -> Self {
        let look = Look {
            lang: Lang::Vi,
            ascii: false,
            width,
            height,
        };
        Self::looking(look, book)
    }

    /// A stage with the example.
    pub fn example(width: u16, height: u16) -> Self {
        Self::with(example(), width, height)
    }

    /// A stage with another look.
    pub fn looking(look: Look, book: Workbook) -> Self {
        let mut stage = Self::picker(look, Shelf::default());
        let opening = Opening {
            book,
            file: "kon-ray-2023.json".to_owned(),
            read_only: None,
            notice: None,
        };
        stage.send(Message::Opened(Box::new(opening)));
        stage
    }

    /// A stage that shows the choice of workbooks.
    pub fn picker(look: Look, shelf: Shelf) -> Self {
        Self {
            model: Model::new(look, "cb1".to_owned(), shelf),
            effects: Vec::new(),
        }
    }

    /// Takes in a message.
    pub fn send(&mut self, message: Message) -> &mut Self {
        let effects = update::update(&mut self.model, message);
        self.effects.extend(effects);
        self
    }

    /// Presses the keys of a script, one read each: letters stand for themselves, `⏎` Enter, `⎋` Esc, `⇥` Tab,
    /// `⇤` Shift-Tab, `⌫` Backspace, `⌦` Del, arrows, `⇞ ⇟` pages, `⇱ ⇲` Home and End, `^D` Ctrl-D, `{F4}`.
    pub fn press(&mut self, script: &str) -> &mut Self {
        for key in keys(script) {
            self.send(Message::Keys(vec![key]));
        }
        self
    }

    /// Keys that arrive in one read, as an input method sends them.
    pub fn burst(&mut self, script: &str) -> &mut Self {
        self.send(Message::Keys(keys(script)))
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        match &self.model.screen {
            Screen::Desk(desk) => desk,
            Screen::Picker(_) => panic!("no workbook is open"),
        }
    }

    /// The workbook on the desk.
    pub fn book(&self) -> &Workbook {
        self.desk().sheet.book()
    }

    /// What is drawn, and where the cursor stands.
    pub fn draw(&self) -> (Buffer, Option<Position>) {
        let look = self.model.look;
        let mut buffer = Buffer::empty(Rect::new(0, 0, look.width, look.height));
        let cursor = view::draw(&self.model, &mut buffer);
        (buffer, cursor)
    }

    /// The screen as text, rows without trailing blanks.
    pub fn text(&self) -> String {
        rows(&self.draw().0).join("\n")
    }

    /// The rows that are in reverse video from end to end, such as the selected one.
    pub fn reversed_rows(&self) -> Vec<String> {
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
pub fn rows(buffer: &Buffer) -> Vec<String> {
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
pub fn keys(script: &str) -> Vec<Key> {
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
