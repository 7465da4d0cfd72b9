//! The examples do what they say.

#[path = "../examples/fields.rs"]
#[allow(dead_code)] // its `main`
mod fields;
#[path = "../examples/keys.rs"]
#[allow(dead_code)] // its `main`
mod keys;

const CAPTURE: &[u8] = include_bytes!("../examples/request.pcapng");

#[test]
fn a_request_in_clear_is_told_field_by_field() {
    let mut told = Vec::new();
    fields::tell(CAPTURE, &mut told).expect("the capture can be read");
    let told = String::from_utf8(told).expect("UTF-8");
    assert!(told.contains("\n    http.request.method (3 bytes): "), "{told}");
    assert!(!told.contains("wirewalk.unexplained"), "{told}");
}

#[test]
fn keys_open_nothing_in_a_capture_in_clear() {
    let mut told = Vec::new();
    keys::tell(CAPTURE, b"", &mut told).expect("the capture can be read");
    let told = String::from_utf8(told).expect("UTF-8");
    assert!(told.ends_with("0 of them were opened, with 0 messages inside\n"), "{told}");
}
