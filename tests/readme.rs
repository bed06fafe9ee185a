//! The README says what the program does: its picture of the screen and its key table are the program's own.
//! `UPDATE_README=1 cargo test --test readme` writes them anew.

#[path = "screen/script.rs"]
#[allow(dead_code, unreachable_pub)]
mod script;

use std::fmt::Write;

use chamdiem::lang::Lang;
use chamdiem::tui::key::Key;
use chamdiem::tui::keymap::{BINDINGS, Command, Place};

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

#[test]
fn the_picture_and_the_key_table_are_the_programs_own() {
    let readme = std::fs::read_to_string(README).expect("the README");
    let screen = format!(
        "```text\n{}\n```\n",
        script::Stage::example(100, 30).press("g341⏎").text()
    );
    let wanted = with_section(
        &with_section(&readme, "screen", &screen),
        "keys",
        &key_table(),
    );
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(README, &wanted).expect("written");
    }
    assert!(
        readme == wanted || std::env::var_os("UPDATE_README").is_some(),
        "UPDATE_README=1 cargo test --test readme"
    );
}

fn with_section(readme: &str, name: &str, content: &str) -> String {
    let (start, end) = (
        format!("<!-- {name} -->\n"),
        format!("<!-- end of {name} -->"),
    );
    let (front, rest) = readme.split_once(&start).expect("the start of a section");
    let (_, back) = rest.split_once(&end).expect("the end of a section");
    format!("{front}{start}{content}{end}{back}")
}

/// Each command stands once, at the first place where its keys hold; `F1` lists them for every place.
fn key_table() -> String {
    let mut seen: Vec<(Command, Vec<Key>)> = Vec::new();
    let mut table = String::from("| where first | keys | what |\n|---|---|---|\n");
    for place in Place::ALL {
        for binding in BINDINGS {
            let keys: Vec<Key> = binding.keys.to_vec();
            let known = seen.iter().any(|(command, known)| {
                *command == binding.command && keys.iter().all(|key| known.contains(key))
            });
            if keys.is_empty() || known || !binding.places.contains(&place) {
                continue;
            }
            let names: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
            let (names, help) = (names.join(" "), binding.help(Lang::En));
            writeln!(
                table,
                "| {} | {} | {help} |",
                place.name(Lang::En),
                names.replace('|', "\\|")
            )
            .expect("a string grows");
            seen.push((binding.command, keys));
        }
    }
    table
}
