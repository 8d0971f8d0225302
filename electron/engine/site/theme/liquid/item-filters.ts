import { type Evaluate, Frame } from "./frame.ts";
import { equals, isTruthy, toItems, toValue } from "./values.ts";

/** Evaluates the filter's property or expression for an item. */
type Question = (item: unknown) => unknown;

/** Applies a filter to a list; `ask` evaluates an item, `isMatch` compares the result with the wanted one. */
type ItemFilter = (
  list: unknown,
  ask: Question,
  isMatch: (answer: unknown) => boolean,
  frame: Frame,
) => unknown;

/**
 * How a filter is used: `where: 'draft', true` with a property, `where_exp: 'p', 'p.draft'` an expression.
 */
export interface ItemFilterUse {
  readonly filter: ItemFilter;
  /** Whether it takes an expression, in which the item has a name. */
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

/** Filters that evaluate each item of a list; our own, because their expressions are small templates. */
export const itemFilters: ReadonlyMap<string, ItemFilterUse> = new Map([
  ...uses("", false),
  ...uses("_exp", true),
]);

function uses(ending: string, hasExpression: boolean): [string, ItemFilterUse][] {
  return Object.entries(filters).map(([name, filter]) => [name + ending, { filter, hasExpression }]);
}

/** Runs a filter with a property, which is looked up in the item and then in the globals. */
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

/** Runs a filter with an expression; `where_exp` and `reject_exp` require a boolean true or false. */
export function askExpression(
  filterName: string,
  { filter }: ItemFilterUse,
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

/** Returns a list as it is, nothing as an empty list, and any other value as a list of one item. */
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
