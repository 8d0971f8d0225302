import { readFile } from "node:fs/promises";
import { protocol } from "electron";
import type { Client } from "#contract/rpc/definition.ts";
import type { EnginePortContract } from "#contract/host-contract.ts";
import { toAppError } from "#contract/errors.ts";
import { commonHeaders, previewPolicy, previewScriptPath } from "./content-security.ts";
import { builtPaths } from "../paths.ts";
import { siteOriginOf } from "./allowed-urls.ts";
import { decodePath } from "./url-path.ts";

/** Path of the page that `holdPage` serves. No file of a blog's site can have this path. */
const heldPath = "/-/export.html";

type EngineClient = Client<EnginePortContract>;

/**
 * Serves the preview pages: `site://b1/20220506-0000.html?preview=posts/…`. The blog's engine makes them.
 * Each window's blog has its own host name, so that pages of two blogs never share an origin.
 */
export class SiteProtocol {
  /** Maps the origin of each blog to a function that returns the blog's engine. */
  readonly #engines = new Map<string, () => EngineClient | undefined>();
  /** For each origin, the page that an export is printing. */
  readonly #held = new Map<string, string>();
  #next = 1;

  /** Reserves an origin for a blog. Each request calls `engine`, because a crash replaces the engine. */
  reserve(engine: () => EngineClient | undefined): {
    siteOrigin: string;
    /** Serves a page until the next call. Returns the URL of the page. */
    holdPage: (html: string) => string;
    release: () => void;
  } {
    const siteOrigin = `site://b${this.#next++}`;
    this.#engines.set(siteOrigin, engine);
    return {
      siteOrigin,
      holdPage: (html) => {
        this.#held.set(siteOrigin, html);
        return `${siteOrigin}${heldPath}`;
      },
      release: () => {
        this.#engines.delete(siteOrigin);
        this.#held.delete(siteOrigin);
      },
    };
  }

  serve(): void {
    protocol.handle("site", (request) => this.#respond(new URL(request.url), request.method));
  }

  async #respond(url: URL, method: string): Promise<Response> {
    const siteOrigin = siteOriginOf(url.href) ?? "";
    const engine = this.#engines.get(siteOrigin)?.();
    if (method !== "GET" || !engine) return new Response(null, { status: 404 });
    const headers = {
      ...commonHeaders,
      "Cache-Control": "no-store",
      "Content-Security-Policy": previewPolicy(`site://${url.host}`),
    };
    if (url.pathname === previewScriptPath) {
      const script = await readFile(builtPaths.previewScript);
      return new Response(new Uint8Array(script), {
        headers: { ...headers, "Content-Type": "text/javascript" },
      });
    }
    const held = url.pathname === heldPath ? this.#held.get(siteOrigin) : undefined;
    if (held !== undefined) {
      return new Response(held, { headers: { ...headers, "Content-Type": "text/html; charset=utf-8" } });
    }
    const path = decodePath(url.pathname);
    if (path === null) return new Response(null, { status: 400, headers });
    try {
      const preview = url.searchParams.get("preview");
      const view = otherView(url.searchParams.get("view"));
      const answer = await engine.call("site.respond", { path, preview, view });
      const body = answer.type.startsWith("text/html") ? withPreviewScript(answer.body) : answer.body;
      return new Response(new Uint8Array(body), {
        status: answer.status,
        headers: { ...headers, "Content-Type": answer.type },
      });
    } catch (error) {
      // Logs bugs, because the frame of the preview cannot show them. The window shows errors of the theme.
      if (toAppError(error).code === "internal") console.error(error);
      return new Response(null, { status: 503, headers });
    }
  }
}

/** Returns a page with our script at the end. The bytes from the engine are not modified. */
function withPreviewScript(page: Uint8Array): Uint8Array {
  const tag = new TextEncoder().encode(`<script src="${previewScriptPath}"></script>`);
  const joined = new Uint8Array(page.length + tag.length);
  joined.set(page);
  joined.set(tag, page.length);
  return joined;
}

function otherView(name: string | null): "feed" | "card" | null {
  return name === "feed" || name === "card" ? name : null;
}
