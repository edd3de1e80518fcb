/** The license layer: may you, there, at your size, audit, modify and deploy it? Rows X0 to X4. */
import type { License, LicenseClass } from '../../model/entity.ts';
import type { Index } from '../../model/knowledge.ts';
import type { FactRef, LayerAssessment, Usage } from '../../model/usage.ts';
import { factRef, observed } from '../facts.ts';
import { gateStates } from '../gates-of-license.ts';
import type { Perspective } from '../perspective.ts';
import { type Reading, range } from './table.ts';

/** Level of the license layer for one usage. */
export function licenseLayer(usage: Usage, index: Index, view: Perspective): LayerAssessment {
  const { model } = usage;
  const entity = model?.id == null ? undefined : index.models.get(model.id);
  const license = model?.license ? index.licenses.get(model.license.id) : undefined;
  // What is not on record of the license itself no declaration settles.
  const unsettled = license?.class.value == null ? null : 'It depends on facts about you that are not declared.';
  if (license && model) return range('license', readLicense(license, usage, index, view), unsettled);
  if (model?.weights === 'closed' || isClosedOnly(usage, index)) {
    return range(
      'license',
      [
        {
          level: 1,
          row: 'X1',
          reason: `${model?.name ?? usage.service?.name ?? 'It'} may be used only under the closed terms of its service.`,
          facts: [asked(usage), ...(entity ? [factRef(`${entity.name}: weights closed`, entity.weights)] : [])],
        },
      ],
      null,
    );
  }
  const reason = model ? `The license of ${model.name} is not recorded.` : 'Which model it is, is not known, so its license is not either.';
  return range(
    'license',
    [
      { level: 0, row: 'X?', reason, facts: [asked(usage)] },
      { level: 3, row: 'X?', reason: '', facts: [] },
    ],
    null,
  );
}

const CLASS_WORDS: Readonly<Record<LicenseClass | 'unknown', string>> = {
  'open-source': 'an open-source license',
  community: 'a license with conditions of its own',
  'non-commercial': 'no commercial use',
  'closed-terms': 'terms of a service',
  unknown: 'its class is not recorded',
};

function asked(usage: Usage): FactRef {
  return observed(usage.model ? `the code asks for "${usage.model.requested}"` : 'no model id is written beside this call', usage, ['model-id', 'weights']);
}

/** No model named, but all that the service is known to offer is closed. */
function isClosedOnly(usage: Usage, index: Index): boolean {
  const service = usage.service ? index.services.get(usage.service.id) : undefined;
  if (usage.model || service?.offers.value !== 'own' || service.operator.value === null) return false;
  const offered = [...index.models.values()].filter((model) => model.developer === service.operator.value);
  return offered.length > 0 && offered.every((model) => model.weights.value === 'closed');
}

function readLicense(license: License, usage: Usage, index: Index, view: Perspective): Reading[] {
  const name = usage.model?.name ?? 'the model';
  const facts = [
    asked(usage),
    factRef(`${name}: ${license.name}`, index.models.get(usage.model?.id ?? '')?.license ?? license.class),
    factRef(`${license.name}: ${CLASS_WORDS[license.class.value ?? 'unknown']}`, license.class),
  ];
  const excluded = exclusion(license, usage, index, view);
  if (excluded !== null) {
    return [
      {
        level: 0,
        row: 'X0',
        reason: `${license.name} of ${name} grants no rights in ${excluded}.`,
        facts: [...facts, factRef(`${license.name} excludes ${excluded}`, license.excluded)],
      },
    ];
  }
  switch (license.class.value) {
    case 'closed-terms':
      return [{ level: 1, row: 'X1', reason: `${name} may be used only under the closed terms of its service.`, facts }];
    case 'non-commercial':
      return nonCommercial(license, name, facts, view);
    case 'community':
      return community(license, name, facts, view);
    case 'open-source':
      return [openSource(license, usage, index, name, facts)];
    default:
      return [
        { level: 0, row: 'X?', reason: `What ${license.name} allows is not recorded.`, facts },
        { level: 3, row: 'X?', reason: '', facts },
      ];
  }
}

function nonCommercial(license: License, name: string, facts: Reading['facts'], view: Perspective): Reading[] {
  const commercial = view.declared.organization?.commercial ?? null;
  const evidence = [...facts, factRef(`${license.name}: commercial use ${license.commercial.value ?? 'unknown'}`, license.commercial)];
  if (commercial === false) {
    return [
      {
        level: 2,
        row: 'X2',
        reason: `${license.name} of ${name} does not allow commercial use; yours is declared not to be commercial.`,
        facts: [...evidence, view.declared.fact('declared: use is not commercial')],
      },
    ];
  }
  const barred: Reading = {
    level: 0,
    row: 'X0',
    reason: `${license.name} of ${name} does not allow commercial use; whether yours is commercial is not declared.`,
    facts: evidence,
  };
  if (commercial === null) return [barred, { level: 2, row: 'X2', reason: '', facts }];
  return [
    {
      ...barred,
      reason: `${license.name} of ${name} does not allow commercial use, and yours is declared commercial.`,
      facts: [...evidence, view.declared.fact('declared: use is commercial')],
    },
  ];
}

/** Terms of its own: the limits a declared figure is above, then those it leaves open, then the plain row. */
function community(license: License, name: string, facts: Reading['facts'], view: Perspective): Reading[] {
  const states = gateStates(license, view.declared.organization);
  const declared = states.flatMap(({ claim }) => (claim === null ? [] : [view.declared.fact(claim)]));
  const exceeded = states.find(({ state }) => state === 'exceeded');
  if (exceeded) {
    return [
      {
        level: 0,
        row: 'X0',
        reason: `${license.name} of ${name} has a limit, and the declared figure is above it: ${exceeded.gate.text}.`,
        facts: [...facts, ...declared],
      },
    ];
  }
  const gate = license.gates[0];
  const plain: Reading = {
    level: 2,
    row: 'X2',
    reason: `${license.name} of ${name} has conditions of its own${gate ? `: ${gate.text}` : ''}.`,
    facts: [...facts, ...declared],
  };
  const open = states.find(({ state }) => state === 'above-some');
  if (open) {
    return [
      {
        level: 0,
        row: 'X0',
        reason: `${license.name} of ${name} has a limit for some uses, and the declared figure is above it: ${open.gate.text}.`,
        facts: plain.facts,
      },
      plain,
    ];
  }
  const notice = states.find(({ state }) => state === 'notice');
  if (notice) return [{ ...plain, reason: `${license.name} of ${name} asks for a notice at the declared figures: ${notice.gate.text}.` }];
  if (states.length > 0 && states.every(({ state }) => state === 'within'))
    return [{ ...plain, reason: `${license.name} of ${name} has conditions of its own; the declared figures are within its limits.` }];
  return [plain];
}

function openSource(license: License, usage: Usage, index: Index, name: string, facts: Reading['facts']): Reading {
  const openness = index.models.get(usage.model?.id ?? '')?.openness;
  if (openness?.value === 'data-and-code') {
    return {
      level: 4,
      row: 'X4',
      reason: `${name} is under ${license.name}, with training data and code published.`,
      facts: [...facts, factRef(`${name}: data and code published`, openness)],
    };
  }
  return { level: 3, row: 'X3', reason: `${name} is under ${license.name}: audit, change and deployment are allowed.`, facts };
}

/** Countries of the home set, or the declared seat, that the license leaves out, for this kind of model; null when none. */
function exclusion(license: License, usage: Usage, index: Index, view: Perspective): string | null {
  const modality = usage.model?.modality ?? 'text';
  if (license.excludedModalities.length > 0 && !license.excludedModalities.includes(modality)) return null;
  const seat = view.declared.organization?.seat ?? null;
  const hit = (license.excluded.value ?? []).filter((name) => {
    const members = index.blocs.get(name) ?? [name];
    return members.some((country) => view.isHome(country) || country === seat);
  });
  return hit.length > 0 ? hit.join(', ') : null;
}
