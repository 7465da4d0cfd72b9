//! What the numbers of TLS stand for: names exactly as in IANA's "Transport Layer Security (TLS) Parameters" and "TLS
//! Extensions" registries, and what each means.

mod alerts;
mod alpn;
pub(super) mod content_type;
mod extensions;
mod groups;
mod schemes;
mod small;
mod suites;

pub(crate) use alerts::alert;
pub(super) use alpn::alpn;
pub(super) use extensions::extension;
pub(super) use groups::group;
pub(super) use schemes::scheme;
pub(crate) use schemes::scheme_name;
pub(super) use small::*;
pub(super) use suites::{Exchange, Kind, exchange, suite};
pub(crate) use suites::{suite_name, suite_names};

pub(super) use crate::codes::is_grease;
use crate::codes::{Table, grease, lists, look, look_greased, named, unknown};
