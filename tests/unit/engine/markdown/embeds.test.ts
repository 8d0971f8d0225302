import { describe, expect, test } from "vitest";
import { playerOfAddress } from "#engine/markdown/rules/blocks/player-addresses.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

const html = (text: string): string => createMarkdown({}).render(text).html.trim();

describe("addresses of players", () => {
  test.each([
    [
      "https://www.youtube.com/watch?v=abcdefghij-",
      "https://www.youtube-nocookie.com/embed/abcdefghij-?autoplay=1",
    ],
    [
      "https://m.youtube.com/watch?list=x&v=abcdefghij_&t=1m30s",
      "https://www.youtube-nocookie.com/embed/abcdefghij_?autoplay=1&start=90",
    ],
    [
      "https://youtu.be/abcdefghijk?t=75",
      "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&start=75",
    ],
    [
      "https://youtu.be/abcdefghijk?t=1h2m3s",
      "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1&start=3723",
    ],
    [
      "https://youtube.com/shorts/abcdefghijk",
      "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1",
    ],
    ["https://vimeo.com/123456", "https://player.vimeo.com/video/123456?autoplay=1&dnt=1"],
    ["https://vimeo.com/123456/0a1b2c", "https://player.vimeo.com/video/123456?h=0a1b2c&autoplay=1&dnt=1"],
    ["https://www.nicovideo.jp/watch/sm9", "https://embed.nicovideo.jp/watch/sm9"],
    ["https://nico.ms/sm9", "https://embed.nicovideo.jp/watch/sm9"],
    [
      "https://soundcloud.com/a-b/c_d",
      "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fa-b%2Fc_d&auto_play=true",
    ],
  ])("%s", (address, src) => {
    expect(playerOfAddress(address)?.src).toBe(src);
  });

  test.each([
    "https://www.youtube.com/@someone",
    "https://youtu.be/abcdefghijkl",
    'https://www.youtube.com/watch?v="><script>',
    "https://evil.example/watch?v=abcdefghijk",
    "https://youtube.com.evil.example/watch?v=abcdefghijk",
    "https://vimeo.com/about",
    "https://soundcloud.com/a",
    "https://soundcloud.com/charts/top",
    "https://constructor/x",
    "media/a.mp4",
    "javascript:alert(1)",
  ])("%s has none", (address) => {
    expect(playerOfAddress(address)).toBeUndefined();
  });
});

describe("a link alone in its paragraph", () => {
  const player = "https://www.youtube-nocookie.com/embed/abcdefghijk?autoplay=1";
  const link = "https://youtu.be/abcdefghijk";

  test("is a player, with or without an image and words, and keeps its text", () => {
    const start = `<div class="player video" data-player="${player}"><a href="${link}"`;
    const words = (text: string): string =>
      `<span class="link-words" data-site="youtu.be">${text}</span></a></div>`;
    expect(html(link)).toBe(`${start} class="bare-link">${words(link)}`);
    expect(html(`<${link}>`)).toBe(`${start} class="bare-link">${words(link)}`);
    expect(html(`[題](${link})`)).toBe(`${start}>${words("題")}`);
    expect(html(`[![絵](a.png) 題](${link})`)).toBe(
      `${start}><img src="a.png" alt="絵" decoding="async">${words(" 題")}`,
    );
    expect(html(`[![絵](a.png)](${link})`)).toBe(
      `${start}><img src="a.png" alt="絵" decoding="async">${words("")}`,
    );
    expect(createMarkdown({}).render(`[題](${link})`).plainText.trim()).toBe("題");
  });

  test("is a card if it has an image and words", () => {
    expect(html("[![](a.png) **題** *説明*](https://www.a.example/b)")).toBe(
      '<p class="link-card"><a href="https://www.a.example/b"><img src="a.png" alt="" decoding="async"><span class="link-words" data-site="a.example"><strong>題</strong> <em>説明</em></span></a></p>',
    );
    expect(html("[![](a.png) 前の話](b.md)")).toContain('<span class="link-words"> 前の話</span>');
  });

  test("needs no description of its image beside words", () => {
    const images = (text: string) => createMarkdown({}).render(text).images;
    expect(images("[![](a.png) 題](https://a.example/b)")[0]?.hasWords).toBe(true);
    expect(images(`[![](a.png)](${link})`)[0]?.hasWords).toBeUndefined();
    expect(images("[![](a.png)](https://a.example/b)")[0]?.hasWords).toBeUndefined();
  });

  test.each([
    ["words around it", `見て ${link}`],
    ["a second link", `${link}\n${link}`],
    ["two links in a row", "[![](a.png) 一](https://a.example/) [二](https://b.example/)"],
    ["an item of a tight list", `- ${link}`],
    ["a heading", `# ${link}`],
    ["a link without an image", "[題](https://a.example/b)"],
    ["an image without words", "[![絵](a.png)](https://a.example/b)"],
  ])("stays as it is: %s", (_name, text) => {
    expect(html(text)).not.toMatch(/link-words|class="player/);
  });
});
