/** Import directions of the house. Each rule says why. `test/architecture.test.ts` runs it and also fails when no module was seen. */
const STAGES = ['config', 'sources', 'prefilter', 'extract', 'knowledge', 'match', 'resolve', 'evaluate', 'report'];

const stageRules = STAGES.map((stage) => ({
  name: `${stage}-knows-no-other-stage`,
  comment: 'Stages do not know each other: audit/ passes values between them, so each can be read, tested and replaced alone.',
  severity: 'error',
  from: { path: `^src/${stage}/` },
  to: { path: '^src/', pathNot: `^src/(${stage}|model|util)/` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'A cycle means that two rooms are one.',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, path: '^src/' },
    },
    ...stageRules,
    {
      name: 'model-is-types-only',
      comment: 'The model is the language of the house: it imports nothing but itself.',
      severity: 'error',
      from: { path: '^src/model/' },
      to: { pathNot: '^src/model/' },
    },
    {
      name: 'util-is-leaf',
      comment: 'Helpers know no domain word and import nothing of ours but each other.',
      severity: 'error',
      from: { path: '^src/util/' },
      to: { path: '^src/', pathNot: '^src/util/' },
    },
    {
      name: 'disk-in-few-places',
      comment: 'Disk is read in cli, config, sources and knowledge/load.ts only; everything else is pure.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(cli|config|sources)/|^src/knowledge/load\\.ts$' },
      to: { path: '^(node:)?fs(/promises)?$' },
    },
    {
      name: 'no-network',
      comment: 'No network in any command.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(node:)?(http|https|http2|net|tls|dgram|dns)(/promises)?$' },
    },
    {
      name: 'git-through-sources',
      comment: 'Only the hardened git call starts a process.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/sources/' },
      to: { path: '^(node:)?child_process$|^execa$|/node_modules/execa/' },
    },
    {
      name: 'nobody-imports-the-command-line',
      comment: 'The library works without it.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-orphans',
      comment: 'What nothing uses is deleted.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '^src/(index|version)\\.ts$|^src/cli/main\\.ts$|^src/model/|^src/knowledge/build\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
