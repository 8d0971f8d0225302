import type { SiteFixture } from "./site-fixture.ts";

/** A part inside the page with all parts, which the script of include mode `script` reads. */
function partOfPage(page: string, name: string): string {
  const [, rest = ""] = page.split(`<div id="part-${name}">\n`);
  return rest.slice(0, rest.search(/<\/div>\n(?:<div id="part-|<\/main>)/));
}

/**
 * Returns a page as readers get it. Inserts the parts, as the server or the script does.
 * Links in parts become relative to the top of the site, as in the pages there.
 */
export function wholePage(fixture: SiteFixture, path: string): string {
  const { pathname } = new URL(fixture.settings.url);
  const part = (file: string): string => fixture.read(file).replaceAll(`="${pathname}`, '="');
  return fixture
    .read(path)
    .replace(/<!--#include virtual="([^"]*)" -->/g, (_, url: string) => part(url.slice(pathname.length)))
    .replace(/<\?php readfile\(__DIR__ \. '\/(?:\.\.\/)*([^']*)'\); \?>\n/g, (_, file: string) => part(file))
    .replace(
      /<script src="[^"]*parts\/include\.js" data-part="(\w+)"><\/script><noscript>.*?<\/noscript>\n/g,
      (_, name: string) => partOfPage(fixture.read("parts/index.html").replaceAll('="../', '="'), name),
    );
}
