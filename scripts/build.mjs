import { createHash } from "node:crypto";
import { copyFileSync } from "node:fs";
import { glob, readFile } from "node:fs/promises";
import { builtinModules, createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { guidePages } from "./guide-pages.mjs";
import { writeSearchPageScript } from "./search-page-script.mjs";

/**
 * Builds every process of the program into `out/`. Each bundle is self-contained: only `electron` and Node's own
 * modules stay outside, so the package ships no node_modules.
 *
 * `node scripts/build.mjs [name …]` builds only the named bundles.
 */
const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest runtime that has to run this: Electron 33.2.1. */
const nodeTarget = "node20.18";
const browserTarget = "chrome130";

const external = ["electron", /^node:/, ...builtinModules];

/** Every bundle carries the licences of the packages in it. */
const license = { fileName: "licenses.md" };

/** ssh2's native parts do not load in Electron, and it falls back by itself when they are missing. */
const withoutNativeParts = {
  name: "without-native-parts",
  enforce: "pre",
  resolveId(source) {
    return source.endsWith(".node") || source === "cpu-features" ? `\0absent:${source}` : null;
  },
  load(id) {
    return id.startsWith("\0absent:") ? "throw new Error('not bundled');" : null;
  },
};

/** `require` as the sources make it in Node; without that line the bundler sees it, and bundles what it names. */
const bundledRequires = {
  name: "bundled-requires",
  transform(code, id) {
    const maker = "const require = createRequire(import.meta.url);";
    if (id.includes("node_modules") || !code.includes(maker)) return null;
    return { code: code.replace(maker, ""), map: null };
  },
};

/** Stands for the engine's sources in its caches on disk. */
const engineVersion = await sourceHash(["electron/engine", "electron/contract", "package-lock.json"]);

async function sourceHash(paths) {
  const hash = createHash("sha256");
  for (const path of paths) {
    const entries = await glob(`${root}${path}{,/**/*}`, { withFileTypes: true });
    const files = [];
    for await (const entry of entries) if (entry.isFile()) files.push(`${entry.parentPath}/${entry.name}`);
    for (const file of files.sort()) hash.update(file.slice(root.length)).update(await readFile(file));
  }
  return hash.digest("base64url").slice(0, 16);
}

/** A bundle for Node or Electron's Node. With `split`, what is imported on demand is a file of its own. */
function nodeBundle(name, entry, { file = `${name}.js`, format = "es", split = false } = {}) {
  return {
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [withoutNativeParts, bundledRequires],
    // CommonJS packages that ask where they lie; ES modules have other names for it.
    define: {
      ...(format === "es" ? { __dirname: "import.meta.dirname", __filename: "import.meta.filename" } : {}),
      __ENGINE_VERSION__: JSON.stringify(engineVersion),
    },
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: entry,
      target: nodeTarget,
      outDir: `out/${name}`,
      emptyOutDir: true,
      license,
      minify: false,
      rolldownOptions: {
        external,
        output: { format, entryFileNames: file, codeSplitting: split, chunkFileNames: "parts/[name].js" },
      },
    },
  };
}

/** What the thread that makes smaller copies of images loads beside its script, and the licences of what is in there. */
const codecs = {
  "mozjpeg_dec.wasm": "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
  "webp_dec.wasm": "@jsquash/webp/codec/dec/webp_dec.wasm",
  "webp_enc_simd.wasm": "@jsquash/webp/codec/enc/webp_enc_simd.wasm",
  "squoosh_png_bg.wasm": "@jsquash/png/codec/pkg/squoosh_png_bg.wasm",
  "license-mozjpeg.md": "@jsquash/jpeg/codec/LICENSE.codec.md",
  "license-libwebp.md": "@jsquash/webp/codec/LICENSE.codec.md",
  // What the package itself says of it is the text of another codec.
  "license-png.md": "./notices/png-codec.md",
};

const withCodecs = {
  name: "with-codecs",
  writeBundle({ dir }) {
    const { resolve } = createRequire(import.meta.url);
    for (const [name, file] of Object.entries(codecs)) copyFileSync(resolve(file), `${dir}/${name}`);
  },
};

/** Engine and shell start this file in threads; it lies beside both. */
const imageThread = nodeBundle("image-thread", "electron/engine/site/images/variant-thread.ts");
imageThread.plugins.push(withCodecs);

/** The engine starts this file in a thread; the dictionary lies beside it, as the package asks for it. */
const spellThread = nodeBundle("spell-thread", "electron/engine/spelling/spell-thread.ts");
spellThread.plugins.push({
  name: "with-dictionary",
  writeBundle({ dir }) {
    const folder = dirname(createRequire(import.meta.url).resolve("dictionary-en"));
    for (const name of ["index.aff", "index.dic"]) copyFileSync(join(folder, name), join(dir, name));
    copyFileSync(join(folder, "license"), join(dir, "license-dictionary.txt"));
  },
});

const rendererBundle = {
  root: `${root}renderer`,
  base: "./",
  configFile: false,
  logLevel: "warn",
  plugins: [react(), guidePages()],
  build: {
    target: browserTarget,
    outDir: `${root}out/renderer`,
    emptyOutDir: true,
    license,
    chunkSizeWarningLimit: 8000,
    modulePreload: { polyfill: false },
    rolldownOptions: { input: [`${root}renderer/index.html`, `${root}renderer/first.html`] },
  },
};

/** The script inside the preview's page: one small file without imports. */
const previewPageBundle = {
  root,
  configFile: false,
  logLevel: "warn",
  build: {
    target: browserTarget,
    outDir: "out/preview-page",
    emptyOutDir: true,
    lib: {
      entry: "renderer/preview-page/main.ts",
      formats: ["iife"],
      name: "hitofudePreview",
      fileName: () => "preview-page.js",
    },
  },
};

const bundles = {
  main: nodeBundle("main", "electron/main/main.ts"),
  preload: nodeBundle("preload", "electron/preload/preload.ts", { file: "preload.cjs", format: "cjs" }),
  engine: nodeBundle("engine", "electron/engine/engine-process.ts"),
  "image-thread": imageThread,
  "spell-thread": spellThread,
  cli: nodeBundle("cli", "electron/engine/cli/launch.ts", { file: "hitofude.js", split: true }),
  renderer: rendererBundle,
  "preview-page": previewPageBundle,
};

// Other bundles hold it, so it comes first
await writeSearchPageScript();

const chosen = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : Object.keys(bundles);
for (const name of names) {
  const started = performance.now();
  await build(bundles[name]);
  console.log(`built ${name} in ${Math.round(performance.now() - started)} ms`);
}
