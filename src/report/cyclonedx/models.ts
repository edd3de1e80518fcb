import type { Evidence } from '../../model/evidence.ts';
import type { Purpose } from '../../model/layer.ts';
import type { Report, UsageReport } from '../../model/report.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { compareText } from '../select.ts';
import { evidenceField } from './evidence.ts';
import { cdxOrganization, each, fingerprintsByUsage, groupUsages, propertyField } from './properties.ts';
import type { CdxComponent, CdxLicense, CdxModelCard } from './types.ts';

type Model = NonNullable<UsageReport['model']>;

/** License ids of the knowledge base that are exactly an SPDX license. Others go by name: an invented SPDX id would be refused, or worse, believed. */
const SPDX: Readonly<Record<string, string>> = {
  'agpl-3.0': 'AGPL-3.0-only',
  'apache-2.0': 'Apache-2.0',
  'bsd-2-clause': 'BSD-2-Clause',
  'bsd-3-clause': 'BSD-3-Clause',
  'cc-by-4.0': 'CC-BY-4.0',
  'cc-by-nc-4.0': 'CC-BY-NC-4.0',
  'cc-by-nc-nd-4.0': 'CC-BY-NC-ND-4.0',
  'cc-by-nc-sa-4.0': 'CC-BY-NC-SA-4.0',
  'cc-by-sa-4.0': 'CC-BY-SA-4.0',
  'cc0-1.0': 'CC0-1.0',
  'gpl-3.0': 'GPL-3.0-only',
  mit: 'MIT',
};

/** Words of https://huggingface.co/tasks, which CycloneDX readers know, for what a model is used for. */
const TASK: Partial<Readonly<Record<Purpose, string>>> = {
  chat: 'text-generation',
  agent: 'text-generation',
  embedding: 'feature-extraction',
  rerank: 'text-ranking',
  speech: 'automatic-speech-recognition or text-to-speech',
  image: 'text-to-image',
  video: 'text-to-video',
  music: 'text-to-audio',
};

const FORMATS: Readonly<Record<Model['modality'], readonly [input: string, output: string]>> = {
  text: ['text', 'text'],
  embedding: ['text', 'vector'],
  rerank: ['text', 'ranking'],
  speech: ['audio or text', 'text or audio'],
  image: ['text', 'image'],
  video: ['text', 'video'],
  music: ['text', 'audio'],
  vision: ['image and text', 'text'],
};

/** First parts of a local path that look like the owner of a repository. */
const FOLDERS: ReadonlySet<string> = new Set(['.', '..', 'checkpoints', 'data', 'model', 'models', 'weights']);

/** The `bom-ref` of the model a usage asks for; null when none is written. */
export function modelRef({ model }: UsageReport): string | null {
  return model === null ? null : `model:${terminalText(model.id ?? `unknown:${model.requested}`)}`;
}

/** The models that usages ask for, one component each, by `bom-ref`. */
export function cdxModels(report: Report): CdxComponent[] {
  const fingerprints = fingerprintsByUsage(report);
  return groupUsages(report, modelRef).flatMap(([ref, usages]) => {
    const model = usages[0]?.model;
    return model == null ? [] : [component(ref, model, usages, fingerprints)];
  });
}

function component(ref: string, model: Model, usages: readonly UsageReport[], fingerprints: ReadonlyMap<string, readonly string[]>): CdxComponent {
  const { developer } = model;
  const known = developer.id !== null;
  const purl = usages.map(huggingFacePurl).find((found) => found !== null) ?? null;
  const name = terminalText(model.name || model.requested);
  return {
    type: 'machine-learning-model',
    'bom-ref': ref,
    ...(known ? { supplier: cdxOrganization(developer) } : {}),
    name,
    ...(model.license === null ? {} : { licenses: [{ license: license(model.license) }] }),
    ...(purl === null ? {} : { purl }),
    ...evidenceField(usages.flatMap(modelEvidence), 'name', name),
    modelCard: modelCard(model, usages),
    ...propertyField([
      ['model:id', model.id],
      ['model:family', model.family],
      ...each(
        'model:requested',
        usages.map((usage) => usage.model?.requested ?? null),
      ),
      ['model:weights', model.weights],
      ['model:status', model.status],
      ['model:base', model.base],
      ['model:origin', model.origin],
      ['jurisdiction:developer', developer.country],
      ['jurisdiction:controller', developer.controller],
      ...each(
        'weights',
        usages.map(({ weights }) => weights),
      ),
      ...each(
        'revocability',
        usages.map(({ revocability }) => revocability),
      ),
      ...each(
        'scope',
        usages.map(({ scope }) => scope),
      ),
      ...each(
        'finding:fingerprint',
        usages.flatMap(({ id }) => fingerprints.get(id) ?? []),
      ),
    ]),
  };
}

function license({ id, name }: { readonly id: string; readonly name: string }): CdxLicense {
  const spdx = SPDX[id.toLowerCase()];
  return spdx === undefined ? { name: terminalText(name), acknowledgement: 'declared' } : { id: spdx, acknowledgement: 'declared' };
}

function modelCard(model: Model, usages: readonly UsageReport[]): CdxModelCard {
  const purposes = [...new Set(usages.map(({ purpose }) => purpose))].sort(compareText);
  const task = purposes.map((purpose) => TASK[purpose]).find((word) => word !== undefined);
  const [input, output] = FORMATS[model.modality];
  return {
    modelParameters: {
      ...(task === undefined ? {} : { task }),
      ...(model.family === null ? {} : { architectureFamily: terminalText(model.family) }),
      // Of a model that nobody knows the modality is a guess.
      ...(model.id === null ? {} : { inputs: [{ format: input }], outputs: [{ format: output }] }),
    },
    considerations: { useCases: purposes },
  };
}

function modelEvidence({ evidence }: UsageReport): Evidence[] {
  return evidence.filter(({ kind }) => kind === 'model-id' || kind === 'weights');
}

/** `pkg:huggingface/owner/name` where this code loads weights from a repository of that name. */
function huggingFacePurl({ model, weights }: UsageReport): string | null {
  if (model === null || weights === null) return null;
  const [owner = '', name = '', ...more] = model.requested.split('/');
  const plain = /^[A-Za-z0-9][\w.-]*$/;
  if (more.length > 0 || !plain.test(owner) || !plain.test(name) || FOLDERS.has(owner.toLowerCase())) return null;
  return `pkg:huggingface/${owner}/${name}`;
}
