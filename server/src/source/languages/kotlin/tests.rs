//! Harder forms than the scenarios.

use expect_test::{Expect, expect};

use crate::source::{Language, extract};

use super::super::classes::tests;

fn check(source: &str, expected: Expect) {
    tests::check(Language::Kotlin, source, &expected);
}

#[test]
fn addresses_go_through_templates_lambdas_and_delegates() {
    check(
        r#"
private const val HOST = "api.acme.dev"
private val BASE = "https://$HOST"
class A(private val http: HttpClient, private val base: String = BASE) {
    private val lazyUrl by lazy { "$base/lazy" }
    private val String.full get() = "https://api.github.com/$this"
    suspend fun x(id: Int?) {
        http.get("$base/v1/${id ?: 0}")
        http.post { url("https://api.stripe.com/v1"); contentType(Json) }
        http.get(lazyUrl)
        listOf("a", "b").forEach { http.get("https://api.twilio.com/$it") }
        val url = when (id) { 1 -> "https://api.notion.com"; else -> "https://api.openai.com" }
        http.get(url)
        http.request(HttpRequestBuilder().apply { url("https://api.mailgun.net") })
        http.get(urlString = "https://api.sendgrid.com")
        http.webSocket(host = "rt.acme.dev", path = "/x") { }
        val r = Request.Builder()
            .url("https://slack.com/api/x")
            .header("Referer", "https://www.acme.dev")
            .build()
        "https://api.postmarkapp.com".toHttpUrl().newBuilder().addPathSegment("email").build()
        URL("https://api.airtable.com/v0").openStream().bufferedReader()
        java.net.URL("https://api.linear.app").readText()
    }
}
"#,
        expect![[r#"
            6 keeps api.github.com/*
            8 requests api.acme.dev/v1/*
            9 requests api.stripe.com/v1
            10 requests api.acme.dev/lazy
            11 requests api.twilio.com/*
            13 requests api.notion.com
            14 requests api.mailgun.net
            15 requests api.sendgrid.com
            16 requests rt.acme.dev
            18 requests slack.com/api/x
            21 keeps api.postmarkapp.com
            22 requests api.airtable.com/v0
            23 requests api.linear.app
        "#]],
    );
}

#[test]
fn what_only_names_an_address_is_silent() {
    check(
        r#"
private val logger = KotlinLogging.logger {}
private val ALLOWED = setOf("https://api.stripe.com")
fun x(url: String) {
    logger.info { "https://api.stripe.com is down" }
    logger.info { "https://api.stripe.com" }
    require(url == "https://api.stripe.com") { "https://api.stripe.com" }
    assertThat(url).isEqualTo("https://api.stripe.com")
    url.startsWith("https://api.stripe.com")
    val engine = MockEngine { request -> if (request.url.toString() == "https://api.stripe.com") respond("x") else error("x") }
    coEvery { http.get("https://api.stripe.com") } returns "x"
    install(CORS) { allowHost("app.acme.dev"); anyHost() }
    startActivity(Intent(Intent.ACTION_VIEW, Uri.parse("https://connect.stripe.com/oauth")))
    if (url in ALLOWED) return
}
"#,
        expect![""],
    );
}

#[test]
fn variables_are_found_in_every_dress() {
    check(
        r#"
object Settings {
    val a: String = System.getenv("A_KEY") ?: throw IllegalStateException("A_KEY")
    val b by lazy { System.getenv("B_KEY") }
    val c get() = System.getenv("C_KEY").orEmpty()
    private fun env(name: String) = System.getenv(name)
    val d = System.getenv()["D_KEY"]?.toInt() ?: 1
    val e = System.getenv("E_KEY")?.let { Integer.parseInt(it) }
    val f = System.getenv().getOrElse("F_KEY") { "x" }
    val g = System.getenv("G_KEY") == "true"
    val h = "H_KEY" !in System.getenv()
    val i = System.getProperty("I_KEY")
}
fun main() {
    val dotenv = Dotenv.load()
    val j = dotenv["J_KEY"]
    embeddedServer(Netty, port = System.getenv("K_PORT")?.toInt() ?: 8080) { }
    if (System.getenv("L_KEY").isNullOrEmpty()) return
    val (m, n) = listOf("M_KEY", "N_KEY").map(System::getenv)
}
"#,
        expect![[r#"
            3 reads A_KEY
            4 reads B_KEY
            5 reads C_KEY
            7 reads D_KEY
            8 reads E_KEY
            9 reads F_KEY
            10 reads G_KEY
            11 asks for H_KEY
            16 reads J_KEY
            17 reads K_PORT
            18 asks for L_KEY
        "#]],
    );
}

#[test]
fn imports_are_judged_by_all_their_uses() {
    check(
        r#"
import com.a.Called
import com.a.Constructed
import com.a.Extended
import com.a.Implemented
import com.a.Referred
import com.a.Typed
import com.a.Caught
import com.a.Annotated
import com.a.Token
import com.a.Delegated
import com.a.extension
import com.a.infixed
import com.a.Unused
@Annotated
class A<T : Typed>(delegate: Implemented) : Extended(), Implemented by Delegated.make() {
    fun x(o: Any): List<Typed> {
        Called.run()
        val c = Constructed()
        o.map(Referred::id)
        val token = Token::class
        "x".extension()
        c infixed 1
        try { } catch (e: Caught) { }
        when (o) { is Typed -> 1 }
        return emptyList<Typed>()
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
            8 import com.a.Caught (types)
            9 import com.a.Annotated (types)
            10 import com.a.Token (types)
            11 import com.a.Delegated
            12 import com.a.extension
            13 import com.a.infixed
            14 import com.a.Unused
        "#]],
    );
}

#[test]
fn members_of_companions_and_objects_are_the_classes() {
    check(
        r#"
class A {
    companion object {
        const val STRIPE = "https://api.stripe.com"
        private const val KEY = "A_KEY"
    }
    val key = System.getenv(KEY)
}
fun x(http: HttpClient) = http.get(A.STRIPE + "/v1")
enum class Hosts(val url: String) {
    PROD("https://api.acme.dev"),
    TEST("https://api.acme.test");
}
"#,
        expect![[r#"
            7 reads A_KEY
            9 requests api.stripe.com/v1
            11 keeps api.acme.dev
            12 keeps api.acme.test
        "#]],
    );
}

#[test]
fn a_text_that_ends_in_an_annotation_is_read_to_its_end() {
    for source in
        ["class A {\n    val b = 1\n    @Get", "class A\n@B", "val a = 1\n@B(c", "val a = 1\n@B(c)"]
    {
        let facts = super::extract(source);
        assert!(facts.definitions.iter().all(|it| it.range.end() <= source.len()), "{source}");
    }
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
fn a_type_that_is_imported_is_made_like_one_that_is_not() {
    check(
        "import java.net.URL\nfun x() = URL(\"https://api.linear.app\").readText()\n",
        expect![[r#"
            1 import java.net.URL
            2 requests api.linear.app
        "#]],
    );
}

#[test]
fn a_sign_before_a_chain_belongs_to_all_of_it() {
    check(
        "fun x() = !System.getenv(\"A_KEY\").isNullOrBlank()\nval b = !getenv(\"B_KEY\").toBoolean()\nval c = !System.getenv(\"C_KEY\").toBoolean()\n",
        expect![[r#"
            1 asks for A_KEY
            3 reads C_KEY
        "#]],
    );
}

/// The parser goes round and round over this, at one place, with more memory for each round.
#[test]
fn a_text_that_the_parser_gets_to_no_end_of_is_broken() {
    let text = "{{}\n\
        r\n\
        \n\
        ]object {\n\
        \x20 og) = Gateway(key)\n\
        \x20   }\n\
        \n\
        \x20   objecnion object {\n\
        \x20 \u{fffd}  \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}t Nested Gateway(key)\n\
        \x20   }\n\
        \n\
        \x20   objecnion object {\n\
        \x20 \u{fffd}  \u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}t Nested {\n\
        \x20 \0     fun ru\u{fffd}\u{fffd}\u{fffd}\u{fffd}{}\n\
        \x20   {\n\
        \x20}\n\
        }\n\
        \n\
        interface Port {\n\
        \x20   fun send()\n\
        }\n\
        ";
    let facts = extract(Language::Kotlin, text);
    assert!(facts.is_broken && facts.definitions.is_empty());
}
