import { useStore } from "zustand";
import type { ListArrangement } from "#contract/main-contract.ts";
import { type App, useApp } from "../app.ts";

const first: ListArrangement = { order: "newest", grouping: "auto" };

/** Returns how the author sorts and groups the list of this blog. */
export function useListArrangement(): ListArrangement {
  const { preferences, info } = useApp();
  return useStore(preferences.store, ({ lists }) => lists[info.folder] ?? first);
}

/** Stores how the author sorts and groups the list of this blog. */
export async function arrangeList(
  { preferences, info }: App,
  changes: Partial<ListArrangement>,
): Promise<void> {
  const before = preferences.values.lists[info.folder] ?? first;
  await preferences.setForBlog("lists", info.folder, { ...before, ...changes });
}
