//! `overview-mismatch`: the overview and the sections say different things. The section is the truth;
//! the overview is its summary.

use crate::contract::{
    self, Integration, Overview, OverviewRow, Status, Strictness, add_overview_row,
};
use crate::text::{ByteRange, Edit, apply_edits};
use crate::workspace::{GovernedService, RelPath, Severity};

use super::engine::Check;
use super::nearest::nearest_name;
use super::overview_pairs::{Paired, Pairs, pairs};
use super::sink::{Draft, Sink};
use super::view::ContractView;
use super::{FileEdit, Rule};

pub(super) const RULE: Rule = Rule {
    code: "overview-mismatch",
    severity: Some(Severity::Warning),
    summary: "the Integration Overview and the sections disagree",
    page: include_str!("pages/overview-mismatch.md"),
    checks: &[Check::Contract(check)],
};

fn check(view: &ContractView<'_>, sink: &mut Sink) {
    let model = &view.contract.file.contract;
    let Some(overview) = &model.overview else { return };
    // Rows of a table that does not say which service they are about cannot be compared.
    if model.strictness != Strictness::Strict || overview.columns.service.is_none() {
        return;
    }
    let pairs = pairs(view.contract, overview);
    let check = Comparison { view, overview, pairs };
    check.rows(sink);
    check.sections(sink);
}

struct Comparison<'view> {
    view: &'view ContractView<'view>,
    overview: &'view Overview,
    pairs: Pairs,
}

impl<'view> Comparison<'view> {
    fn text(&self) -> &'view str {
        &self.view.contract.file.text
    }

    fn path(&self) -> &'view RelPath {
        &self.view.contract.file.path
    }

    fn edits(&self, edit: Edit) -> Vec<FileEdit> {
        vec![FileEdit { path: self.path().clone(), edit }]
    }

    fn section(&self, index: usize) -> Option<(&'view Integration, &'view GovernedService)> {
        let contract = self.view.contract;
        Some((contract.integrations().get(index)?, contract.services.get(index)?))
    }

    fn rows(&self, sink: &mut Sink) {
        let rows = || self.overview.rows.iter().zip(&self.pairs.rows);
        for (index, (row, paired)) in rows().enumerate() {
            let Some(section) = paired.section() else {
                if *paired == Paired::Alone {
                    self.report_lone_row(row, sink);
                }
                continue;
            };
            let mut earlier =
                rows().take(index).filter(|(_, earlier)| earlier.section() == Some(section));
            let is_only = rows().filter(|(_, other)| other.section() == Some(section)).count() == 1;
            if let Some((first, _)) = earlier.next() {
                self.report_second_row(row, first, section, sink);
            } else if is_only
                && let Some((integration, service)) = self.section(section)
                && !self.has_twin(integration)
            {
                self.compare(row, *paired, integration, service, sink);
            }
        }
    }

    /// Whether another section bears the same name: then it is not said which one a row is about.
    fn has_twin(&self, integration: &Integration) -> bool {
        let all = self.view.contract.integrations().iter();
        all.filter(|other| other.name.value == integration.name.value).count() > 1
    }

    fn report_lone_row(&self, row: &OverviewRow, sink: &mut Sink) {
        // What is yet to come, and what is gone, needs no section.
        if matches!(row.status_value, Some(Status::Planned | Status::Deprecated)) {
            return;
        }
        let name = &row.service.value;
        let message = format!(
            "the overview lists {name}, but no section describes it: nobody learns how to use it"
        );
        let draft = Draft::new(self.path(), row.service.range, message)
            .service(name)
            .help("write the section, or remove the row");
        let edit = contract::remove_overview_row(self.text(), row);
        sink.report(draft.offer(format!("Remove the row of {name}"), self.edits(edit)));
    }

    fn report_second_row(
        &self,
        row: &OverviewRow,
        first: &OverviewRow,
        section: usize,
        sink: &mut Sink,
    ) {
        let key = |row: &OverviewRow| crate::catalog::name_key(&row.service_cell);
        let sections = self.section(section).map(|(integration, _)| {
            let all = self.view.contract.integrations().iter();
            all.filter(|other| other.name.value == integration.name.value).count()
        });
        // "Stripe (test)" and "Stripe (live)" are two rows with a reason.
        let has_remark = |row: &OverviewRow| row.service_cell.contains('(');
        let is_same = key(row) == key(first) || !(has_remark(row) || has_remark(first));
        if !is_same || sections.unwrap_or_default() > 1 {
            return;
        }
        let name = &row.service.value;
        let message = format!("{name} has a row already: of two rows, one will be out of date");
        let draft = Draft::new(self.path(), row.service.range, message)
            .service(name)
            .related(self.path(), first.service.range, "the first row is here")
            .help("keep one of the two rows");
        let edit = contract::remove_overview_row(self.text(), row);
        sink.report(draft.offer("Remove this row", self.edits(edit)));
    }

    fn compare(
        &self,
        row: &OverviewRow,
        paired: Paired,
        integration: &Integration,
        service: &GovernedService,
        sink: &mut Sink,
    ) {
        let name = &integration.name.value;
        if !matches!(paired, Paired::Same(_)) {
            let message = format!(
                "the overview says {}, the section {name}: who searches for one does not find the other",
                row.service.value
            );
            let edits = self.renamed(row, name);
            self.report(row.service.range, message, integration.name.range, name, edits, sink);
        }
        if let (Some(said), Some(status), Some(cell)) =
            (row.status_value, &integration.status, &row.status)
            && said != status.value
        {
            let message = format!(
                "the overview says that {name} is {}, its section says {}",
                word(said),
                word(status.value)
            );
            let edit = contract::set_overview_status(self.text(), self.overview, row, status.value);
            self.report(cell.range, message, status.range, name, edit.into_iter().collect(), sink);
        }
        if let (Some(said), Some(stated)) = (&row.critical, &integration.critical)
            && said.value != stated.value
        {
            let answer = |yes: bool| if yes { "critical" } else { "not critical" };
            let message = format!(
                "the overview says that {name} is {}, its section that it is {}",
                answer(said.value),
                answer(stated.value)
            );
            let edit =
                contract::set_overview_critical(self.text(), self.overview, row, stated.value);
            self.report(said.range, message, stated.range, name, edit.into_iter().collect(), sink);
        }
        self.compare_bindings(row, integration, service, sink);
    }

    fn compare_bindings(
        &self,
        row: &OverviewRow,
        integration: &Integration,
        service: &GovernedService,
        sink: &mut Sink,
    ) {
        let (Some(first), Some(said)) = (integration.bindings.first(), row.binding_paths.first())
        else {
            return;
        };
        // A binding that does not exist has its own finding, and may be what has to change.
        if !service.missing_bindings(&integration.bindings).is_empty() {
            return;
        }
        let agrees = row.binding_paths.iter().any(|said| {
            integration.bindings.iter().any(|binding| is_same_place(&said.path, &binding.path))
                || self.leads_into(&said.path, service)
        });
        if agrees {
            return;
        }
        let name = &integration.name.value;
        let message = format!(
            "the overview says that the binding of {name} is `{}`, its section says `{}`",
            said.path, first.path
        );
        let edit = contract::set_overview_binding(self.text(), self.overview, row, &first.path);
        let range = row.binding.as_ref().map_or(said.range, |binding| binding.range);
        self.report(range, message, first.range, name, edit.into_iter().collect(), sink);
    }

    /// Whether a path of the overview lies in a binding, or holds one, once both are looked up.
    fn leads_into(&self, path: &str, service: &GovernedService) -> bool {
        let place = self.view.snapshot.place_of(self.view.contract, path);
        let Some(place) = place.path() else { return false };
        service.binding_paths().any(|binding| place.is_in(binding) || binding.is_in(place))
    }

    fn report(
        &self,
        range: ByteRange,
        message: String,
        truth: ByteRange,
        name: &str,
        edits: Vec<Edit>,
        sink: &mut Sink,
    ) {
        let draft = Draft::new(self.path(), range, message)
            .service(name)
            .related(self.path(), truth, "the section says so here")
            .help("the overview follows the section");
        let edits: Vec<FileEdit> = edits.into_iter().flat_map(|edit| self.edits(edit)).collect();
        sink.report(if edits.is_empty() {
            draft
        } else {
            draft.safe_fix(format!("Write what the section of {name} says"), edits)
        });
    }

    /// The edits that give the section's name to a row, and to the entries of the categories that
    /// say what the row said. None where the row has a service's well-known name and the section
    /// one that is a slip of the hand away from it: there the section is at fault.
    fn renamed(&self, row: &OverviewRow, name: &str) -> Vec<Edit> {
        let said = &row.service.value;
        let catalog = &self.view.contract.config.catalog;
        let is_slip = nearest_name(&name.to_lowercase(), [said.to_lowercase().as_str()]).is_some();
        if is_slip && catalog.find(said).is_some() && catalog.find(name).is_none() {
            return Vec::new();
        }
        let categories = &self.view.contract.file.contract.categories;
        let entries = categories.iter().flat_map(|category| &category.services);
        let entries = entries
            .filter(|entry| entry.value == *said)
            .filter_map(|entry| contract::replace_in_value(self.text(), entry, said, name));
        let row = contract::set_overview_name(self.text(), self.overview, row, name);
        row.into_iter().chain(entries).collect()
    }

    fn sections(&self, sink: &mut Sink) {
        let mut seen = std::collections::HashSet::new();
        for (index, integration) in self.view.contract.integrations().iter().enumerate() {
            let name = &integration.name.value;
            if self.pairs.listed.contains(&index)
                || name.is_empty()
                // A repetition is to be merged, not listed.
                || self.view.contract.earlier_section(index).is_some()
                || !seen.insert(crate::catalog::name_key(name))
            {
                continue;
            }
            let message = format!(
                "{name} has no row in the Integration Overview: who looks there will think that it is not in use"
            );
            let draft = Draft::new(self.path(), integration.name.range, message)
                .service(name)
                .related(self.path(), self.overview.heading.text.range, "the overview is here")
                .help("add a row for it");
            let title = format!("Add a row for {name} to the overview");
            sink.report(match add_overview_row(self.text(), self.overview, integration) {
                Some(edit) if self.wakes_examples(&edit) => draft.offer(title, self.edits(edit)),
                Some(edit) => draft.safe_fix(title, self.edits(edit)),
                None => draft,
            });
        }
    }

    /// Whether a first real row would turn the template's examples, which were kept, into services
    /// of this project.
    fn wakes_examples(&self, edit: &Edit) -> bool {
        if self.overview.rows.iter().any(|row| !row.placeholder) {
            return false;
        }
        let before = self.view.contract.integrations().len();
        let edited = apply_edits(self.text(), std::slice::from_ref(edit));
        edited.map_or(true, |edited| contract::parse(&edited).integrations.len() != before)
    }
}

/// Whether one path is the other, lies in it, or is written from further down.
fn is_same_place(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (RelPath::parse(one), RelPath::parse(other)) else {
        return one.trim_end_matches('/') == other.trim_end_matches('/');
    };
    let ends_so = |long: &RelPath, short: &RelPath| {
        let rest = long.as_str().strip_suffix(short.as_str());
        !short.as_str().is_empty() && rest.is_some_and(|rest| rest.ends_with('/'))
    };
    one.is_in(&other) || other.is_in(&one) || ends_so(&one, &other) || ends_so(&other, &one)
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Testing => "in testing",
        Status::Deprecated => "deprecated",
        Status::Planned => "planned",
    }
}
