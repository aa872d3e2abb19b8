// Shows the page's whole address where the page asks for it, so that it can be copied into a mail.
// What is chosen in a filter stands in the address, and changes it.
function showAddress() {
  for (const place of document.querySelectorAll("[data-page-address]")) place.textContent = location.href.split("#")[0];
}
for (const change of ["input", "reset", "popstate", "pageshow"]) addEventListener(change, showAddress);
showAddress();

// Paper cannot unfold what is folded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.ropa-details")) folded.open = true;
});

// Takes away the meaning of a word, where the browser does not do so itself, until the word is left.
addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  for (const word of document.querySelectorAll(".ropa-term:is(:hover, :focus, :has(+ :hover))")) word.dataset.closed = "";
});
for (const change of ["pointerover", "focusin"]) addEventListener(change, event => {
  for (const word of document.querySelectorAll("[data-closed]")) {
    if (![word, word.nextElementSibling].includes(event.target)) delete word.dataset.closed;
  }
});
