//! One thing for each side of a connection.

use std::ops::{Index, IndexMut};

use super::Side;

/// The client's and the server's, indexed by [`Side`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sides<T> {
    /// The client's.
    pub client: T,
    /// The server's.
    pub server: T,
}

impl<T> Sides<T> {
    /// What `make` makes for each side.
    pub fn new(make: impl Fn(Side) -> T) -> Sides<T> {
        Sides { client: make(Side::Client), server: make(Side::Server) }
    }

    /// Whether one of them has this.
    pub fn contains(&self, what: &T) -> bool
    where
        T: PartialEq,
    {
        self.client == *what || self.server == *what
    }

    /// Both, the client's first.
    pub fn both(self) -> [T; 2] {
        [self.client, self.server]
    }
}

impl<T> Index<Side> for Sides<T> {
    type Output = T;

    fn index(&self, side: Side) -> &T {
        match side {
            Side::Client => &self.client,
            Side::Server => &self.server,
        }
    }
}

impl<T> IndexMut<Side> for Sides<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Client => &mut self.client,
            Side::Server => &mut self.server,
        }
    }
}
