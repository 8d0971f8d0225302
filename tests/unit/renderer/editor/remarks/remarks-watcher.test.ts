import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { RemarksWatcher } from "#renderer/editor/remarks/remarks-watcher.ts";

const { setModelMarkers } = vi.hoisted(() => ({ setModelMarkers: vi.fn() }));
// Monaco needs a page. The watcher uses only this function of Monaco's module.
vi.mock("monaco-editor/editor", () => ({ editor: { setModelMarkers } }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("if a check of problems or of spelling fails, the marks of the last check stay", async () => {
  const lines = ["A quik word."];
  const model = {
    getVersionId: () => 1,
    isDisposed: () => false,
    getLineCount: () => lines.length,
    getLineContent: (line: number) => lines[line - 1] ?? "",
  };
  const never = () => ({ dispose: () => undefined });
  const view = {
    getModel: () => model,
    onDidChangeModelContent: never,
    onDidChangeModel: never,
    onDidCompositionEnd: never,
  };
  const failing = new Set<string>();
  const fail = (check: string): void => {
    if (failing.has(check)) throw new Error("the engine restarts");
  };
  const problem = { code: "link.dead", severity: "warning", values: { target: "x" } } as const;
  const watcher = new RemarksWatcher(view as never, {
    problems: async () => {
      fail("problems");
      return [{ problem, line: 0 }];
    },
    misspelt: async () => {
      fail("misspelt");
      return ["quik"];
    },
    describe: () => "",
    isComposing: () => false,
  });
  const shown = [{ kind: "problem" }, { kind: "word", word: "quik" }];
  for (const check of ["none", "misspelt", "problems"]) {
    failing.add(check);
    watcher.later();
    await vi.runAllTimersAsync();
    expect(watcher.remarks).toMatchObject(shown);
    expect(setModelMarkers.mock.lastCall?.[2]).toHaveLength(shown.length);
  }
  watcher.dispose();
});
