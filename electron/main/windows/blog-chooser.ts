import { userInfo } from "node:os";
import { fullName } from "../files/user-name.ts";
import { type FirstAim, FirstWindow, type FirstWindowOptions } from "./first-window.ts";

/** Shows the window in which the author chooses or makes a blog, at most one at a time. */
export class BlogChooser {
  readonly #options: Omit<FirstWindowOptions, "aim" | "author" | "onClosed">;
  #window: FirstWindow | undefined;

  constructor(options: Omit<FirstWindowOptions, "aim" | "author" | "onClosed">) {
    this.#options = options;
  }

  /** Shows the window, or begins again with this aim if it is open. */
  show(aim: FirstAim): void {
    if (this.#window) {
      this.#window.beginWith(aim);
      return;
    }
    this.#window = new FirstWindow({
      ...this.#options,
      aim,
      author: fullName(userInfo().username),
      onClosed: () => {
        this.#window = undefined;
      },
    });
  }

  /** Brings the window to the front. Returns false if it is not open. */
  bringToFront(): boolean {
    this.#window?.bringToFront();
    return this.#window !== undefined;
  }

  /** Reloads the page if the window is open, so that it asks for information that has changed. */
  reload(): void {
    this.#window?.reload();
  }

  close(): void {
    this.#window?.close();
  }
}
