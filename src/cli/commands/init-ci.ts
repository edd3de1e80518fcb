import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Build servers there is a ready file for. */
export const CI_KINDS = ['none', 'github', 'gitlab', 'jenkins', 'azure'] as const;
export type CiKind = (typeof CI_KINDS)[number];

/** Where the file goes in a repository, and where it comes from in this package. */
const FILES: Readonly<Record<Exclude<CiKind, 'none'>, { readonly target: string; readonly source: string }>> = {
  github: { target: '.github/workflows/sovaudit.yml', source: 'github/workflow.yml' },
  gitlab: { target: '.gitlab/sovaudit.yml', source: 'gitlab/sovaudit.gitlab-ci.yml' },
  jenkins: { target: 'Jenkinsfile.sovaudit', source: 'jenkins/Jenkinsfile' },
  azure: { target: 'azure-pipelines.sovaudit.yml', source: 'azure/azure-pipelines.yml' },
};

/** Path of the CI file, relative to the repository. */
export function ciTarget(kind: Exclude<CiKind, 'none'>): string {
  return FILES[kind].target;
}

/** Text of the CI file: the one this package ships, so that there is one of each. */
export function readIntegration(kind: Exclude<CiKind, 'none'>): string {
  const { source } = FILES[kind];
  for (const place of [`../integrations/${source}`, `../../integrations/${source}`, `../../../integrations/${source}`]) {
    const path = fileURLToPath(new URL(place, import.meta.url));
    if (existsSync(path)) return readFileSync(path, 'utf8');
  }
  throw new Error(`integrations/${source} is missing from this installation`);
}
