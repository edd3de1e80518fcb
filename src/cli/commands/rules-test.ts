import { findConfig, loadConfig } from '../../config/index.ts';
import { inFolder } from '../args.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type RuleTests, runRuleTests } from '../rule-tests/run.ts';
import { ruleTestJson, ruleTestText } from '../rule-tests/text.ts';

/** `sovaudit rules test [paths] --fixtures DIR`: samples and annotated files through the whole audit. Without paths the rules of the project file. */
export async function testRules(options: RuleTests, json: boolean): Promise<{ readonly text: string; readonly code: ExitCode }> {
  const rules = options.rules.length > 0 ? options.rules : await projectRules();
  const result = await runRuleTests({ ...options, rules });
  const passed = result.outcomes.every(({ outcome }) => outcome === 'validated');
  return { text: json ? ruleTestJson(result) : ruleTestText(result), code: passed ? EXIT.ok : EXIT.gate };
}

/** Rules the nearest project file names; none without one. */
async function projectRules(): Promise<string[]> {
  const config = await loadConfig(findConfig('.'));
  return (config.values.rules ?? []).map((file) => inFolder(config, file));
}
