//! `wirewalk serve`: the course in a browser, on this machine and for this person alone.
//!
//! ```text
//! browser ── door ── guard ── course ─┬─ home: what there is
//!                                     ├─ walks ── tab ── the lesson, played while it is read
//!                                     └─ captures ── explain: what a person dropped
//! ```
//!
//! It listens on loopback only. Every address that drives it holds a token that is drawn for this run, so that no other site, and
//! nobody else on this machine, can do so; the one that leads there without works once ([`guard`]). Pages that others may have
//! written are at addresses that open nothing else. What is asked with GET changes nothing.
//! A walk goes on when the page asks for its next step, as it does in a terminal at a keypress ([`walks`]). Captures are
//! parsed here and kept in a folder of this run's, as long as it lasts ([`captures`]).

pub mod captures;
pub mod command;
mod course;
pub mod guard;
mod home;
mod reply;
mod stranger;
mod tab;
mod terms;
mod turns;
pub mod walks;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Result;

use crate::door::{Door, Limits, Mark, Plain};
use crate::stage::Lesson;
use captures::Captures;
use course::Course;
use guard::Guard;
use walks::Walks;

/// What a course is served with.
pub struct Options {
    /// The port on 127.0.0.1; 0: any that is free.
    pub port: u16,
    /// The folder under which each lesson leaves its files, as `lessonN`.
    pub out: PathBuf,
    /// Whether files there may be replaced that no walk left.
    pub force: bool,
}

/// A course that is served. It ends when dropped.
pub struct Served {
    door: Door,
    course: Arc<Course>,
}

/// Serves the lessons.
///
/// # Errors
/// The port is taken, or there are not enough descriptors or threads.
pub fn serve(lessons: &'static [&'static Lesson], options: Options) -> Result<Served> {
    let Options { port, out, force } = options;
    let guard = Guard::new();
    let walks = Walks::new(out.clone(), force);
    let pages = lessons.iter().map(|_| Mark::new()).collect();
    let course = Arc::new(Course { lessons, out, pages, guard, walks, captures: Arc::new(Captures::new()) });
    // Each connection may bring a capture, which lies on somebody's disk until it is read; a browser opens six.
    let limits =
        Limits { body_bytes: captures::LONGEST + captures::LONGEST_KEYS, connections: 16, ..Limits::default() };
    let asked = course.clone();
    let door = Door::with(([127, 0, 0, 1], port).into(), limits, Plain, move |request| {
        let course = asked.clone();
        async move { course.answer(request).await }
    })?;
    course.guard.stands_at(door.addr());
    Ok(Served { door, course })
}

impl Served {
    /// Who may come in, and by which address.
    pub fn guard(&self) -> &Guard {
        &self.course.guard
    }

    /// Serves until Ctrl-C (or SIGTERM), then ends the walks, forgets the captures and closes. `announce` is called when either would end it cleanly.
    ///
    /// # Errors
    /// As [`Door::run_until_ctrl_c`].
    pub fn run_until_ctrl_c(self, announce: impl FnOnce(&Guard) -> io::Result<()> + Send + 'static) -> io::Result<()> {
        let Served { door, course } = self;
        let asked = course.clone();
        let ended = door.run_until_ctrl_c(move |_| announce(&asked.guard));
        course.walks.end();
        course.captures.end();
        ended
    }
}
