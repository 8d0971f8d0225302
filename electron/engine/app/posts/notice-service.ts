import type { Notice } from "#contract/types/blog-types.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { SaveNotices, StoredNotices } from "#engine/blog/settings/settings-file.ts";
import type { PreviewService } from "../preview/preview-service.ts";
import type { ShownPage } from "../preview/settings-preview.ts";

type Answer = CallOutput<EngineContract, "notices.read">;

/** Implements the window's calls about the blog's notices (`notices.*`). */
export class NoticeService {
  readonly #blog: BlogFolder;
  readonly #preview: PreviewService;
  readonly #onWritten: () => Promise<void>;

  constructor(blog: BlogFolder, preview: PreviewService, onWritten: () => Promise<void>) {
    this.#blog = blog;
    this.#preview = preview;
    this.#onWritten = onWritten;
  }

  async read(): Promise<Answer> {
    return plain(await this.#blog.settingsFile.readNotices());
  }

  async save(input: SaveNotices): Promise<Answer> {
    const stored = await this.#blog.settingsFile.saveNotices(input);
    await this.#onWritten();
    return plain(stored);
  }

  preview(notices: readonly Notice[]): Promise<ShownPage> {
    return this.#preview.renderNotices(notices);
  }
}

function plain({ notices, hash }: StoredNotices): Answer {
  return { notices: [...notices], hash };
}
