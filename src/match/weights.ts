/** Files of model weights, and the cards and configurations that lie beside them: what the weights are, and under which license. */
import type { SettingCandidate, WeightsCandidate } from '../model/candidate.ts';
import type { Index } from '../model/knowledge.ts';
import type { Detail, HeldWeights } from '../model/thing.ts';
import { folderPrefix } from '../util/folder.ts';
import type { Collector } from './collector.ts';
import { type ModelMatch, resolveModelId } from './model-id.ts';

/** Files whose name is that of every model of its library: the folder is the model. */
const FOLDER_FORMS = /^(?:(?:diffusion_)?pytorch_model|model|adapter_model|tf_model|flax_model|consolidated|open_clip_pytorch_model)(?:[-_.]|$)/;

/** Where the parts of a split file are one: `model-00001-of-00004.safetensors`. */
const SHARD = /-\d{5}-of-\d{5}/;

/** Reports one file of weights. */
export function matchWeights(index: Index, candidate: WeightsCandidate, into: Collector): void {
  const { path } = candidate.location;
  const folder = folderPrefix(path);
  const name = path.slice(folder.length).replace(SHARD, '');
  const id = FOLDER_FORMS.test(name.toLowerCase()) ? folder.replace(/\/$/, '') || '.' : `${folder}${name}`;
  const match = modelOf(index, candidate, id);
  into.see({
    kind: 'weights',
    value: path.slice(folder.length),
    context: candidate.state === 'whole' || candidate.state === 'opaque' ? `${candidate.format} weights` : STATES[candidate.state],
    confidence: 'high',
    signature: match?.family ? `models/${match.family}` : null,
    subject: {
      kind: 'thing',
      type: 'weights',
      id,
      name: candidate.says.name ?? (match?.model ? (index.models.get(match.model)?.name ?? id) : id),
      purl: null,
      details: detailsOf(index, candidate, match),
      weights: held(match, candidate.says.name ?? id, isProven(candidate)),
    },
    location: candidate.location,
  });
}

const STATES = { pointer: 'a pointer in place of the weights', truncated: 'cut short' } as const;

/** A format with a header must show one; of the others name and size are all there is. */
function isProven({ state, format }: WeightsCandidate): boolean {
  return state === 'whole' || (state === 'opaque' && format !== 'gguf' && format !== 'safetensors');
}

function held(match: ModelMatch | null, requested: string, proven: boolean): HeldWeights {
  return { model: match?.model ?? null, family: match?.family ?? null, developer: match?.developer ?? null, requested, proven };
}

/** What the weights are: by what the header says of themselves, then of their base, then by their name. */
function modelOf(index: Index, { says }: WeightsCandidate, id: string): ModelMatch | null {
  const own = [says.source, joined(says.organization, says.name), says.name, says.basename];
  const base = [says.base, joined(says['base organization'], says['base name']), says['base name']];
  const name = id === '.' ? undefined : id.slice(id.lastIndexOf('/') + 1);
  return firstKnown(index, [...own, name, ...base]);
}

function joined(organization: string | undefined, name: string | undefined): string | undefined {
  return organization === undefined || name === undefined ? undefined : `${organization}/${name}`;
}

function firstKnown(index: Index, texts: readonly (string | undefined)[]): ModelMatch | null {
  for (const text of texts) {
    const match = text === undefined ? null : resolveModelId(index, text.trim().replace(/\s+/g, '-'), true);
    if (match?.family) return match;
  }
  return null;
}

function detailsOf(index: Index, { says, state, size, format }: WeightsCandidate, match: ModelMatch | null): Detail[] {
  const details: Detail[] = [{ name: 'format', value: format }];
  if (state === 'pointer') details.push({ name: 'content', value: `not in the tree: a pointer to a file of ${size === 0 ? 'unknown size' : bytes(size)}` });
  else if (state === 'truncated') details.push({ name: 'content', value: `cut short: ${bytes(size)} are fewer than its header says` });
  else details.push({ name: 'size', value: bytes(size) });
  for (const name of ['architecture', 'quantisation', 'quantised by'] as const) if (says[name] !== undefined) details.push({ name, value: says[name] });
  return [...details, ...lineage(index, match), ...baseDetail(says), ...licenseDetails(index, licenseWords(says), match)];
}

function baseDetail(says: Readonly<Record<string, string>>): Detail[] {
  const base = says.base ?? joined(says['base organization'], says['base name']) ?? says['base name'];
  return base === undefined ? [] : [{ name: 'base model', value: base }];
}

function licenseWords(says: Readonly<Record<string, string>>): string | null {
  const words = [says.license, says['license name'], says['license link']].filter((word) => word !== undefined);
  return words.length === 0 ? null : words.join(', ');
}

function lineage(index: Index, match: ModelMatch | null): Detail[] {
  const model = match?.model ? index.models.get(match.model) : undefined;
  const family = index.families.get(match?.family ?? '');
  const developer = index.organizations.get(model?.developer ?? match?.developer ?? '');
  const base = model?.base.value ?? null;
  return [
    ...(model || family ? [{ name: 'model', value: model?.id ?? `a version of ${family?.name} that is not in the knowledge base` }] : []),
    ...(developer ? [{ name: 'developer', value: developer.name }] : []),
    ...(base === null ? [] : [{ name: 'adapted from', value: base }]),
  ];
}

/** The license as the file or card states it; where it is another than the knowledge base has, both are shown and neither is judged. */
function licenseDetails(index: Index, stated: string | null, match: ModelMatch | null): Detail[] {
  const known = index.licenses.get((match?.model ? index.models.get(match.model)?.license.value : null) ?? '');
  if (stated === null) return known ? [{ name: 'license (knowledge base)', value: known.spdx }] : [];
  const same = known !== undefined && [known.id, known.spdx, known.name].some((name) => `-${words(stated)}-`.includes(`-${words(name)}-`));
  const details: Detail[] = [{ name: 'license', value: stated }];
  return known === undefined || same ? details : [...details, { name: 'license (knowledge base)', value: `${known.spdx}; the file states another` }];
}

/** The words of a license's name, letters and numbers apart: `MIT` is a word of "The MIT License" and none of "limited". */
function words(text: string): string {
  return text
    .toLowerCase()
    .replace(/^licenseref-/, '')
    .replace(/([a-z])(?=\d)/g, '$1-')
    .replace(/[^a-z0-9.]+/g, '-');
}

function bytes(size: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  let value = size;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit++) value /= 1000;
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Names of the files that describe the weights beside them. */
const CARD = /(?:^|\/)(?:readme\.md|model_?card\.md|config\.json|adapter_config\.json|params\.json|model_index\.json)$/i;

/** Whether a file describes the weights of its folder. */
export function isCard(path: string): boolean {
  return CARD.test(path);
}

/** Reports what a card or configuration says of the weights in its folder. It only counts where there are any. */
export function matchCard(index: Index, settings: readonly SettingCandidate[], into: Collector): void {
  const { path } = into.file;
  if (!isCard(path)) return;
  const bases = BASES.flatMap((key) => under(settings, key));
  const shown = bases[0] ?? ['license', 'library_name', 'architectures', 'model_type'].flatMap((key) => under(settings, key))[0];
  if (shown === undefined) return;
  // A path where the weights were trained says nothing of what they are.
  const base = bases.map(({ value }) => value.trim()).find((value) => !/^[./~]|^[A-Za-z]:\\/.test(value));
  const match = firstKnown(index, [base]);
  into.see({
    kind: 'config',
    value: shown.value,
    context: `${shown.path.join('.')} of the weights in this folder`,
    confidence: 'high',
    signature: match?.family ? `models/${match.family}` : null,
    subject: {
      kind: 'thing',
      type: 'weights',
      id: `${folderPrefix(path).replace(/\/$/, '')}/`,
      name: base ?? path,
      purl: null,
      details: cardDetails(index, settings, base, match),
      weights: held(match, base ?? path, false),
    },
    location: shown.location,
  });
}

const BASES = ['base_model', 'base_model_name_or_path', '_name_or_path', 'finetuned_from'];

function cardDetails(index: Index, settings: readonly SettingCandidate[], base: string | undefined, match: ModelMatch | null): Detail[] {
  const first = (...keys: readonly string[]): string | undefined => keys.flatMap((key) => under(settings, key))[0]?.value.trim();
  const license = ['license', 'license_name', 'license_link'].map((key) => first(key)).filter((word) => word !== undefined);
  const datasets = under(settings, 'datasets').map(({ value }) => value);
  const told: readonly (readonly [string, string | undefined])[] = [
    ['library', first('library_name')],
    ['architecture', first('architectures', 'model_type', '_class_name')],
    ['training data', datasets.length === 0 ? undefined : datasets.join(', ')],
    ['base model', base],
  ];
  return [
    ...told.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    ...lineage(index, match),
    ...licenseDetails(index, license.length === 0 ? null : license.join(', '), match),
  ];
}

/** Settings at a key at the top, or in the list below it. */
function under(settings: readonly SettingCandidate[], key: string): SettingCandidate[] {
  return settings.filter(({ path, value }) => path[0] === key && path.length <= 2 && value.trim() !== '');
}
