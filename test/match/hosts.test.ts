/** Hosts: read from a text, looked up by name and by pattern, and never by their end alone. */
import { describe, expect, test } from 'vitest';
import { hostOf, matchHost, regionPlace } from '../../src/match/hosts.ts';
import type { HostEntry, Index } from '../../src/model/knowledge.ts';

const entry = (host: string, service: string, over: Partial<HostEntry> = {}): HostEntry => ({
  service,
  signature: `services/${service}#host`,
  host,
  location: null,
  region: null,
  ...over,
});
const HOSTS = [entry('api.harbour.example', 'harbour', { location: 'US' }), entry('eu.harbour.example', 'harbour', { region: 'eu-1', location: 'US' })];
/** Made anew for each question: what is made ready of an index is kept with it. */
const index = () =>
  ({
    hosts: new Map(HOSTS.map((one) => [one.host, one])),
    hostPatterns: [
      entry('*.rooms.harbour.example', 'rooms'),
      entry('llm-{region}.harbour.example', 'harbour', { location: 'US', region: 'us-1' }),
      entry('{region}-ports.*', 'ports'),
    ],
    servicePaths: new Map([['/harbour-only/v1', 'harbour']]),
    services: new Map([
      ['harbour', { regions: 'harbour' }],
      ['rooms', { regions: null }],
      ['ports', { regions: 'gone' }],
    ]),
    regions: new Map([['harbour', new Map([['eu-1', 'DE']])]]),
  }) as unknown as Index;
const found = (text: string): string | null => {
  const match = matchHost(index(), text);
  if (match === null) return null;
  const { host, port, entry: hit, region, place, local } = match;
  return [host, port, hit?.service ?? 'unknown', region, place, local ? 'local' : null].map((part) => part ?? '-').join(' ');
};

describe('a host in a text', () => {
  test.each<[string, ReturnType<typeof hostOf>]>([
    ['https://API.Harbour.example/v1', { host: 'api.harbour.example', port: null, url: true }],
    ['https://api.harbour.example./v1', { host: 'api.harbour.example', port: null, url: true }],
    ['https://ada:secret@api.harbour.example:8443/v1', { host: 'api.harbour.example', port: '8443', url: true }],
    ['wss://api.harbour.example?x=1', { host: 'api.harbour.example', port: null, url: true }],
    ['https://api.harbour.example#top', { host: 'api.harbour.example', port: null, url: true }],
    ['http://[::1]:11434/api', { host: '[::1]', port: '11434', url: true }],
    ['http://localhost:{}/v1', { host: 'localhost', port: '{}', url: true }],
    ['http://ollama:11434', { host: 'ollama', port: '11434', url: true }],
    ['https://{}.rooms.harbour.example/v1', { host: '{}.rooms.harbour.example', port: null, url: true }],
    ['api.harbour.example', { host: 'api.harbour.example', port: null, url: false }],
    ['api.harbour.example:443/v1', { host: 'api.harbour.example', port: '443', url: false }],
    ['localhost:8000', { host: 'localhost', port: '8000', url: false }],
    ['ollama', null],
    ['see api.harbour.example', null],
    ['https://api harbour', null],
    ['https://', null],
    ['', null],
  ])('%s', (text, expected) => {
    expect(hostOf(text)).toEqual(expected);
  });
});

describe('a host that is looked up', () => {
  test.each<[string, string, string | null]>([
    ['by its whole name, with its place', 'https://api.harbour.example/v1', 'api.harbour.example - harbour - US -'],
    ['with the place of its region before its own', 'https://eu.harbour.example', 'eu.harbour.example - harbour eu-1 DE -'],
    ['with a port', 'https://api.harbour.example:8443', 'api.harbour.example 8443 harbour - US -'],
    ['by a star for any labels', 'https://a.b.rooms.harbour.example', 'a.b.rooms.harbour.example - rooms - - -'],
    ['by a star for a part not known', 'https://{}.rooms.harbour.example', '{}.rooms.harbour.example - rooms - - -'],
    ['by a region in it', 'https://llm-eu-1.harbour.example', 'llm-eu-1.harbour.example - harbour eu-1 DE -'],
    ['by a region in it that nobody knows', 'https://llm-mars-1.harbour.example', 'llm-mars-1.harbour.example - harbour mars-1 US -'],
    ['by a region in it that is not written', 'https://llm-{}.harbour.example', 'llm-{}.harbour.example - harbour us-1 US -'],
    ['by a pattern that ends in a star', 'https://eu-1-ports.anywhere.example', 'eu-1-ports.anywhere.example - ports eu-1 - -'],
    ['not by its end', 'https://evilapi.harbour.example.attacker.example', 'evilapi.harbour.example.attacker.example - unknown - - -'],
    ['not by its beginning', 'https://api.harbour.example.attacker.example', 'api.harbour.example.attacker.example - unknown - - -'],
    ['not by a name in front of a pattern', 'https://xrooms.harbour.example', 'xrooms.harbour.example - unknown - - -'],
    ['not by a dot that is none', 'https://apixharbour.example', 'apixharbour.example - unknown - - -'],
    ['not by a region of several labels', 'https://llm-a.b.harbour.example', 'llm-a.b.harbour.example - unknown - - -'],
    ['by a path that only one service has', 'https://proxy.example/harbour-only/v1/chat', 'proxy.example - harbour - - -'],
    ['by such a path behind a host that is not written', '{}/harbour-only/v1/chat', '{} - harbour - - -'],
    ['not by a path behind a host that is not written', '{}/v1/chat', null],
    ['as no host at all', 'just words', null],
    ['as no host, though such a path is in it', 'see /harbour-only/v1', null],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toBe(expected);
  });

  test.each([
    'localhost:8000',
    'http://ollama:11434',
    'http://host.docker.internal',
    'http://0.0.0.0:80',
    'http://127.0.0.1',
    'http://127.80.90.100',
    'http://10.11.22.33',
    'http://192.168.11.22',
    'http://172.16.0.1',
    'http://172.20.11.22',
    'http://172.31.0.1',
    'http://[::1]',
    'http://[::]',
    'http://llm.team.svc.cluster.local',
    'http://llm.team.svc',
    'http://printer.lan',
    'http://box.internal',
    'http://a.localhost',
  ])('%s is of this machine or a private network', (text) => {
    expect(matchHost(index(), text)?.local).toBe(true);
  });

  test.each([
    'http://8.8.8.8',
    'http://172.32.0.1',
    'http://172.15.0.1',
    'http://110.1.2.3',
    'http://1127.0.0.1',
    'http://llm.local.example',
    'http://localhost.example',
  ])('%s is not', (text) => {
    expect(matchHost(index(), text)?.local).toBe(false);
  });

  test('behind a path of a known service is not local, wherever it stands', () => {
    expect(found('http://localhost:8080/harbour-only/v1')).toBe('localhost 8080 harbour - - -');
  });
});

test('a region is that of its own vendor, whatever its case', () => {
  expect([
    regionPlace(index(), 'harbour', 'EU-1'),
    regionPlace(index(), 'harbour', 'us-9'),
    regionPlace(index(), 'rooms', 'eu-1'),
    regionPlace(index(), 'ports', 'eu-1'),
    regionPlace(index(), 'nobody', 'eu-1'),
  ]).toEqual(['DE', null, null, null, null]);
});

test('what is known by its path says so', () => {
  expect(matchHost(index(), 'https://proxy.example/harbour-only/v1')?.entry).toEqual({
    service: 'harbour',
    signature: 'services/harbour#path',
    host: 'proxy.example',
    location: null,
    region: null,
  });
});
