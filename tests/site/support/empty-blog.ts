import type { BlogFiles } from "./blog-files.ts";

/** A new blog: no posts and no description. */
export const emptyBlog: BlogFiles = {
  "blog.yaml": "title: はじめの日\nurl: https://example.com/\n",
};
