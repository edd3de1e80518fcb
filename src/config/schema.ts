/** What a project file (`sovaudit.yaml`) may contain. */
import { z } from 'zod';
import { SEVERITIES } from '../model/entity.ts';
import { LAYERS, SCOPES } from '../model/layer.ts';

const level = z.number().int().min(0).max(4);

export const ProjectFile = z.strictObject({
  /** Profile id, optionally with a scope: `us-federal:civ`. */
  profile: z.string().optional(),
  rules: z.array(z.string()).optional(),
  include: z.array(z.string()).optional(),
  exclude: z.array(z.string()).optional(),
  scope: z.array(z.enum(SCOPES)).optional(),
  fail_on: z.enum([...SEVERITIES, 'none']).optional(),
  fail_on_verdict: z.enum(['dependency', 'access']).optional(),
  min_level: z.partialRecord(z.enum(LAYERS), level).optional(),
  max_risk: z.number().min(0).max(100).optional(),
  unknown: z.enum(['best', 'worst', 'ignore']).optional(),
});
export type ProjectFile = z.infer<typeof ProjectFile>;
