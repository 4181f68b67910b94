use super::*;

#[test]
fn functions_and_classes() {
    check(
        Show::Definitions,
        r#"
/** Charges a card.
 * Twice.
 */
export async function charge(amount: number,
    currency = 'eur'): Promise<void> { }
// Says hello.
// Loudly.
const hello = (name) => name;

// Far away.

export const handler = withAuth(async (event) => { const local = 1; function inner() {} });
export const Row = memo(function Row(props) { return null; });
export default class Mailer extends Base {
    private queue = [];
    retry = async () => {};
    /** Sends. */
    @Post()
    send(to) {}
    get size() { return 1; }
    static create() {}
    #secret() {}
}
class Other {}
export { Other as Renamed, hello };
export const LIMIT = 5, NAMES = ['a'];
let counter;
function* generate() {}
const Anonymous = class { run() {} };
abstract class Repo { abstract find(id: string): void }
"#,
        expect![[r#"
            function charge ["charge"] ‹export async function charge(amount: number, currency = 'eur'): Promise<void>› /// Charges a card.⏎Twice.
            function hello ["hello"] ‹const hello = (name)› /// Says hello.⏎Loudly.
            function handler ["handler"] ‹export const handler = withAuth(async (event)›
            function handler::inner [] ‹function inner()›
            function Row ["Row"] ‹export const Row = memo(function Row(props)›
            class Mailer ["default"] ‹export default class Mailer extends Base›
            method Mailer::retry [] ‹retry = async ()›
            method Mailer::send [] ‹send(to)› /// Sends.
            method Mailer::size [] ‹get size()›
            method Mailer::create [] ‹static create()›
            method Mailer::#secret [] ‹#secret()›
            class Other ["Renamed"] ‹class Other›
            constant LIMIT ["LIMIT"] ‹LIMIT›
            constant NAMES ["NAMES"] ‹NAMES›
            constant counter [] ‹let counter›
            function generate [] ‹function* generate()›
            class Anonymous [] ‹const Anonymous = class›
            method Anonymous::run [] ‹run()›
            class Repo [] ‹abstract class Repo›
            method Repo::find [] ‹abstract find(id: string): void›
        "#]],
    );
}

#[test]
fn object_members() {
    check(
        Show::Definitions,
        r#"
export const mailer = {
    send() {},
    deliver: async () => {},
    nested: { deep: function () {} },
    wrapped: retry(async () => {}),
    value: 1,
};
const store = defineStore('x', { actions: { load() {} } } as const);
function createClient() { return { get: () => 1 }; }
export default { fetch(request) {}, scheduled: async () => {} };
app.use({ ignored() {} });
"#,
        expect![[r#"
            constant mailer ["mailer"] ‹export const mailer›
            method mailer::send [] ‹send()›
            method mailer::deliver [] ‹deliver: async ()›
            method mailer.nested::deep [] ‹deep: function ()›
            method mailer::wrapped [] ‹wrapped: retry(async ()›
            constant store [] ‹const store›
            method store.actions::load [] ‹load()›
            function createClient [] ‹function createClient()›
            method createClient::get [] ‹get: ()›
            method default::fetch [] ‹fetch(request)›
            method default::scheduled [] ‹scheduled: async ()›
        "#]],
    );
}

#[test]
fn commonjs() {
    check_in(
        Language::JavaScript,
        Show::Definitions,
        r#"
const stripe = require('stripe')('x');
const Client = require('pg').Client;
function a() {}
const b = () => {};
class C {}
function Foo() { this.x = function () {}; }
Foo.prototype.bar = function (x) {};
Foo.create = () => {};
exports.send = async function (to) {};
module.exports.receive = () => {};
exports.LIMIT = 3;
exports.alias = b;
module.exports = { a, renamed: b, C, inline() {}, arrow: () => {} };
"#,
        expect![[r#"
            constant stripe [] ‹const stripe›
            function a ["a"] ‹function a()›
            function b ["alias", "renamed"] ‹const b = ()›
            class C ["C"] ‹class C›
            function Foo [] ‹function Foo()›
            method Foo::x [] ‹this.x = function ()›
            method Foo::bar [] ‹Foo.prototype.bar = function (x)›
            method Foo::create [] ‹Foo.create = ()›
            function send ["send"] ‹exports.send = async function (to)›
            function receive ["receive"] ‹module.exports.receive = ()›
            constant LIMIT ["LIMIT"] ‹exports.LIMIT›
            function inline ["inline"] ‹inline()›
            function arrow ["arrow"] ‹arrow: ()›
        "#]],
    );
    check_in(
        Language::JavaScript,
        Show::Definitions,
        "module.exports = async (req, res) => {};",
        expect![[r#"
            function default ["default"] ‹module.exports = async (req, res)›
        "#]],
    );
    check_in(
        Language::JavaScript,
        Show::Definitions,
        "function main() {}\nmodule.exports = main;",
        expect![[r#"
            function main ["default"] ‹function main()›
        "#]],
    );
}

#[test]
fn default_exports() {
    for (source, expected) in [
        (
            "export default function () {}",
            expect![[r#"
                function default ["default"] ‹export default function ()›
            "#]],
        ),
        (
            "export default function named() {}",
            expect![[r#"
            function named ["default"] ‹export default function named()›
        "#]],
        ),
        (
            "export default async (x) => x;",
            expect![[r#"
                function default ["default"] ‹export default async (x)›
            "#]],
        ),
        (
            "export default withAuth(async function handler() {});",
            expect![[r#"
                function handler ["default"] ‹export default withAuth(async function handler()›
            "#]],
        ),
        (
            "const a = 1;\nexport default a;",
            expect![[r#"
            constant a ["default"] ‹const a›
        "#]],
        ),
        (
            "export default class {}",
            expect![[r#"
                class default ["default"] ‹export default class›
            "#]],
        ),
        (
            "function a() {}\nexport = a;",
            expect![[r#"
            function a ["default"] ‹function a()›
        "#]],
        ),
    ] {
        check(Show::Definitions, source, expected);
    }
}

#[test]
fn types() {
    check(
        Show::Definitions,
        r#"
export interface Charge { id: string }
export type Id<T> = string | T;
export enum Status { A = 'a' }
declare const VERSION: string;
export declare function declared(a: string): void;
export namespace Billing { export function charge() {} export const LIMIT = 1; }
function over(a: string): void;
function over(a: number): void;
function over(a: any) {}
declare module 'm' { export function ambient(): void }
const enum E { X }
"#,
        expect![[r#"
            type Charge ["Charge"] ‹export interface Charge›
            type Id ["Id"] ‹export type Id<T>›
            type Status ["Status"] ‹export enum Status›
            constant VERSION [] ‹declare const VERSION: string›
            function declared ["declared"] ‹export declare function declared(a: string): void›
            module Billing ["Billing"] ‹export namespace Billing›
            function Billing::charge [] ‹export function charge()›
            constant Billing::LIMIT [] ‹export const LIMIT›
            function over [] ‹function over(a: any)›
            function m::ambient [] ‹export function ambient(): void›
            type E [] ‹const enum E›
        "#]],
    );
}

#[test]
fn callbacks_with_names() {
    check(
        Show::Definitions,
        "app.post('/hook', async function handleHook(req, res) {});\nlist.map(x => x);\n",
        expect![[r#"
            function handleHook [] ‹async function handleHook(req, res)›
        "#]],
    );
}

#[test]
fn a_value_is_never_part_of_a_signature() {
    let source = "export const KEY: string = 'sk_live_x';\nexports.OTHER = 'sk_live_y';";
    check(
        Show::Definitions,
        source,
        expect![[r#"
        constant KEY ["KEY"] ‹export const KEY: string›
        constant OTHER ["OTHER"] ‹exports.OTHER›
    "#]],
    );
}
