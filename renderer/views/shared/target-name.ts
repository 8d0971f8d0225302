import type { BlogSummary } from "#contract/types/blog-types.ts";
import type { Messages } from "../../state/language.ts";

/** Returns the name of a target. The practice site has a name in the author's language. */
export function targetName(
  t: Messages,
  { name, kind }: Pick<BlogSummary["targets"][number], "name" | "kind">,
): string {
  return kind === "practice" ? t("targets.practice") : name;
}
