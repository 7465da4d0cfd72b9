//! What keys do: a state machine without a terminal.

/// Which part of which page is on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// The pages.
    pages: Vec<Page>,
    /// The page shown.
    page: usize,
    /// Its first line shown.
    top: usize,
    /// Lines for the page: all but the footer's.
    body: usize,
    /// How many choices the last page offers, if it asks.
    choices: Option<usize>,
    /// Whether the last key would have passed the choices by, so that the same once more is meant.
    passing: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Page {
    /// In lines.
    height: usize,
    /// Whether its end was on the screen.
    read: bool,
}

/// A key that means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// Enter, space: further down, then the next page.
    Next,
    /// →, n: the same, but a page that was read to its end is passed at once.
    Forward,
    /// ←, b: the page before.
    Back,
    /// ↑.
    Up,
    /// ↓.
    Down,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// Home: the top of the page.
    Home,
    /// End: the end of the page.
    End,
    /// A digit, from 1.
    Choice(usize),
    /// d: what is folded.
    Detail,
    /// q, Esc.
    Leave,
    /// Ctrl-C.
    Interrupt,
    /// Ctrl-Z.
    Suspend,
}

/// What is to be done after a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing.
    Ignore,
    /// The screen shows something else now.
    Draw,
    /// The last page was read.
    Done,
    /// This choice was made, from 0.
    Chosen(usize),
    /// The person leaves.
    Leave,
    /// The person interrupts.
    Interrupt,
    /// The person wants their shell for a while.
    Suspend,
    /// What is folded is unfolded, or the other way round.
    Fold,
}

impl Screen {
    /// Fits the pages to a terminal: their heights, and how many lines there are for them. The page shown stays.
    pub fn fit(&mut self, heights: impl IntoIterator<Item = usize>, body: usize) {
        let old = std::mem::take(&mut self.pages);
        let read = |i: usize| old.get(i).is_some_and(|p| p.read);
        self.pages = heights.into_iter().enumerate().map(|(i, height)| Page { height, read: read(i) }).collect();
        self.body = body.max(1);
        self.show(self.page, self.top);
    }

    /// Shows a page from this line on, or as near as there is.
    pub fn show(&mut self, page: usize, top: usize) {
        self.page = page.min(self.pages.len().saturating_sub(1));
        self.top = top.min(self.lowest());
        if self.top == self.lowest()
            && let Some(page) = self.pages.get_mut(self.page)
        {
            page.read = true;
        }
    }

    /// Whether the last page asks, and with how many choices.
    pub fn offer(&mut self, choices: Option<usize>) {
        (self.choices, self.passing) = (choices, false);
    }

    /// A page has something new at its end.
    pub fn unread(&mut self, page: usize) {
        if let Some(page) = self.pages.get_mut(page) {
            page.read = false;
        }
    }

    /// The page shown.
    pub fn page(&self) -> usize {
        self.page
    }

    /// The first line shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// How many lines stand below those shown.
    pub fn below(&self) -> usize {
        self.lowest() - self.top
    }

    /// How many choices are on the page shown.
    pub fn choices(&self) -> Option<usize> {
        self.choices.filter(|_| self.is_last())
    }

    /// Whether a person who made no choice is to be told how to go on without one.
    pub fn is_passing(&self) -> bool {
        self.passing
    }

    /// What a key does.
    pub fn key(&mut self, key: Key) -> Action {
        let leap = self.body.saturating_sub(1).max(1);
        // A question that was passed by is never asked again: one key that came too early must not do that.
        let passed_by = std::mem::take(&mut self.passing);
        match key {
            Key::Next if self.below() > 0 => self.scroll(self.top + leap),
            Key::Forward if self.below() > 0 && !self.pages[self.page].read => self.scroll(self.top + leap),
            Key::Next | Key::Forward if !passed_by && self.choices().is_some_and(|choices| choices > 0) => {
                self.passing = true;
                Action::Draw
            }
            Key::Next | Key::Forward if self.is_last() => Action::Done,
            Key::Next | Key::Forward => self.turn(self.page + 1),
            Key::Back if self.page == 0 => Action::Ignore,
            Key::Back => self.turn(self.page - 1),
            Key::Up => self.scroll(self.top.saturating_sub(1)),
            Key::Down => self.scroll(self.top + 1),
            Key::PageUp => self.scroll(self.top.saturating_sub(leap)),
            Key::PageDown => self.scroll(self.top + leap),
            Key::Home => self.scroll(0),
            Key::End => self.scroll(self.lowest()),
            Key::Choice(number) => match self.choices() {
                Some(choices) if (1..=choices).contains(&number) => Action::Chosen(number - 1),
                _ => Action::Ignore,
            },
            Key::Leave => Action::Leave,
            Key::Interrupt => Action::Interrupt,
            Key::Suspend => Action::Suspend,
            Key::Detail => Action::Fold,
        }
    }

    fn is_last(&self) -> bool {
        self.page + 1 >= self.pages.len()
    }

    /// The first line shown when the page's end is on the screen.
    fn lowest(&self) -> usize {
        self.pages.get(self.page).map_or(0, |p| p.height.saturating_sub(self.body))
    }

    fn scroll(&mut self, top: usize) -> Action {
        let before = self.top;
        self.show(self.page, top);
        if self.top == before { Action::Ignore } else { Action::Draw }
    }

    fn turn(&mut self, page: usize) -> Action {
        self.show(page, 0);
        Action::Draw
    }
}
