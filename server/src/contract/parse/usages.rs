//! Rows and bullets of Used By Modules.

use std::ops::Range;

use crate::text::{ByteRange, Spanned};

use super::fields::{Content, Draft};
use super::inline::{Inline, Run, borrowed, owned};
use super::labels::is_placeholder;
use super::paths::{is_line_reference, path_of_cell, path_of_name, path_of_word};
use super::runs::{enumeration, part, words};
use super::tables::{CellBlock, RowBlock, TableBlock, is_empty_mark};
use crate::contract::model::{PathReference, Usage};
use crate::contract::schema::FieldKind;
use crate::contract::synonyms::plain_words;

/// Header words of each column, as plain words.
pub(in crate::contract) const MODULE_COLUMNS: &[&str] = &[
    "module",
    "service",
    "component",
    "feature",
    "consumer",
    "caller",
    "used by",
    "area",
    "módulo",
    "modulo",
    "modul",
];
pub(in crate::contract) const FILE_COLUMNS: &[&str] = &[
    "file",
    "path",
    "file path",
    "location",
    "source",
    "source file",
    "where",
    "file location",
    "fichier",
    "archivo",
    "fichero",
    "arquivo",
    "ficheiro",
    "datei",
];
pub(in crate::contract) const FUNCTION_COLUMNS: &[&str] = &[
    "function",
    "method",
    "symbol",
    "handler",
    "function method",
    "method function",
    "class",
    "entry point",
    "fonction",
    "función",
    "función método",
    "funcion",
    "função",
    "funktion",
];
pub(in crate::contract) const PURPOSE_COLUMNS: &[&str] = &[
    "usage",
    "purpose",
    "description",
    "use",
    "how",
    "note",
    "what",
    "used for",
    "uso",
    "utilisation",
];

/// The usages that the Used By fields among these list.
pub(super) fn usages_of_fields(drafts: &[Draft<'_>]) -> Vec<Usage> {
    let is_used_by = |draft: &&Draft<'_>| draft.kind == Some(FieldKind::UsedByModules);
    let mut usages = Vec::new();
    for draft in drafts.iter().filter(is_used_by) {
        for content in &draft.contents {
            match content {
                Content::Value(inline, shown) => {
                    usages.extend(usages_of_text(inline, shown.clone(), false));
                }
                Content::Item(inline, _) => {
                    usages.extend(usages_of_text(inline, 0..inline.text.len(), true));
                }
                Content::Table(table) => usages.extend(usages_of_table(table)),
                // Prose that begins with a path is a list, prose that mentions one is not.
                Content::Line(inline, None)
                    if inline.runs.first().is_some_and(|run| run.shown.start == 0) =>
                {
                    usages.extend(usages_of_text(inline, 0..inline.text.len(), false));
                }
                Content::Line(..) | Content::Fence(_) => {}
            }
        }
    }
    usages
}

/// Whether a header says that its column holds files.
pub(in crate::contract) fn is_file_column(header: &str) -> bool {
    FILE_COLUMNS.contains(&plain_words(header).as_str())
}

/// Whether a header says that its column holds the users, in whatever words.
pub(in crate::contract) fn is_user_column(header: &str) -> bool {
    let plain = plain_words(header);
    let names_users = |word: &str| {
        [MODULE_COLUMNS, FILE_COLUMNS].concat().contains(&word)
            || matches!(word, "archivo" | "fichero" | "arquivo" | "fichier" | "datei")
            || matches!(word, "módulo" | "modulo" | "modul" | "ruta" | "caminho" | "chemin")
    };
    names_users(&plain) || plain.split(' ').any(names_users)
}

fn usages_of_table(table: &TableBlock) -> Vec<Usage> {
    let headers = table.headers();
    let column =
        |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
    let columns = Columns {
        count: headers.len(),
        module: column(MODULE_COLUMNS),
        file: column(FILE_COLUMNS).or_else(|| column_of_files(table)),
        function: column(FUNCTION_COLUMNS),
        purpose: column(PURPOSE_COLUMNS),
    };
    table.body().iter().flat_map(|row| columns.usages(row)).collect()
}

/// Without a header that says so, the column whose first cell marks a file, if none is the
/// module's.
fn column_of_files(table: &TableBlock) -> Option<usize> {
    let headers = table.headers();
    if headers.iter().any(|header| MODULE_COLUMNS.contains(&header.as_str())) {
        return None;
    }
    let first = table.body().first()?;
    first.cells.iter().position(|cell| !files_of_cell(cell, false).is_empty())
}

struct Columns {
    /// How many columns the header has.
    count: usize,
    module: Option<usize>,
    file: Option<usize>,
    function: Option<usize>,
    purpose: Option<usize>,
}

impl Columns {
    fn usages(&self, row: &RowBlock) -> Vec<Usage> {
        let module = row.cell(self.module).filter(|cell| cell.filled().is_some());
        // Without a File column, the module's cell names the file.
        let file = row.cell(self.file.or(self.module));
        let is_blank = row.cells.iter().all(|cell| cell.filled().is_none());
        let is_template = |cell: Option<&CellBlock>| {
            cell.is_some_and(|cell| is_placeholder(&cell.inline.text) && !cell.inline.is_link())
        };
        if is_blank || is_template(module) || is_template(file) {
            return Vec::new();
        }
        let mut files =
            file.map(|cell| files_of_cell(cell, self.file.is_some())).unwrap_or_default();
        let mut functions = row.cell(self.function).map(functions_of_cell).unwrap_or_default();
        if row.cells.len() != self.count {
            // With a cell too few or too many, the others stand below the wrong headers: what is
            // marked as a file is one, and only what is marked as a call is a function.
            if files.is_empty() {
                let moved = row.cells.iter().map(|cell| files_of_cell(cell, false));
                files = moved.into_iter().find(|files| !files.is_empty()).unwrap_or_default();
            }
            let is_call = |run: &Run| !run.is_target && run.name.value.ends_with(')');
            let function_cell = row.cell(self.function);
            let is_marked = |cell: &CellBlock| {
                !cell.inline.runs.is_empty() && cell.inline.runs.iter().all(is_call)
            };
            if !function_cell.is_some_and(is_marked) {
                functions = Vec::new();
            }
        }
        let purpose = row.cell(self.purpose).and_then(CellBlock::filled).map(str::to_owned);
        let module = module.and_then(|cell| cell.inline.trimmed(0..cell.inline.text.len()));
        let usage = |file: Option<File<'_>>, function: Option<Spanned<&str>>| {
            let (path, own) = file.map_or((None, None), |file| (Some(file.path), file.function));
            Usage {
                module: module.clone(),
                file: path,
                function: own.or(function).as_ref().map(owned),
                purpose: purpose.clone(),
                range: row.range,
            }
        };
        pair(files, functions).into_iter().map(|(file, function)| usage(file, function)).collect()
    }
}

/// Files with functions: each function in the one file, or the first in the first and so on; where
/// neither fits, whose function is whose stays open.
fn pair<'n>(
    files: Vec<File<'n>>,
    functions: Vec<Spanned<&'n str>>,
) -> Vec<(Option<File<'n>>, Option<Spanned<&'n str>>)> {
    match (files.len(), functions.len()) {
        (0, 0) => vec![(None, None)],
        (0, _) => functions.into_iter().map(|function| (None, Some(function))).collect(),
        (1, 1..) => {
            let file = files.into_iter().next();
            functions.into_iter().map(|function| (file.clone(), Some(function))).collect()
        }
        (files_count, functions_count) if files_count == functions_count => {
            files.into_iter().map(Some).zip(functions.into_iter().map(Some)).collect()
        }
        _ => files.into_iter().map(|file| (Some(file), None)).collect(),
    }
}

/// A file with the function that its own notation names: `src/x.js::send()`.
#[derive(Clone, Debug)]
struct File<'n> {
    path: PathReference,
    function: Option<Spanned<&'n str>>,
}

/// The file that a name is, `function` notation included.
fn file_of_name<'n>(
    name: Spanned<&'n str>,
    read: impl Fn(&Spanned<&'n str>) -> Option<PathReference>,
) -> Option<File<'n>> {
    for separator in ["::", "#", ":"] {
        let Some((file, function)) = name.value.split_once(separator) else { continue };
        // `src/x.ts#L2` and `src/x.ts:L2` are a line of the file; reading the path drops it.
        if separator != "::" && is_line_reference(function) {
            continue;
        }
        let behind = file.len() + separator.len();
        let Some(function) = function_of_name(part(name, behind..behind + function.len())) else {
            continue;
        };
        if let Some(path) = read(&part(name, 0..file.len())) {
            return Some(File { path, function: Some(function) });
        }
    }
    read(&name).map(|path| File { path, function: None })
}

fn files_of_cell<'n>(cell: &'n CellBlock<'_>, is_file_column: bool) -> Vec<File<'n>> {
    let marked: Vec<File<'_>> = cell
        .inline
        .names()
        .filter_map(|name| {
            if is_file_column {
                file_of_name(borrowed(name), path_of_cell)
            } else {
                file_of_name(borrowed(name), path_of_name)
            }
        })
        .collect();
    if !marked.is_empty() || cell.filled().is_none() {
        return marked;
    }
    let words = words(&cell.inline, 0..cell.inline.text.len());
    let is_single = words.len() == 1 && is_file_column;
    let read =
        |word: &Spanned<&str>| if is_single { path_of_cell(word) } else { path_of_word(word) };
    words.into_iter().filter_map(|word| file_of_name(word, read)).collect()
}

fn functions_of_cell<'n>(cell: &'n CellBlock<'_>) -> Vec<Spanned<&'n str>> {
    if cell.filled().is_none() {
        return Vec::new();
    }
    let marked: Vec<_> = cell
        .inline
        .runs
        .iter()
        .filter(|run| !run.is_target)
        .flat_map(|run| functions_of_list(run.spanned()))
        .collect();
    if !marked.is_empty() {
        return marked;
    }
    let words: Vec<_> = words(&cell.inline, 0..cell.inline.text.len());
    // Several words without parentheses are prose.
    let is_list = words.len() == 1 || words.iter().all(|word| word.value.ends_with(')'));
    if !is_list || is_whole_file(&cell.inline.text) {
        return Vec::new();
    }
    words.into_iter().flat_map(functions_of_list).collect()
}

fn is_whole_file(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    is_empty_mark(text.trim())
        || matches!(
            lower.as_str(),
            "all"
                | "any"
                | "various"
                | "multiple"
                | "several"
                | "module"
                | "file"
                | "everything"
                | "default"
                | "n/a"
                | "tbd"
        )
}

/// `a(), b()` in one code span, or a single name.
pub(super) fn functions_of_list(name: Spanned<&str>) -> Vec<Spanned<&str>> {
    if is_route(name.value) {
        return Vec::new();
    }
    let mut depth = 0_usize;
    let mut start = 0;
    let mut functions = Vec::new();
    for (at, character) in name.value.char_indices() {
        match character {
            '(' | '<' | '[' | '{' => depth += 1,
            ')' | '>' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' | ';' | '/' | '|' if depth == 0 => {
                functions.extend(function_of_name(part(name, start..at)));
                start = at + 1;
            }
            _ => {}
        }
    }
    functions.extend(function_of_name(part(name, start..name.value.len())));
    functions
}

/// `POST /webhooks/stripe`, `/webhooks/stripe`: what a server answers, whatever function does it.
fn is_route(name: &str) -> bool {
    const METHODS: [&str; 8] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "ANY"];
    let name = name.trim();
    let path = match name.split_once(char::is_whitespace) {
        Some((method, path)) if METHODS.contains(&method.to_uppercase().as_str()) => path,
        _ => name,
    };
    path.trim_start().starts_with('/')
}

/// The function that a name is, without parentheses, arguments and keywords; `None` for prose,
/// placeholders and paths.
pub(super) fn function_of_name(name: Spanned<&str>) -> Option<Spanned<&str>> {
    let mut text = name.value;
    let mut start = 0;
    loop {
        let trimmed = text.trim_start();
        start += text.len() - trimmed.len();
        text = trimmed;
        let keywords =
            ["async ", "await ", "function ", "def ", "fn ", "func ", "pub ", "new ", "export "];
        let Some(keyword) = keywords.iter().find(|keyword| text.starts_with(**keyword)) else {
            break;
        };
        start += keyword.len();
        text = text.get(keyword.len()..)?;
    }
    let end = text.find(['(', '<']).unwrap_or(text.len());
    let core = text.get(..end)?.trim_end();
    let is_name = core.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$' | '@'))
        && core.chars().all(|c| c.is_alphanumeric() || "_$.:#@?!->".contains(c))
        && !core.ends_with(['.', ':', '#', '-'])
        && !core.contains("..");
    let is_file = path_of_name(&Spanned::new(core, ByteRange::default())).is_some();
    (is_name && !is_file && !is_whole_file(core)).then(|| part(name, start..start + core.len()))
}

/// Usages in a bullet or value: files with, beside them, functions.
fn usages_of_text(inline: &Inline, shown: Range<usize>, is_item: bool) -> Vec<Usage> {
    let is_file = |run: &Run<'_>| file_of_name(run.spanned(), path_of_name).is_some();
    let runs = enumeration(inline, &shown, is_file);
    let module = module_of_text(inline, &shown);
    let purpose = purpose_of_text(inline, &shown);
    let usage = |file: File<'_>, function: Option<Spanned<&str>>| Usage {
        // A module's name stands in front of its files.
        module: module.clone().filter(|name| name.range.end() <= file.path.range.start()),
        file: Some(file.path),
        function: file.function.or(function).as_ref().map(owned),
        purpose: purpose.clone(),
        range: inline.range,
    };
    if let [run] = runs.as_slice() {
        let Some(file) = file_of_name(run.spanned(), path_of_name) else { return Vec::new() };
        let functions = functions_beside(inline, &shown, run);
        return pair(vec![file], functions)
            .into_iter()
            .filter_map(|(file, function)| Some(usage(file?, function)))
            .collect();
    }
    if !runs.is_empty() {
        let files = runs.iter().filter_map(|run| file_of_name(run.spanned(), path_of_name));
        return files.map(|file| usage(file, None)).collect();
    }
    // `- src/mail.ts - sends`: the first word, unmarked.
    let bare = words(inline, shown.clone());
    let bare = if is_item { bare.get(..1).unwrap_or_default() } else { &bare };
    let files = bare.iter().map_while(|&word| file_of_name(without_colon(word), path_of_word));
    files.map(|file| usage(file, None)).collect()
}

fn without_colon(word: Spanned<&str>) -> Spanned<&str> {
    part(word, 0..word.value.trim_end_matches([':', '.']).len())
}

/// Calls that stand right beside a file: `` `send()` in `file` ``, `` `file`: `send()` ``.
fn functions_beside<'n>(
    inline: &'n Inline<'_>,
    shown: &Range<usize>,
    file: &Run<'_>,
) -> Vec<Spanned<&'n str>> {
    let is_call = |run: &Run<'_>| !run.is_target && run.name.value.ends_with(')');
    let before: Vec<&Run<'_>> = inline
        .runs
        .iter()
        .filter(|run| run.shown.start >= shown.start && run.shown.end <= file.shown.start)
        .collect();
    let behind = inline
        .runs
        .iter()
        .filter(|run| run.shown.start >= file.shown.end && run.shown.end <= shown.end);
    let mut functions = Vec::new();
    let mut edge = file.shown.start;
    for run in before.into_iter().rev().filter(|run| is_call(run)) {
        if !joins(inline.text.get(run.shown.end..edge)) {
            break;
        }
        functions.extend(functions_of_list(run.spanned()));
        edge = run.shown.start;
    }
    functions.reverse();
    let mut edge = file.shown.end;
    for run in behind.filter(|run| is_call(run)) {
        if !joins(inline.text.get(edge..run.shown.start)) {
            break;
        }
        functions.extend(functions_of_list(run.spanned()));
        edge = run.shown.end;
    }
    functions
}

/// Whether the text between a function and its file only joins the two.
fn joins(between: Option<&str>) -> bool {
    let Some(between) = between else { return false };
    between
        .split(|c: char| c.is_whitespace() || "()[]:,;/&>→—–-".contains(c))
        .filter(|word| !word.is_empty())
        .all(|word| matches!(word, "in" | "from" | "at" | "of" | "and" | "via"))
}

/// The bold name that a text begins with.
fn module_of_text(inline: &Inline, shown: &Range<usize>) -> Option<Spanned<String>> {
    let strong = inline.leading_strong().filter(|strong| strong.start >= shown.start)?;
    let text = inline.text.get(strong.clone())?;
    let name = strong.start..strong.start + text.trim_end().trim_end_matches(':').len();
    let value = inline.text.get(name.clone())?.to_owned();
    Some(Spanned::new(value, inline.source(name)))
}

fn purpose_of_text(inline: &Inline, shown: &Range<usize>) -> Option<String> {
    let text = inline.text.get(shown.clone())?;
    let separators = [" - ", " — ", " – ", "— "];
    let (at, separator) = separators
        .iter()
        .filter_map(|separator| text.find(separator).map(|at| (at, separator)))
        .min()?;
    let purpose = text.get(at + separator.len()..)?.trim();
    (!purpose.is_empty()).then(|| purpose.to_owned())
}
