/** Servers of tools: which program or address a configuration names, and whose it is. */
import { describe, expect, test } from 'vitest';
import { collector } from '../../src/match/collector.ts';
import { matchServers } from '../../src/match/tool-servers.ts';
import type { SettingCandidate } from '../../src/model/candidate.ts';
import type { ConfigFormat } from '../../src/model/entity.ts';
import { fact, knowing, organization, pkg, service } from '../support/small-world.ts';
import { placed } from '../support/values.ts';

const INDEX = knowing({
  organizations: [organization('harbour', 'DE', { controller: fact('FR') }), organization('pilot', 'US'), organization('nowhere', null)],
  services: [
    service('lantern', { operator: fact('harbour') }),
    service('ferry', { operator: fact('pilot') }),
    service('anon', { operator: fact('nowhere') }),
    service('secret'),
    service('engine', { selfHosted: true, operator: fact('harbour') }),
  ],
  packages: [pkg('tool-kit', { publisher: fact('harbour'), implies: 'lantern' }), pkg('plain-kit')],
  more: {
    hosts: new Map(
      ['lantern', 'ferry', 'anon', 'secret', 'engine', 'gone'].map((id) => [
        `${id}.example`,
        { service: id, signature: `services/${id}#host`, host: `${id}.example`, location: null, region: null },
      ]),
    ),
    hostPatterns: [],
    servicePaths: new Map(),
    purls: new Map([
      ['npm:@harbour/tool-kit', 'tool-kit'],
      ['pypi:plain-kit', 'plain-kit'],
      ['docker:harbour/tools', 'tool-kit'],
    ]),
  },
});
const FORMAT = { servers: [{ at: 'servers.*', command: ['command'], args: ['args.*'], url: ['url', 'serverUrl'] }] } as unknown as ConfigFormat;

interface Written {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly url?: string;
  readonly name?: string;
  readonly env?: string;
  readonly title?: string;
}

function matched(server: Written, key = 'files') {
  const rows: [string[], string][] = [];
  if (server.name !== undefined) rows.push([['name'], server.name]);
  if (server.command !== undefined) rows.push([['command'], server.command]);
  for (const [at, word] of (server.args ?? []).entries()) rows.push([['args', String(at)], word]);
  if (server.url !== undefined) rows.push([['url'], server.url]);
  if (server.env !== undefined) rows.push([['env', 'name'], server.env]);
  if (server.title !== undefined) rows.push([['title'], server.title]);
  const keyed = rows.map(([below, value], at) => {
    const path = ['servers', key, ...below];
    const setting: SettingCandidate = { kind: 'setting', path, value, environment: false, location: placed(at + 1, 1, 'mcp.json') };
    return { setting, keys: path };
  });
  const into = collector({ path: 'mcp.json', scope: 'production' });
  const explained = matchServers(INDEX, FORMAT, keyed, into);
  return { explained: explained.map(({ path }) => path.slice(2).join('.')), evidence: into.result().evidence };
}

/** `id | name | purl | details | version`. */
function told(server: Written, key?: string): string {
  const [seen, ...more] = matched(server, key).evidence;
  if (seen === undefined || more.length > 0 || seen.subject.kind !== 'thing') return '-';
  const { id, name, purl, details = [] } = seen.subject;
  return [id, name, purl ?? '-', details.map(({ name: what, value }) => `${what}: ${value}`).join(', '), seen.version]
    .filter((part) => part !== undefined)
    .join(' | ');
}
const HERE = 'runs: on this machine, publisher: unknown';
const NEWEST = ', version: whatever is newest at start';
const run = (line: string): string => {
  const [command = '', ...args] = line.split(' ');
  return told({ command, args });
};

describe('a server at an address', () => {
  test('is remote, with whose it is', () => {
    expect(told({ url: 'https://lantern.example/mcp' })).toBe('lantern.example | lantern API | - | runs: remote, operator: harbour Ltd, operator country: FR');
    expect(told({ url: 'https://ferry.example/mcp' })).toBe('ferry.example | ferry API | - | runs: remote, operator: pilot Ltd, operator country: US');
    expect(told({ url: 'https://anon.example/mcp' })).toBe('anon.example | anon API | - | runs: remote, operator: nowhere Ltd');
    expect(told({ url: 'https://secret.example/mcp' })).toBe('secret.example | secret API | - | runs: remote, operator: unknown');
    expect(told({ url: 'https://engine.example/mcp' })).toBe('engine.example | engine API | - | runs: remote, operator: unknown');
    expect(told({ url: 'https://tools.letters.example/mcp' })).toBe('tools.letters.example | tools.letters.example | - | runs: remote, operator: unknown');
  });

  test('of this machine goes by its own name', () => {
    expect(told({ url: 'http://localhost:3000/mcp' }, 'Files')).toBe('files | Files | - | runs: on this machine or network');
  });

  test('is seen where it is written', () => {
    const { evidence, explained } = matched({ url: 'https://lantern.example/mcp', env: 'x' });
    expect(evidence).toMatchObject([
      {
        kind: 'mcp',
        value: 'https://lantern.example/mcp',
        context: 'tool server files',
        confidence: 'high',
        signature: 'services/lantern#host',
        line: 1,
        subject: { type: 'mcp-server' },
      },
    ]);
    expect(explained).toEqual(['url']);
    expect(matched({ url: 'https://tools.letters.example' }).evidence[0]?.signature).toBeNull();
  });

  test('with a hole in it is read around the hole', () => {
    expect(told({ url: 'https://lantern.example/${TOKEN}/mcp' })).toContain('lantern.example | lantern API');
    expect(told({ url: 'https://${TENANT}.letters.example/mcp' })).toBe('{}.letters.example | {}.letters.example | - | runs: remote, operator: unknown');
    expect(told({ url: 'https://${HOST}/mcp' }, 'Files')).toBe('files | Files | - | runs: where the environment says, operator: unknown');
  });

  test('that is none is no server', () => {
    expect([told({ url: 'lantern.example' }), told({ url: 'not an address' }), told({ env: 'x' }), told({})]).toEqual(['-', '-', '-', '-']);
  });

  test('is also one that a bridge is given', () => {
    for (const bridge of ['mcp-remote', 'mcp-remote@latest', 'supergateway', 'mcp-proxy'])
      expect(told({ command: 'npx', args: ['-y', bridge, 'https://lantern.example/mcp'] }), bridge).toContain('lantern.example | lantern API');
    expect(told({ command: 'npx', args: ['-y', 'fetcher', 'https://lantern.example/mcp'] })).toContain('fetcher');
    expect(told({ command: 'npx', args: ['my-mcp-remote', 'https://lantern.example/mcp'] })).toContain('my-mcp-remote');
    expect(told({ command: 'npx', args: ['mcp-remote-x', 'https://lantern.example/mcp'] })).toContain('mcp-remote-x');
    expect(told({ command: 'npx', args: ['mcp-remote', 'see https://lantern.example/mcp'] })).toContain('mcp-remote');
  });

  test('takes the name it is given', () => {
    expect(told({ url: 'http://localhost:3000', name: 'Letters', env: 'Other', title: 'Another' })).toContain('letters | Letters');
    expect(told({ url: 'http://localhost:3000', env: 'Other', title: 'Another' })).toContain('files | files');
  });
});

describe('a program that fetches a package and runs it', () => {
  test('names the package, its publisher and what it reaches', () => {
    expect(run('npx -y @harbour/tool-kit@1.2.0')).toBe(
      '@harbour/tool-kit | tool-kit library | pkg:npm/%40harbour/tool-kit | runs: on this machine, publisher: harbour Ltd, publisher country: FR, reaches: lantern API | 1.2.0',
    );
    expect(run('uvx plain-kit')).toBe(`plain-kit | plain-kit library | pkg:pypi/plain-kit | ${HERE}${NEWEST}`);
    expect(run('npx Other@latest')).toBe(`other | Other | pkg:npm/Other | ${HERE}${NEWEST} | latest`);
  });

  test.each([
    ['npx --yes other', 'npm'],
    ['bunx other', 'npm'],
    ['pnpx other', 'npm'],
    ['pnpm dlx other', 'npm'],
    ['yarn dlx other', 'npm'],
    ['npm exec other', 'npm'],
    ['npm exec -- other', 'npm'],
    ['npm x other', 'npm'],
    ['bun x other', 'npm'],
    ['deno run other', 'npm'],
    ['uvx other', 'pypi'],
    ['pipx other', 'pypi'],
    ['uv tool run other', 'pypi'],
    ['uv run --with other server.py', 'pypi'],
    ['uv run -q --with other server.py', 'pypi'],
    ['npx -p other tool', 'npm'],
    ['npx --package other tool', 'npm'],
    ['npx --package=other tool', 'npm'],
    ['uvx --from other tool', 'pypi'],
    ['uvx --from=other tool', 'pypi'],
    ['uvx --python 3.12 other', 'pypi'],
    ['npx --registry https://registry.letters.example other', 'npm'],
    ['/usr/local/bin/npx other', 'npm'],
    ['C:\\node\\npx.cmd other', 'npm'],
    ['npx.exe other', 'npm'],
    ['cmd /c npx other', 'npm'],
    ['cmd.exe /C npx other', 'npm'],
    ['env TOKEN=x npx other', 'npm'],
    ['sudo npx other', 'npm'],
  ])('%s', (line, ecosystem) => {
    expect(run(line)).toBe(`other | other | pkg:${ecosystem}/other | ${HERE}${NEWEST}`);
  });

  test('is no word or option that only looks like one', () => {
    expect(run('my npx other')).toContain('program: my npx other');
    expect(run('x/pnpm dlx other')).toContain('pkg:npm/other');
    expect(run('mypnpm dlx other')).toContain('program: mypnpm dlx other');
    expect(run('myuv tool run other')).toContain('program: myuv tool run');
    expect(run('myuv run --with other')).toContain('program: myuv run --with');
    expect(run('npx --no-name other')).toContain('pkg:npm/other');
    expect(run('npx --names other')).toContain('pkg:npm/other');
    expect(run('npx --my--from=x other')).toContain('pkg:npm/other');
    expect(run('npx envoy')).toContain('pkg:npm/envoy');
    expect(run('envoy npx other')).toContain('program: envoy npx other');
    expect(run('TOKEN=abc npx other')).toContain('pkg:npm/other');
    expect(run('npx.exe.old other')).toContain('program: npx.exe.old other');
  });

  test('can be one text', () => {
    expect(told({ command: 'npx -y  other --flag' })).toBe(`other | other | pkg:npm/other | ${HERE}${NEWEST}`);
    expect(matched({ command: 'npx', args: ['-y', 'other'] }).evidence[0]).toMatchObject({ value: 'npx -y other', line: 3 });
    expect(matched({ command: 'npx', args: ['-y', 'other'], env: 'x' }).explained).toEqual(['command', 'args.0', 'args.1']);
  });

  test('says the version in the words of its ecosystem', () => {
    expect(run('uvx other==1.2')).toBe(`other | other | pkg:pypi/other | ${HERE} | 1.2`);
    expect(run('uvx other>=1.2')).toBe(`other | other | pkg:pypi/other | ${HERE} | 1.2`);
    expect(run('uvx other[extra]==1.2')).toBe(`other | other | pkg:pypi/other | ${HERE} | 1.2`);
    expect(run('uvx other[extra]')).toBe(`other | other | pkg:pypi/other | ${HERE}${NEWEST}`);
  });

  test('can fetch a repository', () => {
    expect(run('uvx --from git+https://github.com/harbour/tools tool')).toBe(`harbour/tools | harbour/tools | pkg:github/harbour/tools | ${HERE}${NEWEST}`);
    expect(run('uvx --from git+https://github.com/harbour/tools.git@v1 tool')).toContain('| pkg:github/harbour/tools |');
    expect(run('npx github:harbour/tools#main')).toContain('| pkg:github/harbour/tools |');
    expect(run('uvx git+https://letters.example/@harbour/tools@v1')).toContain('https://letters.example/@harbour/tools | ');
    expect(run('uvx git+http://letters.example/tools')).toContain('http://letters.example/tools | ');
    expect(run('npx tools-http:x')).toContain('pkg:npm/tools-http:x');
    expect(run('npx https://letters.example/tools.tgz')).toBe(`https://letters.example/tools.tgz | https://letters.example/tools.tgz | - | ${HERE}${NEWEST}`);
  });

  test('without a package is a program of its own', () => {
    expect(run('npx -y')).toBe('files | files | - | runs: on this machine, program: npx -y');
    expect(run('npx -p')).toBe('files | files | - | runs: on this machine, program: npx -p');
  });
});

describe('a container', () => {
  test('is its image', () => {
    expect(run('docker run -i --rm harbour/tools:1.2')).toBe(
      'harbour/tools | tool-kit library | pkg:docker/harbour/tools | runs: on this machine, publisher: harbour Ltd, publisher country: FR, reaches: lantern API | 1.2',
    );
    expect(run('docker run -e TOKEN --name x -v /a:/b other')).toBe(`other | other | pkg:docker/other | ${HERE}${NEWEST}`);
    expect(run('podman run registry.letters.example:5000/other:2')).toBe(
      `registry.letters.example:5000/other | registry.letters.example:5000/other | pkg:docker/registry.letters.example:5000/other | ${HERE} | 2`,
    );
    expect(run('nerdctl exec other@sha256:abc')).toContain('| sha256:abc');
  });

  test('that is not run is none', () => {
    expect([run('docker ps'), run('docker run'), run('docker compose up')]).toEqual(['-', '-', '-']);
  });
});

describe('a program of your own', () => {
  test('is told by its words, three at most', () => {
    expect(told({ command: 'node', args: ['server.js', '--port', '3000'] }, 'Files')).toBe(
      'files | Files | - | runs: on this machine, program: node server.js --port',
    );
    expect(matched({ command: 'node', args: ['server.js'] }).evidence[0]).toMatchObject({ signature: null, line: 1 });
  });

  test('can be a module of Python, which is a package', () => {
    expect(run('python -m plain_kit')).toBe(`plain-kit | plain-kit library | pkg:pypi/plain-kit | ${HERE}${NEWEST}`);
    expect(run('python3.12 -m plain_kit')).toContain('pkg:pypi/plain-kit');
    expect(run('python server.py')).toContain('program: python server.py');
    expect(run('node -m plain_kit')).toContain('program: node -m plain_kit');
    expect(run('python -m')).toContain('program: python -m');
  });

  test('needs a word', () => {
    expect([told({ command: ' ' }), told({ command: 'sudo' })]).toEqual(['-', '-']);
  });
});
