import type { NewImage } from "../current-editor.ts";

/** An image file that the browser has; it is read only when it is stored. */
export function imageOfFile(file: File): NewImage {
  const { name, size } = file;
  return { name, size, read: async () => new Uint8Array(await file.arrayBuffer()) };
}
