import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { connect } from "#engine/publish/transports/sftp/connection.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";

afterEach(() => void vi.useRealTimers());

function optionsFor(port: number, folder: string): Parameters<typeof connect>[0] {
  const target = {
    kind: "sftp",
    host: "127.0.0.1",
    port,
    user: "author",
    directory: "/",
    url: "",
    signIn: "password",
    fileMode: "644",
    directoryMode: "755",
  } as const;
  return { target, secrets: noSecrets, ask: yes, knownHostsFile: join(folder, "known_hosts") };
}

/** Connects to a server that sends `greeting` and nothing else, and lets the time limit pass. */
async function connectTo(greeting: string, isReceived: (bytes: string) => boolean): Promise<unknown> {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const folder = mkdtempSync(join(tmpdir(), "hitofude-silent-"));
  let received = "";
  let arrive = (): void => undefined;
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      if (isReceived(received)) arrive();
    });
    socket.write(greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const connecting = connect(optionsFor(port, folder)).catch((error: unknown) => error);
  await arrived;
  await vi.advanceTimersByTimeAsync(20_000);
  const error = await connecting;
  server.close();
  rmSync(folder, { recursive: true });
  return error;
}

test("an SSH server that is silent after its greeting is named as one", async () => {
  // The client answers the greeting with its algorithms
  const error = await connectTo("SSH-2.0-Silent\r\n", (bytes) => bytes.includes("curve25519"));
  expect(error).toMatchObject({ code: "publish.silent", values: { host: "127.0.0.1", seconds: 20 } });
});

test.each([
  ["", "publish.closedAtOnce", { words: "none" }],
  ["Exceeded MaxStartups\r\n", "publish.closedAtOnce", { words: "Exceeded MaxStartups" }],
  [
    "本日は保守中です。\u001B]0;x\u0007\r\nまた明日\r\n",
    "publish.closedAtOnce",
    { words: "本日は保守中です。]0;x\nまた明日" },
  ],
  ["SSH-2.0-Garbage\r\n\u0001", "publish.sshGarbled", { words: "none" }],
  ["SSH-2.0-Busy\r\n満員です\r\n", "publish.sshGarbled", { words: "満員です" }],
])("a server that sends %j and then closes, or sends garbage, is named", async (greeting, code, values) => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    if (greeting.startsWith("SSH-"))
      socket.write(Buffer.concat([Buffer.from(greeting), Buffer.alloc(40_000, "\u0001")]));
    else socket.end(greeting);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await expect(connect(optionsFor(port, "/nowhere"))).rejects.toMatchObject({ code, values });
  server.close();
});

test("a server that sends no greeting has not answered", async () => {
  const error = await connectTo("", (bytes) => bytes.startsWith("SSH-2.0-"));
  expect(error).toMatchObject({ code: "publish.timeout" });
});
