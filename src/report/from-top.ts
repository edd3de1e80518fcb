/** Paths as a code host knows them: from the top of the repository, not from the folder that was audited. */
import { basename, dirname, normalize } from 'node:path/posix';
import type { Report } from '../model/report.ts';

/**
 * The folder of the audit below the top of the repository; empty for the whole, and where nothing says it. Known from the remote; without one, what was
 * audited is taken as it was named from the working directory, which in a pipeline is the top. Never leads out of it.
 */
export function folderOf({ audit: { repository, root }, coverage, findings }: Report): string {
  const named = normalize(repository?.from === 'remote' ? repository.folder : root).replace(/\/+$/, '');
  const first = findings.find(({ evidence }) => evidence.length > 0)?.evidence[0];
  // A single file is audited by its name alone.
  const folder = coverage.files === 1 && first?.path === basename(named) ? dirname(named) : named;
  return folder === '.' || folder === '..' || folder.startsWith('../') || folder.startsWith('/') ? '' : folder;
}

/** The report with every place as a path from the top of the repository. */
export function fromTop(report: Report): Report {
  const folder = folderOf(report);
  if (folder === '') return report;
  const moved = <T extends { readonly path: string }>(item: T): T => (item.path === '' ? item : { ...item, path: `${folder}/${item.path}` });
  return {
    ...report,
    usages: report.usages.map((usage) => ({ ...usage, evidence: usage.evidence.map(moved) })),
    findings: report.findings.map((finding) => ({ ...finding, evidence: finding.evidence.map(moved) })),
    diagnostics: report.diagnostics.map(moved),
  };
}
