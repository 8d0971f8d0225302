import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { fileURLToPath } from "node:url";
import { plainAscii } from "./plain-ascii.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest runtime that has to run this: Electron 33.2.1. */
const nodeTarget = "node20.18";

const external = ["electron", /^node:/, ...builtinModules];

/** Every bundle carries the licences of the packages in it. */
export const license = { fileName: "licenses.md" };

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

/**
 * A bundle for Node or Electron's Node, self-contained. With `split`, what is imported on demand is a file of its own.
 *
 * @returns {import("vite").InlineConfig}
 */
export function nodeBundle(
  name,
  entry,
  { outDir = `out/${name}`, file = `${name}.js`, format = "es", split = false } = {},
) {
  return {
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [withoutNativeParts, bundledRequires, plainAscii],
    // CommonJS packages that ask where they lie; ES modules have other names for it.
    define: {
      ...(format === "es" ? { __dirname: "import.meta.dirname", __filename: "import.meta.filename" } : {}),
      __ENGINE_VERSION__: JSON.stringify(engineVersion),
    },
    ssr: { noExternal: true, target: "node" },
    build: {
      ssr: entry,
      target: nodeTarget,
      outDir,
      emptyOutDir: true,
      license,
      minify: false,
      rolldownOptions: {
        external,
        // Making a schema has no effect: those that a program does not use would take time at each of its starts
        treeshake: { manualPureFunctions: ["z"] },
        output: {
          format,
          entryFileNames: file,
          codeSplitting: split,
          chunkFileNames: "parts/[name].js",
          // Whoever reads them reads the sources; V8 would read them at each start
          comments: false,
        },
      },
    },
  };
}
