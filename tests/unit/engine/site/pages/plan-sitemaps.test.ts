import { expect, test } from "vitest";
import { planSitemaps } from "#engine/site/pages/plan-sitemaps.ts";
import type { PlannedFile } from "#engine/site/template-data/planned-file.ts";
import { contentKey } from "#engine/base/content-key.ts";
import type { SiteModel } from "#engine/site/model/site-model.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";

const baseUrl = "https://example.com/diary/";
const settings = makeSettings();
const now = inJapan("2022-06-01T12:00:00").time;

function mapOf(generated: number, ...updated: string[]): PlannedFile[] {
  const posts = updated.map((text, at) =>
    makePost(`posts/${at}.md`, { date: inJapan("2022-05-01T00:00:00"), updated: inJapan(text) }),
  );
  const model = createSiteModel(posts, { settings, now, preview: null });
  return [...planSitemaps({ model, baseUrl, settings }, lists(generated))];
}

function lists(count: number, year?: string): PlannedFile[] {
  return Array.from({ length: count }, (_, number): PlannedFile => {
    const path = `list/${year ?? ""}${number}.html`;
    const file = {
      path,
      name: path,
      group: "list",
      isIndexed: true,
      inputs: () => [],
      text: () => "",
    } as const;
    return year === undefined ? file : { ...file, year };
  });
}

function modelOf(dates: readonly string[]): SiteModel {
  const posts = dates.map((date, at) => makePost(`posts/${at}.md`, { date: inJapan(date) }));
  return createSiteModel(posts, { settings, now, preview: null });
}

const addresses = (file: PlannedFile | undefined): string[] =>
  Array.from(file?.text().matchAll(/<loc>(.*?)<\/loc>/g) ?? [], ([, address]) => address ?? "");

test("a single site map lists the generated pages and the posts", () => {
  const [whole, ...others] = mapOf(2, "2022-05-02T00:00:00");
  expect(others).toEqual([]);
  expect(whole?.path).toBe("sitemap.xml");
  expect(addresses(whole)).toEqual(
    ["list/0.html", "list/1.html", "20220501-0000.html"].map((path) => baseUrl + path),
  );
});

test("with more than 1,000 pages, an index lists a file of the oldest years and one of each later year", () => {
  const model = modelOf(["2020-05-01T00:00:00", "2021-05-01T00:00:00", "2022-05-01T00:00:00"]);
  // The pages of 2020 and 2021 are 1,000 together.
  const generated = [...lists(2), ...lists(600, "2020"), ...lists(398, "2021"), ...lists(1, "2022")];
  const files = [...planSitemaps({ model, baseUrl, settings }, generated)];
  expect(files.map(({ path }) => path)).toEqual([
    "sitemap-pages.xml",
    "sitemap-2020.xml",
    "sitemap-2022.xml",
    "sitemap.xml",
  ]);
  const [pages, old, year, index] = files.map(addresses);
  expect(pages).toHaveLength(2);
  expect(old).toHaveLength(1000);
  expect(old?.slice(-2)).toEqual(["20200501-0000.html", "20210501-0000.html"].map((path) => baseUrl + path));
  expect(year).toEqual([`${baseUrl}list/20220.html`, `${baseUrl}20220501-0000.html`]);
  expect(index).toEqual(["pages", "2020", "2022"].map((name) => `${baseUrl}sitemap-${name}.xml`));
});

test("an oldest year with more than 1,000 pages has a file of its own", () => {
  const model = modelOf(["2021-05-01T00:00:00", "2022-05-01T00:00:00"]);
  const files = [...planSitemaps({ model, baseUrl, settings }, lists(1000, "2021"))];
  expect(files.map(({ path }) => path)).toEqual(["sitemap-2021.xml", "sitemap-2022.xml", "sitemap.xml"]);
});

test("files of a year whose posts are all hidden from search engines stay in the site map", () => {
  const [ofYear, ...others] = lists(1001);
  const generated = [...others, { ...ofYear, year: "2022" } as PlannedFile];
  const posts = [
    makePost("posts/a.md", { date: inJapan("2022-05-01T00:00:00"), properties: { noindex: true } }),
  ];
  const model = createSiteModel(posts, { settings, now, preview: null });
  const [, year] = [...planSitemaps({ model, baseUrl, settings }, generated)];
  expect(addresses(year)).toEqual([`${baseUrl}list/0.html`]);
});

test("a new post changes only the file of its year", () => {
  const inputsOf = (dates: string[]): Record<string, unknown> => {
    const files = [...planSitemaps({ model: modelOf(dates), baseUrl, settings }, lists(1000, "2021"))];
    return Object.fromEntries(files.map((file) => [file.path, file.inputs()]));
  };
  const before = inputsOf(["2021-05-01T00:00:00", "2022-05-01T00:00:00"]);
  const after = inputsOf(["2021-05-01T00:00:00", "2022-05-01T00:00:00", "2022-05-02T00:00:00"]);
  const changed = Object.keys(after).filter((path) => contentKey(after[path]) !== contentKey(before[path]));
  expect(changed).toEqual(["sitemap-2022.xml"]);
});

test("more pages than one file may have are split, and an index lists the parts", () => {
  const files = mapOf(50_001, "2022-05-02T00:00:00");
  expect(files.map(({ path }) => path)).toEqual([
    "sitemap-pages.xml",
    "sitemap-pages-2.xml",
    "sitemap-2022.xml",
    "sitemap.xml",
  ]);
  const [first, second, , index] = files.map(addresses);
  expect([first?.length, first?.at(-1)]).toEqual([50_000, `${baseUrl}list/49999.html`]);
  expect(second).toHaveLength(1);
  expect(index).toEqual(["pages", "pages-2", "2022"].map((name) => `${baseUrl}sitemap-${name}.xml`));
});

test("a year with more pages than one file may have is split, its lists first", () => {
  const generated = lists(50_001).map((file) => ({ ...file, year: "2022" }));
  const model = modelOf(["2022-05-02T00:00:00"]);
  const files = [...planSitemaps({ model, baseUrl, settings }, generated)];
  expect(files.map(({ path }) => path)).toEqual(["sitemap-2022.xml", "sitemap-2022-2.xml", "sitemap.xml"]);
  expect(addresses(files[0])).toHaveLength(50_000);
  expect(addresses(files[1])).toEqual([`${baseUrl}list/50000.html`, `${baseUrl}20220502-0000.html`]);
});

test("a part is made again if and only if its content changes", () => {
  const inputs = (...files: PlannedFile[]): unknown[] => files.map((file) => file.inputs());
  const before = mapOf(1000, "2022-05-02T00:00:00", "2022-05-02T00:00:00");
  expect(inputs(...mapOf(1000, "2022-05-02T00:00:00", "2022-05-02T00:00:00"))).toEqual(inputs(...before));
  const [first, second, index] = inputs(...mapOf(1000, "2022-05-02T00:00:00", "2022-05-03T00:00:00"));
  expect([first, index]).toEqual([before[0]?.inputs(), before[2]?.inputs()]);
  expect(second).not.toEqual(before[1]?.inputs());
});
