//! Builds again when a file that is put into the program has changed.

fn main() {
    for folder in ["scripts", "store", "src/ui/messages"] {
        println!("cargo:rerun-if-changed={folder}");
    }
}
