import { join } from "node:path";
import { app, Menu, Tray } from "electron";
import { resourcesFolder } from "../paths.ts";
import type { Speak } from "../speech.ts";

/** The sign that the program goes on without a window, and the way back to it. */
export class TrayIcon {
  readonly #onOpen: () => void;
  #tray: Tray | null = null;

  constructor(onOpen: () => void) {
    this.#onOpen = onOpen;
  }

  /** Desktops without a place for such icons show none; starting the program again brings its window back there. */
  show(isWanted: boolean, speak: Speak): void {
    if (!isWanted) {
      this.#tray?.destroy();
      this.#tray = null;
      return;
    }
    if (!this.#tray) {
      this.#tray = new Tray(
        join(resourcesFolder(), "icons", process.platform === "darwin" ? "16x16.png" : "32x32.png"),
      );
      this.#tray.on("click", this.#onOpen);
    }
    this.#tray.setToolTip("Hitofude");
    this.#tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: speak("tray.open"), click: this.#onOpen },
        { type: "separator" },
        { label: speak("menu.quit"), click: () => app.quit() },
      ]),
    );
  }
}
