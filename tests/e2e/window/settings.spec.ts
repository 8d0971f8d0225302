import { expect, type Page } from "@playwright/test";
import { measurePage } from "#tests/soak/measure.ts";
import { newPost, ready, shownText } from "#tests/support/program/editing.ts";
import { storedPreferences } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";

test("settings are found by their words, in any width and in both kinds of kana", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ preferences: { language: "ja" } });
  const { page } = await startProgram(desk);
  await ready(page);
  await page.keyboard.press("ControlOrMeta+,");
  const sheet = page.getByRole("dialog", { name: "設定" });
  const field = sheet.getByRole("searchbox", { name: "設定を探す" });
  await expect(field).toBeFocused();
  const labels = sheet.locator(".sheet-body").getByText(/./);
  await expect(sheet.getByText("本文の書体")).toBeVisible();
  // The labels contain full-width katakana. Half-width katakana and hiragana find them, too.
  for (const query of ["ﾊﾟｽ", "つづり 英語", "ＥＮＧＬＩＳＨ", "ういんどう"]) {
    await field.fill(query);
    await expect(labels.first(), query).toBeVisible();
    await expect(sheet.getByText("本文の書体"), query).toHaveCount(0);
    if (query === "ﾊﾟｽ") await expect(sheet.getByText("「ﾊﾟｽ」に合う設定はありません。")).toBeVisible();
  }
  await field.fill("きりん");
  await expect(sheet.getByText("「きりん」に合う設定はありません。")).toBeVisible();
  // Names that other programs use for the setting find it, too.
  await field.fill("フォント 字体");
  await expect(sheet.getByText("本文の書体")).toBeVisible();
  await field.fill("こーど");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect.poll(async () => (await storedPreferences(desk)).spellCheck).toBe(false);
  await field.fill("公開先");
  await sheet.getByRole("button", { name: "公開先を設定…" }).press("Enter");
  await expect(page.getByRole("dialog", { name: "公開先" })).toBeVisible();
});

test.describe("in English", () => {
  const program = withProgram();

  test("the palette finds settings and headings, and opens them", async () => {
    const { page } = program;
    await newPost(page, "Places");
    await page.keyboard.insertText("# Rain\n\nwords\n\n## Rainbow\n\nmore");
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText("rainb");
    await expect(page.getByRole("option")).toHaveText(["Rainbow"]);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Home");
    await page.keyboard.insertText("#");
    await expect.poll(() => shownText(page)).toContain("### Rainbow");
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText("font");
    await page.getByRole("option", { name: "Typeface of the text" }).click();
    const sheet = page.getByRole("dialog", { name: "Settings" });
    await expect(sheet.getByRole("searchbox")).toHaveValue("Typeface of the text");
    await expect(sheet.getByText("Serif")).toBeVisible();
    await expect(sheet.getByText("Colors")).toHaveCount(0);
    await page.keyboard.press("Escape");
    // When the sheet is opened again, it shows all settings.
    await page.keyboard.press("ControlOrMeta+,");
    await expect(sheet.getByText("Colors")).toBeVisible();
  });

  test("the guide can be searched, and read by keys, in both languages", async () => {
    const { page } = program;
    await ready(page);
    const first = await elementsAfter(page, 2);
    // The guide has hundreds of elements. The browser may not have freed the last of its sheets yet.
    expect((await elementsAfter(page, 5)) - first).toBeLessThan(400);
    await page.keyboard.press("F1");
    const topics = page.getByRole("listbox", { name: "Topics" });
    await expect(topics.getByRole("option").first()).toHaveText("Getting started");
    await page.keyboard.type("one-time");
    await expect(topics.getByRole("option")).toHaveText(["Publishing to a web host"]);
    await expect(page.getByRole("region", { name: "Publishing to a web host" })).toContainText(
      "You will not be asked again.",
    );
    // The best match is shown at once, although the current topic contains the word as well.
    await page.getByRole("searchbox", { name: "Search the guide" }).fill("post");
    const best = await topics.getByRole("option").first().textContent();
    await expect(page.getByRole("region", { name: best ?? "", exact: true })).toBeVisible();
    await page.getByRole("searchbox", { name: "Search the guide" }).fill("zebra");
    await expect(page.getByText("The guide has nothing about “zebra”.")).toBeVisible();
    await page.getByRole("searchbox", { name: "Search the guide" }).fill("");
    await topics.getByRole("option").first().focus();
    await page.keyboard.press("End");
    await expect(page.getByRole("region", { name: "Keys" })).toContainText("Quick post…");
    await page.keyboard.press("Escape");
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText("Show in Japanese");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.keyboard.press("F1");
    const field = page.getByRole("searchbox", { name: "使い方から探す" });
    await field.fill("ゆびもん");
    await expect(page.getByText("「ゆびもん」の説明はありません。")).toBeVisible();
    await field.fill("れんたる");
    await expect(page.getByRole("option").first()).toHaveText("レンタルサーバーに公開する");
  });
});

/** Opens and closes the guide `times` times. Returns how many elements are then in memory, shown or not. */
async function elementsAfter(page: Page, times: number): Promise<number> {
  for (let time = 0; time < times; time += 1) {
    await page.keyboard.press("F1");
    await expect(page.getByRole("dialog")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
  }
  const session = await page.context().newCDPSession(page);
  const { elements = 0 } = await measurePage(session);
  await session.detach();
  return elements;
}
