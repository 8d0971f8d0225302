import { expect, test } from "vitest";
import { planSitemaps } from "#engine/site/pages/plan-sitemaps.ts";
import type { PlannedFile } from "#engine/site/template-data/planned-file.ts";
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
  const files = Array.from({ length: generated }, (_, number): PlannedFile => {
    const path = `list/${number}.html`;
    return { path, name: path, group: "list", isIndexed: true, inputs: () => [], text: () => "" };
  });
  return [...planSitemaps({ model, baseUrl, settings }, files)];
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

test("more pages than one file may have are split, and an index lists the parts", () => {
  const files = mapOf(50_000, "2022-05-02T00:00:00");
  expect(files.map(({ path }) => path)).toEqual(["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
  const [first, second, index] = files.map(addresses);
  expect([first?.length, first?.at(-1)]).toEqual([50_000, `${baseUrl}list/49999.html`]);
  expect(second).toHaveLength(1);
  expect(index).toEqual([`${baseUrl}sitemap-1.xml`, `${baseUrl}sitemap-2.xml`]);
});

test("a part is made again if and only if its content changes", () => {
  const inputs = (...files: PlannedFile[]): unknown[] => files.map((file) => file.inputs());
  const before = mapOf(50_000, "2022-05-02T00:00:00", "2022-05-02T00:00:00");
  expect(inputs(...mapOf(50_000, "2022-05-02T00:00:00", "2022-05-02T00:00:00"))).toEqual(inputs(...before));
  const [first, second, index] = inputs(...mapOf(50_000, "2022-05-02T00:00:00", "2022-05-03T00:00:00"));
  expect([first, index]).toEqual([before[0]?.inputs(), before[2]?.inputs()]);
  expect(second).not.toEqual(before[1]?.inputs());
});
