//! CONNECTION_CLOSE: who ended a connection of QUIC, and why (RFC 9000 §19.19).

use super::packet::{Frame, Kind, Packet, frame};
use wirewalk_dissect::Message;
use wirewalk_dissect::names::quic_frames;
use wirewalk_dissect::recording::Side;

/// A reason is not longer than this, in characters.
const LONGEST: usize = 200;
/// The codes that are alerts of TLS (RFC 9001 §4.8).
const ALERTS: std::ops::RangeInclusive<u64> = 0x100..=0x1ff;

/// An end that a side said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Close {
    /// Who.
    pub side: Side,
    /// Whether what is spoken on the streams ended it, and not QUIC.
    pub application: bool,
    /// Why, as a number,
    pub code: u64,
    /// by name,
    pub name: String,
    /// and what that means.
    pub meaning: Option<String>,
    /// In the words of whoever ended it.
    pub reason: Option<String>,
    /// Whether everybody can read it: it is in an Initial packet.
    pub in_clear: bool,
}

impl Close {
    /// The end that a frame says, if it does.
    pub(super) fn of(message: &Message, packet: Packet, frame: Frame) -> Option<Close> {
        let application = match frame.kind()? {
            frame::CLOSE => false,
            frame::CLOSE_APPLICATION => true,
            _ => return None,
        };
        let label = if application { &quic_frames::CLOSE_APP_CODE } else { &quic_frames::CLOSE_CODE };
        let code = frame.0.find(label)?;
        let number = code.number()?;
        let name = code.name().filter(|name| name.parse::<u64>().is_err());
        let reason = frame.0.find(&quic_frames::REASON);
        let reason = reason.map(|field| String::from_utf8_lossy(message.bytes(&field.span)).into_owned());
        Some(Close {
            side: message.side,
            application,
            code: number,
            name: name.map_or_else(|| format!("{number:#x}"), |name| name.into_owned()),
            meaning: code.value.meaning.as_deref().map(str::to_owned),
            reason: reason.filter(|reason| !reason.is_empty()).map(|reason| reason.chars().take(LONGEST).collect()),
            in_clear: packet.kind() == Kind::Initial,
        })
    }

    /// The alert of TLS that it is.
    pub fn alert(&self) -> Option<u8> {
        let alert = (!self.application && ALERTS.contains(&self.code)).then_some(self.code & 0xff)?;
        u8::try_from(alert).ok()
    }

    /// Whether nothing went wrong: QUIC's NO_ERROR, or the same in what is spoken inside (`alpn`).
    pub fn is_in_order(&self, alpn: Option<&str>) -> bool {
        const H3_NO_ERROR: u64 = 0x100;
        match (self.application, alpn) {
            (false, _) => self.code == 0,
            (true, Some(alpn)) if alpn.starts_with("h3") => self.code == H3_NO_ERROR || self.code == 0,
            // What a number means in a protocol that is not known here, nobody knows.
            (true, Some("doq")) => self.code == 0,
            (true, _) => true,
        }
    }

    /// The code in words: `NO_ERROR (0x0)`.
    pub fn called(&self) -> String {
        let number = format!("{:#x}", self.code);
        match self.name == number {
            true => number,
            false => format!("{} ({number})", self.name),
        }
    }
}
