use super::*;
use crate::criteria::sample::{WHOLE_PERCENT, check, condition, criterion, dec, ratio, terms};
use crate::criteria::{
    Band, Bands, Branch, Choice, Comparison, Criterion, Ratio, Requirement, Rounding, Rule,
};
use crate::points::Stored;
use crate::workbook::answer::Answer;

/// `a=642 b=21`, `level=full`, `ticked=x,y`, `score=2.5`
fn answer(text: &str) -> Answer {
    let mut answer = Answer::default();
    for (key, value) in text
        .split_whitespace()
        .filter_map(|part| part.split_once('='))
    {
        match key {
            "level" => answer.level = Some(value.to_owned()),
            "ticked" => {
                let ids = value.split(',').filter(|id| !id.is_empty());
                answer.ticked = Some(ids.map(str::to_owned).collect());
            }
            "score" => answer.score = Some(Stored::read(value)),
            figure => {
                answer
                    .figures
                    .insert(figure.to_owned(), Stored::read(value));
            }
        }
    }
    answer
}

fn told(criterion: &Criterion, text: &str) -> Vec<String> {
    explanation(
        criterion,
        &answer(text),
        WHOLE_PERCENT,
        Lang::Vi,
        DecimalMark::Comma,
    )
}

fn choice(id: &str, points: &str) -> Choice {
    Choice {
        id: id.to_owned(),
        label: format!("Mục {id}"),
        points: dec(points),
    }
}

#[test]
fn a_ratio_is_told_in_letters_and_numbers() {
    let on_time = criterion("1", "a b c", Rule::Ratio(ratio("a", "c")));
    assert_eq!(
        told(&on_time, "a=642 b=21 c=663"),
        ["a/c = 642/663 = 96,83 %, tròn 97 %", "97 % x 1 = 0,97"]
    );
    let tasks = criterion("4", "a b c d", Rule::Ratio(ratio("a b:0.5", "d c:-1")));
    assert_eq!(
        told(&tasks, "a=15 b=1 c=3 d=19"),
        [
            "(a + 0,5 x b)/(d - c) = (15 + 0,5 x 1)/(19 - 3) = 96,88 %, tròn 97 %",
            "97 % x 4 = 3,88"
        ]
    );
    assert_eq!(
        explanation(
            &tasks,
            &answer("a=15 b=1 c=3 d=19"),
            WHOLE_PERCENT,
            Lang::En,
            DecimalMark::Point
        ),
        [
            "(a + 0.5 x b)/(d - c) = (15 + 0.5 x 1)/(19 - 3) = 96.88 %, rounded 97 %",
            "97 % x 4 = 3.88"
        ]
    );
}

#[test]
fn a_set_without_whole_percents_says_no_rounding() {
    let on_time = criterion("1", "a b", Rule::Ratio(ratio("a", "b")));
    let exact = Rounding {
        percent_places: None,
        ..WHOLE_PERCENT
    };
    assert_eq!(
        explanation(
            &on_time,
            &answer("a=642 b=663"),
            exact,
            Lang::Vi,
            DecimalMark::Comma
        ),
        ["a/b = 642/663 = 96,83 %", "642/663 x 1 = 0,97"]
    );
}

#[test]
fn thresholds_are_named_when_they_decide() {
    let bent = |bend: fn(Ratio) -> Ratio| criterion("2", "a b", Rule::Ratio(bend(ratio("a", "b"))));
    let full = bent(|ratio| Ratio {
        full_from: Some(dec("0.9")),
        ..ratio
    });
    assert_eq!(
        told(&full, "a=9 b=10"),
        ["a/b = 9/10 = 90 %", "đạt ngưỡng 90 %: đủ điểm 2"]
    );
    let zero = bent(|ratio| Ratio {
        zero_below: Some(dec("0.5")),
        ..ratio
    });
    assert_eq!(
        told(&zero, "a=4 b=10"),
        ["a/b = 4/10 = 40 %", "dưới ngưỡng 50 %: 0 điểm"]
    );
    let target = bent(|ratio| Ratio {
        target: Some(dec("0.8")),
        ..ratio
    });
    assert_eq!(
        told(&target, "a=4 b=10"),
        ["a/b = 4/10 = 40 %", "40 %/80 % x 2 = 1"]
    );
    assert_eq!(
        told(&target, "a=8 b=10"),
        ["a/b = 8/10 = 80 %", "đạt ngưỡng 80 %: đủ điểm 2"]
    );
    let plain = bent(|ratio| ratio);
    assert_eq!(
        told(&plain, "a=10 b=10"),
        ["a/b = 10/10 = 100 %", "100 % x 2 = 2"]
    );
    assert_eq!(
        told(&plain, "a=12 b=10"),
        ["a/b = 12/10 = 120 %", "vượt 100 %: đủ điểm 2"]
    );
}

#[test]
fn what_is_missing_or_impossible_is_named() {
    let on_time = criterion("1", "a b c", Rule::Ratio(ratio("a b", "c")));
    assert_eq!(told(&on_time, "a=642"), ["Còn thiếu: b Số b, c Số c"]);
    assert_eq!(
        told(&on_time, "a=1 b=1 c=0"),
        ["c = 0", "Không tính được điểm: mẫu số bằng 0 hoặc âm"]
    );
    assert_eq!(
        told(&on_time, "a=1 b=x c=2"),
        ["Không tính được điểm: b Số b ghi “x”"]
    );
    let level = criterion("1", "", Rule::Levels(vec![choice("full", "1")]));
    assert_eq!(told(&level, ""), ["Còn thiếu: chọn mức đạt"]);
    assert_eq!(
        told(&level, "level=half"),
        ["Không tính được điểm: cách tính điểm không có mức “half”"]
    );
    let items = criterion("1", "", Rule::Checklist(vec![choice("x", "1")]));
    assert_eq!(
        told(&items, ""),
        ["Còn thiếu: đánh dấu các mục đạt, hoặc xác nhận không mục nào đạt"]
    );
    assert_eq!(
        told(&criterion("2.5", "", Rule::Manual), ""),
        ["Còn thiếu: điểm (0 đến 2,5)"]
    );
    assert_eq!(
        told(&criterion("2.5", "", Rule::Manual), "score=3"),
        ["Không tính được điểm: điểm “3” ngoài khoảng 0 đến 2,5"]
    );
}

#[test]
fn chosen_and_ticked_points_are_told() {
    let level = criterion("1", "", Rule::Levels(vec![choice("half", "0.5")]));
    assert_eq!(told(&level, "level=half"), ["Mức chọn: Mục half = 0,5"]);
    let items = vec![choice("x", "0.5"), choice("y", "0.25"), choice("z", "0.75")];
    let items = criterion("1", "", Rule::Checklist(items));
    assert_eq!(
        told(&items, "ticked=x,y"),
        ["Đạt 2/3 mục: 0,5 + 0,25 = 0,75"]
    );
    assert_eq!(told(&items, "ticked="), ["Đạt 0/3 mục: 0"]);
    assert_eq!(
        told(&items, "ticked=x,y,z"),
        ["Đạt 3/3 mục: 0,5 + 0,25 + 0,75 = 1,5, tối đa 1"]
    );
}

#[test]
fn bands_name_the_step_that_is_reached() {
    let bands = |denominator: Option<&str>, bounds: [&str; 2]| {
        let bands = bounds
            .into_iter()
            .zip(["0.5", "1"])
            .map(|(from, points)| Band {
                from: dec(from),
                points: dec(points),
            });
        Rule::Bands(Bands {
            numerator: terms("a"),
            denominator: denominator.map(terms),
            bands: bands.collect(),
        })
    };
    let share = criterion("1", "a b", bands(Some("b"), ["0.3", "0.5"]));
    assert_eq!(
        told(&share, "a=11 b=19"),
        ["a/b = 11/19 = 57,89 %", "đạt bậc từ 50 %: 1 điểm"]
    );
    assert_eq!(
        told(&share, "a=1 b=19"),
        ["a/b = 1/19 = 5,26 %", "dưới bậc thấp nhất (30 %): 0 điểm"]
    );
    let plain = criterion("1", "a", bands(None, ["3", "5"]));
    assert_eq!(told(&plain, "a=4"), ["a = 4", "đạt bậc từ 3: 0,5 điểm"]);
}

#[test]
fn counting_and_deducting_say_their_limits() {
    let count = criterion(
        "3",
        "a",
        Rule::Count {
            points: terms("a:3"),
        },
    );
    assert_eq!(told(&count, "a=1"), ["a x 3 = 1 x 3 = 3, tối đa 3"]);
    assert_eq!(told(&count, "a=2"), ["a x 3 = 2 x 3 = 6, tối đa 3"]);
    assert_eq!(told(&count, "a=0"), ["a x 3 = 0 x 3 = 0"]);
    let penalty = |floor| {
        let rule = Rule::Deduct {
            penalty: terms("a:0.5 b"),
            floor: dec(floor),
        };
        criterion("2", "a b", rule)
    };
    assert_eq!(
        told(&penalty("0"), "a=1 b=0"),
        ["2 - (0,5 x a + b) = 2 - (0,5 x 1 + 0) = 1,5"]
    );
    assert_eq!(
        told(&penalty("-1"), "a=2 b=3"),
        ["2 - (0,5 x a + b) = 2 - (0,5 x 2 + 3) = -2, thấp nhất -1"]
    );
}

#[test]
fn a_case_is_named_before_its_own_lines() {
    let branches = Rule::Branches(vec![
        Branch {
            when: vec![condition("b", Comparison::EqualTo, "const:0")],
            rule: Rule::Manual,
        },
        Branch {
            when: Vec::new(),
            rule: Rule::Ratio(ratio("a", "b")),
        },
    ]);
    let cases = criterion("1", "a b", branches);
    assert_eq!(
        told(&cases, "a=1 b=2"),
        [
            "Trường hợp 2 (còn lại)",
            "a/b = 1/2 = 50 %",
            "50 % x 1 = 0,5"
        ]
    );
    assert_eq!(
        told(&cases, "b=0 score=1"),
        ["Trường hợp 1: b = 0", "Điểm nhập trực tiếp: 1/1"]
    );
}

#[test]
fn entered_scores_say_whose_they_are() {
    let survey = Rule::External {
        source: "điều tra xã hội học".to_owned(),
    };
    let survey = criterion("6", "", survey);
    assert_eq!(
        told(&survey, "score=5"),
        ["Điểm do điều tra xã hội học chấm: 5/6"]
    );
    assert_eq!(
        told(&survey, ""),
        ["Do điều tra xã hội học chấm: khi chưa có điểm thì điểm tối đa chưa tính vào tổng"]
    );
}

#[test]
fn a_check_shows_letters_while_it_holds_and_numbers_when_it_fails() {
    let mut asked = criterion("1", "a b c d", Rule::Manual);
    asked.explanation = Requirement::Optional;
    let line = |is, text: &str| {
        let sum = check("a b c", is, "d");
        check_line(&sum, &asked, &answer(text), Lang::Vi, DecimalMark::Comma)
    };
    assert_eq!(
        line(Comparison::EqualTo, "a=14 b=2 c=3 d=19"),
        "a + b + c = d: khớp"
    );
    assert_eq!(
        line(Comparison::EqualTo, "a=15 b=2 c=3 d=19"),
        "15 + 2 + 3 = 20, khác 19"
    );
    assert_eq!(
        line(Comparison::AtMost, "a=15 b=2 c=3 d=19"),
        "15 + 2 + 3 = 20, lớn hơn 19"
    );
    assert_eq!(
        line(Comparison::AtLeast, "a=1 b=2 c=3 d=19"),
        "1 + 2 + 3 = 6, nhỏ hơn 19"
    );
    assert_eq!(
        line(Comparison::LessThan, "a=1 b=2 c=3 d=6"),
        "1 + 2 + 3 = 6, không nhỏ hơn 6"
    );
    assert_eq!(
        line(Comparison::MoreThan, "a=1 b=2 c=3 d=6"),
        "1 + 2 + 3 = 6, không lớn hơn 6"
    );
    assert_eq!(line(Comparison::AtMost, "a=1"), "a + b + c <= d");
}

#[test]
fn the_next_stair_is_named_with_what_it_takes() {
    let mut on_time = criterion("1", "a b c", Rule::Ratio(ratio("a", "c")));
    let gain = |criterion: &Criterion, text: &str| {
        next_gain(criterion, &answer(text), WHOLE_PERCENT)
            .map(|gain| gain.sentence(Lang::Vi, DecimalMark::Comma))
    };
    if let Some(figure) = on_time.figures.first_mut() {
        figure.unit = Some("hồ sơ".to_owned());
    }
    assert_eq!(
        gain(&on_time, "a=642 b=21 c=663").as_deref(),
        Some("Lên 0,98 khi a đạt 647 (thêm 5 hồ sơ)")
    );
    assert_eq!(gain(&on_time, "a=663 b=0 c=663"), None);
    assert_eq!(gain(&on_time, "a=642 b=21"), None);
    let tasks = criterion("4", "a b c d", Rule::Ratio(ratio("a b:0.5", "d c:-1")));
    assert_eq!(
        gain(&tasks, "a=15 b=1 c=3 d=19"),
        None,
        "one more would pass the whole"
    );
    let declared = Answer {
        declared: Some(crate::workbook::Declared {
            score: dec("1").into(),
            reason: "đã thẩm định".to_owned(),
        }),
        ..answer("a=642 c=663")
    };
    assert_eq!(next_gain(&on_time, &declared, WHOLE_PERCENT), None);
}

#[test]
fn the_next_stair_is_the_very_first_from_every_number() {
    let share = criterion("1", "a b", Rule::Ratio(ratio("a", "b")));
    let points = |count: u32| {
        let answer = answer(&format!("a={count} b=150"));
        crate::workbook::score::score(&share, &answer, WHOLE_PERCENT).points
    };
    for count in 0..=150 {
        let first = (count + 1..=150).find(|more| points(*more) > points(count));
        let found = next_gain(&share, &answer(&format!("a={count} b=150")), WHOLE_PERCENT);
        assert_eq!(
            found.map(|gain| gain.to),
            first.map(crate::points::Decimal::from)
        );
    }
}

#[test]
fn refusals_say_what_would_be_taken() {
    let said = |why: &Rejection| rejection(why, Lang::Vi, DecimalMark::Comma);
    assert_eq!(
        said(&Rejection::OutOfRange(dec("0.5"))),
        "Điểm phải từ 0 đến 0,5"
    );
    assert_eq!(
        said(&Rejection::UnknownLevel(
            "ful".to_owned(),
            vec!["full".to_owned(), "none".to_owned()]
        )),
        "Tiêu chí này không có mức “ful”; có: full, none"
    );
    assert_eq!(
        said(&Rejection::UnknownItem(String::new(), Vec::new())),
        "Tiêu chí này không có mục nào"
    );
    assert_eq!(
        number_error(NumberError::NotWhole, Lang::Vi),
        "Ô này chỉ nhận số nguyên: 1476 hoặc 1.476"
    );
}
