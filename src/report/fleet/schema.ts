import { z } from 'zod';
import { SEVERITIES } from '../../model/entity.ts';
import { MIXABLE } from '../../model/fleet.ts';
import { LAYERS, SCOPES } from '../../model/layer.ts';
import { Usage } from '../schema.ts';

// A table: the published shape of the fleet report in one piece. Strict, like that of a report; only `merge` and `simulate` load it.

const text = z.string();
const name = z.string().min(1);
const day = z.iso.date();
const level = z.int().min(0).max(4);
const tally = z.int().min(0);
const id = z
  .string()
  .regex(/^[0-9a-f]{24}$/)
  .meta({ id: 'contentHash', description: 'Hash of the rest of the entry: equal content has one id.' });
const layer = z.enum(LAYERS);
const severity = z.enum(SEVERITIES);
const verdict = z.enum(['sovereign', 'dependency', 'access', 'none']);
const restriction = z.enum(['none', 'watch', 'conditional', 'prohibited']);
const revocability = z.enum(['R0', 'R1', 'R2', 'R3', 'R4', 'unknown']);
const range = z.strictObject({ low: level, high: level });
const perLayer = <T extends z.ZodType>(value: T) =>
  z.strictObject({ model: value, data: value, compute: value, cloud: value, deployment: value, license: value });
const perSeverity = <T extends z.ZodType>(value: T) => z.strictObject({ critical: value, high: value, medium: value, low: value, info: value });
const perVerdict = z.strictObject({ access: tally, dependency: tally, sovereign: tally, none: tally });
const country = text.nullable();

const Conditions = z
  .strictObject({
    id,
    tool: name,
    knowledge: name,
    customRules: z.array(name),
    profile: name,
    profileName: text,
    profileScope: text.nullable(),
    floors: perLayer(level),
    scopes: z.array(z.enum(SCOPES)),
    asOf: day,
  })
  .describe('Under what a report was made.');

const { sdk, service, model, endpoint, purpose, scope, endpointBasis, dynamicModel, confidence, route, configurable, weights, keepsState, accelerators } =
  Usage.shape;
const SharedUsage = z
  .strictObject({
    id,
    purpose,
    scope,
    sdk,
    service,
    model,
    endpoint,
    endpointBasis,
    dynamicModel,
    confidence,
    route,
    configurable,
    weights,
    keepsState,
    accelerators,
  })
  .describe('A call path without its place: the same in however many repositories. simulate judges it anew.');

const Occurrence = z.strictObject({
  usage: id.describe('The shared usage.'),
  id: name.describe('Id of the usage in the report of its repository.'),
  place: z.strictObject({ path: name, line: z.int().min(1) }).nullable(),
  fallbackGroup: name.nullable(),
  decides: z.boolean().describe('It is one of those that decide the levels of the repository.'),
});

const Entry = z
  .strictObject({
    id,
    name,
    folder: text,
    from: z.enum(['remote', 'flag', 'file']).describe('What names it; file: only the name of its report does.'),
    revision: name.nullable(),
    conditions: id,
    verdict: z.strictObject({
      level: verdict,
      range: z.array(verdict),
      missingLayers: z.array(layer),
      riskIndex: z.number().min(0).max(100),
      restriction,
      revocability,
      unknowns: tally,
    }),
    levels: perLayer(range),
    callPaths: tally.describe('That decide.'),
    controllers: z.array(z.strictObject({ id: name, name: text, country, usages: tally })),
    rules: z.array(z.strictObject({ rule: name, severity, findings: tally })).describe('Of findings that are not suppressed, with the worst severity.'),
    findings: perSeverity(tally),
    suppressed: tally,
    restrictions: z.array(z.strictObject({ by: name, level: restriction, callPaths: tally })),
    failedGates: z.array(name),
    files: tally,
    read: tally,
    diagnostics: tally,
    declared: z.boolean().describe('Declared facts went into it; what they were is not in a report.'),
    occurrences: z.array(Occurrence),
  })
  .describe('One report: one repository at one commit under one set of conditions.');

const occurs = { repositories: tally, callPaths: tally };
const wholly = tally.describe('Repositories whose call paths all end there.');

const Group = z
  .strictObject({
    profile: name,
    profileName: text,
    profileScope: text.nullable(),
    floors: perLayer(level),
    scopes: z.array(z.enum(SCOPES)),
    customRules: z.array(name),
    asOf: z.array(day),
    knowledge: z.array(name),
    tools: z.array(name),
    ranking: z.array(id).describe('Entries that count, worst first: of each repository the latest.'),
    superseded: tally.describe('Reports that do not count because another of the same repository does.'),
    disputed: z.array(name).describe('Repositories with several reports of one day: the worst counts.'),
    verdicts: perVerdict,
    layers: z.array(z.strictObject({ layer, floor: level, missing: tally, unclear: tally, present: tally, levels: z.array(tally).length(5) })),
    findings: perSeverity(z.strictObject({ repositories: tally, findings: tally })),
    spread: z.strictObject({
      callPaths: tally,
      own: tally,
      unknown: tally,
      largestShare: z.number().min(0).max(1).nullable(),
      concentration: z.number().min(0).max(1).nullable().describe('Sum of the squared shares of known controllers other than oneself.'),
      equalControllers: z.number().min(1).nullable().describe('As many controllers of equal share would be spread the same.'),
    }),
    controllers: z.array(z.strictObject({ id: name, name: text, country, ...occurs, wholly })),
    countries: z.array(z.strictObject({ country: name, ...occurs, wholly })),
    services: z.array(z.strictObject({ id: name, name: text, operator: text, country, ...occurs })),
    models: z.array(
      z.strictObject({
        id: name.nullable().describe('Null: no entry knows it; the name is what the code asks for.'),
        name: text,
        developer: text,
        country,
        weights: z.enum(['open', 'closed', 'partly']).nullable(),
        status: z.enum(['current', 'legacy', 'retired', 'preview', 'announced', 'withheld', 'expected']).nullable(),
        ...occurs,
      }),
    ),
    rules: z.array(z.strictObject({ rule: name, severity, repositories: tally, findings: tally })),
    restrictions: z.array(z.strictObject({ by: name, level: restriction, ...occurs })),
    mentionsOnly: tally.describe('Repositories whose only trace of AI are mentions.'),
    failedGates: tally,
    incomplete: tally,
  })
  .describe('Reports whose figures may be added, and what they add up to.');

/** The fleet report, schema version 1.0. Additive within 1.x: keys may come, none goes or changes its meaning. */
export const FleetJson = z.strictObject({
  schemaVersion: z.literal('1.0'),
  kind: z.literal('fleet'),
  tool: z.strictObject({ name: z.literal('sovaudit'), version: name }),
  mixed: z.array(z.enum(MIXABLE)).describe('In what reports of one group may differ.'),
  groups: z.array(Group).describe('Largest first. Made anew from the rest whenever fleets are merged.'),
  leftOut: z.array(z.strictObject({ report: name, reason: name })).describe('Reports that could not be taken in.'),
  conditions: z.array(Conditions),
  entries: z.array(Entry),
  usages: z.array(SharedUsage),
});
export type FleetJson = z.infer<typeof FleetJson>;

/** What of a fleet report is read again: the sets. Figures are made anew, so those of another version of the program are no hindrance. */
export const FleetSets = FleetJson.pick({ leftOut: true, conditions: true, entries: true, usages: true });

/** The JSON Schema (draft 2020-12) of the fleet report, as published. */
export function fleetJsonSchema(): Record<string, unknown> {
  return { title: 'sovaudit fleet report', ...z.toJSONSchema(FleetJson, { target: 'draft-2020-12' }) };
}
