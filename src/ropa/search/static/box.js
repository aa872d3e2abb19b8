// The search box: loads the engine and the index when somebody first uses it, and shows what they find as they type.
// Text from the register reaches the page as text only. Loading by script tags works from a server and from a folder.
// What was searched for is kept in the tab's history, so that going back from a result shows it again.
(function () {
  "use strict";
  const box = document.querySelector("[data-ropa-search]");
  if (!box) return;
  const PAGE = 10, FEWEST_KINDS = 2, PAUSE = 150;
  // The theme closes the search 125 ms after each jump to a place on a page, also when a page opens at one.
  const THEME_HAS_CLOSED = 200;
  const ENGINE = ["normalise.js", "words.js", "engine.js", "passages.js", "index.js"];
  const toggle = document.getElementById("__search");
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const kinds = box.querySelector("[data-ropa-kinds]");
  const list = box.querySelector("ol");
  const more = box.querySelector("[data-ropa-more]");
  const help = box.querySelector("[data-ropa-help]");
  const words = JSON.parse(box.dataset.ropaWords);
  const folder = new URL(box.dataset.ropaSearch, location.href);
  const scripts = new Map();
  let found = null, kind = "", shown = PAGE, rows = [], pause = 0, restoring = 0, isFollowing = false;

  function load(name) {
    if (!scripts.has(name)) {
      scripts.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        Object.assign(script, { src: new URL(name, folder).href, async: false, onload: done, onerror: failed });
        document.head.append(script);
      }));
    }
    return scripts.get(name);
  }

  function start() {
    return Promise.all(ENGINE.map(load)).then(search, () => (status.textContent = words.failed));
  }

  // Finds what the box says now.
  function search() {
    if (!globalThis.ropaSearch?.isReady?.()) return;
    const query = input.value.trim();
    found = query ? ropaSearch.find(query) : null;
    shown = PAGE;
    show();
    list.parentElement.scrollTop = 0;
  }

  function show() {
    const counts = new Map();
    for (const { page } of found ? found.results : []) count(counts, ropaSearch.page(page).kind);
    if (!counts.has(kind)) kind = "";
    showKinds(counts);
    const results = found ? found.results.filter(({ page }) => !kind || ropaSearch.page(page).kind === kind) : [];
    status.textContent = !found ? words.start : results.length === 0 ? words.none : results.length === 1 ? words.one : words.other.replace("#", results.length);
    rows = results.slice(0, shown).map(({ page }) => row(page));
    list.replaceChildren(...rows.map(({ item }) => item));
    more.hidden = results.length <= shown;
    showHelp(found !== null && results.length === 0);
    rows.filter(({ number }) => ropaSearch.passagesOf(number)).forEach(fill);
    clearTimeout(pause);
    pause = setTimeout(() => rows.forEach(loadPassage), PAUSE);
    if (isFollowing) follow();
  }

  // Where to look when nothing is found: the pages for what readers come to do.
  function showHelp(isNeeded) {
    help.hidden = !isNeeded;
    if (isNeeded) help.querySelector("ul").replaceChildren(...ropaSearch.beginnings().map(beginning));
  }

  function beginning(number) {
    const { path, title } = ropaSearch.page(number);
    const link = element("a", "ropa-search__beginning", title);
    link.href = address(path, "");
    const made = element("li");
    made.append(link);
    return made;
  }

  function count(counts, name) {
    counts.set(name, (counts.get(name) || 0) + 1);
  }

  // A button for each kind of page among the results, with how many there are.
  function showKinds(counts) {
    kinds.hidden = counts.size < FEWEST_KINDS;
    const total = [...counts.values()].reduce((sum, number) => sum + number, 0);
    const buttons = [["", total], ...[...counts].sort((a, b) => b[1] - a[1])].map(([name, number]) => kindButton(name, number));
    const had = kinds.contains(document.activeElement) ? document.activeElement.value : null;
    kinds.replaceChildren(...buttons);
    if (had !== null) (buttons.find((button) => button.value === had) || buttons[0]).focus();
  }

  function kindButton(name, number) {
    const button = element("button", "ropa-search__kind", `${name || words.all} (${number})`);
    Object.assign(button, { type: "button", value: name });
    button.setAttribute("aria-pressed", String(name === kind));
    button.addEventListener("click", () => {
      kind = name;
      shown = PAGE;
      show();
    });
    return button;
  }

  // A result: title, kind of page, and when its file has come, the passage that answers.
  function row(number) {
    const page = ropaSearch.page(number);
    const link = element("a", "md-search-result__link ropa-hit");
    link.href = address(page.path, "");
    const title = element("div", "ropa-hit__title");
    title.append(...pieces(page.title));
    const about = [page.kind, page.note].filter(Boolean).join(" · ");
    const text = element("div", "ropa-hit__text");
    link.append(title, element("div", "ropa-hit__kind", about), text);
    const item = element("li", "md-search-result__item");
    item.append(link);
    return { number, item, link, text, isFilled: false };
  }

  function loadPassage(row) {
    const fillIt = () => rows.includes(row) && fill(row);
    if (!row.isFilled) load(`texts/${ropaSearch.shardOf(row.number)}.js`).then(fillIt, fillIt);
  }

  // Shows the passage that answers and leads to its place; to the top of the page when its file cannot be had.
  function fill(row) {
    if (row.isFilled) return;
    row.isFilled = true;
    const page = ropaSearch.page(row.number);
    const passage = ropaSearch.bestPassage(ropaSearch.passagesOf(row.number) || [], found, page.title);
    if (passage) {
      row.link.href = address(page.path, passage.anchor);
      if (passage.heading) row.text.append(element("span", "ropa-hit__heading", `${passage.heading}: `));
      row.text.append(...pieces(passage.text));
    }
    if (isFollowing) follow();
  }

  // Opens the first result; as soon as it and its place on the page are known, when Enter came before them.
  function follow() {
    isFollowing = !globalThis.ropaSearch?.isReady?.() || (rows.length > 0 && !rows[0].isFilled);
    if (isFollowing && rows.length) loadPassage(rows[0]);
    else if (rows.length) rows[0].link.click();
  }

  function pieces(text) {
    return ropaSearch.excerpt(text, found.words).map((piece) => (piece.isMark ? element("mark", "", piece.text) : piece.text));
  }

  function element(name, style, text) {
    const made = document.createElement(name);
    if (style) made.className = style;
    if (text) made.textContent = text;
    return made;
  }

  // The address of a page of the site; a folder's own page must be named where no server does it.
  function address(path, anchor) {
    const isFolder = path === "" || path.endsWith("/");
    const url = new URL(`../${path}${isFolder && location.protocol === "file:" ? "index.html" : ""}`, folder);
    url.hash = anchor;
    return url.href;
  }

  function open(isOpen) {
    if (toggle.checked !== isOpen) toggle.click();
  }

  function close() {
    open(false);
    input.blur();
  }

  // Keeps what was searched for in this place of the tab's history.
  function remember() {
    history.replaceState({ ...history.state, ropaSearch: { query: input.value, kind } }, "");
  }

  function forget() {
    isFollowing = false;
    if (history.state?.ropaSearch) history.replaceState({ ...history.state, ropaSearch: null }, "");
  }

  // Shows what was searched for when a result was opened from here.
  function restore() {
    const kept = history.state?.ropaSearch;
    if (!kept || toggle.checked) return;
    input.value = kept.query;
    kind = kept.kind;
    open(true);
    input.focus();
    search();
  }

  function move(event, step) {
    const places = [input, ...list.parentElement.querySelectorAll("a")];
    const at = Math.max(0, places.indexOf(document.activeElement));
    places[(at + step + places.length) % places.length].focus();
    event.preventDefault();
  }

  input.addEventListener("focus", () => {
    open(true);
    start();
  });
  input.addEventListener("input", () => {
    isFollowing = false;
    open(true);
    search();
  });
  input.form.addEventListener("submit", (event) => event.preventDefault());
  input.form.addEventListener("reset", () => setTimeout(() => (search(), input.focus())));
  more.addEventListener("click", () => {
    const next = shown;
    shown += PAGE;
    show();
    list.querySelectorAll("a")[next].focus();
  });
  toggle.addEventListener("change", () => (toggle.checked ? input.focus() : forget()));
  list.parentElement.addEventListener("click", (event) => {
    if (!event.target.closest("a")) return;
    open(false);
    remember();
  });
  box.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) open(false);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown") move(event, 1);
    else if (event.key === "ArrowUp") move(event, -1);
    else if (event.key === "Enter" && event.target === input && input.value.trim()) follow();
  });
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest && event.target.closest("input, textarea, select, [contenteditable]");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || event.key !== "/") return;
    event.preventDefault();
    input.focus();
  });
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    input.value = asked;
    input.focus();
  }
  // The theme counts from `hashchange`, which comes long after `popstate` on a slow machine.
  for (const name of ["popstate", "hashchange", "pageshow"]) {
    addEventListener(name, () => {
      clearTimeout(restoring);
      if (history.state?.ropaSearch) restoring = setTimeout(restore, THEME_HAS_CLOSED);
    });
  }
})();
