// The finder page: what is tapped or typed goes into the address, then onto the page.
// Nothing leaves the phone but the names of the files that are loaded.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  var MORE = 20;
  var TYPING = 250;
  var FREE = ["q", "county", "sort", "all"];
  var learnt = {};
  var source = { name: "", rows: [], county: null };
  var chosen, provinces, showCounty, turn = 0, shown = MORE, again = null;

  function at(id) { return document.getElementById(id); }

  finder.learn = function (files) {
    if (files.counties) { finder.learnCounties(files.counties); }
    if (files.readings && !learnt.readings) {
      learnt.readings = true;
      finder.learnReadings(files.readings);
    }
  };

  function sourceName(manifest) {
    if (chosen.province) { return manifest.rows[chosen.province] ? chosen.province : "none"; }
    return chosen.all || manifest.small ? "all" : "";
  }

  function namesFor(manifest) {
    var names = ["words"];
    var name = sourceName(manifest);
    if (name) { names.push(name); }
    if (chosen.county) { names.push("counties"); }
    if (finder.needsReadings(chosen.q)) { names.push("readings"); }
    return names;
  }

  function openSource(files, name) {
    if (source.name !== name || source.file !== files[name]) {
      var rows = files[name] ? finder.rows(files[name], finder.words(files.words)) : [];
      source = { name: name, file: files[name], rows: rows, county: null };
    }
    if (source.county === chosen.county) { return; }
    source.county = chosen.county;
    var from = finder.countyOf(chosen.county);
    source.rows.forEach(function (row) {
      row.college.distance = finder.distance(from, row.college.area.code);
    });
  }

  function state(name, text) {
    at("finder").setAttribute("data-state", name);
    at("found").setAttribute("aria-busy", String(name === "loading"));
    at("said").textContent = text;
  }

  function refresh() {
    var mine = ++turn;
    shown = MORE;
    finder.drawChosen(chosen);
    state("loading", "正在找……");
    finder.load(namesFor, function (files, manifest) {
      if (mine !== turn) { return; }
      finder.learn(files);
      if (chosen.county && !finder.countyOf(chosen.county)) { chosen.county = ""; }
      showCounty(chosen.county);
      var name = sourceName(manifest);
      if (name) { openSource(files, name); show(); } else { ask(); }
    }, function () {
      if (mine !== turn) { return; }
      state("broken", "没连上网，学校没有取到。");
      again = refresh;
      message("网络断了。你选的都还在。", finder.button("button.btn", "再试一次", function () { again(); }));
    });
  }

  function message(text) {
    var box = at("message");
    finder.clear(box);
    box.hidden = !text;
    if (!text) { return; }
    box.appendChild(finder.element("p", text));
    for (var a = 1; a < arguments.length; a++) { box.appendChild(arguments[a]); }
  }

  // No province yet, and the whole country is large.
  function ask() {
    finder.clear(at("list"));
    at("more").hidden = true;
    finder.drawProvinces(provinces, chosen);
    state("start", "");
    message("先选一个省，马上就有。也可以找全国，多等几秒。",
      finder.button("button.btn", chosen.q ? "在全国找“" + chosen.q + "”" : "找全国", function () {
        choose({ all: "1" });
      }));
  }

  function show() {
    var answer = finder.select(source.rows, chosen);
    var order = chosen.sort || (chosen.county ? "distance" : "place");
    var found = finder.sorted(answer.found, order);
    finder.drawControls(source.rows, answer, chosen, provinces, source.name === "all");
    state(found.length ? "found" : "empty", finder.drawCount(found));
    drawList(found, 0);
    if (found.length) { message(""); } else { loosen(answer.without); }
  }

  function drawList(found, from) {
    var list = at("list");
    if (!from) { finder.clear(list); }
    found.slice(from, shown).forEach(function (row) { list.appendChild(finder.drawRow(row)); });
    var more = at("more");
    more.hidden = found.length <= shown;
    more.textContent = "再看 " + Math.min(MORE, found.length - shown) + " 个";
    more.onclick = function () {
      var first = shown;
      shown += MORE;
      drawList(found, first);
      list.children[first].querySelector("a").focus();
    };
  }

  // Which one choice stands in the way, and how many there are without it.
  function loosen(without) {
    var box = finder.element("div.actions");
    Object.keys(without).filter(function (key) { return without[key] && chosen[key]; })
      .forEach(function (key) {
        box.appendChild(finder.button("button.btn.ghost",
          "不限“" + finder.nameOf(key) + "”，有 " + without[key] + " 个", function () {
            var change = {};
            change[key] = "";
            if (key === "q") { at("q").value = ""; }
            choose(change);
          }));
      });
    var helps = Boolean(box.firstChild);
    if (chosen.province && !helps) {
      box.appendChild(finder.button("button.btn.ghost", "在全国找", function () {
        choose({ province: "", prefecture: "", all: "1" });
      }));
    }
    box.appendChild(finder.button("button.btn.ghost", "全部重来", function () {
      at("q").value = "";
      var change = {};
      finder.KEYS.forEach(function (key) { change[key] = ""; });
      choose(change);
    }));
    message(helps ? "放宽一样，就有了：" : "条件太多了。少选几样，或者换个说法。", box);
  }

  function choose(change) {
    Object.keys(change).forEach(function (key) { chosen[key] = change[key]; });
    finder.writeAddress(chosen, true);
    refresh();
    if (document.activeElement === document.body) { at("found").focus(); }
  }

  function listen() {
    var form = at("finder");
    var waiting = 0;
    Object.keys(finder.FACETS).forEach(function (key) {
      var control = at("f-" + key);
      control.addEventListener("change", function () {
        var change = {};
        change[key] = control.type === "checkbox" ? (control.checked ? "1" : "") : control.value;
        if (key === "province") { change.prefecture = ""; }
        if (key === "class") { change.specialty = ""; }
        choose(change);
      });
    });
    at("f-sort").addEventListener("change", function () { choose({ sort: at("f-sort").value }); });
    at("q").addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(function () {
        chosen.q = at("q").value.trim();
        finder.writeAddress(chosen, false);
        refresh();
      }, TYPING);
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      clearTimeout(waiting);
      choose({ q: at("q").value.trim(), all: chosen.province ? chosen.all : "1" });
    });
    window.addEventListener("popstate", start);
  }

  function start() {
    chosen = finder.readAddress(location.search);
    // Whoever comes with words from another page has asked for the whole country.
    if (chosen.q && !chosen.province) { chosen.all = "1"; }
    at("q").value = chosen.q;
    finder.drawProvinces(provinces, chosen);
    var deep = finder.KEYS.some(function (key) {
      return chosen[key] && at("f-" + key) && FREE.indexOf(key) < 0 && at("others").contains(at("f-" + key));
    });
    if (deep) { at("others").open = true; }
    refresh();
  }

  document.addEventListener("DOMContentLoaded", function () {
    if (!at("finder")) { return; }
    provinces = Array.prototype.map.call(document.querySelectorAll("#provinces a"), function (link) {
      return [link.getAttribute("href").replace(/[^0-9]/g, ""), link.getAttribute("data-name")];
    });
    showCounty = finder.countyBox(function (code) {
      choose({ county: code, distance: code ? chosen.distance : "",
        sort: code || chosen.sort !== "distance" ? chosen.sort : "" });
    });
    listen();
    document.documentElement.className += " finds";
    start();
  });
})();
