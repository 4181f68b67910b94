//! Whether a cursor stands where the name of an environment variable is being written.
//!
//! Source is broken while it is typed (`process.env.` alone is no expression), so this looks at the
//! text before the cursor, not at the syntax tree.

use crate::source::Language;
use crate::text::ByteRange;

/// What stands before a name in JavaScript and TypeScript.
const JAVASCRIPT_ACCESSORS: &[&str] = &[
    "process.env.",
    "process.env?.",
    "process.env['",
    "process.env[\"",
    "process.env[`",
    "import.meta.env.",
    "import.meta.env['",
    "import.meta.env[\"",
    "Bun.env.",
    "Deno.env.get('",
    "Deno.env.get(\"",
];

/// What stands before a name in Rust.
const RUST_ACCESSORS: &[&str] =
    &["env::var(\"", "env::var_os(\"", "env!(\"", "dotenvy::var(\"", "env = \""];

/// The part of a variable's name that is written around byte `offset`, when an accessor of the
/// environment stands before it.
pub(super) fn accessor_before(text: &str, language: Language, offset: usize) -> Option<ByteRange> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = text.get(..offset)?;
    let behind = text.get(offset..)?;
    let start = before.trim_end_matches(is_part).len();
    let accessors = match language {
        Language::Rust => RUST_ACCESSORS,
        Language::JavaScript | Language::TypeScript | Language::Tsx => JAVASCRIPT_ACCESSORS,
    };
    let preceding = &text[..start];
    let is_accessor = |accessor: &&str| {
        // `myprocess.env.` is another object.
        preceding.strip_suffix(*accessor).is_some_and(|rest| !rest.ends_with(is_part))
    };
    accessors.iter().find(|accessor| is_accessor(accessor))?;
    let end = offset + behind.len() - behind.trim_start_matches(is_part).len();
    Some(ByteRange::new(start, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_at(source: &str, language: Language) -> Option<String> {
        let offset = source.find("$0").expect("a cursor");
        let text = source.replace("$0", "");
        accessor_before(&text, language, offset).map(|range| range.slice(&text).to_owned())
    }

    #[test]
    fn accessors_are_seen_while_they_are_typed() {
        let javascript = |source| name_at(source, Language::TypeScript);
        assert_eq!(javascript("const k = process.env.$0").as_deref(), Some(""));
        assert_eq!(javascript("process.env.STRI$0PE").as_deref(), Some("STRIPE"));
        assert_eq!(javascript("process.env['ST$0']").as_deref(), Some("ST"));
        assert_eq!(javascript("import.meta.env.V$0").as_deref(), Some("V"));
        assert_eq!(javascript("myprocess.env.$0"), None);
        assert_eq!(javascript("process.en$0"), None);
        assert_eq!(name_at("std::env::var(\"S$0\")", Language::Rust).as_deref(), Some("S"));
        assert_eq!(name_at("dotenv!(\"S$0\")", Language::Rust), None);
    }
}
