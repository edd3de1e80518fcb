/** Expressions -> values. What is not decided before it runs is unknown, or one of several. */
import { firstOf } from '../../model/bounds.ts';
import type { Expression } from './expression.ts';
import { callFunction } from './functions.ts';
import { type Budget, eitherOf, itemOf, MAX_LENGTH, memberOf, type Names, roundsOf, takesStep, tooLong, UNKNOWN, type Value, withNames } from './value.ts';

/** The value of an expression. */
export function evaluate(expression: Expression, names: Names, budget: Budget): Value {
  if (!takesStep(budget)) return UNKNOWN;
  switch (expression.kind) {
    case 'text':
      return textOf(expression, names, budget);
    case 'literal':
      return expression.text === 'null' ? UNKNOWN : { kind: 'text', text: expression.text, configurable: false, spot: expression };
    case 'object':
      return objectOf(expression, names, budget);
    case 'list':
      return { kind: 'list', items: expression.items.map((item) => evaluate(item, names, budget)) };
    case 'name':
      return names.root(expression.name) ?? { kind: 'reference', names: [expression.name] };
    case 'member':
      return memberOf(evaluate(expression.of, names, budget), expression.name, names);
    case 'index':
      return itemOf(evaluate(expression.of, names, budget), evaluate(expression.at, names, budget));
    case 'splat':
      return evaluate(expression.of, names, budget);
    case 'choice': {
      const truth = decide(expression.test, names, budget);
      if (truth !== null) return evaluate(truth ? expression.yes : expression.no, names, budget);
      return eitherOf([evaluate(expression.yes, names, budget), evaluate(expression.no, names, budget)]);
    }
    case 'for':
      return loopOf(expression, names, budget);
    case 'call': {
      const args = expression.args.map((arg) => evaluate(arg, names, budget));
      return names.call?.(expression.name, args) ?? callFunction(expression.name, args, expression);
    }
    case 'compare':
    case 'not':
    case 'unknown':
      return UNKNOWN;
  }
}

/** Whether a test holds, for those that only ask whether something is there; null when that is not known. */
function decide(test: Expression, names: Names, budget: Budget): boolean | null {
  if (test.kind === 'not') {
    const inner = decide(test.of, names, budget);
    return inner === null ? null : !inner;
  }
  if (test.kind === 'compare') return decideEqual(test, names, budget);
  if (test.kind !== 'call') return null;
  const [first, second] = test.args;
  const value = first === undefined ? UNKNOWN : evaluate(first, names, budget);
  if (test.name === 'empty') return isEmpty(value);
  const key = second === undefined ? UNKNOWN : evaluate(second, names, budget);
  return test.name === 'contains' && value.kind === 'object' && key.kind === 'text' ? value.entries.has(key.text) : null;
}

function isEmpty(value: Value): boolean | null {
  if (value.kind === 'text') return value.configurable ? (value.text === '' ? null : false) : value.text === '';
  if (value.kind === 'list') return value.items.length === 0;
  return value.kind === 'object' ? value.entries.size === 0 : null;
}

/** `x != null` and `x == ''` ask whether something is there. Other comparisons depend on what somebody sets. */
function decideEqual({ equal, left, right }: Extract<Expression, { kind: 'compare' }>, names: Names, budget: Budget): boolean | null {
  const [value, other] = isNull(right) ? [left, right] : [right, left];
  if (isNull(other)) {
    const known = evaluate(value, names, budget);
    return known.kind === 'unknown' || known.kind === 'reference' ? null : !equal;
  }
  return null;
}

function isNull(expression: Expression): boolean {
  return expression.kind === 'literal' && expression.text === 'null';
}

function textOf(expression: Extract<Expression, { kind: 'text' }>, names: Names, budget: Budget): Value {
  const [only] = expression.parts;
  if (expression.parts.length === 1 && only !== undefined) {
    // `"${var.model}"` is the variable itself, with the place it is set at.
    return typeof only === 'string' ? { kind: 'text', text: only, configurable: false, spot: expression } : evaluate(only, names, budget);
  }
  let variants: readonly { text: string; configurable: boolean }[] = [{ text: '', configurable: false }];
  for (const part of expression.parts) {
    const texts = typeof part === 'string' ? [{ text: part, configurable: false }] : holeTexts(evaluate(part, names, budget));
    variants = firstOf(
      'alternatives',
      variants.flatMap((before) => texts.map((after) => ({ text: before.text + after.text, configurable: before.configurable || after.configurable }))),
    );
    if (variants.some(({ text }) => text.length > MAX_LENGTH)) return tooLong();
  }
  return eitherOf(variants.map((variant): Value => ({ kind: 'text', ...variant, spot: expression })));
}

function holeTexts(value: Value): { text: string; configurable: boolean }[] {
  if (value.kind === 'text') return [value];
  if (value.kind === 'either') return value.options.flatMap(holeTexts);
  return [{ text: '{}', configurable: false }];
}

function objectOf(expression: Extract<Expression, { kind: 'object' }>, names: Names, budget: Budget): Value {
  const entries = new Map<string, Value>();
  for (const { key, value } of expression.entries) {
    const name = evaluate(key, names, budget);
    const made = evaluate(value, names, budget);
    if (name.kind !== 'text') continue;
    if (name.text === '...' && made.kind === 'object') for (const [inner, item] of made.entries) entries.set(inner, item);
    else entries.set(name.text, made);
  }
  return { kind: 'object', entries };
}

function loopOf(loop: Extract<Expression, { kind: 'for' }>, names: Names, budget: Budget): Value {
  const over = evaluate(loop.over, names, budget);
  const rounds = roundsOf(over);
  const made = rounds.map(({ key, item }) => {
    const inner = withNames(names, { [loop.itemName]: item, ...(loop.keyName !== null && { [loop.keyName]: key }) });
    return { key: loop.key === null ? UNKNOWN : evaluate(loop.key, inner, budget), value: evaluate(loop.value, inner, budget) };
  });
  if (loop.key === null) return { kind: 'list', items: made.map(({ value }) => value) };
  return { kind: 'object', entries: new Map(made.map(({ key, value }, at) => [key.kind === 'text' ? key.text : String(at), value])) };
}
