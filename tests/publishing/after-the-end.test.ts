import type { ClientChannel } from "ssh2";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect } from "#engine/publish/transports/sftp/connection.ts";
import { openSession } from "#engine/publish/transports/sftp/open-session.ts";
import { hasOpenSsh, type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/publish/sftp-publish.ts";
import { startTcpProxy } from "#tests/support/servers/tcp-proxy.ts";

const sshTest = test.runIf(hasOpenSsh);
let server: OpenSshServer;

beforeAll(async () => {
  if (hasOpenSsh) server = await startOpenSsh();
});
afterAll(() => server?.stop());

/** Late events of an ssh2 channel, in an order that the test chooses. */
const lateWords: Readonly<Record<string, (channel: ClientChannel) => void>> = {
  "a larger window": (channel) => {
    Reflect.set(channel, "_waitChanDrain", true);
    Object.assign(Reflect.get(channel, "incoming") as object, { window: 0 });
    channel._read(1);
  },
  "its end": (channel) => (Reflect.get(channel, "eof") as () => void).call(channel),
  "that it is closed": (channel) => channel.close(),
  "both, as when it is done with": (channel) => void channel.destroy(),
};

for (const [what, say] of Object.entries(lateWords)) {
  sshTest(
    `a channel that reports ${what} after the end of a compressed connection does no harm`,
    async () => {
      const proxy = await startTcpProxy(server.port, false);
      const { knownHostsFile } = server;
      const target = server.target({ port: proxy.port });
      const client = await connect({ target, knownHostsFile, secrets: noSecrets, ask: yes });
      const channel = await new Promise<ClientChannel>((resolve, reject) =>
        client.subsys("sftp", (error, opened) => (error ? reject(error) : resolve(opened))),
      );
      const said = new Promise<unknown>((resolve) => {
        client.on("end", () => {
          try {
            say(channel);
            resolve("nothing was thrown");
          } catch (error) {
            resolve(error);
          }
        });
      });
      await proxy.stop();
      expect(await said).toBe("nothing was thrown");
      client.destroy();
    },
  );
}

sshTest("a connection that is lost without a word is noticed within 30 seconds", async () => {
  const proxy = await startTcpProxy(server.port, false);
  const target = server.target({ port: proxy.port });
  // With fake timers, the intervals of ssh2 and of the deadlines pass at once.
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  try {
    const { knownHostsFile } = server;
    const session = await openSession({ target, knownHostsFile, secrets: noSecrets, ask: yes });
    proxy.holdAfter(0);
    const asked = session.lstat(server.documentRoot).catch((error: unknown) => error);
    vi.advanceTimersByTime(30_000);
    expect(await asked).toMatchObject({ code: "publish.connectionLost" });
  } finally {
    vi.useRealTimers();
    await proxy.stop();
  }
});
