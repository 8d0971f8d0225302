import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

/** Builds the peer's page and main process into a folder, which is then a program that Electron can start. */
export async function buildBareWindow(folder: string): Promise<void> {
  const source = fileURLToPath(new URL("../peers/window", import.meta.url));
  const common = { root: source, configFile: false, logLevel: "warn" } as const;
  await build({
    ...common,
    base: "./",
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "chrome130",
      chunkSizeWarningLimit: 8000,
      modulePreload: { polyfill: false },
    },
  });
  await build({
    ...common,
    build: {
      ssr: "main.ts",
      outDir: folder,
      emptyOutDir: false,
      target: "node20.18",
      rolldownOptions: { external: ["electron"], output: { entryFileNames: "main.js" } },
    },
  });
  await writeFile(join(folder, "package.json"), '{ "type": "module", "main": "main.js" }\n');
}

/** The text that the peer shows when it is started next. */
export function giveText(folder: string, text: string): Promise<void> {
  return writeFile(join(folder, "post.md"), text);
}
