import { EventEmitter } from "node:events";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CloseFlow, type CloseSteps, hideWindow, saveAtSessionEnd } from "#main/windows/close-flow.ts";
import { eventually } from "#tests/support/eventually.ts";

/** The part of a window that closing uses: `close` first calls its listeners, as Electron's does. */
class FakeWindow extends EventEmitter {
  closed = false;

  isDestroyed(): boolean {
    return this.closed;
  }

  close(): void {
    let prevented = false;
    this.emit("close", {
      preventDefault: () => {
        prevented = true;
      },
    });
    if (!prevented) this.closed = true;
  }
}

let window = new FakeWindow();
let done: string[] = [];
beforeEach(() => {
  window = new FakeWindow();
  done = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Returns a flow whose page saves at once, and which records its steps. */
function flow(changes: Partial<CloseSteps> = {}): CloseFlow {
  const made: CloseFlow = new CloseFlow(window, {
    mayInterrupt: async () => true,
    savePage: () => {
      done.push("save");
      made.pageSaved();
    },
    closeEngine: async () => {
      done.push("engine");
    },
    staysHidden: () => false,
    hide: () => done.push("hide"),
    onStay: () => done.push("stay"),
    ...changes,
  });
  return made;
}

test("a window closes after the page has saved, then the engine ends", async () => {
  flow();
  window.close();
  expect(window.closed).toBe(false);
  await eventually(() => expect(window.closed).toBe(true));
  expect(done).toEqual(["save", "engine"]);
});

test("a background window saves and is hidden each time it is closed", async () => {
  let isQuitting = false;
  flow({ staysHidden: () => !isQuitting });
  for (let time = 1; time <= 2; time += 1) {
    window.close();
    await eventually(() => expect(done).toHaveLength(2 * time));
  }
  expect(window.closed).toBe(false);
  isQuitting = true;
  window.close();
  await eventually(() => expect(window.closed).toBe(true));
  expect(done).toEqual(["save", "hide", "save", "hide", "save", "engine"]);
});

test("the window waits for the page to save", async () => {
  const closing = flow({ savePage: () => done.push("asked") });
  window.close();
  await eventually(() => expect(done).toEqual(["asked"]));
  expect(closing.isOpen).toBe(false);
  closing.pageSaved();
  await eventually(() => expect(window.closed).toBe(true));
});

test("a page that never answers does not keep the window open", async () => {
  vi.useFakeTimers();
  flow({ savePage: () => done.push("asked") });
  window.close();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(window.closed).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(window.closed).toBe(true);
});

test("closing twice has the effect of closing once", async () => {
  flow();
  window.close();
  window.close();
  await eventually(() => expect(window.closed).toBe(true));
  expect(done).toEqual(["save", "engine"]);
});

test("the author may let a publish finish, and close later", async () => {
  let mayInterrupt = false;
  const closing = flow({ mayInterrupt: async () => mayInterrupt });
  window.close();
  await eventually(() => expect(done).toEqual(["stay"]));
  expect(window.closed).toBe(false);
  expect(closing.isOpen).toBe(true);
  mayInterrupt = true;
  window.close();
  await eventually(() => expect(window.closed).toBe(true));
});

test.each(["mayInterrupt", "closeEngine"] as const)(
  "an error in %s does not keep the window open",
  async (step) => {
    vi.spyOn(console, "error").mockReturnValue(undefined);
    flow({ [step]: () => Promise.reject(new Error("planted")) });
    window.close();
    await eventually(() => expect(window.closed).toBe(true));
  },
);

test("a window that was destroyed meanwhile is not touched", async () => {
  flow({
    closeEngine: async () => {
      window.closed = true;
      window.close = () => done.push("closed again");
    },
  });
  window.close();
  await eventually(() => expect(window.closed).toBe(true));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(["save"]);
});

test("when the session ends, the page saves: as Windows asks, and again as it ends", () => {
  const closing = flow();
  saveAtSessionEnd(window, () => done.push("save"));
  window.emit("query-session-end");
  window.emit("session-end");
  expect(done).toEqual(["save", "save"]);
  closing.pageSaved();
  expect(window.closed).toBe(false);
});

test("a window in full screen leaves it before it is hidden", () => {
  let isFull = true;
  const screen = Object.assign(new EventEmitter(), {
    hide: () => done.push("hide"),
    isFullScreen: () => isFull,
    setFullScreen: (full: boolean) => done.push(`full: ${full}`),
  });
  hideWindow(screen);
  expect(done).toEqual(["full: false"]);
  screen.emit("leave-full-screen");
  expect(done).toEqual(["full: false", "hide"]);
  isFull = false;
  hideWindow(screen);
  expect(done).toEqual(["full: false", "hide", "hide"]);
});
