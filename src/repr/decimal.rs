//! Floats as decimal text and back, as Python writes and reads them.
//!
//! The standard library is faster, by tables that would be a twentieth of the playground's module. Here all of it is one
//! division of natural numbers of any size. Invariant: every result is rounded once, from the exact value, and a tie goes to
//! the even neighbour.

use std::cmp::Ordering;

/// Python's `f"{value:.{places}f}"`, for numbers of which `value × 10^places` is less than 2^64.
///
/// ```
/// use except_star::repr::fixed;
/// assert_eq!([fixed(0.15, 3), fixed(2.5, 0), fixed(-0.0625, 3)], ["0.150", "2", "-0.062"]);
/// ```
pub fn fixed(value: f64, places: usize) -> String {
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let digits = format!("{:0>width$}", scaled(value.abs(), places as i32), width = places + 1);
    let (whole, fraction) = digits.split_at(digits.len() - places);
    let point = if places > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{fraction}")
}

/// Python's `round(value, places)`, for up to three places.
pub(crate) fn round(value: f64, places: usize) -> f64 {
    // A number of so many bits has no fraction.
    if value.abs() >= (FRACTION + 1) as f64 || value.is_nan() {
        return value;
    }
    float(&scaled(value.abs(), places as i32).into(), -(places as i32)).copysign(value)
}

/// The number that a text of digits is, with a sign, a point and an exponent where they are wanted; none for other text.
///
/// ```text
/// [+-] DIGITS [. DIGITS] [(e|E) [+-] DIGITS]      digits before the point or behind it may be missing, but not both
/// ```
pub(crate) fn parse(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let mut number = Natural::from(0);
    for digit in whole.chars().chain(fraction.chars()) {
        number.times_plus(10, digit.to_digit(10)?);
    }
    let exponent: i64 = exponent;
    let ten = exponent.saturating_sub(fraction.len() as i64);
    let value = float(&number, ten.clamp(i32::MIN.into(), i32::MAX.into()) as i32);
    Some(if text.starts_with('-') { -value } else { value })
}

/// The fewest digits that read back as the positive number, and how many of them stand behind the point: less than none where
/// zeros follow. Of several such numbers it is the nearest one.
pub(super) fn shortest(value: f64) -> (u64, i32) {
    let (_, two) = parts(value);
    // The magnitude of the number if its mantissa had the fewest bits, hence not too great.
    let mut places = -log10(two + 53).max(log10(two) - 1);
    loop {
        let nearest = scaled(value, places);
        // Above a power of two the next float is farther off than below it. So the second nearest may read back, but not the first.
        for digits in [nearest, nearest + 1] {
            if float(&digits.into(), -places) == value {
                return (digits, places);
            }
        }
        places += 1;
    }
}

/// `value × 10^places`, as a whole number.
fn scaled(value: f64, places: i32) -> u64 {
    let (mantissa, two) = parts(value);
    whole(&mantissa.into(), two, places)
}

/// Mantissa and power of two of a number that is not negative.
fn parts(value: f64) -> (u64, i32) {
    let bits = value.to_bits();
    let (exponent, fraction) = ((bits >> 52 & 0x7ff) as i32, bits & FRACTION);
    if exponent == 0 { (fraction, LEAST) } else { (fraction | (FRACTION + 1), exponent - 1 + LEAST) }
}

/// The bits of a float that are its fraction.
const FRACTION: u64 = (1 << 52) - 1;

/// The least power of two that a float's mantissa is multiplied by.
const LEAST: i32 = -1074;

/// The float nearest to `number × 10^ten`.
fn float(number: &Natural, ten: i32) -> f64 {
    let magnitude = i64::from(log10(number.bits())) + i64::from(ten);
    if number.bits() == 0 || magnitude < -350 {
        return 0.0;
    }
    if magnitude > 350 {
        return f64::INFINITY;
    }
    // One bit too many rather than too few: then it is rounded anew, with one less.
    let mut two = (number.bits() + (ten * 3322).div_euclid(1000) - 55).max(LEAST);
    loop {
        let mantissa = whole(number, -two, ten);
        if mantissa <= FRACTION * 2 + 1 {
            // A mantissa of 53 bits has the highest one not in its place: it counts the exponent up.
            let bits = mantissa + (((two - LEAST) as u64) << 52);
            return f64::from_bits(bits).min(f64::INFINITY);
        }
        two += 1;
    }
}

/// About the logarithm of `2^two` to the base of 10.
fn log10(two: i32) -> i32 {
    (i64::from(two) * 30103).div_euclid(100_000) as i32
}

/// `number × 2^two × 10^ten` as a whole number.
fn whole(number: &Natural, two: i32, ten: i32) -> u64 {
    small(number, two, ten).unwrap_or_else(|| large(number, two, ten))
}

/// [`whole`] where the machine's own numbers will do, which is so for nearly all that people write.
fn small(number: &Natural, two: i32, ten: i32) -> Option<u64> {
    let (mut dividend, mut divisor) = (number.small()?, 1);
    for (base, power) in [(2_u128, two), (10, ten)] {
        let scaled: &mut u128 = if power < 0 { &mut divisor } else { &mut dividend };
        *scaled = scaled.checked_mul(base.checked_pow(power.unsigned_abs())?)?;
    }
    let (quotient, rest) = ((dividend / divisor) as u64, dividend % divisor);
    Some(rounded(quotient, rest.cmp(&(divisor - rest))))
}

fn large(number: &Natural, two: i32, ten: i32) -> u64 {
    let (mut dividend, mut divisor) = (number.clone(), Natural::from(1));
    for (base, power) in [(2, two), (10, ten)] {
        let scaled = if power < 0 { &mut divisor } else { &mut dividend };
        scaled.times_power(base, power.unsigned_abs());
    }
    // Long division, bit by bit, from the first that may be 1.
    let first = (dividend.bits() - divisor.bits()).max(0);
    divisor.times_power(2, first as u32);
    let mut quotient = 0;
    for _ in 0..=first {
        quotient *= 2;
        if dividend.cmp(&divisor).is_ge() {
            dividend.subtract(&divisor);
            quotient += 1;
        }
        dividend.times_plus(2, 0);
    }
    // What is left was doubled once more than the quotient was.
    rounded(quotient, dividend.cmp(&divisor))
}

/// A quotient, rounded by how what is left compares with half of the divisor.
fn rounded(quotient: u64, half: Ordering) -> u64 {
    match half {
        Ordering::Less => quotient,
        Ordering::Equal => quotient + quotient % 2,
        Ordering::Greater => quotient + 1,
    }
}

/// A natural number: digits of 32 bits, the lowest one first, the highest one not 0.
#[derive(Clone)]
struct Natural(Vec<u32>);

impl From<u64> for Natural {
    fn from(number: u64) -> Self {
        let mut natural = Self(Vec::new());
        natural.times_plus(1, (number >> 32) as u32);
        natural.times_power(2, 32);
        natural.times_plus(1, number as u32);
        natural
    }
}

impl Natural {
    fn times_plus(&mut self, factor: u32, summand: u32) {
        let mut carry = u64::from(summand);
        for digit in &mut self.0 {
            carry += u64::from(*digit) * u64::from(factor);
            *digit = carry as u32;
            carry >>= 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    fn times_power(&mut self, base: u32, mut power: u32) {
        while power > 0 {
            // The greatest power of 10 that fits into a digit.
            let step = power.min(9);
            self.times_plus(base.pow(step), 0);
            power -= step;
        }
    }

    /// Subtracts what is not greater.
    fn subtract(&mut self, other: &Natural) {
        let mut carry = 0;
        for (index, digit) in self.0.iter_mut().enumerate() {
            let others = other.0.get(index).copied().unwrap_or(0);
            carry += i64::from(*digit) - i64::from(others);
            *digit = carry as u32;
            carry >>= 32;
        }
        while self.0.last() == Some(&0) {
            self.0.pop();
        }
    }

    fn cmp(&self, other: &Natural) -> Ordering {
        self.0.len().cmp(&other.0.len()).then_with(|| self.0.iter().rev().cmp(other.0.iter().rev()))
    }

    /// The same as a number of the machine, if it is of up to two digits.
    fn small(&self) -> Option<u128> {
        match *self.0 {
            [] => Some(0),
            [low] => Some(low.into()),
            [low, high] => Some(u128::from(high) << 32 | u128::from(low)),
            _ => None,
        }
    }

    /// How many bits it takes to write it.
    fn bits(&self) -> i32 {
        self.0.last().map_or(0, |highest| self.0.len() as i32 * 32 - highest.leading_zeros() as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers of all magnitudes: powers of two and of ten with their neighbours, decimals, and numbers of random bits.
    fn numbers() -> Vec<f64> {
        let mut numbers: Vec<f64> = [0, 1, 2, FRACTION, FRACTION + 1, f64::MAX.to_bits()].map(f64::from_bits).into();
        for exponent in (0..2047_u64).step_by(23) {
            let power = exponent << 52;
            numbers.extend([power.saturating_sub(1), power, power + 1].map(f64::from_bits));
        }
        for exponent in (-320..308).step_by(3) {
            let power: f64 = format!("1e{exponent}").parse().expect("it is a number");
            numbers.extend([power, power * 3.0, f64::from_bits(power.to_bits() + 1)]);
        }
        let mut bits: u64 = 42;
        for n in 0..500 {
            bits = bits.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            numbers.extend([f64::from_bits(bits >> 1), f64::from(n) / 16.0, f64::from(n) / 1000.0]);
        }
        numbers.retain(|number| number.is_finite());
        numbers
    }

    #[test]
    fn text_is_read_as_the_standard_library_reads_it() {
        for number in numbers() {
            for text in [format!("{number}"), format!("{number:e}"), format!("-{number:.30e}"), format!("{number:.3}")]
            {
                assert_eq!(parse(&text), text.parse().ok(), "{text}");
            }
        }
        let halfway = "9007199254740993";
        for text in [halfway, &format!("{halfway}.{}1", "0".repeat(900)), "+1.", ".5", "1E5", "-0", "1e-400", "1e400"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
        for text in ["0e999999999999", "0e-999999999999", "1e-999999999999", "1e999999999999"] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
    }

    #[test]
    fn what_is_not_digits_is_no_number() {
        for text in ["", ".", "-", "+-1", "1e", "e5", "1e5.0", "inf", "nan", "0x1", " 1", "1_000", "1.2.3", "١"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_shortest_digits_are_as_few_as_those_of_the_standard_library_and_no_farther_off() {
        for number in numbers().into_iter().filter(|number| *number > 0.0) {
            let (digits, places) = shortest(number);
            let ours = format!("{digits}e{}", -places);
            let theirs = format!("{number:e}");
            let count = theirs.bytes().take_while(|byte| *byte != b'e').filter(u8::is_ascii_digit).count();
            let nearest = format!("{number:.*e}", count - 1);
            assert_eq!(ours.parse(), Ok(number));
            assert_eq!(digits.to_string().len(), count, "{ours} {theirs}");
            let expected = if nearest.parse() == Ok(number) { nearest } else { theirs };
            assert_eq!(digits.to_string(), expected.replace('.', "").split_once('e').expect("an exponent").0);
        }
    }

    #[test]
    fn fixed_digits_are_those_of_the_standard_library() {
        for number in numbers().into_iter().filter(|number| *number < 1e13) {
            for (places, expected) in
                [format!("{number:.0}"), format!("{number:.1}"), format!("{number:.2}"), format!("{number:.3}")]
                    .into_iter()
                    .enumerate()
            {
                assert_eq!(fixed(number, places), expected, "{number:e}");
                assert_eq!(round(-number, places), -expected.parse::<f64>().expect("it is a number"));
            }
        }
    }
}
