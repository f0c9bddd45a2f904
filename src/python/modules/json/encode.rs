//! From values to JSON: Modules/_json.c, and `_make_iterencode` in Lib/json/encoder.py.
//!
//! Invariant: an error names each container on its way out in a note, as in CPython 3.14.

use super::DEEPEST;
use crate::Result;
use crate::exception::{RecursionError, TypeError, ValueError};
use crate::python::native::{Args, fail};
use crate::python::value::{DictRef, Value, address};
use crate::python::vm::Vm;

struct Encoder<'a> {
    vm: &'a Vm,
    out: String,
    is_ascii: bool,
    indent: Option<String>,
    item_separator: String,
    key_separator: String,
    sorts_keys: bool,
    skips_keys: bool,
    allows_nan: bool,
    checks_circles: bool,
    default: Value,
    /// What is being written, from the outside in.
    open: Vec<Option<usize>>,
    /// How many of them are containers, which indent what they hold.
    level: usize,
}

/// `_write(value, encoder)`: the text of a value, with the settings of a `JSONEncoder`.
pub(super) fn write(vm: &Vm, args: Args) -> Result<Value> {
    let [value, encoder] = args.values();
    let attribute = |name: &str| vm.get_attribute(&encoder, name);
    let flag = |name: &str| vm.truth(&attribute(name)?);
    let text = |name: &str| attribute(name).and_then(|text| Ok(vm.str(&text)?.to_string()));
    let indent = attribute("indent")?;
    let indent = match indent.as_int() {
        Some(width) => {
            vm.reserve(width.max(0) as u64)?;
            Some(" ".repeat(width.max(0) as usize))
        }
        None if indent.is_none() => None,
        None => Some(vm.str(&indent)?.to_string()),
    };
    let mut encoder = Encoder {
        vm,
        out: String::new(),
        is_ascii: flag("ensure_ascii")?,
        indent,
        item_separator: text("item_separator")?,
        key_separator: text("key_separator")?,
        sorts_keys: flag("sort_keys")?,
        skips_keys: flag("skipkeys")?,
        allows_nan: flag("allow_nan")?,
        checks_circles: flag("check_circular")?,
        default: attribute("default")?,
        open: Vec::new(),
        level: 0,
    };
    encoder.value(&value)?;
    Ok(Value::string(encoder.out))
}

/// `_quote(text, is_ascii)`
pub(super) fn quote(vm: &Vm, args: Args) -> Result<Value> {
    let [text, is_ascii] = args.values();
    let mut out = String::new();
    push_quoted(&mut out, &vm.str(&text)?, vm.truth(&is_ascii)?);
    Ok(Value::string(out))
}

fn push_quoted(out: &mut String, text: &str, is_ascii: bool) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' || is_ascii && c > '~' => {
                c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

impl Encoder<'_> {
    fn value(&mut self, value: &Value) -> Result<()> {
        self.vm.step()?;
        self.vm.look_at(std::slice::from_ref(value))?;
        let indent = self.indent.as_ref().map_or(0, |indent| indent.len() * self.level);
        self.vm.room_for((2 * self.out.len() + indent) as u64)?;
        match value.plain() {
            Value::None => self.out.push_str("null"),
            Value::Bool(bool) => self.out.push_str(if *bool { "true" } else { "false" }),
            Value::Str(text) => push_quoted(&mut self.out, text, self.is_ascii),
            number @ (Value::Int(_) | Value::Big(_)) => self.out.push_str(&self.vm.repr(number)?),
            Value::Float(float) => {
                let text = self.float(*float)?;
                self.out.push_str(&text);
            }
            Value::List(items) => {
                let items = items.borrow().clone();
                return self.within(value, |this| this.list(value, &items));
            }
            Value::Tuple(items) => return self.within(value, |this| this.list(value, items)),
            Value::Dict(dict) => return self.within(value, |this| this.dict(value, dict)),
            _ => return self.within(value, |this| this.other(value)),
        }
        Ok(())
    }

    fn float(&self, float: f64) -> Result<String> {
        let text = match float {
            float if float.is_finite() => return Ok(crate::repr::float(float)),
            float if float.is_nan() => "NaN",
            float if float > 0.0 => "Infinity",
            _ => "-Infinity",
        };
        if !self.allows_nan {
            let repr = crate::repr::float(float);
            return fail(ValueError, format!("Out of range float values are not JSON compliant: {repr}"));
        }
        Ok(text.to_owned())
    }

    /// Writes something that may hold itself.
    fn within(&mut self, value: &Value, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        let address = address(value);
        if self.checks_circles && address.is_some() && self.open.contains(&address) {
            return fail(ValueError, "Circular reference detected");
        }
        if self.open.len() > DEEPEST {
            return fail(RecursionError, "maximum recursion depth exceeded while encoding a JSON object");
        }
        self.open.push(address);
        write(self)?;
        self.open.pop();
        Ok(())
    }

    /// What `default` gives for a value that JSON does not have.
    fn other(&mut self, value: &Value) -> Result<()> {
        let default = self.default.clone();
        let substitute = self.vm.call(&default, Args::one(value))?;
        let written = self.value(&substitute);
        self.noted(written, || format!("when serializing {} object", self.vm.class_of(value).full_name()))
    }

    fn noted(&self, written: Result<()>, note: impl FnOnce() -> String) -> Result<()> {
        written.inspect_err(|error| error.add_note(note()))
    }

    fn list(&mut self, list: &Value, items: &[Value]) -> Result<()> {
        if items.is_empty() {
            self.out.push_str("[]");
            return Ok(());
        }
        self.begin('[');
        for (index, item) in items.iter().enumerate() {
            self.between(index);
            let written = self.value(item);
            self.noted(written, || format!("when serializing {} item {index}", self.vm.class_of(list).full_name()))?;
        }
        self.end(']', false);
        Ok(())
    }

    fn dict(&mut self, whole: &Value, dict: &DictRef) -> Result<()> {
        if dict.borrow().is_empty() {
            self.out.push_str("{}");
            return Ok(());
        }
        self.begin('{');
        let pairs = dict.borrow().entries().map(|entry| (entry.object.clone(), entry.value.clone())).collect();
        let mut index = 0;
        for (key, value) in self.sorted(pairs)? {
            let Some(text) = self.key(&key)? else { continue };
            self.between(index);
            index += 1;
            push_quoted(&mut self.out, &text, self.is_ascii);
            self.out.push_str(&self.key_separator);
            if let Err(error) = self.value(&value) {
                let (class, key) = (self.vm.class_of(whole).full_name(), self.vm.repr(&key)?);
                error.add_note(format!("when serializing {class} item {key}"));
                return Err(error);
            }
        }
        self.end('}', index == 0);
        Ok(())
    }

    fn sorted(&self, pairs: Vec<(Value, Value)>) -> Result<Vec<(Value, Value)>> {
        if !self.sorts_keys {
            return Ok(pairs);
        }
        let pairs = pairs.into_iter().map(|(key, value)| Value::tuple(vec![key, value])).collect();
        let sorted =
            self.vm.call(&self.vm.module_attribute("builtins", "sorted")?, Args::new(vec![Value::list(pairs)]))?;
        let pair = |pair: Value| match pair.as_tuple().map(|parts| &**parts) {
            Some([key, value]) => Some((key.clone(), value.clone())),
            _ => None,
        };
        Ok(self.vm.collect(&sorted)?.into_iter().filter_map(pair).collect())
    }

    /// The text of a key; none if it is left out.
    fn key(&self, key: &Value) -> Result<Option<String>> {
        Ok(Some(match key.plain() {
            Value::Str(text) => text.to_string(),
            Value::Float(float) => self.float(*float)?,
            Value::None => "null".to_owned(),
            Value::Bool(bool) => if *bool { "true" } else { "false" }.to_owned(),
            number @ (Value::Int(_) | Value::Big(_)) => self.vm.repr(number)?,
            _ if self.skips_keys => return Ok(None),
            other => {
                let name = self.vm.type_name(other);
                return fail(TypeError, format!("keys must be str, int, float, bool or None, not {name}"));
            }
        }))
    }

    /// What stands before an item.
    fn between(&mut self, index: usize) {
        if index > 0 {
            self.out.push_str(&self.item_separator);
        }
        self.new_line();
    }

    fn begin(&mut self, bracket: char) {
        self.out.push(bracket);
        self.level += 1;
    }

    fn end(&mut self, bracket: char, is_empty: bool) {
        self.level -= 1;
        if !is_empty {
            self.new_line();
        }
        self.out.push(bracket);
    }

    fn new_line(&mut self) {
        if let Some(indent) = &self.indent {
            self.out.push('\n');
            self.out.push_str(&indent.repeat(self.level));
        }
    }
}
