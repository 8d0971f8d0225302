import { readFile } from "node:fs/promises";
import type { Server } from "node:http";
import type { Browser, CDPSession, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { bundle, launchBrowser, serve } from "../support/real-browser.ts";

/** As `appPolicy` of the main process: no eval, no blob workers, trusted types. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; require-trusted-types-for 'script'";

let server: Server;
let browser: Browser;
let page: Page;
let ime: CDPSession;
const complaints: string[] = [];

beforeAll(async () => {
  const [{ script, styles }, tokens] = await Promise.all([
    bundle("tests/unit/renderer/editor/support/editor-window.ts"),
    readFile(new URL("../../../../renderer/styles/tokens.css", import.meta.url), "utf8"),
  ]);
  const served = await serve(policy, (path) => {
    if (path === "/editor.js") return { type: "text/javascript", body: script };
    const html = `<!doctype html><style>${tokens}${styles}</style><body><script src="/editor.js"></script>`;
    return { type: "text/html", body: html };
  });
  server = served.server;
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
  });
  await page.goto(served.origin);
  ime = await page.context().newCDPSession(page);
}, 60_000);

afterAll(async () => {
  await browser.close();
  server.close();
});

let posts = 0;
/** Opens a post that has not been open before. */
async function open(text: string): Promise<string> {
  const path = `post${++posts}`;
  await page.evaluate(([name, body]) => globalThis.editorWindow.show(name, body), [path, text] as const);
  await page.evaluate(() => globalThis.editorWindow.focus());
  await page.keyboard.press("Control+End");
  return path;
}

const body = (): Promise<string> => page.evaluate(() => globalThis.editorWindow.body());
const composing = (): Promise<boolean> => page.evaluate(() => globalThis.editorWindow.composing());
const compose = (text: string): Promise<unknown> =>
  ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });

describe.each([
  { input: "EditContext", editContext: true },
  { input: "a text area", editContext: false },
])("typing through $input", ({ editContext }) => {
  beforeEach(() => page.evaluate((way) => globalThis.editorWindow.start(way), editContext));

  test("a composition is known from its first to its last key, and is one undo step", async () => {
    await open("春の");
    await compose("う");
    expect(await composing()).toBe(true);
    await compose("うみ");
    expect(await composing()).toBe(true);
    await ime.send("Input.insertText", { text: "海" });
    expect(await body()).toBe("春の海");
    expect(await composing()).toBe(false);
    await page.keyboard.press("Control+z");
    expect(await body()).toBe("春の");
  });

  test("the Enter that confirms a conversion makes no list item", async () => {
    await open("- ");
    await compose("りんご");
    const key = { windowsVirtualKeyCode: 229, key: "Process", code: "Enter" };
    await ime.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...key });
    await ime.send("Input.insertText", { text: "林檎" });
    await ime.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    expect(await body()).toBe("- 林檎");
    await page.keyboard.press("Enter");
    expect(await body()).toBe("- 林檎\n- ");
    await page.keyboard.press("Enter");
    expect(await body()).toBe("- 林檎\n");
  });
});

describe("the text", () => {
  beforeEach(() => page.evaluate(() => globalThis.editorWindow.start(true)));

  test("Tab moves a list item in and out and leaves the caret in its words", async () => {
    await open("- 一\n- 二");
    await page.keyboard.press("Tab");
    expect(await body()).toBe("- 一\n  - 二");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("x");
    expect(await body()).toBe("- 一\n- 二x");
  });

  test("a hyphen in a code block is a hyphen", async () => {
    await open("```\n- a");
    await page.keyboard.press("Enter");
    expect(await body()).toBe("```\n- a\n");
  });

  test("formatting keys format, and undo takes it back in one step", async () => {
    await open("ab");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("Control+b");
    expect(await body()).toBe("a**b**");
    await page.keyboard.press("Control+z");
    expect(await body()).toBe("ab");
  });

  test("a text that is replaced from outside keeps the caret in its words, and can be undone", async () => {
    const path = await open("一\n二");
    const replace = (text: string) =>
      page.evaluate(([name, next]) => globalThis.editorWindow.show(name, next), [path, text] as const);
    await replace("零\n一\n二");
    await page.keyboard.type("x");
    expect(await body()).toBe("零\n一\n二x");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await body()).toBe("一\n二");
  });

  test("each post keeps its own undo history and caret, also when the editor is made anew", async () => {
    const first = await open("一");
    await page.keyboard.type("x");
    await page.keyboard.press("ArrowLeft");
    await open("二");
    await page.keyboard.type("y");
    await page.evaluate((path) => globalThis.editorWindow.show(path, "一x"), first);
    await page.evaluate(() => globalThis.editorWindow.start(false));
    await page.evaluate(() => globalThis.editorWindow.focus());
    await page.keyboard.type("z");
    expect(await body()).toBe("一zx");
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await body()).toBe("一");
  });

  test("line ends stay as they were", async () => {
    await open("一\r\n二");
    await page.keyboard.press("Enter");
    expect(await body()).toBe("一\r\n二\r\n");
  });

  test("pasted images are one undo step, with the first description ready to be written", async () => {
    const path = await open("前");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["a.png", "b.png"]));
    await expect.poll(body).toBe(`前![](/media/${path}-a.png)\n![](/media/${path}-b.png)`);
    await page.keyboard.type("A");
    expect(await body()).toBe(`前![A](/media/${path}-a.png)\n![](/media/${path}-b.png)`);
    await page.keyboard.press("Control+z");
    await page.keyboard.press("Control+z");
    expect(await body()).toBe("前");
  });

  test("an image that cannot be stored is told, and the others are written", async () => {
    const path = await open("");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["broken.png", "b.png"]));
    await expect.poll(body).toBe(`![](/media/${path}-b.png)`);
    expect(await page.evaluate(() => globalThis.editorWindow.failures)).toEqual(["Error: image.unsupported"]);
  });

  test("where the clipboard has text and an image, the text is meant", async () => {
    await open("");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["a.png"], "表"));
    await expect.poll(body).toBe("表");
  });

  test("Monaco did nothing that the page's policy forbids", () => {
    expect(complaints).toEqual([]);
  });
});
