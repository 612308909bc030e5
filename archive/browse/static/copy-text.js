// Buttons that copy what the element named by data-copies shows, or the whole address of a link in it. Without this script they are not there,
// and the text is selected by hand.
"use strict";
{
  const said = document.getElementById("copied");

  async function copy(element) {
    const text = element.querySelector(":scope > a")?.href ?? element.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch { // an address without TLS has no clipboard: leave the text selected, and try the older way
      document.getSelection().selectAllChildren(element);
      return document.execCommand("copy");
    }
  }

  for (const button of document.querySelectorAll("button[data-copies]")) {
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      if (!await copy(document.getElementById(button.dataset.copies))) return;
      button.textContent = said.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = label; said.textContent = ""; }, 2000);
    });
  }
}
