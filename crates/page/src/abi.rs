//! What the host calls. It writes into memory that it asked for, and gives back what it was given; every pointer comes with
//! the length that it was made with.

use std::{ptr, slice};

use crate::{Answer, answer};

/// Before an answer's text: bytes of JSON, bytes of problems, whether the capture was read to its end; each a little-endian
/// number of four bytes.
const HEADER: usize = 12;

/// Memory of so many bytes, which the host fills.
// The name is exported as it stands; no other item of this module has it.
#[unsafe(no_mangle)]
pub extern "C" fn alloc(len: usize) -> *mut u8 {
    Box::into_raw(vec![0_u8; len].into_boxed_slice()).cast()
}

/// Gives memory back.
///
/// # Safety
/// `at` comes from [`alloc`] or [`explain`], with this length, and is given back once.
// The name is exported as it stands; there is no C library in this module whose `free` it could be taken for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn free(at: *mut u8, len: usize) {
    // SAFETY: the host keeps to what is said above, so this is the box that was leaked.
    drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(at, len)) });
}

/// Explains a capture with a key log: where the answer stands, which the host gives back with [`free`]. It is as long as its
/// three numbers say: they come first, then the JSON, then the problems.
///
/// # Safety
/// Both pointers come from [`alloc`], with these lengths, and were not given back.
// The name is exported as it stands; no other item of this module has it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn explain(capture: *const u8, len: usize, keys: *const u8, keys_len: usize) -> *mut u8 {
    // SAFETY: the host keeps to what is said above, and nothing else runs meanwhile that could write there.
    let (capture, keys) = unsafe { (slice::from_raw_parts(capture, len), slice::from_raw_parts(keys, keys_len)) };
    let Answer { json: mut bytes, problems, whole } = answer(capture, keys, vec![0; HEADER]);
    let json_len = bytes.len() - HEADER;
    problems.iter().for_each(|problem| bytes.extend_from_slice(format!("{problem}\n").as_bytes()));
    let numbers = [json_len, bytes.len() - HEADER - json_len, usize::from(whole)];
    for (place, number) in bytes.chunks_exact_mut(4).zip(numbers) {
        place.copy_from_slice(&(number as u32).to_le_bytes());
    }
    Box::into_raw(bytes.into_boxed_slice()).cast()
}
