import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EXAMPLE_OWNER, filledTemplate, namesOwner } from '../../knowledge/fill-template.ts';
import { expectedHeader } from '../../knowledge/form.ts';
import { loadEntryStore, loadRuleFiles } from '../../knowledge/load.ts';
import { parseRuleFiles } from '../../knowledge/parse.ts';
import type { Kind } from '../../knowledge/schema.ts';
import { SINGULAR, schemaName } from '../../knowledge/schema-name.ts';
import { TEMPLATES, type TemplateKind } from '../../knowledge/templates.ts';
import { LAYERS } from '../../model/layer.ts';
import { UsageError } from '../../util/errors.ts';
import { publishedSchemaLine } from './init-text.ts';
import { kindOf } from './rules-kind.ts';

const WORD = '[a-z0-9][a-z0-9.-]*';

/** What ids look like: those of models have a folder in them, those of checks may. */
const SHAPES: Readonly<Partial<Record<Kind, { readonly shape: RegExp; readonly words: string }>>> = {
  models: { shape: new RegExp(`^${WORD}/${WORD}$`), words: '<developer>/<family>' },
  checks: { shape: new RegExp(`^(?:${WORD}/)?${WORD}$`), words: '<name> or <layer>/<name>, in small letters with "-"' },
};

/** `sovaudit rules new <kind> <id>`: writes the commented template below `folder`, and the organization it names where nobody knows that. Never overwrites. */
export function newRule(kindText: string, id: string, folder: string): string {
  const kind = kindOf(kindText);
  if (kind === 'vocab') throw new UsageError('vocab files are closed lists: there is no template', `add a word to a file in ${join(folder, 'vocab')}`);
  checkId(kind, id);
  const path = join(folder, kind, `${id}.yaml`);
  if (existsSync(path)) throw new UsageError(`${shown(path)} exists already`, 'edit it, or choose another id');
  if (existsSync(join(folder, 'schema', schemaName(kind)))) {
    write(path, `${expectedHeader(`${kind}/${id}.yaml`)}`, withLayer(kind, TEMPLATES[kind], id));
    return `wrote ${shown(path)}\nfill it in, then: sovaudit rules check ${shown(folder)}\n`;
  }
  const known = knownOrganizations(folder);
  const owner = ownerOf(kind, id, known.all);
  write(path, publishedSchemaLine(schemaName(kind)), withLayer(kind, filledTemplate(kind, id, owner), id));
  if (!namesOwner(kind) || known.all.has(owner)) {
    const place = namesOwner(kind) && known.own.has(owner) ? folder : path;
    return `wrote ${shown(path)}\nfill it in, then: sovaudit rules validate ${shown(place)}\n`;
  }
  const beside = join(folder, 'organizations', `${owner}.yaml`);
  const organization = owner === EXAMPLE_OWNER ? TEMPLATES.organizations : filledTemplate('organizations', owner, owner);
  write(beside, publishedSchemaLine(schemaName('organizations')), organization);
  return `wrote ${shown(path)}\nwrote ${shown(beside)}, the organization it names: say who that is\nfill them in, then: sovaudit rules validate ${shown(folder)}\n`;
}

function write(path: string, header: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${header}\n${text}`, { flag: 'wx' });
}

/** Organizations: those written somewhere below the folder, and those with the built-in ones. */
function knownOrganizations(folder: string): { readonly own: ReadonlySet<string>; readonly all: ReadonlySet<string> } {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.some((name) => /\.ya?ml$/.test(name)) ? loadRuleFiles(folder, true) : [];
  const own = new Set(parseRuleFiles(files).entries.flatMap(({ kind, id }) => (kind === 'organizations' ? [id] : [])));
  return { own, all: new Set([...loadEntryStore().ids('organizations'), ...own]) };
}

/** Whose it is: the developer in the id of a model; else an organization that the id begins with (`acme-gateway`), where there is one. */
function ownerOf(kind: TemplateKind, id: string, known: ReadonlySet<string>): string {
  if (kind === 'models') return id.slice(0, id.indexOf('/'));
  const words = id.split('-');
  const starts = words.map((_, at) => words.slice(0, words.length - at).join('-'));
  return starts.find((start) => known.has(start)) ?? EXAMPLE_OWNER;
}

function checkId(kind: Kind, id: string): void {
  const { shape, words } = SHAPES[kind] ?? { shape: new RegExp(`^${WORD}$`), words: 'small letters, digits, "-" and "."' };
  if (shape.test(id)) return;
  const meant = id
    .toLowerCase()
    .replace(/^@/, '')
    .replace(/[^a-z0-9./-]+/g, '-');
  throw new UsageError(`"${id}" is no id of a ${SINGULAR[kind]}${shape.test(meant) ? `, did you mean "${meant}"?` : ''}`, `expected ${words}`);
}

/** The template, with the layer that the id of a check names. */
function withLayer(kind: TemplateKind, text: string, id: string): string {
  const layer = kind === 'checks' ? LAYERS.find((name) => id.startsWith(`${name}/`)) : undefined;
  return layer === undefined ? text : text.replace(/^layer: \w+ */m, `layer: ${layer}`.padEnd(29));
}

function shown(path: string): string {
  return path.replaceAll('\\', '/');
}
