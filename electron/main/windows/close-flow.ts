import type { BrowserWindow } from "electron";

/** Maximum time in milliseconds for a page to save. After this time, the window closes without the save. */
const waitMs = 5_000;

export interface CloseSteps {
  /** Resolves with true if no publish is running or the author agrees to interrupt the running publish. */
  mayInterrupt(): Promise<boolean>;
  /** Asks the page to save. `CloseFlow.pageSaved` must be called after the save. */
  savePage(): void;
  closeEngine(): Promise<void>;
  staysHidden(): boolean;
  hide(): void;
  /** Called when the window stays open, because the author does not want to interrupt a publish. */
  onStay(): void;
}

/** The part of a window that `CloseFlow` uses. */
export type ClosableWindow = Pick<BrowserWindow, "isDestroyed" | "close"> & {
  on(event: "close", listener: (event: { preventDefault(): void }) => void): unknown;
};

/** The part of a window that `hideWindow` uses. */
export type HidableWindow = Pick<BrowserWindow, "hide" | "isFullScreen" | "setFullScreen"> & {
  once(event: "leave-full-screen", listener: () => void): unknown;
};

/** Hides a window. Leaves full screen first, because macOS would keep an empty black screen. */
export function hideWindow(window: HidableWindow): void {
  if (!window.isFullScreen()) {
    window.hide();
    return;
  }
  window.once("leave-full-screen", () => window.hide());
  window.setFullScreen(false);
}

/** The part of a window that `saveAtSessionEnd` uses. */
export interface SessionWindow {
  on(event: "query-session-end" | "session-end", listener: () => void): unknown;
}

/**
 * Saves unsaved text when the user logs off or Windows shuts down. Windows then closes no window, but only
 * notifies each window before it ends the program.
 */
export function saveAtSessionEnd(window: SessionWindow, savePage: () => void): void {
  window.on("query-session-end", savePage);
  window.on("session-end", savePage);
}

/** Delays closing a window until its page has saved and its engine has finished its writes. */
export class CloseFlow {
  readonly #window: ClosableWindow;
  readonly #steps: CloseSteps;
  #state: "open" | "closing" | "done" = "open";
  #onPageSaved: () => void = () => undefined;

  constructor(window: ClosableWindow, steps: CloseSteps) {
    this.#window = window;
    this.#steps = steps;
    window.on("close", (event) => {
      if (this.#state === "done") return;
      event.preventDefault();
      if (this.#state === "open") void this.#close();
    });
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  /** Reports that the page has no unsaved changes, or that the page no longer exists. */
  pageSaved(): void {
    this.#onPageSaved();
  }

  /** Carries out all steps of closing. Never rejects, because even a failure has to close the window. */
  async #close(): Promise<void> {
    this.#state = "closing";
    try {
      if (this.#steps.staysHidden()) {
        await this.#waitForPage();
        this.#steps.hide();
        this.#state = "open";
        return;
      }
      if (!(await this.#steps.mayInterrupt())) {
        this.#state = "open";
        this.#steps.onStay();
        return;
      }
      await this.#waitForPage();
      await this.#steps.closeEngine();
    } catch (error) {
      console.error(error);
    }
    this.#state = "done";
    if (!this.#window.isDestroyed()) this.#window.close();
  }

  #waitForPage(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, waitMs);
      this.#onPageSaved = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#steps.savePage();
    });
  }
}
