//! Raw handshake messages: numbers, and vectors with their length before them, each with its place.
//!
//! Lenient on purpose, and apart from the tree of fields: whatever is malformed is shown there, and here it is left out.

/// Reads what TLS writes, and knows where.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    /// Where it is.
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    /// Reads these bytes from a place on.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Reader<'a> {
        Reader { bytes, at }
    }

    /// What is left to read.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// So many bytes.
    pub(super) fn take(&mut self, len: usize) -> Option<&'a [u8]> {
        let end = self.at.checked_add(len)?;
        let taken = self.bytes.get(self.at..end)?;
        self.at = end;
        Some(taken)
    }

    /// A number of two bytes.
    pub(super) fn number(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_be_bytes)
    }

    /// What stands in a vector whose length stands in so many bytes.
    pub(super) fn vector(&mut self, width: usize) -> Option<Reader<'a>> {
        let len = self.take(width)?.iter().fold(0, |len, b| len << 8 | usize::from(*b));
        let begin = self.at;
        self.take(len)?;
        Some(Reader { bytes: self.bytes.get(..self.at)?, at: begin })
    }

    /// The extensions in the list that comes next: the type and what is in it.
    pub(super) fn extensions(&mut self) -> impl Iterator<Item = (u16, Reader<'a>)> + use<'a> {
        let mut list = self.vector(2);
        std::iter::from_fn(move || {
            let list = list.as_mut()?;
            Some((list.number()?, list.vector(2)?))
        })
    }

    /// The extension of this type in the list that comes next.
    pub(super) fn extension(&mut self, wanted: u16) -> Option<Reader<'a>> {
        self.extensions().find(|(kind, _)| *kind == wanted).map(|(_, data)| data)
    }
}
