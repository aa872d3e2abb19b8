// Reads a query: what stems of the index each of its words fits, and what it may mean.
// Fits the same stem best, then the beginning, end or middle of a compound, then the parts of a compound that no page
// has; a misspelt word is looked for only when nothing else fits. A part stands in a compound only where the rest is a
// word too: *aftale* in *databehandleraftale*, but not *rykke* in *indrykke*. The engine counts what is found here.
(function (search) {
  "use strict";
  const EXACT = 1, MEANING = 0.8, PART_OF_QUERY = 0.45, MISSPELT = 0.6, FITS_WELL = 0.5;
  const SHORTEST = { start: 2, end: 3, middle: 4, begun: 4, clear: 6, part: 3, joint: 6, misspelt: 4, twice: 8 };
  const WINDOW = 3;
  let index = null;

  // The stems that a word of the query fits, each with how well; a short word that another follows begins a compound only.
  function fitting(word, isWhole) {
    const found = new Map();
    const exact = index.numbers.get(word);
    if (exact !== undefined) found.set(exact, EXACT);
    if (!/^[^0-9§]+$/.test(word)) return found;
    addContaining(found, word, isWhole && word.length < SHORTEST.begun);
    if (exact === undefined) addParts(found, word);
    return found;
  }

  function addContaining(found, word, isShort) {
    if (word.length < SHORTEST.start) return;
    const needle = word.length < SHORTEST.end ? `\n${word}` : word;
    for (let at = index.all.indexOf(needle); at >= 0; at = index.all.indexOf(needle, at + 1)) {
      const begin = needle === word ? at - 1 : at;
      const number = numberAt(begin);
      const stem = index.stems[number], from = begin - index.starts[number];
      if (from > 0 || !isShort || isWord(stem.slice(word.length))) better(found, number, fitInside(word, stem, from));
    }
  }

  // How well a word fits a stem that has it at a place.
  function fitInside(word, stem, at) {
    const share = word.length / stem.length;
    const rest = stem.slice(at + word.length);
    if (at === 0) return rest ? 0.5 + 0.35 * share : EXACT;
    if (!isFirstPart(stem.slice(0, at))) return 0;
    if (!rest) return (word.length === 3 ? 0.3 : 0.5) + 0.3 * share;
    const isPart = word.length >= SHORTEST.clear || (word.length >= SHORTEST.middle && isWord(rest));
    return isPart ? 0.25 + 0.25 * share : 0;
  }

  // Whether a compound may begin so: with a word, or with an s that joins. Small words make other words, no compounds.
  function isFirstPart(part) {
    if (index.quiet.has(part)) return false;
    return (part.length >= SHORTEST.joint && part.endsWith("s")) || formsOf(part).some(isWord);
  }

  // A first part, and what it is without the s or e that joins it to the next.
  function formsOf(part) {
    const bare = part.replace(/s$/, "");
    return [part, search.stem(part), bare, search.stem(bare), part.replace(/e$/, "")];
  }

  function isWord(part) {
    return part.length >= SHORTEST.start && !index.quiet.has(part) && (index.numbers.has(part) || index.meanings.has(part));
  }

  // The number of the stem that the character at this place of the list belongs to.
  function numberAt(place) {
    let low = 0, high = index.stems.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (index.starts[middle] <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // A compound that no page has is looked up by what it begins with and by what it ends with, when both are known.
  function addParts(found, word) {
    for (let at = SHORTEST.part; at <= word.length - SHORTEST.part; at++) {
      const first = partFits(word.slice(0, at), (stem, part) => stem.startsWith(part));
      const last = partFits(word.slice(at), (stem, part) => stem.endsWith(part));
      if (!last.size || !(first.size || isFirstPart(word.slice(0, at)))) continue;
      for (const [number, fit] of first) better(found, number, fit * partWeight(at / word.length));
      for (const [number, fit] of last) better(found, number, fit * partWeight(1 - at / word.length));
    }
  }

  function partWeight(share) {
    return PART_OF_QUERY * (0.25 + 0.75 * share);
  }

  // What a part of a compound fits at the same end of others.
  function partFits(part, isSameEnd) {
    const fits = new Map();
    for (const form of new Set(formsOf(part))) {
      if (form.length < SHORTEST.part || index.quiet.has(form)) continue;
      const found = new Map();
      addContaining(found, form);
      for (const [number, fit] of found) if (isSameEnd(index.stems[number], form)) better(fits, number, fit);
    }
    return fits;
  }

  function better(found, key, weight) {
    if (weight > (found.get(key) || 0)) found.set(key, weight);
  }

  // Stems and meanings that a misspelt word is closest to.
  function addMisspelt(found, meant, word) {
    const most = word.length >= SHORTEST.twice ? 2 : 1;
    let least = most;
    const near = [];
    const look = (candidate, take) => {
      const distance = distanceTo(word, candidate, least);
      if (distance > least) return;
      if (distance < least) near.length = 0;
      least = distance;
      near.push(take);
    };
    index.stems.forEach((stem, number) => look(stem, () => better(found, number, MISSPELT - 0.1 * least)));
    for (const [key, meanings] of index.meanings) look(key, () => meanings.forEach((phrase) => better(meant, phrase, MISSPELT - 0.1 * least)));
    near.forEach((takeIt) => takeIt());
  }

  // How many letters must be changed, left out, added or swapped, `most` + 1 when more; the end of a longer word is free.
  function distanceTo(word, candidate, most) {
    if (candidate.length < word.length - most || candidate.length < 3) return most + 1;
    const other = candidate.slice(0, word.length + most);
    const isWhole = other.length === candidate.length;
    let before = [], row = [], last = [];
    for (let j = 0; j <= other.length; j++) last[j] = j;
    for (let i = 1; i <= word.length; i++) {
      row = [i];
      let best = i;
      for (let j = 1; j <= other.length; j++) {
        const cost = word[i - 1] === other[j - 1] ? 0 : 1;
        let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + cost);
        if (i > 1 && j > 1 && word[i - 1] === other[j - 2] && word[i - 2] === other[j - 1]) value = Math.min(value, before[j - 2] + 1);
        row[j] = value;
        if (value < best) best = value;
      }
      if (best > most) return most + 1;
      before = last;
      last = row;
    }
    return isWhole || word.length < 6 ? last[other.length] : Math.min(...last);
  }

  // The words of a query, each with what fits it: stems, and phrases that mean the same.
  function understand(query) {
    const typed = search.wordsOf(query);
    const stems = typed.map(search.stem);
    const words = stems.map((stem, place) => ({ typed: typed[place], stem, fits: fitting(stem, place < stems.length - 1), meant: new Map() }));
    for (let from = 0; from < typed.length; from++) {
      for (let size = 1; size <= WINDOW && from + size <= typed.length; size++) {
        const key = search.stem(search.joined(typed.slice(from, from + size)));
        addWindow(words.slice(from, from + size), key);
      }
    }
    words.forEach((word) => addWhenNothingFits(word));
    return words.filter((word, place) => stems.indexOf(word.stem) === place);
  }

  // Several words written as one, and what a word or several mean.
  function addWindow(words, key) {
    const number = index.numbers.get(key);
    const meanings = index.meanings.get(key) || [];
    for (const word of words) {
      if (words.length > 1 && number !== undefined) better(word.fits, number, EXACT);
      meanings.forEach((phrase) => better(word.meant, phrase, MEANING));
    }
  }

  function addWhenNothingFits(word) {
    const best = Math.max(0, ...word.fits.values(), ...word.meant.values());
    const isPlain = /^[^0-9§]+$/.test(word.stem) && word.stem.length >= SHORTEST.misspelt;
    if (best >= FITS_WELL || !isPlain) return;
    addBegun(word);
    if (!word.meant.size) addMisspelt(word.fits, word.meant, word.stem);
  }

  // While a word is being typed, the meanings of those that begin so.
  function addBegun(word) {
    for (const [key, meanings] of index.meanings) {
      if (key.startsWith(word.stem)) meanings.forEach((phrase) => better(word.meant, phrase, MISSPELT));
    }
  }

  // How well a word of a page fits a word of the query.
  function fitOf(word, stem) {
    const number = index.numbers.get(stem);
    const fit = (number !== undefined && word.fits.get(number)) || 0;
    word.telling = word.telling || tellingStems(word);
    return Math.max(fit, word.telling.get(stem) || 0);
  }

  // The stems of what a word may mean; a word of a longer phrase tells less.
  function tellingStems(word) {
    const telling = new Map();
    for (const [phrase, weight] of word.meant) {
      const stems = phrase.split(" ");
      stems.forEach((stem) => better(telling, stem, weight / stems.length));
    }
    return telling;
  }

  Object.assign(search, { understand, fitOf, MEANING, EXACT, readsFrom: (opened) => (index = opened) });
})((globalThis.ropaSearch = globalThis.ropaSearch || {}));
