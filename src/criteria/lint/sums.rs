//! Sections and groups: that they hold something, and that what they state is the sum of what they hold.

use crate::criteria::lint::{LintFinding, number};
use crate::criteria::set::{CriteriaSet, NodeBody, NodeId};
use crate::points::{self, Decimal};
use crate::say;

/// A group without children, or one whose children do not add up to its stated maximum.
pub(super) fn group(set: &CriteriaSet, id: NodeId) -> Option<LintFinding> {
    let node = set.node(id);
    if set.children(id).next().is_none() {
        return Some(LintFinding::fault(&node.code, |lang| {
            lang.pick(
                "Nhóm không có tiêu chí nào: thêm tiêu chí hoặc bỏ nhóm",
                "The group has no criterion: add some or drop the group",
            )
            .to_owned()
        }));
    }
    let NodeBody::Group(group) = &node.body else {
        return None;
    };
    let stated = group.stated_max?;
    let sum = points::sum(set.children(id).map(|child| max(set, child)));
    (sum != stated).then(|| {
        LintFinding::fault(&node.code, |lang| {
            let (stated, sum) = (number(lang, stated), number(lang, sum));
            say!(
                lang,
                "Điểm tối đa ghi {stated}, các mục bên trong cộng lại {sum}: sửa một trong hai",
                "The stated maximum is {stated}, what is inside adds up to {sum}: mend one of them"
            )
        })
    })
}

/// What a node counts for: its own maximum, what it states, or the sum of what it holds.
fn max(set: &CriteriaSet, id: NodeId) -> Decimal {
    match &set.node(id).body {
        NodeBody::Criterion(criterion) => criterion.max,
        NodeBody::Group(group) => group
            .stated_max
            .unwrap_or_else(|| points::sum(set.children(id).map(|child| max(set, child)))),
    }
}
