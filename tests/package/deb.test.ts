import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { packageFile, packagesFolder } from "./package-paths.ts";

const onLinux = process.platform === "linux";
const deb = onLinux ? packageFile("deb") : "";

test.skipIf(!onLinux)("the control file contains name, dependencies and maintainer", () => {
  const field = (name: string): string => dpkgDeb("--field", deb, name).trim();
  expect(field("Package")).toBe("hitofude");
  expect(field("Version")).toMatch(/^\d+\.\d+\.\d+/);
  expect(field("Architecture")).toBe(process.arch === "x64" ? "amd64" : process.arch);
  expect(field("Maintainer")).toMatch(/<.+@.+>$/);
  expect(field("Depends").split(", ")).toEqual(expect.arrayContaining(["libgtk-3-0", "libnss3", "libgbm1"]));
  expect(field("Recommends")).toContain("fonts-noto-cjk");
  expect(Number(field("Installed-Size"))).toBeGreaterThan(100_000);
  expect(field("Description").split("\n")).toHaveLength(2);
});

test.skipIf(!onLinux)(
  "the files belong to root, everybody can read them, and all are in their usual folders",
  () => {
    const lines = dpkgDeb("--contents", deb).trim().split("\n");
    const places =
      /^\.\/($|opt\/($|Hitofude\/)|usr\/($|bin\/|share\/($|applications\/|icons\/|doc\/|man\/|bash-completion\/|zsh\/|fish\/)))/;
    for (const line of lines) {
      const [mode = "", owner, , , , file = ""] = line.split(/\s+/);
      expect(owner, line).toMatch(/^(root|0)\/(root|0)$/);
      expect(mode, line).toMatch(/^(drwxr-xr-x|-rwxr-xr-x|-rw-r--r--|lrwxrwxrwx)$/);
      expect(file, line).toMatch(places);
    }
    const names = lines.map((line) => line.split(/\s+/)[5]);
    expect(names).toEqual(
      expect.arrayContaining([
        "./opt/Hitofude/hitofude",
        "./opt/Hitofude/chrome-sandbox",
        "./opt/Hitofude/resources/app.asar",
        "./opt/Hitofude/resources/resources/themes/fude/theme.yaml",
        "./usr/share/applications/hitofude.desktop",
        "./usr/share/icons/hicolor/512x512/apps/hitofude.png",
      ]),
    );
  },
);

test.skipIf(!onLinux)("the menu entry passes paths and is offered for Markdown files", () => {
  const archive = dpkgDebBytes("--fsys-tarfile", deb);
  const entry = execFileSync("tar", ["-xOf", "-", "./usr/share/applications/hitofude.desktop"], {
    input: archive,
  });
  const lines = entry.toString("utf8").split("\n");
  expect(lines).toContain("Exec=/opt/Hitofude/hitofude %F");
  expect(lines).toContain("MimeType=text/markdown;");
  // The window's application id comes from desktopName in package.json.
  expect(lines).toContain("StartupWMClass=hitofude");
});

test.skipIf(!onLinux)("the package contains hitofude on the PATH, and its scripts are valid", () => {
  const [link] = dpkgDeb("--contents", deb)
    .split("\n")
    .filter((line) => line.includes(" ./usr/bin/h"));
  expect(link).toMatch(/ \.\/usr\/bin\/hitofude -> \.\.\/\.\.\/opt\/Hitofude\/bin\/hitofude$/);
  for (const name of ["postinst", "postrm"]) {
    const script = dpkgDeb("--info", deb, name);
    expect(script).toContain("'/etc/apparmor.d/hitofude'");
    expect(script).not.toContain("${");
    execFileSync("bash", ["-n"], { input: script });
  }
});

test.skipIf(!onLinux)("SHA256SUMS matches the packages beside it", () => {
  const checked = execFileSync("sha256sum", ["--check", "--strict", "SHA256SUMS"], { cwd: packagesFolder });
  expect(checked.toString("utf8")).toMatch(/\.deb: OK$/m);
});

function dpkgDeb(...args: string[]): string {
  return dpkgDebBytes(...args).toString("utf8");
}

function dpkgDebBytes(...args: string[]): Buffer {
  return execFileSync("dpkg-deb", args, { maxBuffer: 2 ** 30 });
}
