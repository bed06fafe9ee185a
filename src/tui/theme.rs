//! Colours and marks: sixteen colours at most, and never a colour without a mark or a word that says the same.

use ratatui::style::{Color, Modifier, Style};

use crate::criteria::NodeId;
use crate::tui::model::Look;
use crate::tui::sheet::Sheet;
use crate::workbook::State;
use crate::workbook::check::Severity;

/// Plain text.
pub const PLAIN: Style = Style::new();
/// Headings and totals.
pub const STRONG: Style = Style::new().add_modifier(Modifier::BOLD);
/// The title line, the selected row, key names.
pub const REVERSED: Style = Style::new().add_modifier(Modifier::REVERSED);
/// What must be mended.
pub const ERROR: Style = Style::new().fg(Color::Red).add_modifier(Modifier::BOLD);
/// What should be completed.
pub const WARNING: Style = Style::new().fg(Color::Yellow);
/// What is done.
pub const GOOD: Style = Style::new().fg(Color::Green);
/// Rules and what stands back.
pub const QUIET: Style = Style::new().fg(Color::Cyan);
/// Words that came in a text; they stand in `{+ +}` too.
pub const ADDED: Style = Style::new()
    .fg(Color::Green)
    .add_modifier(Modifier::UNDERLINED);
/// Words that went from a text; they stand in `[- -]` too.
pub const REMOVED: Style = Style::new().fg(Color::Red);
/// A field being typed.
pub const FIELD: Style = Style::new().add_modifier(Modifier::UNDERLINED);

/// The state of a criterion as one character that every font has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `v` nothing is missing.
    Complete,
    /// `-` not scored yet.
    Unanswered,
    /// `!` must be mended.
    Error,
    /// `?` should be completed.
    Warning,
    /// `x` not assessed.
    NotAssessed,
    /// `*` a declared score differs from the computed one.
    Declared,
    /// `#` several values, of which nobody has chosen one.
    Conflict,
}

impl Mark {
    /// Every mark with its words, in the order of the legend.
    pub const ALL: [Self; 7] = [
        Self::Complete,
        Self::Unanswered,
        Self::Error,
        Self::Warning,
        Self::NotAssessed,
        Self::Declared,
        Self::Conflict,
    ];

    /// The mark of a criterion; `None` for a group.
    pub fn of(sheet: &Sheet, id: NodeId) -> Option<Self> {
        let score = sheet.scores().criterion(id)?;
        let code = &sheet.book().set.node(id).code;
        let differs = sheet
            .findings(code)
            .iter()
            .any(|finding| finding.name() == "declared_differs");
        if sheet.book().conflicts.any_of(code) {
            return Some(Self::Conflict);
        }
        Some(match (score.state, sheet.severity(code)) {
            (State::NotAssessed, Some(Severity::Error)) => Self::Error,
            (State::NotAssessed, _) => Self::NotAssessed,
            (State::Unanswered, _) => Self::Unanswered,
            (State::NoScore, _) | (_, Some(Severity::Error)) => Self::Error,
            (State::Scored, _) if differs => Self::Declared,
            (State::Scored, Some(Severity::Warning)) => Self::Warning,
            (State::Scored, Some(Severity::Hint) | None) => Self::Complete,
        })
    }

    /// The character.
    pub const fn letter(self) -> &'static str {
        match self {
            Self::Complete => "v",
            Self::Unanswered => "-",
            Self::Error => "!",
            Self::Warning => "?",
            Self::NotAssessed => "x",
            Self::Declared => "*",
            Self::Conflict => "#",
        }
    }

    /// The colour.
    pub const fn style(self) -> Style {
        match self {
            Self::Complete => GOOD,
            Self::Unanswered | Self::NotAssessed => PLAIN,
            Self::Error | Self::Conflict => ERROR,
            Self::Warning | Self::Declared => WARNING,
        }
    }

    /// What it means.
    pub const fn meaning(self, look: Look) -> &'static str {
        match self {
            Self::Complete => look.lang.pick("đủ", "complete"),
            Self::Unanswered => look.lang.pick("chưa chấm", "not scored"),
            Self::Error => look.lang.pick("phải sửa", "to mend"),
            Self::Warning => look.lang.pick("nên bổ sung", "to complete"),
            Self::NotAssessed => look.lang.pick("không đánh giá", "not assessed"),
            Self::Declared => look.lang.pick(
                "điểm tự nhập khác công thức",
                "declared, differs from computed",
            ),
            Self::Conflict => look.lang.pick("xung đột", "conflict"),
        }
    }
}

/// The mark and colour of a severity.
pub const fn severity(severity: Severity) -> (&'static str, Style) {
    match severity {
        Severity::Error => ("!", ERROR),
        Severity::Warning => ("?", WARNING),
        Severity::Hint => (".", PLAIN),
    }
}

/// Names of keys as the font can draw them: without arrows where only ASCII is.
pub fn key_names(text: &str, look: Look) -> String {
    if !look.ascii {
        return text.to_owned();
    }
    text.replace('↑', "Up")
        .replace('↓', "Down")
        .replace('←', "Left")
        .replace('→', "Right")
}

/// The ASCII sign for a sign of one column that plain fonts lack.
pub fn plain_sign(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "÷" | "¶" => "/",
        "×" => "x",
        "·" | "•" | "…" => ".",
        "−" | "–" | "—" | "‑" => "-",
        "“" | "”" | "„" | "«" | "»" => "\"",
        "‘" | "’" => "'",
        "≤" | "←" => "<",
        "≥" | "→" => ">",
        _ => return None,
    })
}

/// The character of a level line.
pub const fn level_rule(look: Look) -> &'static str {
    if look.ascii { "-" } else { "─" }
}

/// The character of an upright line.
pub const fn upright_rule(look: Look) -> &'static str {
    if look.ascii { "|" } else { "│" }
}
