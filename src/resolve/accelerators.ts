import type { Evidence } from '../model/evidence.ts';
import type { Usage } from '../model/usage.ts';

/** What is run here and names no accelerator runs on those the repository shows, when it shows any. */
export function withAccelerators(usages: readonly Usage[], evidence: readonly Evidence[]): Usage[] {
  const ids = new Set<string>();
  for (const { subject, scope } of evidence) if (subject.kind === 'accelerator' && scope === 'production') ids.add(subject.id);
  if (ids.size === 0) return [...usages];
  const shown = { ids: [...ids].sort(), elsewhere: true };
  return usages.map((usage) => (usage.route === 'self-hosted' && !usage.accelerators ? { ...usage, accelerators: shown } : usage));
}
