import { expect, test } from "vitest";
import { ImageSizes } from "#engine/site/media/image-size.ts";
import { noCopies } from "#engine/site/media/images/image-copies.ts";
import { MentionedImages } from "#engine/site/media/images/mentioned-images.ts";
import { type MediaLibrary, mediaLibrary } from "#engine/site/media/media-library.ts";
import { makePost } from "../../make-post.ts";

function libraryOf(...names: string[]): MediaLibrary {
  const files = names.map((name) => ({ path: `media/${name}`, location: name, size: 1, modified: 1 }));
  const listing = { files: new Map(files.map((file) => [file.path, file])), problems: [] };
  return mediaLibrary(listing, new ImageSizes(), { copies: noCopies });
}

test("the images after an edit equal those found from nothing; other edits keep the list", () => {
  const all = new MentionedImages();
  const media = libraryOf("a.jpg", "b.jpg");
  const posts = [makePost("posts/1.md", { body: "![](/media/a.jpg)" }), makePost("posts/2.md")];
  const first = all.of(posts, media);
  expect(first.map(({ path }) => path)).toEqual(["media/a.jpg"]);
  const steps: (readonly [string, string, "draft" | "ready"])[] = [
    ["posts/2.md", "言葉だけ", "ready"],
    ["posts/2.md", "![](/media/b.jpg)", "draft"],
    ["posts/2.md", "![](/media/b.jpg)", "ready"],
    ["posts/1.md", "消した", "ready"],
  ];
  for (const [path, body, status] of steps) {
    const at = posts.findIndex((post) => post.path === path);
    posts[at] = makePost(path, { body, status });
    const images = all.of([...posts], media);
    expect(images).toEqual(new MentionedImages().of(posts, media));
    expect(images === first).toBe(body === "言葉だけ" || status === "draft");
  }
  const more = libraryOf("a.jpg", "b.jpg", "2/b.jpg");
  expect(all.of(posts, more)).toHaveLength(2);
  expect(all.of([], more)).toEqual([]);
});
