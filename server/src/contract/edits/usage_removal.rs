//! A usage taken out of Used By Modules: its row or bullet, or its part of one that names several.

use crate::contract::model::{Integration, Usage};
use crate::contract::schema::FieldKind;
use crate::text::{ByteRange, Edit};

use super::shape::{end_of_line, start_of_line};

/// Takes the file of a usage out, with its functions: the whole row or bullet, or only the file where
/// that names several. Nothing where a label's own line names this file alone.
pub fn remove_usage(text: &str, integration: &Integration, usage: &Usage) -> Vec<Edit> {
    let siblings = siblings(integration, usage);
    let files: Vec<ByteRange> = distinct(siblings.iter().filter_map(|usage| file_of(usage)));
    let (Some(file), true) = (file_of(usage), files.len() > 1) else {
        return whole(text, integration, usage).into_iter().collect();
    };
    let Some(part) = part_of_list(text, marked(text, file)) else { return Vec::new() };
    let mut edits = vec![removal(part)];
    // Files and functions that stand in pairs in two cells go together.
    if let Some(function) = usage.function.as_ref().filter(|function| {
        !file.contains_range(function.range) && !part.contains_range(function.range)
    }) {
        let function = part_of_list(text, marked(text, with_arguments(text, function.range)));
        edits.extend(function.map(removal));
    }
    edits
}

/// Takes the function of a usage out: only its name where the row lists others of the same file,
/// else what [`remove_usage`] does.
pub fn remove_usage_function(text: &str, integration: &Integration, usage: &Usage) -> Vec<Edit> {
    let same_file: Vec<&Usage> = siblings(integration, usage)
        .into_iter()
        .filter(|other| file_of(other) == file_of(usage) && other.function.is_some())
        .collect();
    match &usage.function {
        Some(function) if same_file.len() > 1 => {
            let function = marked(text, with_arguments(text, function.range));
            part_of_list(text, function).map(removal).into_iter().collect()
        }
        _ => remove_usage(text, integration, usage),
    }
}

fn siblings<'i>(integration: &'i Integration, usage: &Usage) -> Vec<&'i Usage> {
    integration.usages.iter().filter(|other| other.range == usage.range).collect()
}

fn file_of(usage: &Usage) -> Option<ByteRange> {
    usage.file.as_ref().map(|file| file.range)
}

fn distinct(ranges: impl Iterator<Item = ByteRange>) -> Vec<ByteRange> {
    let mut ranges: Vec<ByteRange> = ranges.collect();
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

/// The lines of a row or bullet, with the bullets that hang below it.
fn whole(text: &str, integration: &Integration, usage: &Usage) -> Option<Edit> {
    let start = start_of_line(text, usage.range.start());
    let mut end = end_of_line(text, usage.range.end());
    let mut labels = integration.fields.iter().map(|field| field.label.range.start());
    if labels.any(|label| start <= label && label <= end) {
        return None;
    }
    let fields = integration.fields.iter();
    let mut tables = fields
        .filter(|field| field.kind == Some(FieldKind::UsedByModules))
        .flat_map(|field| &field.tables);
    let is_row = tables.any(|table| table.range.contains_range(usage.range));
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let own = text.get(start..end).map_or(0, indent);
    loop {
        let next = text.get(end..).unwrap_or_default();
        let break_ = next.len()
            - next.strip_prefix("\r\n").or(next.strip_prefix('\n')).unwrap_or(next).len();
        let line = next.get(break_..).unwrap_or_default();
        let line = line.split(['\n', '\r']).next().unwrap_or_default();
        let hangs = !is_row && break_ > 0 && !line.trim().is_empty() && indent(line) > own;
        if !hangs {
            // The line break goes too: that behind, or at the end of the text that before.
            let (start, end) = if break_ > 0 {
                (start, end + break_)
            } else {
                let before = text.get(..start).unwrap_or_default();
                let kept = before.strip_suffix('\n').unwrap_or(before);
                (kept.strip_suffix('\r').unwrap_or(kept).len(), end)
            };
            return Some(removal(ByteRange::new(start, end)));
        }
        end += break_ + line.len();
    }
}

/// A name with the parentheses behind it.
fn with_arguments(text: &str, name: ByteRange) -> ByteRange {
    let behind = text.get(name.end()..).unwrap_or_default();
    if !behind.starts_with('(') {
        return name;
    }
    let mut depth = 0_usize;
    for (at, character) in behind.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '\n' | '|' => return name,
            _ => {}
        }
        if depth == 0 {
            return ByteRange::new(name.start(), name.end() + at + 1);
        }
    }
    name
}

/// A name with the backticks around it, when they hold nothing else.
fn marked(text: &str, name: ByteRange) -> ByteRange {
    let before = text.get(..name.start()).unwrap_or_default();
    let behind = text.get(name.end()..).unwrap_or_default();
    let ticks = before.len() - before.trim_end_matches('`').len();
    let closing = behind.len() - behind.trim_start_matches('`').len();
    if ticks > 0 && ticks == closing {
        ByteRange::new(name.start() - ticks, name.end() + ticks)
    } else {
        name
    }
}

/// An element of an enumeration with the separator behind it, or for the last the one before. `None`
/// where no separator stands beside it: then it is no list that can be read.
fn part_of_list(text: &str, element: ByteRange) -> Option<ByteRange> {
    const SEPARATORS: [char; 4] = [',', ';', '/', '&'];
    let behind = text.get(element.end()..)?;
    let next = behind.trim_start_matches([' ', '\t']);
    if let Some(rest) = next.strip_prefix(SEPARATORS) {
        let rest = rest.trim_start_matches([' ', '\t']);
        return Some(ByteRange::new(element.start(), element.end() + behind.len() - rest.len()));
    }
    let before = text.get(..element.start())?.trim_end_matches([' ', '\t']);
    let kept = before.strip_suffix(SEPARATORS)?.trim_end_matches([' ', '\t']);
    Some(ByteRange::new(kept.len(), element.end()))
}

fn removal(range: ByteRange) -> Edit {
    Edit { range, text: String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::parse;
    use crate::text::apply_edits;

    /// The text behind the Used By label after the usage of this file (or function) is taken out.
    fn without(used_by: &str, file: &str, function: Option<&str>) -> String {
        let head = "# Services\n\n## Integrations\n\n### Acme\n\n**Used By:**";
        let text = format!("{head}{used_by}\n");
        let contract = parse(&text);
        let integration = contract.integrations.first().expect("one section");
        let is_meant = |usage: &&Usage| {
            usage.file.as_ref().is_some_and(|path| path.path == file)
                && function.is_none_or(|name| {
                    usage.function.as_ref().is_some_and(|function| function.value == name)
                })
        };
        let usage = integration.usages.iter().find(is_meant).expect("a usage");
        let edits = match function {
            Some(_) => remove_usage_function(&text, integration, usage),
            None => remove_usage(&text, integration, usage),
        };
        let after = apply_edits(&text, &edits).expect("edits that fit");
        after.strip_prefix(head).expect("the head is kept").trim_end().to_owned()
    }

    #[test]
    fn a_row_goes_with_its_line() {
        let table = "\n\n| Module | File | Function |\n|---|---|---|\n| a | `a.js` | `x()` |\n| b | `b.js` | `y()`, `z()` |";
        assert_eq!(
            without(table, "a.js", None),
            "\n\n| Module | File | Function |\n|---|---|---|\n| b | `b.js` | `y()`, `z()` |"
        );
        assert!(!without(table, "b.js", None).contains("b.js"));
        assert!(without(table, "b.js", Some("y")).ends_with("| b | `b.js` | `z()` |"));
        assert!(without(table, "b.js", Some("z")).ends_with("| b | `b.js` | `y()` |"));
        assert!(!without(table, "a.js", Some("x")).contains("a.js"));
        let crlf = table.replace('\n', "\r\n");
        assert!(without(&crlf, "a.js", None).contains("|---|---|---|\r\n| b |"));
    }

    #[test]
    fn of_several_files_in_a_cell_one_goes_with_its_function() {
        let row = |cells: &str| {
            format!("\n\n| Module | File | Function |\n|---|---|---|\n| m | {cells} |")
        };
        assert_eq!(without(&row("`a.js`, `b.js` | -"), "a.js", None), row("`b.js` | -"));
        assert_eq!(without(&row("`a.js`, `b.js` | -"), "b.js", None), row("`a.js` | -"));
        assert_eq!(
            without(&row("`a.js`, `b.js` | `x()`, `y()`"), "b.js", None),
            row("`a.js` | `x()`")
        );
    }

    #[test]
    fn a_bullet_goes_with_what_hangs_below_it() {
        let list = "\n- `a.js` - pays\n  - every day\n- `b.js`\n- `c.js`, `d.js`";
        assert_eq!(without(list, "a.js", None), "\n- `b.js`\n- `c.js`, `d.js`");
        assert_eq!(
            without(list, "b.js", None),
            "\n- `a.js` - pays\n  - every day\n- `c.js`, `d.js`"
        );
        assert!(without(list, "d.js", None).ends_with("\n- `c.js`"));
        assert_eq!(without(" `a.js`, `b.js`", "a.js", None), " `b.js`");
        assert_eq!(without(" `a.js`", "a.js", None), " `a.js`", "a label keeps its value");
    }
}
