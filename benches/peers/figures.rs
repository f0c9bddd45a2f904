//! Figures: what several systems needed for one work, round by round. Owns their spread, their ratios, and how they are shown.
//!
//! Invariant: a ratio is of two samples of one round, so what slows the machine down for a while slows both.

use std::fmt::{self, Display, Formatter};

/// One work, done by several systems. The first is ours, to which the others are compared.
#[derive(Debug, PartialEq)]
pub(crate) struct Work {
    /// What was done.
    pub(crate) name: String,
    /// What the samples count, as `ns`.
    pub(crate) unit: String,
    /// Who did it, in the order in which they are shown.
    pub(crate) systems: Vec<System>,
}

/// What one system needed.
#[derive(Debug, PartialEq)]
pub(crate) struct System {
    /// Its name.
    pub(crate) name: String,
    /// One for each round.
    pub(crate) samples: Vec<f64>,
}

/// The least, the middle and the greatest of some samples.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Spread {
    /// The least.
    pub(crate) min: f64,
    /// The one in the middle; of two, the greater.
    pub(crate) median: f64,
    /// The greatest.
    pub(crate) max: f64,
}

impl Spread {
    fn of(mut samples: Vec<f64>) -> Self {
        samples.sort_by(f64::total_cmp);
        Self { min: samples[0], median: samples[samples.len() / 2], max: samples[samples.len() - 1] }
    }
}

impl System {
    /// How much its rounds differ.
    pub(crate) fn spread(&self) -> Spread {
        Spread::of(self.samples.clone())
    }
}

impl Work {
    /// How many times our figure the system's is, in each round: above 1 we are ahead.
    pub(crate) fn ratio(&self, system: &System) -> Spread {
        let pairs = system.samples.iter().zip(&self.systems[0].samples);
        Spread::of(pairs.map(|(theirs, ours)| theirs / ours).collect())
    }
}

/// As people read it: three digits that count.
impl Display for Spread {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}–{})", short(self.median), short(self.min), short(self.max))
    }
}

/// A figure with as many digits as mean something.
pub(crate) fn short(value: f64) -> String {
    match value {
        _ if value < 10.0 => format!("{value:.2}"),
        _ if value < 100.0 => format!("{value:.1}"),
        _ => thousands(value.round() as u64),
    }
}

fn thousands(value: u64) -> String {
    if value < 1000 { value.to_string() } else { format!("{},{:03}", thousands(value / 1000), value % 1000) }
}

/// A row for each system: median, least and greatest, then the same of its ratio to ours.
impl Display for Work {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "\n{}", self.name)?;
        for system in &self.systems {
            let figure = format!("{} {}", system.spread(), self.unit);
            writeln!(f, "  {:<36} {figure:>34}   {:>24} ×", system.name, self.ratio(system).to_string())?;
        }
        Ok(())
    }
}
