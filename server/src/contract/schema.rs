//! The template's parts: which labels there are, how they are written, which are required, in
//! which order they stand, and the skeleton that each is begun with.

use super::spelling::{Respelt, respelling};
use super::synonyms;

/// Labels that are as usual as the template's.
const SHORT_LABELS: &[(FieldKind, &str)] = &[
    (FieldKind::PlanAndPricing, "Pricing"),
    (FieldKind::UsedByModules, "Used By"),
    (FieldKind::ApiEndpointsUsed, "API Endpoints"),
    (FieldKind::WebhookEventsHandled, "Webhook Events"),
    (FieldKind::Security, "Security"),
];

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
    pub const ALL: &'static [Self] = &[
        Self::Added,
        Self::LastModified,
        Self::Status,
        Self::DeprecationDate,
        Self::Purpose,
        Self::ProviderInformation,
        Self::PlanAndPricing,
        Self::Authentication,
        Self::BindingModule,
        Self::ModuleStructure,
        Self::ApiClientClass,
        Self::EnvironmentVariables,
        Self::UsedByModules,
        Self::ApiEndpointsUsed,
        Self::WebhookEventsHandled,
        Self::DataFlow,
        Self::ErrorHandling,
        Self::CustomErrorClasses,
        Self::RetryLogic,
        Self::Logging,
        Self::Testing,
        Self::MockingForTests,
        Self::Monitoring,
        Self::FallbackStrategy,
        Self::MigrationNotes,
        Self::Security,
        Self::PerformanceNotes,
        Self::Dependencies,
        Self::Changelog,
    ];

    /// What every filled-in example of the template has.
    pub const REQUIRED: &'static [Self] = &[
        Self::Added,
        Self::LastModified,
        Self::Status,
        Self::Purpose,
        Self::ProviderInformation,
        Self::PlanAndPricing,
        Self::Authentication,
        Self::BindingModule,
        Self::EnvironmentVariables,
        Self::UsedByModules,
    ];

    /// What most of the template's filled-in examples have besides, and every integration is better
    /// for.
    pub const RECOMMENDED: &'static [Self] = &[
        Self::ApiEndpointsUsed,
        Self::ErrorHandling,
        Self::Testing,
        Self::Monitoring,
        Self::Security,
        Self::Dependencies,
        Self::Changelog,
    ];

    /// The label as the template writes it: `Last Modified`, `Plan & Pricing`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Added => "Added",
            Self::LastModified => "Last Modified",
            Self::Status => "Status",
            Self::DeprecationDate => "Deprecation Date",
            Self::Purpose => "Purpose",
            Self::ProviderInformation => "Provider Information",
            Self::PlanAndPricing => "Plan & Pricing",
            Self::Authentication => "Authentication",
            Self::BindingModule => "Binding Module",
            Self::ModuleStructure => "Module Structure",
            Self::ApiClientClass => "API Client Class",
            Self::EnvironmentVariables => "Environment Variables",
            Self::UsedByModules => "Used By Modules",
            Self::ApiEndpointsUsed => "API Endpoints Used",
            Self::WebhookEventsHandled => "Webhook Events Handled",
            Self::DataFlow => "Data Flow",
            Self::ErrorHandling => "Error Handling",
            Self::CustomErrorClasses => "Custom Error Classes",
            Self::RetryLogic => "Retry Logic",
            Self::Logging => "Logging",
            Self::Testing => "Testing",
            Self::MockingForTests => "Mocking for Tests",
            Self::Monitoring => "Monitoring",
            Self::FallbackStrategy => "Fallback Strategy",
            Self::MigrationNotes => "Migration Notes",
            Self::Security => "Security Considerations",
            Self::PerformanceNotes => "Performance Notes",
            Self::Dependencies => "Dependencies",
            Self::Changelog => "Changelog",
        }
    }

    /// The field that a label names: letter case, plural, emoji and synonyms apart.
    ///
    /// It knows the label alone. A bullet nested in another field's block may bear the same words
    /// (`Rate Limits` in Plan & Pricing); whether it opens a field is the parser's to say.
    pub fn of_label(label: &str) -> Option<Self> {
        synonyms::field_of_label(label)
    }

    /// The field whose label was most likely meant by a misspelt one ("Enviroment Variables"). `None`
    /// for labels that name a field as they are, and for words of their own.
    pub fn near_label(label: &str) -> Option<Self> {
        Self::respelling(label).map(|(kind, ..)| kind)
    }

    /// The same with the label that was meant, and the words of the written one that are wrong.
    pub(super) fn respelling(label: &str) -> Option<(Self, &'static str, Vec<Respelt>)> {
        if Self::of_label(label).is_some() {
            return None;
        }
        let template = Self::ALL.iter().map(|&kind| (kind, kind.label()));
        respelling(label, template.chain(SHORT_LABELS.iter().copied()))
    }

    /// What a new field of this kind begins with: what stands behind the colon when the skeleton
    /// is one line, the block below the label otherwise (`\n` between lines, none at the end).
    pub fn skeleton(self) -> &'static str {
        match self {
            Self::Added | Self::LastModified | Self::DeprecationDate => "[YYYY-MM-DD]",
            Self::Status => "[active, testing, planned or deprecated]",
            Self::Purpose => "[What the service does for us]",
            Self::ProviderInformation => {
                "- **Website:** [URL]\n- **Documentation:** [URL]\n- **Status Page:** [URL]"
            }
            Self::PlanAndPricing => {
                "- **Plan:** [name]\n- **Monthly Cost:** [amount]\n- **Rate Limits:** [limit]"
            }
            Self::Authentication => {
                "- **Method:** [API key, OAuth 2.0, …]\n- **Key Location:** [VARIABLE_NAME]"
            }
            Self::BindingModule => {
                "- **Location:** [path of the folder]\n- **Main File:** [path of the file]"
            }
            Self::ModuleStructure => "```\n[tree of the binding module]\n```",
            Self::ApiClientClass => "[Name of the client class]",
            Self::EnvironmentVariables => {
                "| Variable | Required | Default | Description |\n\
                 |----------|----------|---------|-------------|\n\
                 | [VARIABLE_NAME] | [YES/NO] | - | [What it sets] |"
            }
            Self::UsedByModules => {
                "| Module | File | Function | Usage |\n\
                 |--------|------|----------|-------|\n\
                 | [module] | [path of the file] | [function] | [How it uses the service] |"
            }
            Self::ApiEndpointsUsed => {
                "| Endpoint | Method | Purpose |\n\
                 |----------|--------|---------|\n\
                 | [/path] | [GET] | [What it does] |"
            }
            Self::WebhookEventsHandled => {
                "| Event | Handler | Purpose |\n\
                 |-------|---------|---------|\n\
                 | [event] | [handler] | [What it does] |"
            }
            Self::DataFlow => "[Who calls the binding and what comes back]",
            Self::ErrorHandling => {
                "| Error Type | HTTP Code | Handling Strategy | Retry |\n\
                 |------------|-----------|-------------------|-------|\n\
                 | [error] | [code] | [What happens] | [YES/NO] |"
            }
            Self::CustomErrorClasses => "[Names of the error classes]",
            Self::RetryLogic => "[When and how often a call is tried again]",
            Self::Logging => "- **Success:** [level]\n- **Errors:** [level]",
            Self::Testing => {
                "- **Unit Tests:** [path of the file]\n- **Mocks:** [path of the file]"
            }
            Self::MockingForTests => "[How tests do without the service]",
            Self::Monitoring => "- **Metrics Tracked:** [metrics]\n- **Alerts:** [conditions]",
            Self::FallbackStrategy => {
                "- **Fallback:** [alternative]\n- **Degraded Mode:** [What works without the service]"
            }
            Self::MigrationNotes => "[What replacing the service would take]",
            Self::Security => "- [How keys are kept]\n- [Which permissions are needed]",
            Self::PerformanceNotes => "- [Response time]\n- [Timeout]",
            Self::Dependencies => "- [package]@[version] - [What it is for]",
            Self::Changelog => {
                "| Date | Version | Changes | Breaking |\n\
                 |------|---------|---------|----------|\n\
                 | [YYYY-MM-DD] | [version] | [What changed] | [YES/NO] |"
            }
        }
    }

    /// The skeleton as a list, for sections that are lists themselves.
    pub fn bullet_skeleton(self) -> &'static str {
        match self {
            Self::EnvironmentVariables => "- [VARIABLE_NAME] - [What it sets]",
            Self::UsedByModules => "- [path of the file] - [How it uses the service]",
            Self::ApiEndpointsUsed => "- [GET /path] - [What it does]",
            Self::WebhookEventsHandled => "- [event] - [handler]",
            Self::ErrorHandling => "- [error] - [What happens, and whether it is tried again]",
            Self::Changelog => "- [YYYY-MM-DD] - [What changed]",
            _ => self.skeleton(),
        }
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
    pub const ALL: &'static [Self] = &[Self::LastUpdated, Self::Version, Self::Status];

    /// The label as the template writes it.
    pub fn label(self) -> &'static str {
        match self {
            Self::LastUpdated => "Last Updated",
            Self::Version => "Version",
            Self::Status => "Status",
        }
    }

    /// The field that a label names.
    pub fn of_label(label: &str) -> Option<Self> {
        synonyms::file_field_of_label(label)
    }

    /// The field that a label names, or that was most likely meant by a misspelt one.
    pub fn meant_by(label: &str) -> Option<Self> {
        Self::of_label(label).or_else(|| Self::respelling(label).map(|(kind, ..)| kind))
    }

    /// The field and label that were most likely meant, and the words that are wrong.
    pub(super) fn respelling(label: &str) -> Option<(Self, &'static str, Vec<Respelt>)> {
        if Self::of_label(label).is_some() {
            return None;
        }
        respelling(label, Self::ALL.iter().map(|&kind| (kind, kind.label())))
    }

    /// What stands behind the colon of a new line.
    pub fn skeleton(self) -> &'static str {
        match self {
            Self::LastUpdated => "[YYYY-MM-DD]",
            Self::Version => "[1.0.0]",
            Self::Status => "[Draft or Active]",
        }
    }
}

/// A section of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    pub const REQUIRED: &'static [Self] =
        &[Self::Purpose, Self::ChangeLog, Self::IntegrationOverview, Self::Integrations];

    /// The heading as the template writes it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Purpose => "Purpose",
            Self::ChangeLog => "Change Log",
            Self::IntegrationOverview => "Integration Overview",
            Self::Integrations => "Integrations",
            Self::IntegrationCategories => "Integration Categories",
            Self::NotesForCodingAgents => "Notes for Coding Agents",
            Self::InitialPopulationInstructions => "Initial Population Instructions",
        }
    }

    /// The section that a heading names: numbering, emoji and letter case apart.
    pub fn of_heading(heading: &str) -> Option<Self> {
        synonyms::section_of_heading(heading)
    }

    /// The section whose heading was most likely meant by a misspelt one ("Integraton Overview").
    pub fn near_heading(heading: &str) -> Option<Self> {
        Self::respelling(heading).map(|(kind, ..)| kind)
    }

    /// The same with the heading that was meant, and the words that are wrong.
    pub(super) fn respelling(heading: &str) -> Option<(Self, &'static str, Vec<Respelt>)> {
        const HEADINGS: &[(FileSection, &str)] = &[
            (FileSection::Purpose, "Purpose"),
            (FileSection::ChangeLog, "Change Log"),
            (FileSection::ChangeLog, "Changelog"),
            (FileSection::IntegrationOverview, "Integration Overview"),
            (FileSection::Integrations, "Integrations"),
            (FileSection::Integrations, "Example Integrations"),
            (FileSection::IntegrationCategories, "Integration Categories"),
            (FileSection::NotesForCodingAgents, "Notes for Coding Agents"),
            (FileSection::InitialPopulationInstructions, "Initial Population Instructions"),
        ];
        if Self::of_heading(heading).is_some() {
            return None;
        }
        respelling(heading, HEADINGS.iter().copied())
    }

    /// What a new section of this kind begins with, below its heading; may be empty.
    pub fn skeleton(self) -> &'static str {
        match self {
            Self::Purpose => "[What this contract covers and who keeps it true]",
            Self::ChangeLog => {
                "| Date | Version | Agent/Author | Changes | Impact |\n\
                 |------|---------|--------------|---------|--------|\n\
                 | [YYYY-MM-DD] | [1.0.0] | [author] | [What changed] | [Who is affected] |"
            }
            // Without a row: a placeholder alone would say that nobody has filled the contract in.
            Self::IntegrationOverview => {
                "| Service | Purpose | Status | Binding Module | Monthly Cost | Critical |\n\
                 |---------|---------|--------|----------------|--------------|----------|"
            }
            Self::Integrations => "",
            Self::IntegrationCategories => "### [Category]\n- **[Service]** - [What it does]",
            Self::NotesForCodingAgents => "[What an agent must know before it adds a service]",
            Self::InitialPopulationInstructions => "[How this contract is filled in at first]",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_label_names_its_own_field() {
        for &kind in FieldKind::ALL {
            assert_eq!(FieldKind::of_label(kind.label()), Some(kind), "{}", kind.label());
            let shouted = format!("📌 {}:", kind.label().to_uppercase());
            assert_eq!(FieldKind::of_label(&shouted), Some(kind), "{shouted}");
        }
        for &kind in FileField::ALL {
            assert_eq!(FileField::of_label(kind.label()), Some(kind));
        }
        for &kind in FileSection::REQUIRED {
            assert_eq!(FileSection::of_heading(kind.label()), Some(kind));
        }
    }

    #[test]
    fn the_order_of_the_template_is_the_order_of_the_variants() {
        assert!(FieldKind::ALL.is_sorted());
        assert!(FieldKind::REQUIRED.is_sorted());
        assert!(FileSection::REQUIRED.is_sorted());
    }

    #[test]
    fn a_slip_of_the_hand_is_near_its_label() {
        let near = FieldKind::near_label;
        assert_eq!(near("Enviroment Variables"), Some(FieldKind::EnvironmentVariables));
        assert_eq!(near("Used By Modlues"), Some(FieldKind::UsedByModules));
        assert_eq!(near("Purpos"), Some(FieldKind::Purpose));
        for label in ["Stats", "Tracing", "Billing", "Bucket Configuration", "Adder", "Posting"] {
            assert_eq!(near(label), None, "{label}");
        }
    }
}
