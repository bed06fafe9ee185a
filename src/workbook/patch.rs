//! The difference of two texts as what was cut out and put in at one place, so that a day of writing stays small.
//! Knows letters, not what the text is about.

/// The difference of two texts: at a place something was removed and something put in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPatch {
    /// Bytes before the difference.
    pub at: usize,
    /// What stood there before.
    pub removed: String,
    /// What stands there after.
    pub inserted: String,
}

impl TextPatch {
    /// The difference of two texts.
    pub fn between(before: &str, after: &str) -> Self {
        let start: usize = before
            .chars()
            .zip(after.chars())
            .take_while(|(one, two)| one == two)
            .map(|(c, _)| c.len_utf8())
            .sum();
        let (before, after) = (before.split_at(start).1, after.split_at(start).1);
        let end: usize = before
            .chars()
            .rev()
            .zip(after.chars().rev())
            .take_while(|(one, two)| one == two)
            .map(|(c, _)| c.len_utf8())
            .sum();
        Self {
            at: start,
            removed: before.split_at(before.len() - end).0.to_owned(),
            inserted: after.split_at(after.len() - end).0.to_owned(),
        }
    }

    /// Where a place in the text before the change lies after it.
    pub fn moved(&self, at: usize) -> usize {
        if at <= self.at {
            at
        } else {
            let inside = self.at + self.removed.len();
            self.at + self.inserted.len() + at.saturating_sub(inside)
        }
    }

    /// The difference the other way round.
    pub fn reversed(self) -> Self {
        Self {
            at: self.at,
            removed: self.inserted,
            inserted: self.removed,
        }
    }

    /// How many bytes that this change put in the next one takes away again: they stand neither in the text before
    /// this change nor in the one after the next.
    pub fn lost_by(&self, next: &Self) -> usize {
        let start = self.at.max(next.at);
        let end = (self.at + self.inserted.len()).min(next.at + next.removed.len());
        end.saturating_sub(start)
    }

    /// The text after the change, when the text is what stood there before.
    pub fn apply(&self, text: &str) -> Option<String> {
        let (front, rest) = text.split_at_checked(self.at)?;
        let rest = rest.strip_prefix(self.removed.as_str())?;
        Some(format!("{front}{}{rest}", self.inserted))
    }

    /// The text before the change, when the text is still what the change made.
    pub fn unapply(&self, text: &str) -> Option<String> {
        let (front, rest) = text.split_at_checked(self.at)?;
        let rest = rest.strip_prefix(self.inserted.as_str())?;
        Some(format!("{front}{}{rest}", self.removed))
    }

    /// This difference followed by another, as one, when they touch.
    pub fn joined(&self, next: &Self) -> Option<Self> {
        let own_end = self.at + self.inserted.len();
        let next_end = next.at + next.removed.len();
        if next.at > own_end || next_end < self.at {
            return None;
        }
        // What stood before both lies around what this one put in: taken from the next one's removed text.
        let before_own = self.at.saturating_sub(next.at);
        let after_own = next_end.saturating_sub(own_end);
        let lead = next.removed.get(..before_own)?;
        let tail = next.removed.get(next.removed.len() - after_own..)?;
        let kept_front = self.inserted.get(..next.at.saturating_sub(self.at))?;
        let kept_back = self
            .inserted
            .get(self.inserted.len() - own_end.saturating_sub(next_end)..)?;
        Some(Self {
            at: self.at.min(next.at),
            removed: format!("{lead}{}{tail}", self.removed),
            inserted: format!("{kept_front}{}{kept_back}", next.inserted),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_difference_keeps_only_what_changed() {
        let patch = TextPatch::between("giải quyết 640 hồ sơ", "giải quyết 642 hồ sơ");
        assert_eq!(
            (patch.removed.as_str(), patch.inserted.as_str()),
            ("0", "2")
        );
    }

    #[test]
    fn what_was_typed_and_taken_away_again_is_counted() {
        let lost = |before: &str, middle: &str, after: &str| {
            TextPatch::between(before, middle).lost_by(&TextPatch::between(middle, after))
        };
        assert_eq!(lost("một", "một hai ba", "một"), " hai ba".len());
        assert_eq!(lost("một", "một hai", "một hai ba"), 0, "goes on");
        assert_eq!(
            lost("một hai", "một hai ba", "hai ba"),
            0,
            "stood there before"
        );
        assert_eq!(lost("một hai", "một", "một hai"), 0, "came back");
        assert_eq!(lost("một", "một hia", "một hai"), 2, "mended");
    }

    proptest! {
        #[test]
        fn a_difference_leads_back(before in "[aăâđ ]{0,12}", after in "[aăâđ ]{0,12}") {
            let patch = TextPatch::between(&before, &after);
            prop_assert_eq!(patch.unapply(&after), Some(before.clone()));
            prop_assert_eq!(patch.apply(&before), Some(after.clone()));
            prop_assert_eq!(patch.reversed().unapply(&before), Some(after));
        }

        #[test]
        fn joined_differences_lead_back_to_the_first(one in "[abđ]{0,6}", two in "[abđ]{0,6}", three in "[abđ]{0,6}") {
            let (first, second) = (TextPatch::between(&one, &two), TextPatch::between(&two, &three));
            if let Some(joined) = first.joined(&second) {
                prop_assert_eq!(joined.unapply(&three), Some(one));
            }
        }
    }
}
