//! What a segment means beside those before it: how a connection opens and ends, what came again, too late or too early, and when
//! somebody had to wait. It is told where numbers prove it; times are not asked.

use super::half::{Flags, Half, Segment, before};
use crate::field::Label;
use crate::names::packet_tcp as label;

/// The three packets with which a connection opens.
pub(super) fn opening(
    this: &Half,
    other: &Half,
    flags: Flags,
    seq: u32,
    ack: Option<u32>,
    is_open: &mut bool,
) -> Option<(&'static Label, String)> {
    let said = match flags {
        Flags { reset: true, .. } => return None,
        Flags { syn: true, ack: false, .. } => {
            "1 of 3: asks for a connection and sends its initial number and its options"
        }
        Flags { syn: true, ack: true, .. } => {
            "2 of 3: accepts, sends its own initial number and acknowledges the other side's"
        }
        _ if !*is_open && this.syn && other.syn && ack == Some(1) && seq == 1 => {
            *is_open = true;
            "3 of 3: acknowledges the other side's initial number. The connection is open"
        }
        _ => return None,
    };
    Some((&label::HANDSHAKE, said.to_owned()))
}

/// What ends it, or a side of it.
pub(super) fn ending(
    this: &mut Half,
    other: &Half,
    segment: Segment,
    ack: Option<u32>,
    is_open: bool,
    is_over: &mut bool,
) -> Option<(&'static Label, String)> {
    let flags = segment.flags;
    let acknowledges_fin = other.fin.is_some_and(|fin| ack.is_some_and(|ack| !before(ack, fin)));
    let said = match flags {
        Flags { reset: true, .. } if !is_open && other.syn && !this.syn => {
            "refused: no program listens on this port, or a firewall blocks it"
        }
        Flags { reset: true, .. } if *is_over => {
            "the connection is already over: this side refuses anything that \
            still arrives on it"
        }
        Flags { reset: true, .. } if other.fin.is_some() => {
            "reset, although the other side ended properly: data arrived, or was still waiting, that no program \
                reads any more"
        }
        Flags { reset: true, .. } => "reset: data still on the way is lost, and neither side sends any more",
        Flags { fin: true, .. } if acknowledges_fin => {
            "this side has finished sending too, and acknowledges the other side's end: the connection is over \
                once this is acknowledged"
        }
        Flags { fin: true, .. } => "this side has finished sending; the other side may still send",
        _ if acknowledges_fin && this.fin.is_some() && !*is_over => {
            *is_over = true;
            "acknowledges the other side's end, after its own: the connection ended properly"
        }
        _ if acknowledges_fin && this.acked.is_none_or(|acked| other.fin.is_some_and(|fin| before(acked, fin))) => {
            "acknowledges that the other side has finished sending"
        }
        _ => return None,
    };
    *is_over |= flags.reset;
    Some((&label::ENDS, said.to_owned()))
}

/// What numbers and windows tell beside those of the packets before.
pub(super) fn analysis(
    this: &mut Half,
    other: &Half,
    segment: Segment,
    seq: u32,
    ack: Option<u32>,
) -> Vec<(&'static Label, String)> {
    let Segment { flags, len, window, .. } = segment;
    let plain = !flags.syn && !flags.fin && !flags.reset;
    let taken = len.saturating_add(flags.syn.into()).saturating_add(flags.fin.into());
    let mut found = Vec::new();
    let mut say = |label: &'static Label, text: String| found.push((label, text));
    if window == 0 && plain {
        say(&label::ZERO_WINDOW, label::ZERO_WINDOW.why.to_owned());
    }
    if let (Some(ack), Some(next)) = (ack, other.next)
        && before(next, ack)
        && !flags.reset
    {
        say(&label::ACKED_LOST, format!("{} bytes up to {ack} are not in the capture", ack.wrapping_sub(next)));
    }
    let Some(next) = this.next else { return found };
    let same = seq == next && ack == this.acked && ack.is_some() && len == 0 && plain;
    let keep_alive = plain && len <= 1 && seq == next.wrapping_sub(1) && !flags.syn;
    match () {
        () if plain && len == 1 && seq == next && other.window == Some(0) => {
            say(&label::ZERO_WINDOW_PROBE, label::ZERO_WINDOW_PROBE.why.to_owned());
        }
        () if keep_alive => say(&label::KEEP_ALIVE, label::KEEP_ALIVE.why.to_owned()),
        () if same && window != 0 && this.window.is_some_and(|before| before != window) => {
            say(&label::WINDOW_UPDATE, format!("{} before", this.window.unwrap_or(0)));
        }
        () if same && other.kept_alive && this.window == Some(window) => {
            say(&label::KEEP_ALIVE_ACK, label::KEEP_ALIVE_ACK.why.to_owned())
        }
        () if same && window != 0 && this.window == Some(window) => {
            this.duplicates = this.duplicates.saturating_add(1);
            say(&label::DUPLICATE, format!("the same acknowledgement for the {} time", nth(this.duplicates)));
        }
        () if before(next, seq) && !flags.reset && !flags.syn => {
            say(&label::LOST, format!("{} bytes from {next} on have not arrived yet", seq.wrapping_sub(next)));
        }
        () if taken > 0 && before(seq, next) && !flags.reset => {
            let end = seq.wrapping_add(taken);
            if this.fills(seq, end) {
                say(&label::OUT_OF_ORDER, label::OUT_OF_ORDER.why.to_owned());
            } else if !this.forgot {
                say(&label::RETRANSMISSION, label::RETRANSMISSION.why.to_owned());
                if len > 0 && other.acked.is_some_and(|acked| !before(acked, end)) {
                    say(&label::SPURIOUS, label::SPURIOUS.why.to_owned());
                }
            }
        }
        () => {}
    }
    if let (Some(acked), Some(room)) = (other.acked, other.window)
        && len > 0
        && let Some(scale) = other.scale.or(other.syn.then_some(0))
        && u64::from(seq.wrapping_add(len).wrapping_sub(acked)) == u64::from(room) << scale.min(14)
    {
        say(&label::WINDOW_FULL, label::WINDOW_FULL.why.to_owned());
    }
    found
}

fn nth(number: u32) -> String {
    match number {
        1 => "first".to_owned(),
        2 => "second".to_owned(),
        3 => "third".to_owned(),
        number => format!("{number}th"),
    }
}
