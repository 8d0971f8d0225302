import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { TestReport } from "#contract/types/connection-test-types.ts";
import { testFiles } from "#engine/publish/connection-test/connection-test.ts";
import { startPracticeWeb } from "#engine/publish/practice/practice-web.ts";
import { RemoteError, remoteStatus } from "#engine/publish/base/remote-files.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { hasApache, startApache } from "../../../support/servers/apache-server.ts";
import { hasPhp, startPhp } from "../../../support/servers/php-server.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-probe-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Returns the connection test's report about parts. `url` is the address of `directory` on the web. */
async function probe(directory: string, url: string): Promise<TestReport | undefined> {
  const reports = await testFiles(new LocalFiles(), { directory, url }, { onReport: () => undefined });
  expect(readdirSync(directory).filter((name) => name.startsWith("hitofude-test"))).toEqual([]);
  expect(reports.at(-1)).toMatchObject({ step: "remove", state: "passed" });
  return reports.find(({ step }) => step === "parts");
}

test.each(["realpath", "lstat", "readdir"] as const)(
  "a directory for which the server refuses %s is not called missing",
  async (operation) => {
    const refused = (path: string) => new RemoteError(operation, path, remoteStatus.permissionDenied, "no");
    const files = Object.assign(new LocalFiles(), {
      [operation]: (path: string) => Promise.reject(refused(path)),
    });
    const where = { directory: folder, url: "http://127.0.0.1:9/" };
    const reports = await testFiles(files, where, { onReport: () => undefined });
    const finding = { code: "publish.directoryDenied", values: { directory: folder } };
    expect(reports.find(({ state }) => state === "failed")).toMatchObject({ step: "directory", finding });
  },
);

test("the practice site includes parts by SSI", async () => {
  mkdirSync(join(folder, "blog"));
  const web = await startPracticeWeb({ root: folder, port: 0, site: "test" });
  try {
    const found = await probe(join(folder, "blog"), `http://127.0.0.1:${web.port}/blog/`);
    expect(found).toMatchObject({ state: "passed", values: { include: "ssi" } });
  } finally {
    await web.close();
  }
});

test.runIf(hasApache)(
  "Apache includes parts if its settings say so, and otherwise nothing is inserted",
  async () => {
    const server = await startApache();
    try {
      const directory = join(server.documentRoot, "~me");
      mkdirSync(directory);
      chmodSync(directory, 0o755);
      const url = `${server.url}~me/`;
      expect(await probe(directory, url)).toMatchObject({ state: "passed", values: { include: "script" } });
      const rules = "Options +IncludesNOEXEC\nAddOutputFilter INCLUDES .html\n";
      writeFileSync(join(directory, ".htaccess"), rules, { mode: 0o644 });
      expect(await probe(directory, url)).toMatchObject({ state: "passed", values: { include: "ssi" } });
      // A server that fails on every page
      writeFileSync(join(directory, ".htaccess"), "<Files *.html>\nRequire all denied\n</Files>\n");
      expect(await probe(directory, url)).toMatchObject({ state: "passed", values: { include: "script" } });
    } finally {
      await server.stop();
    }
  },
);

test.runIf(hasApache)("Apache that follows `.htaccess` asks for passwords, others do not", async () => {
  const server = await startApache();
  try {
    const directory = join(server.documentRoot, "日記 帳");
    mkdirSync(directory);
    chmodSync(directory, 0o755);
    const url = `${server.url}${encodeURIComponent("日記 帳")}/`;
    expect(await probe(directory, url)).toMatchObject({ values: { passwordRoot: directory } });
    // The server sees the folder at another path than the connection
    const other = join(folder, "elsewhere");
    symlinkSync(directory, other);
    const rules = "Options +IncludesNOEXEC\nAddOutputFilter INCLUDES .html\n";
    writeFileSync(join(directory, ".htaccess"), rules, { mode: 0o644 });
    expect(await probe(other, url)).toMatchObject({ values: { passwordRoot: directory } });
  } finally {
    await server.stop();
  }
  mkdirSync(join(folder, "blog"));
  const web = await startPracticeWeb({ root: folder, port: 0, site: "test" });
  try {
    const found = await probe(join(folder, "blog"), `http://127.0.0.1:${web.port}/blog/`);
    expect(found?.values).toEqual({ include: "ssi" });
  } finally {
    await web.close();
  }
});

test("a server whose included files show no variables is not used for SSI", async () => {
  const read = (name: string): string => readFileSync(join(folder, name), "utf8");
  const server = createServer(({ url = "" }, response) => {
    const shown = read(url)
      .replace(/<!--#set [^>]*-->/g, "")
      .replace(/<!--#include virtual="([^"]*)" -->/g, (_, name: string) => read(name));
    response.end(shown);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = server.address() as AddressInfo;
    expect(await probe(folder, `http://127.0.0.1:${port}/`)).toMatchObject({ values: { include: "script" } });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test.runIf(hasPhp)("PHP includes parts", async () => {
  const server = await startPhp(folder);
  try {
    expect(await probe(folder, server.url)).toMatchObject({ values: { include: "php" } });
  } finally {
    await server.stop();
  }
});

test("without a page over the web, nothing is known, and files of an interrupted test are removed", async () => {
  for (const end of [".txt", ".txt.new", ".html", "-part.html"]) {
    writeFileSync(join(folder, `hitofude-test-${"0a".repeat(16)}${end}`), "left");
  }
  expect(await probe(folder, "http://127.0.0.1:9/")).toMatchObject({ state: "skipped" });
});
