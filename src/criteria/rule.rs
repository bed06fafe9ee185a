//! How a criterion is scored: the nine rule kinds as data. Says what a rule asks for (figures, levels, items,
//! a score); the arithmetic is in `workbook::score`.

use rust_decimal::Decimal;

/// How the points of a criterion come about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The officer's own number, 0 to the maximum.
    Manual,
    /// The points of the chosen level.
    Levels(Vec<Choice>),
    /// The points of the ticked items together, at most the maximum.
    Checklist(Vec<Choice>),
    /// A ratio of figures, times the maximum.
    Ratio(Ratio),
    /// The points of the highest band that is reached.
    Bands(Bands),
    /// Points for each thing counted, at most the maximum.
    Count {
        /// Figure and its points each.
        points: Vec<Term>,
    },
    /// The maximum less points for each thing counted.
    Deduct {
        /// Figure and its points each.
        penalty: Vec<Term>,
        /// The least that is left; may be below zero.
        floor: Decimal,
    },
    /// The rule of the first branch whose conditions hold.
    Branches(Vec<Branch>),
    /// Scored by others, such as a survey; counts once somebody enters it.
    External {
        /// Who scores it.
        source: String,
    },
}

/// A level or a checklist item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Unique within its rule.
    pub id: String,
    /// What the officer reads.
    pub label: String,
    /// Its points.
    pub points: Decimal,
}

/// A figure, or the constant one, with its weight in a sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// What is weighted.
    pub of: Operand,
    /// Its weight; may be negative or a decimal.
    pub weight: Decimal,
}

/// What stands in a weighted sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// The figure of this id.
    Figure(String),
    /// The constant 1, written `const`.
    One,
}

/// `ratio`: numerator ÷ denominator × maximum, with optional bends. All three bounds are fractions of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ratio {
    /// Weighted sum above the line.
    pub numerator: Vec<Term>,
    /// Weighted sum below the line; zero or less gives no score.
    pub denominator: Vec<Term>,
    /// The ratio that earns the maximum; one when absent.
    pub target: Option<Decimal>,
    /// At or above this the maximum.
    pub full_from: Option<Decimal>,
    /// Below this nothing.
    pub zero_below: Option<Decimal>,
}

/// `bands`: steps over a ratio or a plain sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bands {
    /// Weighted sum above the line.
    pub numerator: Vec<Term>,
    /// Weighted sum below the line; absent when the numerator alone is compared.
    pub denominator: Option<Vec<Term>>,
    /// The steps, in the set's order.
    pub bands: Vec<Band>,
}

/// One step of `bands`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    /// Reached at or above this value.
    pub from: Decimal,
    /// Its points.
    pub points: Decimal,
}

/// One branch of `branches`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// All must hold; none at all always holds.
    pub when: Vec<Condition>,
    /// How points come about then.
    pub rule: Rule,
}

/// A comparison of two weighted sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Left of the sign.
    pub left: Vec<Term>,
    /// The sign.
    pub is: Comparison,
    /// Right of the sign.
    pub right: Vec<Term>,
}

/// How two sums compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    EqualTo,
    /// `≤`
    AtMost,
    /// `≥`
    AtLeast,
    /// `<`
    LessThan,
    /// `>`
    MoreThan,
}

impl Comparison {
    /// Every sign, in the order of the format.
    pub const ALL: [Self; 5] = [
        Self::EqualTo,
        Self::AtMost,
        Self::AtLeast,
        Self::LessThan,
        Self::MoreThan,
    ];

    /// The name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::EqualTo => "equal_to",
            Self::AtMost => "at_most",
            Self::AtLeast => "at_least",
            Self::LessThan => "less_than",
            Self::MoreThan => "more_than",
        }
    }

    /// The sign as printed; plain characters that every font has.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::EqualTo => "=",
            Self::AtMost => "<=",
            Self::AtLeast => ">=",
            Self::LessThan => "<",
            Self::MoreThan => ">",
        }
    }

    /// Whether an ordering of left against right satisfies the sign.
    pub const fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::EqualTo => ordering.is_eq(),
            Self::AtMost => ordering.is_le(),
            Self::AtLeast => ordering.is_ge(),
            Self::LessThan => ordering.is_lt(),
            Self::MoreThan => ordering.is_gt(),
        }
    }
}

impl Rule {
    /// The name of the kind in files.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Levels(_) => "levels",
            Self::Checklist(_) => "checklist",
            Self::Ratio(_) => "ratio",
            Self::Bands(_) => "bands",
            Self::Count { .. } => "count",
            Self::Deduct { .. } => "deduct",
            Self::Branches(_) => "branches",
            Self::External { .. } => "external",
        }
    }

    /// This rule and every rule inside its branches, outermost first.
    pub fn with_inner(&self) -> Vec<&Self> {
        let mut rules = vec![self];
        if let Self::Branches(branches) = self {
            rules.extend(branches.iter().flat_map(|branch| branch.rule.with_inner()));
        }
        rules
    }

    /// Every weighted sum of this rule itself (not of inner rules), conditions included.
    pub fn sums(&self) -> Vec<&[Term]> {
        match self {
            Self::Manual | Self::Levels(_) | Self::Checklist(_) | Self::External { .. } => {
                Vec::new()
            }
            Self::Ratio(ratio) => vec![&ratio.numerator, &ratio.denominator],
            Self::Bands(bands) => std::iter::once(bands.numerator.as_slice())
                .chain(bands.denominator.as_deref())
                .collect(),
            Self::Count { points } => vec![points],
            Self::Deduct { penalty, .. } => vec![penalty],
            Self::Branches(branches) => branches
                .iter()
                .flat_map(|branch| &branch.when)
                .flat_map(|condition| [condition.left.as_slice(), &condition.right])
                .collect(),
        }
    }

    /// Every figure that this rule or an inner one names, in order of first mention.
    pub fn figures(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for term in self.with_inner().into_iter().flat_map(Self::sums).flatten() {
            if let Operand::Figure(id) = &term.of
                && !ids.contains(&id.as_str())
            {
                ids.push(id);
            }
        }
        ids
    }

    /// The levels to choose from, of this rule and its branches.
    pub fn levels(&self) -> Vec<&Choice> {
        self.with_inner()
            .into_iter()
            .filter_map(|rule| {
                if let Self::Levels(levels) = rule {
                    Some(levels)
                } else {
                    None
                }
            })
            .flatten()
            .collect()
    }

    /// The items to tick, of this rule and its branches.
    pub fn items(&self) -> Vec<&Choice> {
        self.with_inner()
            .into_iter()
            .filter_map(|rule| {
                if let Self::Checklist(items) = rule {
                    Some(items)
                } else {
                    None
                }
            })
            .flatten()
            .collect()
    }

    /// Whether a score may be entered by hand: `manual` and `external`, also inside a branch.
    pub fn takes_score(&self) -> bool {
        self.with_inner()
            .into_iter()
            .any(|rule| matches!(rule, Self::Manual | Self::External { .. }))
    }

    /// Whether others score this criterion.
    pub const fn is_external(&self) -> bool {
        matches!(self, Self::External { .. })
    }

    /// Where the points come from when others give them, such as `điều tra xã hội học`.
    pub fn external_source(&self) -> Option<&str> {
        if let Self::External { source } = self {
            Some(source)
        } else {
            None
        }
    }
}
