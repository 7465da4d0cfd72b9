//! Walks that are played while they are read: one of each lesson at a time.
//!
//! A walk runs in a thread of its own and waits at each step until the page nods; no timeout of the lesson's is a person's time.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use super::tab::{Nod, Tab, Word};
use crate::stage::{self, Lesson};
use crate::story::Left;

/// How long a lesson may play between two steps before the page is told that something is wrong.
const SCENE: Duration = Duration::from_secs(120);

/// How long walks may take to notice that they are over when the course ends.
const CURTAIN: Duration = Duration::from_secs(3);

/// What a page sends to have its walk go on.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    /// Which walk; none: a new one.
    walk: Option<u64>,
    /// How many steps it was told.
    #[serde(default)]
    turn: u64,
    /// What was predicted, from 0.
    chosen: Nod,
}

/// The walks that are being played.
pub struct Walks {
    out: PathBuf,
    force: bool,
    next: AtomicU64,
    running: Mutex<HashMap<u8, Arc<Mutex<Running>>>>,
    /// The last walk of each lesson; it has seen off the one before it.
    threads: Mutex<HashMap<u8, JoinHandle<()>>>,
}

struct Running {
    id: u64,
    turn: u64,
    nods: Sender<Nod>,
    words: Receiver<Word>,
}

impl Walks {
    /// None yet. Lesson N leaves its files in `out/lessonN`.
    pub(super) fn new(out: PathBuf, force: bool) -> Walks {
        Walks { out, force, next: AtomicU64::new(1), running: Mutex::default(), threads: Mutex::default() }
    }

    /// Plays a walk on, or begins one, and returns what the page is to know. Takes as long as the lesson plays.
    ///
    /// # Errors
    /// The walk broke off, or is another's by now.
    pub(super) fn play(&self, lesson: &'static Lesson, wish: &Wish) -> Result<Value> {
        let number = lesson.about.number;
        let shared = match wish.walk {
            None => self.begin(lesson)?,
            Some(_) => lock(&self.running).get(&number).cloned().context("this walk is over; reload the page")?,
        };
        let mut running = lock(&shared);
        if let Some(walk) = wish.walk {
            if (walk, wish.turn) != (running.id, running.turn) {
                bail!("this lesson was restarted, or went on, in another tab; reload the page");
            }
            // If it is gone, it has left its last word.
            let _ = running.nods.send(wish.chosen);
        }
        running.turn += 1;
        let (walk, turn) = (running.id, running.turn);
        let word = running.words.recv_timeout(SCENE);
        if !matches!(word, Ok(Word::News { .. })) {
            self.forget(number, &shared);
        }
        match word {
            Ok(Word::News { news, asks }) => Ok(json!({ "walk": walk, "turn": turn, "news": news, "asks": asks })),
            Ok(Word::Over(files)) => {
                let files: Vec<Value> = files.iter().map(|f| json!({ "path": f.path, "what": f.what })).collect();
                Ok(json!({ "walk": walk, "turn": turn, "over": true, "files": files }))
            }
            Ok(Word::Failed(why)) => bail!("{why}"),
            Err(RecvTimeoutError::Timeout) => {
                bail!("the lesson has run for {} seconds without showing a step", SCENE.as_secs())
            }
            Err(RecvTimeoutError::Disconnected) => {
                bail!("the lesson ended without a message; the terminal may show why")
            }
        }
    }

    /// Begins a walk. One of the same lesson that is under way ends at its next step, and the new one waits for that: both would
    /// write the same files.
    fn begin(&self, lesson: &'static Lesson) -> Result<Arc<Mutex<Running>>> {
        let number = lesson.about.number;
        let ((nods, noticed), (said, words)) = (mpsc::channel(), mpsc::channel());
        let id = self.next.fetch_add(1, Ordering::Relaxed);
        let (out, force) = (self.out.clone(), self.force);
        let mut threads = lock(&self.threads);
        let before = threads.remove(&number);
        let play = move || {
            // Its panic was printed.
            before.map(JoinHandle::join);
            let last = said.clone();
            let word = match stage::perform(lesson, &out, force, Tab::new(said, noticed)) {
                Ok((_, files)) => Word::Over(files),
                Err(error) if error.downcast_ref::<Left>().is_some() => return,
                Err(error) => Word::Failed(format!("{error:#}")),
            };
            // Nobody may be there any more.
            let _ = last.send(word);
        };
        threads.insert(number, thread::Builder::new().name(format!("lesson{number}")).spawn(play)?);
        let running = Arc::new(Mutex::new(Running { id, turn: 0, nods, words }));
        lock(&self.running).insert(number, running.clone());
        Ok(running)
    }

    /// Forgets a walk, unless another of the lesson has begun.
    fn forget(&self, number: u8, walk: &Arc<Mutex<Running>>) {
        let mut all = lock(&self.running);
        if all.get(&number).is_some_and(|other| Arc::ptr_eq(other, walk)) {
            all.remove(&number);
        }
    }

    /// Ends all of them.
    pub(super) fn end(&self) {
        lock(&self.running).clear();
        let deadline = Instant::now() + CURTAIN;
        let mut threads = lock(&self.threads);
        while threads.values().any(|thread| !thread.is_finished()) && Instant::now() < deadline {
            thread::sleep(Duration::from_millis(10));
        }
        for (_, thread) in threads.drain().filter(|(_, thread)| thread.is_finished()) {
            // Its panic was printed.
            let _ = thread.join();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
