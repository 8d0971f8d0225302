import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extractFile, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { expect, test } from "vitest";
import { asarFile, projectRoot, unpacked, unpackedFolder } from "./package-paths.ts";

/** Values of a fuse in the binary, which are letters. */
const [off, on] = ["0", "1"].map((letter) => letter.charCodeAt(0));
const files = listPackage(asarFile, { isPack: false }).map((file) => file.replaceAll("\\", "/"));
const [onWindows, onMac] = [process.platform === "win32", process.platform === "darwin"];

test("the fuses in the binary are those of a release", async () => {
  const fuses = await getCurrentFuseWire(unpacked.executable);
  expect(fuses).toMatchObject({
    [FuseV1Options.RunAsNode]: off,
    [FuseV1Options.EnableCookieEncryption]: off,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
    [FuseV1Options.EnableNodeCliInspectArguments]: off,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
    [FuseV1Options.OnlyLoadAppFromAsar]: on,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: off,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: off,
  });
});

test("the archive contains every bundle that the program loads", () => {
  expect(files).toEqual(
    expect.arrayContaining([
      "/package.json",
      "/out/main/main.js",
      "/out/preload/preload.cjs",
      "/out/engine/engine.js",
      "/out/image-thread/image-thread.js",
      "/out/spell-thread/index.aff",
      "/out/spell-thread/index.dic",
      "/out/spell-thread/spell-thread.js",
      "/out/image-thread/index_bg.wasm",
      "/out/image-thread/mozjpeg_dec.wasm",
      "/out/image-thread/shippori-mincho-japanese.woff",
      "/out/image-thread/shippori-mincho-latin.woff",
      "/out/image-thread/squoosh_png_bg.wasm",
      "/out/image-thread/webp_dec.wasm",
      "/out/image-thread/webp_enc_simd.wasm",
      "/out/renderer/index.html",
      "/out/preview-page/preview-page.js",
    ]),
  );
});

test("the archive contains nothing else: no modules, sources, tests or settings", () => {
  // On Windows the shell is outside the archive, where Node can read it.
  const shell = onWindows ? "" : "|cli";
  const bundles = `main|preload|engine|image-thread|spell-thread|renderer|preview-page${shell}`;
  const expected = new RegExp(`^/(package\\.json|out(/(${bundles})(/.*)?)?)$`);
  expect(files.filter((file) => !expected.test(file))).toEqual([]);
  expect(files.filter((file) => /node_modules|\.(ts|tsx|map|test\.js)$/.test(file))).toEqual([]);
});

test("the decoders of images have their licences", () => {
  const licence = (name: string): string =>
    extractFile(asarFile, `out/image-thread/${name}`).toString("utf8");
  expect(licence("licenses.md")).toContain("@jsquash/webp");
  expect(licence("license-mozjpeg.md")).toContain("Independent JPEG Group");
  expect(licence("license-libwebp.md")).toContain("Google");
  expect(licence("license-shippori-mincho.txt")).toContain("SIL Open Font License");
  expect(licence("licenses.md")).toContain("@resvg/resvg-wasm");
  expect(licence("license-png.md")).toMatch(/MIT|Apache/);
});

test("the packaged package.json starts the program and contains no tools", () => {
  const manifest: unknown = JSON.parse(extractFile(asarFile, "package.json").toString("utf8"));
  expect(manifest).toMatchObject({ main: "out/main/main.js", desktopName: "hitofude.desktop" });
  expect(manifest).not.toHaveProperty("scripts");
  expect(manifest).not.toHaveProperty("devDependencies");
});

test.each(["themes", "sample-blog", "sample-blog-en", "icons"])(
  "%s are plain files beside the program",
  (name) => {
    const packaged = `${unpacked.resources}/resources/${name}`;
    const own = `${projectRoot}resources/${name}`;
    const names = readdirSync(packaged, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath.slice(packaged.length)}/${entry.name}`);
    expect(names.length).toBeGreaterThan(5);
    for (const file of names)
      expect(readFileSync(packaged + file).equals(readFileSync(own + file)), file).toBe(true);
  },
);

test("the package contains nothing of the Electron for development", () => {
  const own = readdirSync(unpackedFolder);
  expect(own).not.toContain("version");
  expect(own.filter((name) => name.startsWith("."))).toEqual([]);
  expect(existsSync(`${unpacked.resources}/default_app.asar`)).toBe(false);
  expect(own).not.toContain("electron");
});

test.skipIf(onMac)(
  "the package contains the licences, and Chromium's texts in the languages of the interface",
  () => {
    expect(readFileSync(`${unpacked.resources}/LICENSE`)).toEqual(readFileSync(`${projectRoot}LICENSE`));
    const names = readdirSync(unpackedFolder);
    expect(names).toEqual(expect.arrayContaining(["LICENSE.electron.txt", "LICENSES.chromium.html"]));
    expect(readdirSync(`${unpackedFolder}/locales`).sort()).toEqual(["en-US.pak", "ja.pak"]);
  },
);
