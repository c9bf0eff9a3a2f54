// 我的县: a county is typed and chosen; every distance is the straight line from its centre.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  var MOST = 12;
  var EARTH = 6371;
  var known = null;

  function steps(numbers) {
    var at = 0;
    return numbers.map(function (one) {
      at += one % 2 ? -(one + 1) / 2 : one / 2;
      return at / 100 * Math.PI / 180;
    });
  }

  // Every place with a centre, counties and prefectures.
  finder.learnCounties = function (file) {
    if (known) { return; }
    known = {};
    var lon = steps(finder.unpack(file.lon, file.count));
    var lat = steps(finder.unpack(file.lat, file.count));
    finder.areas(file.areas).forEach(function (area, at) {
      area.lon = lon[at];
      area.lat = lat[at];
      known[area.code] = area;
    });
  };

  finder.countyOf = function (code) { return known && known[code] || null; };

  finder.distance = function (from, code) {
    var to = finder.countyOf(code);
    if (!from || !to) { return null; }
    var across = Math.pow(Math.sin((to.lat - from.lat) / 2), 2);
    var along = Math.pow(Math.sin((to.lon - from.lon) / 2), 2);
    var chord = across + Math.cos(from.lat) * Math.cos(to.lat) * along;
    return 2 * EARTH * Math.asin(Math.sqrt(Math.min(1, chord)));
  };

  // A county's own name first, the shorter first.
  finder.searchCounties = function (query) {
    var words = finder.wordsOf(query);
    if (!words.length || !known) { return []; }
    var found = Object.keys(known).sort().map(function (code) { return known[code]; })
      .filter(function (area) {
        return area.county && words.every(function (word) { return finder.finds(word, area.name); });
      });
    function rank(area) {
      return words.some(function (word) { return finder.finds(word, area.county); }) ? 0 : 1;
    }
    return found.map(function (area) { return [rank(area), area.county.length, area]; })
      .sort(function (a, b) { return a[0] - b[0] || a[1] - b[1] || (a[2].code < b[2].code ? -1 : 1); })
      .slice(0, MOST).map(function (one) { return one[2]; });
  };

  // `choose(code)` is called with the county that was pressed, or with "" to forget it.
  finder.countyBox = function (choose) {
    var box = document.getElementById("county");
    var list = document.getElementById("counties");
    var chosen = document.getElementById("my-county");
    var said = document.getElementById("county-said");
    var turn = 0;

    function offer() {
      var mine = ++turn;
      finder.clear(list);
      if (!box.value.trim()) { said.textContent = ""; return; }
      said.textContent = "正在找……";
      finder.load(function () {
        return finder.needsReadings(box.value) ? ["counties", "readings"] : ["counties"];
      }, function (files) {
        if (mine !== turn) { return; }
        finder.learn(files);
        var found = finder.searchCounties(box.value);
        said.textContent = found.length ? "选一个：" : "没有这个县，换个写法试试。";
        found.forEach(function (area) {
          list.appendChild(finder.element("li", finder.button("button.btn.ghost", area.name, function () {
            box.value = "";
            finder.clear(list);
            said.textContent = "";
            choose(area.code);
            chosen.querySelector("button").focus();
          })));
        });
      }, function () {
        if (mine !== turn) { return; }
        said.textContent = "没连上网。";
        list.appendChild(finder.element("li", finder.button("button.btn.ghost", "再试一次", offer)));
      });
    }
    var waiting = 0;
    box.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(offer, 200);
    });
    box.addEventListener("keydown", function (event) {
      if (event.keyCode !== 13) { return; }
      event.preventDefault();
      var first = list.querySelector("button");
      if (first) { first.focus(); } else { offer(); }
    });

    // Shows the chosen county, or the box to type one.
    return function (code) {
      var area = finder.countyOf(code);
      finder.clear(chosen);
      document.getElementById("county-asked").hidden = Boolean(code);
      chosen.hidden = !code;
      if (!code) { return; }
      chosen.appendChild(finder.element("span", "我的县：" + (area ? area.name : code) + " "));
      chosen.appendChild(finder.button("button.btn.ghost", "换一个县", function () {
        choose("");
        box.focus();
      }));
    };
  };
})();
