import { app, session, shell, type WebContents } from "electron";
import { mayNavigate, outsideAddress } from "./navigation.ts";

const sites = new WeakMap<WebContents, string>();

/** Lets the frames of a window show the pages of one blog. Without this they may go nowhere. */
export function allowSite(contents: WebContents, siteOrigin: string): void {
  sites.set(contents, siteOrigin);
}

/** Opens an address in the system's browser or mail program; anything but http, https and mailto is refused. */
export async function openOutside(address: string): Promise<void> {
  const url = outsideAddress(address);
  if (url !== null) await shell.openExternal(url);
}

/** Denies what no page of ours needs: new windows, webviews, permissions, and leaving for another address. */
export function guardEverything(): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.defaultSession.setPermissionCheckHandler(() => false);
  session.defaultSession.setDevicePermissionHandler(() => false);
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!mayNavigate(event.url, event.isMainFrame, sites.get(contents))) event.preventDefault();
  });
}
