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
  /** The window is to go out of sight only, with its engine at work. */
  staysHidden(): boolean;
  hide(): void;
  /** The author wants the window to stay. */
  onStay(): void;
}

/** The part of a window that closing needs. */
export type ClosableWindow = Pick<BrowserWindow, "isDestroyed" | "close"> & {
  on(event: "close", listener: (event: { preventDefault(): void }) => void): unknown;
};

/** Holds a window's close back until the page has saved and the engine has finished its writes. */
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

  /** The page has nothing unsaved any more, or is no longer there to be asked. */
  pageSaved(): void {
    this.#onPageSaved();
  }

  /** Never rejects: whatever goes wrong on the way, a window that its author closed has to go. */
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
      const timer = setTimeout(resolve, patience);
      this.#onPageSaved = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#steps.savePage();
    });
  }
}
