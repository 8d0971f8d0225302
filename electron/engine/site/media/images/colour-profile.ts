/** A profile that large would outweigh what a small copy saves. */
const mostBytes = 16 * 1024;

/**
 * What to do with a picture's ICC profile: carry it along, leave it out because it is sRGB, which is meant when there is
 * none, or `alone`: not an RGB profile, or too large to carry (ICC.1:2022, 7.2: the colour space is at offset 16).
 */
export function judgeProfile(profile: Uint8Array | null): Uint8Array | null | "alone" {
  if (profile === null) return null;
  const text = Buffer.from(profile.buffer, profile.byteOffset, profile.length).toString("latin1");
  if (text.slice(16, 20) !== "RGB " || profile.length > mostBytes) return "alone";
  // Its description, in ASCII or UTF-16
  return /sRGB|s\0R\0G\0B/.test(text) ? null : profile;
}
