import type { BlogFiles } from "./blog-files.ts";

/** A blog on its first day: no posts, no words about itself. */
export const emptyBlog: BlogFiles = {
  "blog.yaml": "title: はじめの日\nurl: https://example.com/\n",
};
