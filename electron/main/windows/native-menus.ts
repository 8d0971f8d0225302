import { app, Menu } from "electron";
import { type MenuRequest, menuTemplate } from "./menu.ts";
import { dockMenu, jumpList } from "./system-menus.ts";

/** Shows the native menus: of the windows, of the Dock icon (macOS) and of the taskbar button (Windows). */
export class NativeMenus {
  #shown = "";

  /** Rebuilds the menus if anything in them has changed. */
  show(request: MenuRequest): void {
    const { platform, t, recent } = request;
    const template = menuTemplate(request);
    const shown = JSON.stringify([template, recent]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    if (platform === "darwin") app.dock?.setMenu(Menu.buildFromTemplate(dockMenu(t, recent, request)));
    if (platform === "win32") {
      const removed = app.getJumpListSettings().removedItems.map(({ args }) => args ?? "");
      app.setJumpList(jumpList(t, recent, { program: process.execPath, removed }));
    }
  }
}
