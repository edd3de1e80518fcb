import { z } from 'zod';
import { SEVERITIES } from '../model/entity.ts';
import { LAYERS, PURPOSES, SCOPES } from '../model/layer.ts';

// A table: the published shape of the JSON report in one piece, longer than a file should be otherwise. Strict: what is not described here
// is not printed. Nothing that an audit loads imports this file (zod is slow to load); `json.ts` takes its types only, so the two cannot drift.

const text = z.string();
const name = z.string().min(1);
const day = z.iso.date();
const level = z.int().min(0).max(4);
const position = z.int().min(1).meta({ id: 'position', description: '1-based. Columns count UTF-16 units.' });
const tally = z.int().min(0);
const layerName = z.enum(LAYERS).meta({ id: 'layer' });
const scope = z.enum(SCOPES).meta({ id: 'scope' });
const verdict = z.enum(['sovereign', 'dependency', 'access', 'none']).meta({ id: 'verdict', description: 'none: no AI was found.' });
const confidence = z.enum(['high', 'medium', 'low']).meta({ id: 'confidence' });
const restrictionLevel = z.enum(['none', 'watch', 'conditional', 'prohibited']).meta({ id: 'restrictionLevel' });
const revocability = z.enum(['R0', 'R1', 'R2', 'R3', 'R4', 'unknown']).meta({
  id: 'revocability',
  description: 'Who can switch the model off. R0 nobody, R1 replaceable, R2 from home only, R3 from abroad, R4 restricted now.',
});

const Evidence = z
  .strictObject({
    path: name.describe('POSIX path relative to the audited root.'),
    line: position,
    column: position,
    endLine: position,
    endColumn: position.describe('Exclusive.'),
    kind: z.enum([
      'import',
      'dependency',
      'endpoint',
      'model-id',
      'env-var',
      'config',
      'infrastructure',
      'container',
      'weights',
      'dataset',
      'accelerator',
      'mcp',
      'dev-tool',
    ]),
    value: text.describe('What was seen. Secrets are masked.'),
    context: text.describe('Where it stood: an argument, a key path, a manifest section.'),
    confidence,
    signature: name.nullable().describe('Signature of the knowledge base that matched; null for something unknown.'),
  })
  .meta({ id: 'evidence' });

const factBasis = z.enum(['observed', 'default', 'declared', 'read', 'inherited', 'catalogue', 'background', 'unknown']);

const Fact = z
  .strictObject({
    claim: name,
    source: text.nullable().describe('Address or title of the document; path:line:column of what was seen in the code; the project file of a declaration.'),
    asOf: text.nullable().describe('Date of the copy that was read.'),
    basis: factBasis,
  })
  .meta({ id: 'fact', description: 'A statement that a judgement rests on, and how it is known.' });

const Organization = z
  .strictObject({
    id: name.nullable(),
    name,
    country: text.nullable().describe('Where it is established.'),
    controller: text.nullable().describe('Jurisdiction of whoever ultimately controls it.'),
  })
  .meta({ id: 'organization' });

const LevelRange = z
  .strictObject({ low: level, high: level })
  .meta({ id: 'levelRange', description: '0: someone else decides. 4: in your hands. The ends differ where something is unknown.' });

const chain = z.array(Fact).describe('From what the code shows over who that is to the fact that decides.');

const AssessedLevel = z
  .strictObject({ low: level, high: level, row: text.describe('Row of the decision table.'), reason: text, facts: chain })
  .meta({ id: 'assessedLevel' });

const Layer = z.strictObject({
  layer: layerName,
  level: LevelRange,
  floor: level,
  missing: z.boolean(),
  question: text,
  answer: text,
  row: text,
  rowMeaning: text.describe('What that row of the decision table says.'),
  facts: chain,
  usage: name.nullable().describe('Id of the usage that decides this level.'),
  findings: z.array(name).describe('Fingerprints.'),
});

const Model = z.strictObject({
  id: name.nullable().describe('Null: no entry knows this model.'),
  family: name.nullable(),
  requested: text.describe('As the code writes it.'),
  name: text,
  developer: Organization,
  weights: z.enum(['open', 'closed', 'partly']).nullable(),
  license: z.strictObject({ id: name, name }).nullable(),
  base: name.nullable().describe('Model it was adapted from.'),
  modality: z.enum(['text', 'embedding', 'rerank', 'speech', 'image', 'video', 'music', 'vision']),
  origin: z.enum(['own-foundation', 'own-sovereign', 'media', 'adaptation']).nullable(),
  status: z.enum(['current', 'legacy', 'retired', 'preview', 'announced', 'withheld', 'expected']).nullable(),
});

const Restriction = z.strictObject({
  level: restrictionLevel,
  by: name.describe('Id of the event or regime, or transfer-basis.'),
  reason: text,
  from: day.nullable().describe('When the present state began; null for what has no dates.'),
  to: day.nullable().describe('When it ends, exclusive.'),
  status: z.enum(['proposed', 'announced', 'in_force', 'partially_lifted', 'suspended', 'lifted', 'expired', 'upheld', 'enjoined']).nullable(),
  flags: z.array(z.enum(['precedent', 'scheduled', 'unverified', 'stale', 'undeclared'])),
  facts: z.array(Fact),
});

/** A usage as published. */
export const Usage = z
  .strictObject({
    id: name,
    purpose: z.enum(PURPOSES),
    scope,
    sdk: z.strictObject({ id: name, purl: text, name }).nullable(),
    service: z
      .strictObject({
        id: name,
        name,
        category: text,
        operator: Organization,
        observed: z.boolean().describe('False: a default of the library names it.'),
      })
      .nullable(),
    model: Model.nullable(),
    dynamicModel: text.nullable().describe('The expression that chooses the model at run time.'),
    endpoint: z
      .strictObject({
        host: text.nullable(),
        region: text.nullable(),
        country: text.nullable(),
        place: text.nullable().describe('Country, bloc, global (the operator chooses) or premises (your own machines).'),
      })
      .nullable(),
    endpointBasis: z.enum(['observed', 'default', 'unknown']).describe('How the endpoint is known; default: the library documents it.'),
    route: z.enum(['direct', 'gateway', 'self-hosted', 'unknown']),
    configurable: z.boolean(),
    weights: z.enum(['held', 'pulled']).nullable(),
    fallbackGroup: name.nullable(),
    keepsState: z.boolean().exactOptional().describe('What is sent stays with the provider: threads, files, stores, jobs.'),
    accelerators: z
      .strictObject({ ids: z.array(name), elsewhere: z.boolean().describe('Only other parts of the repository show them.') })
      .exactOptional()
      .describe('Accelerators it is given; absent: none are shown.'),
    confidence: confidence.describe('low: a mention without a call path.'),
    layers: z.strictObject({
      model: AssessedLevel,
      data: AssessedLevel,
      compute: AssessedLevel,
      cloud: AssessedLevel,
      deployment: AssessedLevel,
      license: AssessedLevel,
    }),
    revocability,
    revocabilityReason: text,
    restrictions: z.array(Restriction),
    evidence: z.array(Evidence).describe('The first entry is the place to look at.'),
  })
  .describe('One AI call path: who made the model, who operates the service, who controls the operator, where it runs. Null: nobody knows.');

const Component = z.strictObject({
  id: name,
  type: z.enum([
    'library',
    'service',
    'model',
    'endpoint',
    'env-var',
    'runtime',
    'gateway',
    'vector-store',
    'observability',
    'dataset',
    'accelerator',
    'cloud-resource',
    'container',
    'weights',
    'mcp-server',
    'dev-tool',
  ]),
  name: text,
  purl: text.nullable(),
  version: text.nullable(),
  scope,
  details: z.array(z.strictObject({ name, value: text })).describe('What is known of it: license, base model, operator.'),
  evidence: z.array(Evidence),
});

const severity = z.enum(SEVERITIES).meta({ id: 'severity' });

const Suppression = z
  .strictObject({
    kind: z.enum(['inline', 'config']),
    reason: text,
    until: day.nullable().describe('Last day it holds.'),
    approver: text.nullable(),
    ticket: text.nullable(),
    path: text.nullable().describe('Where it is written; null: a project file outside of the audited root.'),
    line: position,
  })
  .describe('What accepts a finding.');

const Finding = z.strictObject({
  fingerprint: name.describe('Hash of rule and subject: stable across moved lines, renamed files, reformatting and rewording.'),
  rule: name,
  subject: text.describe('What it is about, in ids: service@place, a model, a host.'),
  layer: layerName,
  severity,
  confidence,
  status: z.enum(['new', 'baseline', 'suppressed']).describe('baseline: known before, in a baseline file or another revision.'),
  was: severity.nullable().describe('Severity it was known with, when it is worse now and therefore new.'),
  suppression: Suppression.nullable(),
  lineHash: text.nullable().describe('primaryLocationLineHash of GitHub code scanning for the first evidence.'),
  message: text,
  remediation: text,
  usages: z.array(name),
  evidence: z.array(Evidence).describe('The first entry is the place to look at.'),
  facts: z.array(Fact),
});

const Rule = z.strictObject({
  id: name,
  name: text,
  layer: layerName,
  help: text,
  remediation: text,
  references: z.array(text),
  touches: z
    .array(z.strictObject({ regime: name, name: text, at: text.describe('Article or objective.') }))
    .describe('Places in the laws and frameworks of the profile that ask about the same thing; never whether they are met.'),
});

const points = z.number().min(0).max(100);

const Verdict = z.strictObject({
  level: verdict,
  range: z.array(verdict).describe('Best and worst verdict that the unknowns allow.'),
  missingLayers: z.array(layerName),
  riskIndex: points.describe('For thresholds and trends; never the verdict.'),
  riskTerms: z.strictObject({ model: points, data: points, compute: points, cloud: points, deployment: points, license: points }),
  restriction: restrictionLevel,
  revocability,
  unknowns: tally,
});

const Resilience = z.strictObject({
  productionUsages: tally,
  heldWeights: tally.describe('Production usages whose weights are held.'),
  controllers: z.array(z.strictObject({ id: name, name, country: text.nullable(), usages: tally })).describe('Ultimate controllers, most usages first.'),
  largestShare: z.number().min(0).max(1).describe('Of the known controller with most usages.'),
  unknownOperator: tally,
  countries: z.array(z.strictObject({ country: name, usages: tally })).describe('Of the ultimate controllers, most usages first.'),
  singlePoints: z
    .array(z.strictObject({ purpose: z.enum(PURPOSES), controller: name, name, usages: tally }))
    .describe('Purposes all of whose usages end at one controller, without an independent stand-in.'),
  backedUp: tally.describe('Usages in a fallback list of which two members have no controller in common.'),
  stateful: tally.describe('Usages whose provider holds state that cannot move.'),
  configurable: tally,
  portable: tally,
});

const Outlook = z
  .strictObject({
    verdict,
    missingLayers: z.array(layerName),
    levels: z.array(z.strictObject({ layer: layerName, level: LevelRange })),
  })
  .describe('The repository as it would be judged.');

const NextStep = z.strictObject({
  text,
  layers: z.array(layerName).describe('Layers it lifts.'),
  usages: z.array(name),
  levels: z.array(z.strictObject({ layer: layerName, before: LevelRange, after: LevelRange })).describe('Of those usages.'),
  stack: Outlook.nullable().describe('The repository after this step alone; null where it changes no level for certain.'),
  code: z.array(text).describe('What changes in the code.'),
  leaves: z.array(text).describe('What it would not solve, and what has to be checked.'),
});

const Question = z
  .strictObject({
    text,
    layer: layerName,
    key: name.nullable().describe('Key of the project file that answers it; null: none can.'),
    usages: z.array(name),
  })
  .describe('A fact about the user that a level turns on and no code shows.');

const score = z.number().min(0).max(100);

const Csf = z
  .strictObject({
    framework: name,
    score: z.strictObject({ low: score, high: score }).describe('Points of outOf.'),
    outOf: score,
    lowest: LevelRange,
    objectives: z.array(
      z.strictObject({
        id: name,
        name,
        weight: score,
        layers: z.array(layerName).describe('It is projected from the least of these; empty: not assessed.'),
        level: LevelRange.nullable(),
      }),
    ),
    caveats: z.array(text),
  })
  .describe("A projection of the Commission's Cloud Sovereignty Framework, never a rating.");

const DoraRow = z.strictObject({
  provider: text,
  providerCountry: text.nullable(),
  ultimateParent: text,
  parentCountry: text.nullable(),
  service: text,
  functions: z.array(text),
  processing: z.array(text).describe('Countries or blocs; global: the provider chooses; unknown: nothing says.'),
  critical: z.boolean().nullable().describe('Its group is on the list of critical providers (DORA, Article 31); null: the provider is not known.'),
  rank: z.int().min(1).describe('1: the provider itself; 2: somebody behind it.'),
  behind: text.nullable(),
  substitutability: z.enum(['not substitutable', 'highly complex', 'medium complexity', 'easily substitutable', 'unknown']),
  retention: text.nullable().describe('As the provider says; null: nobody knows, or it does not apply.'),
  subprocessors: text.nullable().describe('Page that lists them.'),
  usages: z.array(name),
});

const Frameworks = z
  .strictObject({ csf: Csf.nullable(), dora: z.strictObject({ rows: z.array(DoraRow), caveats: z.array(text) }).nullable() })
  .describe('Frameworks the profile asks for; null where it does not.');

const reported = <T extends z.ZodType>(value: T) =>
  z.strictObject({
    value: value.nullable().describe('Null: nobody knows, or nobody has recorded it.'),
    note: text.nullable().describe('Conditions and exceptions, or why nobody knows.'),
    source: text.nullable(),
    asOf: text.nullable().describe('Date of the copy that was read.'),
    basis: factBasis,
  });

const ServicePractices = z
  .strictObject({
    service: name,
    name,
    operator: text,
    usages: z.array(name),
    recorded: z.boolean().describe('False: the knowledge base says nothing of this service yet.'),
    training: reported(z.enum(['no', 'yes', 'opt-out', 'plan-dependent'])),
    retention: reported(z.union([z.int().min(0), text])).describe('Days, or words.'),
    zeroRetention: reported(z.enum(['default', 'setting', 'agreement', 'no'])),
    subprocessors: reported(z.strictObject({ list: text.nullable(), places: z.array(text) })),
    review: reported(z.enum(['no', 'flagged', 'yes'])).describe('Whether people may read it; flagged: what abuse monitoring picks out.'),
  })
  .describe('What the operator of a service in use says it does with what it is sent. No level rests on it: contracts can change it.');

const Diagnostic = z.strictObject({
  code: z.enum(['unreadable', 'too-large', 'binary', 'encoding', 'syntax', 'outside-root', 'listing', 'limit', 'submodule']),
  path: text,
  line: position.nullable(),
  column: position.nullable(),
  message: text,
});

const Comparison = z
  .strictObject({
    baseline: z
      .strictObject({
        file: text,
        profile: name,
        entries: tally,
        stale: z.array(z.strictObject({ rule: name, subject: text, severity, fingerprint: name })).describe('Entries without a finding.'),
      })
      .nullable(),
    revision: z
      .strictObject({
        ref: name,
        id: name.nullable(),
        projectFiles: z
          .array(name)
          .optional()
          .describe('Project files and baselines that are not what they were there: the gate may have changed with the code.'),
      })
      .nullable()
      .describe('Where the branch left this revision; the last commit for what is staged.'),
  })
  .describe('What findings were compared with to tell new ones from known ones.');

/** The JSON report, schema version 1.0. Additive within 1.x: keys may come, none goes or changes its meaning. */
export const JsonReport = z.strictObject({
  schemaVersion: z.literal('1.0'),
  tool: z.strictObject({ name: z.literal('sovaudit'), version: name }),
  knowledge: z.strictObject({
    version: name,
    asOf: day,
    newestFact: text,
    oldestFact: text,
    customRules: z.array(z.strictObject({ id: name, file: name, extends: name.nullable(), changes: z.array(name).optional(), pack: name.optional() })),
    packs: z.array(z.strictObject({ name, version: name.nullable(), path: name, entries: z.int().min(0) })).optional(),
  }),
  audit: z.strictObject({
    root: text,
    repository: z
      .strictObject({
        name: name.describe('github.com/acme/letters from the remote, without scheme, port and credentials; or as --name says.'),
        folder: text.describe('What was audited inside it; empty: the whole.'),
        from: z.enum(['remote', 'flag']),
      })
      .exactOptional()
      .describe('Which repository this is; absent: it has no remote and was not named.'),
    revision: name.nullable(),
    profile: name,
    profileName: text,
    profileScope: text.nullable(),
    asOf: day,
    scopes: z.array(scope).describe('Scopes that were judged.'),
  }),
  verdict: Verdict,
  layers: z.array(Layer),
  usages: z.array(Usage),
  components: z.array(Component),
  findings: z.array(Finding),
  rules: z.array(Rule).describe('What the rules of the findings say.'),
  resilience: Resilience,
  staleFacts: z
    .array(z.strictObject({ claim: name, source: text.nullable(), checked: day, ageDays: tally, maxAgeDays: tally, usages: z.array(name) }))
    .describe('Facts behind this report that are past their age limit, most overdue first.'),
  nextSteps: z.array(NextStep).describe('What lifts most first.'),
  afterSteps: Outlook.nullable().describe('The repository after the best step for each call path, together; null when that changes no level.'),
  questions: z.array(Question),
  frameworks: Frameworks,
  dataPractices: z.array(ServicePractices),
  comparison: Comparison,
  gates: z.array(z.strictObject({ gate: name, passed: z.boolean(), message: text, remedy: text.nullable().describe('What would make it pass.') })),
  coverage: z.strictObject({
    files: tally,
    read: tally,
    matched: tally,
    skipped: z.array(z.strictObject({ reason: name, count: tally })),
  }),
  diagnostics: z.array(Diagnostic),
});
export type JsonReport = z.infer<typeof JsonReport>;

/** The JSON Schema (draft 2020-12) of the JSON report, as published. */
export function reportJsonSchema(): Record<string, unknown> {
  return { title: 'sovaudit report', ...z.toJSONSchema(JsonReport, { target: 'draft-2020-12' }) };
}
