//! The terminal while it is ours: raw keys and the alternate screen, given back whatever happens.

use std::io::{self, IsTerminal, Write};
use std::panic;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use crossterm::terminal::{self, Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen};
use crossterm::{cursor, execute, queue};

use super::screen::Key;

/// Columns where nobody knows how many there are.
const DEFAULT_WIDTH: usize = 80;

/// Whether the terminal is ours: there is one terminal to a process, so there is one flag.
static OURS: AtomicBool = AtomicBool::new(false);

/// The terminal, ours from the first drawing until this is dropped.
pub struct Tty;

impl Tty {
    /// Takes the terminal; panics, in whatever thread, give it back before they say anything.
    pub fn take() -> io::Result<Tty> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let before = panic::take_hook();
            panic::set_hook(Box::new(move |info| {
                restore();
                before(info);
            }));
        });
        take()?;
        Ok(Tty)
    }

    /// Shows these lines, the first at the top. One that is `joined` continues the one above it: it is written
    /// without a new start, so that a terminal copies both as one.
    pub fn draw(&mut self, lines: &[Painted]) -> io::Result<()> {
        take()?;
        let mut frame = Vec::new();
        queue!(frame, terminal::BeginSynchronizedUpdate)?;
        let (_, height) = terminal::size()?;
        for y in 0..height {
            queue!(frame, cursor::MoveTo(0, y), Clear(ClearType::CurrentLine))?;
        }
        for (y, line) in (0..height).zip(lines) {
            if y == 0 || !line.joined {
                queue!(frame, cursor::MoveTo(0, y))?;
            }
            frame.extend_from_slice(line.text.as_bytes());
        }
        queue!(frame, terminal::EndSynchronizedUpdate)?;
        let mut out = io::stdout().lock();
        out.write_all(&frame)?;
        out.flush()
    }

    /// Gives the terminal to the shell until the person brings us back.
    pub fn suspend(&mut self) {
        #[cfg(unix)]
        {
            restore();
            // Fails for signals without a default action only; this one stops the process.
            let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
        }
    }
}

impl Drop for Tty {
    fn drop(&mut self) {
        restore();
    }
}

/// A line ready for the terminal.
pub struct Painted {
    /// With its colours.
    pub text: String,
    /// Whether it continues the line above.
    pub joined: bool,
}

fn take() -> io::Result<()> {
    if OURS.swap(true, Ordering::SeqCst) {
        return Ok(());
    }
    let taken = terminal::enable_raw_mode().and_then(|()| execute!(io::stdout(), EnterAlternateScreen, cursor::Hide));
    taken.inspect_err(|_| restore())
}

/// Gives the terminal back, if it is ours.
pub fn restore() {
    if OURS.swap(false, Ordering::SeqCst) {
        // The terminal may be gone; there is nobody to tell. It may also stand still: its mode changes without that.
        let _ = terminal::disable_raw_mode();
        let _ = execute!(io::stdout(), cursor::Show, LeaveAlternateScreen);
    }
}

/// What an event of the terminal means, if it is a key that means something. Windows reports releases too.
pub fn key(event: &Event) -> Option<Key> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else { return None };
    if modifiers.contains(KeyModifiers::CONTROL) {
        return match code {
            KeyCode::Char('c') => Some(Key::Interrupt),
            KeyCode::Char('z') => Some(Key::Suspend),
            _ => None,
        };
    }
    Some(match code {
        KeyCode::Enter | KeyCode::Char(' ') => Key::Next,
        KeyCode::Right | KeyCode::Char('n') => Key::Forward,
        KeyCode::Left | KeyCode::Char('b') => Key::Back,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        KeyCode::Char('d') => Key::Detail,
        KeyCode::Esc | KeyCode::Char('q') => Key::Leave,
        KeyCode::Char(digit) => Key::Choice(usize::try_from(digit.to_digit(10)?).ok()?),
        _ => return None,
    })
}

/// How wide lines may be: the terminal's width, or 80 where standard output is none.
pub fn width() -> usize {
    if !io::stdout().is_terminal() {
        return DEFAULT_WIDTH;
    }
    terminal::size().map_or(DEFAULT_WIDTH, |(columns, _)| usize::from(columns))
}
