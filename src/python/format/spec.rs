//! Owns format specifications: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
//!
//! Invariant: all of the text is understood, or it is refused.

use crate::Result;
use crate::exception::ValueError;
use crate::python::native::fail;
use crate::python::vm::Vm;

#[derive(Default, Clone)]
pub(crate) struct Spec {
    pub(crate) fill: Option<char>,
    pub(crate) align: Option<char>,
    pub(crate) sign: Option<char>,
    pub(crate) no_negative_zero: bool,
    pub(crate) alternate: bool,
    pub(crate) width: usize,
    pub(crate) grouping: Option<char>,
    pub(crate) precision: Option<usize>,
    pub(crate) kind: Option<char>,
}

impl Spec {
    pub(crate) fn parse(vm: &Vm, text: &str, type_name: &str) -> Result<Self> {
        let chars: Vec<char> = text.chars().collect();
        let mut spec = Spec::default();
        let mut place = 0;
        let is_align = |c: Option<&char>| c.is_some_and(|c| "<>=^".contains(*c));
        if is_align(chars.get(1)) {
            (spec.fill, spec.align) = (Some(chars[0]), Some(chars[1]));
            place = 2;
        } else if is_align(chars.first()) {
            spec.align = Some(chars[0]);
            place = 1;
        }
        let take = |place: &mut usize, set: &str| -> Option<char> {
            let found = chars.get(*place).copied().filter(|c| set.contains(*c));
            *place += usize::from(found.is_some());
            found
        };
        spec.sign = take(&mut place, "+- ");
        spec.no_negative_zero = take(&mut place, "z").is_some();
        spec.alternate = take(&mut place, "#").is_some();
        if take(&mut place, "0").is_some() && spec.fill.is_none() {
            spec.fill = Some('0');
            if type_name != "str" {
                spec.align.get_or_insert('=');
            }
        }
        let number = |place: &mut usize| -> Result<Option<usize>> {
            let begin = *place;
            while chars.get(*place).is_some_and(char::is_ascii_digit) {
                *place += 1;
            }
            if begin == *place {
                return Ok(None);
            }
            let digits: String = chars[begin..*place].iter().collect();
            match digits.parse::<u64>() {
                Ok(number) if i64::try_from(number).is_ok() => Ok(Some(number as usize)),
                _ => fail(ValueError, "Too many decimal digits in format string"),
            }
        };
        spec.width = number(&mut place)?.unwrap_or(0);
        spec.grouping = take(&mut place, ",_");
        if let Some(first) = spec.grouping
            && let Some(second) = take(&mut place, ",_")
        {
            let text = if first == second {
                format!("Cannot specify '{first}' with '{second}'.")
            } else {
                "Cannot specify both ',' and '_'.".to_owned()
            };
            return fail(ValueError, text);
        }
        if take(&mut place, ".").is_some() {
            spec.precision = number(&mut place)?;
            if spec.precision.is_none() {
                return fail(ValueError, "Format specifier missing precision");
            }
        }
        spec.reserve(vm)?;
        spec.kind = chars.get(place).copied();
        if place + 1 < chars.len() {
            return fail(ValueError, format!("Invalid format specifier '{text}' for object of type '{type_name}'"));
        }
        Ok(spec)
    }

    /// Makes sure that there is memory for what is as wide, and as precise.
    pub(crate) fn reserve(&self, vm: &Vm) -> Result<()> {
        let (width, precision) = (self.width as u64, self.precision.unwrap_or(0) as u64);
        if precision > i32::MAX as u64 {
            return fail(ValueError, "precision too big");
        }
        vm.reserve(width.saturating_mul(4).saturating_add(2 * precision))
    }

    /// Fills a text up to the width. `=` fills behind the sign.
    pub(crate) fn pad(&self, text: &str, default: char) -> String {
        let missing = self.width.saturating_sub(text.chars().count());
        let fill = self.fill.unwrap_or(' ');
        let fills = |count: usize| std::iter::repeat_n(fill, count).collect::<String>();
        match self.align.unwrap_or(default) {
            '<' => text.to_owned() + &fills(missing),
            '^' => format!("{}{text}{}", fills(missing / 2), fills(missing - missing / 2)),
            '=' => {
                let sign = text.len() - text.trim_start_matches(['+', '-', ' ']).len();
                let prefix = match text[sign..].get(..2) {
                    Some("0x" | "0X" | "0o" | "0b") if self.alternate => sign + 2,
                    _ => sign,
                };
                format!("{}{}{}", &text[..prefix], fills(missing), &text[prefix..])
            }
            _ => fills(missing) + text,
        }
    }
}
