//! Trains the weights that come with the crate and writes them to `src/kinds/kinds.bin`.

use armistice_events::kinds::Model;

fn main() -> std::io::Result<()> {
    let bytes = Model::of_examples().to_bytes();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/kinds/kinds.bin");
    println!("{path}: {} bytes", bytes.len());
    std::fs::write(path, bytes)
}
