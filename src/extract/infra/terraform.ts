/** Terraform and OpenTofu: every resource of a file with what variables, locals, tfvars and the modules that call it say. */
import { meetAll } from '../../model/bounds.ts';
import type { Candidate, Extraction } from '../../model/candidate.ts';
import type { Repository, SourceFile } from '../../model/file.ts';
import type { ResourceAttribute, ResourceCandidate } from '../../model/resource.ts';
import { addTo } from '../../util/add-to.ts';
import { withinTexts } from '../settings.ts';
import { containersIn } from './containers.ts';
import { evaluate } from './evaluate.ts';
import { addressOf, behind, flatten, type Reference, settingsOfValue } from './flatten.ts';
import type { HclBlock } from './hcl.ts';
import { createPlaces, type Places } from './places.ts';
import { type Context, contextsOf, modulesOf, namesIn, type TerraformModule } from './terraform-modules.ts';
import { type Budget, createBudget, type Names, roundsOf, type Value, withNames } from './value.ts';

/** The resources and settings of one `.tf` file. Values come from the whole module and from those that call it. */
export function extractTerraform(file: SourceFile, repository?: Repository): Extraction {
  const modules = modulesOf(file, repository);
  const module = modules.of(file.path);
  if (module === null) return { candidates: [], problems: [] };
  // Files of values have no reading of their own: what was left of them is told with each file that they are values of.
  for (const [path, met] of module.met) if (path === file.path || path.endsWith('.tfvars')) meetAll(met);
  const candidates: Candidate[] = [];
  const budget = createBudget();
  const own = (block: HclBlock): boolean => block.file.path === file.path;
  for (const [at, context] of contextsOf(module, modules, budget).entries()) {
    for (const block of [...module.resources, ...module.calls]) if (own(block)) candidates.push(...resourceCandidates(block, context, budget));
    candidates.push(...otherSettings(module, context, own, budget, at === 0));
  }
  const { kept, problems } = withinTexts(unique(candidates), file.limits);
  return { candidates: kept, problems };
}

/** A resource, or one for each item it is made for, with its texts as settings. */
function resourceCandidates(block: HclBlock, context: Context, budget: Budget): Candidate[] {
  const places = createPlaces();
  const [type = '', name = ''] = block.type === 'module' ? [`module.${sourceOf(block)}`, block.labels[0]] : block.labels;
  const names = namesIn(context, budget);
  const loop = block.attributes.find(({ name: key }) => key === 'for_each')?.value;
  const rounds = loop === undefined ? [null] : roundsOf(evaluate(loop, names, budget));
  return rounds.flatMap((round) => {
    const value = bodyOf(block, round === null ? names : withNames(names, { each: eachOf(round) }), budget);
    const { attributes, references } = flatten(value, places);
    const more = references.flatMap((reference) => behindReference(reference, context, budget, places));
    const resource: ResourceCandidate = {
      kind: 'resource',
      format: 'terraform',
      type: block.type === 'data' ? `data.${type}` : type,
      address: `${type}.${name}`,
      attributes: [...attributes, ...more, ...providerRegion(type, context, budget, places)],
      location: places(headOf(block)),
    };
    return [resource, ...containersIn(value, places), ...settingsOfValue(value, [`${type}.${name}`])];
  });
}

/** What the resource says that an attribute refers to, in the same module. */
function behindReference(reference: Reference, context: Context, budget: Budget, places: Places): ResourceAttribute[] {
  const target = context.module.byAddress.get(addressOf(reference.names));
  return target === undefined ? [] : behind(reference, bodyOf(target, namesIn(context, budget), budget), places);
}

/** `provider "aws" { region = ... }` of this module, else of the one that calls it. */
function providerRegion(type: string, context: Context, budget: Budget, places: Places): ResourceAttribute[] {
  const provider = type.slice(0, type.indexOf('_'));
  for (let at: Context | null = context; at !== null; at = at.outer) {
    const block = at.module.others.find(
      (other) => other.type === 'provider' && other.labels[0] === provider && !other.attributes.some(({ name }) => name === 'alias'),
    );
    if (block === undefined) continue;
    return flatten(bodyOf(block, namesIn(at, budget), budget), places)
      .attributes.filter(({ path }) => path.length === 1 && path[0] === 'region')
      .map((attribute) => ({ ...attribute, path: ['provider', ...attribute.path] }));
  }
  return [];
}

function eachOf({ key, item }: { key: Value; item: Value }): Value {
  return {
    kind: 'object',
    entries: new Map([
      ['key', key.kind === 'unknown' && item.kind === 'text' ? item : key],
      ['value', item],
    ]),
  };
}

function sourceOf(block: HclBlock): string {
  const source = block.attributes.find(({ name }) => name === 'source')?.value;
  return source?.kind === 'text' && typeof source.parts[0] === 'string' ? source.parts[0].replace(/\?.*$/, '') : '';
}

/** The first line of a block: what a reader looks for. */
function headOf(block: HclBlock): { file: SourceFile; start: number; end: number } {
  const brace = block.file.text.indexOf('{', block.start);
  return { file: block.file, start: block.start, end: brace === -1 ? block.end : brace };
}

/** What a block says: attributes and inner blocks, those of one name as a list. */
function bodyOf(block: HclBlock, names: Names, budget: Budget): Value {
  const entries = new Map<string, Value>();
  for (const { name, value } of block.attributes) if (!META.has(name)) entries.set(name, evaluate(value, names, budget));
  const blocks = new Map<string, Value[]>();
  for (const inner of block.blocks) {
    const [name, values] =
      inner.type === 'dynamic' ? [inner.labels[0] ?? '', dynamicBodies(inner, names, budget)] : [inner.type, [bodyOf(inner, names, budget)]];
    for (const value of values) addTo(blocks, name, value);
  }
  for (const [name, values] of blocks) entries.set(name, values.length === 1 && values[0] !== undefined ? values[0] : { kind: 'list', items: values });
  return { kind: 'object', entries };
}

const META = new Set(['for_each', 'count', 'depends_on', 'provider', 'providers', 'lifecycle', 'source']);

/** `dynamic "sku" { for_each = ..., content { ... } }`: one block for each item. */
function dynamicBodies(block: HclBlock, names: Names, budget: Budget): Value[] {
  const content = block.blocks.find(({ type }) => type === 'content');
  const over = block.attributes.find(({ name }) => name === 'for_each')?.value;
  if (content === undefined) return [];
  const rounds = over === undefined ? [] : roundsOf(evaluate(over, names, budget));
  return rounds.map((round) => bodyOf(content, withNames(names, { [block.labels[0] ?? '']: eachOf(round) }), budget));
}

/** Locals, defaults and outputs as settings: a model or an address in them says something even where nobody sees who reads it. */
function otherSettings(module: TerraformModule, context: Context, own: (block: HclBlock) => boolean, budget: Budget, first: boolean): Candidate[] {
  const names = namesIn(context, budget);
  const found: Candidate[] = [];
  for (const block of module.others) {
    if (!own(block) || !first) continue;
    if (block.type === 'variable') {
      const given = block.attributes.find(({ name }) => name === 'default')?.value;
      if (given !== undefined) found.push(...settingsOfValue(single(block.labels[0] ?? '', evaluate(given, names, budget)), ['variable']));
    } else {
      found.push(...settingsOfValue(bodyOf(block, names, budget), [block.type, ...block.labels]));
    }
  }
  return found;
}

function single(name: string, value: Value): Value {
  return { kind: 'object', entries: new Map([[name, value]]) };
}

/** The same text at the same place, seen through several callers, counts once; resources are told apart by all they say. */
function unique(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter((candidate) => {
    const { path, line, column } = candidate.location;
    const says =
      candidate.kind === 'resource'
        ? candidate.attributes.map(({ path: to, text }) => `${to.join('.')}=${text}`).join('\n')
        : candidate.kind === 'setting'
          ? candidate.value + candidate.environment
          : '';
    const key = `${candidate.kind}\0${path}\0${line}\0${column}\0${says}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
