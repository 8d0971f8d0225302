/** Maximum size in bytes of a video or sound file to insert. The program holds the whole file in memory. */
export const maxPlayedBytes = 200 * 1024 * 1024;

const videos = /\.(?:mp4|m4v|webm|ogv)$/i;
const sounds = /\.(?:mp3|m4a|ogg|oga|opus|wav|flac)$/i;

/** Returns the HTML element that plays the file at a path or address. Returns null for other files. */
export function playerOf(path: string): "video" | "audio" | null {
  const [file = ""] = path.split(/[?#]/, 1);
  if (videos.test(file)) return "video";
  return sounds.test(file) ? "audio" : null;
}
