import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { homedir, tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { completeTarget, findSshAlias } from "#engine/publish/transports/sftp/ssh-alias.ts";
import { readSshConfig } from "#engine/publish/transports/sftp/ssh-config.ts";

const hasSsh = spawnSync("ssh", ["-V"]).error === undefined;
let folder = "";
let file = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-ssh-config-"));
  file = join(folder, "config");
  await mkdir(join(folder, "more.d"));
  await writeFile(
    join(folder, "more.d", "10-blog.conf"),
    ["User early", "Host blog other", "  HostName blog.example.jp", "  Port 2222", "  User writer"].join(
      "\n",
    ),
  );
  await writeFile(join(folder, "more.d", "20.conf"), "Host *.inner\n  ProxyJump first,second:2022\n");
  await writeFile(join(folder, "more.d", "not-included"), "Host blog\n  Port 1\n");
  await writeFile(
    file,
    [
      "# The author's servers",
      "Host only-here",
      `  Include ${join(folder, "more.d")}/10-*`,
      "  Port 99",
      "Host *",
      `  Include ${join(folder, "more.d")}/*.conf`,
      'Host quoted "with space" q?oted !quested',
      "  HostName=%h.example.com",
      `  IdentityFile "~/a key %r"`,
      "  IdentityFile ~/second",
      "  IdentitiesOnly yes",
      "  HostKeyAlias  other-name",
      "  IdentityAgent ~/agent # not mine",
      "Match originalhost matched user writer",
      "  Port 4444",
      "Match host blog.example.jp",
      "  ProxyJump gate",
      "Match all",
      "  UserKnownHostsFile /dev/null",
      "Host old-way",
      "  ProxyCommand ssh -q -W %h:%p gate",
      "Host by-command",
      "  ProxyCommand nc -X 5 %h %p",
      "Host direct",
      "  ProxyJump none",
      "Host *",
      "  User everyone",
      "  Port 1234",
      "  IdentityFile ~/third",
    ].join("\n"),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** Returns the values that OpenSSH itself uses for a host. */
function openSsh(name: string, ...options: readonly string[]): Map<string, string[]> {
  const printed = execFileSync("ssh", ["-G", "-F", file, ...options, name], { encoding: "utf8" });
  const values = new Map<string, string[]>();
  for (const line of printed.split("\n")) {
    const [, keyword = "", value = ""] = /^(\S+) (.*)$/.exec(line) ?? [];
    values.set(keyword, [...(values.get(keyword) ?? []), value]);
  }
  return values;
}

test.runIf(hasSsh)("hosts, patterns, included files and matches mean the same as for OpenSSH", async () => {
  const names = ["blog", "other", "a.inner", "quoted", "qXoted", "old-way", "direct", "by-command"];
  for (const name of names) {
    const [found, theirs] = [await findSshAlias(name, file), openSsh(name)];
    const expand = (path: string): string =>
      path.replace("~", homedir()).replace("%r", theirs.get("user")?.[0] ?? "");
    expect(found, name).toMatchObject({
      host: theirs.get("hostname")?.[0],
      port: Number(theirs.get("port")?.[0]),
      user: theirs.get("user")?.[0],
      key: expand(theirs.get("identityfile")?.[0] ?? ""),
    });
    if (name !== "old-way") expect(found?.jump ?? undefined, name).toBe(theirs.get("proxyjump")?.[0]);
  }
  expect(await findSshAlias("old-way", file)).toMatchObject({ jump: "gate" });
  const sftp = { kind: "sftp", directory: "w", url: "", fileMode: "644", directoryMode: "755" } as const;
  const matched = { ...sftp, host: "quoted", user: "writer" } as const;
  expect(await completeTarget(matched, file)).toMatchObject({
    user: "writer",
    port: Number(openSsh("quoted", "-l", "writer").get("port")?.[0]),
    ssh: {
      alias: "quoted",
      keyName: "other-name",
      agent: `${homedir()}/agent`,
      ignored: ["UserKnownHostsFile"],
    },
  });
});

test("a host that only `*` names is no alias, and its target keeps the usual values", async () => {
  const sftp = { kind: "sftp", directory: "w", url: "", fileMode: "644", directoryMode: "755" } as const;
  for (const host of ["example.com", "quested", "QUOTED"]) {
    expect(await findSshAlias(host, file)).toBeNull();
    expect(await completeTarget({ ...sftp, host, user: "me" }, file)).toEqual({
      ...sftp,
      host,
      user: "me",
      port: 22,
      signIn: "password",
    });
    await expect(completeTarget({ ...sftp, host }, file)).rejects.toMatchObject({
      code: "publish.userMissing",
    });
  }
  expect(await completeTarget({ ...sftp, host: "blog", user: "me" }, null)).toMatchObject({ host: "blog" });
  expect(await findSshAlias("blog", join(folder, "gone"))).toBeNull();
});

test("settings of the target win, commands are named and not run, and circles of jump hosts end", async () => {
  const sftp = { kind: "sftp", directory: "w", url: "", fileMode: "644", directoryMode: "755" } as const;
  const own = { ...sftp, host: "blog", user: "me", port: 22, signIn: "password" } as const;
  expect(await completeTarget(own, file)).toMatchObject({ user: "me", port: 22, signIn: "password" });
  await expect(completeTarget({ ...sftp, host: "by-command" }, file)).rejects.toMatchObject({
    code: "publish.sshConfigProxy",
    values: { host: "by-command", command: "nc -X 5 %h %p" },
  });
  expect(await findSshAlias("by-command", file)).toMatchObject({
    ignored: ["UserKnownHostsFile", "ProxyCommand"],
  });
  const inner = await completeTarget({ ...sftp, host: "a.inner" }, file);
  expect(inner.ssh?.via).toMatchObject({ host: "second", port: 2022, user: "early" });
  expect(inner.ssh?.via?.ssh?.via).toMatchObject({ host: "first", port: 1234 });

  const circle = join(folder, "circle");
  const marker = join(folder, "ran");
  await writeFile(
    circle,
    `Include circle\nHost a\n  ProxyJump b\nHost b\n  ProxyJump a\nMatch exec "touch ${marker}"\n  Port 1\n`,
  );
  await expect(completeTarget({ ...sftp, host: "a" }, circle)).rejects.toMatchObject({
    code: "publish.sshConfigJump",
  });
  expect(await findSshAlias("a", circle)).toEqual({
    host: "a",
    port: null,
    user: userInfo().username,
    key: null,
    jump: "b",
    ignored: ["Match exec"],
  });
  expect(spawnSync("test", ["-e", marker]).status).toBe(1);
});

test.runIf(hasSsh)(
  "a keyword that OpenSSH refuses is named, unless the author wants it ignored",
  async () => {
    const misspelt = join(folder, "misspelt");
    const host = ["Host a", "Hostnam b.example.jp", "UseKeychain yes", "Port 2022", "LogLevel QUIET"];
    await writeFile(misspelt, ["IgnoreUnknown Use*,Other", ...host].join("\n"));
    const run = spawnSync("ssh", ["-G", "-F", misspelt, "a"], { encoding: "utf8" });
    expect([run.status, run.stderr]).toEqual([
      255,
      expect.stringMatching(/bad configuration option: hostnam/i),
    ]);
    expect(await findSshAlias("a", misspelt)).toMatchObject({ port: 2022, ignored: ["Hostnam"] });
    await writeFile(misspelt, ["IgnoreUnknown hostna?", ...host].join("\n"));
    expect(await findSshAlias("a", misspelt)).toMatchObject({ port: 2022, ignored: [] });
  },
);

test("the computer's configuration is read after the author's, and completes it", async () => {
  const system = join(folder, "system");
  const lines = ["Host work", "  HostName work.example.jp", "  User clerk", "Host *", "  Port 2200"];
  await writeFile(system, [...lines, "  GSSAPIAuthentication yes", "  IdentityFile ~/last"].join("\n"));
  const firstValues = async (name: string, keyword: string) =>
    (await readSshConfig(file, name, undefined, system)).values.get(keyword);
  expect((await readSshConfig(file, "work")).isAlias).toBe(false);
  expect(await readSshConfig(file, "work", undefined, system)).toMatchObject({ isAlias: true });
  expect(await firstValues("work", "hostname")).toEqual(["work.example.jp"]);
  // The author's file has a user and a port for all hosts, and the first value wins
  expect(await firstValues("work", "user")).toEqual(["early"]);
  expect(await firstValues("work", "port")).toEqual(["1234"]);
  expect((await firstValues("work", "identityfile"))?.at(-1)).toBe("~/last");
  expect((await readSshConfig(file, "work", undefined, system)).ignored).not.toContain(
    "gssapiauthentication",
  );
  expect(await readSshConfig(join(folder, "none"), "work", undefined, join(folder, "none"))).toMatchObject({
    isAlias: false,
  });
});
