// Runs the site's own engine outside a browser. Arguments: the folder of the site. Standard input: a list of queries.
// Standard output: for each query its results, best first, with the passage that each result shows.
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const folder = path.join(process.argv[2], "search");
const load = (name) => vm.runInThisContext(fs.readFileSync(path.join(folder, name), "utf8"), { filename: name });
["normalise.js", "words.js", "engine.js", "passages.js", "index.js"].forEach(load);

const loaded = new Set();
function passageOf(number, found) {
  const shard = ropaSearch.shardOf(number);
  if (!loaded.has(shard)) load(`texts/${shard}.js`);
  loaded.add(shard);
  const passage = ropaSearch.bestPassage(ropaSearch.passagesOf(number), found, ropaSearch.page(number).title);
  return passage ? { ...passage, pieces: ropaSearch.excerpt(passage.text, found.words) } : null;
}

function answer(query) {
  const started = performance.now();
  const found = ropaSearch.find(query);
  const took = performance.now() - started;
  const results = found.results.slice(0, 10).map(({ page, score }) => ({ ...ropaSearch.page(page), score, passage: passageOf(page, found) }));
  return { query, took, total: found.results.length, results };
}

const queries = JSON.parse(fs.readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(queries.map(answer)));
