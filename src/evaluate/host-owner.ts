import type { Service } from '../model/entity.ts';
import type { Index } from '../model/knowledge.ts';

/** The service the knowledge base knows a host as; null when nobody knows it. Exact hosts first, then patterns, the longest first. */
export function hostOwner(index: Index, host: string): Service | null {
  const name = host.toLowerCase();
  const entry = index.hosts.get(name) ?? index.hostPatterns.find(({ host: pattern }) => fits(pattern, name));
  return entry ? (index.services.get(entry.service) ?? null) : null;
}

/** `*` is any labels, `{region}` a label or a part of one. */
function fits(pattern: string, host: string): boolean {
  const source = pattern
    .split(/(\*|\{[a-z]+\})/)
    .map((piece) => (piece === '*' ? '[a-z0-9_.-]+' : piece.startsWith('{') ? '[a-z0-9-]+' : piece.replace(/[.\\+?^$()[\]|]/g, '\\$&')))
    .join('');
  return new RegExp(`^${source}$`).test(host);
}
