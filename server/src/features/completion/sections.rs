//! Headings with all that is begun below them: integrations, sections of the file, categories.

use crate::contract::{FieldKind, FileSection, field_like};
use crate::features::{CompletionItem, CompletionKind};
use crate::rules::{NewIntegration, UsedService, is_documented, used_services};

use super::contract::{Asked, Section};
use super::item::{item, ordered};

/// The sections of a file that are offered, in the order of the template.
const FILE_SECTIONS: &[FileSection] = &[
    FileSection::Purpose,
    FileSection::ChangeLog,
    FileSection::IntegrationOverview,
    FileSection::Integrations,
    FileSection::IntegrationCategories,
    FileSection::NotesForCodingAgents,
];

impl<'asked> Asked<'asked> {
    /// What may stand on a heading line of this level.
    pub(super) fn headings(&self, level: usize) -> Vec<CompletionItem> {
        let model = self.model();
        let above = self.cursor.line.start();
        let around = |kind: FileSection| {
            let is_around = |section: &&crate::contract::Section| {
                section.heading.line.start() < above
                    && section.range.end() >= above
                    && usize::from(section.heading.level) < level
            };
            let mut sections = model.sections.iter().filter(|section| section.kind == Some(kind));
            sections.find(is_around)
        };
        let section = self.section();
        let is_own = |section: &Section<'_>| {
            self.cursor.line.touches(section.integration.heading.line.start())
        };
        if let Some(own) = section.filter(is_own)
            && !own.integration.fields.is_empty()
        {
            return self.service_names(own.index, level);
        }
        if let Some(parent) = around(FileSection::Integrations) {
            let others = model.integrations.iter().filter(|it| {
                parent.range.contains_range(it.heading.line)
                    && !self.cursor.line.touches(it.heading.line.start())
            });
            let below = usize::from(parent.heading.level) + 1;
            let usual = others.map(|it| usize::from(it.heading.level)).min().unwrap_or(below);
            if level == usual {
                return self.integrations(level, section.filter(is_own).map(|own| own.index));
            }
        }
        if let Some(parent) = around(FileSection::IntegrationCategories)
            && level == usize::from(parent.heading.level) + 1
        {
            return self.category_headings(level);
        }
        if let Some(section) = section.filter(|section| !is_own(section)) {
            let kind = FieldKind::Purpose;
            let like = field_like(self.cursor.text, Some(section.integration), kind, "", "");
            let is_heading = like.starts_with(&format!("{} ", "#".repeat(level)));
            if is_heading {
                return self.fields(section, self.cursor.line, false);
            }
        }
        let known = model.sections.iter().find(|section| section.kind.is_some());
        let usual = known.map_or(2, |section| usize::from(section.heading.level));
        if level == usual { self.file_sections(level) } else { Vec::new() }
    }

    /// The sections that the file lacks, in the order of the template.
    fn file_sections(&self, level: usize) -> Vec<CompletionItem> {
        let missing =
            FILE_SECTIONS.iter().filter(|kind| self.model().file_section(**kind).is_none());
        // Below a heading that is named anew, everything stands already.
        let has_body = self.cursor.has_body_below();
        let items = missing.enumerate().map(|(place, kind)| {
            let mut text = format!("{} {}", "#".repeat(level), kind.label());
            if !kind.skeleton().is_empty() && !has_body {
                text = format!("{text}\n\n{}", kind.skeleton());
            }
            let is_required = FileSection::REQUIRED.contains(kind);
            let mut made = self.section_item(kind.label(), &text, ordered(place));
            made.detail = is_required.then(|| "required".to_owned());
            made
        });
        items.collect()
    }

    /// Whole integrations: for services that the code uses and nobody documents, for the others of
    /// the catalog, and one for any service. `own` is the heading being written.
    fn integrations(&self, level: usize, own: Option<usize>) -> Vec<CompletionItem> {
        let used = self.undocumented(own);
        let model = self.model().integrations.iter().enumerate();
        let like = model.filter(|(index, _)| Some(*index) != own).map(|(_, it)| it).next_back();
        let new = |known, used| NewIntegration {
            snapshot: self.snapshot,
            text: self.cursor.text,
            kinds: self.contract.config.required.iter().copied().collect(),
            known,
            used,
            like,
            level,
        };
        let mut items = Vec::new();
        for used in &used {
            let name = &used.service.name;
            let text = new(Some(&**used.service), Some(used)).section();
            let mut made = self.section_item(name, &text, format!("0{name}"));
            let count = used.files.len();
            let files = if count == 1 { "file" } else { "files" };
            made.detail = Some(format!("used in {count} {files}, not documented"));
            items.push(made);
        }
        for service in self.contract.config.catalog.services() {
            let is_used = used.iter().any(|used| used.service.name == service.name);
            if is_used || is_documented(self.contract, service, own) {
                continue;
            }
            let text = new(Some(&**service), None).section();
            let name = &service.name;
            let mut made = self.section_item(name, &text, format!("1{name}"));
            made.detail = Some(service.category.clone());
            items.push(made);
        }
        let blank = new(None, None).section();
        let mut made = self.section_item("New integration", &blank, "2".to_owned());
        made.detail = Some("any service".to_owned());
        items.push(made);
        items
    }

    /// The services that the code uses and no section is for; `own` is the heading being written.
    fn undocumented(&self, own: Option<usize>) -> Vec<UsedService<'asked>> {
        let is_known = |service: &_| is_documented(self.contract, service, own);
        used_services(self.snapshot, self.contract, &is_known)
    }

    /// The names of services alone, for a heading that has its fields already.
    fn service_names(&self, own: usize, level: usize) -> Vec<CompletionItem> {
        let used = self.undocumented(Some(own));
        let catalog = self.contract.config.catalog.services().iter();
        let new = catalog.filter(|service| !is_documented(self.contract, service, Some(own)));
        let items = new.map(|service| {
            let rank = u8::from(!used.iter().any(|used| used.service.name == service.name));
            let insert = format!("{} {}", "#".repeat(level), service.name);
            let (range, kind) = (self.cursor.content(), CompletionKind::Service);
            let sort = format!("{rank}{}", service.name);
            item(self.cursor.text, range, kind, &*service.name, insert, sort)
        });
        items.collect()
    }

    /// Categories that the catalog puts the file's services into, with those services.
    fn category_headings(&self, level: usize) -> Vec<CompletionItem> {
        let mut categories: std::collections::BTreeMap<&str, Vec<&str>> = Default::default();
        for (index, name) in self.uncategorised() {
            let service = self.contract.services.get(index);
            if let Some(known) = service.and_then(|service| service.known.as_deref()) {
                categories.entry(&known.category).or_default().push(name);
            }
        }
        let is_there =
            |name: &str| self.model().categories.iter().any(|category| category.name.value == name);
        let new = categories.into_iter().filter(|(name, _)| !is_there(name));
        let items = new.map(|(name, services)| {
            let entry = |service: &&str| format!("\n- **{service}** - [What it does]");
            let entries: String = services.iter().map(entry).collect();
            let text = format!("{} {name}{entries}", "#".repeat(level));
            self.section_item(name, &text, name.to_owned())
        });
        items.collect()
    }

    fn section_item(&self, label: &str, text: &str, sort: String) -> CompletionItem {
        let is_followed = !self.cursor.line_below().trim().is_empty();
        let end = if is_followed { "\n" } else { "" };
        let text = format!("{text}{end}");
        let mut made = self.skeleton(self.cursor.line, CompletionKind::Section, label, &text);
        made.sort = sort;
        made
    }
}
