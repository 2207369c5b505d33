//! Pages that take long to make, kept until something is judged anew.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes kept in all.
const MOST: usize = 256 << 20;

/// Made pages by what they are called and the ledger's root they were made for.
#[derive(Default)]
pub struct Shelf(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    root: String,
    pages: HashMap<String, Arc<[u8]>>,
    bytes: usize,
}

impl Shelf {
    /// The page, made if it is not there for this root.
    ///
    /// # Errors
    /// Those of making it.
    pub fn page<E>(
        &self,
        root: &str,
        name: &str,
        make: impl FnOnce() -> Result<Vec<u8>, E>,
    ) -> Result<Arc<[u8]>, E> {
        {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.root != root {
                *kept = Kept { root: root.to_string(), ..Kept::default() };
            }
            if let Some(page) = kept.pages.get(name) {
                return Ok(Arc::clone(page));
            }
        }
        // Made outside the lock: two may make the same page, and both are right.
        let page: Arc<[u8]> = make()?.into();
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.root == root && kept.bytes + page.len() <= MOST {
            kept.bytes += page.len();
            kept.pages.insert(name.to_string(), Arc::clone(&page));
        }
        Ok(page)
    }
}
