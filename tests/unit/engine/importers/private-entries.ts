import { entryText } from "./export-files.ts";
import { type FileTree, pixel } from "./moved-folder.ts";
import { publiiDatabase } from "./publii/publii-database.ts";
import { itemText, wxrText } from "./wordpress/wxr-files.ts";

/** An export of one format with a public entry, and an entry of each kind that the format keeps private. */
export interface PrivateEntries {
  /** The files of the export. Each entry contains the word of its kind, and shows a picture of its own. */
  tree(): FileTree | Promise<FileTree>;
  /** For each kind that becomes a draft, the state in the report, and `future` if the report has this note. */
  readonly drafts: Readonly<Record<string, string>>;
  /** Kinds that never become posts, such as deleted entries. */
  readonly gone?: readonly string[];
  /** The items that the report counts as not imported. */
  readonly ignored?: Readonly<Record<string, number>>;
}

/** Returns a word that is only in the entry of this kind. */
export function wordOf(format: string, kind: string): string {
  return `zq${format}${kind}word`.replace(/\W/g, "").toLowerCase();
}

/** An entry that is to be written. */
interface Written {
  readonly kind: string;
  readonly word: string;
  readonly index: number;
  /** What makes the entry private in its format, or "". */
  readonly mark: string;
}

/** The report's state of each kind, and what makes an entry of the kind private in its format. */
type Kinds = Readonly<Record<string, readonly [state: string, mark: string]>>;

/** Kinds of entries that never become posts. */
type Gone = Readonly<Record<string, string>>;

interface Rest {
  readonly gone?: Gone;
  readonly ignored?: Readonly<Record<string, number>>;
}

/** Returns the entries of a format. `write` returns the files of the export. */
function entriesOf(
  format: string,
  kinds: Kinds,
  write: (all: readonly Written[]) => FileTree | Promise<FileTree>,
  { gone = {}, ignored = {} }: Rest = {},
): PrivateEntries {
  const marks = Object.entries(kinds).map(([kind, [, mark]]) => [kind, mark] as const);
  const all = [["open", ""] as const, ...marks, ...Object.entries(gone)].map(([kind, mark], index) => ({
    kind,
    word: wordOf(format, kind),
    index,
    mark,
  }));
  return {
    tree: () => write(all),
    drafts: Object.fromEntries(Object.entries(kinds).map(([kind, [state]]) => [kind, state])),
    gone: Object.keys(gone),
    ignored,
  };
}

/** Returns the bytes of a picture that no other entry has. */
function picture(word: string): Buffer {
  return Buffer.concat([pixel, Buffer.from(word)]);
}

/** Returns pictures in a folder. Only two entries get theirs, because storing a picture takes time. */
function pictures(all: readonly Written[], folder: string): FileTree {
  return Object.fromEntries(all.slice(0, 2).map(({ word }) => [`${folder}${word}.png`, picture(word)]));
}

const two = (number: number): string => String(number).padStart(2, "0");
const html = (word: string, folder: string): string =>
  `<p>Text ${word}</p><p><img src="${folder}${word}.png" alt="${word}"></p>`;
const markdown = (word: string, folder: string): string =>
  `Text ${word}\n\n![${word}](${folder}${word}.png)\n`;

const movableType = entriesOf(
  "movable-type",
  {
    draft: ["draft", "STATUS: Draft"],
    review: ["draft", "STATUS: Review"],
    future: ["scheduled", "STATUS: Future"],
    dated: ["published future", "DATE: 05/06/2999 09:30:00"],
    undated: ["published", "DATE: "],
    unpublish: ["private", "STATUS: Unpublish"],
    junk: ["private", "STATUS: Spam"],
    secret: ["private", "SECRET: 1"],
    password: ["private", "ENTRY PASSWORD: abc"],
    limited: ["private", "LIMITED: 1"],
    other: ["unknown", "STATUS: Friends"],
  },
  (all) => ({
    "export.txt": all
      .map(({ word, index, mark }) => {
        const [, key = "BASENAME", value = word] = /^([^:]+): (.*)$/.exec(mark) ?? [];
        const meta = { TITLE: word, BASENAME: word, CATEGORY: word, DATE: `05/06/2012 09:${two(index)}:00` };
        return entryText({
          meta: { ...meta, [key]: value },
          body: html(word, "https://a.invalid/"),
          excerpt: word,
          pieces: [["COMMENT", `AUTHOR: taro\n${word}`]],
        });
      })
      .join(""),
  }),
);

const meta = (key: string, value: string): string =>
  `<wp:postmeta><wp:meta_key>${key}</wp:meta_key><wp:meta_value><![CDATA[${value}]]></wp:meta_value></wp:postmeta>`;

const wordPress = entriesOf(
  "wordpress",
  {
    draft: ["draft", "wp:status=draft"],
    pending: ["draft", "wp:status=pending"],
    auto: ["draft", "wp:status=auto-draft"],
    future: ["scheduled", "wp:status=future"],
    dated: ["published future", "wp:post_date=2999-05-06 09:30:00"],
    private: ["private", "wp:status=private"],
    password: ["private", "wp:post_password=abc"],
    plugin: ["unknown", "wp:status=archived"],
    type: ["unknown", "wp:post_type=recipe"],
    jetpack: ["private", meta("_jetpack_newsletter_access", "paid_subscribers")],
    members: ["private", meta("_members_access_role", "subscriber")],
    wpmembers: ["private", meta("_wpmem_block", "1")],
    rcp: ["private", meta("rcp_subscription_level", "any-paid")],
    paid: ["private", meta("_is_paid", "1")],
    um: [
      "private",
      meta(
        "um_content_restriction",
        'a:2:{s:26:"_um_custom_access_settings";b:1;s:14:"_um_accessible";s:1:"2";}',
      ),
    ],
    patreon: ["private", meta("patreon-level", "5")],
    passster: ["private", meta("passster_activate_protection", "1")],
    shortcode: ["private", "[members_only]"],
    block: ["private", "<!-- wp:jetpack/paywall /-->"],
  },
  (all) => ({
    "export.xml": wxrText(
      all
        .map(({ word, index, mark }) => {
          const [, key = "", value = ""] = /^(wp:\w+)=(.*)$/.exec(mark) ?? [];
          const isMeta = mark.startsWith("<wp:");
          const minute = `2020-05-06 09:${two(index)}:00`;
          return itemText({
            fields: {
              title: word,
              link: `https://blog.example/2020/05/06/${word}/`,
              "wp:post_id": String(100 + index),
              "wp:post_name": word,
              "wp:post_date": minute,
              "wp:post_date_gmt": "0000-00-00 00:00:00",
              "excerpt:encoded": word,
              ...(key === "" ? {} : { [key]: value }),
            },
            content: `${html(word, "https://a.invalid/")}${isMeta || key !== "" ? "" : mark}`,
            more: `<category domain="category" nicename="x">${word}</category>${isMeta ? mark : ""}`,
          });
        })
        .join(""),
    ),
  }),
  {
    gone: { trash: "wp:status=trash", revision: "wp:post_type=revision", menu: "wp:post_type=nav_menu_item" },
    ignored: { trash: 1, revision: 1, nav_menu_item: 1 },
  },
);

const blogger = entriesOf(
  "blogger",
  {
    draft: ["draft", "<blogger:status>DRAFT</blogger:status>"],
    old: [
      "draft",
      '<app:control xmlns:app="http://purl.org/atom/app#"><app:draft>yes</app:draft></app:control>',
    ],
    scheduled: ["scheduled", "<blogger:status>SCHEDULED</blogger:status>"],
    other: ["unknown", "<blogger:status>IN_REVIEW</blogger:status>"],
    dated: ["published future", "<published>2999-01-31T15:30:00.000Z</published>"],
  },
  (all) => ({
    "feed.atom": `<?xml version='1.0' encoding='utf-8'?><feed xmlns='http://www.w3.org/2005/Atom' xmlns:blogger='http://schemas.google.com/blogger/2018'><id>tag:blogger.com,1999:blog-1</id>${all
      .map(({ word, index, mark }) => {
        const published = `<published>2024-01-31T15:${two(index)}:00.000Z</published>`;
        return `<entry><id>post-${index}</id><blogger:type>POST</blogger:type>${mark.includes("status>") ? "" : "<blogger:status>LIVE</blogger:status>"}<author><name>a</name></author><title>${word}</title><content type='html'>${html(word, "https://a.invalid/").replaceAll("<", "&lt;")}</content>${mark.startsWith("<published") ? "" : published}${mark}<category scheme='tag:blogger.com' term='${word}'/><blogger:filename>/2024/01/${word}.html</blogger:filename></entry>`;
      })
      .join("\n")}</feed>`,
  }),
  {
    gone: {
      trashed: "<blogger:trashed>2024-02-01T00:00:00Z</blogger:trashed>",
      soft: "<blogger:status>SOFT_TRASHED</blogger:status>",
    },
    ignored: { post: 2 },
  },
);

const ghost = entriesOf(
  "ghost",
  {
    draft: ["draft", '{"status":"draft"}'],
    scheduled: ["scheduled", '{"status":"scheduled","published_at":"2999-01-01T00:00:00.000Z"}'],
    sent: ["private", '{"status":"sent"}'],
    members: ["private", '{"visibility":"members"}'],
    paid: ["private", '{"visibility":"paid"}'],
    tiers: ["private", '{"visibility":"tiers"}'],
    page: ["private", '{"visibility":"paid","type":"page"}'],
    gated: ["private", '{"gated":true}'],
    other: ["unknown", '{"status":"archived"}'],
    dated: ["published future", '{"published_at":"2999-01-01T00:00:00.000Z"}'],
  },
  (all) => {
    const posts = all.map(({ word, index, mark }) => {
      const { gated, ...fields } = JSON.parse(mark || "{}");
      const gate = gated ? '<!--kg-gated-block:begin nonMember:false memberSegment:"" -->' : "";
      return {
        id: `p${index}`,
        title: word,
        slug: word,
        html: gate + html(word, "__GHOST_URL__/content/images/"),
        status: "published",
        visibility: "public",
        type: "post",
        feature_image: `__GHOST_URL__/content/images/${word}.png`,
        custom_excerpt: word,
        published_at: `2024-01-31T15:${two(index)}:00.000Z`,
        ...fields,
      };
    });
    return {
      "export.json": JSON.stringify({ db: [{ meta: { exported_on: 1, version: "5" }, data: { posts } }] }),
      ...pictures(all, "content/images/"),
    };
  },
);

const publii = entriesOf(
  "publii",
  {
    draft: ["draft", "draft"],
    hidden: ["private", "published,hidden"],
    page: ["private", "published,hidden,is-page"],
    other: ["unknown", "archived"],
    dated: ["published future", "future"],
  },
  async (all) => ({
    "input/db.sqlite": await publiiDatabase(
      all.map(({ word, mark }) => ({
        title: word,
        text: html(word, "#DOMAIN_NAME#"),
        image: `${word}.png`,
        ...(mark === "" ? {} : mark === "future" ? { time: Date.UTC(2999, 0, 1) } : { status: mark }),
      })),
    ),
    // The numbers of the posts begin with 1.
    ...Object.fromEntries(
      all.map(({ word, index }) => [`input/media/posts/${index + 1}/${word}.png`, picture(word)]),
    ),
  }),
  { gone: { trashed: "trashed" }, ignored: { trashed: 1 } },
);

/** Returns a text with front matter. Later lines of the same key replace earlier ones. */
function page(written: Written, lines: Readonly<Record<string, string>>, body: string): string {
  const [, key = "", value = ""] = /^([\w-]+): ([\s\S]*)$/.exec(written.mark) ?? [];
  const all = { ...lines, ...(key === "" ? {} : { [key]: value }) };
  const text = Object.entries(all).map(([name, each]) => `${name}: ${each}\n`);
  return `---\n${text.join("")}---\n${body}`;
}

const dated = (index: number): string => `2021-03-04 05:${two(index)}:00`;

const gridea = entriesOf(
  "gridea",
  {
    draft: ["draft", "published: false"],
    unsaid: ["draft", "published: "],
    dated: ["published future", "date: 2999-01-01 00:00:00"],
  },
  (all) => ({
    ...Object.fromEntries(
      all.map((one) => [
        `posts/${one.word}.md`,
        page(
          one,
          {
            title: one.word,
            date: dated(one.index),
            published: "true",
            hideInList: "false",
            feature: `/post-images/${one.word}.png`,
            tags: `[${one.word}]`,
          },
          markdown(one.word, "/post-images/"),
        ),
      ]),
    ),
    ...pictures(all, "post-images/"),
  }),
);

const substack = entriesOf(
  "substack",
  {
    draft: ["draft", "false,newsletter,everyone"],
    paid: ["private", "true,newsletter,only_paid"],
    free: ["private", "true,newsletter,only_free"],
    founding: ["private", "true,newsletter,founding"],
    page: ["private", "true,page,only_paid"],
    dated: ["published future", "future"],
  },
  (all) => ({
    "posts.csv": `post_id,post_date,title,subtitle,is_published,type,audience\n${all
      .map(({ word, index, mark }) => {
        const date = mark === "future" ? "2999-01-01T00:00:00Z" : `2024-03-01T15:${two(index)}:00Z`;
        const rest = mark.includes(",") ? mark : "true,newsletter,everyone";
        return `${index + 100}.${word},${date},${word},${word},${rest}\n`;
      })
      .join("")}`,
    ...Object.fromEntries(
      all.map(({ word, index }) => [`posts/${index + 100}.${word}.html`, html(word, "https://a.invalid/")]),
    ),
  }),
  { gone: { thread: "true,thread,everyone" }, ignored: { thread: 1 } },
);

const medium = entriesOf(
  "medium",
  { draft: ["draft", "draft_"], dated: ["published future", "2999-01-01_"] },
  (all) =>
    Object.fromEntries(
      all.map(({ word, index, mark }) => {
        const time = mark === "2999-01-01_" ? "2999-01-01T00:00:00Z" : `2024-01-31T15:${two(index)}:00Z`;
        return [
          `posts/${mark || "2024-01-31_"}${word}-3f2a1b0c9d8${index}.html`,
          `<!DOCTYPE html><html><head><title>${word}</title></head><body><article class="h-entry"><header><h1 class="p-name">${word}</h1></header><section class="p-summary">${word}</section><section class="e-content"><div class="section-inner"><h3 class="graf graf--h3 graf--title">${word}</h3><p class="graf graf--p">Text ${word}</p><img src="https://a.invalid/${word}.png"></div></section><footer><time class="dt-published" datetime="${time}">x</time><a href="https://own.example/${word}-3f2a1b0c9d8${index}" class="p-canonical">x</a></footer></article></body></html>`,
        ];
      }),
    ),
);

const tumblr = entriesOf(
  "tumblr",
  {
    private: ["private", 'state="private"'],
    flagged: ["private", 'private="true"'],
    draft: ["draft", 'state="draft"'],
    folder: ["draft", "folder"],
    queued: ["scheduled", 'state="queued"'],
    submission: ["unknown", 'state="submission"'],
    undated: ["unknown", "undated"],
    dated: ["published future", "future"],
  },
  (all) => {
    const idOf = (index: number): number => 61_717_171_000 + index;
    const timeOf = ({ mark, index }: Written): string =>
      mark === "undated" ? "" : `May ${index + 1}th, ${mark === "future" ? 2999 : 2012} 9:30pm`;
    const files = all.map((one): [string, string] => [
      `posts/${one.mark === "folder" ? "drafts/" : "html/"}${idOf(one.index)}.html`,
      `<html><body><h1>${one.word}</h1>${html(one.word, "../../media/")}<div id="footer"><span id="timestamp">${timeOf(one)}</span><span class="tag">${one.word}</span></div></body></html>`,
    ]);
    const rows = all.map(
      ({ mark, index }) => `<post id="${idOf(index)}" ${mark.includes("=") ? mark : ""}/>`,
    );
    return {
      ...Object.fromEntries(files),
      "posts/posts.xml": `<tumblr><posts>${rows.join("\n")}</posts></tumblr>`,
      ...pictures(all, "media/"),
    };
  },
);

const tdiary = entriesOf(
  "tdiary",
  { hidden: ["private", "Visible: false"], dated: ["published future", "Date: 29990506"] },
  (all) => ({
    "data/2004/200405.td2": `TDIARY2.01.00\n${all
      .map(({ word, index, mark }) => {
        const date = mark.startsWith("Date") ? mark : `Date: 200405${two(index + 1)}`;
        const visible = mark.startsWith("Visible") ? mark : "Visible: true";
        return `${date}\nTitle: ${word}\nLast-Modified: 1083800000\n${visible}\nFormat: Wiki\n\n! [${word}]${word}\nText ${word}\n{{image 0, '${word}'}}\n.\n`;
      })
      .join("")}`,
    "data/2004/200405.tdc": `TDIARY2.01.00\nDate: 20040501\nName: taro\nMail: \nLast-Modified: 1083800000\nVisible: false\n\n${wordOf("tdiary", "comment")}\n.\n`,
    ...Object.fromEntries(
      all.map(({ word, index }) => [`images/200405${two(index + 1)}_0.png`, picture(word)]),
    ),
  }),
);

const hns = entriesOf(
  "hns",
  {
    draft: ["draft", "no OK"],
    group: ["private", "GRP friends\n"],
    dated: ["published future", "29990101"],
  },
  (all) =>
    Object.fromEntries(
      all.map(({ word, index, mark }) => [
        `diary/d${/^\d/.test(mark) ? mark : `200102${two(index + 1)}`}.hnf`,
        `${mark === "no OK" ? "TENKI x" : "OK"}\n\nCAT ${word}\nNEW ${word}\n${mark.startsWith("GRP") ? mark : ""}Text ${word}\nIMG r ${word}.png ${word}\n`,
      ]),
    ),
);

const tegalog = entriesOf(
  "tegalog",
  {
    draft: ["draft", "draft"],
    lock: ["private", "lock"],
    secret: ["private", "secret"],
    scheduled: ["scheduled", "scheduled"],
    other: ["unknown", "friends"],
    dated: ["published future", "2999"],
  },
  (all) => ({
    "tegalog.xml": `<?xml version="1.0" encoding="UTF-8"?>\n<tegalog>\n${all
      .map(({ word, index, mark }) => {
        const year = mark === "2999" ? mark : "2023";
        const flag = mark === "2999" ? "" : mark;
        return `<log><date>${year}/01/01 12:${two(index)}:56</date><id>${index + 1}</id><user>a</user><cat>${word}</cat><flag>${flag}</flag><comment>Text ${word} #${word} [PICT:${word}:${word}.png]</comment></log>\n`;
      })
      .join("")}</tegalog>\n`,
    ...pictures(all, "images/"),
  }),
);

const disqus: PrivateEntries = {
  tree: () => ({
    "garden.xml": `<?xml version="1.0" encoding="utf-8"?>\n<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n<thread dsq:id="1"><link>https://old.example/a/</link><title>A</title></thread>${[
      ["waiting", "<isApproved>false</isApproved>"],
      ["shown", ""],
      ["deleted", "<isDeleted>true</isDeleted>"],
    ]
      .map(
        ([kind = "", mark = ""]) =>
          `<post dsq:id="9${kind}"><message>${wordOf("disqus", kind)}</message><createdAt>2012-05-07T01:02:03Z</createdAt>${mark}<author><name>Taro</name></author><thread dsq:id="1"/></post>\n`,
      )
      .join("")}</disqus>\n`,
  }),
  drafts: {},
  gone: ["waiting", "shown", "deleted"],
};

const blogsync = entriesOf(
  "blogsync",
  {
    draft: ["draft", "Draft: true"],
    addressless: ["unknown", "URL: "],
    dated: ["published future", "Date: 2999-05-06T09:30:00+09:00"],
  },
  (all) =>
    Object.fromEntries(
      all.map((one) => [
        `hanako.hatenablog.com/entry/${one.word}.md`,
        page(
          one,
          {
            Title: one.word,
            Category: `\n- ${one.word}`,
            Date: `2020-05-06T09:${two(one.index)}:00+09:00`,
            URL: `https://hanako.hatenablog.com/entry/${one.word}`,
            EditURL: `https://blog.hatena.ne.jp/hanako/hanako.hatenablog.com/atom/entry/${one.index}`,
          },
          markdown(one.word, "https://a.invalid/"),
        ),
      ]),
    ),
);

/** The keys with which texts of site generators stay private, for all of them. */
const keysOfGenerators: Kinds = {
  draft: ["draft", "draft: true"],
  upper: ["draft", "Draft: true"],
  unpublished: ["private", "published: false"],
  private: ["private", "private: true"],
  hidden: ["private", "hidden: true"],
  password: ["private", "password: abc"],
  visibility: ["private", "visibility: members"],
  dated: ["published future", "date: 2999-01-01"],
};

/** Returns the texts of a site generator at the paths that `pathOf` returns, and their pictures. */
function siteOf(
  all: readonly Written[],
  pathOf: (written: Written) => string,
  folder: string,
  address = "/images/",
): FileTree {
  const texts = all.map((one) => {
    const lines = {
      title: one.word,
      date: dated(one.index),
      tags: `[${one.word}]`,
      description: one.word,
    };
    return [pathOf(one), page(one, lines, markdown(one.word, address))] as const;
  });
  return { ...Object.fromEntries(texts), ...pictures(all, folder) };
}

/** Returns the path of a text: in a folder of its own if its mark is a path, such as `_drafts/`. */
const inFolder =
  (usual: string, nameOf = ({ word }: Written): string => `${word}.md`) =>
  (one: Written): string =>
    `${/^[\w./-]+\/$/.test(one.mark) ? one.mark : usual}${nameOf(one)}`;

const hugo = entriesOf(
  "hugo",
  {
    ...keysOfGenerators,
    scheduled: ["scheduled", "publishDate: 2999-01-01"],
    expired: ["private", "expiryDate: 2001-01-01"],
    headless: ["private", "headless: true"],
    build: ["private", "build: { render: never }"],
    older: ["private", "_build: { render: false }"],
    params: ["private", "params: { private: true }"],
    section: ["draft", "content/later/"],
    ignored: ["draft", "content/posts/secret/"],
    bundled: ["draft", "content/posts/bundle/"],
  },
  (all) => ({
    "hugo.toml": 'baseURL = "https://example.org/"\nignoreFiles = ["/secret/"]\n',
    "content/later/_index.md": "---\ntitle: Later\ncascade:\n  draft: true\n---\n",
    "content/posts/bundle/index.md": "---\ntitle: Bundle\ndate: 2020-01-01\n---\nBundle\n",
    ...siteOf(all, inFolder("content/posts/"), "static/images/"),
  }),
);

const jekyll = entriesOf(
  "jekyll",
  {
    ...keysOfGenerators,
    drafts: ["draft", "_drafts/"],
    excluded: ["draft", "secret/_posts/"],
    defaults: ["private", "later/_posts/"],
  },
  (all) => ({
    "_config.yml":
      'exclude: [secret]\ndefaults:\n  - scope: { path: "later" }\n    values: { published: false }\n',
    ...siteOf(
      all,
      inFolder("_posts/", ({ word }) => `2021-03-04-${word}.md`),
      "images/",
    ),
  }),
);

const hexo = entriesOf(
  "hexo",
  {
    ...keysOfGenerators,
    drafts: ["draft", "source/_drafts/"],
    excluded: ["draft", "source/_posts/old/"],
    underscored: ["draft", "source/_posts/_later/"],
    locked: ["private", "tags: [diary]"],
  },
  (all) => ({
    "_config.yml":
      'url: https://example.org\nexclude: ["_posts/old/**"]\nencrypt:\n  tags: [{ name: diary, password: abc }]\n',
    ...siteOf(all, inFolder("source/_posts/"), "source/images/"),
  }),
);

const zola = entriesOf(
  "zola",
  {
    draft: ["draft", "draft = true"],
    theme: ["private", "[extra]\nprivate = true"],
    section: ["draft", "content/later/"],
    ignored: ["draft", "content/secret/"],
  },
  (all) => ({
    "config.toml": 'base_url = "https://example.org"\nignored_content = ["**/secret/**"]\n',
    "content/later/_index.md": '+++\ntitle = "Later"\ndraft = true\n+++\n',
    ...Object.fromEntries(
      all.map((one) => [
        inFolder("content/blog/")(one),
        `+++\ntitle = "${one.word}"\ndate = 2021-03-04T05:${two(one.index)}:00Z\n${one.mark.includes("=") ? `${one.mark}\n` : ""}+++\n${markdown(one.word, "/images/")}`,
      ]),
    ),
    ...pictures(all, "static/images/"),
  }),
);

const eleventy = entriesOf(
  "eleventy",
  {
    ...keysOfGenerators,
    unwritten: ["private", "permalink: false"],
    drafts: ["draft", "src/_drafts/"],
    ignored: ["draft", "src/secret/"],
    data: ["draft", "src/later/"],
  },
  (all) => ({
    "eleventy.config.js": 'export default () => ({ dir: { input: "src" } })\n',
    ".eleventyignore": "src/secret/\n",
    "src/later/later.json": '{ "draft": true }',
    ...siteOf(all, inFolder("src/posts/"), "src/images/"),
  }),
);

const astro = entriesOf(
  "astro",
  {
    ...keysOfGenerators,
    scheduled: ["scheduled", "pubDatetime: 2999-01-01T00:00:00Z"],
    underscored: ["draft", "src/content/blog/_later/"],
  },
  (all) => ({
    "astro.config.mjs": "export default {}\n",
    ...siteOf(all, inFolder("src/content/blog/"), "public/images/"),
  }),
);

const obsidian = entriesOf(
  "obsidian",
  {
    unsaid: ["draft", "publish: "],
    unpublished: ["draft", "publish: false"],
    draft: ["draft", "draft: true"],
    private: ["draft", "private: true"],
    comment: ["private", "comment"],
    dated: ["published future", "date: 2999-01-01"],
  },
  (all) => ({
    ...Object.fromEntries(
      all.map((one) => [
        `${one.word}.md`,
        page(
          one,
          { publish: "true", date: dated(one.index), tags: `[${one.word}]` },
          `Text ${one.word} ![[${one.word}.png]]\n${one.mark === "comment" ? "\n%% the rest\n" : ""}`,
        ),
      ]),
    ),
    ...pictures(all, "files/"),
  }),
);

const htmlPages = entriesOf(
  "html",
  {
    unlinked: ["unknown", "unlinked"],
    dated: ["published future", "2999-01-01"],
    locked: ["private", "members/"],
  },
  (all) => ({
    "index.html": `<html><head><title>Garden</title></head><body><h1>Garden</h1>${all
      .filter(({ mark }) => mark !== "unlinked")
      .map(
        ({ word, mark, index }) =>
          `<p><a href="${mark.endsWith("/") ? mark : ""}${word}.html">Page ${index}</a></p>`,
      )
      .join("")}</body></html>`,
    "members/.htaccess": "AuthType Basic\nAuthUserFile /home/a/.htpasswd\nRequire valid-user\n",
    ...Object.fromEntries(
      all.flatMap(({ word, index, mark }) => {
        const folder = mark.endsWith("/") ? mark : "";
        const date = /^\d/.test(mark) ? mark : `2021-03-${two(index + 1)}`;
        return [
          [
            `${folder}${word}.html`,
            `<html><head><title>${word}</title></head><body><article><h1>${word}</h1><time datetime="${date}">${date}</time>${html(word, "")}</article></body></html>`,
          ],
          [`${folder}${word}.png`, picture(word)],
        ];
      }),
    ),
  }),
);

/** The exports of all formats, by the ids of the formats. */
export const privateEntries: Readonly<Record<string, PrivateEntries>> = {
  "movable-type": movableType,
  wordpress: wordPress,
  blogger,
  ghost,
  publii,
  gridea,
  substack,
  medium,
  tumblr,
  tdiary,
  hns,
  tegalog,
  disqus,
  blogsync,
  hugo,
  jekyll,
  hexo,
  zola,
  eleventy,
  astro,
  obsidian,
  html: htmlPages,
};
