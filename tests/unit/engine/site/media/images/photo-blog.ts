import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BuildResult } from "#engine/site/output/build-site.ts";
import { makePost, makeSettings } from "../../make-post.ts";
import { SiteFixture } from "../../site-fixture.ts";
import { blue, green, jpeg, quarters, red, white } from "./test-images.ts";

/** Settings with which small test pictures get copies. */
export const images = { variants: true, widths: [160, 320], quality: 80 };

/** Path of the photograph in a `PhotoBlog`, and a post that shows it. */
export const photographPath = "media/2024/夏 1.jpg";
export const post = makePost("posts/hitokoto/a.md", { body: "![夏](/media/2024/%E5%A4%8F%201.jpg)" });

/** 640 × 480 pixels. */
export const photograph = await jpeg(quarters(640, 480, [red, green, blue, white]));

/** A blog with a photograph. */
export class PhotoBlog extends SiteFixture {
  constructor() {
    super();
    this.settings = makeSettings({ images });
    this.put(photographPath, photograph);
  }

  get cacheFolder(): string {
    return join(this.blogFolder, ".hitofude/cache/images");
  }

  /** Returns the files of the cache by name, with a number that changes when a file is written. */
  cached(): Record<string, number> {
    const names = existsSync(this.cacheFolder) ? readdirSync(this.cacheFolder).sort() : [];
    return Object.fromEntries(names.map((name) => [name, statSync(join(this.cacheFolder, name)).ino]));
  }
}

/** Returns the paths of the copies among the files of a built site. */
export function variantsIn({ files }: BuildResult): string[] {
  return files.map(({ path }) => path).filter((path) => /\.\d+w\.[0-9a-f]{8}\.webp$/.test(path));
}
