//! `chamdiem set`: one change of one criterion. All that is given is written together, or none of it.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};

use crate::cli::arguments::{self, Parts};
use crate::cli::{Context, Done, Failure, input, seal};
use crate::criteria::Criterion;
use crate::lang::Lang;
use crate::points::{self, Decimal, NumberError, Stored};
use crate::say;
use crate::store::StoreError;
use crate::store::error::Cause;
use crate::store::file::{self, Access, Manner};
use crate::store::overwritten::{self, Lacking};
use crate::workbook::{Declared, Edit, Rejection, Review, Workbook, edit, words};

pub(super) fn command(lang: Lang) -> Command {
    arguments::described(Command::new("set"), lang, Parts::Arguments)
        .about(lang.pick(
            "Nhập số liệu, điểm, giải trình của một tiêu chí",
            "Enter figures, scores and the explanation of a criterion",
        ))
        .override_usage(say!(
            lang,
            "chamdiem set TỆP MÃ KHÓA=GIÁ_TRỊ…",
            "chamdiem set FILE CODE KEY=VALUE…"
        ))
        .after_help(lang.pick(KEYS_VI, KEYS_EN))
        .args([
            arguments::file(lang, lang.pick("Sổ chấm điểm", "The workbook")),
            arguments::word(
                "code",
                lang.pick("MÃ", "CODE"),
                lang.pick(
                    "Mã tiêu chí, như 3.4.1",
                    "A criterion's code, such as 3.4.1",
                ),
            ),
            arguments::word(
                "pairs",
                lang.pick("KHÓA=GIÁ_TRỊ", "KEY=VALUE"),
                lang.pick(
                    "Những gì cần nhập; ghi tất cả cùng lúc hoặc không ghi gì",
                    "What to enter; all of it is written, or none",
                ),
            )
            .num_args(1..),
        ])
}

const KEYS_VI: &str = "
Khóa (giá trị để trống thì xóa):
  on_time=642            số liệu, theo mã trong lệnh show TỆP MÃ; 1.476 là 1476
  level=full             mức đạt
  ticked=plan,report     các mục đạt; ticked=, xác nhận không mục nào đạt
  score=2,5              điểm nhập trực tiếp; 2,5 và 2.5 như nhau
  declared=0,14          điểm tự nhập thay điểm tính theo công thức
  reason=…               lý do của điểm tự nhập
  not_assessed=LÝ_DO     không đánh giá
  justification=…        giải trình; @tệp đọc từ tệp, @- đọc từ đầu vào chuẩn
  explained_with=2.2.3   giải trình chung với tiêu chí khác

Ví dụ:
  chamdiem set kon-ray.json 3.4.1 on_time=642 late=21 total=663";

const KEYS_EN: &str = "
Keys (an empty value clears):
  on_time=642            a figure, by its id in show FILE CODE; 1.476 is 1476
  level=full             the level
  ticked=plan,report     the items met; ticked=, confirms that none is
  score=2.5              a score by hand; 2,5 and 2.5 are the same
  declared=0.14          a score that replaces the computed one
  reason=…               the reason of the declared score
  not_assessed=REASON    not assessed
  justification=…        the explanation; @file reads a file, @- standard input
  explained_with=2.2.3   explained together with another criterion

Example:
  chamdiem set kon-ray.json 3.4.1 on_time=642 late=21 total=663";

pub(super) fn run(matches: &ArgMatches, context: &Context<'_>) -> Result<Done, Failure> {
    let path: PathBuf = matches.get_one("file").cloned().unwrap_or_default();
    let code: String = matches.get_one("code").cloned().unwrap_or_default();
    let pairs = matches.get_many::<String>("pairs").into_iter().flatten();
    let request = Request {
        code,
        pairs: read_pairs(pairs, context)?,
        context,
    };
    let author = context.places()?.author;
    refuse_early(&path, &request)?;
    let lacking = overwritten::find(&path);
    let made = |book: &Workbook| request.edits(book);
    file::commit_made(&path, &author, Manner::COMMAND, made)
        .map_err(|error| context.store(&error))??;
    let mut done = Done::with(context.lang, String::new());
    let note = lacking.map(|lacking| lacking_note(&path, &lacking, context.lang));
    done.notes.extend(note);
    Ok(done)
}

/// Whoever writes into a file that lacks what others wrote is told, and where it can be had again.
fn lacking_note(path: &Path, lacking: &Lacking, lang: Lang) -> String {
    let path = path.display();
    let count = lacking.changes;
    let authors = lacking.authors.join(", ");
    say!(
        lang,
        "{path}: tệp bị chép đè bằng bản cũ, thiếu {count} thay đổi ({authors}); mở sổ trên màn hình để gộp lại",
        "{path}: an older copy was put over this file, {count} changes are missing ({authors}); open it on the screen to merge them back"
    )
}

/// What can be refused without touching the folder is refused before a lock is made in it.
fn refuse_early(path: &Path, request: &Request<'_>) -> Result<(), Failure> {
    let opened = file::open(path).map_err(|error| request.context.store(&error))?;
    if let Access::ReadOnly(reason) = opened.access {
        let cause = Cause::ReadOnly(reason);
        let path = path.to_owned();
        return Err(request.context.store(&StoreError { path, cause }));
    }
    seal::refuse_sealed(path, &opened.book, request.context)?;
    request.edits(&opened.book).map(|_| ())
}

/// What a value is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Key {
    Level,
    Ticked,
    Score,
    Declared,
    Reason,
    NotAssessed,
    Justification,
    ExplainedWith,
    Figure(String),
}

impl Key {
    fn read(name: &str) -> Self {
        match name {
            "level" => Self::Level,
            "ticked" => Self::Ticked,
            "score" => Self::Score,
            "declared" => Self::Declared,
            "reason" => Self::Reason,
            "not_assessed" => Self::NotAssessed,
            "justification" => Self::Justification,
            "explained_with" => Self::ExplainedWith,
            figure => Self::Figure(figure.to_owned()),
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Level => "level",
            Self::Ticked => "ticked",
            Self::Score => "score",
            Self::Declared => "declared",
            Self::Reason => "reason",
            Self::NotAssessed => "not_assessed",
            Self::Justification => "justification",
            Self::ExplainedWith => "explained_with",
            Self::Figure(id) => id,
        }
    }
}

/// Parts keys from values and reads the texts that stand in files.
fn read_pairs<'a>(
    pairs: impl Iterator<Item = &'a String>,
    context: &Context<'_>,
) -> Result<Vec<(Key, String)>, Failure> {
    let mut read: Vec<(Key, String)> = Vec::new();
    for pair in pairs {
        let (key, value) = pair
            .split_once('=')
            .ok_or_else(|| no_value(pair, context.lang))?;
        let key = Key::read(key.trim());
        if read.iter().any(|(known, _)| *known == key) {
            return Err(twice(&key, context.lang));
        }
        let value = match (&key, value.strip_prefix('@')) {
            (Key::Justification, Some(path)) => input::text(Path::new(path), context)?,
            (_, _) => value.to_owned(),
        };
        read.push((key, value));
    }
    Ok(read)
}

fn no_value(pair: &str, lang: Lang) -> Failure {
    Failure::new(&say!(
        lang,
        "“{pair}” thiếu dấu “=”; viết KHÓA=GIÁ_TRỊ, để xóa thì viết KHÓA=",
        "“{pair}” has no “=”; write KEY=VALUE, or KEY= to clear"
    ))
}

fn twice(key: &Key, lang: Lang) -> Failure {
    let name = key.name();
    Failure::new(&say!(
        lang,
        "“{name}” có hai lần; chỉ ghi một lần",
        "“{name}” is given twice; give it once"
    ))
}

/// What was asked for, before it is held against a workbook.
struct Request<'a> {
    code: String,
    pairs: Vec<(Key, String)>,
    context: &'a Context<'a>,
}

impl Request<'_> {
    /// The edits that carry it out on this workbook, each of them tried.
    fn edits(&self, book: &Workbook) -> Result<Vec<Edit>, Failure> {
        let criterion = self.criterion(book)?;
        let mut tried = book.clone();
        let mut edits = Vec::new();
        for (key, value) in &self.pairs {
            let Some(edit) = self.edit(book, criterion, key, value)? else {
                continue;
            };
            edit::apply(&mut tried, edit.clone())
                .map_err(|rejection| self.rejected(Some(key), &rejection))?;
            edits.push(edit);
        }
        Ok(edits)
    }

    fn criterion<'b>(&self, book: &'b Workbook) -> Result<&'b Criterion, Failure> {
        let code = &self.code;
        let unknown = || self.rejected(None, &Rejection::UnknownCriterion(code.clone()));
        let node = book.set.node(book.set.find(code).ok_or_else(unknown)?);
        node.criterion()
            .ok_or_else(|| self.rejected(None, &Rejection::NotACriterion(code.clone())))
    }

    /// The edit of one key; none for a reason that its declared score carries along.
    fn edit(
        &self,
        book: &Workbook,
        criterion: &Criterion,
        key: &Key,
        value: &str,
    ) -> Result<Option<Edit>, Failure> {
        let code = self.code.clone();
        let word = given(value.trim()).map(str::to_owned);
        Ok(Some(match key {
            Key::Level => Edit::Level { code, level: word },
            Key::Ticked => Edit::Ticked {
                code,
                items: word.as_deref().map(items),
            },
            Key::Score => Edit::Score {
                code,
                value: self.points(key, value)?.map(Stored::Number),
            },
            Key::Declared => Edit::Declared {
                code,
                declared: self.declared(book, value)?,
            },
            Key::Reason if self.value(&Key::Declared).is_some() => return Ok(None),
            Key::Reason => Edit::Declared {
                code,
                declared: Some(self.reasoned(book, value)?),
            },
            Key::NotAssessed => Edit::NotAssessed { code, reason: word },
            Key::Justification => Edit::Justification {
                code,
                text: value.to_owned(),
                review: Review::Settled,
            },
            Key::ExplainedWith => Edit::ExplainedWith { code, other: word },
            Key::Figure(id) => Edit::Figure {
                code,
                figure: id.clone(),
                value: self.figure(criterion, key, value)?.map(Stored::Number),
            },
        }))
    }

    /// The value given for a key.
    fn value(&self, wanted: &Key) -> Option<&str> {
        let mut pairs = self.pairs.iter();
        pairs
            .find(|(key, _)| key == wanted)
            .map(|(_, value)| value.as_str())
    }

    /// The declared score with the reason given, or the reason it has already.
    fn declared(&self, book: &Workbook, value: &str) -> Result<Option<Declared>, Failure> {
        let reason = self.value(&Key::Reason);
        let Some(score) = self.points(&Key::Declared, value)? else {
            return match reason.and_then(|reason| given(reason.trim())) {
                Some(_) => {
                    Err(self.refused(Some(&Key::Reason), nothing_declared(self.context.lang)))
                }
                None => Ok(None),
            };
        };
        let known = || {
            book.answer(&self.code)
                .declared
                .as_ref()
                .map(|known| known.reason.clone())
        };
        let reason = reason.map(|reason| reason.trim().to_owned());
        Ok(Some(Declared {
            score: score.into(),
            reason: reason.or_else(known).unwrap_or_default(),
        }))
    }

    /// The declared score that is there already, with another reason.
    fn reasoned(&self, book: &Workbook, reason: &str) -> Result<Declared, Failure> {
        let known = book.answer(&self.code).declared.as_ref();
        let known = known
            .ok_or_else(|| self.refused(Some(&Key::Reason), nothing_declared(self.context.lang)))?;
        Ok(Declared {
            score: known.score.clone(),
            reason: reason.trim().to_owned(),
        })
    }

    fn points(&self, key: &Key, value: &str) -> Result<Option<Decimal>, Failure> {
        self.number(key, value, points::typed_decimal)
    }

    /// A figure's number; whether it may have decimals is the figure's to say.
    fn figure(
        &self,
        criterion: &Criterion,
        key: &Key,
        value: &str,
    ) -> Result<Option<Decimal>, Failure> {
        let Some(figure) = criterion.figure(key.name()) else {
            let known = criterion.figures.iter().map(|figure| figure.id.clone());
            let unknown = Rejection::UnknownFigure(key.name().to_owned(), known.collect());
            return Err(self.rejected(Some(key), &unknown));
        };
        let read = if figure.decimal {
            points::typed_decimal
        } else {
            points::typed_count
        };
        self.number(key, value, read)
    }

    fn number(
        &self,
        key: &Key,
        value: &str,
        read: fn(&str) -> Result<Decimal, NumberError>,
    ) -> Result<Option<Decimal>, Failure> {
        let Some(value) = given(value.trim()) else {
            return Ok(None);
        };
        read(value)
            .map(Some)
            .map_err(|error| self.refused(Some(key), words::number_error(error, self.context.lang)))
    }

    fn rejected(&self, key: Option<&Key>, rejection: &Rejection) -> Failure {
        let words = words::rejection(rejection, self.context.lang, self.context.mark());
        self.refused(key, &words)
    }

    /// `3.4.1 on_time: …`
    fn refused(&self, key: Option<&Key>, words: &str) -> Failure {
        let code = &self.code;
        Failure::new(&match key {
            Some(key) => format!("{code} {}: {words}", key.name()),
            None => format!("{code}: {words}"),
        })
    }
}

const fn nothing_declared(lang: Lang) -> &'static str {
    lang.pick(
        "Chưa có điểm tự nhập để ghi lý do: nhập declared=ĐIỂM cùng lúc",
        "There is no declared score to give a reason for: give declared=POINTS as well",
    )
}

fn given(value: &str) -> Option<&str> {
    (!value.is_empty()).then_some(value)
}

/// The ids of a comma list, each once; a lone comma is a list of none.
fn items(list: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for item in list.split(',').filter_map(|item| given(item.trim())) {
        if items.iter().all(|known| known != item) {
            items.push(item.to_owned());
        }
    }
    items
}
