import type { CDPSession, Page } from "@playwright/test";

/** A composition of an input method that is in progress. */
export interface Composition {
  /** Shows another reading or candidate in the text. */
  show(text: string): Promise<void>;
  /** Ends the composition and inserts this text. */
  commit(text: string): Promise<void>;
  /** Cancels the composition without inserting text, as the Escape key does. */
  cancel(): Promise<void>;
}

/** Key code that Chromium reports for each key that an input method processes. */
const takenKey = 229;

/** Begins a composition in the focused element, with the events of a real input method. */
export async function beginComposition(page: Page): Promise<Composition> {
  const session = await page.context().newCDPSession(page);
  const show = async (text: string): Promise<void> => {
    await pressTakenKey(session);
    const end = text.length;
    await session.send("Input.imeSetComposition", { text, selectionStart: end, selectionEnd: end });
  };
  return {
    show,
    commit: async (text) => {
      await pressTakenKey(session);
      await session.send("Input.insertText", { text });
      await session.detach();
    },
    cancel: async () => {
      await show("");
      await session.detach();
    },
  };
}

async function pressTakenKey(session: CDPSession): Promise<void> {
  const key = { windowsVirtualKeyCode: takenKey, code: "KeyA", key: "Process" };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
}

/** Types `steps` through the input method as one composition, and inserts the last step. */
export async function composeText(page: Page, ...steps: readonly string[]): Promise<void> {
  const composition = await beginComposition(page);
  for (const step of steps) await composition.show(step);
  await composition.commit(steps.at(-1) ?? "");
}
