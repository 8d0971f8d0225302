/**
 * Takes the pictures of the README from the real program: `node scripts/make-screenshots.ts` with a display, after a build.
 */
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { setDesk, startProgram } from "../tests/support/program.ts";

const folder = fileURLToPath(new URL("../docs/images/", import.meta.url));

/** A post that shows much of what a page can be. */
const shown = "お茶の時間割";

interface Picture {
  readonly file: string;
  readonly language: "ja" | "en";
  readonly colours: "light" | "dark";
}

const pictures: readonly Picture[] = [
  { file: "main-window.png", language: "en", colours: "light" },
  { file: "main-window-ja.png", language: "ja", colours: "light" },
];

await mkdir(folder, { recursive: true });
for (const picture of pictures) await take(picture);

async function take({ file, language, colours }: Picture): Promise<void> {
  const program = await startProgram(await setDesk({ preferences: { language, colours } }));
  const { page, app } = program;
  // Playwright emulates a light scheme unless told otherwise.
  await page.emulateMedia({ colorScheme: null });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800));
  await page.getByText(shown).first().click();
  await page.locator(".monaco-editor .view-lines").first().waitFor();
  await page.waitForTimeout(2_000);
  await page.screenshot({ path: folder + file });
  await program.close();
}
