import { join } from "node:path";
import { app, Menu, Tray } from "electron";
import { resourcesFolder } from "../paths.ts";
import type { Speak } from "../speech.ts";

/**
 * Returns the name of the icon's file. macOS draws an image whose name ends in `Template` in the colour of
 * its menu bar, and takes the one with `@2x` for sharp screens.
 */
export function trayImage(platform: string): string {
  return platform === "darwin" ? "trayTemplate.png" : "32x32.png";
}

/** An icon that shows that the program runs, and with which its window can be opened again. */
export class TrayIcon {
  readonly #onOpen: () => void;
  #tray: Tray | null = null;

  constructor(onOpen: () => void) {
    this.#onOpen = onOpen;
  }

  /**
   * Shows or removes the icon. On desktops without a tray, no icon appears. There, the author starts the
   * program again to open the window.
   */
  show(isWanted: boolean, speak: Speak): void {
    if (!isWanted) {
      this.#tray?.destroy();
      this.#tray = null;
      return;
    }
    if (!this.#tray) {
      this.#tray = new Tray(join(resourcesFolder(), "icons", trayImage(process.platform)));
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
