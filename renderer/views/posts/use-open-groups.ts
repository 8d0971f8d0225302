import { useMemo, useState } from "react";
import { groupsOf, openAtFirst, type PostGroup } from "./post-groups.ts";

/** The groups of the list that are open, and a function to open or close a group. */
export interface OpenGroups {
  readonly open: ReadonlySet<string>;
  toggle(id: string): void;
}

/**
 * Returns the groups that are open. At first, these are the groups that `openAtFirst` returns.
 * If the author has opened or closed a group, the group keeps this state.
 * Opens the groups of the current post when the post or its group changes.
 * When `filter` changes (null means no filter), opens all groups.
 */
export function useOpenGroups(
  groups: readonly PostGroup[],
  current: string | null,
  filter: string | null,
): OpenGroups {
  const [choices, setChoices] = useState<Readonly<Record<string, boolean>>>({});
  const [closed, setClosed] = useState<{ readonly filter: string | null; readonly ids: readonly string[] }>({
    filter,
    ids: [],
  });
  const [shown, setShown] = useState("");
  const around = useMemo(() => (current === null ? [] : groupsOf(groups, current)), [groups, current]);
  const place = [current, ...around].join("\n");
  if (around.length > 0 && place !== shown) {
    setShown(place);
    setChoices({ ...choices, ...Object.fromEntries(around.map((id) => [id, true])) });
  }
  const open = useMemo(() => {
    const first = new Set(openAtFirst(groups));
    const all = groups.flatMap(({ id, groups: inner }) => [id, ...inner.map((month) => month.id)]);
    const isOpen = (id: string): boolean =>
      filter === null ? (choices[id] ?? first.has(id)) : closed.filter !== filter || !closed.ids.includes(id);
    return new Set(all.filter(isOpen));
  }, [groups, choices, closed, filter]);
  const toggle = (id: string): void => {
    if (filter === null) setChoices({ ...choices, [id]: !open.has(id) });
    else {
      const before = closed.filter === filter ? closed.ids : [];
      setClosed({ filter, ids: open.has(id) ? [...before, id] : before.filter((other) => other !== id) });
    }
  };
  return { open, toggle };
}
