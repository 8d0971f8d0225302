// What readers can do on a page: choose the colours, copy code, enlarge pictures, start players. Pages are complete without it.
(() => {
  const { dataset: words } = document.currentScript;
  const { dataset: page } = document.documentElement;
  const key = "scheme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = (change) => {
    // Browsers can forbid storage
    try {
      return change(localStorage);
    } catch {}
  };
  const chosen = key in words && stored((store) => store.getItem(key));
  if (/^(dark|light)$/.test(chosen)) page.scheme = chosen;
  // Style sheets make room for the buttons before the page is painted
  if (words.copy && navigator.clipboard) page.copy = "";
  const element = (name, properties) => Object.assign(document.createElement(name), properties);
  const on = (target, type, act) => target.addEventListener(type, act);
  const each = (selector, act) => document.querySelectorAll(selector).forEach(act);
  // A click with one of these keys opens a tab or a window, as on all links
  const onClick = (link, act) =>
    on(link, "click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      act();
    });

  function schemeSwitch(button) {
    const isDark = () => (page.scheme ? page.scheme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", isDark());
    on(button, "click", () => {
      const dark = !isDark();
      if (dark === system.matches) {
        delete page.scheme;
        stored((store) => store.removeItem(key));
      } else {
        page.scheme = dark ? "dark" : "light";
        stored((store) => store.setItem(key, page.scheme));
      }
      show();
    });
    on(system, "change", show);
    button.hidden = false;
    show();
  }

  function codeTools(pre) {
    const code = pre.querySelector("code");
    if (!code) return;
    const frame = element("div", { className: "code-frame" });
    pre.replaceWith(frame);
    frame.append(pre);
    if ("lines" in words) {
      const lines = code.textContent.replace(/\n$/, "").split("\n");
      const textContent = lines.map((_, index) => index + 1).join("\n");
      pre.prepend(element("span", { className: "code-lines", textContent, ariaHidden: true }));
    }
    if (!("copy" in page)) return;
    const button = element("button", { type: "button", className: "code-copy", textContent: words.copy });
    on(button, "click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = words.copied;
      setTimeout(() => (button.textContent = words.copy), 2000);
    });
    frame.append(button);
  }

  function enlarge(image) {
    const { src, alt } = image;
    let link = image.closest("a");
    if (link ? link.className !== "enlarge" : !alt) return;
    if (!link) {
      // An image in the author's HTML
      link = element("a", { className: "enlarge", href: src });
      image.replaceWith(link);
      link.append(image);
    }
    onClick(link, () => {
      const dialog = element("dialog", { className: "enlarged" });
      const close = element("button", { type: "button", ariaLabel: words.close });
      close.append(element("img", { src, alt }));
      dialog.append(close);
      on(dialog, "click", () => dialog.close());
      on(dialog, "close", () => dialog.remove());
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  function player(link) {
    const box = link.parentNode;
    onClick(link, () => {
      const frame = element("iframe", {
        src: box.dataset.player,
        title: link.textContent,
        allow: "autoplay; fullscreen",
      });
      box.replaceChildren(frame);
      frame.focus();
    });
  }

  on(document, "DOMContentLoaded", () => {
    if (key in words) each("[data-scheme-switch]", schemeSwitch);
    each(".e-content pre", codeTools);
    each("[data-player] > a", player);
    if (words.close) each(".e-content img[srcset]", enlarge);
  });
})();
