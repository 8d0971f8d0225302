import { createReadStream } from "node:fs";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createMessages } from "#contract/messages.ts";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { PublishPlan, PublishResult } from "#contract/types/publish-run-types.ts";
import { respond } from "#engine/publish/practice/practice-pages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { openBlog, openFiles, post, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
let site = "";
/** A web host, and whether it includes parts at present. */
let host: Server;
let isAble = true;
let port = 0;

const settings = `title: 日々の記
language: ja
timeZone: Asia/Tokyo
theme: hitokoto
sections: { hibi: { title: 日々 } }
notices: [{ text: はじめの知らせ }]
defaultTarget: here
`;

beforeEach(async () => {
  isAble = true;
  host = createServer((request, response) => {
    if (isAble) return void respond(site, request, response);
    response.setHeader("Content-Type", "text/html");
    const file = createReadStream(join(site, decodeURIComponent(request.url ?? "")));
    file.on("error", () => response.writeHead(404).end()).pipe(response);
  });
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  port = (host.address() as AddressInfo).port;
  blog = await openFiles({ "blog.yaml": settings, "posts/hibi/a.md": post("雨", "文") });
  site = join(dirname(blog.folder), "site");
  await mkdir(site, { recursive: true });
  const target = `targets:\n  here: { kind: folder, directory: ${site}, url: "http://127.0.0.1:${port}/" }\n`;
  await writeFile(join(blog.folder, "blog.yaml"), settings + target);
  blog = await blog.reopen();
});
afterEach(async () => {
  await blog.close();
  host.closeAllConnections();
  host.close();
});

/** Publishes, and returns the result with the plan that the author was asked about. */
async function publish(): Promise<{ result: PublishResult; plan: PublishPlan | undefined }> {
  let plan: PublishPlan | undefined;
  const { publishing, events } = blog.service;
  const stop = events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("question" in payload)) return;
      if (payload.question.kind === "plan") plan = payload.question.plan;
      publishing.answer(payload.id, { accept: true, answers: [], remember: false });
    },
  });
  const result = await publishing.run({ review: true, signal: new Cancellation() });
  stop();
  return { result, plan };
}

const page = (): Promise<string> => readFile(join(site, "20240506-0900.html"), "utf8");

/** Copies the blog folder to a computer that knows nothing about the target, as a CI service does, and opens it. */
async function openCheckout(name: string): Promise<void> {
  const copy = join(dirname(blog.folder), name);
  await cp(blog.folder, copy, { recursive: true });
  await blog.service.close();
  blog = await openBlog(copy);
}

/** Returns a page as a reader gets it. If a script inserts the parts, returns the page of parts, too. */
async function readerSees(): Promise<string> {
  const url = new URL("20240506-0900.html", `http://127.0.0.1:${port}/`);
  const html = await (await fetch(url)).text();
  const parts = /<script src="([^"]*)include\.js"/.exec(html)?.[1];
  return parts === undefined ? html : html + (await (await fetch(new URL(`${parts}index.html`, url))).text());
}

const noted = ({ result }: { result: PublishResult }): string[] => result.notes.map(({ code }) => code);

test("the connection test finds out how the host includes parts, and the next publish does it so", async () => {
  await publish();
  expect(await page()).toContain('data-part="header"');
  const reports = await blog.service.targets.test({ name: "here" }, new Cancellation());
  expect(reports.find(({ step }) => step === "parts")).toMatchObject({ values: { include: "ssi" } });
  // The result of the test is stored outside the blog folder, and is still there after a restart
  blog = await blog.reopen();
  expect(blog.service.overview.pending("here").count).toBeGreaterThan(0);
  const second = await publish();
  expect(await page()).toContain('<!--#include virtual="/parts/header.html" -->');
  expect(second.plan?.why).toBe("include");
  expect(noted(second)).toEqual([]);
  const shown = await (await fetch(`http://127.0.0.1:${port}/20240506-0900.html`)).text();
  expect(shown).toContain("はじめの知らせ");
  expect(shown).not.toContain("<!--#");
});

test("a host that does not include parts any more is noticed after a publish, and the next one helps", async () => {
  await blog.service.targets.test({ name: "here" }, new Cancellation());
  expect(noted(await publish())).toEqual([]);
  isAble = false;
  await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", "文", 10));
  blog = await blog.reopen();
  const broken = await publish();
  expect(noted(broken)).toContain("verify.notIncluded");
  expect(broken.plan?.why).toBeUndefined();
  const mended = await publish();
  expect(mended.plan?.why).toBe("include");
  expect(noted(mended)).toEqual([]);
  expect(await page()).toContain('data-part="header"');
});

test("a checkout without knowledge learns from the server that the host has stopped including parts", async () => {
  await blog.service.targets.test({ name: "here" }, new Cancellation());
  await publish();
  expect(await readerSees()).toContain("はじめの知らせ");
  isAble = false;
  expect(await readerSees()).not.toContain("はじめの知らせ");
  await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", "文", 10));
  await openCheckout("first");
  expect(noted(await publish())).toContain("verify.notIncluded");
  await openCheckout("second");
  const mended = await publish();
  expect(noted(mended)).toEqual([]);
  expect(mended.result.uploaded).toBeGreaterThan(0);
  expect(await readerSees()).toContain("はじめの知らせ");
  expect(await readerSees()).not.toContain("<!--#");
  await openCheckout("third");
  const unchanged = await publish();
  expect([unchanged.result.uploaded, unchanged.result.removed, noted(unchanged)]).toEqual([0, 0, []]);
});

test("if the settings name the way to include parts, the note names the setting to change", async () => {
  const file = join(blog.folder, "blog.yaml");
  const auto = await readFile(file, "utf8");
  await writeFile(file, `${auto}parts: { include: ssi }\n`);
  blog = await blog.reopen();
  expect(noted(await publish())).toEqual([]);
  isAble = false;
  for (const count of [1, 2]) {
    await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", `文 ${count}`, 10));
    blog = await blog.reopen();
    const { result } = await publish();
    const [note] = result.notes;
    expect(note).toMatchObject({ code: "verify.notIncluded", values: { setting: "ssi" } });
    expect(await readerSees()).not.toContain("はじめの知らせ");
    for (const t of [createMessages("ja", ja), createMessages("en", en)]) {
      const text = t("publish.note.verify.notIncluded", note?.values);
      expect(text).toContain(t("setting.parts.include"));
      expect(text).toContain(t("setting.parts.include.auto"));
      expect(t("shell.note.verify.notIncluded", note?.values)).toContain("parts.include: auto");
      const other = t("publish.note.verify.notIncluded", { setting: "auto" });
      expect(other).not.toContain(t("setting.parts.include.auto"));
    }
  }
  await writeFile(file, auto);
  await openCheckout("copy");
  expect(noted(await publish())).toEqual([]);
  expect(await readerSees()).toContain("はじめの知らせ");
});

test("a target that was moved to another folder and back is compared with the pages of its own folder", async () => {
  await publish();
  const yaml = await readFile(join(blog.folder, "blog.yaml"), "utf8");
  const [first, second] = [site, join(dirname(blog.folder), "second")];
  await mkdir(second);
  site = second;
  await writeFile(join(blog.folder, "blog.yaml"), yaml.replace(first, second));
  blog = await blog.reopen();
  await blog.service.targets.test({ name: "here" }, new Cancellation());
  expect((await publish()).plan?.why).toBeUndefined();
  expect(await page()).toContain('<!--#include virtual="/parts/header.html" -->');
  site = first;
  await writeFile(join(blog.folder, "blog.yaml"), yaml);
  await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", "文", 10));
  blog = await blog.reopen();
  const back = await publish();
  expect(back.plan?.files.map(({ path }) => path)).toContain("20240506-1000.html");
  expect(back.plan?.why).toBeUndefined();
});

test("a plan says what its files are for, and that a new version of the program makes all pages anew", async () => {
  const first = await publish();
  const count = ({ sorts = [] }: PublishPlan): Record<string, number> =>
    Object.fromEntries(sorts.map(({ sort, count }) => [sort, count]));
  expect(first.plan && count(first.plan)).toMatchObject({ post: 1, part: 2, feed: 4 });
  expect(first.plan?.why).toBeUndefined();
  const record = statePath(blog.folder, "live", "here.json");
  const { made: _made, ...former } = JSON.parse(await readFile(record, "utf8"));
  await writeFile(record, JSON.stringify(former));
  await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", "文", 10));
  blog = await blog.reopen();
  const next = await publish();
  expect(next.plan?.why).toBe("program");
  expect(next.plan && count(next.plan)).toMatchObject({ post: 2, part: 1 });
  await writeFile(join(blog.folder, "posts/hibi/c.md"), post("雪", "文", 11));
  blog = await blog.reopen();
  expect((await publish()).plan?.why).toBeUndefined();
  // Another computer can have made all pages anew before, although this computer's record is older
  const { made: _newer, ...older } = JSON.parse(await readFile(record, "utf8"));
  await writeFile(record, JSON.stringify(older));
  await writeFile(join(blog.folder, "posts/hibi/d.md"), post("霧", "文", 12));
  blog = await blog.reopen();
  const small = await publish();
  expect(small.plan?.files.map(({ path }) => path)).not.toContain("20240506-0900.html");
  expect(small.plan?.why).toBeUndefined();
  // The record of a restored site says how its pages are made
  const { publishing, events } = blog.service;
  const stop = events.forwardTo({
    emit: (name, payload) => {
      if (name !== "publish.question" || !("id" in payload)) return;
      publishing.answer(payload.id, { accept: true, answers: [], remember: false });
    },
  });
  await publishing.undo({ signal: new Cancellation() });
  stop();
  const after = await publish();
  expect(after.plan?.files).not.toEqual([]);
  expect(after.plan?.why).toBeUndefined();
});

test("another computer learns from the server how the host includes parts, and changes no page", async () => {
  await blog.service.targets.test({ name: "here" }, new Cancellation());
  await publish();
  await openCheckout("copy");
  const unchanged = await publish();
  expect([unchanged.result.uploaded, unchanged.result.removed]).toEqual([0, 0]);
  expect(blog.service.overview.pending("here").count).toBe(0);
  await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", "文", 10));
  blog = await blog.reopen();
  expect((await publish()).plan?.why).toBeUndefined();
  for (const name of ["20240506-0900.html", "20240506-1000.html"]) {
    expect(await readFile(join(site, name), "utf8")).toContain('virtual="/parts/header.html"');
  }
});

test("a plan from another computer is made for the include mode that the server records", async () => {
  await blog.service.targets.test({ name: "here" }, new Cancellation());
  await publish();
  await writeFile(join(blog.folder, "posts/hibi/b.md"), post("晴れ", "文", 10));
  await openCheckout("copy");
  const plan = await blog.service.publishing.plan({ signal: new Cancellation() });
  expect(plan.files.map(({ path }) => path)).toContain("20240506-1000.html");
  expect(plan.files.length).toBeLessThan(30);
  expect(plan.why).toBeUndefined();
});
