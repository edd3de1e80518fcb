import { expect, it } from 'vitest';
import { markupText } from '../../src/util/markup-text.ts';

it('closes no element and no attribute', () => {
  expect(markupText(`</p><b a='1' b="2" c=\`3\`> & more`)).toBe('&lt;/p&gt;&lt;b a=&#39;1&#39; b=&quot;2&quot; c=&#96;3&#96;&gt; &amp; more');
});

it('shows what is invisible', () => {
  expect(markupText('a\u0000b\u202ec\nd')).toBe('a\\x00b\\u{202e}c\\nd');
});

it('holds nothing that XML forbids', () => {
  expect(markupText('a\ufffeb\uffffc\ud800')).toBe('a\ufffdb\ufffdc\\u{d800}');
});
