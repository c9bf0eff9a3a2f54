// Which rows fit what was chosen, and how many would fit with each other choice. No page, no net.
(function () {
  "use strict";
  var finder = window.finder = window.finder || {};
  finder.COSTS = [2000, 4000, 6000, 8000, 10000];
  finder.DISTANCES = [50, 100, 200, 500];

  function upTo(bounds, value) {
    return value === null ? [] : bounds.filter(function (bound) { return value <= bound; }).map(String);
  }
  function ofProgramme(answer) {
    return function (row) { return row.specialty ? answer(row) : []; };
  }

  // Key of the address -> the values that a row fits; none for what nobody knows.
  finder.FACETS = {
    province: function (row) { return [row.college.area.code.slice(0, 2) + "0000"]; },
    prefecture: function (row) { return [row.college.area.code.slice(0, 4) + "00"]; },
    "class": ofProgramme(function (row) { return [row.specialty.classCode]; }),
    specialty: ofProgramme(function (row) { return [row.specialty.id]; }),
    level: ofProgramme(function (row) { return [row.level]; }),
    entry: ofProgramme(function (row) { return [row.entry]; }),
    boarding: ofProgramme(function (row) { return row.boarding ? ["1"] : []; }),
    green: function (row) { return row.college.badge ? ["1"] : []; },
    order: ofProgramme(function (row) { return row.order ? ["1"] : []; }),
    cost: ofProgramme(function (row) {
      return row.own === null ? ["unknown"] : upTo(finder.COSTS, row.own);
    }),
    distance: function (row) { return upTo(finder.DISTANCES, finder.distanceOf(row)); }
  };
  var KEYS = Object.keys(finder.FACETS);

  finder.distanceOf = function (row) {
    return row.college.distance === undefined ? null : row.college.distance;
  };

  // One word against one row. The parts that many rows share are asked once.
  function wordTest(word) {
    var colleges = {}, specialties = {}, names = {};
    function once(memory, key, ask) {
      if (!Object.prototype.hasOwnProperty.call(memory, key)) { memory[key] = ask(); }
      return memory[key];
    }
    function college(one) {
      return finder.finds(word, one.name) || finder.finds(word, one.area.name);
    }
    function specialty(one) {
      return finder.finds(word, one.name) || finder.finds(word, one.className) ||
        one.jobs.some(function (job) { return finder.finds(word, job); }) ||
        one.also.some(function (alias) { return finder.findsAlias(word, alias); });
    }
    return function (row) {
      if (once(colleges, row.college.id, function () { return college(row.college); })) { return true; }
      return row.specialty !== null &&
        (once(specialties, row.specialty.id, function () { return specialty(row.specialty); }) ||
          once(names, row.name, function () { return finder.finds(word, row.name); }));
    };
  }

  finder.textTest = function (query) {
    var tests = finder.wordsOf(query).map(wordTest);
    return function (row) { return tests.every(function (test) { return test(row); }); };
  };

  // `found` fits everything; `counts[key][value]` with that one choice changed; `without[key]` is
  // how many would fit if that choice were dropped and nothing fits now.
  finder.select = function (rows, chosen) {
    var answer = { found: [], counts: {}, without: {} };
    var test = finder.textTest(chosen.q || "");
    KEYS.forEach(function (key) { answer.counts[key] = {}; answer.without[key] = 0; });
    answer.without.q = 0;
    rows.forEach(function (row) {
      var misses = test(row) ? [] : ["q"];
      var values = {};
      for (var k = 0; k < KEYS.length && misses.length < 2; k++) {
        var key = KEYS[k];
        values[key] = finder.FACETS[key](row);
        if (chosen[key] && values[key].indexOf(chosen[key]) < 0) { misses.push(key); }
      }
      if (misses.length > 1) { return; }
      if (!misses.length) { answer.found.push(row); } else { answer.without[misses[0]] += 1; }
      KEYS.forEach(function (key) {
        if (misses.length && misses[0] !== key) { return; }
        values[key].forEach(function (value) {
          answer.counts[key][value] = (answer.counts[key][value] || 0) + 1;
        });
      });
    });
    return answer;
  };

  function byNumber(value) {
    return function (a, b) {
      var one = value(a), other = value(b);
      if (one === other) { return 0; }
      if (one === null || other === null) { return one === null ? 1 : -1; }
      return one - other;
    };
  }
  function title(row) { return (row.specialty ? row.specialty.name : "") + row.college.name; }

  finder.ORDERS = {
    // As the files have them, place by place; what can be applied for comes first.
    place: byNumber(function (row) { return row.specialty ? 0 : 1; }),
    distance: byNumber(finder.distanceOf),
    cost: byNumber(function (row) { return row.own; }),
    name: function (a, b) { return title(a).localeCompare(title(b), "zh"); }
  };

  // A stable order, also where the browser's own sort is not.
  finder.sorted = function (rows, order) {
    var compare = finder.ORDERS[order];
    if (!compare) { return rows; }
    return rows.map(function (row, at) { return [row, at]; })
      .sort(function (a, b) { return compare(a[0], b[0]) || a[1] - b[1]; })
      .map(function (pair) { return pair[0]; });
  };
})();
