import type { SiteFixture } from "./site-fixture.ts";

/** A part inside the page with all parts, which the script of include mode `script` reads. */
function partOfPage(page: string, name: string): string {
  const [, rest = ""] = page.split(new RegExp(`<div id="part-${name}"(?: hidden)?>\n`));
  return rest.slice(0, rest.search(/<\/div>\n(?:<div id="part-|<\/main>)/));
}

/**
 * Returns a page as readers get it. Inserts the parts, as the server or the script does.
 * With `isRelative`, links in parts become relative to the top of the site, as in the pages there.
 */
export function wholePage(fixture: SiteFixture, path: string, isRelative = true): string {
  const { pathname } = new URL(fixture.settings.url);
  const part = (file: string): string =>
    isRelative ? fixture.read(file).replaceAll(`="${pathname}`, '="') : fixture.read(file);
  return fixture
    .read(path)
    .replace(
      /<!--#set var="hitofude_title" value="([^"]*)" --><!--#set var="hitofude_address" value="([^"]*)" --><!--#include virtual="([^"]*)" -->/g,
      (_, title: string, address: string, url: string) =>
        part(url.slice(pathname.length))
          .replaceAll('<!--#echo encoding="none" var="hitofude_title" -->', title)
          .replaceAll('<!--#echo encoding="none" var="hitofude_address" -->', address),
    )
    .replace(
      /<\?php echo strtr\(file_get_contents\(__DIR__ \. '\/(?:\.\.\/)*([^']*)'\), \['{hitofude_title}' => '([^']*)', '{hitofude_address}' => '([^']*)'\]\); \?>\n/g,
      (_, file: string, title: string, address: string) =>
        part(file).replaceAll("{hitofude_title}", title).replaceAll("{hitofude_address}", address),
    )
    .replace(/<!--#include virtual="([^"]*)" -->/g, (_, url: string) => part(url.slice(pathname.length)))
    .replace(/<\?php readfile\(__DIR__ \. '\/(?:\.\.\/)*([^']*)'\); \?>\n/g, (_, file: string) => part(file))
    .replace(/<script src="[^"]*parts\/include\.js" data-part="share"><\/script>\n/g, () => {
      const page = fixture.read(path);
      const meta = (name: string): string =>
        new RegExp(`property="og:${name}" content="([^"]*)"`).exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
      return partOfPage(fixture.read("parts/index.html").replaceAll('="../', '="'), "share")
        .replaceAll("HITOFUDE_TITLE", encodeURIComponent(meta("title")))
        .replaceAll("HITOFUDE_ADDRESS", encodeURIComponent(meta("url")));
    })
    .replace(
      /<script src="[^"]*parts\/include\.js" data-part="(\w+)"><\/script><noscript>.*?<\/noscript>\n/g,
      (_, name: string) => partOfPage(fixture.read("parts/index.html").replaceAll('="../', '="'), name),
    );
}
