import { describe, expect, it } from 'vitest';
import { inertMarkdown, markdownCode, markdownText } from '../../src/util/markdown-text.ts';

it('leaves no link, emphasis, code, table or HTML', () => {
  expect(markdownText('[x](y) *a* `b` | <img> & _c_')).toBe('\\[x\\](y) \\*a\\* \\`b\\` \\| &lt;img&gt; &amp; \\_c\\_');
});

describe('inert Markdown', () => {
  it.each([
    ['ask @acme/team', 'ask @<!-- -->acme/team'],
    ['see https://evil.example or www.evil.example', 'see https:<!-- -->//evil.example or www<!-- -->.evil.example'],
    ['acme/app#12 and GH-7', 'acme/app#<!-- -->12 and GH<!-- -->-7'],
    ['- a list', '\\- a list'],
    ['1. a list', '1\\. a list'],
    ['$x$ is no formula', '\\$x\\$ is no formula'],
  ])('of %s brings nothing to life', (text, written) => {
    expect(inertMarkdown(text)).toBe(written);
  });

  it('leaves plain text as it is', () => {
    expect(inertMarkdown('Cloud is at level 0: see section 3, 50 % of it.')).toBe('Cloud is at level 0: see section 3, 50 % of it.');
  });
});

describe('a code span', () => {
  it.each([
    ['app/client.py:12', '`app/client.py:12`'],
    ['a`b', '``a`b``'],
    ['`a`', '`` `a` ``'],
    ['a|b', '`a\\x7cb`'],
    ['', '`  `'],
  ])('of %s holds', (text, written) => {
    expect(markdownCode(text)).toBe(written);
  });
});
