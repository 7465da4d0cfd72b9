//! What the events of a terminal mean to the pager.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use wirewalk::pager::key;
use wirewalk::pager::screen::Key;

#[test]
fn keys_count_when_pressed_not_when_released() {
    let event = |kind| Event::Key(KeyEvent::new_with_kind(KeyCode::Enter, KeyModifiers::NONE, kind));
    assert_eq!(key(&event(KeyEventKind::Press)), Some(Key::Next));
    assert_eq!(key(&event(KeyEventKind::Release)), None);
    assert_eq!(key(&event(KeyEventKind::Repeat)), None);
}

#[test]
fn control_letters_are_not_their_letters() {
    let event = |c, modifiers| Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers));
    assert_eq!(key(&event('c', KeyModifiers::CONTROL)), Some(Key::Interrupt));
    assert_eq!(key(&event('q', KeyModifiers::CONTROL)), None);
    assert_eq!(key(&event('q', KeyModifiers::NONE)), Some(Key::Leave));
    assert_eq!(key(&event('7', KeyModifiers::NONE)), Some(Key::Choice(7)));
    assert_eq!(key(&event('x', KeyModifiers::NONE)), None);
}
