// The script of the page as text: plain, small, without any knowledge of ours. It reads `data-` attributes and never writes markup.

/**
 * Filters and sorts lists, follows links into entries that are closed or not shown, opens what is shown for printing. Only what fits is kept
 * in the document, a page at a time: browsers take half a minute to lay out some thousand folded entries. Without the script all are there.
 */
export const SCRIPT = `
'use strict';
(() => {
  const PAGE = 100;
  const texts = new WeakMap();
  const textOf = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };
  const lists = new Map();
  const homes = new Map();

  const button = (text, act) => {
    const made = document.createElement('button');
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };

  const setup = (form) => {
    const list = document.getElementById(form.dataset.for);
    const more = document.createElement('p');
    more.className = 'more';
    list.after(more);
    const state = { form, list, more, items: Array.from(list.children), tokens: new Map(), fitting: [], page: Number(list.dataset.page) || PAGE, limit: PAGE };
    lists.set(list.id, state);
    for (const item of state.items) homes.set(item.id, { item, state });
    form.hidden = false;
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('input', () => apply(state));
    form.addEventListener('reset', () => { state.tokens.clear(); setTimeout(() => apply(state)); });
    form.querySelector('[data-open]').addEventListener('click', () => toggleAll(state));
    apply(state);
  };

  const wanted = (form) => {
    const filters = [];
    for (const field of form.querySelectorAll('select')) {
      if (field.name !== 'sort' && field.value !== '') filters.push([field.name, [field.value]]);
    }
    const ticked = new Map();
    for (const box of form.querySelectorAll('input[type=checkbox]:checked')) ticked.set(box.name, [...(ticked.get(box.name) || []), box.value]);
    return [...filters, ...ticked];
  };

  const fits = (item, filters, words, tokens) => {
    for (const [name, values] of filters) {
      const own = name === 'missing' ? item.dataset[name].split(' ') : [item.dataset[name]];
      if (!values.some((value) => own.includes(value))) return false;
    }
    if (tokens.length > 0) {
      const own = (item.dataset.tokens || '').split(' ');
      if (!tokens.every((token) => own.includes(token))) return false;
    }
    return words.every((word) => textOf(item).includes(word));
  };

  const apply = (state) => {
    const { form, items, tokens } = state;
    const filters = wanted(form);
    const words = form.elements.search.value.toLowerCase().split(/\\s+/).filter(Boolean);
    const keys = [...tokens.keys()];
    state.fitting = sorted(items.filter((item) => fits(item, filters, words, keys)), form.elements.sort.value);
    state.limit = state.page;
    draw(state);
    chips(state);
  };

  const sorted = (items, key) => {
    const rank = (item) => Number(item.dataset.rank);
    return items.sort((a, b) => {
      if (key !== 'rank') {
        const x = a.dataset[key], y = b.dataset[key];
        if (x !== y) return x < y ? -1 : 1;
      }
      return rank(a) - rank(b);
    });
  };

  const draw = (state) => {
    const { list, form, more, items, fitting } = state;
    const shown = fitting.slice(0, state.limit);
    if (shown.length !== list.children.length || shown.some((item, at) => list.children[at] !== item)) list.replaceChildren(...shown);
    const fit = fitting.length === items.length ? 'All ' + items.length : fitting.length + ' of ' + items.length;
    form.querySelector('.tally').textContent = shown.length < fitting.length ? fit + ', the first ' + shown.length + ' are shown' : fit + ' are shown';
    const left = fitting.length - shown.length;
    const grow = (limit) => () => { state.limit = limit; draw(state); };
    more.replaceChildren(...(left > 0 ? [button('Show ' + Math.min(PAGE, left) + ' more', grow(state.limit + PAGE))] : []), ...(left > PAGE ? [button('Show all ' + fitting.length, grow(Infinity))] : []));
    document.querySelector('[data-nothing="' + list.id + '"]').hidden = fitting.length > 0;
  };

  const chips = (state) => {
    const place = state.form.querySelector('[data-chips]');
    const buttons = [...state.tokens].map(([token, label]) => {
      const made = button(label + ' \\u00d7', () => { state.tokens.delete(token); apply(state); });
      made.setAttribute('aria-label', 'Remove filter ' + label);
      return made;
    });
    place.replaceChildren(...buttons);
    place.hidden = buttons.length === 0;
    if (state.list.id !== 'usage-list') return;
    for (const node of document.querySelectorAll('[data-token]')) node.classList.toggle('chosen', state.tokens.has(node.dataset.token));
  };

  const toggleAll = ({ list, form }) => {
    const all = [...list.querySelectorAll(':scope > li > details')];
    const open = all.some((details) => !details.open);
    for (const details of all) details.open = open;
    form.querySelector('[data-open]').textContent = open ? 'Close all shown' : 'Open all shown';
  };

  const reveal = () => {
    for (const old of document.querySelectorAll('.found')) old.classList.remove('found');
    const home = homes.get(location.hash.slice(1));
    if (!home) return;
    const { item, state } = home;
    if (!state.fitting.includes(item)) {
      state.tokens.clear();
      for (const field of state.form.querySelectorAll('select:not([name=sort]), [name=search]')) field.value = '';
      for (const box of state.form.querySelectorAll(':checked[type=checkbox]')) box.checked = false;
      apply(state);
    }
    const at = state.fitting.indexOf(item);
    if (at >= state.limit) { state.limit = at + 1; draw(state); }
    item.classList.add('found');
    const details = item.querySelector('details');
    details.open = true;
    details.querySelector('summary').focus({ preventScroll: true });
    item.scrollIntoView({ block: 'start' });
  };

  for (const form of document.querySelectorAll('form[data-for]')) setup(form);

  document.addEventListener('click', (event) => {
    const anchor = event.target.closest('a[href^="#"]');
    // The same link again changes no address, so nothing else would hear of it.
    if (anchor && anchor.getAttribute('href') === location.hash) reveal();
    const link = event.target.closest('[data-token], [data-set]');
    if (!link) return;
    if (link.dataset.token) {
      const state = lists.get('usage-list');
      state.tokens.clear();
      state.tokens.set(link.dataset.token, link.dataset.label);
      apply(state);
    } else {
      const [name, value] = link.dataset.set.split('=');
      const state = lists.get('finding-list');
      state.form.elements[name].value = value;
      apply(state);
    }
  });

  const opened = new Set();
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details:not([open])')) {
      details.open = true;
      opened.add(details);
    }
  });
  addEventListener('afterprint', () => { for (const details of opened) details.open = false; opened.clear(); });
  addEventListener('hashchange', reveal);
  reveal();
})();
`;
