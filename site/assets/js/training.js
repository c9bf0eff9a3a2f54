// Narrows the courses as somebody taps or types: the way of learning, an allowance, words.
// Without it every way is a section with a heading, and the links jump to it.
(function () {
  "use strict";
  var list = document.querySelector("[data-courses]");
  var form = document.querySelector("[data-search]");
  if (!list || !form || !window.URLSearchParams || !window.history.replaceState) { return; }
  var all = function (what) { return Array.prototype.slice.call(list.querySelectorAll(what)); };
  var rows = all("[data-find]");
  var groups = all("[data-group]");
  var answer = list.querySelector("[data-answer]");
  var ways = list.querySelector("[data-ways]");
  var box = document.getElementById("q");
  var asked = new URLSearchParams(location.search);
  var way = asked.get("way") || location.hash.slice(1);
  var allowance = asked.get("allowance") === "1";

  function button(words, pressed, press) {
    var item = document.createElement("li");
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = words;
    made.isPressed = pressed;
    made.addEventListener("click", function () { press(); narrow(); });
    item.appendChild(made);
    ways.appendChild(item);
    return made;
  }

  var named = Array.prototype.map.call(ways.querySelectorAll("a"), function (link) {
    return { id: link.hash.slice(1), words: link.firstChild.data.trim() };
  });
  if (!named.some(function (one) { return one.id === way; })) { way = ""; }
  ways.textContent = "";
  var buttons = [{ id: "", words: "都看" }].concat(named).map(function (one) {
    return button(one.words, function () { return way === one.id; }, function () { way = one.id; });
  });
  buttons.push(button("有生活费补贴", function () { return allowance; }, function () {
    allowance = !allowance;
  }));

  function fits(row, words) {
    var text = row.getAttribute("data-find").toLowerCase();
    // Under "都看" a course that can be learnt in two ways is listed once.
    var here = way ? row.getAttribute("data-way") === way : !row.hasAttribute("data-again");
    return here && (!allowance || row.hasAttribute("data-allowance")) &&
      words.every(function (word) { return text.indexOf(word) >= 0; });
  }

  function narrow() {
    var words = box.value.toLowerCase().split(/[\s,，、]+/).filter(Boolean);
    var left = 0;
    rows.forEach(function (row) {
      row.hidden = !fits(row, words);
      left += row.hidden ? 0 : 1;
    });
    groups.forEach(function (group) {
      group.hidden = !group.querySelector("[data-find]:not([hidden])");
    });
    buttons.forEach(function (one) { one.setAttribute("aria-pressed", String(one.isPressed())); });
    answer.textContent = left ? "有 " + left + " 个班。" : "没有这样的班。少选一样，或者打电话问县里。";
    var kept = new URLSearchParams();
    if (way) { kept.set("way", way); }
    if (allowance) { kept.set("allowance", "1"); }
    if (box.value) { kept.set("q", box.value); }
    var query = kept.toString();
    history.replaceState(null, "", location.pathname + (query ? "?" + query : ""));
  }

  box.value = asked.get("q") || "";
  form.className = form.className.replace("hidden", "").trim();
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  box.addEventListener("input", narrow);
  narrow();
})();
