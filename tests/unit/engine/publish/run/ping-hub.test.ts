import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterEach, expect, test, vi } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { pingHub } from "#engine/publish/run/ping-hub.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

const site = "https://example.com/blog";
let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  const listening = createServer(listener);
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}/hub`;
}

function files(group: OutputFile["group"], ...paths: string[]): OutputFile[] {
  return paths.map((path) => ({ path, group, size: 1, sha256: "", location: "" }));
}

test("the hub is notified of each changed feed, by its public address, and of nothing else", async () => {
  const asked: unknown[] = [];
  const hub = await serve(async (request, response) => {
    const form = new URLSearchParams(await text(request));
    asked.push([request.method, request.url, request.headers["content-type"]?.split(";")[0], [...form]]);
    response.writeHead(204).end();
  });
  const changed = [
    ...files("feed", "rss.xml", "tags/お茶/feed.json", "sitemap.xml", "feeds.opml", "robots.txt"),
    ...files("page", "20220506-0000.html", "old/atom.xml"),
  ];
  expect(await pingHub(hub, site, changed)).toEqual([]);
  const ping = (feed: string): unknown => [
    "POST",
    "/hub",
    "application/x-www-form-urlencoded",
    [
      ["hub.mode", "publish"],
      ["hub.url", `https://example.com/blog/${feed}`],
    ],
  ];
  expect(asked).toHaveLength(2);
  expect(asked).toEqual(
    expect.arrayContaining([ping("rss.xml"), ping(`tags/${encodeURIComponent("お茶")}/feed.json`)]),
  );
});

test("if no feed changed, or the site has no address, no request is sent", async () => {
  let asked = 0;
  const hub = await serve((_request, response) => {
    asked += 1;
    response.end();
  });
  expect(await pingHub(hub, site, files("page", "a.html"))).toEqual([]);
  expect(await pingHub(hub, "", files("feed", "rss.xml"))).toEqual([]);
  const cancelled = new Cancellation();
  cancelled.cancel();
  expect(await pingHub(hub, site, files("feed", "rss.xml"), { signal: cancelled })).toEqual([]);
  expect(asked).toBe(0);
});

test("a hub that refuses causes one note, and no requests for the other feeds", async () => {
  let asked = 0;
  const hub = await serve((_request, response) => {
    asked += 1;
    response.writeHead(503).end("busy");
  });
  const feeds = files("feed", ...Array.from({ length: 40 }, (_, at) => `tags/${at}/rss.xml`));
  expect(await pingHub(hub, site, feeds)).toEqual([
    { code: "hub.failed", values: { hub, reason: "HTTP 503" } },
  ]);
  expect(asked).toBeLessThan(9);
});

test.each(["no address", "ftp://example.com/", "http://127.0.0.1:1/"])(
  "a hub that cannot be reached (%s) causes a note",
  async (hub) => {
    expect(await pingHub(hub, site, files("feed", "rss.xml"))).toMatchObject([
      { code: "hub.failed", values: { hub } },
    ]);
  },
);

test("a hub that never answers is given up after a while", async () => {
  const clock = new AbortController();
  const deadline = vi.spyOn(AbortSignal, "timeout").mockReturnValue(clock.signal);
  // The time limit passes as soon as the hub has received the request
  const hub = await serve(() => clock.abort(new Error("too late")));
  expect(await pingHub(hub, site, files("feed", "rss.xml"))).toEqual([
    { code: "hub.failed", values: { hub, reason: "too late" } },
  ]);
  expect(deadline.mock.calls).toEqual([[10_000]]);
  deadline.mockRestore();
});
