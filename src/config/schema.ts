/** What a project file (`sovaudit.yaml`) may contain. */
import { z } from 'zod';
import { SEVERITIES } from '../model/entity.ts';
import { LAYERS, SCOPES } from '../model/layer.ts';
import { SIZE } from '../util/size-text.ts';

const level = z.number().int().min(0).max(4);

const text = z.string().min(1);
const country = z.string().regex(/^[A-Z]{2}$/, 'expected an ISO 3166-1 alpha-2 code');
const place = z.string().regex(/^([A-Z]{2,8}|global|premises)$/, 'expected an ISO country code, a bloc, "global" or "premises"');
const day = z.iso.date('expected a date as "YYYY-MM-DD"');
const severity = z.enum([...SEVERITIES, 'none']);
const ruleId = z.string().regex(/^[a-z0-9][a-z0-9./-]*$/, 'expected the id of a rule, such as cloud/foreign-operator');
const host = z.string().regex(/^(\*\.)?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/, 'expected a host without scheme, port or path; "*." may stand before it');

/** `self`, the id of an organization of the knowledge base, or somebody it does not know. */
const operator = z.union([z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected "self" or the id of an organization'), z.strictObject({ name: text, country })]);

/** Facts about the user that no code shows. Every one is shown as declared, and does not count after it expired. */
const declared = {
  organization: z
    .strictObject({
      name: text.optional(),
      seat: country.optional(),
      owners: z.array(country).optional(),
      sector: text.optional(),
      commercial: z.boolean().optional(),
      monthly_users: z.number().int().min(0).optional(),
      revenue_usd: z.number().min(0).optional(),
    })
    .optional(),
  endpoints: z
    .array(
      z.strictObject({
        host,
        place,
        operator: operator.optional(),
        expires: day.optional(),
        note: text.optional(),
      }),
    )
    .optional(),
  transfers: z.array(z.strictObject({ country, basis: text, reference: text.optional(), expires: day.optional() })).optional(),
  /** Whether this code handles personal data, or gitignore-like patterns of the code that does. Rules ask for it. */
  personal_data: z.union([z.boolean(), z.array(text).min(1)]).optional(),
  exit_test: z.strictObject({ date: day, reference: text.optional() }).optional(),
  qualified: z.array(z.strictObject({ service: text, region: text.optional(), scheme: text, expires: day.optional() })).optional(),
  /** Where that which this repository runs itself is run, and on whose accelerators. */
  hosting: z
    .array(z.strictObject({ place, operator: operator.optional(), accelerators: z.array(text).optional(), folder: text.optional(), expires: day.optional() }))
    .optional(),
  /** Usages that stand in for each other. */
  fallbacks: z
    .array(
      z.strictObject({
        name: text,
        members: z.array(z.string().regex(/^(model|service|host):\S+$/, 'expected model:, service: or host: and a name')).min(2),
      }),
    )
    .optional(),
};

const whole = z.number().int();
const size = z.union([whole.min(0), z.string().regex(SIZE, 'expected a size such as 8M, or a number of bytes')]);

/** Bounds of an audit: what lies beyond is told and never judged safe. Sizes are numbers of bytes, or texts such as `64M`. */
const limits = z
  .strictObject({
    /** Largest file that is read. Default: 8M. */
    file_size: size.optional(),
    /** The same for lockfiles. Default: 64M. */
    lockfile_size: size.optional(),
    /** Bytes of a larger file that are searched for known names. Default: 256M; 0: none. */
    searched_size: size.optional(),
    /** Files that are read, together; the last by path are left out. Default: no bound. */
    total_size: size.optional(),
    /** Files of a revision that are held in memory. Default: 1G. */
    revision_size: size.optional(),
    /** Number of files. Default: 2000000. */
    files: whole.min(1).optional(),
    /** Levels of YAML, JSON and TOML. Default: 100. Deeper than 300 the readers cannot go. */
    nesting: whole.min(5).max(300).optional(),
    /** Longest YAML or TOML that is parsed, in characters; longer ones are read line by line. Default: 524288. */
    parsed_length: whole.min(0).max(16_777_216).optional(),
    /** Texts of one file of settings. Default: 50000. */
    texts: whole.min(1).optional(),
    /** Entries of one list, rounds of one loop, words of one command that are worked out. Default: 400. */
    items: whole.min(1).max(100_000).optional(),
    /** Values one place can have that are told apart. Default: 16. */
    alternatives: whole.min(1).max(1000).optional(),
    /** Texts of one resource, or of the arguments of one call that are read as a configuration. Default: 2000. */
    attributes: whole.min(1).optional(),
    /** Ways one module or file is called, and files of one package, that are looked at. Default: 40. */
    callers: whole.min(1).max(10_000).optional(),
    /** Steps of working out the values of one file of infrastructure; a call of code has a 50th, a search for a name an 800th. Default: 200000. */
    steps: whole.min(800).optional(),
    /** Places of one file that are reported. Default: 5000. */
    evidence_per_file: whole.min(1).optional(),
    /** Places of all files. Default: 200000. */
    evidence: whole.min(1).optional(),
    /** Call paths that are judged. Default: 10000. */
    usages: whole.min(1).optional(),
  })
  .optional();

export const ProjectFile = z.strictObject({
  /** Profile id, optionally with a scope: `us-federal:civ`. */
  profile: z.string().optional(),
  rules: z.array(z.string()).optional(),
  /** Rule packs: paths (`./policy`) inside the repository, and names of npm packages that are installed. Later ones may refine earlier ones. */
  extends: z.array(text).optional(),
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  /** Whether submodules that are checked out are audited, and clones inside. Left out: they are not, and each is named; false: they are only counted. */
  submodules: z.boolean().optional(),
  scope: z.array(z.enum(SCOPES)).optional(),
  /** What files are for, where their path does not say it: scope -> gitignore-like patterns. The first scope with a match counts. */
  scope_paths: z.partialRecord(z.enum(SCOPES), z.array(text).min(1)).optional(),
  fail_on: severity.optional(),
  /** Another severity for the findings of a layer, or of a rule. The narrower one counts; `none`: these never fail. */
  fail_on_layer: z.partialRecord(z.enum(LAYERS), severity).optional(),
  fail_on_rule: z.record(ruleId, severity).optional(),
  /** Findings below it never fail a gate. */
  min_confidence: z.enum(['high', 'medium', 'low']).optional(),
  fail_on_verdict: z.enum(['dependency', 'access']).optional(),
  min_level: z.partialRecord(z.enum(LAYERS), level).optional(),
  max_risk: z.number().min(0).max(100).optional(),
  unknown: z.enum(['best', 'worst', 'ignore']).optional(),
  /** Findings that were accepted as they are: a file that `sovaudit baseline create` wrote. */
  baseline: z.string().min(1).optional(),
  /** Findings somebody accepts, with a reason and a name. */
  suppressions: z
    .array(
      z.strictObject({
        rule: z.union([ruleId, z.array(ruleId).min(1)]),
        /** What it is about, as the finding names it: `openai@US`, `openai`, `deepseek/deepseek-v4`. */
        subject: text.optional(),
        fingerprint: z
          .string()
          .regex(/^[0-9a-f]{32}$/, 'expected the 32 hex digits of a fingerprint')
          .optional(),
        /** Gitignore-like patterns. */
        paths: z.array(text).min(1).optional(),
        reason: text,
        approver: text,
        ticket: text.optional(),
        until: day.optional(),
      }),
    )
    .optional(),
  limits,
  /** Oldest knowledge base that is acceptable, in days. */
  max_knowledge_age: z.number().int().min(0).optional(),
  /** Profiles of your own, in the form of `rules/policies`; they are checked with the rules. */
  profiles: z.record(z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'expected a kebab-case id'), z.record(z.string(), z.unknown())).optional(),
  ...declared,
});
export type ProjectFile = z.infer<typeof ProjectFile>;

/** The JSON Schema of a project file, for editors. */
export function projectJsonSchema(): Record<string, unknown> {
  return { title: 'sovaudit project file', ...z.toJSONSchema(ProjectFile, { target: 'draft-7', io: 'input' }) };
}
