// Answers in, sums out, as you tap. The engine wrote every outcome into data-table; this looks one
// up for each rule and adds (min, +, -). Nothing typed leaves the phone.
(function () {
  "use strict";
  var root = document.getElementById("calculator");
  if (!root) { return; }
  var rules = JSON.parse(root.getAttribute("data-table"));
  var ASKED = ["entry", "hukou", "household", "home", "agricultural", "stage", "fulltime"];
  var RADIOS = ["entry", "hukou", "household", "level", "public-college", "agricultural", "stage", "fulltime"];
  var NUMBERS = ["tuition", "approved", "boarding", "books", "meals", "months", "first", "years", "trips", "fare"];
  var home = byId("home");
  var own = false;

  function byId(id) { return document.getElementById(id); }
  function all(selector, inside) {
    return Array.prototype.slice.call((inside || root).querySelectorAll(selector));
  }
  function show(one, yes) { if (one) { one.hidden = !yes; } }
  function out(name, text) {
    all("[data-out=" + name + "]").forEach(function (one) { one.textContent = text; });
  }
  function grouped(amount) { return String(amount).replace(/\B(?=(\d{3})+$)/g, ","); }
  function plain(span) {
    return span[0] === span[1] ? grouped(span[0]) : grouped(span[0]) + " 到 " + grouped(span[1]);
  }
  function yuan(span) { return plain(span) + " 元"; }
  function chosen(name) {
    return name === "home" ? home.options[home.selectedIndex] : root.querySelector("input[name=" + name + "]:checked");
  }
  function place(name) { return Number(chosen(name).getAttribute("data-place")); }

  // A number that stands in its box, null for an empty one that may be, undefined for a wrong one.
  function number(name) {
    var box = byId(name);
    var text = box.value.replace(/[\s,，]/g, "");
    if (text === "" && !box.hasAttribute("data-required")) { return null; }
    return fits(box, text) ? Number(text) : undefined;
  }
  function fits(box, text) {
    return /^\d{1,5}$/.test(text) && Number(text) <= Number(box.getAttribute("data-most")) &&
      Number(text) >= Number(box.getAttribute("data-least"));
  }

  function outcomes() {
    var answers = ASKED.map(place);
    return rules.map(function (rule) {
      var cell = 0;
      rule[2].forEach(function (classes, i) {
        cell = cell * (Math.max.apply(null, classes) + 1) + classes[answers[i]];
      });
      return rule[4][rule[3][cell]];
    });
  }

  // What one rule is worth in one year: [low, high].
  function worth(rule, year, costs) {
    if (!rule[0]) { return [year[0], year[1]]; }
    var part = rule[1] ? costs.standard : [costs.tuition, costs.tuition];
    return [part[0] * year[2], part[1] * year[3]];
  }
  function yearOf(found, n, costs) {
    var waived = [0, 0], money = [0, 0];
    var aid = rules.map(function (rule, i) {
      var span = worth(rule, found[i][2][n], costs);
      var sum = rule[0] ? waived : money;
      sum[0] += span[0];
      sum[1] += span[1];
      return span;
    });
    var left = [Math.max(costs.tuition - waived[1], 0), Math.max(costs.tuition - waived[0], 0)];
    var others = costs.gross - costs.tuition;
    return {
      aid: aid, tuition: left,
      net: [Math.max(others + left[0] - money[1], 0), Math.max(others + left[1] - money[0], 0)]
    };
  }
  function read() {
    var costs = {}, sound = true;
    NUMBERS.forEach(function (name) {
      var value = costs[name] = number(name);
      var wrong = value === undefined;
      byId(name).setAttribute("aria-invalid", wrong ? "true" : "false");
      show(byId(name + "-wrong"), wrong);
      sound = sound && !wrong;
    });
    if (!sound) { return null; }
    var share = chosen("public-college").getAttribute("data-share").split(",");
    costs.standard = costs.approved === null ? [costs.tuition * share[0], costs.tuition * share[1]] :
      [Math.min(costs.tuition, costs.approved), Math.min(costs.tuition, costs.approved)];
    costs.trip = 2 * costs.fare;
    costs.gross = costs.tuition + costs.boarding + costs.books + costs.meals * costs.months + costs.trips * costs.trip;
    costs.bring = costs.first === null ? costs.boarding + costs.books + costs.meals : costs.first;
    return costs;
  }

  function draw(year, gross) {
    var start = 0;
    var whole = gross || 1;
    var parts = year.aid.map(function (span, i) { return [String(i), span[0]]; });
    parts.push(["rest", year.net[1] - year.net[0]], ["own", year.net[0]]);
    parts.forEach(function (part) {
      var bar = root.querySelector("[data-bar='" + part[0] + "']");
      var key = root.querySelector("[data-key='" + part[0] + "']");
      var width = Math.round(1000 * part[1] / whole);
      bar.setAttribute("x", start);
      bar.setAttribute("width", width);
      start += width;
      show(key, part[1] > 0 || part[0] === "own");
      key.querySelector("span").textContent = yuan([part[1], part[1]]);
    });
    root.querySelector(".bar svg").setAttribute("aria-label", all(".legend li:not([hidden])").map(
      function (one) { return one.textContent; }).join("；"));
  }
  function explain(line, outcome, first, count) {
    var years = outcome[2].slice(0, count);
    function some(place) { return years.some(function (year) { return year[place]; }); }
    function part(name) { return line.querySelector("[data-part=" + name + "]"); }
    part("amount").textContent = yuan(first);
    all("[data-reason]", line).forEach(function (one) {
      show(one, one.getAttribute("data-reason") === String(outcome[1]));
    });
    show(part("ask"), outcome[0] === 2);
    show(part("paid"), outcome[0]);
    show(part("expired"), some(5));
    years.forEach(function (year) { if (year[5]) { part("old").textContent = yuan([year[4], year[5]]); } });
    show(part("later"), some(6));
    show(part("warn"), some(7));
  }
  function tabulate(years, gross) {
    all("[data-year]").forEach(function (row, n) {
      show(row, n < years.length);
      if (n >= years.length) { return; }
      var spans = [[gross, gross]].concat(years[n].aid, [years[n].net]);
      all("td", row).forEach(function (cell, i) { cell.textContent = plain(spans[i]); });
    });
  }

  function compute() {
    var costs = read();
    show(byId("result"), costs);
    show(byId("look"), costs);
    if (!costs) {
      byId("status").textContent = "有的数还没有填好，看标红的地方。";
      byId("more").open = true;
      return;
    }
    var found = outcomes(), years = [], total = [0, 0];
    for (var n = 0; n < costs.years; n += 1) {
      years.push(yearOf(found, n, costs));
      total = [total[0] + years[n].net[0], total[1] + years[n].net[1]];
    }
    out("own", yuan(years[0].net));
    out("total", yuan(total));
    out("count", costs.years);
    out("gross", yuan([costs.gross, costs.gross]));
    ["tuition", "boarding", "books"].forEach(function (name) {
      out("cost-" + name, yuan([costs[name], costs[name]]));
    });
    out("cost-meals", yuan([costs.meals * costs.months, costs.meals * costs.months]));
    out("cost-travel", yuan([costs.trips * costs.trip, costs.trips * costs.trip]));
    out("first", yuan([costs.bring, costs.bring]));
    out("tuition", yuan(years[0].tuition));
    out("meals", yuan([costs.meals, costs.meals]));
    out("trip", yuan([costs.trip, costs.trip]));
    all("[data-if=tuition]").forEach(function (one) { show(one, years[0].tuition[1]); });
    all("[data-if=trip]").forEach(function (one) { show(one, costs.trip && costs.trips); });
    draw(years[0], costs.gross);
    all("[data-rule]").forEach(function (line, i) { explain(line, found[i], years[0].aid[i], costs.years); });
    tabulate(years, costs.gross);
    show(root.querySelector("[data-level]"), place("level") === 2);
    all("[data-homes]").forEach(function (one) {
      show(one, one.getAttribute("data-homes").indexOf("," + place("home") + ",") >= 0);
    });
    byId("status").textContent = "第一年自己大约出 " + yuan(years[0].net);
  }

  // Answers from an address: only what the page itself offers, only numbers within bounds.
  function take(name, value) {
    if (name === "programme") { return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value) && value.length <= 80; }
    if (NUMBERS.indexOf(name) >= 0) {
      if (!fits(byId(name), value)) { return false; }
      byId(name).value = String(Number(value));
      return true;
    }
    if (RADIOS.indexOf(name) < 0 && name !== "home") { return false; }
    return all(name === "home" ? "#home option" : "input[name=" + name + "]").some(function (one) {
      if (one.value !== value) { return false; }
      one[name === "home" ? "selected" : "checked"] = true;
      return true;
    });
  }
  function sample(yes) { show(root.querySelector("[data-sample]"), yes); }
  function fill(text) {
    if (text.indexOf("=") < 0) { return; }
    var said = new URLSearchParams(text), refused = false, id = said.get("programme");
    if (said.has("tuition")) { byId("approved").value = byId("first").value = ""; }
    said.forEach(function (value, name) { refused = !take(name, value) || refused; });
    if (refused) { show(byId("refused"), true); }
    if (id === null || !take("programme", id)) { return; }
    show(byId("from"), true);
    show(byId("example"), false);
    byId("from").querySelector("a").href = "/programmes/" + id + "/";
    sample(id.indexOf("sample-") === 0);
  }
  function address() {
    var said = new URLSearchParams();
    RADIOS.concat("home").forEach(function (name) { said.append(name, chosen(name).value); });
    NUMBERS.forEach(function (name) { if (number(name) !== null) { said.append(name, number(name)); } });
    return location.origin + location.pathname + location.search + "#" + said;
  }

  show(byId("plain"), false);
  sample(Boolean(root.querySelector("#example .sample")));
  fill(location.search.slice(1));
  fill(location.hash.slice(1));
  root.addEventListener("input", function (event) {
    if (!own && event.target.id && event.target.id !== "home") { own = true; sample(false); }
    show(byId("shared"), false);
    compute();
  });
  byId("print").addEventListener("click", function () { window.print(); });
  byId("share").addEventListener("click", function () {
    show(byId("shared"), true);
    byId("address").value = address();
    byId("address").select();
  });
  compute();
})();
