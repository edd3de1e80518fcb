import type { Card } from '../../model/card.ts';
import type { Index } from '../../model/knowledge.ts';
import { acceleratorCard } from './accelerators.ts';
import { eventCard, licenseCard, organizationCard, profileCard, regimeCard, ruleCard, setCard } from './law.ts';
import { familyCard, modelCard } from './models.ts';
import { packageCard, serviceCard } from './services.ts';

/** How to describe an entry of each table of the index. */
const DESCRIBE = {
  organizations: organizationCard,
  services: serviceCard,
  packages: packageCard,
  accelerators: acceleratorCard,
  families: familyCard,
  models: modelCard,
  licenses: licenseCard,
  events: eventCard,
  regimes: regimeCard,
  checks: ruleCard,
  policies: profileCard,
  sets: setCard,
} as const;
export type Described = keyof typeof DESCRIBE;

/** The card of an entry; none when there is no such entry. */
export function cardOf(index: Index, of: Described, id: string): Card[] {
  const entity = index[of].get(id);
  const describe = DESCRIBE[of] as (index: Index, entity: unknown) => Card;
  return entity === undefined ? [] : [describe(index, entity)];
}
