import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const source = (name: string): string => fileURLToPath(new URL(`../peers/window/${name}`, import.meta.url));

/**
 * The page of the peer.
 * `preview`: Monaco beside the whole text rendered by markdown-it.
 * `typing`: Monaco alone with our editor's options.
 * `list`: a long list in plain HTML.
 */
export type PeerPage = "preview" | "typing" | "list";

/** Builds the pages and the main process of a minimal Electron program, with which ours is compared. */
export async function buildBareWindow(folder: string): Promise<void> {
  const common = { configFile: false, logLevel: "warn" } as const;
  const output = { entryFileNames: "[name].js", assetFileNames: "style[extname]" };
  for (const [index, page] of (["preview", "typing"] as const).entries()) {
    await build({
      ...common,
      base: "./",
      build: {
        outDir: folder,
        emptyOutDir: index === 0,
        target: "chrome130",
        cssCodeSplit: false,
        chunkSizeWarningLimit: 8000,
        modulePreload: false,
        rolldownOptions: { input: source(`${page}.ts`), output },
      },
    });
  }
  await build({
    ...common,
    build: {
      ssr: source("main.ts"),
      outDir: folder,
      emptyOutDir: false,
      target: "node20.18",
      rolldownOptions: { external: ["electron"], output },
    },
  });
  for (const page of ["preview", "typing", "list"]) {
    await copyFile(source(`${page}.html`), join(folder, `${page}.html`));
  }
  await writeFile(join(folder, "package.json"), '{ "type": "module", "main": "main.js" }\n');
}

/** Sets the text that the minimal program shows at its next start. */
export function giveText(folder: string, text: string): Promise<void> {
  return writeFile(join(folder, "post.md"), text);
}

/** Returns the command line that starts the minimal program with a page. */
export function peerProgram(folder: string, page: PeerPage): readonly string[] {
  return [folder, folder, `${page}.html`];
}
