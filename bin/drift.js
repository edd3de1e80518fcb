// What public catalogues of models list and the knowledge base does not, as the body of one issue. Reads files only; nothing is changed by it.
//   node bin/drift.js --litellm FILE --models-dev FILE --openrouter FILE [--as-of DATE]
// litellm: model_prices_and_context_window.json; models.dev: api.json; openrouter: the answer of /api/v1/models. Prints nothing when nothing is new.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { main } from '../dist/cli.js';

/** Longest list of one heading; what is left out is counted. GitHub takes 65,536 characters. */
const MOST = 60;
const { values } = parseArgs({
  options: { litellm: { type: 'string' }, 'models-dev': { type: 'string' }, openrouter: { type: 'string' }, 'as-of': { type: 'string' } },
});
/** Catalogue -> reader: model ids as code would write them, hosts, and what it says of weights. */
const READERS = { litellm: readLitellm, 'models-dev': readModelsDev, openrouter: readOpenrouter };
/** Kinds of litellm rows that name a model somebody calls. */
const LITELLM_MODES = new Set([
  'chat',
  'completion',
  'responses',
  'embedding',
  'rerank',
  'image_generation',
  'audio_transcription',
  'audio_speech',
  'video_generation',
  undefined,
]);

const rows = [];
for (const [name, read] of Object.entries(READERS)) {
  if (values[name] === undefined) continue;
  const found = read(parse(name, values[name]));
  // A catalogue that changed its form must not look like one without news.
  if (found.length === 0) throw new Error(`${name}: no rows found in ${values[name]}: has its form changed?`);
  rows.push(...found.map((row) => ({ ...row, catalogue: name })));
}
if (rows.length === 0) throw new Error('give at least one catalogue: --litellm, --models-dev or --openrouter');
const body = report(rows, await answersFor(rows));
if (body !== '') process.stdout.write(body);

function parse(name, file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${name}: ${file} is not JSON that can be read: ${error.message}`);
  }
}

function readLitellm(data) {
  return Object.entries(data).flatMap(([id, row]) =>
    id === 'sample_spec' || typeof row?.litellm_provider !== 'string' || !LITELLM_MODES.has(row.mode)
      ? []
      : [{ text: id, provider: row.litellm_provider, weights: null }],
  );
}

function readModelsDev(data) {
  return Object.entries(data).flatMap(([provider, { api, models }]) => {
    const host = typeof api === 'string' && /^https:\/\/[a-z0-9.-]+(?:[/:]|$)/i.test(api) ? [{ text: api, provider, weights: null, host: true }] : [];
    const ids = Object.values(models ?? {}).map(({ id, open_weights: open }) => ({
      text: id,
      provider,
      weights: open === undefined ? null : open ? 'open' : 'closed',
    }));
    return [...host, ...ids];
  });
}

function readOpenrouter({ data }) {
  return (data ?? []).map(({ id, hugging_face_id: repository }) => ({ text: id, provider: String(id).split('/')[0], weights: repository ? 'open' : null }));
}

/** What the knowledge base says of every text, in one run. Variants of a router (`:free`) are the model itself. */
async function answersFor(all) {
  const texts = [...new Set(all.map(({ text }) => plain(text)))].filter((text) => text !== '');
  let out = '';
  const streams = {
    stdout: { write: (part) => (out += part) },
    stderr: { write: (part) => process.stderr.write(part) },
    stdin: (async function* () {
      yield `${texts.join('\n')}\n`;
    })(),
    env: {},
  };
  const asOf = values['as-of'] ?? new Date().toISOString().slice(0, 10);
  const code = await main(['lookup', '--stdin', '--json', '--as-of', asOf], streams, new Date());
  if (code !== 0) throw new Error(`lookup ended with ${code}`);
  return new Map(JSON.parse(out).map((answer) => [answer.query, answer]));
}

/** One line, no control characters, no `:free` at the end. */
function plain(text) {
  return String(text)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
    .replace(/:(?:free|beta|extended|thinking|nitro|floor)$/, '')
    .trim();
}

function report(all, answers) {
  const unknownModels = new Map();
  const unknownHosts = new Map();
  const disagreements = new Map();
  for (const row of all) {
    const text = plain(row.text);
    const answer = answers.get(text);
    if (!answer) continue;
    const where = `${row.catalogue}, ${row.provider}`;
    if (answer.match === null) add(row.host ? unknownHosts : unknownModels, text, where);
    else if (row.weights !== null && answer.model?.weights && answer.match === 'exact' && answer.model.weights !== row.weights)
      add(disagreements, `${text}: ${answer.model.weights} here, ${row.weights} there`, where);
  }
  if (unknownModels.size + unknownHosts.size + disagreements.size === 0) return '';
  return [
    'Public catalogues list what the knowledge base does not know, or knows otherwise. A row here is a hint, not a fact: read the primary source, then',
    'change `rules/` as rules/README.md says. Nothing is merged by a machine. This issue is written anew every week.',
    '',
    ...section('Model ids without an entry', unknownModels),
    ...section('Hosts without an entry', unknownHosts),
    ...section('Weights told differently', disagreements),
    '',
  ].join('\n');
}

function add(map, text, where) {
  if (!map.has(text)) map.set(text, new Set());
  map.get(text).add(where);
}

function section(title, map) {
  if (map.size === 0) return [];
  // What several catalogues list comes first: it is used most.
  const sorted = [...map].sort(([a, x], [b, y]) => y.size - x.size || (a < b ? -1 : 1));
  const lines = sorted.slice(0, MOST).map(([text, where]) => `- [ ] ${code(text)} (${[...where].sort().slice(0, 4).map(code).join('; ')})`);
  return [`## ${title}: ${map.size}`, '', ...lines, ...(map.size > MOST ? [`- and ${map.size - MOST} more`] : []), ''];
}

/** Text of a stranger as code: nothing in it is a mention, a link or markup. */
function code(text) {
  return `\`${text.replaceAll('`', "'").slice(0, 160)}\``;
}
