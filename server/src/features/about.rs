//! What the parts of a contract are for, in words for people.

use crate::contract::{FieldKind, FileField, FileSection};

/// What belongs into a field, in a sentence or two.
pub(super) fn about(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Added => "The day on which the service was taken into use, as YYYY-MM-DD.",
        FieldKind::LastModified => {
            "The day on which this section was last changed, as YYYY-MM-DD. Not before Added, not in the future."
        }
        FieldKind::Status => "One of `active`, `testing`, `deprecated`, `planned`.",
        FieldKind::DeprecationDate => {
            "From which day on the service is not to be used any more, as YYYY-MM-DD. Needed when the status is `deprecated`."
        }
        FieldKind::Purpose => "What the service does for the project, and why this one.",
        FieldKind::ProviderInformation => {
            "Where to read about the service and where to ask: website, documentation, support, status page. `API Hosts` names the hosts that only the binding may call."
        }
        FieldKind::PlanAndPricing => "The plan, what it costs and where its limits are.",
        FieldKind::Authentication => {
            "How requests are signed, which variable holds the key, how keys are rotated. Never a key itself."
        }
        FieldKind::BindingModule => {
            "The folders and files that wrap the service: the only place that may talk to it. Paths in code marks; each has to exist."
        }
        FieldKind::ModuleStructure => "The tree of the binding module, in a fence.",
        FieldKind::ApiClientClass => "The class that all callers use instead of the service's API.",
        FieldKind::EnvironmentVariables => {
            "Every variable that the binding reads, with whether it is required, its default and what it sets."
        }
        FieldKind::UsedByModules => {
            "Every file that uses the binding, with the function that does and what for. Whoever changes the binding looks here."
        }
        FieldKind::ApiEndpointsUsed => "The endpoints that are called, and what for.",
        FieldKind::WebhookEventsHandled => {
            "The events that the service sends, each with the function that handles it."
        }
        FieldKind::DataFlow => "Who calls the binding, and what comes back.",
        FieldKind::ErrorHandling => {
            "What happens on each kind of error, and whether the call is tried again."
        }
        FieldKind::CustomErrorClasses => "The error classes that the binding defines.",
        FieldKind::RetryLogic => "When and how often a call is tried again.",
        FieldKind::Logging => "What is logged at which level, and what never is.",
        FieldKind::Testing => "Where the tests of the integration are. Paths in code marks.",
        FieldKind::MockingForTests => "How tests do without the service.",
        FieldKind::Monitoring => "What is measured, and when somebody is called.",
        FieldKind::FallbackStrategy => "What works when the service does not.",
        FieldKind::MigrationNotes => "What replacing the service would take.",
        FieldKind::Security => {
            "How keys are kept, which permissions are needed, what must not leak."
        }
        FieldKind::PerformanceNotes => "Response times, timeouts, caching.",
        FieldKind::Dependencies => {
            "The packages that the binding is built with, as `name@version`, and the modules of the project it needs."
        }
        FieldKind::Changelog => "What changed in the integration, by date.",
    }
}

/// What belongs behind a label of the file.
pub(super) fn about_file_field(kind: FileField) -> &'static str {
    match kind {
        FileField::LastUpdated => {
            "The day on which the file was last changed, as YYYY-MM-DD: that of the newest row of its change log."
        }
        FileField::Version => {
            "Three numbers, as in 1.4.0: that of the newest row of the change log."
        }
        FileField::Status => "Whether the file can be relied on: Draft, Active.",
    }
}

/// What belongs into a section of the file.
pub(super) fn about_section(kind: FileSection) -> &'static str {
    match kind {
        FileSection::Purpose => "What the file covers and who keeps it true.",
        FileSection::ChangeLog => "Every change of the file, newest first or last, with a version.",
        FileSection::IntegrationOverview => {
            "One row for each integration: what it is for, its status, its binding, whether the project stands still without it."
        }
        FileSection::Integrations => "One section for each outside service.",
        FileSection::IntegrationCategories => "The services by what they are used for.",
        FileSection::NotesForCodingAgents => "What an agent must know before it adds a service.",
        FileSection::InitialPopulationInstructions => "How the file is filled in at first.",
    }
}
