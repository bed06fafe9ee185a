//! The plan of the house: imports run downwards only, and the core touches nothing of the machine.

// What a test expects is what it is about.
#![allow(clippy::expect_used)]

use std::fs;
use std::path::{Path, PathBuf};

/// The modules by layer, the lowest first. Modules of one layer may not know each other, except in the first.
const LAYERS: [&[&str]; 7] = [
    &["lang", "points", "text"],
    &["criteria"],
    &["workbook"],
    &["store", "report", "import"],
    &["handout"],
    &["tui", "cli"],
    &["main", "lib"],
];
/// What the layers up to `workbook`, the printers of `report` and the readers of `import` must not name: the machine, and everything that stands for it.
const NOT_IN_THE_CORE: [&str; 9] = [
    "std::fs",
    "std::env",
    "std::time",
    "std::process",
    "std::thread",
    "serde_json",
    "ratatui",
    "crossterm",
    "jiff",
];
const CORE: usize = 2;

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Whether a module may import another.
fn may_import(from: &str, to: &str) -> bool {
    match (layer(from), layer(to)) {
        (Some(from_layer), Some(to_layer)) => {
            from == to || to_layer < from_layer || (from_layer == 0 && to_layer == 0)
        }
        (Some(_) | None, Some(_) | None) => false,
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the source folder is readable") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// The module that a file belongs to: `workbook` for `src/workbook/check/judge.rs`.
fn module(source: &Path) -> String {
    let inside = source.strip_prefix(root()).expect("below src");
    let first = inside.components().next().expect("a name");
    let first = first.as_os_str().to_string_lossy();
    first.trim_end_matches(".rs").to_owned()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The top modules that a text names as `crate::…` or, in the binary, `chamdiem::…`, one or several in braces.
fn imported(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for prefix in ["crate::", "chamdiem::"] {
        for (at, _) in text.match_indices(prefix) {
            let rest = text.get(at + prefix.len()..).unwrap_or_default();
            found.extend(top_names(rest));
        }
    }
    found
}

/// `points::{…}` names `points`; `{criteria::Rule, points}` names both.
fn top_names(rest: &str) -> Vec<String> {
    let name = |text: &str| -> String {
        text.trim()
            .chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect()
    };
    let Some(list) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let mut names = Vec::new();
    let mut depth = 1_usize;
    let mut part = String::new();
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => names.push(std::mem::take(&mut part)),
            c if depth == 1 => part.push(c),
            _ => {}
        }
        if depth == 0 {
            names.push(part);
            break;
        }
    }
    let names = names.iter().map(|part| name(part));
    names.filter(|name| !name.is_empty()).collect()
}

/// The code of a file, without comments and tests: tests may use whatever they need.
fn code(source: &Path) -> String {
    let text = fs::read_to_string(source).expect("a readable source");
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    code.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Each source with its module, tests left out.
fn all() -> Vec<(PathBuf, String, String)> {
    let mut paths = Vec::new();
    sources(&root(), &mut paths);
    let is_test = |path: &PathBuf| {
        let name = path.file_stem().is_some_and(|stem| stem == "tests");
        name || path.ends_with("criteria/sample.rs")
    };
    paths.retain(|path| !is_test(path));
    paths
        .into_iter()
        .map(|path| (path.clone(), module(&path), code(&path)))
        .collect()
}

/// Macros stand at the top of the crate wherever they are made.
const MACROS: [&str; 1] = ["say"];

#[test]
fn imports_run_downwards_only() {
    let sources = all();
    assert!(sources.len() > 10, "the sources were found");
    let mut wrong = Vec::new();
    for (path, module, code) in &sources {
        for other in imported(code) {
            if !MACROS.contains(&other.as_str()) && !may_import(module, &other) {
                wrong.push(format!("{}: {module} imports {other}", path.display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn the_core_the_report_and_imports_know_no_file_clock_terminal_or_json() {
    let mut wrong = Vec::new();
    for (path, module, code) in all() {
        let is_pure = module == "report" || module == "import";
        if is_pure || layer(&module).is_some_and(|layer| layer <= CORE) {
            for name in NOT_IN_THE_CORE {
                let grouped = name
                    .strip_prefix("std::")
                    .is_some_and(|module| std_group_names(&code).any(|name| name == module));
                if code.contains(name) || grouped {
                    wrong.push(format!("{}: {name}", path.display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// What stands in `std::{…}`.
fn std_group_names(code: &str) -> impl Iterator<Item = String> {
    let groups: Vec<&str> = code.split("std::{").skip(1).collect();
    groups
        .into_iter()
        .flat_map(|rest| top_names(&format!("{{{rest}")))
        .collect::<Vec<_>>()
        .into_iter()
}

#[test]
fn every_module_has_its_layer() {
    let homeless: Vec<String> = all()
        .into_iter()
        .filter(|(_, module, _)| layer(module).is_none())
        .map(|(path, ..)| path.display().to_string())
        .collect();
    assert_eq!(homeless, Vec::<String>::new());
}

#[test]
fn the_reader_of_imports_sees_what_it_should() {
    assert_eq!(imported("use crate::points::{self, Decimal};"), ["points"]);
    assert_eq!(
        imported("use crate::{criteria::{Rule, Term}, text, store::file};"),
        ["criteria", "text", "store"]
    );
    assert_eq!(imported("let x = crate::tui::run();"), ["tui"]);
    assert!(may_import("workbook", "criteria"));
    assert!(may_import("points", "lang"));
    assert!(!may_import("criteria", "workbook"));
    assert!(!may_import("tui", "cli"));
    assert!(!may_import("workbook", "nowhere"));
    assert_eq!(
        std_group_names("use std::{fmt, fs::{File, read}};").collect::<Vec<_>>(),
        ["fmt", "fs"]
    );
}
