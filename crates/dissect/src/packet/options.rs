//! Options of IPv4 and of IPv6's extension headers.

use super::codes;
use super::numbers::{bit, bits};
use crate::cursor::{Cursor, Stop, stop};
use crate::field::Value;
use crate::names::packet_ip as label;
use crate::read::{opaque, plain, rest};

/// All options of IPv4, up to the end of the header.
pub(super) fn v4(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let left = c.left();
    c.group(&label::OPTIONS, left, |c| {
        while c.left() > 0 {
            one_v4(c)?;
        }
        Ok(Value::NONE)
    })?;
    Ok(())
}

fn one_v4(c: &mut Cursor<'_>) -> Result<(), Stop> {
    let kind = c.rest().first().copied().unwrap_or(0);
    let len = match (kind, c.rest().get(1)) {
        (0 | 1, _) => 1,
        (_, Some(len)) if usize::from(*len) >= 2 => usize::from(*len),
        (_, len) => return stop(format!("an option that claims to be {} long", len.copied().unwrap_or(0))),
    };
    let name = codes::ip_option(kind);
    c.group(&label::OPTION, len, |c| {
        c.group(&label::OPTION_TYPE, 1, |c| {
            bit(c, &label::OPTION_COPY, 0)?;
            bits(c, &label::OPTION_CLASS, 1..3, |class| Value::number(class.into()))?;
            bits(c, &label::OPTION_NUMBER, 3..8, |number| Value::number(number.into()))?;
            Ok(name.clone())
        })?;
        if len > 1 {
            plain(c, &label::OPTION_LENGTH, 1)?;
        }
        match kind {
            148 => drop(plain(c, &label::OPTION_ALERT, 2)?),
            7 | 131 | 137 if len > 2 => drop(plain(c, &label::OPTION_POINTER, 1)?),
            68 if len > 3 => {
                plain(c, &label::OPTION_POINTER, 1)?;
                bits(c, &label::OPTION_OVERFLOW, 0..4, |lost| Value::number(lost.into()))?;
                bits(c, &label::OPTION_FLAG, 4..8, |flag| Value::number(flag.into()))?;
            }
            _ => {}
        }
        rest(c, &label::OPTION_VALUE)?;
        Ok(name)
    })?;
    Ok(())
}

/// All options of an extension header of IPv6, up to its end.
pub(super) fn v6(c: &mut Cursor<'_>) -> Result<(), Stop> {
    while c.left() > 0 {
        let kind = c.rest().first().copied().unwrap_or(0);
        let len = match kind {
            0 => 1,
            _ => 2 + usize::from(c.rest().get(1).copied().unwrap_or(0)),
        };
        let name = codes::ipv6_option(kind);
        c.group(&label::OPTION_6, len, |c| {
            c.group(&label::OPTION_6_TYPE, 1, |c| {
                bits(c, &label::OPTION_6_ACTION, 0..2, |action| Value::number(action.into()))?;
                bit(c, &label::OPTION_6_CHANGE, 2)?;
                bits(c, &label::OPTION_6_REST, 3..8, |number| Value::number(number.into()))?;
                Ok(name.clone())
            })?;
            if kind != 0 {
                plain(c, &label::OPTION_6_LENGTH, 1)?;
            }
            match kind {
                5 if c.left() == 2 => drop(plain(c, &label::OPTION_6_ALERT, 2)?),
                1 => {
                    let left = c.left();
                    opaque(c, &label::OPTION_6_PADDING, left)?;
                }
                _ => rest(c, &label::OPTION_6_VALUE)?,
            }
            Ok(name)
        })?;
    }
    Ok(())
}
