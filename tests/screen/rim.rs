//! What holds on every screen at every size: the scores in sight, marks that need no colour, ASCII where it is asked
//! for, and no drawing outside.

use std::collections::BTreeMap;

use chamdiem::lang::Lang;
use chamdiem::tui::model::Look;
use chamdiem::tui::wire::{Palette, Wire};
use ratatui::backend::Backend;
use ratatui::layout::Size;
use ratatui::style::{Color, Modifier};

use crate::screens::{EVERY, Scores};
use crate::script::{Stage, look, rows};

const SIZES: [(u16, u16); 8] = [
    (200, 60),
    (120, 40),
    (100, 24),
    (99, 24),
    (90, 30),
    (80, 24),
    (60, 20),
    (40, 12),
];

#[test]
fn the_total_and_the_sections_score_are_in_sight_on_every_screen() {
    for (name, show, scores) in EVERY
        .iter()
        .filter(|(.., scores)| *scores == Scores::InSight)
    {
        assert!(*scores == Scores::InSight);
        for (width, height) in SIZES {
            let stage = show(look(width, height));
            let text = stage.text().replace(" / ", "/");
            let sheet = &stage.desk().sheet;
            let tree = &stage.desk().tree;
            let section = sheet
                .scores()
                .tally(sheet.book().set.section_of(tree.cursor));
            let section = chamdiem::tui::words::fraction(section, look(width, height));
            for wanted in [stage.total(), section] {
                assert!(
                    text.contains(&wanted),
                    "{wanted} at {width}x{height} on {name}:\n{text}"
                );
            }
        }
    }
}

#[test]
fn nothing_is_drawn_outside_and_nothing_panics_at_any_size() {
    for (_, show, _) in EVERY {
        for (width, height) in [
            (39, 12),
            (40, 11),
            (1, 1),
            (0, 0),
            (2, 200),
            (200, 2),
            (40, 12),
        ] {
            let stage = show(look(width, height));
            let (buffer, cursor) = stage.draw();
            assert!(cursor.is_none_or(|at| buffer.area.contains(at)));
        }
    }
}

#[test]
fn a_window_too_small_says_what_it_needs() {
    insta::assert_snapshot!(Stage::example(39, 12).text(), @"Cửa sổ quá nhỏ: cần 40 cột, 12 dòng.");
    insta::assert_snapshot!(Stage::example(1, 1).text(), @"C");
}

#[test]
fn plain_ascii_is_all_that_is_drawn_beside_vietnamese_letters() {
    let vietnamese = "ăâđêôơư";
    let plain = |c: char| {
        use unicode_normalization::UnicodeNormalization;
        c <= '~'
            || c.nfd()
                .next()
                .is_some_and(|base| base.is_ascii_alphabetic() || vietnamese.contains(base))
            || "đĐ".contains(c)
    };
    for (name, show, _) in EVERY {
        for lang in [Lang::Vi, Lang::En] {
            for (width, height) in SIZES {
                let look = Look {
                    ascii: true,
                    lang,
                    ..look(width, height)
                };
                let text = show(look).text();
                let odd: String = text.chars().filter(|c| !plain(*c)).collect();
                assert_eq!(odd, "", "{name} at {width}x{height}:\n{text}");
            }
        }
    }
}

#[test]
fn the_cursor_is_on_screen_wherever_something_is_typed() {
    let typed = [
        "field",
        "field being typed",
        "explanation",
        "evidence form",
        "declared form",
        "go to",
        "find",
        "palette",
        "new workbook",
    ];
    for (name, show, _) in EVERY.iter().filter(|(name, ..)| typed.contains(name)) {
        for (width, height) in SIZES {
            let (buffer, cursor) = show(look(width, height)).draw();
            let cursor =
                cursor.unwrap_or_else(|| panic!("{name} at {width}x{height} has a cursor"));
            assert!(
                cursor.y < buffer.area.height - 2,
                "{name} at {width}x{height}: not on the rim"
            );
        }
    }
}

#[test]
fn every_line_of_a_form_can_be_reached_with_its_cursor_in_sight() {
    let mut stage = Stage::example(40, 12);
    stage.press("g341⏎+");
    for line in [
        "Số, ký hiệu",
        "Ngày",
        "Loại",
        "Cơ quan",
        "Trích yếu",
        "Mục, trang",
        "Nơi lưu",
        "Ghi chú",
    ] {
        let row = stage.cursor_row().expect("a cursor");
        assert!(row.starts_with(&format!(">{line}")), "{line}: {row}");
        stage.press("⇥");
    }
}

#[test]
fn the_marked_choice_is_in_sight_on_a_small_screen() {
    let mut stage = Stage::with(crate::script::commune(), 40, 12);
    stage.press("g111⏎⏎↓");
    for item in ["Có ban hành", "Ban hành đúng", "Phân công", "Công khai"] {
        assert!(
            stage
                .text()
                .lines()
                .any(|row| row.trim_start().starts_with('>') && row.contains(item)),
            "{item}:\n{}",
            stage.text()
        );
        stage.press("↓");
    }
}

#[test]
fn what_a_colour_says_a_mark_says_too() {
    // One mark, one colour: taking the colours away leaves every state told by its letter.
    let mut colours: BTreeMap<String, Color> = BTreeMap::new();
    for book in [crate::script::example(), crate::script::district()] {
        let mut stage = Stage::with(book, 120, 40);
        stage.press("g342⏎⏎⇥9⏎⎋g722⏎o1⏎vì⏎⇱");
        for _ in 0..80 {
            stage.press("j");
            let (buffer, _) = stage.draw();
            for y in 2..38 {
                let cell = &buffer[(1, y)];
                if cell.modifier.contains(Modifier::REVERSED) || cell.symbol() == " " {
                    continue;
                }
                let known = *colours.entry(cell.symbol().to_owned()).or_insert(cell.fg);
                assert_eq!(known, cell.fg, "{} has two colours", cell.symbol());
            }
        }
    }
    let marks: String = colours.keys().map(String::as_str).collect();
    assert_eq!(marks, "!*-?vx", "every state was seen");
}

#[test]
fn what_is_red_or_yellow_says_why_in_words_or_marks() {
    for (name, show, _) in EVERY {
        let (buffer, _) = show(look(120, 40)).draw();
        let text = rows(&buffer);
        for y in 0..buffer.area.height {
            let loud: String = (0..buffer.area.width)
                .filter(|x| [Color::Red, Color::Yellow].contains(&buffer[(*x, y)].fg))
                .map(|x| buffer[(x, y)].symbol().to_owned())
                .collect();
            let loud = loud.trim();
            let told = loud.is_empty()
                || loud.chars().any(char::is_alphabetic)
                || loud.chars().all(|c| "!?*#".contains(c));
            assert!(
                told,
                "{name}, row {y}: {loud:?} of {:?}",
                text[usize::from(y)]
            );
        }
    }
}

#[test]
fn the_selected_row_is_pointed_at_too() {
    for name in [
        "tree",
        "levels",
        "checklist",
        "insert list",
        "documents",
        "register",
        "go to",
        "find",
        "palette",
        "findings",
        "lost points",
        "conflict",
        "picker",
    ] {
        let stage = crate::screens::shown(name, look(80, 24));
        let marked = stage.reversed_rows();
        let pointed =
            marked.iter().skip(1).any(|row| row.contains('>')) || stage.text().contains("> ");
        assert!(pointed, "{name}: {marked:?}");
    }
}

#[test]
fn a_palette_without_colours_sends_none() {
    let sent = |palette| {
        let (buffer, _) = crate::screens::shown("findings", look(80, 24)).draw();
        let size = Size {
            width: 80,
            height: 24,
        };
        let mut wire = Wire::new(Vec::new(), size, palette);
        let cells = buffer.area.positions().map(|at| (at.x, at.y, &buffer[at]));
        wire.draw(cells).expect("a vector takes everything");
        wire.flush().expect("a vector takes everything");
        String::from_utf8(wire.out().clone()).expect("text")
    };
    let codes = |text: &str| -> Vec<String> {
        text.split("\u{1b}[")
            .skip(1)
            .filter_map(|part| part.split_once('m'))
            .filter(|(codes, _)| codes.chars().all(|c| c.is_ascii_digit() || c == ';'))
            .flat_map(|(codes, _)| codes.split(';').map(str::to_owned).collect::<Vec<_>>())
            .collect()
    };
    let colour = |code: &String| {
        code.parse::<u8>()
            .is_ok_and(|code| (30..=47).contains(&code) || code >= 90)
    };
    assert!(codes(&sent(Palette::Sixteen)).iter().any(colour));
    assert!(!codes(&sent(Palette::Attributes)).iter().any(colour));
    assert!(
        codes(&sent(Palette::Attributes))
            .iter()
            .any(|code| code == "7")
    );
    assert!(
        codes(&sent(Palette::Plain))
            .iter()
            .all(|code| code == "0" || code.is_empty())
    );
}
