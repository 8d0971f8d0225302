/**
 * The order of folders, lowest first.
 * A file imports only from its own folder and from those before it; this includes types.
 * A name may be a folder inside another one; the longest matching name counts.
 */
export const layers = {
  engine: [
    "base",
    "markdown",
    "spelling",
    "blog",
    "site/addresses",
    "site/entries",
    "site/theme",
    "site/media",
    "site/articles",
    "site/search",
    "site/model",
    "site/template-data",
    "site/session",
    "site/feeds",
    "site/visitors",
    "site/pages",
    "site/problems",
    "site/output",
    "site/preview",
    "export",
    "importers",
    "publish/base",
    "publish/state",
    "publish/lock",
    "publish/plan",
    "publish/history",
    "publish/upload",
    "publish/commit",
    "publish/run",
    "publish/connection-test",
    "publish/transports",
    "publish/practice",
    "state",
    "speed",
    "app",
    "cli",
    // The empty name stands for the files directly in the room, which start the process
    "",
  ],
  renderer: [
    "ui",
    "writing",
    "search-page",
    "preview-page",
    "state",
    "editor",
    "preview",
    "commands",
    "views",
    "first",
    "",
  ],
} as const;

export type LayeredRoom = keyof typeof layers;

/** Returns the layer of a path inside a room, as an index into the room's list. */
export function layerOf(room: LayeredRoom, path: string): number {
  const names: readonly string[] = layers[room];
  const matches = names.filter((name) => name === "" || path.startsWith(`${name}/`));
  const longest = matches.reduce((best, name) => (name.length > best.length ? name : best), "");
  // -1 for a folder that is not in the list
  return longest === "" && path.includes("/") ? -1 : names.indexOf(longest);
}

/** Returns groups of files that import each other in a circle. `imports`: the imports of each file. */
export function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  // Tarjan's algorithm: https://doi.org/10.1137/0201010
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.size - 1);
    stack.push(file);
    for (const target of imports.get(file) ?? []) {
      if (!imports.has(target)) continue;
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(file, Math.min(low.get(file) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) circles.push(circle.sort());
  };
  for (const file of imports.keys()) if (!order.has(file)) visit(file);
  return circles;
}
