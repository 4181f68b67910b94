//! Scripts whose language their first line tells.

use crate::source::{Language, is_shell_script, language_of_script};

#[test]
fn the_first_line_tells_the_language_of_a_script_without_an_ending() {
    let language = |line: &str| language_of_script("bin/deploy", &format!("{line}\ncode\n"));
    assert_eq!(language("#!/usr/bin/python3.12"), Some(Language::Python));
    assert_eq!(language("#!/usr/bin/env python"), Some(Language::Python));
    assert_eq!(language("#!/usr/bin/env -S uv run --script"), Some(Language::Python));
    assert_eq!(language("#! /usr/bin/env node"), Some(Language::JavaScript));
    assert_eq!(language("#!/usr/bin/env -S deno run -A"), Some(Language::TypeScript));
    assert_eq!(language("#!/usr/bin/ruby -w"), Some(Language::Ruby));
    assert_eq!(language("#!/usr/bin/env php"), Some(Language::Php));
    for none in ["#!/bin/sh", "#!/usr/bin/env perl", "#!", "#!/usr/bin/env", "python", ""] {
        assert_eq!(language(none), None, "{none}");
    }
    let ended = language_of_script("bin/deploy.txt", "#!/usr/bin/env node\n");
    assert_eq!(ended, None, "an ending says more than the first line");
}

#[test]
fn a_shell_is_told_by_ending_or_first_line() {
    for (path, text) in [
        ("bin/deploy", "#!/bin/sh\n"),
        ("bin/deploy", "#!/usr/bin/env bash\n"),
        (".husky/pre-push", "#!/bin/dash -e\n"),
        ("deploy.sh", ""),
    ] {
        assert!(is_shell_script(path, text), "{path}: {text}");
    }
    for (path, text) in
        [("LICENSE", "MIT\n"), ("bin/deploy", "#!/usr/bin/env node\n"), ("a.yml", "")]
    {
        assert!(!is_shell_script(path, text), "{path}: {text}");
    }
}
