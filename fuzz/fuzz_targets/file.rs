//! Any file: certificates, requests, lists, keys, in DER and PEM. Every byte must have exactly one leaf.

#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewalk::dissect::{file, tiling, x509};

fuzz_target!(|bytes: &[u8]| {
    let found = file(bytes.to_vec());
    if let Err(error) = tiling::check(&found.message) {
        panic!("{error}");
    }
    let _ = x509::sentences(&found.message).count();
});
