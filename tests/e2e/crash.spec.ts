import { expect, test } from "@playwright/test";
import { focusEditor } from "#tests/support/editing.ts";
import { setDesk, startProgram } from "#tests/support/program.ts";

test("the program is killed in the middle of typing, and the words are found again", async () => {
  const desk = await setDesk();
  const first = await startProgram(desk);
  await first.page.getByRole("button", { name: "New post", exact: true }).first().click();
  await first.page.getByRole("textbox", { name: "Title" }).fill("Before the power cut");
  await focusEditor(first.page);
  const words = "These words must not be lost. ";
  const typing = first.page.keyboard.type(words.repeat(40), { delay: 8 }).catch(() => undefined);
  // Until the first words are surely older than a second.
  await first.page.waitForTimeout(3_000);
  const typed = await first.page.locator(".monaco-editor .view-lines").innerText();
  await first.page.waitForTimeout(1_100);
  await first.kill();
  await typing;

  const second = await startProgram(desk);
  const restore = second.page.getByRole("button", { name: "Restore" });
  const found = second.page.locator(".monaco-editor .view-lines");
  await expect(restore.or(found).first()).toBeVisible();
  if (await restore.first().isVisible()) await restore.first().click();
  const post = second.page.getByRole("row", { name: /Before the power cut/ });
  if ((await post.count()) > 0) await post.first().click();
  const wanted = plain(typed);
  await expect.poll(async () => plain(await found.innerText())).toContain(wanted);
  expect(wanted.length).toBeGreaterThan(100);
  await second.close();
});

test("the engine is killed, and writing and preview go on", async () => {
  const desk = await setDesk();
  const program = await startProgram(desk);
  const { page, app } = program;
  await focusEditor(page);
  const killed = await app.evaluate(({ app: electron }) => {
    const engine = electron.getAppMetrics().find((process) => process.name === "Hitofude engine");
    if (!engine) return false;
    process.kill(engine.pid, "SIGKILL");
    return true;
  });
  expect(killed).toBe(true);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nStill here.");
  await expect(page.frameLocator("iframe").locator(".e-content")).toContainText("Still here.");
  await program.close();
});

/** Monaco shows spaces as no-break spaces, and wraps. */
function plain(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}
