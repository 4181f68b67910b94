//! Forms that are harder to read than those of the scenarios.

use super::lines;

/// The variables that are read, by name.
fn reads(text: &str) -> Vec<String> {
    let words = |line: String| {
        let mut words = line.split(' ').map(str::to_owned);
        let name = words.next()?;
        (words.next()? == "read").then_some(name)
    };
    lines("env", text).into_iter().filter_map(words).collect()
}

/// Host and path of what is requested.
fn requests(text: &str) -> Vec<String> {
    let requested = |line: String| line.split_once(" request ").map(|(url, _)| url.to_owned());
    lines("url", text).into_iter().filter_map(requested).collect()
}

fn imports(text: &str) -> Vec<String> {
    let told = |line: String| {
        let (import, _line) = line.split(" ‹").next()?.rsplit_once(' ')?;
        Some(import.to_owned())
    };
    lines("import", text).into_iter().filter_map(told).collect()
}

#[test]
fn a_name_that_a_function_binds_later_is_its_own_from_the_start() {
    let text = "import os\ndef f():\n    os.environ['A']\n    os = fake()\nos.environ['B']\n";
    assert_eq!(reads(text), ["B"]);
}

#[test]
fn the_names_of_a_class_are_not_those_of_its_methods() {
    let text =
        "import os\nclass A:\n    os = None\n    def f(self):\n        return os.environ['A']\n";
    assert_eq!(reads(text), ["A"]);
}

#[test]
fn a_default_is_worked_out_around_its_function() {
    let text =
        "import os\ndef f(os=os.environ['A'], x=lambda: os.getenv('B')):\n    os.environ['C']\n";
    assert_eq!(reads(text), ["A", "B"]);
}

#[test]
fn a_global_statement_binds_the_name_of_the_module() {
    let text = "import requests\nBASE = 'https://api.stripe.com'\ndef f(x):\n    global BASE\n    BASE = x\nrequests.get(BASE)\n";
    assert!(requests(text).is_empty());
}

#[test]
fn what_is_bound_twice_is_not_folded() {
    let text = "import requests\nurl = 'https://api.stripe.com'\nif test:\n    url = 'https://api.acme.dev'\nrequests.get(url)\n";
    assert!(requests(text).is_empty());
}

#[test]
fn a_method_reads_the_variable_that_it_is_told() {
    let text = "import os\nclass Env:\n    def need(self, name, default=None):\n        return os.environ.get(name, default)\nenv = Env()\nenv.need('A')\nEnv().need(name='B')\nother.need('C')\n";
    assert_eq!(reads(text), ["A", "B"]);
}

#[test]
fn an_object_of_another_module_is_asked_for_variables_by_its_name_alone() {
    let text = "from app.env import get_env\nget_env('STRIPE_KEY')\nget_env('not a variable')\n";
    assert_eq!(reads(text), ["STRIPE_KEY"]);
}

#[test]
fn settings_inherit_from_settings_of_the_file() {
    let text = "from pydantic import BaseSettings as Base\nclass A(Base):\n    a_key: str\nclass B(A, env_prefix='b_'):\n    b_key: str = 'x'\n    not_a_field = 3\n";
    assert!(reads(text).is_empty() || reads(text) == ["A_KEY", "B_B_KEY"]);
    assert_eq!(reads(text), ["A_KEY", "B_B_KEY"]);
}

#[test]
fn an_address_is_followed_through_objects_and_classes() {
    let text = "\
import requests
class Base:
    ROOT = 'https://api.stripe.com'
class Client(Base):
    def __init__(self):
        self.url = None
        self.url = f'{self.ROOT}/v1'
    def run(self):
        requests.get(self.url + '/charges')
        requests.get(super().ROOT)
client = Client()
requests.get(client.url)
requests.get(Client.ROOT)
";
    let found =
        ["api.stripe.com/v1/charges", "api.stripe.com", "api.stripe.com/v1", "api.stripe.com"];
    assert_eq!(requests(text), found);
}

#[test]
fn commands_that_fetch_are_requests() {
    let text = "import os, subprocess\nurl = 'https://api.stripe.com/v1'\nos.system(f'curl -s {url}')\nsubprocess.check_output(['wget', url])\nsubprocess.run(['echo', url])\n";
    assert_eq!(requests(text), ["api.stripe.com/v1", "api.stripe.com/v1"]);
}

#[test]
fn names_of_a_package_that_are_modules_are_imports_of_their_own() {
    let text = "from app.integrations import stripe, twilio as sms, Error\nstripe.charge()\nsms.send()\nraise Error\n";
    let found = [
        "app.integrations [stripe>stripe] static",
        "app.integrations [twilio>sms] static",
        "app.integrations [Error>Error] static",
    ];
    assert_eq!(imports(text), found);
    let functions =
        "from sentry_sdk import init, capture_exception\ninit()\ncapture_exception(1)\n";
    assert_eq!(imports(functions).len(), 1);
}

#[test]
fn what_a_file_hands_on_is_told() {
    let door = "from app.client import send\nfrom app.errors import *\n";
    assert_eq!(imports(door), ["app.client [send>send] reexport", "app.errors [*>*] reexport"]);
    let user = "from .client import send\nfrom .log import setup\nsend()\n";
    assert_eq!(imports(user), [".client [send>send] static", ".log [setup>setup] reexport"]);
    let inner = "def f():\n    from .client import send\n";
    assert_eq!(imports(inner), [".client [send>send] static"]);
}

#[test]
fn an_annotation_that_calls_runs() {
    let text = "import stripe\nfrom typing import Annotated\ndef f(a: Annotated[str, Depends(stripe.client)]): ...\n";
    assert_eq!(imports(text)[0], "stripe [*>stripe] static");
    let quoted = "import stripe\nx: 'list[stripe.Charge]' = []\n";
    assert_eq!(imports(quoted), ["stripe [*>stripe] static types"]);
    let literal = "import stripe\nfrom typing import Literal\nx: Literal['stripe'] = 'stripe'\n";
    assert_eq!(imports(literal)[0], "stripe [*>stripe] static");
}

#[test]
fn an_except_that_only_compares_is_no_use_at_run_time() {
    let text =
        "import stripe\ntry:\n    f()\nexcept (stripe.CardError, ValueError) as error:\n    pass\n";
    assert_eq!(imports(text), ["stripe [*>stripe] static types"]);
    let raising =
        "import stripe\ntry:\n    f()\nexcept ValueError:\n    raise stripe.CardError()\n";
    assert_eq!(imports(raising), ["stripe [*>stripe] static"]);
    let called = "import stripe\ntry:\n    f()\nexcept ValueError:\n    stripe.refund()\n";
    assert_eq!(imports(called), ["stripe [*>stripe] static"]);
}

#[test]
fn doubles_of_http_request_nothing() {
    let text = "import responses, respx, httpretty\nresponses.add('GET', 'https://api.stripe.com/v1')\nrespx.get('https://api.stripe.com/v1')\nhttpretty.register_uri('GET', 'https://api.stripe.com/v1')\n@responses.activate\ndef test(requests_mock, httpx_mock):\n    requests_mock.get('https://api.stripe.com/v1')\n    httpx_mock.add_response(url='https://api.stripe.com/v1')\n";
    assert!(lines("url", text).is_empty(), "{:?}", lines("url", text));
}
