//! Files and folders of the workspace.

use std::collections::BTreeSet;

use crate::features::{CompletionItem, CompletionKind};
use crate::text::ByteRange;
use crate::workspace::uses_of_binding;

use super::contract::{Asked, Section};
use super::item::{code, item};

impl<'asked> Asked<'asked> {
    /// The file of a user of the binding: files that use it and have no row first. Behind `::` the
    /// functions of the file that is written.
    pub(super) fn users(&self, section: Section<'asked>, range: ByteRange) -> Vec<CompletionItem> {
        let written = self.written_before(range);
        if let Some((file, _)) = written.split_once("::") {
            return self.functions_of(file, range, &format!("{file}::"));
        }
        self.paths(range, &self.users_without_row(section))
    }

    /// Files and folders one step below what is written, with those of `first` before them.
    pub(super) fn paths(&self, range: ByteRange, first: &BTreeSet<String>) -> Vec<CompletionItem> {
        let written = self.written_before(range);
        let folder = written.rsplit_once('/').map_or("", |(folder, _)| folder);
        let Some(folder) = self.contract.folder.join(folder) else { return Vec::new() };
        let text = self.cursor.text;
        let users = first.iter().map(|path| CompletionItem {
            detail: Some("uses the binding, no row yet".to_owned()),
            ..item(text, range, CompletionKind::File, path, code(path), format!("0{path}"))
        });
        let below = folder.relative_to(&self.contract.folder).unwrap_or_default();
        let own = &self.contract.file.path;
        let children = self.snapshot.children(&folder).into_iter();
        let others = children.filter_map(|(name, is_folder)| {
            if folder.join(&name).is_some_and(|path| path == *own) {
                return None;
            }
            let mut path = if below.is_empty() { name } else { format!("{below}/{name}") };
            let kind = if is_folder { CompletionKind::Folder } else { CompletionKind::File };
            if is_folder {
                path.push('/');
            }
            let is_new = !first.contains(&path);
            is_new.then(|| item(text, range, kind, &*path, code(&path), format!("1{path}")))
        });
        users.chain(others).collect()
    }

    /// What is written in a code span or cell up to the cursor, without marks.
    fn written_before(&self, range: ByteRange) -> &'asked str {
        let content = range.slice(self.cursor.text);
        let up_to_cursor = self.cursor.offset.saturating_sub(range.start()).min(content.len());
        let written = content.get(..up_to_cursor).unwrap_or(content).trim_matches('`');
        // A cell may hold several.
        written.rsplit(['`', ',', ' ']).next().unwrap_or(written)
    }

    /// Files that use the binding and that no row but the cursor's lists.
    fn users_without_row(&self, section: Section<'asked>) -> BTreeSet<String> {
        let uses = uses_of_binding(self.snapshot, self.contract, section.index);
        let shown = uses.keys().filter_map(|path| path.relative_to(&self.contract.folder));
        let is_listed = |path: &str| {
            let files = section.integration.usages.iter().filter_map(|usage| usage.file.as_ref());
            let mut others = files.filter(|file| !file.range.touches(self.cursor.offset));
            others.any(|file| file.path == path)
        };
        shown.filter(|path| !is_listed(path)).map(str::to_owned).collect()
    }
}
