//! Which rows of the overview speak of which sections.

use std::collections::{HashMap, HashSet};

use crate::catalog::name_key;
use crate::contract::{Contract, Overview, OverviewRow};
use crate::workspace::{Governed, RelPath};

use super::nearest::nearest_name;

/// What a row of the overview leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paired {
    /// The template's row, an empty one, or one whose cells stand below the wrong headers.
    Unread,
    /// The section of this name.
    Same(usize),
    /// The section of the same service under another name.
    Named(usize),
    /// The section whose name it almost bears, or whose binding it names.
    Meant(usize),
    /// Sections that a wider or narrower name covers: "AWS" for "AWS S3", "Stripe, PayPal".
    Part,
    /// None.
    Alone,
}

impl Paired {
    /// The one section that the row speaks of.
    pub(super) fn section(self) -> Option<usize> {
        match self {
            Self::Same(section) | Self::Named(section) | Self::Meant(section) => Some(section),
            Self::Unread | Self::Part | Self::Alone => None,
        }
    }
}

/// The rows of an overview in its order, and which sections are spoken of.
#[derive(Debug)]
pub(super) struct Pairs {
    pub(super) rows: Vec<Paired>,
    /// Sections that some row speaks of, by their index.
    pub(super) listed: HashSet<usize>,
}

/// Pairs the rows of a contract's overview with its sections.
pub(super) fn pairs(governed: &Governed, overview: &Overview) -> Pairs {
    let names = Names::of(governed);
    let mut rows: Vec<Paired> = overview.rows.iter().map(|row| names.paired_by_name(row)).collect();
    let mut listed: HashSet<usize> = HashSet::new();
    for (row, paired) in overview.rows.iter().zip(&rows) {
        listed.extend(paired.section().into_iter().flat_map(|section| names.of_same_name(section)));
        match paired {
            Paired::Unread if !row.placeholder => {
                listed.extend(names.mentioned(&cells_of(overview, row)));
            }
            Paired::Part => listed.extend(names.mentioned(&row.service_cell)),
            _ => {}
        }
    }
    for table in other_tables(&governed.file.contract, overview) {
        listed.extend(names.mentioned(table));
    }
    // Of what remains, the surest evidence first: the binding, the spelling, a wider name.
    for (row, paired) in overview.rows.iter().zip(&mut rows) {
        if *paired == Paired::Alone
            && let Some(section) = names.of_binding(row, &listed)
        {
            let name = names.name(section);
            // "Stripe Payments" for "Stripe" is the same name with more words.
            let is_same = is_wider_or_narrower(&row.service.value, name);
            *paired = if is_same { Paired::Same(section) } else { Paired::Meant(section) };
            listed.insert(section);
        }
    }
    for (row, paired) in overview.rows.iter().zip(&mut rows) {
        if *paired != Paired::Alone {
            continue;
        }
        if let Some(section) = names.near(&row.service.value, &listed) {
            *paired = Paired::Meant(section);
            listed.insert(section);
            continue;
        }
        let covered = names.covered_by(&row.service.value, &listed);
        if !covered.is_empty() {
            *paired = Paired::Part;
            listed.extend(covered);
        }
    }
    Pairs { rows, listed }
}

/// Whether two names say the same in more or fewer words: "AWS" and "AWS S3".
pub(super) fn is_wider_or_narrower(one: &str, other: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let (one, other) = (words(one), words(other));
    !one.is_empty() && !other.is_empty() && (one.starts_with(&other) || other.starts_with(&one))
}

/// The services of an enumeration: "Stripe, PayPal", "Auth0 / Clerk".
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    let separated = text.split([',', ';', '/', '+', '&', '(', ')']);
    separated.flat_map(|part| part.split(" and ")).map(str::trim).filter(|part| !part.is_empty())
}

/// The names of a contract's sections, to be found by.
pub(super) struct Names<'view> {
    governed: &'view Governed,
    by_key: HashMap<String, Vec<usize>>,
    /// By what stands in the heading's parentheses: "Amazon S3 (AWS S3)".
    by_remark: HashMap<String, usize>,
    by_service: HashMap<&'view str, usize>,
}

impl<'view> Names<'view> {
    pub(super) fn of(governed: &'view Governed) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_remark = HashMap::new();
        let mut by_service = HashMap::new();
        for (index, integration) in governed.integrations().iter().enumerate() {
            by_key.entry(name_key(&integration.name.value)).or_default().push(index);
            if let Some(key) = key_in_parentheses(&integration.heading.text.value) {
                by_remark.entry(key).or_insert(index);
            }
            if let Some(known) = governed.services.get(index).and_then(|of| of.known.as_ref()) {
                by_service.entry(known.name.as_str()).or_insert(index);
            }
        }
        Self { governed, by_key, by_remark, by_service }
    }

    /// The section of this name, letter case and punctuation apart.
    pub(super) fn same(&self, name: &str) -> Option<usize> {
        self.by_key.get(&name_key(name)).and_then(|sections| sections.first()).copied()
    }

    /// The section of the service that bears this name among others.
    pub(super) fn alias(&self, name: &str) -> Option<usize> {
        let known = self.governed.config.catalog.find(name)?;
        self.by_service.get(known.name.as_str()).copied()
    }

    /// The sections that bear the name of this one, itself among them.
    pub(super) fn of_same_name(&self, section: usize) -> Vec<usize> {
        let name = self.name(section);
        self.by_key.get(&name_key(name)).cloned().unwrap_or_default()
    }

    fn name(&self, section: usize) -> &'view str {
        let integration = self.governed.integrations().get(section);
        integration.map_or("", |integration| integration.name.value.as_str())
    }

    fn paired_by_name(&self, row: &OverviewRow) -> Paired {
        if row.placeholder || row.service.value.is_empty() || !row.is_even {
            return Paired::Unread;
        }
        if let Some(section) = self.same(&row.service.value) {
            return Paired::Same(section);
        }
        let in_row = key_in_parentheses(&row.service_cell);
        let by_remark = in_row
            .and_then(|key| self.by_key.get(&key)?.first())
            .or_else(|| self.by_remark.get(&name_key(&row.service.value)));
        if let Some(section) = by_remark {
            return Paired::Same(*section);
        }
        if let Some(section) = self.alias(&row.service.value) {
            let is_same = is_wider_or_narrower(&row.service.value, self.name(section));
            return if is_same { Paired::Same(section) } else { Paired::Named(section) };
        }
        let is_several = parts(&row.service_cell).count() > 1;
        if is_several && !self.mentioned(&row.service_cell).is_empty() {
            return Paired::Part;
        }
        Paired::Alone
    }

    /// The sections that an enumeration names.
    pub(super) fn mentioned(&self, text: &str) -> Vec<usize> {
        let section = |name: &str| self.same(name).or_else(|| self.alias(name));
        let named = parts(text).filter_map(section);
        named.flat_map(|section| self.of_same_name(section)).collect()
    }

    fn unlisted<'s>(&'s self, listed: &'s HashSet<usize>) -> impl Iterator<Item = usize> + 's {
        (0..self.governed.integrations().len()).filter(|section| !listed.contains(section))
    }

    /// The only section without a row that has one of the row's bindings.
    fn of_binding(&self, row: &OverviewRow, listed: &HashSet<usize>) -> Option<usize> {
        let path = |path: &str| RelPath::parse(path);
        let of_row: Vec<RelPath> =
            row.binding_paths.iter().filter_map(|reference| path(&reference.path)).collect();
        if of_row.is_empty() {
            return None;
        }
        let mut with_binding = self.unlisted(listed).filter(|&section| {
            let bindings = self.governed.integrations().get(section).map(|of| &of.bindings);
            let mut bindings = bindings.into_iter().flatten();
            bindings.any(|binding| path(&binding.path).is_some_and(|path| of_row.contains(&path)))
        });
        let section = with_binding.next()?;
        with_binding.next().is_none().then_some(section)
    }

    /// The only section without a row whose name is a slip of the hand away.
    pub(super) fn near(&self, name: &str, listed: &HashSet<usize>) -> Option<usize> {
        /// More slips than this are never taken for the same name.
        const MOST_SLIPS: usize = 4;
        // Two known services are two, however alike their names are.
        if self.governed.config.catalog.find(name).is_some() {
            return None;
        }
        let written = name.to_lowercase();
        let is_like =
            |&section: &usize| self.name(section).len().abs_diff(written.len()) <= MOST_SLIPS;
        let candidates: Vec<(usize, String)> = self
            .unlisted(listed)
            .filter(is_like)
            .map(|section| (section, self.name(section).to_lowercase()))
            .collect();
        let near = nearest_name(&written, candidates.iter().map(|(_, name)| name.as_str()))?;
        candidates.iter().find(|(_, name)| name == near).map(|(section, _)| *section)
    }

    /// The sections that a wider or narrower name than theirs covers.
    fn covered_by(&self, name: &str, listed: &HashSet<usize>) -> Vec<usize> {
        let sections = 0..self.governed.integrations().len();
        let covers = |&section: &usize| {
            // A narrower row beside the section's own is a service of its own.
            let is_free = !listed.contains(&section) || self.name(section).len() > name.len();
            is_free && is_wider_or_narrower(name, self.name(section))
        };
        sections.filter(covers).collect()
    }
}

fn key_in_parentheses(text: &str) -> Option<String> {
    let inside = text.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    inside.map(|(inside, _)| name_key(inside)).filter(|key| !key.is_empty())
}

/// All that a row says, as an enumeration.
fn cells_of(overview: &Overview, row: &OverviewRow) -> String {
    let of_table = overview.table.rows.iter().find(|of_table| of_table.range == row.range);
    let cells = of_table.map(|row| row.cells.iter().map(|cell| cell.text.as_str()).collect());
    cells.map(|cells: Vec<&str>| cells.join(", ")).unwrap_or_default()
}

/// What further tables of the overview's section list: planned services, those of another team.
fn other_tables<'c>(
    contract: &'c Contract,
    overview: &'c Overview,
) -> impl Iterator<Item = &'c str> {
    let is_heading =
        |section: &&crate::contract::Section| section.heading.line == overview.heading.line;
    let section = contract.sections.iter().find(is_heading);
    let tables = section.into_iter().flat_map(move |section| {
        contract.tables.iter().filter(move |table| {
            section.range.contains_range(table.range) && table.range != overview.table.range
        })
    });
    tables.flat_map(|table| &table.rows).flat_map(|row| &row.cells).map(|cell| cell.text.as_str())
}
