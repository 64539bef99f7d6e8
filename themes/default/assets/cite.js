/* Shows a cited paragraph beside its mark, copies references, and keeps the place in the other language.
 *
 * A mark names its paragraph in `data-preview`; the paragraphs stand at the end of the page, where they
 * also are without this script. One box serves all marks: it opens on hover, on focus and on the first
 * tap, closes on Escape, and stays while the pointer or the focus is in it. */
(() => {
  const box = document.createElement("span");
  box.className = "preview";
  box.popover = "manual";
  box.setAttribute("role", "note");
  let mark = null;
  let dismissed = null;
  let timer = 0;
  let touched = false;

  const later = (act, wait) => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  const close = () => {
    clearTimeout(timer);
    if (!mark) return;
    mark.classList.remove("open");
    mark = null;
    box.remove();
  };
  const open = target => {
    clearTimeout(timer);
    if (target === mark) return;
    const note = document.getElementById(target.dataset.preview);
    if (!note) return;
    close();
    mark = target;
    mark.classList.add("open");
    box.replaceChildren(...[...note.children].map(part => part.cloneNode(true)));
    box.setAttribute("aria-label", mark.textContent);
    // The sheet of a narrow window keeps clear of the mark.
    box.classList.toggle("above", mark.getBoundingClientRect().top > innerHeight / 2);
    // Right after the mark, so that the tabulator goes from it into the box.
    mark.after(box);
    box.showPopover?.();
    box.scrollTop = 0;
  };
  const leave = () => {
    if (mark && !box.matches(":hover, :focus-within") && !mark.matches(":hover, :focus-visible")) close();
  };
  const markAt = event => event.target.closest?.("[data-preview]");

  document.addEventListener("pointerover", event => {
    if (event.pointerType === "touch") return;
    const target = markAt(event);
    if (target !== dismissed) dismissed = null;
    if (target && target !== dismissed) later(() => open(target), 150);
    else if (box.contains(event.target)) clearTimeout(timer);
    else later(leave, 300);
  });
  document.documentElement.addEventListener("pointerleave", () => later(leave, 300));
  document.addEventListener("focusin", event => {
    const target = markAt(event);
    if (target && target !== dismissed && target.matches(":focus-visible")) open(target);
    // At once: the box must not lie over what the keyboard has come to.
    else if (!box.contains(event.target)) leave();
  });
  document.addEventListener("focusout", event => {
    if (event.target === dismissed) dismissed = null;
    later(leave, 300);
  });
  document.addEventListener("keydown", event => {
    if (event.key !== "Escape" || !mark) return;
    dismissed = mark;
    if (box.contains(document.activeElement)) mark.focus();
    close();
  });
  document.addEventListener("pointerdown", event => {
    touched = event.pointerType === "touch";
    if (!box.contains(event.target) && markAt(event) !== mark) close();
  });
  document.addEventListener("click", event => {
    const target = markAt(event);
    if (!target || !touched || target === mark || event.detail === 0) return;
    open(target);
    if (target === mark) event.preventDefault();
  });
  addEventListener("pagehide", close);

  const references = document.querySelector("[data-copy]");
  if (!references || !navigator.clipboard) return;
  for (const text of references.querySelectorAll("[data-reference]")) {
    const button = document.createElement("button");
    const { copy, copied } = references.dataset;
    button.type = "button";
    button.textContent = copy;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, 2000);
    });
    text.after(button);
  }

  // The other language opens at the section that is being read here.
  document.querySelector(".languages")?.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (!link || !scrollY) return;
    const heads = [...document.querySelectorAll(".reading-text h2[id], .paragraph[id]")];
    const read = heads.filter(head => head.getBoundingClientRect().top < innerHeight / 3).pop();
    if (read) link.hash = read.id;
  });
})();
