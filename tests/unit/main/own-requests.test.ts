import { expect, test } from "vitest";
import { mayRequest } from "#main/security/allowed-urls.ts";

test.each([
  ["app://hitofude/index.html", "mainFrame"],
  ["site://b1/20220506-0000.html?preview=x", "subFrame"],
  ["data:image/png;base64,AA", "image"],
  ["blob:app://hitofude/0-1", "image"],
])("%s is the program's own as %s", (url, kind) => expect(mayRequest(url, kind, false)).toBe(true));

test.each([
  ["http://127.0.0.1/", "image"],
  ["https://example.com/", "mainFrame"],
  ["ws://127.0.0.1/", "webSocket"],
  ["file:///etc/passwd", "mainFrame"],
  ["ftp://example.com/", "xhr"],
  ["app://hitofude.example.com/", "mainFrame"],
  ["app://other/", "script"],
  ["site://example.com/", "subFrame"],
  ["data:text/html,x", "mainFrame"],
  ["data:text/html,x", "subFrame"],
  ["blob:null/0-1", "subFrame"],
  ["chrome://gpu/", "mainFrame"],
  ["devtools://devtools/bundled/x.html", "mainFrame"],
  ["javascript:1", "mainFrame"],
])("%s is cancelled as %s", (url, kind) => expect(mayRequest(url, kind, false)).toBe(false));

test("Chromium's developer tools are available in development", () => {
  expect(mayRequest("devtools://devtools/bundled/x.html", "mainFrame", true)).toBe(true);
});
