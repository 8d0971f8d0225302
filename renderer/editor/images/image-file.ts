import type { NewImage } from "../../state/current-editor.ts";

/** Wraps a `File` of the browser as an image. The bytes are read only when the image is stored. */
export function imageOfFile(file: File): NewImage {
  const { name, size } = file;
  return { name, size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}

/**
 * Returns the pasted or dropped images.
 * Returns no images if the clipboard also has text, because office programs add a picture of copied text.
 */
export function imagesOf(data: DataTransfer | null): NewImage[] {
  if (!data || data.types.includes("text/plain")) return [];
  return Array.from(data.files, imageOfFile);
}
