//! Predictions: questions of which every choice is what somebody believes, in an order that is drawn for each run.

use super::Misconception;

/// A [`Question`](crate::story::Question): its id, the question, the choices, and why the right one is right. A choice begins with
/// `yes` or `no`; a wrong one says what is wrong with it, may name the misconception behind it (`believes`) and a field that shows the
/// opposite (`see`), with the step that shows it (`at`). Without choices it is an open question.
#[macro_export]
macro_rules! asks {
    (@yes) => { true };
    (@no) => { false };
    (@reply) => { "" };
    (@reply $reply:literal) => { $reply };
    (@believes) => { None };
    (@believes $belief:ident) => { Some(&$crate::story::misconceptions::$belief) };
    (@see) => { None };
    (@see $field:literal) => { Some($field) };
    (@at) => { None };
    (@at $step:literal) => { Some($step) };
    ($id:literal $ask:literal
        [$($mark:ident $text:literal $($reply:literal)? $(believes $belief:ident)? $(see $field:literal $(at $step:literal)?)?;)+] $because:literal) => {
        $crate::story::Question {
            id: $id,
            ask: $ask,
            choices: &[$($crate::story::Choice {
                text: $text,
                right: $crate::story::asks!(@$mark),
                reply: $crate::story::asks!(@reply $($reply)?),
                believes: $crate::story::asks!(@believes $($belief)?),
                see: $crate::story::asks!(@see $($field)?),
                at: $crate::story::asks!(@at $($($step)?)?),
            }),+],
            because: $because,
        }
    };
    ($id:literal $ask:literal $because:literal) => {
        $crate::story::Question { id: $id, ask: $ask, choices: &[], because: $because }
    };
}

/// A prediction to make before a scene runs, or a question to think about, with the answer to reveal.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id, unique in its lesson.
    pub id: &'static str,
    /// The question.
    pub ask: &'static str,
    /// The answers to choose from, as the lesson has them; empty: an open question. A person sees them in the order of a
    /// [`Prediction`].
    pub choices: &'static [Choice],
    /// Why the right one is right.
    pub because: &'static str,
}

/// An answer to choose.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// What it says.
    pub text: &'static str,
    /// Whether it is right.
    pub right: bool,
    /// What is said to somebody who chose it; of the right one the question itself says why.
    pub reply: &'static str,
    /// What somebody who chooses it believes.
    pub believes: Option<&'static Misconception>,
    /// The id of a field of the scene that shows the opposite.
    pub see: Option<&'static str>,
    /// The id of the step that shows it. Without one it is the last that does, up to the one that answers, or else the first after it.
    pub at: Option<&'static str>,
}

/// A question as one run asks it: its choices in the order that this run drew, and what the person chose of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// What is asked.
    pub question: &'static Question,
    /// Which place in the question each of the choices shown has.
    order: Vec<usize>,
    /// What was chosen, as a place among the choices shown, from 0.
    pub chosen: Option<usize>,
}

impl Prediction {
    /// The question in the order that belongs to this seed; nothing is chosen yet.
    pub fn of(question: &'static Question, seed: u32) -> Prediction {
        let mut order: Vec<usize> = (0..question.choices.len()).collect();
        let mut dice = Dice::of(seed, question.id);
        // Fisher and Yates: each order is as likely as any other.
        for last in (1..order.len()).rev() {
            order.swap(last, dice.below(last + 1));
        }
        Prediction { question, order, chosen: None }
    }

    /// The same with this choice made; what is no choice is none.
    pub fn answered(mut self, chosen: Option<usize>) -> Prediction {
        self.chosen = chosen.filter(|chosen| *chosen < self.order.len());
        self
    }

    /// The choices in the order in which this run shows them.
    pub fn choices(&self) -> impl ExactSizeIterator<Item = &'static Choice> {
        let choices = self.question.choices;
        self.order.iter().map(move |place| &choices[*place])
    }

    /// Whether there is nothing to choose from.
    pub fn is_open(&self) -> bool {
        self.question.choices.is_empty()
    }

    /// The place of the right choice among those shown; of an open question none.
    pub fn right(&self) -> Option<usize> {
        self.choices().position(|choice| choice.right)
    }

    /// What was chosen.
    pub fn choice(&self) -> Option<&'static Choice> {
        self.choices().nth(self.chosen?)
    }
}

/// Numbers that look random and follow from a seed (SplitMix64): the same run has the same order wherever it is shown.
struct Dice(u64);

impl Dice {
    fn of(seed: u32, id: &str) -> Dice {
        // FNV-1a, so that the questions of a run do not move together.
        let of_id = id.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
        });
        Dice(of_id ^ (u64::from(seed) << 32 | u64::from(seed)))
    }

    /// The next number below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        // The few choices of a question do not divide 2^64 evenly by less than anybody could notice.
        usize::try_from((mixed ^ mixed >> 31) % end as u64).unwrap_or_default()
    }
}
