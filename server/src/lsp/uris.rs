//! URIs and paths.

use std::path::{Path, PathBuf};

use tower_lsp::ls_types::Uri;

/// The path a URI speaks of. `None` for everything that is no local file: `untitled:`, `git:`,
/// notebook cells, files of another host.
pub fn to_path(uri: &Uri) -> Option<PathBuf> {
    if !uri.scheme().as_str().eq_ignore_ascii_case("file") {
        return None;
    }
    let host = uri.authority().map_or("", |authority| authority.host());
    if !host.is_empty() && !host.eq_ignore_ascii_case("localhost") {
        return None;
    }
    let path = uri.to_file_path()?;
    path.is_absolute().then(|| path.into_owned())
}

/// The URI of an absolute path. `None` when the path cannot be written as one.
pub fn from_path(path: &Path) -> Option<Uri> {
    if path.is_absolute() { Uri::from_file_path(path) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_of(uri: &str) -> Option<PathBuf> {
        uri.parse().ok().and_then(|uri| to_path(&uri))
    }

    #[cfg(unix)]
    #[test]
    fn percent_signs_are_decoded_and_encoded() {
        let path = path_of("file:///tmp/a%20b/%E6%BC%A2%5B1%5D.md").expect("a path");
        assert_eq!(path, Path::new("/tmp/a b/漢[1].md"));
        let uri = from_path(&path).expect("a URI");
        assert_eq!(to_path(&uri).as_deref(), Some(&*path));
        assert_eq!(path_of("file://localhost/x"), Some("/x".into()));
        assert_eq!(path_of("FILE:///x"), Some("/x".into()));
    }

    #[test]
    fn what_is_no_local_file_has_no_path() {
        for uri in [
            "untitled:Untitled-1",
            "git:/x/y.md?%7B%22ref%22%3A%22%22%7D",
            "vscode-notebook-cell:/x/y.ipynb#W0",
            "file://host/share/x.md",
            "https://example.com/x.md",
            "file:",
        ] {
            assert_eq!(path_of(uri), None, "{uri}");
        }
    }

    #[test]
    fn odd_uris_are_no_reason_to_panic() {
        for uri in ["file:///c%3A/x.md", "file:///C:/x.md", "file:///%00", "file:///%FF", "file:x"]
        {
            let _ = path_of(uri);
        }
    }
}
