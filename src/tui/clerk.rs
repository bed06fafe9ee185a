//! Carries out what the screen asks of files: opens and makes workbooks, hands edits to the keeper, lists the
//! shelf. Knows the store and the post; draws nothing.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::criteria::builtin;
use crate::import::last_year::{self, Wanted};
use crate::lang::Lang;
use crate::say;
use crate::store::access;
use crate::store::copies::{self, Draft as Copy};
use crate::store::draft;
use crate::store::error::StoreError;
use crate::store::file::{self, Access, Opened};
use crate::store::history;
use crate::store::keeper::Keeper;
use crate::store::margin::{Aside, Margin};
use crate::store::overwritten;
use crate::store::paths::{self, FoundSet, ListedBook, Places};
use crate::store::recent::Recent;
use crate::tui::courier::Courier;
use crate::tui::mail::Post;
use crate::tui::message::{
    CopyNews, CopyOf, Effect, Message, NewBook, Offer, OfferedSet, Opening, ReadHistory,
};
use crate::tui::model::Shelf;
use crate::tui::refuge::Refuge;
use crate::tui::reports::{message, offers};
use crate::tui::runtime::Outside;
use crate::tui::shelf::{Listed, file_name, grouped, pending, shelved};
use crate::tui::terminal::Lifeline;
use crate::workbook::merge;
use crate::workbook::{Unit, Workbook};

/// How long leaving a workbook waits for the last save.
const LAST_SAVE: Duration = Duration::from_secs(10);
/// What is only looked up beside the workbook leaves the first screen the machine for so long.
const FIRST_SCREEN: Duration = Duration::from_millis(60);
/// The copy of the example that is practised on.
const PRACTICE: &str = "so-mau-kon-ray-2023.json";

/// The clerk.
#[derive(Debug)]
pub struct Clerk {
    places: Places,
    recent: Recent,
    lang: Lang,
    post: Post,
    lifeline: Lifeline,
    keeper: Option<Keeper>,
    state: Option<PathBuf>,
    refuge: Refuge,
    courier: Courier,
}

impl Clerk {
    /// A clerk who works in these places and answers by this post.
    pub fn new(places: Places, recent: Recent, lang: Lang, post: Post, lifeline: Lifeline) -> Self {
        let courier = Courier::new(None, lang, post.clone());
        Self {
            places,
            recent,
            lang,
            post,
            lifeline,
            keeper: None,
            state: None,
            refuge: Refuge::default(),
            courier,
        }
    }

    /// The same with the officer's home folder, where exports go.
    pub fn with_home(self, home: Option<PathBuf>) -> Self {
        let courier = Courier::new(home, self.lang, self.post.clone());
        Self { courier, ..self }
    }

    /// The same with the officer's own state folder, where drafts go that cannot be written beside a workbook.
    pub fn with_state(self, state: Option<PathBuf>) -> Self {
        Self { state, ..self }
    }

    /// The same with folders where a whole workbook may go that cannot be written in its place.
    pub fn with_refuge(self, refuge: Refuge) -> Self {
        Self { refuge, ..self }
    }

    /// What can be opened, from the heads of the files alone; the scores follow by post.
    pub fn shelf(&self) -> Shelf {
        let sets = paths::list_sets(&self.places)
            .into_iter()
            .filter_map(|listed| listed.head.ok());
        Shelf {
            books: self
                .listed()
                .iter()
                .map(|book| shelved(book, None, None, self.lang))
                .collect(),
            sets: sets
                .map(|head| OfferedSet {
                    id: head.id,
                    title: head.title,
                })
                .collect(),
            folder: self.places.saves.display().to_string(),
            year: u16::try_from(Timestamp::now().to_zoned(TimeZone::system()).year()).unwrap_or(0),
        }
    }

    /// Scores every workbook of the shelf on a thread of its own, counts what copies would bring, and posts the list.
    pub fn post_scores(&self) {
        let (listed, lang, post) = (self.listed(), self.lang, self.post.clone());
        std::thread::spawn(move || {
            let mut original = None;
            let books = listed.iter().map(|book| {
                if book.is_copy {
                    let pending = original.and_then(|original: &Listed| {
                        pending(&original.book.path, &book.book.path)
                    });
                    return shelved(book, None, pending, lang);
                }
                original = Some(book);
                let opened = file::open(&book.book.path).ok();
                shelved(book, opened.map(|opened| opened.book).as_ref(), None, lang)
            });
            post.send(Message::Shelf(books.collect()));
        });
    }

    /// The workbooks of the saves folder, then those opened lately elsewhere, each followed by its copies.
    fn listed(&self) -> Vec<Listed> {
        grouped(self.listed_files(), &self.places.saves)
    }

    /// Reads the record of edits on a thread of its own, after what waits to be saved is in it, and posts it.
    fn post_history(&self) {
        let Some(handle) = self.keeper.as_ref().map(Keeper::handle) else {
            return;
        };
        let (author, post) = (self.places.author.name.clone(), self.post.clone());
        std::thread::spawn(move || {
            // What cannot be saved is missing in the record as well; the rim says so already.
            let _ = handle.flush(LAST_SAVE);
            post.send(Message::History(Box::new(ReadHistory::new(
                history::read(handle.path()),
                TimeZone::system(),
                author,
            ))));
        });
    }

    fn listed_files(&self) -> Vec<ListedBook> {
        let mut listed = paths::list_workbooks(&self.places.saves).unwrap_or_default();
        let here: Vec<PathBuf> = listed
            .iter()
            .filter_map(|book| book.path.canonicalize().ok())
            .collect();
        let elsewhere = self
            .recent
            .paths()
            .into_iter()
            .filter(|path| !here.contains(path));
        listed.extend(elsewhere.map(paths::listed_book));
        listed
    }

    fn open_and_look(&mut self, path: &Path, asked: Option<PathBuf>) -> Result<(), StoreError> {
        let opened = file::open(path)?;
        self.recent.remember(&opened.path);
        let (margin, offers) = self.margin(&opened);
        self.keep(&opened, margin);
        let read_only = match &opened.access {
            Access::ReadWrite => None,
            Access::ReadOnly(reason) => Some(reason.message(self.lang)),
        };
        let opening = Opening {
            book: opened.book,
            file: file_name(&opened.path),
            read_only,
            notice: access::check(&opened.path).map(|trouble| trouble.message(self.lang)),
            export_name: self.courier.offer(&opened.path),
        };
        self.post.send(Message::Opened(Box::new(opening)));
        if !offers.is_empty() {
            self.post.send(Message::Drafts(offers));
        }
        self.post_refuge(&opened.path);
        let may_lack = opened.access == Access::ReadWrite;
        self.look_around(opened.path, asked, may_lack);
        Ok(())
    }

    fn post_refuge(&self, workbook: &Path) {
        let place = self.refuge.suggest(workbook, Timestamp::now());
        self.post.send(Message::Refuge(place));
    }

    /// Looks on a thread of its own what there is to be told of a workbook: whether an older copy was put over it, and,
    /// where somebody asked for it by name, whether it is a copy of one in the saves folder. Other files are read for
    /// it, and the record may be long: the screen does not wait.
    fn look_around(&self, workbook: PathBuf, asked: Option<PathBuf>, may_lack: bool) {
        let (post, saves) = (self.post.clone(), self.places.saves.clone());
        std::thread::spawn(move || {
            std::thread::sleep(FIRST_SCREEN);
            if may_lack && let Some(lacking) = overwritten::find(&workbook) {
                post.send(Message::Overwritten(Some(lacking)));
            }
            if let Some(path) = asked
                && let Some(original) = paths::original_of(&path, &saves)
                && let Some(pending) = pending(&original, &path)
            {
                post.send(Message::IsCopy(CopyOf {
                    path,
                    original: file_name(&original),
                    pending,
                }));
            }
        });
    }

    /// Opens a workbook and tells the screen; or why not.
    pub fn open(&mut self, path: &Path) -> Result<(), StoreError> {
        self.open_and_look(path, None)
    }

    /// Opens a workbook that somebody asked for by name; when it is a copy of one in the saves folder, that is said.
    pub fn open_asked(&mut self, path: &Path) -> Result<(), StoreError> {
        self.open_and_look(path, Some(path.to_owned()))
    }

    /// Opens the workbook that a file is a copy of, and tells what the copy would bring.
    fn receive(&mut self, copy: &Path) -> Result<(), String> {
        let lang = self.lang;
        let said = |error: StoreError| error.message(lang);
        let draft = Copy::open(copy).map_err(said)?;
        let Some(original) = paths::original_of(copy, &self.places.saves) else {
            let (copy, saves) = (copy.display(), self.places.saves.display());
            return Err(say!(
                lang,
                "{copy} không phải bản sao của sổ nào trong {saves}.",
                "{copy} is not a copy of any workbook in {saves}."
            ));
        };
        self.close()?;
        self.open(&original).map_err(said)?;
        let into = Copy::open(&original).map_err(said)?;
        let changes = copies::incoming(&into, &draft)
            .map_err(|refusal| merge::refusal_words(&refusal, lang))?;
        self.post.send(Message::Incoming(Box::new(CopyNews {
            path: copy.to_owned(),
            file: file_name(copy),
            changes,
        })));
        Ok(())
    }

    /// A session that others see, and what dead ones left; nothing of either where the workbook is only read.
    fn margin(&self, opened: &Opened) -> (Margin, Vec<Offer>) {
        if opened.access != Access::ReadWrite {
            return (Margin::default(), Vec::new());
        }
        let state = self.state.as_deref();
        let (drafts, claims) = draft::find(&opened.path, &opened.book, state);
        let author = &self.places.author.name;
        let margin = Margin::open(&opened.path, author, state, claims);
        (margin, offers(drafts, self.lang))
    }

    fn keep(&mut self, opened: &Opened, margin: Margin) {
        let (post, lang) = (self.post.clone(), self.lang);
        let author = self.places.author.clone();
        let refuge = self.refuge.clone();
        let keeper = Keeper::start_with(opened, author, margin, move |report| {
            post.send(message(report, &refuge, lang));
        });
        let handle = keeper.handle();
        self.lifeline
            .attach(move |limit| handle.flush(limit).map_err(|error| error.message(lang)));
        self.keeper = Some(keeper);
    }

    fn create(&mut self, new: &NewBook) -> Result<(), StoreError> {
        let path = self.places.saves.join(&new.file);
        let found = match &new.set {
            Some(set) => Some(paths::find_set(set, &self.places)?),
            None => None,
        };
        if let Some(from) = &new.from {
            return self.create_from(&path, from, new, found);
        }
        let Some(found) = found else {
            return Ok(());
        };
        let unit = Unit {
            name: new.unit.clone(),
            ..Unit::default()
        };
        let book = Workbook::new(found.set, unit, new.year);
        file::create(&path, &book, &found.json)?;
        self.open(&path)
    }

    /// Makes a workbook that continues last year's, opens it and says what was taken over.
    fn create_from(
        &mut self,
        path: &Path,
        from: &Path,
        new: &NewBook,
        found: Option<FoundSet>,
    ) -> Result<(), StoreError> {
        let (old, embedded) = file::read_with_set(from)?;
        let (set, json) = found.map_or((None, embedded), |found| (Some(found.set), found.json));
        let wanted = Wanted {
            set,
            unit: Some(new.unit.clone()),
            year: Some(new.year),
            appraised: None,
        };
        let carried = last_year::carry_over(&old, wanted);
        file::create(path, &carried.book, &json)?;
        self.open(path)?;
        self.post.send(Message::CarriedOver {
            text: last_year::summary(&carried.account, self.lang),
        });
        Ok(())
    }

    /// Opens the copy of the example that is practised on; makes it first when there is none.
    fn open_example(&mut self) -> Result<(), StoreError> {
        let path = self.places.saves.join(PRACTICE);
        if path.symlink_metadata().is_err() {
            let content = builtin::EXAMPLE.as_bytes();
            let book = file::read_bytes(Path::new(PRACTICE), content)?;
            let set = paths::find_set(&book.set.head.id, &self.places)?;
            file::create(&path, &book, &set.json)?;
        }
        self.open(&path)
    }

    fn tell(&self, result: Result<(), StoreError>) {
        if let Err(error) = result {
            self.post.send(Message::Failed {
                message: error.message(self.lang),
            });
        }
    }
}

impl Outside for Clerk {
    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Store(edit) => {
                if let Some(keeper) = &self.keeper {
                    keeper.edit(edit);
                }
            }
            Effect::Seen => {
                if let Some(keeper) = &self.keeper {
                    keeper.has_seen();
                }
            }
            Effect::SaveNow => {
                if let Some(keeper) = &self.keeper {
                    keeper.save_now();
                }
            }
            Effect::SaveElsewhere(typed) => {
                if let Some(keeper) = &self.keeper {
                    keeper.save_elsewhere(self.refuge.path(&typed));
                }
            }
            Effect::BringBack => {
                if let Some(keeper) = &self.keeper {
                    keeper.bring_back();
                }
            }
            Effect::GiveUp(edits) => {
                if let Some(keeper) = &self.keeper {
                    keeper.give_up(edits);
                }
            }
            Effect::DraftsAnswered => {
                if let Some(keeper) = &self.keeper {
                    keeper.drafts_answered();
                }
            }
            Effect::ReadHistory => self.post_history(),
            Effect::Open(path) => {
                let result = self.open_asked(&path);
                self.tell(result);
            }
            Effect::Receive(path) => {
                if let Err(message) = self.receive(&path) {
                    self.post.send(Message::Failed { message });
                }
            }
            Effect::Merge(path) => match (&self.keeper, Copy::open(&path)) {
                (Some(keeper), Ok(copy)) => keeper.merge(copy),
                (_, Err(error)) => self.tell(Err(error)),
                (None, Ok(_)) => {}
            },
            Effect::Seal(order) => {
                if let Some(keeper) = &self.keeper {
                    keeper.seal(order);
                }
            }
            Effect::Create(new) => {
                let result = self.create(&new);
                self.tell(result);
            }
            Effect::OpenExample => {
                let result = self.open_example();
                self.tell(result);
            }
            Effect::Close => match self.close() {
                Ok(()) => {
                    self.post.send(Message::Closed(Box::new(self.shelf())));
                    self.post_scores();
                }
                Err(message) => self.post.send(Message::Failed { message }),
            },
            Effect::Export { book, to } => self.courier.export(*book, &to),
            Effect::GiveUpExport => self.courier.give_up(),
            Effect::EditOutside(_) | Effect::Redraw | Effect::Quit => {}
        }
    }

    fn aside(&mut self, aside: Aside) {
        if let Some(keeper) = &self.keeper {
            keeper.aside(aside);
        }
    }

    fn close(&mut self) -> Result<(), String> {
        self.courier.end();
        if let Some(keeper) = &mut self.keeper {
            keeper
                .close(LAST_SAVE)
                .map_err(|error| error.message(self.lang))?;
        }
        self.keeper = None;
        self.lifeline.detach();
        Ok(())
    }
}
