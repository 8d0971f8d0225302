import { reasonValues } from "./syntax-reasons.ts";
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
 * Changes properties in front matter (with its `---` lines). Keeps every other byte.
 * Adds a YAML block if there is no front matter.
 * Throws `post.frontMatterSyntax` if the front matter cannot be parsed or safely changed.
 */
export function editFrontMatter(frontMatter: string, changes: FrontMatterChanges, path = ""): string {
  const reading = readFrontMatter(frontMatter);
  if ("error" in reading)
    throw new AppError("post.frontMatterSyntax", { path, ...reasonValues(reading.error) });
  return editKeys(frontMatter, reading.values, spellChanges(reading.values, changes), path);
}

/**
 * Changes keys of front matter. `values` is the parsed front matter. Throws the errors of `editFrontMatter`.
 */
export function editKeys(
  frontMatter: string,
  values: FrontMatterValues,
  changes: FileChanges,
  path: string,
): string {
  if (changes.size === 0) return frontMatter;
  for (const edit of editors(frontMatter)) {
    const edited = edit(changes);
    if (isSound(edited, values, changes)) return edited;
  }
  const { format } = splitFrontMatter(frontMatter);
  // TOML has no anchors. An edit of TOML fails only if `editToml` does not support the notation.
  const reason =
    format === "toml" ? "written in a way that only you can change" : "an anchor (&) is used elsewhere";
  throw new AppError("post.frontMatterSyntax", { path, reason });
}

/** Returns the functions that can edit the front matter. The function that changes the least comes first. */
function editors(frontMatter: string): ((changes: FileChanges) => string)[] {
  const { format } = splitFrontMatter(frontMatter);
  if (format === "toml") return [(changes) => editToml(frontMatter, changes)];
  const block = format === "none" ? "---\n---\n" : frontMatter;
  return [(changes) => editYaml(block, changes), (changes) => rewriteYaml(block, changes)];
}

/**
 * Whether an edit changed the requested keys and no others.
 * Another key would change too if it is an alias (`*a`) of a changed anchor (`&a`).
 */
function isSound(edited: string, before: FrontMatterValues, changes: FileChanges): boolean {
  const reading = readFrontMatter(edited);
  if ("error" in reading) return false;
  const changed = new Set([...changes.keys()].map((key) => key.split(".")[0] ?? key));
  const others = (values: FrontMatterValues): string =>
    JSON.stringify(Object.entries(values).filter(([key]) => !changed.has(key)));
  if (others(reading.values) !== others(before)) return false;
  return [...changes].every(([key, value]) => isWritten(reading.values, key, value));
}
