// Trees to measure on where none is given: files of our own making, the same on every machine.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WORDS =
  'buffer index table queue state frame value node length offset count limit parse write flush merge sort order result cache entry page block'.split(' ');

/** Numbers that look random and are the same each time (a linear congruential generator, Numerical Recipes' constants). */
function numbers(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % limit;
  };
}

function plainCode(next, language) {
  const name = () => `${WORDS[next(WORDS.length)]}_${WORDS[next(WORDS.length)]}`;
  const lines = [];
  for (let count = 20 + next(60); count > 0; count--) {
    const [one, two, three] = [name(), name(), name()];
    if (language === 'c') lines.push(`static int ${one}(struct ${two} *${three})`, '{', `\treturn ${three}->${one} + ${next(4096)};`, '}', '');
    else if (language === 'py')
      lines.push(`def ${one}(${two}, ${three}=None):`, `    """Gives the ${two} of a ${three}."""`, `    return ${two}.${three}(${next(4096)})`, '');
    else lines.push(`export function ${one}(${two}) {`, `  // ${three} comes first`, `  return ${two}.${three}(${next(4096)}, '${one}');`, '}', '');
  }
  return lines.join('\n');
}

const MODELS = ['gpt-5.5', 'claude-opus-4-8', 'mistral-large-2512', 'deepseek-chat', 'gemini-3-pro-preview', 'qwen3-max'];

function callingCode(next, language) {
  const model = MODELS[next(MODELS.length)];
  const body = plainCode(next, language);
  if (language === 'py')
    return `import os\nfrom openai import OpenAI\n\nclient = OpenAI(base_url=os.environ.get("GATEWAY_${next(40)}_URL"))\n\n\ndef answer(prompt):\n    return client.chat.completions.create(model="${model}", messages=[{"role": "user", "content": prompt}])\n\n\n${body}`;
  return `import OpenAI from 'openai';\n\nconst client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });\n\nexport async function answer(prompt) {\n  return client.chat.completions.create({ model: '${model}', messages: [{ role: 'user', content: prompt }] });\n}\n\n${body}`;
}

/** Writes `files` files below a folder; every `calling`-th has an AI call, none when 0. */
export function makeTree(folder, { files, calling, seed }) {
  const next = numbers(seed);
  for (let number = 0; number < files; number++) {
    const language = calling > 0 ? ['py', 'js'][number % 2] : ['c', 'py', 'js'][number % 3];
    const parent = join(folder, `part${Math.floor(number / 900)}`, `unit${Math.floor(number / 30) % 30}`);
    if (number % 30 === 0) mkdirSync(parent, { recursive: true });
    const calls = calling > 0 && number % calling === 0;
    writeFileSync(join(parent, `file${number}.${language}`), calls ? callingCode(next, language) : plainCode(next, language));
  }
}

/** The files no scanner likes, each alone in its folder and in two sizes, to see whether time grows as size does: name -> text of about `bytes`. */
export const WORST = {
  'model ids and nothing else': ['ids.txt', (bytes) => repeat((at) => `${MODELS[at % MODELS.length]}-${at % 7}\n`, bytes)],
  'model ids as a JSON list': ['ids.json', (bytes) => `[${repeat((at) => `"${MODELS[at % MODELS.length]}",`, bytes)}""]`],
  'model ids as a Python list': ['ids.py', (bytes) => `IDS = [\n${repeat((at) => `    "${MODELS[at % MODELS.length]}",\n`, bytes)}]\n`],
  lockfile: [
    'package-lock.json',
    (bytes) => `{"name":"shop","lockfileVersion":3,"packages":{${repeat(lockRow, bytes)}"node_modules/openai":{"version":"5.0.0"}}}`,
  ],
  'one line': ['bundle.js', (bytes) => `var a=[${repeat((at) => `{id:${at},name:"item"},`, bytes)}];fetch("https://api.openai.com/v1/chat/completions")`],
  brackets: ['deep.json', (bytes) => `{"model":"gpt-5.5","a":${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}}`],
  'open quotes': ['quotes.py', (bytes) => `import openai\n${repeat(() => '"""\n', bytes)}`],
  'chained calls': ['chain.js', (bytes) => `import OpenAI from 'openai';\nconst x = y${repeat((at) => `.then(v => v.m${at})`, bytes)};`],
};

function lockRow(at) {
  return `"node_modules/package-${at}":{"version":"1.${at}.0","resolved":"https://registry.example/package-${at}.tgz","integrity":"sha512-${'A'.repeat(86)}=="},`;
}

function repeat(row, bytes) {
  const parts = [];
  for (let at = 0, size = 0; size < bytes; at++) {
    const part = row(at);
    parts.push(part);
    size += part.length;
  }
  return parts.join('');
}

/** A pack of `count` rules of a team's own, of mixed kinds, as a file of `--rules`. */
export function makePack(count) {
  const quarter = Math.floor(count / 4);
  const each = (make) => Array.from({ length: quarter }, (_, at) => make(at)).join('');
  return [
    `services:\n${each((at) => `  unit-${at}-gateway:\n    name: Gateway of unit ${at}\n    category: model-api\n    location: "NL"\n    offers: many\n    surface: portable\n    hosts:\n      - host: llm.unit${at}.example\n    from: wiki\n    sources:\n      wiki: { basis: background, title: platform wiki }\n`)}`,
    `packages:\n${each((at) => `  unit-${at}-client:\n    name: Client of unit ${at}\n    publisher: unit-${at}\n    role: client\n    purls: [ "pkg:pypi/unit${at}-llm-client" ]\n    imports: { python: [unit${at}_llm_client] }\n    implies: unit-${at}-gateway\n    from: wiki\n    sources:\n      wiki: { basis: background, title: platform wiki }\n`)}`,
    `organizations:\n${each((at) => `  unit-${at}:\n    name: Unit ${at}\n    seat: "NL"\n    controller: "NL"\n    from: wiki\n    sources:\n      wiki: { basis: background, title: platform wiki }\n`)}`,
    `checks:\n${each((at) => `  unit-${at}-only:\n    name: Unit ${at} stays with its gateway\n    layer: cloud\n    when: { service.id: unit-${at}-gateway, endpoint.country: CN }\n    severity: high\n    message: "{service} is called."\n    help: Use the gateway.\n    remediation: Use the gateway.\n`)}`,
  ].join('');
}
