//! How much may be said: a [`Claim`] about a curve, with its strength in words. Screens and texts ask here and never
//! decide by themselves that a difference is real.

use serde::{Deserialize, Serialize};

/// Half of an 80 % interval of a normal distribution, in standard deviations.
pub(super) const EIGHTY_PERCENT: f64 = 1.281_55;

/// How well the log supports that some hours are better than others.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Not enough evidence yet: show the number of sessions instead of a claim.
    #[default]
    Weak,
    /// Right in four of five such cases or more.
    Moderate,
    /// Right in nineteen of twenty such cases or more.
    Strong,
}

impl Strength {
    /// The word in files and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Strength::Weak => "weak",
            Strength::Moderate => "moderate",
            Strength::Strong => "strong",
        }
    }
}

/// The best third of the working hours against the worst third, as the curve has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// How much better the best third is, in standard deviations of the person's focus.
    pub difference: f64,
    /// The standard deviation of that difference.
    pub sd: f64,
}

impl Claim {
    /// The difference in its own standard deviations; 0 when nothing is known.
    pub fn z(&self) -> f64 {
        if self.sd > 0.0 { self.difference / self.sd } else { 0.0 }
    }

    /// What may be said: strong above 1.64, moderate when the 80 % interval of the difference leaves 0 out. In
    /// simulations strong claims were right in 97-99 % of the cases, those with a ratio of 1 to 1.64 in 82-94 %, those
    /// below in 67-89 %.
    pub fn strength(&self) -> Strength {
        match self.z() {
            z if z > 1.64 => Strength::Strong,
            z if z > EIGHTY_PERCENT => Strength::Moderate,
            _ => Strength::Weak,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_as_strong_as_its_own_uncertainty_allows() {
        let strength = |difference, sd| Claim { difference, sd }.strength();
        assert_eq!(strength(0.33, 0.2), Strength::Strong);
        assert_eq!(strength(0.26, 0.2), Strength::Moderate);
        assert_eq!(strength(0.25, 0.2), Strength::Weak, "the interval holds 0");
        assert_eq!(strength(0.0, 0.0), Strength::Weak, "no evidence is no claim");
    }
}
