//! How a step is looked at: how wide, and how much of it.

/// The narrowest terminal that is laid out for.
pub const NARROWEST: usize = 40;

/// How wide lines may be, and whether what is folded stays folded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// In columns.
    pub(super) width: usize,
    pub(super) detail: Detail,
}

/// How much is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// What a step is about; an option of the command shows the rest.
    Brief,
    /// The same where a key shows the rest.
    Paged,
    /// Everything.
    All,
}

impl View {
    /// So wide, and so much.
    pub fn new(width: usize, detail: Detail) -> View {
        View { width: width.max(NARROWEST), detail }
    }

    pub(super) fn is_brief(self) -> bool {
        self.detail != Detail::All
    }

    /// How a person sees what is folded.
    pub(super) fn more(self) -> &'static str {
        match self.detail {
            Detail::Paged => "d shows all",
            Detail::Brief | Detail::All => "--detail all",
        }
    }
}

/// Everything, in this width.
impl From<usize> for View {
    fn from(width: usize) -> View {
        View::new(width, Detail::All)
    }
}
