//! A criteria set: sections, groups and criteria in one flat list in the set's order, each knowing its parent
//! and where its own children end, so that walking, summing and unfolding need no recursion.

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::criteria::rule::{Condition, Rule};
use crate::points::RoundingMode;

/// What is said of a set as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetHead {
    /// Stable name, such as `kon-tum-huyen-2023`.
    pub id: String,
    /// Official title.
    pub title: String,
    /// Who issued it.
    pub issuer: Option<String>,
    /// The decision behind it.
    pub decision: Option<Decision>,
    /// The years it is meant for.
    pub years: Option<Years>,
    /// The kind of office, such as `huyện` or `xã`.
    pub unit_kind: Option<String>,
    /// Where and how scores are rounded.
    pub rounding: Rounding,
    /// Grades, best first or not; the highest that is reached counts.
    pub grades: Vec<Grade>,
    /// Where the set comes from and what is assumed.
    pub notes: Vec<String>,
}

/// The decision that issued a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Number and symbol, such as `723/QĐ-UBND`.
    pub number: String,
    /// ISO date.
    pub date: Option<String>,
}

/// The years a set is meant for; either end may be open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Years {
    /// First year.
    pub from: Option<u16>,
    /// Last year.
    pub to: Option<u16>,
}

/// The rounding policy of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// Places to which a ratio in percent is rounded before it is multiplied; `None` keeps it exact.
    pub percent_places: Option<u32>,
    /// Places to which every computed score is rounded.
    pub score_places: u32,
    /// How ties and rests go.
    pub mode: RoundingMode,
}

/// A grade and the percent from which it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// Such as `Xuất sắc`.
    pub name: String,
    /// Percent, 0 to 100.
    pub from_percent: Decimal,
}

/// Names a node of one set: its place in the set's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(usize);

impl NodeId {
    /// The place in the set's order, from zero.
    pub const fn index(self) -> usize {
        self.0
    }
}

/// A section, a group or a criterion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Unique in the set, such as `3.4.1`.
    pub code: String,
    /// Full title.
    pub title: String,
    /// A short title for narrow places, at most 24 characters.
    pub short: Option<String>,
    /// The office that answers for it.
    pub owner: Option<String>,
    /// 1 for a section, 2 for a TC, 3 for a TCTP.
    pub depth: usize,
    /// The node it stands in; none for a section.
    pub parent: Option<NodeId>,
    /// The place after its last descendant.
    end: usize,
    /// What it holds.
    pub body: NodeBody,
}

/// What a node holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeBody {
    /// Other nodes.
    Group(Group),
    /// Something that is scored.
    Criterion(Box<Criterion>),
}

/// A section or group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Group {
    /// The maximum it states for itself; the lint checks it against its children.
    pub stated_max: Option<Decimal>,
}

/// What is scored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Criterion {
    /// Maximum points.
    pub max: Decimal,
    /// How its maximum and rule are known.
    pub provenance: Provenance,
    /// A placeholder for criteria that are not itemised.
    pub synthetic: bool,
    /// The figures it asks for, in the order of entry.
    pub figures: Vec<Figure>,
    /// How points come about.
    pub rule: Rule,
    /// What must hold among its figures.
    pub checks: Vec<Check>,
    /// When an explanation must be given.
    pub explanation: Requirement,
    /// When evidence must be given.
    pub evidence: Requirement,
    /// How the decision says to score it.
    pub guidance: Option<String>,
}

/// A named count or quantity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Unique in its criterion.
    pub id: String,
    /// What the officer reads.
    pub label: String,
    /// Such as `hồ sơ`.
    pub unit: Option<String>,
    /// Whether it may have decimals (and be below zero); else it is a whole number ≥ 0.
    pub decimal: bool,
}

/// A condition among the figures, with what to say when it fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What must hold.
    pub condition: Condition,
    /// What to say when it does not.
    pub message: Option<String>,
}

/// How a maximum or rule is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Provenance {
    /// Stated by the decision.
    #[default]
    Stated,
    /// Forced by other stated numbers.
    Derived,
    /// Assumed.
    Assumed,
}

/// When an explanation or evidence must be given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Requirement {
    /// Always.
    Required,
    /// Never.
    #[default]
    Optional,
    /// When the score is below the maximum.
    RequiredIfNotFull,
    /// When there is no evidence; for explanations only.
    RequiredWithoutEvidence,
}

/// A whole criteria set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriteriaSet {
    /// What is said of the set as a whole.
    pub head: SetHead,
    nodes: Vec<Node>,
    by_code: HashMap<String, NodeId>,
}

/// A node before it has its place: what a reader hands over.
#[derive(Clone, Debug)]
pub struct NewNode {
    /// See [`Node::code`].
    pub code: String,
    /// See [`Node::title`].
    pub title: String,
    /// See [`Node::short`].
    pub short: Option<String>,
    /// See [`Node::owner`].
    pub owner: Option<String>,
    /// See [`Node::body`].
    pub body: NodeBody,
}

/// Puts nodes in their places: `open` a group, add what is in it, `close` it.
#[derive(Debug, Default)]
pub struct SetBuilder {
    nodes: Vec<Node>,
    by_code: HashMap<String, NodeId>,
    open: Vec<NodeId>,
}

/// A code that stands twice in a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateCode(pub String);

impl SetBuilder {
    /// Adds a node into the group that is open; a group stays open until [`SetBuilder::close`].
    pub fn add(&mut self, new: NewNode) -> Result<(), DuplicateCode> {
        let id = NodeId(self.nodes.len());
        if self.by_code.insert(new.code.clone(), id).is_some() {
            return Err(DuplicateCode(new.code));
        }
        let is_group = matches!(new.body, NodeBody::Group(_));
        self.nodes.push(Node {
            code: new.code,
            title: new.title,
            short: new.short,
            owner: new.owner,
            depth: self.open.len() + 1,
            parent: self.open.last().copied(),
            end: id.0 + 1,
            body: new.body,
        });
        if is_group {
            self.open.push(id);
        }
        Ok(())
    }

    /// Closes the innermost open group.
    pub fn close(&mut self) {
        let end = self.nodes.len();
        if let Some(group) = self.open.pop().and_then(|id| self.nodes.get_mut(id.0)) {
            group.end = end;
        }
    }

    /// The set; open groups are closed.
    pub fn finish(mut self, head: SetHead) -> CriteriaSet {
        while !self.open.is_empty() {
            self.close();
        }
        self.nodes.shrink_to_fit();
        CriteriaSet {
            head,
            nodes: self.nodes,
            by_code: self.by_code,
        }
    }
}

impl CriteriaSet {
    /// Every node in the set's order.
    pub fn nodes(&self) -> impl DoubleEndedIterator<Item = (NodeId, &Node)> + ExactSizeIterator {
        self.nodes
            .iter()
            .enumerate()
            .map(|(index, node)| (NodeId(index), node))
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node at all.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node of an id that this set gave out.
    ///
    /// # Panics
    ///
    /// For an id of another, larger set: a mistake of the program, never of a file.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0]
    }

    /// The node of a code.
    pub fn find(&self, code: &str) -> Option<NodeId> {
        self.by_code.get(code).copied()
    }

    /// The criterion of a code; `None` for a group or an unknown code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.node(self.find(code)?).criterion()
    }

    /// The sections in order.
    pub fn sections(&self) -> impl Iterator<Item = NodeId> + '_ {
        self.children_between(0, self.nodes.len())
    }

    /// The direct children of a node in order.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children_between(id.0 + 1, self.node(id).end)
    }

    fn children_between(&self, start: usize, end: usize) -> impl Iterator<Item = NodeId> + '_ {
        let first = (start < end).then_some(NodeId(start));
        std::iter::successors(first, move |id| {
            let next = self.node(*id).end;
            (next < end).then_some(NodeId(next))
        })
    }

    /// Every scored node in order.
    pub fn criteria(&self) -> impl DoubleEndedIterator<Item = (NodeId, &Node, &Criterion)> {
        self.nodes()
            .filter_map(|(id, node)| node.criterion().map(|criterion| (id, node, criterion)))
    }

    /// The place after a node and all that is in it.
    pub fn after(&self, id: NodeId) -> Option<NodeId> {
        let end = self.node(id).end;
        (end < self.nodes.len()).then_some(NodeId(end))
    }

    /// Whether `inner` is `outer` or stands somewhere in it.
    pub fn contains(&self, outer: NodeId, inner: NodeId) -> bool {
        (outer.0..self.node(outer).end).contains(&inner.0)
    }

    /// The nodes a node stands in, innermost first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.node(id).parent, move |id| self.node(*id).parent)
    }

    /// The section a node stands in, or the node itself when it is a section.
    pub fn section_of(&self, id: NodeId) -> NodeId {
        self.ancestors(id).last().unwrap_or(id)
    }

    /// The sections' node of a place, from zero; `None` beyond the end.
    pub fn at(&self, index: usize) -> Option<NodeId> {
        (index < self.nodes.len()).then_some(NodeId(index))
    }
}

impl Node {
    /// What is scored here, if anything.
    pub fn criterion(&self) -> Option<&Criterion> {
        match &self.body {
            NodeBody::Criterion(criterion) => Some(criterion),
            NodeBody::Group(_) => None,
        }
    }

    /// The official abbreviation by depth: `TC` for a criterion right under a section, else `TCTP`.
    pub const fn kind_word(&self) -> &'static str {
        if self.depth <= 2 { "TC" } else { "TCTP" }
    }
}

impl Criterion {
    /// A figure of this criterion.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }

    /// The letter under which a figure is spoken of and printed in formulas: `a` for the first.
    pub fn letter(&self, id: &str) -> Option<char> {
        let place = self.figures.iter().position(|figure| figure.id == id)?;
        ('a'..='z').nth(place)
    }
}
