import { join } from "node:path";
import { app, Menu, Tray } from "electron";
import { resourcesFolder } from "../paths.ts";
import type { Messages } from "../messages.ts";

/** Returns the name of the icon's file. macOS draws `…Template` images in the colour of its menu bar. */
export function trayImage(platform: string): string {
  return platform === "darwin" ? "trayTemplate.png" : "32x32.png";
}

/** The tray icon. It shows that the program is running, and it can open the program's window. */
export class TrayIcon {
  readonly #onOpen: () => void;
  #tray: Tray | null = null;

  constructor(onOpen: () => void) {
    this.#onOpen = onOpen;
  }

  /** Shows or removes the icon. On desktops without a tray, no icon appears. */
  show(isWanted: boolean, t: Messages): void {
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
        { label: t("tray.open"), click: this.#onOpen },
        { type: "separator" },
        { label: t("menu.quit"), click: () => app.quit() },
      ]),
    );
  }
}
