import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const target = `${root}electron/engine/site/search/page-script.ts`;

/** Published with the script, because its license asks for that. */
const notice =
  "/*! fflate (c) 2023 Arjun Barrett, MIT License: https://github.com/101arrowz/fflate/blob/master/LICENSE */\n";

/**
 * Returns the script of a published site's search page as a module of the engine.
 * Every site contains the script, so the engine needs it even if the engine runs from sources.
 * The module is committed, and a test checks that it is up to date.
 */
export async function searchPageModule() {
  const outputs = await build({
    root,
    configFile: false,
    logLevel: "warn",
    build: {
      // The script must run in readers' browsers from 2022 and later.
      target: ["es2022", "safari15.4"],
      write: false,
      lib: { entry: "renderer/search-page/main.ts", formats: ["iife"], name: "hitofudeSearchPage" },
    },
  });
  const [chunk] = [outputs].flat().flatMap(({ output }) => output);
  const header =
    "// Generated from renderer/search-page by `npm run build`; a test fails if it is outdated.\n";
  return `${header}export const pageScript = ${JSON.stringify(notice + chunk.code)};\n`;
}

/** Writes the module if its content has changed. */
export async function writeSearchPageScript() {
  const made = await searchPageModule();
  if (made !== (await readFile(target, "utf8").catch(() => ""))) await writeFile(target, made);
}
