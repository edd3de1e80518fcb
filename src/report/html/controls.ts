import { html, type Markup } from './tag.ts';

/** A choice of a filter: what `data-` attributes hold, what people read, and how many entries have it. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly count?: number;
}

/** Controls of a list. They do nothing without the script, so they are hidden until it runs. */
export function controls(list: string, noun: string, parts: readonly Markup[]): Markup {
  return html`<form class="controls" data-for="${list}" hidden><div class="control grow"><label for="${list}-search">Search</label><input id="${list}-search" name="search" type="search" autocomplete="off" placeholder="words in ${noun}"></div>${parts}<div class="control-end"><button type="reset">Reset</button><button type="button" data-open>Open all shown</button></div><p class="chips" data-chips hidden></p><output class="tally" aria-live="polite"></output></form>`;
}

/** A menu of one choice; the empty value lets everything through. */
export function choice(list: string, name: string, label: string, all: string, options: readonly Option[], chosen = ''): Markup {
  const id = `${list}-${name}`;
  return html`<div class="control"><label for="${id}">${label}</label><select id="${id}" name="${name}">${all !== '' && html`<option value="">${all}</option>`}${options.map(({ value, label, count }) => html`<option value="${value}"${value === chosen && html` selected`}>${label}${count !== undefined && ` (${count})`}</option>`)}</select></div>`;
}

/** Several choices at once; none ticked lets everything through. */
export function boxes(name: string, label: string, options: readonly Option[]): Markup {
  return html`<fieldset class="control boxes"><legend>${label}</legend>${options.map((option) => html`<label class="box tone-${option.value}"><input type="checkbox" name="${name}" value="${option.value}"> ${option.label} <span class="quiet">${option.count ?? ''}</span></label>`)}</fieldset>`;
}

/** How often each value occurs, as options in the order given, or by code units. */
export function tallies(values: readonly string[], order?: readonly string[]): Option[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const names = order === undefined ? [...counts.keys()].sort() : order.filter((name) => counts.has(name));
  return names.map((value) => ({ value, label: value, count: counts.get(value) ?? 0 }));
}
