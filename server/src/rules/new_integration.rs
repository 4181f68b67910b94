//! A whole integration to begin with: what the catalog and the code know is filled in, the rest is
//! placeholders.

use std::collections::BTreeSet;

use crate::catalog::{Ecosystem, Evidence, Role, Service, import_name, name_key};
use crate::contract::{FieldKind, Integration, field_like, is_head_field};
use crate::workspace::{RelPath, Snapshot};

use super::sdk_uses::UsedService;

/// API hosts that are written into a new section; a service with more has families of them.
const MOST_HOSTS: usize = 3;

/// An integration to be written.
pub(crate) struct NewIntegration<'new> {
    /// The state of the workspace.
    pub(crate) snapshot: &'new Snapshot,
    /// The contract's text, in which `like` stands.
    pub(crate) text: &'new str,
    /// The fields it is to have; Dependencies come by themselves when they are known.
    pub(crate) kinds: BTreeSet<FieldKind>,
    /// What the catalog knows of the service; `None` for any service.
    pub(crate) known: Option<&'new Service>,
    /// Where the code uses it.
    pub(crate) used: Option<&'new UsedService<'new>>,
    /// An integration whose labels show how this author writes them.
    pub(crate) like: Option<&'new Integration>,
    /// Of its heading.
    pub(crate) level: usize,
}

impl NewIntegration<'_> {
    /// The section from its heading to its last field; lines end with `\n`.
    pub(crate) fn section(&self) -> String {
        let binding = self.binding();
        let mut kinds = self.kinds.clone();
        let dependencies = self.dependencies();
        if dependencies.is_some() {
            kinds.insert(FieldKind::Dependencies);
        }
        let name = self.known.map_or("[Service Name]", |service| &service.name);
        let mut text = format!("{} {name}", "#".repeat(self.level));
        let mut before: Option<FieldKind> = None;
        for kind in kinds {
            let filled = match kind {
                FieldKind::ProviderInformation => self.provider(),
                FieldKind::Authentication => self.authentication(),
                FieldKind::BindingModule => binding.as_ref().map(|(folder, main)| {
                    let main = main.as_ref().map_or(String::new(), |main| {
                        format!("\n- **Main File:** {}", code(main.as_str()))
                    });
                    format!("- **Location:** {}{main}", code(&format!("{folder}/")))
                }),
                FieldKind::EnvironmentVariables => self.variables(),
                FieldKind::UsedByModules => {
                    binding.as_ref().and_then(|(folder, _)| users(self.snapshot, folder))
                }
                FieldKind::Dependencies => dependencies.clone(),
                _ => None,
            };
            let skeleton = filled.as_deref().unwrap_or_else(|| kind.skeleton());
            let bullets = match &filled {
                Some(filled) if !filled.starts_with('|') => filled,
                _ => kind.bullet_skeleton(),
            };
            let field = field_like(self.text, self.like, kind, skeleton, bullets);
            let is_list = field.starts_with(['-', '+']) || field.starts_with("* ");
            let is_heading = field.starts_with('#');
            let is_head = is_head_field(kind) && !is_heading;
            text.push_str(match before {
                None => "\n\n",
                Some(_) if is_list => "\n",
                Some(before) if is_head && is_head_field(before) => "  \n",
                Some(_) => "\n\n",
            });
            text.push_str(&field);
            before = Some(kind);
        }
        text
    }

    /// Links by the catalog's site hosts, and the API's hosts.
    fn provider(&self) -> Option<String> {
        let known = self.known?;
        let begins = |beginnings: &[&str]| {
            let mut hosts = known.link_hosts.iter();
            hosts.find(|host| beginnings.iter().any(|beginning| host.starts_with(beginning)))
        };
        let is_site = |host: &&String| host.matches('.').count() == 1;
        let site = known.link_hosts.iter().find(is_site).or_else(|| begins(&["www."]));
        let link = |host: Option<&String>| {
            host.map_or("[URL]".to_owned(), |host| format!("https://{host}"))
        };
        let mut text = format!(
            "- **Website:** {}\n- **Documentation:** {}\n- **Status Page:** {}",
            link(site),
            link(begins(&["docs.", "developer.", "developers.", "doc."])),
            link(begins(&["status."])),
        );
        let hosts: Vec<String> =
            known.hosts.iter().take(MOST_HOSTS).map(|host| code(host)).collect();
        if !hosts.is_empty() {
            text.push_str(&format!("\n- **API Hosts:** {}", hosts.join(", ")));
        }
        Some(text)
    }

    fn authentication(&self) -> Option<String> {
        let variables = self.usual_variables();
        let secret = variables.iter().find(|(_, role)| *role == Role::Secret)?;
        let method = "[API key, OAuth 2.0, …]";
        Some(format!("- **Method:** {method}\n- **Key Location:** {}", code(secret.0)))
    }

    /// The catalog's variables that the code uses; where it uses none, the service's first secret.
    fn usual_variables(&self) -> Vec<(&str, Role)> {
        let Some(known) = self.known else { return Vec::new() };
        let usual = || known.variables.iter().map(|it| (&*it.name, it.role));
        let used: Vec<_> =
            usual().filter(|(name, _)| !self.snapshot.env_uses(name).is_empty()).collect();
        if used.is_empty() {
            return usual().find(|(_, role)| *role == Role::Secret).into_iter().collect();
        }
        used
    }

    fn variables(&self) -> Option<String> {
        let variables = self.usual_variables();
        if variables.is_empty() {
            return None;
        }
        let head: Vec<&str> = FieldKind::EnvironmentVariables.skeleton().lines().take(2).collect();
        let row = |(name, role): &(&str, Role)| {
            let what = match role {
                Role::Secret => "Secret key",
                Role::Public => "Public key",
                Role::WebhookSecret => "Secret that webhooks are signed with",
                Role::Config => "[What it sets]",
            };
            format!("\n| {} | [YES/NO] | - | {what} |", code(name))
        };
        let rows: String = variables.iter().map(row).collect();
        Some(format!("{}{rows}", head.join("\n")))
    }

    /// The service's packages: those that are imported, as the registry calls them.
    fn dependencies(&self) -> Option<String> {
        let known = self.known?;
        let registry_name = |ecosystem: Ecosystem, name: &str| {
            let of_ecosystem = known.packages.get(&ecosystem);
            let is_meant = |it: &&crate::catalog::Package| {
                import_name(ecosystem, &it.name) == name || it.imports.iter().any(|it| it == name)
            };
            let package = of_ecosystem.into_iter().flatten().find(is_meant);
            package.map_or_else(|| name.to_owned(), |package| package.name.clone())
        };
        let mut packages: Vec<(Ecosystem, String)> = match self.used {
            Some(used) => used
                .packages
                .iter()
                .map(|(ecosystem, name)| (*ecosystem, registry_name(*ecosystem, name)))
                .collect(),
            None => {
                let of_npm = known.packages.get(&Ecosystem::Npm).into_iter().flatten();
                let mut strong = of_npm.filter(|it| it.evidence == Evidence::Strong && !it.prefix);
                strong.next().map(|it| (Ecosystem::Npm, it.name.clone())).into_iter().collect()
            }
        };
        packages.dedup();
        let list = |ecosystem: Ecosystem, label: &str| {
            let of_it = packages.iter().filter(|(of, _)| *of == ecosystem);
            let lines: Vec<String> =
                of_it.map(|(_, name)| format!("- {} - [What it is for]", code(name))).collect();
            (!lines.is_empty()).then(|| format!("{label}{}", lines.join("\n")))
        };
        let lists = [list(Ecosystem::Npm, ""), list(Ecosystem::Crates, "**Crates:**\n")];
        let lists: Vec<String> = lists.into_iter().flatten().collect();
        (!lists.is_empty()).then(|| lists.join("\n\n"))
    }

    /// The folder that wraps the service already, with its main file: one that bears the service's
    /// name and holds a file that imports the SDK.
    pub(crate) fn binding(&self) -> Option<(RelPath, Option<RelPath>)> {
        let used = self.used?;
        let key = name_key(&used.service.name);
        let is_named = |folder: &RelPath| {
            let name = name_key(folder.file_name());
            !name.is_empty() && (name == key || key.starts_with(&name) && name.len() > 2)
        };
        let mut folders = used.files.iter().map(RelPath::parent);
        let folder = folders.find(is_named)?;
        let main = self.snapshot.children(&folder).into_iter().find_map(|(name, is_folder)| {
            let stem = name.split('.').next().unwrap_or_default();
            let is_main = !is_folder && ["client", "index", "mod", "lib"].contains(&stem);
            folder.join(&name).filter(|_| is_main)
        });
        Some((folder, main))
    }
}

/// Rows for the files that import a folder, test code apart.
fn users(snapshot: &Snapshot, folder: &RelPath) -> Option<String> {
    let importers = snapshot.files_in(folder).flat_map(|file| snapshot.importers(file));
    let is_user = |path: &RelPath| {
        !path.is_in(folder) && snapshot.source(path).is_some_and(|file| !file.is_test)
    };
    let users: BTreeSet<RelPath> = importers.filter(is_user).collect();
    if users.is_empty() {
        return None;
    }
    let head: Vec<&str> = FieldKind::UsedByModules.skeleton().lines().take(2).collect();
    let row = |path: &RelPath| {
        format!("\n| [module] | {} | [function] | [How it uses the service] |", code(path.as_str()))
    };
    let rows: String = users.iter().map(row).collect();
    Some(format!("{}{rows}", head.join("\n")))
}

fn code(text: &str) -> String {
    format!("`{text}`")
}
