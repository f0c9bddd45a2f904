//! Plain objects of JavaScript, read field by field.
//!
//! Invariant: what is wrong with an object is said of the field that is wrong. So what people write in a page is read here, and
//! not by serde, whose messages name no field, and whose words for numbers would be a twentieth of the module.

use std::collections::BTreeMap;

use js_sys::{Array, Map, Object, Reflect};
use wasm_bindgen::prelude::*;

use crate::spec::{Draft, Language, ProgramSpec, Request, RunSpec, ScenarioSpec, SpecError, TextSpec};

/// What is read of an object.
pub(super) trait FromObject: Sized {
    /// Reads its fields.
    ///
    /// # Errors
    /// The first field that is not of its type.
    fn from_object(fields: &Fields) -> Result<Self, SpecError>;
}

impl FromObject for RunSpec {
    fn from_object(fields: &Fields) -> Result<Self, SpecError> {
        let program = match fields.optional("python", TEXT, JsValue::as_string)? {
            Some(python) => {
                let file = fields.optional("file", TEXT, JsValue::as_string)?;
                ProgramSpec::Text(TextSpec { python, file: file.unwrap_or_else(|| TextSpec::FILE.to_owned()) })
            }
            None => ProgramSpec::Scenario(ScenarioSpec {
                id: fields.text("scenario")?,
                params: fields.texts_by_name("params")?,
                language: fields.language()?,
            }),
        };
        let new = Self::from(program);
        Ok(Self {
            seed: fields.optional("seed", "a number", JsValue::as_f64)?.unwrap_or(new.seed),
            debug: fields.optional("debug", BOOL, JsValue::as_bool)?,
            interventions: fields.texts("interventions")?,
            ..new
        })
    }
}

impl FromObject for Draft {
    fn from_object(fields: &Fields) -> Result<Self, SpecError> {
        Ok(Draft {
            scenario: fields.text("scenario")?,
            python: fields.optional("python", TEXT, JsValue::as_string)?,
            language: fields.language()?,
            params: fields.texts_by_name("params")?,
            seed: fields.text("seed")?,
            debug: fields.optional("debug", BOOL, JsValue::as_bool)?.unwrap_or_default(),
            interventions: fields.texts("interventions")?,
        })
    }
}

impl FromObject for Request {
    fn from_object(fields: &Fields) -> Result<Self, SpecError> {
        let text = |name| fields.optional(name, TEXT, JsValue::as_string);
        Ok(Request {
            link: text("link")?,
            scenario: text("scenario")?,
            python: text("python")?,
            language: text("language")?,
            params: text("params")?,
            seed: text("seed")?,
            debug: text("debug")?,
            interventions: text("interventions")?,
        })
    }
}

const TEXT: &str = "a text";
const BOOL: &str = "true or false";
const TEXTS: &str = "a list of texts";
const TEXTS_BY_NAME: &str = "an object whose values are texts";

/// The fields of an object. Of what is no object all are absent.
pub(super) struct Fields(pub(super) JsValue);

impl Fields {
    /// The value of a field; none where it is absent, undefined or null.
    fn get(&self, name: &str, allowed: &str) -> Result<Option<JsValue>, SpecError> {
        if !self.0.is_object() {
            return Ok(None);
        }
        // A getter may throw.
        let value = Reflect::get(&self.0, &name.into()).map_err(|_| not(name, allowed))?;
        Ok((!value.is_null() && !value.is_undefined()).then_some(value))
    }

    fn optional<T>(&self, name: &str, allowed: &str, read: fn(&JsValue) -> Option<T>) -> Result<Option<T>, SpecError> {
        self.get(name, allowed)?.map(|value| read(&value).ok_or_else(|| not(name, allowed))).transpose()
    }

    fn text(&self, name: &str) -> Result<String, SpecError> {
        self.optional(name, TEXT, JsValue::as_string)?.ok_or_else(|| not(name, TEXT))
    }

    fn language(&self) -> Result<Language, SpecError> {
        let text = self.optional("language", TEXT, JsValue::as_string)?;
        text.map_or(Ok(Language::default()), |text| text.parse().map_err(|message| SpecError::new("language", message)))
    }

    fn texts(&self, name: &str) -> Result<Vec<String>, SpecError> {
        let Some(list) = self.get(name, TEXTS)? else { return Ok(Vec::new()) };
        if !Array::is_array(&list) {
            return Err(not(name, TEXTS));
        }
        list.unchecked_into::<Array>().iter().map(|text| text.as_string().ok_or_else(|| not(name, TEXTS))).collect()
    }

    fn texts_by_name(&self, name: &str) -> Result<BTreeMap<String, String>, SpecError> {
        let mut texts = BTreeMap::new();
        let Some(object) = self.get(name, TEXTS_BY_NAME)? else { return Ok(texts) };
        // The entries of a Map are no properties.
        if !object.is_object() || object.is_instance_of::<Map>() {
            return Err(not(name, TEXTS_BY_NAME));
        }
        for key in Object::keys(object.unchecked_ref::<Object>()).iter().filter_map(|key| key.as_string()) {
            let text = Reflect::get(&object, &key.as_str().into()).ok().and_then(|value| value.as_string());
            let text = text.ok_or_else(|| not(&key, TEXT))?;
            texts.insert(key, text);
        }
        Ok(texts)
    }
}

fn not(field: &str, allowed: &str) -> SpecError {
    SpecError::new(field, format!("must be {allowed}"))
}
