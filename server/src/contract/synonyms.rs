//! Which words mean which part of the template, as people write them.

use super::schema::{FieldKind, FileField, FileSection};

/// The words of a label in the form the tables below are written in: lower case, one space between
/// words, singular, `&` as `and`, without emoji, punctuation, numbering and what stands in
/// parentheses.
pub(super) fn plain_words(label: &str) -> String {
    let mut plain = String::with_capacity(label.len() + 1);
    let mut parentheses = 0_usize;
    let mut word = 0;
    let mut chars = label.chars().peekable();
    while let Some(character) = chars.next() {
        match character {
            '(' | '（' => parentheses += 1,
            ')' | '）' => parentheses = parentheses.saturating_sub(1),
            _ if parentheses > 0 => {}
            '&' => {
                word = end_word(&mut plain, word);
                plain.push_str("and");
                word = end_word(&mut plain, word);
            }
            '\'' | '’' => {}
            // A full stop inside a word belongs to it (`.env`, `API.Bible`).
            '.' if word < plain.len()
                && chars.peek().is_some_and(|next| next.is_alphanumeric()) =>
            {
                plain.push('.');
            }
            _ if character.is_ascii_alphanumeric() => plain.push(character.to_ascii_lowercase()),
            _ if character.is_alphanumeric() => plain.extend(character.to_lowercase()),
            _ => word = end_word(&mut plain, word),
        }
    }
    end_word(&mut plain, word);
    plain.truncate(plain.trim_end().len());
    plain
}

/// Brings the word that begins at `start` into its plain form, a space behind it, and says where
/// the next one begins. Numbering in front is dropped.
fn end_word(plain: &mut String, start: usize) -> usize {
    let word = plain.get(start..).unwrap_or_default();
    if word.is_empty() {
        return start;
    }
    if start == 0 && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        plain.clear();
        return 0;
    }
    let is_singular =
        word.len() <= 3 || ["ss", "us", "is", "oes"].iter().any(|ending| word.ends_with(ending));
    if word.len() > 4 && word.ends_with("ies") {
        plain.truncate(plain.len() - 3);
        plain.push('y');
    } else if word.ends_with("sses") {
        plain.truncate(plain.len() - 2);
    } else if !is_singular && word.ends_with('s') {
        plain.truncate(plain.len() - 1);
    }
    plain.push(' ');
    plain.len()
}

/// What stands in the first parentheses of a label.
fn in_parentheses(label: &str) -> Option<&str> {
    let (_, behind) = label.split_once('(')?;
    behind.split_once(')').map(|(inside, _)| inside)
}

pub(super) fn field_of_label(label: &str) -> Option<FieldKind> {
    // Most labels are the template's, letter for letter, and a contract has thousands of them.
    let as_written = FieldKind::ALL.iter().find(|kind| kind.label() == label);
    as_written.copied().or_else(|| field_of_other_label(label))
}

fn field_of_other_label(label: &str) -> Option<FieldKind> {
    let plain = plain_words(label);
    let inner = || in_parentheses(label).map(plain_words).filter(|words| words.len() > 2);
    // "Credentials (env vars)", "Configuration (environment variables)": the parenthesis decides.
    if matches!(plain.as_str(), "credential" | "configuration" | "config" | "key" | "setup")
        && inner().is_some_and(|inner| is_environment(&inner))
    {
        return Some(FieldKind::EnvironmentVariables);
    }
    // The singular is a base URL, the plural a list.
    if plain == "endpoint" {
        let is_plural = label.to_lowercase().contains("endpoints");
        return Some(if is_plural {
            FieldKind::ApiEndpointsUsed
        } else {
            FieldKind::ProviderInformation
        });
    }
    field_of_words(&plain)
}

fn is_environment(plain: &str) -> bool {
    let names_environment = |word: &str| matches!(word, "env" | "environment" | "environnement");
    let names_variable = |word: &str| matches!(word, "var" | "variable" | "key");
    (plain.split(' ').any(names_environment) && plain.split(' ').any(names_variable))
        || matches!(plain, "env" | "environment" | "variable" | "config key" | "configuration key")
        || matches!(plain, "envvar" | "umgebungsvariablen" | "umgebungsvariable")
        || matches!(plain, "variable de entorno" | "variável de ambiente" | "variáveis de ambiente")
        || matches!(plain, "variable denvironnement")
}

fn field_of_words(plain: &str) -> Option<FieldKind> {
    if is_environment(plain) {
        return Some(FieldKind::EnvironmentVariables);
    }
    Some(match plain {
        "added" | "date added" | "added on" | "added date" | "integrated on" => FieldKind::Added,
        "last modified" | "last updated" | "last update" | "modified" | "updated"
        | "last changed" | "date modified" => FieldKind::LastModified,
        "status" | "current status" | "integration status" | "state" | "current state"
        | "estado" | "statut" | "situação" => FieldKind::Status,
        "deprecation date" | "deprecated" | "deprecated on" | "deprecated since"
        | "sunset date" => FieldKind::DeprecationDate,
        "purpose" | "overview" | "description" | "use case" | "used for" | "use for"
        | "what it does" | "what it is for" | "role" | "responsibility" | "propósito"
        | "proposito" | "objetivo" | "finalidade" | "zweck" | "objectif" => FieldKind::Purpose,
        "provider information"
        | "provider info"
        | "provider"
        | "provider detail"
        | "vendor"
        | "documentation"
        | "documentación"
        | "documentação"
        | "official documentation"
        | "doc"
        | "base url"
        | "api base url"
        | "api base"
        | "api url"
        | "api host"
        | "website"
        | "dashboard"
        | "console"
        | "status page"
        | "homepage" => FieldKind::ProviderInformation,
        "plan and pricing" | "pricing and plan" | "pricing" | "plan" | "cost" | "monthly cost"
        | "free tier" | "rate limit" | "quota" | "limit" | "pricing plan" | "price"
        | "pricing and limit" | "cost and limit" | "billing" | "precio" | "preço" | "tarif" => {
            FieldKind::PlanAndPricing
        }
        "authentication"
        | "auth"
        | "auth method"
        | "authorization"
        | "credential"
        | "key location"
        | "credential location"
        | "api key"
        | "authentication method"
        | "auth type"
        | "authentication type"
        | "autenticación"
        | "autenticação"
        | "authentification"
        | "authentifizierung" => FieldKind::Authentication,
        "binding module"
        | "binding"
        | "implementation"
        | "location"
        | "integration location"
        | "service module"
        | "client"
        | "sdk client"
        | "adapter"
        | "main file"
        | "code location"
        | "module location"
        | "module path"
        | "binding path"
        | "binding module path"
        | "binding module location"
        | "binding location"
        | "wrapper"
        | "wrapper module"
        | "service file"
        | "integration module"
        | "service wrapper"
        | "ubicación"
        | "ubicacion"
        | "localização"
        | "emplacement"
        | "implementación"
        | "implementação"
        | "implémentation" => FieldKind::BindingModule,
        "module structure"
        | "file structure"
        | "directory structure"
        | "folder structure"
        | "structure" => FieldKind::ModuleStructure,
        "api client class" | "client class" | "api client" => FieldKind::ApiClientClass,
        "used by module"
        | "used by"
        | "used in"
        | "key file"
        | "file using this service"
        | "file using it"
        | "used by file"
        | "used by service"
        | "module using this service"
        | "module using this"
        | "consumer"
        | "where used"
        | "where it is used"
        | "call site"
        | "where its referenced"
        | "usado en"
        | "usado por"
        | "utilisé par" => FieldKind::UsedByModules,
        "api endpoint used"
        | "api endpoint"
        | "endpoint used"
        | "api endpoint called"
        | "endpoint called" => FieldKind::ApiEndpointsUsed,
        "webhook event handled"
        | "webhook event"
        | "webhook"
        | "incoming webhook"
        | "outgoing webhook"
        | "incoming"
        | "outgoing"
        | "webhook url"
        | "webhook handled"
        | "webhook endpoint" => FieldKind::WebhookEventsHandled,
        "data flow" | "dataflow" => FieldKind::DataFlow,
        "error handling" | "failure" | "failure handling" | "failure mode" | "error strategy" => {
            FieldKind::ErrorHandling
        }
        "custom error class" | "custom error" | "error class" => FieldKind::CustomErrorClasses,
        "retry logic" | "retry" | "retry strategy" | "retry policy" => FieldKind::RetryLogic,
        "logging" => FieldKind::Logging,
        "testing" | "test" | "test file" | "test coverage" => FieldKind::Testing,
        "mocking for test" | "mocking" | "mock" | "test mock" => FieldKind::MockingForTests,
        "monitoring"
        | "monitoring and alert"
        | "monitoring and alerting"
        | "observability"
        | "health check" => FieldKind::Monitoring,
        "fallback strategy"
        | "fallback"
        | "fallback plan"
        | "fallback behavior"
        | "fallback behaviour"
        | "graceful degradation"
        | "degraded mode" => FieldKind::FallbackStrategy,
        "migration note" | "migration" | "migration plan" => FieldKind::MigrationNotes,
        "security"
        | "security consideration"
        | "security note"
        | "seguridad"
        | "segurança"
        | "sécurité" => FieldKind::Security,
        "performance note" | "performance" | "performance consideration" => {
            FieldKind::PerformanceNotes
        }
        "internal dependency" | "external dependency" | "dependency" => FieldKind::Dependencies,
        "changelog" | "change log" | "change history" | "version history" => FieldKind::Changelog,
        _ => return ecosystem_of_words(plain).map(|_| FieldKind::Dependencies),
    })
}

/// Whether a label that is no field of the template, or another one, says what a field is for.
pub(super) fn says_the_same(kind: FieldKind, label: &str) -> bool {
    let plain = plain_words(label);
    match kind {
        FieldKind::Dependencies => matches!(plain.as_str(), "sdk" | "sdk client" | "library"),
        FieldKind::ApiEndpointsUsed => plain == "api used" || plain.starts_with("endpoint"),
        FieldKind::Monitoring => matches!(plain.as_str(), "alert" | "alerting" | "metric"),
        _ => false,
    }
}

/// The package ecosystem that a sub-label of Dependencies names.
pub(super) fn ecosystem_of_label(label: &str) -> Option<&'static str> {
    ecosystem_of_words(&plain_words(label))
}

fn ecosystem_of_words(plain: &str) -> Option<&'static str> {
    let (kind, noun) = plain.rsplit_once(' ').unwrap_or((plain, ""));
    let is_list = matches!(
        noun,
        "" | "crate" | "package" | "dependency" | "module" | "library" | "artifact" | "gem"
    );
    if !is_list {
        return None;
    }
    // A bare "Go" or "Python" is more likely prose than a list of packages.
    Some(match (kind, noun) {
        ("npm" | "yarn" | "pnpm", _) => "npm",
        ("node" | "node.js" | "javascript" | "typescript" | "js", "package" | "dependency") => {
            "npm"
        }
        ("package", "") => "npm",
        ("pypi" | "pip", _) | ("python", "package" | "dependency" | "library") => "pypi",
        ("crate" | "cargo", _) | ("rust", "crate" | "package" | "dependency") => "crates",
        ("go", "module" | "package" | "dependency") => "go",
        ("gem" | "rubygem", _) | ("ruby", "gem" | "package" | "dependency") => "rubygems",
        ("maven" | "gradle", _) | ("java" | "kotlin", "package" | "dependency" | "library") => {
            "maven"
        }
        ("composer", _) | ("php", "package" | "dependency") => "composer",
        ("nuget", _) | (".net" | "net" | "dotnet", "package" | "dependency") => "nuget",
        _ => return None,
    })
}

pub(super) fn file_field_of_label(label: &str) -> Option<FileField> {
    Some(match plain_words(label).as_str() {
        "last updated" | "last update" | "last modified" | "updated" => FileField::LastUpdated,
        "version" | "contract version" | "document version" => FileField::Version,
        "status" | "contract status" | "document status" => FileField::Status,
        _ => return None,
    })
}

pub(super) fn section_of_heading(heading: &str) -> Option<FileSection> {
    Some(match plain_words(heading).as_str() {
        "purpose" | "purpose and scope" => FileSection::Purpose,
        "change log" | "changelog" | "change history" | "revision history" | "version history" => {
            FileSection::ChangeLog
        }
        "integration overview"
        | "overview of integration"
        | "integration summary"
        | "integration map" => FileSection::IntegrationOverview,
        "integration"
        | "example integration"
        | "active integration"
        | "current integration"
        | "integration detail"
        | "third party integration"
        | "external integration"
        | "service integration" => FileSection::Integrations,
        "integration category" | "integration by category" => FileSection::IntegrationCategories,
        "note for coding agent"
        | "note for agent"
        | "note for ai agent"
        | "note for ai coding agent" => FileSection::NotesForCodingAgents,
        "initial population instruction" | "initial population" | "population instruction" => {
            FileSection::InitialPopulationInstructions
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_as_people_write_them() {
        use FieldKind::*;
        let expectations = [
            ("Used By", Some(UsedByModules)),
            ("✅ used-by modules:", Some(UsedByModules)),
            ("3. Environment Variable(s)", Some(EnvironmentVariables)),
            ("Required env vars", Some(EnvironmentVariables)),
            ("Configuration (Environment Variables)", Some(EnvironmentVariables)),
            ("Credentials (env var)", Some(EnvironmentVariables)),
            ("Credentials", Some(Authentication)),
            ("Authentication (API key)", Some(Authentication)),
            ("Plan and pricing", Some(PlanAndPricing)),
            ("Security", Some(Security)),
            ("NPM Packages", Some(Dependencies)),
            ("Rust crates", Some(Dependencies)),
            ("Ruby Gems", Some(Dependencies)),
            ("Endpoint", Some(ProviderInformation)),
            ("Endpoints", Some(ApiEndpointsUsed)),
            ("SDK/Client", Some(BindingModule)),
            ("Configuration", None),
            ("Bucket Configuration", None),
            ("Enviroment Variables", None),
            ("", None),
        ];
        for (label, kind) in expectations {
            assert_eq!(field_of_label(label), kind, "{label}");
        }
    }

    #[test]
    fn labels_met_in_real_documents() {
        use FieldKind::*;
        let met: [(FieldKind, &[&str]); 9] = [
            (
                EnvironmentVariables,
                &[
                    "Env var",
                    "Env vars",
                    "Required env vars",
                    "Credentials (env vars)",
                    "Config keys",
                    "Configuration (Environment Variables)",
                    "Environment",
                    "Variables de entorno",
                    "Variáveis de ambiente",
                    "Variables d’environnement",
                ],
            ),
            (
                BindingModule,
                &[
                    "Implementation",
                    "Location",
                    "Integration location",
                    "Service module",
                    "Client",
                    "SDK/Client",
                    "Adapter",
                    "Main File",
                    "Code location",
                    "Ubicación",
                ],
            ),
            (
                UsedByModules,
                &[
                    "Used by",
                    "Used By Modules",
                    "Used in",
                    "Key files",
                    "Files using this service",
                    "Usado en",
                    "Usado por",
                    "Utilisé par",
                ],
            ),
            (
                Purpose,
                &[
                    "Overview",
                    "Description",
                    "Use case",
                    "Use cases",
                    "Used for",
                    "What it does",
                    "Role",
                ],
            ),
            (
                Authentication,
                &[
                    "Auth",
                    "Auth method",
                    "Authorization",
                    "Credentials",
                    "Key location",
                    "Credentials location",
                    "API key",
                ],
            ),
            (
                PlanAndPricing,
                &["Cost", "Free tier", "Plan", "Rate limits", "Quota", "Monthly cost", "Pricing"],
            ),
            (
                ProviderInformation,
                &[
                    "Documentation",
                    "Base URL",
                    "Endpoint",
                    "Website",
                    "Dashboard",
                    "Console",
                    "Status page",
                    "Provider",
                ],
            ),
            (
                WebhookEventsHandled,
                &["Webhooks", "Incoming", "Outgoing", "Webhook URL", "Webhook Events"],
            ),
            (FallbackStrategy, &["Fallback", "Graceful degradation"]),
        ];
        for (kind, labels) in met {
            for label in labels {
                assert_eq!(field_of_label(label), Some(kind), "{label}");
            }
        }
    }

    #[test]
    fn sub_labels_of_dependencies_name_an_ecosystem() {
        let expectations = [
            ("NPM Packages", Some("npm")),
            ("Python Packages", Some("pypi")),
            ("Crates", Some("crates")),
            ("Rust Crates", Some("crates")),
            ("Go Modules", Some("go")),
            ("Ruby Gems", Some("rubygems")),
            ("Maven", Some("maven")),
            ("Composer", Some("composer")),
            ("NuGet Packages", Some("nuget")),
            ("Internal Dependencies", None),
            ("Python", None),
        ];
        for (label, ecosystem) in expectations {
            assert_eq!(ecosystem_of_label(label), ecosystem, "{label}");
        }
    }
}
