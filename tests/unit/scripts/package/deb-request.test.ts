import { expect, test } from "vitest";
import { readDebRequest } from "../../../../scripts/package/deb-request.mjs";

/** What electron-builder passes, shortened. */
const call = [
  ...[
    "-s",
    "dir",
    "--force",
    "-t",
    "deb",
    "-d",
    "libnss3",
    "-d",
    "libgbm1",
    "--deb-recommends",
    "fonts-noto-cjk",
  ],
  ...[
    "--deb-compression",
    "xz",
    "--architecture",
    "amd64",
    "--after-install",
    "after-install",
    "--after-remove",
    "after-remove",
  ],
  ...["--description", "Write\n and publish", "--version", "1.2.0~beta.1", "--package", "/dist/brush.deb"],
  ...["--name", "Brush", "--maintainer", "Someone <someone@example.com>", "--vendor", "Someone"],
  ...["--url", "https://example.com/", "--deb-priority", "optional", "--license", "MIT"],
  ...["/dist/linux-unpacked/=/opt/Brush", "/icons/a=b.png=/usr/share/icons/brush.png"],
];

test("a call of electron-builder becomes fields of the control file", () => {
  const { fields, ...rest } = readDebRequest(call);
  expect(Object.fromEntries(fields.map(({ name, value }) => [name, value]))).toEqual({
    Package: "brush",
    Version: "1.2.0~beta.1",
    Architecture: "amd64",
    Maintainer: "Someone <someone@example.com>",
    Depends: "libnss3, libgbm1",
    Recommends: "fonts-noto-cjk",
    Section: "editors",
    Priority: "optional",
    Homepage: "https://example.com/",
    Description: "Write\n and publish",
  });
  expect(rest).toEqual({
    file: "/dist/brush.deb",
    compression: "xz",
    contents: [
      { from: "/dist/linux-unpacked/", to: "/opt/Brush" },
      { from: "/icons/a=b.png", to: "/usr/share/icons/brush.png" },
    ],
    scripts: { postinst: "after-install", postrm: "after-remove" },
  });
});

test("a field without a value is left out", () => {
  const without = call.filter((_, index) => !["--url", "https://example.com/"].includes(call[index] ?? ""));
  expect(readDebRequest(without).fields.map(({ name }) => name)).not.toContain("Homepage");
});

test("an iteration follows the version", () => {
  const { fields } = readDebRequest(["--iteration", "7", ...call]);
  expect(fields).toContainEqual({ name: "Version", value: "1.2.0~beta.1-7" });
});

test("an empty line of the description is a dot, as control files want it", () => {
  const text = ["--description", "Write\n\nand publish"];
  const { fields } = readDebRequest([...call.slice(0, -2), ...text, ...call.slice(-2)]);
  expect(fields).toContainEqual({ name: "Description", value: "Write\n .\n and publish" });
});

test.each([
  ["another kind of package", ["-t", "rpm"], /only a deb/],
  ["an unknown option", ["--deb-upstart", "x"], /deb-upstart/],
  ["an unknown compression", ["--deb-compression", "lzo"], /lzo/],
  ["a missing value", ["--name", ""], /--name/],
  ["contents without a target", ["/somewhere"], /SOURCE=TARGET/],
])("%s is refused", (_, more, message) => {
  expect(() => readDebRequest([...call, ...more])).toThrow(message);
});
