/** The player that a page loads when the reader starts a video or a sound of another service. */
export interface Player {
  readonly kind: "video" | "audio";
  readonly src: string;
}

const video = (src: string): Player => ({ kind: "video", src });

/** Functions by host (without `www.` or `m.`). Each returns the player for an address, or undefined. */
const services: Readonly<Record<string, (url: URL) => Player | undefined>> = {
  "youtube.com": ({ pathname, searchParams }) => {
    const id =
      pathname === "/watch" ? searchParams.get("v") : /^\/(?:shorts|live)\/([^/]+)/.exec(pathname)?.[1];
    return youTube(id, searchParams);
  },
  "youtu.be": ({ pathname, searchParams }) => youTube(pathname.slice(1), searchParams),
  "vimeo.com": ({ pathname }) => {
    // Keeps the key in the address of an unlisted video, because Vimeo plays such a video only with its key.
    const [, id, key] = /^\/(\d+)(?:\/([0-9a-f]+))?\/?$/.exec(pathname) ?? [];
    if (id === undefined) return undefined;
    return video(`https://player.vimeo.com/video/${id}?${key ? `h=${key}&` : ""}autoplay=1&dnt=1`);
  },
  "nicovideo.jp": ({ pathname }) => nicoNico(/^\/watch\/([^/]+)$/.exec(pathname)?.[1]),
  "nico.ms": ({ pathname }) => nicoNico(pathname.slice(1)),
  "soundcloud.com": ({ pathname }) => {
    // Accepts the page of a track or of a set. Pages such as `/charts/top` have no player.
    if (!/^\/(?!charts\/|discover\/|you\/|search\/|pages\/)[\w-]+\/(?:sets\/)?[\w-]+\/?$/.test(pathname))
      return undefined;
    const address = encodeURIComponent(`https://soundcloud.com${pathname}`);
    return { kind: "audio", src: `https://w.soundcloud.com/player/?url=${address}&auto_play=true` };
  },
};

/** Returns the player for the address of a video or a sound. Returns undefined for all other addresses. */
export function playerOfAddress(address: string): Player | undefined {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const host = url.hostname.replace(/^(?:www|m|sp)\./, "");
  return Object.hasOwn(services, host) ? services[host]?.(url) : undefined;
}

function youTube(id: string | null | undefined, parameters: URLSearchParams): Player | undefined {
  if (!id || !/^[\w-]{11}$/.test(id)) return undefined;
  const start = secondsOf(parameters.get("t") ?? parameters.get("start") ?? "");
  // Uses the host that sets no cookies before the video plays.
  return video(
    `https://www.youtube-nocookie.com/embed/${id}?autoplay=1${start > 0 ? `&start=${start}` : ""}`,
  );
}

function nicoNico(id: string | undefined): Player | undefined {
  return id && /^[a-z]{2}\d+$/.test(id) ? video(`https://embed.nicovideo.jp/watch/${id}`) : undefined;
}

/** Converts a time such as `90`, `90s` or `1h2m3s` to seconds. Returns 0 for other texts. */
function secondsOf(time: string): number {
  const [, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?$/.exec(time) ?? [];
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}
