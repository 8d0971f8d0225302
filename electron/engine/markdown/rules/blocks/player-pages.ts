/**
 * Patterns for the addresses of embedded players.
 * `page` returns the address of the page that shows the same video or plays the same sound.
 */
const players: readonly (readonly [pattern: RegExp, page: (url: URL, id: string) => string | null])[] = [
  [
    /^(?:www\.|m\.)?youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]{11})$/,
    ({ searchParams }, id) => {
      const start = /^\d+/.exec(searchParams.get("start") ?? "")?.[0] ?? "0";
      // The player of a playlist has `videoseries` in place of a video's id, so no page shows the same video.
      return id === "videoseries"
        ? null
        : `https://www.youtube.com/watch?v=${id}${Number(start) > 0 ? `&t=${start}` : ""}`;
    },
  ],
  [
    /^player\.vimeo\.com\/video\/(\d+)$/,
    ({ searchParams }, id) => {
      const key = /^[0-9a-f]+$/.exec(searchParams.get("h") ?? "")?.[0];
      return `https://vimeo.com/${id}${key === undefined ? "" : `/${key}`}`;
    },
  ],
  [
    /^(?:(?:ext|www|embed)\.)?nicovideo\.jp\/(?:thumb|thumb_watch|watch)\/([a-z]{2}\d+)(?:\/script)?$/,
    (_, id) => `https://www.nicovideo.jp/watch/${id}`,
  ],
  [/^gist\.github\.com\/([\w-]+\/[0-9a-f]+)\.js$/, (_, id) => `https://gist.github.com/${id}`],
  [
    /^w\.soundcloud\.com\/player$/,
    ({ searchParams }) =>
      /^https:\/\/soundcloud\.com\/[\w/-]+$/.exec(searchParams.get("url") ?? "")?.[0] ?? null,
  ],
];

/**
 * Returns the page of the video or sound that an embedded player plays. Returns null for other addresses.
 * `address` is the source of the player's frame, of its script, or of its Flash object.
 */
export function pageOfPlayer(address: string): string | null {
  const complete = address.trim().replace(/^\/\//, "https://");
  if (!/^https?:/i.test(complete) || !URL.canParse(complete)) return null;
  // Writes `?` before the parameters, because the addresses of Flash objects have `&` there.
  const url = new URL(complete.replace(/^([^?#]*?)&/, "$1?"));
  const place = url.hostname + url.pathname.replace(/\/$/, "");
  for (const [pattern, page] of players) {
    const match = pattern.exec(place);
    if (match) return page(url, match[1] ?? "");
  }
  return null;
}
