import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { Worker } from "node:worker_threads";
import { Client } from "basic-ftp";
import { afterEach, expect, test, vi } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { connectFtps, enterPassiveMode } from "#engine/publish/transports/ftps/ftps-connection.ts";
import { FtpsFiles } from "#engine/publish/transports/ftps/ftps-files.ts";
import { FtpsPool } from "#engine/publish/transports/ftps/ftps-pool.ts";

let server: Server | undefined;
const sockets = new Set<Socket>();
let files: FtpsFiles | undefined;
afterEach(() => {
  vi.useRealTimers();
  files?.end();
  for (const socket of sockets) socket.destroy();
  server?.close();
});

/** Opens the files of a server that answers each command with the next of its replies, or the last one. */
async function openFiles(
  replies: Readonly<Record<string, readonly string[]>>,
  facts = true,
): Promise<FtpsFiles> {
  const left = new Map(Object.entries(replies).map(([command, all]) => [command, [...all]]));
  server = createServer((socket) => {
    sockets.add(socket);
    socket.write("220 ready\r\n");
    socket.on("data", (bytes) => {
      const [command = ""] = bytes.toString().split(/[ \r\n]/);
      const known = left.get(command) ?? ["500 unknown"];
      socket.write(`${known.length > 1 ? known.shift() : known[0]}\r\n`);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const open = async (): Promise<Client> => {
    const client = new Client(0);
    await client.connect("127.0.0.1", port);
    return client;
  };
  files = new FtpsFiles(new FtpsPool(await open(), open), { facts, times: true }, "/");
  return files;
}

const entry = "250-Listing\r\n type=file;size=4;modify=20240501000000;UNIX.mode=0644; /a.txt\r\n250 End";

test("only reply code 550 means that a file is missing", async () => {
  await expect((await openFiles({ MLST: ["550 Can't check"] })).lstat("/a.txt")).rejects.toMatchObject({
    status: 2,
  });
});

test.each(["501 Syntax error in parameters", "553 Name not allowed", "530 Please sign in"])(
  "the refusal %s does not mean that a file is missing",
  async (reply) => {
    const refused = (await openFiles({ MLST: [reply] })).lstat("/a.txt");
    await expect(refused).rejects.not.toMatchObject({ status: 2 });
  },
);

test("a temporary refusal is asked about again", async () => {
  const found = (await openFiles({ MLST: ["450 The file is busy", entry] })).lstat("/a.txt");
  expect(await found).toMatchObject({ kind: "file", size: 4 });
});

test.each([true, false])(
  "after lasting temporary refusals, no file counts as missing: MLST %s",
  async (facts) => {
    const busy = ["451 Local error in processing"];
    const commands = { MLST: busy, CWD: busy, SIZE: busy, MDTM: busy };
    await expect((await openFiles(commands, facts)).lstat("/.htaccess")).rejects.toMatchObject({
      code: "publish.remoteFailed",
    });
  },
);

test.each([
  ["a refusal", "421 Too many users\r\n", "publish.closedAtOnce", { words: "421 Too many users" }],
  ["nothing", "", "publish.closedAtOnce", { words: "none" }],
  ["a flood", "220-hello\r\n".repeat(200_000), "publish.notFtp", {}],
])("a server that greets with %s and closes is named", async (_name, greeting, code, values) => {
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.end(greeting);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const target = { host: "127.0.0.1", port, user: "author" };
  const connecting = connectFtps({ target, checkCertificate: () => Promise.resolve() });
  await expect(connecting).rejects.toMatchObject({ code, values });
});

/** The time after which a server that does not answer counts as lost, in milliseconds. */
const silenceMs = 20_000;
const endings: readonly [string, (signal: Cancellation) => void, string][] = [
  ["at its time limit", () => vi.advanceTimersByTime(silenceMs), "publish.timeout"],
  ["when the author cancels", (signal) => signal.cancel(), "call.cancelled"],
];

test.each(endings)("a TLS handshake without an answer ends %s", async (_when, end, code) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const signal = new Cancellation();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).write("220 ready\r\n");
    socket.on("data", (bytes) => {
      if (bytes.toString().startsWith("AUTH")) socket.write("234 go on\r\n");
      else end(signal);
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const target = { host: "127.0.0.1", port, user: "author" };
  const connecting = connectFtps({ target, signal, checkCertificate: () => Promise.resolve() });
  await expect(connecting).rejects.toMatchObject({ code });
});

test.each(endings)("waiting for the end of a greeting ends %s", async (_when, end, code) => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const signal = new Cancellation();
  server = createServer((socket) => {
    sockets.add(socket);
    const greeting = setInterval(() => socket.write("220-Please wait\r\n"), 50);
    socket.on("error", () => undefined).on("close", () => clearInterval(greeting));
    end(signal);
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const target = { host: "127.0.0.1", port, user: "author" };
  const connecting = connectFtps({ target, signal, checkCertificate: () => Promise.resolve() });
  await expect(connecting).rejects.toMatchObject({ code });
});

/** Starts a thread that listens but accepts no connection. Its queue is filled, so that connecting takes forever. */
async function deafPort(): Promise<{ readonly port: number; readonly thread: Worker }> {
  const code = `
    const { parentPort } = require("node:worker_threads");
    const server = require("node:net").createServer();
    server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
      parentPort.postMessage(server.address().port);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    });`;
  const thread = new Worker(code, { eval: true });
  const [port] = (await once(thread, "message")) as [number];
  for (let count = 0; count < 2; count += 1) {
    const filler = connect(port, "127.0.0.1");
    sockets.add(filler.on("error", () => undefined));
    await once(filler, "connect");
  }
  return { port, thread };
}

test.each([
  ["answers", true, "publish.dataConnection"],
  ["does not answer either", false, "publish.connectionLost"],
])("a data connection that never opens, while the server %s", async (_name, answers, code) => {
  const { port: data, thread } = await deafPort();
  server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).write("220 ready\r\n");
    socket.on("data", (bytes) => {
      if (bytes.toString().startsWith("EPSV")) socket.write(`229 Passive (|||${data}|)\r\n`);
      else if (answers) socket.write("200 OK\r\n");
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const open = async (): Promise<Client> => {
    const client = new Client(200);
    client.prepareTransfer = enterPassiveMode;
    await client.connect("127.0.0.1", port);
    return client;
  };
  files = new FtpsFiles(new FtpsPool(await open(), open), { facts: true, times: true }, "/");
  try {
    await expect(files.readdir("/")).rejects.toMatchObject({ code });
  } finally {
    await thread.terminate();
  }
});

test("after a request without an answer, no other request waits for one", async () => {
  let connections = 0;
  server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.write("220 ready\r\n");
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const open = async (): Promise<Client> => {
    const client = new Client(0);
    await client.connect("127.0.0.1", port);
    // Set only now, so that it ends requests but never the connecting of a busy computer.
    Object.assign(client.ftp, { timeout: 100 });
    return client;
  };
  files = new FtpsFiles(new FtpsPool(await open(), open), { facts: true, times: true }, "/");
  for (const path of ["/a.txt", "/b.txt"]) {
    await expect(files.lstat(path)).rejects.toMatchObject({ code: "publish.connectionLost" });
  }
  expect(connections).toBe(1);
});
