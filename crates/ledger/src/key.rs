//! Ed25519 keys (RFC 8032): who signs. A key file is one line of text in the signer encoding of
//! signed notes, `PRIVATE+KEY+<name>+<key ID>+<base64 of 0x01 and the seed>`, so that other
//! tools for signed notes can read it and a mistyped line is noticed by its key ID.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::str::FromStr;

use data_encoding::HEXLOWER;
use ed25519_dalek::{Signer as _, SigningKey, VerifyingKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::Digest as _;

use crate::base64;
use crate::durable;
use crate::error::{At as _, Error};
use crate::hash::{NotHex, bytes_from_hex};

/// The signature type byte of Ed25519 in signed notes.
const ED25519: u8 = 0x01;

/// An Ed25519 public key, 32 bytes, written as 64 lower-case hexadecimal digits. Any 32 bytes can
/// be held; those that are no usable point verify nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// A key received as bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes in the encoding of RFC 8032.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first 16 hexadecimal digits, for people to read and for searching the log. Not an
    /// identity: compare whole keys where it matters.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        HEXLOWER.encode(&self.0).chars().take(16).collect()
    }

    /// Whether `signature` is this key's signature over `message`. Small-order keys and
    /// non-canonical signatures verify nothing.
    #[must_use]
    pub fn verifies(&self, message: &[u8], signature: &Signature) -> bool {
        self.point().is_some_and(|point| verifies(&point, message, signature))
    }

    /// The curve point, decoded once where many signatures of one author are checked.
    pub(crate) fn point(&self) -> Option<VerifyingKey> {
        VerifyingKey::from_bytes(&self.0).ok()
    }

    /// The key's ID under `name` in signed notes.
    pub(crate) fn note_id(&self, name: &str) -> [u8; 4] {
        let mut hasher = sha2::Sha256::new();
        hasher.update(name.as_bytes());
        hasher.update([b'\n', ED25519]);
        hasher.update(self.0);
        let hash: [u8; 32] = hasher.finalize().into();
        [hash[0], hash[1], hash[2], hash[3]]
    }
}

/// The strict verification of RFC 8032 with small-order keys refused.
pub(crate) fn verifies(point: &VerifyingKey, message: &[u8], signature: &Signature) -> bool {
    let signature = ed25519_dalek::Signature::from_bytes(&signature.0);
    point.verify_strict(message, &signature).is_ok()
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl FromStr for PublicKey {
    type Err = NotHex;

    fn from_str(text: &str) -> Result<Self, NotHex> {
        bytes_from_hex(text).map(Self)
    }
}

impl Serialize for PublicKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PublicKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// An Ed25519 signature, 64 bytes, written in base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Signature([u8; 64]);

impl Signature {
    /// A signature received as bytes.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 64]) -> Self {
        Self(bytes)
    }

    /// The 64 bytes in the encoding of RFC 8032.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 64] {
        &self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&base64::encode(&self.0))
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({self})")
    }
}

/// A named Ed25519 key pair. The name is for people and for signed notes; only the key counts.
#[derive(Clone)]
pub struct Key {
    name: String,
    signing: SigningKey,
}

// The seed must not reach a log file through a debug print.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({} {})", self.name, self.public().fingerprint())
    }
}

impl Key {
    /// A new key with randomness from the operating system. Characters that a signed note cannot
    /// carry in a name (spaces, `+`, control characters) become `-`.
    ///
    /// # Errors
    /// [`Error::Randomness`] when the operating system gives none.
    pub fn generate(name: &str) -> Result<Self, Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)
            .map_err(|reason| Error::Randomness { reason: reason.to_string() })?;
        Ok(Self::from_seed(name, &seed))
    }

    /// The key that belongs to a secret seed; for tests and for keys kept elsewhere.
    #[must_use]
    pub fn from_seed(name: &str, seed: &[u8; 32]) -> Self {
        Self { name: note_name(name), signing: SigningKey::from_bytes(seed) }
    }

    /// The key in the file at `path`; where there is no file, a new key named after the file,
    /// written there first (readable by its owner only, and whole or not at all).
    ///
    /// # Errors
    /// [`Error::KeyFile`] when the file holds something else, [`Error::Io`], [`Error::Randomness`].
    pub fn load_or_create(path: &Path) -> Result<Self, Error> {
        let stem = path.file_stem().map(|stem| stem.to_string_lossy());
        Self::load_or_create_named(path, stem.as_deref().unwrap_or("key"))
    }

    /// [`Key::load_or_create`] with the name a new key gets.
    ///
    /// # Errors
    /// As [`Key::load_or_create`].
    pub fn load_or_create_named(path: &Path, name: &str) -> Result<Self, Error> {
        if path.try_exists().at("look for", path)? {
            return Self::load(path);
        }
        let key = Self::generate(name)?;
        if key.store(path)? {
            Ok(key)
        } else {
            // Somebody else made the key meanwhile; theirs is the one on disk.
            Self::load(path)
        }
    }

    /// The key in the file at `path`.
    ///
    /// # Errors
    /// [`Error::KeyFile`] when the file holds something else, [`Error::Io`].
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).at("read", path)?;
        Self::from_text(text.trim_end()).ok_or_else(|| Error::KeyFile { path: path.to_owned() })
    }

    /// Writes the key to a new file; `false` when there is one already.
    pub(crate) fn store(&self, path: &Path) -> Result<bool, Error> {
        let folder = durable::folder_of(path);
        durable::create_folder(folder)?;
        let mut random = [0; 8];
        getrandom::fill(&mut random)
            .map_err(|reason| Error::Randomness { reason: reason.to_string() })?;
        let temporary = folder.join(format!(".key-{}", HEXLOWER.encode(&random)));
        let stored = self.store_through(&temporary, path);
        let removed = fs::remove_file(&temporary);
        let stored = stored?;
        if let Err(error) = removed
            && error.kind() != io::ErrorKind::NotFound
        {
            return Err(error).at("remove", &temporary);
        }
        durable::sync_folder(folder)?;
        Ok(stored)
    }

    fn store_through(&self, temporary: &Path, path: &Path) -> Result<bool, Error> {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(temporary).at("create", temporary)?;
        let line = format!("{}\n", self.to_text());
        file.write_all(line.as_bytes()).at("write", temporary)?;
        file.sync_all().at("flush", temporary)?;
        // A hard link appears whole and never replaces a key; some file systems have none.
        match fs::hard_link(temporary, path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(_) if path.try_exists().at("look for", path)? => Ok(false),
            Err(_) => fs::rename(temporary, path).at("rename to", path).map(|()| true),
        }
    }

    /// The key's name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same key under another name, with the characters of [`Key::generate`] replaced.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.name = note_name(name);
        self
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.signing.verifying_key().to_bytes())
    }

    /// The public half in the verifier encoding of signed notes, `<name>+<key ID>+<base64>`, to
    /// hand to those who check signatures.
    #[must_use]
    pub fn verifier(&self) -> String {
        let public = self.public();
        self.encoded(public.as_bytes())
    }

    /// Signs `message`. Deterministic (RFC 8032): the same message gives the same signature.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> Signature {
        Signature(self.signing.sign(message).to_bytes())
    }

    fn to_text(&self) -> String {
        format!("PRIVATE+KEY+{}", self.encoded(self.signing.as_bytes()))
    }

    fn encoded(&self, half: &[u8; 32]) -> String {
        let id = HEXLOWER.encode(&self.public().note_id(&self.name));
        let mut material = vec![ED25519];
        material.extend_from_slice(half);
        format!("{}+{id}+{}", self.name, base64::encode(&material))
    }

    fn from_text(text: &str) -> Option<Self> {
        let mut parts = text.strip_prefix("PRIVATE+KEY+")?.splitn(3, '+');
        let (name, id, material) = (parts.next()?, parts.next()?, parts.next()?);
        let material = base64::decode(material.as_bytes())?;
        let (kind, seed) = material.split_first()?;
        let key = Self::from_seed(name, seed.try_into().ok()?);
        let intact = *kind == ED25519
            && key.name == name
            && id == HEXLOWER.encode(&key.public().note_id(name));
        intact.then_some(key)
    }
}

/// Whether signed notes can carry `name` as a key name.
pub(crate) fn is_note_name(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(cannot_be_in_name)
}

fn cannot_be_in_name(character: char) -> bool {
    character.is_whitespace() || character.is_control() || character == '+'
}

fn note_name(name: &str) -> String {
    if name.is_empty() {
        return "key".to_owned();
    }
    name.replace(cannot_be_in_name, "-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_the_signer_encoding_of_the_note_package() {
        // The example of golang.org/x/mod/sumdb/note.
        let text = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let key = Key::from_text(text).unwrap();
        assert_eq!(key.to_text(), text);
        assert_eq!(
            key.verifier(),
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        );
        for damaged in [
            "",
            "PRIVATE+KEY+",
            &text.replace("c74f", "c74e"),
            &text.replace("Peter", "Petra"),
            &text.replace("KDFz", "KDF"),
            &text[..text.len() - 4],
        ] {
            assert!(Key::from_text(damaged).is_none(), "{damaged}");
        }
    }

    #[test]
    fn a_key_file_is_made_once_and_kept_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("people/analyst one.key");
        let made = Key::load_or_create(&path).unwrap();
        let again = Key::load_or_create(&path).unwrap();
        assert_eq!(made.public(), again.public());
        assert_eq!(again.name(), "analyst-one");
        assert!(!made.store(&path).unwrap(), "a key file is never replaced");
        assert_eq!(
            fs::read_dir(path.parent().unwrap()).unwrap().count(),
            1,
            "no temporary file stays behind"
        );
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let other = Key::generate("other").unwrap();
        assert_ne!(other.public(), made.public());
        fs::write(&path, "something else").unwrap();
        assert!(matches!(Key::load(&path), Err(Error::KeyFile { .. })));
    }

    #[test]
    fn a_signature_holds_for_its_message_and_key_alone() {
        let key = Key::from_seed("a", &[1; 32]);
        let signature = key.sign(b"text");
        assert!(key.public().verifies(b"text", &signature));
        assert!(!key.public().verifies(b"texT", &signature));
        let other = Key::from_seed("a", &[2; 32]);
        assert!(!other.public().verifies(b"text", &signature));
        assert!(!PublicKey::from_bytes([0; 32]).verifies(b"text", &signature));
        assert_eq!(format!("{key:?}"), format!("Key(a {})", key.public().fingerprint()));
    }
}
