/** An item of a WordPress export for a test; missing fields get values as WordPress writes them. */
export interface WrittenItem {
  readonly fields?: Readonly<Record<string, string>>;
  readonly content?: string;
  /** Further elements, such as categories, comments and custom fields. */
  readonly more?: string;
}

function cdata(text: string): string {
  return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
}

/** Returns an item as WordPress writes it. */
export function itemText({ fields = {}, content = "", more = "" }: WrittenItem): string {
  const usual = {
    title: "雨",
    link: "https://blog.example/2020/05/06/ame/",
    "dc:creator": "hanako",
    "excerpt:encoded": "",
    "wp:post_id": "12",
    "wp:post_date": "2020-05-06 09:30:00",
    "wp:post_date_gmt": "2020-05-06 00:30:00",
    "wp:post_name": "ame",
    "wp:status": "publish",
    "wp:post_type": "post",
    "wp:post_password": "",
  };
  const lines = Object.entries({ ...usual, ...fields }).map(
    ([key, text]) => `<${key}>${cdata(text)}</${key}>`,
  );
  return `<item>\n${lines.join("\n")}\n<content:encoded>${cdata(content)}</content:encoded>\n${more}</item>\n`;
}

/** Returns a whole export. */
export function wxrText(items: string, { version = "1.2", site = "https://blog.example" } = {}): string {
  return `<?xml version="1.0" encoding="UTF-8" ?>
<!-- This is a WordPress eXtended RSS file -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/${version}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/${version}/">
<channel>
<title>庭</title>
<wp:wxr_version>${version}</wp:wxr_version>
<wp:base_site_url>${site}</wp:base_site_url>
<wp:base_blog_url>${site}</wp:base_blog_url>
<wp:author><wp:author_login>hanako</wp:author_login><wp:author_display_name>花子</wp:author_display_name></wp:author>
${items}</channel>
</rss>
`;
}
