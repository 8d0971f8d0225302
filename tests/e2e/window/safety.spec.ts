import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "@playwright/test";
import { focusEditor, previewArticle, previewFrame } from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { catchOutsideLinks } from "#tests/support/program/publishing-window.ts";

const fired = `document.title='fired'`;

/** Returns content that would run, navigate or send a request if a post could do so. */
const attacks = (outside: string): string[] => [
  `<script>parent.postMessage("fired","*");${fired}</script>`,
  `<img src="x" onerror="${fired}">`,
  `<svg onload="${fired}"></svg>`,
  `<details open ontoggle="${fired}"><summary>more</summary></details>`,
  `<a href="javascript:${fired}" id="trap">trap</a>`,
  `<a href="${outside}" target="_top" id="top">top</a>`,
  `<a href="${outside}" target="_blank" id="window">window</a>`,
  `<a href="file:///etc/passwd" id="file">file</a>`,
  `<iframe src="javascript:parent.${fired}"></iframe>`,
  `<iframe srcdoc="<script>parent.${fired}</script>"></iframe>`,
  `<iframe src="${outside}"></iframe>`,
  `<object data="data:text/html,<script>parent.${fired}</script>"></object>`,
  `<embed src="data:text/html,<script>parent.${fired}</script>">`,
  `<form action="${outside}"><button id="send">send</button></form>`,
  `<meta http-equiv="refresh" content="0;url=${outside}">`,
  `<base href="${outside}">`,
  `<img src="${outside}spy.png">`,
  `<video src="${outside}spy.mp4" autoplay></video>`,
  `<link rel="stylesheet" href="${outside}spy.css">`,
  `<link rel="prefetch" href="${outside}spy.html">`,
  `<p style="background:url(${outside}spy.png)">styled</p>`,
  `<style>@import url("${outside}spy.css"); body { font-family: fired }</style>`,
];

test("pages have no access to Node, and cannot open windows or navigate away", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app } = await startProgram(await setDesk());
  await focusEditor(page);
  await expect(previewArticle(page)).toBeVisible();
  expect(page.frames().map((frame) => new URL(frame.url()).protocol)).toEqual(["app:", "site:"]);
  for (const frame of page.frames()) {
    const globals = await frame.evaluate(() =>
      ["require", "process", "module", "Buffer", "electron", "ipcRenderer"].filter(
        (name) => name in globalThis,
      ),
    );
    expect(globals).toEqual([]);
  }
  await page.evaluate(() => {
    window.open("https://example.com/");
    location.href = "https://example.com/";
  });
  await page.waitForTimeout(500);
  // Uses only evaluation: Playwright's locators wait for a navigation that was blocked.
  expect(await page.evaluate(() => location.href)).toMatch(/^app:\/\/hitofude\//);
  expect(await page.evaluate(() => document.querySelector(".monaco-editor") !== null)).toBe(true);
  expect(app.windows()).toHaveLength(1);
});

test.describe("in one window", () => {
  const program = withProgram();

  test("every window is sandboxed and isolated from Node, and web permissions are denied", async () => {
    const { page, app } = program;
    await focusEditor(page);
    const settings = await app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        // Electron has this function, but its published types lack it.
        const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = (
          contents as unknown as { getLastWebPreferences(): Electron.WebPreferences }
        ).getLastWebPreferences();
        return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
      }),
    );
    expect(settings).toEqual([
      { sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false },
    ]);
    const permissions = await page.evaluate(async () => {
      const asked = ["geolocation", "notifications", "camera", "microphone", "midi"];
      const answers = asked.map(async (name) => (await navigator.permissions.query({ name } as never)).state);
      return Promise.all(answers);
    });
    expect(new Set(permissions)).toEqual(new Set(["denied"]));
  });

  test("pages are served with policies that allow only our own script", async () => {
    const { page } = program;
    await expect(previewArticle(page)).toBeVisible();
    const policyOf = (): Promise<string | null> =>
      fetch(location.href).then((answer) => answer.headers.get("content-security-policy"));
    const own = await page.evaluate(policyOf);
    expect(own).toContain("default-src 'none'");
    expect(own).toContain("script-src 'self'");
    expect(own).toContain("require-trusted-types-for 'script'");
    expect(own).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);

    // The preview must not load anything, not even itself: its policy shows in the rejected requests.
    const refused = await previewFrame(page)
      .locator(":root")
      .evaluate(async () => ({
        fetch: await fetch(location.href).catch((error: unknown) => String(error)),
        parent: (() => {
          try {
            return window.parent.document.title;
          } catch (error) {
            return String(error);
          }
        })(),
      }));
    expect(refused.fetch).toContain("TypeError");
    expect(refused.parent).toContain("SecurityError");
  });

  test("no content of a post runs, navigates or connects in the preview", async () => {
    const asked: string[] = [];
    const server = createServer((request, answer) => {
      asked.push(request.url ?? "");
      answer.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const { page, app } = program;
    const opened = await catchOutsideLinks(app);
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText(`${attacks(outside).join("\n\n")}\n\nThe end.`);
    const article = previewArticle(page);
    await expect(article).toContainText("The end.");
    const address = await previewFrame(page)
      .locator(":root")
      .evaluate(() => location.href);
    // With Ctrl, such links open in the browser only if they lead to the web.
    // Without Ctrl, a click does nothing.
    for (const id of ["trap", "top", "window", "file", "send"]) {
      await article.locator(`#${id}`).click();
      await article.locator(`#${id}`).click({ modifiers: ["ControlOrMeta"] });
    }
    await expect.poll(opened).toEqual([outside, outside]);

    // The content was typed and saved, and now its page is loaded again.
    await page.getByRole("button", { name: "Load the page again" }).click();
    await page.keyboard.press("ControlOrMeta+2");
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type(" And on.");
    await expect(article).toContainText("The end. And on.");
    const root = previewFrame(page).locator(":root");
    expect(await root.evaluate(() => location.href)).toBe(address);
    expect(await root.evaluate(() => document.title)).not.toBe("fired");
    expect(await page.title()).not.toBe("fired");
    expect(asked).toEqual([]);
    expect(app.windows()).toHaveLength(1);
    server.close();
  });
});
