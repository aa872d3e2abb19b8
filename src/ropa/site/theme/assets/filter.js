// Filters the tables of a section by what its rows are marked with (data-row, data-<name>="values with spaces").
// The choice stands in the page's address, so that it can be sent and survives going back. Without scripts
// the filter is not shown, and every row is. Names are compared as the search compares letters, with its own function.
const normalising = new URL("../search/normalise.js", document.currentScript.src);
let normaliser = null;

// Small letters until the function that also knows æ, ø, å and accents has come.
const fold = text => globalThis.ropaSearch?.fold?.(text) ?? text.toLowerCase();

function loadFold() {
  normaliser ??= new Promise(done => {
    document.head.append(Object.assign(document.createElement("script"), { src: normalising, onload: done }));
  });
  return normaliser;
}

for (const form of document.querySelectorAll("form[data-filter]")) {
  const section = form.closest("section");
  const rows = [...section.querySelectorAll("tr[data-row]")];
  const tables = new Set(rows.map(row => row.closest("table")));
  const selects = [...form.querySelectorAll("select")];
  const name = form.elements.navn;
  const result = form.querySelector("output");
  const everything = result.textContent;

  const has = (row, select) => !select.value || row.getAttribute(`data-${select.name}`).split(" ").includes(select.value);
  let named = new Set(rows);
  const passes = (row, except) => named.has(row) && selects.every(select => select === except || has(row, select));

  // Each choice counts the rows that it would leave, given every other choice.
  function count(select) {
    const left = rows.filter(row => passes(row, select));
    for (const option of [...select.options].slice(1)) {
      const number = left.filter(row => row.getAttribute(`data-${select.name}`).split(" ").includes(option.value)).length;
      option.textContent = `${option.dataset.label} (${number})`;
      option.disabled = number === 0 && !option.selected;
    }
  }

  function showNamed() {
    const part = fold(name.value.trim());
    named = new Set(rows.filter(row => fold(row.cells[0].textContent).includes(part)));
    if (part && !globalThis.ropaSearch?.fold) loadFold().then(show);
  }

  function show() {
    showNamed();
    for (const row of rows) {
      row.hidden = !passes(row);
      const more = row.nextElementSibling;
      if (more?.classList.contains("ropa-table__more")) more.hidden = row.hidden;
    }
    for (const table of tables) table.hidden = [...table.querySelectorAll("tr[data-row]")].every(row => row.hidden);
    selects.forEach(count);
    const number = rows.filter(row => !row.hidden).length;
    const isChosen = number < rows.length || [name, ...selects].some(field => field.value);
    const text = isChosen ? result.dataset.some.replace("{n}", number) : everything;
    if (result.textContent !== text) result.textContent = text;
    form.querySelector(".ropa-filter__result button").hidden = !isChosen;
    form.querySelector("[data-empty]").hidden = number > 0;
  }

  function read() {
    const chosen = new URLSearchParams(location.search);
    name.value = chosen.get("navn") || "";
    for (const select of selects) {
      select.value = chosen.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    show();
  }

  function write() {
    const address = new URL(location.href);
    for (const field of [name, ...selects]) {
      address.searchParams.delete(field.name);
      if (field.value.trim()) address.searchParams.append(field.name, field.value.trim());
    }
    history.replaceState(history.state, "", address);
    show();
  }

  form.addEventListener("submit", event => event.preventDefault());
  form.addEventListener("input", write);
  form.addEventListener("reset", event => {
    event.preventDefault();
    for (const field of [name, ...selects]) field.value = "";
    write();
    name.focus();
  });
  addEventListener("popstate", read);
  addEventListener("pageshow", read);
  read();
}
