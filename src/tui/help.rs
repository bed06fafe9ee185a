//! What the help screen says, as styled rows: the keys of the place it was called from, then everywhere else, from
//! the keymap; and how to set up the terminal for Vietnamese. Pure: `update` counts the rows, `view` draws them.

use ratatui::style::Style;

use crate::lang::Lang;
use crate::text;
use crate::tui::keymap::{BINDINGS, Place};
use crate::tui::model::Look;
use crate::tui::page::pad;
use crate::tui::theme::{self, Mark, STRONG};

/// Columns of the keys.
const KEYS: usize = 20;
/// Rows of the screen that are not help: the title and the keys.
const RIM: u16 = 2;

/// The last row that may stand at the top.
pub fn last_top(place: Place, look: Look) -> usize {
    rows(place, look).len().saturating_sub(height(look))
}

/// Rows in sight.
pub fn height(look: Look) -> usize {
    usize::from(look.height.saturating_sub(RIM))
}

/// Every row.
pub fn rows(place: Place, look: Look) -> Vec<(String, Style)> {
    let mut rows = Vec::new();
    let others = Place::ALL.into_iter().filter(|other| *other != place);
    for place in std::iter::once(place).chain(others) {
        section(place, look, &mut rows);
    }
    rows.push((look.lang.pick("Dấu ở đầu dòng", "Marks").to_owned(), STRONG));
    rows.extend(Mark::ALL.map(|mark| {
        (
            format!("  {}  {}", mark.letter(), mark.meaning(look)),
            theme::PLAIN,
        )
    }));
    rows.push((String::new(), theme::PLAIN));
    rows.push((
        look.lang
            .pick("Gõ tiếng Việt", "Typing Vietnamese")
            .to_owned(),
        STRONG,
    ));
    let width = usize::from(look.width).saturating_sub(4).max(10);
    for advice in typing(look.lang) {
        rows.extend(
            text::wrap(advice, width)
                .into_iter()
                .map(|row| (format!("  {row}"), theme::PLAIN)),
        );
    }
    rows
}

fn section(place: Place, look: Look, rows: &mut Vec<(String, Style)>) {
    rows.push((place.name(look.lang).to_owned(), STRONG));
    let mut seen = Vec::new();
    for binding in BINDINGS
        .iter()
        .filter(|binding| binding.places.contains(&place) && !binding.keys.is_empty())
    {
        let fresh: Vec<String> = binding
            .keys
            .iter()
            .filter(|key| !seen.contains(*key))
            .map(ToString::to_string)
            .collect();
        seen.extend(binding.keys.iter().copied());
        if !fresh.is_empty() {
            rows.push((
                format!(
                    "  {} {}",
                    pad(&theme::key_names(&fresh.join(" "), look), KEYS),
                    binding.help(look.lang)
                ),
                theme::PLAIN,
            ));
        }
    }
    rows.push((String::new(), theme::PLAIN));
}

const fn typing(lang: Lang) -> [&'static str; 4] {
    match lang {
        Lang::Vi => [
            "Thử gõ: tiếng Việt đậm. Nếu mất chữ: đặt PuTTY (Window, Translation) là UTF-8; bộ gõ dùng bảng mã Unicode dựng sẵn.",
            "Lệnh chữ (g, e, t, x, u ..) có phím F hoặc Ctrl thay thế khi bộ gõ đang bật.",
            "Dẫn tài liệu trong giải trình bằng Ctrl-D, không gõ dấu [^ ]: Telex đổi [ và ] thành chữ.",
            "Máy không có bộ gõ: Ctrl-T bật Telex hoặc VNI ngay trong chương trình.",
        ],
        Lang::En => [
            "Try: tiếng Việt đậm. If letters are lost: set PuTTY (Window, Translation) to UTF-8; the input method to precomposed Unicode.",
            "Command letters (g, e, t, x, u ..) have an F or Ctrl key too, for when an input method is on.",
            "Cite documents in an explanation with Ctrl-D rather than typing [^ ]: Telex turns [ and ] into letters.",
            "No input method on this machine: Ctrl-T switches Telex or VNI on inside the program.",
        ],
    }
}
