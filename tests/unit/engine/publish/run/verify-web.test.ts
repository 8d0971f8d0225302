import { createHash } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { publicUrl, verifyOverWeb } from "#engine/publish/run/verify-web.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function serve(listener: RequestListener): Promise<string> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/blog`;
}

const text = "<p>ひとこと</p>";
const file: OutputFile = {
  path: "日記/a#b.html",
  group: "page",
  size: Buffer.byteLength(text),
  sha256: createHash("sha256").update(text).digest("hex"),
  location: "",
};

test("a page that readers get unchanged needs no note", async () => {
  const asked: string[] = [];
  const url = await serve((request, response) => {
    asked.push(request.url ?? "");
    response.end(text);
  });
  expect(await verifyOverWeb(url, [file])).toEqual([]);
  expect(asked).toEqual([`/blog/${encodeURIComponent("日記")}/a%23b.html`]);
});

test.each([
  [200, "<p>old</p>"],
  [404, text],
])("status %d with %s causes a note", async (status, body) => {
  const url = await serve((_request, response) => response.writeHead(status).end(body));
  expect(await verifyOverWeb(url, [file])).toEqual([
    { code: "verify.differs", values: { url: publicUrl(url, file.path), status } },
  ]);
});

test("an endless answer is aborted when it is too long", async () => {
  const url = await serve((_request, response) => {
    const more = (): void => {
      while (response.writable && response.write(Buffer.alloc(65_536, "x")));
    };
    response.on("drain", more);
    more();
  });
  expect(await verifyOverWeb(url, [file])).toMatchObject([
    { code: "verify.differs", values: { status: 200 } },
  ]);
});

test("if the site does not answer, there is only one note", async () => {
  const url = await serve(() => undefined);
  server?.close();
  server?.closeAllConnections();
  expect(await verifyOverWeb(url, [file, { ...file, path: "b.html" }])).toMatchObject([
    { code: "verify.unreachable" },
  ]);
});
