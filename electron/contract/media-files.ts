/** Maximum size in bytes of a video or sound file to insert. The program holds the whole file in memory. */
export const maxPlayedBytes = 200 * 1024 * 1024;

/** Extensions of the images that a blog can show. */
export const imageExtensions = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg"] as const;
/** Extensions of the videos that browsers play. */
export const videoExtensions = ["mp4", "m4v", "webm", "ogv"] as const;
/** Extensions of the sounds that browsers play. */
export const soundExtensions = ["mp3", "m4a", "ogg", "oga", "opus", "wav", "flac"] as const;

const images = endingWith(imageExtensions);
const videos = endingWith(videoExtensions);
const sounds = endingWith(soundExtensions);

/** Whether a path has the extension of an image, in upper or lower case. */
export function isImageFile(path: string): boolean {
  return images.test(path);
}

/** Returns the HTML element that plays the file at a path or address. Returns null for other files. */
export function playerOf(path: string): "video" | "audio" | null {
  const [file = ""] = path.split(/[?#]/, 1);
  if (videos.test(file)) return "video";
  return sounds.test(file) ? "audio" : null;
}

function endingWith(extensions: readonly string[]): RegExp {
  return new RegExp(`\\.(?:${extensions.join("|")})$`, "i");
}
