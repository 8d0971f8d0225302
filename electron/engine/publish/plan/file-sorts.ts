import { type FileSort, fileSorts, type PublishPlan } from "#contract/types/publish-run-types.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import type { PublishSteps } from "./plan-types.ts";

/** The purpose of a file, by a pattern of its path. The first pattern that matches applies. */
const byPath: readonly (readonly [RegExp, FileSort])[] = [
  [/^parts\//, "part"],
  [/^search(?:\.html$|\/)/, "search"],
  [/^media\//, "media"],
  [/^assets\//, "theme"],
  [/(?:^|\/)(?:rss\.xml|atom\.xml|feed\.json|feeds\.opml)$/, "feed"],
  [/^(?:archive|categories|contents|sections|series|tags)\/|(?:^|\/)(?:index|latest|404)\.html$/, "list"],
  [/\.html?$/, "post"],
];

/** Returns the numbers of files that a publish sends and deletes, by their purpose. */
export function countSorts({
  puts,
  removals,
}: Pick<PublishSteps, "puts" | "removals">): NonNullable<PublishPlan["sorts"]> {
  const sorts = [...puts.map(({ file }) => sortOf(file)), ...removals.map(({ path }) => sortOfPath(path))];
  return fileSorts.flatMap((sort) => {
    const count = sorts.filter((one) => one === sort).length;
    return count === 0 ? [] : [{ sort, count }];
  });
}

function sortOf({ path, group, post }: OutputFile): FileSort {
  if (post !== undefined) return "post";
  return group === "list" ? group : sortOfPath(path);
}

function sortOfPath(path: string): FileSort {
  return byPath.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}
