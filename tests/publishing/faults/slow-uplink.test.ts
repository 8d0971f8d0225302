import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Moves } from "#engine/publish/base/moves.ts";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import { upload } from "#engine/publish/upload/upload.ts";
import { openSlowLine, type SlowLine } from "#tests/benchmarks/publish/slow-line.ts";
import { buildSite } from "#tests/support/publish/built-site.ts";
import { noise } from "#tests/support/noise.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";

let server: OpenSshServer;
let line: SlowLine;
let folder = "";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-slow-"));
  server = await startOpenSsh();
  line = await openSlowLine(server.port, { roundTripMs: 40, uplinkBits: 2_000_000 });
});
afterEach(async () => {
  await line.stop();
  await server.stop();
  await rm(folder, { recursive: true });
});

test.skipIf(!hasOpenSsh)(
  "on an uplink of 2 Mbit/s, a large file delays a keep-alive only briefly",
  async () => {
    const target = server.target({ port: line.port });
    const { knownHostsFile, documentRoot: stage } = server;
    const session = await openSession({ target, secrets: noSecrets, ask: yes, knownHostsFile });
    const film = noise(2_000_000, 1);
    const { files } = await buildSite(folder, { "film.bin": film });
    let isOver = false;
    let answered = 0;
    const sending = upload(
      files.map((file) => ({ ...file, staged: file.path })),
      {
        files: session,
        moves: new Moves(session, { replace: "posix", keepsModes: true }),
        stage,
        fileMode: 0o644,
        needsChmod: false,
        onBytes: (bytes) => {
          answered += bytes;
        },
        onFile: () => undefined,
      },
    ).finally(() => {
      isOver = true;
    });
    // Contains, for each `lstat`, the number of bytes that the server acknowledged before it.
    // An `lstat` waits like a keep-alive.
    const ahead: number[] = [];
    while (!isOver) {
      const before = answered;
      await session.lstat(stage);
      ahead.push(answered - before);
      await wait(50);
    }
    await sending;
    session.end();
    expect((await readFile(join(stage, "film.bin"))).equals(film)).toBe(true);
    expect(ahead.length).toBeGreaterThan(3);
    // Measured in bytes, because times depend on the computer: 256 KB take a second on this line.
    expect(Math.max(...ahead)).toBeLessThan(3 * 256 * 1024);
  },
);
