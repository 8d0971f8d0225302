import { expect, test } from "@playwright/test";
import { focusEditor, previewFrame } from "#tests/support/editing.ts";
import { setDesk, startProgram } from "#tests/support/program.ts";

const attacks = [
  `<script>parent.postMessage("fired","*");document.title="fired"</script>`,
  `<img src="x" onerror="document.title='fired'">`,
  `<svg onload="document.title='fired'"></svg>`,
  `<a href="javascript:document.title='fired'" id="trap">trap</a>`,
  `<iframe src="javascript:parent.document.title='fired'"></iframe>`,
  `<iframe srcdoc="<script>parent.document.title='fired'</script>"></iframe>`,
  `<object data="data:text/html,<script>parent.document.title='fired'</script>"></object>`,
  `<form action="http://127.0.0.1:9/"><button id="send">send</button></form>`,
  `<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">`,
  `<base href="http://127.0.0.1:9/">`,
  `<img src="http://127.0.0.1:9/spy.png">`,
  `<link rel="stylesheet" href="http://127.0.0.1:9/spy.css">`,
];

test("nothing that a post contains runs, navigates or connects in the preview", async () => {
  const program = await startProgram(await setDesk());
  const { page } = program;
  const requests: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  await focusEditor(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(`${attacks.join("\n\n")}\n\nThe end.`);
  const frame = previewFrame(page);
  await expect(frame.locator(".e-content")).toContainText("The end.");
  await frame.locator("#trap").click();
  await frame.locator("#send").click();
  await page.waitForTimeout(500);
  await expect(frame.locator(".e-content")).toContainText("The end.");
  const titles = await Promise.all(page.frames().map((one) => one.title().catch(() => "")));
  expect(titles).not.toContain("fired");
  expect(requests.filter((url) => !/^(app|site|data|blob|about):/.test(url))).toEqual([]);
  await program.close();
});

test("pages have no way to Node, and cannot open windows or leave", async () => {
  const program = await startProgram(await setDesk());
  const { page, app } = program;
  await focusEditor(page);
  for (const frame of page.frames()) {
    const globals = await frame.evaluate(() =>
      ["require", "process", "module", "Buffer"].filter((name) => name in globalThis),
    );
    expect(globals).toEqual([]);
  }
  await page.evaluate(() => {
    window.open("https://example.com/");
    location.href = "https://example.com/";
  });
  await page.waitForTimeout(500);
  expect(page.url()).toMatch(/^app:\/\/hitofude\//);
  expect(app.windows()).toHaveLength(1);
  const policy = await page.evaluate(async () => (await fetch(location.href)).headers.get("content-security-policy"));
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("require-trusted-types-for 'script'");
  await program.close();
});
