//! What the tests of this crate share: a folder of their own that is removed afterwards.

use std::path::PathBuf;

/// A fresh folder, removed when dropped.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder.
    pub fn new() -> Scratch {
        let mut name = [0_u8; 8];
        getrandom::fill(&mut name).expect("the system gives random bytes");
        let path = std::env::temp_dir().join(format!("yimen-test-{:016x}", u64::from_le_bytes(name)));
        std::fs::create_dir(&path).expect("a folder with a new name can be made");
        Scratch(path)
    }

    /// A path in the folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// Writes a file in the folder.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("the test's own folder can be written");
        path
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
