import { describe, expect, it } from 'vitest';
import { extractCode } from '../../../src/extract/code/index.ts';
import type { CallCandidate } from '../../../src/model/candidate.ts';
import type { CodeKind, Repository } from '../../../src/model/file.ts';

function callsOf(path: string, files: Readonly<Record<string, string>>, kind: CodeKind): { calls: CallCandidate[]; read: Set<string> } {
  const read = new Set<string>();
  const repository: Repository = {
    paths: new Set(Object.keys(files)),
    read: (other) => {
      read.add(other);
      return files[other] ?? null;
    },
    known: (_, module) => module.startsWith('acme'),
  };
  const { candidates } = extractCode({ path, kind, text: files[path] ?? '' }, repository);
  const calls = candidates.filter((one) => one.kind === 'call');
  for (const call of calls) void call.args;
  return { calls, read };
}

const named = (calls: readonly CallCandidate[], last: string): CallCandidate | undefined => calls.find(({ path }) => path.at(-1) === last);

describe('a class of the JVM', () => {
  const folder = 'src/main/java/shop/ai';
  const others = Object.fromEntries(
    Array.from({ length: 60 }, (_, at) => [`${folder}/Helper${at}.java`, `package shop.ai; class Helper${at} { static String NAME = "helper-${at}"; }`]),
  );
  const files = {
    ...others,
    [`${folder}/Models.java`]: 'package shop.ai; class Models { static final String FAST = "acme-fast"; }',
    'src/main/java/shop/App.java': 'package shop; import shop.ai.Models; class App { void run() { ask(Models.FAST); } }',
  };
  const { calls, read } = callsOf('src/main/java/shop/App.java', files, 'java');

  it('is found in the file of its name, however many files its package has', () => {
    expect(named(calls, 'ask')?.args[0]?.value).toMatchObject({ kind: 'text', text: 'acme-fast' });
  });

  it('costs the reading of no other file of its package', () => {
    expect([...read].filter((path) => path.includes('Helper'))).toEqual([]);
  });
});

describe('a chain of calls', () => {
  const steps = Array.from({ length: 12 }, (_, at) => `.step${at}("x")`).join('');

  it('hangs each of its calls on the one before', () => {
    const { calls } = callsOf('app.py', { 'app.py': `import acme\nacme.start()${steps}\n` }, 'python');
    for (let at = 1; at < 12; at++) expect(named(calls, `step${at}`)?.receivers).toEqual([named(calls, `step${at - 1}`)?.id]);
  });

  it('says the same from whichever end it is asked first', () => {
    const asked = (order: (calls: CallCandidate[]) => CallCandidate[]): unknown[] => {
      const { calls } = callsOf('app.ts', { 'app.ts': `import { start } from 'acme';\nconst a = start()${steps};\na.ask(a);\n` }, 'javascript');
      const seen = new Map(order([...calls]).map((call) => [call.id, [call.module, call.path, call.receivers]]));
      return calls.map(({ id }) => seen.get(id));
    };
    expect(asked((calls) => calls.reverse())).toEqual(asked((calls) => calls));
  });
});

it('a name bound to a call on itself is followed once round', () => {
  const { calls } = callsOf('app.py', { 'app.py': 'import acme\nbot = acme.Bot()\nfor x in items:\n    bot = bot.using(x)\nbot.ask()\n' }, 'python');
  expect(named(calls, 'ask')?.receivers.length).toBeGreaterThan(0);
});

describe('a name that is read at several places', () => {
  it('is the parameter of its own file, though it also picks from a mapping of another', () => {
    const files = {
      'app/prices.py': "PRICES = {'beam-2': 'acme-two'}\n",
      'app/ask.py': 'import acme\nfrom app.prices import PRICES\ndef price(model):\n    acme.show(PRICES[model])\n    acme.ask(model)\n',
    };
    const { calls } = callsOf('app/ask.py', files, 'python');
    expect(named(calls, 'ask')?.args[0]?.value).toMatchObject({ kind: 'dynamic', parameter: { function: 'app/ask.py#price', name: 'model' } });
  });

  it('stands each time where it is read', () => {
    const { calls } = callsOf(
      'app.ts',
      { 'app.ts': "import { MODEL } from 'acme';\nfirst(MODEL);\nsecond(MODEL);\nfirst(nobody);\nsecond(nobody);\n" },
      'javascript',
    );
    expect(calls.map(({ args }) => [args[0]?.value.kind, args[0]?.value.location.line])).toEqual([
      ['imported', 2],
      ['imported', 3],
      ['dynamic', 4],
      ['dynamic', 5],
    ]);
  });
});
