//! Completion in `contract-lsp.toml`.

use crate::contract::FieldKind;
use crate::features::{CompletionItem, CompletionKind};
use crate::rules::all_rules;
use crate::text::ByteRange;

use super::cursor::Cursor;
use super::item::{item, ordered, values};

/// The keys at the top, with what each is for.
const KEYS: &[(&str, &str)] = &[
    ("contract", "The contracts, by path or glob"),
    ("infra", "The infrastructure contract"),
    ("exclude", "Globs of files that are not looked at"),
    ("own-hosts", "Hosts of the own company: never a service's"),
    ("tests", "Globs of test code, instead of the usual ones"),
    ("[rules]", "Severities of rules"),
    ("[schema]", "Which fields an integration must and should have"),
    ("[python]", "Where Python modules begin"),
    ("[[service]]", "A service that extends the catalog"),
];

const SERVICE_KEYS: &[(&str, &str)] = &[
    ("name", "How the service calls itself"),
    ("aliases", "Other ways it is written in headings"),
    ("npm", "Its SDK packages in npm"),
    ("crates", "Its SDK crates"),
    ("pypi", "Its SDK packages in PyPI"),
    ("hosts", "Its API hosts"),
];

const SCHEMA_KEYS: &[(&str, &str)] = &[
    ("required", "Fields that every integration must have"),
    ("recommended", "Fields that every integration should have"),
];

const SEVERITIES: &[&str] = &["off", "hint", "information", "warning", "error"];

/// Rules and severities under `[rules]`, field names in the lists of `[schema]`, else the keys of
/// the table at the cursor.
pub(super) fn items(cursor: &Cursor<'_>) -> Vec<CompletionItem> {
    let before = cursor.before();
    if before.contains('#') {
        return Vec::new();
    }
    let above = cursor.text.get(..cursor.line.start()).unwrap_or_default();
    let lines = above.lines().rev().map(str::trim);
    let table = lines.clone().find(|line| line.starts_with('[') && line.ends_with(']'));
    let table = table.unwrap_or_default();
    match before.split_once('=') {
        Some((_, value)) if table == "[rules]" => in_quotes(cursor, value, SEVERITIES),
        Some((_, value)) if table == "[schema]" => {
            let labels: Vec<&str> = FieldKind::ALL.iter().map(|kind| kind.label()).collect();
            let last = value.rsplit(['[', ',']).next().unwrap_or(value);
            in_quotes(cursor, last, &labels)
        }
        Some(_) => Vec::new(),
        None if table == "[rules]" => rules(cursor, above),
        None => {
            let keys = match table {
                "[schema]" => SCHEMA_KEYS,
                "[[service]]" => SERVICE_KEYS,
                "" => KEYS,
                "[python]" => &[("roots", "Folders in which imports are looked for")],
                _ => return Vec::new(),
            };
            let is_set = |key: &str| {
                let mut own = above.lines().rev().map(str::trim).take_while(|line| *line != table);
                own.any(|line| line.split('=').next().is_some_and(|it| it.trim() == key))
            };
            let new = keys.iter().filter(|(key, _)| key.starts_with('[') || !is_set(key));
            let items = new.enumerate().map(|(place, (key, about))| {
                let insert =
                    if key.starts_with('[') { (*key).to_owned() } else { format!("{key} = ") };
                let sort = ordered(place);
                let mut made =
                    item(cursor.text, cursor.content(), CompletionKind::Key, *key, insert, sort);
                made.documentation = Some((*about).to_owned());
                made
            });
            items.collect()
        }
    }
}

/// The rules that have no severity yet.
fn rules(cursor: &Cursor<'_>, above: &str) -> Vec<CompletionItem> {
    let content = cursor.content();
    let typed = content.slice(cursor.text);
    let has_value = typed.contains('=');
    let end = typed.find(['=', ' ']).map_or(content.end(), |at| content.start() + at);
    let range = ByteRange::new(content.start(), end);
    let is_set = |code: &str| {
        above.lines().any(|line| line.split('=').next().is_some_and(|key| key.trim() == code))
    };
    let new = all_rules().iter().filter(|rule| !is_set(rule.code));
    let items = new.enumerate().map(|(place, rule)| {
        let insert =
            if has_value { rule.code.to_owned() } else { format!("{} = \"off\"", rule.code) };
        let sort = ordered(place);
        let mut made = item(cursor.text, range, CompletionKind::Key, rule.code, insert, sort);
        if !has_value {
            made.snippet = Some(format!("{} = \"${{1|{}|}}\"$0", rule.code, SEVERITIES.join(",")));
        }
        made.detail = Some(rule.summary.to_owned());
        made.documentation = Some(rule.page.to_owned());
        made
    });
    items.collect()
}

/// Strings, with the quotes that are not there yet.
fn in_quotes(cursor: &Cursor<'_>, typed: &str, words: &[&str]) -> Vec<CompletionItem> {
    let typed = typed.trim_start();
    let behind = cursor.behind();
    let word = behind.len() - behind.trim_start_matches(|c: char| !"\",] \t".contains(c)).len();
    let is_quoted = typed.starts_with('"');
    let is_closed = behind.get(word..).is_some_and(|rest| rest.starts_with('"'));
    let written = typed.trim_start_matches('"');
    if written.contains('"') {
        return Vec::new();
    }
    let range = ByteRange::new(cursor.offset - written.len(), cursor.offset + word);
    let mut items = values(cursor.text, range, words.iter().map(|word| (*word, None)));
    for item in &mut items {
        let open = if is_quoted { "" } else { "\"" };
        let close = if is_closed { "" } else { "\"" };
        item.edit.text = format!("{open}{}{close}", item.label);
    }
    items
}
