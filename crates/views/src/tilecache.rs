//! Tiles that were asked for lately.

use crate::ask::{TileId, Window};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that the younger half may hold.
const HALF: usize = 16 << 20;

/// A cache in two halves: when the younger is full it becomes the elder, and the elder is
/// forgotten. What is found in the elder becomes young again.
#[derive(Default)]
pub(crate) struct TileCache {
    halves: Mutex<Halves>,
}

type Key = (i64, TileId, Window);

#[derive(Default)]
struct Halves {
    young: HashMap<Key, Arc<[u8]>>,
    elder: HashMap<Key, Arc<[u8]>>,
    bytes: usize,
}

impl TileCache {
    /// A tile of a generation, if it is held.
    pub(crate) fn find(&self, key: &Key) -> Option<Arc<[u8]>> {
        let mut halves = self.halves.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(tile) = halves.young.get(key) {
            return Some(Arc::clone(tile));
        }
        let tile = halves.elder.remove(key)?;
        halves.keep(*key, Arc::clone(&tile));
        Some(tile)
    }

    /// Keeps a tile.
    pub(crate) fn keep(&self, key: Key, tile: Arc<[u8]>) {
        self.halves.lock().unwrap_or_else(PoisonError::into_inner).keep(key, tile);
    }

    /// Forgets everything.
    pub(crate) fn clear(&self) {
        *self.halves.lock().unwrap_or_else(PoisonError::into_inner) = Halves::default();
    }
}

impl Halves {
    fn keep(&mut self, key: Key, tile: Arc<[u8]>) {
        self.bytes += tile.len() + 128;
        self.young.insert(key, tile);
        if self.bytes > HALF {
            self.elder = std::mem::take(&mut self.young);
            self.bytes = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_what_was_asked_for_lately_and_not_more_than_it_may() {
        let cache = TileCache::default();
        let key = |x| (1, TileId { z: 22, x, y: 0 }, Window::open());
        let tile: Arc<[u8]> = vec![0; 1 << 20].into();
        for x in 0..100 {
            cache.keep(key(x), Arc::clone(&tile));
            assert!(cache.find(&key(0)).is_some(), "{x}: asked for every time");
        }
        let held = (0..100).filter(|x| cache.find(&key(*x)).is_some()).count();
        assert!((16..50).contains(&held), "{held}");
        cache.clear();
        assert!(cache.find(&key(99)).is_none());
    }
}
