/** Flags and keys of the project file -> gates. Flags win. */

import type { Config } from '../config/index.ts';
import type { Gates } from '../evaluate/index.ts';
import { SEVERITIES, type Severity } from '../model/entity.ts';
import { LAYERS, type Layer } from '../model/layer.ts';
import { UsageError } from '../util/errors.ts';
import { number, oneOf } from './flag-values.ts';

/** Flags that ask for gates, as commander gives them. */
export interface RawGateFlags {
  readonly failOn?: string;
  readonly failOnVerdict?: string;
  readonly minLevel?: string[];
  readonly minConfidence?: string;
  readonly maxRisk?: string;
  readonly unknown?: string;
}

/** The gates that were asked for. */
export function gatesOf(flags: RawGateFlags, { values }: Pick<Config, 'values'>): Gates {
  const verdict = flags.failOnVerdict ?? values.fail_on_verdict ?? null;
  const levels = flags.minLevel
    ? flags.minLevel.map(minLevel)
    : Object.entries(values.min_level ?? {}).map(([layer, level]) => ({ layer: layer as Layer, level: level as number }));
  return {
    failOn: severity('--fail-on', flags.failOn ?? values.fail_on ?? 'none'),
    failOnLayer: LAYERS.flatMap((layer) => {
      const word = values.fail_on_layer?.[layer];
      return word === undefined ? [] : [{ layer, severity: severity('fail_on_layer', word) }];
    }),
    failOnRule: Object.entries(values.fail_on_rule ?? {})
      .map(([rule, word]) => ({ rule, severity: severity('fail_on_rule', word) }))
      .sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    minConfidence: oneOf('--min-confidence', flags.minConfidence ?? values.min_confidence ?? 'low', ['high', 'medium', 'low'] as const),
    minLevel: levels,
    failOnVerdict: verdict === null ? null : oneOf('--fail-on-verdict', verdict, ['dependency', 'access'] as const),
    maxRisk: flags.maxRisk === undefined ? (values.max_risk ?? null) : number('--max-risk', flags.maxRisk, 0, 100),
    unknown: oneOf('--unknown', flags.unknown ?? values.unknown ?? 'worst', ['best', 'worst', 'ignore'] as const),
  };
}

function severity(flag: string, text: string): Severity | null {
  const word = oneOf(flag, text, [...SEVERITIES, 'none'] as const);
  return word === 'none' ? null : word;
}

/** `cloud=2` */
function minLevel(text: string): { layer: Layer; level: number } {
  const [layer = '', level] = text.split('=');
  if (level === undefined) throw new UsageError(`--min-level: found "${text}"`, 'expected LAYER=N, such as cloud=2');
  return { layer: oneOf('--min-level', layer, LAYERS), level: number(`--min-level ${layer}`, level, 0, 4) };
}
