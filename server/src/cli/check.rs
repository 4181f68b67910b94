//! `check`: the findings of whole workspaces, once.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Arc;

use anyhow::{Context as _, bail};

use crate::rules::{Findings, Rule};
use crate::text::Encoding;
use crate::workspace::{Index, Settings, Snapshot, Workspace};

use super::arguments::{CheckOptions, Format};
use super::manual::known_rule;
use super::mending;
use super::report::{Analysis, Report, human};
use super::targets::{Target, targets};
use super::{Answer, FINDINGS};

/// The rule whose findings mean that the configuration is not what the project wants.
const INVALID_CONFIG: &str = "invalid-config";

/// Runs `check`.
pub(super) fn check(options: &CheckOptions) -> anyhow::Result<Answer> {
    let rules = options
        .rules
        .iter()
        .map(|code| known_rule(code))
        .collect::<anyhow::Result<Vec<&'static Rule>>>()?;
    let mut analyses = Vec::new();
    let mut applied = Vec::new();
    // One after the other: a workspace in a workspace is read as the fixes of the outer one left it.
    for target in targets(&options.paths)? {
        let mut analysis = analyse(target)?;
        if options.fix {
            applied.extend(mending::fix(&mut analysis, &rules)?);
        }
        analyses.push(analysis);
    }
    if options.fix {
        // For stdout is the report's. Who closed stderr does not want to know.
        let _ = std::io::stderr().write_all(mending::told(&applied).as_bytes());
    }
    let report = Report::new(&analyses, &rules, options.format == Format::Human);
    let text = match options.format {
        Format::Human => human::render(&report),
        Format::Json => {
            let mut json =
                serde_json::to_string_pretty(&report).context("cannot write the report")?;
            json.push('\n');
            json
        }
    };
    let fails = report.severities().any(|severity| options.fail_on.is_met_by(severity));
    Ok(Answer { text, code: if fails { FINDINGS } else { 0 } })
}

fn analyse(target: Target) -> anyhow::Result<Analysis> {
    let stopped = || format!("the analysis of `{}` was stopped", target.root.display());
    let settings = Settings::default();
    let index = Index::build(&target.root, &settings, &|_| true).with_context(stopped)?;
    let mut workspace = Workspace::new(&target.root, settings);
    workspace.install(Arc::new(index));
    let snapshot = workspace.snapshot();
    let findings = Findings::compute(&snapshot, None, &|| false).with_context(stopped)?;
    refuse_broken_configuration(&snapshot, &findings)?;
    Ok(Analysis { target, snapshot, findings })
}

/// A report made with half a configuration would be another one than the project wants, so there
/// is none.
fn refuse_broken_configuration(snapshot: &Snapshot, findings: &Findings) -> anyhow::Result<()> {
    let all = findings.by_file().values().flat_map(|findings| findings.iter());
    let mut messages = String::new();
    for finding in all.filter(|finding| finding.rule == INVALID_CONFIG) {
        let file = finding.path.on_disk(snapshot.root());
        // As seen from where the command was typed, so that a terminal can open it.
        let here = std::env::current_dir().and_then(|folder| folder.canonicalize());
        let shown = here.ok().and_then(|here| file.strip_prefix(here).ok()).unwrap_or(&file);
        let separator = if messages.is_empty() { "" } else { "\n" };
        let _ = write!(messages, "{separator}{}", shown.display());
        if let Some(document) = snapshot.document(&finding.path) {
            let position = document.position(finding.range.start(), Encoding::Utf32);
            let _ = write!(messages, ":{}:{}", position.line + 1, position.column + 1);
        }
        let _ = write!(messages, ": {}", finding.message);
    }
    if messages.is_empty() { Ok(()) } else { bail!(messages) }
}
