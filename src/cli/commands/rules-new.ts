import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expectedHeader } from '../../knowledge/form.ts';
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

/** `sovaudit rules new <kind> <id>`: writes the commented template below `folder`. Never overwrites. */
export function newRule(kindText: string, id: string, folder: string): string {
  const kind = kindOf(kindText);
  if (kind === 'vocab') throw new UsageError('vocab files are closed lists: there is no template', `add a word to a file in ${join(folder, 'vocab')}`);
  checkId(kind, id);
  const path = join(folder, kind, `${id}.yaml`);
  if (existsSync(path)) throw new UsageError(`${shown(path)} exists already`, 'edit it, or choose another id');
  const withSchema = existsSync(join(folder, 'schema', schemaName(kind)));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${withSchema ? expectedHeader(`${kind}/${id}.yaml`) : publishedSchemaLine(schemaName(kind))}\n${templateOf(kind, id)}`, { flag: 'wx' });
  return `wrote ${shown(path)}\nfill it in, then: sovaudit rules ${withSchema ? `check ${shown(folder)}` : `validate ${shown(path)}`}\n`;
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
function templateOf(kind: TemplateKind, id: string): string {
  const layer = kind === 'checks' ? LAYERS.find((name) => id.startsWith(`${name}/`)) : undefined;
  return layer === undefined ? TEMPLATES[kind] : TEMPLATES[kind].replace(/^layer: \w+ */m, `layer: ${layer}`.padEnd(29));
}

function shown(path: string): string {
  return path.replaceAll('\\', '/');
}
