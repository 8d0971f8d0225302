import { expect, test } from "vitest";
import { mayNavigate, outsideAddress } from "#main/security/allowed-urls.ts";

const site = "site://b1";

test("the page cannot navigate away from the interface", () => {
  expect(mayNavigate("app://hitofude/index.html", true, site)).toBe(true);
  for (const url of [
    "app://hitofude.example/",
    "app://other/",
    "https://example.com/",
    "site://b1/",
    "about:blank",
  ])
    expect(mayNavigate(url, true, site), url).toBe(false);
});

test("frames can show only the window's own blog", () => {
  expect(mayNavigate("site://b1/20220506-0000.html?preview=a", false, site)).toBe(true);
  expect(mayNavigate("site://b1-2/20220506-0000.html?preview=a", false, site)).toBe(true);
  for (const url of [
    "site://b2/",
    "site://b10/",
    "site://b10-2/",
    "site://b1-x/",
    "site://b1-2.example/",
    "site://b1.example/",
    "app://hitofude/index.html",
    "data:text/html,x",
  ])
    expect(mayNavigate(url, false, site), url).toBe(false);
  expect(mayNavigate("site://b1/", false, undefined)).toBe(false);
});

test("only web and mail addresses are opened by the system", () => {
  expect(outsideAddress("https://example.com/日記")).toBe("https://example.com/%E6%97%A5%E8%A8%98");
  expect(outsideAddress("HTTP://example.com")).toBe("http://example.com/");
  expect(outsideAddress("mailto:a@example.com")).toBe("mailto:a@example.com");
  for (const address of [
    "file:///etc/passwd",
    "javascript:alert(1)",
    "smb://host/share",
    "ms-msdt:/id",
    "\\\\host\\share",
    "/usr/bin/true",
    "app://hitofude/",
    "",
  ])
    expect(outsideAddress(address), address).toBeNull();
});
