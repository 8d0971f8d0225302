import { type Evaluate, Frame } from "./frame.ts";
import { equals, isTruthy, toItems, toValue } from "./values.ts";

/** What an item answers: the value of the property or expression that the filter was given. */
type Question = (item: unknown) => unknown;

/** What a filter makes of a list, when each item can be asked and an answer can be the one that is looked for. */
type ItemFilter = (
  list: unknown,
  ask: Question,
  isMatch: (answer: unknown) => boolean,
  frame: Frame,
) => unknown;

/** How a filter is used: `where: 'draft', true` names a property, `where_exp: 'post', 'post.draft'` an expression. */
export interface ItemFilterUse {
  readonly filter: ItemFilter;
  /** Whether the items are asked an expression in which they have a name of their own. */
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

/** The filters that ask each item of a list; ours, because their questions are small templates. */
export const itemFilters: ReadonlyMap<string, ItemFilterUse> = new Map([
  ...uses("", false),
  ...uses("_exp", true),
]);

function uses(ending: string, hasExpression: boolean): [string, ItemFilterUse][] {
  return Object.entries(filters).map(([name, filter]) => [name + ending, { filter, hasExpression }]);
}

/** Runs a filter whose question is a property, which is looked for in the item and then among what every template sees. */
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

/** Runs a filter whose question is an expression; only a plain true or false answers `where_exp` and `reject_exp`. */
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

/** A list as it is, nothing as an empty one, and any other value as the only item of one. */
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
