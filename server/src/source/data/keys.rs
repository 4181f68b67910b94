//! What the names of entries say about their values.

/// Whether an entry holds a command line: `run:` of a workflow, `script:` of a pipeline, `command:`
/// of a container.
pub(super) fn is_command(key: &str) -> bool {
    const WORDS: &[&str] = &[
        "run",
        "script",
        "scripts",
        "before_script",
        "after_script",
        "command",
        "commands",
        "cmd",
        "cmds",
        "args",
        "entrypoint",
        "test",
        "exec",
        "shell",
        "bash",
        "inline",
    ];
    let key = key.to_ascii_lowercase();
    WORDS.contains(&key.as_str()) || key.ends_with("_script") || key.ends_with("command")
}

/// Whether an entry holds an address that people or browsers are shown, or that is only listed.
pub(super) fn is_shown(key: &str) -> bool {
    const PARTS: &[&str] = &[
        "$schema",
        "$id",
        "$ref",
        "@context",
        "homepage",
        "documentation",
        "docs",
        "website",
        "repository",
        "license",
        "description",
        "title",
        "message",
        "comment",
        "example",
        "placeholder",
        "tooltip",
        "icon",
        "logo",
        "image",
        "link",
        "href",
        "allow",
        "origin",
        "cors",
        "csp",
        "content-security-policy",
        "redirect",
        "callback",
        "authorizationurl",
        "authorization-uri",
        "namespace",
        "xmlns",
        "resolved",
    ];
    let key = key.to_ascii_lowercase();
    PARTS.iter().any(|part| key.contains(part))
}

/// Whether an entry sets a variable for a program: by its place, or by a name spelled as they are.
pub(super) fn declares_variable(key: &str, parent: &str) -> bool {
    const HOLDERS: &[&str] =
        &["env", "environment", "variables", "env_vars", "env_variables", "build_args"];
    let is_spelled_so = key.contains(|c: char| c.is_ascii_uppercase())
        && key.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    is_spelled_so || HOLDERS.contains(&parent.to_ascii_lowercase().as_str())
}
