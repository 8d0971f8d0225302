import { execFileSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hasApache, startApache } from "#tests/support/servers/apache-server.ts";
import { readTree } from "#tests/support/publish/built-site.ts";
import { hasPhp, phpProgram, type PhpServer, startPhp } from "#tests/support/servers/php-server.ts";
import { tokenOfAge } from "#tests/support/blogs/visitors-site.ts";
import { openFiles, post, type TestBlog } from "./open-service.ts";

const phpTest = test.runIf(hasPhp);
let blog: TestBlog;
let php: PhpServer;
let site = "";
let mails = "";

/**
 * A time zone in which it is about noon, so that no day begins during a test.
 * `Etc/GMT-9` is nine hours ahead of UTC.
 */
const hoursAhead = 12 - new Date().getUTCHours();
const timeZone = `Etc/GMT${hoursAhead > 0 ? "-" : "+"}${Math.abs(hoursAhead)}`;

const settings = (more = ""): string => `title: 雨音 'の' <?php echo 1; ?> \\
language: ja
timeZone: ${timeZone}
theme: hitokoto
footer: ["<?php echo 'foreign'; ?>"]
sections: { hibi: { title: 日々 } }
parts: { include: none }
counter: { live: true, total: 4126, today: 5, yesterday: 18 }
feedback: { to: author@example.com }
${more}`;

async function openAt(yaml: string): Promise<void> {
  blog = await openFiles({ "blog.yaml": yaml, "posts/hibi/a.md": post("雨", "文") });
  site = join(dirname(blog.folder), "site");
  mails = join(dirname(blog.folder), "mails");
  await mkdir(site, { recursive: true });
  const file = join(blog.folder, "blog.yaml");
  const target = `targets:\n  here: { kind: folder, directory: ${site}, url: "http://127.0.0.1/" }\ndefaultTarget: here\n`;
  await writeFile(file, (await readFile(file, "utf8")) + target);
  blog = await blog.reopen();
  await publish();
}

/** Publishes, and accepts the first plan. */
async function publish(): Promise<void> {
  const stop = blog.service.events.forwardTo({
    emit: (name, payload) => {
      if (name === "publish.question" && "id" in payload) {
        blog.service.publishing.answer(Number(payload.id), { accept: true, answers: [], remember: false });
      }
    },
  });
  await blog.publish();
  stop();
}

/** Starts PHP with a mail program that writes letters into a file. */
async function serve(workers: number): Promise<void> {
  const mailer = join(dirname(blog.folder), "mailer.sh");
  await writeFile(mailer, `#!/bin/sh\ncat >> ${mails}\n`);
  await chmod(mailer, 0o755);
  php = await startPhp(site, { workers, settings: [`sendmail_path=${mailer}`] });
}

beforeEach(async () => {
  if (!hasPhp) return;
  await openAt(settings());
  await serve(8);
});
afterEach(async () => {
  await php?.stop();
  await blog?.close();
});

/** Makes the folder beside the site a web folder, in which no data may be stored. */
const keepInside = (): Promise<void> => writeFile(join(dirname(site), "index.html"), "");

/** Returns the data folder: beside the site, or inside it if data may not be beside it. */
const dataFolder = async (): Promise<string> => {
  const [beside] = (await readdir(dirname(site))).filter((entry) => entry.startsWith(".hitofude-visitors-"));
  if (beside !== undefined) return join(dirname(site), beside);
  const [inside] = (await readdir(join(site, "visitors"))).filter((entry) => entry.startsWith("data-"));
  return join(site, "visitors", inside ?? "");
};
const count = async (init?: RequestInit): Promise<string> =>
  (await fetch(`${php.url}visitors/counter.php`, init)).text();

phpTest("simultaneous visits are all counted, beginning with the numbers in the settings", async () => {
  const hits = 400;
  const answers = await Promise.all(Array.from({ length: hits }, () => count({ method: "POST" })));
  expect(new Set(answers).size).toBe(hits);
  expect(await count({ headers: { "user-agent": "Examplebot/1.0" } })).toBe(
    `${4126 + hits} (+0${5 + hits})[+0018]`,
  );
  await fetch(`${php.url}visitors/counter.php`, { method: "HEAD" });
  const image = await fetch(`${php.url}visitors/counter.php?image`);
  expect(image.headers.get("content-type")).toContain("image/svg+xml");
  expect(await image.text()).toContain(`${4127 + hits} (+0${6 + hits})[+0018]</text>`);
});

phpTest("the numbers survive publishes, switching the counter off, and a damaged record", async () => {
  await count();
  const before = await readTree(await dataFolder());
  expect(Object.keys(before)).toHaveLength(3);
  await blog.write("posts/hibi/b.md", post("晴れ", "文", 10));
  blog = await blog.reopen();
  await publish();
  expect(await readTree(await dataFolder())).toEqual(before);
  expect(await count()).toMatch(/^4128 /);

  // When counter and form are switched off, their programs are removed and their data stay.
  const file = join(blog.folder, "blog.yaml");
  const yaml = await readFile(file, "utf8");
  await writeFile(file, yaml.replace("live: true, ", "").replace(/^feedback.*\n/m, ""));
  blog = await blog.reopen();
  await publish();
  expect(await readdir(site)).not.toContain("visitors");
  await writeFile(file, yaml);
  blog = await blog.reopen();
  await publish();
  expect(await count()).toMatch(/^4129 /);

  const record = join(await dataFolder(), "counter.php");
  const yesterday = new Date(Date.now() + (hoursAhead - 24) * 3_600_000).toISOString().slice(0, 10);
  await writeFile(record, (await readFile(record, "utf8")).replace(/"day":"[^"]+"/, `"day":"${yesterday}"`));
  expect(await count()).toBe("4130 (+0001)[+0008]");
  await writeFile(record, "<?php torn");
  // The number at the beginning of the day plus this visit.
  expect(await count()).toBe("4130 (+0001)[+0008]");
});

phpTest("PHP's guard alone hides the stored data from readers", async () => {
  await keepInside();
  await count();
  const folder = await dataFolder();
  expect((await stat(folder)).mode & 0o022).toBe(0);
  const path = folder.slice(site.length + 1);
  for (const name of ["counter.php", "index.php", ""]) {
    const answer = await fetch(`${php.url}${path}/${name}`);
    expect([name, answer.status, (await answer.text()).includes("4127")]).toEqual([name, 404, false]);
  }
  expect(await (await fetch(`${php.url}visitors/config.php`)).text()).toBe("");
  expect((await fetch(`${php.url}visitors/common.php`)).status).toBe(404);
});

test.runIf(hasPhp && hasApache)("Apache without PHP hides the stored data from readers", async () => {
  await keepInside();
  await count();
  const folder = await dataFolder();
  const apache = await startApache();
  try {
    const copy = join(apache.documentRoot, "data");
    await mkdir(copy);
    for (const name of await readdir(folder))
      await writeFile(join(copy, name), await readFile(join(folder, name)));
    expect((await fetch(`${apache.url}data/counter.php`)).status).toBe(403);
  } finally {
    await apache.stop();
  }
});

phpTest("pages have the counter and a link to the form; the preview has neither program", async () => {
  const page = await readFile(join(site, "20240506-0900.html"), "utf8");
  expect(page).toContain(
    '<script src="visitors/counter.js" async></script><noscript><img src="visitors/counter.php?image"',
  );
  expect(page).toContain('<a href="feedback.php">ご感想</a>');
  const { body } = await blog.service.preview.respond("20240506-0900.html", null);
  const preview = Buffer.from(body).toString();
  expect(preview).toContain('<span class="counter">4126 (+0005)[+0018]</span>');
  expect(preview).not.toContain("counter.js");
  const form = await fetch(`${php.url}feedback.php`);
  const html = await form.text();
  expect(form.status).toBe(200);
  expect(html).toContain('<form class="feedback" method="post"');
  // Text of the settings is not executed.
  expect(html).toContain("&lt;?php echo");
  expect(html).not.toContain("Warning");
});

/** Sends the form as a browser does that opened it this many seconds ago. */
async function send(fields: Record<string, string>, age = 60): Promise<Response> {
  await fetch(`${php.url}feedback.php`);
  const token = await tokenOfAge(await dataFolder(), age);
  return fetch(`${php.url}feedback.php`, { method: "POST", body: new URLSearchParams({ token, ...fields }) });
}
const kept = async (): Promise<string> =>
  readFile(join(await dataFolder(), "messages.php"), "utf8").catch(() => "");

phpTest(
  "simultaneous first visitors all get a form, and so do visitors after its key was damaged",
  async () => {
    const tokens = async (): Promise<(string | undefined)[]> =>
      Promise.all(
        Array.from({ length: 40 }, async () => {
          const html = await (await fetch(`${php.url}feedback.php`)).text();
          return /name="token" value="\d+-(\w+)"/.exec(html)?.[1];
        }),
      );
    const first = await tokens();
    expect(first).not.toContain(undefined);
    const key = await readFile(join(await dataFolder(), "key.php"), "utf8");
    await writeFile(join(await dataFolder(), "key.php"), "");
    expect(await tokens()).not.toContain(undefined);
    expect((await readFile(join(await dataFolder(), "key.php"), "utf8")).length).toBe(key.length);
  },
);

phpTest("a message is stored and mailed, and cannot inject mail headers", async () => {
  await keepInside();
  const sent = await send({
    name: "花\r\nBcc: all@example.com",
    email: "hana@example.com",
    message: "読みました。<b>\n二行目",
  });
  expect(sent.status).toBe(200);
  expect(await sent.text()).toContain("ありがとうございます。届きました。");
  expect(await kept()).toContain('"message":"読みました。\\u003Cb\\u003E\\n二行目"');
  const mail = await readFile(mails, "utf8");
  const [head = "", body = ""] = mail.split(/\r?\n\r?\n/);
  expect(head).toContain("Reply-To: <hana@example.com>");
  expect(head).not.toMatch(/^Bcc/im);
  expect(Buffer.from(body, "base64").toString()).toContain("読みました。");
  const page = await fetch(`${php.url}${(await dataFolder()).slice(site.length + 1)}/messages.php`);
  expect([page.status, await page.text()]).toEqual([404, ""]);
});

phpTest(
  "messages from programs are rejected: too early, without our form, in the trap field, too long, too many links",
  async () => {
    const forged = `${Math.floor(Date.now() / 1000) - 10}-${"0".repeat(64)}`;
    const refusals: [fields: Record<string, string>, say: string][] = [
      [{ message: "偽物", token: forged }, "少し待ってから"],
      [{ message: "" }, "本文を入れて"],
      [{ message: "あ".repeat(5001) }, "長すぎて"],
      [{ message: "a", email: "x@example.com\r\nBcc: y@example.com" }, "つづりを確かめて"],
      [{ message: "http://a http://b http://c http://d" }, "リンクが多すぎて"],
    ];
    // A form that is still to be opened is too early, however long this computer takes
    const early = await send({ message: "早い" }, -3600);
    expect([early.status, (await early.text()).includes("少し待ってから")]).toEqual([422, true]);
    await Promise.all(
      refusals.map(async ([fields, say]) => {
        const answer = await send(fields);
        expect([say, answer.status]).toEqual([say, 422]);
        expect(await answer.text()).toContain(say);
      }),
    );
    const trapped = await send({ message: "買って", website: "http://x" });
    expect(await trapped.text()).toContain("届きました");
    expect(await kept()).toBe("");
  },
);

phpTest(
  "the served form has a token that is accepted from the third second to the end of a day",
  async () => {
    const served = /name="token" value="((\d+)-\w+)"/.exec(
      await (await fetch(`${php.url}feedback.php`)).text(),
    );
    const age = Math.floor(Date.now() / 1000) - Number(served?.[2]);
    expect(age).toBeGreaterThanOrEqual(0);
    const ages = [0, 2, 3, 86_400, 86_401];
    // PHP checks all ages within one second of its clock
    const code = `$_SERVER['REQUEST_METHOD'] = 'GET'; $_SERVER['DOCUMENT_ROOT'] = '${site}';
    require '${site}/visitors/feedback-form.php';
    echo hash_equals(hitofude_token($hitofude_key, ${served?.[2]}), '${served?.[1]}') ? 'ours' : 'theirs';
    do {
      $now = time();
      $fine = array_map(fn($age) => hitofude_token_is_fine($hitofude_key, hitofude_token($hitofude_key, $now - $age)), [${ages}]);
    } while (time() !== $now);
    echo json_encode($fine);`;
    const said = execFileSync(phpProgram, ["-n", "-r", code], { encoding: "utf8" });
    expect(said.trim()).toBe("ours[false,false,true,true,false]");
  },
);

phpTest("at most twenty messages per hour from one sender are accepted, also simultaneous ones", async () => {
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => send({ message: `${index} 通目` })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect((await kept()).split("\n").filter((line) => line.startsWith("{"))).toHaveLength(20);
});
