//! Exact numbers: points and figures as decimals, ratios as fractions, named rounding, and numbers read and
//! printed the way people here write them. Knows nothing of criteria and never touches a binary float.

use std::cmp::Ordering;

use num_bigint::{BigInt, Sign};
use num_rational::BigRational;
pub use rust_decimal::Decimal;

/// The mark between the whole and the decimal part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// `12,88`, as on screen in Vietnamese.
    #[default]
    Comma,
    /// `12.88`, as in JSON and in English.
    Point,
}

impl DecimalMark {
    /// The character itself.
    pub const fn as_char(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Point => '.',
        }
    }

    const fn grouping(self) -> char {
        match self {
            Self::Comma => '.',
            Self::Point => ',',
        }
    }
}

/// How a number is rounded: the named policy of a criteria set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoundingMode {
    /// Ties go away from zero: 0.125 → 0.13.
    HalfUp,
    /// Ties go to the even neighbour: 0.125 → 0.12.
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// A stored number: what could be read exactly, or the text that could not. An unreadable number is kept as
/// it stands, never counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    /// An exact decimal.
    Number(Decimal),
    /// Text that is no plain decimal of at most 28 digits.
    Unreadable(String),
}

impl Stored {
    /// Reads a plain decimal; anything else is kept as text.
    pub fn read(text: &str) -> Self {
        plain(text).map_or_else(|| Self::Unreadable(text.to_owned()), Self::Number)
    }

    /// The number, when there is one.
    pub const fn number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Unreadable(_) => None,
        }
    }

    /// The text as it is written to a file.
    pub fn text(&self) -> String {
        match self {
            Self::Number(number) => print_plain(*number),
            Self::Unreadable(text) => text.clone(),
        }
    }
}

impl From<Decimal> for Stored {
    fn from(number: Decimal) -> Self {
        Self::Number(number)
    }
}

/// Most digits a typed number may have.
pub const MOST_DIGITS: usize = 18;
/// Most digits before the mark in a number of points (maxima, scores): sums then stay exact.
const POINT_WHOLE_DIGITS: u32 = 9;
/// Most digits after the mark in a number of points.
const POINT_PLACES: u32 = 12;

/// Reads a plain decimal as files hold it: an optional minus, digits, and digits after one point. No
/// exponent, no grouping, no other sign; `None` for more than 28 digits.
pub fn plain(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let mut parts = digits.split('.');
    let (whole, decimals) = (parts.next()?, parts.next());
    let all_digits =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || !all_digits(whole) || !decimals.is_none_or(all_digits) {
        return None;
    }
    let number = Decimal::from_str_exact(text).ok()?.normalize();
    Some(if number.is_zero() {
        Decimal::ZERO
    } else {
        number
    })
}

/// Whether a number is fit to be points: at most nine digits before the mark and twelve after, so that the
/// sum of any real set stays exact.
pub fn fits_points(number: Decimal) -> bool {
    number.normalize().scale() <= POINT_PLACES
        && number.abs() < Decimal::from(10_u64.pow(POINT_WHOLE_DIGITS))
}

/// Why a typed number was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// Something else than digits and marks.
    NotANumber,
    /// A decimal mark in a whole number.
    NotWhole,
    /// A dot or space in a whole number that does not part three digits.
    Grouping,
    /// A point and a comma in one number.
    TwoMarks,
    /// No digit before or after the mark.
    LooseMark,
    /// More than 18 digits.
    TooLong,
    /// Below zero.
    Negative,
}

/// Reads a whole number as people type it: `642`, `1.476`, `1 476`. A comma is refused.
pub fn typed_count(text: &str) -> Result<Decimal, NumberError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    if text.starts_with('-') {
        return Err(NumberError::Negative);
    }
    if text.contains(',') {
        return Err(NumberError::NotWhole);
    }
    if !text.chars().all(|c| c.is_ascii_digit() || is_group_mark(c)) {
        return Err(NumberError::NotANumber);
    }
    let groups: Vec<&str> = text.split(is_group_mark).collect();
    let well_grouped = match groups.as_slice() {
        [_] => true,
        [first, rest @ ..] => {
            (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3)
        }
        [] => false,
    };
    if !well_grouped {
        return Err(NumberError::Grouping);
    }
    number_of(&groups.concat())
}

/// Reads points or a decimal figure as people type them: `0,14` and `0.14` are the same.
pub fn typed_decimal(text: &str) -> Result<Decimal, NumberError> {
    let text = text.trim();
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() {
        return Err(NumberError::Empty);
    }
    if !digits
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, ',' | '.'))
    {
        return Err(NumberError::NotANumber);
    }
    let marks = digits.chars().filter(|c| !c.is_ascii_digit()).count();
    if marks > 1 {
        return Err(NumberError::TwoMarks);
    }
    if !digits.starts_with(|c: char| c.is_ascii_digit())
        || !digits.ends_with(|c: char| c.is_ascii_digit())
    {
        return Err(NumberError::LooseMark);
    }
    number_of(&text.replace(',', "."))
}

/// Reads a sum of whole numbers as people add figures up: `512+498+604`, `663-21`.
pub fn typed_sum(text: &str) -> Result<Decimal, NumberError> {
    let mut total = Decimal::ZERO;
    let mut rest = text.trim();
    let mut negative = false;
    loop {
        let end = rest.find(['+', '-']).unwrap_or(rest.len());
        let (part, tail) = rest.split_at(end);
        let number = typed_count(part)?;
        total = if negative {
            total - number
        } else {
            total + number
        };
        let mut tail = tail.chars();
        match tail.next() {
            None => break,
            Some(sign) => negative = sign == '-',
        }
        rest = tail.as_str();
    }
    if total.is_sign_negative() && !total.is_zero() {
        return Err(NumberError::Negative);
    }
    if print_plain(total).len() > MOST_DIGITS {
        return Err(NumberError::TooLong);
    }
    Ok(total)
}

const fn is_group_mark(c: char) -> bool {
    matches!(c, '.' | ' ' | '\u{a0}' | '\u{202f}')
}

fn number_of(text: &str) -> Result<Decimal, NumberError> {
    if text.bytes().filter(u8::is_ascii_digit).count() > MOST_DIGITS {
        return Err(NumberError::TooLong);
    }
    plain(text).ok_or(NumberError::NotANumber)
}

/// Prints without trailing zeros and with a point: `0.97`, `10`.
pub fn print_plain(number: Decimal) -> String {
    let number = number.normalize();
    if number.is_zero() {
        "0".to_owned()
    } else {
        number.to_string()
    }
}

/// Prints without trailing zeros and with the mark asked for: `0,97`.
pub fn print(number: Decimal, mark: DecimalMark) -> String {
    with_mark(print_plain(number), mark)
}

/// Prints with exactly so many decimals: percentages as `93,08`.
pub fn print_fixed(number: Decimal, places: u32, mark: DecimalMark) -> String {
    let mut number = number;
    number.rescale(places);
    with_mark(number.to_string(), mark)
}

/// Prints a whole number in groups of three: `1.476` with a decimal comma, `1,476` with a point.
pub fn print_grouped(number: Decimal, mark: DecimalMark) -> String {
    let text = print_plain(number);
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let digits = whole.trim_start_matches('-');
    let mut printed = String::from(if whole.starts_with('-') { "-" } else { "" });
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            printed.push(mark.grouping());
        }
        printed.push(digit);
    }
    if !decimals.is_empty() {
        printed.push(mark.as_char());
        printed.push_str(decimals);
    }
    printed
}

fn with_mark(text: String, mark: DecimalMark) -> String {
    match mark {
        DecimalMark::Point => text,
        DecimalMark::Comma => text.replace('.', ","),
    }
}

/// The exact sum of points.
pub fn sum(numbers: impl IntoIterator<Item = Decimal>) -> Decimal {
    // Points have at most 9 + 12 digits (`fits_points`): ten million of them stay below 28 digits.
    numbers.into_iter().fold(Decimal::ZERO, |total, number| {
        total.checked_add(number).unwrap_or(Decimal::MAX)
    })
}

/// `score ÷ max × 100`, half-up to two places; `None` when max is zero.
pub fn percent(score: Decimal, max: Decimal) -> Option<Decimal> {
    let hundred = Fraction::from(Decimal::ONE_HUNDRED);
    let ratio = Fraction::from(score).divided_by(&Fraction::from(max))?;
    ratio
        .times(&hundred)
        .rounded(2, RoundingMode::HalfUp)
        .to_decimal()
}

/// An exact fraction: a ratio is kept as numerator and denominator until the one place where the criteria
/// set says that it is rounded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction(BigRational);

impl Fraction {
    /// Nothing.
    pub fn zero() -> Self {
        Self(BigRational::from_integer(BigInt::ZERO))
    }

    /// The whole.
    pub fn one() -> Self {
        Self::from(Decimal::ONE)
    }

    /// The sum.
    pub fn plus(&self, other: &Self) -> Self {
        Self(&self.0 + &other.0)
    }

    /// The difference.
    pub fn minus(&self, other: &Self) -> Self {
        Self(&self.0 - &other.0)
    }

    /// The product.
    pub fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0)
    }

    /// The quotient; `None` when the divisor is zero.
    pub fn divided_by(&self, other: &Self) -> Option<Self> {
        if other.0.numer().sign() == Sign::NoSign {
            None
        } else {
            Some(Self(&self.0 / &other.0))
        }
    }

    /// Whether it is above zero.
    pub fn is_positive(&self) -> bool {
        self.0.numer().sign() == Sign::Plus
    }

    /// Rounded to so many decimals by the mode.
    pub fn rounded(&self, places: u32, mode: RoundingMode) -> Self {
        let scale = BigInt::from(10).pow(places);
        let scaled = &self.0 * BigRational::from_integer(scale.clone());
        let towards_zero = scaled.trunc().to_integer();
        let rest = BigRational::from_integer(2.into()) * (&scaled - scaled.trunc());
        let away = match rest.numer().sign() {
            Sign::NoSign => false,
            Sign::Plus | Sign::Minus => match mode {
                RoundingMode::Down => false,
                RoundingMode::Up => true,
                RoundingMode::HalfUp => rounds_away(&rest, true),
                RoundingMode::HalfEven => rounds_away(&rest, towards_zero.bit(0)),
            },
        };
        let step = match scaled.numer().sign() {
            Sign::Minus => BigInt::from(-1),
            Sign::NoSign | Sign::Plus => BigInt::from(1),
        };
        let whole = if away {
            towards_zero + step
        } else {
            towards_zero
        };
        Self(BigRational::new(whole, scale))
    }

    /// The decimal, when it has at most 28 digits and a finite expansion.
    pub fn to_decimal(&self) -> Option<Decimal> {
        let mut denominator = self.0.denom().clone();
        let mut numerator = self.0.numer().clone();
        for scale in 0..=28_u32 {
            if denominator == BigInt::from(1) {
                let mantissa = i128::try_from(numerator).ok()?;
                return Decimal::try_from_i128_with_scale(mantissa, scale)
                    .ok()
                    .map(|number| number.normalize());
            }
            let tenfold = BigRational::new(numerator * 10, denominator);
            (numerator, denominator) = tenfold.into_raw();
        }
        None
    }
}

/// Whether twice the rest passes one, or meets it where ties go away from zero.
fn rounds_away(twice_rest: &BigRational, ties_away: bool) -> bool {
    let one = BigRational::from_integer(1.into());
    let size = if twice_rest.numer().sign() == Sign::Minus {
        -twice_rest
    } else {
        twice_rest.clone()
    };
    match size.cmp(&one) {
        Ordering::Less => false,
        Ordering::Equal => ties_away,
        Ordering::Greater => true,
    }
}

impl From<Decimal> for Fraction {
    fn from(number: Decimal) -> Self {
        let scale = BigInt::from(10).pow(number.scale());
        Self(BigRational::new(number.mantissa().into(), scale))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn dec(text: &str) -> Decimal {
        plain(text).expect("a plain decimal")
    }

    fn ratio(numerator: &str, denominator: &str) -> Fraction {
        Fraction::from(dec(numerator))
            .divided_by(&dec(denominator).into())
            .expect("not zero")
    }

    fn rounded(fraction: &Fraction, places: u32, mode: RoundingMode) -> String {
        print_plain(fraction.rounded(places, mode).to_decimal().expect("short"))
    }

    #[test]
    fn whole_numbers_are_read_with_dots_or_spaces_between_three_digits() {
        for (typed, value) in [
            ("642", "642"),
            ("1.476", "1476"),
            ("1 476", "1476"),
            (" 08 ", "8"),
            ("12.345.678", "12345678"),
        ] {
            assert_eq!(typed_count(typed), Ok(dec(value)), "{typed}");
        }
    }

    #[test]
    fn a_comma_or_a_loose_dot_in_a_whole_number_is_refused() {
        assert_eq!(typed_count("1,5"), Err(NumberError::NotWhole));
        assert_eq!(typed_count("1.47"), Err(NumberError::Grouping));
        assert_eq!(typed_count("1476.000"), Err(NumberError::Grouping));
        assert_eq!(typed_count("-3"), Err(NumberError::Negative));
        assert_eq!(typed_count("1e3"), Err(NumberError::NotANumber));
        assert_eq!(typed_count(""), Err(NumberError::Empty));
        assert_eq!(
            typed_count("1234567890123456789"),
            Err(NumberError::TooLong)
        );
    }

    #[test]
    fn points_take_both_marks_but_never_two() {
        assert_eq!(typed_decimal("0,14"), Ok(dec("0.14")));
        assert_eq!(typed_decimal("0.14"), Ok(dec("0.14")));
        assert_eq!(typed_decimal("1.476,5"), Err(NumberError::TwoMarks));
        assert_eq!(typed_decimal(",5"), Err(NumberError::LooseMark));
        assert_eq!(typed_decimal("5,"), Err(NumberError::LooseMark));
        assert_eq!(typed_decimal("1e3"), Err(NumberError::NotANumber));
    }

    #[test]
    fn sums_add_up_as_on_an_adding_machine() {
        assert_eq!(typed_sum("512+498+604"), Ok(dec("1614")));
        assert_eq!(typed_sum("663-21"), Ok(dec("642")));
        assert_eq!(typed_sum("3-5"), Err(NumberError::Negative));
        assert_eq!(typed_sum("3+"), Err(NumberError::Empty));
    }

    #[test]
    fn stored_numbers_are_plain_decimals_or_kept_as_text() {
        assert_eq!(Stored::read("0.970"), Stored::Number(dec("0.97")));
        for odd in [
            "1e3",
            "1_000",
            "+5",
            "0,97",
            "",
            ".5",
            "5.",
            "1234567890123456789012345678901234567890",
        ] {
            assert_eq!(
                Stored::read(odd),
                Stored::Unreadable(odd.to_owned()),
                "{odd}"
            );
        }
    }

    #[test]
    fn ties_round_by_the_mode_named_in_the_set() {
        let tie = Fraction::from(dec("0.125"));
        assert_eq!(rounded(&tie, 2, RoundingMode::HalfUp), "0.13");
        assert_eq!(rounded(&tie, 2, RoundingMode::HalfEven), "0.12");
        assert_eq!(rounded(&tie, 2, RoundingMode::Down), "0.12");
        assert_eq!(rounded(&tie, 2, RoundingMode::Up), "0.13");
        let below = Fraction::from(dec("-0.125"));
        assert_eq!(rounded(&below, 2, RoundingMode::HalfUp), "-0.13");
        assert_eq!(rounded(&below, 2, RoundingMode::Down), "-0.12");
        assert_eq!(
            rounded(&Fraction::from(dec("0.375")), 2, RoundingMode::HalfEven),
            "0.38"
        );
    }

    #[test]
    fn one_third_of_three_is_one_even_when_rounding_down() {
        let whole = ratio("1", "3").times(&dec("3").into());
        assert_eq!(rounded(&whole, 2, RoundingMode::Down), "1");
    }

    #[test]
    fn numbers_print_without_trailing_zeros_and_group_by_three() {
        assert_eq!(print(dec("12.880"), DecimalMark::Comma), "12,88");
        assert_eq!(print_fixed(dec("93.1"), 2, DecimalMark::Comma), "93,10");
        assert_eq!(print_grouped(dec("1476"), DecimalMark::Comma), "1.476");
        assert_eq!(print_grouped(dec("476"), DecimalMark::Comma), "476");
        assert_eq!(
            print_grouped(dec("1234567.5"), DecimalMark::Comma),
            "1.234.567,5"
        );
    }

    #[test]
    fn percent_of_nothing_is_no_percent() {
        assert_eq!(percent(dec("90.29"), dec("97")), Some(dec("93.08")));
        assert_eq!(percent(Decimal::ZERO, Decimal::ZERO), None);
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(mantissa in any::<i64>(), scale in 0_u32..18) {
            let number = Decimal::new(mantissa, scale);
            prop_assert_eq!(plain(&print_plain(number)), Some(number.normalize()));
        }

        #[test]
        fn typed_points_read_back_in_both_marks(mantissa in 0_i64..1_000_000_000, scale in 0_u32..6) {
            let number = Decimal::new(mantissa, scale).normalize();
            for mark in [DecimalMark::Comma, DecimalMark::Point] {
                prop_assert_eq!(typed_decimal(&print(number, mark)), Ok(number));
            }
        }

        #[test]
        fn typed_counts_read_back_grouped(count in 0_u64..1_000_000_000_000) {
            let number = Decimal::from(count);
            prop_assert_eq!(typed_count(&print_grouped(number, DecimalMark::Comma)), Ok(number));
        }

        #[test]
        fn rounding_moves_by_less_than_one_step(numerator in -1_000_000_i64..1_000_000, denominator in 1_i64..1_000_000) {
            let exact = Fraction::from(Decimal::from(numerator)).divided_by(&Decimal::from(denominator).into()).expect("not zero");
            for mode in [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Down, RoundingMode::Up] {
                let step = Fraction::from(Decimal::new(1, 2));
                let near = exact.rounded(2, mode);
                prop_assert!(near.minus(&exact) < step && exact.minus(&near) < step);
            }
        }
    }
}
