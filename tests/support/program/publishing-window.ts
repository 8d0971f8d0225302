import { type ElectronApplication, expect, type Locator, type Page } from "@playwright/test";

/** Returns the publish button; its text contains the number of waiting changes. */
export function publishButton(page: Page) {
  return page.getByRole("banner").getByRole("button", { name: /^Publish/ });
}

/** Publishes to the default target without any decision, and waits until it has succeeded. */
export async function publish(page: Page): Promise<void> {
  await publishButton(page).click();
  await expectPublished(page);
}

/** Returns the notice that a publish is done, with the posts that it changed. */
export function publishedNotice(page: Page): Locator {
  return page.locator(".notices .notice-good .notice-title").filter({
    hasText: /^(?:Published|Updated|Took|Everything is up to date|The site is back)|^“[^”]*” is offline/,
  });
}

export async function expectPublished(page: Page): Promise<void> {
  await expect(publishedNotice(page)).toBeVisible();
}

/** Closes the notice that a publish is done, if it has not left by itself. */
export async function closePublished(page: Page): Promise<void> {
  const close = page.locator(".notices .notice-good").getByRole("button", { name: /^(?:Close|閉じる)$/ });
  // A click of Playwright would wait for a notice that has already left.
  await close.evaluateAll((buttons) => {
    for (const button of buttons) if (button instanceof HTMLElement) button.click();
  });
  await expect(publishedNotice(page)).toHaveCount(0);
}

/**
 * Records the URLs that the program opens in the browser instead of opening them.
 * Returns those opened so far.
 */
export async function catchOutsideLinks(app: ElectronApplication): Promise<() => Promise<string[]>> {
  await app.evaluate(({ shell }) => {
    const urls: string[] = [];
    Reflect.set(globalThis, "openedUrls", urls);
    shell.openExternal = async (url) => void urls.push(url);
  });
  return () => app.evaluate(() => [...Reflect.get(globalThis, "openedUrls")]);
}

/** Returns the URL of the published site, as the window offers it; ends with `/`. */
export async function publishedSite(page: Page, app: ElectronApplication): Promise<string> {
  const opened = await catchOutsideLinks(app);
  await page.getByRole("button", { name: "View site" }).click();
  await expect.poll(opened).toHaveLength(1);
  return (await opened())[0] ?? "";
}

/** Publishes for the first time to an unknown server, and accepts its key. */
export async function trustAndPublish(page: Page): Promise<void> {
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  // A fault of the folder may be shown before there is anything to decide.
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.or(page.locator(".notice[role=alert]")).first().waitFor();
  if (await plan.isVisible()) await plan.getByRole("button", { name: "Publish", exact: true }).click();
}
