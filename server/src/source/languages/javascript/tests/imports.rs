use super::*;

#[test]
fn statements() {
    check(
        Show::Imports,
        r#"
import Stripe from 'stripe';
import * as Sentry from "@sentry/node";
import { Client, type Options as O } from 'pg';
import def, { named as local } from 'm';
import './instrument';
import type Types from 'a';
import type { A } from 'b';
import { type B, type C } from 'c';
import fs = require('fs');
import json from './x.json' with { type: 'json' };
new Stripe(); Sentry.init(); new Client(); def(local); fs.x(); json;
"#,
        expect![[r#"
            static stripe [default>Stripe] ‹import Stripe from 'stripe';›
            static @sentry/node [*>Sentry] ‹import * as Sentry from "@sentry/node";›
            static pg [Client>Client Options>O] ‹import { Client, type Options as O } from 'pg';›
            static m [default>def named>local] ‹import def, { named as local } from 'm';›
            static ./instrument [] ‹import './instrument';›
            type types a [default>Types] ‹import type Types from 'a';›
            type types b [A>A] ‹import type { A } from 'b';›
            type types c [B>B C>C] ‹import { type B, type C } from 'c';›
            static fs [*>fs] ‹import fs = require('fs');›
            static ./x.json [default>json] ‹import json from './x.json' with { type: 'json' };›
        "#]],
    );
}

#[test]
fn reexports() {
    check(
        Show::Imports,
        r#"
export { a, b as c } from './x';
export { default } from './y';
export * from './z';
export * as ns from 'stripe';
export type { T } from './t';
export type * from './u';
export { type V, w } from './v';
"#,
        expect![[r#"
            reexport ./x [a>a b>c] ‹export { a, b as c } from './x';›
            reexport ./y [default>default] ‹export { default } from './y';›
            reexport ./z [*>*] ‹export * from './z';›
            reexport stripe [*>ns] ‹export * as ns from 'stripe';›
            reexport types ./t [T>T] ‹export type { T } from './t';›
            reexport types ./u [*>*] ‹export type * from './u';›
            reexport ./v [V>V w>w] ‹export { type V, w } from './v';›
        "#]],
    );
}

#[test]
fn loaders() {
    check(
        Show::Imports,
        r#"
const Stripe = require('stripe');
const stripe = require('stripe')(process.env.KEY);
const { Client, Pool: P } = require('pg'), other = require('other').default;
require('dotenv').config();
require('./side');
app.use(require('helmet')());
new (require('twilio').Twilio)(a);
const { default: OpenAI } = await import('openai');
const lazy = () => import(`./lazy`);
export const S3 = require('@aws-sdk/client-s3');
const NAME = 'redis';
const r = require(NAME);
Stripe; stripe; Client; P; other; OpenAI; S3; r;
"#,
        expect![[r#"
            dynamic stripe [*>Stripe] ‹const Stripe = require('stripe');›
            dynamic stripe [] ‹const stripe = require('stripe')(process.env.KEY);›
            dynamic pg [Client>Client Pool>P] ‹{ Client, Pool: P } = require('pg')›
            dynamic other [default>other] ‹other = require('other').default›
            dynamic dotenv [] ‹require('dotenv').config();›
            dynamic ./side [] ‹require('./side');›
            dynamic helmet [] ‹require('helmet')›
            dynamic twilio [] ‹new (require('twilio').Twilio)(a);›
            dynamic openai [default>OpenAI] ‹const { default: OpenAI } = await import('openai');›
            dynamic ./lazy [] ‹import(`./lazy`)›
            dynamic @aws-sdk/client-s3 [*>S3] ‹export const S3 = require('@aws-sdk/client-s3');›
            dynamic redis [*>r] ‹const r = require(NAME);›
        "#]],
    );
}

#[test]
fn created_loaders_and_lookups() {
    check(
        Show::Imports,
        r#"
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const S = require('stripe');
createRequire(import.meta.url)('twilio');
const at = require.resolve('pg');
import.meta.resolve('openai');
const real = jest.requireActual('stripe');
const other = await vi.importActual('stripe');
"#,
        expect![[r#"
            static node:module [createRequire>createRequire] ‹import { createRequire } from 'node:module';›
            dynamic stripe [*>S] ‹const S = require('stripe');›
            dynamic twilio [] ‹createRequire(import.meta.url)('twilio');›
            lookup pg [*>at] ‹const at = require.resolve('pg');›
            lookup openai [] ‹import.meta.resolve('openai');›
            lookup stripe [*>real] ‹const real = jest.requireActual('stripe');›
            lookup stripe [*>other] ‹const other = await vi.importActual('stripe');›
        "#]],
    );
}

#[test]
fn types_of_modules() {
    check(
        Show::Imports,
        r#"
type A = typeof import('stripe');
let client: import('twilio').Twilio;
function f(x: import('pg').Pool): void {}
const x = y as import('openai').Client;
"#,
        expect![[r#"
            type types stripe [] ‹import('stripe')›
            type types twilio [] ‹import('twilio')›
            type types pg [] ‹import('pg')›
            type types openai [] ‹import('openai')›
        "#]],
    );
}

#[test]
fn what_an_import_is_used_for() {
    check(
        Show::Imports,
        r#"
import A from 'annotation';
import B from 'instanceof';
import C from 'both';
import D from 'unused';
import E from 'exported';
import F from 'typeof-query';
import G from 'implemented';
import H from 'extended';
import I from 'shadowed';
import J from 'type-exported';
const K = require('error-classes');
function f(a: A.Event): A { if (e instanceof B.errors.CardError) {} new C(); }
let c: C;
export { E };
let q: typeof F;
class G1 implements G<string> {}
class H1 extends H {}
function g(I) { I(); }
export type { J };
try {} catch (e) { if (e instanceof K.StripeError) {} }
"#,
        expect![[r#"
            static types annotation [default>A] ‹import A from 'annotation';›
            static types instanceof [default>B] ‹import B from 'instanceof';›
            static both [default>C] ‹import C from 'both';›
            static unused [default>D] ‹import D from 'unused';›
            static exported [default>E] ‹import E from 'exported';›
            static types typeof-query [default>F] ‹import F from 'typeof-query';›
            static types implemented [default>G] ‹import G from 'implemented';›
            static extended [default>H] ‹import H from 'extended';›
            static shadowed [default>I] ‹import I from 'shadowed';›
            static types type-exported [default>J] ‹import J from 'type-exported';›
            dynamic types error-classes [*>K] ‹const K = require('error-classes');›
        "#]],
    );
}

#[test]
fn tests_inside_a_product_file() {
    check(
        Show::Imports,
        r#"
if (import.meta.vitest) {
    const s = await import('stripe');
}
describe('x', () => { it.each([1])('y', async () => { require('pg'); }); });
export function product(test) { test('x', () => require('redis')); }
"#,
        expect![[r#"
            dynamic in-test stripe [*>s] ‹const s = await import('stripe');›
            dynamic in-test pg [] ‹require('pg');›
            dynamic redis [] ‹require('redis')›
        "#]],
    );
}

#[test]
fn a_single_declarator_of_a_list_is_the_place() {
    let source = "var a = 1,\n    b = require('b');\nconst c = 2;";
    check(
        Show::Imports,
        source,
        expect![[r#"
        dynamic b [*>b] ‹b = require('b')›
    "#]],
    );
}

#[test]
fn javascript_without_types() {
    check_in(
        Language::JavaScript,
        Show::Imports,
        "import a, { b } from 'm';\nexport { default } from './n';\nconst c = require('c')\na(b, c)",
        expect![[r#"
            static m [default>a b>b] ‹import a, { b } from 'm';›
            reexport ./n [default>default] ‹export { default } from './n';›
            dynamic c [*>c] ‹const c = require('c')›
        "#]],
    );
}

#[test]
fn no_imports() {
    check_silent(
        Show::Imports,
        &[
            "jest.mock('stripe');",
            "vi.mock('stripe', () => ({ default: class {} }));",
            "jest.doMock('stripe'); jest.unmock('stripe'); vi.doMock('stripe');",
            "declare module 'stripe' { export const x: number }",
            "// import Stripe from 'stripe'",
            "/** @type {import('stripe').Stripe} */\nlet x;",
            "const name = 'stripe';",
            "function f(require) { return require('stripe'); }",
            "const require = (x) => x; require('stripe');",
            "{ let require = load; require('stripe') }",
            "require(name); import(`./${name}`);",
            "console.log(\"require('stripe')\")",
            "module.exports = { dependencies: ['stripe'] }",
            "obj.require('stripe'); require.cache['stripe'];",
        ],
    );
}
