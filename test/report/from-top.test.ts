import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { folderOf, fromTop } from '../../src/report/from-top.ts';
import { github } from '../../src/report/github.ts';
import { sarifLog } from '../../src/report/sarif.ts';
import { evidence, finding, report } from './sample-report.ts';

const audited = (root: string, remote?: string, more: Partial<Report> = {}): Report => {
  const source = report(more);
  const repository = remote === undefined ? {} : { repository: { name: 'github.com/acme/mono', folder: remote, from: 'remote' as const } };
  return { ...source, audit: { ...source.audit, root, ...repository } };
};

describe('paths from the top of the repository', () => {
  it.each([
    ['.', undefined, ''],
    ['backend', undefined, 'backend'],
    ['./backend/', undefined, 'backend'],
    ['../elsewhere', undefined, ''],
    ['.', 'services/api', 'services/api'],
    ['api', 'services/api', 'services/api'],
  ])('audited as %s, known from the remote as %s, lie in "%s"', (root, remote, folder) => {
    expect(folderOf(audited(root, remote))).toBe(folder);
  });

  it('stay as they are when the whole repository was audited', () => {
    const source = audited('.');
    expect(fromTop(source)).toBe(source);
  });

  it('of a single file are told with its folder', () => {
    const one = audited('api/letters.py', undefined, { findings: [finding({ evidence: [evidence('letters.py', 3, 'gpt-5.5')] })] });
    expect(folderOf({ ...one, coverage: { ...one.coverage, files: 1 } })).toBe('api');
  });

  it('stand in annotations and in SARIF, and each folder is a category of its own', () => {
    const source = audited('backend');
    expect(github(source)).toContain('file=backend/app/llm/client.py');
    const run = sarifLog(source).runs[0];
    expect(run?.results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/^backend\//);
    expect(run?.automationDetails.id).toMatch(/\/backend\/$/);
  });
});
