import type { Page } from "@playwright/test";
import { exif, green, jpeg, quarters, red, white } from "../../unit/engine/site/media/images/test-images.ts";

/** Returns a photograph as a camera saves it: rotated, and with the place where it was taken. */
export async function photograph(width: number): Promise<Buffer> {
  return jpeg(quarters(width, (width * 2) / 3, [red, green, white, red]), [exif(6)]);
}

/** Pastes photographs from the desktop's clipboard. */
export async function pastePhotographs(page: Page, ...photographs: readonly Buffer[]): Promise<void> {
  await page.evaluate(
    (all) => {
      const transfer = new DataTransfer();
      for (const data of all) {
        const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
        transfer.items.add(new File([bytes], "IMG_0001.jpg", { type: "image/jpeg" }));
      }
      const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    },
    photographs.map((bytes) => bytes.toString("base64")),
  );
}
