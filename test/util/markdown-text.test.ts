import { expect, it } from 'vitest';
import { markdownText } from '../../src/util/markdown-text.ts';

it('leaves no link, emphasis, code, table or HTML', () => {
  expect(markdownText('[x](y) *a* `b` | <img> & _c_')).toBe('\\[x\\](y) \\*a\\* \\`b\\` \\| &lt;img&gt; &amp; \\_c\\_');
});
