import type { RawEntry } from '../../knowledge/entry.ts';
import { applyExtends } from '../../knowledge/extend.ts';
import { loadKnowledge } from '../../knowledge/index.ts';
import { loadBuiltInEntries } from '../../knowledge/load.ts';
import { parseRuleFiles } from '../../knowledge/parse.ts';
import type * as input from '../../knowledge/schema.ts';
import { KINDS } from '../../knowledge/schema.ts';
import { jsonText } from '../../util/json-text.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { filesOf, rulesInUse } from '../own-rules.ts';
import { kindOf } from './rules-kind.ts';

interface Listed {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly custom: boolean;
  readonly file: string;
}

/** `sovaudit rules list [kind]`: entries with their names, or how many there are of each kind. Model families are listed by version. */
export async function listRules(kindText: string | undefined, paths: readonly string[], { own, json }: { own: boolean; json: boolean }): Promise<string> {
  const kind = kindText === undefined ? null : kindOf(kindText);
  const all = (await entriesWith(paths)).filter(({ custom }) => custom || !own).flatMap(listed);
  if (kind === null && own) return ownRows(all, json);
  if (kind === null) return json ? jsonText(counts(all)) : countTable(counts(all));
  const rows = all.filter((row) => row.kind === kind).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  if (json) return jsonText(rows);
  const width = Math.max(0, ...rows.map(({ id }) => id.length));
  return rows.map(({ id, name, custom }) => `${terminalText(`${id.padEnd(width)}  ${name}${custom ? '  (yours)' : ''}`)}\n`).join('');
}

/** Everything of the user's own, whatever its kind. */
function ownRows(rows: readonly Listed[], json: boolean): string {
  const named = rows.map((row) => ({ ...row, id: `${row.kind}/${row.id}` })).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  if (json) return jsonText(named);
  const width = Math.max(0, ...named.map(({ id }) => id.length));
  return named.map(({ id, name, file }) => `${terminalText(`${id.padEnd(width)}  ${name}  (${file})`)}\n`).join('');
}

async function entriesWith(paths: readonly string[]): Promise<readonly RawEntry[]> {
  const builtIn = loadBuiltInEntries();
  const files = filesOf(await rulesInUse(paths));
  if (files.length === 0) return builtIn;
  await loadKnowledge([], [], files);
  const parsed = parseRuleFiles(files);
  return applyExtends([...builtIn, ...parsed.entries]).entries;
}

function listed({ kind, id, value, custom, file }: RawEntry): Listed[] {
  if (kind === 'models') {
    const { developer, versions } = value as input.ModelFamily;
    return Object.entries(versions).map(([key, version]) => ({ kind, id: `${developer}/${key}`, name: version.name, custom, file }));
  }
  return [{ kind, id, name: (value as { name?: string }).name ?? id, custom, file }];
}

function counts(rows: readonly Listed[]): Record<string, number> {
  return Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, rows.filter((row) => row.kind === kind).length]));
}

function countTable(table: Readonly<Record<string, number>>): string {
  const lines = Object.entries(table).map(([kind, number]) => `${String(number).padStart(5)}  ${kind === 'models' ? 'models (versions)' : kind}\n`);
  return lines.join('');
}
