import type { Confidence } from '../../model/entity.ts';
import type { Evidence } from '../../model/evidence.ts';
import { terminalText } from '../../util/terminal-text.ts';
import { comparePlaces, compareText, firstOf } from '../select.ts';
import type { CdxEvidence, CdxOccurrence } from './types.ts';

/** CycloneDX wants a number; ours are words, so these are ranks and no probabilities. */
const CONFIDENCE: Readonly<Record<Confidence, number>> = { high: 0.9, medium: 0.6, low: 0.3 };

/** Places written per component; the JSON report has all. */
const OCCURRENCE_LIMIT = 50;

/** Where a component was seen and how it was recognised; nothing when it was not seen itself. */
export function evidenceField(entries: readonly Evidence[], field: 'name' | 'purl', value: string): { evidence?: CdxEvidence } {
  const sorted = [...entries].sort((a, b) => firstOf(comparePlaces(a, b), compareText(a.value, b.value)));
  if (sorted.length === 0) return {};
  const confidence = Math.max(...sorted.map((entry) => CONFIDENCE[entry.confidence]));
  const methods = new Map<string, { technique: string; confidence: number; value: string }>();
  for (const entry of sorted) {
    const technique = entry.kind === 'dependency' ? 'manifest-analysis' : entry.kind === 'weights' ? 'filename' : 'source-code-analysis';
    if (!methods.has(technique)) methods.set(technique, { technique, confidence: CONFIDENCE[entry.confidence], value: terminalText(entry.value) });
  }
  return {
    evidence: {
      identity: [{ field, confidence, concludedValue: terminalText(value), methods: [...methods.values()] }],
      occurrences: distinct(sorted).slice(0, OCCURRENCE_LIMIT),
    },
  };
}

function distinct(entries: readonly Evidence[]): CdxOccurrence[] {
  const found = new Map<string, CdxOccurrence>();
  for (const { path, line, column, value, context } of entries) {
    const key = `${path}\n${line}\n${value}`;
    if (found.has(key)) continue;
    const symbol = terminalText(value);
    const additionalContext = [`column ${column}`, terminalText(context)].filter(Boolean).join(', ');
    found.set(key, { location: terminalText(path), line, ...(symbol === '' ? {} : { symbol }), additionalContext });
  }
  return [...found.values()];
}
