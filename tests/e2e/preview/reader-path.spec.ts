import { blogState } from "#tests/support/program/program.ts";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator } from "@playwright/test";
import { test } from "#tests/support/program/program-test.ts";
import { tabTo } from "#tests/support/program/tab-to.ts";

/** The texts of the elements on the way, as a screen reader reads them. */
const words = {
  ja: {
    title: "題名",
    text: "本文",
    ready: "公開待ち",
    tag: "タグを加える",
    saved: "保存しました",
    published: /(?:を公開しました|を更新しました|前の公開に戻しました)。/,
    search: "すべての記事から探す",
    found: /見つかりました/,
    palette: "操作と記事を探す",
    undo: "以前の公開に戻す",
    undoStates: "以前の公開",
    undoNext: "変わるところを見る…",
    undoPlan: /の公開に戻す$/,
    undoAccept: "この公開に戻す",
  },
  en: {
    title: "Title",
    text: "Text",
    ready: "Waiting to be published",
    tag: "Add a tag",
    saved: "Saved",
    published: /^(?:Published|Updated|The site (?:at “[^”]*” )?is back)/,
    search: "Find in all posts",
    found: /^Found in /,
    palette: "Find commands and posts",
    undo: "Go back to an earlier publish",
    undoStates: "Earlier publishes",
    undoNext: "See what would change…",
    undoPlan: /^Go back to /,
    undoAccept: "Go back",
  },
} as const;

for (const language of ["ja", "en"] as const) {
  test(`an author writes, publishes, finds and undoes a post with keys and a screen reader's texts: ${language}`, async ({
    setDesk,
    startProgram,
  }) => {
    const say = words[language];
    const desk = await setDesk({ preferences: { language } });
    const { page } = await startProgram(desk);
    const { keyboard } = page;
    const title = page.getByRole("textbox", { name: say.title, exact: true });
    const text = page.getByRole("textbox", { name: say.text, exact: true });
    const received = (what: string | RegExp): Locator => page.getByRole("status").filter({ hasText: what });
    /** Null while there is no site. */
    const isOnSite = async (what: string): Promise<boolean | null> => {
      const server = blogState(desk, "practice-site", "server", "htdocs");
      const feed = await readFile(join(server, "rss.xml"), "utf8").catch(() => null);
      return feed?.includes(what) ?? null;
    };
    await text.waitFor();

    await keyboard.press("ControlOrMeta+N");
    await expect(title).toBeFocused();
    await keyboard.insertText("聞いて書く");
    await keyboard.press("Enter");
    await expect(text).toBeFocused();
    await keyboard.insertText("目を閉じて書きました。");
    await keyboard.press("Alt+Enter");
    await keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: say.ready })).toBeChecked();
    await tabTo(page, page.getByRole("combobox", { name: say.tag }));
    await keyboard.insertText("耳");
    await keyboard.press("Enter");
    await expect(page.getByRole("row", { name: "耳" })).toBeVisible();
    await keyboard.press("Escape");
    await expect(text).toBeFocused();
    await keyboard.press("ControlOrMeta+S");
    await expect(received(say.saved)).toBeAttached();

    await keyboard.press("ControlOrMeta+Shift+P");
    await expect(received(say.published)).toBeVisible();
    await expect.poll(() => isOnSite("目を閉じて書きました。")).toBe(true);

    await keyboard.press("ControlOrMeta+Shift+F");
    await expect(page.getByRole("searchbox", { name: say.search })).toBeFocused();
    await keyboard.insertText("鉛筆を一本");
    await expect(received(say.found)).toBeVisible();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(title).toHaveValue("鉛筆を一本、使い切る");
    await expect(text).toBeFocused();

    await keyboard.press("ControlOrMeta+End");
    await keyboard.insertText("やはり、やめます。");
    await keyboard.press("ControlOrMeta+Shift+P");
    await expect.poll(() => isOnSite("やはり、やめます。")).toBe(true);
    await expect(received(say.published)).toBeVisible();

    await keyboard.press("ControlOrMeta+K");
    await expect(page.getByRole("combobox", { name: say.palette })).toBeFocused();
    await keyboard.insertText(say.undo);
    await expect(page.getByRole("option", { name: say.undo })).toBeVisible();
    await keyboard.press("Enter");
    const states = page.getByRole("radiogroup", { name: say.undoStates });
    await states.waitFor();
    const before = states.getByRole("radio", { disabled: false });
    await tabTo(page, before);
    await keyboard.press("Space");
    await expect(before).toBeChecked();
    await tabTo(page, page.getByRole("button", { name: say.undoNext }));
    await keyboard.press("Enter");
    const plan = page.getByRole("alertdialog", { name: say.undoPlan });
    await plan.waitFor();
    await tabTo(page, plan.getByRole("button", { name: say.undoAccept }));
    await keyboard.press("Enter");
    await expect.poll(() => isOnSite("やはり、やめます。")).toBe(false);
    await expect(received(say.published)).toBeVisible();
    await expect.poll(() => isOnSite("目を閉じて書きました。")).toBe(true);
  });
}
