import { copyFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { build } from "vite";
import { guidePages } from "./guide-pages.mjs";
import { monacoBounds } from "./monaco-bounds.mjs";
import { license, nodeBundle } from "./node-bundle.mjs";
import { plainAscii } from "./plain-ascii.mjs";
import { writeSearchPageScript } from "./search-page-script.mjs";
import { writeShellFiles } from "./shell/write.ts";

/**
 * Builds every process of the program into `out/`. Each bundle is self-contained.
 * Only `electron` and Node's own modules stay outside, so the package ships no node_modules.
 *
 * `node scripts/build.mjs [name …]` builds only the named bundles.
 */
const root = fileURLToPath(new URL("..", import.meta.url));

const browserTarget = "chrome130";

/** Files that the thread for pictures loads from its own folder, and the licences of their code. */
const codecs = {
  "mozjpeg_dec.wasm": "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm",
  "mozjpeg_enc.wasm": "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm",
  "webp_dec.wasm": "@jsquash/webp/codec/dec/webp_dec.wasm",
  "webp_enc_simd.wasm": "@jsquash/webp/codec/enc/webp_enc_simd.wasm",
  "squoosh_png_bg.wasm": "@jsquash/png/codec/pkg/squoosh_png_bg.wasm",
  "index_bg.wasm": "@resvg/resvg-wasm/index_bg.wasm",
  "shippori-mincho-japanese.woff": "../resources/fonts/shippori-mincho-japanese.woff",
  "shippori-mincho-latin.woff": "../resources/fonts/shippori-mincho-latin.woff",
  "license-shippori-mincho.txt": "../resources/fonts/OFL.txt",
  "license-mozjpeg.md": "@jsquash/jpeg/codec/LICENSE.codec.md",
  "license-libwebp.md": "@jsquash/webp/codec/LICENSE.codec.md",
  // The licence file in the package belongs to a different codec.
  "license-png.md": "./notices/png-codec.md",
};

const withCodecs = {
  name: "with-codecs",
  writeBundle({ dir }) {
    const { resolve } = createRequire(import.meta.url);
    for (const [name, file] of Object.entries(codecs)) copyFileSync(resolve(file), `${dir}/${name}`);
  },
};

/** The engine and the shell start this file in threads, so the folders of both contain a copy. */
const imageThread = nodeBundle("image-thread", "electron/engine/site/media/images/variant-thread.ts");
imageThread.plugins.push(withCodecs);

/**
 * The engine starts this file in a thread. The spelling library looks for the dictionary in the same folder.
 */
const spellThread = nodeBundle("spell-thread", "electron/engine/spelling/spell-thread.ts");
spellThread.plugins.push({
  name: "with-dictionary",
  writeBundle({ dir }) {
    const folder = dirname(createRequire(import.meta.url).resolve("dictionary-en"));
    for (const name of ["index.aff", "index.dic"]) copyFileSync(join(folder, name), join(dir, name));
    copyFileSync(join(folder, "license"), join(dir, "license-dictionary.txt"));
  },
});

/**
 * Makes the browser fetch and compile the editor's chunks while the window waits for the blog.
 * The editor is not started yet, because the window first shows the text.
 */
const withEditorPreload = {
  name: "with-editor-preload",
  transformIndexHtml: {
    order: "post",
    handler(_html, { bundle, path }) {
      const chunks = Object.values(bundle ?? {}).filter(({ type }) => type === "chunk");
      const editor = chunks.find(({ name }) => name === "prose-editor");
      const page = chunks.find(({ name, isEntry }) => isEntry && name === "index");
      if (!editor || !page || !path.endsWith("index.html")) return [];
      // Separate chunks contain the code that this editor shares with other editors. The editor imports them.
      const files = [editor.fileName, ...editor.imports].filter(
        (file) => file !== page.fileName && !page.imports.includes(file),
      );
      return files.map((file) => {
        const attrs = { rel: "modulepreload", fetchpriority: "low", crossorigin: true, href: `./${file}` };
        return { tag: "link", injectTo: "head", attrs };
      });
    },
  },
};

const rendererBundle = {
  root: `${root}renderer`,
  base: "./",
  configFile: false,
  logLevel: "warn",
  plugins: [react(), guidePages(), withEditorPreload, monacoBounds, plainAscii],
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

/** The script of the preview's page: one small file without imports. */
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

/**
 * The shell, and the program of the shell's thread in a separate folder.
 * The shell and the thread share no chunks, because Node caches the code of a chunk for only one program.
 */
const cli = [
  nodeBundle("cli", "electron/engine/cli/launch.ts", { file: "hitofude.js", split: true }),
  nodeBundle("cli/text-thread", "electron/engine/speed/text-thread/text-thread.ts", {
    file: "text-thread.js",
    split: true,
  }),
];

const bundles = {
  main: nodeBundle("main", "electron/main/main.ts"),
  preload: nodeBundle("preload", "electron/preload/preload.ts", { file: "preload.cjs", format: "cjs" }),
  engine: nodeBundle("engine", "electron/engine/engine-process.ts"),
  "image-thread": imageThread,
  "spell-thread": spellThread,
  cli,
  renderer: rendererBundle,
  "preview-page": previewPageBundle,
};

// Other bundles contain this script, so it is written first.
await writeSearchPageScript();

const chosen = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : [...Object.keys(bundles), "shell"];
for (const name of names) {
  const started = performance.now();
  if (name === "shell") await writeShellFiles(`${root}out/shell`);
  else for (const bundle of [bundles[name]].flat()) await build(bundle);
  console.log(`built ${name} in ${Math.round(performance.now() - started)} ms`);
}
