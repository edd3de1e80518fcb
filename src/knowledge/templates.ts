/** The commented template of each kind, as `rules new` writes it and `rules/README.md` shows it. A table of texts: longer than a file should be otherwise. */
import type { Kind } from './schema.ts';

/** Kinds an entry can be added to. `vocab` holds closed lists: words are added to the files that are there. */
export type TemplateKind = Exclude<Kind, 'vocab'>;

const SOURCES = `sources:
  # How you know it. read: you read this document, with the date of that copy and a short verbatim quote.
  #   docs: { basis: read, title: "Example AI, data residency", url: "https://...", as_of: "2026-11-20", quote: "processed in the EU" }
  # catalogue: a row of a named public catalogue, with the date of its snapshot.
  #   list: { basis: catalogue, title: "models.dev (MIT)", url: "https://models.dev", as_of: "2026-07-02" }
  # background: settled knowledge that nobody re-read. No quote, no date.
  docs: { basis: background, title: "what you know this from" }
`;

const ORGANIZATION = `name: Example AI Ltd
seat: "GB"                   # country it is established in, ISO 3166-1 alpha-2, always quoted
controller: "GB"             # country of whoever ultimately controls it
# parent: example-holding    # organization that owns it
# A fact that rests on another source, or that nobody knows:
#   controller: { value: "JP", from: register }
#   controller: { value: unknown, note: "the owner is not published" }
# status: retired            # a dead entry stays, as old code still contains it
# replaced_by: other-organization
from: docs                   # source of every fact that names none
${SOURCES}`;

const SERVICE = `name: Example AI API
category: model-api          # model-api cloud-platform gateway hub runtime vector-store observability dev-tool
operator: example-ai         # organization that runs it; left out when self_hosted
# self_hosted: true          # software that runs on the machines of its user
# local_proxy: true          # remote, but code reaches it through a proxy on its own machine, with the key below
location: global             # where it processes: country, bloc, global (its operator chooses) or premises
offers: own                  # own: models of its operator; many: of several developers; open: open weights only
surface: portable            # portable (OpenAI-like), proprietary, stateful (it keeps state of yours)
terms: closed-api            # license id of the terms for closed models
# data_practices:            # what its operator says it does with what it is sent: each fact with a source of its own, conditions in the note
#   training: { value: "no", from: agreement, note: "unless the customer opts in" }    # "no" "yes" opt-out plan-dependent
#   retention: { value: 30, from: agreement }       # days, or words; 0 when nothing is kept
#   zero_retention: { value: agreement, from: agreement, note: "on request" }          # default setting agreement "no"
#   subprocessors: { value: { list: "https://example-ai.test/subprocessors", places: ["US", "EU"] }, from: agreement }
#   review: { value: flagged, from: agreement }     # people may read it: "no", flagged (what abuse monitoring picks out), "yes"
# regions: aws               # region table that {region} in a host is looked up in
hosts:
  - host: api.example-ai.test
    match: ["https://api.example-ai.test/v1/chat"]
    no_match: ["https://api.example-ai.test.evil.test/"]
  - { host: eu.api.example-ai.test, location: "EU" }
  # - { host: "api.{region}.example-ai.test" }
  # - { host: "*.example-ai.test" }
env:
  - { name: EXAMPLE_AI_API_KEY, role: key }    # key base-url model region switch other
  # - { name: SHARED_API_KEY, role: key, shared: true }    # another service has this name too and is thought of first
# model_prefixes: ["example-ai/"]              # prefixes of model ids that name this service
# model_regions: { "eu.": { value: "EU", from: docs, note: "which regions it may lead to" } }    # geographic prefixes of its model ids
# model_aliases: { example-latest: example-ai/example-2 }
from: docs
${SOURCES}`;

const MODEL = `name: Example
developer: example-ai        # who trained it, not who uploads or serves it
origin: own-foundation       # own-foundation own-sovereign media adaptation
modality: text               # text embedding rerank speech image video music vision
# weights: closed            # for versions nobody has entered yet; left out when the family has both
prefixes: ["example-"]       # ids that begin so belong to this family even when the version is unknown
versions:
  example-2:                 # the model id is <developer>/<this key>
    name: Example 2
    # As code writes it, API id and repository. Case and . _ : @ - do not count; dates, sizes and quantisations after it are understood.
    ids: [example-2, "example-ai/Example-2-70B"]
    # bound_ids: [ex2]       # short or ordinary words, only believed where a model is expected
    weights: open            # open closed partly
    license: apache-2.0      # of this version, never of the family
    # openness: data-and-code
    released: "2026-05-01"   # year, month or day, quoted
    status: current          # current legacy retired preview announced withheld expected
    # base: other-ai/base-1  # what it was adapted from; its license duties are inherited
    # superseded_by: example-ai/example-3
from: docs
${SOURCES}`;

const PACKAGE = `name: Example SDK
publisher: example-ai
role: client                 # client adapter framework gateway runtime vector-store observability dev-tool library
purls: [pkg:pypi/example-ai, "pkg:npm/@example-ai/sdk"]
imports: { python: [example_ai] }    # npm and Go packages are imported by the names of their purls
# implies: example-ai        # service it reaches when the code says nothing else; left out for frameworks
calls:
  # client: calls hang on it. model: its result is a bound model. call: one request.
  - { name: ExampleAI, makes: client, base_url_env: [EXAMPLE_AI_BASE_URL], key_env: [EXAMPLE_AI_API_KEY] }
  - { name: chat.create, makes: call, purpose: chat }
  # - { name: example, makes: model, model: ["0"] }    # example("model-id"): the first argument
  # - { name: from_pretrained, makes: model, model: ["0"], loads_weights: true }
  # - { name: threads.create, makes: call, purpose: agent, keeps: true }    # what is sent stays with the provider
# telemetry:                 # what it reports to its makers by itself, and the environment names that switch it off
#   service: example-ai
#   off_when: { EXAMPLE_AI_TELEMETRY: false, EXAMPLE_AI_DO_NOT_TRACK: true }
# commands:                  # what its command line runs: options as written, or positions after the name
#   - { name: example serve, service: example-ai, model: [--model, "0"], loads_weights: true, flags: [--verbose] }
from: docs
${SOURCES}`;

const LICENSE = `name: Example Community License
spdx: LicenseRef-example-community    # SPDX id, or LicenseRef-... where there is none
class: community             # open-source community non-commercial closed-terms
commercial: gated            # "yes" "no" gated
modification: "yes"          # "yes" "no" limited
redistribution: limited      # "yes" "no" limited
# excluded: ["EU"]           # countries or blocs whose residents get no rights
# excluded_modalities: [vision]
# Conditions only the user can settle. users: people in a month; revenue: US dollars in a year; other: words only.
gates:
  - { kind: users, over: 700000000, text: "more than 700 million monthly users: ask for another license" }
  # - { kind: users, over: 100000, per: day, text: "..." }           # per: day month year, where it is not the usual one
  # - { kind: revenue, over: 20000000, currency: "EUR", text: "..." }    # another currency: a figure in dollars does not settle it
  # - { kind: revenue, over: 1000000, applies: some, text: "..." }   # some: binds only some businesses or products, which the text names
  # - { kind: users, over: 100000000, duty: notice, text: "..." }    # notice: beyond it a notice is owed, not another license
use_policy: true             # a use policy is part of it
revocable: false             # the licensor can end it at will
from: docs
${SOURCES}`;

const EVENT = `name: Example order against models of Example AI
authority: Example Ministry
jurisdiction: "US"
# precedent: true            # it shows that models of this developer can be withdrawn
subject: { developers: [example-ai] }    # models developers operators services; controllers: ["CN"]; everyone: true
segments:                    # [from, to), in order, without overlap
  - from: "2026-06-12"
    to: "2026-07-01"
    status: in_force         # proposed announced in_force partially_lifted suspended lifted expired upheld enjoined
    legal_scope: Who the text binds.
    actual_effect: Who really lost access.
    effects:
      - availability: unavailable      # unavailable limited available; left out when availability is not touched
        profiles: [eu]                 # left out: every profile; scopes: [dod] narrows further
        # when: { owners: ["CN"], sectors: [banking], ask: "Is more than half of you owned from there?" }    # declared facts; open: a condition
        # open: true                   # it hangs on a fact about the user that nothing declared settles
        restriction: conditional       # none watch conditional prohibited
        reason: One sentence for the report.
  - from: "2026-07-01"
    status: lifted
    legal_scope: None.
    actual_effect: Back for everybody.
# scheduled: [{ at: "2027-01-01", becomes: in_force }]    # past that date and not verified since, the report says "unverified"
verified_at: "2026-11-22"    # the day you last looked
from: docs
${SOURCES}`;

const REGIME = `name: Example Act
jurisdiction: "EU"
cite: Regulation (EU) 2026/1, Article 2
reach: What it does, in one sentence.
layers: [data, cloud]        # model data compute cloud deployment license
profiles: [eu]
# in_force_from: "2026-08-02"
# in_force_to: "2027-08-02"
status: in force
# when: { sectors: [banking] }    # declared so, it is switched on for profiles at home there
# accelerators: [{ makers: [nvidia], homes: ["CN"], in_force_from: "2022-10-07" }]    # need an export license of this jurisdiction
from: docs
${SOURCES}`;

const TRANSFER = `name: Example adequacy decisions
bases:
  - { country: "JP", in_force_from: "2019-01-23" }
  # - { country: "CA", in_force_from: "2001-12-20", condition: commercial organisations only }
from: docs
${SOURCES}`;

const REGION = `name: Example Cloud regions
places:                      # the same name means other countries at other vendors
  eu-north-9: "SE"
  us-east-9: "US"
  # eu-any-9: { value: unknown, note: "the vendor names no country" }
from: docs
${SOURCES}`;

const POLICY = `name: Example Bank
description: "One sentence on whose perspective this is."
home: ["EU"]                 # countries or blocs that count as your own
# data_home: ["EEA"]         # when home is wider for data
# adverse: ["KP"]            # countries whose models the law bars
transfers: eu                # list of countries data may go to
floors: { default: 2, data: 3 }      # level each layer needs, 0 to 4
# weights: { data: 2 }       # weight in the risk index
# regimes: [eu-gdpr-v]       # regimes shown
# scopes: [retail, trading]  # narrower perspectives, chosen as <profile>:<scope>
# default_scope: retail
# What this perspective does not want. Nobody overrules deny; allow makes exceptions to exclude, and where nothing is excluded on a side it is
# all that side accepts in the kinds it names.
# exclude: { developers: ["CN"], operators: ["US"] }    # countries or blocs, by seat, by control, and by the base of a model
# deny: { models: ["other-ai/*"], developers: [other-ai], operators: [other-cloud], services: [other-api] }    # "*" only at the end of a model id
# allow: { services: [example-ai], models: [example-ai/example-2] }
`;

const ACCELERATOR = `name: Example X1
vendor: example-ai           # organization that designs and sells it
kind: gpu                    # gpu tpu npu asic apu
# market: datacenter         # datacenter workstation consumer edge cloud-only
# line: example              # the wider line it is part of
# designed_in: "GB"
# fabrication: "TW"          # country the chip is made in
export:                      # what a home needs before it may be shipped there
  - { home: ["CN"], needs: license, regimes: [us-3a090] }     # license, denial, notice
resource_names: [example.test/gpu]             # device plugin in Kubernetes
labels: [example-x1]                           # values of node labels
nodes:
  - { cloud: example-ai, types: ["x1.{large,2xlarge}"] }      # a * at the end stands for any rest
devices: [exa]               # device="exa" in a framework
# packages: [torch-exa]
# images: ["example/runtime*"]
from: docs
${SOURCES}`;

const RESOURCE = `name: Example AI deployment
role: deployment             # deployment account agent store runtime access compute
service: openai              # built in, or one of yours
types:                       # by format: terraform cloudformation arm kubernetes container wrangler code
  terraform: [example_ai_deployment]
# when: { kind: ["OpenAI"] } # attributes that must have one of these values
# each: deployments         # attribute whose items are one resource each
deployment: [name]           # the name that code calls it by
model: [model.name]          # attributes, as dotted paths; the first that is there counts
region: [location]
# Behind an attribute that refers to another resource stand the attributes of that one (account_id.location); provider.region is Terraform's.
# tier: [sku.name]
# tiers: { Standard: region, "DataZone*": zone, "Global*": global }
# zones: ["EU", "US"]
samples:
  - path: main.tf
    text: |
      resource "example_ai_deployment" "chat" {
        name = "chat"
      }
from: docs
${SOURCES}`;

const CHECK = `name: "Prompts leave for a country without adequacy"
layer: data                  # model data compute cloud deployment license
when:                        # facts of one usage ("Conditions" lists them); all in one mapping must hold; all, any and not combine
  service.operator.country: { not_in: [EEA, home] }
  purpose: [chat, agent]
# when_unknown: skip         # what facts nobody knows do: skip, match; left out: in does not hold for them, not_in does
severity: high               # left out: medium
message: "first line of the finding"
help: "Why it matters."
remediation: "What to do."
# match:                     # small repositories it must be found in, file by file; sovaudit rules test runs them
#   - app.py: |
#       from openai import OpenAI
#       OpenAI().chat.completions.create(model="gpt-5.5", messages=[])
# no_match:                  # and some it must not be found in
#   - app.py: |
#       from mistralai import Mistral
#       Mistral().chat.complete(model="mistral-large-2512", messages=[])
# references: ["https://..."]
# touches: [{ regime: eu-dora-28, at: "Article 28(8)" }]    # places in laws that ask about the same thing
`;

const SET = `name: Example trusted countries
# of: services               # left out: countries; else a kind of entry, or text for hosts, regions and purls
members: ["CH", EEA, "GB"]   # codes, blocs and other sets; ids, and "*" for any characters, where it is no set of countries
from: docs
${SOURCES}`;

const SCENARIO = `name: Example AI stops
description: What if Example AI switched its models off?
effect: stop                 # stop: what it reaches cannot be used any more; disclose: its data can be demanded
reach:                       # a usage that any part names
  developers: [example-ai]   # models developers operators services, by id; a model id can end in "*"
  # developer_countries: ["US"]    # by control or by seat
  # operator_countries: ["US"]
  # places: ["EU", "eu-central-1"]    # regions, countries or blocs where it runs
  # weights: closed          # narrows models and developers: open closed all
  # pulled: true             # weights that are fetched by name at start
# abroad: true               # a profile at home in all the countries it names is spared
reason: Example AI does not answer any more.
`;

const CONFIG = `name: Example gateway configuration
files: ["**/example-gateway.yaml"]
# always: true               # open such files whatever is in them
# requires: ["routes.*.target.model"]  # where the file name says too little: one of these key paths must be there
# literals: ["example-gateway"]        # texts every such file holds
package: litellm             # library or tool that reads it, built in or yours
# scope: dev-tool
paths:                       # "*": any key or position; "{provider}": a key that names the provider
  - at: routes.*
    alias: name              # name code asks for
    model: [target.model]
    base_url: [target.url]
    provider: [target.provider]
    providers: { example: openai }
# fallbacks: ["fallbacks.{alias}.*"]
# servers: [{ at: mcpServers.*, command: [command], args: [args.*], url: [url] }]
samples:                     # every file must find exactly this
  - file: example-gateway.yaml
    text: |
      routes:
        - { name: fast, target: { provider: example, model: gpt-4o } }
    finds: [openai openai/gpt-4o]
from: docs
${SOURCES}`;

/** Template by kind. Each passes the shape check as it stands; the organization it names does not exist (`fill-template.ts` puts in one that does). */
export const TEMPLATES: Readonly<Record<TemplateKind, string>> = {
  organizations: ORGANIZATION,
  services: SERVICE,
  models: MODEL,
  packages: PACKAGE,
  accelerators: ACCELERATOR,
  resources: RESOURCE,
  licenses: LICENSE,
  events: EVENT,
  regimes: REGIME,
  transfers: TRANSFER,
  regions: REGION,
  policies: POLICY,
  checks: CHECK,
  sets: SET,
  scenarios: SCENARIO,
  configs: CONFIG,
};
