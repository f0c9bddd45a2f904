//! Owns hashing and keys.
//!
//! Invariant: what compares equal hashes equal, as long as the program keeps to that, too.

use super::dict::{Dict, Key};
use super::memory::{Growing, VALUE};
use super::native::{Args, fail};
use super::value::{Descriptor, Value, ViewKind, address, is_same};
use super::vm::Vm;
use crate::Result;
use crate::exception::TypeError;
use crate::memory::Charge;

const MODULUS: i64 = (1 << 61) - 1;
/// Addresses that no object has, in keys that are made of parts.
const RANGE: usize = 4;
const SLICE: usize = 5;

/// What a value that is hashed is to be, as the message says that has it.
#[derive(Clone, Copy)]
pub(crate) enum Role {
    DictKey,
    SetElement,
    /// An item that is only looked for: the error of its hash is all there is to say.
    Item,
}

/// Finds the address of the key that compares equal to an object with this hash.
type Find<'a> = &'a mut dyn FnMut(i64, &Value) -> Result<usize>;

impl Vm {
    /// The key of a value that is looked for, or is to be put, in a dictionary.
    pub(crate) fn key(&self, dict: &Growing<Dict>, value: &Value) -> Result<Key> {
        self.key_in(dict, value, Role::DictKey)
    }

    /// The key of a value in the items of a dictionary or of a set.
    pub(crate) fn key_in(&self, items: &Growing<Dict>, value: &Value, role: Role) -> Result<Key> {
        let mut is_hashed = false;
        let key = self.key_of(value, &Charge::default(), &mut |hash, object| {
            is_hashed = true;
            let candidates = {
                let items = items.borrow();
                self.spend(items.compared_len() as u64 / 64)?;
                items.candidates(hash)
            };
            for (address, candidate) in candidates {
                if is_same(&candidate, object) || self.equal(object, &candidate)? {
                    return Ok(address);
                }
            }
            is_hashed = false;
            Ok(address(object).unwrap_or(0))
        });
        let what = match role {
            Role::DictKey => "a dict key",
            Role::SetElement => "a set element",
            Role::Item => return key,
        };
        match key {
            Err(error) if !is_hashed && error.class() == TypeError => {
                let name = self.class_of(value).qualified_name();
                fail(TypeError, format!("cannot use '{name}' as {what} ({error})"))
            }
            key => key,
        }
    }

    /// Puts a value into a dictionary.
    pub(crate) fn insert(&self, dict: &Growing<Dict>, object: Value, value: Value) -> Result<()> {
        self.insert_in(dict, object, value, Role::DictKey)
    }

    /// Puts an element into the items of a set.
    pub(crate) fn add(&self, items: &Growing<Dict>, element: Value) -> Result<()> {
        self.insert_in(items, element, Value::None, Role::SetElement)
    }

    pub(crate) fn insert_in(&self, dict: &Growing<Dict>, object: Value, value: Value, role: Role) -> Result<()> {
        let key = self.key_in(dict, &object, role)?;
        let compared = self.compared_hash(&object)?;
        let old = {
            let mut dict = dict.borrow_mut();
            let is_new = !dict.contains(&key);
            if let (true, Some(hash), Key::Object(address)) = (is_new, compared, &key) {
                dict.note_compared(hash, *address);
            }
            dict.insert(key, object, value)
        };
        drop(old);
        Ok(())
    }

    pub(crate) fn lookup(&self, dict: &Growing<Dict>, object: &Value) -> Result<Option<Value>> {
        let key = self.key(dict, object)?;
        Ok(dict.borrow().get(&key).cloned())
    }

    /// The hash of an object whose `__eq__` has to be asked; none for others.
    fn compared_hash(&self, value: &Value) -> Result<Option<i64>> {
        match value {
            Value::Instance(_) if self.special(value, "__eq__").is_some() => self.hash(value).map(Some),
            Value::Exception(_) if self.special(value, "__eq__").is_some() => self.hash(value).map(Some),
            _ => Ok(None),
        }
    }

    /// The key of a value; `built` counts those that are being built.
    fn key_of(&self, value: &Value, built: &Charge, find: Find<'_>) -> Result<Key> {
        match value {
            Value::Tuple(_) | Value::Set(_) | Value::Instance(_) | Value::Descriptor(_) => {
                built.add(4 * VALUE);
                self.step()?;
                self.nested(|| self.key_of_any(value, built, find))
            }
            _ => self.key_of_any(value, built, find),
        }
    }

    fn key_of_any(&self, value: &Value, built: &Charge, find: Find<'_>) -> Result<Key> {
        Ok(match value {
            Value::None => Key::None,
            Value::Bool(bool) => Key::Int(i64::from(*bool)),
            Value::Int(int) => Key::Int(*int),
            Value::Big(int) => Key::Big((**int).clone()),
            Value::Float(float) if float.fract() == 0.0 && float.abs() < 9e15 => Key::Int(*float as i64),
            Value::Float(float) => Key::Float(float.to_bits()),
            Value::Str(text) => Key::Str(text.clone()),
            Value::Bytes(bytes) => Key::Bytes(bytes.clone()),
            Value::Tuple(items) => {
                built.add(VALUE * items.len());
                self.reserve(super::limits::bytes_of(value))?;
                Key::Tuple(items.iter().map(|item| self.key_of(item, built, find)).collect::<Result<_>>()?)
            }
            Value::Set(set) if set.is_frozen => {
                let items = set.items.borrow();
                self.spend(items.len() as u64)?;
                let mut hashes: Vec<u64> = items.entries().map(|entry| hash_of_key(&entry.key) as u64).collect();
                hashes.sort_unstable();
                Key::Set(hashes.into())
            }
            Value::Range(range) => {
                // The first part tells it from a tuple.
                let identity = self.key_of(&Value::tuple(range.identity().into()), built, find)?;
                Key::Tuple([Key::Object(RANGE), identity].into())
            }
            Value::Slice(parts) => {
                let parts = parts.iter().map(|part| self.key_of(part, built, find)).collect::<Result<_>>()?;
                Key::Tuple([Key::Object(SLICE), Key::Tuple(parts)].into())
            }
            Value::View(view) if view.kind == ViewKind::Values => Key::Object(address(value).unwrap_or(0)),
            Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::View(_) => {
                return fail(TypeError, format!("unhashable type: '{}'", self.type_name(value)));
            }
            Value::Instance(instance) => {
                // A class may take these methods of the type that it is made from, under their names.
                let own = |name: &str| self.special(value, name).is_some_and(|method| !is_of_type(&method));
                if own("__eq__") || own("__hash__") {
                    let hash = self.hash(value)?;
                    if !own("__eq__") {
                        return Ok(Key::Object(address(value).unwrap_or(0)));
                    }
                    return Ok(Key::Object(find(hash, value)?));
                }
                match &instance.payload {
                    Value::None => Key::Object(address(value).unwrap_or(0)),
                    payload => self.key_of(payload, built, find)?,
                }
            }
            Value::Method(method) => Key::Tuple(
                [Key::Object(address(&method.this).unwrap_or(0)), Key::Object(address(&method.function).unwrap_or(1))]
                    .into(),
            ),
            Value::Native(native) if let Some(address) = native.bound_to => {
                Key::Tuple([Key::Object(address), Key::Str(native.name.clone())].into())
            }
            Value::Descriptor(descriptor) => match &**descriptor {
                Descriptor::Alias { origin, arguments, .. } => {
                    Key::Tuple([self.key_of(origin, built, find)?, self.key_of(arguments, built, find)?].into())
                }
                Descriptor::Union(parts) => self.key_of(parts, built, find)?,
                _ => Key::Object(address(value).unwrap_or(0)),
            },
            other => Key::Object(address(other).unwrap_or(match other {
                Value::Ellipsis => 2,
                _ => 3,
            })),
        })
    }

    /// `hash(value)`
    pub(crate) fn hash(&self, value: &Value) -> Result<i64> {
        if let Value::Instance(_) | Value::Exception(_) = value {
            let class = self.class_of(value);
            match class.lookup_in_program("__hash__") {
                Some(Value::None) => {
                    return fail(TypeError, format!("unhashable type: '{}'", self.type_name(value)));
                }
                Some(function) => {
                    return match self.call(&function, Args::one(value))?.as_big() {
                        Some(int) => Ok(super::types::int::hash(&int)),
                        None => fail(TypeError, "__hash__ method should return an integer"),
                    };
                }
                None => {}
            }
        }
        let key = self.key_of(value, &Charge::default(), &mut |hash, _| Ok(hash as usize))?;
        if let (Key::Object(_), Value::Instance(_) | Value::Exception(_)) = (&key, value) {
            return Ok((self.id(value) >> 4) as i64);
        }
        Ok(match key {
            Key::Object(_) => (self.id(value) >> 4) as i64,
            key => hash_of_key(&key),
        })
    }
}

/// The hash of a key: CPython's for numbers, a fixed one for the rest.
pub(crate) fn hash_of_key(key: &Key) -> i64 {
    match key {
        Key::None => 0x07f0_0000_0001,
        Key::Int(int) => {
            let hash = int.unsigned_abs() as i64 % MODULUS;
            let hash = if *int < 0 { -hash } else { hash };
            if hash == -1 { -2 } else { hash }
        }
        Key::Big(int) => super::types::int::hash(int),
        Key::Float(bits) => super::types::float::hash(f64::from_bits(*bits)),
        Key::Str(text) => mix(text.bytes().map(i64::from)),
        Key::Bytes(bytes) => mix(bytes.iter().map(|byte| i64::from(*byte))),
        Key::Tuple(items) => mix(items.iter().map(hash_of_key)),
        Key::Set(hashes) => mix(hashes.iter().map(|hash| *hash as i64)),
        Key::Object(address) => (*address >> 4) as i64,
    }
}

fn mix(parts: impl Iterator<Item = i64>) -> i64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        hash = (hash ^ part as u64).wrapping_mul(0x0100_0000_01b3).rotate_left(23);
    }
    let hash = hash as i64;
    if hash == -1 { -2 } else { hash }
}

/// Whether it is a method of one of Python's own types.
fn is_of_type(method: &Value) -> bool {
    match method {
        Value::Native(_) => true,
        Value::Method(method) => matches!(method.function, Value::Native(_)),
        _ => false,
    }
}
