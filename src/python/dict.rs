//! Owns dictionaries: insertion-ordered, with keys that are hashed and compared as in Python.
//!
//! Invariant: what compares equal has one key. Values of Python's own types have structural keys; an object with an `__eq__` of its
//! own is looked for among those of its hash before, and then known by its address.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use num_bigint::BigInt;

use super::value::{Str, Value};

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Key {
    None,
    Int(i64),
    Big(BigInt),
    Float(u64),
    Str(Str),
    Bytes(std::rc::Rc<[u8]>),
    Tuple(Vec<Key>),
    Set(Vec<u64>),
    /// An object that is equal to itself alone.
    Object(usize),
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Key::Str(text.into())
    }
}

/// A fast hash for keys, which no adversary chooses.
#[derive(Default, Clone)]
pub(crate) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
    }

    fn write_u8(&mut self, byte: u8) {
        self.write_u64(u64::from(byte));
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_i64(&mut self, word: i64) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0 ^ self.0 >> 32
    }
}

type Index = HashMap<Key, usize, BuildHasherDefault<KeyHasher>>;

/// An entry: its key, the object that was the key, and the value.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) object: Value,
    pub(crate) value: Value,
}

#[derive(Default, Clone)]
pub(crate) struct Dict {
    index: Index,
    entries: Vec<Option<Entry>>,
    /// The hashes and addresses of the keys whose `__eq__` has to be asked.
    compared: Vec<(i64, usize)>,
}

impl Dict {
    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    pub(crate) fn get(&self, key: &Key) -> Option<&Value> {
        let index = self.index.get(key)?;
        self.entries[*index].as_ref().map(|entry| &entry.value)
    }

    /// The value of a key that is a string.
    pub(crate) fn get_str(&self, name: &Str) -> Option<&Value> {
        self.get(&Key::Str(name.clone()))
    }

    pub(crate) fn contains(&self, key: &Key) -> bool {
        self.index.contains_key(key)
    }

    /// Sets a value; the key that was there first stays. Gives what was there.
    pub(crate) fn insert(&mut self, key: Key, object: Value, value: Value) -> Option<Value> {
        if let Some(index) = self.index.get(&key) {
            let entry = self.entries[*index].as_mut()?;
            return Some(std::mem::replace(&mut entry.value, value));
        }
        self.index.insert(key.clone(), self.entries.len());
        self.entries.push(Some(Entry { key, object, value }));
        None
    }

    pub(crate) fn set_str(&mut self, name: &str, value: Value) -> Option<Value> {
        let name: Str = name.into();
        self.insert(Key::Str(name.clone()), Value::Str(name), value)
    }

    pub(crate) fn remove(&mut self, key: &Key) -> Option<Entry> {
        let index = self.index.remove(key)?;
        let entry = self.entries[index].take();
        if let Key::Object(address) = key {
            self.compared.retain(|(_, other)| other != address);
        }
        while let Some(None) = self.entries.last() {
            self.entries.pop();
        }
        if self.entries.len() > 32 && self.entries.len() > 4 * self.index.len() {
            self.compact();
        }
        entry
    }

    fn compact(&mut self) {
        self.entries.retain(Option::is_some);
        for (index, entry) in self.entries.iter().flatten().enumerate() {
            self.index.insert(entry.key.clone(), index);
        }
    }

    pub(crate) fn pop_last(&mut self) -> Option<Entry> {
        let key = self.entries.iter().rev().flatten().next()?.key.clone();
        self.remove(&key)
    }

    pub(crate) fn pop_first(&mut self) -> Option<Entry> {
        let key = self.entries.iter().flatten().next()?.key.clone();
        self.remove(&key)
    }

    /// Moves an entry to the end.
    pub(crate) fn move_to_end(&mut self, key: &Key) {
        if let Some(entry) = self.remove(key) {
            self.insert(entry.key, entry.object, entry.value);
        }
    }

    pub(crate) fn clear(&mut self) -> Vec<Option<Entry>> {
        self.index.clear();
        self.compared.clear();
        std::mem::take(&mut self.entries)
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// The first entry from this place on, with the place behind it.
    pub(crate) fn next_from(&self, mut place: usize) -> Option<(&Entry, usize)> {
        loop {
            match self.entries.get(place)? {
                Some(entry) => return Some((entry, place + 1)),
                None => place += 1,
            }
        }
    }

    /// The keys whose `__eq__` has to be asked, of those with this hash.
    pub(crate) fn candidates(&self, hash: i64) -> Vec<(usize, Value)> {
        let same = self.compared.iter().filter(|(other, _)| *other == hash);
        let object = |address: &usize| {
            let index = self.index.get(&Key::Object(*address))?;
            Some((*address, self.entries[*index].as_ref()?.object.clone()))
        };
        same.filter_map(|(_, address)| object(address)).collect()
    }

    /// Marks a key that was inserted as one whose `__eq__` has to be asked.
    pub(crate) fn note_compared(&mut self, hash: i64, address: usize) {
        if !self.compared.contains(&(hash, address)) {
            self.compared.push((hash, address));
        }
    }
}
