import http from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { newPost, pasteText, previewArticle, shownText } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { beginComposition } from "#tests/support/program/input-method.ts";
import { expectPublished, publishedSite } from "#tests/support/program/publishing-window.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";

/** A picture of 4 × 4 pixels. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGM4ocEARwzEcQBPKwwBjqrWuQAAAABJRU5ErkJggg==",
  "base64",
);
const head = '<title>Tides</title><meta name="description" content="How the sea moves.">';
const card = `${head}<meta property="og:image" content="/moon.png">`;

/** A proxy that serves pages of other sites. The program reaches it as the system's proxy. */
async function otherSites() {
  const requests: string[] = [];
  const waiting: (() => void)[] = [];
  const server = http.createServer((request, response) => {
    requests.push(request.url ?? "");
    const { pathname } = new URL(request.url ?? "");
    const answer = { "/table": card, "/plain": head, "/slow": card, "/moon.png": png }[pathname];
    const reply = (): unknown => response.writeHead(answer === undefined ? 404 : 200).end(answer);
    if (pathname === "/slow") waiting.push(reply);
    else reply();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    /** Number of requests for the page `/slow` that wait for their answer. */
    waiting: (): number => waiting.length,
    /** Answers the requests for the page `/slow`. */
    answer: (): void => {
      for (const reply of waiting.splice(0)) reply();
    },
    [Symbol.asyncDispose]: () => new Promise<void>((end) => server.close(() => end())),
  };
}

test("a pasted address becomes a card after one question, and readers get the card from the blog alone", async ({
  setDesk,
  startProgram,
}) => {
  await using sites = await otherSites();
  const { page, app } = await startProgram(await setDesk({ preferences: { language: "en" } }));
  await app.evaluate(({ session }, port) => {
    const web = session.fromPartition("web", { cache: false });
    web.resolveProxy = async () => `PROXY 127.0.0.1:${port}`;
  }, sites.port);
  await newPost(page, "Links");
  await page.keyboard.insertText("Before");
  await page.keyboard.press("Enter");
  await pasteText(page, "http://tides.example/table");
  // Nothing is fetched before the author agrees.
  const question = page.locator(".notice", { hasText: "Show the page at tides.example as a card?" });
  await expect(question).toBeVisible();
  expect(sites.requests).toEqual([]);
  await question.getByRole("button", { name: "Make cards in this blog" }).click();
  await expect
    .poll(() => shownText(page))
    .toMatch(
      /^Before \[!\[\]\(\S+\.png\) \*\*Tides\*\* How the sea moves\.\]\(http:\/\/tides\.example\/table\)$/,
    );
  await expect(page.locator(".notice", { hasText: "tides.example" })).toHaveCount(0);
  const shown = previewArticle(page).locator(".link-card a");
  await expect(shown).toContainText("Tides How the sea moves.");
  await expect(shown.locator("img")).toHaveJSProperty("naturalWidth", 4);
  // For the second address, the program does not ask. A page without a picture becomes a link with the title.
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await pasteText(page, "http://tides.example/plain");
  await expect.poll(() => shownText(page)).toContain("[Tides](http://tides.example/plain)");
  // A command makes the card as one step that can be undone. The address of a missing page stays an address.
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => shownText(page)).toMatch(/ http:\/\/tides\.example\/plain$/);
  await runFromPalette(page, "Show the address as a card");
  await expect.poll(() => shownText(page)).toContain("[Tides](http://tides.example/plain)");
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await pasteText(page, "http://tides.example/gone");
  await expect(page.locator(".notice-error")).toContainText("The page at tides.example could not be read.");
  await expect.poll(() => shownText(page)).toMatch(/ http:\/\/tides\.example\/gone$/);

  // A card that arrives while an input method composes in the text waits for the end of the composition.
  const pasteSlow = async (): Promise<void> => {
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await pasteText(page, "http://tides.example/slow");
    await expect.poll(sites.waiting).toBe(1);
  };
  /** Answers the waiting request. Returns when the window has received the card. */
  const answerSlow = async (): Promise<void> => {
    const pictures = sites.requests.filter((url) => url.endsWith(".png")).length;
    sites.answer();
    await expect
      .poll(() => sites.requests.filter((url) => url.endsWith(".png")).length)
      .toBeGreaterThan(pictures);
  };
  await pasteSlow();
  await page.keyboard.press("Enter");
  const inText = await beginComposition(page);
  await inText.show("あ");
  await answerSlow();
  // The composition goes on, and its text is replaced as a whole.
  for (const reading of ["あめ", "あめの", "あめのひ", "雨の日"]) {
    await inText.show(reading);
    await expect.poll(() => shownText(page)).toMatch(new RegExp(`http://tides\\.example/slow ${reading}$`));
  }
  await inText.commit("雨の日");
  await expect.poll(() => shownText(page)).toMatch(/\]\(http:\/\/tides\.example\/slow\) 雨の日$/);
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);

  // A card that arrives during a composition in the title changes neither the composition nor the focus.
  await pasteSlow();
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await title.press("ControlOrMeta+End");
  const inTitle = await beginComposition(page);
  await inTitle.show("うみ");
  await answerSlow();
  await expect
    .poll(() => shownText(page))
    .toMatch(/\]\(http:\/\/tides\.example\/slow\) 雨の日 .*\]\(http:\/\/tides\.example\/slow\)$/);
  await expect(title).toBeFocused();
  await expect(title).toHaveValue("Linksうみ");
  await inTitle.show("海");
  await inTitle.commit("海");
  await expect(title).toHaveValue("Links海");
  await title.fill("Links");

  await runFromPalette(page, "Publish this post");
  await expectPublished(page);
  const site = await publishedSite(page, app);
  const requested = sites.requests.length;
  const front = await (await fetch(site)).text();
  const address = /href="([^"]+)">Links</.exec(front)?.[1] ?? "no link to the post";
  const html = await (await fetch(new URL(address, site))).text();
  const [, picture = "no card"] =
    /<p class="link-card"><a href="http:\/\/tides\.example\/table"><img src="([^"]+)"/.exec(html) ?? [];
  expect((await fetch(new URL(picture, new URL(address, site)))).status).toBe(200);
  expect(sites.requests).toHaveLength(requested);
});
