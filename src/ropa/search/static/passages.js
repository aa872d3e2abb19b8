// Chooses the passage of a page that answers a query, and cuts it to what a result can show with the words marked.
(function (search) {
  "use strict";
  const MOST_CHARS = 220, BEFORE = 60, ASKED = 2.6, HEADING = 0.5, LEAD = 0.45, LENGTH = 400;
  // What asks for the meaning of a word, and what a passage gains then by a heading that is the word.
  const MEANING = "meaning", NAMED = 2;
  // What a passage gains by a word that the title already says.
  const SAID = 0.3;
  const WORD = /[0-9A-Za-z\u00aa-\u1fff\u2c00-\u2dff\u3040-\ud7ff\u200b-\u200f\u2060]+/g;
  const LAW = { "§": "§+\\s*", art: "(?:artikel|article|art)\\.?\\s*", stk: "(?:stykke|stk)\\.?\\s*", litra: "(?:litra|lit)\\.?\\s*" };

  const known = new Map();

  // The stems of a text, remembered: the same passages are looked at for each letter that is typed.
  function stemsOf(text) {
    let stems = known.get(text);
    if (!stems) known.set(text, (stems = new Set(search.wordsOf(text).map(search.stem))));
    return stems;
  }

  // The best passage for what was found, and why it is: {anchor, heading, text}.
  function bestPassage(passages, found, title) {
    const said = stemsOf(title);
    const all = found.words.reduce((sum, word) => sum + word.weight, 0) || 1;
    const weights = found.words.map((word) => (word.weight / all) * (fitIn(word, said) > 0.5 ? SAID : 1));
    let best = passages[0], most = -1;
    for (const passage of passages) {
      const score = passageScore(passage, found, weights, passage === passages[0] ? LEAD : 0);
      if (score > most) [best, most] = [passage, score];
    }
    return best && { anchor: best[0], heading: best[1], text: best[2] };
  }

  function passageScore([anchor, heading, text], { words, sections }, weights, start) {
    const said = words.reduce((sum, word, place) => {
      return sum + weights[place] * Math.max(fitIn(word, stemsOf(text)), HEADING * fitIn(word, stemsOf(heading)));
    }, 0);
    const named = sections.has(MEANING) && isNamed(heading, words) ? NAMED : 0;
    return start + said * (1 + LENGTH / (LENGTH + text.length)) + (sections.has(anchor) ? ASKED : 0) + named;
  }

  // Whether the query says all of a heading.
  function isNamed(heading, words) {
    const stems = [...stemsOf(heading)];
    return stems.length > 0 && stems.every((stem) => words.some((word) => search.fitOf(word, stem) > search.MEANING));
  }

  // How well a text says a word of the query: by its best word, or by as much as it says of a phrase that means the same.
  function fitIn(word, stems) {
    let best = 0;
    for (const stem of stems) best = Math.max(best, search.fitOf(word, stem));
    for (const [phrase, weight] of word.meant) best = Math.max(best, weight * shareOf(phrase.split(" "), stems));
    return best;
  }

  function shareOf(phrase, stems) {
    return phrase.filter((stem) => stems.has(stem)).length / phrase.length;
  }

  // Where the words of the query stand in a text: [from, to] in order.
  function marksIn(text, words) {
    const marks = [];
    for (const found of text.matchAll(WORD)) {
      const stems = search.wordsOf(found[0]).map(search.stem);
      const fits = words.some((word) => word.weight > 0.3 && stems.some((stem) => search.fitOf(word, stem) >= 0.4));
      if (fits) marks.push([found.index, found.index + found[0].length]);
    }
    for (const word of words) marks.push(...lawMarks(text, word.stem));
    return marks.sort((a, b) => a[0] - b[0]);
  }

  function lawMarks(text, stem) {
    const [, name, number] = /^(§|art|stk|litra)([0-9]+|[a-z])$/.exec(stem) || [];
    if (!name) return [];
    const pattern = new RegExp(`${LAW[name]}${number}(?![0-9A-Za-z])`, "gi");
    return [...text.matchAll(pattern)].map((found) => [found.index, found.index + found[0].length]);
  }

  // A text cut around its first mark, in pieces: {text, isMark}.
  function excerpt(text, words) {
    const marks = marksIn(text, words);
    const [from, to] = cut(text, marks);
    const pieces = [{ text: from > 0 ? "… " : "", isMark: false }];
    let at = from;
    for (const [start, end] of marks) {
      if (start < at || end > to) continue;
      pieces.push({ text: text.slice(at, start), isMark: false }, { text: text.slice(start, end), isMark: true });
      at = end;
    }
    pieces.push({ text: text.slice(at, to) + (to < text.length ? " …" : ""), isMark: false });
    return pieces.filter((piece) => piece.text);
  }

  function cut(text, marks) {
    if (text.length <= MOST_CHARS) return [0, text.length];
    const first = densest(marks);
    const from = first <= BEFORE ? 0 : text.indexOf(" ", first - BEFORE) + 1 || first;
    const start = Math.min(from, first);
    if (text.length - start <= MOST_CHARS) return [start, text.length];
    const end = text.lastIndexOf(" ", start + MOST_CHARS);
    return [start, end > start ? end : start + MOST_CHARS];
  }

  // The start of the mark that most others follow closely.
  function densest(marks) {
    let best = 0, most = 0;
    for (const [start] of marks) {
      const near = marks.filter(([other]) => other >= start && other < start + MOST_CHARS - BEFORE).length;
      if (near > most) [best, most] = [start, near];
    }
    return best;
  }

  Object.assign(search, { bestPassage, excerpt, marksIn });
})((globalThis.ropaSearch = globalThis.ropaSearch || {}));
