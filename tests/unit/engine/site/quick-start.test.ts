import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";

const resources = join(import.meta.dirname, "../../../../resources");

test("a blog in Japan is built without asking Intl for dates, whose first use takes tens of milliseconds", async () => {
  const folder = mkdtempSync(join(tmpdir(), "hitofude-quick-"));
  const asked = vi.spyOn(Intl, "DateTimeFormat");
  try {
    cpSync(join(resources, "sample-blog"), join(folder, "blog"), { recursive: true });
    const { settings, posts } = await openBlogFolder(join(folder, "blog"), {
      watch: false,
    });
    const themesFolder = join(resources, "themes");
    const renderer = createSiteRenderer({
      blogFolder: join(folder, "blog"),
      cacheFolder: join(folder, "cache"),
      blogId: "b",
      themesFolder,
    });
    const site = { settings, posts, baseUrl: settings.url, now: Date.parse("2026-06-01T00:00:00Z") };
    const { files } = await renderer.build({ ...site, outDir: join(folder, "site"), makeCopies: false });
    expect(files.length).toBeGreaterThan(20);
    expect(asked).not.toHaveBeenCalled();
  } finally {
    asked.mockRestore();
    rmSync(folder, { recursive: true });
  }
});
