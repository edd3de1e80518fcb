/** Open models like another: same modality, nearest class of strength, from home before from abroad. */
import type { Modality, Model } from '../../model/entity.ts';
import type { Index, ModelClass } from '../../model/knowledge.ts';
import type { Usage } from '../../model/usage.ts';
import type { Perspective } from '../perspective.ts';

const RANK: Readonly<Record<ModelClass, number>> = { small: 0, medium: 1, large: 2 };
/** Billions of parameters up to which a model counts as small, and as medium. */
const SMALL = 16;
const MEDIUM = 90;

/** The class a name speaks of: a size in it, else a word, else the maker's main model. No level rests on it. */
export function classOf(name: string, index: Index): ModelClass {
  const sizes = [...name.toLowerCase().matchAll(/(?<![a-z0-9.])(\d+(?:\.\d+)?)b(?![a-z0-9])/g)].map(([, digits]) => Number(digits));
  if (sizes.length > 0) {
    const most = Math.max(...sizes);
    return most <= SMALL ? 'small' : most <= MEDIUM ? 'medium' : 'large';
  }
  const classes = name
    .toLowerCase()
    .split(/[^a-z]+/)
    .flatMap((word) => index.modelClasses.get(word) ?? []);
  return classes.reduce<ModelClass>((least, found) => (RANK[found] < RANK[least] ? found : least), classes[0] ?? 'large');
}

const MADE_FOR: Readonly<Partial<Record<Usage['purpose'], Modality>>> = {
  embedding: 'embedding',
  rerank: 'rerank',
  speech: 'speech',
  image: 'image',
  video: 'video',
  music: 'music',
};

/** What the model of a usage does. Of a model nobody knows, what it is called for says it. */
export function modalityOf({ purpose }: Usage, { family, modality }: NonNullable<Usage['model']>): Modality {
  return family === null ? (MADE_FOR[purpose] ?? modality) : modality;
}

/** Current models with open weights under an open-source license, of one modality, the likest first. */
export function likeModels(modality: Modality, name: string, index: Index, view: Perspective): Model[] {
  const wanted = RANK[classOf(name, index)];
  return openModels(index)
    .filter((model) => model.modality === modality && developerOf(model, index) !== null && !view.isAdverse(developerOf(model, index)))
    .map((model) => {
      const home = view.isHome(developerOf(model, index));
      // From home and one class off is as near as from abroad and of the same class.
      return { model, home, far: Math.abs(RANK[classOf(model.name, index)] - wanted) + (home ? 0 : 1) };
    })
    .sort((a, b) => a.far - b.far || Number(b.home) - Number(a.home) || newestFirst(a.model, b.model))
    .map(({ model }) => model);
}

/** One list per index: looking at every model of the knowledge base is the dear part. */
const LISTS = new WeakMap<Index, readonly Model[]>();

function openModels(index: Index): readonly Model[] {
  const known = LISTS.get(index);
  if (known) return known;
  const list = [...index.models.values()].filter(
    ({ weights, status, license }) =>
      weights.value === 'open' && status.value === 'current' && index.licenses.get(license.value ?? '')?.class.value === 'open-source',
  );
  LISTS.set(index, list);
  return list;
}

function developerOf(model: Model, index: Index): string | null {
  return index.organizations.get(model.developer)?.controller.value ?? null;
}

function newestFirst(a: Model, b: Model): number {
  const [left, right] = [a.released.value ?? '', b.released.value ?? ''];
  return left === right ? (a.id < b.id ? -1 : 1) : left > right ? -1 : 1;
}
