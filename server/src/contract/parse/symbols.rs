//! Names of code that a section states: webhook handlers, the client's class, error classes.

use crate::text::{ByteRange, Spanned};

use super::fields::{Content, Draft};
use super::inline::{Inline, owned};
use super::paths::path_of_name;
use super::runs::{part, words};
use super::tables::TableBlock;
use super::usages::{function_of_name, functions_of_list};
use crate::contract::model::{Fence, Symbol, SymbolKind};
use crate::contract::schema::FieldKind;

/// Header words of the column that names a webhook's handler, as plain words.
const HANDLER_COLUMNS: &[&str] = &[
    "handler",
    "handler function",
    "handler method",
    "handled by",
    "function",
    "method",
    "callback",
    "processor",
];

/// Words in front of the name that a definition introduces.
const CLASS_WORDS: &[&str] = &["class", "struct", "enum", "interface"];

/// The names that these fields state, each once of a kind, in the order of the document.
pub(super) fn symbols_of_fields(text: &str, drafts: &[Draft<'_>]) -> Vec<Symbol> {
    let mut symbols: Vec<Symbol> = Vec::new();
    for draft in drafts {
        let (kind, names) = match draft.kind {
            Some(FieldKind::WebhookEventsHandled) => (SymbolKind::Handler, handlers(draft)),
            Some(FieldKind::ApiClientClass) => {
                // Others in the fence are what the client is made of.
                let names = classes(text, draft).into_iter().take(1).collect();
                (SymbolKind::ClientClass, names)
            }
            Some(FieldKind::CustomErrorClasses) => (SymbolKind::ErrorClass, classes(text, draft)),
            _ => continue,
        };
        for name in names {
            let is_known =
                symbols.iter().any(|known| known.kind == kind && known.name.value == name.value);
            if !is_known {
                symbols.push(Symbol { kind, name });
            }
        }
    }
    symbols
}

fn handlers(draft: &Draft<'_>) -> Vec<Spanned<String>> {
    let mut names = Vec::new();
    for content in &draft.contents {
        match content {
            Content::Table(table) => names.extend(handlers_of_table(table)),
            Content::Item(inline, _) => names.extend(handlers_of_item(inline)),
            _ => {}
        }
    }
    names
}

fn handlers_of_table(table: &TableBlock) -> Vec<Spanned<String>> {
    let is_handler = |header: &String| HANDLER_COLUMNS.contains(&header.as_str());
    let Some(column) = table.headers().iter().position(is_handler) else { return Vec::new() };
    let cells = table.body().iter().filter_map(|row| row.cell(Some(column)));
    let cells = cells.filter(|cell| cell.filled().is_some());
    cells
        .flat_map(|cell| {
            let marked: Vec<_> = cell
                .inline
                .runs
                .iter()
                .filter(|run| !run.is_target)
                .map(|run| run.spanned())
                .collect();
            if !marked.is_empty() {
                return marked.into_iter().flat_map(handlers_of_name).collect::<Vec<_>>();
            }
            let words = words(&cell.inline, 0..cell.inline.text.len());
            // A sentence, `ignored` and the like are no names.
            let is_name = |word: &Spanned<&str>| {
                word.value.ends_with(')') || (words.len() == 1 && is_compound(word.value))
            };
            if !words.iter().all(is_name) {
                return Vec::new();
            }
            words.iter().copied().flat_map(handlers_of_name).collect()
        })
        .collect()
}

/// `` `event` -> `handler()` ``, `event: handler()`.
fn handlers_of_item(inline: &Inline) -> Vec<Spanned<String>> {
    let mut names: Vec<Spanned<String>> = Vec::new();
    for run in inline.runs.iter().filter(|run| !run.is_target) {
        let before = inline.text.get(..run.shown.start).unwrap_or_default().trim_end();
        let is_pointed_at = ["->", "→", "=>", "⇒"].iter().any(|arrow| before.ends_with(arrow));
        if run.name.value.ends_with(')') || is_pointed_at {
            names.extend(handlers_of_name(run.spanned()));
        }
    }
    if inline.runs.is_empty() {
        let words = words(inline, 0..inline.text.len());
        let calls = words.into_iter().filter(|word| word.value.ends_with("()"));
        names.extend(calls.flat_map(handlers_of_name));
    }
    names
}

fn handlers_of_name(name: Spanned<&str>) -> Vec<Spanned<String>> {
    // `src/webhooks.js::handle()`: what is behind the file.
    if let Some((file, function)) = name.value.split_once("::")
        && path_of_name(&part(name, 0..file.len())).is_some()
    {
        let behind = file.len() + "::".len();
        return function_of_name(part(name, behind..behind + function.len()))
            .iter()
            .map(owned)
            .collect();
    }
    // A route, a path, an event.
    let is_list = name.value.ends_with(')');
    if !is_list && name.value.contains(['/', ' ', '-']) {
        return Vec::new();
    }
    let is_plain = |name: &Spanned<&str>| {
        name.value.chars().all(|c| c.is_alphanumeric() || "_$.:#".contains(c))
    };
    functions_of_list(name).into_iter().filter(is_plain).map(|name| owned(&name)).collect()
}

/// Whether a bare word is surely a name of code: `handlePayment`, `handle_payment`, `Till.pay`.
fn is_compound(word: &str) -> bool {
    let has_hump =
        word.chars().skip(1).any(char::is_uppercase) && word.chars().any(char::is_lowercase);
    has_hump || word.contains('_')
}

fn classes(text: &str, draft: &Draft<'_>) -> Vec<Spanned<String>> {
    let mut names = Vec::new();
    for content in &draft.contents {
        match content {
            Content::Fence(fence) => names.extend(classes_of_fence(text, fence)),
            Content::Value(inline, shown) => {
                let runs = inline.runs.iter().filter(|run| {
                    !run.is_target && shown.start <= run.shown.start && run.shown.end <= shown.end
                });
                let marked: Vec<_> = runs.map(|run| run.spanned()).collect();
                names.extend(marked.iter().copied().filter_map(class_of_name));
                if marked.is_empty() {
                    let words = words(inline, shown.clone());
                    names.extend(
                        words
                            .iter()
                            .copied()
                            .filter(|_| words.len() == 1)
                            .filter_map(class_of_name),
                    );
                }
            }
            Content::Line(inline, _) => {
                let code = inline.runs.iter().filter(|run| !run.is_target);
                names.extend(code.filter_map(|run| class_of_name(run.spanned())));
            }
            Content::Item(inline, _) => names.extend(class_of_item(inline)),
            Content::Table(table) => {
                let cells = table.body().iter().filter_map(|row| row.cells.first());
                names.extend(cells.filter_map(|cell| class_of_item(&cell.inline)));
            }
        }
    }
    names
}

/// The class that a bullet or cell begins with.
fn class_of_item(inline: &Inline) -> Option<Spanned<String>> {
    let first_code = inline.runs.iter().find(|run| !run.is_target);
    if let Some(run) = first_code {
        return class_of_name(run.spanned());
    }
    let words = words(inline, 0..inline.text.len());
    let first = *words.first()?;
    let bare = first.value.trim_end_matches([':', '-', '–', '—', '.']).len();
    class_of_name(part(first, 0..bare))
}

/// The class that a name is: `AcmeClient`, `new AcmeClient(key)`, `acme.errors.AcmeError`; `None`
/// for other names and prose.
fn class_of_name(name: Spanned<&str>) -> Option<Spanned<String>> {
    let name = function_of_name(name)?;
    let last = name.value.rsplit(['.', ':', '#']).next().unwrap_or_default();
    let is_pascal = last.starts_with(char::is_uppercase)
        && is_compound(last)
        && last.chars().any(char::is_lowercase)
        && name.value.chars().all(|c| c.is_alphanumeric() || "_.:".contains(c));
    is_pascal.then(|| owned(&name))
}

/// The classes that fenced code defines.
fn classes_of_fence(text: &str, fence: &Fence) -> Vec<Spanned<String>> {
    let mut names = Vec::new();
    let mut start = fence.content.start();
    for line in fence.content.slice(text).split_inclusive('\n') {
        let line_start = start;
        start += line.len();
        let code = line.trim_start();
        let is_comment = ["//", "*", "/*", "#", "\"\"\"", "--"].iter().any(|c| code.starts_with(c));
        if !is_comment {
            names.extend(class_defined(line, line_start));
        }
    }
    names
}

fn class_defined(line: &str, line_start: usize) -> Option<Spanned<String>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let mut words = Vec::new();
    let mut at = None;
    for (index, character) in line.char_indices().chain([(line.len(), ' ')]) {
        match (is_part(character), at) {
            (true, None) => at = Some(index),
            (false, Some(start)) => {
                words.push((start, line.get(start..index)?));
                at = None;
            }
            _ => {}
        }
    }
    let at = words.iter().position(|(_, word)| CLASS_WORDS.contains(word));
    // Go: `type AcmeClient struct {`.
    let is_typed = words.first().is_some_and(|(_, word)| *word == "type");
    let (start, name) = match at {
        Some(at) if is_typed && at == 2 => words.get(1)?,
        // Only modifiers stand before a class: `export default abstract class`.
        Some(at) if at <= 4 && words.iter().take(at).all(|(_, word)| is_modifier(word)) => {
            words.get(at + 1)?
        }
        _ => return None,
    };
    let range = ByteRange::new(line_start + start, line_start + start + name.len());
    name.starts_with(char::is_uppercase).then(|| Spanned::new((*name).to_owned(), range))
}

fn is_modifier(word: &str) -> bool {
    matches!(
        word,
        "export"
            | "default"
            | "abstract"
            | "public"
            | "pub"
            | "crate"
            | "final"
            | "open"
            | "data"
            | "sealed"
            | "internal"
            | "static"
            | "declare"
            | "partial"
    )
}

#[cfg(test)]
mod tests {
    use crate::contract::parse::parse;

    fn read(label: &str, block: &str) -> Vec<String> {
        let text = format!("# Services\n\n## Integrations\n\n### Acme\n\n**{label}:**{block}\n");
        let contract = parse(&text);
        let symbols = contract.integrations.iter().flat_map(|integration| &integration.symbols);
        symbols
            .map(|symbol| {
                assert_eq!(symbol.name.range.slice(&text), symbol.name.value, "its place");
                symbol.name.value.clone()
            })
            .collect()
    }

    #[test]
    fn handlers_are_read_from_tables_and_bullets() {
        let cell = |handler: &str| {
            read(
                "Webhook Events Handled",
                &format!(
                    "\n\n| Event | Handler | Purpose |\n|---|---|---|\n| `a.b` | {handler} | x |"
                ),
            )
        };
        assert_eq!(cell("`handlePaid()`"), ["handlePaid"]);
        assert_eq!(cell("handlePaid"), ["handlePaid"]);
        assert_eq!(cell("`Webhooks.paid(event)`"), ["Webhooks.paid"]);
        assert_eq!(cell("`src/hooks.js::paid()`"), ["paid"]);
        assert_eq!(cell("`paid()`, `settle()`"), ["paid", "settle"]);
        for none in [
            "-",
            "",
            "logged and ignored",
            "ignored",
            "see docs",
            "`/hooks/acme`",
            "`src/hooks.js`",
            "`POST /hooks`",
            "[handler]",
        ] {
            assert!(cell(none).is_empty(), "{none}: {:?}", cell(none));
        }
        let bullet = |item: &str| read("Webhook Events Handled", &format!("\n- {item}"));
        assert_eq!(bullet("`a.b` -> `handlePaid()`"), ["handlePaid"]);
        assert_eq!(bullet("`a.b` → `handlePaid`"), ["handlePaid"]);
        assert_eq!(bullet("a.b: handlePaid() - books it"), ["handlePaid"]);
        assert!(bullet("`a.b` - books it").is_empty());
    }

    #[test]
    fn the_client_is_the_first_class_named() {
        let label = "API Client Class";
        assert_eq!(read(label, " `AcmeClient`"), ["AcmeClient"]);
        assert_eq!(read(label, " AcmeClient"), ["AcmeClient"]);
        assert_eq!(
            read(label, " `AcmeClient` in `client.js`, built on `HttpClient`"),
            ["AcmeClient"]
        );
        assert_eq!(
            read(
                label,
                "\n\n```javascript\n/** Main client class */\nclass AcmeClient {\n  pay() {}\n}\nclass Other {}\n```"
            ),
            ["AcmeClient"]
        );
        assert_eq!(
            read(label, "\n\n```ts\nexport default abstract class AcmeClient<T> {\n```"),
            ["AcmeClient"]
        );
        assert_eq!(read(label, "\n\n```rust\npub(crate) struct AcmeClient {\n```"), ["AcmeClient"]);
        assert_eq!(read(label, "\n\n```python\nclass AcmeClient(Base):\n```"), ["AcmeClient"]);
        assert_eq!(read(label, "\n\n```go\ntype AcmeClient struct {\n```"), ["AcmeClient"]);
        for none in [
            " none",
            " the official client",
            " `client.js`",
            " -",
            "\n\n```js\nconst c = new AcmeClient();\n```",
        ] {
            assert!(read(label, none).is_empty(), "{none}: {:?}", read(label, none));
        }
    }

    #[test]
    fn error_classes_are_read_from_lists_tables_and_code() {
        let label = "Custom Error Classes";
        assert_eq!(
            read(
                label,
                "\n\n```js\nclass AcmeError extends Error {}\nclass AcmeAuthError extends AcmeError { ... }\n```"
            ),
            ["AcmeError", "AcmeAuthError"]
        );
        assert_eq!(
            read(label, "\n- `AcmeError` - any\n- AcmeAuthError: bad key"),
            ["AcmeError", "AcmeAuthError"]
        );
        assert_eq!(
            read(label, "\n\n| Class | When |\n|---|---|\n| `AcmeError` | any |"),
            ["AcmeError"]
        );
        assert_eq!(read(label, " `AcmeError`, `AcmeAuthError`"), ["AcmeError", "AcmeAuthError"]);
        assert!(read(label, " None yet").is_empty());
    }
}
