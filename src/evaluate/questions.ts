/** What only the user can say, and what a level turns on: printed as questions, never assumed. */
import type { License } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';
import type { Question } from '../model/report.ts';
import { eventsFor } from './events.ts';
import { gateStates } from './gates-of-license.ts';
import type { Judged } from './judged.ts';
import type { Perspective } from './perspective.ts';

/** Questions of the judged usages, each once, in the order of their text. */
export function questionsOf(usages: readonly Judged[], index: Index, view: Perspective): Question[] {
  const questions = new Map<string, Question>();
  for (const { usage, assessment } of usages) {
    for (const { text, key } of eventsFor(usage, index, view).questions) {
      const known = questions.get(text);
      questions.set(text, { text, layer: 'model', key, usages: [...(known?.usages ?? []), usage.id].sort() });
    }
    const license = index.licenses.get(usage.model?.license?.id ?? '');
    if (!license || !usage.model || assessment.layers.license.row === 'NA') continue;
    // Where the license grants nothing at home, no figure changes that.
    if (assessment.layers.license.high === 0) continue;
    for (const { text, key } of asked(license, usage.model.name, view)) {
      const known = questions.get(text);
      questions.set(text, { text, layer: 'license', key, usages: [...(known?.usages ?? []), usage.id].sort() });
    }
  }
  return [...questions.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
}

function asked(license: License, model: string, view: Perspective): Pick<Question, 'text' | 'key'>[] {
  const { organization } = view.declared;
  if (license.class.value === 'non-commercial') {
    return organization?.commercial == null
      ? [{ text: `Is your use of ${model} commercial? ${license.name} does not allow that.`, key: 'organization.commercial' }]
      : [];
  }
  if (license.class.value !== 'community') return [];
  return gateStates(license, organization).flatMap(({ gate, state }) => {
    if (state === 'within' || state === 'exceeded' || state === 'notice') return [];
    const key = state !== 'undeclared' ? null : gate.kind === 'users' ? 'organization.monthly_users' : 'organization.revenue_usd';
    return [{ text: `Does this limit of ${license.name} (${model}) concern you: ${gate.text}?`, key }];
  });
}
