import { join } from "node:path";
import { expect, test } from "vitest";
import { pathsInside } from "#engine/base/paths-inside.ts";

test.each(["/srv/site", "/srv/site/", "site", "./site", "/", "/srv/../site"])("inside %s", (folder) => {
  const inside = pathsInside(folder);
  for (const path of ["index.html", "tags/日記/feed.xml", ".htaccess", "a b/c.html"]) {
    expect(inside(path)).toBe(join(folder, path));
  }
});
