import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, expect, test } from "vitest";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function listen(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Fetches as the shell does, in a process with this environment. Returns the text, or why there is none. */
async function fetched(url: string, env: Record<string, string> = {}): Promise<string> {
  const script = `
    import { fetchByEnvironment } from "#engine/publish/base/web-fetch.ts";
    const web = fetchByEnvironment();
    const said = await web(process.argv[1]).then(
      async (response) => response.status + " " + (await response.text()),
      (error) => "failed: " + (error.cause?.code ?? error.message),
    );
    process.stdout.write(said);
    process.exit();`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, url], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return text(child.stdout);
}

test("the shell fetches through the proxy of the environment, and what is on this computer without it", async () => {
  const site = createServer((request, response) => response.end(`for ${request.headers.host}`));
  const here = await listen(site);
  const asked: string[] = [];
  const proxy = createServer().on("connect", (request, socket) => {
    asked.push(request.url ?? "");
    socket.write("HTTP/1.1 200 Connected\r\n\r\n");
    site.emit("connection", socket);
  });
  const env = { http_proxy: `http://127.0.0.1:${await listen(proxy)}`, no_proxy: "intranet.example" };
  expect(await fetched("http://blog.example/a.html", env)).toBe("200 for blog.example");
  expect(asked).toEqual(["blog.example:80"]);
  expect(await fetched(`http://127.0.0.1:${here}/`, env)).toBe(`200 for 127.0.0.1:${here}`);
  expect(asked).toHaveLength(1);
});

test("a site with a certificate of the company is trusted if the system trusts it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-web-"));
  const inFolder = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): unknown =>
    execFileSync("openssl", args, { cwd: folder, stdio: "ignore" });
  openssl(
    ..."req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj /CN=Company".split(" "),
  );
  openssl(..."req -newkey rsa:2048 -nodes -keyout site.key -out site.csr -subj /CN=localhost".split(" "));
  await writeFile(inFolder("names"), "subjectAltName=DNS:localhost,IP:127.0.0.1\n");
  openssl(
    ..."x509 -req -in site.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out site.pem".split(
      " ",
    ),
  );
  const [key, cert] = [await readFile(inFolder("site.key")), await readFile(inFolder("site.pem"))];
  const port = await listen(createSecureServer({ key, cert }, (_request, response) => response.end("safe")));
  const url = `https://127.0.0.1:${port}/`;
  // OpenSSL reads the system's certificates from here on Linux
  expect(await fetched(url, { SSL_CERT_FILE: inFolder("ca.pem") })).toBe("200 safe");
  expect(await fetched(url, { SSL_CERT_FILE: inFolder("names") })).toMatch(
    /^failed: .*(?:VERIFY|ISSUER|CERT)/,
  );
  await rm(folder, { recursive: true });
});
