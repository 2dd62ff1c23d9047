//! The keys that sign seals (Ed25519), as hexadecimal text.

use super::error::SealFault;
use crate::domain::hex::{from_hex, to_hex};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use serde::Deserialize;
use std::fmt;
use std::str::FromStr;

/// The key that signs. It is shown nowhere.
pub struct SealKey(Ed25519KeyPair);

/// The key by which a signature is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct PublicKey([u8; 32]);

impl SealKey {
    /// The key that 32 bytes nobody can guess make.
    pub fn of(seed: &[u8; 32]) -> Result<Self, SealFault> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| SealFault::Key)
    }

    /// The key in its text.
    pub fn read(text: &str) -> Result<Self, SealFault> {
        Self::of(&from_hex(text.trim()).ok_or(SealFault::Key)?)
    }

    /// What recognises its signatures.
    pub fn public(&self) -> Result<PublicKey, SealFault> {
        self.0.public_key().as_ref().try_into().map(PublicKey).map_err(|_| SealFault::Key)
    }

    /// The signature of a message, hexadecimal.
    pub(super) fn sign(&self, message: &[u8]) -> String {
        to_hex(self.0.sign(message).as_ref())
    }
}

impl PublicKey {
    /// Whether this key's other half signed the message.
    pub(super) fn signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(message, signature).is_ok()
    }
}

impl FromStr for PublicKey {
    type Err = SealFault;
    fn from_str(text: &str) -> Result<Self, SealFault> {
        from_hex(text.trim()).map(Self).ok_or(SealFault::Key)
    }
}

impl TryFrom<String> for PublicKey {
    type Error = SealFault;
    fn try_from(text: String) -> Result<Self, SealFault> {
        text.parse()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&to_hex(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8032, section 7.1, test 2.
    #[test]
    fn a_signature_is_the_one_of_the_standard() {
        let key =
            SealKey::read("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb\n").unwrap();
        let public = key.public().unwrap();
        assert_eq!(public.to_string(), "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
        let signature = key.sign(&[0x72]);
        assert_eq!(
            signature,
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da\
             085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        );
        let signature = from_hex(&signature).unwrap();
        assert!(public.signed(&[0x72], &signature));
        assert!(!public.signed(&[0x73], &signature));
    }

    #[test]
    fn a_text_that_is_no_key_is_refused() {
        for text in ["", "3d40", &"g".repeat(64), &"0".repeat(65), &"ế".repeat(64)] {
            assert!(text.parse::<PublicKey>().is_err() && SealKey::read(text).is_err(), "{text}");
        }
    }
}
