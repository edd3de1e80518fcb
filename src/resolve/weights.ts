/** Weights of the tree: joined with the cards that lie beside them, and with the code that loads them by their path. */
import type { Evidence, Site } from '../model/evidence.ts';
import type { Thing } from '../model/thing.ts';
import { addTo } from '../util/add-to.ts';
import { folderOf } from '../util/folder.ts';

type OfWeights = Evidence & { readonly subject: { readonly kind: 'thing' } & Thing };

function ofWeights(item: Evidence): item is OfWeights {
  return item.subject.kind === 'thing' && item.subject.type === 'weights';
}

/** Evidence with what cards say put to the weights of their folder. A card without weights says nothing about this tree. */
export function withCards(evidence: readonly Evidence[]): Evidence[] {
  const cards = new Map<string, OfWeights[]>();
  for (const item of evidence) if (ofWeights(item) && item.kind === 'config') addTo(cards, item.subject.id, item);
  const result = evidence.map((item): Evidence => {
    if (!ofWeights(item) || item.kind !== 'weights') return item;
    const beside = cards.get(`${folderOf(item.path)}/`) ?? [];
    return beside.length === 0 ? item : { ...item, subject: told(item.subject, beside) };
  });
  const holders = new Map<string, OfWeights['subject']>(
    result.filter(ofWeights).flatMap((item) => (item.kind === 'weights' ? [[`${folderOf(item.path)}/`, item.subject] as const] : [])),
  );
  return result.flatMap((item) => {
    if (!ofWeights(item) || item.kind !== 'config') return [item];
    const holder = holders.get(item.subject.id);
    return holder ? [{ ...item, subject: holder }] : [];
  });
}

/** What the header says comes first; the card adds, and names the base where the header does not. */
function told(subject: OfWeights['subject'], cards: readonly OfWeights[]): OfWeights['subject'] {
  const details = [...(subject.details ?? [])];
  let { weights } = subject;
  for (const { subject: card } of cards) {
    for (const detail of card.details ?? []) if (!details.some(({ name }) => name === detail.name)) details.push(detail);
    if (weights && weights.family === null && card.weights && card.weights.family !== null) weights = { ...card.weights, proven: weights.proven };
  }
  return { ...subject, details, ...(weights && { weights }) };
}

/** Sites with the weights they load by path: what these are, and whether the tree holds them. */
export function withWeights(sites: readonly Site[], evidence: readonly Evidence[]): Site[] {
  const things = evidence.filter(ofWeights).filter(({ kind }) => kind === 'weights');
  return sites.map((site) => {
    const asked = site.model?.requested;
    if (site.artefact === null || asked === undefined) return site;
    const files = things.filter(({ path, subject }) => isLoaded(asked, site.path, path, subject.id));
    const weights = files[0]?.subject.weights;
    if (!weights) return site;
    const proven = files.every(({ subject }) => subject.weights?.proven === true);
    const model = site.model && site.model.model === null && weights.family !== null ? { ...site.model, ...named(weights) } : site.model;
    return { ...site, model, artefact: proven ? 'pinned' : 'unproven', evidence: [...new Set([...site.evidence, ...files.map(({ id }) => id)])] };
  });
}

function named({ model, family, developer }: NonNullable<Thing['weights']>): Pick<NonNullable<Site['model']>, 'model' | 'family' | 'developer'> {
  return { model, family, developer };
}

/** Whether a path in code leads to a file or folder of the tree: from the top, from the folder of the code, or by its last two names. */
function isLoaded(asked: string, from: string, path: string, id: string): boolean {
  const wanted = asked.replace(/^file:(?:\/\/)?/, '').replaceAll('\\', '/');
  if (!/[/.]/.test(wanted)) return false;
  const plain = normal(wanted);
  if (plain === '') return false;
  const beside = normal(`${folderOf(from)}/${wanted}`);
  const places = [path, id, folderOf(path)];
  if (places.includes(plain) || places.includes(beside)) return true;
  const tail = plain.split('/').slice(-2);
  return tail.length === 2 && (path.endsWith(`/${tail.join('/')}`) || id.endsWith(`/${tail.join('/')}`));
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
