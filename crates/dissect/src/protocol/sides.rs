//! One thing for each side of a connection.

use std::ops::{Index, IndexMut};

use crate::recording::Side;

/// The client's and the server's.
pub(crate) struct Sides<T> {
    pub(crate) client: T,
    pub(crate) server: T,
}

impl<T> Sides<T> {
    /// What `make` makes for each side.
    pub(crate) fn new(make: impl Fn(Side) -> T) -> Sides<T> {
        Sides { client: make(Side::Client), server: make(Side::Server) }
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
