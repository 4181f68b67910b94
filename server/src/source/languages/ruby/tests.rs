//! Harder forms than the scenarios hold, and what must hold for every text.

use super::*;
use crate::source::languages::scripting;

fn short(text: &str) -> String {
    scripting::short(text, &extract(text))
}

#[track_caller]
fn reads(text: &str, expected: &[&str]) {
    let seen = short(text);
    assert_eq!(seen.lines().collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn a_local_name_hides_what_is_outside() {
    reads("def call(env)\n  env['A']\nend\nenv = ENV\nenv['B']\n", &["5 read B"]);
    reads("url = 'https://a.acme.dev'\ndef call\n  get(url)\nend\n", &["1 constant a.acme.dev"]);
    reads("url = 'https://a.acme.dev'\n3.times { get(url) }\n", &["2 request a.acme.dev"]);
    reads("url = 'https://a.acme.dev'\nurl = other if x\nget(url)\n", &["1 constant a.acme.dev"]);
}

#[test]
fn constants_are_looked_up_from_the_inside_out() {
    let text = "module A\n  BASE = 'https://a.acme.dev'\n  module B\n    get(BASE)\n  end\nend\n\
                BASE = 'https://b.acme.dev'\nget(BASE)\nget(A::BASE)\n";
    reads(text, &["4 request a.acme.dev", "8 request b.acme.dev", "9 request a.acme.dev"]);
}

#[test]
fn the_own_module_is_not_the_package() {
    reads("module Stripe\n  Charge.new\nend\nStripe::Charge.create\n", &["2 import Charge"]);
    reads("class Pay\n  class Stripe; end\n  Stripe.new\nend\nStripe.new\n", &["5 import Stripe"]);
    reads("class Stripe::Ours; end\n::Stripe::Charge.create\n", &["2 import ::Stripe::Charge"]);
}

#[test]
fn a_feature_of_ones_own_is_not_the_gem() {
    let text = "require 'stripe_gateway'\nStripe::Charge.create\n";
    reads(text, &["1 import stripe_gateway", "2 import Stripe::Charge"]);
    let text = "require 'stripe'\nrescue_from Stripe::CardError\nx.is_a?(Stripe::Charge)\n";
    reads(text, &["1 import stripe types"]);
    reads("raise Stripe::CardError\n", &["1 import Stripe::CardError"]);
    reads("if defined?(Stripe)\n  Stripe.api_key = 1\nend\n", &["2 import Stripe"]);
    let text = "rescue_from Stripe::CardError\nStripe::Charge.create\n";
    reads(text, &["1 import Stripe::CardError types", "2 import Stripe::Charge"]);
    let text = "config.action_mailer.smtp_settings = { address: 'smtp.acme.dev', port: 5 }\n";
    reads(text, &["1 constant smtp.acme.dev"]);
}

#[test]
fn options_that_stand_elsewhere_are_found_where_they_are_used() {
    let text = "OPTIONS = { url: 'https://a.acme.dev' }.freeze\nFaraday.new(OPTIONS)\n";
    reads(text, &["2 import Faraday", "2 request a.acme.dev"]);
    let text = "opts = { base_url: 'https://a.acme.dev' }\nFaraday.new(**opts)\n";
    reads(text, &["2 import Faraday", "2 request a.acme.dev"]);
    let text = "connect(logo_url: 'https://a.acme.dev/x.png', docs: 'https://docs.acme.dev')\n";
    reads(text, &[]);
}

#[test]
fn a_connection_has_the_path_of_what_it_sends() {
    let text = "uri = URI('https://a.acme.dev/v1')\nhttp = Net::HTTP.new(uri.host, 443)\n\
                http.request(Net::HTTP::Get.new(uri.path))\n";
    reads(text, &["2 request a.acme.dev/v1"]);
    let text = "http = Net::HTTP.new('a.acme.dev', 443)\nhttp.post('/v1', body)\n";
    reads(text, &["1 request a.acme.dev/v1"]);
    let text = "request = Net::HTTP::Get.new(URI('https://a.acme.dev/v1'))\nsend(request)\n";
    reads(text, &["1 request a.acme.dev/v1"]);
}

#[test]
fn what_a_test_only_expects_is_no_use() {
    let text = "let(:url) { 'https://a.acme.dev' }\nit { stub_request(:get, url) }\n";
    reads(text, &[]);
    reads("allow(ENV).to receive(:[]).with('A')\n", &[]);
    let text = "let(:url) { 'https://a.acme.dev' }\nit { Client.call(url) }\n";
    reads(text, &["2 import Client", "1 constant a.acme.dev"]);
}

#[test]
fn heredocs_belong_to_where_they_are_announced() {
    let text = "a = <<~A\n  see https://x.acme.dev there\nA\nget(<<~B)\n  https://b.acme.dev\nB\n";
    reads(text, &["4 request b.acme.dev"]);
}

#[test]
fn line_breaks_of_windows_change_no_line() {
    let text = "require 'stripe'\n# x\nget('https://a.acme.dev')\nENV['A']\nStripe::A.b\n";
    assert_eq!(short(text), short(&text.replace('\n', "\r\n")));
}

#[test]
fn every_beginning_of_a_text_is_read_without_a_panic() {
    let text = include_str!("scenarios.md");
    for source in text.split("```ruby\n").skip(1).filter_map(|it| it.split("```").next()) {
        for (end, _) in source.char_indices().step_by(3) {
            let _ = extract(&source[..end]);
        }
    }
}

#[test]
fn renaming_what_is_local_loses_nothing() {
    let text =
        "env = ENV\nbase = 'https://a.acme.dev'\nP = Stripe\nenv['A']\nget(\"#{base}/v1\")\n";
    let renamed =
        text.replace("env", "variables").replace("base", "root").replace("P =", "Payments =");
    assert_eq!(short(text), short(&renamed));
}

#[test]
fn what_is_nested_without_end_is_read_in_time() {
    let _ = extract(&"[".repeat(20_000));
    let _ = extract(&"url = 'https://a.dev/x'\nx == url\n".repeat(5_000));
    let _ = extract(&"class A\ndef x\n@a ||= 1\nStripe::A.b\n".repeat(600));
    let _ = extract(&"a.b(".repeat(5_000));
    let _ = extract(&format!("get({})", vec!["'https://a.dev'"; 5_000].join(" + ")));
    let _ = extract(&(0..3_000).map(|at| format!("a{} = a{at}\n", at + 1)).collect::<String>());
}

#[test]
fn the_grammar_knows_the_names_of_its_nodes() {
    let lists: [&[&str]; 4] = [
        syntax::CLOSED_SCOPES,
        syntax::OPEN_SCOPES,
        &["call", "element_reference", "assignment", "operator_assignment", "heredoc_beginning"],
        &["subshell", "string_array", "superclass", "exceptions", "pattern", "scope_resolution"],
    ];
    let unknown: Vec<_> = lists.concat().into_iter().filter(|kind| !GRAMMAR.knows(kind)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}
