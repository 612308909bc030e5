// "Cite this passage": what is selected in a report's title or text leads to its citation, by its place.
// Elements with data-start hold stored text from that code point on; one with data-point shows the one
// character that it names, such as \u202e, so that what is shown is longer than what is stored.
"use strict";
{
  const QUOTED = 300; // code points of a passage that its address also holds
  const SETTLED = 250; // milliseconds without a change after which a selection is taken for made
  const GAP = 12; // pixels between text and link
  const link = document.getElementById("cite-passage");
  const button = document.getElementById("cite-selected");
  const told = link.dataset;
  let pressed = false, waiting = 0;

  const points = (text) => Array.from(text).length;

  // The stored text under a selection, of each field: {field, start, end, text, first, last}.
  function passages(range) {
    const found = {};
    for (const holder of document.querySelectorAll("[data-start]")) {
      if (!range.intersectsNode(holder)) continue;
      let at = Number(holder.dataset.start);
      const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const control = node.parentElement.closest("[data-point]");
        const stored = control ? String.fromCodePoint(parseInt(control.dataset.point, 16)) : node.data;
        if (range.intersectsNode(node)) {
          const from = node === range.startContainer ? range.startOffset : 0;
          const to = node === range.endContainer ? range.endOffset : node.length;
          const before = control ? 0 : points(node.data.slice(0, from));
          if (from < to) add(found, holder.dataset.field, at + before, control ? stored : stored.slice(from, to), [node, from, to]);
        }
        at += points(stored);
      }
    }
    return Object.values(found);
  }

  function add(found, field, start, text, part) {
    const one = found[field] ??= { field, start, end: start, text: "", first: part };
    one.text += (start > one.end ? "\n" : "") + text;
    one.end = start + points(text);
    one.last = part;
  }

  function selected() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const found = passages(selection.getRangeAt(0)).filter((one) => one.text.trim());
    return found.sort((one, other) => other.text.length - one.text.length)[0] ?? null;
  }

  function address(passage) {
    const named = new URLSearchParams({ article: told.article, version: told.version });
    if (passage.field !== "body") named.set("field", passage.field);
    named.set("start", passage.start);
    named.set("end", passage.end);
    named.set("digest", passage.field === "body" ? told.digestBody : told.digestTitle);
    const words = passage.text.trim();
    if (points(words) <= QUOTED) named.set("q", words);
    return `${told.cite}?${named}`;
  }

  // Beside the end of the selection, in the margin; where there is none, in a bar that leaves it free.
  function put(passage) {
    const range = document.createRange();
    range.setStart(passage.first[0], passage.first[1]);
    range.setEnd(passage.last[0], passage.last[2]);
    const holder = passage.last[0].parentElement.closest("[data-start]");
    if (holder.nextElementSibling !== link) holder.after(link); // so that it is read where it belongs
    link.hidden = false;
    link.className = "cite-passage beside";
    link.removeAttribute("style");
    const end = Array.from(range.getClientRects()).at(-1) ?? holder.getBoundingClientRect();
    const box = holder.getBoundingClientRect();
    const width = link.offsetWidth, height = link.offsetHeight;
    const seen = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
    const leftwards = getComputedStyle(holder).direction === "rtl";
    const room = leftwards ? box.left : seen.width - box.right;
    if (room < width + 2 * GAP) {
      link.className = end.bottom > seen.height - height - 3 * GAP ? "cite-passage bar top" : "cite-passage bar";
      return;
    }
    const origin = link.offsetParent.getBoundingClientRect();
    const middle = end.top + (end.height - height) / 2;
    const top = Math.min(Math.max(middle, GAP), seen.height - height - GAP);
    link.style.top = `${top - origin.top - link.offsetParent.clientTop}px`;
    link.style.left = `${(leftwards ? box.left - width - GAP : box.right + GAP) - origin.left - link.offsetParent.clientLeft}px`;
  }

  function update() {
    const passage = selected();
    button.disabled = !passage;
    if (!passage) {
      link.hidden = true;
      return;
    }
    link.href = address(passage);
    put(passage);
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(() => pressed || update(), SETTLED);
  }

  function open() {
    const passage = selected();
    if (passage) location.assign(address(passage));
  }

  button.parentElement.hidden = false;
  button.addEventListener("click", open);
  for (const one of [button, link]) {
    one.addEventListener("mousedown", (event) => event.preventDefault()); // which would end the selection
  }
  document.addEventListener("selectionchange", later);
  addEventListener("resize", later);
  document.addEventListener("pointerdown", (event) => { pressed = event.pointerType === "mouse"; });
  for (const released of ["pointerup", "pointercancel"]) {
    document.addEventListener(released, () => { pressed = false; later(); });
  }
  document.addEventListener("keydown", (event) => {
    const alone = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (alone && event.code === "KeyC" && selected()) { // the key, whatever letter an Arabic keyboard has there
      event.preventDefault();
      open();
    } else if (event.key === "Tab" && !event.shiftKey && !link.hidden && link !== document.activeElement
        && document.activeElement.contains(link)) { // no control has the focus: the next one is this
      event.preventDefault();
      link.focus({ preventScroll: true });
    } else if (event.key === "Escape" && !link.hidden) {
      document.getSelection().removeAllRanges();
    }
  });
  later();
}
