import type { CDPSession, Page } from "@playwright/test";

/** An input method at work: what it shows, and what it writes in the end. */
export interface Composition {
  /** Shows another reading or candidate. */
  show(text: string): Promise<void>;
  /** Ends with this text in the document. */
  commit(text: string): Promise<void>;
  /** Ends with nothing, as Escape does. */
  cancel(): Promise<void>;
}

/** The key press that Chromium reports for every key that an input method takes. */
const takenKey = 229;

/** Begins a composition where the focus is, as Chromium hears it from a real input method. */
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

/** Types through the input method: the steps of a composition, the last of which becomes text. */
export async function composeText(page: Page, ...steps: readonly string[]): Promise<void> {
  const composition = await beginComposition(page);
  for (const step of steps) await composition.show(step);
  await composition.commit(steps.at(-1) ?? "");
}
