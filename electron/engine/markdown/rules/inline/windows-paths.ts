import type { MarkdownIt, StateInline } from "markdown-it";
import { lineAt, type ParseEnvironment } from "../../types/environment.ts";

const punctuation = /[!-/:-@[-`{-~]/;
/** Matches the part of a Windows path before the current backslash: `C:`, `C:\work`, `\\server\share`. */
const pathBefore = /(?:^|[^A-Za-z])([A-Za-z]:[^\s"<>|]*|\\\\[\w.-][^\s"<>|]*)$/;
const networkPath = /^\\\\[A-Za-z0-9]/;
const lookAround = 120;

function pathAt(state: StateInline): string | undefined {
  const { src, pos } = state;
  const after = /^\S*/.exec(src.slice(pos, pos + lookAround))?.[0] ?? "";
  const before = pathBefore.exec(src.slice(Math.max(0, pos - lookAround), pos))?.[1];
  // Accepts two backslashes, because they are the correct notation of one backslash in Markdown.
  if (before !== undefined) return after.startsWith("\\\\") ? undefined : before + after;
  const startsWord = pos === 0 || /[\s(（「]/.test(src.charAt(pos - 1));
  return startsWord && networkPath.test(after) ? after : undefined;
}

/**
 * Reports Windows paths that lose a backslash, at most one for each line.
 * The rule never matches, so another rule parses the backslash.
 */
function windowsPath(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== 0x5c) return false;
  if (!punctuation.test(state.src.charAt(state.pos + 1))) return false;
  const text = pathAt(state);
  if (text === undefined) return false;
  const env: ParseEnvironment = state.env;
  const line = lineAt(env, state.src, state.pos);
  if (env.findings.at(-1)?.line !== line) env.findings.push({ code: "markdown.windowsPath", line, text });
  return false;
}

/** Reports Windows paths such as `C:\*.txt`, because their backslashes are escapes in Markdown. */
export function windowsPathsRule(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "windows_path", windowsPath);
}
