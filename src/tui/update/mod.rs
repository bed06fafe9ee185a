//! What a message does: changes the model and says what is to be done outside. No file, clock or terminal here.
//! This file only sends a key to the mode it was pressed in; each mode has a file of its own.

mod choices;
mod conflict;
mod documents;
mod drafts;
mod edits;
mod export;
mod faults;
mod fields;
mod forms;
mod half_typed;
mod history;
mod incoming;
mod lists;
mod news;
mod office;
mod picker;
mod preview;
mod prompts;
mod seal;
mod tree;
mod writing;

use crate::say;
use crate::store::margin::Aside;
use crate::tui::editor::Typed;
use crate::tui::help;
use crate::tui::key::Key;
use crate::tui::keymap::{self, Command, Place};
use crate::tui::message::{Effect, Message, Opening};
use crate::tui::model::{
    Desk, Exporting, Look, Mode, Model, Notice, Over, Picker, Question, Saving, Screen, Tone,
};

pub(crate) use choices::changed as choice_preview;
pub(crate) use conflict::{Choice, all as conflicts, choices as conflict_choices};
pub(crate) use drafts::{
    difference as draft_difference, in_sight as draft_in_sight, line as draft_line,
};
pub use faults::left_behind;
pub(crate) use faults::{keep_older_question, lacking, line as fault_line};
pub(crate) use fields::{preview, slots};
pub(crate) use forms::known;
pub(crate) use history::entry_rows;
pub(crate) use lists::{
    FindingRow, Heading, LostRow, finding_rows, lost_rows, marked as marked_finding,
};
pub(crate) use picker::{PickerRow, rows as picker_rows};
pub(crate) use preview::source_words;
pub(crate) use prompts::{hits, marked_hit};
pub(crate) use tree::rows as tree_rows;
pub(crate) use writing::insertables;

/// Effects of one message, in order.
type Effects = Vec<Effect>;

/// Takes in a message.
pub fn update(model: &mut Model, message: Message) -> Effects {
    let mut effects = Effects::new();
    match message {
        Message::Keys(keys) => press_all(model, &keys, &mut effects),
        Message::Paste(text) => paste(model, &text, &mut effects),
        Message::Resize { width, height } => {
            (model.look.width, model.look.height) = (width, height);
        }
        Message::Edited(text) => writing::edited_outside(model, text, &mut effects),
        Message::Shelf(books) => model.shelf.books = books,
        Message::Closed(shelf) => {
            model.shelf = *shelf;
            model.screen = Screen::Picker(Picker::default());
        }
        Message::Opened(opening) => opened(model, *opening),
        Message::CarriedOver { text } => notify(model, Tone::Plain, text),
        Message::Failed { message } => notify(model, Tone::Alert, message),
        news => {
            let look = model.look;
            with_desk(model, |desk| news::take_in(desk, look, news, &mut effects));
        }
    }
    let look = model.look;
    with_desk(model, |desk| {
        conflict::ask_for_base(desk, &mut effects);
        edits::see(desk, look, &mut effects);
    });
    settle(model);
    effects
}

/// Where the officer is now, and what is typed there and not committed.
pub fn aside(model: &Model) -> Aside {
    match &model.screen {
        Screen::Picker(_) => Aside::default(),
        Screen::Desk(desk) => Aside {
            code: desk.code().to_owned(),
            typed: fields::typed(desk, model.look)
                .or_else(|| half_typed::typed(desk))
                .or_else(|| seal::held(desk)),
        },
    }
}

fn with_desk(model: &mut Model, change: impl FnOnce(&mut Desk)) {
    if let Screen::Desk(desk) = &mut model.screen {
        change(desk);
    }
}

fn notify(model: &mut Model, tone: Tone, text: String) {
    let notice = Notice { tone, text };
    match &mut model.screen {
        Screen::Picker(picker) => picker.notice = Some(notice),
        Screen::Desk(desk) => desk.status.notice = Some(notice),
    }
}

fn opened(model: &mut Model, opening: Opening) {
    let lang = model.look.lang;
    if let Some(desk) = Desk::new(opening) {
        model.screen = Screen::Desk(Box::new(desk));
    } else {
        let text = lang.pick(
            "Bộ tiêu chí của sổ này không có lĩnh vực nào: không có gì để chấm.",
            "The set of this workbook has no section: nothing to score.",
        );
        notify(model, Tone::Alert, text.to_owned());
    }
}

/// One read of the terminal, key by key: a key may open a text, and then the rest of the read is text.
fn press_all(model: &mut Model, keys: &[Key], effects: &mut Effects) {
    let mut rest = keys;
    while let Some((key, others)) = rest.split_first() {
        if model.place().takes_text() {
            if let Some(typed) = writing::glued_letter(model, rest) {
                rest = &[];
                for key in typed {
                    press(model, key, effects);
                }
            } else {
                rest = others;
                press(model, *key, effects);
            }
            if !model.place().takes_text() {
                // What stands there now was not typed as commands.
                model.command_keys.reset();
            }
        } else {
            let (stroke, after) = rest.split_at(stroke_length(rest));
            rest = after;
            press_command(model, stroke, effects);
        }
    }
}

/// How many keys were one stroke: Backspaces and the letters after them are what an input method makes of one key.
fn stroke_length(keys: &[Key]) -> usize {
    let erased = keys
        .iter()
        .take_while(|key| **key == Key::Backspace)
        .count();
    let retyped = keys
        .iter()
        .skip(erased)
        .take_while(|key| matches!(key, Key::Char(_)));
    if erased == 0 {
        1
    } else {
        erased + retyped.count()
    }
}

/// A stroke in command position, folded to the key that made it.
fn press_command(model: &mut Model, stroke: &[Key], effects: &mut Effects) {
    let place = model.place();
    let bound = |c: char| keymap::resolve(place, Key::Char(c)).is_some() || c.is_ascii_digit();
    let outcome = model.command_keys.read(stroke, bound);
    if outcome.dropped {
        let text = model.look.lang.pick(
            "Bộ gõ đang ghép phím lệnh: chưa làm gì. Nhấn Esc rồi nhấn lại, hoặc dùng phím F.",
            "The input method is composing command keys: nothing was done. Press Esc and again, or use an F key.",
        );
        notify(model, Tone::Alert, text.to_owned());
    }
    for key in outcome.keys {
        press(model, key, effects);
    }
}

fn press(model: &mut Model, key: Key, effects: &mut Effects) {
    let place = model.place();
    let command = chosen_in_palette(model, keymap::resolve(place, key));
    let look = model.look;
    if let Some(Over::Help(top, about)) = &mut model.over {
        match command {
            Some(Command::Leave) => model.over = None,
            Some(Command::Quit) => leave_program(model, effects),
            Some(command) => {
                let rows = help::last_top(*about, look) + 1;
                let page = help::height(look).saturating_sub(1).max(1);
                *top = lists::moved(*top, command, rows, page).unwrap_or(*top);
            }
            None => {}
        }
        return;
    }
    match command {
        Some(Command::Redraw) => effects.push(Effect::Redraw),
        Some(Command::Save) => effects.push(Effect::SaveNow),
        Some(Command::Help) => model.over = Some(Over::Help(0, place)),
        Some(Command::Quit) => leave_program(model, effects),
        command => match &mut model.screen {
            Screen::Picker(picker) => {
                picker::press(picker, &model.shelf, look, key, command, effects);
            }
            Screen::Desk(desk) => press_desk(desk, look, key, command, effects),
        },
    }
    settle(model);
}

/// A command of the whole screen that Enter runs from the palette; it closes. Any other command stays what it is.
fn chosen_in_palette(model: &mut Model, command: Option<Command>) -> Option<Command> {
    let look = model.look;
    match (&model.over, &mut model.screen, command) {
        (None, Screen::Desk(desk), Some(Command::Enter)) => {
            prompts::take_global(desk, look).or(command)
        }
        _ => command,
    }
}

/// Quits at once when everything is saved; asks when it is not. What waits to be saved is written on the way out.
fn leave_program(model: &mut Model, effects: &mut Effects) {
    if let Screen::Desk(desk) = &mut model.screen {
        let look = model.look;
        if let Mode::Field(field) = &desk.mode
            && (!field.line.is_untouched() || field.refused.is_some())
        {
            // What is half typed is neither written nor dropped unasked.
            let typed = field.line.text();
            desk.dropped = Some(field.clone());
            desk.mode = Mode::Confirm(Question::QuitTyping { typed });
            model.over = None;
            return;
        }
        let kept =
            forms::commit_open(desk, look, effects) && choices::commit_changed(desk, look, effects);
        if !kept {
            // What was refused stays open with its reason; Esc drops it.
            model.over = None;
            return;
        }
        let asked = matches!(
            desk.mode,
            Mode::Confirm(Question::QuitUnsaved | Question::QuitTyping { .. })
        );
        if matches!(desk.status.saving, Saving::Failed(_)) && !asked {
            desk.mode = Mode::Confirm(Question::QuitUnsaved);
            model.over = None;
            return;
        }
    }
    effects.push(Effect::Quit);
}

fn press_desk(
    desk: &mut Desk,
    look: Look,
    key: Key,
    command: Option<Command>,
    effects: &mut Effects,
) {
    // An offer that other news hide is not answered by the key that clears them away.
    let offers = drafts::in_sight(desk).is_some();
    // What was said for information has been read when a command comes; a receipt stays.
    if (command.is_some() || !desk.place().takes_text())
        && desk
            .status
            .notice
            .as_ref()
            .is_some_and(|notice| notice.tone != Tone::Receipt)
    {
        desk.status.notice = None;
    }
    let place = desk.place();
    let writes = matches!(place, Place::Text | Place::Insert);
    if !writes {
        desk.opened_by = None;
    }
    match command {
        Some(Command::Undo) if !writes => return edits::undo(desk, look, effects),
        Some(Command::Redo) if !writes => return edits::redo(desk, look, effects),
        Some(Command::InputMethod) => return switch_input_method(desk, look),
        _ => {}
    }
    if offers && drafts::answer(desk, look, command, effects) {
        return;
    }
    if desk.status.exporting == Exporting::Long
        && command == Some(Command::Leave)
        && matches!(place, Place::Tree | Place::Preview | Place::Findings)
    {
        return effects.push(Effect::GiveUpExport);
    }
    if leads_away(command) && !matches!(desk.mode, Mode::Preview(_)) {
        desk.errand = None;
    }
    match &desk.mode {
        Mode::Tree => tree::press(desk, look, key, command, effects),
        Mode::Field(_) => fields::press(desk, look, key, command, effects),
        Mode::Choices(_) => choices::press(desk, look, key, command, effects),
        Mode::Text(_) => writing::press(desk, look, key, command, effects),
        Mode::Documents(_) => documents::press(desk, look, key, command, effects),
        Mode::Form(_) => forms::press(desk, look, key, command, effects),
        Mode::Prompt(_) => prompts::press(desk, look, key, command, effects),
        Mode::Confirm(_) => prompts::answer(desk, look, command, effects),
        Mode::Findings(_) => lists::press_findings(desk, look, command, effects),
        Mode::Lost(_) => lists::press_lost(desk, look, command, effects),
        Mode::Conflict(_) => conflict::press(desk, look, key, command, effects),
        Mode::Incoming(_) => incoming::press(desk, look, command, effects),
        Mode::History(_) => history::press(desk, look, command, effects),
        Mode::Preview(_) => preview::press(desk, look, key, command, effects),
    }
}

/// Whether a command goes somewhere else for good: whoever gives it does not come back from an errand.
const fn leads_away(command: Option<Command>) -> bool {
    matches!(
        command,
        Some(
            Command::GoTo
                | Command::Find
                | Command::Palette
                | Command::Findings
                | Command::Lost
                | Command::Conflict
                | Command::Preview
                | Command::Export
                | Command::NextCriterion
                | Command::NextNeed
                | Command::PreviousNeed
                | Command::NextSection
                | Command::PreviousSection
                | Command::Back
        )
    )
}

fn switch_input_method(desk: &mut Desk, look: Look) {
    let method = desk.composer.switch();
    let name = method.name(look.lang);
    desk.status.notice = Some(Notice {
        tone: Tone::Plain,
        text: say!(
            look.lang,
            "Bộ gõ trong máy: {name}. Ctrl-T đổi.",
            "Built-in input method: {name}. Ctrl-T changes it."
        ),
    });
}

fn paste(model: &mut Model, text: &str, effects: &mut Effects) {
    if model.over.is_some() {
        return;
    }
    let look = model.look;
    match &mut model.screen {
        Screen::Picker(picker) => picker::paste(picker, text),
        Screen::Desk(desk) => match &mut desk.mode {
            Mode::Text(_) => writing::paste(desk, look, text, effects),
            Mode::Field(_) => fields::paste(desk, look, text, effects),
            Mode::Form(form) => {
                if let Some(line) = form.lines.get_mut(form.at) {
                    line.paste(text);
                }
            }
            Mode::Prompt(prompt) => {
                if prompt.line.paste(text) == Typed::Changed {
                    prompt.row = 0;
                }
            }
            Mode::Tree
            | Mode::Choices(_)
            | Mode::Documents(_)
            | Mode::Confirm(_)
            | Mode::Findings(_)
            | Mode::Lost(_)
            | Mode::Conflict(_)
            | Mode::Incoming(_)
            | Mode::History(_)
            | Mode::Preview(_) => {}
        },
    }
    settle(model);
}

/// Brings what depends on the size in step: rows in sight and the editor's width.
fn settle(model: &mut Model) {
    let look = model.look;
    if let Screen::Desk(desk) = &mut model.screen {
        preview::settle(desk, look);
        office::settle(desk);
        tree::keep_in_sight(desk, look);
        writing::fit(desk, look);
    }
}
