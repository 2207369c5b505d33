//! Reading a file piece by piece, never past its end.

use super::PhotoFault;

/// What is left of a file.
pub(super) struct Bytes<'a>(pub(super) &'a [u8]);

impl<'a> Bytes<'a> {
    /// The next `count` bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], PhotoFault> {
        let (taken, rest) = self.0.split_at_checked(count).ok_or(PhotoFault::CutOff)?;
        self.0 = rest;
        Ok(taken)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], PhotoFault> {
        self.take(N)?.try_into().map_err(|_| PhotoFault::CutOff)
    }

    pub(super) fn byte(&mut self) -> Result<u8, PhotoFault> {
        self.array().map(|[byte]| byte)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
