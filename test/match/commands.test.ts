/** Commands of a shell: what a package's command line says about service, model and weights. */
import { describe, expect, test } from 'vitest';
import type { CallContext } from '../../src/match/clients.ts';
import { collector } from '../../src/match/collector.ts';
import { commandsIn, matchCommands } from '../../src/match/commands.ts';
import type { CommandCandidate, Value } from '../../src/model/candidate.ts';
import type { CommandShape, Package } from '../../src/model/entity.ts';
import type { Index } from '../../src/model/knowledge.ts';
import { SMALL_MODELS } from '../support/small-models.ts';
import { pkg } from '../support/small-world.ts';
import { args, call, env, object, pattern, placed, shape, text, USUAL_ARGUMENTS } from '../support/values.ts';

const command = (name: string, over: Partial<CommandShape> = {}): CommandShape => ({
  ...shape(name, { makes: 'call', service: 'ferry', modelArgs: ['--model', '0'] }),
  flags: ['--verbose', '-q'],
  image: false,
  ...over,
});
const COMMANDS: Readonly<Record<string, readonly CommandShape[]>> = {
  boat: [
    command('boat run fast', { purpose: 'agent' }),
    command('boat run'),
    command('boat list', { modelArgs: [] }),
    command('boat push', { modelArgs: ['1'] }),
  ],
  engine: [
    command('engine serve', { loadsWeights: true, service: 'engine' }),
    command('engine stop', { service: 'engine', modelArgs: [] }),
    command('engine', { loadsWeights: true, service: 'engine', image: true }),
  ],
  helper: [command('helper', { service: null })],
  tool: [command('tool')],
  snake: [command('python -m snake')],
};
const PACKAGES: readonly Package[] = [
  pkg('boat', { commands: COMMANDS.boat ?? [], implies: 'ferry' }),
  pkg('engine', { role: 'runtime', commands: COMMANDS.engine ?? [] }),
  pkg('helper', { commands: COMMANDS.helper ?? [] }),
  pkg('tool', { role: 'dev-tool', commands: COMMANDS.tool ?? [] }),
  pkg('snake', { commands: COMMANDS.snake ?? [] }),
];
const INDEX: Index = {
  ...SMALL_MODELS,
  arguments: USUAL_ARGUMENTS,
  packages: new Map(PACKAGES.map((one) => [one.id, one])),
  purls: new Map([
    ['docker:harbour/engine', 'engine'],
    ['docker:harbour/boat', 'boat'],
  ]),
  commands: new Map([
    ...['boat', 'engine', 'helper', 'tool'].map((id): [string, { package: string; shape: CommandShape }[]] => [
      id,
      (COMMANDS[id] ?? []).map((one) => ({ package: id, shape: one })),
    ]),
    ['python', [{ package: 'snake', shape: command('python -m snake') }]],
    ['lost', [{ package: 'gone', shape: command('lost') }]],
  ]),
  hosts: new Map([['api.ferry.example', { service: 'ferry', signature: 's', host: 'api.ferry.example', location: 'EU', region: null }]]),
  hostPatterns: [],
  servicePaths: new Map(),
  purposes: new Map(),
  calls: new Map(),
  modules: new Map(),
};

function matched(name: string, words: readonly Value[], over: Partial<CommandCandidate> = {}) {
  const into = collector({ path: 'run.sh', scope: 'production' });
  const context = {
    index: INDEX,
    into,
    call: () => undefined,
    imported: new Set(),
    leads: true,
    clients: new Map(),
    owners: new Map(),
    consumed: new Set(),
  } as unknown as CallContext;
  matchCommands(context, [{ kind: 'command', name, image: null, words, request: null, location: placed(1, 1, 'run.sh'), ...over }]);
  return { sites: into.sites, evidence: into.result().evidence };
}
/** `library -> service in place : model artefact`. */
function ran(name: string, words: readonly Value[], over: Partial<CommandCandidate> = {}): string[] {
  return matched(name, words, over).sites.map(({ sdk, endpoint, model, dynamicModel, artefact, purpose }) =>
    [
      `${sdk} ->`,
      endpoint.service ?? endpoint.host ?? 'nowhere',
      endpoint.place && `in ${endpoint.place}`,
      ':',
      model?.model ?? model?.requested ?? dynamicModel ?? 'none',
      artefact,
      purpose,
    ]
      .filter((part) => part)
      .join(' '),
  );
}
const line = (written: string): string[] => {
  const [name = '', ...words] = written.split(' ');
  return ran(
    name,
    words.map((word) => text(word)),
  );
};

describe('a command', () => {
  test('asks the service of its package for the model it names', () => {
    expect(line('boat run beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat run --model beam-2 hello')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat run --model=beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(matched('boat', [text('run'), text('beam-2')]).evidence).toMatchObject([
      {
        kind: 'import',
        value: 'boat run',
        context: 'command of boat library',
        confidence: 'high',
        signature: 'packages/boat#boat run',
        subject: { kind: 'package', id: 'boat' },
      },
      { kind: 'model-id', value: 'beam-2', context: 'boat run' },
    ]);
  });

  test('reads a model only where its own options or positions say', () => {
    expect(line('boat list --model beam-2')).toEqual(['boat -> ferry : none']);
    expect(line('boat push beam-3 beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat run nickname')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(matched('boat', [text('list')]).sites[0]?.evidence).toEqual(['run.sh:1:1:import']);
    expect(matched('engine', [text('stop')]).evidence[0]?.kind).toBe('infrastructure');
  });

  test('is the longest one that is known', () => {
    expect(line('boat run fast beam-2')).toEqual(['boat -> ferry : harbour/beam-2 agent']);
    expect(line('boat list')).toEqual(['boat -> ferry : none']);
    expect(line('boat row beam-2')).toEqual([]);
    expect(line('boat')).toEqual([]);
    expect(line('lost beam-2')).toEqual([]);
    expect(line('nobody beam-2')).toEqual([]);
  });

  test('may have options before its words, which stay its own', () => {
    expect(line('boat -q run beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat --model beam-2 run')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat --verbose run --model beam-3 fast')).toEqual(['boat -> ferry : harbour/beam-3 agent']);
    expect(line('boat other run beam-2')).toEqual([]);
  });

  test('takes no value for an option that has none', () => {
    expect(line('boat run --verbose beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat run --other beam-3 beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat run --other --model beam-2')).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(line('boat run --other')).toEqual(['boat -> ferry : none']);
    expect(line('boat run -- beam-2')[0]).not.toContain('beam-2');
  });

  test('reads what an option is given with holes in it', () => {
    expect(ran('boat', [text('run'), pattern('--model={}', { holes: [env('MODEL', text('beam-2'))] })])).toEqual(['boat -> ferry : harbour/beam-2']);
    expect(ran('boat', [text('run'), pattern('--model=x-{}', { holes: [text('y')] })])).toEqual(['boat -> ferry : x-{}']);
    expect(ran('boat', [text('run'), text('--model'), env('MODEL')])).toEqual(['boat -> ferry : environment MODEL']);
  });

  test('of a module of Python is found whatever the version', () => {
    expect(line('python3.12 -m snake beam-2')).toEqual(['snake -> ferry : harbour/beam-2']);
    expect(line('python -m other beam-2')).toEqual([]);
    expect(line('pythonista -m snake beam-2')).toEqual([]);
  });

  test('that names no model says nothing where that is all it could say', () => {
    expect([line('helper'), line('tool'), line('engine serve')]).toEqual([[], [], []]);
    expect(line('boat run')).toEqual(['boat -> ferry : none']);
    expect(line('helper beam-2')).toEqual(['helper -> nowhere : harbour/beam-2']);
    expect([matched('helper', []).evidence[0]?.kind, matched('tool', []).evidence[0]?.kind, matched('engine', []).evidence[0]?.kind]).toEqual([
      'import',
      'dev-tool',
      'infrastructure',
    ]);
  });
});

describe('a program that loads weights', () => {
  test('runs them here, pulled by name or held', () => {
    expect(line('engine serve beam-2')).toEqual(['engine -> engine in premises : harbour/beam-2 pulled']);
    for (const held of ['./beam-2', '../beam-2', '/srv/beam-2', '~/beam-2', 'beam-2.gguf', 'm/beam-2.safetensors', 'beam-2.bin', 'beam-2 --revision abc'])
      expect(line(`engine serve ${held}`)[0], held).toContain('pinned');
    for (const pulled of ['beam-2 --revision main', 'beam-2 --revision master', 'beam-2 --other abc', 'a./b', 'beam-2.gguf.txt'])
      expect(line(`engine serve ${pulled}`)[0], pulled).toContain('pulled');
    expect(ran('engine', [text('serve'), pattern('{}/beam')])[0]).toContain('pinned');
    expect(ran('engine', [text('serve'), text('beam-2'), text('--revision'), env('REV')])[0]).toContain('pulled');
  });

  test('can be an image, whose entry point takes the words', () => {
    expect(ran('', [text('--model'), text('beam-2')], { image: 'harbour/engine' })).toEqual(['engine -> engine in premises : harbour/beam-2 pulled']);
    expect(ran('', [text('beam-2')], { image: 'harbour/boat' })).toEqual([]);
    expect(ran('', [text('beam-2')], { image: 'other/engine' })).toEqual([]);
    expect(ran('engine', [text('serve'), text('beam-2')], { image: 'other/engine' })).toEqual([]);
  });
});

describe('a request from the command line', () => {
  test('is one as code sends it, where the program itself says nothing', () => {
    const request = { url: text('https://api.ferry.example/v1/chat/completions'), body: object({ model: text('beam-2') }) };
    expect(ran('curl', [], { request })).toEqual(['null -> ferry in EU : harbour/beam-2']);
    expect(ran('curl', [], { request: { ...request, body: null } })).toEqual(['null -> ferry in EU : none']);
    expect(ran('boat', [text('run'), text('beam-3')], { request })).toEqual(['boat -> ferry : harbour/beam-3']);
    expect(ran('curl', [])).toEqual([]);
  });
});

test('PowerShell runs other programs as it runs its own commands', () => {
  const run = call(['boat'], { language: 'powershell', args: args({ '0': text('run'), model: text('beam-2'), '1': text('x') }) });
  expect(commandsIn([run])).toMatchObject([
    { kind: 'command', name: 'boat', image: null, request: null, words: [{ text: 'run' }, { text: 'x' }, { text: '-model' }, { text: 'beam-2' }] },
  ]);
  const others = [
    { ...run, language: 'python' as const },
    { ...run, path: ['a', 'b'] },
    { ...run, module: 'm' },
    { ...run, receivers: [1] },
  ];
  expect(commandsIn(others)).toEqual([]);
});
