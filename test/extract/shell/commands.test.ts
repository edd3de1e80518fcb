import { describe, expect, it } from 'vitest';
import { extractArguments, extractCommands } from '../../../src/extract/shell/index.ts';
import type { Candidate, CommandCandidate, Value } from '../../../src/model/candidate.ts';
import type { Location } from '../../../src/model/location.ts';

const at = (start: number, end: number): Location => ({ path: 'start.sh', line: 1, column: start, endLine: 1, endColumn: end });

function candidates<K extends Candidate['kind']>(text: string, kind: K): Extract<Candidate, { kind: K }>[] {
  return extractCommands(text, at).filter((one): one is Extract<Candidate, { kind: K }> => one.kind === kind);
}

function written(value: Value | null | undefined): unknown {
  if (!value) return null;
  if (value.kind === 'text' || value.kind === 'pattern' || value.kind === 'dynamic') return value.text;
  if (value.kind === 'env') return value.fallback ? { env: value.name, or: written(value.fallback) } : { env: value.name };
  if (value.kind === 'choice') return value.options.map(written);
  if (value.kind === 'object') return Object.fromEntries(value.entries.map(({ name, value: of }) => [name, written(of)]));
  return value.kind;
}

const line = (command: CommandCandidate): unknown[] => [command.name, ...command.words.map(written)];

describe('commands of a shell', () => {
  it('follow variables of the script', () => {
    expect(candidates('M=mistral\nollama pull "$M"', 'command').map(line)).toEqual([['ollama', 'pull', 'mistral']]);
  });

  it('read a name nobody sets from the environment, with its default', () => {
    expect(candidates('ollama run ${LLM:-qwen3}', 'command').map(line)).toEqual([['ollama', 'run', { env: 'LLM', or: 'qwen3' }]]);
  });

  it('keep both values of a name set in a branch', () => {
    expect(candidates('M=a\nif x; then M=b; fi\nollama pull $M', 'command').at(-1)?.words.map(written)).toEqual(['pull', ['a', 'b']]);
  });

  it.each([
    'sudo -u svc ollama pull x',
    'nohup ollama pull x',
    'docker exec -it box ollama pull x',
    'kubectl exec pod -- ollama pull x',
    'env A=b ollama pull x',
  ])('are found behind others: %s', (text) => {
    expect(candidates(text, 'command').map(line)).toEqual([['ollama', 'pull', 'x']]);
  });

  it('are found in a script given as one word', () => {
    expect(candidates(`bash -lc 'ollama serve & ollama pull x'`, 'command').map(line)).toEqual([
      ['ollama', 'serve'],
      ['ollama', 'pull', 'x'],
    ]);
  });

  it('are no more than words in a message', () => {
    expect(candidates('echo "run ollama pull mistral"', 'command')).toEqual([]);
  });

  it('given word by word need no shell', () => {
    const words = ['vllm', 'serve', 'org/model'].map((text, column) => ({ text, location: at(column, column) }));
    expect(
      extractArguments(words)
        .filter((one): one is CommandCandidate => one.kind === 'command')
        .map(line),
    ).toEqual([['vllm', 'serve', 'org/model']]);
  });

  it('of an image are given to the image', () => {
    const [command] = candidates('docker run --rm -p 80:80 vllm/vllm-openai:v1 --model org/model', 'command');
    expect([command?.image, command?.words.map(written)]).toEqual(['vllm/vllm-openai', ['--model', 'org/model']]);
  });
});

describe('requests of commands', () => {
  const body = (text: string): unknown => written(candidates(text, 'command').find(({ request }) => request)?.request?.body);

  it('have the body of a single-quoted text', () => {
    expect(body(`curl https://llm.example/v1 -d '{"model": "tiny", "n": 1}'`)).toEqual({ model: 'tiny', n: '1' });
  });

  it('have the body of a double-quoted text with a variable in it', () => {
    expect(body('curl https://llm.example/v1 -d "{\\"model\\": \\"$LLM\\"}"')).toEqual({ model: { env: 'LLM' } });
  });

  it('have the body of a heredoc', () => {
    expect(body('curl https://llm.example/v1 --data @- <<EOF\n{"model": "tiny"}\nEOF')).toEqual({ model: 'tiny' });
  });

  it('have the object a jq program makes', () => {
    expect(body(`B=$(jq -n --arg m tiny '{model: $m, stream: false}')\ncurl https://llm.example/v1 -d "$B"`)).toEqual({ model: 'tiny', stream: 'false' });
  });

  it('have what an earlier command prints', () => {
    expect(body(`echo '{"model":"tiny"}' | curl -X POST https://llm.example/v1 -d @-`)).toEqual({ model: 'tiny' });
  });

  it('have the fields of HTTPie', () => {
    expect(body('http POST https://llm.example/v1 model=tiny temperature:=0')).toEqual({ model: 'tiny', temperature: '0' });
  });
});

describe('settings in shell text', () => {
  it('are the names it exports', () => {
    expect(candidates('export BASE=https://a.example\nPLAIN=x\nLATER=y\nexport LATER', 'setting').map(({ path, value }) => [path[0], value])).toEqual([
      ['BASE', 'https://a.example'],
      ['LATER', 'y'],
    ]);
  });

  it('are the names a fish script sets for others', () => {
    expect(candidates('set -gx BASE https://a.example\nset plain x', 'setting').map(({ path, value }) => [path[0], value])).toEqual([
      ['BASE', 'https://a.example'],
    ]);
  });

  it('are those written into an environment file', () => {
    expect(candidates('cat > .env <<EOF\nLLM=tiny\nEOF\necho "HOST=x" >> .env', 'setting').map(({ path, value }) => [path[0], value])).toEqual([
      ['LLM', 'tiny'],
      ['HOST', 'x'],
    ]);
  });
});

describe('packages a command installs', () => {
  it.each([
    ['pip install -q openai==1.2 ./local', [['pypi', 'openai', '1.2']]],
    ['npm i -D @acme/kit@2', [['npm', '@acme/kit', '2']]],
    ['python3 -m pip install "vllm[audio]>=0.6"', [['pypi', 'vllm', '>=0.6']]],
  ])('are named: %s', (text, expected) => {
    expect(candidates(text, 'package').map(({ ecosystem, name, version }) => [ecosystem, name, version])).toEqual(expected);
  });
});
