import type { MarkdownIt, StateInline } from "markdown-it";
import { emojiLines } from "./emoji-names.ts";

const colon = 0x3a;
const name = /:([a-z0-9_+-]{1,60}):/y;
/** Matches a character after which a colon does not begin the name of an emoji: `10:30:20`, `a::b:`. */
const before = /[A-Za-z0-9_:/]/;

/**
 * Whether a name such as `:tea:` may begin at the present position.
 * A colon before this position is allowed if it ends another name, as in `:tea::tea:`.
 */
function canBegin({ src, pos, pending }: StateInline): boolean {
  const last = src[pos - 1] ?? "";
  return !before.test(last) || (last === ":" && pending !== "" && !before.test(pending.slice(-1)));
}

function emojiByName(): ReadonlyMap<string, string> {
  return new Map(
    emojiLines.split(/,\s+/).flatMap((item) => {
      const [emoji = "", ...names] = item.trim().split(" ");
      return names.map((each) => [each, emoji] as const);
    }),
  );
}

function emoji(state: StateInline, silent: boolean, table: () => ReadonlyMap<string, string>): boolean {
  const { src, pos } = state;
  if (src.charCodeAt(pos) !== colon || !canBegin(state)) return false;
  name.lastIndex = pos;
  const [whole = "", written = ""] = name.exec(src) ?? [];
  const found = written === "" || pos + whole.length > state.posMax ? undefined : table().get(written);
  if (found === undefined) return false;
  if (!silent) state.pending += found;
  state.pos += whole.length;
  return true;
}

/** Supports the names of emoji that GitHub has, such as `:tea:`. Unknown names stay text. */
export function emojiRule(md: MarkdownIt): void {
  // Builds the table of emoji only when a text contains the name of an emoji for the first time.
  let made: ReadonlyMap<string, string> | undefined;
  const table = (): ReadonlyMap<string, string> => {
    made ??= emojiByName();
    return made;
  };
  md.inline.ruler.before("escape", "emoji", (state, silent) => emoji(state, silent, table));
}
