import { type FileSort, fileSorts, type PublishPlan } from "#contract/types/publish-run-types.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Pairs of a pattern and a purpose. The first pattern that matches a path determines the file's purpose. */
const byPath: readonly (readonly [RegExp, FileSort])[] = [
  [/^parts\//, "part"],
  [/^search(?:\.html$|\/)/, "search"],
  [/^media\//, "media"],
  [/^assets\//, "theme"],
  [/(?:^|\/)(?:rss\.xml|atom\.xml|feed\.json|feeds\.opml)$/, "feed"],
  [/^(?:archive|categories|contents|sections|series|tags)\/|(?:^|\/)(?:index|latest|404)\.html$/, "list"],
  [/\.html?$/, "post"],
];

/** Counts the files of a plan for each purpose. Files without a purpose are not counted. */
export function countSorts(files: PublishPlan["files"]): NonNullable<PublishPlan["sorts"]> {
  return fileSorts.flatMap((sort) => {
    const count = files.filter((file) => file.sort === sort).length;
    return count === 0 ? [] : [{ sort, count }];
  });
}

/** Returns the purpose of a file of the site. */
export function sortOf({ path, group, post }: OutputFile): FileSort {
  if (post !== undefined) return "post";
  return group === "list" ? group : sortOfPath(path);
}

/** Returns the purpose of a file that no longer belongs to the site. Only its path is known. */
export function sortOfPath(path: string): FileSort {
  return byPath.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}
