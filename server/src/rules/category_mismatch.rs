//! `category-mismatch`: Integration Categories and the sections name different services.

use std::collections::HashSet;

use crate::catalog::name_key;
use crate::contract::{self, Contract, FileSection, Status, Strictness};
use crate::text::{ByteRange, Spanned};
use crate::workspace::Severity;

use super::engine::Check;
use super::overview_pairs::{Names, is_wider_or_narrower, pairs, parts};
use super::sink::{Draft, Sink};
use super::view::ContractView;
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "category-mismatch",
    severity: Some(Severity::Hint),
    summary: "a service under Integration Categories without a section, or a section in no category",
    page: include_str!("pages/category-mismatch.md"),
    checks: &[Check::Contract(check)],
};

/// What the template lists under its categories. As long as all of it stands there, nobody has
/// said that it is this project's.
pub(super) const OF_TEMPLATE: [&str; 16] = [
    "SendGrid",
    "Twilio",
    "Slack",
    "Stripe",
    "PayPal",
    "AWS S3",
    "Cloudinary",
    "Google Analytics",
    "Mixpanel",
    "Sentry",
    "Auth0",
    "Google OAuth",
    "GitHub OAuth",
    "AWS",
    "Vercel",
    "MongoDB Atlas",
];

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let model = &view.contract.file.contract;
    let entries: Vec<&Spanned<String>> =
        model.categories.iter().flat_map(|category| &category.services).collect();
    if model.strictness != Strictness::Strict || entries.is_empty() {
        return;
    }
    let listed: HashSet<&str> = entries.iter().map(|entry| entry.value.as_str()).collect();
    let is_untouched = OF_TEMPLATE.iter().all(|name| listed.contains(name));
    let is_of_template = |name: &str| is_untouched && OF_TEMPLATE.contains(&name);
    if entries.iter().all(|entry| is_of_template(&entry.value)) {
        return;
    }
    let check = Comparison::of(view, &entries);
    for entry in entries.iter().filter(|entry| !is_of_template(&entry.value)) {
        check.entry(entry, sink);
    }
    check.sections(sink);
}

struct Comparison<'view> {
    view: &'view ContractView<'view>,
    names: Names<'view>,
    /// Names in the overview; what is wrong with them is said there.
    overview: HashSet<String>,
    /// The text of the section, lower case: a service may be named in another way than by an entry.
    categories: String,
    /// Sections that an entry names.
    listed: HashSet<usize>,
    /// Sections whose row in the overview bears the name of an entry.
    by_row: HashSet<usize>,
}

impl<'view> Comparison<'view> {
    fn of(view: &'view ContractView<'view>, entries: &[&Spanned<String>]) -> Self {
        let governed = view.contract;
        let model = &governed.file.contract;
        let names = Names::of(governed);
        let listed = entries.iter().flat_map(|entry| names.mentioned(&entry.value)).collect();
        let keys: HashSet<String> = entries.iter().map(|entry| name_key(&entry.value)).collect();
        let mut overview = HashSet::new();
        let mut by_row = HashSet::new();
        if let Some(table) = &model.overview {
            let pairs = pairs(governed, table);
            for (row, paired) in table.rows.iter().zip(pairs.rows) {
                let key = name_key(&row.service.value);
                by_row.extend(paired.section().filter(|_| keys.contains(&key)));
                overview.insert(key);
            }
        }
        let categories = section_text(model, &governed.file.text).to_lowercase();
        Self { view, names, overview, categories, listed, by_row }
    }

    fn entry(&self, entry: &Spanned<String>, sink: &mut Sink) {
        let name = &entry.value;
        let has_section = !self.names.mentioned(name).is_empty()
            || self.is_part(name)
            || parts(name).any(|part| self.overview.contains(&name_key(part)))
            || self.overview.contains(&name_key(name));
        if has_section || self.is_said_otherwise(entry) {
            return;
        }
        if let Some(section) = self.names.near(name, &self.listed) {
            self.misspelt(entry, section, sink);
            return;
        }
        let message = format!(
            "{name} is listed here, but no section describes it: nobody learns how to use it"
        );
        let path = &self.view.contract.file.path;
        let draft = Draft::new(path, entry.range, message).service(name);
        sink.report(draft.help("write its section, or remove it from the categories"));
    }

    /// An entry that is a slip of the hand away from the name of a section.
    fn misspelt(&self, entry: &Spanned<String>, section: usize, sink: &mut Sink) {
        let file = &self.view.contract.file;
        let Some(integration) = file.contract.integrations.get(section) else { return };
        let (name, meant) = (&entry.value, &integration.name);
        let message = format!(
            "{name} is listed here, the section is called {}: who searches for one does not find the other",
            meant.value
        );
        let draft = Draft::new(&file.path, entry.range, message)
            .service(&meant.value)
            .related(&file.path, meant.range, "the section is here")
            .help(format!("write {}, as the section does", meant.value));
        sink.report(match contract::replace_in_value(&file.text, entry, name, &meant.value) {
            Some(edit) => {
                let edit = FileEdit { path: file.path.clone(), edit };
                draft.offer(format!("Write {}", meant.value), vec![edit])
            }
            None => draft,
        });
    }

    /// "AWS" stands for "AWS S3".
    fn is_part(&self, name: &str) -> bool {
        let mut integrations = self.view.contract.integrations().iter();
        integrations.any(|integration| is_wider_or_narrower(name, &integration.name.value))
    }

    /// Whether an entry's line tells more than one name can: that the service is only planned or is
    /// gone, that it links to a section (which may be broken: another finding), or that the entry is
    /// a category whose services follow.
    fn is_said_otherwise(&self, entry: &Spanned<String>) -> bool {
        let text = &self.view.contract.file.text;
        let before = text.get(..entry.range.start()).unwrap_or_default();
        let behind = text.get(entry.range.end()..).unwrap_or_default();
        let behind = behind.lines().next().unwrap_or_default();
        let is_link = before.ends_with('[');
        let is_planned =
            matches!(contract::status_of(behind), Some(Status::Planned | Status::Deprecated));
        let lower = behind.to_lowercase();
        let mut integrations = self.view.contract.integrations().iter();
        let names_section = integrations
            .any(|integration| lower.contains(integration.name.value.to_lowercase().as_str()));
        is_link || is_planned || names_section
    }

    fn sections(&self, sink: &mut Sink) {
        let path = &self.view.contract.file.path;
        let model = &self.view.contract.file.contract;
        for (index, integration) in model.integrations.iter().enumerate() {
            let name = &integration.name.value;
            let is_listed = self.listed.contains(&index)
                || self.by_row.contains(&index)
                || name.is_empty()
                // A repetition is to be merged, not listed.
                || self.view.contract.earlier_section(index).is_some()
                || self.categories.contains(name.to_lowercase().as_str())
                || self.is_entered_otherwise(name);
            if is_listed {
                continue;
            }
            let message = format!(
                "{name} stands in no category: who looks there for such a service misses it"
            );
            let draft = Draft::new(path, integration.name.range, message).service(name);
            let draft = draft.help("list it under Integration Categories");
            sink.report(match model.file_section(FileSection::IntegrationCategories) {
                Some(section) => {
                    draft.related(path, section.heading.text.range, "the categories are here")
                }
                None => draft,
            });
        }
    }

    /// Whether some entry is a wider or narrower name of the section, or almost its name.
    fn is_entered_otherwise(&self, name: &str) -> bool {
        let model = &self.view.contract.file.contract;
        let mut entries = model.categories.iter().flat_map(|category| &category.services);
        entries.any(|entry| {
            let near = super::nearest::nearest_name(
                &name.to_lowercase(),
                [entry.value.to_lowercase().as_str()],
            )
            .is_some();
            near || is_wider_or_narrower(name, &entry.value)
        })
    }
}

fn section_text<'t>(model: &Contract, text: &'t str) -> &'t str {
    let section = model.file_section(FileSection::IntegrationCategories);
    section.map_or(ByteRange::default(), |section| section.range).slice(text)
}
