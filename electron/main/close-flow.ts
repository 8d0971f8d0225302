import type { BrowserWindow } from "electron";

/** How long a page may take to save before its window closes all the same; its journal has the words. */
const patience = 5_000;

/** What has to happen, in this order, before a window may close. */
export interface CloseSteps {
  /** False when the author would rather let a running publish finish. */
  mayInterrupt(): Promise<boolean>;
  /** Asks the page to save; `pageSaved` tells when it has. */
  savePage(): void;
  /** Lets the engine finish its writes. */
  closeEngine(): Promise<void>;
}

/** Holds a window's close back until the page has saved and the engine has finished its writes. */
export class CloseFlow {
  readonly #window: BrowserWindow;
  readonly #steps: CloseSteps;
  #state: "open" | "closing" | "done" = "open";
  #onPageSaved: () => void = () => undefined;

  constructor(window: BrowserWindow, steps: CloseSteps) {
    this.#window = window;
    this.#steps = steps;
    window.on("close", (event) => {
      if (this.#state === "done") return;
      event.preventDefault();
      if (this.#state === "open") void this.#close();
    });
  }

  /** The page has nothing unsaved any more. */
  pageSaved(): void {
    this.#onPageSaved();
  }

  async #close(): Promise<void> {
    this.#state = "closing";
    if (!(await this.#steps.mayInterrupt())) {
      this.#state = "open";
      return;
    }
    await this.#waitForPage();
    await this.#steps.closeEngine();
    this.#state = "done";
    if (!this.#window.isDestroyed()) this.#window.close();
  }

  #waitForPage(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      this.#onPageSaved = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#steps.savePage();
    });
  }
}
