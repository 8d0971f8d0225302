import { expect, test } from "vitest";
import { mayNavigate, mayRequest } from "#main/security/allowed-urls.ts";
import { urlOfLoad } from "#renderer/preview/page-port.ts";

const url = "site://b1/20220506-0000.html?preview=posts/a.md";

test("after every hundred loads, the preview moves to another host, so that Chromium frees old fonts", () => {
  expect([1, 99].map((load) => urlOfLoad(url, load))).toEqual([url, url]);
  expect(urlOfLoad(url, 100)).toBe("site://b1-1/20220506-0000.html?preview=posts/a.md");
  expect(urlOfLoad(url, 100)).toBe(urlOfLoad(url, 199));
  expect(urlOfLoad(url, 250)).toBe("site://b1-2/20220506-0000.html?preview=posts/a.md");
});

test("the window may show the page at each of these hosts", () => {
  for (const load of [1, 100, 12_345]) {
    expect(mayNavigate(urlOfLoad(url, load), false, "site://b1")).toBe(true);
    expect(mayRequest(urlOfLoad(url, load), "subFrame", false)).toBe(true);
  }
});
