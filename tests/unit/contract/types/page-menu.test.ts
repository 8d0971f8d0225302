import { expect, test } from "vitest";
import { type MenuPage, pagesInMenu } from "#contract/types/page-menu.ts";

const page = (name: string, place: Omit<MenuPage, "path"> = {}): MenuPage => ({
  path: `pages/${name}.md`,
  ...place,
});
const shown = (pages: readonly MenuPage[]): string =>
  pagesInMenu(pages)
    .map(({ page: { path }, below }) => [path, ...below.map((each) => `>${each.path}`)].join(" "))
    .join(" ")
    .replaceAll(/pages\/|\.md/g, "");

test("pages are ordered by their numbers, and the others come last as they were given", () => {
  expect(
    shown([
      page("a"),
      page("b", { order: 20 }),
      page("c"),
      page("d", { order: -1 }),
      page("e", { order: 20 }),
    ]),
  ).toBe("d b e a c");
});

test("a page is below its parent, however the parent is named, and pages further down are on the second level", () => {
  const pages = [
    page("about"),
    page("by-path", { parent: "pages/about.md" }),
    page("by-name", { parent: "about", order: 1 }),
    page("from-top", { parent: "/pages/about.md" }),
    page("deep", { parent: "./by-path.md" }),
  ];
  expect(shown(pages)).toBe("about >by-name >by-path >from-top >deep");
});

test("a page without a parent in the menu is on the first level, also in a circle", () => {
  expect(
    shown([page("a", { parent: "gone.md" }), page("b", { menu: false }), page("c", { parent: "b" })]),
  ).toBe("a c");
  expect(shown([page("a", { parent: "b" }), page("b", { parent: "a" }), page("c", { parent: "c" })])).toBe(
    "a b c",
  );
});
