//! Where workbooks and criteria sets are found, and the author's name. The environment is an input: it is
//! gathered once, in `main`, and handed down.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use serde::Deserialize;
use serde_json::Value;

use crate::criteria::{CriteriaSet, builtin};
use crate::store::config::Config;
use crate::store::error::{Act, Cause, StoreError};
use crate::store::file::{self, Author};
use crate::store::{book_format, set_format};
use crate::text;

/// All that is taken from around the program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `CHAMDIEM_LANG`
    pub lang: Option<String>,
    /// `CHAMDIEM_SAVES`
    pub saves: Option<PathBuf>,
    /// `CHAMDIEM_USER`
    pub chosen_user: Option<String>,
    /// `USER`
    pub user: Option<String>,
    /// `LOGNAME`
    pub logname: Option<String>,
    /// The name of the login, or its number.
    pub login: String,
    /// The folder in which the program was called.
    pub current: PathBuf,
    /// The home folder.
    pub home: Option<PathBuf>,
    /// The folder of the officer's own configuration, such as `~/.config`.
    pub config: Option<PathBuf>,
    /// The folder of the officer's own data, such as `~/.local/share`.
    pub data: Option<PathBuf>,
    /// The folder of the officer's own state, such as `~/.local/state`.
    pub state: Option<PathBuf>,
    /// The configuration of the whole server.
    pub server_config: PathBuf,
    /// The terminal and the editor.
    pub terminal: TerminalEnvironment,
}

/// What the environment says of the terminal and of the officer's own editor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TerminalEnvironment {
    /// `TERM`
    pub term: Option<OsString>,
    /// `NO_COLOR`
    pub no_color: Option<OsString>,
    /// `VISUAL`
    pub visual: Option<OsString>,
    /// `EDITOR`
    pub line_editor: Option<OsString>,
    /// The folder for temporary files.
    pub scratch: PathBuf,
}

impl TerminalEnvironment {
    fn from_process() -> Self {
        Self {
            term: std::env::var_os("TERM"),
            no_color: std::env::var_os("NO_COLOR"),
            visual: std::env::var_os("VISUAL"),
            line_editor: std::env::var_os("EDITOR"),
            scratch: std::env::temp_dir(),
        }
    }

    /// `$VISUAL`, else `$EDITOR`, else `nano`, which says on its screen how to leave it.
    pub fn editor(&self) -> OsString {
        let named = [&self.visual, &self.line_editor];
        let named = named.into_iter().flatten().find(|name| !name.is_empty());
        named.cloned().unwrap_or_else(|| "nano".into())
    }
}

impl Environment {
    /// Gathers it from the process.
    pub fn from_process() -> Self {
        let text = |name| {
            let value = std::env::var_os(name);
            value.and_then(|value: OsString| value.into_string().ok())
        };
        Self {
            lang: text("CHAMDIEM_LANG"),
            saves: std::env::var_os("CHAMDIEM_SAVES").map(PathBuf::from),
            chosen_user: text("CHAMDIEM_USER"),
            user: text("USER"),
            logname: text("LOGNAME"),
            login: login_name(),
            current: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            home: dirs::home_dir(),
            config: dirs::config_dir(),
            data: dirs::data_dir(),
            state: dirs::state_dir().or_else(dirs::data_dir),
            server_config: PathBuf::from("/etc/chamdiem.toml"),
            terminal: TerminalEnvironment::from_process(),
        }
    }

    /// Folders where a workbook may go that cannot be written in its place, the best first.
    pub fn refuges(&self) -> Vec<PathBuf> {
        let own = [self.home.clone(), self.state.clone(), self.data.clone()];
        let mut folders: Vec<PathBuf> = own.into_iter().flatten().collect();
        folders.push(self.terminal.scratch.clone());
        folders
    }

    /// Reads the configuration, the officer's own before the server's.
    pub fn config(&self) -> Result<Config, StoreError> {
        let own = self.config.as_ref();
        let files: Vec<PathBuf> = own
            .map(|folder| folder.join("chamdiem/config.toml"))
            .into_iter()
            .chain([self.server_config.clone()])
            .filter(|file| !file.as_os_str().is_empty())
            .collect();
        Config::read(&files, self.home.as_deref())
    }
}

/// The login's name in `/etc/passwd`; its number where it has none.
fn login_name() -> String {
    let uid = rustix::process::getuid().as_raw().to_string();
    let known = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    let name = known.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        (fields.nth(1)? == uid).then(|| name.to_owned())
    });
    name.unwrap_or(uid)
}

/// The folders and the name this run goes by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// The folder of workbooks; may be missing yet.
    pub saves: PathBuf,
    /// Folders of criteria sets besides the built-in ones, the nearer first.
    pub criteria: Vec<PathBuf>,
    /// Who makes the edits.
    pub author: Author,
}

impl Places {
    /// Decides from the option `--saves`, the environment and the configuration.
    pub fn find(option: Option<&Path>, around: &Environment, config: &Config) -> Self {
        let saves = saves_folder(option, around, config);
        let beside = saves.parent().unwrap_or(Path::new(".")).join("criteria");
        Self {
            criteria: std::iter::once(beside)
                .chain(config.criteria.clone())
                .collect(),
            author: author(around, config),
            saves,
        }
    }
}

fn saves_folder(option: Option<&Path>, around: &Environment, config: &Config) -> PathBuf {
    let given = option.map(Path::to_owned).or_else(|| {
        let saves = around.saves.clone();
        saves.filter(|saves| !saves.as_os_str().is_empty())
    });
    let here = around.current.join("saves");
    match (given.or_else(|| config.saves.clone()), &around.data) {
        (Some(given), _) => around.current.join(given),
        (None, Some(data)) if !here.is_dir() => data.join("chamdiem/saves"),
        (None, _) => here,
    }
}

fn author(around: &Environment, config: &Config) -> Author {
    let names = [
        &around.chosen_user,
        &config.user,
        &around.user,
        &around.logname,
    ];
    let name = names
        .into_iter()
        .flatten()
        .map(|name| text::clean_line(name).trim().to_owned())
        .find(|name| !name.is_empty());
    Author {
        name: name.unwrap_or_else(|| around.login.clone()),
    }
}

/// Where a criteria set comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The program itself.
    BuiltIn,
    /// A file.
    File(PathBuf),
}

/// A criteria set to make workbooks from.
#[derive(Clone, Debug)]
pub struct FoundSet {
    /// The set.
    pub set: CriteriaSet,
    /// Its document, to be embedded as it is.
    pub json: Value,
    /// JSON pointers of members that the format does not know.
    pub unknown_members: Vec<String>,
    /// Where it comes from.
    pub source: Source,
}

/// A line in the list of sets.
#[derive(Clone, Debug)]
pub struct ListedSet {
    /// Where it comes from.
    pub source: Source,
    /// Id and title, or what is wrong with the file.
    pub head: Result<SetLine, StoreError>,
}

/// What a list says of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetLine {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// The set of a file, when the name is one (`set.json`, `./set`), else of an id.
pub fn find_set(name: &str, places: &Places) -> Result<FoundSet, StoreError> {
    if name.contains('/') || Path::new(name).extension().is_some_and(|end| end == "json") {
        return read_set(Path::new(name));
    }
    if let Some(known) = builtin::SETS.iter().find(|set| set.id == name) {
        return built_in(known);
    }
    let mut known: Vec<String> = builtin::SETS.iter().map(|set| set.id.to_owned()).collect();
    for listed in listed_files(places) {
        match (listed.source, listed.head) {
            (Source::File(path), Ok(head)) if head.id == name => return read_set(&path),
            (_, Ok(head)) => known.push(head.id),
            (_, Err(_)) => {}
        }
    }
    let cause = Cause::UnknownSet(name.to_owned(), known);
    Err(StoreError::new(Path::new(name), cause))
}

/// Every set there is, in the order in which [`find_set`] looks: the built-in ones, then those of the folders.
/// Of two with one id only the first is listed; broken files are listed as broken.
pub fn list_sets(places: &Places) -> Vec<ListedSet> {
    let built_in = builtin::SETS.iter().map(|known| ListedSet {
        source: Source::BuiltIn,
        head: built_in(known).map(|found| SetLine {
            id: found.set.head.id,
            title: found.set.head.title,
        }),
    });
    let mut seen = HashSet::new();
    built_in
        .chain(listed_files(places))
        .filter(|listed| match &listed.head {
            Ok(head) => seen.insert(head.id.clone()),
            Err(_) => true,
        })
        .collect()
}

/// Reads a set from a file.
pub fn read_set(path: &Path) -> Result<FoundSet, StoreError> {
    let (content, _) = file::read_content(path)?;
    set_of(path, &content, Source::File(path.to_owned()))
}

fn built_in(known: &builtin::BuiltIn) -> Result<FoundSet, StoreError> {
    set_of(Path::new(known.id), known.json.as_bytes(), Source::BuiltIn)
}

/// Reads a set from bytes; `name` is what messages call them.
pub fn set_of(name: &Path, content: &[u8], source: Source) -> Result<FoundSet, StoreError> {
    let json = file::parse(name, content)?;
    let read = set_format::read(&json)
        .map_err(|problems| StoreError::new(name, Cause::Invalid(problems)))?;
    Ok(FoundSet {
        set: read.set,
        unknown_members: read.unknown_members,
        json,
        source,
    })
}

fn listed_files(places: &Places) -> Vec<ListedSet> {
    let folders = places.criteria.iter();
    let files = folders.flat_map(|folder| json_files(folder).unwrap_or_default());
    files
        .map(|path| ListedSet {
            head: read_set(&path).map(|found| SetLine {
                id: found.set.head.id,
                title: found.set.head.title,
            }),
            source: Source::File(path),
        })
        .collect()
}

/// A line in the list of workbooks.
#[derive(Clone, Debug)]
pub struct ListedBook {
    /// The file.
    pub path: PathBuf,
    /// When it was last written.
    pub modified: Option<SystemTime>,
    /// Unit and year, or what is wrong with the file.
    pub head: Result<BookLine, StoreError>,
}

/// What a list says of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookLine {
    /// The unit's name.
    pub unit: String,
    /// The year.
    pub year: u16,
    /// Id of the workbook: copies have the same. Of one that has none yet it is the one that it will get.
    pub id: String,
    /// Id of its criteria set.
    pub set: String,
}

impl BookLine {
    /// Whether two files are copies of one workbook.
    pub fn is_copy_of(&self, other: &Self) -> bool {
        self == other
    }
}

/// The workbook of a folder that a file is a copy of: the one with the shortest name among those of the same id.
/// None when the file is that one itself, or no such workbook is there.
pub fn original_of(copy: &Path, folder: &Path) -> Option<PathBuf> {
    let copy = copy.canonicalize().ok()?;
    let line = book_line(&copy).ok()?;
    let files = json_files(folder).unwrap_or_default().into_iter();
    let same = files.filter(|file| book_line(file).is_ok_and(|other| other.is_copy_of(&line)));
    let first = same.min_by_key(|file| by_name(file))?.canonicalize().ok()?;
    (first != copy).then_some(first)
}

/// Copies are named by adding to the name: the shortest is the workbook itself.
pub fn by_name(file: &Path) -> (usize, PathBuf) {
    let name = file.file_name().unwrap_or_default();
    (name.len(), PathBuf::from(name))
}

/// The workbooks of a folder, the last written first. Reads only their heads; a file that turns out to be
/// broken further down is told when it is opened. A folder that is not there holds none.
pub fn list_workbooks(folder: &Path) -> Result<Vec<ListedBook>, StoreError> {
    let mut books: Vec<ListedBook> = json_files(folder)?.into_iter().map(listed_book).collect();
    books.sort_by(|one, two| {
        two.modified
            .cmp(&one.modified)
            .then(one.path.cmp(&two.path))
    });
    Ok(books)
}

/// The few members that a list shows; the rest is skipped without being kept.
#[derive(Deserialize)]
struct BookHead {
    format: String,
    id: Option<String>,
    unit: UnitHead,
    year: u16,
    criteria: SetHead,
}

#[derive(Deserialize)]
struct SetHead {
    id: String,
}

#[derive(Deserialize)]
struct UnitHead {
    name: String,
}

/// A workbook as a list shows it.
pub fn listed_book(path: PathBuf) -> ListedBook {
    let metadata = std::fs::metadata(&path);
    ListedBook {
        modified: metadata.and_then(|metadata| metadata.modified()).ok(),
        head: book_line(&path),
        path,
    }
}

fn book_line(path: &Path) -> Result<BookLine, StoreError> {
    let (content, _) = file::read_content(path)?;
    let skipped = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&content);
    let head: Option<BookHead> = serde_json::from_slice(skipped).ok();
    if let Some(head) = head.filter(|head| book_format::is_workbook(&head.format)) {
        return Ok(BookLine {
            unit: text::clean_line(&head.unit.name),
            year: head.year,
            id: head.id.unwrap_or_else(|| file::id_of(&content)),
            set: text::clean_line(&head.criteria.id),
        });
    }
    // Something is wrong: a whole reading says what.
    let document = file::parse(path, &content)?;
    let read = book_format::read(&document)
        .map_err(|problems| StoreError::new(path, Cause::Invalid(problems)))?;
    Ok(BookLine {
        unit: read.book.unit.name,
        year: read.book.year,
        id: read.book.id.unwrap_or_else(|| file::id_of(&content)),
        set: read.book.set.head.id,
    })
}

/// The JSON files of a folder by name, hidden ones left out.
fn json_files(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(StoreError::refused(folder, Act::Read, &error)),
    };
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.extension().is_some_and(|end| end == "json") && !path.is_dir())
        .filter(|path| {
            let name = path.file_name().map(|name| name.to_string_lossy());
            name.is_some_and(|name| !name.starts_with('.'))
        })
        .collect();
    files.sort();
    Ok(files)
}
