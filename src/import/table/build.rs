//! The tree of a table to a set: what is a section, a group, a criterion; maxima; and whether stated totals hold.

mod maximum;

use std::collections::HashMap;

use rust_decimal::Decimal;

use crate::criteria::set::{NewNode, SetBuilder};
use crate::criteria::{
    Criterion, Group, NodeBody, Provenance, Requirement, Rounding, Rule, SetHead,
};
use crate::import::table::body;
use crate::import::table::cells::{Address, Grid};
use crate::import::table::header::Header;
use crate::import::table::lines::{Row, Written};
use crate::import::table::remark::{Remark, quoted, shown};
use crate::import::table::tree::{Draft, Total, Tree};
use crate::points::{self, RoundingMode};
use crate::say;
use crate::text;

/// The nodes of a set before it has its head.
pub(super) struct Built {
    pub(super) builder: SetBuilder,
    pub(super) remarks: Vec<Remark>,
    pub(super) places: HashMap<String, Address>,
}

/// What a node counts for, as it is stated and as what is in it adds up.
#[derive(Clone, Copy)]
struct Sums {
    stated: Decimal,
    inner: Decimal,
}

impl Sums {
    const fn both(points: Decimal) -> Self {
        Self {
            stated: points,
            inner: points,
        }
    }
}

/// What is said of the set as a whole; rounding as in the built-in sets.
pub(super) fn head(id: &str, title: &str, notes: Vec<String>) -> SetHead {
    SetHead {
        id: id.to_owned(),
        title: title.to_owned(),
        issuer: None,
        decision: None,
        years: None,
        unit_kind: None,
        rounding: Rounding {
            percent_places: Some(0),
            score_places: 2,
            mode: RoundingMode::HalfUp,
        },
        grades: Vec::new(),
        notes,
    }
}

/// Builds every node; `title` names the one section of a table that has none.
pub(super) fn build(tree: Tree, grid: &Grid, header: &Header, title: &str) -> Built {
    let mut making = Making {
        drafts: tree.drafts,
        grid,
        header,
        built: Built {
            builder: SetBuilder::default(),
            remarks: Vec::new(),
            places: HashMap::new(),
        },
    };
    let is_flat =
        tree.sections.len() > 1 && tree.sections.iter().all(|section| making.is_leaf(*section));
    let sums: Vec<Sums> = if is_flat {
        making.one_section(&tree.sections, title)
    } else {
        let sections = tree.sections.iter();
        sections.map(|section| making.section(*section)).collect()
    };
    for total in &tree.totals {
        making.check(total, &sums);
    }
    making.built
}

struct Making<'a> {
    drafts: Vec<Draft>,
    grid: &'a Grid,
    header: &'a Header,
    built: Built,
}

impl Making<'_> {
    fn is_leaf(&self, index: usize) -> bool {
        self.drafts
            .get(index)
            .is_some_and(|draft| draft.children.is_empty())
    }

    /// A flat list: one section around it, so that the codes stay as they are.
    fn one_section(&mut self, criteria: &[usize], title: &str) -> Vec<Sums> {
        let taken = |code: &str| self.drafts.iter().any(|draft| draft.code == code);
        let mut codes = ('A'..='Z').map(String::from).filter(|code| !taken(code));
        let code = codes.next().unwrap_or_else(|| "CHUNG".to_owned());
        drop(codes);
        if let Some(first) = criteria.first().and_then(|first| self.drafts.get(*first)) {
            let (at, code) = (first.at, code.clone());
            self.built.remarks.push(Remark::guessed(at, |lang| {
                say!(
                    lang,
                    "bảng không chia lĩnh vực; đặt mọi tiêu chí vào một lĩnh vực, mã {code}",
                    "the table has no sections; all criteria were put into one, code {code}"
                )
            }));
        }
        self.open(&code, title, None, None);
        let sums = criteria.iter().map(|index| self.node(*index)).collect();
        self.built.builder.close();
        sums
    }

    /// A section; one that has no criteria of its own becomes a section with one criterion.
    fn section(&mut self, index: usize) -> Sums {
        if !self.is_leaf(index) {
            return self.node(index);
        }
        let Some(draft) = self.drafts.get(index) else {
            return Sums::both(Decimal::ZERO);
        };
        let section = draft.code.clone();
        let title = title_of(draft);
        let code = self.inner_code(&section);
        let at = draft.at;
        self.built.places.insert(section.clone(), at);
        self.built.remarks.push(Remark::guessed(at, |lang| {
            say!(
                lang,
                "{section}: lĩnh vực không có tiêu chí bên trong; đã thêm tiêu chí {code} cùng tên",
                "{section}: a section without criteria; criterion {code} of the same title was added"
            )
        }));
        self.open(&section, &title, None, None);
        if let Some(draft) = self.drafts.get_mut(index) {
            draft.code = code;
        }
        let max = self.node(index);
        self.built.builder.close();
        max
    }

    fn inner_code(&self, section: &str) -> String {
        let taken = |code: &String| self.drafts.iter().any(|draft| draft.code == *code);
        let mut codes = (1_u32..).map(|number| format!("{section}.{number}"));
        codes.find(|code| !taken(code)).unwrap_or_default()
    }

    fn open(&mut self, code: &str, title: &str, max: Option<Decimal>, owner: Option<String>) {
        let added = self.built.builder.add(NewNode {
            code: code.to_owned(),
            title: title.to_owned(),
            short: None,
            owner,
            body: NodeBody::Group(Group { stated_max: max }),
        });
        debug_assert!(added.is_ok(), "codes were made unique");
    }

    /// Adds a node and what is in it; says what it counts for.
    fn node(&mut self, index: usize) -> Sums {
        let Some(draft) = self.drafts.get(index).cloned() else {
            return Sums::both(Decimal::ZERO);
        };
        let at = draft.points.as_ref().map_or(draft.at, |points| points.at);
        self.built.places.insert(draft.code.clone(), at);
        if draft.children.is_empty() {
            Sums::both(self.criterion(draft))
        } else {
            self.group(&draft)
        }
    }

    fn group(&mut self, draft: &Draft) -> Sums {
        let title = title_of(draft);
        let title_line = text::clean_line(&title);
        let stated = self.points(draft.points.as_ref());
        self.homeless(draft);
        self.untitled(draft);
        let code = &draft.code;
        let is_section = !code.contains('.');
        self.built
            .remarks
            .push(Remark::understood(draft.at, |lang| {
                let what = if is_section {
                    lang.pick("lĩnh vực", "section")
                } else {
                    lang.pick("nhóm", "group")
                };
                match stated {
                    Some(max) => {
                        let max = shown(max, lang);
                        say!(
                            lang,
                            "{code} {what}, tối đa {max}",
                            "{code} {what}, at most {max}"
                        )
                    }
                    None => format!("{code} {what}"),
                }
            }));
        self.open(&draft.code, &title_line, stated, draft.owner.clone());
        let children = draft.children.iter();
        let sums: Vec<Sums> = children.map(|child| self.node(*child)).collect();
        self.built.builder.close();
        let inner = points::sum(sums.iter().map(|sums| sums.stated));
        Sums {
            stated: stated.unwrap_or(inner),
            inner,
        }
    }

    /// What stands under a group has no place in a set.
    fn homeless(&mut self, draft: &Draft) {
        for row in &draft.rows {
            let text = quoted(row.title.as_ref().map_or("", |title| &title.text));
            let code = &draft.code;
            let at = row.title.as_ref().map_or(row.at, |title| title.at);
            self.built.remarks.push(Remark::unclear(at, |lang| {
                say!(
                    lang,
                    "dòng {text} đứng dưới nhóm {code}, không phải dưới tiêu chí, không nhập; chuyển xuống tiêu chí của nó",
                    "line {text} stands under group {code}, not under a criterion, and is left out; move it to its criterion"
                )
            }));
        }
    }

    /// What has no title is called by its code.
    fn untitled(&mut self, draft: &Draft) {
        if draft.title.is_none() {
            let code = &draft.code;
            self.built.remarks.push(Remark::unclear(draft.at, |lang| {
                say!(
                    lang,
                    "{code}: không có tên, tạm lấy mã làm tên; ghi tên rồi nhập lại",
                    "{code}: no title, called by its code; write the title and import again"
                )
            }));
        }
    }

    fn criterion(&mut self, mut draft: Draft) -> Decimal {
        self.untitled(&draft);
        lower_lines(&mut draft);
        let stated = self.points(draft.points.as_ref());
        let in_title = if draft.points.is_none() {
            self.max_in_title(&mut draft)
        } else {
            None
        };
        let stated = stated.or(in_title);
        let body = body::read(&draft, stated, &mut self.built.remarks);
        let max = stated
            .or_else(|| self.max_of_levels(&draft, body.best))
            .unwrap_or_else(|| self.no_max(&draft));
        let is_sure = stated.is_some() && in_title.is_none() && !body.is_guessed;
        self.understood(&draft, max, &body.rule);
        let added = self.built.builder.add(NewNode {
            code: draft.code.clone(),
            title: text::clean_line(&title_of(&draft)),
            short: None,
            owner: draft.owner,
            body: NodeBody::Criterion(Box::new(Criterion {
                max,
                provenance: if is_sure {
                    Provenance::Stated
                } else {
                    Provenance::Assumed
                },
                synthetic: false,
                figures: body.figures,
                rule: body.rule,
                checks: Vec::new(),
                explanation: Requirement::Optional,
                evidence: Requirement::Optional,
                guidance: body.guidance,
            })),
        });
        debug_assert!(added.is_ok(), "codes were made unique");
        max
    }

    fn understood(&mut self, draft: &Draft, max: Decimal, rule: &Rule) {
        let code = &draft.code;
        self.built
            .remarks
            .push(Remark::understood(draft.at, |lang| {
                let max = shown(max, lang);
                let how = match rule {
                    Rule::Levels(levels) => {
                        let count = levels.len();
                        say!(lang, "{count} mức", "{count} levels")
                    }
                    Rule::Checklist(items) => {
                        let count = items.len();
                        say!(lang, "{count} nội dung", "{count} items")
                    }
                    Rule::Ratio(_) => lang.pick("theo tỷ lệ", "a ratio").to_owned(),
                    Rule::External { .. } => {
                        lang.pick("nơi khác chấm", "scored by others").to_owned()
                    }
                    _ => lang.pick("tự nhập điểm", "scored by hand").to_owned(),
                };
                say!(
                    lang,
                    "{code} tiêu chí, tối đa {max}, {how}",
                    "{code} criterion, at most {max}, {how}"
                )
            }));
    }

    /// A total is the sum of all sections above it, or of the last one, by what they state or by what is in them; that
    /// these two agree is for the lint.
    fn check(&mut self, total: &Total, sums: &[Sums]) {
        let above = sums.get(..total.sections).unwrap_or(sums);
        let sum = points::sum(above.iter().map(|sums| sums.stated));
        let inner = points::sum(above.iter().map(|sums| sums.inner));
        let last = above.last().copied();
        let possible = [
            Some(sum),
            Some(inner),
            last.map(|last| last.stated),
            last.map(|last| last.inner),
        ];
        let holds = possible.contains(&Some(total.points));
        let is_whole = sum == total.points;
        self.built.remarks.push(if holds && is_whole && inner != sum {
            Remark::guessed(total.at, |lang| {
                let (points, inner) = (shown(total.points, lang), shown(inner, lang));
                say!(
                    lang,
                    "tổng cộng {points}: khớp với điểm ghi ở các lĩnh vực, nhưng các tiêu chí cộng lại {inner}",
                    "total of {points}: agrees with what the sections state, but their criteria add up to {inner}"
                )
            })
        } else if holds {
            Remark::understood(total.at, |lang| {
                let points = shown(total.points, lang);
                let of = if is_whole {
                    lang.pick("các lĩnh vực ở trên", "the sections above")
                } else if inner == total.points {
                    lang.pick("các tiêu chí ở trên cộng lại", "the sum of the criteria above")
                } else {
                    lang.pick("lĩnh vực ngay trên", "the section above")
                };
                say!(
                    lang,
                    "tổng cộng {points}: khớp với {of}",
                    "total of {points}: agrees with {of}"
                )
            })
        } else {
            Remark::unclear(total.at, |lang| {
                let (points, sum) = (shown(total.points, lang), shown(sum, lang));
                say!(
                    lang,
                    "tổng cộng ghi {points}, các lĩnh vực ở trên cộng lại {sum}; sửa một trong hai",
                    "the total says {points}, the sections above add up to {sum}; mend one of them"
                )
            })
        });
    }
}

/// The title, or the code of what has none.
fn title_of(draft: &Draft) -> String {
    let title = draft.title.as_ref();
    let title = title.map(|title| text::clean_line(&title.text));
    title.unwrap_or_else(|| draft.code.clone())
}

/// Lines below the title in its own cell are lines under the criterion, from the first that says how to score.
fn lower_lines(draft: &mut Draft) {
    let Some(title) = draft.title.as_mut() else {
        return;
    };
    let lines: Vec<&str> = title.text.split('\n').collect();
    let scores = |line: &&str| body::says_how(line);
    let first = lines.iter().skip(1).position(scores).map(|at| at + 1);
    let Some((above, below)) = first.and_then(|first| lines.split_at_checked(first)) else {
        return;
    };
    let (above, below) = (above.join(" "), below.join("\n"));
    let at = title.at;
    title.text = above;
    draft.rows.insert(
        0,
        Row {
            at,
            title: Some(Written { at, text: below }),
            points: None,
            guidance: Vec::new(),
            owner: None,
        },
    );
}
