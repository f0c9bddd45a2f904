//! A text as a link carries it: compressed, in letters that an address may have.
//!
//! Invariant: what was packed is unpacked as the same; what would be longer than [`LONGEST`] is not unpacked.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// The bytes of the longest text that is unpacked. A few bytes can stand for a gigabyte, and anyone may send a link.
const LONGEST: usize = 1 << 18;

/// The best level: texts are short, and links too.
const LEVEL: u8 = 9;

/// DEFLATE without a header (RFC 1951), in the base64 of addresses (RFC 4648, section 5).
pub(super) fn packed(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(compress_to_vec(text.as_bytes(), LEVEL))
}

/// None where it is no packed text, or one that is too long.
pub(super) fn unpacked(packed: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(packed).ok()?;
    String::from_utf8(decompress_to_vec_with_limit(&bytes, LONGEST).ok()?).ok()
}
