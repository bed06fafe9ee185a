//! What two people made of the same part without knowing of each other: every value is kept until somebody
//! chooses. Choosing is an edit like any other.

use std::collections::BTreeMap;

use crate::text;
use crate::workbook::edit::Edit;
use crate::workbook::merge::part::{Content, Part};
use crate::workbook::merge::state::Side;

/// A part with more than one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The part.
    pub part: Part,
    /// The values, that of the smallest revision first: it is the one that counts meanwhile. Two may be equal.
    pub sides: Vec<Side>,
}

impl Conflict {
    /// The edit that chooses a side.
    pub fn choice(&self, side: &Side) -> Edit {
        Edit::Put(self.part.clone(), side.content.clone())
    }

    /// The different values, each with those who made it, in the order of [`Conflict::sides`].
    pub fn values(&self) -> Vec<(Option<&Content>, Vec<&Side>)> {
        let mut values: Vec<(Option<&Content>, Vec<&Side>)> = Vec::new();
        for side in &self.sides {
            let content = side.content.as_ref();
            match values.iter_mut().find(|(known, _)| *known == content) {
                Some((_, sides)) => sides.push(side),
                None => values.push((content, vec![side])),
            }
        }
        values
    }

    /// The edit that keeps all texts, one under the other; none where a part is no prose.
    pub fn all_texts(&self) -> Option<Edit> {
        if !self.part.is_prose() {
            return None;
        }
        let texts = self.values().into_iter();
        let texts = texts.filter_map(|(content, _)| content?.text());
        let texts = texts.filter(|text| !text.is_empty());
        let joined = texts.collect::<Vec<_>>().join("\n\n");
        Some(Edit::Put(self.part.clone(), Some(Content::Text(joined))))
    }

    /// One text with every word of all texts in it, the same for everybody; none where a part is no prose.
    pub fn union(&self) -> Option<String> {
        if !self.part.is_prose() {
            return None;
        }
        let texts = self.values().into_iter().map(|(content, _)| match content {
            Some(Content::Text(text)) => text.clone(),
            Some(_) | None => String::new(),
        });
        texts.reduce(|one, two| text::union(&one, &two))
    }

    /// Who made the values, each name once; values made by hand have no name.
    pub fn authors(&self) -> Vec<&str> {
        let mut names = Vec::new();
        for name in self.sides.iter().filter_map(|side| side.author.as_deref()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }
}

impl Part {
    /// Whether it is prose of many lines, of which two can stand one under the other.
    pub fn is_prose(&self) -> bool {
        use crate::workbook::edit::ReportText;
        match self {
            Self::Justification(_) | Self::NotAssessed(_) | Self::Text(ReportText::Closing) => true,
            Self::Entered(_)
            | Self::Declared(_)
            | Self::ExplainedWith(_)
            | Self::Evidence(..)
            | Self::Unit(_)
            | Self::Text(_)
            | Self::Lines(_)
            | Self::Mark
            | Self::Heading(_) => false,
        }
    }
}

/// The open conflicts of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflicts {
    by_part: BTreeMap<Part, Vec<Side>>,
}

impl Conflicts {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_part.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_part.len()
    }

    /// All, in the order of parts.
    pub fn iter(&self) -> impl Iterator<Item = Conflict> {
        self.by_part.iter().map(|(part, sides)| Conflict {
            part: part.clone(),
            sides: sides.clone(),
        })
    }

    /// Those of a criterion; with none, those of the unit and the report.
    pub fn of(&self, code: Option<&str>) -> impl Iterator<Item = Conflict> {
        self.iter()
            .filter(move |conflict| conflict.part.code() == code)
    }

    /// Whether a criterion has one.
    pub fn any_of(&self, code: &str) -> bool {
        self.by_part.keys().any(|part| part.code() == Some(code))
    }

    /// That of a part.
    pub fn get(&self, part: &Part) -> Option<Conflict> {
        self.by_part.get(part).map(|sides| Conflict {
            part: part.clone(),
            sides: sides.clone(),
        })
    }

    pub(in crate::workbook) fn insert(&mut self, conflict: Conflict) {
        self.by_part.insert(conflict.part, conflict.sides);
    }

    pub(in crate::workbook) fn remove(&mut self, part: &Part) -> Option<Conflict> {
        let sides = self.by_part.remove(part)?;
        Some(Conflict {
            part: part.clone(),
            sides,
        })
    }
}
