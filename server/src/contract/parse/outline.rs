//! The headings as a tree, and which of them are integrations.

use crate::text::ByteRange;

use super::blocks::{Block, BlockKind};
use super::fields::read_fields;
use super::inline::Inline;
use super::labels::is_placeholder;
use crate::contract::schema::{FieldKind, FileSection};
use crate::contract::synonyms::plain_words;

/// A heading in the tree.
#[derive(Debug)]
pub(super) struct Node<'b> {
    /// Index of its block.
    pub block: usize,
    /// Index of the first block behind its section.
    pub end: usize,
    pub level: u8,
    pub inline: &'b Inline<'b>,
    /// The heading without the line break.
    pub line: ByteRange,
    /// From the heading to the next of its level or a higher one.
    pub range: ByteRange,
    pub kind: Option<FileSection>,
    parent: Option<usize>,
    children: Vec<usize>,
    /// Fields between the heading and the next one of any level.
    own: Kinds,
    /// `own`, and those of deeper headings that are labels.
    held: Kinds,
    /// Fields anywhere in the section.
    all: Kinds,
    label: Option<FieldKind>,
    is_service: bool,
    has_service_below: bool,
    /// Whether it is a service, and no part of one would pass for it.
    is_identified: bool,
    /// Number of such services below it.
    identified_below: usize,
}

/// What the outline of a document says.
#[derive(Debug, Default)]
pub(super) struct Outline<'b> {
    pub nodes: Vec<Node<'b>>,
    /// Index of the title among the nodes.
    pub title: Option<usize>,
    pub integrations: Vec<Selected>,
    pub templates: Vec<ByteRange>,
}

/// An integration: a heading, and where its section ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct Selected {
    pub node: usize,
    /// Index of the first block behind it.
    pub end: usize,
    /// The section.
    pub range: ByteRange,
    /// Whether it stands below a heading that says "Example Integrations".
    pub is_example: bool,
}

/// A set of field kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Kinds(u32);

impl Kinds {
    fn insert(&mut self, kind: FieldKind) {
        self.0 |= 1 << kind as u32;
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, kind: FieldKind) -> bool {
        self.0 & (1 << kind as u32) != 0
    }

    fn is_empty(self) -> bool {
        self.0 == 0
    }

    fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether a section with these fields speaks of a service: one label such as Purpose stands
    /// in many a section that does not.
    fn describe_service(self) -> bool {
        self.len() > 1
            || self.has(FieldKind::EnvironmentVariables)
            || self.has(FieldKind::UsedByModules)
    }

    /// Whether they tell a service from a part of one.
    fn identify_service(self) -> bool {
        [
            FieldKind::Added,
            FieldKind::LastModified,
            FieldKind::Status,
            FieldKind::BindingModule,
            FieldKind::EnvironmentVariables,
            FieldKind::UsedByModules,
        ]
        .iter()
        .any(|&kind| self.has(kind))
    }

    /// Whether they can only be a section of its own, wherever it stands.
    fn are_whole_service(self) -> bool {
        self.len() > 3
            && self.has(FieldKind::BindingModule)
            && (self.has(FieldKind::Status) || self.has(FieldKind::Added))
    }
}

/// Reads the headings of a document and decides which are integrations.
pub(super) fn read_outline<'b>(source: &str, blocks: &'b [Block<'b>]) -> Outline<'b> {
    let mut outline = Outline { nodes: nodes_of(source, blocks), ..Outline::default() };
    outline.title = outline.nodes.iter().position(|node| node.level == 1);
    outline.gather(blocks);
    let roots: Vec<usize> =
        (0..outline.nodes.len()).filter(|&index| outline.nodes[index].parent.is_none()).collect();
    for root in roots {
        outline.select(root, Place::default());
    }
    outline.integrations.sort_by_key(|integration| integration.range.start());
    outline
}

/// Where a heading stands.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    is_in_integrations: bool,
    is_example: bool,
    is_beside_services: bool,
}

fn nodes_of<'b>(source: &str, blocks: &'b [Block<'b>]) -> Vec<Node<'b>> {
    let mut nodes: Vec<Node<'b>> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let BlockKind::Heading { level, inline } = &block.kind else { continue };
        while let Some(&last) = open.last()
            && nodes[last].level >= *level
        {
            nodes[last].end = index;
            nodes[last].range = ByteRange::new(nodes[last].range.start(), block.range.start());
            open.pop();
        }
        let parent = open.last().copied();
        let this = nodes.len();
        nodes.push(Node {
            block: index,
            end: blocks.len(),
            level: *level,
            inline,
            line: block.range,
            range: ByteRange::new(block.range.start(), source.len()),
            kind: None,
            parent,
            children: Vec::new(),
            own: Kinds::default(),
            held: Kinds::default(),
            all: Kinds::default(),
            label: FieldKind::of_label(&inline.text),
            is_service: false,
            has_service_below: false,
            is_identified: false,
            identified_below: 0,
        });
        if let Some(parent) = parent {
            nodes[parent].children.push(this);
        }
        open.push(this);
    }
    nodes
}

impl Outline<'_> {
    /// Collects which fields each section holds, the deepest first.
    fn gather(&mut self, blocks: &[Block<'_>]) {
        for index in (0..self.nodes.len()).rev() {
            let node = &self.nodes[index];
            let next = self.nodes.get(index + 1).map_or(blocks.len(), |next| next.block);
            let body = blocks.get(node.block + 1..next).unwrap_or_default();
            let mut own = Kinds::default();
            for draft in read_fields(body) {
                draft.kind.into_iter().for_each(|kind| own.insert(kind));
            }
            let mut held = own;
            let mut all = own;
            let mut identified_children = 0;
            let mut identified_below = 0;
            let mut has_service_below = false;
            for &child in &node.children {
                let child = &self.nodes[child];
                all = all.with(child.all);
                if let Some(label) = child.label {
                    all.insert(label);
                    if !child.has_service_below {
                        held.insert(label);
                    }
                }
                identified_children += usize::from(child.is_identified);
                identified_below += usize::from(child.is_identified) + child.identified_below;
                has_service_below |= child.is_service || child.has_service_below;
            }
            // A category may have a label or two of its own; its services have them all.
            let decides = |&kind: &FieldKind| own.has(kind);
            let is_container = ![
                FieldKind::BindingModule,
                FieldKind::EnvironmentVariables,
                FieldKind::UsedByModules,
            ]
            .iter()
            .any(decides)
                && (identified_children > 1 || (own.is_empty() && identified_below > 1));
            let is_service = node.label.is_none()
                && node.level > 1
                && !is_part_name(&plain_words(&node.inline.text))
                && !is_template(node.inline)
                && !is_ruler(&node.inline.text)
                && !held.is_empty()
                && all.describe_service()
                && !is_container;
            let node = &mut self.nodes[index];
            (node.own, node.held, node.all) = (own, held, all);
            (node.is_service, node.has_service_below) = (is_service, has_service_below);
            node.is_identified = is_service && own.identify_service();
            node.identified_below = identified_below;
        }
    }

    /// Decides what a heading is, and goes on below it.
    fn select(&mut self, index: usize, place: Place) {
        let node = &self.nodes[index];
        if is_template(node.inline) {
            self.templates.push(node.range);
            return;
        }
        let is_top = node.parent.is_none_or(|parent| self.nodes[parent].level == 1);
        let kind = FileSection::of_heading(&node.inline.text).filter(|kind| {
            let is_telling =
                matches!(kind, FileSection::Integrations | FileSection::IntegrationOverview);
            Some(index) != self.title && (is_top || is_telling || place.is_in_integrations)
        });
        let kind = kind.or_else(|| self.misspelt_kind(index).filter(|_| is_top));
        if let Some(kind) = kind {
            let is_example = plain_words(&node.inline.text).starts_with("example");
            self.nodes[index].kind = Some(kind);
            if kind == FileSection::Integrations {
                let place =
                    Place { is_in_integrations: true, is_example, is_beside_services: false };
                self.select_children(index, place);
            }
            return;
        }
        let is_integration = node.is_service
            || (place.is_in_integrations
                && node.level > 1
                && node.label.is_none()
                && !is_ruler(&node.inline.text)
                && !node.has_service_below
                && (place.is_beside_services || !self.is_empty_category(index)));
        if is_integration {
            self.select_integration(index, place);
        } else {
            let is_beside_services = node.has_service_below;
            self.select_children(index, Place { is_beside_services, ..place });
        }
    }

    /// The section that a misspelt heading was most likely meant for, if the document has it nowhere
    /// else.
    fn misspelt_kind(&self, index: usize) -> Option<FileSection> {
        let node = self.nodes.get(index).filter(|node| node.level > 1 && !node.is_service)?;
        let kind = FileSection::near_heading(&node.inline.text)?;
        let is_kind = |node: &Node<'_>| FileSection::of_heading(&node.inline.text) == Some(kind);
        (!self.nodes.iter().any(is_kind)).then_some(kind)
    }

    fn select_children(&mut self, index: usize, place: Place) {
        for child in self.nodes[index].children.clone() {
            self.select(child, place);
        }
    }

    fn select_integration(&mut self, index: usize, place: Place) {
        let node = &self.nodes[index];
        // A service one level too deep, below another one.
        let last = self.nodes.partition_point(|other| other.range.start() < node.range.end());
        let nested: Vec<usize> = (index + 1..last)
            .filter(|&below| {
                let below = &self.nodes[below];
                below.is_service && below.own.are_whole_service()
            })
            .collect();
        let first = nested.first().map(|&first| &self.nodes[first]);
        let end = first.map_or(node.end, |first| first.block);
        let range_end = first.map_or(node.range.end(), |first| first.range.start());
        self.integrations.push(Selected {
            node: index,
            end,
            range: ByteRange::new(node.range.start(), range_end),
            is_example: place.is_example,
        });
        for (position, &below) in nested.iter().enumerate() {
            let node = &self.nodes[below];
            let next = nested.get(position + 1).map(|&next| &self.nodes[next]);
            let next = next.filter(|next| next.range.start() < node.range.end());
            let end = next.map_or(node.end, |next| next.block);
            let range_end = next.map_or(node.range.end(), |next| next.range.start());
            self.integrations.push(Selected {
                node: below,
                end,
                range: ByteRange::new(node.range.start(), range_end),
                is_example: place.is_example,
            });
        }
    }

    /// Whether a heading without fields is a category all of whose services are still empty.
    fn is_empty_category(&self, index: usize) -> bool {
        let node = &self.nodes[index];
        let has_labels = node.children.iter().any(|&child| self.nodes[child].label.is_some());
        node.own.is_empty()
            && !node.children.is_empty()
            && !has_labels
            && is_category_name(&plain_words(&node.inline.text))
    }
}

/// Headings of the template that the template's user replaces.
fn is_template(heading: &Inline) -> bool {
    let plain = plain_words(&heading.text);
    if plain == "integration template" || plain == "template" || plain == "service template" {
        return true;
    }
    let numbered =
        heading.text.trim_start_matches(|c: char| c.is_ascii_digit() || ". ".contains(c));
    let name = numbered.split('(').next().unwrap_or_default();
    is_placeholder(name) && !heading.is_link()
}

/// Whether a heading is nothing but a line drawn: `# =====`.
fn is_ruler(heading: &str) -> bool {
    let is_drawn = |character: char| matches!(character, '=' | '-' | '_' | '*' | '#' | '~' | ' ');
    !heading.is_empty() && heading.chars().all(is_drawn)
}

/// Headings that stand for a part of something, whatever is said below them.
fn is_part_name(plain: &str) -> bool {
    matches!(
        plain,
        "configuration"
            | "setup"
            | "usage"
            | "installation"
            | "summary"
            | "note"
            | "detail"
            | "environment configuration"
            | "getting started"
            | "troubleshooting"
            | "feature"
    )
}

fn is_category_name(plain: &str) -> bool {
    matches!(
        plain.split(' ').next().unwrap_or_default(),
        "communication"
            | "payment"
            | "storage"
            | "analytic"
            | "infrastructure"
            | "email"
            | "messaging"
            | "database"
            | "ai"
            | "cloud"
            | "marketing"
            | "other"
            | "development"
            | "hosting"
            | "search"
            | "social"
            | "notification"
            | "identity"
            | "media"
    )
}
