import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../src/model/card.ts';
import { repository } from '../support/repository.ts';
import { runCli } from '../support/run-cli.ts';

const explain = async (id: string, ...flags: string[]) => (await runCli(['explain', id, ...flags])).stdout;

describe('explain', () => {
  test.each([
    ['zhipu/glm-5.2', 'model zhipu/glm-5.2'],
    ['zhipu/glm', 'model family zhipu/glm'],
    ['licenses/llama-4', 'license llama-4'],
    ['us-fable5-2026', 'event us-fable5-2026'],
    ['us-cloud-act', 'regime us-cloud-act'],
    ['cloud/foreign-operator', 'rule cloud/foreign-operator'],
    ['eu-regulated', 'profile eu-regulated'],
    ['organizations/deepseek', 'organization deepseek'],
    ['services/deepseek', 'service deepseek'],
    ['sets/five-eyes', 'set five-eyes'],
    ['sets/eu', 'set EU'],
  ])('%s is the %s', async (id, title) => {
    expect((await explain(id)).split('\n')[0]).toContain(`(${title})`);
  });

  test('entries that share an id are all explained', async () => {
    const kinds = (JSON.parse(await explain('openai', '--json')) as { cards: Card[] }).cards.map(({ kind }) => kind);
    expect(kinds).toEqual(['service', 'package', 'organization']);
  });

  test('a bloc is explained with its members and where that is from', async () => {
    const { cards } = JSON.parse(await explain('EEA', '--json')) as { cards: Card[] };
    const members = cards.find(({ kind }) => kind === 'set')?.statements.find(({ label }) => label === 'members');
    expect([members?.value.startsWith('30: Austria (AT), '), members?.source?.basis]).toEqual([true, 'background']);
  });

  test('a set of one’s own is explained as it is written and with everything it includes', async () => {
    const root = repository({ 'rules.yaml': 'sets: { ours: [EFTA, near], near: ["NO", "GB"] }\n' });
    const words = (await explain('ours', '--rules', join(root, 'rules.yaml'))).replace(/\s+/g, ' ');
    expect(words).toContain('written as EFTA, near');
    expect(words).toContain('members 5: Switzerland (CH), Iceland (IS), Liechtenstein (LI), Norway (NO), United Kingdom (GB)');
  });

  test('a license is found by its SPDX id in any case', async () => {
    expect(await explain('apache-2.0')).toContain('Apache');
    expect(await explain('MIT')).toContain('(license mit)');
  });

  test('a text as code writes it is explained, too', async () => {
    expect((await explain('fireworks_ai/accounts/fireworks/models/glm-5p2')).split('\n')[0]).toContain('model zhipu/glm-5.2');
  });

  test('a fact that was read comes with its document, date, address and words', async () => {
    const { cards } = JSON.parse(await explain('licenses/mit', '--json')) as { cards: Card[] };
    const source = cards[0]?.statements.find(({ label }) => label === 'class')?.source;
    expect(source).toMatchObject({
      basis: 'read',
      asOf: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
      url: expect.stringContaining('http'),
      quote: expect.any(String),
    });
    const text = (await explain('licenses/mit')).replace(/\s+/g, ' ');
    expect(text).toContain(source?.title);
    expect(text).toContain(source?.quote);
  });

  test('a fact that names no document says that it was read for its entry, and quotes nothing', async () => {
    const source = 'basis: read, title: Trade register, url: "https://register.test", as_of: "2026-11-01", quote: "Bakery SAS, Lyon"';
    const pack = `organizations:\n  bakery:\n    name: Bakery\n    seat: { value: "FR", from: register }\n    controller: "FR"\n    from: register\n    sources: { register: { ${source} } }\n`;
    const rules = join(repository({ 'bakery.yaml': pack }), 'bakery.yaml');
    const text = (await explain('bakery', '--rules', rules)).replace(/\s+/g, ' ');
    expect(text).toMatch(/established in .*read 2026-11-01: Trade register https:\/\/register\.test "Bakery SAS, Lyon"/);
    expect(text).toMatch(/read for its entry 2026-11-01: Trade register https:\/\/register\.test(?! ")/);
    expect(text.match(/"Bakery SAS, Lyon"/g)).toHaveLength(1);
  });

  test('what nobody re-read is called background knowledge, without a date', async () => {
    expect(await explain('organizations/mit')).toMatch(/background knowledge, not re-read: Public company record/);
  });

  test('an event shows every part of its life, law apart from fact', async () => {
    const text = await explain('us-fable5-2026');
    expect(text).toMatch(/period +2026-06-12 to 2026-06-26: in force\. Binds: .*\n?.* In fact: /s);
    expect(text.match(/ period /g)?.length).toBeGreaterThan(2);
  });

  test('an id nobody has is a usage error with the nearest one', async () => {
    const { code, stderr } = await runCli(['explain', 'eu-regulatd']);
    expect([code, stderr.split('\n')[0]]).toEqual([2, 'error: nothing has the id "eu-regulatd", did you mean "eu-regulated"?']);
  });

  test('an id that could act on the terminal is shown, not sent', async () => {
    expect((await runCli(['explain', 'x\u001b[2J'])).stderr).not.toContain('\u001b');
  });
});
