//! Lists the catalog's data files, so that adding a service is adding a file.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

fn main() {
    let folder = Path::new("src/catalog/services");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("the catalog lies in src/catalog/services")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let mut list = String::from("[\n");
    for file in files {
        let name = file.display().to_string();
        let absolute = file.canonicalize().expect("a file just listed");
        writeln!(list, "({name:?}, include_str!({absolute:?})),").expect("a string takes all");
    }
    list.push(']');
    let target = Path::new(&env::var("OUT_DIR").expect("cargo names it")).join("services.rs");
    fs::write(target, list).expect("cargo's own folder is writable");
}
