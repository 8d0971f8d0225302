// What readers can do on a page: choose the colours, copy code, enlarge pictures. Pages are complete without it.
(() => {
  const { dataset: words } = document.currentScript;
  const root = document.documentElement;
  const key = "scheme";
  const system = matchMedia("(prefers-color-scheme: dark)");
  const stored = (change) => {
    // Browsers can forbid storage
    try {
      return change(localStorage);
    } catch {}
  };
  const chosen = words.scheme === undefined ? null : stored((storage) => storage.getItem(key));
  if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;
  const element = (name, properties) => Object.assign(document.createElement(name), properties);

  function schemeSwitch(button) {
    const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);
    const show = () => button.setAttribute("aria-pressed", isDark());
    button.addEventListener("click", () => {
      const dark = !isDark();
      if (dark === system.matches) {
        delete root.dataset.scheme;
        stored((storage) => storage.removeItem(key));
      } else {
        root.dataset.scheme = dark ? "dark" : "light";
        stored((storage) => storage.setItem(key, root.dataset.scheme));
      }
      show();
    });
    system.addEventListener("change", show);
    button.hidden = false;
    show();
  }

  function codeTools(pre) {
    const code = pre.querySelector("code");
    if (!code) return;
    const frame = element("div", { className: "code-frame" });
    pre.replaceWith(frame);
    frame.append(pre);
    if (words.lines !== undefined) {
      const count = code.textContent.replace(/\n$/, "").split("\n").length;
      const numbers = Array.from({ length: count }, (_, index) => index + 1).join("\n");
      const column = element("span", { className: "code-lines", textContent: numbers });
      column.setAttribute("aria-hidden", "true");
      pre.prepend(column);
    }
    if (words.copy === undefined || !navigator.clipboard) return;
    const button = element("button", { type: "button", className: "code-copy", textContent: words.copy });
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(code.textContent);
      button.textContent = words.copied;
      setTimeout(() => Object.assign(button, { textContent: words.copy }), 2000);
    });
    frame.append(button);
  }

  function enlarge(image) {
    if (image.closest("a") || !image.alt) return;
    const link = element("a", { className: "enlarge", href: image.src });
    image.replaceWith(link);
    link.append(image);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const dialog = element("dialog", { className: "enlarged" });
      const close = element("button", { type: "button", ariaLabel: words.close });
      close.append(element("img", { src: image.src, alt: image.alt }));
      dialog.append(close);
      dialog.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.remove());
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (words.scheme !== undefined) document.querySelectorAll("[data-scheme-switch]").forEach(schemeSwitch);
    document.querySelectorAll(".e-content pre").forEach(codeTools);
    if (words.close !== undefined) document.querySelectorAll(".e-content img[srcset]").forEach(enlarge);
  });
})();
