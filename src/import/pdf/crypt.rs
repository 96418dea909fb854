//! Files that anyone may read but not print or copy are enciphered with the empty password.
//! They are read as any viewer reads them; a file that asks for a password is not.

use aes::cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::NoPadding};
use md5::{Digest, Md5};
use sha2::{Sha256, Sha384, Sha512};

use super::object::{Dict, Object};

/// What the standard fills short passwords with.
const PADDING: [u8; 32] = [
    0x28, 0xBF, 0x4E, 0x5E, 0x4E, 0x75, 0x8A, 0x41, 0x64, 0x00, 0x4E, 0x56, 0xFF, 0xFA, 0x01, 0x08, 0x2E, 0x2E, 0x00, 0xB6, 0xD0, 0x68,
    0x3E, 0x80, 0x2F, 0x0C, 0xA9, 0xFE, 0x64, 0x53, 0x69, 0x7A,
];
/// An AES block.
const BLOCK: usize = 16;

/// How strings or streams are enciphered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cipher {
    Identity,
    Rc4,
    Aes128,
    Aes256,
}

/// The key of a file, and what it opens.
pub(super) struct Key {
    secret: Vec<u8>,
    strings: Cipher,
    streams: Cipher,
}

impl Key {
    /// The key that the empty password gives, if it opens the file. `id` is the file's first identifier.
    pub fn of_empty_password(encrypt: &Dict, id: &[u8]) -> Option<Self> {
        let number = |name: &[u8]| encrypt.get(name).and_then(Object::number);
        let index = |name: &[u8]| encrypt.get(name).and_then(Object::index);
        let (version, revision) = (index(b"V")?, index(b"R")?);
        let (strings, streams) = match version {
            1 | 2 => (Cipher::Rc4, Cipher::Rc4),
            4 | 5 => (cipher(encrypt, b"StrF")?, cipher(encrypt, b"StmF")?),
            _ => return None,
        };
        let user = encrypt.get(b"U".as_slice())?.text()?;
        let key = if version == 5 {
            let entry = encrypt.get(b"UE".as_slice())?.text()?;
            key_256(user, entry.get(..32)?, revision)?
        } else {
            let length = if version == 1 { 5 } else { index(b"Length").unwrap_or(if version == 4 { 128 } else { 40 }) / 8 };
            let owner = encrypt.get(b"O".as_slice())?.text()?;
            let with_metadata = encrypt.get(b"EncryptMetadata".as_slice()) != Some(&Object::Bool(false));
            let key = key_128(owner.get(..32)?, permissions(number(b"P")?)?, id, revision, length.clamp(5, 16), with_metadata);
            opens(&key, user, id, revision).then_some(key)?
        };
        Some(Self { secret: key, strings, streams })
    }

    /// The bytes of a stream of object `id`.
    pub fn decrypt_stream(&self, raw: &[u8], id: (u32, u32)) -> Vec<u8> {
        self.decrypt(self.streams, raw, id)
    }

    /// Deciphers all strings of object `id`.
    pub fn decrypt_strings(&self, object: &mut Object, id: (u32, u32)) {
        match object {
            Object::Text(text) => *text = self.decrypt(self.strings, text, id),
            Object::Array(members) => members.iter_mut().for_each(|member| self.decrypt_strings(member, id)),
            Object::Dict(dict) => dict.values_mut().for_each(|member| self.decrypt_strings(member, id)),
            _ => {}
        }
    }

    fn decrypt(&self, cipher: Cipher, raw: &[u8], (number, generation): (u32, u32)) -> Vec<u8> {
        let own_key = || {
            let mut hash = Md5::new();
            hash.update(&self.secret);
            hash.update(number.to_le_bytes().get(..3).unwrap_or_default());
            hash.update(generation.to_le_bytes().get(..2).unwrap_or_default());
            if cipher == Cipher::Aes128 {
                hash.update(b"sAlT");
            }
            hash.finalize().get(..(self.secret.len() + 5).min(16)).unwrap_or_default().to_vec()
        };
        match cipher {
            Cipher::Identity => raw.to_vec(),
            Cipher::Rc4 => rc4(&own_key(), raw),
            Cipher::Aes128 => aes_with_vector::<aes::Aes128>(&own_key(), raw),
            Cipher::Aes256 => aes_with_vector::<aes::Aes256>(&self.secret, raw),
        }
    }
}

/// The cipher a file names for its strings or streams.
fn cipher(encrypt: &Dict, which: &[u8]) -> Option<Cipher> {
    let Some(name) = encrypt.get(which).and_then(Object::name).filter(|name| *name != b"Identity") else { return Some(Cipher::Identity) };
    let filter = encrypt.get(b"CF".as_slice())?.dict()?.get(name)?.dict()?;
    match filter.get(b"CFM".as_slice())?.name()? {
        b"V2" => Some(Cipher::Rc4),
        b"AESV2" => Some(Cipher::Aes128),
        b"AESV3" => Some(Cipher::Aes256),
        b"None" => Some(Cipher::Identity),
        _ => None,
    }
}

/// The permissions as the 32 bits they are, whether written signed or not.
fn permissions(number: f64) -> Option<[u8; 4]> {
    let signed: i64 = format!("{number:.0}").parse().ok()?;
    signed.to_le_bytes().first_chunk().copied()
}

fn key_128(owner: &[u8], permissions: [u8; 4], id: &[u8], revision: usize, length: usize, with_metadata: bool) -> Vec<u8> {
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(owner);
    hash.update(permissions);
    hash.update(id);
    if revision >= 4 && !with_metadata {
        hash.update([0xFF; 4]);
    }
    let mut key = hash.finalize().to_vec();
    key.truncate(length);
    if revision >= 3 {
        for _ in 0..50 {
            key = Md5::digest(&key).to_vec();
            key.truncate(length);
        }
    }
    key
}

/// Whether the key gives the user entry that the file holds.
fn opens(key: &[u8], user: &[u8], id: &[u8], revision: usize) -> bool {
    if revision < 3 {
        return rc4(key, &PADDING) == user;
    }
    let mut hash = Md5::new();
    hash.update(PADDING);
    hash.update(id);
    let mut entry = hash.finalize().to_vec();
    for round in 0..20_u8 {
        let own: Vec<u8> = key.iter().map(|byte| byte ^ round).collect();
        entry = rc4(&own, &entry);
    }
    user.starts_with(&entry)
}

/// The key of AES-256: the user entry is hash (32), validation salt (8), key salt (8).
fn key_256(user: &[u8], entry: &[u8], revision: usize) -> Option<Vec<u8>> {
    let hash = |salt: &[u8]| if revision >= 6 { hardened(salt) } else { Some(Sha256::digest(salt).to_vec()) };
    if hash(user.get(32..40)?)? != user.get(..32)? {
        return None;
    }
    aes_decrypt::<aes::Aes256>(&hash(user.get(40..48)?)?, &[0; BLOCK], entry)
}

/// The hash of revision 6 for the empty password.
fn hardened(salt: &[u8]) -> Option<Vec<u8>> {
    let mut key = Sha256::digest(salt).to_vec();
    let mut round = 0_u32;
    loop {
        let input = key.repeat(64);
        let mut block = input.clone();
        let len = block.len();
        let cipher = cbc::Encryptor::<aes::Aes128>::new_from_slices(key.get(..16)?, key.get(16..32)?).ok()?;
        let block = cipher.encrypt_padded::<NoPadding>(&mut block, len).ok()?;
        let rest = block.get(..16)?.iter().map(|byte| u32::from(*byte)).sum::<u32>() % 3;
        key = match rest {
            0 => Sha256::digest(block).to_vec(),
            1 => Sha384::digest(block).to_vec(),
            _ => Sha512::digest(block).to_vec(),
        };
        round += 1;
        if round >= 64 && u32::from(*block.last()?) + 32 <= round {
            key.truncate(32);
            return Some(key);
        }
    }
}

/// AES in chains whose first block is the vector and whose last says how much of it is filling.
fn aes_with_vector<C>(key: &[u8], raw: &[u8]) -> Vec<u8>
where
    C: aes::cipher::BlockCipherDecrypt + aes::cipher::KeyInit + aes::cipher::BlockSizeUser,
{
    let Some((vector, body)) = raw.split_at_checked(BLOCK) else { return Vec::new() };
    let whole = body.get(..body.len() - body.len() % BLOCK).unwrap_or_default();
    let Some(mut plain) = aes_decrypt::<C>(key, vector, whole) else { return Vec::new() };
    let filling = plain.last().map_or(0, |last| usize::from(*last));
    if filling <= BLOCK {
        plain.truncate(plain.len().saturating_sub(filling));
    }
    plain
}

fn aes_decrypt<C>(key: &[u8], vector: &[u8], body: &[u8]) -> Option<Vec<u8>>
where
    C: aes::cipher::BlockCipherDecrypt + aes::cipher::KeyInit + aes::cipher::BlockSizeUser,
{
    let cipher = cbc::Decryptor::<C>::new_from_slices(key, vector).ok()?;
    let mut plain = body.to_vec();
    let len = cipher.decrypt_padded::<NoPadding>(&mut plain).ok()?.len();
    plain.truncate(len);
    Some(plain)
}

fn rc4(key: &[u8], raw: &[u8]) -> Vec<u8> {
    if key.is_empty() {
        return raw.to_vec();
    }
    let mut state: Vec<u8> = (0..=255).collect();
    let mut j = 0_u8;
    for i in 0..=255_u8 {
        j = j.wrapping_add(state[usize::from(i)]).wrapping_add(key[usize::from(i) % key.len()]);
        state.swap(usize::from(i), usize::from(j));
    }
    let (mut i, mut j) = (0_u8, 0_u8);
    let stream = raw.iter().map(|byte| {
        i = i.wrapping_add(1);
        j = j.wrapping_add(state[usize::from(i)]);
        state.swap(usize::from(i), usize::from(j));
        byte ^ state[usize::from(state[usize::from(i)].wrapping_add(state[usize::from(j)]))]
    });
    stream.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rc4_and_aes_agree_with_published_vectors() {
        assert_eq!(rc4(b"Key", b"Plaintext"), [0xBB, 0xF3, 0x16, 0xE8, 0xD9, 0x40, 0xAF, 0x0A, 0xD3]);
        // FIPS 197, C.1, as a chain of one block after a vector of zeros.
        let key: Vec<u8> = (0..16).collect();
        let block = [0x69, 0xC4, 0xE0, 0xD8, 0x6A, 0x7B, 0x04, 0x30, 0xD8, 0xCD, 0xB7, 0x80, 0x70, 0xB4, 0xC5, 0x5A];
        let plain: Vec<u8> = (0..16).map(|n| n * 0x11).collect();
        assert_eq!(aes_decrypt::<aes::Aes128>(&key, &[0; BLOCK], &block), Some(plain));
    }
}
