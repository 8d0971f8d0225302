// Draws the icon and the pictures of the sample blogs: `node scripts/make-images.mjs [path of a Chromium]`.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { icon, menuBarIcon, scenes } from "./images/scenes.mjs";

const resources = join(import.meta.dirname, "..", "resources");
/** Each scene, and the files in `resources/` that show the scene. */
const pictures = {
  boats: ["sample-blog-en/media/2024/05/boats.png"],
  brush: ["sample-blog/media/2024/05/brush.png"],
  teacup: ["sample-blog/media/2024/12/teacup.png", "sample-blog-en/media/2024/12/teacup.png"],
  mountains: ["sample-blog/media/2025/05/mountains.png", "sample-blog-en/media/2025/05/hills.png"],
  window: ["sample-blog/media/2026/02/window.png", "sample-blog-en/media/2026/02/window.png"],
};
const iconSizes = [512, 256, 128, 64, 48, 32, 16];

const executablePath = process.argv[2];
const browser = await chromium.launch(executablePath ? { executablePath } : {});
try {
  const source = icon();
  await writeFile(join(resources, "icons", "icon.svg"), source);
  await writePng(source, join(resources, "icons", "icon.png"), 1024, 1024);
  for (const size of iconSizes) {
    await writePng(source, join(resources, "icons", `${size}x${size}.png`), size, size);
  }
  await writePng(menuBarIcon(), join(resources, "icons", "trayTemplate.png"), 16, 16);
  await writePng(menuBarIcon(), join(resources, "icons", "trayTemplate@2x.png"), 32, 32);
  for (const [name, files] of Object.entries(pictures)) {
    const scene = scenes[name]();
    await writeFile(join(resources, "illustrations", `${name}.svg`), scene);
    for (const file of files) await writePng(scene, join(resources, file), 1200, 675);
  }
} finally {
  await browser.close();
}

/** Draws an SVG at the given size. Transparent areas stay transparent. */
async function writePng(source, path, width, height) {
  const page = await browser.newPage({ viewport: { width, height } });
  const image = `data:image/svg+xml,${encodeURIComponent(source)}`;
  await page.setContent(
    `<style>body{margin:0}img{display:block;width:${width}px;height:${height}px}</style><img src="${image}" alt="">`,
  );
  await mkdir(dirname(path), { recursive: true });
  await page.screenshot({ path, omitBackground: true });
  await page.close();
}
