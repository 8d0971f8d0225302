import { mentionedFiles } from "#engine/blog/media/media-mentions.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isProtected, protectedSections } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import { publicTexts, WithheldMedia } from "../media/withheld-media.ts";

/** Finds the files under `media/` that are named only in posts of sections with a password. */
export class ProtectedMedia {
  readonly #withheld = new WithheldMedia();

  /**
   * Returns a map from the name of each protected section to the site paths of its media and their copies.
   * If posts of several protected sections name a file, the file belongs to the first section.
   */
  of(
    { media, model, settings, theme }: Site,
    posts: ReadonlyMap<string, Post>,
  ): ReadonlyMap<string, readonly string[]> {
    const names = protectedSections(settings);
    const shown = [...posts.values()].filter(({ path }) => model.byPath.has(path));
    const hidden = this.#withheld.of(media.files, {
      posts: shown,
      isPublic: ({ section }) => !isProtected(settings, section),
      trashed: [],
      texts: () => publicTexts(settings, theme),
    });
    const taken = new Set<string>();
    return new Map(
      names.map((name) => {
        const texts = shown
          .filter(({ section }) => section === name)
          .map((post) => `${post.properties.cover ?? ""}\n${post.properties.summary ?? ""}\n${bodyOf(post)}`);
        const own = texts.flatMap((text) => [...mentionedFiles(text, media.files)]);
        const paths = [...new Set(own)].filter((path) => hidden.has(path) && !taken.has(path)).sort();
        for (const path of paths) taken.add(path);
        return [name, paths.flatMap((path) => [path, ...copiesOf(path)])];
      }),
    );

    function copiesOf(path: string): string[] {
      const file = media.find(path);
      return file ? media.variantsOf(file).map((copy) => copy.path) : [];
    }
  }
}
