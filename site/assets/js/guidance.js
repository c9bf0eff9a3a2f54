// Eight picture questions, one at a time, then what fits. The answers stand behind the # of the
// address, so that the back button works; they are sent and kept nowhere.
// The rule is generator/catalogue/suggesting.py's; a test holds the two equal.
(function () {
  "use strict";
  var quiz = document.getElementById("quiz");
  var list = document.getElementById("directions");
  if (!quiz || !list) { return; }
  var part = function (id) { return document.getElementById(id); };
  var result = part("result");
  var previous = part("previous");
  var again = part("again");
  var questions = all(quiz, "[data-question]").map(function (question) {
    return { section: question, choices: all(question, ".pick") };
  });
  var directions = all(list, "[data-direction]").map(function (card, place) {
    var why = card.querySelector(".why");
    return { card: card, place: place, why: why, about: why.textContent, found: all(card, "[data-limits]") };
  });

  function all(inside, what) {
    return Array.prototype.slice.call(inside.querySelectorAll(what));
  }

  function words(element, name) {
    return (element.getAttribute(name) || "").split(" ").filter(Boolean);
  }

  function read(text) {
    var answers = [];
    questions.every(function (question, place) {
      var answer = parseInt(text.charAt(place), 10);
      if (!(answer < question.choices.length)) { return false; }
      answers.push(answer);
      return true;
    });
    return answers;
  }

  function best(chosen) {
    var points = chosen.map(function (one) { return words(one, "data-points").map(Number); });
    var cannot = [].concat.apply([], chosen.map(function (one) { return words(one, "data-cannot"); }));
    directions.forEach(function (one) {
      one.score = points.reduce(function (sum, row) { return sum + row[one.place]; }, 0);
      one.left = one.found.filter(function (item) {
        return !words(item, "data-limits").some(function (limit) { return cannot.indexOf(limit) >= 0; });
      });
      one.reasons = chosen.filter(function (choice, question) { return points[question][one.place] > 0; })
        .map(function (choice) { return choice.getAttribute("data-reason"); });
    });
    return directions.slice()
      .sort(function (a, b) { return b.score - a.score || a.place - b.place; })
      .filter(function (one) { return one.score > 0 && one.left.length; })
      .slice(0, 3);
  }

  // Every card back to its place, whole, with its own words.
  function reset() {
    directions.forEach(function (one) {
      list.appendChild(one.card);
      one.why.textContent = one.about;
      one.found.forEach(function (item) { item.hidden = false; });
    });
  }

  function suggest(answers) {
    best(answers.map(function (answer, place) { return questions[place].choices[answer]; }))
      .forEach(function (one) {
        one.why.textContent = "为什么：" + one.reasons.join("；") + "。";
        one.found.forEach(function (item) { item.hidden = one.left.indexOf(item) < 0; });
        part("suggested").appendChild(one.card);
      });
  }

  function show(event) {
    var text = location.hash.slice(1);
    if (event && !/^\d*$/.test(text)) { return; }
    var answers = read(text);
    var path = answers.join("");
    var asked = answers.length;
    var done = asked === questions.length;
    reset();
    questions.forEach(function (question, place) {
      question.section.hidden = place !== asked;
      question.choices.forEach(function (choice, answer) {
        choice.setAttribute("href", "#" + path + answer);
      });
    });
    if (done) { suggest(answers); }
    result.hidden = !done;
    list.hidden = done || asked > 0;
    part("progress").textContent = done ? "八道题答完了" : "第 " + (asked + 1) + " 题，共 " + questions.length + " 题";
    previous.hidden = again.hidden = !asked;
    previous.setAttribute("href", "#" + path.slice(0, -1));
    quiz.hidden = false;
    if (event) { (done ? result : questions[asked].section).querySelector("h2").focus(); }
  }

  window.addEventListener("hashchange", show);
  show();
})();
