//! Result tables.

use serde::Serialize;

/// A table of results. Each row has as many cells as there are columns.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Table {
    /// What it is about.
    pub title: String,
    /// The heads of the columns, with the unit where one applies.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify), tsify(type = "null | number | string"))]
#[serde(untagged)]
pub enum Cell {
    /// Nothing.
    None,
    /// A number.
    Number(f64),
    /// A text.
    Text(String),
}

impl Table {
    /// A table without rows.
    pub fn new(title: impl Into<String>, columns: &[&str]) -> Self {
        Self {
            title: title.into(),
            columns: columns.iter().map(|&column| column.to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn row<const N: usize>(&mut self, cells: [Cell; N]) {
        debug_assert_eq!(N, self.columns.len(), "a cell for each column of {}", self.title);
        self.rows.push(cells.into());
    }

    /// Adds rows, each with the number of its event, in the order of the events.
    pub fn rows_in_order<const N: usize>(&mut self, rows: impl IntoIterator<Item = (usize, [Cell; N])>) {
        // They are few, and a sort would be a kilobyte of the playground's module.
        let mut ordered: Vec<(usize, [Cell; N])> = Vec::new();
        for row in rows {
            ordered.insert(ordered.partition_point(|other| other.0 <= row.0), row);
        }
        ordered.into_iter().for_each(|(_, cells)| self.row(cells));
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<i64> for Cell {
    fn from(number: i64) -> Self {
        Cell::Number(number as f64)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Cell::Text(text)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::None, Into::into)
    }
}
