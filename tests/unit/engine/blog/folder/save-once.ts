import { AppError } from "#contract/errors.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";

/** Opens a blog, tries to save a post and to create one, and prints the results as JSON. */
const [folder = "", path = ""] = process.argv.slice(2);
const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "done",
    (error: unknown) =>
      error instanceof AppError ? { code: error.code, values: error.values } : String(error),
  );

const blog = await openBlogFolder(folder, { watch: false });
const { frontMatter, hash } = await blog.documents.read(path);
const save = await outcome(
  blog.documents.save({ path, frontMatter, body: "new", baseHash: hash, force: false }),
);
const create = await outcome(blog.documents.create({ kind: "post", section: "other" }));
console.log(JSON.stringify({ posts: blog.posts.size, save, create }));
