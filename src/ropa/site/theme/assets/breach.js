// Helps whoever has found a breach: tells when the time for notifying is up, and suggests how serious the breach is.
// What is typed stays in the page: nothing is stored, nothing is sent. All words and numbers come with the page, in JSON;
// `assess` follows the same table as the Python function of that name, and a test holds the two to the same answers.

(() => {
"use strict";

const ZONE = "Europe/Copenhagen";
const HOUR = 3_600_000;

// What a clock in the zone shows at an instant: "2026-03-28T10:00".
function shownAt(instant) {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: ZONE, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
  });
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}`;
}

// The instants at which a clock in the zone shows a time: one, none where the clock is put forward, two where it is put back.
// They can only be where the zone's distance from UTC is that of the day before or of the day after.
function instantsOf(time) {
  const asUtc = Date.parse(`${time}Z`);
  if (Number.isNaN(asUtc)) return [];
  const distances = [-24, 24].map(hours => Date.parse(`${shownAt(asUtc + hours * HOUR)}Z`) - (asUtc + hours * HOUR));
  const instants = [...new Set(distances)].map(distance => asUtc - distance);
  return instants.filter(instant => shownAt(instant) === time).sort((one, other) => one - other);
}

// When some elapsed hours are up, for each instant that a time can mean.
function deadlines(time, hours) {
  return instantsOf(time).map(instant => instant + hours * HOUR);
}

// What the model suggests: both scores, their product, the level and the steps on the way. Null when nothing is chosen.
function assess(model, data, likelihood, changes) {
  const chosen = model.data.filter(row => data.includes(row.id));
  const chance = model.likelihood.find(row => row.id === likelihood);
  if (!chosen.length || !chance) return null;
  const scores = model.data.map(row => row.score);
  const [lowest, highest] = [Math.min(...scores), Math.max(...scores)];
  const worst = chosen.reduce((one, other) => (other.score > one.score ? other : one));
  let consequence = worst.score;
  const reasons = [{ step: "data", row: worst.id, score: consequence }];
  model.raise.filter(row => changes.includes(row.id)).forEach((row, index) => {
    const step = index ? "again" : consequence === highest ? "highest" : "raised";
    if (step === "raised") consequence += 1;
    reasons.push({ step, row: row.id, score: consequence });
  });
  for (const row of model.lower.filter(row => changes.includes(row.id))) {
    const step = consequence === lowest ? "lowest" : "lowered";
    if (step === "lowered") consequence -= 1;
    reasons.push({ step, row: row.id, score: consequence });
  }
  reasons.push({ step: "likelihood", row: chance.id, score: chance.score });
  const risk = consequence * chance.score;
  const level = model.level.find(({ products: [first, last] }) => first <= risk && risk <= last).id;
  return { consequence, likelihood: chance.score, risk, level, reasons };
}

const fill = (phrase, words) => phrase.replace(/\{(\w+)\}/g, (whole, name) => words[name] ?? whole);

function element(tag, text, children = []) {
  const made = document.createElement(tag);
  made.textContent = text;
  made.append(...children);
  return made;
}

function startClock(place) {
  const { hours, language, phrases } = JSON.parse(place.dataset.clock);
  const form = place.querySelector("form");
  const [input, result] = [form.querySelector("input"), form.querySelector("[role=status]")];
  const format = new Intl.DateTimeFormat(language === "da" ? "da-DK" : "en-GB", { timeZone: ZONE, dateStyle: "full", timeStyle: "short" });

  // A time that the clock shows twice is told with which of the two it is.
  function told(instant) {
    const [, second] = instantsOf(shownAt(instant));
    return second ? fill(phrases[instant === second ? "second" : "first"], { time: format.format(instant) }) : format.format(instant);
  }

  function left(deadline) {
    const minutes = Math.floor((deadline - Date.now()) / 60_000);
    if (minutes < 0) return phrases.passed;
    if (minutes > hours * 60) return phrases.ahead;
    const counted = (number, one, several) => (number === 1 ? one : fill(several, { n: number }));
    return fill(phrases.left, {
      hours: counted(Math.floor(minutes / 60), phrases.hour, phrases.hours),
      minutes: counted(minutes % 60, phrases.minute, phrases.minutes),
    });
  }

  function show() {
    const time = input.value.slice(0, 16);
    const found = time ? deadlines(time, hours) : [];
    if (!time) return result.replaceChildren();
    if (!found.length) return result.replaceChildren(element("p", phrases.missing));
    const lines = [element("p", "", [element("strong", fill(phrases.deadline, { time: told(found[0]) }))])];
    if (found.length > 1) lines.push(element("p", fill(phrases.twice, { time: told(found[1]) })));
    result.replaceChildren(...lines, element("p", left(found[0])));
  }

  input.addEventListener("input", show);
  addEventListener("pageshow", show);
  form.addEventListener("submit", event => event.preventDefault());
  form.hidden = false;
}

function startAssessment(place) {
  const { model, phrases } = JSON.parse(place.dataset.assessment);
  const form = place.querySelector("form");
  const [status, why] = [form.querySelector("[role=status]"), form.querySelector("[data-why]")];
  const labels = Object.fromEntries([...model.data, ...model.raise, ...model.lower, ...model.likelihood].map(row => [row.id, row.label]));
  // A question with one answer has a name of its own, so that the browser keeps it to one.
  const chosen = name => [...form.querySelectorAll(`:is([name=${name}], [name=${name}-one]):checked`)].map(field => field.value).filter(Boolean);

  function show() {
    const [likelihood] = chosen("likelihood");
    const isCounted = form.querySelector("[name=change-one]:checked");
    const found = isCounted && assess(model, chosen("data"), likelihood, chosen("change"));
    why.hidden = !found;
    if (!found) return void (status.textContent = phrases.unfinished);
    const level = model.level.find(row => row.id === found.level);
    status.textContent = fill(phrases.suggestion, { ...found, level: level.label });
    const steps = found.reasons.map(reason => element("li", fill(phrases.steps[reason.step], { label: labels[reason.row], score: reason.score })));
    why.querySelector("ol").replaceChildren(...steps, element("li", fill(phrases.product, { ...found, level: level.label })));
    const follows = phrases.follows.map(({ name, label }) => element("div", "", [element("dt", label), element("dd", level[name])]));
    why.querySelector("dl").replaceChildren(...follows);
  }

  form.addEventListener("input", show);
  // Whoever comes back to the page finds what was chosen, and it is told again.
  addEventListener("pageshow", show);
  form.addEventListener("reset", () => setTimeout(show));
  form.addEventListener("submit", event => event.preventDefault());
  form.hidden = false;
  show();
}

globalThis.ropaBreach = { deadlines, assess, shownAt };
if (globalThis.document) {
  document.querySelectorAll("[data-clock]").forEach(startClock);
  document.querySelectorAll("[data-assessment]").forEach(startAssessment);
}
})();
