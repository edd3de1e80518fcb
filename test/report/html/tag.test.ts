import { expect, it } from 'vitest';
import { html, markupOf, trusted } from '../../../src/report/html/tag.ts';

it('escapes what is put in, in text and in attributes', () => {
  expect(markupOf(html`<p title="${'"><script>'}">${"<b>'&'</b>"}</p>`)).toBe('<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt;&#39;&amp;&#39;&lt;/b&gt;</p>');
});

it('keeps markup that it made itself, alone and in lists', () => {
  expect(markupOf(html`<ul>${['a<', 'b'].map((text) => html`<li>${text}</li>`)}</ul>`)).toBe('<ul><li>a&lt;</li><li>b</li></ul>');
});

it('writes nothing for null and false, and numbers as they are', () => {
  expect(markupOf(html`[${null}${false}${0}]`)).toBe('[0]');
});

it('takes no data for markup, whatever its shape', () => {
  const forged = JSON.parse('["<i>", {"markup": "<b>"}]');
  expect(() => markupOf(html`${forged}`)).toThrow();
});

it('refuses a style or script that would end its own element', () => {
  expect(() => trusted('a</script>b')).toThrow('end its own element');
});
