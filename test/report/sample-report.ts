import type { Evidence } from '../../src/model/evidence.ts';
import type { Finding, RuleDescriptor } from '../../src/model/finding.ts';
import { LAYERS, type Layer, type LevelRange } from '../../src/model/layer.ts';
import type { LayerReport, Report, UsageReport } from '../../src/model/report.ts';
import type { OrganizationRef } from '../../src/model/usage.ts';

// A bank's support assistant: DeepSeek through the openai package in production, OpenAI by the library's default, a model nobody knows
// behind an address from the environment, and a second OpenAI use in tests. Builders take overrides, so that a test states only its point.

/** A string with everything a hostile repository would try on a terminal or a reviewer. */
export const HOSTILE = 'app/\u001b[2J\u001b]0;owned\u0007\u202egnp.exe\u2066\u200f\u009b31m\nverdict: SOVEREIGN\r\u2028end.py';

export function evidence(path: string, line: number, value: string, overrides: Partial<Evidence> = {}): Evidence {
  return {
    id: `${path}:${line}:9`,
    path,
    line,
    column: 9,
    endLine: line,
    endColumn: 9 + value.length,
    kind: 'endpoint',
    value,
    context: 'base_url= of OpenAI',
    confidence: 'high',
    signature: 'services/deepseek#host-1',
    subject: { kind: 'service', id: 'deepseek' },
    scope: 'production',
    ...overrides,
  };
}

export function organization(id: string, name: string, country: string | null, controller: string | null = country): OrganizationRef {
  return { id, name, country, controller };
}

/** Levels in layer order, `"2 0 0-1"` style: one word per layer. */
export function levels(text: string, reason = 'Because of the table row.'): UsageReport['layers'] {
  const ranges = text.split(' ').map(range);
  return Object.fromEntries(
    LAYERS.map((layer, index) => [layer, { ...(ranges[index] ?? { low: 0, high: 4 }), row: `${layer}-row`, reason, facts: [] }]),
  ) as unknown as UsageReport['layers'];
}

function range(word: string): LevelRange {
  const [low = '0', high = low] = word.split('-');
  return { low: Number(low), high: Number(high) };
}

export const deepseekUsage: UsageReport = {
  id: 'deepseek-chat-app-llm',
  purpose: 'chat',
  scope: 'production',
  sdk: { id: 'openai', purl: 'pkg:pypi/openai', name: 'openai' },
  service: {
    id: 'deepseek',
    name: 'DeepSeek API',
    category: 'model-api',
    operator: organization('deepseek', 'DeepSeek', 'CN'),
    observed: true,
  },
  model: {
    id: 'deepseek/deepseek-v4',
    family: 'deepseek/deepseek',
    requested: 'deepseek-v4-pro',
    name: 'DeepSeek V4 Pro',
    developer: organization('deepseek', 'DeepSeek', 'CN'),
    weights: 'open',
    license: { id: 'MIT', name: 'MIT License' },
    base: null,
    modality: 'text',
    origin: 'own-foundation',
    status: 'current',
  },
  endpoint: { host: 'api.deepseek.com', region: null, country: 'CN', place: 'CN' },
  endpointBasis: 'observed',
  dynamicModel: null,
  confidence: 'high',
  route: 'direct',
  configurable: false,
  weights: null,
  fallbackGroup: null,
  evidence: [
    evidence('app/llm/client.py', 12, 'https://api.deepseek.com'),
    evidence('app/llm/client.py', 31, 'deepseek-v4-pro', {
      kind: 'model-id',
      context: 'model= of chat.completions.create',
      signature: 'models/deepseek#deepseek-v4',
    }),
    evidence('requirements.txt', 4, 'openai==2.1.0', { kind: 'dependency', context: 'requirements', signature: 'packages/openai#pypi' }),
  ],
  layers: levels('2 0 0 0 2 3', 'The operator is established in and controlled from CN, outside the home of this profile.'),
  revocability: 'R1',
  revocabilityReason: 'The weights of deepseek-v4-pro are open (MIT), but only DeepSeek serves them here.',
  restrictions: [
    {
      level: 'conditional',
      by: 'transfer-basis',
      reason: 'No adequacy decision for CN is recorded as of 2026-11-22; another basis has to be declared.',
      from: null,
      to: null,
      status: null,
      flags: [],
      facts: [
        {
          claim: 'No row for CN in the EU adequacy list',
          source: 'https://commission.europa.eu/adequacy',
          basis: 'read',
          asOf: '2026-11-18',
        },
      ],
    },
  ],
};

export const openaiUsage: UsageReport = {
  ...deepseekUsage,
  id: 'openai-chat-services-summary',
  sdk: { id: 'openai', purl: 'pkg:npm/openai', name: 'openai' },
  service: {
    id: 'openai',
    name: 'OpenAI API',
    category: 'model-api',
    operator: organization('openai-ireland', 'OpenAI Ireland Ltd', 'IE', 'US'),
    observed: false,
  },
  model: {
    id: 'openai/gpt-5.5',
    family: 'openai/gpt',
    requested: 'gpt-5.5',
    name: 'GPT-5.5',
    developer: organization('openai', 'OpenAI', 'US'),
    weights: 'closed',
    license: { id: 'openai-terms', name: 'OpenAI Services Agreement' },
    base: null,
    modality: 'text',
    origin: 'own-foundation',
    status: 'legacy',
  },
  endpoint: { host: 'api.openai.com', region: null, country: null, place: 'global' },
  endpointBasis: 'default',
  configurable: true,
  evidence: [
    evidence('services/summary/src/openai.ts', 8, 'openai', { kind: 'import', context: 'import OpenAI', signature: 'packages/openai#npm' }),
    evidence('services/summary/src/openai.ts', 22, 'gpt-5.5', {
      kind: 'model-id',
      context: 'model of responses.create',
      signature: 'models/openai#gpt-5.5',
    }),
  ],
  layers: levels('1 1 0 0 1 1', 'Closed weights of a foreign developer.'),
  revocability: 'R3',
  revocabilityReason: 'gpt-5.5 is served by a US-controlled vendor and cannot be kept if withdrawn.',
  restrictions: [
    {
      level: 'watch',
      by: 'us-gpt-5.6-preview',
      reason: 'A preview of this developer was gated by its government on 2026-06-26.',
      from: '2026-06-26',
      to: '2026-07-09',
      status: 'in_force',
      flags: ['precedent'],
      facts: [],
    },
  ],
};

export const unknownUsage: UsageReport = {
  ...deepseekUsage,
  id: 'unknown-chat-jobs-triage',
  sdk: { id: 'litellm', purl: 'pkg:pypi/litellm', name: 'litellm' },
  service: null,
  model: {
    id: null,
    family: null,
    requested: 'house-triage-large-v3',
    name: 'house-triage-large-v3',
    developer: { id: null, name: 'unknown developer', country: null, controller: null },
    weights: null,
    license: null,
    base: null,
    modality: 'text',
    origin: null,
    status: null,
  },
  endpoint: null,
  endpointBasis: 'unknown',
  route: 'unknown',
  configurable: true,
  evidence: [
    evidence('jobs/triage.py', 40, 'house-triage-large-v3', {
      kind: 'model-id',
      context: 'model= of completion',
      signature: null,
      subject: { kind: 'unknown', what: 'model' },
    }),
  ],
  layers: levels('0-4 0-4 0-4 0-4 0-4 0-3', 'Nobody knows this model or the address it is sent to.'),
  revocability: 'unknown',
  revocabilityReason: 'Neither the model nor the address is known.',
  restrictions: [],
};

export const testUsage: UsageReport = {
  ...openaiUsage,
  id: 'openai-embedding-tests',
  purpose: 'embedding',
  scope: 'test',
  evidence: [evidence('tests/test_search.py', 17, 'text-embedding-3-large', { kind: 'model-id', scope: 'test' })],
};

export const rules: readonly RuleDescriptor[] = [
  {
    id: 'cloud/foreign-operator',
    name: 'Service is operated from outside the home of the profile',
    layer: 'cloud',
    help: 'Whoever controls the operator can be ordered to hand over, to limit or to stop the service. A location at home does not change that.',
    remediation: 'Use an operator that is controlled from within the home of the profile, or run the weights yourself.',
    references: ['https://commission.europa.eu/cloud-sovereignty-framework'],
    touches: [{ regime: 'eu-dora-28', name: 'DORA: third-party risk, register and exit', at: 'Article 29' }],
  },
  {
    id: 'data/no-transfer-basis',
    name: 'Prompts go to a country without a recorded transfer basis',
    layer: 'data',
    help: 'No adequacy decision or treaty for this country is recorded at the date of the audit. Contract clauses cannot be seen in code.',
    remediation: 'Declare the basis you rely on, or move the endpoint.',
    references: ['https://commission.europa.eu/adequacy'],
    touches: [],
  },
  {
    id: 'model/closed-foreign',
    name: 'Closed weights of a foreign developer',
    layer: 'model',
    help: 'The model can be withdrawn by its developer or the government of its developer, and no copy can be kept.',
    remediation: 'Prefer a model whose weights you can hold.',
    references: [],
    touches: [],
  },
  {
    id: 'model/unknown',
    name: 'Model that no entry knows',
    layer: 'model',
    help: 'Nothing can be said of its origin.',
    remediation: 'Add a custom rule for it.',
    references: [],
    touches: [],
  },
];

export function finding(overrides: Partial<Finding> = {}): Finding {
  return {
    fingerprint: '3f0c1a9d5b7e42d8a1c6f09e7b3d5a10',
    rule: 'cloud/foreign-operator',
    subject: 'deepseek@CN',
    layer: 'cloud',
    severity: 'high',
    confidence: 'high',
    status: 'new',
    was: null,
    suppression: null,
    lineHash: null,
    message: 'api.deepseek.com is operated by DeepSeek (CN), which is controlled from CN. Cloud is at level 0, this profile asks for 2.',
    remediation: 'Serve deepseek-v4-pro from an operator controlled from within the EU (its weights are MIT), for example on Scaleway or OVHcloud.',
    usages: [deepseekUsage.id],
    evidence: deepseekUsage.evidence,
    facts: [
      { claim: 'DeepSeek is established in CN', source: 'https://www.deepseek.com/terms', basis: 'read', asOf: '2026-11-02' },
      { claim: 'The endpoint is api.deepseek.com', source: null, basis: 'observed', asOf: null },
    ],
    ...overrides,
  };
}

export const findings: readonly Finding[] = [
  finding(),
  finding({
    fingerprint: '5d2b7c1e9f0a4863b1d4e7f2a6c8093b',
    evidence: openaiUsage.evidence,
    usages: [openaiUsage.id],
    remediation: 'Move this use to an operator controlled from within the EU, or serve open weights yourself.',
    message: 'api.openai.com is operated by OpenAI Ireland Ltd (IE, controlled from US). Cloud is at level 0, this profile asks for 2.',
  }),
  finding({
    fingerprint: '91ab37de60c24f5588e1a7b3c2d4f6e0',
    rule: 'data/no-transfer-basis',
    layer: 'data',
    message: 'Prompts of deepseek-v4-pro go to CN. No EU adequacy decision for CN is recorded as of 2026-11-22.',
    remediation: 'Declare the transfer basis in sovaudit.yaml, or move the endpoint to the EU.',
  }),
  finding({
    fingerprint: 'c7e5a1b90d3f4268917f0e6d5c4b3a21',
    rule: 'model/closed-foreign',
    layer: 'model',
    severity: 'medium',
    usages: [openaiUsage.id],
    evidence: openaiUsage.evidence.slice(1),
    message: 'gpt-5.5 has closed weights and is made by OpenAI (US). If it is withdrawn, nothing remains.',
    remediation: 'Keep an open-weights model as a fallback in configuration, for example mistral-small-4 or Apertus 70B.',
  }),
  finding({
    fingerprint: 'e1f2a3b4c5d647788990aabbccddeeff',
    rule: 'model/unknown',
    layer: 'model',
    severity: 'low',
    confidence: 'medium',
    usages: [unknownUsage.id],
    evidence: unknownUsage.evidence,
    message: 'house-triage-large-v3 is not in the knowledge base, so all its layers are unknown.',
    remediation: 'Add it as a custom rule (sovaudit rules new model).',
  }),
  finding({
    fingerprint: '00000000000000000000000000000001',
    severity: 'info',
    rule: 'license/inventory',
    layer: 'license',
    message: 'Weights of deepseek-v4-pro are under MIT.',
  }),
  finding({ fingerprint: '00000000000000000000000000000002', status: 'baseline' }),
  finding({
    fingerprint: '00000000000000000000000000000003',
    status: 'suppressed',
    suppression: {
      kind: 'inline',
      reason: 'moves to Scaleway in the spring release',
      until: '2027-03-31',
      approver: null,
      ticket: null,
      path: 'app/llm/client.py',
      line: 11,
    },
  }),
];

const TERMS = { source: 'https://deepseek.example/terms', basis: 'read', asOf: '2026-08-21' } as const;
const NOWHERE = { note: 'not recorded', source: null, basis: 'unknown', asOf: null } as const;

const dataPractices: Report['dataPractices'] = [
  {
    service: 'deepseek',
    name: 'DeepSeek API',
    operator: 'DeepSeek',
    usages: [deepseekUsage.id],
    recorded: true,
    training: { value: 'opt-out', note: 'by writing to the operator', ...TERMS },
    retention: { value: 30, note: null, ...TERMS },
    zeroRetention: { value: null, note: 'the terms do not say', source: null, basis: 'unknown', asOf: null },
    subprocessors: { value: { list: 'https://deepseek.example/partners', places: ['CN', 'SG'] }, note: null, ...TERMS },
    review: { value: 'flagged', note: null, ...TERMS },
  },
  {
    service: 'openai',
    name: 'OpenAI API',
    operator: 'OpenAI',
    usages: [],
    recorded: false,
    training: { value: null, ...NOWHERE },
    retention: { value: null, ...NOWHERE },
    zeroRetention: { value: null, ...NOWHERE },
    subprocessors: { value: null, ...NOWHERE },
    review: { value: null, ...NOWHERE },
  },
];

const QUESTIONS: Readonly<Record<Layer, string>> = {
  model: 'If the developer or its government withdrew this model tomorrow, would you still have it?',
  data: 'Where do prompts, context and embeddings go, and under which transfer basis?',
  compute: 'Whose permission does the next GPU-hour need?',
  cloud: 'Which government can compel or order the operator?',
  deployment: 'Can you move, or keep running, if the supplier goes dark?',
  license: 'May you, there, at your size, audit, modify and deploy it?',
};

const ANSWERS: Readonly<Record<Layer, string>> = {
  model: 'gpt-5.5 has closed weights and is made by OpenAI (US); if it is withdrawn, nothing remains.',
  data: 'Prompts go to api.deepseek.com in CN; no EU adequacy decision for CN is recorded as of 2026-11-22.',
  compute: 'Inference runs on machines of DeepSeek (CN), at a place that is not in the EU.',
  cloud: 'The operator DeepSeek is controlled from CN, and OpenAI Ireland Ltd from US.',
  deployment: 'gpt-5.5 is only served by one controller, through a portable interface and without a fallback.',
  license: 'Closed API terms only: no right to audit, modify or host gpt-5.5.',
};

export function layer(name: Layer, level: string, overrides: Partial<LayerReport> = {}): LayerReport {
  const { low, high } = range(level);
  return {
    layer: name,
    level: { low, high },
    floor: 2,
    missing: low < 2,
    question: QUESTIONS[name],
    answer: ANSWERS[name],
    row: `${name}-row`,
    usage: deepseekUsage.id,
    facts: [
      { claim: 'the code names api.deepseek.com', source: 'app/llm.py:12:14', basis: 'observed', asOf: null },
      { claim: 'DeepSeek is controlled from CN', source: 'Register of companies', basis: 'read', asOf: '2026-11-02' },
    ],
    findings: findings.filter((each) => each.layer === name && each.status === 'new').map((each) => each.fingerprint),
    ...overrides,
  };
}

/** The six layers at these levels. */
export function layers(text: string): LayerReport[] {
  const words = text.split(' ');
  return LAYERS.map((name, index) => layer(name, words[index] ?? '0'));
}

export function report(overrides: Partial<Report> = {}): Report {
  return {
    schemaVersion: '1.0',
    tool: { name: 'sovaudit', version: '0.1.0' },
    knowledge: { version: '2026.11.1', asOf: '2026-11-22', newestFact: '2026-11-20', oldestFact: '2025-01-16', customRules: [] },
    audit: {
      root: '.',
      revision: '0f3c9a7be1d24c55a8f0b6d7e9c1a2b3c4d5e6f7',
      profile: 'eu-regulated',
      profileName: 'EU, regulated entity',
      profileScope: null,
      asOf: '2026-11-22',
      scopes: ['production'],
    },
    verdict: {
      level: 'access',
      range: ['access', 'access'],
      missingLayers: [...LAYERS],
      riskIndex: 92,
      riskTerms: { model: 12.5, data: 16.7, compute: 16.7, cloud: 16.7, deployment: 12.5, license: 12.5 },
      restriction: 'conditional',
      revocability: 'R3',
      unknowns: 0,
    },
    layers: layers('1 0 0 0 1 1'),
    usages: [deepseekUsage, openaiUsage, testUsage, unknownUsage],
    components: [
      {
        id: 'pkg:pypi/openai',
        type: 'library',
        name: 'openai',
        purl: 'pkg:pypi/openai@2.1.0',
        version: '2.1.0',
        scope: 'production',
        details: [],
        evidence: deepseekUsage.evidence.slice(2),
      },
    ],
    findings,
    comparison: {
      baseline: {
        file: '.sovaudit-baseline.json',
        profile: 'eu-regulated',
        entries: 2,
        stale: [{ rule: 'cloud/router', subject: 'openrouter@', severity: 'medium', fingerprint: '00000000000000000000000000000009' }],
      },
      revision: null,
    },
    rules,
    resilience: {
      productionUsages: 3,
      heldWeights: 0,
      controllers: [
        { id: 'deepseek', name: 'DeepSeek', country: 'CN', usages: 1 },
        { id: 'openai', name: 'OpenAI', country: 'US', usages: 1 },
      ],
      largestShare: 0.33,
      configurable: 2,
      portable: 3,
    },
    nextSteps: [
      {
        text: 'Move deepseek-v4-pro (app/llm/client.py) to an EU-controlled operator: the same open weights, three layers less missing.',
        layers: ['data', 'compute', 'cloud'],
      },
      {
        text: 'Put a model whose weights you hold behind gpt-5.5 as a fallback, for example Apertus 70B under vLLM.',
        layers: ['model', 'deployment'],
      },
      { text: 'Describe house-triage-large-v3 in a custom rule, so that it can be judged.', layers: [] },
    ],
    questions: [],
    frameworks: { csf: null, dora: null },
    dataPractices,
    gates: [
      {
        gate: 'fail-on high',
        passed: false,
        message: '3 new findings are high or worse',
        remedy: 'resolve, or suppress with a reason: cloud/foreign-operator (app/llm/client.py:12)',
      },
      { gate: 'max-risk 95', passed: true, message: 'the risk index is 92', remedy: null },
    ],
    coverage: {
      files: 412,
      read: 400,
      matched: 6,
      skipped: [
        { reason: 'binary', count: 11 },
        { reason: 'too large', count: 1 },
      ],
    },
    diagnostics: [
      {
        code: 'syntax',
        path: 'config/legacy.yaml',
        line: 14,
        column: 3,
        message: 'a mapping was expected; the text was still scanned lexically',
      },
      { code: 'too-large', path: 'data/dump.json', line: null, column: null, message: '48 MiB, the limit is 8 MiB' },
    ],
    ...overrides,
  };
}

/** The report of a repository without AI. */
export function emptyReport(overrides: Partial<Report> = {}): Report {
  return report({
    verdict: {
      level: 'none',
      range: ['none', 'none'],
      missingLayers: [],
      riskIndex: 0,
      riskTerms: { model: 0, data: 0, compute: 0, cloud: 0, deployment: 0, license: 0 },
      restriction: 'none',
      revocability: 'R0',
      unknowns: 0,
    },
    layers: [],
    usages: [],
    components: [],
    findings: [],
    rules: [],
    resilience: { productionUsages: 0, heldWeights: 0, controllers: [], largestShare: 0, configurable: 0, portable: 0 },
    nextSteps: [],
    dataPractices: [],
    gates: [],
    comparison: { baseline: null, revision: null },
    diagnostics: [],
    ...overrides,
  });
}

/** A report whose repository chose every path, value and message to attack whoever reads it. */
export function hostileReport(): Report {
  const place = evidence(HOSTILE, 1, HOSTILE, { context: HOSTILE });
  const link = '[click here](https://evil.example/) <img src=x onerror=alert(1)>';
  const usage: UsageReport = {
    ...deepseekUsage,
    sdk: { id: HOSTILE, purl: HOSTILE, name: HOSTILE },
    evidence: [place, place],
    model: { ...(deepseekUsage.model as NonNullable<UsageReport['model']>), id: null, family: null, requested: HOSTILE, name: HOSTILE },
  };
  return report({
    usages: [usage],
    findings: [finding({ message: `${HOSTILE} ${link}`, remediation: link, evidence: [place, evidence('app/[id]/page.ts', 3, HOSTILE)] })],
    diagnostics: [{ code: 'unreadable', path: HOSTILE, line: null, column: null, message: `${HOSTILE} ${link}` }],
    gates: [{ gate: HOSTILE, passed: false, message: HOSTILE, remedy: HOSTILE }],
    nextSteps: [{ text: HOSTILE, layers: [] }],
  });
}
