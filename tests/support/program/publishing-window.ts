import { type ElectronApplication, expect, type Locator, type Page } from "@playwright/test";

/** Returns the publish button, whose text contains the number of waiting changes. */
export function publishButton(page: Page) {
  return page.getByRole("banner").getByRole("button", { name: /^Publish/ });
}

/** Publishes to the default target, and waits until the publish has succeeded without a question. */
export async function publish(page: Page): Promise<void> {
  await publishButton(page).click();
  await expectPublished(page);
}

/** Returns the notice that a publish has ended, which lists the changed posts. */
export function publishedNotice(page: Page): Locator {
  return page.locator(".notices .notice-good .notice-title").filter({
    hasText:
      /^(?:Published|Updated|Took|Everything is up to date|Completed|The site (?:at “[^”]*” )?is back)|^“[^”]*” is offline/,
  });
}

export async function expectPublished(page: Page): Promise<void> {
  await expect(publishedNotice(page)).toBeVisible();
}

/** Closes the notice that a publish has ended, unless the notice has already closed by itself. */
export async function closePublished(page: Page): Promise<void> {
  const close = page.locator(".notices .notice-good").getByRole("button", { name: /^(?:Close|閉じる)$/ });
  // Playwright's own click would wait for a notice that has already closed.
  await close.evaluateAll((buttons) => {
    for (const button of buttons) if (button instanceof HTMLElement) button.click();
  });
  await expect(publishedNotice(page)).toHaveCount(0);
}

/**
 * Records the URLs that the program would open in the browser, and opens nothing.
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

/** Returns the URL of the published site from the window. The URL ends with `/`. */
export async function publishedSite(page: Page, app: ElectronApplication): Promise<string> {
  const opened = await catchOutsideLinks(app);
  await page.getByRole("button", { name: "View site" }).click();
  await expect.poll(opened).toHaveLength(1);
  return (await opened())[0] ?? "";
}

/** Publishes for the first time to an unknown server, and accepts the server's key. */
export async function trustAndPublish(page: Page): Promise<void> {
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  // If the server's folder has a fault, an error is shown instead of the plan.
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.or(page.locator(".notice[role=alert]")).first().waitFor();
  if (await plan.isVisible()) await plan.getByRole("button", { name: "Publish", exact: true }).click();
}
