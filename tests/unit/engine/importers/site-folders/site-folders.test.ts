import { expect, test } from "vitest";
import { tinyPng } from "../../site/site-fixture.ts";
import { movedFolder, pixel } from "../moved-folder.ts";

test("Hugo: bundles, sections, addresses, pictures, shortcodes, and nothing private is public", async () => {
  await using moved = await movedFolder({
    "hugo.toml":
      'baseURL = "https://example.org/blog/"\ntimeZone = "Asia/Tokyo"\n[permalinks]\nnotes = "/:year/:slug/"\n',
    "content/_index.md": "---\ntitle: Home\n---\n",
    "content/about.md": "+++\ntitle = 'About'\n+++\nHello. [Rain](../posts/rain/)\n",
    "content/posts/_index.md": "---\ntitle: Posts\n---\n",
    "content/posts/rain/index.md":
      '---\nTitle: Rain\nDate: 2024-05-06T09:30:00+09:00\ntags: [garden]\ncategories: [days, walks]\naliases: [/old/rain.html]\nimage: umbrella.png\ndescription: About rain\nmath: true\n---\nBegin.\n\n<!--more-->\n\n![](umbrella.png) ![](/images/sky.png) ![gone](lost.png)\n\n{{< figure src="umbrella.png" alt="An umbrella" caption="Mine" >}}\n\n{{< youtube abc123 >}}\n\n[snow]({{< ref "snow.md" >}}) [snow](../snow.md#deep) {{< map lat=1 >}}\n\n`{{< map >}}`\n\n{{< highlight go "linenos=table" >}}\nfmt.Println()\n{{< /highlight >}}\n',
    "content/posts/rain/umbrella.png": pixel,
    "content/posts/snow.md":
      '{\n  "title": "Snow",\n  "date": "2024-01-02",\n  "slug": "white"\n}\n\nCold.\n',
    "content/posts/secret.md": "---\ntitle: Secret\ndate: 2024-01-03\nDraft: true\n---\nhidden words\n",
    "content/posts/later.md": "---\ntitle: Later\ndate: 2024-01-03\npublishDate: 2999-01-01\n---\n",
    "content/posts/gone.md": "---\ntitle: Gone\ndate: 2024-01-03\nexpiryDate: 2024-02-01\n---\n",
    "content/posts/never.md": "---\ntitle: Never\ndate: 2024-01-03\n_build:\n  render: never\n---\n",
    "content/posts/undated.md": "---\ntitle: Undated\n---\nText\n",
    "content/posts/typo.md": "---\ntitle: Typo\ndate: 2024-13-02\n---\nText\n",
    "content/notes/one.md": "---\ntitle: One\ndate: 2023-02-03\nslug: first\n---\n",
    "static/images/sky.png": pixel,
    "themes/x/exampleSite/hugo.toml": 'baseURL = "https://demo.example/"\n',
    "themes/x/exampleSite/content/posts/demo.md": "---\ntitle: Demo\ndate: 2020-01-01\n---\n",
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("hugo");
  expect(report.analysis).toMatchObject({
    entries: 10,
    kinds: { page: 1, post: 9 },
    states: { published: 4, draft: 3, scheduled: 1, private: 2 },
    extra: { math: 1 },
    images: { included: 2, addresses: 1, hosts: { "": 1 } },
  });
  const rain = posts.get("Rain") ?? "";
  expect(rain).toContain("tags: [walks, garden]\ncategory: days\nsummary: About rain\nslug: rain\n");
  expect(rain).toMatch(
    /date: 2024-05-06 09:30:00\nstatus: ready\naliases: \[\/old\/rain.html\]\npermalink: posts\/rain\/\ncover: \.\.\/\.\.\/media\/2024\/05\/\S+\.png\n/,
  );
  expect(rain).toMatch(
    /!\[\]\(\.\.\/\.\.\/media\/\S+\.png\) !\[\]\(\.\.\/\.\.\/media\/\S+\.png\) !\[gone\]\(lost\.png\)/,
  );
  expect(rain).toMatch(/!\[An umbrella\]\(\.\.\/\.\.\/media\/\S+\.png "Mine"\)/);
  expect(rain).toContain("<https://www.youtube.com/watch?v=abc123>");
  expect(rain).toContain("[snow](20240102-0000.md) [snow](20240102-0000.md#deep) {{< map lat=1 >}}");
  expect(rain).toContain("`{{< map >}}`");
  expect(rain).toContain("```go\nfmt.Println()\n```");
  expect(posts.get("Snow")).toContain("date: 2024-01-02\nstatus: ready\npermalink: posts/white/\n");
  expect(posts.get("One")).toContain("permalink: 2023/first/\n");
  expect(posts.get("About")).toMatch(
    /status: ready\npermalink: about\/[\s\S]*\[Rain\]\(\.\.\/posts\/\w+\/20240506-0930\.md\)/,
  );
  for (const title of ["Secret", "Later", "Gone", "Never", "Undated", "Typo"])
    expect(posts.get(title), title).toContain("status: draft\n");
  const noted = report.posts.find(({ title }) => title === "Rain");
  expect(noted).toMatchObject({
    notes: ["shortcode", "pictureMissing"],
    images: ["lost.png"],
    missing: [{ address: "lost.png", file: "content/posts/rain/index.md", line: 15 }],
    unreadTags: [{ file: "content/posts/rain/index.md", line: 21, text: "{{< map lat=1 >}}" }],
  });
  expect(await moved.again()).toMatchObject({ unchanged: 10 });
});

test("Jekyll: categories of folders, spaced tags, drafts, permalinks, Liquid and kramdown", async () => {
  await using moved = await movedFolder({
    "_config.yml":
      "url: https://example.org\nbaseurl: /b\npermalink: /:categories/:year/:month/:title.html\ntimezone: Asia/Tokyo\ncollections:\n  recipes:\n    output: true\n  secret:\n    output: false\n",
    "_posts/2020-03-04-rain-day.md":
      '---\ntitle: Rain\ntags: garden flowers\ncategories: days\nredirect_from:\n  - /old/\n---\n![sky]({{ site.baseurl }}/assets/sky.png){: .wide width="300"}\n![two]({{ "/assets/sky.png" | relative_url }})\n\n[snow]({% post_url 2020-03-05-snow %})\n\n{% comment %}private words{% endcomment %}\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n\n{% include map.html %}\n\n{% raw %}{{ shown }}{% endraw %}\n',
    "walks/_posts/2020-03-05-snow.markdown": "---\ntitle: Snow\ndate: 2020-03-05 10:00\n---\nCold.\n",
    "_posts/2020-03-06-hidden.md": "---\ntitle: Hidden\npublished: false\n---\n",
    "_drafts/idea.md": "---\ntitle: Idea\ndate: 2020-03-07\n---\n",
    "_recipes/soup.md": "---\ntitle: Soup\n---\nHot.\n",
    "_secret/diary.md": "---\ntitle: Diary\n---\nMine.\n",
    "about.md": "---\ntitle: About\npermalink: /me/\n---\nMe.\n",
    "README.md": "# How to build this\n",
    "_includes/map.html": "<iframe></iframe>",
    "assets/sky.png": pixel,
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("jekyll");
  expect(report.analysis.states).toEqual({ published: 4, draft: 2, private: 1 });
  const rain = posts.get("Rain") ?? "";
  expect(rain).toContain(
    "date: 2020-03-04\nstatus: ready\naliases: [/old/]\npermalink: days/2020/03/rain-day.html\ntags: [garden, flowers]\ncategory: days\n",
  );
  expect(rain).toMatch(/!\[sky\]\(\.\.\/\.\.\/media\/\S+\.png\)\n!\[two\]\(\.\.\/\.\.\/media\/\S+\.png\)\n/);
  expect(rain).toContain("[snow](20200305-1000.md)");
  expect(rain).not.toContain("private words");
  expect(rain).toContain("```ruby\nputs 1\n```");
  expect(rain).toContain("`{{ shown }}`");
  expect(posts.get("Snow")).toMatch(/permalink: walks\/2020\/03\/snow\.html\n[\s\S]*category: walks\n/);
  expect(posts.get("About")).toContain("permalink: me/\n");
  expect(posts.get("Soup")).toContain("status: ready\npermalink: recipes/soup.html\n");
  for (const title of ["Hidden", "Idea", "Diary"])
    expect(posts.get(title), title).toContain("status: draft\n");
  expect(report.posts.find(({ title }) => title === "Rain")?.unreadTags).toEqual([
    { file: "_posts/2020-03-04-rain-day.md", line: 19, text: "{% include map.html %}" },
  ]);
});

test("Hexo: asset folders, tags, a tree of categories and passwords", async () => {
  await using moved = await movedFolder({
    "_config.yml": "url: https://example.org\npermalink: :year/:month/:title/\nlanguage: ja\n",
    "source/_posts/rain.md":
      "---\ntitle: 雨\ndate: 2021-02-03 04:05:06\ncategories:\n  - [暮らし, 庭]\ntags: [花]\n---\n{% asset_img kasa.png 傘 %}\n![](sky.png)\n{% post_link snow 雪の日 %}\n\n{% codeblock lang:js %}\nlet a;\n{% endcodeblock %}\n\n<!-- more -->\n\n{% unknown x %}\n",
    "source/_posts/rain/kasa.png": pixel,
    "source/_posts/rain/sky.png": pixel,
    // Has the name of a picture of another post.
    "source/_posts/fog/sky.png": tinyPng,
    "source/_posts/snow.md": "---\ntitle: 雪\ndate: 2021-02-04\n---\n寒い。\n",
    "source/_posts/locked.md": "---\ntitle: 鍵\ndate: 2021-02-05\npassword: abc\n---\n内緒\n",
    "source/_drafts/idea.md": "---\ntitle: 案\n---\n",
    "source/about/index.md": "---\ntitle: 紹介\ndate: 2021-01-01\n---\n私\n",
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("hexo");
  const rain = posts.get("雨") ?? "";
  expect(rain).toContain("status: ready\npermalink: 2021/02/rain/\ntags: [庭, 花]\ncategory: 暮らし\n");
  expect(rain).toMatch(
    /!\[傘\]\((\.\.\/\.\.\/media\/\S+\.png)\)\n!\[\]\(\1\)\n\[雪の日\]\(20210204-0000\.md\)/,
  );
  expect(rain).toContain("```js\nlet a;\n```");
  expect(report.posts.find(({ title }) => title === "雨")?.unreadTags).toEqual([
    { file: "source/_posts/rain.md", line: 18, text: "{% unknown x %}" },
  ]);
  expect(posts.get("紹介")).toContain("permalink: about/\n");
  for (const title of ["鍵", "案"]) expect(posts.get(title), title).toContain("status: draft\n");
});

test("Zola: paths, slugs, aliases, taxonomies, dates in names and links with @", async () => {
  await using moved = await movedFolder({
    "config.toml": 'base_url = "https://example.org"\ntitle = "T"\n',
    "content/blog/_index.md": '+++\ntitle = "Blog"\nsort_by = "date"\n+++\n',
    "content/blog/2022-03-04-rain.md":
      '+++\ntitle = "Rain"\nslug = "wet"\naliases = ["old/rain"]\n[taxonomies]\ntags = ["garden"]\ncategories = ["days"]\n[extra]\nmood = "calm"\n+++\n[snow](@/blog/snow/index.md#deep)\n\n{{ youtube(id="abc") }}\n\n{{ chart(data="x") }}\n',
    "content/blog/snow/index.md":
      '+++\ntitle = "Snow"\ndate = 2022-03-05\npath = "winter/snow"\n+++\n![](flake.png)\n',
    "content/blog/snow/flake.png": pixel,
    "content/blog/secret.md": '+++\ntitle = "Secret"\ndate = 2022-03-06\ndraft = true\n+++\n',
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("zola");
  const rain = posts.get("Rain") ?? "";
  expect(rain).toContain(
    "date: 2022-03-04\nstatus: ready\naliases: [/old/rain]\npermalink: blog/wet/\ntags: [garden]\ncategory: days\n",
  );
  expect(rain).toContain("[snow](20220305-0000.md#deep)");
  expect(rain).toContain("<https://www.youtube.com/watch?v=abc>");
  expect(posts.get("Snow")).toMatch(/permalink: winter\/snow\/\n[\s\S]*!\[\]\(\.\.\/\.\.\/media\/\S+\.png\)/);
  expect(posts.get("Secret")).toContain("status: draft\n");
  expect(report.posts.find(({ title }) => title === "Rain")).toMatchObject({
    unreadTags: [{ line: 15, text: '{{ chart(data="x") }}' }],
  });
  expect(report.analysis.extra).toEqual({ extra: 1 });
});

test("Eleventy and Astro: folders of texts, their addresses and what is not public", async () => {
  await using eleventy = await movedFolder({
    "eleventy.config.js": "export default () => ({ dir: { input: 'src' } });",
    "src/posts/2023-01-02-rain.md":
      '---\ntitle: Rain\ntags: [posts, garden]\n---\n{% image "./sky.png", "Sky" %}\n\n![]({{ "/img/sky.png" | url }})\n\n{{ collections.all.length }}\n',
    "src/posts/sky.png": pixel,
    "src/img/sky.png": pixel,
    "src/posts/snow.md":
      "---\ntitle: Snow\ndate: 2023-01-03\npermalink: /s/{{ title | slugify }}/\neleventyExcludeFromCollections: true\n---\n",
    "src/posts/secret.md": "---\ntitle: Secret\ndate: 2023-01-04\npermalink: false\n---\n",
    "src/about.md": "---\ntitle: About\n---\nMe\n",
    "README.md": "# Build\n",
  });
  expect(eleventy.format).toBe("eleventy");
  expect(eleventy.posts.get("Rain")).toMatch(
    /date: 2023-01-02\nstatus: ready\npermalink: posts\/rain\/\ntags: \[garden\]\n[\s\S]*!\[Sky\]\(\.\.\/\.\.\/media\/\S+\.png\)\n\n!\[\]\(\.\.\/\.\.\/media\/\S+\.png\)\n\n\{\{ collections/,
  );
  expect(eleventy.posts.get("Snow")).toMatch(/permalink: s\/snow\/\n[\s\S]*unlisted: true\n/);
  expect(eleventy.posts.get("Secret")).toContain("status: draft\n");
  expect(eleventy.posts.get("About")).toContain("permalink: about/\n");

  await using astro = await movedFolder({
    "astro.config.mjs": "export default {};",
    "src/content/blog/rain.mdx":
      "---\ntitle: Rain\npubDate: Jan 2 2023\nheroImage: ../../assets/sky.png\n---\nimport Map from '../Map.astro';\n\n![](~/assets/sky.png)\n\n<Map lat={1} />\n",
    "src/content/blog/snow.md": "---\ntitle: Snow\npubDate: 2023-01-03\n---\n[rain](./rain.mdx)\n",
    "src/content/blog/secret.md": "---\ntitle: Secret\npubDate: 2023-01-04\ndraft: true\n---\n",
    "src/content/blog/_idea.md": "---\ntitle: Idea\npubDate: 2023-01-05\n---\n",
    "src/pages/about.md": "---\ntitle: About\n---\nMe\n",
    "src/assets/sky.png": pixel,
  });
  expect(astro.format).toBe("astro");
  expect(astro.posts.get("Rain")).toMatch(
    /date: 2023-01-02\nstatus: ready\npermalink: blog\/rain\/\ncover: \.\.\/\.\.\/media\/\S+\.png\n[\s\S]*!\[\]\(\.\.\/\.\.\/media\/\S+\.png\)\n\n<Map lat=\{1\} \/>/,
  );
  expect(astro.posts.get("Snow")).toContain("[rain](20230102-0000.md)");
  for (const title of ["Secret", "Idea"]) expect(astro.posts.get(title), title).toContain("status: draft\n");
});

test("Eleventy: data files, computed addresses and the folder that the configuration names", async () => {
  await using moved = await movedFolder({
    "package.json": '{ "devDependencies": { "@11ty/eleventy": "^3.0.0" } }',
    ".eleventy.js":
      "// input: 'old'\nmodule.exports = function (config) {\n  return { dir: { input: 'garden/texts', output: '_site' }, pathPrefix: '/g/' };\n};",
    "garden/texts/posts/posts.json":
      '{ "permalink": "/{{ page.date | date: \\"%Y/%m\\" }}/{{ page.fileSlug }}/", "tags": ["posts", "all", "weather"] }',
    "garden/texts/posts/2023-01-02-rain.md":
      "---\ntitle: Rain\ntags: garden\n---\n[snow](./snow.md) [fog](../lab/fog.md)\n",
    "garden/texts/posts/snow.md":
      "---\ntitle: Snow & Ice\ndate: 2023-01-03\nkind: cold days\npermalink: '{{ kind | slugify }}/{{ title | slug }}.html'\n---\n",
    "garden/texts/posts/hail.11tydata.json": '{ "permalink": "/hail/index.html", "draft": true }',
    "garden/texts/posts/hail.md": "---\ntitle: Hail\ndate: 2023-01-04\n---\n",
    "garden/texts/lab/lab.11tydata.js":
      "export default { tags: ['lab'], permalink: (data) => `/lab/\x24{numberOf(data)}/` };",
    "garden/texts/lab/fog.md":
      "---\ntitle: Fog\ndate: 2023-01-05\n---\n[rain](../posts/2023-01-02-rain.md)\n",
    "garden/texts/lab/mist.md": "---\ntitle: Mist\ndate: 2023-01-06\npermalink: /mist/\n---\n",
    "garden/texts/hidden/hidden.11tydata.cjs": "module.exports = {\n  draft: true,\n};",
    "garden/texts/hidden/idea.md": "---\ntitle: Idea\ndate: 2023-01-07\n---\n",
    "garden/texts/open/open.11tydata.js":
      "module.exports = {\n  eleventyComputed: {\n    permalink(data) {\n      if (data.draft && process.env.NODE_ENV === 'production') return false;\n      return data.permalink;\n    },\n  },\n};",
    "garden/texts/open/dew.md": "---\ntitle: Dew\ndate: 2023-01-08\n---\n",
    "garden/texts/days/days.11tydata.js":
      "module.exports = { layout: 'day', permalink: (data) => (data.draft ? false : data.permalink || `/d/\x24{data.page.fileSlug}/`) };",
    "garden/texts/days/frost.md": "---\ntitle: Frost\ndate: 2023-01-09\n---\n",
    "notes/todo.md": "# To do\n",
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("eleventy");
  expect(report.counts.add).toBe(8);
  expect(posts.get("Dew")).toContain("permalink: open/dew/\n");
  expect(posts.get("Frost")).toContain("permalink: d/frost/\n");
  expect(posts.get("Rain")).toMatch(
    /status: ready\npermalink: 2023\/01\/rain\/\ntags: \[garden, weather\]\n/,
  );
  expect(posts.get("Rain")).toContain("[snow](20230103-0000.md) [fog](20230105-0000.md)");
  expect(posts.get("Snow & Ice")).toContain("permalink: cold-days/snow-and-ice.html\n");
  expect(posts.get("Mist")).toMatch(/permalink: mist\/\ntags: \[lab\]\n/);
  expect(posts.get("Fog")).toContain("[rain](20230102-0000.md)");
  expect(posts.get("Fog")).not.toContain("permalink");
  for (const title of ["Hail", "Idea"]) expect(posts.get(title), title).toContain("status: draft\n");
  const notes = report.posts.flatMap((post) => post.notes.map((note) => `${post.title} ${note}`));
  expect(notes).toEqual(["Fog addressUnknown"]);
});

test("Astro: addresses of the routes, folders of collections, ids and what decides them", async () => {
  await using moved = await movedFolder({
    "astro.config.ts":
      "export default defineConfig({ site: 'https://example.org', base: '/docs', build: { format: 'directory' } });",
    "src/content.config.ts":
      "const TEXTS = 'src/data';\nconst blog = defineCollection({ loader: glob({ pattern: '**/*.md', base: `./\x24{TEXTS}/blog` }) });\nconst notes = defineCollection({ loader: glob({ base: './texts/notes', pattern: '**/*.md' }) });\nexport const collections = { blog, 'short-notes': notes };\n",
    "src/pages/articles/[...slug].astro":
      "---\nconst posts = await getCollection('blog');\nreturn posts.map((post) => ({ params: { slug: post.id }, props: post }));\n---\n",
    "src/pages/[slug]/index.astro":
      '---\nconst all = await getCollection("short-notes");\nreturn all.map((note) => ({ params: { slug: note.data.address } }));\n---\n',
    "src/pages/tags/[tag].astro": "---\nawait getCollection('blog');\n---\n",
    "src/data/blog/2023/Rain Day!.md":
      "---\ntitle: Rain\npubDate: 2023-01-02\nupdatedDate: 2023-02-03\n---\n",
    "src/data/blog/snow/index.md":
      "---\ntitle: Snow\npubDate: 2023-01-03\n---\n[rain](<../2023/Rain Day!.md>) ![](./a.png)\n",
    "src/data/blog/snow/a.png": pixel,
    "src/data/blog/hail.md": "---\ntitle: Hail\npubDate: 2023-01-04\nslug: ice/hail\n---\n",
    "texts/notes/one.md": "---\ntitle: One\ndate: 2023-01-05\naddress: first\n---\n",
    "texts/notes/two.md": "---\ntitle: Two\ndate: 2023-01-06\n---\n",
    "src/content/lab/fog.md": "---\ntitle: Fog\ndate: 2023-01-07\n---\n",
    "src/pages/about.md": "---\ntitle: About\n---\n[rain](/docs/articles/2023/rain-day/)\n",
  });
  const { report, posts } = moved;
  expect(moved.format).toBe("astro");
  expect(posts.get("Rain")).toMatch(
    /updated: 2023-02-03\nstatus: ready\npermalink: articles\/2023\/rain-day\/\n/,
  );
  expect(posts.get("Snow")).toMatch(
    /permalink: articles\/snow\/\n[\s\S]*\[rain\]\(<?20230102-0000\.md>?\) !\[\]\(\.\.\/\.\.\/media\/\S+\.png\)/,
  );
  expect(posts.get("Hail")).toContain("permalink: articles/ice/hail/\n");
  expect(posts.get("One")).toContain("permalink: first/\n");
  expect(posts.get("Two")).not.toContain("permalink");
  expect(posts.get("Fog")).toContain("permalink: lab/fog/\n");
  expect(posts.get("About")).toMatch(/\[rain\]\(\.\.\/posts\/\w+\/20230102-0000\.md\)/);
  const notes = report.posts.flatMap((post) => post.notes.map((note) => `${post.title} ${note}`));
  expect(notes.sort()).toEqual(["Fog addressGuessed", "Two addressUnknown"]);
});

test("Jekyll and Hugo: values that the configuration or a section sets for its pages", async () => {
  await using jekyll = await movedFolder({
    "_config.yml":
      'defaults:\n  - scope: { path: "_posts/private" }\n    values: { published: false }\n  - scope: { path: "", type: posts }\n    values: { permalink: "/:year/:title/", categories: [days], published: true }\n',
    "_posts/2020-03-04-rain.md": "---\ntitle: Rain\n---\n",
    "_posts/2020-03-05-snow.md": "---\ntitle: Snow\npermalink: /white/\ncategories: [cold]\n---\n",
    "_posts/private/2020-03-06-secret.md": "---\ntitle: Secret\n---\n",
  });
  expect(jekyll.posts.get("Rain")).toMatch(/permalink: 2020\/rain\/\n[\s\S]*category: days\n/);
  expect(jekyll.posts.get("Snow")).toMatch(/permalink: white\/\n[\s\S]*category: cold\n/);
  expect(jekyll.posts.get("Secret")).toContain("status: draft\n");

  await using hugo = await movedFolder(
    {
      "hugo.toml":
        'baseURL = "https://example.org/"\n[[cascade]]\ndraft = true\n[cascade.target]\npath = "/lab/**"\n',
      "content/_index.md": "---\ntitle: Home\n---\n",
      "content/about.md": "---\ntitle: About\nweight: 20\nlang: fr\n---\n",
      "content/posts/_index.md": "---\ntitle: Posts\ncascade:\n  categories: [days]\n---\n",
      "content/posts/rain.md":
        "---\ntitle: Rain\ndate: 2024-01-01\nlastmod: 2024-02-02\nseries: [Water]\nweight: 3\n---\n",
      "content/posts/shown.md": "---\ntitle: Shown\ndate: 2024-01-02\ncategories: [walks]\n---\n",
      "content/posts/inner/_index.md":
        "---\ncascade:\n  - _target: { path: '/posts/inner/s*' }\n    build: { render: never }\n---\n",
      "content/posts/inner/secret.md": "---\ntitle: Secret\ndate: 2024-01-03\n---\n",
      "content/posts/inner/open.md": "---\ntitle: Open\ndate: 2024-01-04\n---\n",
      "content/lab/idea.md": "---\ntitle: Idea\ndate: 2024-01-05\n---\n",
      "content/lab/done.md": "---\ntitle: Done\ndate: 2024-01-06\ndraft: false\n---\n",
    },
    { blogLanguage: "en" },
  );
  expect(hugo.posts.get("About")).toMatch(/order: 20\nlanguage: fr\n/);
  expect(hugo.posts.get("Rain")).toContain("series: Water\n");
  expect(hugo.posts.get("Rain")).not.toContain("order");
  expect(hugo.posts.get("Rain")).toMatch(/updated: 2024-02-02\nstatus: ready\n[\s\S]*category: days\n/);
  expect(hugo.posts.get("Shown")).toContain("category: walks\n");
  for (const title of ["Secret", "Idea"]) expect(hugo.posts.get(title), title).toContain("status: draft\n");
  for (const title of ["Open", "Done"]) expect(hugo.posts.get(title), title).toContain("status: ready\n");
});

test("line ends in paragraphs look as before, or are named where they do not", async () => {
  const files = {
    "hexo/_config.yml": "title: 庭\n",
    "hexo/source/_posts/ame.md":
      "---\ntitle: 雨\ndate: 2024-05-06\n---\n雨\\\n雲  \n雪\n晴\n\n- 一\n  二\n\n> 三\n> 四\n\n    五\n    六\n\n| 七 |\n| --- |\n| 八 |\n",
    "hugo/hugo.toml": "title = '庭'\n",
    "hugo/content/posts/hana.md": "---\ntitle: 花\ndate: 2024-05-06\n---\n花\nです\n",
    "hugo/content/posts/ki.md": "---\ntitle: 木\ndate: 2024-05-07\n---\n木です\n\n- 一\n- 二\n",
  };
  const settings = (language: string): string =>
    `title: 庭\nlanguage: ${language}\ntimeZone: Asia/Tokyo\nsections:\n  posts:\n    title: 記事\n`;
  await using english = await movedFolder(files, { chosen: ["hexo"], settings: settings("en") });
  expect(english.posts.get("雨")).toMatch(
    /\n雨\\\n雲 {2}\n雪 {2}\n晴\n\n- 一 {2}\n {2}二\n\n> 三 {2}\n> 四\n\n {4}五\n {4}六\n\n\| 七 \|\n/,
  );
  const hugo = await english.next(["hugo"]);
  expect(hugo.report.posts.flatMap(({ notes }) => notes)).toEqual([]);
  await using japanese = await movedFolder(files, { chosen: ["hexo"], settings: settings("ja") });
  expect(japanese.posts.get("雨")).toContain("\n雪\n晴\n\n- 一\n  二\n");
  const { report } = await japanese.next(["hugo"]);
  expect(report.posts.map(({ title, notes }) => [title, notes])).toEqual([
    ["花", ["lineEnds"]],
    ["木", []],
  ]);
});
