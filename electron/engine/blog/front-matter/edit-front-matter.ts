import {
  type FrontMatterChanges,
  type FileChanges,
  isWritten,
  spellChanges,
} from "./front-matter-spelling.ts";
import { AppError } from "#contract/errors.ts";
import { editToml } from "./edit-toml.ts";
import { editYaml, rewriteYaml } from "./edit-yaml.ts";
import { splitFrontMatter, type FrontMatterValues } from "./front-matter.ts";
import { readFrontMatter } from "./front-matter-values.ts";

/**
 * Changes raw front matter (fences included) and nothing else in it: comments, unknown keys, order, quotes and line
 * ends stay. A property is changed under the name that the file uses for it (`draft` for `status`, `lastmod` for
 * `updated`). Makes a YAML block when there is none. Throws `post.frontMatterSyntax` when the block cannot be read.
 */
export function editFrontMatter(frontMatter: string, changes: FrontMatterChanges, path = ""): string {
  const reading = readFrontMatter(frontMatter);
  if ("error" in reading) throw new AppError("post.frontMatterSyntax", { path, reason: reading.error });
  const fileChanges = spellChanges(reading.values, changes);
  if (fileChanges.size === 0) return frontMatter;
  for (const edit of editors(frontMatter)) {
    const edited = edit(fileChanges);
    if (isSound(edited, reading.values, fileChanges)) return edited;
  }
  const { format } = splitFrontMatter(frontMatter);
  // TOML has no anchors; what it has that cannot be changed here are values in a notation that we do not know
  const reason =
    format === "toml" ? "written in a way that only you can change" : "an anchor (&) is used elsewhere";
  throw new AppError("post.frontMatterSyntax", { path, reason });
}

/** Ways to edit the block, the most careful first. */
function editors(frontMatter: string): ((changes: FileChanges) => string)[] {
  const { format } = splitFrontMatter(frontMatter);
  if (format === "toml") return [(changes) => editToml(frontMatter, changes)];
  const block = format === "none" ? "---\n---\n" : frontMatter;
  return [(changes) => editYaml(block, changes), (changes) => rewriteYaml(block, changes)];
}

/** Whether an edit did what was asked and nothing else: an anchor in a replaced value may be used by another key. */
function isSound(edited: string, before: FrontMatterValues, changes: FileChanges): boolean {
  const reading = readFrontMatter(edited);
  if ("error" in reading) return false;
  const changed = new Set([...changes.keys()].map((key) => key.split(".")[0] ?? key));
  const others = (values: FrontMatterValues): string =>
    JSON.stringify(Object.entries(values).filter(([key]) => !changed.has(key)));
  if (others(reading.values) !== others(before)) return false;
  return [...changes].every(([key, value]) => isWritten(reading.values, key, value));
}
