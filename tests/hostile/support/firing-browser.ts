import type { Server } from "node:http";
import type { Browser, Page } from "@playwright/test";
import { type Answer, launchBrowser, serve } from "../../unit/renderer/support/real-browser.ts";

/** A real browser without restrictions. Records each page in which code calls `fired()`. */
export class FiringBrowser {
  readonly page: Page;
  /** URLs of the pages in which code ran. */
  readonly fired: Set<string>;
  readonly #browser: Browser;
  readonly #server: Server;
  readonly #origin: string;
  readonly #answers: Map<string, Answer>;

  private constructor(
    page: Page,
    fired: Set<string>,
    browser: Browser,
    server: Server,
    origin: string,
    answers: Map<string, Answer>,
  ) {
    this.page = page;
    this.fired = fired;
    this.#browser = browser;
    this.#server = server;
    this.#origin = origin;
    this.#answers = answers;
  }

  static async open(): Promise<FiringBrowser> {
    const answers = new Map<string, Answer>();
    const { server, origin } = await serve(
      "",
      (path) => answers.get(path) ?? { type: "text/plain", body: "" },
    );
    const browser = await launchBrowser();
    const context = await browser.newContext();
    const fired = new Set<string>();
    await context.exposeBinding("fired", ({ page }) => {
      fired.add(page.url());
    });
    const page = await context.newPage();
    page.on("dialog", (dialog) => void dialog.dismiss());
    return new FiringBrowser(page, fired, browser, server, origin, answers);
  }

  /** Whether code runs in a page when it is opened, all its links are followed and its elements are used. */
  async runs(path: string, answer: Answer): Promise<boolean> {
    this.#answers.set(path, answer);
    const url = this.#origin + path;
    await this.page.goto(url, { waitUntil: "load" });
    await this.page.evaluate(touchEverything).catch(() => undefined);
    return this.fired.has(url);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.close();
  }
}

/** Runs in the page: does what readers do with mouse and keys, except leaving the page. */
async function touchEverything(): Promise<void> {
  document.addEventListener("submit", (event) => {
    if (event.target instanceof HTMLFormElement && /^https?:/.test(event.target.action))
      event.preventDefault();
  });
  for (const part of document.querySelectorAll("a, area, rect, button, [tabindex], input, x, details")) {
    for (const type of ["mouseover", "pointerenter", "focus", "wheel"]) part.dispatchEvent(new Event(type));
    const href = part.getAttribute("href") ?? part.getAttribute("xlink:href") ?? "";
    const leaves =
      !URL.canParse(href, location.href) || /^https?:$/.test(new URL(href, location.href).protocol);
    if (href === "" || !leaves)
      part.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 20)));
}
