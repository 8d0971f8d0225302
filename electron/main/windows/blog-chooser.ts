import { userInfo } from "node:os";
import { fullName } from "../files/user-name.ts";
import { type FirstAim, FirstWindow, type FirstWindowOptions } from "./first-window.ts";

/** Shows the window in which the author chooses or makes a blog. There is at most one such window. */
export class BlogChooser {
  readonly #options: Omit<FirstWindowOptions, "aim" | "author" | "onClosed">;
  #window: FirstWindow | undefined;

  constructor(options: Omit<FirstWindowOptions, "aim" | "author" | "onClosed">) {
    this.#options = options;
  }

  /** Shows the page or form that `aim` names. Opens the window if it is not open. */
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

  bringToFront(): boolean {
    this.#window?.bringToFront();
    return this.#window !== undefined;
  }

  /** Reloads the page of an open window, so that the page asks for changed information. */
  reload(): void {
    this.#window?.reload();
  }

  close(): void {
    this.#window?.close();
  }
}
