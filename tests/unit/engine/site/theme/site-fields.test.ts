import { afterEach, beforeEach, expect, test } from "vitest";
import { keyOfInputs } from "#engine/site/template-data/planned-file.ts";
import { planSite } from "#engine/site/pages/site-plan.ts";
import { inJapan, makePost } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const posts = [1, 2, 3].map((day) =>
  makePost(`posts/hitokoto/${day}.md`, { body: `day ${day}`, date: inJapan(`2022-05-0${day}T00:00:00`) }),
);

/** Returns the input keys of each post's page if one post has these tags. */
function keysWithTags(tags: readonly string[]): Map<string, string> {
  const tagged = posts.map((post, index) =>
    index === 1 ? makePost(post.path, { body: post.body, date: post.date, tags: [...tags] }) : post,
  );
  const site = fixture.renderer.factory.create(fixture.input(tagged), { open: null });
  const pages = [...planSite(site).made.values()].filter(({ post }) => post !== undefined);
  return new Map(pages.map((page) => [page.path, keyOfInputs(page.inputs())]));
}

/**
 * Returns the posts' pages that are rendered again when the second post gets a tag.
 * The tag changes only `site.tags`.
 */
function pagesAfterTag(): string[] {
  const [before, after] = [keysWithTags([]), keysWithTags(["茶"])];
  return [...before.keys()].filter((path) => after.get(path) !== before.get(path));
}

test("a change of shared values affects only the pages that show them", () => {
  // The fixture's theme shows the tags of a post, but nowhere all tags of the site
  expect(pagesAfterTag()).toHaveLength(1);
});

test("with a theme that shows them on every page, all pages are rendered again", () => {
  const footer = "{% for tag in site.tags %}{{ tag.name }}{% endfor %}";
  fixture.put("theme/templates/partials/footer.liquid", footer);
  expect(pagesAfterTag()).toHaveLength(3);
});
