/** The site that `npm run bench:build` lets Eleventy make of the same posts: pages, lists of 20, tags, feeds, site map. */
const listSize = 20;
const day = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo", dateStyle: "short" });
const time = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Tokyo", timeStyle: "medium" });

/** The pages of a list, newest post first. */
function pagesOf({ title, path, posts }) {
  const address = (page) => (page === 0 ? path : `${path}page/${page + 1}/`);
  const count = Math.ceil(posts.length / listSize);
  return Array.from({ length: count }, (_, page) => ({
    title,
    path,
    address: address(page),
    newer: page > 0 ? address(page - 1) : undefined,
    older: page + 1 < count ? address(page + 1) : undefined,
    shown: posts.slice(page * listSize, (page + 1) * listSize),
  }));
}

function tagLists(posts) {
  const lists = new Map();
  for (const post of posts) {
    for (const tag of post.data.tags) {
      if (!lists.has(tag)) lists.set(tag, { title: tag, path: `/tags/${tag}/`, posts: [] });
      lists.get(tag).posts.push(post);
    }
  }
  return [...lists.values()];
}

module.exports = async (config) => {
  const { default: highlight } = await import("@11ty/eleventy-plugin-syntaxhighlight");
  config.addPlugin(highlight);
  config.amendLibrary("md", (markdown) => markdown.set({ html: true, breaks: true }));

  const newestFirst = (api) => api.getFilteredByGlob("posts/**/*.md").reverse();
  const section = (posts) => ({ title: "記録", path: "/sections/notes/", posts });
  const lists = (api) => [section(newestFirst(api)), ...tagLists(newestFirst(api))];
  config.addCollection("posts", newestFirst);
  config.addCollection("tagLists", (api) => tagLists(newestFirst(api)));
  config.addCollection("listPages", (api) => lists(api).flatMap(pagesOf));
  config.addCollection("feeds", (api) => [
    { title: "机の上の記録", path: "/", posts: newestFirst(api) },
    ...lists(api),
  ]);

  config.addFilter("day", (date) => day.format(date));
  config.addFilter("minute", (date) => `${day.format(date)} ${time.format(date).slice(0, 5)}`);
  config.addFilter("iso", (date) => `${day.format(date)}T${time.format(date)}+09:00`);
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("first", (list, count) => list.slice(0, count));
  config.addFilter("start", (html) => html.replace(/<[^>]*>/g, "").slice(0, 120));
  config.addFilter("json", (value) => JSON.stringify(value).replaceAll("<", "\\u003c"));
  return { markdownTemplateEngine: false };
};
