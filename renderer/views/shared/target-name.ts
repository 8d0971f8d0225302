import type { BlogSummary } from "#contract/types/blog-types.ts";
import type { Messages } from "../../state/language.ts";

/** A target as its author knows it; the practice site has a name in every language. */
export function targetName(
  t: Messages,
  { name, kind }: Pick<BlogSummary["targets"][number], "name" | "kind">,
): string {
  return kind === "practice" ? t("targets.practice") : name;
}
