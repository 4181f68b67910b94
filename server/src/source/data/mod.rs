//! Data files: Dockerfiles, compose, CI and Kubernetes files, `package.json`, Terraform, properties
//! and other configuration.
//!
//! They are read for what runs or is requested from them: commands that fetch an address, addresses
//! that are the whole of a value, and Spring's placeholders. That they declare variables is known
//! elsewhere and no fact. Lines are enough for that: what is looked for is never longer than a value,
//! and a half-typed file is read as well as a whole one.

mod commands;
mod entries;
mod keys;
mod scripts;

#[cfg(test)]
mod tests;

use crate::text::{ByteRange, Spanned};

use self::entries::{Entry, Format};
use self::scripts::{Script, Variables};
use super::facts::{EnvUse, EnvUseKind, Facts, Suppression, UrlUse, UrlUseKind};
use super::suppression::{SuppressionKind, line_around, next_line, parse_suppression};
use super::value::Value;

/// Whether a file is a script of a shell: by its ending, or by its first line when it has none.
pub fn is_shell_script(path: &str, text: &str) -> bool {
    Format::of_file(path, text) == Some(Format::Script)
}

/// The facts of a data file; `None` for a file of a kind that is not read.
pub fn data_facts(path: &str, text: &str) -> Option<Facts> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let format = Format::of_file(path, text)?;
    let reading = entries::read(format, text);
    let mut facts = Facts::default();
    let is_spring = name.starts_with("application") || name.starts_with("bootstrap");
    let is_manifest = name == "package.json";
    let Script { env_uses, variables } = match format {
        Format::Script => scripts::read(text, &reading.comments),
        _ => Script::default(),
    };
    facts.env_uses.extend(env_uses);
    for entry in &reading.entries {
        if runs(format, is_manifest, entry) {
            facts.urls.extend(commands::requests(text, entry.value, &variables));
        }
        let is_silent = is_manifest
            || keys::is_shown(&entry.key)
            || keys::declares_variable(&entry.key, &entry.parent);
        if !is_silent {
            facts.urls.extend(address(text, entry.value));
        }
        if is_spring {
            placeholders(text, entry.value, &mut facts.env_uses);
        }
    }
    for command in &reading.commands {
        facts.urls.extend(commands::requests(text, *command, &variables));
    }
    facts.urls.sort_by_key(|url| url.range);
    facts.urls.dedup_by_key(|url| url.range);
    suppressions(text, &reading.comments, &mut facts);
    Some(facts)
}

/// The suppressions in the `#` comments of lines that set variables, as in a `.env` file.
pub fn suppressions_of_assignments(text: &str) -> Vec<Suppression> {
    let mut facts = Facts::default();
    suppressions(text, &entries::read(Format::Properties, text).comments, &mut facts);
    facts.suppressions
}

/// Whether the value of an entry is run as a command.
fn runs(format: Format, is_manifest: bool, entry: &Entry) -> bool {
    match format {
        Format::Dockerfile | Format::Script => true,
        Format::Json => is_manifest && entry.parent == "scripts" || keys::is_command(&entry.key),
        Format::Yaml | Format::Assignments | Format::Properties => keys::is_command(&entry.key),
    }
}

/// The address that is the whole of a value.
fn address(text: &str, value: ByteRange) -> Option<UrlUse> {
    let url = value_of(value.slice(text)).as_url()?;
    Some(found(url.host, url.path, value, UrlUseKind::Constant))
}

fn found(host: String, path: String, range: ByteRange, kind: UrlUseKind) -> UrlUse {
    UrlUse { host, path, range, kind, in_test: false }
}

/// A text in which `${…}`, `{{…}}` and `$NAME` stand for something else.
fn value_of(text: &str) -> Value {
    value_in(text, &Variables::new())
}

/// The same in a script that has set some variables. `${NAME:-default}` is worth its default where
/// nothing else is known.
fn value_in(text: &str, variables: &Variables) -> Value {
    let mut value = Value::default();
    let mut rest = text;
    while let Some(at) = rest.find(['$', '{']) {
        let (before, hole) = rest.split_at(at);
        value = value.concat(Value::constant(before));
        let (opening, end) = match hole {
            _ if hole.starts_with("${{") => ("${{", "}}"),
            _ if hole.starts_with("{{") => ("{{", "}}"),
            _ if hole.starts_with("${") => ("${", "}"),
            _ if hole.starts_with("$(") => ("$(", ")"),
            _ => ("", ""),
        };
        let length = if opening.is_empty() {
            let word = hole.get(1..).unwrap_or_default();
            let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
            1 + word.find(|c| !is_part(c)).unwrap_or(word.len())
        } else {
            hole.find(end).map_or(hole.len(), |at| at + end.len())
        };
        let inside = hole.get(..length).unwrap_or_default().trim_start_matches(['$', '{']);
        value = value.concat(replaced(inside.trim_end_matches('}'), variables));
        rest = hole.get(length..).unwrap_or_default();
    }
    value.concat(Value::constant(rest))
}

fn replaced(inside: &str, variables: &Variables) -> Value {
    let (name, default) = match inside.split_once(":-") {
        Some((name, default)) => (name, Some(default)),
        None => (inside, None),
    };
    match (variables.get(name), default) {
        (Some(Some(known)), _) => known.clone(),
        (_, Some(default)) if !default.contains('$') => Value::constant(default),
        _ => Value::unknown(),
    }
}

/// `${STRIPE_KEY}` and `${STRIPE_KEY:default}`, which Spring replaces by the variable.
fn placeholders(text: &str, value: ByteRange, to: &mut Vec<EnvUse>) {
    let content = value.slice(text);
    let mut at = 0;
    while let Some(opening) = content.get(at..).and_then(|rest| rest.find("${")) {
        let start = at + opening + 2;
        let rest = content.get(start..).unwrap_or_default();
        let length = rest.find([':', '}']).unwrap_or(rest.len());
        let name = rest.get(..length).unwrap_or_default();
        let is_variable = name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
        if is_variable {
            let range = ByteRange::new(value.start() + start, value.start() + start + length);
            to.push(EnvUse {
                name: Spanned::new(name.to_owned(), range),
                kind: EnvUseKind::Read,
                in_test: false,
            });
        }
        at = start + length;
    }
}

fn suppressions(text: &str, comments: &[ByteRange], facts: &mut Facts) {
    for comment in comments {
        let content = comment.slice(text);
        facts.generated |= content.contains("@generated") || content.contains("DO NOT EDIT");
        let Some((kind, mut suppression)) = parse_suppression(text, *comment) else { continue };
        match kind {
            SuppressionKind::Line => suppression.scope = line_around(text, comment.start()),
            SuppressionKind::NextLine => {
                suppression.scope = whole(text, next_code_line(text, *comment, comments));
            }
            SuppressionKind::File if is_head(text, *comment, comments) => {
                suppression.scope = ByteRange::new(0, text.len());
            }
            // Too late to speak of the file, it speaks of itself and is found to be of no use.
            SuppressionKind::File => {}
        }
        facts.suppressions.push(suppression);
    }
}

/// The next line that is neither blank nor a comment.
fn next_code_line(text: &str, comment: ByteRange, comments: &[ByteRange]) -> ByteRange {
    let mut line = next_line(text, comment.end());
    let behind = comments.iter().skip_while(|it| it.start() <= comment.start());
    for other in behind {
        let is_whole_line = line.contains_range(*other)
            && line.slice(text).trim().len() == other.slice(text).trim().len();
        if !is_whole_line {
            break;
        }
        line = next_line(text, other.end());
    }
    line
}

/// A line with those that a backslash at its end joins to it.
fn whole(text: &str, line: ByteRange) -> ByteRange {
    let mut whole = line;
    while whole.slice(text).trim_end().ends_with('\\') && whole.end() < text.len() {
        whole = whole.cover(next_line(text, whole.end()));
    }
    whole
}

/// Whether nothing but comments stands before a comment.
fn is_head(text: &str, comment: ByteRange, comments: &[ByteRange]) -> bool {
    let mut at = 0;
    for earlier in comments.iter().take_while(|earlier| earlier.start() <= comment.start()) {
        if !text.get(at..earlier.start()).unwrap_or_default().trim().is_empty() {
            return false;
        }
        at = earlier.end();
    }
    true
}
