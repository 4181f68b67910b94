//! Harder forms than the scenarios.

use expect_test::{Expect, expect};

use crate::source::Language;

use super::super::classes::tests;

fn check(source: &str, expected: Expect) {
    tests::check(Language::Java, source, &expected);
}

#[test]
fn addresses_go_through_fields_constructors_and_builders() {
    check(
        r#"
class A {
    private final WebClient client;
    private final String base;
    A(@Value("${acme.url:https://api.acme.dev}") String base, WebClient.Builder builder) {
        this.base = base;
        this.client = builder.baseUrl(base).defaultHeader("Referer", "https://www.acme.dev").build();
    }
    void x(HttpClient http) throws Exception {
        var request = HttpRequest.newBuilder()
            .uri(URI.create(base + "/v1"))
            .header("Origin", "https://www.acme.dev")
            .build();
        http.send(request, HttpResponse.BodyHandlers.ofString());
        http.sendAsync(HttpRequest.newBuilder(new URI("https://api.stripe.com/v1")).build(), null);
        URL url = new URL(new URL("https://api.twilio.com/"), "2010");
        try (InputStream in = url.openStream()) { }
        HttpURLConnection c = (HttpURLConnection) url.openConnection();
        new URIBuilder("https://api.github.com").setPath("/x").build();
        client.post().uri(uri -> uri.scheme("https").host("api.notion.com").path("/v1").build());
        ClientBuilder.newClient().target("https://api.mailgun.net").path("v3").request().get();
    }
}
"#,
        expect![[r#"
            5 reads ACME_URL
            7 requests api.acme.dev
            11 requests api.acme.dev/v1
            15 requests api.stripe.com/v1
            17 requests api.twilio.com/2010
            18 requests api.twilio.com/2010
            20 requests api.notion.com
            21 requests api.mailgun.net
        "#]],
    );
}

#[test]
fn what_only_names_an_address_is_silent() {
    check(
        r#"
@OpenAPIDefinition(servers = @Server(url = "https://api.stripe.com"))
@SeeAlso("https://api.stripe.com")
class A {
    private static final Logger log = LoggerFactory.getLogger(A.class);
    private static final String NS = "http://schemas.xmlsoap.org/soap/envelope/";
    private static final Set<String> ALLOWED_HOSTS = Set.of("https://api.stripe.com");
    void x(String url, Model model) {
        log.atInfo().log("https://api.stripe.com");
        logger().warn("down: {}", "https://api.stripe.com");
        model.addAttribute("docsUrl", "https://docs.acme.dev");
        if (ALLOWED_HOSTS.contains(url)) return;
        Objects.equals(url, "https://api.stripe.com");
        url.replace("https://api.stripe.com", "");
        new OpenAPI().addServersItem(new Server().url("https://api.stripe.com"));
        verify(rest).getForObject("https://api.stripe.com", String.class);
        when(rest.getForObject(eq("https://api.stripe.com"), any())).thenReturn("x");
        given().baseUri("https://api.stripe.com");
        response.setHeader("Location", "https://api.stripe.com");
        return ResponseEntity.status(302).location(URI.create("https://api.stripe.com")).build();
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
import java.util.Map;
class A {
    enum Names { KEY }
    private final Environment environment;
    private static final Map<String, String> env = System.getenv();
    String a = requireNonNull(System.getenv("A_KEY"), "A_KEY");
    String b = System.getenv().get(name());
    @Value("${B_KEY:${C_KEY:}}") String c;
    @Value("https://${D_HOST}/v1") String d;
    static String name() { return "E_KEY"; }
    void x() {
        if (env.containsKey("F_KEY") && !System.getenv("G_KEY").isEmpty()) { }
        env.forEach((k, v) -> {});
        String h = System.getenv("H_" + "KEY");
        boolean debug = "true".equals(System.getenv("I_DEBUG"));
        int port = Integer.parseInt(System.getenv().getOrDefault("J_PORT", "8080"));
        System.getProperty("K_KEY");
        environment.getProperty("l.key", Integer.class);
        environment.containsProperty("M_KEY");
        for (String s : List.of("N_KEY")) System.getenv(s);
        switch (System.getenv("O_MODE")) { default: }
        this.environment.getProperty("P_KEY");
    }
}
"#,
        expect![[r#"
            2 import java.util.Map (types)
            7 reads A_KEY
            8 reads E_KEY
            9 reads B_KEY
            9 reads C_KEY
            10 reads D_HOST
            13 asks for F_KEY
            13 asks for G_KEY
            15 reads H_KEY
            16 reads I_DEBUG
            17 reads J_PORT
            19 reads L_KEY
            20 asks for M_KEY
            22 reads O_MODE
            23 reads P_KEY
        "#]],
    );
}

#[test]
fn imports_are_judged_by_all_their_uses() {
    check(
        r#"
import com.a.Called;
import com.a.Constructed;
import com.a.Extended;
import com.a.Implemented;
import com.a.Referred;
import com.a.Typed;
import com.a.Thrown;
import com.a.Caught;
import com.a.Annotated;
import com.a.Cast;
import com.a.Unused;
import com.a.Token;
import com.a.Nested;
import com.a.InDoc;
@Annotated(value = "x")
class A<T extends Typed> extends Extended implements Implemented {
    List<? super Typed> list = new ArrayList<Typed>();
    /** {@link InDoc} */
    void x(Object o) throws Caught {
        Called.run();
        new Constructed<Typed>();
        list.map(Referred::id);
        throw new Thrown();
    }
    Object y(Object o) {
        try { } catch (final Caught e) { }
        Class<?> t = Token.class;
        Nested.Inner inner = (Cast) o;
        return o instanceof Typed ? null : Nested.VALUE;
    }
}
"#,
        expect![[r#"
            2 import com.a.Called
            3 import com.a.Constructed
            4 import com.a.Extended
            5 import com.a.Implemented (types)
            6 import com.a.Referred
            7 import com.a.Typed (types)
            8 import com.a.Thrown
            9 import com.a.Caught (types)
            10 import com.a.Annotated (types)
            11 import com.a.Cast (types)
            12 import com.a.Unused
            13 import com.a.Token (types)
            14 import com.a.Nested
            15 import com.a.InDoc
        "#]],
    );
}

#[test]
fn local_names_hide_packages() {
    check(
        r#"
import com.stripe.StripeClient;
class A {
    void x(StripeClient com) {
        com.stripe.Stripe.charge();
    }
    void y() {
        com.stripe.Stripe.charge();
        com.stripe.model.Charge c = com.stripe.model.Charge.retrieve("x");
    }
    void z() {
        StripeClient StripeClient = null;
        StripeClient.charges();
    }
}
"#,
        expect![[r#"
            2 import com.stripe.StripeClient (types)
            8 path com.stripe.Stripe
        "#]],
    );
}

#[test]
fn definitions_say_how_they_begin() {
    let source = "\
public class A {
    /** One. */
    @Deprecated @Override
    public <T> List<T>
        all(int a, String... b) throws E { return null; }
    static final int LIMIT = 3, LEAST = 1;
    private class B { record C(int d) { C { } } }
    Object anonymous = new Runnable() { public void run() { } };
}
";
    let facts = super::extract(source);
    let line = |it: &crate::source::facts::Definition| {
        format!(
            "{}: {} | {:?}\n",
            it.container.as_deref().unwrap_or("-"),
            it.signature,
            it.documentation
        )
    };
    let told: String = facts.definitions.iter().map(line).collect();
    expect![[r#"
        -: public class A | None
        A: public <T> List<T> all(int a, String... b) throws E | Some("One.")
        A: static final int LIMIT = 3, LEAST = 1 | None
        A: static final int LIMIT = 3, LEAST = 1 | None
        A: private class B | None
        A.B: record C(int d) | None
        A.B.C: C | None
        A: Object anonymous = new Runnable() { public void run() { } } | None
        A: public void run() | None
    "#]]
    .assert_eq(&told);
}

#[test]
fn the_grammar_knows_the_nodes() {
    tests::check_nodes(
        &super::GRAMMAR,
        &[
            include_str!("declarations.rs"),
            include_str!("dialect.rs"),
            include_str!("expressions.rs"),
        ],
    );
}

#[test]
fn commands_that_fetch_are_calls() {
    check(
        r#"
class A {
    void x() throws Exception {
        Runtime.getRuntime().exec("curl -s https://api.stripe.com/v1");
        new ProcessBuilder("curl", "-X", "POST", "https://api.twilio.com/2010").start();
        Runtime.getRuntime().exec("open https://api.stripe.com/v1");
    }
}
"#,
        expect![[r#"
            4 requests api.stripe.com/v1
            5 requests api.twilio.com/2010
        "#]],
    );
}

#[test]
fn what_an_arm_of_a_switch_is_worth_is_kept() {
    check(
        r#"
class A {
    String base(String name) {
        return switch (name) {
            case "https://api.github.com" -> "https://api.stripe.com";
            default -> "https://api.twilio.com";
        };
    }
}
"#,
        expect![[r#"
            5 keeps api.stripe.com
            6 keeps api.twilio.com
        "#]],
    );
}

#[test]
fn a_function_that_reads_what_it_is_asked_for_is_known_by_what_it_is() {
    check(
        r#"
class A {
    String get(String name) { return System.getenv(name); }
    String own() { return get("A_KEY") + this.get("B_KEY"); }
    String other(java.util.Map<String, String> map) { return map.get("C_KEY"); }
}
"#,
        expect![[r#"
            4 reads A_KEY
            4 reads B_KEY
        "#]],
    );
}
