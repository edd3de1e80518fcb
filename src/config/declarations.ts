/** Declared facts of a checked project file, with their places. */
import type { Declarations, DeclaredAt, DeclaredOperator } from '../model/declaration.ts';
import { maskKeys } from '../util/mask.ts';
import { type Path, positionOf, type YamlPart } from '../util/yaml-problems.ts';
import type { ProjectFile } from './schema.ts';

/** Everything the file declares; null when it declares nothing. `path` is left open: it is relative to what is audited. */
export function declarationsOf(values: ProjectFile, part: YamlPart): Declarations | null {
  const {
    organization,
    endpoints = [],
    transfers = [],
    exit_test: exitTest,
    qualified = [],
    hosting = [],
    fallbacks = [],
    personal_data: personalData,
  } = values;
  if (
    !organization &&
    !exitTest &&
    personalData === undefined &&
    endpoints.length + transfers.length + qualified.length + hosting.length + fallbacks.length === 0
  )
    return null;
  const at = (path: Path): DeclaredAt => positionOf(part, path);
  return {
    path: null,
    personalData: personalData ?? null,
    organization: organization
      ? {
          name: shown(organization.name),
          seat: organization.seat ?? null,
          owners: organization.owners ?? [],
          sector: organization.sector ?? null,
          commercial: organization.commercial ?? null,
          monthlyUsers: organization.monthly_users ?? null,
          revenueUsd: organization.revenue_usd ?? null,
          ...at(['organization']),
        }
      : null,
    endpoints: endpoints.map(({ host, place, operator, expires, note }, index) => ({
      host: host.toLowerCase(),
      place,
      operator: operator === undefined ? null : operatorOf(operator),
      expires: expires ?? null,
      note: shown(note),
      ...at(['endpoints', index]),
    })),
    transfers: transfers.map(({ country, basis, reference, expires }, index) => ({
      country,
      basis,
      reference: shown(reference),
      expires: expires ?? null,
      ...at(['transfers', index]),
    })),
    exitTest: exitTest ? { date: exitTest.date, reference: shown(exitTest.reference), ...at(['exit_test']) } : null,
    qualified: qualified.map(({ service, region, scheme, expires }, index) => ({
      service,
      region: region ?? null,
      scheme,
      expires: expires ?? null,
      ...at(['qualified', index]),
    })),
    hosting: hosting.map(({ place, operator, accelerators, folder, expires }, index) => ({
      place,
      operator: operator === undefined ? { kind: 'self' as const } : operatorOf(operator),
      accelerators: accelerators ?? null,
      folder: folder === undefined ? null : folder.replace(/^\.\//, '').replace(/\/+$/, ''),
      expires: expires ?? null,
      ...at(['hosting', index]),
    })),
    fallbacks: fallbacks.map(({ name, members }, index) => ({ name, members, ...at(['fallbacks', index]) })),
  };
}

/** A text people wrote, as reports repeat it. */
function shown(text: string | undefined): string | null {
  return text === undefined ? null : maskKeys(text);
}

function operatorOf(operator: NonNullable<NonNullable<ProjectFile['endpoints']>[number]['operator']>): DeclaredOperator {
  if (typeof operator !== 'string') return { kind: 'named', ...operator };
  return operator === 'self' ? { kind: 'self' } : { kind: 'known', id: operator };
}
