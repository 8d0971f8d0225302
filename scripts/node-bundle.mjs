import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { plainAscii } from "./plain-ascii.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The oldest supported runtime: Electron 33.2.1. */
const nodeTarget = "node20.18";

const external = ["electron", /^node:/, ...builtinModules];

/** Every bundle includes the licences of its packages. */
export const license = { fileName: "licenses.md" };

/** ssh2's native parts do not load in Electron. Without the native parts, ssh2 uses JavaScript instead. */
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

/**
 * Removes the line with which source files create the function `require`.
 * Without this line, the bundler recognises calls of `require` and includes the required modules.
 */
const bundledRequires = {
  name: "bundled-requires",
  transform(code, id) {
    const maker = "const require = createRequire(import.meta.url);";
    if (id.includes("node_modules") || !code.includes(maker)) return null;
    return { code: code.replace(maker, ""), map: null };
  },
};

/** A hash of the engine's sources. The engine's caches on disk are valid only for the same hash. */
const engineVersion = await sourceHash(["electron/engine", "electron/contract", "package-lock.json"]);

/** Returns a hash of the given files and folders with their contents. `paths` are relative to `folder`. */
export async function sourceHash(paths, folder = root) {
  const hash = createHash("sha256");
  for (const path of paths) {
    // `folder` is not a part of the glob pattern, because brackets in a folder's name are special characters.
    const entries = glob(`${path}{,/**/*}`, { cwd: folder, withFileTypes: true });
    const files = [];
    for await (const entry of entries) if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
    if (files.length === 0) throw new Error(`nothing at ${join(folder, path)}`);
    const names = files.map((file) => relative(folder, file).replaceAll("\\", "/"));
    for (const name of names.sort()) hash.update(name).update(await readFile(join(folder, name)));
  }
  return hash.digest("base64url").slice(0, 16);
}

/**
 * Returns the configuration of a self-contained bundle for Node or Electron's Node.
 * With `split`, modules that are imported on demand are in separate files.
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
    // CommonJS packages use `__dirname` and `__filename`. In ES modules, these paths have other names.
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
        // Creating a schema has no side effects, so unused schemas can be removed.
        // Unused schemas would only slow down each start of the program.
        treeshake: { manualPureFunctions: ["z"] },
        output: {
          format,
          entryFileNames: file,
          codeSplitting: split,
          chunkFileNames: "parts/[name].js",
          // The bundle has no comments, because V8 would scan them at each start.
          comments: false,
        },
      },
    },
  };
}
