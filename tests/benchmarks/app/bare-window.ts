import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const page = fileURLToPath(new URL("../peers/window/window.ts", import.meta.url));
const main = fileURLToPath(new URL("../peers/window/main.ts", import.meta.url));
const html = fileURLToPath(new URL("../peers/window/index.html", import.meta.url));

/** Builds the peer's page and main process into a folder, which is then a program that Electron can start. */
export async function buildBareWindow(folder: string): Promise<void> {
  const common = { configFile: false, logLevel: "warn" } as const;
  const output = { entryFileNames: "[name].js", assetFileNames: "[name][extname]" };
  await build({
    ...common,
    base: "./",
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: "chrome130",
      cssCodeSplit: false,
      chunkSizeWarningLimit: 8000,
      modulePreload: false,
      rolldownOptions: { input: page, output },
    },
  });
  await build({
    ...common,
    build: {
      ssr: main,
      outDir: folder,
      emptyOutDir: false,
      target: "node20.18",
      rolldownOptions: { external: ["electron"], output },
    },
  });
  await copyFile(html, join(folder, "index.html"));
  await writeFile(join(folder, "package.json"), '{ "type": "module", "main": "main.js" }\n');
}

/** The text that the peer shows when it is started next. */
export function giveText(folder: string, text: string): Promise<void> {
  return writeFile(join(folder, "post.md"), text);
}
