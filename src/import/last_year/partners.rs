//! Which criterion of a new set continues which of an old one: told by code and title. Knows no answers.

use std::collections::{BTreeMap, BTreeSet};

use crate::criteria::{CriteriaSet, Node, NodeId};
use crate::text::fold;

/// Of ten words that two titles have, so many must be common for them to be alike.
const ALIKE: usize = 6;

/// The partners of two sets.
#[derive(Debug)]
pub(super) struct Partners {
    criteria: BTreeMap<String, String>,
    continued: BTreeSet<String>,
    sections: BTreeMap<String, String>,
}

impl Partners {
    /// Finds them. A title that is the same word for word says more than a code: a criterion put in before it moves the
    /// codes of all that follow.
    pub(super) fn of(old: &CriteriaSet, new: &CriteriaSet) -> Self {
        let criteria = pairs(&criteria(old), &criteria(new));
        Self {
            continued: criteria.values().cloned().collect(),
            criteria,
            sections: pairs(&sections(old), &sections(new)),
        }
    }

    /// The new code of an old criterion.
    pub(super) fn criterion(&self, old: &str) -> Option<&str> {
        self.criteria.get(old).map(String::as_str)
    }

    /// The new code of an old section.
    pub(super) fn section(&self, old: &str) -> Option<&str> {
        self.sections.get(old).map(String::as_str)
    }

    /// Whether a new criterion continues an old one.
    pub(super) fn has_old(&self, new: &str) -> bool {
        self.continued.contains(new)
    }
}

/// A title for comparing: folded words without marks between them and without years, which change every year.
pub(super) fn key(title: &str) -> String {
    let folded = fold(title);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty() && !is_year(word))
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.chars().all(|c| c.is_ascii_digit())
}

/// What is compared of a node.
#[derive(Debug)]
struct Item {
    code: String,
    title: String,
    /// The title of what it stands in.
    within: String,
}

fn item(set: &CriteriaSet, node: &Node) -> Item {
    let within = node.parent.map(|parent| key(&set.node(parent).title));
    Item {
        code: node.code.clone(),
        title: key(&node.title),
        within: within.unwrap_or_default(),
    }
}

fn criteria(set: &CriteriaSet) -> Vec<Item> {
    set.criteria().map(|(_, node, _)| item(set, node)).collect()
}

fn sections(set: &CriteriaSet) -> Vec<Item> {
    let node = |id: NodeId| item(set, set.node(id));
    set.sections().map(node).collect()
}

/// Pairs by ever weaker signs; what has a partner takes no part in the next round.
fn pairs(old: &[Item], new: &[Item]) -> BTreeMap<String, String> {
    let mut found = Found::default();
    found.by(old, new, |item| (item.code.clone(), item.title.clone()));
    found.by(old, new, |item| (item.within.clone(), item.title.clone()));
    found.by(old, new, |item| item.title.clone());
    for before in old {
        let now = new.iter().find(|now| now.code == before.code);
        if let Some(now) = now.filter(|now| alike(&before.title, &now.title)) {
            found.pair(before, now);
        }
    }
    found.pairs
}

#[derive(Default)]
struct Found {
    pairs: BTreeMap<String, String>,
    taken: BTreeSet<String>,
}

impl Found {
    fn pair(&mut self, old: &Item, new: &Item) {
        if !self.pairs.contains_key(&old.code) && !self.taken.contains(&new.code) {
            self.pairs.insert(old.code.clone(), new.code.clone());
            self.taken.insert(new.code.clone());
        }
    }

    /// Pairs what alone on its side has a sign. Signs that several share tell nothing.
    fn by<S: Ord>(&mut self, old: &[Item], new: &[Item], sign: impl Fn(&Item) -> S) {
        let mut groups: BTreeMap<S, [Vec<&Item>; 2]> = BTreeMap::new();
        for item in old.iter().filter(|it| !self.pairs.contains_key(&it.code)) {
            let [olds, _] = groups.entry(sign(item)).or_default();
            olds.push(item);
        }
        for item in new.iter().filter(|it| !self.taken.contains(&it.code)) {
            let [_, news] = groups.entry(sign(item)).or_default();
            news.push(item);
        }
        for [olds, news] in groups.into_values() {
            if let ([before], [now]) = (olds.as_slice(), news.as_slice()) {
                self.pair(before, now);
            }
        }
    }
}

/// Whether two titles say much the same: most of their words are common.
fn alike(one: &str, two: &str) -> bool {
    let words = |title: &str| title.split(' ').map(str::to_owned).collect::<BTreeSet<_>>();
    let (one, two) = (words(one), words(two));
    let common = one.intersection(&two).count();
    2 * common * 10 >= (one.len() + two.len()) * ALIKE
}
