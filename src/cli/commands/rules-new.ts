import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expectedHeader } from '../../knowledge/form.ts';
import type { Kind } from '../../knowledge/schema.ts';
import { schemaName } from '../../knowledge/schema-name.ts';
import { TEMPLATES } from '../../knowledge/templates.ts';
import { UsageError } from '../../util/errors.ts';
import { publishedSchemaLine } from './init-text.ts';
import { kindOf } from './rules-kind.ts';

/** Kinds whose ids have a folder in them, with what it names. */
const NESTED: Readonly<Partial<Record<Kind, string>>> = { models: '<developer>/<family>', checks: '<layer>/<name>' };

/** `sovaudit rules new <kind> <id>`: writes the commented template below `folder`. Never overwrites. */
export function newRule(kindText: string, id: string, folder: string): string {
  const kind = kindOf(kindText);
  if (kind === 'vocab') throw new UsageError('vocab files are closed lists: there is no template', `add a word to a file in ${join(folder, 'vocab')}`);
  checkId(kind, id);
  const path = join(folder, kind, `${id}.yaml`);
  if (existsSync(path)) throw new UsageError(`${shown(path)} exists already`, 'edit it, or choose another id');
  const withSchema = existsSync(join(folder, 'schema', schemaName(kind)));
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${withSchema ? expectedHeader(`${kind}/${id}.yaml`) : publishedSchemaLine(schemaName(kind))}\n${TEMPLATES[kind]}`, { flag: 'wx' });
  return `wrote ${shown(path)}\nfill it in, then: sovaudit rules ${withSchema ? `check ${shown(folder)}` : `validate ${shown(path)}`}\n`;
}

function checkId(kind: Kind, id: string): void {
  const word = '[a-z0-9][a-z0-9.-]*';
  const nested = NESTED[kind];
  const shape = new RegExp(nested === undefined ? `^${word}$` : `^${word}/${word}$`);
  if (!shape.test(id)) throw new UsageError(`"${id}" is no id for ${kind}`, `expected ${nested ?? 'a kebab-case id such as my-gateway'}`);
}

function shown(path: string): string {
  return path.replaceAll('\\', '/');
}
