//! Builds the web application's files into the program, where they were made: `web/dist`, by
//! `npm run build` in `web` (`make` does it where Node is there). Without them the program is
//! whole but for the application.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let here = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let dist = Path::new(&here).join("../../web/dist");
    println!("cargo:rerun-if-changed={}", dist.display());
    let mut files = Vec::new();
    if dist.join("index.html").exists() {
        list(&dist, &mut files)?;
        files.sort();
    } else {
        println!(
            "cargo:warning=the web application is not built (Node 20 or later is missing, or `make` was not used): this program serves its interfaces only"
        );
    }
    let mut out = String::from("static ASSETS: &[Asset] = &[\n");
    for path in &files {
        let shown = path.display().to_string();
        if shown.ends_with(".br") || shown.ends_with(".gz") {
            continue;
        }
        let name = path.strip_prefix(&dist).map_err(io::Error::other)?.display().to_string();
        let beside = |ending: &str| {
            let other = PathBuf::from(format!("{shown}{ending}"));
            match other.exists() {
                true => format!("Some(include_bytes!({:?}))", other.display().to_string()),
                false => "None".to_string(),
            }
        };
        let _ = writeln!(
            out,
            "    Asset {{ path: {:?}, plain: include_bytes!({shown:?}), brotli: {}, gzip: {} }},",
            name.replace('\\', "/"),
            beside(".br"),
            beside(".gz")
        );
    }
    out.push_str("];\n");
    let to = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&to).join("assets.rs"), out)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for item in fs::read_dir(folder)? {
        let path = item?.path();
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}
