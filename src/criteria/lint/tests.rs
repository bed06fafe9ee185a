use super::*;
use crate::criteria::rule::{Band, Bands, Branch, Choice, Comparison, Ratio, Rule};
use crate::criteria::sample::{
    check, condition, criterion, dec, group, head, node, ratio, set, terms,
};
use crate::criteria::set::{Grade, Group, SetBuilder, SetHead, Years};

fn said(set: &CriteriaSet) -> Vec<String> {
    lint(set, &[])
        .iter()
        .map(|finding| format!("{} {}", finding.place, finding.message(Lang::Vi)))
        .collect()
}

/// What is found in a criterion of two points with this rule, which may use figures a and b.
fn found(rule: Rule) -> Vec<String> {
    let figures = rule.figures().join(" ");
    said(&set(vec![("1.1", criterion("2", &figures, rule))]))
}

fn choices(points: &[&str]) -> Vec<Choice> {
    let choice = |(place, points): (usize, &&str)| Choice {
        id: format!("m{place}"),
        label: format!("Mức {place}"),
        points: dec(points),
    };
    points.iter().enumerate().map(choice).collect()
}

fn bands(bounds: &[(&str, &str)]) -> Rule {
    let band = |(from, points): &(&str, &str)| Band {
        from: dec(from),
        points: dec(points),
    };
    Rule::Bands(Bands {
        numerator: terms("a"),
        denominator: Some(terms("b")),
        bands: bounds.iter().map(band).collect(),
    })
}

const CLEAN: [&str; 0] = [];

#[test]
fn a_sound_set_has_no_findings() {
    assert_eq!(found(Rule::Ratio(ratio("a", "b"))), CLEAN);
    assert_eq!(found(Rule::Levels(choices(&["0", "1", "2"]))), CLEAN);
    assert_eq!(found(Rule::Checklist(choices(&["1", "1.5"]))), CLEAN);
    assert_eq!(found(bands(&[("0", "0.5"), ("0.5", "2")])), CLEAN);
    assert_eq!(
        found(Rule::Count {
            points: terms("a:0.5")
        }),
        CLEAN
    );
    assert_eq!(found(Rule::Manual), CLEAN);
}

#[test]
fn a_stated_maximum_must_be_the_sum() {
    let stated = |max: &str| {
        let mut builder = SetBuilder::default();
        let group = NodeBody::Group(Group {
            stated_max: Some(dec(max)),
        });
        builder.add(node("1", group)).expect("new");
        for code in ["1.1", "1.2"] {
            let scored = criterion("1.25", "", Rule::Manual);
            builder
                .add(node(code, NodeBody::Criterion(Box::new(scored))))
                .expect("new");
        }
        builder.finish(head())
    };
    assert_eq!(
        said(&stated("3")),
        ["1 Điểm tối đa ghi 3, các mục bên trong cộng lại 2,5: sửa một trong hai"]
    );
    assert_eq!(said(&stated("2.5")), CLEAN);
}

#[test]
fn a_group_must_hold_something() {
    let mut builder = SetBuilder::default();
    builder.add(node("1", group())).expect("new");
    assert_eq!(
        said(&builder.finish(head())),
        ["1 Nhóm không có tiêu chí nào: thêm tiêu chí hoặc bỏ nhóm"]
    );
    assert_eq!(
        said(&SetBuilder::default().finish(head())),
        [" Bộ tiêu chí chưa có lĩnh vực nào: thêm vào “sections”"]
    );
}

#[test]
fn points_of_levels_items_and_bands_stay_within_the_maximum() {
    assert_eq!(
        found(Rule::Levels(choices(&["2", "2.5", "-1"]))),
        [
            "1.1 “m1” cho 2,5 điểm: phải từ 0 đến 2",
            "1.1 “m2” cho -1 điểm: phải từ 0 đến 2"
        ]
    );
    assert_eq!(
        found(Rule::Checklist(choices(&["3"]))),
        ["1.1 “m0” cho 3 điểm: phải từ 0 đến 2"]
    );
    assert_eq!(
        found(bands(&[("0.5", "3")])),
        ["1.1 from 0.5 cho 3 điểm: phải từ 0 đến 2"]
    );
}

#[test]
fn the_maximum_should_be_in_reach() {
    let levels = set(vec![(
        "1.1",
        criterion("2", "", Rule::Levels(choices(&["1"]))),
    )]);
    assert_eq!(
        said(&levels),
        ["1.1 Mức cao nhất 1 không đạt điểm tối đa 2: kiểm tra lại điểm các mức"]
    );
    let gravities: Vec<Gravity> = lint(&levels, &[]).iter().map(|lint| lint.gravity).collect();
    assert_eq!(gravities, [Gravity::Hint]);
    assert_eq!(
        found(Rule::Checklist(choices(&["1", "0.5"]))),
        ["1.1 Tất cả các mục cộng lại 1,5, không đạt điểm tối đa 2: sửa điểm các mục"]
    );
}

#[test]
fn bands_rise() {
    let order = ["1.1 Các bậc trùng ngưỡng hoặc không theo thứ tự: xếp “from” từ thấp lên cao"];
    assert_eq!(found(bands(&[("0.9", "2"), ("0.5", "1")])), order);
    assert_eq!(found(bands(&[("0.5", "2"), ("0.5", "1")])), order);
    assert_eq!(
        found(bands(&[])),
        ["1.1 “bands” để trống: thêm ít nhất một mục"]
    );
}

#[test]
fn a_branch_that_is_never_taken_is_named() {
    let branch = |when: &[(&str, &str)]| Branch {
        when: when
            .iter()
            .map(|(left, right)| condition(left, Comparison::EqualTo, right))
            .collect(),
        rule: Rule::Manual,
    };
    let zero = || branch(&[("a", "const:0")]);
    assert_eq!(found(Rule::Branches(vec![zero(), branch(&[])])), CLEAN);
    assert_eq!(
        found(Rule::Branches(vec![branch(&[]), zero()])),
        ["1.1 Trường hợp 2 không bao giờ tới: trường hợp 1 luôn đúng trước. Đổi thứ tự hoặc bỏ đi"]
    );
    let both = branch(&[("a", "const:0"), ("b", "const:0")]);
    for later in [zero(), both] {
        assert_eq!(
            found(Rule::Branches(vec![
                branch(&[("b", "const:3")]),
                zero(),
                later
            ])),
            [
                "1.1 Trường hợp 3 không bao giờ tới: trường hợp 2 luôn đúng trước. Đổi thứ tự hoặc bỏ đi"
            ]
        );
    }
    assert_eq!(
        found(Rule::Branches(Vec::new())),
        ["1.1 “branches” để trống: thêm ít nhất một mục"]
    );
}

#[test]
fn rules_inside_branches_are_looked_at_too() {
    let inner = Rule::Levels(Vec::new());
    let branches = vec![Branch {
        when: Vec::new(),
        rule: inner,
    }];
    assert_eq!(
        found(Rule::Branches(branches)),
        ["1.1 “levels” để trống: thêm ít nhất một mục"]
    );
}

#[test]
fn a_maximum_of_zero_is_no_maximum() {
    let zero = set(vec![("1.1", criterion("0", "", Rule::Manual))]);
    assert_eq!(said(&zero), ["1.1 Điểm tối đa là 0: phải lớn hơn 0"]);
}

#[test]
fn figures_are_used_and_told_apart() {
    let unused = criterion("1", "a b c", Rule::Ratio(ratio("a", "b")));
    assert_eq!(
        said(&set(vec![("1.1", unused.clone())])),
        ["1.1 Số liệu “c” không dùng trong cách tính điểm hay phép kiểm tra: dùng hoặc bỏ đi"]
    );
    let mut checked = unused;
    checked.checks = vec![check("a c", Comparison::EqualTo, "b")];
    assert_eq!(said(&set(vec![("1.1", checked.clone())])), CLEAN);
    for figure in &mut checked.figures {
        "Hồ sơ".clone_into(&mut figure.label);
    }
    assert_eq!(
        said(&set(vec![("1.1", checked)])),
        ["1.1 Số liệu “Hồ sơ” có hai lần: đặt tên khác nhau"; 2]
    );
}

#[test]
fn levels_are_told_apart() {
    let mut levels = choices(&["1", "2"]);
    for level in &mut levels {
        "Đạt".clone_into(&mut level.label);
    }
    assert_eq!(
        found(Rule::Levels(levels)),
        ["1.1 Mức “Đạt” có hai lần: đặt tên khác nhau"]
    );
}

#[test]
fn members_that_nobody_knows_are_named() {
    let set = set(vec![("1.1", criterion("1", "", Rule::Manual))]);
    let unknown = ["/sections/0/titel".to_owned()];
    let said: Vec<String> = lint(&set, &unknown)
        .iter()
        .map(|finding| finding.message(Lang::En).to_owned())
        .collect();
    assert_eq!(
        said,
        ["No member is called /sections/0/titel: check the spelling, or drop it"]
    );
}

#[test]
fn grades_and_years_are_in_order() {
    let with = |grades: &[&str], years: Option<Years>| {
        let mut set = set(vec![("1.1", criterion("1", "", Rule::Manual))]);
        let grades = grades.iter().map(|from| Grade {
            name: format!("Loại {from}"),
            from_percent: dec(from),
        });
        set.head = SetHead {
            grades: grades.collect(),
            years,
            ..head()
        };
        said(&set)
    };
    let order = " Các mức xếp loại trùng ngưỡng hoặc không theo thứ tự: xếp từ cao xuống thấp, mỗi mức một ngưỡng";
    assert_eq!(with(&["90", "80", "0"], None), CLEAN);
    assert_eq!(with(&["50", "80"], None), CLEAN);
    assert_eq!(with(&["90", "50", "80"], None), [order]);
    assert_eq!(with(&["90", "90"], None), [order]);
    assert_eq!(
        with(&["101"], None),
        [" Xếp loại “Loại 101” từ 101 %: phải từ 0 đến 100"]
    );
    let years = |from, to| {
        Some(Years {
            from: Some(from),
            to: Some(to),
        })
    };
    assert_eq!(
        with(&[], years(2024, 2022)),
        [" “years” bắt đầu 2024 sau khi kết thúc 2022: đổi chỗ hai năm"]
    );
    assert_eq!(with(&[], years(2022, 2022)), CLEAN);
}

#[test]
fn bounds_of_a_ratio_are_fractions_in_order() {
    let bent = |target: Option<&str>, full: Option<&str>, zero: Option<&str>| {
        found(Rule::Ratio(Ratio {
            target: target.map(dec),
            full_from: full.map(dec),
            zero_below: zero.map(dec),
            ..ratio("a", "b")
        }))
    };
    assert_eq!(bent(Some("0.8"), Some("0.9"), Some("0.5")), CLEAN);
    assert_eq!(
        bent(Some("0"), Some("90"), Some("-0.1")),
        [
            "1.1 target là 0: ghi bằng phần của 1, ví dụ 0.9 cho 90 %",
            "1.1 full_from là 90: ghi bằng phần của 1, ví dụ 0.9 cho 90 %",
            "1.1 zero_below là -0,1: ghi bằng phần của 1, ví dụ 0.9 cho 90 %"
        ]
    );
    assert_eq!(
        bent(None, Some("0.5"), Some("0.9")),
        ["1.1 zero_below 0,9 cao hơn ngưỡng đủ điểm 0,5: đổi chỗ hai ngưỡng"]
    );
}

#[test]
fn a_sum_that_is_always_zero_is_named() {
    let zero = |member: &str| {
        format!("1.1 {member} luôn bằng 0: ghi ít nhất một số liệu với hệ số khác 0")
    };
    assert_eq!(found(Rule::Ratio(ratio("a", "b:0"))), [zero("denominator")]);
    assert_eq!(found(Rule::Ratio(ratio("", "b"))), [zero("numerator")]);
    assert_eq!(
        found(Rule::Count {
            points: terms("a:0")
        }),
        [zero("points")]
    );
    let deduct = |floor| Rule::Deduct {
        penalty: terms("a:0"),
        floor: dec(floor),
    };
    assert_eq!(found(deduct("-1")), [zero("penalty")]);
    assert_eq!(
        found(deduct("3")).last().map(String::as_str),
        Some("1.1 floor 3 cao hơn điểm tối đa 2: hạ floor")
    );
}

#[test]
fn short_titles_are_short_and_differ_among_siblings() {
    let shorts = |first: &str, second: &str| {
        let mut builder = SetBuilder::default();
        builder.add(node("1", group())).expect("new");
        for (code, short) in [("1.1", first), ("1.2", second)] {
            let scored = criterion("1", "", Rule::Manual);
            let mut node = node(code, NodeBody::Criterion(Box::new(scored)));
            node.short = Some(short.to_owned());
            builder.add(node).expect("new");
        }
        said(&builder.finish(head()))
    };
    assert_eq!(shorts("Hồ sơ huyện đúng hạn", "Hồ sơ xã đúng hạn"), CLEAN);
    assert_eq!(
        shorts("Hồ sơ", "Hồ sơ"),
        ["1.2 Tên ngắn “Hồ sơ” đã dùng ở mục cùng cấp: đặt tên khác"]
    );
    assert_eq!(
        shorts("Hồ sơ của huyện giải quyết đúng hạn", "Hồ sơ"),
        ["1.1 Tên ngắn “Hồ sơ của huyện giải quyết đúng hạn” dài 35 ký tự: rút còn 24"]
    );
}

#[test]
fn a_survey_has_a_source() {
    assert_eq!(
        found(Rule::External {
            source: " ".to_owned()
        }),
        ["1.1 “source” để trống: ghi ai chấm, ví dụ điều tra xã hội học"]
    );
    assert_eq!(
        found(Rule::External {
            source: "khảo sát".to_owned()
        }),
        CLEAN
    );
}
