import { AppError } from "#contract/errors.ts";
import type { IncludeMode } from "#engine/site/model/site.ts";
import { publicUrl } from "../run/verify-web.ts";
import { fetchTestFile, type WebProbe } from "./probe-web.ts";

/** The test file for server-side includes. It shows a variable of the page that includes the test file. */
export const includedProbe = '<!--#echo encoding="none" var="hitofude_test" -->';

/**
 * Returns a page that includes a test file by server-side includes and by PHP.
 * `part` is the name of a test file with the content `includedProbe`. `name` is the name of a text file.
 * If includes or PHP work, the page also shows the path of its folder on the server.
 */
export function includeProbe(siteUrl: string, name: string, part: string): string {
  const path = new URL(publicUrl(siteUrl, part)).pathname;
  return `<!doctype html>
<title>Hitofude</title>
<p>ssi:<!--#set var="hitofude_test" value="${name}" --><!--#include virtual="${path.replaceAll("$", "%24")}" -->.</p>
<p>php:<?php readfile(__DIR__ . '/${name}'); ?>.</p>
<p>file:<!--#echo encoding="none" var="SCRIPT_FILENAME" -->;</p>
<p>folder:<?php echo __DIR__; ?>;</p>
`;
}

/**
 * How the web server inserts a test file.
 * `root` is the path of the test page's folder on the server, or null if the page does not show the path.
 */
interface FoundIncludes {
  readonly include: Exclude<IncludeMode, "none">;
  readonly root: string | null;
}

/**
 * Fetches the page `name` that `includeProbe` made, and returns how the web server inserted the test file.
 * Returns "script" if nothing was inserted or the page could not be fetched.
 */
export async function readIncludeProbe({
  siteUrl,
  name,
  text,
  signal,
  web,
}: Omit<WebProbe, "directory">): Promise<FoundIncludes> {
  try {
    const page = (await fetchTestFile(siteUrl, name, { signal, web })).text ?? "";
    const file = /file:(\/[^<;]*)\/[^/<;]+;/.exec(page)?.[1];
    const folder = /folder:(\/[^<;]*);/.exec(page)?.[1];
    const isInserted = (how: string, inserted: string): boolean => page.includes(`${how}:${inserted}`);
    const isSsi = isInserted("ssi", `${name.replace(/\.html$/, ".txt")}.`);
    const include = isSsi ? "ssi" : isInserted("php", text) ? "php" : "script";
    return { include, root: file ?? folder ?? null };
  } catch {
    if (signal?.aborted) throw new AppError("call.cancelled");
    return { include: "script", root: null };
  }
}
