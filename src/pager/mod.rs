//! The walk at a terminal: steps revealed one keypress at a time, or printed as they come.
//!
//! Nothing here touches what runs: the stage hands over the transcript as far as it is, and gets it back when a person
//! has seen it.

use std::io::{self, IsTerminal, Write};
use std::time::Duration;

use crate::paint::Paint;
use crate::render::terminal::{Artifact, Detail, View, summary_rows};
use crate::story::{Audience, Flow, Prediction, Transcript};

mod interrupts;
mod paged;
pub mod screen;
mod stream;
mod tty;

pub use interrupts::Interrupts;
use paged::Paged;
use stream::Stream;
pub use tty::{key, restore, width};

/// What a walk waits for between two steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pace {
    /// A keypress; where standard input or output is no terminal, nothing.
    Enter,
    /// Nothing.
    None,
    /// This many seconds.
    Seconds(f64),
}

/// Reads `enter`, `none` or a number of seconds.
///
/// # Errors
/// What to give instead.
pub fn pace(text: &str) -> Result<Pace, String> {
    let seconds = |s: f64| (0.0..=3600.0).contains(&s).then_some(Pace::Seconds(s));
    match text {
        "enter" => Ok(Pace::Enter),
        "none" => Ok(Pace::None),
        number => number
            .parse()
            .ok()
            .and_then(seconds)
            .ok_or_else(|| "give enter, none, or how many seconds to wait after each step (0 to 3600)".to_owned()),
    }
}

/// Presents a transcript while it grows. Dropping it leaves the terminal as it was.
pub struct Presenter {
    paint: Paint,
    way: Way,
}

enum Way {
    Stream(Stream),
    Paged(Box<Paged>),
}

impl Presenter {
    /// A presenter on standard output. Colours are decided by `paint` alone.
    pub fn new(pace: Pace, paint: Paint) -> Presenter {
        let way = match pace {
            Pace::Enter if io::stdin().is_terminal() && io::stdout().is_terminal() => {
                Way::Paged(Box::new(Paged::new(paint)))
            }
            Pace::Enter | Pace::None => Way::Stream(Stream::new(paint, None)),
            Pace::Seconds(seconds) => {
                // A negative or endless pace is no pace.
                let pause = Duration::try_from_secs_f64(seconds).ok().filter(|p| !p.is_zero());
                Way::Stream(Stream::new(paint, pause))
            }
        };
        Presenter { paint, way }
    }

    /// The same with what is folded folded: at a terminal a key unfolds it, elsewhere an option of the command.
    pub fn brief(mut self) -> Presenter {
        match &mut self.way {
            Way::Stream(stream) => stream.detail = Detail::Brief,
            Way::Paged(paged) => paged.detail = Detail::Paged,
        }
        self
    }

    /// Leaves the terminal as it was and prints the summary.
    ///
    /// # Errors
    /// As [`Presenter::reveal`].
    pub fn finish(self, transcript: &Transcript, artifacts: &[Artifact]) -> io::Result<()> {
        let (between, detail) = match self.way {
            Way::Stream(stream) => ("\n", stream.detail),
            // No key helps any more.
            Way::Paged(paged) => ("", if paged.detail == Detail::All { Detail::All } else { Detail::Brief }),
        };
        let mut out = io::stdout().lock();
        out.write_all(between.as_bytes())?;
        self.paint.write(&mut out, &summary_rows(transcript, artifacts, View::new(width(), detail)))?;
        out.flush()
    }
}

impl Audience for Presenter {
    /// Presents the steps, and the items of the last step, that were not presented yet; before the first, the head of
    /// the lesson.
    ///
    /// # Errors
    /// Writing to or reading from the terminal failed; [`io::ErrorKind::BrokenPipe`]: nobody reads any more.
    fn reveal(&mut self, transcript: &Transcript) -> io::Result<Flow> {
        match &mut self.way {
            Way::Stream(stream) => stream.reveal(transcript),
            Way::Paged(paged) => paged.reveal(transcript),
        }
    }

    /// Asks for a prediction, after presenting what was not presented yet: which choice the person made, from 0, or
    /// `None` if they made none or cannot be asked. The caller puts the choice into the transcript as
    /// [`Item::Asks`](crate::story::Item::Asks), where it is shown from then on.
    ///
    /// # Errors
    /// As [`Presenter::reveal`].
    fn ask(&mut self, transcript: &Transcript, prediction: &Prediction) -> io::Result<(Option<usize>, Flow)> {
        match &mut self.way {
            // Its item is about to come, and will be printed then.
            Way::Stream(stream) => Ok((None, stream.reveal(transcript)?)),
            Way::Paged(paged) => paged.ask(transcript, prediction),
        }
    }

    fn waits(&self) -> bool {
        match &self.way {
            Way::Stream(stream) => stream.pauses(),
            Way::Paged(_) => true,
        }
    }
}
