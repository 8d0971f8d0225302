import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { type TextEdit, withEditsAtOnce } from "#contract/text/text-edits.ts";
import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { type Move, movedTarget } from "./moved-target.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { writtenTargets } from "./written-targets.ts";

/**
 * Maps the references of a post that lead to moved files to the moves of these files.
 * Each key is a reference without escapes, and percent-decoded.
 */
export interface MovedReferences {
  /** Targets of links and images in the post's text. */
  readonly targets: ReadonlyMap<string, Move>;
  /** Values in the post's front matter: the cover, or a related post. */
  readonly values: ReadonlyMap<string, Move>;
}

/** Changes links in the body of the post `source`. `targets` maps the target of each link to a `Move`. */
export function retargetBody(body: string, source: Move, targets: MovedReferences["targets"]): string {
  const edits = writtenTargets(body).flatMap(({ start, end, meant }) => {
    const move = targets.get(meant);
    const text = move && movedTarget(body.slice(start, end), source, move);
    return text === undefined ? [] : [{ offset: start, length: end - start, text }];
  });
  return withEditsAtOnce(body, edits);
}

/**
 * Changes the given values in front matter to the new paths, and nothing else.
 * Returns null if an edit is unsafe.
 */
export function retargetFrontMatter(
  frontMatter: string,
  source: Move,
  { values }: Pick<MovedReferences, "values">,
  settings: BlogSettings,
): string | null {
  if (values.size === 0) return frontMatter;
  const moved = (value: string): string => {
    const move = values.get(decoded(value));
    return move ? movedTarget(value, source, move, true) : value;
  };
  const edits = [...values.keys()].flatMap((value) => editsOf(frontMatter, value, moved));
  const edited = withEditsAtOnce(frontMatter, edits);
  const factsOf = (text: string): Post => parsePost({ path: source.to, bytes: Buffer.from(text), settings });
  const [before, after] = [factsOf(frontMatter), factsOf(edited)];
  return namedFiles(after) === namedFiles(before, moved) && others(after) === others(before) ? edited : null;
}

/** Returns an edit for each occurrence of the value between spaces, quotes, brackets or commas. */
function editsOf(frontMatter: string, value: string, moved: (value: string) => string): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let at = frontMatter.indexOf(value); at >= 0; at = frontMatter.indexOf(value, at + value.length)) {
    const [before, behind] = [frontMatter[at - 1] ?? "\n", frontMatter[at + value.length] ?? "\n"];
    if (!/[\s"'[{,]/.test(before) || !/[\s"'\]},]/.test(behind)) continue;
    edits.push({ offset: at, length: value.length, text: moved(value) });
  }
  return edits;
}

function namedFiles({ properties, relations }: Post, moved = (value: string): string => value): string {
  return JSON.stringify([
    ...[properties.cover, properties.parent].map((file) => (file === undefined ? null : moved(file))),
    ...relations.map((relation) => ({ ...relation, to: moved(relation.to) })),
  ]);
}

function others({ properties, tags, aliases, revisions, series, source }: Post): string {
  const { cover: _cover, parent: _parent, ...rest } = properties;
  return JSON.stringify([rest, tags, aliases, revisions, series, source]);
}
