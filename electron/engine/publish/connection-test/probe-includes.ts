import { AppError } from "#contract/errors.ts";
import type { IncludeMode } from "#engine/site/model/site.ts";
import { publicUrl } from "../run/verify-web.ts";
import { fetchTestFile, type WebProbe } from "./probe-web.ts";

/** Returns a page that includes a test file by server-side includes and by PHP. */
export function includeProbe(siteUrl: string, name: string): string {
  const path = new URL(publicUrl(siteUrl, name)).pathname;
  return `<!doctype html>
<title>Hitofude</title>
<p>ssi:<!--#include virtual="${path.replaceAll("$", "%24")}" -->.</p>
<p>php:<?php readfile(__DIR__ . '/${name}'); ?>.</p>
`;
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
}: Omit<WebProbe, "directory">): Promise<Exclude<IncludeMode, "none">> {
  try {
    const answer = await fetchTestFile(siteUrl, name, { signal, web });
    if (answer.text?.includes(`ssi:${text}`)) return "ssi";
    return answer.text?.includes(`php:${text}`) ? "php" : "script";
  } catch {
    if (signal?.aborted) throw new AppError("call.cancelled");
    return "script";
  }
}
