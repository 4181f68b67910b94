//! The template's parts: which labels there are, how they are written, which are required, in
//! which order they stand, and the skeleton that each is begun with.

/// A field of an integration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each variant is the label of its name")]
pub enum FieldKind {
    Added,
    LastModified,
    Status,
    DeprecationDate,
    Purpose,
    ProviderInformation,
    PlanAndPricing,
    Authentication,
    BindingModule,
    ModuleStructure,
    ApiClientClass,
    EnvironmentVariables,
    UsedByModules,
    ApiEndpointsUsed,
    WebhookEventsHandled,
    DataFlow,
    ErrorHandling,
    CustomErrorClasses,
    RetryLogic,
    Logging,
    Testing,
    MockingForTests,
    Monitoring,
    FallbackStrategy,
    MigrationNotes,
    Security,
    PerformanceNotes,
    Dependencies,
    Changelog,
}

impl FieldKind {
    /// Every field in the order of the template.
    pub const ALL: &'static [Self] = &[];

    /// What every filled-in example of the template has.
    pub const REQUIRED: &'static [Self] = &[];

    /// The label as the template writes it: `Last Modified`, `Plan & Pricing`.
    pub fn label(self) -> &'static str {
        ""
    }

    /// The field that a label names: letter case, plural, emoji and synonyms apart.
    pub fn of_label(_label: &str) -> Option<Self> {
        None
    }
}

/// A field of the file itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the label of its name")]
pub enum FileField {
    LastUpdated,
    Version,
    Status,
}

impl FileField {
    /// All of them in the order of the template; each is required.
    pub const ALL: &'static [Self] = &[];

    /// The label as the template writes it.
    pub fn label(self) -> &'static str {
        ""
    }

    /// The field that a label names.
    pub fn of_label(_label: &str) -> Option<Self> {
        None
    }
}

/// A section of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is the heading of its name")]
pub enum FileSection {
    Purpose,
    ChangeLog,
    IntegrationOverview,
    /// "Integrations" or "Example Integrations".
    Integrations,
    IntegrationCategories,
    NotesForCodingAgents,
    InitialPopulationInstructions,
}

impl FileSection {
    /// The sections a contract must have, in the order of the template.
    pub const REQUIRED: &'static [Self] = &[];

    /// The heading as the template writes it.
    pub fn label(self) -> &'static str {
        ""
    }

    /// The section that a heading names: numbering, emoji and letter case apart.
    pub fn of_heading(_heading: &str) -> Option<Self> {
        None
    }
}
