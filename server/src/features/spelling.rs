//! How the name of a variable is written where source uses it, and what a new name makes of it.

use crate::source::Language;
use crate::text::{ByteRange, Edit};

/// How a use of an environment variable spells its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// The name itself: `process.env.NAME`, `'NAME'`, `$NAME`.
    Plain,
    /// `const { NAME } = process.env`: the name is that of a local variable too.
    Shorthand,
    /// `import { NAME } from '$env/static/private'`.
    Specifier,
    /// `const { NAME: local } = process.env`, `import { NAME as local } from …`: the place of the
    /// local name.
    Paired(ByteRange),
    /// The name comes from elsewhere: a constant, parts put together.
    Computed,
}

impl Spelling {
    /// How the use at `range` of a text spells `name`.
    pub(super) fn of(text: &str, range: ByteRange, name: &str, language: Language) -> Self {
        if range.slice(text) != name {
            return Self::Computed;
        }
        let before = text.get(..range.start()).unwrap_or_default();
        let behind = text.get(range.end()..).unwrap_or_default();
        if is_quoted(before, behind) || before.ends_with(['$', '.']) || before.ends_with("${") {
            return Self::Plain;
        }
        let is_script = language.is_ecmascript();
        if !is_script {
            return Self::Computed;
        }
        let (before, behind) = (before.trim_end(), behind.trim_start());
        let is_entry = before.ends_with(['{', ',']) || ends_in_comment(before);
        match behind.chars().next() {
            _ if before.ends_with('.') => Self::Plain,
            Some(':') if is_entry => Self::paired(text, range, ": "),
            Some('a') if is_entry && behind.starts_with("as ") => Self::paired(text, range, " as "),
            Some(',' | '}' | '=' | '/') if is_entry => {
                let end = behind.split_once('}').map_or("", |(_, end)| end.trim_start());
                if end.starts_with("from") { Self::Specifier } else { Self::Shorthand }
            }
            _ => Self::Computed,
        }
    }

    /// A name with a local name behind it, when they are written as everybody does.
    fn paired(text: &str, range: ByteRange, between: &str) -> Self {
        let behind = text.get(range.end()..).unwrap_or_default();
        let Some(local) = behind.strip_prefix(between) else { return Self::Plain };
        let start = range.end() + between.len();
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        Self::Paired(ByteRange::new(start, text.len() - local.trim_start_matches(is_part).len()))
    }

    /// The edit of a use at `range` when the variable is called `new`; `None` when nothing can be
    /// done there. The names of local variables stay as they are, and are not said twice.
    pub(super) fn renamed(self, text: &str, range: ByteRange, new: &str) -> Option<Edit> {
        let old = range.slice(text);
        Some(match self {
            Self::Paired(local) if local.slice(text) == new => {
                Edit { range: range.cover(local), text: new.to_owned() }
            }
            Self::Plain | Self::Paired(_) => Edit { range, text: new.to_owned() },
            Self::Shorthand => Edit { range, text: format!("{new}: {old}") },
            Self::Specifier => Edit { range, text: format!("{new} as {old}") },
            Self::Computed => return None,
        })
    }
}

/// Whether a name stands between two marks of one kind that make it a string.
pub(super) fn is_quoted(before: &str, behind: &str) -> bool {
    ['\'', '"', '`'].iter().any(|quote| before.ends_with(*quote) && behind.starts_with(*quote))
}

/// Whether a text ends in a comment, before which an entry of a pattern may have begun.
fn ends_in_comment(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    before.ends_with("*/") || line.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::apply_edits;

    fn renamed(source: &str) -> Option<String> {
        let start = source.find("KEY").expect("a use");
        let range = ByteRange::new(start, start + "KEY".len());
        let spelling = Spelling::of(source, range, "KEY", Language::TypeScript);
        let edit = spelling.renamed(source, range, "NEW")?;
        Some(apply_edits(source, &[edit]).expect("an edit that fits"))
    }

    #[test]
    fn every_form_is_renamed_as_it_is_written() {
        for source in [
            "process.env.KEY",
            "process.env?.KEY",
            "process.env\n  .  KEY",
            "process.env['KEY']",
            "process.env[`KEY`]",
            "const { KEY: k } = process.env",
            "const { 'KEY': k } = process.env",
            "import { KEY as k } from '$env/static/private'",
            "'KEY' in process.env",
        ] {
            assert_eq!(renamed(source), Some(source.replacen("KEY", "NEW", 1)), "{source}");
        }
        for source in [
            "const { KEY } = process.env",
            "const { A, KEY, B } = process.env",
            "const {\n  // the key\n  KEY,\n} = process.env",
            "const { /* the key */ KEY = 'x' } = process.env",
            "({ KEY = 'x' } = process.env)",
            "function f({ KEY } = process.env) {}",
        ] {
            assert_eq!(renamed(source), Some(source.replacen("KEY", "NEW: KEY", 1)), "{source}");
        }
        let import = "import { A, KEY, B } from '$env/static/private'";
        assert_eq!(renamed(import), Some(import.replacen("KEY", "NEW as KEY", 1)));
    }

    #[test]
    fn a_local_name_is_not_said_twice() {
        for (source, after) in [
            ("const { KEY: NEW } = process.env", "const { NEW } = process.env"),
            ("const { KEY: NEW = 'x' } = process.env", "const { NEW = 'x' } = process.env"),
            ("const { KEY: NEWER } = process.env", "const { NEW: NEWER } = process.env"),
            ("const { 'KEY': NEW } = process.env", "const { 'NEW': NEW } = process.env"),
            ("import { KEY as NEW } from '$env/x'", "import { NEW } from '$env/x'"),
        ] {
            assert_eq!(renamed(source).as_deref(), Some(after), "{source}");
        }
    }

    #[test]
    fn a_name_that_comes_from_a_constant_is_left_alone() {
        for source in ["process.env[KEY]", "KEY in process.env", "required(KEY)", "get(x, KEY)"] {
            assert_eq!(renamed(source), None, "{source}");
        }
        let parts = "process.env['K' + 'EY']";
        let range = ByteRange::new(12, 22);
        let spelling = Spelling::of(parts, range, "KEY", Language::TypeScript);
        assert_eq!(spelling, Spelling::Computed);
    }
}
