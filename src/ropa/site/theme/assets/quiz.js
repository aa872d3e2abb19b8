// Turns the questions of a knowledge check into choices. An answer is told when it is given, not while a reader moves
// among the choices, and the count comes when all are answered. Nothing is kept and nothing leaves the page.
for (const quiz of document.querySelectorAll("[data-quiz]")) {
  const words = quiz.dataset;
  const items = [...quiz.querySelectorAll("[data-right]")].filter(item => item !== quiz);
  const score = document.createElement("p");
  score.className = "ropa-quiz__score";
  score.setAttribute("role", "status");
  score.tabIndex = -1;
  const again = button(words.again);
  again.hidden = true;
  quiz.after(score, again);

  const questions = items.map((item, number) => question(item, number));
  const firstOf = number => questions[number].radios[0];

  function button(text, type = "button") {
    const made = document.createElement("button");
    Object.assign(made, { type, className: "ropa-quiz__button", textContent: text });
    return made;
  }

  function question(item, number) {
    const list = item.querySelector(".ropa-quiz__options");
    const why = item.querySelector("details");
    const form = document.createElement("form");
    const group = document.createElement("fieldset");
    group.className = "ropa-quiz__options";
    group.setAttribute("aria-labelledby", item.querySelector("h3").id);
    const radios = [...list.children].map((option, index) => {
      const label = document.createElement("label");
      const radio = document.createElement("input");
      Object.assign(radio, { type: "radio", name: `svar-${number}`, value: index, autocomplete: "off" });
      const text = document.createElement("span");
      text.textContent = option.textContent;
      label.append(radio, text);
      group.append(label);
      return radio;
    });
    const told = document.createElement("p");
    told.className = "ropa-quiz__told";
    told.setAttribute("role", "status");
    const send = button(words.answer, "submit");
    form.append(group, send, told);
    list.hidden = true;
    list.after(form);
    why.hidden = true;
    const self = { item, radios, right: Number(item.dataset.right), send, told, why, isRight: null };

    form.addEventListener("submit", event => {
      event.preventDefault();
      if (self.isRight !== null) goOn(number);
      else if (radios.some(radio => radio.checked)) judge(self, number);
      else told.textContent = words.choose;
    });
    return self;
  }

  function judge(self, number) {
    const chosen = self.radios.findIndex(radio => radio.checked);
    self.isRight = chosen === self.right;
    self.told.textContent = self.isRight ? words.right : `${words.wrong} ${self.radios[self.right].nextSibling.textContent}`;
    self.told.dataset.is = self.isRight ? "right" : "wrong";
    self.radios.forEach((radio, index) => {
      radio.disabled = index !== chosen;
      if (index === self.right) radio.parentElement.dataset.is = "right";
      else if (index === chosen) radio.parentElement.dataset.is = "wrong";
    });
    self.why.hidden = false;
    self.why.dataset.told = "";
    self.why.open = true;
    if (!questions.some(each => each.isRight === null)) showScore();
    self.send.textContent = number + 1 < questions.length || !score.textContent ? words.next : words.end;
  }

  // The next question that is not answered, the result when there is none.
  function goOn(number) {
    const order = [...questions.keys()];
    const next = [...order.slice(number + 1), ...order.slice(0, number)].find(index => questions[index].isRight === null);
    if (next === undefined) score.focus();
    else firstOf(next).focus();
    (next === undefined ? score : questions[next].item).scrollIntoView({ block: "start" });
  }

  function showScore() {
    const right = questions.filter(each => each.isRight).length;
    score.textContent = words.score.replace("{right}", right).replace("{total}", questions.length);
    again.hidden = false;
  }

  again.addEventListener("click", () => {
    for (const each of questions) {
      each.isRight = null;
      each.told.textContent = "";
      delete each.told.dataset.is;
      each.why.hidden = true;
      each.why.open = false;
      each.send.textContent = words.answer;
      for (const radio of each.radios) {
        radio.checked = radio.disabled = false;
        delete radio.parentElement.dataset.is;
      }
    }
    score.textContent = "";
    again.hidden = true;
    firstOf(0).focus();
  });
}
