//! A cursor over a parsed JSON document that knows its own JSON pointer, so that every problem names its
//! place. Reads types, decimals and clean text; knows no format.

use std::cell::RefCell;

use serde_json::{Map, Value};

use crate::points::{self, Decimal, Stored};
use crate::store::problem::{self, Fault, Problem, Wanted};
use crate::text;

/// What is noted while a document is read.
#[derive(Debug, Default)]
pub(super) struct Notes {
    problems: RefCell<Vec<Problem>>,
    unknown: RefCell<Vec<String>>,
}

impl Notes {
    /// The problems, in the order of the document.
    pub(super) fn into_parts(self) -> (Vec<Problem>, Vec<String>) {
        (self.problems.into_inner(), self.unknown.into_inner())
    }
}

/// A value and the way to it. The pointer is put together only when something is to be said.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    value: &'a Value,
    step: Option<(&'a At<'a>, Step<'a>)>,
    notes: &'a Notes,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Member(&'a str),
    Place(usize),
}

impl<'a> At<'a> {
    /// The whole document.
    pub(super) fn root(value: &'a Value, notes: &'a Notes) -> Self {
        Self {
            value,
            step: None,
            notes,
        }
    }

    /// Notes a problem of this place.
    pub(super) fn fault(&self, fault: Fault) {
        self.notes.problems.borrow_mut().push(Problem {
            pointer: self.pointer(),
            fault,
        });
    }

    fn not_a<T>(&self, wanted: Wanted) -> Option<T> {
        self.fault(Fault::NotA(wanted));
        None
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.write_pointer(&mut pointer);
        pointer
    }

    fn write_pointer(&self, pointer: &mut String) {
        let Some((parent, step)) = self.step else {
            return;
        };
        parent.write_pointer(pointer);
        pointer.push('/');
        match step {
            Step::Member(name) => pointer.push_str(&problem::escaped(name)),
            Step::Place(place) => pointer.push_str(&place.to_string()),
        }
    }

    fn child<'b>(&'b self, value: &'b Value, step: Step<'b>) -> At<'b> {
        At {
            value,
            step: Some((self, step)),
            notes: self.notes,
        }
    }

    /// The value itself, where it is an object.
    pub(super) fn raw(&self) -> Option<&'a Value> {
        self.value.is_object().then_some(self.value)
    }

    /// The object here.
    pub(super) fn object(&self) -> Option<&'a Map<String, Value>> {
        match self.value {
            Value::Object(map) => Some(map),
            _ => self.not_a(Wanted::Object),
        }
    }

    /// A member that may be missing; `null` counts as missing. Says nothing when this is no object.
    pub(super) fn optional<'b>(&'b self, name: &'b str) -> Option<At<'b>> {
        let value = self.value.as_object()?.get(name)?;
        (!value.is_null()).then(|| self.child(value, Step::Member(name)))
    }

    /// A member that must be there.
    pub(super) fn required<'b>(&'b self, name: &'static str) -> Option<At<'b>> {
        let value = self.object()?.get(name);
        if value.is_none() {
            self.fault(Fault::Missing(name));
        }
        value.map(|value| self.child(value, Step::Member(name)))
    }

    /// Every member of the object here with its cleaned name; a name that stands twice is a problem.
    pub(super) fn members(&self) -> impl Iterator<Item = (String, At<'_>)> {
        let mut seen = std::collections::HashSet::new();
        self.object()
            .into_iter()
            .flatten()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| {
                let at = self.child(value, Step::Member(name));
                let clean = text::clean_line(name);
                if !seen.insert(clean.clone()) {
                    at.fault(Fault::Twice(clean.clone()));
                }
                (clean, at)
            })
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// Every entry of the list here.
    pub(super) fn items(&self) -> impl Iterator<Item = At<'_>> {
        let list = match self.value {
            Value::Array(list) => Some(list),
            _ => self.not_a(Wanted::List),
        };
        list.into_iter()
            .flatten()
            .enumerate()
            .map(|(place, value)| self.child(value, Step::Place(place)))
    }

    /// Notes the members that are none of these.
    pub(super) fn knows(&self, names: &[&str]) {
        let Value::Object(map) = self.value else {
            return;
        };
        for (name, value) in map {
            if !names.contains(&name.as_str()) {
                let pointer = self.child(value, Step::Member(name)).pointer();
                self.notes.unknown.borrow_mut().push(pointer);
            }
        }
    }

    /// Clean text of one or more lines.
    pub(super) fn text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text::clean(text)),
            _ => self.not_a(Wanted::Text),
        }
    }

    /// Clean text of one line.
    pub(super) fn line(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text::clean_line(text)),
            _ => self.not_a(Wanted::Text),
        }
    }

    /// Clean text of one line that is not empty.
    pub(super) fn name(&self) -> Option<String> {
        let name = self.line()?;
        if name.trim().is_empty() {
            self.fault(Fault::Blank);
            return None;
        }
        Some(name)
    }

    /// Clean lines, one per entry.
    pub(super) fn lines(&self) -> Vec<String> {
        self.items().filter_map(|item| item.line()).collect()
    }

    /// A plain decimal in quotes, or a JSON integer.
    pub(super) fn decimal(&self) -> Option<Decimal> {
        let text = self.number_text()?;
        let number = points::plain(&text);
        if number.is_none() {
            self.fault(Fault::NotDecimal(text));
        }
        number
    }

    /// A decimal that is fit to be points.
    pub(super) fn points(&self) -> Option<Decimal> {
        let number = self.decimal()?;
        if points::fits_points(number) {
            return Some(number);
        }
        self.fault(Fault::TooManyDigits(points::print_plain(number)));
        None
    }

    /// A stored number; text that is no number is kept as text.
    pub(super) fn stored(&self) -> Option<Stored> {
        self.number_text().map(|text| Stored::read(&text))
    }

    fn number_text(&self) -> Option<String> {
        match self.value {
            Value::String(text) => Some(text::visible(text).replace('\n', " ")),
            Value::Number(number) => {
                let text = number.to_string();
                if text
                    .strip_prefix('-')
                    .unwrap_or(&text)
                    .bytes()
                    .all(|byte| byte.is_ascii_digit())
                {
                    return Some(text);
                }
                self.fault(Fault::BareDecimal(text));
                None
            }
            _ => self.not_a(Wanted::Decimal),
        }
    }

    /// A JSON integer within a range.
    pub(super) fn whole(&self, from: u32, to: u32) -> Option<u32> {
        let Value::Number(number) = self.value else {
            return self.not_a(Wanted::Whole);
        };
        let whole = number
            .as_u64()
            .and_then(|whole| u32::try_from(whole).ok())
            .filter(|whole| (from..=to).contains(whole));
        if whole.is_none() {
            self.fault(Fault::OutOf(from, to));
        }
        whole
    }

    /// `true` or `false`.
    pub(super) fn flag(&self) -> Option<bool> {
        match self.value {
            Value::Bool(flag) => Some(*flag),
            _ => self.not_a(Wanted::Flag),
        }
    }

    /// One of the words of the format.
    pub(super) fn word<T: Copy>(
        &self,
        known: &'static [&'static str],
        meanings: &[T],
    ) -> Option<T> {
        let word = self.line()?;
        let place = known.iter().position(|known| *known == word);
        let meaning = place.and_then(|place| meanings.get(place)).copied();
        if meaning.is_none() {
            self.fault(Fault::NotAWord(word, known));
        }
        meaning
    }
}
