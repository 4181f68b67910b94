use super::*;

#[test]
fn reads() {
    check(
        Show::Variables,
        r#"
const KEY = 'CONSTANT';
a(process.env.A, process.env['B'], process.env[`C`], process.env[KEY], process.env?.D, process?.env?.E);
globalThis.process.env.F; process.env.G!; (process.env as any).H; global.process.env.G2;
const { I, J: j = 'x', [KEY]: k, ...rest } = process.env;
const { env: { L, M: m } } = process;
import.meta.env.VITE_N; import.meta.env.MODE; Deno.env.get('O'); Bun.env.P;
if (!process.env.Q || process.env.R === 'x') {}
({ S: s } = process.env);
function f({ T } = process.env) {}
`${process.env.U}`;
"#,
        expect![[r#"
            read A ‹A›
            read B ‹B›
            read C ‹C›
            read CONSTANT ‹KEY›
            read D ‹D›
            read E ‹E›
            read F ‹F›
            read G ‹G›
            read H ‹H›
            read G2 ‹G2›
            read I ‹I›
            read J ‹J›
            read CONSTANT ‹KEY›
            read L ‹L›
            read M ‹M›
            read VITE_N ‹VITE_N›
            read MODE ‹MODE›
            read O ‹O›
            read P ‹P›
            presence Q ‹Q›
            read R ‹R›
            read S ‹S›
            read T ‹T›
            read U ‹U›
        "#]],
    );
}

#[test]
fn aliases() {
    check(
        Show::Variables,
        r#"
import { env } from 'node:process';
import proc, { env as e2 } from 'process';
import * as all from 'node:process';
const alias = process.env;
const { env: e3 } = process;
const { X1 } = alias;
const late = process.env ?? {};
const guarded = typeof process !== 'undefined' ? process.env : {};
const p = require('process');
env.A; proc.env.B; e2.C; all.env.D; alias.E; e3.F; late.G; guarded.H; p.env.I;
const load = (source = process.env) => source.J;
class Config { constructor(private readonly vars: NodeJS.ProcessEnv = process.env) { vars.K; } }
const meta = import.meta; meta.env.L;
import { M } from '$env/static/private';
import { env as n } from '$env/dynamic/private'; n.N;
"#,
        expect![[r#"
            read X1 ‹X1›
            read A ‹A›
            read B ‹B›
            read C ‹C›
            read D ‹D›
            read E ‹E›
            read F ‹F›
            read G ‹G›
            read H ‹H›
            read I ‹I›
            read J ‹J›
            read K ‹K›
            read L ‹L›
            read M ‹M›
            read N ‹N›
        "#]],
    );
}

#[test]
fn a_value_that_only_decides_is_a_presence_check() {
    let kinds = |source: &str| {
        let facts = super::super::extract(source);
        let kinds = facts.env_uses.iter().map(|used| format!("{:?}", used.kind));
        kinds.collect::<Vec<_>>().join(" ")
    };
    for source in [
        "if (process.env.A) go();",
        "if (!process.env.A) throw new Error('set A');",
        "if (ready && (process.env.A || other)) go();",
        "const has = !!process.env.A;",
        "const has = Boolean(process.env.A);",
        "const mode = process.env.A ? 1 : 2;",
        "const shown = process.env.A && <Banner />;",
        "while (process.env.A) go();",
    ] {
        assert_eq!(kinds(source), "PresenceCheck", "{source}");
    }
    for source in [
        "const key = process.env.A || 'default';",
        "const key = process.env.A ?? 'default';",
        "const key = ready && process.env.A;",
        "const key = ready ? process.env.A : '';",
        "connect(process.env.A);",
        "if (process.env.A === 'on') go();",
    ] {
        assert_eq!(kinds(source), "Read", "{source}");
    }
}

#[test]
fn presence_and_writes() {
    check(
        Show::Variables,
        r#"
'A' in process.env; process.env.B === undefined; process.env.C != null;
typeof process.env.D === 'undefined'; Deno.env.has('E'); undefined !== process.env.F;
Object.hasOwn(process.env, 'G'); process.env.hasOwnProperty('H');
process.env.I = 'x'; delete process.env.J; process.env.K ??= 'y'; process.env['L'] ||= 'z';
Deno.env.set('M', 'x'); Deno.env.delete('N');
"#,
        expect![[r#"
            presence A ‹A›
            presence B ‹B›
            presence C ‹C›
            presence D ‹D›
            presence E ‹E›
            presence F ‹F›
            presence G ‹G›
            presence H ‹H›
            write I ‹I›
            write J ‹J›
            write K ‹K›
            write L ‹L›
            write M ‹M›
            write N ‹N›
        "#]],
    );
}

#[test]
fn functions_around_the_environment_are_known_by_their_names() {
    check(
        Show::Variables,
        r#"
import { requireEnv } from './env';
const a = requireEnv('A_KEY'); const b = config.getEnv("B_KEY"); getEnv(name); getEnv('production');
"#,
        expect![[r#"
            read A_KEY ‹A_KEY›
            read B_KEY ‹B_KEY›
        "#]],
    );
}

#[test]
fn variables_that_a_library_reads() {
    check(
        Show::Variables,
        r#"
import { loadEnv } from 'vite';
import { get } from 'env-var';
import * as variables from 'env-var';
import { defineSecret } from 'firebase-functions/params';
const schema = z.object({ A: z.string(), lower: z.string() }).strict();
schema.parse(process.env); z.object({ B: z.string() }).safeParse(process.env);
cleanEnv(process.env, { C: str(), D: port({ default: 1 }) });
createEnv({ server: { E: z.string() }, client: {}, runtimeEnv: process.env });
createEnv({ server: { F: z.string() }, runtimeEnv: { F: process.env.F } });
get('G').required(); variables.get('H').asString(); defineSecret('I');
class Service {
    constructor(private readonly config: ConfigService<Env>, other: Map<string, string>) {
        this.config.get<string>('J'); config.getOrThrow('K'); config.get('stripe.key');
        other.get('NOT_ONE');
    }
}
ConfigModule.forRoot({ validationSchema: Joi.object({ L: Joi.string() }) });
const env = loadEnv(mode, process.cwd(), ''); env.M;
"#,
        expect![[r#"
            read A ‹A›
            read B ‹B›
            read C ‹C›
            read D ‹D›
            read E ‹E›
            read F ‹F›
            read G ‹G›
            read H ‹H›
            read I ‹I›
            read J ‹J›
            read K ‹K›
            read L ‹L›
            read M ‹M›
        "#]],
    );
}

#[test]
fn no_variables() {
    check_silent(
        Show::Variables,
        &[
            "function f(process) { return process.env.A; }",
            "const process = { env: {} }; process.env.A;",
            "import process from './process'; process.env.A;",
            "declare global { namespace NodeJS { interface ProcessEnv { A: string } } }",
            "let env = process.env; env = {}; env.A;",
            "function f(env) { return env.A; }",
            "// process.env.A",
            "'process.env.A'",
            "config.env.A; this.env.A; process.environment.A; foo.process.env.B;",
            "process.env[name]; process.env; Object.keys(process.env); process.env.toString();",
            "const { ...all } = process.env;",
            "const { env } = options; env.A;",
            "type T = typeof process.env; type U = typeof process.env.A;",
            "map.get('A'); new Map().has('B'); headers.set('C', 'd');",
        ],
    );
}

#[test]
fn casts_in_angle_brackets_are_seen_through() {
    check_in(
        Language::TypeScript,
        Show::Variables,
        "const a = (<any>process.env).A; const b = <string>process.env.B;",
        expect![[r#"
            read A ‹A›
            read B ‹B›
        "#]],
    );
}
