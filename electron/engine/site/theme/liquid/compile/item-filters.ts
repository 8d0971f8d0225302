import { type Evaluate, Frame } from "../run/frame.ts";
import { equals, isTruthy, toItems, toValue } from "../run/values.ts";

type Question = (item: unknown) => unknown;

/** Applies a filter to a list. `ask` evaluates each item, and `isMatch` checks the result of `ask`. */
type ItemFilter = (
  list: unknown,
  ask: Question,
  isMatch: (answer: unknown) => boolean,
  frame: Frame,
) => unknown;

/** A filter with a property (`where: 'draft', true`) or an expression (`where_exp: 'p', 'p.draft'`). */
export interface ItemFilterUse {
  readonly name: string;
  readonly filter: ItemFilter;
  /**
   * True for a filter such as `where_exp`, whose arguments are a name for the item and an expression.
   */
  readonly hasExpression: boolean;
}

const filters: Readonly<Record<string, ItemFilter>> = {
  where: (list, ask, isMatch) => toList(list).filter((item) => isMatch(ask(item))),
  reject: (list, ask, isMatch) => toList(list).filter((item) => !isMatch(ask(item))),
  has: (list, ask, isMatch) => toList(list).some((item) => isMatch(ask(item))),
  find: (list, ask, isMatch) => toList(list).find((item) => isMatch(ask(item))),
  find_index(list, ask, isMatch) {
    const index = toList(list).findIndex((item) => isMatch(ask(item)));
    return index < 0 ? undefined : index;
  },
  group_by: (list, ask, _isMatch, frame) => group(toItems(list), ask, frame),
};

/** The filters that evaluate a property or an expression for each item of a list, by the filters' names. */
export const itemFilters: ReadonlyMap<string, ItemFilterUse> = new Map([
  ...uses("", false),
  ...uses("_exp", true),
]);

function uses(ending: string, hasExpression: boolean): [string, ItemFilterUse][] {
  return Object.entries(filters).map(([name, filter]) => [
    name + ending,
    { name: name + ending, filter, hasExpression },
  ]);
}

/** Runs a filter with a property. The property is looked up first in the item and then in the globals. */
export function askProperty(
  { filter }: ItemFilterUse,
  frame: Frame,
  [list, , expected]: readonly unknown[],
  property: Evaluate,
): unknown {
  const ask: Question = (item) => property(new Frame(frame.run, item ?? {}));
  const isMatch = (answer: unknown): boolean =>
    expected === undefined ? isTruthy(answer) : equals(answer, expected, frame.run);
  return filter(list, ask, isMatch, frame);
}

/**
 * Runs a filter with an expression.
 * `where_exp` keeps the items for which the expression is true. `reject_exp` keeps the other items.
 */
export function askExpression(
  { name: filterName, filter }: ItemFilterUse,
  frame: Frame,
  [list, itemName]: readonly unknown[],
  expression: Evaluate,
): unknown {
  const name = frame.run.names.of(String(itemName));
  const ask: Question = (item) => {
    const before = frame.bind(name, item);
    const answer = expression(frame);
    frame.unbind(name, before);
    return answer;
  };
  const isMatch = (answer: unknown): boolean => {
    if (filterName === "where_exp") return answer === true;
    if (filterName === "reject_exp") return answer !== false;
    return Boolean(answer);
  };
  return filter(list, ask, isMatch, frame);
}

/** Converts a value to a list. A single value becomes a list of one item. */
function toList(value: unknown): readonly unknown[] {
  const plain = toValue(value);
  if (plain === undefined || plain === null) return [];
  return Array.isArray(plain) ? plain : [plain];
}

function group(items: readonly unknown[], ask: Question, { run }: Frame): unknown[] {
  const groups = new Map<unknown, unknown[]>();
  for (const item of items) {
    const name = ask(item);
    const known = groups.get(name);
    if (known) known.push(item);
    else groups.set(name, [item]);
  }
  return [...groups].map(([name, members]) => {
    const made = { name, items: members };
    run.groups.add(made);
    return made;
  });
}
