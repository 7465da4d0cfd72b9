//! What a lesson points at: a scene, one leg of it, one side, with or without the secrets.

use wirewalk_dissect::recording::Side;

/// A scene that ran, as a lesson points at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shot {
    pub(super) scene: usize,
    pub(super) hop: u8,
    pub(super) insider: bool,
    /// Only what this side said; `None`: either.
    pub(super) side: Option<Side>,
}

impl Shot {
    /// The same scene on another leg of the journey.
    pub fn hop(self, hop: u8) -> Shot {
        Shot { hop, ..self }
    }

    /// The same scene with the parties' secrets.
    pub fn opened(self) -> Shot {
        Shot { insider: true, ..self }
    }

    /// Of the same scene only what the client said.
    pub fn from_client(self) -> Shot {
        Shot { side: Some(Side::Client), ..self }
    }

    /// Of the same scene only what the server said.
    pub fn from_server(self) -> Shot {
        Shot { side: Some(Side::Server), ..self }
    }
}
