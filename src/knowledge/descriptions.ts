/** What each key of an entry means, as editors show it beside the key. A table: one place for the words, next to the checks. */
import type { Kind } from './schema.ts';

const COMMON: Readonly<Record<string, string>> = {
  name: 'Name as its maker writes it.',
  from: 'Default source of every fact below: a key of "sources".',
  sources: 'Where the facts come from, by a short name of your choice.',
  extends: 'Id of an entry of this kind to start from. With its own id, the built-in entry is refined; the report lists every such entry.',
  status: 'Whether it is still there. A dead entry stays: old code still contains it.',
  replaced_by: 'Id of what took its place.',
};

/** Keys by kind; `hosts[].host` is a key of the items of a list, `versions{}.ids` of the values of a mapping. */
const KEYS: Readonly<Record<Kind, Readonly<Record<string, string>>>> = {
  organizations: {
    seat: 'Country it is established in, ISO 3166-1 alpha-2, quoted.',
    controller: 'Country of whoever ultimately controls it; equal to the seat unless it has a foreign owner.',
    parent: 'Organization that owns it.',
  },
  services: {
    category: 'What kind of service it is.',
    operator: 'Organization that runs it. Left out for self-hosted software: its user does.',
    self_hosted: 'True for software that runs on the machines of its user.',
    local_proxy: 'True where code reaches it through a proxy on its own machine: an address there with its key is this service.',
    location: 'Where it processes: a country, a bloc, "global" (its operator chooses) or "premises".',
    offers: 'own: models of its operator; many: of several developers; open: open weights only.',
    surface: 'How hard it is to leave: portable (OpenAI-like), proprietary, or stateful (it keeps state of yours).',
    terms: 'License id of the terms that govern closed models here.',
    data_practices: 'What its operator says it does with what it is sent, each fact with its own source; conditions go to the note.',
    'data_practices.training': 'Whether it trains on it: no, yes, opt-out (unless you object), plan-dependent (on the plan, or on the provider behind it).',
    'data_practices.retention': 'How long it is kept when nothing else was arranged: days, or words.',
    'data_practices.zero_retention': 'Whether nothing can be kept: default, setting (you switch it), agreement (they must grant it), no.',
    'data_practices.subprocessors': 'Page that lists the companies it uses, and the countries or blocs that page names.',
    'data_practices.review': 'Whether people may read it: no, flagged (what abuse monitoring picks out), yes.',
    regions: 'Region table that {region} in a host is looked up in.',
    hosts: 'Hosts it answers at. "*" stands for any labels, "{region}" for a region.',
    'hosts[].host': 'Host without scheme and path.',
    'hosts[].location': 'Where this host processes, when it says more than the service.',
    'hosts[].region': 'Region this host is in, by the region table.',
    'hosts[].from': 'Source that shows this host.',
    'hosts[].match': 'URLs that must lead to this service.',
    'hosts[].no_match': 'URLs that look alike and must not.',
    env: 'Environment names its documentation or its SDKs use.',
    'env[].role': 'What the value is: a key, a base URL, a model id, a region, a switch that sends data there, or something else.',
    'env[].shared': 'True where another service has this name too and should be thought of first.',
    model_prefixes: 'Prefixes of model ids that name this service, with their slash or colon.',
    model_regions: 'Geographic prefixes of its model ids, with their place.',
    model_aliases: 'Its own names of models, with the model each stands for.',
  },
  models: {
    developer: 'Organization that trained it. Not who uploads or serves it.',
    origin: 'One of four: own foundation, own sovereign, specialised media, adaptation of an open base.',
    modality: 'What it does; media models are never ranked with chat models.',
    weights: 'Holds for versions nobody has entered yet. Leave it out when the family has both.',
    prefixes: 'Ids that begin so belong to this family even when the version is unknown.',
    versions: 'The versions, by a kebab-case key. A model id is <developer>/<key>.',
    'versions{}.ids': 'Ids as code writes them. Case and the separators . _ : @ - do not count; dates, sizes and quantisations after them are understood.',
    'versions{}.bound_ids': 'Short or ordinary words (o1, sonar): only believed where a model is expected.',
    'versions{}.weights': 'Whether the weights can be downloaded.',
    'versions{}.license': 'License of this version: licenses differ within a family.',
    'versions{}.openness': 'data-and-code: training data and code are published as well.',
    'versions{}.released': 'Year, month or day.',
    'versions{}.base': 'Model it was adapted from. Its license duties are inherited.',
    'versions{}.origin': 'Where this version differs from its family.',
    'versions{}.superseded_by': 'Model that replaces it.',
    'versions{}.from': 'Default source of this version.',
  },
  packages: {
    publisher: 'Organization behind the package.',
    role: 'What the package is for.',
    purls: 'Package URLs without version, one for each ecosystem.',
    imports: 'Module names by language, where they differ from the package name. npm and Go packages are imported by their own.',
    implies: 'Service it reaches when the code says nothing else. Left out for frameworks.',
    calls: 'Constructors, factories and functions that open a way to a model.',
    'calls[].name': 'Last part of the callee as code writes it: OpenAI, chat.completions.create.',
    'calls[].makes': 'client: calls hang on it; model: its result is a model; call: one request.',
    'calls[].model': 'Arguments that carry the model id, by name or position ("0").',
    'calls[].base_url': 'Arguments that carry the endpoint.',
    'calls[].provider': 'Arguments that name the service, by name or position.',
    'calls[].region': 'Arguments that carry the region.',
    'calls[].base_url_env': 'Environment names the SDK reads the endpoint from by itself.',
    'calls[].key_env': 'Environment names the SDK reads the key from by itself.',
    'calls[].loads_weights': 'True when it loads weights by name.',
    'calls[].config': 'Configuration format its arguments are written in.',
    'calls[].keeps': 'True when what is sent stays with the provider: threads, files, stores, jobs.',
    telemetry: 'What the package reports to its makers by itself, and the environment names that switch it off.',
    'telemetry.service': 'Service it reports to.',
    'telemetry.host': 'Host it reports to.',
    'telemetry.off_when': 'Environment name, and whether being true or being false switches it off.',
    'calls[].requires': 'Argument values without which it means something else.',
    commands: 'Commands of a shell that run a model or call one.',
    'commands[].name': 'Program and sub-commands: ollama run, aws bedrock-runtime invoke-model, python -m mlx_lm.server.',
    'commands[].model': 'Options that carry the model, as written ("--model", "-m"), or positions after the name ("0").',
    'commands[].base_url': 'Options that carry the endpoint.',
    'commands[].region': 'Options that carry the region.',
    'commands[].loads_weights': 'True when it runs or fetches weights by name.',
    'commands[].flags': 'Options without a value: the word after one is not theirs.',
    'commands[].image': "True when the entry point of the package's container images takes the same words.",
  },
  licenses: {
    spdx: 'SPDX id, or LicenseRef-... where there is none.',
    class: 'open-source, community (conditions of its own), non-commercial, or the closed terms of an API.',
    commercial: '"yes", "no", or gated: some users need another license.',
    excluded: 'Countries or blocs whose residents get no rights.',
    excluded_modalities: 'The exclusion binds only models of these modalities. Left out: all.',
    gates: 'Conditions only the user can settle: number of users, revenue, others.',
    use_policy: 'Whether a use policy is part of it.',
    revocable: 'Whether the licensor can end it at will.',
  },
  events: {
    authority: 'Who ordered, decided or announced it.',
    subject: 'Models, developers, operators and services it is about.',
    precedent: 'True when it shows that models of this developer can be withdrawn.',
    segments: 'Its life in parts [from, to), in order, without overlap.',
    'segments[].legal_scope': 'Who the text binds.',
    'segments[].actual_effect': 'Who really lost access.',
    'segments[].effects': 'What it does, for the engine.',
    scheduled: 'Changes with a date ahead. Past that date and not verified since, the report says "unverified".',
    verified_at: 'Day somebody last looked.',
  },
  regimes: {
    jurisdiction: 'Country or bloc whose law it is.',
    cite: 'Citation, as a lawyer would look for it.',
    reach: 'What it does, in one sentence.',
    layers: 'Layers it matters for.',
    profiles: 'Profiles it is switched on for.',
    status: 'in force, proposed, lapsed ...',
    when: 'Sectors, or countries of an ultimate owner, that it reaches: declared so, it is switched on at home.',
    accelerators: 'Makers whose accelerators need a license of this jurisdiction to be shipped to these homes.',
  },
  transfers: { bases: 'Countries data may go to, with the dates of the decision.', 'bases[].condition': 'What the decision covers, when not everything.' },
  regions: { places: 'Region names with their place. The same name means other countries at other vendors.' },
  policies: {
    home: 'Home jurisdictions: countries or blocs. Empty: every vendor is foreign.',
    data_home: 'Home for data, when it is wider (EEA).',
    adverse: 'Countries whose models the law bars for this profile.',
    transfers: 'List of countries data may go to.',
    floors: 'Level each layer needs, 0 to 4. Default 2.',
    weights: 'Weight of each layer in the risk index. Default 1.',
    regimes: 'Regimes shown for this profile.',
    scopes: 'Narrower perspectives, chosen as <profile>:<scope>.',
    default_scope: 'Scope when none is chosen.',
  },
  checks: {
    layer: 'Layer the finding belongs to.',
    when: 'Condition over the facts of a usage. Left out for checks the engine raises itself.',
    severity: 'Left out: it is derived from the level.',
    message: 'First line of the finding. {reason} and facts in braces are filled in.',
    help: 'Why it matters.',
    touches: 'Places in laws and frameworks that ask about the same thing: a regime and the article.',
    remediation: 'What to do.',
  },
  scenarios: {
    description: 'The what-if, in one sentence.',
    effect: 'stop: what it reaches cannot be used any more; disclose: its data can be demanded.',
    reach: 'What it is about.',
    reason: 'Sentence the report gives for every usage it reaches.',
  },
  configs: {
    files: 'Globs of the files that can be of this format, as in an ignore file.',
    requires: 'Key paths of which one must be there, where the name of the file says too little.',
    literals: 'Texts of five characters or more that every such file holds. Without one, a file that names nothing known is never opened.',
    always: 'True where the name of the file says enough to open it: few and small files.',
    dotted: 'True where a key may hold several names with dots between, as in Java properties.',
    package: 'Library or tool that reads the file.',
    scope: 'What the file is for, where its folder does not say: dev-tool for coding agents.',
    paths: 'Where a way to a model is set up.',
    'paths[].at': 'Key path of one such place. "*": any key or position; "**." at the start: any number; "{provider}": a key that names the provider.',
    'paths[].model': 'Where below it the model stands; "." is the value itself.',
    'paths[].base_url': 'Where the endpoint stands.',
    'paths[].region': 'Where the region stands.',
    'paths[].provider': 'Where the provider stands, if not in the path.',
    'paths[].providers': 'Service for each value of the provider; "*" at the end stands for any rest.',
    'paths[].only_listed': 'True where other values have nothing to do with AI.',
    'paths[].service': 'Service when nothing names one.',
    'paths[].package': 'Library, where it differs from that of the format.',
    'paths[].alias': 'Where the name stands under which code asks for it.',
    'paths[].bare': "True where a model without a prefix is asked of its developer's own service.",
    'paths[].model_prefix': 'What stands before short names: "claude-" before "opus".',
    'paths[].between': 'Words that may stand between provider and model where ids are written with colons: openai:chat:gpt-5.5.',
    'paths[].fallback': 'True where the models listed at one place stand in for one another.',
    fallbacks: 'Lists of what stands in when something fails: "{alias}" is its name, the value what follows.',
    aliases: 'Further names: "{alias}" is the name, the value what it stands for.',
    servers: 'Where servers of tools (Model Context Protocol) are listed.',
    'servers[].command': 'Where the command stands that starts it.',
    'servers[].args': 'Where the arguments of the command stand.',
    'servers[].url': 'Where the address of a remote server stands.',
    samples: 'Files of this format, with all that must be found in them: "service model", or "mcp-server id". A dash stands for nothing known.',
  },
  vocab: {
    version: 'Version of the knowledge base: year, month, release.',
    countries: 'ISO 3166-1 alpha-2 codes with names.',
    blocs: 'Groups of countries.',
    arguments: 'Argument names that carry a model, an endpoint, a region, a revision or a key.',
    purposes: 'Words of a called method, with what the call is for.',
    most_used: 'Entries met most often in code; their deciding facts must have been read.',
  },
};

type Node = { properties?: Record<string, Node>; items?: Node; additionalProperties?: Node; description?: string };

/** Writes the description of every key into the JSON Schema of a kind's entry. */
export function describeKeys(kind: Kind, schema: Record<string, unknown>): void {
  for (const [path, text] of Object.entries({ ...COMMON, ...KEYS[kind] })) {
    const node = follow(schema as Node, path.split('.'));
    if (node) node.description = text;
  }
}

/** Keys of the table that the schema does not have: the test keeps them from staying behind. */
export function unknownKeys(kind: Kind, schema: Record<string, unknown>): string[] {
  return Object.keys(KEYS[kind]).filter((path) => follow(schema as Node, path.split('.')) === undefined);
}

function follow(node: Node | undefined, path: readonly string[]): Node | undefined {
  const [head, ...rest] = path;
  if (head === undefined || node === undefined) return node;
  const name = head.replace(/(?:\[\]|\{\})$/, '');
  const next = node.properties?.[name];
  const inner = head.endsWith('[]') ? next?.items : head.endsWith('{}') ? next?.additionalProperties : next;
  return follow(inner, rest);
}
