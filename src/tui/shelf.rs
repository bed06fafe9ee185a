//! Rows of the choice of workbooks, from files: copies below their workbook, scores once they are known. Reads files,
//! changes none.

use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::lang::Lang;
use crate::points;
use crate::say;
use crate::store::copies::{self, Draft as Copy};
use crate::store::local_time;
use crate::store::paths::{self, ListedBook};
use crate::tui::message::{Pending, Shelved, ShelvedBook};
use crate::workbook::seal::printed_time;
use crate::workbook::{Scores, Workbook};

/// `10:41 hôm nay` or `21/11/2023`.
pub(super) fn changed(modified: Option<SystemTime>, lang: Lang) -> String {
    let Some(at) = modified.and_then(|modified| Timestamp::try_from(modified).ok()) else {
        return String::new();
    };
    let (at, now) = (
        at.to_zoned(TimeZone::system()),
        Timestamp::now().to_zoned(TimeZone::system()),
    );
    if at.date() == now.date() {
        say!(lang, "{} hôm nay", "{} today", at.strftime("%H:%M"))
    } else {
        at.strftime("%d/%m/%Y").to_string()
    }
}

/// A file of the list, and whether it is a copy of the one before it that is none.
pub(super) struct Listed {
    pub(super) book: ListedBook,
    pub(super) is_copy: bool,
    /// Its name, with the folder when that is not the saves folder: names alone may be the same.
    pub(super) shown: String,
}

/// Copies of one workbook stand together where the first of them stands, the workbook itself before its copies.
pub(super) fn grouped(books: Vec<ListedBook>, saves: &Path) -> Vec<Listed> {
    let is_elsewhere = |book: &ListedBook| book.path.parent() != Some(saves);
    let mut groups: Vec<Vec<ListedBook>> = Vec::new();
    for book in books {
        let same =
            |group: &&mut Vec<ListedBook>| match (group.first().map(|it| &it.head), &book.head) {
                (Some(Ok(first)), Ok(head)) => head.is_copy_of(first),
                _ => false,
            };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(book),
            None => groups.push(vec![book]),
        }
    }
    let listed = groups.into_iter().flat_map(|mut group: Vec<ListedBook>| {
        // What lies elsewhere is never the workbook itself.
        group.sort_by_key(|book| (is_elsewhere(book), paths::by_name(&book.path)));
        group
            .into_iter()
            .enumerate()
            .map(move |(place, book)| Listed {
                shown: if is_elsewhere(&book) {
                    crate::text::clean_line(&book.path.display().to_string())
                } else {
                    file_name(&book.path)
                },
                book,
                is_copy: place > 0,
            })
    });
    listed.collect()
}

/// What a copy would bring into its workbook; none when one of them cannot be read.
pub(super) fn pending(original: &Path, copy: &Path) -> Option<Pending> {
    let (into, copy) = (Copy::open(original).ok()?, Copy::open(copy).ok()?);
    let changes = copies::incoming(&into, &copy).ok()?;
    Some(Pending {
        conflicts: changes.iter().filter(|change| change.is_conflict).count(),
        changes: changes.len(),
    })
}

/// The name of a file, fit to be shown.
pub(super) fn file_name(path: &Path) -> String {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned());
    crate::text::clean_line(&name.unwrap_or_default())
}

/// A row of the picker; the score stays empty until the workbook was read, and so does what a copy would bring.
pub(super) fn shelved(
    listed: &Listed,
    book: Option<&Workbook>,
    pending: Option<Pending>,
    lang: Lang,
) -> Shelved {
    let Listed {
        book: listed,
        is_copy,
        shown,
    } = listed;
    let content = match &listed.head {
        Err(error) => Err(error.message(lang)),
        Ok(head) => Ok(match book {
            None => ShelvedBook {
                unit: head.unit.clone(),
                year: head.year,
                ..ShelvedBook::default()
            },
            Some(book) => scored(book, lang),
        }),
    };
    Shelved {
        path: listed.path.clone(),
        file: shown.clone(),
        content,
        changed: book
            .and_then(|book| sealed(book, lang))
            .unwrap_or_else(|| changed(listed.modified, lang)),
        copy: is_copy.then_some(pending),
    }
}

/// `chốt 30/11/2023`, in place of when it was changed; none for an open workbook.
pub(super) fn sealed(book: &Workbook, lang: Lang) -> Option<String> {
    let event = book.seals.standing()?;
    let at = local_time(&event.at).unwrap_or_else(|| printed_time(&event.at));
    let date = at.split(' ').next()?;
    Some(say!(lang, "chốt {date}", "sealed {date}"))
}

pub(super) fn scored(book: &Workbook, lang: Lang) -> ShelvedBook {
    let mark = lang.pick(",", ".");
    let total = Scores::of(book).total;
    let number = |number| points::print_plain(number).replace('.', mark);
    ShelvedBook {
        unit: book.unit.name.clone(),
        year: book.year,
        score: format!("{}/{}", number(total.score), number(total.max)),
        percent: total
            .percent()
            .map(|percent| format!("{} %", number(percent)))
            .unwrap_or_default(),
        answered: total.answered,
        criteria: total.criteria,
        set: book.set.head.id.clone(),
    }
}
