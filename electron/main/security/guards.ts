import { app, type Session, session, shell, type WebContents } from "electron";
import { mayNavigate, outsideAddress } from "./navigation.ts";
import { mayRequest } from "./own-requests.ts";

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

/**
 * Denies what no page of ours needs: new windows, webviews, permissions, leaving for another address, requests to
 * anything but our own schemes, and downloads. Holds for every session and page that there will ever be.
 */
export function guardEverything(): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  app.on("session-created", guardSession);
  guardSession(session.defaultSession);
}

/**
 * Whatever is not a request of a page, such as a look-up of a name ahead of a click, is not asked about below: it finds no
 * network. Nobody listens at that port, and only root could.
 */
const noNetwork = {
  mode: "fixed_servers",
  proxyRules: "http://127.0.0.1:1",
  proxyBypassRules: "<-loopback>",
} as const;

function guardSession(guarded: Session): void {
  guarded.setProxy(noNetwork).catch((error: unknown) => console.error(error));
  guarded.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  guarded.setPermissionCheckHandler(() => false);
  guarded.setDevicePermissionHandler(() => false);
  guarded.webRequest.onBeforeRequest(({ url, resourceType }, answer) =>
    answer({ cancel: !mayRequest(url, resourceType, !app.isPackaged) }),
  );
  guarded.on("will-download", (event) => event.preventDefault());
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  // Its way to other computers is none that a session's requests could be asked about
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!mayNavigate(event.url, event.isMainFrame, sites.get(contents))) event.preventDefault();
  });
}
