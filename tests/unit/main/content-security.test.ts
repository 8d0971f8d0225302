import { expect, test } from "vitest";
import { appPolicy, commonHeaders, previewPolicy } from "#main/security/content-security.ts";

/** Returns the sources of each directive. */
function directives(policy: string): Map<string, string[]> {
  return new Map(
    policy.split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );
}

/** Directives for which `default-src` is not the default. */
const ofTheirOwn = ["base-uri", "form-action", "frame-ancestors"];

test("the interface loads only its own files, and no text can run as a script", () => {
  const policy = directives(appPolicy);
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("script-src")).toEqual(["'self'"]);
  expect(policy.get("connect-src")).toEqual(["'self'"]);
  expect(policy.get("frame-src")).toEqual(["site:"]);
  expect(policy.get("require-trusted-types-for")).toEqual(["'script'"]);
  for (const name of ofTheirOwn) expect(policy.get(name), name).toEqual(["'none'"]);
});

test("the preview runs only the program's own script", () => {
  const policy = directives(previewPolicy("site://b1"));
  expect(policy.get("default-src")).toEqual(["'none'"]);
  expect(policy.get("script-src")).toEqual(["site://b1/-/preview-page.js"]);
  expect(policy.get("frame-ancestors")).toEqual(["app://hitofude"]);
  for (const name of ["base-uri", "form-action"]) expect(policy.get(name), name).toEqual(["'none'"]);
  for (const name of ["connect-src", "frame-src", "object-src", "worker-src"])
    expect(policy.has(name), name).toBe(false);
});

test("neither policy permits another host, a wildcard or eval", () => {
  const own =
    /^('none'|'self'|'script'|site:|data:|blob:|app:\/\/hitofude|site:\/\/b1(\/-\/preview-page\.js)?)$/;
  for (const policy of [appPolicy, previewPolicy("site://b1")]) {
    for (const [name, sources] of directives(policy)) {
      const loose = sources.filter((source) => !own.test(source));
      expect(loose, name).toEqual(name === "style-src" ? ["'unsafe-inline'"] : []);
    }
  }
});

test("pages disable type sniffing, referrers and DNS prefetching", () => {
  expect(commonHeaders).toMatchObject({
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-DNS-Prefetch-Control": "off",
  });
});
