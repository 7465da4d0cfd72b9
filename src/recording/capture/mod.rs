//! Captures read back into a `Recording`.
