import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "@playwright/test";
import { build } from "vite";
import { monacoBounds } from "../../../../scripts/monaco-bounds.mjs";

const root = fileURLToPath(new URL("../../../../", import.meta.url));

/**
 * Starts a Chromium of this computer. If there is none, tests that need it fail instead of being skipped.
 * Prefers the headless shell, because a new page takes a fifth of the CPU time there.
 * With `full`, starts the full browser, in which texts scroll to the same pixel as in the program.
 */
export function launchBrowser({ full = false } = {}): Promise<Browser> {
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...(full ? [] : ["/usr/bin/chromium-headless-shell"]),
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    chromium.executablePath(),
  ];
  const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
  if (!executablePath) {
    throw new Error(
      "No Chromium found: install one (Debian: apt-get install chromium-headless-shell), or set CHROMIUM_PATH.",
    );
  }
  // Without smooth scrolling, a turn of the wheel ends at once, and not after an animation of unknown length.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-smooth-scrolling"] });
}

interface Bundle {
  readonly script: string;
  readonly styles: string;
}

/** The bundles of this process, by entry. Files of tests that share a process often have the same page. */
const bundles = new Map<string, Promise<Bundle>>();

/** Bundles a module of ours with its imports into one script for a page, and the styles that belong to it. */
export function bundle(entry: string): Promise<Bundle> {
  const known = bundles.get(entry) ?? makeBundle(entry);
  bundles.set(entry, known);
  known.catch(() => bundles.delete(entry));
  return known;
}

async function makeBundle(entry: string): Promise<Bundle> {
  const outputs = await build({
    root,
    configFile: false,
    logLevel: "error",
    plugins: [monacoBounds],
    // React reads this variable, and Vite does not replace it in libraries.
    define: { "process.env.NODE_ENV": JSON.stringify("development") },
    build: {
      write: false,
      minify: false,
      lib: { entry: `${root}${entry}`, formats: ["iife"], name: "bundle" },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const files = Array.isArray(outputs) ? outputs.flatMap(({ output }) => output) : [];
  const script = files.find((file) => file.type === "chunk")?.code;
  if (script === undefined) throw new Error(`nothing built from ${entry}`);
  const styles = files.flatMap((file) =>
    file.type === "asset" && file.fileName.endsWith(".css") ? [String(file.source)] : [],
  );
  return { script, styles: styles.join("\n") };
}

/** Serves a page whose only script is a bundled module of ours. `styles`: the style sheet of the page. */
export async function serveWindow(
  entry: string,
  styles = "",
): Promise<{ readonly server: Server; readonly origin: string }> {
  const { script } = await bundle(entry);
  const policy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'";
  return serve(policy, (path) =>
    path === "/window.js"
      ? { type: "text/javascript", body: script }
      : {
          type: "text/html",
          body: `<!doctype html><style>${styles}</style><body><script src="/window.js"></script>`,
        },
  );
}

export interface Answer {
  readonly type: string;
  readonly body: string;
}

/** Serves pages on an origin of their own with a content security policy. */
export async function serve(
  policy: string,
  answer: (path: string) => Answer,
): Promise<{ readonly server: Server; readonly origin: string }> {
  const server = createServer((request, response) => {
    const { type, body } = answer(new URL(request.url ?? "/", "http://localhost").pathname);
    response.writeHead(200, { "Content-Type": `${type}; charset=utf-8`, "Content-Security-Policy": policy });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (!address || typeof address === "string") throw new Error("no port");
  return { server, origin: `http://127.0.0.1:${address.port}` };
}
