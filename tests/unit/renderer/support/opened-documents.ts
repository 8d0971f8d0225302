import type { Handlers } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { DocumentStore } from "#renderer/state/documents/document-store.ts";
import { postFile, serveEngine } from "./served-engine.ts";

/** Delays long enough to see that nothing happens by itself, and short enough to wait for. */
export const soon = { autosave: 30, journal: 10 };
export const never = { autosave: 1_000_000, journal: 1_000_000 };

/** Returns handlers of an engine with a folder: a saved post can be opened again. */
export function folder(): Partial<Handlers<EngineContract>> {
  let saves = 1;
  const files = new Map([postFile(), postFile({ path: "posts/sun.md" })].map((file) => [file.path, file]));
  return {
    "post.open": ({ path }) => {
      const file = files.get(path);
      if (!file) throw new AppError("file.notFound", { path });
      return file;
    },
    "post.save": ({ path, body, frontMatter, baseHash, force }) => {
      const before = files.get(path);
      if (before && before.hash !== baseHash && !force) throw new AppError("post.conflict", { path });
      saves += 1;
      const file = postFile({ path, body, frontMatter, hash: `h${saves}` });
      files.set(path, file);
      return { ...file, body: null };
    },
    "post.editProperties": ({ frontMatter, changes }) => ({
      frontMatter: frontMatter.replace(/title: .*/, `title: ${changes.title ?? "雨"}`),
      properties: { title: changes.title ?? "雨" },
    }),
    "journal.write": () => ({}),
    "journal.clear": () => ({}),
    "history.keep": () => ({}),
  };
}

export async function opened(handlers = folder(), delays = soon) {
  const engine = serveEngine(handlers);
  const documents = new DocumentStore(engine.client, delays);
  await documents.open("posts/rain.md");
  return { engine, documents, current: () => documents.current };
}
