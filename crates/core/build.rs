//! Lists the folders that are registries: `src/import/*.rs` and `../../casebook/**`. Nothing else.

use std::{env, fs, path::Path};

fn main() {
    let here = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it");
    let out = env::var("OUT_DIR").expect("cargo sets it");
    let casebook = Path::new(&here).join("../../casebook");
    formats(&Path::new(&here).join("src/import"), &Path::new(&out).join("formats.rs"));
    embed(&casebook, &Path::new(&out).join("casebook.rs"));
}

/// `mod x;` for each file of the folder; `&x::FORMAT` and `&x::CONTAINER` for those that have one; other files are their helpers.
fn formats(folder: &Path, out: &Path) {
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut mods = String::new();
    let (mut table, mut containers) = (String::new(), String::new());
    for path in sorted(folder, "rs") {
        let stem = path.file_stem().expect("a file").to_string_lossy().into_owned();
        println!("cargo:rerun-if-changed={}", path.display());
        mods += &format!("#[path = {:?}]\npub mod {stem};\n", path.display().to_string());
        let source = fs::read_to_string(&path).expect("readable source");
        let has = |line: &str| source.lines().any(|l| l.starts_with(line));
        if has("pub static FORMAT: Format") {
            table += &format!("    &{stem}::FORMAT,\n");
        }
        if has("pub static CONTAINER: Container") {
            containers += &format!("    &{stem}::CONTAINER,\n");
        }
    }
    let code = format!("{mods}\n/// Every format of the folder, in name order.\npub static FORMATS: &[&Format] = &[\n{table}];\n\n/// Every kind of package of the folder, in name order.\npub static CONTAINERS: &[&container::Container] = &[\n{containers}];\n");
    fs::write(out, code).expect("OUT_DIR is writable");
}

/// One constant per casebook folder: (file stem, text), in name order.
fn embed(casebook: &Path, out: &Path) {
    let mut code = String::new();
    for (folder, extension) in [("law", "toml"), ("rules", "toml"), ("routes", "toml"), ("words", "toml"), ("documents", "md"), ("answers", "toml"), ("numbers", "toml")] {
        let path = casebook.join(folder);
        println!("cargo:rerun-if-changed={}", path.display());
        code += &format!("/// Files of `casebook/{folder}`: (stem, text).\npub static {}: &[(&str, &str)] = &[\n", folder.to_uppercase());
        for file in sorted(&path, extension) {
            println!("cargo:rerun-if-changed={}", file.display());
            let stem = file.file_stem().expect("a file").to_string_lossy().into_owned();
            code += &format!("    ({stem:?}, include_str!({:?})),\n", file.display().to_string());
        }
        code += "];\n";
    }
    fs::write(out, code).expect("OUT_DIR is writable");
}

fn sorted(folder: &Path, extension: &str) -> Vec<std::path::PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    files.sort();
    files
}
