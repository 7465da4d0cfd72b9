//! CompressedCertificate: a Certificate message in a smaller form (RFC 8879).

use std::borrow::Cow;

use bytes::Bytes;

use super::certificate;
use crate::cursor::{Cursor, Stop, blame, bytes};
use crate::field::{Field, Span, Value};
use crate::message::{Origin, Source};
use crate::names::tls_messages as label;
use crate::tls::codes;
use crate::tls::context::Context;
use crate::tls::read::{length, nothing_more, plain, short};

/// More than this is not decompressed, whatever is declared: certificates have a few thousand bytes.
const MOST: u64 = 256 * 1024;

/// The body of a CompressedCertificate message.
pub(super) fn compressed(c: &mut Cursor<'_>, context: &mut Context<'_>) -> Result<(), Stop> {
    let algorithm = short(c, &label::COMPRESSED_ALGORITHM, codes::certificate_compression)?;
    let declared = plain(c, &label::COMPRESSED_SIZE, 3)?;
    let len = length(c, &label::COMPRESSED_LENGTH, 3)?;
    if len == 0 {
        return Ok(());
    }
    let (packed, span) = (c.rest().get(..len).unwrap_or_default(), c.span(len));
    let field = c.leaf(&label::COMPRESSED, len, Value::NONE.meaning(bytes(len as u64)))?;
    match inflate::decompress(algorithm, packed, declared) {
        Ok(plain) => field.children.extend(tree(plain, span, context)),
        Err(problem) => blame(field, problem),
    }
    Ok(())
}

/// The Certificate message inside, as a source of its own.
fn tree(plain: Vec<u8>, span: Span, context: &mut Context<'_>) -> Option<Field> {
    let plain = Bytes::from(plain);
    let number = context.add(Source { origin: Origin::Decompressed(span), bytes: plain.clone() })?;
    let mut c = Cursor::new(context.index, number, &plain);
    let len = c.left();
    let read = c.group(&label::DECOMPRESSED, len, |c| {
        certificate::certificate(c, context)?;
        nothing_more(c)?;
        Ok(Value::NONE.meaning(bytes(len as u64)))
    });
    read.ok()?;
    c.finish().pop()
}

/// The three algorithms. Each reads from memory and gives at most as many bytes as are asked for.
mod inflate {
    use ruzstd::decoding::BlockDecodingStrategy;

    use super::{Cow, MOST, bytes};

    /// What `packed` stands for, if that is as long as is declared.
    pub(super) fn decompress(algorithm: u16, packed: &[u8], declared: u64) -> Result<Vec<u8>, Cow<'static, str>> {
        if declared > MOST {
            return Err(format!("{} are declared: this program decompresses at most {MOST}", bytes(declared)).into());
        }
        if declared == 0 {
            return Err("0 bytes are declared, but a Certificate message has at least four".into());
        }
        let most = usize::try_from(declared).unwrap_or_default();
        let plain = match algorithm {
            1 => zlib(packed, most),
            2 => brotli(packed, most),
            3 => zstd(packed, most),
            _ => return Err("compressed with a method that this program does not know".into()),
        };
        match plain {
            Some(plain) if plain.len() == most => Ok(plain),
            Some(plain) => {
                Err(format!("{} are declared, but it decompresses to {}", bytes(declared), plain.len()).into())
            }
            None => Err(format!("it does not decompress to the declared {}", bytes(declared)).into()),
        }
    }

    fn zlib(packed: &[u8], most: usize) -> Option<Vec<u8>> {
        // One byte more than is declared shows that there is more.
        let mut plain = vec![0; most + 1];
        let mut stream = flate2::Decompress::new(true);
        let status = stream.decompress(packed, &mut plain, flate2::FlushDecompress::Finish).ok()?;
        (status == flate2::Status::StreamEnd).then_some(())?;
        plain.truncate(usize::try_from(stream.total_out()).ok()?);
        Some(plain)
    }

    fn brotli(packed: &[u8], most: usize) -> Option<Vec<u8>> {
        let mut plain = vec![0; most + 1];
        let done = brotli_decompressor::brotli_decode(packed, &mut plain);
        matches!(done.result, brotli_decompressor::BrotliResult::ResultSuccess).then_some(())?;
        plain.truncate(done.decoded_size);
        Some(plain)
    }

    fn zstd(packed: &[u8], most: usize) -> Option<Vec<u8>> {
        const STEP: usize = 64 * 1024;
        let mut rest = packed;
        let mut decoder = ruzstd::decoding::FrameDecoder::new();
        decoder.init(&mut rest).ok()?;
        // Each step gives this many bytes or is the last one: so many steps, and no more, make what is declared.
        for _ in 0..=most / STEP {
            if decoder.decode_blocks(&mut rest, BlockDecodingStrategy::UptoBytes(STEP)).ok()? {
                break;
            }
        }
        (decoder.is_finished() && rest.is_empty()).then(|| decoder.collect())?
    }
}
