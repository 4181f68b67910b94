use super::*;

#[test]
fn requests() {
    check(
        Show::Urls,
        r#"
fetch('https://api.a.com/v1');
fetch(new Request('https://api.b.com/v1'));
axios('https://api.c.com'); axios.get('https://api.d.com/x', {}); axios({ url: '/x', baseURL: 'https://api.e.com' });
const client = axios.create({ baseURL: 'https://api.f.com/v1', timeout: 1 }); client.get('/x');
ky.create({ prefixUrl: 'https://api.g.com' }); got.extend({ prefixUrl: 'https://api.h.com' });
https.request({ hostname: 'api.i.com', path: '/v1' }, (res) => {});
https.get('https://api.j.com');
new XMLHttpRequest().open('GET', 'https://api.k.com');
new WebSocket('wss://rt.l.com/x'); new EventSource('https://api.m.com');
navigator.sendBeacon('https://api.n.com/b'); $.ajax({ url: 'https://api.o.com' }); $.get('https://api.p.com');
new OpenAI({ baseURL: 'https://api.q.com', apiKey: k }); new StripeClient({ host: 'api.r.com' });
superagent.post('https://api.s.com').send({}); needle('get', 'https://api.t.com');
axios.defaults.baseURL = 'https://api.u.com';
request({ uri: 'https://api.v.com' });
http2.connect('https://api.w.com');
createClient('https://x.y.co', key);
fetch(`https://${region}.api.z.com/v1/${id}`, { headers: { Referer: 'https://silent.com' } });
"#,
        expect![[r#"
            request api.a.com /v1 ‹'https://api.a.com/v1'›
            request api.b.com /v1 ‹'https://api.b.com/v1'›
            request api.c.com  ‹'https://api.c.com'›
            request api.d.com /x ‹'https://api.d.com/x'›
            request api.e.com  ‹'https://api.e.com'›
            request api.f.com /v1 ‹'https://api.f.com/v1'›
            request api.g.com  ‹'https://api.g.com'›
            request api.h.com  ‹'https://api.h.com'›
            request api.i.com  ‹'api.i.com'›
            request api.j.com  ‹'https://api.j.com'›
            request api.k.com  ‹'https://api.k.com'›
            request rt.l.com /x ‹'wss://rt.l.com/x'›
            request api.m.com  ‹'https://api.m.com'›
            request api.n.com /b ‹'https://api.n.com/b'›
            request api.o.com  ‹'https://api.o.com'›
            request api.p.com  ‹'https://api.p.com'›
            request api.q.com  ‹'https://api.q.com'›
            request api.r.com  ‹'api.r.com'›
            request api.s.com  ‹'https://api.s.com'›
            request api.t.com  ‹'https://api.t.com'›
            request api.u.com  ‹'https://api.u.com'›
            request api.v.com  ‹'https://api.v.com'›
            request api.w.com  ‹'https://api.w.com'›
            request x.y.co  ‹'https://x.y.co'›
            request *.api.z.com /v1/* ‹`https://${region}.api.z.com/v1/${id}`›
        "#]],
    );
}

#[test]
fn folded_values() {
    check(
        Show::Urls,
        r#"
const BASE = 'https://api.a.com/v1';
fetch(BASE + '/charges');
fetch(`${BASE}/refunds`);
const CONFIG = Object.freeze({ api: { b: 'https://api.b.com' } } as const);
fetch(CONFIG.api.b + '/x');
class Client {
    private readonly baseUrl = 'https://api.c.com';
    private other;
    constructor(options = {}) { this.other = options.baseUrl || 'https://api.d.com'; }
    get() { return fetch(`${this.baseUrl}/x`); }
    post() { return axios.post(this.other + '/y'); }
}
fetch(new URL('/v1/x', 'https://api.e.com/old'));
const F = new URL('https://api.f.com'); fetch(F.href); fetch(F.toString());
let never = 'https://api.g.com'; fetch(never);
function call(base = 'https://api.h.com') { return fetch(base + '/x'); }
function other({ url = 'https://api.i.com' } = {}) { return fetch(url); }
const HOST = 'api.j.com'; https.request({ hostname: HOST });
fetch(['https://api.k.com', 'v1'].join('/'));
fetch(process.env.L_URL ?? 'https://api.l.com');
const options = { hostname: 'api.m.com', method: 'POST' }; https.request(options, cb);
enum Hosts { N = 'https://api.n.com' } fetch(Hosts.N);
fetch('https://' + 'api.o.com' + path);
fetch(live ? 'https://api.p.com' : 'https://sandbox.p.com');
const { q } = { q: 'https://api.q.com' }; fetch(q);
fetch(url.resolve('https://api.r.com/a', '/b'));
"#,
        expect![[r#"
            request api.a.com /v1/charges ‹BASE + '/charges'›
            request api.a.com /v1/refunds ‹`${BASE}/refunds`›
            request api.b.com /x ‹CONFIG.api.b + '/x'›
            request api.c.com /x ‹`${this.baseUrl}/x`›
            request api.d.com /y ‹this.other + '/y'›
            request api.e.com /v1/x ‹new URL('/v1/x', 'https://api.e.com/old')›
            request api.f.com  ‹F.href›
            request api.f.com  ‹F.toString()›
            request api.g.com  ‹never›
            request api.h.com /x ‹base + '/x'›
            request api.i.com  ‹url›
            request api.j.com  ‹HOST›
            request api.k.com /v1 ‹['https://api.k.com', 'v1'].join('/')›
            request api.l.com  ‹process.env.L_URL ?? 'https://api.l.com'›
            request api.m.com  ‹options›
            request api.n.com  ‹Hosts.N›
            request api.o.com  ‹'https://' + 'api.o.com' + path›
            request api.p.com  ‹live ? 'https://api.p.com' : 'https://sandbox.p.com'›
            request api.q.com  ‹q›
            request api.r.com /b ‹url.resolve('https://api.r.com/a', '/b')›
        "#]],
    );
}

#[test]
fn commands() {
    check(
        Show::Urls,
        r#"
exec('curl -s https://api.a.com/x | jq .');
execSync(`curl -H "Authorization: ${key}" "https://api.b.com/${id}"`);
spawn('curl', ['-X', 'POST', 'https://api.c.com']);
child_process.exec('wget https://api.d.com');
exec('echo see https://docs.e.com');
"#,
        expect![[r#"
            request api.a.com /x ‹'curl -s https://api.a.com/x | jq .'›
            request api.b.com /* ‹`curl -H "Authorization: ${key}" "https://api.b.com/${id}"`›
            request api.c.com  ‹'https://api.c.com'›
            request api.d.com  ‹'wget https://api.d.com'›
        "#]],
    );
}

#[test]
fn constants() {
    check(
        Show::Urls,
        r#"
export const A = 'https://api.a.com/v1';
export const B = `${A}/charges`;
const C = { c: 'https://api.c.com', hostname: 'api.d.com' };
class E { base = 'https://api.e.com'; }
function f() { return 'https://api.f.com'; }
let reassigned = 'https://api.g.com'; reassigned = x; fetch(reassigned);
module.exports = { url: 'https://api.h.com' };
const list = ['https://api.i.com'];
const build = (path) => `https://api.j.com${path}`;
function g(base = 'https://api.k.com') { return base; }
export default { destination: 'https://api.l.com/:path*' };
enum M { A = 'https://api.m.com' }
"#,
        expect![[r#"
            constant api.a.com /v1 ‹'https://api.a.com/v1'›
            constant api.c.com  ‹'https://api.c.com'›
            constant api.d.com  ‹'api.d.com'›
            constant api.e.com  ‹'https://api.e.com'›
            constant api.f.com  ‹'https://api.f.com'›
            constant api.g.com  ‹'https://api.g.com'›
            constant api.h.com  ‹'https://api.h.com'›
            constant api.i.com  ‹'https://api.i.com'›
            constant api.j.com  ‹`https://api.j.com${path}`›
            constant api.k.com  ‹'https://api.k.com'›
            constant api.l.com /:path* ‹'https://api.l.com/:path*'›
            constant api.m.com  ‹'https://api.m.com'›
        "#]],
    );
}

#[test]
fn a_client_is_reported_where_it_is_made() {
    check(
        Show::Urls,
        r#"
const BASE = 'https://api.a.com';
const api = axios.create({ baseURL: BASE });
export const list = () => api.get('/list');
export const one = (id) => api.get(`/list/${id}`);
"#,
        expect![[r#"
            request api.a.com  ‹BASE›
        "#]],
    );
}

#[test]
fn a_call_is_one_finding() {
    check(
        Show::Urls,
        r#"
new Client('https://api.a.com', { baseUrl: 'https://api.b.com' });
request({ url: 'https://api.c.com', baseUrl: 'https://api.d.com' }, { proxy: 'https://api.e.com' });
"#,
        expect![[r#"
            request api.a.com  ‹'https://api.a.com'›
            request api.c.com  ‹'https://api.c.com'›
        "#]],
    );
}

#[test]
fn no_urls() {
    check_silent(
        Show::Urls,
        &[
            "console.log('https://api.a.com'); logger.info('https://api.a.com'); this.logger.warn(`https://api.a.com`);",
            "throw new Error('https://api.a.com');",
            "throw new ApiError('https://api.a.com', 'see https://b.com');",
            "// fetch('https://api.a.com')\n/* https://api.a.com */",
            "/https:\\/\\/api.a.com/.test(x);",
            "let x: 'https://api.a.com'; type T = 'https://api.a.com' | 'b';",
            "if (url === 'https://api.a.com') {} url.startsWith('https://api.a.com'); url.includes('https://api.a.com');",
            "switch (x) { case 'https://api.a.com': break; }",
            "expect(x).toBe('https://api.a.com'); assert.equal(x, 'https://api.a.com'); expect(f).toHaveBeenCalledWith('https://api.a.com');",
            "nock('https://api.a.com').get('/x').reply(200);",
            "import { http, rest } from 'msw'; http.get('https://api.a.com/x', () => {}); rest.post('https://api.a.com', r);",
            "jest.mock('https://api.a.com'); mockAxios.onGet('https://api.a.com').reply(200);",
            "helmet({ contentSecurityPolicy: { directives: { connectSrc: [\"'self'\", 'https://api.a.com'] } } });",
            "app.use(helmet.contentSecurityPolicy({ directives: { scriptSrc: ['https://js.a.com'] } }));",
            "const connectSrc = ['https://api.a.com'];",
            "res.setHeader('Content-Security-Policy', \"default-src https://api.a.com\");",
            "const headers = [{ key: 'Content-Security-Policy', value: 'connect-src https://api.a.com' }];",
            "const x = <a href=\"https://api.a.com\">x</a>;",
            "const x = <img src={'https://api.a.com/x.png'} />;",
            "const x = <Link to=\"https://api.a.com\">https://api.a.com</Link>;",
            "res.redirect('https://api.a.com'); window.location = 'https://api.a.com'; window.location.href = 'https://api.a.com'; window.open('https://api.a.com');",
            "const AUTH = 'https://a.com/oauth'; res.redirect(AUTH + '?x=1');",
            "document.createElementNS('http://www.w3.org/2000/svg', 'svg');",
            "import x from 'https://esm.sh/stripe';",
            "/** @see https://api.a.com */\nfunction f() {}",
            "stripe.checkout.sessions.create({ success_url: 'https://a.com/ok', cancel_url: 'https://a.com/no' });",
            "cors({ origin: 'https://app.a.com' }); app.enableCors({ origin: ['https://app.a.com'] });",
            "fetch('http://localhost:3000/x'); fetch('/api/x'); fetch(url); fetch('http://127.0.0.1');",
            "const DOCS = 'see https://api.a.com for more';",
            "const x = 'api.a.com'; foo('api.a.com');",
            "const SEEN = 'https://api.a.com'; console.log(SEEN);",
            "map['https://api.a.com'] = 1; const m = { 'https://api.a.com': 1 };",
            "'use strict'; 'https://api.a.com';",
            "res.json({ url: 'https://a.com/x' });",
            "function fetch(key) { return cache[key]; } fetch('https://api.a.com');",
            "if (isAllowed('https://api.a.com')) {} t.equal(x, 'https://api.a.com');",
            "const x = <p>{'https://api.a.com'}</p>;",
            "builder.setTermsOfService('https://a.com/tos');",
            "new Strategy({ authorizationURL: 'https://accounts.a.com/auth' });",
        ],
    );
}
