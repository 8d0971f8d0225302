import { afterAll, beforeAll, expect, test } from "vitest";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { articleOf, blocksOf, pageWithoutArticle, PreviewBrowser } from "./support/preview-browser.ts";

/** The page's script in a real browser, from receiving its port to the pixels. */
let browser: PreviewBrowser;
beforeAll(async () => {
  browser = await PreviewBrowser.open();
});
afterAll(() => browser.close());

const paragraphs = (count: number, height = 100): string[] =>
  Array.from(
    { length: count },
    (_, i) => `<p id="p${i}" style="block-size:${height}px;margin:0">段落${i}</p>\n`,
  );

test("content from the server is adopted without creating any node again", async () => {
  const page = await browser.load(articleOf(blocksOf("<p>一</p>\n", "<p>二</p>\n")));
  const first = await page.evaluateHandle(() => document.querySelector(".e-content p"));
  await browser.patch(blocksOf("<p>一</p>\n", "<p>二</p>\n"));
  await browser.patch(blocksOf("<p>一</p>\n", "<p>二</p>\n", "<p>三</p>\n"));
  expect(await page.evaluate((node) => node === document.querySelector(".e-content p"), first)).toBe(true);
  expect(await page.locator(".e-content").innerHTML()).toBe(
    '<p data-line="0">一</p>\n<p data-line="2">二</p>\n<p data-line="4">三</p>\n',
  );
});

test("an article that differs from the server's is corrected", async () => {
  const page = await browser.load("<p>古い</p>");
  await browser.patch(blocksOf("<p>新しい</p>\n"));
  expect(await page.locator(".e-content").innerHTML()).toBe('<p data-line="0">新しい</p>\n');
});

test("a link that readers do not get looks like words, says so, and is opened like any link", async () => {
  const style = "<style>.e-content a, .e-content a:hover { color: red; font-weight: 700 }</style>";
  const page = await browser.load(style);
  await browser.patch(
    blocksOf(
      `${style}<p>これは<a data-waiting="" href="draft.html">下書き</a>と<a href="b.html">次</a>です。</p>\n`,
    ),
  );
  await browser.window.evaluate(() =>
    globalThis.preview.send({ type: "words", waiting: "まだ公開していません" }),
  );
  const link = page.getByText("下書き");
  await link.hover();
  await expect.poll(() => link.getAttribute("title")).toBe("まだ公開していません");
  const look = (element: Element): string[] => {
    const { color, fontWeight, textDecorationStyle } = getComputedStyle(element);
    return [color, fontWeight, textDecorationStyle];
  };
  expect(await link.evaluate(look)).toEqual(["rgb(0, 0, 0)", "400", "dotted"]);
  const other = page.getByText("次", { exact: true });
  await other.hover();
  expect(await other.evaluate(look)).toEqual(["rgb(255, 0, 0)", "700", "solid"]);
  expect(await other.getAttribute("title")).toBeNull();
  const opened = await browser.messageAfter("link", () => link.click({ modifiers: ["ControlOrMeta"] }));
  expect(opened.url).toMatch(/\/draft\.html$/);
});

test("blocks around a change keep their nodes", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf("<p>一</p>\n", "<ul><li data-line='2'>い</li></ul>\n"));
  const list = await page.evaluateHandle(() => document.querySelector("ul"));
  await browser.patch(blocksOf("<p>一</p>\n", "<p>間</p>\n", "<ul><li data-line='2'>い</li></ul>\n"));
  expect(await page.evaluate((node) => node === document.querySelector("ul"), list)).toBe(true);
  await browser.patch(blocksOf("<ul><li data-line='2'>い</li></ul>\n"));
  expect(await page.evaluate((node) => node === document.querySelector("ul"), list)).toBe(true);
  expect(await page.locator(".e-content").textContent()).toBe("い\n");
});

test("blocks that moved have their new lines, and so do the items inside them", async () => {
  const page = await browser.load("");
  const list = (line: number): PreviewBlock => ({
    key: "list",
    html: `<ul data-line="${line}"><li data-line="${line}">い</li><li data-line="${line + 1}">ろ</li></ul>\n`,
    startLine: line,
    endLine: line + 2,
  });
  await browser.patch([list(0)]);
  await browser.patch([...blocksOf("<p>一</p>\n", "<p>二</p>\n"), list(4)], 6);
  const box = await page.locator("li").nth(1).boundingBox();
  if (!box) throw new Error("no item");
  const click = await browser.messageAfter("clicked", () =>
    browser.window.mouse.click(box.x + 10, box.y + 2),
  );
  expect(Math.floor(click.line)).toBe(5);
});

test("an opened details element stays open while the text in and around it changes", async () => {
  const page = await browser.load("");
  const details = (text: string): string => `<details><summary>続き</summary><p>${text}</p></details>\n`;
  await browser.patch(blocksOf("<p>前</p>\n", details("中身")));
  await page.evaluate(() => document.querySelector("details")?.setAttribute("open", ""));
  await browser.patch(blocksOf("<p>前</p>\n", details("中身が変わる")));
  await browser.patch(blocksOf("<p>前も変わる</p>\n", details("中身が変わる")));
  expect(await page.evaluate(() => document.querySelector("details")?.open)).toBe(true);
  expect(await page.locator("details p").textContent()).toBe("中身が変わる");
});

test("a selection beside a change stays, even within the changed paragraph", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf("<p>これは選ばれた言葉です。</p>\n"));
  await page.evaluate(() => {
    const text = document.querySelector(".e-content p")?.firstChild;
    if (text) getSelection()?.setBaseAndExtent(text, 3, text, 6);
  });
  await browser.patch(blocksOf("<p>これは選ばれた言葉です。そして続く。</p>\n"));
  expect(await page.evaluate(() => getSelection()?.toString())).toBe("選ばれ");
});

test("media outside a change stay the same element", async () => {
  const page = await browser.load("");
  const figure = (text: string): string =>
    `<figure><audio controls></audio><figcaption>${text}</figcaption></figure>\n`;
  await browser.patch(blocksOf(figure("音")));
  const audio = await page.evaluateHandle(() => document.querySelector("audio"));
  await browser.patch(blocksOf(figure("音が変わる")));
  expect(await page.evaluate((node) => node === document.querySelector("audio"), audio)).toBe(true);
});

test("visible text does not move by a pixel when something above it changes", async () => {
  const page = await browser.load("");
  const all = paragraphs(30);
  await browser.patch(blocksOf(...all));
  await page.evaluate(() => window.scrollTo(0, 1234));
  const top = () => page.evaluate(() => document.querySelector("#p20")?.getBoundingClientRect().top);
  const frames = () =>
    page.evaluate(
      () => new Promise<void>((r) => requestAnimationFrame(() => requestAnimationFrame(() => r()))),
    );
  await frames();
  const before = await top();
  await browser.patch(blocksOf("<p style='block-size:333px'>新</p>\n", ...all));
  expect(await top()).toBe(before);
  await frames();
  expect(await top()).toBe(before);
  await browser.patch(blocksOf(...all.slice(3)));
  await frames();
  expect(await top()).toBe(before);
});

test("at the very top, the top stays visible", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf(...paragraphs(30)));
  await browser.patch(blocksOf("<p style='block-size:300px'>新</p>\n", ...paragraphs(30)));
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
});

test("the page scrolls to both ends of the text and to positions inside long paragraphs", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf(...paragraphs(40)), 80);
  const scrollTo = async (line: number): Promise<number> => {
    await browser.window.evaluate((to) => globalThis.preview.send({ type: "scroll", line: to }), line);
    await browser.window.waitForFunction(
      (to) =>
        globalThis.preview.received.some((message) => message.type === "position" && message.line === to),
      line,
    );
    return page.evaluate(() => window.scrollY);
  };
  expect(await scrollTo(0)).toBe(0);
  const middle = await scrollTo(40);
  expect(await scrollTo(40.5)).toBeGreaterThan(middle + 5);
  await scrollTo(80);
  const last = await page.locator("#p39").evaluate((element) => element.getBoundingClientRect().bottom);
  expect(last).toBeGreaterThan(400);
  expect(last).toBeLessThanOrEqual(500);
});

test("a page reports its scrolling only after the author has used it", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf(...paragraphs(40)), 80);
  const received = () =>
    browser.window.evaluate(() => globalThis.preview.received.splice(0).map(({ type }) => type));
  const frames = () =>
    page.evaluate(
      () => new Promise<void>((r) => requestAnimationFrame(() => requestAnimationFrame(() => r()))),
    );
  await received();
  await browser.window.evaluate(() => globalThis.preview.send({ type: "scroll", line: 40 }));
  await frames();
  const types = await received();
  expect(types).not.toContain("scrolled");
  expect(types).not.toContain("touched");
  await browser.window.mouse.move(200, 200);
  await browser.window.mouse.wheel(0, 300);
  await expect.poll(received).toContain("scrolled");
});

test("dragging selects words and is no click", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf("<p>ひねもすのたり</p>\n", "<p><a href='end.html'>終</a></p>\n"), 3);
  const box = await page.locator("p").first().boundingBox();
  if (!box) throw new Error("no paragraph");
  const { mouse } = browser.window;
  await browser.messageAfter("link", async () => {
    await mouse.move(box.x + 5, box.y + box.height / 2);
    await mouse.down();
    await mouse.move(box.x + 60, box.y + box.height / 2, { steps: 3 });
    await mouse.up();
    await page.locator("a").click({ modifiers: ["ControlOrMeta"] });
  });
  const received = await browser.window.evaluate(() => globalThis.preview.received.map(({ type }) => type));
  expect(received).not.toContain("clicked");
});

test("a click on a link is reported and never followed", async () => {
  const page = await browser.load("");
  await browser.patch(blocksOf('<p><a href="other.html">次</a></p>\n'));
  const link = await browser.messageAfter("link", () =>
    page.locator("a").click({ modifiers: ["ControlOrMeta"] }),
  );
  expect(link.url).toMatch(/\/other\.html$/);
  expect(page.url()).toMatch(/\/post\.html$/);
});

test("no content from an author runs", async () => {
  const page = await browser.load("");
  const attacks = [
    "<script>window.fired = 1</script>\n",
    '<img src="data:," onerror="window.fired = 2">\n',
    '<a id="js" href="javascript:void(window.fired = 3)">x</a>\n',
    '<svg onload="window.fired = 4"></svg>\n',
    '<iframe srcdoc="<script>parent.fired = 5</script>"></iframe>\n',
  ];
  await browser.patch(blocksOf(...attacks));
  await page.locator("#js").click();
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  expect(await page.evaluate(() => "fired" in window)).toBe(false);
});

test("keys with a modifier and function keys are reported, typed letters are not", async () => {
  const page = await browser.load(articleOf(blocksOf("<p>一</p>\n")));
  await browser.patch(blocksOf("<p>一</p>\n"));
  await page.locator("p").click();
  const pressed = await browser.messageAfter("key", async () => {
    await browser.window.keyboard.press("k");
    await browser.window.keyboard.press("F6");
  });
  expect(pressed.press).toMatchObject({ key: "F6", ctrlKey: false });
  const chord = await browser.messageAfter("key", () => browser.window.keyboard.press("Control+k"));
  expect(chord.press).toMatchObject({ code: "KeyK", ctrlKey: true, shiftKey: false });
});

test("the page's position is reported once, not at each key press", async () => {
  await browser.load("");
  const stands = (): Promise<number[]> =>
    browser.window.evaluate(() =>
      globalThis.preview.received.flatMap((received) =>
        received.type === "position" ? [received.line] : [],
      ),
    );
  const line = (await browser.messageAfter("position", () => browser.patch(blocksOf(...paragraphs(20)))))
    .line;
  for (const words of ["一", "二", "三"]) {
    await browser.patch(blocksOf(...paragraphs(19), `<p>${words}</p>\n`));
    await browser.window.waitForTimeout(100);
  }
  expect(await stands()).toEqual([line]);
  // Every request for a position gets an answer.
  for (const _ of [1, 2]) {
    await browser.messageAfter("position", () =>
      browser.window.evaluate(() => globalThis.preview.send({ type: "scroll", line: 8 })),
    );
  }
});

test("a page without an article reports links, and keys including those before it had a port", async () => {
  const { page, answer } = await browser.loadUnanswered();
  const key = await browser.messageAfter("key", async () => {
    await page.locator("body").dispatchEvent("keydown", { key: "F6", code: "F6", bubbles: true });
    // The page does not report this key, because it is the page's own.
    await page.locator("body").dispatchEvent("keydown", { key: "a", code: "KeyA", bubbles: true });
    await answer();
  });
  expect(key.press.key).toBe("F6");
  const stepBack = await browser.messageAfter("key", () =>
    page.locator("body").dispatchEvent("keydown", { key: "Escape", code: "Escape", bubbles: true }),
  );
  expect(stepBack.press.key).toBe("Escape");
  const link = await browser.messageAfter("link", () => page.getByRole("link", { name: "雨" }).click());
  expect(link.url).toBe("https://example.com/rain");
  await page.getByRole("link", { name: "下" }).click();
  expect(page.url()).toMatch(/#down$/);
  expect(await browser.window.evaluate(() => globalThis.preview.received.map(({ type }) => type))).toEqual([
    "link",
  ]);
});

test("a page without an article becomes a newer state of it without being loaded again", async () => {
  const { page, answer } = await browser.loadUnanswered();
  await answer();
  const kept = await page.evaluateHandle(() => document.querySelector("#down"));
  const newer = pageWithoutArticle
    .replace('<html lang="ja">', '<html lang="ja" class="vertical">')
    .replace("前", "後")
    .replace("/red.css", "/blue.css")
    .replace(">雨<", ">雪<");
  expect(await browser.update(newer)).toBe("updated");
  const now = await page.evaluate(
    (node) => ({
      isKept: node === document.querySelector("#down"),
      colour: node && getComputedStyle(node).color,
      title: document.title,
      name: document.documentElement.className,
      links: Array.from(document.links, ({ textContent }) => textContent),
      sheets: document.styleSheets.length,
    }),
    kept,
  );
  expect(now).toEqual({
    isKept: true,
    colour: "rgb(0, 0, 255)",
    title: "後",
    name: "vertical",
    links: ["雪", "下"],
    sheets: 1,
  });

  const other = newer
    .replace("</head>", '<link rel="stylesheet" href="/green.css"></head>')
    .replace("雪", "雹");
  expect(await browser.update(other)).toBe("outdated");
  expect(await page.locator("a").first().textContent()).toBe("雪");
});
