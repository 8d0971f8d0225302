import type { PostDocument } from "#contract/types/blog-types.ts";
import type { Client } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError, toAppError } from "#contract/errors.ts";
import type { DocumentStore } from "./document-store.ts";
import { isUnsaved } from "./open-document.ts";

/** A post's file before and after a change of its status. */
export interface StatusChange {
  readonly before: PostDocument;
  readonly after: PostDocument;
}

/** The status of the post `path` could not be changed. */
export class StatusError extends AppError {
  readonly path: string;

  constructor(path: string, { code, values }: AppError) {
    super(code, values);
    this.path = path;
  }
}

/** Changes the status of posts in their files: ready, draft, or shared draft. */
export class PostStatus {
  readonly #engine: Client<EngineContract>;
  readonly #documents: DocumentStore;

  constructor(engine: Client<EngineContract>, documents: DocumentStore) {
    this.#engine = engine;
    this.#documents = documents;
  }

  /** Saves a post and marks it as ready or draft. Rejects with a `StatusError`. */
  async set(path: string, status: "draft" | "ready"): Promise<StatusChange> {
    try {
      await this.#save(path);
      const before = await this.#engine.call("post.open", { path });
      const after = await this.#engine.call("post.setStatus", { path, status });
      this.#documents.fileChanged(after);
      return { before, after };
    } catch (reason) {
      throw new StatusError(path, toAppError(reason));
    }
  }

  /**
   * Saves a draft and shares it at a secret address for `days` days. Null ends the sharing.
   * Rejects with an `AppError`.
   */
  async share(path: string, days: number | null): Promise<void> {
    await this.#save(path);
    this.#documents.fileChanged(await this.#engine.call("post.share", { path, days }));
  }

  async #save(path: string): Promise<void> {
    await this.#documents.saveAll();
    const open = this.#documents.documentOf(path);
    if (!open || !isUnsaved(open)) return;
    throw open.save.kind === "failed" ? open.save.error : new AppError("post.conflict", { path });
  }

  /**
   * Undoes a change that `set` made. If the file has changed since, restores only the status.
   * Rejects with an `AppError`.
   */
  async putBack({ before, after }: StatusChange): Promise<void> {
    const { path, frontMatter, body } = before;
    await this.#documents.saveAll();
    try {
      const words = { path, frontMatter, body, baseHash: after.hash, force: false };
      const saved = await this.#engine.call("post.save", words);
      this.#documents.fileChanged({ ...saved, body: saved.body ?? body });
    } catch (error) {
      if (toAppError(error).code !== "post.conflict") throw error;
      await this.set(path, before.properties.status ?? "ready");
    }
  }
}
