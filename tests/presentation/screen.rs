//! What keys do to the pages of the pager, without a terminal.

use wirewalk::pager::screen::{Action, Key, Screen};

/// Pages of 5, 25 and 8 lines on a screen of 10.
fn screen() -> Screen {
    let mut screen = Screen::default();
    screen.fit([5, 25, 8], 10);
    screen.show(0, 0);
    screen
}

fn at(screen: &Screen) -> (usize, usize) {
    (screen.page(), screen.top())
}

#[test]
fn enter_scrolls_a_long_page_before_it_turns_it() {
    let mut s = screen();
    let mut seen = vec![at(&s)];
    while s.key(Key::Next) == Action::Draw {
        seen.push(at(&s));
    }
    assert_eq!(seen, [(0, 0), (1, 0), (1, 9), (1, 15), (2, 0)]);
    assert_eq!(s.key(Key::Next), Action::Done);
}

#[test]
fn one_goes_back_as_far_as_one_likes_and_forward_past_what_was_read() {
    let mut s = screen();
    while s.key(Key::Next) == Action::Draw {}
    assert_eq!([s.key(Key::Back), s.key(Key::Back), s.key(Key::Back)], [Action::Draw, Action::Draw, Action::Ignore]);
    assert_eq!(at(&s), (0, 0));
    assert_eq!([s.key(Key::Forward), s.key(Key::Forward)], [Action::Draw, Action::Draw]);
    assert_eq!(at(&s), (2, 0));
    assert_eq!(s.key(Key::Forward), Action::Done);
}

#[test]
fn forward_never_passes_lines_that_were_not_on_the_screen() {
    let mut s = screen();
    s.key(Key::Forward);
    assert_eq!((s.key(Key::Forward), at(&s)), (Action::Draw, (1, 9)));
    s.unread(2);
    s.fit([5, 25, 30], 10);
    s.show(2, 0);
    assert_eq!((s.key(Key::Forward), at(&s)), (Action::Draw, (2, 9)));
}

#[test]
fn arrows_and_page_keys_stay_on_their_page() {
    let mut s = screen();
    s.key(Key::Next);
    assert_eq!(s.key(Key::Up), Action::Ignore);
    assert_eq!((s.key(Key::Down), at(&s)), (Action::Draw, (1, 1)));
    assert_eq!((s.key(Key::End), at(&s), s.below()), (Action::Draw, (1, 15), 0));
    assert_eq!(s.key(Key::PageDown), Action::Ignore);
    assert_eq!((s.key(Key::PageUp), at(&s)), (Action::Draw, (1, 6)));
    assert_eq!((s.key(Key::Home), at(&s)), (Action::Draw, (1, 0)));
}

#[test]
fn a_choice_counts_on_the_asking_page_only() {
    let mut s = screen();
    s.offer(Some(3));
    assert_eq!(s.key(Key::Choice(2)), Action::Ignore);
    s.show(2, 0);
    assert_eq!(s.key(Key::Choice(0)), Action::Ignore);
    assert_eq!(s.key(Key::Choice(4)), Action::Ignore);
    assert_eq!(s.key(Key::Choice(3)), Action::Chosen(2));
}

#[test]
fn one_enter_does_not_pass_a_prediction_by() {
    for key in [Key::Next, Key::Forward] {
        let mut s = screen();
        s.offer(Some(3));
        s.show(2, 0);
        assert_eq!((s.key(key), s.is_passing()), (Action::Draw, true));
        assert_eq!(s.key(Key::Choice(2)), Action::Chosen(1), "it can still be answered");
        // Whoever looked at something else in between has not made up their mind.
        assert_eq!((s.key(key), s.key(Key::Back), s.key(Key::Next)), (Action::Draw, Action::Draw, Action::Draw));
        assert!(!s.is_passing() || s.page() < 2);
        s.show(2, 0);
        assert_eq!((s.key(key), s.key(key)), (Action::Draw, Action::Done), "twice is meant");
    }
    // A question to think about has nothing to choose from.
    let mut s = screen();
    s.offer(Some(0));
    s.show(2, 0);
    assert_eq!(s.key(Key::Next), Action::Done);
}

#[test]
fn another_size_keeps_the_page_and_shows_no_line_past_its_end() {
    let mut s = screen();
    s.show(1, 15);
    s.fit([5, 12, 8], 10);
    assert_eq!(at(&s), (1, 2));
    s.fit([5, 12, 8], 0);
    assert_eq!((s.key(Key::End), at(&s)), (Action::Draw, (1, 11)));
}

#[test]
fn leaving_works_anywhere_even_without_a_page() {
    let mut s = Screen::default();
    assert_eq!(s.key(Key::Leave), Action::Leave);
    assert_eq!(s.key(Key::Interrupt), Action::Interrupt);
    assert_eq!(s.key(Key::Forward), Action::Done);
}
