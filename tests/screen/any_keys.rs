//! Whatever is pressed in whatever order: nothing panics, the scores are those of the workbook, the store gets every
//! edit, and undoing everything leads back.

use chamdiem::lang::Lang;
use chamdiem::points::Stored;
use chamdiem::tui::key::{Direction, Key};
use chamdiem::tui::message::{Effect, Message};
use chamdiem::tui::model::{Look, Mode, Screen};
use chamdiem::workbook::{Edit, Scores, Workbook, apply};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::script::{Stage, commune, district, example, keys, look};

/// Something that may happen.
#[derive(Clone, Debug)]
enum Happening {
    Keys(Vec<Key>),
    Script(&'static str),
    Paste(String),
    Resize(u16, u16),
    Saved,
    SaveFailed,
    Colleague(usize, u32),
    Edited(Option<String>),
    Failed,
}

const CODES: [&str; 8] = [
    "3.4.1", "1.1.1", "2.1.1", "1.1.3", "3.3", "2.2.1", "1.3.1", "5.6",
];

fn key() -> impl Strategy<Value = Key> {
    use Direction as D;
    let plain = vec![
        Key::Enter,
        Key::Enter,
        Key::Enter,
        Key::Esc,
        Key::Tab,
        Key::BackTab,
        Key::Backspace,
        Key::Delete,
        Key::Up,
        Key::Down,
        Key::Left,
        Key::Right,
        Key::Home,
        Key::End,
        Key::PageUp,
        Key::PageDown,
        Key::WordLeft,
        Key::WordRight,
        Key::CtrlHome,
        Key::CtrlEnd,
        Key::Select(D::Up),
        Key::Select(D::Down),
        Key::Select(D::Left),
        Key::Select(D::Right),
        Key::Select(D::Home),
        Key::Select(D::End),
    ];
    prop_oneof![
        4 => select(plain),
        3 => prop::char::range('0', '9').prop_map(Key::Char),
        4 => prop::char::range(' ', '~').prop_map(Key::Char),
        1 => prop::char::range('a', 'z').prop_map(Key::Ctrl),
        1 => (1..=12u8).prop_map(Key::F),
        1 => select(vec!['ă', 'ơ', 'ệ', 'Đ', '\u{301}', '\u{323}', '漢', '😀', '\u{200d}', '\u{1b}', '\u{7f}', '\n', '\u{202e}']).prop_map(Key::Char),
        1 => any::<char>().prop_map(Key::Char),
    ]
}

fn happening() -> impl Strategy<Value = Happening> {
    let scripts = vec![
        "g341⏎",
        "g111⏎",
        "g113⏎",
        "g33⏎",
        "g162⏎",
        "⎋⎋",
        "⎋e",
        "⎋t",
        "⎋x",
        "⎋o",
        "⎋c",
        "⎋m",
        "⎋:",
        "⎋/",
        "⎋+",
        "⎋=",
        "⎋u",
        "^Z",
        "^Y",
        "⎋642⏎21⏎663⏎",
        "^D1",
        "^D+",
        "^D0",
        "12/BC-UBND 8/2/23⏎",
        "⎋t-⏎",
        "⎋t=⏎",
        "không phát sinh",
        "⎋o0,1⏎vì⏎",
        "⎋g222⏎=⏎",
    ];
    let text = prop_oneof![
        Just("642\t21\t663".to_owned()),
        Just("một\r\n\r\nhai [^1] *nghiêng*".to_owned()),
        "[ -~\u{1ea0}-\u{1ef9}\n\t\r]{0,40}",
        any::<String>(),
    ];
    let size = prop_oneof![
        select(vec![
            (120, 40),
            (80, 24),
            (60, 20),
            (40, 12),
            (39, 12),
            (1, 1),
            (0, 0)
        ]),
        (0..150u16, 0..60u16),
    ];
    prop_oneof![
        12 => vec(key(), 1..4).prop_map(Happening::Keys),
        8 => select(scripts).prop_map(Happening::Script),
        2 => text.clone().prop_map(Happening::Paste),
        1 => size.prop_map(|(width, height)| Happening::Resize(width, height)),
        1 => Just(Happening::Saved),
        1 => Just(Happening::SaveFailed),
        1 => (0..CODES.len(), 0..2000u32).prop_map(|(code, number)| Happening::Colleague(code, number)),
        1 => prop::option::of(text).prop_map(Happening::Edited),
        1 => Just(Happening::Failed),
    ]
}

/// A stage whose file is played by a second workbook that takes every edit handed to the store.
struct Play {
    stage: Stage,
    file: Workbook,
    stored: u64,
    seen: usize,
}

impl Play {
    fn new(book: Workbook) -> Self {
        Self {
            file: book.clone(),
            stage: Stage::with(book, 80, 24),
            stored: 0,
            seen: 0,
        }
    }

    fn happen(&mut self, happening: Happening) {
        let stage = &mut self.stage;
        match happening {
            Happening::Keys(keys) => {
                stage.send(Message::Keys(keys));
            }
            Happening::Script(script) => {
                for key in keys(script) {
                    stage.send(Message::Keys(vec![key]));
                }
            }
            Happening::Paste(text) => {
                stage.paste(&text);
            }
            Happening::Resize(width, height) => {
                stage.send(Message::Resize { width, height });
            }
            Happening::Saved => {
                let at = "10:42:07".to_owned();
                let edits = self.stored;
                stage.send(Message::Saved { at, edits });
            }
            Happening::SaveFailed => {
                let message = "đĩa đầy".to_owned();
                stage.send(Message::SaveFailed { message });
            }
            Happening::Edited(text) => {
                stage.send(Message::Edited(text));
            }
            Happening::Failed => {
                let message = "không mở được".to_owned();
                stage.send(Message::Failed { message });
            }
            Happening::Colleague(code, number) => self.colleague(CODES[code], number),
        }
        self.take_effects();
    }

    /// Somebody else changes a figure and a text in the file.
    fn colleague(&mut self, code: &str, number: u32) {
        let figures = self
            .file
            .set
            .criterion(code)
            .map(|criterion| criterion.figures.clone());
        let figure = figures.and_then(|figures| figures.first().cloned());
        if let Some(figure) = figure {
            let edit = Edit::Figure {
                code: code.to_owned(),
                figure: figure.id,
                value: Some(Stored::read(&number.to_string())),
            };
            apply(&mut self.file, edit).expect("a whole number fits");
        }
        if self.file.set.criterion(code).is_some() {
            let text = format!("{number} {}", self.file.answer(code).justification);
            let edit = Edit::Justification {
                code: code.to_owned(),
                text,
                review: chamdiem::workbook::Review::Settled,
            };
            apply(&mut self.file, edit).expect("a text fits");
        }
        self.stage.send(Message::Changed {
            book: Box::new(self.file.clone()),
            edits: self.stored,
        });
    }

    fn take_effects(&mut self) {
        for effect in self.stage.effects.iter().skip(self.seen) {
            if let Effect::Store(edit) = effect {
                self.stored += 1;
                apply(&mut self.file, edit.clone()).expect("the store takes what the screen made");
            }
        }
        self.seen = self.stage.effects.len();
    }

    fn check(&self) {
        let desk = self.stage.desk();
        assert_eq!(
            *desk.sheet.scores(),
            Scores::of(self.stage.book()),
            "the scores are those of the workbook"
        );
        assert_eq!(self.file, *self.stage.book(), "the file has every edit");
        if let Mode::Text(entry) = &desk.mode {
            let answer = self.stage.answer(&entry.code);
            let kept = match entry.kind {
                chamdiem::tui::model::TextKind::Justification => answer.justification.as_str(),
                chamdiem::tui::model::TextKind::Reason => {
                    answer.not_assessed.as_deref().unwrap_or_default()
                }
            };
            let written = entry.editor.text();
            assert!(
                written == kept || written.trim().is_empty() && kept.is_empty(),
                "{written:?} is kept as {kept:?}"
            );
        }
        let (buffer, cursor) = self.stage.draw();
        assert!(
            cursor.is_none_or(|at| buffer.area.contains(at)),
            "the cursor is on screen"
        );
        for cell in &buffer.content {
            assert!(
                !cell.symbol().chars().any(char::is_control),
                "no control character is drawn"
            );
        }
    }
}

fn is_by_others(happening: &Happening) -> bool {
    matches!(happening, Happening::Colleague(..))
}

/// Few cases each time; `PROPTEST_CASES` asks for more.
fn config() -> ProptestConfig {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config,
        None => ProptestConfig {
            cases: 24,
            ..config
        },
    }
}

/// Takes everything back, whatever is open.
fn undo_everything(play: &mut Play) {
    play.happen(Happening::Resize(80, 24));
    for _ in 0..2_000 {
        // What Esc drops would come back first; it is no step of the workbook.
        play.happen(Happening::Keys(vec![Key::Esc]));
        forget_dropped(&mut play.stage);
        play.happen(Happening::Keys(vec![Key::Ctrl('z')]));
        if play.stage.notice().contains("Không còn gì để hoàn tác") {
            return;
        }
    }
    panic!("undoing comes to no end: {}", play.stage.text());
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_keys_in_any_order_keep_the_book_the_scores_and_the_file_in_step(
        which in 0..3usize,
        happenings in vec(happening(), 1..40),
    ) {
        let mut play = Play::new([example, district, commune][which]());
        for happening in happenings {
            play.happen(happening);
            play.check();
        }
    }

    #[test]
    fn undoing_everything_leads_back_to_the_start(
        which in 0..3usize,
        happenings in vec(happening(), 1..40),
    ) {
        let start = [example, district, commune][which]();
        let mut play = Play::new(start.clone());
        for happening in happenings.into_iter().filter(|happening| !is_by_others(happening)) {
            play.happen(happening);
        }
        play.happen(Happening::Saved);
        undo_everything(&mut play);
        prop_assert_eq!(&play.file, &start);
        prop_assert_eq!(play.stage.book(), &start);
    }

    #[test]
    fn any_keys_in_the_picker_never_panic(happenings in vec(happening(), 1..30)) {
        let look = Look { lang: Lang::En, ..look(80, 24) };
        let mut stage = Stage::picker(look, crate::screens::shelf());
        for happening in happenings {
            match happening {
                Happening::Keys(keys) => { stage.send(Message::Keys(keys)); }
                Happening::Script(script) => { stage.press(script); }
                Happening::Paste(text) => { stage.paste(&text); }
                Happening::Resize(width, height) => { stage.send(Message::Resize { width, height }); }
                Happening::Failed | Happening::Saved | Happening::SaveFailed | Happening::Colleague(..) | Happening::Edited(_) => {
                    stage.send(Message::Failed { message: "x".to_owned() });
                }
            }
            stage.draw();
            prop_assert!(matches!(stage.model.screen, Screen::Picker(_)));
        }
    }
}

fn forget_dropped(stage: &mut Stage) {
    if let Screen::Desk(desk) = &mut stage.model.screen {
        desk.dropped = None;
    }
}
