import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { ready, shownText } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const first = "posts/hibi/a.md";
const second = "posts/hibi/b.md";

const settings = `title: 試し
language: ja
timeZone: Asia/Tokyo
sections:
  hibi: { title: 日々 }
targets:
  practice: { kind: practice }
`;

/** Puts two posts into a blog with one section. */
async function fill(blog: string, texts: Readonly<Record<string, string>>): Promise<void> {
  await writeFile(join(blog, "blog.yaml"), settings);
  await mkdir(join(blog, "posts", "hibi"), { recursive: true });
  for (const [path, text] of Object.entries(texts)) {
    await writeFile(join(blog, path), `---\ntitle: 題\ndate: 2026-05-06 09:00\n---\n${text}`);
  }
}

test("the search finds words in all posts with their lines, and a key opens the match", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const { page } = await startProgram(desk);
  await ready(page);
  await page.keyboard.press("ControlOrMeta+Shift+F");
  await page.getByLabel("Find in all posts", { exact: true }).fill("きょうで二年");
  await expect(page.getByRole("option").first()).toContainText("きょうで二年");
  expect(await faultsOfWindow(page)).toEqual([]);
  const shown = await page.locator(".search-heading .search-post").first().textContent();
  // The repeats of a held Enter write no line ends over the match that the editor has selected
  await page.keyboard.down("Enter");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue(shown ?? "");
  await expect.poll(() => shownText(page)).toContain("きょうで二年");
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  const before = await shownText(page);
  for (let repeat = 0; repeat < 3; repeat += 1) await page.keyboard.down("Enter");
  await page.keyboard.up("Enter");
  expect(await shownText(page)).toBe(before);
});

for (const { language, search, button, undo } of [
  { language: "en", search: "Find", button: "Replace 2 Places", undo: "Undo" },
  { language: "ja", search: "探す言葉", button: "2 か所を置き換える", undo: "元に戻す" },
] as const) {
  test(`words are replaced in all posts after a preview, and the replacement is undone: ${language}`, async ({
    setDesk,
    startProgram,
  }) => {
    const desk = await setDesk({ preferences: { language } });
    const texts = { [first]: "雨の日の網。\n", [second]: "網と雨と網。\n" };
    await fill(desk.blog, texts);
    const { page } = await startProgram(desk);
    await ready(page);
    await page.keyboard.press("ControlOrMeta+Shift+H");
    await page.getByLabel(search, { exact: true }).fill("網");
    await page.keyboard.press("Tab");
    await page.keyboard.insertText("ウェブ");
    await expect(page.locator(".place")).toHaveCount(3);
    await expect(page.locator(".place ins").first()).toHaveText("ウェブ");
    expect(await faultsOfWindow(page)).toEqual([]);
    // One match is excluded.
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.getByRole("button", { name: button }).click();
    await expect(page.locator(".notice")).toBeVisible();
    const replaced = await Promise.all(
      [first, second].map((path) => readFile(join(desk.blog, path), "utf8")),
    );
    expect(replaced.join("").match(/ウェブ/g)).toHaveLength(2);
    expect(replaced.join("").match(/網/g)).toHaveLength(1);
    await page.getByRole("button", { name: undo }).click();
    await expect(async () => {
      for (const [path, text] of Object.entries(texts)) {
        expect(await readFile(join(desk.blog, path), "utf8")).toContain(text);
      }
    }).toPass();
  });
}
