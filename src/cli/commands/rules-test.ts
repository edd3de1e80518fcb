import { EXIT, type ExitCode } from '../exit-code.ts';
import { filesOf, rulesInUse } from '../own-rules.ts';
import { type RuleTests, runRuleTests } from '../rule-tests/run.ts';
import { ruleTestJson, ruleTestText } from '../rule-tests/text.ts';

/** `sovaudit rules test [paths] --fixtures DIR`: samples and annotated files through the whole audit. Without paths the rules of the project file. */
export async function testRules(
  paths: readonly string[],
  options: Omit<RuleTests, 'rules'>,
  json: boolean,
): Promise<{ readonly text: string; readonly code: ExitCode }> {
  const result = await runRuleTests({ ...options, rules: filesOf(await rulesInUse(paths)) });
  const passed = result.outcomes.every(({ outcome }) => outcome === 'validated');
  return { text: json ? ruleTestJson(result) : ruleTestText(result), code: passed ? EXIT.ok : EXIT.gate };
}
