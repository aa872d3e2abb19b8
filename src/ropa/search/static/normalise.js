// Turns text into the words that search compares. The twin of normalise.py, which explains each step; a test compares
// the two on thousands of words.
(function (search) {
  "use strict";
  const LONGEST_WORD = 40;
  const DROPPED = /[\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]/g;
  const LETTERS = {
    "æ": "ae", "Æ": "ae", "ø": "oe", "Ø": "oe", "œ": "oe", "Œ": "oe", "ß": "ss", "ẞ": "ss",
    "ð": "d", "Ð": "d", "đ": "d", "Đ": "d", "þ": "th", "Þ": "th", "ł": "l", "Ł": "l", "ı": "i",
  };
  const MAPPED = /[æÆøØœŒßẞðÐđĐþÞłŁı]/g;
  const WITH_CAPITAL = /[\u0000-\u052f]/g;
  const LAW = [
    [/§+[ \t\n]*([0-9]+)/g, " §$1 "],
    [/(?<![0-9a-z])paragraf[ \t\n]+([0-9]+)/g, " §$1 "],
    [/(?<![0-9a-z])([0-9]{1,2})[.]([0-9]{1,2})[.]([a-z])(?![0-9a-z])/g, " art$1 stk$2 litra$3 "],
    [/(?<![0-9a-z])(?:artikel|article|art)[.]?[ \t\n]*([0-9]+)/g, " art$1 "],
    [/(?<![0-9a-z])(?:stykke|stk)[.]?[ \t\n]*([0-9]+)/g, " stk$1 "],
    [/(?<![0-9a-z])(?:litra|lit)[.]?[ \t\n]*([a-z])(?![0-9a-z])/g, " litra$1 "],
  ];
  const WORD = /§[0-9]+|[0-9a-z\u00df-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff]+/g;
  const ACTION = /^(.{4,}?)(?:ningerne|ningens|ningen|ninger|nings|ning|ingerne|ingens|ingen|inger|ings|ing|elserne|elsens|elsen|elser|elses|else)$/;
  const ENDING = /^(.{3,}?)(?:ernes|erne|erens|endes|enes|eren|ers|ets|ens|nes|ene|ende|er|en|et|es|ed|e|s)$/;
  const AFTER_A = /^(.{2,}[mr]a)(?:rn|[rnt])$/;
  const SECOND_ENDING = /^(.{5,}?)(?:er|en|et|ed|e)$/;

  function fold(text) {
    return text
      .normalize("NFC")
      .replace(/[åÅ]/g, "aa")
      .normalize("NFKD")
      .replace(DROPPED, "")
      .replace(MAPPED, (letter) => LETTERS[letter])
      .replace(WITH_CAPITAL, (letter) => letter.toLowerCase())
      .replace(/ae|oe|aa/g, (pair) => pair[0]);
  }

  function wordsOf(text) {
    let folded = fold(text);
    for (const [pattern, replacement] of LAW) folded = folded.replace(pattern, replacement);
    return (folded.match(WORD) || []).map(clipped);
  }

  function stem(word) {
    if (word.length <= 4 || !/^[a-z]+$/.test(word)) return word;
    const action = word.replace(ACTION, "$1");
    let short = action === word ? word.replace(ENDING, "$1") : action;
    for (let shorter = short.replace(SECOND_ENDING, "$1"); shorter !== short; shorter = short.replace(SECOND_ENDING, "$1")) {
      short = shorter;
    }
    return short.replace(/e([lr])$/, "$1").replace(/([a-z])\1/g, "$1").replace(/mr$/, "m").replace(AFTER_A, "$1");
  }

  function joined(words) {
    return clipped(words.join(""));
  }

  function clipped(word) {
    return word.slice(0, LONGEST_WORD);
  }

  Object.assign(search, { fold, wordsOf, stem, joined });
})((globalThis.ropaSearch = globalThis.ropaSearch || {}));
