// Shows the page's whole address where the page asks for it, so that it can be copied into a mail.
for (const place of document.querySelectorAll("[data-page-address]")) {
  place.textContent = location.origin + location.pathname;
}

// Paper cannot unfold what is folded.
addEventListener("beforeprint", () => {
  for (const folded of document.querySelectorAll("details.ropa-details")) folded.open = true;
});
