/** Commands, flags and help texts of `sovaudit rules`. */
import type { Command } from 'commander';

/** One `rules` command as typed, before anything is checked. */
export type RulesRun =
  | { readonly command: 'validate'; readonly paths: readonly string[]; readonly watch: boolean }
  | {
      readonly command: 'test';
      readonly rules: readonly string[];
      readonly fixtures: readonly string[];
      readonly profile?: string | undefined;
      readonly asOf?: string | undefined;
      readonly json: boolean;
      readonly watch: boolean;
    }
  | { readonly command: 'check'; readonly folder: string; readonly asOf?: string | undefined }
  | { readonly command: 'new'; readonly kind: string; readonly id: string; readonly folder: string }
  | { readonly command: 'list'; readonly kind?: string | undefined; readonly rules: readonly string[]; readonly own: boolean; readonly json: boolean }
  | { readonly command: 'show'; readonly id: string; readonly rules: readonly string[]; readonly json: boolean }
  | { readonly command: 'schema'; readonly kind?: string | undefined; readonly modeline: boolean }
  | { readonly command: 'stale'; readonly folder?: string | undefined; readonly asOf?: string | undefined; readonly json: boolean }
  | { readonly command: 'coverage'; readonly folder?: string | undefined };

const WATCH = 'do it again whenever a file changes, until Ctrl-C';

const OWN_RULES = 'your own rules: a YAML file or a folder (repeatable). Default: those of the project file';

/** Adds `rules` with its commands to the program; each ends in `run`. */
export function addRules(program: Command, run: (command: RulesRun) => Promise<void>): void {
  const rules = program.command('rules').description('work with rules: the knowledge base and your own additions');
  const collect = (value: string, list: string[] | undefined): string[] => [...(list ?? []), value];
  rules
    .command('validate')
    .description('check rule files of your own on top of the built-in ones: all problems at once, with file:line:column')
    .argument('[paths...]', 'rule files or folders. Default: those of the project file')
    .option('-w, --watch', WATCH)
    .action((paths: string[], flags: { watch?: boolean }) => run({ command: 'validate', paths, watch: flags.watch ?? false }));
  addTest(rules, run);
  rules
    .command('new')
    .description('write the commented template of an entry')
    .argument(
      '<kind>',
      'organization, service, model, package, license, event, regime, transfer, region, policy, check, set, scenario, resource, config or accelerator',
    )
    .argument('<id>', 'kebab-case; <developer>/<family> for models, <layer>/<name> for checks')
    .option('--dir <folder>', 'rules folder', 'rules')
    .action((kind: string, id: string, flags: { dir: string }) => run({ command: 'new', kind, id, folder: flags.dir }));
  rules
    .command('list')
    .description('list what the knowledge base holds, or how much of each kind')
    .argument('[kind]', 'services, models, packages ...')
    .option('-r, --rules <path>', OWN_RULES, collect)
    .option('--own', 'only rules of your own')
    .option('--json', 'print JSON')
    .action((kind: string | undefined, flags: { rules?: string[]; own?: boolean; json?: boolean }) =>
      run({ command: 'list', kind, rules: flags.rules ?? [], own: flags.own ?? false, json: flags.json ?? false }),
    );
  rules
    .command('show')
    .description('print an entry as it is loaded: where it is written, and what your rules changed')
    .argument('<id>', 'services/openai, or openai; checks/own-gateway; openai/gpt-5.5')
    .option('-r, --rules <path>', OWN_RULES, collect)
    .option('--json', 'print JSON')
    .action((id: string, flags: { rules?: string[]; json?: boolean }) => run({ command: 'show', id, rules: flags.rules ?? [], json: flags.json ?? false }));
  rules
    .command('schema')
    .description('print the JSON Schema of a kind of entry, or of a whole rule pack, for your editor')
    .argument('[kind]', 'service, model, package ... Left out: a file with entries of any kind')
    .option('--modeline', 'print the first line of a rule file instead, by which editors find the schema')
    .action((kind: string | undefined, flags: { modeline?: boolean }) => run({ command: 'schema', kind, modeline: flags.modeline ?? false }));
  addMaintenance(rules, run);
}

function addTest(rules: Command, run: (command: RulesRun) => Promise<void>): void {
  rules
    .command('test')
    .description('run the samples of your rules, and annotated files, through the whole audit: what is validated, missing and noisy')
    .argument('[rules...]', 'rule files or folders. Default: those of the project file')
    .option('-F, --fixtures <paths...>', 'annotated folders or files: "sovaudit: expect[RULE]" and "sovaudit: clean" in comments')
    .option('-p, --profile <id>', 'whose perspective. Default: that of a sovaudit.yaml in the fixture, else eu')
    .option('--as-of <date>', 'the day to judge by (YYYY-MM-DD). Default: today')
    .option('--json', 'print JSON')
    .option('-w, --watch', WATCH)
    .addHelpText('after', TEST_EXIT)
    .action((paths: string[], flags: { fixtures?: string[]; profile?: string; asOf?: string; json?: boolean; watch?: boolean }) =>
      run({
        command: 'test',
        rules: paths,
        fixtures: flags.fixtures ?? [],
        profile: flags.profile,
        asOf: flags.asOf,
        json: flags.json ?? false,
        watch: flags.watch ?? false,
      }),
    );
}

const TEST_EXIT = `
Exit codes:
  0  everything is as expected
  1  a finding is missing or noisy
  2  rules or annotations are wrong, or there is nothing to test`;

/** Commands for a complete rules folder. */
function addMaintenance(rules: Command, run: (command: RulesRun) => Promise<void>): void {
  rules
    .command('check')
    .description('check a complete rules folder: shape, references, claims, sense, form, and every signature against the whole pipeline')
    .argument('<folder>', 'rules folder')
    .option('--as-of <date>', 'the day nothing can have been read after (YYYY-MM-DD). Default: today')
    .action((folder: string, flags: { asOf?: string }) => run({ command: 'check', folder, asOf: flags.asOf }));
  rules
    .command('stale')
    .description('list facts that were checked too long ago for their kind; exits 0')
    .argument('[folder]', 'rules folder. Default: the built-in rules')
    .option('--as-of <date>', 'the day to judge by (YYYY-MM-DD). Default: today')
    .option('--json', 'print JSON')
    .action((folder: string | undefined, flags: { asOf?: string; json?: boolean }) =>
      run({ command: 'stale', folder, asOf: flags.asOf, json: flags.json ?? false }),
    );
  rules
    .command('coverage')
    .description('print what the rules cover, as Markdown: entries by kind and country, facts by how they are known')
    .argument('[folder]', 'rules folder. Default: the built-in rules')
    .action((folder: string | undefined) => run({ command: 'coverage', folder }));
}
