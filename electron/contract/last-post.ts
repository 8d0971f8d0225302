/**
 * Where, inside a blog folder, the engine notes the post that was opened last as it told the page of it: a `PostDocument`. It
 * holds as long as the file has the hash that is noted. So main can show the post at the next start before there is an engine.
 */
export const lastPostFile = ".hitofude/cache/last-post.json";
