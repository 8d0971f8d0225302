import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeHostKey } from "#engine/publish/practice/host-key.ts";
import { HostKeys, openSshFiles } from "#engine/publish/transports/sftp/host-keys.ts";

const newKey = (): Buffer => makeHostKey().publicKey;

async function keysOf(accept: boolean) {
  const file = join(await mkdtemp(join(tmpdir(), "hitofude-hosts-")), "new", "known_hosts");
  const asked: string[] = [];
  const hostKeys = await HostKeys.load(
    { host: "no-such-host.invalid", port: 2022 },
    file,
    async (question) => {
      asked.push(question.kind);
      return { accept, answers: [], remember: false };
    },
  );
  return { hostKeys, asked, file };
}

test("an unknown key is asked about once and stored once, even if a long upload renews the connection's keys", async () => {
  const { hostKeys, asked, file } = await keysOf(true);
  const key = newKey();
  for (let exchange = 0; exchange < 3; exchange += 1) {
    await hostKeys.check(key);
    await hostKeys.remember();
  }
  expect(asked).toEqual(["hostKey"]);
  const lines = (await readFile(file, "utf8")).trim().split("\n");
  expect(lines).toEqual([`[no-such-host.invalid]:2022 ssh-ed25519 ${key.toString("base64")}`]);
});

test("another key during a connection is asked about again", async () => {
  const { hostKeys, asked } = await keysOf(true);
  await hostKeys.check(newKey());
  await hostKeys.check(newKey());
  expect(asked).toEqual(["hostKey", "hostKey"]);
});

test("a refused key is never stored", async () => {
  const { hostKeys, file } = await keysOf(false);
  await expect(hostKeys.check(newKey())).rejects.toMatchObject({ code: "publish.hostKeyUnknown" });
  await hostKeys.remember();
  await expect(readFile(file)).rejects.toThrow("ENOENT");
});

test("OpenSSH's files are those of the user and of the system", () => {
  const linux = openSshFiles("linux", {});
  expect(linux.slice(0, 2).every((file) => /[\\/]\.ssh[\\/]known_hosts2?$/.test(file))).toBe(true);
  expect(linux.slice(2)).toEqual(["/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2"]);
  const [, , ofAll] = openSshFiles("win32", { ProgramData: "D:\\ProgramData" });
  expect(ofAll).toMatch(/^D:\\ProgramData.ssh.ssh_known_hosts$/);
});
