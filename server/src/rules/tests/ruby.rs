//! The source rules in a Ruby application.

use expect_test::expect;

use super::*;

/// A sound application: its binding is one file below `app/services/integrations`, its only user a
/// job.
fn sound_app() -> Files {
    let contract = crate::workspace::fixture::SOUND_CONTRACT
        .replace("src/integrations/stripe/", "app/services/integrations/stripe_gateway.rb")
        .replace("src/pay.js", "app/jobs/pay_job.rb")
        .replace("`pay()`", "`PayJob.perform`");
    Files(format!(
        "\
//- /THIRD_PARTY_INTEGRATIONS.md
{contract}//- /app/services/integrations/stripe_gateway.rb
require 'stripe'

module Integrations
  class StripeGateway
    def self.charge(amount)
      Stripe.api_key = ENV.fetch('STRIPE_SECRET_KEY')
      Stripe::PaymentIntent.create(amount: amount)
    end
  end
end
//- /app/jobs/pay_job.rb
class PayJob
  def perform(amount)
    Integrations::StripeGateway.charge(amount)
  end
end
"
    ))
}

#[test]
fn the_sound_application_has_no_finding() {
    sound_app().is_clean();
}

#[test]
fn a_constant_leads_to_its_file() {
    for source in [
        "Integrations::StripeGateway.charge(1)",
        "::Integrations::StripeGateway.charge(1)",
        "module Integrations\n  StripeGateway.charge(1)\nend",
        "require_relative '../services/integrations/stripe_gateway'",
        "require 'app/services/integrations/stripe_gateway'",
        "require 'services/integrations/stripe_gateway'",
    ] {
        let files = sound_app().and(&format!("//- /app/jobs/other_job.rb\n{source}\n"));
        let found = render(&Fixture::new(&files.0).snapshot());
        let is_told = found.contains("app/jobs/other_job.rb:")
            && found.contains("Warning used-by-missing(Stripe)");
        assert!(is_told && found.lines().count() == 1, "{source}: {found}");
    }
}

#[test]
fn what_only_looks_like_the_binding_is_no_use_of_it() {
    for source in [
        "StripeGateway.charge(1)",
        "Other::StripeGateway.charge(1)",
        "module Integrations\n  class StripeGateway; end\n  StripeGateway.new\nend",
        "require 'stripe_gateway'",
        "# Integrations::StripeGateway\n'Integrations::StripeGateway'",
    ] {
        sound_app().and(&format!("//- /app/jobs/other_job.rb\n{source}\n")).is_clean();
    }
}

#[test]
fn of_two_files_for_one_constant_the_nearest_is_meant() {
    let files = sound_app()
        .and("//- /engines/other/app/services/integrations/stripe_gateway.rb\nmodule Integrations; end\n")
        .and("//- /engines/other/app/jobs/other_job.rb\nIntegrations::StripeGateway.charge(1)\n");
    files.is_clean();
    // From where both are as far away, none is.
    files.and("//- /script/run.rb\nIntegrations::StripeGateway.charge(1)\n").is_clean();
}

#[test]
fn a_variable_read_elsewhere_is_reported_there() {
    sound_app()
        .and("//- /lib/other.rb\nENV['STRIPE_SECRET_KEY'] = 'x'\nkey = ENV['STRIPE_SECRET_KEY']\nputs 'x' if ENV.key?('STRIPE_SECRET_KEY')\n")
        .finds(expect![[r#"
            lib/other.rb:2:12 Warning env-outside-binding(Stripe): STRIPE_SECRET_KEY
            lib/other.rb:3:23 Hint env-outside-binding(Stripe): STRIPE_SECRET_KEY
        "#]]);
}

#[test]
fn a_request_elsewhere_is_reported_there() {
    sound_app()
        .and("//- /lib/other.rb\nNet::HTTP.post(URI('https://api.stripe.com/v1/charges'), body)\n//- /spec/other_spec.rb\nFaraday.get('https://api.stripe.com/v1')\n")
        .finds(expect![[r#"
            lib/other.rb:1:16 Warning direct-http-call(Stripe): URI('https://api.stripe.com/v1/charges')
            spec/other_spec.rb:1:13 Hint direct-http-call(Stripe): 'https://api.stripe.com/v1'
        "#]]);
}

/// The application with the gem among its dependencies.
fn with_gem() -> Files {
    sound_app()
        .with("**Testing:**", "**Ruby Gems:**\n- `stripe`\n\n**Testing:**")
        .and("//- /Gemfile\ngem 'stripe'\n")
}

#[test]
fn the_sdk_is_reported_once_for_a_file() {
    with_gem().is_clean();
    with_gem()
        .and("//- /lib/a.rb\nStripe::Charge.create\nStripe::Refund.create\n//- /lib/b.rb\nrequire 'stripe'\nStripe::Charge.create\n//- /lib/c.rb\nbegin\nrescue Stripe::CardError\nend\n//- /lib/e.rb\nrescue_from Stripe::CardError\nStripe::Charge.create\n//- /lib/d.rb\nmodule Stripe; end\nStripe.call\n")
        .finds(expect![[r#"
            lib/a.rb:1:1 Warning direct-sdk-import(Stripe): Stripe::Charge
            lib/b.rb:1:1 Warning direct-sdk-import(Stripe): require 'stripe'
            lib/c.rb:2:8 Hint direct-sdk-import(Stripe): Stripe::CardError
            lib/e.rb:2:1 Warning direct-sdk-import(Stripe): Stripe::Charge
        "#]]);
}
