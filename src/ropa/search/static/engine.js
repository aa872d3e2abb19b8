// Finds pages by words. `take` receives the data files; `find` gives the pages for a query, best first.
// For each word of the query a page counts by its best match alone: how well a word of the page fits, times what the
// word is to the page. Rare words weigh more than frequent ones, and a page that misses a word pays for its share.
(function (search) {
  "use strict";
  // What a word is to a page, by level: text that says there is nothing, text, text often, heading, lead, other name, title.
  const PLACE = [0.5, 1, 1.4, 2.2, 3.2, 6.5, 8];
  const QUIET = 0.05, ASKING = 0.3;
  // What a page gains that has a section that is asked for, or one that is the topic, or that answers as a whole.
  const ANSWERS = 1.35, ANSWERS_TOPIC = 1.9, ANSWERS_WHOLE = 1.8, ANSWERS_NONE = 0.5;
  const TOPIC = 4, TITLE_SHARE = 0.7, SAME_START = 0.65, HALF_SAID = 0.4, MISSING = 2;
  // Pages that score less than this share of the best are no answers.
  const WORTH_SHOWING = 0.04;
  const EXACT_TITLE = 1e6, SAME_TITLE = 1e5, TASK = 1e4, EXACT_ID = 1e3, MOST_TERMS = 400;
  const FEWEST_OF_TASK = 0.5;

  const texts = new Map();
  let index = null;

  function take(name, data) {
    if (name === "index") search.readsFrom((index = open(data)));
    else texts.set(name, data);
  }

  function open(data) {
    const stems = data.stems.split("\n");
    const starts = new Int32Array(stems.length + 1);
    stems.forEach((stem, number) => (starts[number + 1] = starts[number] + stem.length + 1));
    const shard = [];
    data.shards.forEach((size, number) => {
      for (let place = 0; place < size; place++) shard.push([number, place]);
    });
    return {
      ...data,
      stems,
      starts,
      shard,
      all: `\n${data.stems}\n`,
      numbers: new Map(stems.map((stem, number) => [stem, number])),
      places: data.places.split(" "),
      common: new Set(data.common),
      meanings: new Map(Object.entries(data.meanings)),
      quiet: new Set(data.quiet),
      questions: data.questions.map(([phrase, sections, isTopic]) => ({ stems: phrase.split(" "), sections, isTopic })),
      tasks: data.tasks.map(([stems, pages]) => ({ stems: stems.split(" "), pages })),
      digit: new Map([...data.digits].map((char, value) => [char.charCodeAt(0), value])),
      unpacked: new Map(),
      said: new Map(),
    };
  }

  // The pages that have a stem: page and level by turns.
  function placesOf(number) {
    let places = index.unpacked.get(number);
    if (!places) index.unpacked.set(number, (places = unpack(index.places[number])));
    return places;
  }

  function unpack(packed) {
    const places = [];
    let page = -1, value = 0, scale = 1;
    for (let at = 0; at < packed.length; at++) {
      const digit = index.digit.get(packed.charCodeAt(at));
      value += (digit % 32) * scale;
      scale *= 32;
      if (digit >= 32) continue;
      page += Math.floor(value / index.levels) + 1;
      places.push(page, value % index.levels);
      value = 0;
      scale = 1;
    }
    return places;
  }

  // For each page the best that a word of the query finds there.
  function scoresOf(word) {
    const scores = new Float32Array(index.paths.length);
    const fits = [...word.fits].sort((a, b) => b[1] - a[1]).slice(0, MOST_TERMS);
    for (const [number, weight] of fits) raise(scores, placesOf(number), weight);
    for (const [phrase, weight] of word.meant) raise(scores, phrasePlaces(phrase), weight);
    return scores;
  }

  function raise(scores, places, weight) {
    for (let at = 0; at < places.length; at += 2) {
      const score = weight * PLACE[places[at + 1]];
      if (score > scores[places[at]]) scores[places[at]] = score;
    }
  }

  // The pages that have every word of a phrase, or the phrase as one word.
  function phrasePlaces(phrase) {
    const stems = phrase.split(" ");
    const lists = stems.map((stem) => index.numbers.get(stem)).map((number) => (number === undefined ? [] : placesOf(number)));
    if (stems.length === 1) return lists[0];
    const levels = lists.map((list) => new Map(pairs(list)));
    const together = [];
    for (const [page, level] of levels[0]) {
      if (levels.every((map) => map.has(page))) together.push(page, Math.min(level, ...levels.map((map) => map.get(page))));
    }
    return together;
  }

  function* pairs(list) {
    for (let at = 0; at < list.length; at += 2) yield [list[at], list[at + 1]];
  }

  // How much a word of the query narrows: rare words more, quiet and asking words little unless they are its topic.
  function importance(word, scores, asking, topics) {
    let pages = 0;
    for (let page = 0; page < scores.length; page++) if (scores[page] >= 0.5) pages++;
    const isCommon = [...word.fits].some(([number, weight]) => weight === search.EXACT && index.common.has(number));
    if (isCommon) pages = Math.max(pages, scores.length / 3);
    const rarity = Math.log(1 + scores.length / (1 + pages));
    const says = topics.has(word.stem) ? 1 : index.quiet.has(word.stem) ? QUIET : asking.has(word.stem) ? ASKING : 1;
    return rarity * says;
  }

  // What a query asks for: sections, the words that ask, and for the words that are the topic the sections of it.
  function askedBy(words) {
    const places = new Map(words.map((word, place) => [word.stem, place]));
    const said = index.questions.filter((question) => question.stems.every((stem) => places.has(stem)));
    const asked = said.filter((question) => !said.some((other) => isWithin(question, other) || isNearer(other, question, places)));
    const sections = new Set(asked.flatMap((question) => question.sections));
    const topics = new Map();
    for (const question of asked.filter(({ isTopic }) => isTopic)) {
      question.stems.forEach((stem) => topics.set(stem, (topics.get(stem) || 0) | bitsOf(new Set(question.sections))));
    }
    const asking = new Set(asked.flatMap((question) => question.stems).filter((stem) => !topics.has(stem)));
    return { sections, asking, topics };
  }

  // Whether a phrase is a part of another that says more.
  function isWithin(question, other) {
    return other.stems.length > question.stems.length && question.stems.every((stem) => other.stems.includes(stem));
  }

  // Whether a phrase has a word of another, is no part of it and stands closer together: *hvor længe* in "hvor længe
  // gemmer", not *hvor gemmer*.
  function isNearer(question, other, places) {
    return question.stems.length > 1 && !isWithin(question, other) && question.stems.some((stem) => other.stems.includes(stem)) && spread(question, places) < spread(other, places);
  }

  function spread({ stems }, places) {
    const said = stems.map((stem) => places.get(stem));
    return Math.max(...said) - Math.min(...said);
  }

  function bitsOf(sections) {
    return index.asked.reduce((bits, section, bit) => bits | (sections.has(section) ? 1 << bit : 0), 0);
  }

  // The pages that a query finds, best first, with what the reader's words were taken to be.
  function find(query) {
    const words = search.understand(query);
    const { sections, asking, topics } = askedBy(words);
    const isOnlyAsking = words.every((word) => asking.has(word.stem) || index.quiet.has(word.stem));
    for (const word of words) {
      word.scores = scoresOf(word);
      raiseAnswering(word.scores, topics.get(word.stem) || 0);
      word.weight = importance(word, word.scores, isOnlyAsking ? new Set() : asking, topics);
    }
    const results = [];
    const about = [...topics.values()].reduce((all, bits) => all | bits, 0);
    const asked = bitsOf(sections) & ~about;
    const tasks = taskPages(words);
    for (let page = 0; page < index.paths.length; page++) {
      const score = scoreOf(page, words, asked, about);
      if (score > 0 || tasks.has(page)) results.push({ page, score });
    }
    return { words, sections, results: ranked(results, words, query, tasks) };
  }

  // The pages with the sections that a word is about.
  function raiseAnswering(scores, bits) {
    if (!bits) return;
    for (let page = 0; page < scores.length; page++) {
      if ((index.answers[page] | index.wholes[page]) & bits) scores[page] = Math.max(scores[page], TOPIC);
    }
  }

  function ranked(results, words, query, tasks) {
    const least = WORTH_SHOWING * results.reduce((most, result) => Math.max(most, result.score), 0);
    const worth = results.filter((result) => result.score >= least || tasks.has(result.page));
    lift(worth, words, query);
    for (const result of worth) result.score += tasks.get(result.page) || 0;
    return worth.sort((a, b) => b.score - a.score || a.page - b.page);
  }

  function scoreOf(page, words, asked, about) {
    let sum = 0, has = 0, all = 0;
    for (const { scores, weight } of words) {
      all += weight;
      if (!scores[page]) continue;
      sum += weight * scores[page];
      has += weight * Math.min(1, scores[page]);
    }
    if (!sum) return 0;
    return sum * (has / all) ** MISSING * (index.weight[page] / 100) * answering(page, asked, about);
  }

  // How much a page gains by the sections that a query asks for, by those that it is about, and by answering as a whole.
  function answering(page, asked, about) {
    const has = index.answers[page];
    const whole = index.wholes[page] & (asked | about) ? ANSWERS_WHOLE : 1;
    if (!(has & (asked | about))) return index.nones[page] & asked ? ANSWERS_NONE : whole;
    return (has & about ? ANSWERS_TOPIC : 1) * (has & asked ? ANSWERS : 1) * whole;
  }

  // Titles that the query says whole come first, then those it says in other forms of the words; titles that it nearly
  // says rise.
  function lift(results, words, query) {
    const typed = search.wordsOf(query).join(" ");
    const id = query.trim();
    const telling = words.filter((word) => !index.quiet.has(word.stem));
    for (const result of results) {
      const title = titleOf(result.page);
      const said = title.words.reduce((sum, each) => sum + Math.max(...words.map((word) => saidBy(word, each))), 0);
      result.score *= 1 + TITLE_SHARE * (said / title.words.length) ** 2;
      if (title.typed === typed) result.score += EXACT_TITLE;
      else if (said === title.words.length && telling.every((word) => isIn(word, title))) result.score += SAME_TITLE;
      else if (id && index.paths[result.page].endsWith(`/${id}/`)) result.score += EXACT_ID * index.weight[result.page];
    }
  }

  function isIn(word, title) {
    return title.words.some((each) => saidBy(word, each) === 1);
  }

  // The pages for the tasks that a query names: all its words are the task's, and at least half of the task's are said.
  function taskPages(words) {
    const found = new Map();
    for (const { stems, pages } of index.tasks) {
      const fits = (word, stem) => word.stem === stem || search.fitOf(word, stem) >= search.MEANING;
      const said = stems.filter((stem) => words.some((word) => fits(word, stem)));
      const isNamed = said.length >= FEWEST_OF_TASK * stems.length && words.every((word) => stems.some((stem) => fits(word, stem)));
      if (isNamed) pages.forEach((page, place) => found.set(page, Math.max(found.get(page) || 0, TASK / (1 + place))));
    }
    return found;
  }

  // Whether a word of the query says a word of a title; less so when only their stems are the same (ansøger, ansøgning).
  function saidBy(word, [typed, stem]) {
    if (search.fitOf(word, stem) <= search.MEANING) return 0;
    let same = 0;
    while (same < typed.length && typed[same] === word.typed[same]) same++;
    const isEnding = same === Math.min(typed.length, word.typed.length);
    return isEnding || same >= SAME_START * Math.max(typed.length, word.typed.length) ? 1 : HALF_SAID;
  }

  // A title as it is typed, and its telling words with their stems.
  function titleOf(page) {
    let title = index.said.get(page);
    if (!title) {
      const typed = search.wordsOf(index.titles[page]);
      const words = typed.map((word) => [word, search.stem(word)]);
      const telling = words.filter(([, stem]) => !index.quiet.has(stem));
      title = { typed: typed.join(" "), words: telling.length ? telling : [["", ""]] };
      index.said.set(page, title);
    }
    return title;
  }

  function page(number) {
    return {
      path: index.paths[number],
      title: index.titles[number],
      kind: index.kinds[index.kind[number]],
      note: index.notes[index.note[number]],
    };
  }

  // The passages of a page: [anchor, heading, text]; undefined while their file has not come.
  function passagesOf(number) {
    const [shard, place] = index.shard[number];
    return texts.has(shard) ? texts.get(shard)[place] : undefined;
  }

  function shardOf(number) {
    return index.shard[number][0];
  }

  Object.assign(search, { take, find, page, beginnings: () => index.begin, passagesOf, shardOf, isReady: () => index !== null });
})((globalThis.ropaSearch = globalThis.ropaSearch || {}));
