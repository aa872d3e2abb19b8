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
