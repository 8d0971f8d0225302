import { openBlogFolder } from "#engine/blog/blog-folder.ts";

/** Opens a blog and prints how many posts it has, and the title of the last. */
const [folder = ""] = process.argv.slice(2);
const blog = await openBlogFolder(folder, { watch: false });
console.log(blog.posts.size, [...blog.posts.values()].at(-1)?.title);
