//! From JSON to values: Modules/_json.c.
//!
//! Invariant: what is wrong is a JSONDecodeError at its place.

use super::DEEPEST;
use crate::Result;
use crate::exception::RecursionError;
use crate::python::dict::Dict;
use crate::python::native::{Args, fail};
use crate::python::types::int;
use crate::python::value::Value;
use crate::python::vm::Vm;

struct Decoder<'a> {
    vm: &'a Vm,
    /// The text as the error gets it.
    document: Value,
    text: Vec<char>,
    at: usize,
    depth: usize,
    is_strict: bool,
    object_hook: Value,
    object_pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

/// `_scan(text, index, decoder)`: the value that begins at an index, and the index behind it, with the settings of a `JSONDecoder`.
pub(super) fn scan(vm: &Vm, args: Args) -> Result<Value> {
    let [document, index, decoder] = args.values();
    let attribute = |name: &str| vm.get_attribute(&decoder, name);
    let mut decoder = Decoder {
        vm,
        text: {
            let text = vm.str(&document)?;
            vm.reserve(4 * text.len() as u64)?;
            text.chars().collect()
        },
        document,
        at: index.as_int().unwrap_or(0).max(0) as usize,
        depth: 0,
        is_strict: vm.truth(&attribute("strict")?)?,
        object_hook: attribute("object_hook")?,
        object_pairs_hook: attribute("object_pairs_hook")?,
        parse_float: attribute("parse_float")?,
        parse_int: attribute("parse_int")?,
        parse_constant: attribute("parse_constant")?,
    };
    let value = decoder.value()?;
    Ok(Value::tuple(vec![value, Value::size(decoder.at)]))
}

impl Decoder<'_> {
    fn fail<T>(&self, message: &str, at: usize) -> Result<T> {
        let class = self.vm.module_attribute("json.decoder", "JSONDecodeError")?;
        let args = vec![Value::str(message), self.document.clone(), Value::size(at)];
        match self.vm.call(&class, Args::new(args))? {
            // CPython raises this one, which it has for a StopIteration, without it.
            Value::Exception(error) if message == EXPECTING_VALUE => crate::raise_from(error, None),
            Value::Exception(error) => crate::raise(error),
            _ => fail(crate::exception::ValueError, message),
        }
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn takes(&mut self, word: &str) -> bool {
        let found = word.chars().enumerate().all(|(index, c)| self.text.get(self.at + index) == Some(&c));
        if found {
            self.at += word.len();
        }
        found
    }

    fn value(&mut self) -> Result<Value> {
        self.vm.step()?;
        let start = self.at;
        match self.peek() {
            Some('"') => return self.string().map(Value::string),
            Some('{') => return self.nested("object", Self::object),
            Some('[') => return self.nested("array", Self::array),
            Some('n') if self.takes("null") => return Ok(Value::None),
            Some('t') if self.takes("true") => return Ok(Value::Bool(true)),
            Some('f') if self.takes("false") => return Ok(Value::Bool(false)),
            _ => {}
        }
        for (word, value) in [("NaN", f64::NAN), ("Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)] {
            if self.takes(word) {
                return match self.parse_constant.is_none() {
                    true => Ok(Value::Float(value)),
                    false => self.vm.call(&self.parse_constant, Args::new(vec![Value::str(word)])),
                };
            }
        }
        match self.number()? {
            Some(number) => Ok(number),
            None => self.fail(EXPECTING_VALUE, start),
        }
    }

    fn nested(&mut self, what: &str, scan: fn(&mut Self) -> Result<Value>) -> Result<Value> {
        if self.depth > DEEPEST {
            let message =
                format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
            return fail(RecursionError, message);
        }
        self.depth += 1;
        self.at += 1;
        self.skip_space();
        let value = scan(self)?;
        self.depth -= 1;
        Ok(value)
    }

    fn digits(&self, mut at: usize) -> usize {
        while self.text.get(at).is_some_and(char::is_ascii_digit) {
            at += 1;
        }
        at
    }

    /// A number; none if there is none.
    fn number(&mut self) -> Result<Option<Value>> {
        let start = self.at;
        let first = start + usize::from(self.peek() == Some('-'));
        let mut end = match self.text.get(first) {
            Some('0') => first + 1,
            Some(c) if c.is_ascii_digit() => self.digits(first),
            _ => return Ok(None),
        };
        let mut is_float = false;
        if self.text.get(end) == Some(&'.') && self.digits(end + 1) > end + 1 {
            end = self.digits(end + 1);
            is_float = true;
        }
        if matches!(self.text.get(end), Some('e' | 'E')) {
            let digits = end + 1 + usize::from(matches!(self.text.get(end + 1), Some('+' | '-')));
            if self.digits(digits) > digits {
                end = self.digits(digits);
                is_float = true;
            }
        }
        self.at = end;
        let text: String = self.text[start..end].iter().collect();
        let hook = if is_float { &self.parse_float } else { &self.parse_int };
        if !hook.is_none() {
            return self.vm.call(hook, Args::new(vec![Value::string(text)])).map(Some);
        }
        match is_float {
            true => Ok(text.parse().ok().map(Value::Float)),
            false => int::parse(&text, 10, 10).map(Some),
        }
    }

    fn string(&mut self) -> Result<String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.peek() else { return self.fail("Unterminated string starting at", start) };
            match c {
                '"' => {
                    self.at += 1;
                    return Ok(out);
                }
                '\\' => self.escape(start, &mut out)?,
                c if c < ' ' && self.is_strict => return self.fail("Invalid control character at", self.at),
                c => {
                    out.push(c);
                    self.at += 1;
                }
            }
        }
    }

    fn escape(&mut self, start: usize, out: &mut String) -> Result<()> {
        let Some(c) = self.text.get(self.at + 1).copied() else {
            return self.fail("Unterminated string starting at", start);
        };
        let plain = match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit(self.at + 1)?;
                self.at += 6;
                let is_high = (0xd800..0xdc00).contains(&unit);
                if is_high && self.peek() == Some('\\') && self.text.get(self.at + 1) == Some(&'u') {
                    let low = self.unit(self.at + 1)?;
                    if let Some(Ok(c)) = char::decode_utf16([unit, low]).next() {
                        self.at += 6;
                        out.push(c);
                        return Ok(());
                    }
                }
                // Half of a pair is no character here.
                out.push(char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER));
                return Ok(());
            }
            _ => return self.fail("Invalid \\escape", self.at),
        };
        out.push(plain);
        self.at += 2;
        Ok(())
    }

    /// The four digits behind a `u`.
    fn unit(&self, at: usize) -> Result<u16> {
        let digits: Option<String> = self.text.get(at + 1..at + 5).map(|digits| digits.iter().collect());
        let unit = digits.filter(|digits| digits.chars().all(|c| c.is_ascii_hexdigit()));
        match unit.and_then(|digits| u16::from_str_radix(&digits, 16).ok()) {
            Some(unit) => Ok(unit),
            None => self.fail("Invalid \\uXXXX escape", at),
        }
    }

    fn array(&mut self) -> Result<Value> {
        let mut items = Vec::new();
        if self.takes("]") {
            return Ok(Value::list(items));
        }
        loop {
            items.push(self.value()?);
            self.skip_space();
            if self.takes("]") {
                return Ok(Value::list(items));
            }
            self.comma(']', "array")?;
        }
    }

    /// A comma behind an item, with another item to come.
    fn comma(&mut self, end: char, what: &str) -> Result<()> {
        let comma = self.at;
        if !self.takes(",") {
            return self.fail("Expecting ',' delimiter", comma);
        }
        self.skip_space();
        match self.peek() == Some(end) {
            true => self.fail(&format!("Illegal trailing comma before end of {what}"), comma),
            false => Ok(()),
        }
    }

    fn object(&mut self) -> Result<Value> {
        let mut pairs = Vec::new();
        if self.takes("}") {
            return self.object_of(pairs);
        }
        loop {
            if self.peek() != Some('"') {
                return self.fail("Expecting property name enclosed in double quotes", self.at);
            }
            let key = self.string()?;
            self.skip_space();
            if !self.takes(":") {
                return self.fail("Expecting ':' delimiter", self.at);
            }
            self.skip_space();
            pairs.push((key, self.value()?));
            self.skip_space();
            if self.takes("}") {
                return self.object_of(pairs);
            }
            self.comma('}', "object")?;
        }
    }

    fn object_of(&self, pairs: Vec<(String, Value)>) -> Result<Value> {
        if !self.object_pairs_hook.is_none() {
            let pair = |(key, value)| Value::tuple(vec![Value::string(key), value]);
            let pairs = Value::list(pairs.into_iter().map(pair).collect());
            return self.vm.call(&self.object_pairs_hook, Args::new(vec![pairs]));
        }
        let mut dict = Dict::default();
        for (key, value) in pairs {
            let old = dict.set_str(&key, value);
            drop(old);
        }
        match self.object_hook.is_none() {
            true => Ok(Value::dict(dict)),
            false => self.vm.call(&self.object_hook, Args::new(vec![Value::dict(dict)])),
        }
    }
}

const EXPECTING_VALUE: &str = "Expecting value";
