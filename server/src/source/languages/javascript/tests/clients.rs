use super::*;

#[test]
fn what_an_import_constructs_is_a_client() {
    check(
        Show::Clients,
        "
import Stripe from 'stripe';
import { S3Client as Storage } from '@aws-sdk/client-s3';
import * as AWS from 'aws-sdk';
import twilio = require('twilio');
const { WebClient: Web } = require('@slack/web-api');
import { Ours } from './ours';
const stripe = new Stripe(key, { apiVersion: '2024-06-20' });
const s3 = new Storage({ region: 'eu-west-1' });
const old = new AWS.S3();
const sms = twilio(sid, token);
const slack = new Web('xoxb');
const other = require('twilio')(sid, token);
import('openai').then(({ default: OpenAI }) => new OpenAI());
import('mixpanel').then((module) => module.init(token));
new Ours(); new Map(); stripe.charges.create({});
",
        expect![[r#"
            constructed stripe default ‹new Stripe(key, { apiVersion: '2024-06-20' })›
            constructed @aws-sdk/client-s3 S3Client ‹new Storage({ region: 'eu-west-1' })›
            constructed aws-sdk S3 ‹new AWS.S3()›
            called twilio default ‹twilio(sid, token)›
            constructed @slack/web-api WebClient ‹new Web('xoxb')›
            called twilio default ‹require('twilio')(sid, token)›
            constructed openai default ‹new OpenAI()›
            called mixpanel init ‹module.init(token)›
        "#]],
    );
}

#[test]
fn the_server_of_a_client_is_named_by_its_options() {
    check(
        Show::Clients,
        "
import OpenAI, { AzureOpenAI } from 'openai';
import { S3Client } from '@aws-sdk/client-s3';
import { createClient } from '@supabase/supabase-js';
const BASE = 'https://api.groq.com';
const OPTIONS = { baseURL: `${BASE}/openai/v1`, apiKey: k };
new OpenAI(OPTIONS);
new OpenAI({ ...OPTIONS, timeout: 3 });
new OpenAI({ baseURL: process.env.LLM_URL });
new OpenAI({ baseURL: undefined, apiKey: k });
new AzureOpenAI({ endpoint: 'https://acme.openai.azure.com' });
new S3Client({ endpoint: 'http://localhost:4566' });
new S3Client(config);
new S3Client({ endpoint: 'https://nyc3.digitaloceanspaces.com', credentials: { accessKeyId } });
createClient('https://xyz.supabase.co', key);
createClient(process.env.SUPABASE_URL, key);
new S3Client(isLocal ? {} : { endpoint: 'https://minio.acme.dev' });
class Store { options = { endpoint: 'https://minio.acme.dev' }; client = new S3Client(this.options); }
",
        expect![[r#"
            constructed openai default → api.groq.com/openai/v1 ‹new OpenAI(OPTIONS)›
            constructed openai default → api.groq.com/openai/v1 ‹new OpenAI({ ...OPTIONS, timeout: 3 })›
            constructed openai default → ? ‹new OpenAI({ baseURL: process.env.LLM_URL })›
            constructed openai default ‹new OpenAI({ baseURL: undefined, apiKey: k })›
            constructed openai AzureOpenAI → acme.openai.azure.com ‹new AzureOpenAI({ endpoint: 'https://acme.openai.azure.com' })›
            constructed @aws-sdk/client-s3 S3Client → localhost ‹new S3Client({ endpoint: 'http://localhost:4566' })›
            constructed @aws-sdk/client-s3 S3Client → ? ‹new S3Client(config)›
            constructed @aws-sdk/client-s3 S3Client → nyc3.digitaloceanspaces.com ‹new S3Client({ endpoint: 'https://nyc3.digitaloceanspaces.com', credentials: { accessKeyId } })›
            called @supabase/supabase-js createClient → xyz.supabase.co ‹createClient('https://xyz.supabase.co', key)›
            called @supabase/supabase-js createClient → ? ‹createClient(process.env.SUPABASE_URL, key)›
            constructed @aws-sdk/client-s3 S3Client → minio.acme.dev ‹new S3Client(isLocal ? {} : { endpoint: 'https://minio.acme.dev' })›
            constructed @aws-sdk/client-s3 S3Client → minio.acme.dev ‹new S3Client(this.options)›
        "#]],
    );
}

#[test]
fn keys_of_a_package_are_set_by_calls_and_assignments() {
    check(
        Show::Clients,
        "
const sgMail = require('@sendgrid/mail');
import * as Sentry from '@sentry/node';
import { Client } from '@microsoft/microsoft-graph-client';
import AWS from 'aws-sdk';
sgMail.setApiKey(key);
sgMail.apiKey = key;
Sentry.init({ dsn: process.env.SENTRY_DSN });
const graph = Client.init({ authProvider });
AWS.config.update({ accessKeyId });
sgMail.send(message);
sgMail.timeout = 3;
",
        expect![[r#"
            called @sendgrid/mail setApiKey ‹sgMail.setApiKey(key)›
            assigned @sendgrid/mail apiKey ‹sgMail.apiKey = key›
            called @sentry/node init ‹Sentry.init({ dsn: process.env.SENTRY_DSN })›
            constructed @microsoft/microsoft-graph-client Client ‹Client.init({ authProvider })›
            called aws-sdk update ‹AWS.config.update({ accessKeyId })›
        "#]],
    );
}

#[test]
fn names_that_are_no_import_make_no_client() {
    check_silent(
        Show::Clients,
        &[
            "import Stripe from 'stripe'; function f(Stripe) { return new Stripe(key); }",
            "import Stripe from 'stripe'; const price: Stripe.Price = x; Stripe.errors;",
            "class Stripe {} new Stripe(key);",
            "import { formatPrice } from 'stripe'; formatPrice(1);",
        ],
    );
}
