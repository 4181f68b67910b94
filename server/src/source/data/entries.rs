//! Keys with their values, and comments, in the formats of data files.

use crate::source::languages::interpreter;
use crate::text::ByteRange;

/// How a data file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// Commands, line by line.
    Script,
    /// Instructions with arguments.
    Dockerfile,
    /// YAML.
    Yaml,
    /// JSON, with comments or without.
    Json,
    /// TOML, Terraform: `name = "value"`.
    Assignments,
    /// `.properties`, `.ini`: `name=value`, without quotes.
    Properties,
}

/// A value with its key.
pub(super) struct Entry {
    /// The instruction or key.
    pub(super) key: String,
    /// The key of what it is an entry of; empty for none.
    pub(super) parent: String,
    /// The value, without its quotes.
    pub(super) value: ByteRange,
}

/// What a file holds.
#[derive(Default)]
pub(super) struct Reading {
    pub(super) entries: Vec<Entry>,
    pub(super) comments: Vec<ByteRange>,
    /// Commands of a script.
    pub(super) commands: Vec<ByteRange>,
}

impl Format {
    /// The format of a file by its name or, where that has no ending, by the program that its first
    /// line names.
    pub(super) fn of_file(path: &str, text: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_shell = |program: &str| {
            matches!(program, "sh" | "bash" | "zsh" | "dash" | "ash" | "ksh" | "busybox")
        };
        let is_script = || interpreter(path, text).is_some_and(is_shell);
        Self::of(name).or_else(|| is_script().then_some(Self::Script))
    }

    /// The format of a file by its name; `None` for one that is not read. Lock files and manifests
    /// that hold no commands are left out.
    fn of(name: &str) -> Option<Self> {
        if ["Dockerfile", "Containerfile"]
            .iter()
            .any(|it| name == *it || name.starts_with(&format!("{it}.")))
        {
            return Some(Self::Dockerfile);
        }
        let is_left_out = matches!(
            name,
            "package-lock.json"
                | "npm-shrinkwrap.json"
                | "composer.json"
                | "pnpm-lock.yaml"
                | "Cargo.toml"
                | "pyproject.toml"
                | "tsconfig.json"
        );
        let (_, extension) = name.rsplit_once('.').filter(|_| !is_left_out)?;
        Some(match extension {
            "dockerfile" | "Dockerfile" => Self::Dockerfile,
            "sh" | "bash" | "zsh" => Self::Script,
            "yml" | "yaml" => Self::Yaml,
            "json" | "jsonc" | "json5" => Self::Json,
            "toml" | "tf" | "tfvars" | "hcl" => Self::Assignments,
            "properties" | "ini" | "cfg" | "conf" => Self::Properties,
            _ => return None,
        })
    }
}

/// Reads a file.
pub(super) fn read(format: Format, text: &str) -> Reading {
    match format {
        Format::Script => script(text),
        Format::Dockerfile => dockerfile(text),
        Format::Yaml => yaml(text),
        Format::Json => json(text),
        Format::Assignments => assignments(text),
        Format::Properties => properties(text),
    }
}

/// The lines of a text without their breaks.
fn lines(text: &str) -> impl Iterator<Item = ByteRange> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let range = ByteRange::new(start, start + line.trim_end_matches(['\n', '\r']).len());
        start += line.len();
        range
    })
}

/// A range without the white space around its text.
fn trimmed(text: &str, range: ByteRange) -> ByteRange {
    let content = range.slice(text);
    let start = range.start() + content.len() - content.trim_start().len();
    ByteRange::new(start, start + content.trim().len())
}

/// A range without the quotes around its text.
fn unquoted(text: &str, range: ByteRange) -> ByteRange {
    let content = range.slice(text);
    let is_quoted = content.len() >= 2
        && ['"', '\''].iter().any(|quote| content.starts_with(*quote) && content.ends_with(*quote));
    if is_quoted { ByteRange::new(range.start() + 1, range.end() - 1) } else { range }
}

/// A line up to the comment in it, and that comment: a mark at its head or behind white space,
/// outside quotes.
fn without_comment(text: &str, line: ByteRange, marks: &[&str]) -> (ByteRange, Option<ByteRange>) {
    let content = line.slice(text);
    let mut quote = None;
    let mut before = ' ';
    for (at, character) in content.char_indices() {
        let rest = content.get(at..).unwrap_or_default();
        match quote {
            Some(open) if character == open => quote = None,
            Some(_) => {}
            None if before.is_whitespace() && marks.iter().any(|mark| rest.starts_with(mark)) => {
                let at = line.start() + at;
                let comment = ByteRange::new(at, line.end());
                return (ByteRange::new(line.start(), at), Some(comment));
            }
            None if matches!(character, '"' | '\'') && !before.is_alphanumeric() => {
                quote = Some(character);
            }
            None => {}
        }
        before = character;
    }
    (line, None)
}

/// The part of a line before and behind a divider, trimmed.
fn divided(text: &str, line: ByteRange, at: usize, length: usize) -> (ByteRange, ByteRange) {
    let key = ByteRange::new(line.start(), line.start() + at);
    let value = ByteRange::new(line.start() + at + length, line.end());
    (trimmed(text, key), trimmed(text, value))
}

/// Instructions, each with the lines that it goes on over. Only `RUN` and its like are told.
fn dockerfile(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut open: Option<Entry> = None;
    for line in lines(text) {
        let content = trimmed(text, line);
        if content.slice(text).starts_with('#') {
            reading.comments.push(content);
            continue;
        }
        let goes_on = content.slice(text).ends_with('\\');
        let entry = open.take().map(|entry| Entry { value: entry.value.cover(content), ..entry });
        let entry = entry.or_else(|| {
            let word = content.slice(text).find(char::is_whitespace)?;
            let (key, value) = divided(text, content, word, 0);
            let key = key.slice(text).to_ascii_uppercase();
            // `HEALTHCHECK CMD curl …` runs what stands behind the second word.
            Some(Entry { key, parent: String::new(), value })
        });
        match entry {
            Some(entry) if goes_on => open = Some(entry),
            entry => reading.entries.extend(entry),
        }
    }
    reading.entries.extend(open);
    reading.entries.retain(|entry| {
        matches!(entry.key.as_str(), "RUN" | "CMD" | "ENTRYPOINT" | "HEALTHCHECK" | "SHELL")
    });
    for entry in &mut reading.entries {
        let content = entry.value.slice(text);
        if let Some(at) = content.find("CMD ").filter(|_| entry.key == "HEALTHCHECK") {
            entry.value = ByteRange::new(entry.value.start() + at + 4, entry.value.end());
        }
    }
    reading
}

/// The commands of a shell script, each over all the lines that it goes on for.
fn script(text: &str) -> Reading {
    let mut reading = Reading::default();
    let mut open: Option<ByteRange> = None;
    for line in lines(text) {
        let content = trimmed(text, line);
        if open.is_none() && content.slice(text).starts_with('#') {
            reading.comments.push(content);
            continue;
        }
        let command = open.take().map_or(content, |before| before.cover(content));
        if content.slice(text).ends_with('\\') {
            open = Some(command);
        } else {
            reading.commands.push(command);
        }
    }
    reading.commands.extend(open);
    reading
}

fn yaml(text: &str) -> Reading {
    let mut reading = Reading::default();
    // A block that began with `|` or `>`: the indent of its key.
    let mut block: Option<(usize, Entry)> = None;
    // Keys without a value, by their indent: what stands below is theirs.
    let mut holders: Vec<(usize, String)> = Vec::new();
    for line in lines(text) {
        let content = trimmed(text, line);
        if content.is_empty() {
            continue;
        }
        let mut indent = content.start() - line.start();
        if let Some((outer, entry)) = block.take() {
            if indent > outer {
                let value =
                    if entry.value.is_empty() { content } else { entry.value.cover(content) };
                block = Some((outer, Entry { value, ..entry }));
                continue;
            }
            reading.entries.push(entry);
        }
        let (content, comment) = without_comment(text, content, &["#"]);
        reading.comments.extend(comment);
        let mut content = trimmed(text, content);
        let mut is_item = false;
        while content.slice(text).starts_with("- ") {
            is_item = true;
            let inner = ByteRange::new(content.start() + 2, content.end());
            indent += 2;
            content = trimmed(text, inner);
        }
        if content.is_empty() {
            continue;
        }
        let floor = if is_item { indent.saturating_sub(1) } else { indent };
        holders.retain(|(at, _)| *at < floor);
        let holder = || holders.last().map(|(_, key)| key.clone()).unwrap_or_default();
        let divider = divider(content.slice(text));
        let Some(at) = divider else {
            // An item of a list of commands is one; any other list only names.
            let key = holder();
            if super::keys::is_command(&key) {
                let value = unquoted(text, content);
                reading.entries.push(Entry { key, parent: String::new(), value });
            }
            continue;
        };
        let (key, value) = divided(text, content, at, 1);
        let key = unquoted(text, key).slice(text).to_owned();
        let parent = holder();
        match value.slice(text) {
            "" => holders.push((indent, key)),
            start if start.starts_with(['|', '>']) => {
                block = Some((indent, Entry { key, parent, value: ByteRange::at(line.end()) }));
            }
            _ => reading.entries.push(Entry { key, parent, value: unquoted(text, value) }),
        }
    }
    reading.entries.extend(block.map(|(_, entry)| entry));
    reading
}

/// Where the colon behind a key stands.
fn divider(content: &str) -> Option<usize> {
    let quoted = ['"', '\''].into_iter().find(|quote| content.starts_with(*quote));
    let from = match quoted {
        Some(quote) => content.get(1..)?.find(quote)? + 2,
        None => 0,
    };
    let rest = content.get(from..)?;
    let at = rest.find(": ").or_else(|| rest.ends_with(':').then(|| rest.len() - 1))?;
    let is_key = !rest.get(..at)?.contains(['{', '[', '"', '\'']);
    is_key.then_some(from + at)
}

/// String values with the keys before them, and comments.
fn json(text: &str) -> Reading {
    let mut reading = Reading::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut key: Option<ByteRange> = None;
    let mut last: Option<ByteRange> = None;
    // For each open bracket the key of what it opens.
    let mut holders: Vec<String> = Vec::new();
    while let Some(byte) = bytes.get(at).copied() {
        match byte {
            b'"' => {
                let mut end = at + 1;
                while let Some(inner) =
                    bytes.get(end).copied().filter(|it| !matches!(it, b'"' | b'\n'))
                {
                    end += if inner == b'\\' { 2 } else { 1 };
                }
                let end = end.min(bytes.len());
                let string = ByteRange::new(at + 1, end);
                if let Some(key) = key.take() {
                    let parent = holders.last().cloned().unwrap_or_default();
                    let key = text.get(key.start()..key.end()).unwrap_or_default().to_owned();
                    let is_text = text.is_char_boundary(end);
                    reading.entries.extend(is_text.then_some(Entry { key, parent, value: string }));
                } else {
                    last = Some(string);
                }
                at = end;
            }
            b':' => key = last.take(),
            b'{' | b'[' => {
                let opened = key.take().and_then(|key| text.get(key.start()..key.end()));
                holders.push(opened.unwrap_or_default().to_owned());
            }
            b'}' | b']' => {
                holders.pop();
                key = None;
            }
            b',' => key = None,
            b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                let rest = text.get(at..).unwrap_or_default();
                let length = match bytes.get(at + 1) {
                    Some(b'/') => rest.find(['\n', '\r']),
                    _ => rest.find("*/").map(|at| at + 2),
                };
                let end = at + length.unwrap_or(rest.len());
                reading.comments.push(ByteRange::new(at, end));
                at = end;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    reading
}

fn assignments(text: &str) -> Reading {
    let mut reading = Reading::default();
    for line in lines(text) {
        let content = trimmed(text, line);
        let (content, comment) = without_comment(text, content, &["#", "//", "/*"]);
        reading.comments.extend(comment);
        let Some(at) = content.slice(text).find('=') else { continue };
        let (key, value) = divided(text, content, at, 1);
        let inner = unquoted(text, value);
        // Anything else is an expression, or a list.
        if inner != value {
            let key = unquoted(text, key).slice(text).to_owned();
            reading.entries.push(Entry { key, parent: String::new(), value: inner });
        }
    }
    reading
}

fn properties(text: &str) -> Reading {
    let mut reading = Reading::default();
    for line in lines(text) {
        let content = trimmed(text, line);
        if content.slice(text).starts_with(['#', '!', ';']) {
            reading.comments.push(content);
            continue;
        }
        let Some(at) = content.slice(text).find(['=', ':']) else { continue };
        let (key, value) = divided(text, content, at, 1);
        let key = key.slice(text).to_owned();
        // Directives of servers look alike: `proxy_pass https://…`.
        if !key.contains(char::is_whitespace) {
            let value = unquoted(text, value);
            reading.entries.push(Entry { key, parent: String::new(), value });
        }
    }
    reading
}
