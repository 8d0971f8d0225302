import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = `${root}electron/engine/site/search/page-script.ts`;

/**
 * The script of a published site's search page, as a module of the engine: it goes into every site, so it has to be there
 * wherever the engine runs, from sources as well. The module is kept with the sources, and a test holds it up to date.
 */
export async function searchPageModule() {
  const outputs = await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: {
      // Browsers of readers, since 2022
      target: ["es2022", "safari15.4"],
      write: false,
      lib: { entry: "renderer/search-page/main.ts", formats: ["iife"], name: "hitofudeSearchPage" },
    },
  });
  const [chunk] = [outputs].flat().flatMap(({ output }) => output);
  const header =
    "// Made from renderer/search-page by `npm run build`; a test says when it is out of date.\n";
  return `${header}export const pageScript = ${JSON.stringify(chunk.code)};\n`;
}

/** Writes the module where it differs from the one that is there. */
export async function writeSearchPageScript() {
  const made = await searchPageModule();
  if (made !== (await readFile(target, "utf8").catch(() => ""))) await writeFile(target, made);
}
