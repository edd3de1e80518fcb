import type { Declarations, DeclaredAt, DeclaredOperator } from '../model/declaration.ts';
import type { Index } from '../model/knowledge.ts';
import { didYouMean } from '../util/closest.ts';

/** A declared name that nothing in the knowledge base bears. */
export interface DeclaredNameProblem extends DeclaredAt {
  readonly message: string;
}

/** Ids and places of declarations that do not exist: they would be read as something else than meant. */
export function declaredNameProblems(declarations: Declarations, index: Index): DeclaredNameProblem[] {
  const problems: DeclaredNameProblem[] = [];
  const { organization, endpoints, transfers, qualified, hosting, fallbacks } = declarations;
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
  const body = ({ line, column }: DeclaredAt, key: string, id: string, hint: string): void => {
    if (index.organizations.has(id)) return;
    problems.push({ line, column, message: `${key}: unknown organization "${id}"${didYouMean(id, ['self', ...index.organizations.keys()])}${hint}` });
  };
  const run = (entry: DeclaredAt & { readonly place: string; readonly operator: DeclaredOperator | null }, key: string): void => {
    place(entry, key, entry.place);
    if (entry.operator?.kind === 'named') place(entry, key, entry.operator.country);
    if (entry.operator?.kind === 'known') body(entry, key, entry.operator.id, '; name one that is not known as { name, country }');
  };
  for (const entry of endpoints) run(entry, 'endpoints');
  for (const entry of hosting) {
    run(entry, 'hosting');
    for (const maker of entry.accelerators ?? []) body(entry, 'hosting.accelerators', maker, '; name the makers of the accelerators, such as nvidia');
  }
  const service = ({ line, column }: DeclaredAt, key: string, id: string): void => {
    if (!index.services.has(id)) problems.push({ line, column, message: `${key}: unknown service "${id}"${didYouMean(id, index.services.keys())}` });
  };
  for (const entry of fallbacks)
    for (const member of entry.members) if (member.startsWith('service:')) service(entry, 'fallbacks', member.slice('service:'.length));
  for (const entry of transfers) place(entry, 'transfers', entry.country);
  for (const entry of qualified) service(entry, 'qualified', entry.service);
  return problems;
}
