import type { Declarations, DeclaredAt } from '../model/declaration.ts';
import type { Index } from '../model/knowledge.ts';
import { didYouMean } from '../util/closest.ts';

/** A declared name that nothing in the knowledge base bears. */
export interface DeclaredNameProblem extends DeclaredAt {
  readonly message: string;
}

/** Ids and places of declarations that do not exist: they would be read as something else than meant. */
export function declaredNameProblems(declarations: Declarations, index: Index): DeclaredNameProblem[] {
  const problems: DeclaredNameProblem[] = [];
  const { organization, endpoints, transfers, qualified } = declarations;
  const place = ({ line, column }: DeclaredAt, key: string, name: string): void => {
    if (name === 'global' || name === 'premises' || index.countries.has(name) || index.blocs.has(name)) return;
    const known = name.length === 2 ? index.countries.keys() : index.blocs.keys();
    problems.push({
      line,
      column,
      message: `${key}: unknown ${name.length === 2 ? 'country' : 'bloc'} "${name}"${name === 'UK' ? ', did you mean "GB"?' : didYouMean(name, known)}`,
    });
  };
  if (organization)
    for (const country of [...(organization.seat === null ? [] : [organization.seat]), ...organization.owners]) place(organization, 'organization', country);
  for (const entry of endpoints) {
    place(entry, 'endpoints', entry.place);
    if (entry.operator?.kind === 'named') place(entry, 'endpoints', entry.operator.country);
    if (entry.operator?.kind !== 'known' || index.organizations.has(entry.operator.id)) continue;
    const { id } = entry.operator;
    problems.push({
      line: entry.line,
      column: entry.column,
      message: `endpoints: unknown organization "${id}"${didYouMean(id, ['self', ...index.organizations.keys()])}; name one that is not known as { name, country }`,
    });
  }
  for (const entry of transfers) place(entry, 'transfers', entry.country);
  for (const entry of qualified) {
    if (index.services.has(entry.service)) continue;
    problems.push({
      line: entry.line,
      column: entry.column,
      message: `qualified: unknown service "${entry.service}"${didYouMean(entry.service, index.services.keys())}`,
    });
  }
  return problems;
}
