import { connect } from "#contract/rpc/connect.ts";
import { engineContract } from "#contract/engine-contract.ts";
import { type EngineStart, engineStartSchema } from "#contract/engine-start.ts";
import { enginePortContract, hostContract } from "#contract/host-contract.ts";
import { type EmittingPort, enginePorts, portWire } from "#contract/rpc/ports.ts";
import { previewPortSchema } from "#contract/preview-port.ts";
import { serve } from "#contract/rpc/serve.ts";
import { writeChosenFile } from "#engine/base/atomic-write.ts";
import type { Secrets } from "#engine/publish/base/targets.ts";
import { fetchByHost } from "#engine/publish/base/web-fetch.ts";
import { speedUpOpenBlog } from "#engine/speed/speedups.ts";
import { journalOf } from "#engine/app/blog-journal.ts";
import { type BlogService, openBlogService } from "#engine/app/blog-service.ts";
import { engineCalls } from "#engine/app/engine-calls.ts";

/**
 * The engine as a utility process, for one blog and one window.
 * The main process sends two ports for itself, and one port for each page that requests the engine.
 * The blog is opened when the two ports arrive. Calls from pages wait until the blog is open.
 */
speedUpOpenBlog();
const start: EngineStart = engineStartSchema.parse(JSON.parse(process.argv.at(-1) ?? ""));
const parentPort: ParentPort = Reflect.get(process, "parentPort");
const journal = journalOf(start);

let service: Promise<BlogService> | undefined;

parentPort.on("message", ({ data, ports }) => {
  const [first, second] = ports;
  if (data.type === enginePorts.host && first && second) serveMain(first, second);
  else if (data.type === enginePorts.renderer && first && service) servePage(first, service);
});

function serveMain(mainPort: EmittingPort, hostPort: EmittingPort): void {
  const host = connect(hostContract, portWire(hostPort));
  const secrets: Secrets = {
    get: async (id) => (await host.call("secret.get", id)).secret,
    set: async (id, secret) => (await host.call("secret.set", { ...id, secret })).stored,
    remove: async (id) => {
      await host.call("secret.remove", id);
    },
  };
  const exports = async (): Promise<string[]> => (await host.call("exports.paths", {})).paths;
  const proxyOf = async (url: string): Promise<string | null> =>
    (await host.call("web.proxy", { url })).proxy;
  const opening = openBlogService(start, secrets, { journal, web: fetchByHost(host), exports, proxyOf });
  service = opening;
  // If the blog cannot be opened, the process keeps running, and each call from the window reports the error.
  opening.then(({ blog }) => host.call("blog.opened", { id: blog.id })).catch(() => undefined);
  const server = serve(
    enginePortContract,
    {
      "site.respond": async ({ path, preview, view }) => (await opening).preview.respond(path, preview, view),
      "export.write": async ({ request, file }, signal) =>
        (await opening).exporting.write(request, file, {
          signal,
          onProgress: (progress) => server.emit("export.progress", progress),
        }),
      "export.page": async (choices) => (await opening).exporting.page(choices),
      "export.keep": async ({ file, bytes }) => {
        await writeChosenFile(file, (handle) => handle.writeFile(bytes));
        return {};
      },
      "engine.status": async () => ({
        publishing: (await opening.catch(() => undefined))?.publishing.isInterruptible ?? false,
      }),
      "engine.close": async () => {
        await (await opening.catch(() => undefined))?.close();
        return {};
      },
    },
    portWire(mainPort),
  );
}

function servePage(port: EmittingPort, opening: Promise<BlogService>): void {
  port.on("message", ({ data, ports: [page] = [] }) => {
    const message = previewPortSchema.safeParse(data);
    if (!page || !message.success) return;
    const { path } = message.data;
    opening.then(({ preview }) => preview.pages.connect(path, page)).catch(() => page.close());
  });
  const server = serve(engineContract, engineCalls(opening, journal), portWire(port));
  opening.then(
    (opened) => {
      server.onClose(opened.events.forwardTo(server));
      // Ignores a failure, because the author is asked again when the blog is opened the next time.
      return opened.askWhetherMoved().catch(() => undefined);
    },
    // Ignores the failure, because each call from the page is answered with the reason.
    () => undefined,
  );
}

/** Type of `process.parentPort` in a utility process. The engine does not depend on Electron's types. */
interface ParentPort {
  on(
    event: "message",
    listener: (event: { data: { type?: string }; ports: EmittingPort[] }) => void,
  ): unknown;
}
