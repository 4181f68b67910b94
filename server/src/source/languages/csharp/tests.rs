//! Harder forms than the scenarios.

use expect_test::{Expect, expect};

use crate::source::Language;

use super::super::classes::tests;

fn check(source: &str, expected: Expect) {
    tests::check(Language::CSharp, source, &expected);
}

#[test]
fn addresses_go_through_properties_options_and_builders() {
    check(
        r#"
public class A(HttpClient http, string tail = "/v1")
{
    public required string BaseUrl { get; init; } = "https://api.acme.dev";
    private static readonly string[] Urls = ["https://api.github.com", "https://api.notion.com"];
    public async Task X(string id, CancellationToken token)
    {
        await http.GetAsync($"{BaseUrl}{tail}/{id}", token);
        await http.GetStringAsync(requestUri: "https://api.stripe.com/v1");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"https://api.twilio.com/{id}"));
        request.Headers.Referrer = new Uri("https://www.acme.dev");
        await http.SendAsync(request);
        var url = id switch { "a" => "https://api.openai.com", _ => "https://api.mailgun.net" };
        await http.GetAsync(url);
        var response = await "https://api.sendgrid.com".WithHeader("a", "b").AppendPathSegment("v3").PostJsonAsync(new { });
        HttpClient other = new() { BaseAddress = new("https://slack.com/api/") };
        var options = new RestClientOptions { BaseUrl = new Uri("https://api.airtable.com") };
        var rest = new RestClient(options);
        builder.Services.AddRefitClient<IApi>().ConfigureHttpClient(c => c.BaseAddress = new Uri("https://api.linear.app"));
        WebRequest request2 = (HttpWebRequest)WebRequest.Create("https://api.figma.com/v1");
        await socket.ConnectAsync(new Uri("wss://rt.acme.dev"), token);
        Uri.TryCreate("https://api.asana.com", UriKind.Absolute, out var parsed);
    }
}
"#,
        expect![[r#"
            5 keeps api.github.com
            5 keeps api.notion.com
            8 requests api.acme.dev/v1/*
            9 requests api.stripe.com/v1
            10 requests api.twilio.com/*
            14 requests api.openai.com
            15 requests api.sendgrid.com/v3
            16 requests slack.com/api/
            17 requests api.airtable.com
            19 requests api.linear.app
            20 requests api.figma.com/v1
            21 requests rt.acme.dev
        "#]],
    );
}

#[test]
fn what_only_names_an_address_is_silent() {
    check(
        r#"
[Route("https://api.stripe.com")]
[Theory, InlineData("https://api.stripe.com")]
public class A
{
    private const string Xmlns = "http://schemas.acme.dev/2006/xaml";
    void X(string url, ILogger<A> _logger)
    {
        _logger.LogInformation("calling {Url}", "https://api.stripe.com");
        Debug.WriteLine("https://api.stripe.com");
        if (url.Contains("https://api.stripe.com")) return;
        Assert.That(url, Is.EqualTo("https://api.stripe.com"));
        _mock.Setup(m => m.GetAsync("https://api.stripe.com")).ReturnsAsync("x");
        server.Given(Request.Create().WithPath("https://api.stripe.com")).RespondWith(Response.Create());
        options.AddPolicy("x", p => p.WithOrigins("https://app.acme.dev").AllowAnyHeader());
        services.AddSwaggerGen(c => c.SwaggerDoc("v1", new OpenApiInfo { Contact = new OpenApiContact { Url = new Uri("https://acme.dev") } }));
        return Redirect("https://connect.stripe.com/oauth");
        var product = new SessionCreateOptions { SuccessUrl = "https://acme.dev/ok", CancelUrl = "https://acme.dev/no" };
        Process.Start(new ProcessStartInfo { FileName = "https://docs.acme.dev" });
    }
}
"#,
        expect![""],
    );
}

#[test]
fn variables_are_found_in_every_dress() {
    check(
        r#"
var builder = WebApplication.CreateBuilder(args);
var a = builder.Configuration["A_KEY"] ?? throw new InvalidOperationException();
var b = Environment.GetEnvironmentVariable("B_KEY")!;
string? c = Environment.GetEnvironmentVariable("C_KEY")?.Trim();
var d = int.Parse(Environment.GetEnvironmentVariable("D_PORT") ?? "80");
if (string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("E_KEY"))) return;
if (Environment.GetEnvironmentVariable("F_KEY") is { Length: > 0 } f) { }
if (Environment.GetEnvironmentVariable("G_KEY") is not null) { }
var h = Environment.GetEnvironmentVariable(nameof(h));
builder.Configuration.AddEnvironmentVariables();
var i = builder.Configuration.GetSection("I_KEY").Value;
var j = builder.Configuration.GetValue<string>("J_KEY", "x");
var k = builder.Environment.IsDevelopment();
Func<string, string> read = name => Environment.GetEnvironmentVariable(name);
class S(IConfiguration config) { string L => config["L_KEY"]; string M => config.GetConnectionString("Default"); }
class T { private readonly Dictionary<string, string> config; string N => config["N_KEY"]; }
"#,
        expect![[r#"
            3 reads A_KEY
            4 reads B_KEY
            5 reads C_KEY
            6 reads D_PORT
            7 asks for E_KEY
            8 reads F_KEY
            9 asks for G_KEY
            12 reads I_KEY
            13 reads J_KEY
            16 reads L_KEY
        "#]],
    );
}

#[test]
fn usings_are_judged_by_the_types_that_nothing_else_explains() {
    check(
        "using Stripe;\nclass A { void X() { try { } catch (StripeException e) { } } }\n",
        expect![[r#"
        1 import Stripe (types)
    "#]],
    );
    check(
        "using Stripe;\nclass A { Charge X(List<Refund> r) => null; }\n",
        expect![[r#"
        1 import Stripe (types)
    "#]],
    );
    check(
        "using Stripe;\nclass A { Charge X() => new ChargeService().Get(\"x\"); }\n",
        expect![[r#"
        1 import Stripe
    "#]],
    );
    check(
        "using Stripe;\nclass A { object X(Charge c) => Mode.Live; }\n",
        expect![[r#"
        1 import Stripe
    "#]],
    );
    check(
        "using Stripe;\nclass A : Service<Charge> { }\n",
        expect![[r#"
        1 import Stripe
    "#]],
    );
    check(
        "using Stripe;\nclass A { void X() => services.AddStripe(); }\n",
        expect![[r#"
        1 import Stripe
    "#]],
    );
    check(
        "using Stripe;\n[StripeFilter]\nclass A { Type X() => typeof(Charge); string Y = nameof(Refund); }\n",
        expect![[r#"
        1 import Stripe (types)
    "#]],
    );
    check(
        "using Pay = Stripe.Charge;\nclass A { Pay X(object o) => o as Pay; }\n",
        expect![[r#"
        1 import Stripe.Charge (types)
    "#]],
    );
    check(
        "extern alias Net;\nusing Net::Stripe;\nclass A { object X() => new Net::Stripe.StripeClient(\"x\"); }\n",
        expect![[r#"
        1 import Net
        2 import Stripe
        3 constructs StripeClient of Stripe.StripeClient
        3 path Stripe.StripeClient
    "#]],
    );
}

#[test]
fn local_names_hide_namespaces() {
    check(
        r#"
class A
{
    private Pay Stripe;
    void X() { Stripe.Charges.Create(); var c = new Twilio.Rest.Client(); }
    void Y(Inner Twilio) { Twilio.Messages.Create(); }
    void Z() { foreach (var SendGrid in x) { SendGrid.Helpers.Mail(); } }
}
"#,
        expect![[r#"
            5 constructs Client of Twilio.Rest.Client
            5 path Twilio.Rest.Client
        "#]],
    );
}

#[test]
fn the_grammar_knows_the_nodes() {
    tests::check_nodes(
        &super::GRAMMAR,
        &[
            include_str!("declarations.rs"),
            include_str!("dialect.rs"),
            include_str!("expressions.rs"),
            include_str!("strings.rs"),
        ],
    );
}

#[test]
fn commands_that_fetch_are_calls() {
    check(
        r#"
Process.Start("curl", "-s https://api.stripe.com/v1");
Process.Start(new ProcessStartInfo("wget", "https://api.twilio.com/2010"));
Process.Start("https://docs.acme.dev");
"#,
        expect![[r#"
            2 requests api.stripe.com/v1
            3 requests api.twilio.com/2010
        "#]],
    );
}

#[test]
fn what_tools_of_the_platform_generate_says_so() {
    let generated = |source: &str| crate::source::extract(Language::CSharp, source).generated;
    assert!(generated("// <auto-generated />\nusing Stripe;\n"));
    assert!(generated("//---\n// <auto-generated>\n// by a tool\nclass A { }\n"));
    assert!(!generated("// not auto-generated\nclass A { }\n"));
}
