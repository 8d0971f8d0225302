import type { BlogSummary } from "#contract/types/blog-types.ts";
import type { Messages } from "../../state/language.ts";

/** Returns a target's name; that of the practice site is translated. */
export function targetName(
  t: Messages,
  { name, kind }: Pick<BlogSummary["targets"][number], "name" | "kind">,
): string {
  return kind === "practice" ? t("targets.practice") : name;
}
