import { expect, test } from "vitest";
import { readFpmRequest } from "../../../../scripts/package/stand-ins/fpm-request.mjs";

/** The arguments of electron-builder, shortened. */
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

test("arguments of electron-builder become fields of the control file", () => {
  const { fields, ...rest } = readFpmRequest(call);
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
    kind: "deb",
    description: "Write\n and publish",
    file: "/dist/brush.deb",
    compression: "xz",
    contents: [
      { from: "/dist/linux-unpacked/", to: "/opt/Brush" },
      { from: "/icons/a=b.png", to: "/usr/share/icons/brush.png" },
    ],
    scripts: { afterInstall: "after-install", afterRemove: "after-remove" },
  });
});

test("an rpm has its own fields, with one for each dependency", () => {
  const more = ["-t", "rpm", "--rpm-os", "linux", "--rpm-compression", "gzip", "--rpm-summary", "Write"];
  const { kind, compression, fields } = readFpmRequest([...call, ...more]);
  expect([kind, compression]).toEqual(["rpm", "w6.gzdio"]);
  expect(fields).toEqual(
    expect.arrayContaining([
      { name: "Name", value: "brush" },
      { name: "Summary", value: "Write" },
      { name: "Packager", value: "Someone <someone@example.com>" },
      { name: "Requires", value: "libnss3" },
      { name: "Requires", value: "libgbm1" },
    ]),
  );
});

test("a field without a value is left out", () => {
  const without = call.filter((_, index) => !["--url", "https://example.com/"].includes(call[index] ?? ""));
  expect(readFpmRequest(without).fields.map(({ name }) => name)).not.toContain("Homepage");
});

test("an iteration follows the version", () => {
  const { fields } = readFpmRequest(["--iteration", "7", ...call]);
  expect(fields).toContainEqual({ name: "Version", value: "1.2.0~beta.1-7" });
});

test("an empty line of the description becomes a dot, as control files require", () => {
  const text = ["--description", "Write\n\nand publish"];
  const { fields } = readFpmRequest([...call.slice(0, -2), ...text, ...call.slice(-2)]);
  expect(fields).toContainEqual({ name: "Description", value: "Write\n .\n and publish" });
});

test.each([
  ["another kind of package", ["-t", "pacman"], /no pacman/],
  ["an unknown option", ["--deb-upstart", "x"], /deb-upstart/],
  ["an unknown compression", ["--deb-compression", "lzo"], /lzo/],
  ["a missing value", ["--name", ""], /--name/],
  ["contents without a target", ["/somewhere"], /SOURCE=TARGET/],
])("%s is rejected", (_, more, message) => {
  expect(() => readFpmRequest([...call, ...more])).toThrow(message);
});
