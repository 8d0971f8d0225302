import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rename, stat, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { reportAttempts, tryAttack } from "#tests/support/attack.ts";
import { hasPhp, phpProgram } from "#tests/support/servers/php-server.ts";
import { startVisitorsSite, tokenOfAge, type VisitorsSite } from "#tests/support/blogs/visitors-site.ts";

const phpTest = test.runIf(hasPhp && process.platform === "linux");
let site: VisitorsSite;
afterEach(() => site?.stop());

const count = async (): Promise<string> => (await fetch(`${site.php.url}visitors/counter.php`)).text();

/** Opens the form, and returns the token that it had if it was opened a minute ago. */
async function earlierToken(): Promise<string> {
  await site.token();
  return tokenOfAge(await oneFolder(), 60);
}

async function oneFolder(): Promise<string> {
  const folders = await site.dataFolders();
  expect(folders).toHaveLength(1);
  return folders[0] ?? "";
}

/** Returns the name in the configuration of the folder inside the site, which earlier versions used. */
async function insideName(documentRoot: string): Promise<string> {
  const config = await readFile(join(documentRoot, "visitors", "config.php"), "utf8");
  return /'(data-[0-9a-f]{24})'/.exec(config)?.[1] ?? "";
}

phpTest(
  "visitors' data are stored where no URL leads, and other users of the host cannot read them",
  async () => {
    site = await startVisitorsSite();
    await count();
    const token = await earlierToken();
    expect((await site.send({ token, message: "hello" })).status).toBe(200);
    const folder = await oneFolder();
    await tryAttack("data inside the document root", () => folder.startsWith(`${site.documentRoot}/`));
    const open: string[] = [];
    for (const name of [".", ...(await readdir(folder))]) {
      const mode = (await stat(join(folder, name))).mode & 0o777;
      if ((mode & 0o077) !== 0) open.push(`${name} ${mode.toString(8)}`);
    }
    expect(await readdir(folder)).toEqual(
      expect.arrayContaining(["counter.php", "key.php", "messages.php", "pace.php"]),
    );
    await reportAttempts("modes of what visitors leave", { tried: 7, succeeded: open });
  },
);

const unfit: Readonly<Record<string, (home: string) => Promise<void>>> = {
  "the folder beside is a web folder": (home) => writeFile(join(home, "index.html"), "x"),
  "the folder beside has rules of a server": (home) => writeFile(join(home, ".htaccess"), ""),
};

for (const [name, prepare] of Object.entries(unfit)) {
  phpTest(`if ${name}, the data stay inside the site, protected from readers`, async () => {
    site = await startVisitorsSite(prepare);
    expect(await count()).toMatch(/^101/);
    const folder = await oneFolder();
    expect(dirname(folder)).toBe(join(site.documentRoot, "visitors"));
    await tryAttack(`reading the data: ${name}`, async () => {
      const answers = ["counter.php", "index.php", ""].map(async (file) => {
        const answer = await fetch(`${site.php.url}visitors/${basename(folder)}/${file}`);
        return answer.status === 200 || (await answer.text()).includes("101");
      });
      return (await Promise.all(answers)).includes(true) || ((await stat(folder)).mode & 0o077) !== 0;
    });
  });
}

phpTest("a link in place of the data folder is not followed", async () => {
  site = await startVisitorsSite();
  await count();
  const folder = await oneFolder();
  const elsewhere = join(site.home, "elsewhere");
  await mkdir(elsewhere);
  await rename(folder, `${folder}-away`);
  await symlink(elsewhere, folder);
  await tryAttack("a link as data folder", async () => {
    await count();
    return (await readdir(elsewhere)).length > 0;
  });
});

phpTest(
  "data of an earlier version are found, moved once and protected, even with simultaneous requests",
  async () => {
    site = await startVisitorsSite(async (home) => {
      const documentRoot = join(home, "public_html");
      const folder = join(documentRoot, "visitors", await insideName(documentRoot));
      await mkdir(folder, { mode: 0o705 });
      const guard = "<?php http_response_code(404); exit; ?>\n";
      const day = "2020-01-01";
      const record = `${guard}${JSON.stringify({ total: 5000, today: 7, yesterday: 8, day })}`.padEnd(512);
      await writeFile(join(folder, "counter.php"), `${record}\n`, { mode: 0o644 });
      await writeFile(join(folder, "messages.php"), `${guard}{"message":"old"}\n`, { mode: 0o644 });
      await writeFile(join(folder, "pace.php"), `${guard}${Math.floor(Date.now() / 1000)}`, { mode: 0o644 });
    });
    const visits = 60;
    await Promise.all(Array.from({ length: visits }, count));
    expect(await count()).toMatch(new RegExp(`^${5000 + visits + 1} `));
    const folder = await oneFolder();
    expect(dirname(folder)).toBe(site.home);
    expect(await readFile(join(folder, "messages.php"), "utf8")).toContain('"old"');
    for (const name of [".", "counter.php", "messages.php", "pace.php"]) {
      expect((await stat(join(folder, name))).mode & 0o077, name).toBe(0);
    }
    const token = await earlierToken();
    expect((await site.send({ token, message: "new" })).status).toBe(200);
    expect(await readFile(join(folder, "messages.php"), "utf8")).toMatch(/"old".*\n.*"new"/);
  },
);

const rootTest = test.runIf(hasPhp && process.getuid?.() === 0);

rootTest(
  "if PHP runs as another user than the author, the data stay inside, and the author can read them",
  async () => {
    site = await startVisitorsSite();
    const visitors = join(site.documentRoot, "visitors");
    for (const folder of [dirname(site.home), site.home, site.documentRoot]) await chmod(folder, 0o755);
    await chmod(visitors, 0o777);
    const code = `$_SERVER['REQUEST_METHOD'] = 'POST'; $_SERVER['DOCUMENT_ROOT'] = '${site.documentRoot}';
    require '${visitors}/counter.php';`;
    const nobody = { uid: 65_534, gid: 65_534, encoding: "utf8" } as const;
    expect(execFileSync(phpProgram, ["-n", "-r", code], nobody)).toMatch(/^101 /);
    expect(execFileSync(phpProgram, ["-n", "-r", code], nobody)).toMatch(/^102 /);
    const folder = await oneFolder();
    expect(dirname(folder)).toBe(visitors);
    expect((await stat(folder)).mode & 0o777).toBe(0o705);
    expect((await stat(join(folder, "counter.php"))).mode & 0o044).toBe(0o044);
  },
);

phpTest("one sender can neither block others nor count as several", async () => {
  site = await startVisitorsSite();
  const token = await earlierToken();
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => {
      const forged = `198.51.100.${index}`;
      const headers = {
        "x-forwarded-for": forged,
        "client-ip": forged,
        "x-real-ip": forged,
        forwarded: `for=${forged}`,
      };
      return site.send({ token, message: `flood ${index}` }, { headers });
    }),
  );
  const taken = answers.filter(({ status }) => status === 200).length;
  await tryAttack("one sender as many", () => taken > 20);
  expect(taken).toBe(20);
  await tryAttack("one sender blocks the others", async () => {
    const other = await site.send({ token, message: "from somebody else" }, { address: "127.0.0.2" });
    return other.status !== 200;
  });
  const pace = await readFile(join(await oneFolder(), "pace.php"), "utf8");
  expect(pace).not.toContain("127.0.0");
});

phpTest("all addresses of one network count as one sender", async () => {
  site = await startVisitorsSite();
  await site.token();
  const addresses = [
    "2001:db8:1:2::1",
    "2001:db8:1:2:ffff:ffff:ffff:ffff",
    "2001:db8:1:3::1",
    "192.0.2.1",
    "::ffff:192.0.2.1",
    "192.0.2.2",
    "nonsense",
  ];
  const list = addresses.map((address) => `'${address}'`).join(",");
  const code = `$_SERVER['REQUEST_METHOD'] = 'GET'; $_SERVER['DOCUMENT_ROOT'] = '${site.documentRoot}';
    require '${site.documentRoot}/visitors/feedback-form.php';
    foreach ([${list}] as $one) { $_SERVER['REMOTE_ADDR'] = $one; echo hitofude_sender($hitofude_key), "\\n"; }`;
  const hashes = execFileSync(phpProgram, ["-n", "-r", code], { encoding: "utf8" }).trim().split("\n");
  const [a, b, c, d, e, f] = hashes;
  expect(hashes.every((hash) => /^[0-9a-f]{16}$/.test(hash))).toBe(true);
  await tryAttack("another address of the same network", () => a !== b);
  expect(d).toBe(e);
  expect(new Set([a, c, d, f]).size).toBe(4);
});

phpTest("a message reaches the author by mail even if the store is full", async () => {
  site = await startVisitorsSite();
  const token = await earlierToken();
  const folder = await oneFolder();
  await writeFile(join(folder, "messages.php"), Buffer.alloc(5_000_000, "x"));
  await tryAttack("a full store", async () => {
    const sent = await site.send({ token, message: "please answer" });
    const letters = await site.mails();
    const [, body = ""] = letters.split(/\r?\n\r?\n/);
    return sent.status !== 200 || !Buffer.from(body, "base64").toString().includes("please answer");
  });
});
