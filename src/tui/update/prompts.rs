//! Keys in a line that asks: a code, a search, a command, a partner; and the answers to questions.

use super::edits::{commit, commit_together, may_change};
use super::{Effects, documents, export, fields, history, preview, seal, tree};
use crate::criteria::NodeId;
use crate::say;
use crate::store::seal::SealOrder;
use crate::text;
use crate::tui::editor::Typed;
use crate::tui::key::Key;
use crate::tui::keymap::{self, Command};
use crate::tui::line::LineInput;
use crate::tui::message::Effect;
use crate::tui::model::{Desk, Look, Mode, Prompt, PromptKind, Question, Slot};
use crate::tui::theme;
use crate::workbook::{Edit, Review, document};

/// Most hits that a search lists.
pub(super) const MOST_HITS: usize = 200;

/// A row under a prompt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hit {
    /// What is shown.
    pub label: String,
    /// Where it leads.
    pub target: Target,
}

/// Where a hit leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A node, and the slot to open there.
    Node(NodeId, Option<usize>),
    /// A command.
    Command(Command),
    /// A document, by its place in the register.
    Document(usize),
    /// A block of the printed report.
    Block(usize),
    /// A kind of file, by its place in the table.
    Kind(usize),
}

/// Opens a prompt with something in it.
pub(super) fn open(desk: &mut Desk, kind: PromptKind, start: &str) {
    desk.mode = Mode::Prompt(Prompt {
        kind,
        line: LineInput::at_end(start),
        row: 0,
    });
}

/// Opens the prompt for the partner; with a partner already, the two are parted.
pub(super) fn open_explain_with(desk: &mut Desk, look: Look) {
    if may_change(desk, look) {
        let partner = desk.sheet.book().answer(desk.code()).explained_with.clone();
        open(desk, PromptKind::ExplainWith, &partner.unwrap_or_default());
    }
}

/// Opens the prompt for a new file, with one proposed.
pub(super) fn open_save_elsewhere(desk: &mut Desk) {
    let shelter = &mut desk.status.shelter;
    shelter.refused = None;
    let proposed = shelter.proposed.clone();
    open(desk, PromptKind::SaveElsewhere, "");
    if let Mode::Prompt(prompt) = &mut desk.mode {
        prompt.line = LineInput::selected(&proposed);
    }
}

pub(super) fn press(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    let count = if matches!(command, Some(Command::Down)) {
        hits(desk, look).len()
    } else {
        0
    };
    let Mode::Prompt(prompt) = &mut desk.mode else {
        return;
    };
    match command {
        Some(Command::Leave) if prompt.kind == PromptKind::Reuse => documents::open(desk),
        Some(Command::Leave) => desk.mode = Mode::Tree,
        Some(Command::Enter) => accept(desk, look, effects),
        Some(Command::Up) if prompt.kind == PromptKind::Export => {
            export::turn(&mut prompt.line, -1);
        }
        Some(Command::Down) if prompt.kind == PromptKind::Export => {
            export::turn(&mut prompt.line, 1);
        }
        Some(Command::Up) => prompt.row = prompt.row.saturating_sub(1),
        Some(Command::Down) => prompt.row = (prompt.row + 1).min(count.saturating_sub(1)),
        Some(_) => {}
        None => {
            let key = if key == Key::Tab { Key::Char(' ') } else { key };
            if prompt.line.key(key) == Typed::Changed {
                prompt.row = 0;
            }
        }
    }
}

/// What the prompt offers for what is typed.
pub(crate) fn hits(desk: &Desk, look: Look) -> Vec<Hit> {
    let Mode::Prompt(prompt) = &desk.mode else {
        return Vec::new();
    };
    let typed = prompt.line.text();
    let typed = typed.trim();
    match prompt.kind {
        PromptKind::GoTo => by_code(desk, typed),
        PromptKind::Find => by_text(desk, typed),
        PromptKind::Palette => by_command(look, typed),
        PromptKind::ExplainWith => partners(desk, typed),
        PromptKind::Reuse => known_documents(desk, typed),
        PromptKind::SaveElsewhere | PromptKind::Reopen => Vec::new(),
        PromptKind::FindPrinted => preview::hits(desk, typed),
        PromptKind::Export => export::hits(look),
    }
}

/// The command of the whole screen that is marked in the palette, which closes then.
pub(super) fn take_global(desk: &mut Desk, look: Look) -> Option<Command> {
    let Mode::Prompt(prompt) = &desk.mode else {
        return None;
    };
    let hit = hits(desk, look).into_iter().nth(prompt.row)?;
    match hit.target {
        Target::Command(
            command @ (Command::Help | Command::Quit | Command::Save | Command::Redraw),
        ) => {
            desk.mode = Mode::Tree;
            Some(command)
        }
        Target::Command(_)
        | Target::Node(..)
        | Target::Document(_)
        | Target::Block(_)
        | Target::Kind(_) => None,
    }
}

fn accept(desk: &mut Desk, look: Look, effects: &mut Effects) {
    let Mode::Prompt(prompt) = &desk.mode else {
        return;
    };
    let (kind, typed, row) = (
        prompt.kind,
        prompt.line.text().trim().to_owned(),
        prompt.row,
    );
    if kind == PromptKind::ExplainWith && typed.is_empty() {
        return explain_with(desk, look, None, effects);
    }
    if kind == PromptKind::Reopen {
        return seal::reopen(desk, look, &typed, effects);
    }
    if kind == PromptKind::SaveElsewhere {
        desk.mode = Mode::Tree;
        if !typed.is_empty() {
            effects.push(Effect::SaveElsewhere(typed));
        }
        return;
    }
    if kind == PromptKind::Export {
        return export::start(desk, look, &typed, effects);
    }
    let target = hits(desk, look).get(row).map(|hit| hit.target);
    match (target, kind) {
        (None, _) if typed.is_empty() => desk.mode = Mode::Tree,
        (None, PromptKind::GoTo | PromptKind::ExplainWith) => {
            tree::no_such_code(desk, look, &typed);
        }
        (
            None,
            PromptKind::Find
            | PromptKind::Palette
            | PromptKind::Reuse
            | PromptKind::SaveElsewhere
            | PromptKind::Reopen
            | PromptKind::FindPrinted
            | PromptKind::Export,
        ) => {
            super::edits::tell(
                desk,
                say!(
                    look.lang,
                    "Không tìm thấy \"{typed}\".",
                    "\"{typed}\" was not found."
                ),
            );
        }
        (Some(Target::Document(place)), _) => {
            documents::open(desk);
            if let Some((code, id)) = documents::register(desk)
                .get(place)
                .and_then(|known| known.places.first())
            {
                documents::share(desk, look, &format!("{code}/{id}"), effects);
            }
        }
        (Some(Target::Block(block)), _) => {
            desk.mode = Mode::Tree;
            preview::go_to(desk, block, &typed);
        }
        (Some(Target::Kind(_)), _) => {}
        (Some(Target::Command(command)), _) => {
            desk.mode = Mode::Tree;
            tree::run(desk, look, command, Key::Enter, effects);
        }
        (Some(Target::Node(id, _)), PromptKind::ExplainWith) => {
            let other = desk.sheet.book().set.node(id).code.clone();
            explain_with(desk, look, Some(other), effects);
        }
        (Some(Target::Node(id, slot)), _) => {
            desk.mode = Mode::Tree;
            tree::go(desk, id);
            if let Some(slot) = slot {
                fields::open(desk, look, slot);
            }
        }
    }
}

fn explain_with(desk: &mut Desk, look: Look, other: Option<String>, effects: &mut Effects) {
    desk.mode = Mode::Tree;
    let code = desk.code().to_owned();
    commit(desk, look, Edit::ExplainedWith { code, other }, effects);
}

/// Codes that are meant by what is typed: `3.4.1`, `341`, `342b`. An exact code stands first.
fn by_code(desk: &Desk, typed: &str) -> Vec<Hit> {
    let typed = text::fold(typed);
    if typed.is_empty() {
        return Vec::new();
    }
    let set = &desk.sheet.book().set;
    let mut exact = Vec::new();
    let mut near = Vec::new();
    for (id, node) in set.nodes() {
        let code = text::fold(&node.code);
        match code_match(&code, &typed) {
            Some(Match::Whole) => exact.push(hit(desk, id, None)),
            Some(Match::Line(letter)) => {
                if let Some(slot) = slot_of_letter(desk, id, letter) {
                    exact.push(hit(desk, id, Some(slot)));
                }
            }
            Some(Match::Start) => near.push(hit(desk, id, None)),
            None => {}
        }
    }
    exact.append(&mut near);
    exact.truncate(MOST_HITS);
    exact
}

enum Match {
    Whole,
    Line(char),
    Start,
}

fn code_match(code: &str, typed: &str) -> Option<Match> {
    let bare = |text: &str| text.replace('.', "");
    if code == typed {
        return Some(Match::Whole);
    }
    let without_dots = !typed.contains('.');
    let (own, asked) = if without_dots {
        (bare(code), bare(typed))
    } else {
        (code.to_owned(), typed.to_owned())
    };
    if own == asked {
        return Some(Match::Whole);
    }
    let letter = asked.strip_prefix(own.as_str()).and_then(|rest| {
        let mut letters = rest.trim_start_matches('.').chars();
        letters
            .next()
            .filter(|c| c.is_ascii_lowercase() && letters.next().is_none())
    });
    if let Some(letter) = letter {
        return Some(Match::Line(letter));
    }
    own.starts_with(&asked).then_some(Match::Start)
}

fn slot_of_letter(desk: &Desk, id: NodeId, letter: char) -> Option<usize> {
    let criterion = desk.sheet.book().set.node(id).criterion()?;
    let place = ('a'..='z').position(|known| known == letter)?;
    fields::slots(criterion)
        .iter()
        .position(|slot| *slot == Slot::Figure(place))
}

fn hit(desk: &Desk, id: NodeId, slot: Option<usize>) -> Hit {
    let node = desk.sheet.book().set.node(id);
    Hit {
        label: format!("{} {}", node.code, node.title),
        target: Target::Node(id, slot),
    }
}

/// Nodes whose code, titles, texts or documents contain what is typed, in any spelling of marks: first a code,
/// then titles with the phrase, titles with all its words, and texts.
fn by_text(desk: &Desk, typed: &str) -> Vec<Hit> {
    let typed = text::fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() {
        return Vec::new();
    }
    let begins_with_digit = typed.starts_with(|c: char| c.is_ascii_digit());
    let codes = if begins_with_digit {
        by_code(desk, &typed)
    } else {
        Vec::new()
    };
    let mut ranked: Vec<(usize, Hit)> = codes.into_iter().map(|hit| (0, hit)).collect();
    for (id, node) in desk.sheet.book().set.nodes() {
        let known = ranked
            .iter()
            .any(|(_, hit)| matches!(hit.target, Target::Node(known, _) if known == id));
        if known {
            continue;
        }
        let title = text::fold(&format!(
            "{} {}",
            node.title,
            node.short.as_deref().unwrap_or_default()
        ));
        let rank = if title.contains(&typed) {
            1
        } else if words.iter().all(|word| title.contains(word)) {
            2
        } else if text::fold(&searchable(desk, &node.code)).contains(&typed) {
            3
        } else {
            continue;
        };
        ranked.push((rank, hit(desk, id, None)));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked
        .into_iter()
        .map(|(_, hit)| hit)
        .take(MOST_HITS)
        .collect()
}

fn contains_all(text: &str, words: &[&str]) -> bool {
    let folded = text::fold(text);
    words.iter().all(|word| folded.contains(word))
}

fn searchable(desk: &Desk, code: &str) -> String {
    let answer = desk.sheet.book().answer(code);
    let mut parts = vec![
        answer.justification.clone(),
        answer.not_assessed.clone().unwrap_or_default(),
    ];
    parts.extend(answer.evidence.iter().map(|entry| {
        format!(
            "{} {} {} {}",
            entry.number, entry.subject, entry.issuer, entry.note
        )
    }));
    parts.join(" ")
}

fn by_command(look: Look, typed: &str) -> Vec<Hit> {
    let typed = text::fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let mut seen = Vec::new();
    keymap::palette()
        .into_iter()
        .filter(|binding| {
            contains_all(
                &format!("{} {}", binding.help(look.lang), binding.short(look.lang)),
                &words,
            )
        })
        .filter(|binding| {
            let new = !seen.contains(&binding.command);
            seen.push(binding.command);
            new
        })
        .map(|binding| Hit {
            label: theme::key_names(
                &format!("{:<14}{}", binding.keys_text(), binding.help(look.lang)),
                look,
            ),
            target: Target::Command(binding.command),
        })
        .collect()
}

/// Criteria of the same section that have an explanation of their own.
fn partners(desk: &Desk, typed: &str) -> Vec<Hit> {
    let set = &desk.sheet.book().set;
    let own = desk.tree.cursor;
    let section = set.section_of(own);
    let fits = |id: NodeId, code: &str| {
        id != own
            && set.section_of(id) == section
            && !desk.sheet.book().answer(code).justification.is_empty()
    };
    let all = set
        .criteria()
        .filter(|(id, node, _)| fits(*id, &node.code))
        .map(|(id, ..)| hit(desk, id, None));
    let wanted = text::fold(typed);
    let bare = wanted.replace('.', "");
    all.filter(|hit| {
        let label = text::fold(&hit.label);
        label.starts_with(&wanted) || label.replace('.', "").starts_with(&bare)
    })
    .collect()
}

/// Documents of other criteria whose citation or place contains every word typed.
fn known_documents(desk: &Desk, typed: &str) -> Vec<Hit> {
    let typed = text::fold(typed);
    let words: Vec<&str> = typed.split_whitespace().collect();
    let book = desk.sheet.book();
    let label = |known: &document::KnownDocument| {
        let places: Vec<&str> = known.places.iter().map(|(code, _)| code.as_str()).collect();
        let places = places.join(", ");
        format!("{} ({places})", document::citation(book, &known.document))
    };
    let hits = documents::register(desk)
        .into_iter()
        .enumerate()
        .map(|(place, known)| Hit {
            label: label(&known),
            target: Target::Document(place),
        });
    hits.filter(|hit| contains_all(&hit.label, &words))
        .collect()
}

/// The row that is marked under a prompt: what Enter takes.
pub(crate) fn marked_hit(prompt: &Prompt) -> Option<usize> {
    match prompt.kind {
        PromptKind::Export => export::kind(&prompt.line.text()),
        _ => Some(prompt.row),
    }
}

/// The answer to a question.
pub(super) fn answer(desk: &mut Desk, look: Look, command: Option<Command>, effects: &mut Effects) {
    let Mode::Confirm(question) = &desk.mode else {
        return;
    };
    let question = question.clone();
    match command {
        Some(Command::Enter) => yes(desk, look, question, effects),
        Some(Command::Leave) => no(desk, &question),
        Some(Command::SaveElsewhere) => {
            no(desk, &question);
            open_save_elsewhere(desk);
        }
        _ => {}
    }
}

fn yes(desk: &mut Desk, look: Look, question: Question, effects: &mut Effects) {
    desk.mode = Mode::Tree;
    match question {
        Question::AssessAgain { code, typed } => {
            if commit(
                desk,
                look,
                Edit::NotAssessed { code, reason: None },
                effects,
            ) {
                tree::open_first(desk, look, effects);
                if let Some(digit) = typed {
                    tree::type_digit(desk, look, digit, effects);
                }
            }
        }
        Question::RemoveCited { code, id } => {
            let text = document::without_mark(&desk.sheet.book().answer(&code).justification, &id);
            let edits = vec![
                Edit::Justification {
                    code: code.clone(),
                    text,
                    review: Review::Settled,
                },
                Edit::Evidence {
                    code,
                    id,
                    entry: None,
                    at: 0,
                },
            ];
            commit_together(desk, look, edits, effects);
            documents::open(desk);
        }
        Question::Undeclare { code } => {
            commit(
                desk,
                look,
                Edit::Declared {
                    code,
                    declared: None,
                },
                effects,
            );
        }
        Question::Seal => effects.push(Effect::Seal(SealOrder::Seal)),
        Question::KeepOlder => super::faults::keep_older(desk, look, effects),
        Question::TakeDraft => super::drafts::take_first(desk, look, effects),
        Question::BringBack { edit, list } => history::bring_back(desk, look, *edit, list, effects),
        Question::QuitUnsaved | Question::QuitTyping { .. } => effects.push(Effect::Quit),
    }
}

fn no(desk: &mut Desk, question: &Question) {
    desk.mode = Mode::Tree;
    match question {
        Question::RemoveCited { .. } => documents::open(desk),
        Question::BringBack { list, .. } => desk.mode = Mode::History(list.clone()),
        Question::QuitTyping { .. } => {
            fields::bring_back_dropped(desk);
        }
        Question::AssessAgain { .. }
        | Question::Undeclare { .. }
        | Question::Seal
        | Question::TakeDraft
        | Question::KeepOlder
        | Question::QuitUnsaved => {}
    }
}
