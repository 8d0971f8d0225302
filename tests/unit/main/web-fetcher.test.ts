import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { hostContract } from "#contract/host-contract.ts";
import { connect } from "#contract/rpc/connect.ts";
import { serve } from "#contract/rpc/serve.ts";
import { fetchByHost } from "#engine/publish/base/web-fetch.ts";
import { eventually } from "#tests/support/eventually.ts";
import { wirePair } from "#tests/support/wire-pair.ts";

vi.mock("electron", () => ({ session: {} }));
const { WebFetcher } = await import("#main/security/web-fetcher.ts");

const asked: string[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const { authorization = "" } = request.headers;
  asked.push(`${request.method} ${request.url} ${await text(request)}${authorization}`);
  if (request.url === "/never") return;
  response.statusCode = request.url === "/gone" ? 410 : request.url === "/empty" ? 204 : 200;
  response.end(request.url === "/empty" ? undefined : "雨の日");
});
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Connects the engine to the web through the main process. Node's `fetch` stands for Electron's session. */
function web() {
  const [engineEnd, mainEnd] = wirePair();
  const sessions = vi.fn(() => ({ fetch: (to: unknown, init?: RequestInit) => fetch(String(to), init) }));
  const fetcher = new WebFetcher(sessions as never);
  const secrets = {
    "secret.get": () => ({ secret: null }),
    "secret.set": () => ({ stored: false }),
    "secret.remove": () => ({}),
    "blog.opened": () => ({}),
    "exports.paths": () => ({ paths: [] }),
    "web.proxy": () => ({ proxy: null }),
  };
  const stopped = vi.fn();
  serve(
    hostContract,
    {
      ...secrets,
      "web.fetch": (request, signal) => {
        const stop = new AbortController();
        signal.addEventListener("abort", () => stop.abort());
        stop.signal.addEventListener("abort", stopped);
        return fetcher.fetch(request, stop.signal);
      },
    },
    mainEnd,
  );
  return { web: fetchByHost(connect(hostContract, engineEnd)), sessions, stopped };
}

test("pages are fetched by the main process, in one session that is made when it is needed", async () => {
  const { web: byHost, sessions } = web();
  expect(sessions).not.toHaveBeenCalled();
  const page = await byHost(`${url}/a.html`);
  expect([page.status, page.ok, await page.text()]).toEqual([200, true, "雨の日"]);
  expect((await byHost(`${url}/gone`)).status).toBe(410);
  expect(await (await byHost(`${url}/empty`)).text()).toBe("");
  expect(sessions).toHaveBeenCalledOnce();
});

test("a form is posted as it is", async () => {
  asked.length = 0;
  await web().web(url, { method: "POST", body: new URLSearchParams({ "hub.mode": "publish", a: "雨" }) });
  expect(asked).toEqual([`POST / hub.mode=publish&a=%E9%9B%A8`]);
});

test("a site that does not answer is an error with its reason, and an unknown name one with its code", async () => {
  const { web: byHost } = web();
  await expect(byHost("http://127.0.0.1:1/")).rejects.toMatchObject({
    cause: { message: expect.any(String) },
  });
  const failing = new WebFetcher((() => ({
    fetch: () => Promise.reject(new Error("net::ERR_NAME_NOT_RESOLVED")),
  })) as never);
  const answer = await failing.fetch(
    { url: "http://x/", method: "GET", form: null, authorization: null },
    new AbortController().signal,
  );
  expect(answer).toEqual({ code: "ENOTFOUND", reason: "net::ERR_NAME_NOT_RESOLVED" });
});

test("a password is sent in the header of the request", async () => {
  const { web: byHost } = web();
  await byHost(`${url}/family/`, { headers: { authorization: "Basic YTpi" } });
  expect(asked).toContain("GET /family/ Basic YTpi");
});

test("an aborted request ends in both processes", async () => {
  const { web: byHost, stopped } = web();
  const stop = new AbortController();
  const pending = byHost(`${url}/never`, { signal: stop.signal });
  await eventually(() => expect(asked).toContain("GET /never "));
  stop.abort(new Error("no answer"));
  await expect(pending).rejects.toThrow("no answer");
  await eventually(() => expect(stopped).toHaveBeenCalledOnce());
});
