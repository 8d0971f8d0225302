import { ArrowUp, Check, Clock, type LucideIcon, PencilLine, RefreshCw } from "lucide-react";
import type { PostState } from "#contract/types/blog-types.ts";

const marks: Readonly<Record<PostState, LucideIcon>> = {
  draft: PencilLine,
  scheduled: Clock,
  ready: ArrowUp,
  changed: RefreshCw,
  published: Check,
};

/** The icon for the state of a post. Screen readers ignore the icon and read the text next to it. */
export function StateMark({ state }: { readonly state: PostState }) {
  const Icon = marks[state];
  return <Icon aria-hidden className={`state-mark state-${state}`} size={14} strokeWidth={2} />;
}
