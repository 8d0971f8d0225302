import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isImplicitFtps } from "#engine/publish/transports/ftps/implicit-tls.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-tls-"));
  const request = "req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=localhost";
  execFileSync("openssl", request.split(" "), { cwd: folder, stdio: "ignore" });
});
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["220 Welcome\r\n", true],
  ["220-Welcome\r\n220 to this server\r\n", true],
  ["* OK IMAP4rev1 ready\r\n", false],
  ["", false],
])(
  "a port counts as implicit FTPS only if it sends an FTP greeting over TLS: %j",
  async (greeting, isFtp) => {
    const file = (name: string): Buffer => readFileSync(join(folder, name));
    const server = createServer({ key: file("key.pem"), cert: file("cert.pem") }, (socket) => {
      socket.on("error", () => undefined);
      socket.end(greeting);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    expect(await isImplicitFtps({ host: "127.0.0.1", port })).toBe(isFtp);
    server.close();
  },
);
