//! The tree under Module Structure.

use crate::text::{ByteRange, Spanned};

use super::fields::{Content, Draft};
use super::paths::{has_file_ending, is_bare_file, path_of_name};
use crate::contract::model::{Fence, TreeEntry, TreeEntryKind};
use crate::contract::schema::FieldKind;

/// Info strings of fences that may hold a tree; others hold code.
const TREE_LANGUAGES: &[&str] =
    &["", "text", "txt", "plaintext", "plain", "tree", "bash", "sh", "shell", "console", "ascii"];

/// Columns between two tab stops.
const TAB: usize = 4;

/// The entries that the Module Structure fields among these draw, or list as bullets.
pub(super) fn structure_of_fields(text: &str, drafts: &[Draft<'_>]) -> Vec<TreeEntry> {
    let is_structure = |draft: &&Draft<'_>| draft.kind == Some(FieldKind::ModuleStructure);
    let mut entries = Vec::new();
    for content in drafts.iter().filter(is_structure).flat_map(|draft| &draft.contents) {
        match content {
            Content::Fence(fence) => read_tree(text, fence, &mut entries),
            // How deep a bullet stands is not kept: it names a file anywhere below.
            Content::Item(inline, _) => {
                let names = inline.runs.iter().filter(|run| !run.is_target).map(|run| &run.name);
                let files = names.filter(|name| has_file_ending(&name.value));
                entries.extend(files.filter_map(path_of_name).map(|reference| TreeEntry {
                    name: Spanned::new(reference.path.clone(), reference.range),
                    path: reference.path,
                    parent: None,
                    kind: TreeEntryKind::File,
                }));
            }
            _ => {}
        }
    }
    entries
}

/// An entry below which lines further to the right hang.
struct Open {
    column: usize,
    /// `None` where the entry is a placeholder: what hangs below it is one too.
    entry: Option<usize>,
}

fn read_tree(text: &str, fence: &Fence, entries: &mut Vec<TreeEntry>) {
    if !TREE_LANGUAGES.contains(&fence.language.as_str()) {
        return;
    }
    let mut open: Vec<Open> = Vec::new();
    let mut start = fence.content.start();
    for line in fence.content.slice(text).split_inclusive('\n') {
        let line_start = start;
        start += line.len();
        let Some(drawn) = Drawn::of_line(line) else { continue };
        open.truncate(open.partition_point(|above| above.column < drawn.column));
        let parent = open.last().map(|above| above.entry);
        let is_clear = drawn.is_clear() && parent != Some(None);
        let entry = is_clear.then(|| {
            let parent = parent.flatten();
            entries.push(drawn.entry(line_start, parent, entries));
            entries.len() - 1
        });
        open.push(Open { column: drawn.column, entry });
    }
    for index in 0..entries.len() {
        let has_children = entries.iter().skip(index).any(|entry| entry.parent == Some(index));
        if let Some(entry) = entries.get_mut(index).filter(|_| has_children) {
            entry.kind = TreeEntryKind::Folder;
        }
    }
}

/// A line of a tree.
struct Drawn<'line> {
    /// Where the name begins, in characters.
    column: usize,
    /// Where the name begins, in bytes of the line.
    at: usize,
    name: &'line str,
}

impl<'line> Drawn<'line> {
    /// `None` for a line that names nothing: blank, lines alone, elided, prose.
    fn of_line(line: &'line str) -> Option<Self> {
        let mut column = 0;
        let mut at = None;
        for (index, character) in line.char_indices() {
            if !is_drawing(character, line.get(index + character.len_utf8()..)) {
                at = Some(index);
                break;
            }
            column = if character == '\t' { (column / TAB + 1) * TAB } else { column + 1 };
        }
        let mut at = at?;
        let mut rest = line.get(at..)?;
        // `📁 client/`
        let is_sign = |word: &str| !word.is_empty() && !word.contains(|c: char| c.is_ascii());
        if let Some((sign, behind)) = rest.split_once(' ').filter(|(word, _)| is_sign(word)) {
            let has_letters = sign.chars().any(char::is_alphanumeric);
            if !has_letters {
                let trimmed = behind.trim_start();
                at += rest.len() - trimmed.len();
                rest = trimmed;
            }
        }
        let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let (name, behind) = rest.split_at(end);
        let name = name.trim_end_matches([',', ':', ';']);
        let is_named = name.chars().any(|c| c.is_alphanumeric()) || matches!(name, "." | "./");
        let is_comment = name.starts_with(['#', '(']) || name.starts_with("//");
        if !is_named || is_comment || is_prose(name, behind) {
            return None;
        }
        Some(Self { column, at, name })
    }

    /// Whether the name is that of one file or folder, and no placeholder or pattern.
    fn is_clear(&self) -> bool {
        let has_sign = |c: char| "[]{}<>*?\"'$=|…".contains(c);
        !self.name.contains(has_sign) && !self.name.contains("..") && !self.name.starts_with('/')
    }

    fn entry(&self, line: usize, parent: Option<usize>, entries: &[TreeEntry]) -> TreeEntry {
        let bare = self.name.trim_end_matches(['/', '\\']);
        let start = line + self.at;
        let range = ByteRange::new(start, start + bare.len());
        let own = bare.replace('\\', "/");
        let own = if own == "." { String::new() } else { own.trim_start_matches("./").to_owned() };
        let above = parent.and_then(|parent| entries.get(parent)).map(|entry| entry.path.as_str());
        let path = match above {
            Some(above) if !above.is_empty() => format!("{above}/{own}"),
            _ => own,
        };
        let kind = if bare.len() < self.name.len() || bare == "." {
            TreeEntryKind::Folder
        } else if has_file_ending(bare) || is_bare_file(bare) {
            TreeEntryKind::File
        } else {
            TreeEntryKind::Unclear
        };
        TreeEntry { name: Spanned::new(bare.to_owned(), range), path, parent, kind }
    }
}

/// Whether a character in front of a name belongs to the drawing.
fn is_drawing(character: char, behind: Option<&str>) -> bool {
    let is_box = ('\u{2500}'..='\u{257f}').contains(&character);
    let is_bullet = matches!(character, '*' | '•') && behind.is_some_and(|b| b.starts_with(' '));
    is_box || is_bullet || character.is_whitespace() || "|+`\\->".contains(character)
}

/// Whether a line is a sentence: more words behind a first one that is no file or folder, and
/// nothing that makes them a remark.
fn is_prose(name: &str, behind: &str) -> bool {
    const REMARKS: &[&str] = &["#", "//", "-", "—", "–", "(", "<-", "←", "→", "*", ";", ":", "|"];
    let is_named_so = has_file_ending(name) || name.ends_with(['/', '\\']) || is_bare_file(name);
    let remark = behind.trim();
    let is_remark = remark.is_empty()
        || REMARKS.iter().any(|mark| remark.starts_with(mark))
        || behind.starts_with("  ")
        || behind.starts_with('\t');
    !is_named_so && !is_remark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(drawn: &str) -> Vec<String> {
        let fence = Fence { language: String::new(), content: ByteRange::new(0, drawn.len()) };
        let mut entries = Vec::new();
        read_tree(drawn, &fence, &mut entries);
        let shown = |entry: &TreeEntry| {
            assert_eq!(entry.name.range.slice(drawn), entry.name.value, "the place of the name");
            let mark = match entry.kind {
                TreeEntryKind::File => "",
                TreeEntryKind::Folder => "/",
                TreeEntryKind::Unclear => "?",
            };
            format!("{}{mark}", entry.path)
        };
        entries.iter().map(shown).collect()
    }

    const READ: [&str; 5] = [
        "src/acme/",
        "src/acme/client.js",
        "src/acme/errors/",
        "src/acme/errors/rate.js",
        "src/acme/README.md",
    ];

    #[test]
    fn trees_are_read_in_every_hand() {
        for drawn in [
            "src/acme/\n├── client.js   # Client\n├── errors/\n│   └── rate.js // slow down\n└── README.md\n",
            "src/acme/\r\n├── client.js\r\n├── errors/\r\n│   └── rate.js\r\n└── README.md\r\n",
            "src/acme\n|-- client.js\n|-- errors\n|   `-- rate.js\n`-- README.md",
            "src/acme/\n+-- client.js\n+-- errors/\n|   \\-- rate.js\n+-- README.md\n",
            "src/acme/\n  client.js - the client\n  errors/\n    rate.js\n  README.md (docs)\n",
            "src/acme/\n\tclient.js\n\terrors/\n\t\trate.js\n\tREADME.md\n",
            "📁 src/acme/\n├── 📄 client.js\n├── 📁 errors/\n│   └── 📄 rate.js\n└── 📄 README.md\n",
            "src\\acme\\\n├── client.js\n├── errors\\\n│   └── rate.js\n└── README.md\n",
            "- src/acme/\n  - client.js\n  - errors/\n    - rate.js\n  - README.md\n",
        ] {
            assert_eq!(tree(drawn), READ, "{drawn}");
        }
    }

    #[test]
    fn several_roots_and_none_are_read() {
        assert_eq!(
            tree("src/a/\n├── a.js\n\nsrc/b/\n└── b.js\n"),
            ["src/a/", "src/a/a.js", "src/b/", "src/b/b.js"]
        );
        assert_eq!(tree("├── a.js\n└── b.js\n"), ["a.js", "b.js"]);
        assert_eq!(
            tree(".\n├── a.js\n└── lib/\n    └── b.js\n"),
            ["/", "a.js", "lib/", "lib/b.js"]
        );
        assert_eq!(
            tree("src/\n└── integrations/\n    └── acme/\n        └── a.js\n"),
            ["src/", "src/integrations/", "src/integrations/acme/", "src/integrations/acme/a.js"]
        );
    }

    #[test]
    fn what_is_left_open_is_no_entry() {
        let drawn = "src/[service-name]/\n├── client.js\nsrc/acme/\n├── ...\n├── …\n├── {a,b}.ts\n├── *.js\n├── [name].ts\n├── a.js\n├── etc.\n└── Makefile\n\n3 directories, 4 files\nThe client wraps it.\n";
        assert_eq!(
            tree(drawn),
            ["src/acme/", "src/acme/a.js", "src/acme/etc.?", "src/acme/Makefile"]
        );
        assert!(tree("").is_empty());
        assert!(tree("│\n├──\n").is_empty());
    }
}
