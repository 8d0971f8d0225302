import { messageOf } from "#contract/errors.ts";
import type { PublishResult } from "#contract/types/publish-run-types.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import { feedFormats } from "#engine/site/template-data/feed-formats.ts";
import { directFetch, type WebFetch } from "../base/web-fetch.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { publicUrl, type WebAccess } from "./verify-web.ts";

/** Time limit for all feeds together, in milliseconds, so that a slow hub cannot delay the publish. */
const timeoutMs = 10_000;
/** Number of concurrent requests. The number is small, so that the hub is not overloaded. */
const atOnce = 4;

const feedNames: ReadonlySet<string> = new Set(feedFormats.map(({ name }) => name));

type Note = PublishResult["notes"][number];

/** Notifies a WebSub hub of changed feeds, with one request per feed. Returns notes about failures. */
export async function pingHub(
  hub: string,
  siteUrl: string,
  changed: readonly OutputFile[],
  { signal, web = directFetch }: WebAccess = {},
): Promise<Note[]> {
  if (!URL.canParse(siteUrl)) return [];
  const feeds = changed.filter(({ path, group }) => group === "feed" && isFeed(path));
  const deadline = AbortSignal.timeout(timeoutMs);
  let failure: string | undefined;
  await mapLimited(feeds, atOnce, async ({ path }) => {
    if (failure !== undefined || signal?.aborted) return;
    failure ??= await pingOnce(hub, publicUrl(siteUrl, path), deadline, web);
  });
  return failure === undefined ? [] : [{ code: "hub.failed", values: { hub, reason: failure } }];
}

function isFeed(path: string): boolean {
  return feedNames.has(path.slice(path.lastIndexOf("/") + 1));
}

/** Notifies the hub of one feed. If this fails, returns the reason. */
async function pingOnce(
  hub: string,
  feed: string,
  signal: AbortSignal,
  web: WebFetch,
): Promise<string | undefined> {
  try {
    const body = new URLSearchParams({ "hub.mode": "publish", "hub.url": feed });
    const response = await web(hub, { method: "POST", body, signal });
    await response.body?.cancel();
    return response.ok ? undefined : `HTTP ${response.status}`;
  } catch (error) {
    return messageOf(error);
  }
}
