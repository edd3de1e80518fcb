import type { Card, Statement } from '../../model/card.ts';
import type { License, Model, ModelFamily } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import { card, known, licenseWords, listed, organizationStatement, plain, statement } from './statements.ts';

const ORIGIN: Readonly<Record<Model['kind'], string>> = {
  'own-foundation': 'own foundation model',
  'own-sovereign': 'own sovereign model, not necessarily frontier',
  media: 'specialised media model',
  adaptation: 'adaptation of an open base',
};

/** One version of a family. */
export function modelCard(index: Index, model: Model): Card {
  const license = model.license.value === null ? undefined : index.licenses.get(model.license.value);
  return card('model', model, [
    organizationStatement(index, 'made by', model.developer),
    statement('weights', model.weights),
    statement('license', model.license, (id) => licenseWords(index, id)),
    ...(license ? licenseTerms(license, model) : []),
    ...known('openness', model.openness, (value) => (value === 'data-and-code' ? 'weights, data and code' : 'weights only')),
    ...known('released', model.released),
    statement('status', model.status),
    ...known('superseded by', model.supersededBy),
    ...known('base', model.base, (id) => lineageWords(index, id)),
    plain('kind', `${model.modality}, ${ORIGIN[model.kind]}`),
    plain('family', `${index.families.get(model.family)?.name ?? model.family} (${model.family})`),
  ]);
}

/** A family, for versions nobody has entered. */
export function familyCard(index: Index, family: ModelFamily): Card {
  const versions = [...index.models.values()].filter(({ family: of }) => of === family.id).map(({ id }) => id);
  return card('model family', family, [
    organizationStatement(index, 'made by', family.developer),
    plain('weights', family.weights ?? 'open or closed, by version'),
    plain('kind', `${family.modality}, ${ORIGIN[family.kind]}`),
    ...listed('known versions', versions),
  ]);
}

/** What a license means for this model, in a line. */
function licenseTerms(license: License, model: Model): Statement[] {
  const { commercial, excluded, excludedModalities, gates } = license;
  const parts: string[] = [];
  if (commercial.value !== null && commercial.value !== 'yes') parts.push(commercial.value === 'no' ? 'no commercial use' : 'commercial use under conditions');
  const binds = excludedModalities.length === 0 || excludedModalities.includes(model.modality);
  if (excluded.value !== null && excluded.value.length > 0 && binds) parts.push(`not for users in ${excluded.value.join(', ')}`);
  for (const gate of gates) parts.push(gate.text);
  if (parts.length === 0) return [];
  return [{ label: 'license says', value: `${license.class.value ?? 'class unknown'}; ${parts.join('; ')}`, source: commercial.source, note: null }];
}

/** `Llama 3.1 of Meta (meta/llama-3.1), llama-3.1`: a base and what it is based on in turn, with the licenses that are inherited. */
function lineageWords(index: Index, id: string): string {
  const steps: string[] = [];
  let at: string | null = id;
  for (let step = 0; step < 4 && at !== null; step++) {
    const model = index.models.get(at);
    if (!model) {
      steps.push(at);
      break;
    }
    const license = model.license.value === null ? 'license unknown' : `license ${model.license.value}`;
    steps.push(`${model.name} (${model.id}; ${index.organizations.get(model.developer)?.seat.value ?? '?'}, ${license})`);
    at = model.base.value;
  }
  return steps.join(', in turn from ');
}
