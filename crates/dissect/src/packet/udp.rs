//! UDP, and the tunnels that it carries.

use super::checksum;
use super::context::Context;
use super::next::{Following, Kind, forgive};
use super::tunnel;
use crate::cursor::{Cursor, bytes};
use crate::field::Value;
use crate::names::packet as packet_label;
use crate::names::packet_tcp as label;
use crate::read::short;
use crate::recording::Transport;

const PROTOCOL: u8 = 17;
const HEADER: usize = 8;

/// A datagram.
pub(super) fn udp(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Following {
    let all = c.rest();
    let len = HEADER.min(c.left());
    let (mut ports, mut said) = ([0; 2], 0);
    let conversation = context.conversation(Transport::Udp);
    c.group(&label::UDP, len, |c| {
        let from = short(c, &label::UDP_SOURCE, |port| Value::number(port.into()))?;
        let to = short(c, &label::UDP_DESTINATION, |port| Value::number(port.into()))?;
        ports = [from, to];
        said = short(c, &label::UDP_LENGTH, |len| Value::number(len.into()))?;
        let whole = if said == 0 { all.len() } else { usize::from(said) };
        short(c, &label::UDP_CHECKSUM, |found| match found {
            0 if context.ends.len == 8 => Value::number(0).meaning("left out: damage on the path cannot be detected"),
            found => {
                let kept = (!context.quoted && (!context.cut || whole <= all.len())).then_some(whole);
                checksum::value(found, all, kept, Some(PROTOCOL), context)
            }
        })?;
        let meaning = conversation.map(|flow| format!("flow {flow} (udp.stream {})", flow.number));
        Ok(Value { meaning: meaning.map(Into::into), ..Value::NONE })
    })?;
    forgive(c, context);
    if usize::from(said) != 0 && usize::from(said) < HEADER {
        return Ok(Kind::Carried.next());
    }
    let payload = match usize::from(said).checked_sub(HEADER) {
        Some(len) => len.min(c.left()),
        None => c.left(),
    };
    if payload > 0 {
        let inside = c.rest().get(..payload).and_then(|payload| tunnel::over_udp(ports, payload));
        if let Some(kind) = inside.filter(|_| !context.quoted) {
            return Ok(kind.within(payload));
        }
        let belongs = match conversation {
            Some(flow) => format!("{}, of flow {flow}", bytes(payload as u64)),
            None => bytes(payload as u64),
        };
        c.leaf(&packet_label::PAYLOAD_UDP, payload, Value::NONE.meaning(belongs))?;
    }
    // Behind it the packet may be filled up.
    Ok(if c.left() > 0 { Kind::Carried.within(0) } else { None })
}
