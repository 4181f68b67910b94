//! Which names are paths of the repository, and how they read when normalised.

use crate::text::{ByteRange, Spanned};

use crate::contract::model::PathReference;

/// Endings that make a name without a slash a file, sorted.
const FILE_ENDINGS: &[&str] = &[
    "astro",
    "bash",
    "c",
    "cc",
    "cfg",
    "cjs",
    "conf",
    "cpp",
    "cs",
    "css",
    "cts",
    "dart",
    "ejs",
    "erb",
    "ex",
    "exs",
    "go",
    "gradle",
    "graphql",
    "h",
    "hbs",
    "hcl",
    "hpp",
    "htm",
    "html",
    "ini",
    "java",
    "js",
    "json",
    "jsonc",
    "jsx",
    "kt",
    "kts",
    "lock",
    "lua",
    "md",
    "mdx",
    "mjs",
    "mo",
    "mts",
    "php",
    "prisma",
    "properties",
    "proto",
    "ps1",
    "py",
    "pyi",
    "rb",
    "rs",
    "scala",
    "scss",
    "sh",
    "sol",
    "sql",
    "svelte",
    "swift",
    "tf",
    "toml",
    "ts",
    "tsx",
    "txt",
    "vue",
    "xml",
    "yaml",
    "yml",
    "zsh",
];

/// What the template and its like write in brackets where a name is to be put.
const TEMPLATE_SEGMENTS: &[&str] = &[
    "service",
    "service-name",
    "servicename",
    "service_name",
    "module",
    "module-name",
    "module_name",
    "name",
    "integration",
    "integration-name",
    "provider",
    "provider-name",
    "project",
    "app",
    "your-app",
    "your-service",
    "file",
    "filename",
    "file-name",
    "path",
    "component",
    "feature",
    "function",
    "environment",
    "env",
];

/// The path that a code span or link target names, or `None` where it is something else: a
/// placeholder, an elided path, an HTTP route, a URL, a MIME type, a package, prose.
pub(in crate::contract) fn path_of_name(name: &Spanned<impl AsRef<str>>) -> Option<PathReference> {
    path_in(name.value.as_ref(), name.range, Trust::Name)
}

/// The path in a cell of a File column or a bare value, where any word is meant to be a path.
pub(super) fn path_of_cell(name: &Spanned<impl AsRef<str>>) -> Option<PathReference> {
    path_in(name.value.as_ref(), name.range, Trust::FileColumn)
}

/// The path that a word of a sentence names: it needs a slash or more.
pub(super) fn path_of_word(word: &Spanned<impl AsRef<str>>) -> Option<PathReference> {
    path_in(word.value.as_ref(), word.range, Trust::Word)
}

/// How much speaks for a path before one looks at the name itself.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Word,
    Name,
    FileColumn,
}

fn path_in(text: &str, range: ByteRange, trust: Trust) -> Option<PathReference> {
    let trimmed = text.trim();
    let core = without_line_suffix(trimmed);
    let lead = text.len() - text.trim_start().len();
    let range = if range.len() == text.len() {
        ByteRange::new(range.start() + lead, range.start() + lead + core.len())
    } else {
        range
    };
    // What is in a cell or code span is mostly no path, and easily told from one.
    if core.contains(char::is_whitespace) || core.ends_with("()") {
        return None;
    }
    let path = normalise(core)?;
    is_path(&path, core, trust).then_some(PathReference { path, range })
}

/// A path without `:12-30`, `:12:5`, `#L3`, `#L3-L9` at its end.
fn without_line_suffix(text: &str) -> &str {
    if let Some((path, line)) = text.rsplit_once("#L")
        && line.starts_with(|character: char| character.is_ascii_digit())
    {
        return path;
    }
    if let Some((path, fragment)) = text.rsplit_once('#')
        && is_line_reference(fragment)
    {
        return path;
    }
    let mut path = text;
    while let Some((before, line)) = path.rsplit_once(':') {
        let is_line = !line.is_empty()
            && line.starts_with(|character: char| character.is_ascii_digit() || character == 'L')
            && line.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '–' | ',' | 'L'));
        if !is_line {
            break;
        }
        path = before;
    }
    path
}

/// `L2`, `L1-L2`, `L10-12`, `7`: lines, as the fragment of a link to a file names them.
pub(super) fn is_line_reference(fragment: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(lines) = fragment.strip_prefix('L') else { return is_number(fragment) };
    match lines.split_once('-') {
        Some((first, last)) => {
            is_number(first) && is_number(last.strip_prefix('L').unwrap_or(last))
        }
        None => is_number(lines),
    }
}

fn normalise(core: &str) -> Option<String> {
    let mut path = if core.contains('\\') || core.contains("//") {
        with_single_slashes(core)
    } else {
        core.to_owned()
    };
    loop {
        let shorter = ["./", "@/", "~/"].iter().find_map(|prefix| path.strip_prefix(prefix));
        match shorter {
            Some(shorter) => path = shorter.to_owned(),
            None => break,
        }
    }
    // `/src/app.ts` is meant from the root of the repository; `/v3/mail/send` is a route.
    if let Some(rest) = path.strip_prefix('/')
        && has_file_ending(rest)
    {
        path = rest.to_owned();
    }
    (!path.is_empty() && path != "/" && path != ".").then_some(path)
}

fn with_single_slashes(core: &str) -> String {
    let is_url = core.contains("://");
    let mut path = String::with_capacity(core.len());
    for character in core.chars() {
        let character = if character == '\\' { '/' } else { character };
        if character != '/' || is_url || !path.ends_with('/') {
            path.push(character);
        }
    }
    path
}

fn is_path(path: &str, written: &str, trust: Trust) -> bool {
    let has_slash = path.contains('/');
    let has_ending = has_file_ending(path);
    let is_foreign = path.starts_with(['/', '@', '-', '$', '#', '?', '&'])
        || path.contains("${")
        || path.contains(|c: char| {
            c.is_whitespace()
                || c.is_control()
                || matches!(
                    c,
                    '`' | '"' | '\'' | '<' | '>' | '|' | '=' | ';' | ':' | '?' | '#' | '…'
                )
        });
    if is_foreign || is_elided(path) || has_placeholder(path) || has_call(path) {
        return false;
    }
    if has_slash && (is_mime_type(path) || is_host(path) || is_ratio(path)) {
        return false;
    }
    match trust {
        Trust::FileColumn => {
            let is_name = path.chars().any(char::is_alphanumeric) || path.contains('*');
            // One bare word in a File column is a file (`Makefile`) unless it is plainly none.
            is_name && (has_slash || has_ending || written.contains('.') || is_bare_file(path))
        }
        Trust::Name => has_ending || (has_slash && has_segment(path)),
        Trust::Word => {
            let starts_lower =
                path.starts_with(|c: char| c.is_lowercase() || matches!(c, '.' | '[' | '*'));
            has_slash && (has_ending || (has_segment(path) && starts_lower))
        }
    }
}

fn has_segment(path: &str) -> bool {
    path.split('/').any(|segment| segment.chars().any(char::is_alphanumeric))
}

pub(super) fn is_bare_file(path: &str) -> bool {
    matches!(path, "Makefile" | "Dockerfile" | "Procfile" | "Gemfile" | "Rakefile" | "Jenkinsfile")
}

pub(super) fn has_file_ending(path: &str) -> bool {
    let file = path.rsplit('/').next().unwrap_or(path);
    let Some((stem, ending)) = file.rsplit_once('.') else { return false };
    let is_dotfile = stem.is_empty() && matches!(ending, "env" | "gitignore" | "npmrc");
    let is_env_file = file.starts_with(".env");
    (!stem.is_empty() && is_file_ending(ending))
        || is_dotfile
        || is_env_file
        // `{ts,tsx}`
        || (ending.starts_with('{') && ending.ends_with('}'))
}

fn is_file_ending(ending: &str) -> bool {
    FILE_ENDINGS.binary_search(&ending).is_ok()
        || (ending.bytes().any(|byte| byte.is_ascii_uppercase())
            && FILE_ENDINGS.binary_search(&ending.to_ascii_lowercase().as_str()).is_ok())
}

fn is_elided(path: &str) -> bool {
    path.split('/').any(|segment| {
        // `[...slug]` is a route of a framework.
        !segment.starts_with('[') && segment.contains("...")
    })
}

fn has_placeholder(path: &str) -> bool {
    let mut real_segments = 0_usize;
    let mut bracketed = 0_usize;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        let inside = segment.split_once('[').and_then(|(_, rest)| rest.split_once(']'));
        if let Some((inside, _)) = inside {
            let words = inside.to_lowercase().replace(' ', "-");
            if TEMPLATE_SEGMENTS.contains(&words.as_str()) || inside.contains(' ') {
                return true;
            }
            bracketed += 1;
        } else if let Some((_, rest)) = segment.split_once('{') {
            let inside = rest.split('}').next().unwrap_or_default();
            // `{a,b}` is a choice, `{name}` a gap.
            if !inside.contains(',') {
                return true;
            }
            real_segments += 1;
        } else {
            real_segments += 1;
        }
    }
    bracketed > 0 && real_segments == 0
}

/// `send()` is a call; `app/(auth)/page.tsx` has a route group.
fn has_call(path: &str) -> bool {
    path.split('/').any(|segment| {
        let is_group = segment.starts_with('(');
        segment.contains(['(', ')']) && !is_group
    })
}

fn is_mime_type(path: &str) -> bool {
    let Some((family, subtype)) = path.split_once('/') else { return false };
    let is_family = matches!(
        family,
        "application" | "audio" | "font" | "image" | "message" | "multipart" | "text" | "video"
    );
    is_family && !subtype.is_empty() && !subtype.contains('/') && !has_file_ending(path)
}

/// `api.acme.dev/v1`, `github.com/acme/sdk-go`.
fn is_host(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    let Some((name, domain)) = first.rsplit_once('.') else { return false };
    !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '*'))
        && matches!(
            domain,
            "ai" | "app"
                | "cloud"
                | "co"
                | "com"
                | "de"
                | "dev"
                | "eu"
                | "example"
                | "fr"
                | "gov"
                | "in"
                | "io"
                | "me"
                | "net"
                | "org"
                | "so"
                | "tech"
                | "uk"
                | "us"
        )
}

/// `100/min`, `24/7`.
fn is_ratio(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    first.starts_with(|c: char| c.is_ascii_digit())
        && first.chars().all(|c| c.is_ascii_digit())
        && !has_file_ending(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        let name = Spanned::new(text.to_owned(), ByteRange::new(10, 10 + text.len()));
        path_of_name(&name).map(|path| path.path)
    }

    #[test]
    fn paths_are_normalised() {
        let expectations = [
            ("src/integrations/stripe/", "src/integrations/stripe/"),
            ("./src/mail.ts", "src/mail.ts"),
            (r"src\mail\send.ts", "src/mail/send.ts"),
            ("src/mail.ts:12-30", "src/mail.ts"),
            ("src/mail.ts:12:5", "src/mail.ts"),
            ("src/mail.ts#L3-L9", "src/mail.ts"),
            ("src/mail.ts#L10-12", "src/mail.ts"),
            ("src/mail.ts#12", "src/mail.ts"),
            ("/src/mail.ts", "src/mail.ts"),
            ("../shared/mail.ts", "../shared/mail.ts"),
            ("app/[id]/page.tsx", "app/[id]/page.tsx"),
            ("app/(auth)/[...slug]/page.tsx", "app/(auth)/[...slug]/page.tsx"),
            ("src/**/*.{ts,tsx}", "src/**/*.{ts,tsx}"),
            ("lib/stripe", "lib/stripe"),
            ("client.py", "client.py"),
            (".github/workflows/ci.yml", ".github/workflows/ci.yml"),
            (".env.example", ".env.example"),
        ];
        for (text, path) in expectations {
            assert_eq!(read(text).as_deref(), Some(path), "{text}");
        }
    }

    #[test]
    fn what_is_no_path() {
        let texts = [
            "",
            "StripeClient",
            "send()",
            "stripe.charges.create",
            "/v3/mail/send",
            "@acme/mail",
            "https://acme.dev/x.js",
            "application/json",
            "text/html",
            "100/min",
            "24/7",
            "api.acme.dev/v1",
            "github.com/acme/sdk",
            "src/.../mail.ts",
            "src/…/mail.ts",
            "src/integrations/[service-name]/",
            "src/[Service Name]/client.js",
            "src/<name>/x.js",
            "src/{name}/x.js",
            "src/${name}.js",
            "POST /v1/charges",
            "npm run dev",
            "[id]",
            "acme/model:beta",
        ];
        for text in texts {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_range_is_the_path_without_the_line() {
        let text = "src/mail.ts:12";
        let name = Spanned::new(text.to_owned(), ByteRange::new(10, 10 + text.len()));
        assert_eq!(path_of_name(&name).map(|path| path.range), Some(ByteRange::new(10, 21)));
    }
}
