import { afterEach, expect, test, vi } from "vitest";
import { copyText } from "#renderer/commands/posts/post-actions.ts";
import type { App } from "#renderer/state/app.ts";

afterEach(() => vi.unstubAllGlobals());

/** Copies an address in a page whose browser allows or refuses to copy. Returns the shown notices. */
function copy(isAllowed: boolean): unknown[] {
  const notices: unknown[] = [];
  const ignore = (): void => undefined;
  const page = { addEventListener: ignore, removeEventListener: ignore, execCommand: () => isAllowed };
  vi.stubGlobal("document", page);
  const app = { workspace: { notify: (notice: unknown) => notices.push(notice) } } as unknown as App;
  try {
    copyText(app, "https://example.jp/a.html");
  } catch (error) {
    return [Reflect.get(error as object, "code"), ...notices];
  }
  return notices;
}

test("an address counts as copied only if the browser has copied it", () => {
  expect(copy(true)).toEqual([{ kind: "addressCopied", address: "https://example.jp/a.html" }]);
  expect(copy(false)).toEqual(["export.notCopied"]);
});
