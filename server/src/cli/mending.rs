//! `check --fix`: safe fixes, applied and written.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};

use crate::rules::{AppliedFix, Finding, Rule, mend};
use crate::workspace::read_text;

use super::report::Analysis;

/// A fix that was applied, and what stands before its path in a report.
#[derive(Debug)]
pub(super) struct Applied {
    prefix: String,
    fix: AppliedFix,
}

/// Applies the safe fixes of what is reported, of these rules (of all, when there is none), and
/// writes the texts that they change. The analysis is that of the new texts then.
///
/// # Errors
/// When a file cannot be written, or is not any more what was read. Files that were written before
/// stay written: each is sound by itself, and a second run goes on from there.
pub(super) fn fix(analysis: &mut Analysis, rules: &[&Rule]) -> anyhow::Result<Vec<Applied>> {
    let target = &analysis.target;
    let wanted = |finding: &Finding| {
        let is_of_rules = rules.is_empty() || rules.iter().any(|rule| rule.code == finding.rule);
        is_of_rules && target.asks_for(&finding.path)
    };
    let mended = mend(&analysis.snapshot, &analysis.findings, &wanted, &|| false)
        .with_context(|| format!("fixing `{}` was stopped", target.root.display()))?;
    for (path, text) in &mended.texts {
        let on_disk = path.on_disk(&target.root);
        let before = analysis.snapshot.document(path);
        let before = before.with_context(|| format!("`{}` is gone", on_disk.display()))?;
        write(&on_disk, before.text(), text)
            .with_context(|| format!("cannot write `{}`", on_disk.display()))?;
    }
    let applied = mended.applied.into_iter();
    let applied = applied.map(|fix| Applied { prefix: target.prefix.clone(), fix }).collect();
    analysis.snapshot = mended.snapshot;
    analysis.findings = mended.findings;
    Ok(applied)
}

/// Replaces the text of a file at once: who reads it meanwhile sees the old or the new text, and a
/// full disk leaves the old one. Links are followed, permissions kept.
fn write(path: &Path, before: &str, text: &str) -> anyhow::Result<()> {
    let path = path.canonicalize()?;
    if read_text(&path)? != before {
        bail!("it was changed while it was looked at; run the command again");
    }
    let folder = path.parent().context("it is no file")?;
    let mut file = tempfile::Builder::new().prefix(".contract-lsp-").tempfile_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    file.persist(&path)?;
    Ok(())
}

/// What was done, one line a fix, for stderr.
pub(super) fn told(applied: &[Applied]) -> String {
    let line = |Applied { prefix, fix }: &Applied| {
        let separator = if prefix.is_empty() { "" } else { "/" };
        format!("fixed[{}]: {prefix}{separator}{}: {}\n", fix.rule, fix.path, fix.title)
    };
    let mut lines: String = applied.iter().map(line).collect();
    lines += &match applied.len() {
        0 => "nothing to fix\n".to_owned(),
        1 => "1 fix applied\n".to_owned(),
        count => format!("{count} fixes applied\n"),
    };
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_meanwhile_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("contract.md");
        fs::write(&path, "somebody else's").expect("writable");
        let error = write(&path, "read before", "fixed").expect_err("the texts differ");
        assert!(error.to_string().contains("was changed"), "{error}");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "somebody else's");
        assert_eq!(
            fs::read_dir(folder.path()).expect("a folder").count(),
            1,
            "nothing is left over"
        );
    }

    #[cfg(unix)]
    #[test]
    fn links_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().expect("a folder");
        let (file, link) = (folder.path().join("contract.md"), folder.path().join("link.md"));
        fs::write(&file, "old").expect("writable");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("a mode");
        symlink(&file, &link).expect("a link");
        write(&link, "old", "new").expect("writable");
        assert_eq!(fs::read_to_string(&file).expect("readable"), "new");
        assert!(fs::symlink_metadata(&link).expect("there").file_type().is_symlink());
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o640);
    }
}
