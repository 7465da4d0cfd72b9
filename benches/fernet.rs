//! How long Fernet takes: encrypting and decrypting messages of three sizes.

use divan::counter::BytesCount;
use wirewalk::fernet::{decrypt, encrypt_at};

const NOW: u64 = 1_700_000_000;
const SIZES: [usize; 3] = [11, 1024, 1024 * 1024];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn encrypting(bencher: divan::Bencher<'_, '_>, size: usize) {
    let (key, message) = (wirewalk::fernet::generate(), vec![b'x'; size]);
    bencher.counter(BytesCount::new(size)).bench_local(|| encrypt_at(&key, divan::black_box(&message), NOW));
}

#[divan::bench(args = SIZES)]
fn decrypting(bencher: divan::Bencher<'_, '_>, size: usize) {
    let key = wirewalk::fernet::generate();
    let token = encrypt_at(&key, &vec![b'x'; size], NOW);
    bencher.counter(BytesCount::new(size)).bench_local(|| decrypt(&key, divan::black_box(&token), Some(60), NOW));
}
