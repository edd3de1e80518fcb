/** Servers of tools (Model Context Protocol) in the configuration of their clients: which program or address, and whose. */
import type { SettingCandidate } from '../model/candidate.ts';
import type { ConfigFormat, ConfigServers } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Detail, Thing } from '../model/thing.ts';
import { purlName } from '../util/purl-name.ts';
import type { Collector } from './collector.ts';
import { isAt, type KeyedSetting, placesOf } from './config-paths.ts';
import { hostOf, matchHost } from './hosts.ts';

interface Server {
  readonly name: string;
  /** Command and arguments, or the address. */
  readonly words: SettingCandidate[];
  readonly url: SettingCandidate | null;
}

/** Reports every server as a component. Returns the settings that only say how to reach one. */
export function matchServers(index: Index, format: ConfigFormat, keyed: readonly KeyedSetting[], into: Collector): SettingCandidate[] {
  return format.servers.flatMap((place) => serversOf(place, keyed).flatMap((server) => reportServer(index, server, into)));
}

function serversOf(place: ConfigServers, keyed: readonly KeyedSetting[]): Server[] {
  const servers = new Map<string, { name: string; command: SettingCandidate[]; args: SettingCandidate[]; url: SettingCandidate | null }>();
  const named = new Map<string, string>();
  for (const { setting, keys } of keyed) {
    for (const { length } of placesOf(place.at, keys)) {
      const key = keys.slice(0, length).join('\u0000');
      const server = servers.get(key) ?? { name: keys[length - 1] as string, command: [], args: [], url: null };
      const below = keys.slice(length);
      const isOf = (patterns: readonly string[]): boolean => patterns.some((pattern) => isAt(pattern, below));
      if (isOf(place.command)) server.command.push(setting);
      else if (isOf(place.args)) server.args.push(setting);
      else if (isOf(place.url)) server.url ??= setting;
      else if (below.length === 1 && below[0] === 'name') named.set(key, setting.value);
      servers.set(key, server);
    }
  }
  return [...servers].map(([key, { name, command, args, url }]) => ({ name: named.get(key) ?? name, words: [...command, ...args], url }));
}

function reportServer(index: Index, { name, words, url }: Server, into: Collector): SettingCandidate[] {
  const address =
    url ?? words.find(({ value }) => /^https?:\/\//.test(value) && words.some((word) => /^mcp-remote(?:@|$)|supergateway|mcp-proxy/.test(word.value))) ?? null;
  const found = address ? remote(index, name, address) : program(index, name, words);
  const shown = address ?? found?.shown ?? words[0];
  if (found === null || shown === undefined) return [];
  into.see({
    kind: 'mcp',
    value: address ? address.value : words.map(({ value }) => value).join(' '),
    context: `tool server ${name}`,
    confidence: 'high',
    signature: found.signature,
    subject: { kind: 'thing', ...found.thing },
    location: shown.location,
    ...(found.version === null ? {} : { version: found.version }),
  });
  return [...words, ...(url ? [url] : [])];
}

interface Found {
  readonly thing: Thing;
  readonly signature: string | null;
  readonly version: string | null;
  readonly shown: SettingCandidate | null;
}

function remote(index: Index, name: string, setting: SettingCandidate): Found | null {
  const url = setting.value.replace(/\$\{[^}]*\}/g, '{}');
  const host = matchHost(index, url);
  if (!host || hostOf(url)?.url !== true) return null;
  const service = index.services.get(host.entry?.service ?? '') ?? null;
  const operator = service && !service.selfHosted ? ownerDetails(index, 'operator', service.operator.value) : [];
  // A host that only the environment knows has no dot either, and is no host of this machine for that.
  const open = host.host === '{}';
  const reach: Detail = { name: 'runs', value: open ? 'where the environment says' : host.local ? 'on this machine or network' : 'remote' };
  const unknown: Detail[] = operator.length === 0 && (open || !host.local) ? [{ name: 'operator', value: 'unknown' }] : [];
  return {
    thing: {
      type: 'mcp-server',
      id: host.local ? name.toLowerCase() : host.host,
      name: service?.name ?? (host.local ? name : host.host),
      purl: null,
      details: [reach, ...operator, ...unknown],
    },
    signature: host.entry?.signature ?? null,
    version: null,
    shown: setting,
  };
}

function ownerDetails(index: Index, role: string, id: string | null): Detail[] {
  const owner = id === null ? undefined : index.organizations.get(id);
  if (!owner) return [];
  const country = owner.controller.value ?? owner.seat.value;
  return [{ name: role, value: owner.name }, ...(country === null ? [] : [{ name: `${role} country`, value: country }])];
}

/** Programs that fetch a package and run it, with the ecosystem it comes from. */
const RUNNERS: Readonly<Record<string, string>> = { npx: 'npm', bunx: 'npm', pnpx: 'npm', uvx: 'pypi', pipx: 'pypi' };
/** Those that need a word more: `pnpm dlx`, `uv tool run`. */
const LONG_RUNNERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:pnpm dlx|yarn dlx|npm exec|npm x|bun x|deno run)\b/, 'npm'],
  [/^uv tool run\b/, 'pypi'],
  [/^uv run (?:.* )?--with\b/, 'pypi'],
];
/** Options that take the word after them. */
const TAKES_VALUE =
  /^(?:-p|--package|--from|--with|--python|-c|--call|--registry|--index-url|--directory|--project|-e|--env|--env-file|-v|--volume|--mount|--name|--network|--platform|-w|--workdir|-u|--user|--add-host|--pull|-l|--label)$/;

function program(index: Index, name: string, settings: readonly SettingCandidate[]): Found | null {
  // `cmd /c npx ...` on Windows, and a whole command in one text.
  const words = settings.flatMap((setting) =>
    (settings.length === 1 ? setting.value.trim().split(/\s+/) : [setting.value.trim()]).map((text) => ({ text, setting })),
  );
  while (words.length > 0 && /^(?:cmd(?:\.exe)?|\/c|env|sudo|exec|[A-Z_]+=.*)$/i.test(words[0]?.text ?? '')) words.shift();
  const [first] = words;
  if (!first?.text) return null;
  const runner = first.text.replace(/^.*[\\/]/, '').replace(/\.(?:exe|cmd)$/, '');
  const line = [runner, ...words.slice(1).map(({ text }) => text)].join(' ');
  if (runner === 'docker' || runner === 'podman' || runner === 'nerdctl') return container(index, words);
  const long = LONG_RUNNERS.find(([pattern]) => pattern.test(line));
  const ecosystem = RUNNERS[runner] ?? long?.[1];
  if (ecosystem === undefined) return own(index, name, runner, words);
  const skip = RUNNERS[runner] ? 1 : (long?.[0].exec(line)?.[0].split(' ').length ?? 1) - (/--with$/.test(long?.[0].exec(line)?.[0] ?? '') ? 1 : 0);
  const given = packageWord(words.slice(skip));
  return given === null ? own(index, name, runner, words) : fetched(index, ecosystem, given.text, given.setting);
}

type Word = { readonly text: string; readonly setting: SettingCandidate };

/** The package a runner fetches: what `--from`, `--package` or `--with` names, else the first word that is no option. */
function packageWord(words: readonly Word[]): Word | null {
  const named = words.findIndex(({ text }) => /^(?:--from|--package|-p|--with)$/.test(text));
  if (named >= 0) return words[named + 1] ?? null;
  const joined = words.map((word) => ({ ...word, text: /^--(?:from|package|with)=(.+)$/.exec(word.text)?.[1] ?? word.text }));
  const equal = joined.find((word, at) => word.text !== words[at]?.text);
  return equal ?? firstPlain(words);
}

function firstPlain(words: readonly Word[]): Word | null {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as Word;
    if (TAKES_VALUE.test(word.text)) at++;
    else if (!word.text.startsWith('-')) return word;
  }
  return null;
}

function fetched(index: Index, ecosystem: string, text: string, setting: SettingCandidate): Found | null {
  if (/^(?:git\+|https?:|github:)/.test(text)) {
    const source = text.replace(/^git\+/, '').replace(/@[^@/]*$/, '');
    const repository = /github(?:\.com[/:]|:)([\w.-]+\/[\w.-]+?)(?:\.git)?(?:[#@].*)?$/.exec(source)?.[1];
    return thing(index, repository ? 'github' : 'generic', repository ?? source, null, setting);
  }
  const [, name = text, version = null] = /^(@?[^@=<>~!\s[]+)(?:\[[^\]]*\])?(?:(?:@|==|>=|~=)(.+))?$/.exec(text) ?? [];
  return thing(index, ecosystem, name, version, setting);
}

function container(index: Index, words: readonly Word[]): Found | null {
  const run = words.findIndex(({ text }) => text === 'run' || text === 'exec');
  const image = firstPlain(words.slice(run + 1));
  if (run < 0 || image === null) return null;
  const [, name = image.text, version = null] = /^([^:@]+(?::\d+\/[^:@]+)?)(?:[:@](.+))?$/.exec(image.text) ?? [];
  return thing(index, 'docker', name, version, image.setting);
}

function thing(index: Index, ecosystem: string, name: string, version: string | null, shown: SettingCandidate): Found {
  const pkg = index.packages.get(index.purls.get(`${ecosystem}:${purlName(ecosystem, name)}`) ?? '') ?? null;
  const publisher = pkg ? ownerDetails(index, 'publisher', pkg.publisher.value) : [];
  const implied = pkg?.implies ? index.services.get(pkg.implies) : undefined;
  const details: Detail[] = [
    { name: 'runs', value: 'on this machine' },
    ...(publisher.length > 0 ? publisher : [{ name: 'publisher', value: 'unknown' }]),
    ...(implied ? [{ name: 'reaches', value: implied.name }] : []),
    ...(version === null || version === 'latest' ? [{ name: 'version', value: 'whatever is newest at start' }] : []),
  ];
  return {
    thing: { type: 'mcp-server', id: name.toLowerCase(), name: pkg?.name ?? name, purl: purlOf(ecosystem, name), details },
    signature: pkg ? `packages/${pkg.id}` : null,
    version,
    shown,
  };
}

function purlOf(ecosystem: string, name: string): string | null {
  return ecosystem === 'generic' ? null : `pkg:${ecosystem}/${name.replace(/^@/, '%40')}`;
}

/** A program of one's own, or one that is installed: nothing is fetched. */
function own(index: Index, name: string, runner: string, words: readonly Word[]): Found | null {
  const module = runner.startsWith('python') && words[1]?.text === '-m' ? words[2] : undefined;
  if (module) return thing(index, 'pypi', module.text.replaceAll('_', '-'), null, module.setting);
  const [first] = words;
  const details: Detail[] = [
    { name: 'runs', value: 'on this machine' },
    {
      name: 'program',
      value: words
        .slice(0, 3)
        .map(({ text }) => text)
        .join(' '),
    },
  ];
  return { thing: { type: 'mcp-server', id: name.toLowerCase(), name, purl: null, details }, signature: null, version: null, shown: first?.setting ?? null };
}
