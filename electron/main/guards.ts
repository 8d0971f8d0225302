import { app, session, shell, type WebContents } from "electron";
import { appOrigin } from "./content-security.ts";

/** Opens an address in the system's browser or mail program; anything but http, https and mailto is refused. */
export async function openOutside(address: string): Promise<boolean> {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (!["http:", "https:", "mailto:"].includes(url.protocol)) return false;
  await shell.openExternal(url.href);
  return true;
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
    const allowed = event.isMainFrame ? `${appOrigin}/` : "site://";
    if (!event.url.startsWith(allowed)) event.preventDefault();
  });
}
