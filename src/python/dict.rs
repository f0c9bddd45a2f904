//! Owns dictionaries: insertion-ordered, with keys that are hashed and compared as in Python.
//!
//! Invariant: what compares equal has one key. Values of Python's own types have structural keys; an object with an `__eq__` of its
//! own is looked for among those of its hash before, and then known by its address.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use hashbrown::HashTable;
use num_bigint::BigInt;

use super::memory::{Counted, VALUE};
use super::value::{Str, Value};

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Key {
    None,
    Int(i64),
    Big(BigInt),
    Float(u64),
    Str(Str),
    Bytes(Counted<[u8]>),
    Tuple(Rc<[Key]>),
    Set(Rc<[u64]>),
    /// An object that is equal to itself alone.
    Object(usize),
}

impl Key {
    /// How many bytes it takes besides its place in an entry and the value that it is the key of.
    fn size(&self) -> usize {
        match self {
            Key::Tuple(items) => items.iter().map(|item| VALUE + item.size()).sum(),
            Key::Set(hashes) => 8 * hashes.len(),
            Key::Big(int) => (int.bits() / 4) as usize,
            _ => 0,
        }
    }
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
        let (words, rest) = bytes.as_chunks();
        words.iter().for_each(|word| self.write_u64(u64::from_le_bytes(*word)));
        if !rest.is_empty() {
            self.write_u64(rest.iter().fold(0, |word, byte| word << 8 | u64::from(*byte)));
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

/// The hash of a key that is this string, for [`Dict::get_hashed`].
pub(crate) fn hash_text(text: &str) -> u64 {
    let mut hasher = KeyHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

fn hash(key: &Key) -> u64 {
    if let Key::Str(text) = key {
        return hash_text(text);
    }
    let mut hasher = KeyHasher::default();
    key.hash(&mut hasher);
    hasher.finish()
}

/// An entry: its key, the object that was the key, and the value.
#[derive(Clone)]
pub(crate) struct Entry {
    hash: u64,
    pub(crate) key: Key,
    pub(crate) object: Value,
    pub(crate) value: Value,
}

impl Entry {
    fn is_text(&self, text: &str) -> bool {
        matches!(&self.key, Key::Str(key) if std::ptr::addr_eq(key.as_ptr(), text) || **key == *text)
    }
}

/// What an entry takes with its place in the index.
const ENTRY: usize = 4 * VALUE + 48;

#[derive(Default, Clone)]
pub(crate) struct Dict {
    /// The places of the entries.
    index: HashTable<usize>,
    entries: Vec<Option<Entry>>,
    /// How many bytes the keys take besides their entries.
    key_bytes: usize,
    /// How many entries at the beginning are gone.
    gone: usize,
    /// The hashes and addresses of the keys whose `__eq__` has to be asked.
    compared: Vec<(i64, usize)>,
}

impl Dict {
    pub(crate) fn len(&self) -> usize {
        self.index.len()
    }

    /// How many bytes its entries and their index take.
    pub(crate) fn taken(&self) -> usize {
        self.entries.capacity() * ENTRY + self.key_bytes + self.compared.capacity() * 16
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.index.is_empty()
    }

    /// The place of the entry with this hash that is the one.
    fn place(&self, hash: u64, is_it: impl Fn(&Entry) -> bool) -> Option<usize> {
        self.index.find(hash, |place| self.entries[*place].as_ref().is_some_and(&is_it)).copied()
    }

    fn place_of(&self, key: &Key) -> Option<usize> {
        self.place(hash(key), |entry| entry.key == *key)
    }

    fn value_at(&self, place: usize) -> Option<&Value> {
        self.entries[place].as_ref().map(|entry| &entry.value)
    }

    pub(crate) fn get(&self, key: &Key) -> Option<&Value> {
        self.value_at(self.place_of(key)?)
    }

    /// The value of a key that is a string.
    pub(crate) fn get_str(&self, name: &str) -> Option<&Value> {
        self.get_hashed(name, hash_text(name))
    }

    /// As [`get_str`](Self::get_str), where several dictionaries are asked.
    pub(crate) fn get_hashed(&self, name: &str, hash: u64) -> Option<&Value> {
        self.value_at(self.place(hash, |entry| entry.is_text(name))?)
    }

    pub(crate) fn contains(&self, key: &Key) -> bool {
        self.place_of(key).is_some()
    }

    /// Sets a value; the key that was there first stays. Gives what was there.
    pub(crate) fn insert(&mut self, key: Key, object: Value, value: Value) -> Option<Value> {
        let hash = hash(&key);
        if let Some(place) = self.place(hash, |entry| entry.key == key) {
            let entry = self.entries[place].as_mut()?;
            return Some(std::mem::replace(&mut entry.value, value));
        }
        self.add(Entry { hash, key, object, value });
        None
    }

    /// As [`insert`](Self::insert), with a string as the key.
    pub(crate) fn set_str(&mut self, name: &str, value: Value) -> Option<Value> {
        self.set_text(name, || name.into(), value)
    }

    /// As [`set_str`](Self::set_str), with a string that is there already.
    pub(crate) fn set_name(&mut self, name: &Str, value: Value) -> Option<Value> {
        self.set_text(name, || name.clone(), value)
    }

    fn set_text(&mut self, text: &str, name: impl FnOnce() -> Str, value: Value) -> Option<Value> {
        let hash = hash_text(text);
        if let Some(place) = self.place(hash, |entry| entry.is_text(text)) {
            let entry = self.entries[place].as_mut()?;
            return Some(std::mem::replace(&mut entry.value, value));
        }
        let name = name();
        self.add(Entry { hash, key: Key::Str(name.clone()), object: Value::Str(name), value });
        None
    }

    fn add(&mut self, entry: Entry) {
        self.key_bytes += entry.key.size();
        let entries = &self.entries;
        let hash_at = |place: &usize| entries[*place].as_ref().map_or(0, |entry| entry.hash);
        self.index.insert_unique(entry.hash, entries.len(), hash_at);
        self.entries.push(Some(entry));
    }

    pub(crate) fn remove(&mut self, key: &Key) -> Option<Entry> {
        let is_it = |place: &usize| self.entries[*place].as_ref().is_some_and(|entry| entry.key == *key);
        let (place, _) = self.index.find_entry(hash(key), is_it).ok()?.remove();
        let entry = self.entries[place].take();
        self.key_bytes = self.key_bytes.saturating_sub(key.size());
        if let (Key::Object(address), false) = (key, self.compared.is_empty()) {
            self.compared.retain(|(_, other)| other != address);
        }
        while let Some(None) = self.entries.get(self.gone) {
            self.gone += 1;
        }
        while let Some(None) = self.entries.last() {
            self.entries.pop();
        }
        self.gone = self.gone.min(self.entries.len());
        if self.entries.len() > 32 && self.entries.len() > 4 * self.index.len() {
            self.compact();
        }
        entry
    }

    fn compact(&mut self) {
        self.entries.retain(Option::is_some);
        self.gone = 0;
        self.index.clear();
        let hashes: Vec<u64> = self.entries.iter().flatten().map(|entry| entry.hash).collect();
        for (place, hash) in hashes.iter().enumerate() {
            self.index.insert_unique(*hash, place, |place| hashes[*place]);
        }
    }

    pub(crate) fn pop_last(&mut self) -> Option<Entry> {
        let key = self.entries.iter().rev().flatten().next()?.key.clone();
        self.remove(&key)
    }

    pub(crate) fn pop_first(&mut self) -> Option<Entry> {
        let key = self.entries.get(self.gone)?.as_ref()?.key.clone();
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
        self.key_bytes = 0;
        self.gone = 0;
        std::mem::take(&mut self.entries)
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().flatten()
    }

    /// The first entry from this place on, with the place behind it.
    pub(crate) fn next_from(&self, place: usize) -> Option<(&Entry, usize)> {
        let mut place = place.max(self.gone);
        loop {
            match self.entries.get(place)? {
                Some(entry) => return Some((entry, place + 1)),
                None => place += 1,
            }
        }
    }

    /// How many keys there are whose `__eq__` has to be asked.
    pub(crate) fn compared_len(&self) -> usize {
        self.compared.len()
    }

    /// The keys whose `__eq__` has to be asked, of those with this hash.
    pub(crate) fn candidates(&self, hash: i64) -> Vec<(usize, Value)> {
        let same = self.compared.iter().filter(|(other, _)| *other == hash);
        let object = |address: &usize| {
            let place = self.place_of(&Key::Object(*address))?;
            Some((*address, self.entries[place].as_ref()?.object.clone()))
        };
        same.filter_map(|(_, address)| object(address)).collect()
    }

    /// Marks a key that was inserted as one whose `__eq__` has to be asked.
    pub(crate) fn note_compared(&mut self, hash: i64, address: usize) {
        self.compared.push((hash, address));
    }
}
