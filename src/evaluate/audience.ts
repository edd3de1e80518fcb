/** Rules that reach some users only: by sector or by who owns them, as far as that is declared. */
import type { Audience } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Perspective } from './perspective.ts';

/** Whether the declared organisation is one a rule reaches; `open`: what decides it is not declared. */
export function reaches({ owners, sectors }: Audience, view: Perspective): 'yes' | 'no' | 'open' {
  const { organization } = view.declared;
  const declaredOwners = organization?.owners ?? [];
  const sector = organization?.sector?.trim().toLowerCase().replaceAll(' ', '-') ?? null;
  if (declaredOwners.some((country) => view.among(owners, country))) return 'yes';
  if (sector !== null && sectors.includes(sector)) return 'yes';
  const settled = (owners.length === 0 || declaredOwners.length > 0) && (sectors.length === 0 || sector !== null);
  return settled ? 'no' : 'open';
}

/** Key of the project file that answers what is open. */
export function keyOf({ owners }: Audience, view: Perspective): string {
  return owners.length > 0 && (view.declared.organization?.owners.length ?? 0) === 0 ? 'organization.owners' : 'organization.sector';
}

/** Regimes a judgement is under: those of the profile, and those of a home jurisdiction that reach the declared organisation. */
export function regimesOf(index: Index, view: Perspective): ReadonlySet<string> {
  const declared = [...index.regimes.values()].filter(({ jurisdiction, when }) => when !== null && view.isHome(jurisdiction) && reaches(when, view) === 'yes');
  return new Set([...view.policy.regimes, ...declared.map(({ id }) => id)]);
}
