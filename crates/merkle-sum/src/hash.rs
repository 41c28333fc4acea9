//! SHA-256, from wherever it is cheapest.

/// A SHA-256 digest, and any other 32 bytes that are hashed as they stand (a distribution's or a payee's
/// address).
pub type Hash = [u8; 32];

/// Hashes the concatenation of `parts`.
///
/// On chain this is one system call, whose price is 85 compute units plus max(10, length / 2) per part. Few
/// parts that are borrowed where they lie are therefore cheaper than many small ones, and than copying them
/// together.
#[cfg(target_os = "solana")]
#[inline(always)]
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    solana_sha256_hasher::hashv(parts).to_bytes()
}

/// Hashes the concatenation of `parts`.
#[cfg(not(target_os = "solana"))]
pub(crate) fn sha256(parts: &[&[u8]]) -> Hash {
    use sha2::{Digest, Sha256};

    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
