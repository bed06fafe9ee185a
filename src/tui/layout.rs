//! Where things stand on the screen: pure functions of its size, shared by `update` and `view` so that both
//! always agree. From 100 columns three panes, from 80 two and the scores in a strip, else one and the strip.

use ratatui::layout::Rect;

use crate::tui::model::{Desk, Look, Mode, Pane};

/// The least size that is drawn.
pub const LEAST: (u16, u16) = (40, 12);
/// Columns of the score pane, its rule included.
const SCORE_PANE: u16 = 26;
/// Rows of the insert list in the editor.
const INSERT_ROWS: u16 = 7;

/// The parts of the screen around the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Title and state of saving.
    pub header: Rect,
    /// Total and section scores, where no pane shows them.
    pub strip: Option<Rect>,
    /// The rest.
    pub body: Rect,
    /// News.
    pub notice: Rect,
    /// Keys.
    pub footer: Rect,
}

/// The panes of the desk; one that is not in sight is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Panes {
    /// The tree.
    pub tree: Option<Rect>,
    /// The criterion.
    pub detail: Option<Rect>,
    /// The scores.
    pub scores: Option<Rect>,
}

/// The whole screen.
pub const fn screen(look: Look) -> Rect {
    Rect::new(0, 0, look.width, look.height)
}

/// Whether the screen is too small to draw.
pub const fn too_small(look: Look) -> bool {
    look.width < LEAST.0 || look.height < LEAST.1
}

/// How many panes the size allows.
pub const fn panes(look: Look) -> usize {
    if look.width < 80 || look.height < 24 {
        1
    } else if look.width < 100 {
        2
    } else {
        3
    }
}

/// Header, strip, body, notice and footer.
pub fn frame(look: Look) -> Frame {
    let row = |y: u16| Rect::new(0, y, look.width, 1);
    let strip = (panes(look) < 3).then(|| row(1));
    let top = if strip.is_some() { 2 } else { 1 };
    Frame {
        header: row(0),
        strip,
        body: Rect::new(0, top, look.width, look.height.saturating_sub(top + 2)),
        notice: row(look.height.saturating_sub(2)),
        footer: row(look.height.saturating_sub(1)),
    }
}

/// The body.
pub fn body(look: Look) -> Rect {
    frame(look).body
}

/// The panes of the desk, without the rules between them.
pub fn desk(look: Look, shown: Pane) -> Panes {
    let body = body(look);
    let column = |x: u16, width: u16| Some(Rect::new(x, body.y, width, body.height));
    match panes(look) {
        1 => match shown {
            Pane::Tree | Pane::Scores => Panes {
                tree: Some(body),
                detail: None,
                scores: None,
            },
            Pane::Detail => Panes {
                tree: None,
                detail: Some(body),
                scores: None,
            },
        },
        2 => {
            let tree = look.width * 43 / 100;
            Panes {
                tree: column(0, tree),
                detail: column(tree + 1, look.width - tree - 1),
                scores: None,
            }
        }
        _ => {
            let rest = look.width - SCORE_PANE;
            let tree = (rest * 47 / 100).min(56);
            Panes {
                tree: column(0, tree),
                detail: column(tree + 1, rest - tree - 1),
                scores: column(rest + 1, SCORE_PANE - 1),
            }
        }
    }
}

/// The pane that must be in sight when there is only one.
pub const fn shown_pane(desk: &Desk) -> Pane {
    match desk.mode {
        Mode::Field(_) | Mode::Choices(_) => Pane::Detail,
        Mode::Tree
        | Mode::Text(_)
        | Mode::Documents(_)
        | Mode::Form(_)
        | Mode::Prompt(_)
        | Mode::Confirm(_)
        | Mode::Findings(_)
        | Mode::Lost(_)
        | Mode::Conflict(_)
        | Mode::Incoming(_)
        | Mode::History(_)
        | Mode::Preview(_) => desk.tree.pane,
    }
}

/// Whether the score pane has room to name who else is there; else the title row does.
pub const fn names_present(look: Look) -> bool {
    panes(look) == 3 && look.height >= 30
}

/// Rows of the tree below its title.
pub fn tree_rows(look: Look) -> u16 {
    body(look).height.saturating_sub(1)
}

/// The editor's text.
pub fn editor(look: Look, with_insert: bool) -> Rect {
    let body = body(look);
    let below = if with_insert {
        INSERT_ROWS.min(body.height / 2)
    } else {
        0
    };
    let width = if panes(look) == 3 {
        editor_width(look)
    } else {
        look.width
    };
    // One column of air on each side, the title row, and the figures' row where no pane beside shows them.
    let above = if panes(look) == 3 { 1 } else { 2 };
    let height = body.height.saturating_sub(above + below).max(1);
    Rect::new(
        body.x + 1,
        body.y + above,
        width.saturating_sub(2).max(1),
        height,
    )
}

/// Columns of the editor's part of a wide screen.
pub const fn editor_width(look: Look) -> u16 {
    look.width * 65 / 100
}

/// Columns left of the text of the printed report, for the mark.
pub const PAPER_MARGIN: u16 = 2;

/// Rows longer than this are hard to read.
const MOST_PAPER: usize = 118;

/// Columns of the printed report.
pub fn paper(look: Look) -> usize {
    let width = usize::from(look.width.saturating_sub(PAPER_MARGIN + 1).max(1));
    width.min(MOST_PAPER)
}

/// Rows of the printed report in sight.
pub fn paper_rows(look: Look) -> usize {
    usize::from(body(look).height.saturating_sub(1).max(1))
}

/// The insert list below the editor.
pub fn insert_list(look: Look) -> Rect {
    let body = body(look);
    let rows = INSERT_ROWS.min(body.height / 2);
    let width = if panes(look) == 3 {
        editor_width(look)
    } else {
        look.width
    };
    Rect::new(body.x, body.bottom() - rows, width, rows)
}
