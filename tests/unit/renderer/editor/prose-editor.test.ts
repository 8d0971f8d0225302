import type { CDPSession, Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type EditorWindow, openEditorWindow, toEndOfText } from "./support/open-editor-window.ts";

let editor: EditorWindow;
let page: Page;
let ime: CDPSession;
const complaints: string[] = [];

beforeAll(async () => {
  editor = await openEditorWindow((opened) => {
    opened.on("pageerror", (error) => complaints.push(error.stack ?? error.message));
    opened.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("favicon")) complaints.push(message.text());
    });
  });
  page = editor.page;
  ime = await page.context().newCDPSession(page);
});

afterAll(() => editor.close());

let posts = 0;
/** Opens a post that was not open before. */
async function open(text: string): Promise<string> {
  const path = `post${++posts}`;
  await page.evaluate(([name, body]) => globalThis.editorWindow.show(name, body), [path, text] as const);
  await page.evaluate(() => globalThis.editorWindow.focus());
  await page.keyboard.press(toEndOfText);
  return path;
}

const body = (): Promise<string> => page.evaluate(() => globalThis.editorWindow.body());
const composing = (): Promise<boolean> => page.evaluate(() => globalThis.editorWindow.composing());
const compose = (text: string): Promise<unknown> =>
  ime.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
const dispatchComposition = (type: "compositionstart" | "compositionend"): Promise<void> =>
  page.evaluate((event) => {
    const field = document.activeElement;
    const target: unknown = field && Reflect.get(field, "editContext");
    (target instanceof EventTarget ? target : field)?.dispatchEvent(new CompositionEvent(event));
  }, type);

describe.each([
  { input: "EditContext", editContext: true },
  { input: "a text area", editContext: false },
])("typing through $input", ({ editContext }) => {
  beforeEach(() => page.evaluate((way) => globalThis.editorWindow.start(way), editContext));

  test("Monaco does not track pairs of brackets, in the first text and in the next one", async () => {
    await open("（雨）");
    expect(await page.evaluate(() => globalThis.editorWindow.pairsBrackets())).toBe(false);
    await open("[雪](a.md)");
    expect(await page.evaluate(() => globalThis.editorWindow.pairsBrackets())).toBe(false);
  });

  test("a composition is recognised from its first to its last key, and is one undo step", async () => {
    await open("春の");
    await compose("う");
    expect(await composing()).toBe(true);
    await compose("うみ");
    expect(await composing()).toBe(true);
    await ime.send("Input.insertText", { text: "海" });
    expect(await body()).toBe("春の海");
    expect(await composing()).toBe(false);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("春の");
  });

  test("of successive compositions and typed text, each composition is one undo step", async () => {
    await open("春の");
    for (const [reading, word] of [
      ["う", "海"],
      ["ひ", "日"],
    ] as const) {
      await compose(reading);
      await ime.send("Input.insertText", { text: word });
    }
    await page.keyboard.type("ab");
    await compose("ゆ");
    await ime.send("Input.insertText", { text: "夢" });
    const steps = ["春の", "春の海", "春の海日", "春の海日ab", "春の海日ab夢"];
    for (const step of steps.slice(0, -1).reverse()) {
      await page.keyboard.press("ControlOrMeta+z");
      expect(await body()).toBe(step);
    }
    for (const step of steps.slice(1)) {
      await page.keyboard.press("ControlOrMeta+Shift+z");
      expect(await body()).toBe(step);
    }
  });

  test("a cancelled composition is no undo step, unless it replaced selected text", async () => {
    await open("春の");
    await page.keyboard.type("x");
    await compose("う");
    await compose("うみ");
    await compose("");
    expect([await body(), await composing()]).toEqual(["春のx", false]);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("春の");
    await page.keyboard.press("ControlOrMeta+a");
    await compose("う");
    await compose("");
    expect(await body()).toBe("");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("春の");
  });

  test("the Enter that confirms a conversion creates no list item", async () => {
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
    expect(await body()).toBe("- 林檎\n\n");
  });

  test("an empty text shows a hint until the first key or composition, and screen readers read it once", async () => {
    const words = page.locator(".editor-placeholder");
    const field = page.getByRole("textbox", { name: "本文" });
    const isThere = async (there: boolean): Promise<void> => {
      await words.waitFor({ state: there ? "visible" : "hidden" });
      expect(await field.getAttribute("aria-placeholder")).toBe(there ? "ここに書く" : null);
    };
    await open("春");
    await isThere(false);
    const empty = await open("");
    await isThere(true);
    expect(await words.getAttribute("aria-hidden")).toBe("true");
    const [line, box] = [await page.locator(".view-line").boundingBox(), await words.boundingBox()];
    expect([box?.x, box?.y]).toEqual([line?.x, line?.y]);
    await page.keyboard.type("a");
    await isThere(false);
    await page.keyboard.press("Backspace");
    await isThere(true);
    // Some input methods begin a composition before they show anything.
    await dispatchComposition("compositionstart");
    await isThere(false);
    await dispatchComposition("compositionend");
    await isThere(true);
    await compose("う");
    await isThere(false);
    await compose("");
    await isThere(true);
    await page.evaluate((path) => globalThis.editorWindow.show(path, "外から"), empty);
    await isThere(false);
  });
});

describe("editing the text", () => {
  beforeEach(() => page.evaluate(() => globalThis.editorWindow.start(true)));

  test("Tab indents and outdents a list item, and the caret stays at its character", async () => {
    await open("- 一\n- 二");
    await page.keyboard.press("Tab");
    expect(await body()).toBe("- 一\n  - 二");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("x");
    expect(await body()).toBe("- 一\n- 二x");
  });

  test("a hyphen in a code block does not begin a list", async () => {
    await open("```\n- a");
    await page.keyboard.press("Enter");
    expect(await body()).toBe("```\n- a\n");
  });

  test("formatting keys format, and undo reverts that in one step", async () => {
    await open("ab");
    await page.keyboard.press("Shift+ArrowLeft");
    await page.keyboard.press("ControlOrMeta+b");
    expect(await body()).toBe("a**b**");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("ab");
  });

  test("a text that is changed from outside before and behind the caret keeps the caret at its words", async () => {
    const path = await open("前です。\n一\n後です。");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Home");
    const [name, next] = [path, "もっと前です。\n一\nもっと後です。"] as const;
    await page.evaluate(([file, text]) => globalThis.editorWindow.show(file, text), [name, next] as const);
    await page.keyboard.insertText("私の");
    expect(await body()).toBe("もっと前です。\n私の一\nもっと後です。");
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("前です。\n一\n後です。");
  });

  test("a text that is replaced from outside keeps the caret at its words, and the replacement can be undone", async () => {
    const path = await open("一\n二");
    const replace = (text: string) =>
      page.evaluate(([name, next]) => globalThis.editorWindow.show(name, next), [path, text] as const);
    await replace("零\n一\n二");
    await page.keyboard.type("x");
    expect(await body()).toBe("零\n一\n二x");
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("一\n二");
  });

  test("each post keeps its own undo history and caret, even when the editor is created again", async () => {
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
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("一");
  });

  test("renaming a file during typing keeps the caret and the undo history", async () => {
    const path = await open("前後");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.type("a");
    await page.evaluate((name) => globalThis.editorWindow.rename(name), `${path}-renamed`);
    await page.keyboard.type("b");
    expect(await body()).toBe("前ab後");
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("前後");
  });

  test("line ends stay unchanged", async () => {
    await open("一\r\n二");
    await page.keyboard.press("Enter");
    expect(await body()).toBe("一\r\n二\r\n");
  });

  test("pasted images are one undo step, with the first description selected", async () => {
    const path = await open("前");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["a.png", "b.png"]));
    await expect.poll(body).toBe(`前\n\n![](/media/${path}-a.png)\n![](/media/${path}-b.png)`);
    await page.keyboard.type("A");
    expect(await body()).toBe(`前\n\n![A](/media/${path}-a.png)\n![](/media/${path}-b.png)`);
    await page.keyboard.press("ControlOrMeta+z");
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toBe("前");
  });

  test("an image that is dropped onto a word becomes a paragraph below the line", async () => {
    const path = await open("まえのことば\n\n後");
    // The word has a position to drop at only after Monaco has rendered it.
    await page.locator(".view-line", { hasText: "まえのことば" }).waitFor();
    await page.evaluate(() => globalThis.editorWindow.dropImage("a.png", "まえのことば"));
    await expect.poll(body).toBe(`まえのことば\n\n![](/media/${path}-a.png)\n\n後`);
  });

  test("a message asks for the description of an image, and Tab moves to the next description and past the image", async () => {
    const hint = page.locator(".editor-hint");
    const path = await open("");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["a.png", "b.png"]));
    await hint.waitFor({ state: "visible" });
    expect(await page.getByRole("status").textContent()).toBe("説明を書く");
    await compose("なつ");
    await hint.waitFor({ state: "hidden" });
    await ime.send("Input.insertText", { text: "夏" });
    await page.keyboard.press("Tab");
    await hint.waitFor({ state: "visible" });
    await page.keyboard.type("B");
    await hint.waitFor({ state: "hidden" });
    await page.keyboard.press("Tab");
    await page.keyboard.type("!");
    expect(await body()).toBe(`![夏](/media/${path}-a.png)\n![B](/media/${path}-b.png)!`);
  });

  test("text typed while an image is being stored stays after the image, and the caret stays in it", async () => {
    const path = await open("前後");
    await page.evaluate(() => globalThis.editorWindow.goTo(0, "前", "後"));
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["slow.png"]));
    await page.keyboard.type("書き");
    await page.evaluate(() => globalThis.editorWindow.finishSlowImages());
    await expect.poll(body).toBe(`前![](/media/${path}-slow.png)書き後`);
    await page.keyboard.type("続ける");
    expect(await body()).toBe(`前![](/media/${path}-slow.png)書き続ける後`);
  });

  test("words that are typed while pasted HTML is converted stay, and the caret stays behind them", async () => {
    await open("前後");
    await page.keyboard.press("ArrowLeft");
    await page.evaluate(() => globalThis.editorWindow.pasteHtml("<b>太い</b>"));
    await page.keyboard.insertText("書き");
    await page.evaluate(() => globalThis.editorWindow.finishSlowImages());
    await expect.poll(body).toBe("前**太い**書き後");
    await page.keyboard.insertText("続ける");
    expect(await body()).toBe("前**太い**書き続ける後");
  });

  test("pasted HTML that is converted during a composition is inserted after it", async () => {
    await open("前");
    await page.evaluate(() => globalThis.editorWindow.pasteHtml("<b>太い</b>"));
    await compose("う");
    await page.evaluate(() => globalThis.editorWindow.finishSlowImages());
    await compose("うみ");
    expect(await body()).toBe("前うみ");
    await ime.send("Input.insertText", { text: "海" });
    await expect.poll(body).toBe("前**太い**海");
  });

  test("an image that cannot be stored is reported, and the others are inserted", async () => {
    const path = await open("");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["broken.png", "b.png"]));
    await expect.poll(body).toBe(`![](/media/${path}-b.png)`);
    expect(await page.evaluate(() => globalThis.editorWindow.failures)).toEqual(["Error: image.unsupported"]);
  });

  test("many pasted images report their progress, can be stopped, leave the caret at the first, and can be separated", async () => {
    const path = await open(`${"前\n".repeat(80)}\n後`);
    await page.evaluate(() => globalThis.editorWindow.goTo(80, "", "後"));
    const top = await page.evaluate(() => globalThis.editorWindow.scrolling().anchorLine());
    const many = Array.from({ length: 40 }, (_, index) => `${index}.png`);
    await page.evaluate(
      (names) => globalThis.editorWindow.pasteImages(names),
      [...many, "slow.png", "no.png"],
    );
    const insertion = () =>
      page.evaluate(() => JSON.parse(JSON.stringify(globalThis.editorWindow.insertion())));
    await expect.poll(insertion).toMatchObject({ step: "storing", number: 41, count: 42 });
    await page.evaluate(() => {
      const now = globalThis.editorWindow.insertion();
      if (now?.step === "storing") now.stop();
      globalThis.editorWindow.finishSlowImages();
    });
    await expect.poll(insertion).toMatchObject({ step: "done", count: 41 });
    const images = [...many, "slow.png"].map((name) => `![](/media/${path}-${name})`);
    expect(await body()).toBe(`${"前\n".repeat(80)}\n${images.join("\n")}\n\n後`);
    const scrolled = await page.evaluate(() => globalThis.editorWindow.scrolling().anchorLine());
    expect(scrolled - top).toBeLessThan(20);
    await page.keyboard.type("絵");
    const [first = "", ...others] = images;
    const described = [first.replace("[]", "[絵]"), ...others];
    expect(await body()).toContain(`\n${described.join("\n")}\n`);
    await page.evaluate(() => {
      const now = globalThis.editorWindow.insertion();
      if (now?.step === "done") now.separate();
    });
    expect(await body()).toContain(`\n${described.join("\n\n")}\n\n後`);
    await page.keyboard.press("ControlOrMeta+z");
    expect(await body()).toContain(`\n${described.join("\n")}\n`);
  });

  test("if the clipboard contains text and an image, the text is inserted", async () => {
    await open("");
    await page.evaluate(() => globalThis.editorWindow.pasteImages(["a.png"], "表"));
    await expect.poll(body).toBe("表");
  });

  test("Monaco does nothing that the page's policy forbids", () => {
    expect(complaints).toEqual([]);
  });
});

test("requests for character bounds before the first rendering cause no error", async () => {
  await page.evaluate(() => globalThis.editorWindow.show("early", "雨の日"));
  const errors = await page.evaluate(() => {
    const received: string[] = [];
    const record = ({ message }: ErrorEvent): number => received.push(message);
    addEventListener("error", record);
    // All in one task: nothing is drawn before its end.
    globalThis.editorWindow.start(true);
    const field: unknown = document.querySelector(".native-edit-context");
    const context: unknown = field && Reflect.get(field, "editContext");
    if (!(context instanceof EventTarget)) throw new Error("no EditContext");
    const asked = new Event("characterboundsupdate");
    context.dispatchEvent(Object.assign(asked, { rangeStart: 0, rangeEnd: 1 }));
    removeEventListener("error", record);
    return received;
  });
  expect(errors).toEqual([]);
});

test("after random edits of every kind, the host has exactly the editor's text", async () => {
  await page.evaluate(() => globalThis.editorWindow.start(true));
  const texts = [
    "",
    "雨の日。\n\n𠮷野家へ。\n",
    "一行目\r\n二行目🍚\r\n\r\n三行目",
    "混ざ\rった\r\n行末\n\n",
    "\ufeff印つき\n",
  ];
  for (const [seed, text] of texts.entries()) {
    await open(text.repeat(8));
    for (let round = 0; round < 5; round += 1) {
      const both = await page.evaluate(
        ([start, count]) => {
          const { editorWindow } = globalThis;
          editorWindow.editAtRandom(start, count);
          return { body: editorWindow.body(), value: editorWindow.value() };
        },
        [seed * 100 + round, 25] as const,
      );
      expect(both.body).toBe(both.value);
    }
  }
});

test("the host receives the whole text once, and only edits from then on", async () => {
  await page.evaluate(() => globalThis.editorWindow.start(true));
  await open("一行目\r\n二行目\n三行目");
  const before = await page.evaluate(() => globalThis.editorWindow.wholes());
  await page.keyboard.type("abc\n");
  await compose("う");
  await ime.send("Input.insertText", { text: "海" });
  await page.keyboard.press("ControlOrMeta+z");
  expect(await body()).toBe(await page.evaluate(() => globalThis.editorWindow.value()));
  expect(await page.evaluate(() => globalThis.editorWindow.wholes())).toBe(before + 1);
});
