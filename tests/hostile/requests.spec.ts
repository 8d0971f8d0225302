import { mkdir, mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Frame, type Page } from "@playwright/test";
import { reportAttempts } from "#tests/support/attack.ts";
import { previewArticle } from "#tests/support/program/editing.ts";
import { type NetCanary, startNetCanary, watchDownloads } from "#tests/support/servers/net-canary.ts";
import { test } from "#tests/support/program/program-test.ts";

let canary: NetCanary;
test.beforeEach(async () => {
  canary = await startNetCanary();
});
test.afterEach(() => canary.close());

/** Waits long enough for a sent request to arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 700));

/** Requests that a script in a page could try. `host`: host of the canary server. */
const ways: Readonly<Record<string, (host: string) => unknown>> = {
  image: (host) => {
    new Image().src = `http://${host}/image`;
  },
  "image in the page": (host) => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<img src="http://${host}/img" srcset="http://${host}/set 2x">`,
    );
  },
  fetch: (host) => fetch(`http://${host}/fetch`, { mode: "no-cors" }).catch(() => undefined),
  "fetch of another scheme": (host) =>
    fetch(`ftp://${host}/fetch`, { mode: "no-cors" }).catch(() => undefined),
  XMLHttpRequest: (host) => {
    const asking = new XMLHttpRequest();
    asking.open("GET", `http://${host}/xhr`);
    asking.send();
  },
  WebSocket: (host) => {
    new WebSocket(`ws://${host}/socket`);
  },
  EventSource: (host) => {
    new EventSource(`http://${host}/events`);
  },
  beacon: (host) => navigator.sendBeacon(`http://${host}/beacon`, "x"),
  prefetch: (host) => {
    for (const rel of [
      "prefetch",
      "preload",
      "preconnect",
      "dns-prefetch",
      "prerender",
      "stylesheet",
      "icon",
      "manifest",
      "modulepreload",
    ]) {
      const link = Object.assign(document.createElement("link"), {
        rel,
        href: `http://${host}/${rel}`,
        as: "image",
      });
      document.head.append(link);
    }
  },
  frame: (host) => {
    document.body.append(Object.assign(document.createElement("iframe"), { src: `http://${host}/frame` }));
  },
  "style and font": (host) => {
    const style = `@import "http://${host}/import"; @font-face { font-family: c; src: url(http://${host}/font) } body { background: url(http://${host}/background); font-family: c }`;
    document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
  },
  media: (host) => {
    for (const tag of ["video", "audio"] as const) {
      document.body.append(
        Object.assign(document.createElement(tag), { src: `http://${host}/${tag}`, preload: "auto" }),
      );
    }
  },
  form: (host) => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<form id="canary" method="post" action="http://${host}/form"></form>`,
    );
    document.querySelector<HTMLFormElement>("form#canary")?.submit();
  },
  ping: (host) => {
    document.body.insertAdjacentHTML(
      "beforeend",
      `<a id="ping" href="#here" ping="http://${host}/ping">x</a>`,
    );
    document.querySelector<HTMLAnchorElement>("a#ping")?.click();
  },
  "new window": (host) => {
    window.open(`http://${host}/window`);
  },
  download: (host) => {
    Object.assign(document.createElement("a"), {
      href: `http://${host}/download`,
      download: "canary.html",
    }).click();
  },
  "data download": () => {
    Object.assign(document.createElement("a"), {
      href: "data:text/html,canary",
      download: "data.html",
    }).click();
  },
  "blob download": () => {
    const href = URL.createObjectURL(new Blob(["canary"]));
    Object.assign(document.createElement("a"), { href, download: "blob.html" }).click();
  },
  "report of a broken policy": (host) => {
    document.head.insertAdjacentHTML(
      "beforeend",
      `<meta http-equiv="Content-Security-Policy" content="img-src 'none'; report-uri http://${host}/report">`,
    );
  },
  peer: (host) => {
    const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:${host}` }] });
    peer.createDataChannel("canary");
    return peer.createOffer().then((offer) => peer.setLocalDescription(offer));
  },
  navigation: (host) => {
    location.href = `http://${host}/navigation`;
  },
};

/** Ways that replace the page if they succeed. The requests of other ways would end with the page. */
const leaving: ReadonlySet<string> = new Set(["form", "download", "navigation"]);

/** Tries all ways that keep the page at the same time, and then each other way alone. */
async function tryAll(where: string, frame: Page | Frame): Promise<{ tried: number; succeeded: string[] }> {
  const succeeded: string[] = [];
  const look = async (name: string): Promise<void> => {
    await settle();
    const reached = canary.reached();
    if (reached.length > 0) succeeded.push(`${where}: ${name}: ${reached.join(", ")}`);
  };
  // A page may block an attempt by throwing
  const attempt = (way: (host: string) => unknown): Promise<unknown> =>
    frame.evaluate(way, canary.host).catch(() => undefined);
  for (const [name, way] of Object.entries(ways)) if (!leaving.has(name)) await attempt(way);
  await look("without leaving");
  for (const [name, way] of Object.entries(ways)) {
    if (!leaving.has(name)) continue;
    await attempt(way);
    await look(name);
  }
  return { tried: Object.keys(ways).length, succeeded };
}

test("no page of the program connects to a server or stores a file", async ({ setDesk, startProgram }) => {
  const downloads = await mkdtemp(join(tmpdir(), "hitofude-downloads-"));
  const { app, page } = await startProgram(await setDesk());
  const begun = await watchDownloads(app, downloads);
  await expect(previewArticle(page)).toBeVisible();
  const preview = page.frames().find((frame) => frame.url().startsWith("site:"));
  if (!preview) throw new Error("no preview");
  await reportAttempts("preview", await tryAll("preview", preview));
  await reportAttempts("interface", await tryAll("interface", page));
  await settle();
  expect(await readdir(downloads)).toEqual([]);
  expect(await begun()).not.toContainEqual(expect.stringContaining(canary.host));
});

test("the first page connects to no server", async ({ setDesk, startProgram }) => {
  const desk = await setDesk({ preferences: { recentBlogs: [] } });
  const { page } = await startProgram(desk, []);
  await expect.poll(() => page.url()).toContain("first.html");
  await reportAttempts("first page", await tryAll("first page", page));
});

test("a session loads only URLs with the program's own schemes", async ({ setDesk, startProgram }) => {
  const downloads = join(await mkdtemp(join(tmpdir(), "hitofude-downloads-")), "files");
  await mkdir(downloads);
  const { app } = await startProgram(await setDesk());
  await watchDownloads(app, downloads);
  const sessions = ["", "memory", "persist:kept"];
  const succeeded: string[] = [];
  let tried = 0;
  for (const partition of sessions) {
    // Loads a page without a policy in a new window, as if the program had opened the window by mistake.
    const loads = await app.evaluate(
      async ({ BrowserWindow, session, net }, { host, partition: name }) => {
        const used = name === "" ? session.defaultSession : session.fromPartition(name);
        const window = new BrowserWindow({ show: false, webPreferences: { session: used } });
        const page = `<img src="http://${host}/img"><link rel="stylesheet" href="http://${host}/css"><iframe src="http://${host}/frame"></iframe><script>fetch("http://${host}/fetch",{mode:"no-cors"});new WebSocket("ws://${host}/socket");navigator.sendBeacon("http://${host}/beacon")</script>`;
        const results: Record<string, string> = {};
        const note = async (way: string, work: () => Promise<unknown>): Promise<void> => {
          results[way] = await work().then(
            () => "done",
            (error: unknown) => String(error),
          );
        };
        await note("page", () => window.loadURL(`data:text/html,${encodeURIComponent(page)}`));
        await new Promise((resolve) => setTimeout(resolve, 700));
        await note("address", () => window.loadURL(`http://${host}/address`));
        await note("file", () => window.loadURL("file:///etc/hostname"));
        await note("fetch", () => used.fetch(`http://${host}/session`));
        if (name === "") await note("net", () => net.fetch(`http://${host}/net`));
        used.downloadURL(`http://${host}/download`);
        used.downloadURL("data:text/html,canary");
        await new Promise((resolve) => setTimeout(resolve, 700));
        window.destroy();
        return results;
      },
      { host: canary.host, partition },
    );
    tried += Object.keys(loads).length + 7;
    const name = partition || "default session";
    const reached = canary.reached();
    if (reached.length > 0) succeeded.push(`${name}: ${reached.join(", ")}`);
    for (const way of ["address", "file", "fetch", "net"]) {
      if (loads[way] === "done") succeeded.push(`${name}: ${way}`);
    }
  }
  succeeded.push(...(await readdir(downloads)).map((file) => `kept ${file}`));
  await reportAttempts("sessions", { tried, succeeded });
});
