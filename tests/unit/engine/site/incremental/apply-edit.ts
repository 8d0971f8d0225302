import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { blue, green, jpeg, quarters, red, white } from "../media/images/test-images.ts";
import { tinyPng } from "../site-fixture.ts";
import type { TrialBlog } from "./trial-blog.ts";
import type { Edit } from "./trial-edits.ts";

/** Photographs for the edits of images. The first three differ in their pixels, and the last is truncated. */
const photographs = await Promise.all(
  [red, blue, green].map((colour) => jpeg(quarters(220, 160, [colour, green, white, colour]))),
).then((whole) => [...whole, ...whole.slice(0, 1).map((bytes) => bytes.subarray(0, bytes.length / 2))]);

const dayLength = 86_400_000;
const beginning = Date.parse("2024-06-01T12:00:00+09:00");

/**
 * Applies an edit to a blog. Does nothing if it refers to a post of an empty blog, or to an existing path.
 */
export function applyEdit(blog: TrialBlog, edit: Edit): void {
  switch (edit.kind) {
    case "add":
      if (!blog.texts.has(edit.path))
        blog.putPost(edit.path, resolved(blog, { front: edit.front, body: edit.body }));
      break;
    case "front":
      changePost(blog, edit.at, ({ front, body }) => ({ front: { ...front, ...edit.front }, body }));
      break;
    case "newest":
      changePostAt(blog, newestPath(blog, edit.section), ({ front, body }) => ({
        front: { ...front, ...edit.front },
        body,
      }));
      break;
    case "body":
      changePost(blog, edit.at, ({ front }) => ({ front, body: edit.body }));
      break;
    case "rename":
      rename(blog, edit.at, edit.path);
      break;
    case "delete":
      remove(blog, edit.at);
      break;
    case "settings":
      blog.changeSettings(resolved(blog, edit.changes));
      break;
    case "time":
      blog.now = beginning + edit.day * dayLength;
      break;
    case "theme":
      changeTheme(blog, edit.file, edit.variant);
      break;
    case "media":
      changeImage(blog, edit.image, edit.width);
      break;
    case "restart":
      blog.restart();
  }
}

type Text = { readonly front: Readonly<Record<string, unknown>>; readonly body: string };

function changePost(blog: TrialBlog, at: number, change: (post: Text) => Text): void {
  changePostAt(blog, pathAt(blog, at), change);
}

function changePostAt(blog: TrialBlog, path: string | undefined, change: (post: Text) => Text): void {
  const post = path === undefined ? undefined : blog.texts.get(path);
  if (path !== undefined && post) blog.putPost(path, resolved(blog, change(post)));
}

/** Returns the path of the newest post that the site shows. */
function newestPath(blog: TrialBlog, section: string): string | undefined {
  const shown = [...blog.posts.values()].filter(
    (post) =>
      post.section === section && post.status === "ready" && (post.date?.time ?? Infinity) <= blog.now,
  );
  shown.sort((a, b) => (b.date?.time ?? 0) - (a.date?.time ?? 0));
  return shown[0]?.path;
}

function rename(blog: TrialBlog, at: number, to: string): void {
  const path = pathAt(blog, at);
  const post = path === undefined ? undefined : blog.texts.get(path);
  if (path === undefined || !post || blog.texts.has(to)) return;
  blog.removePost(path);
  blog.putPost(to, post);
}

function remove(blog: TrialBlog, at: number): void {
  const path = pathAt(blog, at);
  if (path !== undefined) blog.removePost(path);
}

function pathAt(blog: TrialBlog, at: number): string | undefined {
  const paths = [...blog.texts.keys()].sort();
  return paths[at % paths.length];
}

/** The fourth image is a photograph, which gets smaller copies. */
function imagePath(image: number): string {
  if (image === 4) return "media/2024/photo.jpg";
  return image === 3 ? "media/2024/絵 3.png" : `media/${image}.png`;
}

/** Replaces `#n` and `@n` by paths in all texts of a value. */
function resolved<T>(blog: TrialBlog, value: T): T {
  const text = JSON.stringify(value, (_, given) => (given === undefined ? null : given));
  const withPaths = text
    .replaceAll(/#(\d+)/g, (_, at: string) => pathAt(blog, Number(at)) ?? "posts/none.md")
    .replaceAll(/@(\d+)/g, (_, image: string) => imagePath(Number(image)));
  return JSON.parse(withPaths);
}

function changeImage(blog: TrialBlog, image: number, width: number): void {
  if (width === 0) {
    blog.remove(imagePath(image));
    return;
  }
  if (image === 4) {
    blog.put(imagePath(image), photographs[width % photographs.length] ?? tinyPng);
    return;
  }
  const bytes = Buffer.from(tinyPng);
  bytes.writeUInt32BE(width, 16);
  blog.put(imagePath(image), bytes);
}

/** Replaces one of the theme's files by the blog's own variant. */
function changeTheme(blog: TrialBlog, file: number, variant: number): void {
  const folder = join(blog.themesFolder, blog.settings.theme);
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  const path = paths[file % paths.length] ?? "";
  const own = `theme/${path}`;
  if (variant === 0) blog.remove(own);
  else if (path.endsWith(".liquid"))
    blog.put(own, variantOf(readFileSync(join(folder, path), "utf8"), variant));
  else if (path.startsWith("locales/"))
    blog.put(own, otherWords(readFileSync(join(folder, path), "utf8"), variant));
  else if (path.endsWith(".css") || path.endsWith(".svg")) {
    blog.put(own, `${readFileSync(join(folder, path), "utf8")}\n<!-- ${variant} -->`);
  } else if (path === "theme.yaml") blog.put(own, `dateFormat: "{yyyy}/{MM}/{dd} v${variant}"\n`);
}

/** Returns a visible variant of a template; the third one is unreadable. */
function variantOf(template: string, variant: number): string {
  if (variant === 3) return `${template}{% if %}`;
  const mark = `<i>${variant}</i>`;
  return template.includes("{% endblock %}")
    ? template.replace("{% endblock %}", `${mark}{% endblock %}`)
    : `${template}${mark}`;
}

function otherWords(yaml: string, variant: number): string {
  const words: Record<string, unknown> = parse(yaml);
  const keys = Object.keys(words);
  const key = keys[(variant * 7) % keys.length] ?? "";
  return stringify({ ...words, [key]: `${words[key]}${variant}` });
}
