import type { PostState } from "#contract/types/post-states.ts";
import type { Messages } from "../../state/language.ts";

/** Returns the name of a post's state as all parts of the interface show it. */
export function stateName(
  t: Messages,
  { state, stillOnline = false }: { readonly state: PostState; readonly stillOnline?: boolean | undefined },
): string {
  const name = t(`state.${state}`);
  return stillOnline ? t("state.stillOnline", { state: name }) : name;
}
