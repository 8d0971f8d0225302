import { useMemo, useState } from "react";
import { groupsOf, openAtFirst, type PostGroup } from "./post-groups.ts";

/** Which groups of the list are open, and how to change that. */
export interface ExpandedGroups {
  readonly expanded: ReadonlySet<string>;
  toggle(id: string): void;
}

/**
 * Groups are as the author left them, else in their initial state; the groups of the post on screen open when
 * it is shown or moves to other groups, and all are open while a filter is on.
 */
export function useExpandedGroups(
  groups: readonly PostGroup[],
  current: string | null,
  isFiltered: boolean,
): ExpandedGroups {
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const [shown, setShown] = useState("");
  const around = useMemo(() => (current === null ? [] : groupsOf(groups, current)), [groups, current]);
  const place = [current, ...around].join("\n");
  if (around.length > 0 && place !== shown) {
    setShown(place);
    setChoices({ ...choices, ...Object.fromEntries(around.map((id) => [id, true])) });
  }
  const expanded = useMemo(() => {
    const first = new Set(openAtFirst(groups));
    const all = groups.flatMap(({ id, groups: inner }) => [id, ...inner.map((month) => month.id)]);
    return new Set(all.filter((id) => isFiltered || (choices[id] ?? first.has(id))));
  }, [groups, choices, isFiltered]);
  return {
    expanded,
    toggle: (id) => setChoices({ ...choices, [id]: !expanded.has(id) }),
  };
}
