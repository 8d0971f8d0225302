import type { BrowserWindow } from "electron";

/** How long a page may take to save before its window closes anyway; the journal has the text. */
const patience = 5_000;

/** The steps, in this order, before a window may close. */
export interface CloseSteps {
  /** False when the author prefers to let a running publish finish. */
  mayInterrupt(): Promise<boolean>;
  /** Requests the page to save; `pageSaved` reports when it has. */
  savePage(): void;
  /** Lets the engine finish its writes. */
  closeEngine(): Promise<void>;
  /** Whether to only hide the window, with its engine still running. */
  staysHidden(): boolean;
  hide(): void;
  /** The author wants the window to stay. */
  onStay(): void;
}

/** The part of a window that closing needs. */
export type ClosableWindow = Pick<BrowserWindow, "isDestroyed" | "close"> & {
  on(event: "close", listener: (event: { preventDefault(): void }) => void): unknown;
};

/** Delays closing a window until the page has saved and the engine has finished its writes. */
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

  /** Reports that the page has no unsaved changes, or no longer exists. */
  pageSaved(): void {
    this.#onPageSaved();
  }

  /** Never rejects: whatever fails, a window that its author closes has to close. */
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
