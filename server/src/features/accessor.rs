//! Whether a cursor stands where the name of an environment variable is being written.
//!
//! Source is broken while it is typed (`process.env.` alone is no expression), so this looks at the
//! text before the cursor, not at the syntax tree.

use crate::source::Language;
use crate::text::ByteRange;

/// What stands before a name in JavaScript and TypeScript.
const JAVASCRIPT_ACCESSORS: &[&str] = &[
    "process.env.",
    "process.env?.",
    "process.env['",
    "process.env[\"",
    "process.env[`",
    "import.meta.env.",
    "import.meta.env['",
    "import.meta.env[\"",
    "import.meta.env?.",
    "Bun.env.",
    "Deno.env.get('",
    "Deno.env.get(\"",
];

/// What stands before a name in Rust.
const RUST_ACCESSORS: &[&str] =
    &["env::var(\"", "env::var_os(\"", "env!(\"", "option_env!(\"", "dotenvy::var(\"", "env = \""];

/// What stands before a name in Ruby.
const RUBY_ACCESSORS: &[&str] = &[
    "ENV['",
    "ENV[\"",
    "ENV.fetch('",
    "ENV.fetch(\"",
    "ENV.fetch '",
    "ENV.fetch \"",
    "ENV.key?('",
    "ENV.key?(\"",
    "ENV.dig('",
    "ENV.dig(\"",
    "ENV.delete('",
    "ENV.values_at('",
    "ENV.slice('",
    "Dotenv.require_keys('",
    "Dotenv.require_keys(\"",
    "Figaro.env.",
];

/// What stands before a name in Go.
const GO_ACCESSORS: &[&str] = &[
    "os.Getenv(\"",
    "os.LookupEnv(\"",
    "os.Setenv(\"",
    "os.Unsetenv(\"",
    "syscall.Getenv(\"",
    "t.Setenv(\"",
    "env:\"",
    "envconfig:\"",
];

/// What stands before a name in PHP.
const PHP_ACCESSORS: &[&str] = &[
    "getenv('",
    "getenv(\"",
    "env('",
    "env(\"",
    "$_ENV['",
    "$_ENV[\"",
    "$_SERVER['",
    "$_SERVER[\"",
    "Env::get('",
    "Env::get(\"",
    "Env::getOrFail('",
    "putenv('",
    "putenv(\"",
    "%env(",
    "env: '",
    "env: \"",
];

/// What stands before a name in Java.
const JAVA_ACCESSORS: &[&str] = &[
    "System.getenv(\"",
    "System.getenv().get(\"",
    "System.getenv().getOrDefault(\"",
    "System.getenv().containsKey(\"",
    "@Value(\"${",
    "dotenv.get(\"",
    "environment.getProperty(\"",
    "environment.getRequiredProperty(\"",
    "env.getProperty(\"",
];

/// What stands before a name in Kotlin, beside Java's accessors.
const KOTLIN_ACCESSORS: &[&str] =
    &["System.getenv()[\"", "@Value(\"\\${", "dotenv[\"", "environmentVariable(\""];

/// What stands before a name in C#.
const CSHARP_ACCESSORS: &[&str] = &[
    "Environment.GetEnvironmentVariable(\"",
    "Environment.SetEnvironmentVariable(\"",
    "configuration[\"",
    "_configuration[\"",
    "Configuration[\"",
    "configuration.GetValue<string>(\"",
    "_configuration.GetValue<string>(\"",
    "Configuration.GetValue<string>(\"",
    "Env.GetString(\"",
];

/// What stands before a name in Python.
const PYTHON_ACCESSORS: &[&str] = &[
    "environ[\"",
    "environ['",
    "environ.get(\"",
    "environ.get('",
    "environ.pop(\"",
    "environ.pop('",
    "environ.setdefault(\"",
    "environ.setdefault('",
    "getenv(\"",
    "getenv('",
    "envvar=\"",
    "envvar='",
    "config(\"",
    "config('",
    "env(\"",
    "env('",
    "env.str(\"",
    "env.str('",
];

/// What stands before a name in scripts, compose files, CI workflows and other data.
const DATA_ACCESSORS: &[&str] =
    &["$", "${", "${env:", "$env:", "secrets.", "env.", "vars.", "os.environ/", "printenv "];

/// Objects that hold the environment, in JavaScript and TypeScript.
const JAVASCRIPT_HOLDERS: &[&str] = &["process.env", "import.meta.env", "Bun.env"];

/// How far a pattern of names is looked at, in bytes; one that is longer is no pattern.
const LONGEST_PATTERN: usize = 4000;

/// The part of a variable's name that is written around byte `offset`, when an accessor of the
/// environment stands before it.
pub(super) fn accessor_before(text: &str, language: Language, offset: usize) -> Option<ByteRange> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let before = text.get(..offset)?;
    let behind = text.get(offset..)?;
    let start = before.trim_end_matches(is_part).len();
    let accessors = match language {
        Language::Rust => RUST_ACCESSORS,
        Language::Go => GO_ACCESSORS,
        Language::Ruby => RUBY_ACCESSORS,
        Language::Php => PHP_ACCESSORS,
        Language::Java => JAVA_ACCESSORS,
        Language::Kotlin => KOTLIN_ACCESSORS,
        Language::CSharp => CSHARP_ACCESSORS,
        Language::Python => PYTHON_ACCESSORS,
        Language::Data => DATA_ACCESSORS,
        _ if language.is_ecmascript() => JAVASCRIPT_ACCESSORS,
        _ => return None,
    };
    let preceding = &text[..start];
    let is_accessor = |accessor: &&str| {
        // `myprocess.env.` is another object, `$config->env('` another method.
        let is_method = |rest: &str| rest.ends_with("->") || rest.ends_with("::");
        let is_free =
            |rest: &str| !(rest.ends_with(is_part) || language == Language::Php && is_method(rest));
        preceding.strip_suffix(*accessor).is_some_and(is_free)
    };
    let end = offset + behind.len() - behind.trim_start_matches(is_part).len();
    // Kotlin is written with Java's libraries.
    let others = if language == Language::Kotlin { JAVA_ACCESSORS } else { &[] };
    let is_known = accessors.iter().chain(others).any(is_accessor)
        || (language.is_ecmascript() && is_in_pattern(preceding, text.get(end..)?));
    (is_known && !is_comment(preceding, language)).then(|| ByteRange::new(start, end))
}

/// Whether a name between these two stands where a pattern takes variables out of the environment:
/// `const { NAME, OTHER: local = 'x' } = process.env`.
fn is_in_pattern(before: &str, behind: &str) -> bool {
    let open = before.rfind('{').filter(|at| before.len() - at < LONGEST_PATTERN);
    let Some(open) = open else { return false };
    let (lead, inside) = before.split_at(open);
    let is_pattern = ["const", "let", "var"].iter().any(|word| {
        lead.trim_end()
            .strip_suffix(word)
            .is_some_and(|rest| !rest.ends_with(char::is_alphanumeric))
    });
    // Behind a colon stands the local name, behind `=` a default.
    let is_key = inside.trim_end().ends_with(['{', ',']);
    let Some(close) = behind.find('}').filter(|at| *at < LONGEST_PATTERN) else { return false };
    let value = behind.get(close + 1..).unwrap_or_default().trim_start().strip_prefix('=');
    let holder = value.map(str::trim_start).unwrap_or_default();
    let is_held = JAVASCRIPT_HOLDERS
        .iter()
        .any(|it| holder.strip_prefix(it).is_some_and(|rest| !rest.starts_with(['.', '[', '_'])));
    is_pattern && is_key && is_held
}

/// Whether the line up to a name begins as a comment does.
fn is_comment(before: &str, language: Language) -> bool {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim_start();
    let is_hash_language = matches!(language, Language::Python | Language::Data);
    let is_hash = line.starts_with('#') && (is_hash_language || line.starts_with("# "));
    is_hash || line.starts_with("//") || line.starts_with("/*") || line.starts_with("* ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name_at(source: &str, language: Language) -> Option<String> {
        let offset = source.find("$0").expect("a cursor");
        let text = source.replace("$0", "");
        accessor_before(&text, language, offset).map(|range| range.slice(&text).to_owned())
    }

    #[test]
    fn accessors_are_seen_while_they_are_typed() {
        let javascript = |source| name_at(source, Language::TypeScript);
        assert_eq!(javascript("const k = process.env.$0").as_deref(), Some(""));
        assert_eq!(javascript("process.env.STRI$0PE").as_deref(), Some("STRIPE"));
        assert_eq!(javascript("process.env['ST$0']").as_deref(), Some("ST"));
        assert_eq!(javascript("import.meta.env.V$0").as_deref(), Some("V"));
        assert_eq!(javascript("myprocess.env.$0"), None);
        assert_eq!(javascript("process.en$0"), None);
        assert_eq!(name_at("std::env::var(\"S$0\")", Language::Rust).as_deref(), Some("S"));
        assert_eq!(name_at("dotenv!(\"S$0\")", Language::Rust), None);
        let rust = |source| name_at(source, Language::Rust);
        assert_eq!(rust("env!(\"S$0\")").as_deref(), Some("S"));
        assert_eq!(rust("std::env::var_os(\"$0\")").as_deref(), Some(""));
        assert_eq!(javascript("// process.env.$0"), None);
        let java = |source| name_at(source, Language::Java);
        assert_eq!(java("System.getenv(\"S$0\")").as_deref(), Some("S"));
        assert_eq!(java("@Value(\"${S$0}\") String key;").as_deref(), Some("S"));
        let kotlin = |source| name_at(source, Language::Kotlin);
        assert_eq!(kotlin("System.getenv(\"S$0\")").as_deref(), Some("S"));
        assert_eq!(kotlin("@Value(\"\\${S$0}\")").as_deref(), Some("S"));
        let csharp = |source| name_at(source, Language::CSharp);
        assert_eq!(csharp("Environment.GetEnvironmentVariable(\"$0\")").as_deref(), Some(""));
        assert_eq!(csharp("_configuration[\"S$0\"]").as_deref(), Some("S"));
        assert_eq!(csharp("builder.Configuration[\"S$0\"]").as_deref(), Some("S"));
        assert_eq!(csharp("MyEnvironment.GetEnvironmentVariable(\"$0\")"), None);
    }

    #[test]
    fn scripts_and_data_name_variables_behind_a_sign() {
        let data = |source| name_at(source, Language::Data);
        assert_eq!(data("echo \"$STR$0IPE\"").as_deref(), Some("STRIPE"));
        assert_eq!(data("KEY: ${$0}").as_deref(), Some(""));
        assert_eq!(data("KEY: ${{ secrets.S$0 }}").as_deref(), Some("S"));
        assert_eq!(data("# echo $S$0"), None);
        assert_eq!(data("KEY: S$0"), None);
    }

    #[test]
    fn ruby_and_php_have_accessors_of_their_own() {
        let ruby = |source| name_at(source, Language::Ruby);
        assert_eq!(ruby("key = ENV['ST$0']").as_deref(), Some("ST"));
        assert_eq!(ruby("ENV.fetch(\"STR$0IPE\", nil)").as_deref(), Some("STRIPE"));
        assert_eq!(ruby("# ENV['$0']"), None);
        assert_eq!(ruby("MY_ENV['$0']"), None);
        let php = |source| name_at(source, Language::Php);
        assert_eq!(php("$key = $_ENV['ST$0'];").as_deref(), Some("ST"));
        assert_eq!(php("'key' => env('$0'),").as_deref(), Some(""));
        assert_eq!(php("\\getenv(\"S$0\")").as_deref(), Some("S"));
        assert_eq!(php("#[Autowire(env: 'S$0')]").as_deref(), Some("S"));
        assert_eq!(php("$config->env('$0')"), None);
        assert_eq!(php("myenv('$0')"), None);
    }

    #[test]
    fn go_asks_by_call_or_by_tag() {
        let go = |source| name_at(source, Language::Go);
        assert_eq!(go("key := os.Getenv(\"STRI$0PE\")").as_deref(), Some("STRIPE"));
        assert_eq!(go("os.LookupEnv(\"$0").as_deref(), Some(""));
        assert_eq!(go("Key string `env:\"S$0,required\"`").as_deref(), Some("S"));
        assert_eq!(go("pos.Getenv(\"S$0\")"), None);
        assert_eq!(go("// os.Getenv(\"S$0\")"), None);
    }

    #[test]
    fn python_asks_by_item_or_by_call() {
        let python = |source| name_at(source, Language::Python);
        assert_eq!(python("key = os.environ[\"STRI$0PE\"]").as_deref(), Some("STRIPE"));
        assert_eq!(python("environ['$0").as_deref(), Some(""));
        assert_eq!(python("os.getenv('S$0').lower()").as_deref(), Some("S"));
        assert_eq!(python("os.environ.get(\"$0\", 'x')").as_deref(), Some(""));
        assert_eq!(python("@click.option('--key', envvar=\"S$0\")").as_deref(), Some("S"));
        assert_eq!(python("load_config('S$0')"), None);
        assert_eq!(python("# os.environ['S$0']"), None);
    }

    #[test]
    fn patterns_take_variables_out_of_the_environment() {
        let name = |source| name_at(source, Language::TypeScript);
        assert_eq!(name("const { S$0 } = process.env;").as_deref(), Some("S"));
        assert_eq!(name("let {\n  A,\n  B$0,\n} = import.meta.env").as_deref(), Some("B"));
        assert_eq!(name("const { A: loc$0al } = process.env"), None, "a local name");
        assert_eq!(name("const { A = def$0 } = process.env"), None, "a default");
        assert_eq!(name("const { A$0 } = process.env.nested"), None);
        assert_eq!(name("const { A$0 } = settings"), None);
        assert_eq!(name("call({ A$0 }) = process.env"), None);
    }
}
