mod harder;
mod properties;

use crate::source::Facts;
use crate::source::languages::tests::dump::dump;

fn facts(text: &str) -> Facts {
    super::extract(text)
}

/// The facts of one kind as people read them: `import`, `env`, `url`, `client`, `definition`.
fn lines(kind: &str, text: &str) -> Vec<String> {
    let all = dump(text, &facts(text));
    let of_kind = all.lines().filter_map(|line| line.strip_prefix(kind)?.strip_prefix(' '));
    of_kind.map(str::to_owned).collect()
}
