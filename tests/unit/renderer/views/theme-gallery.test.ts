import type { Server } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CallName } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { editedBlog } from "../state/blog-settings/edited-blog.ts";
import { launchBrowser, serveWindow } from "../support/real-browser.ts";

/** The gallery of themes with the real engine, in a real browser. */
let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  ({ server, origin } = await serveWindow("tests/unit/renderer/views/theme-gallery-window.tsx"));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  server.close();
});

/** Returns the text that describes the gallery, after its first picture has begun to load. */
async function described(page: Page): Promise<string> {
  await page.goto(origin);
  await page.locator("iframe").first().waitFor({ state: "attached" });
  return page.getByRole("radiogroup").evaluate((group) =>
    (group.getAttribute("aria-describedby") ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(""),
  );
}

test("themes with the same title show the names of their folders, too", async () => {
  const twin = { "theme.yaml": "title: { en: Paper }\n", "templates/post.liquid": "{{ post.title }}" };
  const files = Object.entries(twin).flatMap(([path, text]) => [
    [`themes/paper-1/${path}`, text],
    [`themes/paper-2/${path}`, text],
  ]);
  const { blog, engine } = await editedBlog("title: Rain\n", Object.fromEntries(files));
  const page = await browser.newPage({ locale: "en-US" });
  await page.exposeFunction("callEngine", (name: CallName<EngineContract>, input: never) =>
    engine.client.call(name, input),
  );
  await page.goto(origin);
  await page.getByRole("radio").first().waitFor();
  const names = await page.locator(".theme-name").allTextContents();
  expect(names.filter((name) => name.startsWith("Paper"))).toEqual(["Paper (paper-1)", "Paper (paper-2)"]);
  expect(names).toContain("Fude");
  await page.close();
  await blog.close();
});

test("the gallery says in the author's language that it shows sample posts, until a post is published", async () => {
  const draft = "---\ntitle: 雨\ndate: 2024-05-06 09:00:00\nstatus: draft\n---\n\nまだ。\n";
  const { blog, engine } = await editedBlog("title: 雨音\nsections:\n  hibi:\n    title: 日々\n", {
    "posts/hibi/rain.md": draft,
  });
  const windowIn = async (locale: string): Promise<Page> => {
    const page = await browser.newPage({ locale });
    await page.exposeFunction("callEngine", (name: CallName<EngineContract>, input: never) =>
      engine.client.call(name, input),
    );
    return page;
  };
  const [english, japanese] = [await windowIn("en-US"), await windowIn("ja-JP")];
  expect(await described(english)).toBe(en["blogSettings.look.samples"]);
  expect(await described(japanese)).toBe(ja["blogSettings.look.samples"]);
  await blog.service.posts.setStatus("posts/hibi/rain.md", "ready");
  expect(await described(english)).toBe("");
  await english.close();
  await japanese.close();
  await blog.close();
});

test("a field of the settings is rendered again only when values change, not with a new preview page", async () => {
  const { blog, engine } = await editedBlog("title: Rain\n");
  const page = await browser.newPage({ locale: "en-US" });
  await page.exposeFunction("callEngine", (name: CallName<EngineContract>, input: never) =>
    engine.client.call(name, input),
  );
  await page.goto(origin);
  await page.getByRole("radio").first().waitFor();
  const version = () => page.evaluate(() => settingsDraft.store.getState().page?.version ?? 0);
  const before = await version();
  await page.evaluate(() => settingsDraft.showPage("post"));
  await expect.poll(version).toBeGreaterThan(before);
  expect(await page.evaluate(() => renderedTitles)).toEqual(["Rain"]);
  const shown = await version();
  await page.evaluate(() => settingsDraft.change({ title: "Snow" }, "title"));
  await expect.poll(version).toBeGreaterThan(shown);
  expect(await page.evaluate(() => renderedTitles)).toEqual(["Rain", "Snow"]);
  await page.close();
  await blog.close();
});
