import { app, type Session, session, shell, type WebContents } from "electron";
import { mayNavigate, mayRequest, outsideAddress } from "./allowed-urls.ts";

const sites = new WeakMap<WebContents, string>();

/** Allows the frames of a window to show the pages of one blog. Without this call, frames cannot navigate. */
export function allowSite(contents: WebContents, siteOrigin: string): void {
  sites.set(contents, siteOrigin);
}

/** Opens an http, https or mailto URL in the system's browser or mail program. Ignores all other URLs. */
export async function openOutside(address: string): Promise<void> {
  const url = outsideAddress(address);
  if (url !== null) await shell.openExternal(url);
}

/** Denies all pages new windows, webviews, permissions, external requests and downloads. */
export function guardEverything(): void {
  app.on("web-contents-created", (_event, contents) => guardContents(contents));
  app.on("session-created", guardSession);
  guardSession(session.defaultSession);
}

/**
 * A proxy that blocks all requests, because normally nothing listens on port 1.
 * It also blocks connections and DNS lookups that Chromium makes in advance, which `onBeforeRequest` misses.
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
  // Restricts WebRTC, because its connections would bypass `onBeforeRequest`.
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
  contents.on("will-attach-webview", (event) => event.preventDefault());
  contents.on("will-frame-navigate", (event) => {
    if (!mayNavigate(event.url, event.isMainFrame, sites.get(contents))) event.preventDefault();
  });
}
