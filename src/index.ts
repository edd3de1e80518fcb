/** Public API. Importing it has no side effects. */
export { audit, simulateAudit } from './audit/index.ts';
export type { AuditOptions, SupposeOptions } from './audit/options.ts';
export type { Component } from './model/component.ts';
export type { Evidence } from './model/evidence.ts';
export type { Finding } from './model/finding.ts';
export type { Layer, LevelRange, Purpose, Scope } from './model/layer.ts';
export type { Report, UsageReport, Verdict } from './model/report.ts';
export type { Simulation } from './model/simulation.ts';
export type { Baseline, KnownFinding, Suppression } from './model/suppression.ts';
export type { Usage } from './model/usage.ts';
export { InputError, UsageError } from './util/errors.ts';
