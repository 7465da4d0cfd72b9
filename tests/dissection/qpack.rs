//! QPACK: the encodings of three programs, in every mode, against the headers that they were made of.

use std::fs;
use std::path::{Path, PathBuf};

use wirewalk::dissect::Message;
use wirewalk::dissect::streams::{Happened, StreamEvent};
use wirewalk::recording::Side::{Client, Server};
use wirewalk_testing::outside;
use wirewalk_testing::streams::{bytes, event, frame, headers, messages, problems, stream, varint};

/// Lists of headers from a file in the format QIF.
fn lists(text: &str) -> Vec<Vec<(String, String)>> {
    let line = |line: &str| line.split_once('\t').map(|(name, value)| (name.to_owned(), value.to_owned()));
    let lists = text.split("\n\n").map(|list| list.lines().filter(|l| !l.starts_with('#')).filter_map(line).collect());
    lists.filter(|list: &Vec<_>| !list.is_empty()).collect()
}

/// The beginning of an encoder's stream: these encodings take it for granted that the table is as large as it may be.
fn capacity(capacity: u64) -> Vec<u8> {
    let mut coded = vec![2, 0x20 | capacity.min(31) as u8];
    let mut left = capacity.checked_sub(31);
    while let Some(rest) = left {
        coded.push(rest as u8 & 0x7f | if rest > 0x7f { 0x80 } else { 0 });
        left = Some(rest >> 7).filter(|left| *left > 0);
    }
    coded
}

/// What an encoder wrote, as a client that sends requests whose headers these are; the file's name tells the table and the streams that
/// may wait.
fn encoded(file: &Path) -> Vec<StreamEvent> {
    let name = file.file_name().unwrap().to_str().unwrap();
    let numbers: Vec<u64> = name.split('.').skip(2).map(|number| number.parse().unwrap()).collect();
    let settings = [varint(1), varint(numbers[0]), varint(7), varint(numbers[1])].concat();
    let mut events =
        vec![bytes(Server, 3, [vec![0], frame(4, &settings)].concat()), bytes(Client, 2, capacity(numbers[0]))];
    let content = fs::read(file).unwrap();
    let mut rest = content.as_slice();
    while let Some((head, after)) = rest.split_first_chunk::<12>() {
        let id = u64::from_be_bytes(head[..8].try_into().unwrap());
        let len = u32::from_be_bytes(head[8..].try_into().unwrap()) as usize;
        let (data, after) = after.split_at(len);
        match id {
            0 => events.push(bytes(Client, 2, data)),
            _ => {
                events.push(bytes(Client, 4 * (id - 1), frame(1, data)));
                events.push(event(Client, 4 * (id - 1), Happened::Finished));
            }
        }
        rest = after;
    }
    events
}

fn qpack() -> Option<PathBuf> {
    Some(outside::vectors()?.join("qpack"))
}

/// Every file of encodings.
fn files() -> Vec<PathBuf> {
    let Some(folder) = qpack() else { return Vec::new() };
    let folders = ["f5", "ls-qpack", "nghttp3"].map(|program| fs::read_dir(folder.join(program)).unwrap());
    let mut files: Vec<_> = folders.into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn wanted() -> Vec<Vec<(String, String)>> {
    let Some(folder) = qpack() else { return Vec::new() };
    lists(&fs::read_to_string(folder.join("netbsd.qif")).unwrap())
}

fn decoded(events: &[StreamEvent]) -> (Vec<Vec<(String, String)>>, Vec<Message>) {
    let messages = messages("h3", events);
    let mut lists: Vec<_> = messages.iter().map(|m| (stream(m), headers(m))).filter(|(_, l)| !l.is_empty()).collect();
    lists.sort_by_key(|(stream, _)| *stream);
    (lists.into_iter().map(|(_, list)| list).collect(), messages)
}

#[test]
fn the_encodings_of_three_programs_give_the_headers_that_they_were_made_of() {
    let (files, wanted) = (files(), wanted());
    for file in &files {
        let (lists, messages) = decoded(&encoded(file));
        assert!(lists == wanted, "{}: {lists:#?}", file.display());
        assert!(!wanted.is_empty());
        // They were made from requests of HTTP/1.1, whose connection they still name.
        let problems: Vec<_> = problems(&messages).into_iter().filter(|p| !p.contains("H3_MESSAGE_ERROR")).collect();
        assert!(problems.is_empty(), "{}: {problems:?}", file.display());
    }
    eprintln!("{} encodings", files.len());
}

#[test]
fn headers_that_come_before_what_they_refer_to_wait_for_it() {
    for file in files() {
        // The whole encoder stream comes last.
        let (encoder, mut others): (Vec<_>, Vec<_>) = encoded(&file).into_iter().partition(|event| event.stream == 2);
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        // What left the table before its last mention can be read no more, so only where nothing leaves it.
        if !name.contains(".4096.") {
            continue;
        }
        others.extend(encoder);
        let (lists, _) = decoded(&others);
        assert!(lists == wanted(), "{}: {lists:#?}", file.display());
    }
}

#[test]
fn what_refers_to_a_lost_change_of_the_table_is_said_to_be_unknown_and_the_rest_is_read() {
    let mut checked = 0;
    for file in files() {
        let mut events = encoded(&file);
        let has = |event: &StreamEvent| event.stream == 2 && matches!(&event.what, Happened::Bytes(b) if b.len() > 40);
        let Some(lost) = events.iter().position(has) else { continue };
        let Happened::Bytes(gone) = &events[lost].what else { unreachable!() };
        events[lost].what = Happened::Gap(gone.len() as u64);
        let (lists, messages) = decoded(&events);
        // Nothing that is shown is false.
        let wanted = wanted();
        for message in messages.iter().filter(|m| stream(m) % 4 == 0) {
            let right = &wanted[stream(message) as usize / 4];
            assert!(headers(message).iter().all(|header| right.contains(header)), "{}", file.display());
        }
        let all: usize = wanted.iter().map(Vec::len).sum();
        let shown: usize = lists.iter().map(Vec::len).sum();
        let unknown = problems(&messages).iter().filter(|p| p.contains("cannot be known")).count();
        assert_eq!(shown < all, unknown > 0, "{}: {shown} of {all}, {unknown}", file.display());
        checked += usize::from(unknown > 0);
    }
    assert!(checked > 10 || files().is_empty(), "{checked}");
}
