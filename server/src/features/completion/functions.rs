//! Functions and classes that source defines.

use crate::features::{CompletionItem, CompletionKind};
use crate::source::{Definition, DefinitionKind};
use crate::text::ByteRange;
use crate::workspace::SourceFile;

use super::contract::{Asked, Section};
use super::item::{code, filter, item};

impl<'asked> Asked<'asked> {
    /// The functions of a file that the contract names, exported ones first. `lead` stands before
    /// each name.
    pub(super) fn functions_of(
        &self,
        file: &str,
        range: ByteRange,
        lead: &str,
    ) -> Vec<CompletionItem> {
        let place = self.snapshot.place_of(self.contract, file);
        let source = place.path().and_then(|path| self.snapshot.source(path));
        let items = source.map(|source| {
            let functions = definitions(source, CompletionKind::Function);
            functions.map(|it| self.definition(range, it, CompletionKind::Function, lead)).collect()
        });
        items.unwrap_or_default()
    }

    /// The functions, or classes, that the binding defines, exported ones first.
    pub(super) fn definitions_of_binding(
        &self,
        section: Section<'asked>,
        range: ByteRange,
        kind: CompletionKind,
    ) -> Vec<CompletionItem> {
        let Some(service) = self.service(section) else { return Vec::new() };
        let snapshot = self.snapshot;
        let files = service.binding_paths().flat_map(|binding| snapshot.files_in(binding));
        let sources = files.filter_map(|file| snapshot.source(file)).filter(|file| !file.is_test);
        let definitions = sources.flat_map(|file| definitions(file, kind));
        let mut items: Vec<CompletionItem> =
            definitions.map(|it| self.definition(range, it, kind, "")).collect();
        items.sort_by(|a, b| a.sort.cmp(&b.sort));
        items.dedup_by(|a, b| a.label == b.label);
        items
    }

    fn definition(
        &self,
        range: ByteRange,
        definition: &Definition,
        kind: CompletionKind,
        lead: &str,
    ) -> CompletionItem {
        let name = match &definition.container {
            Some(container) => format!("{container}.{}", definition.name.value),
            None => definition.name.value.clone(),
        };
        let call = if kind == CompletionKind::Function { "()" } else { "" };
        let rank = u8::from(definition.exported_as.is_empty());
        let insert = code(&format!("{lead}{name}{call}"));
        let sort = format!("{rank}{name}");
        let mut made = item(self.cursor.text, range, kind, name, insert, sort);
        if !lead.is_empty() {
            let written = format!("{lead}{}", made.label);
            made.filter = filter(range.slice(self.cursor.text), &written);
        }
        made.detail = Some(definition.signature.clone());
        made.documentation = definition.documentation.clone();
        made
    }
}

fn definitions(file: &SourceFile, kind: CompletionKind) -> impl Iterator<Item = &Definition> {
    let is_wanted = move |definition: &&Definition| match kind {
        CompletionKind::Class => {
            matches!(definition.kind, DefinitionKind::Class | DefinitionKind::Type)
        }
        _ => matches!(definition.kind, DefinitionKind::Function | DefinitionKind::Method),
    };
    file.facts().definitions.iter().filter(is_wanted)
}
